"""What was read from reports, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...evidence.anchors import Anchor
from ...evidence.reading.proposals import Proposal
from ...evidence.texts import digest
from .shapes import Payload

if TYPE_CHECKING:
    from ...evidence.reading.model import ModelReading
    from ...evidence.reading.model_plan import Plan

__all__ = ["model_payload", "reading_payload"]


def reading_payload(read: Sequence[tuple[Path, str, Sequence[Proposal]]]) -> Payload:
    """Return the proposals of reports, each with the words of all its parts."""
    return {
        "reports": [
            {
                "file": str(path),
                "digest": digest(text),
                "proposals": [_proposal(text, one) for one in found],
            }
            for path, text, found in read
        ]
    }


def model_payload(plan: Plan, reading: ModelReading) -> Payload:
    """Return who read the reports when a language model did, and what it used."""
    return {
        "model": {
            "name": plan.model,
            "address": plan.address,
            "requests": reading.requests,
            "tokens_in": reading.tokens_in,
            "tokens_out": reading.tokens_out,
            "estimated": reading.estimated,
            "cost": reading.cost,
            "refused": reading.refused,
        }
    }


def _proposal(text: str, one: Proposal) -> Payload:
    return {
        "rule": one.rule,
        "kind": one.kind.value,
        "by": one.by,
        "to": one.to,
        "speaker": _span(text, one.speaker),
        "hearer": _span(text, one.hearer),
        "cue": _span(text, one.cue),
        "content": [_span(text, part) for part in one.content],
        "condition": _span(text, one.condition),
        "date": _span(text, one.date),
        "direct": one.direct,
        "confidence": one.confidence,
        "anchor": {"start": one.anchor.start, "end": one.anchor.end, "digest": one.anchor.digest},
    }


def _span(text: str, anchor: Anchor | None) -> Payload | None:
    if anchor is None:
        return None
    return {"start": anchor.start, "end": anchor.end, "words": text[anchor.start : anchor.end]}
