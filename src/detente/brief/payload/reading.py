"""What was read from reports, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...evidence.anchors import Anchor
from ...evidence.reading.proposals import Proposal
from ...evidence.texts import digest
from ...files.dates import Interval
from ..reading import Read
from .shapes import Payload

if TYPE_CHECKING:
    from ...evidence.reading.model import ModelReading
    from ...evidence.reading.model_plan import Plan

__all__ = ["model_payload", "reading_payload"]


def reading_payload(read: Sequence[Read]) -> Payload:
    """Return the proposals of reports, each with the words of all its parts."""
    return {
        "reports": [
            {
                "file": str(one.file),
                "digest": digest(one.text),
                "found": one.found,
                "notes": list(one.notes),
                "proposals": [_proposal(one.text, proposal) for proposal in one.proposals],
            }
            for one in read
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
        "bare_kind": one.bare_kind.value,
        "by": one.by,
        "to": one.to,
        "via": list(one.via),
        "speaker": _span(text, one.speaker),
        "hearer": _span(text, one.hearer),
        "medium": _span(text, one.medium),
        "cue": _span(text, one.cue),
        "content": [_span(text, part) for part in one.content],
        "marker": one.marker,
        "condition": _span(text, one.condition),
        "consequence": _span(text, one.consequence),
        "date": _span(text, one.date),
        "said_on": _days(one.said_on),
        "due": _span(text, one.due),
        "due_on": _days(one.due_on),
        "direct": one.direct,
        "confidence": one.confidence,
        "worth": one.worth,
        "anchor": {"start": one.anchor.start, "end": one.anchor.end, "digest": one.anchor.digest},
        "links": list(one.links),
    }


def _span(text: str, anchor: Anchor | None) -> Payload | None:
    if anchor is None:
        return None
    return {"start": anchor.start, "end": anchor.end, "words": text[anchor.start : anchor.end]}


def _days(days: Interval | None) -> Payload | None:
    return None if days is None else {"earliest": str(days.earliest), "latest": str(days.latest)}
