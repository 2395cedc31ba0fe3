"""Robustness and the one-source test as plain data."""

from __future__ import annotations

from dataclasses import asdict

from ...analysis.robustness import Robustness, Share, Unsure
from ...dossier.one_source import Flip, OneSource, Without
from .shapes import Payload, state_payload, used_payload

__all__ = ["robustness_payload"]


def robustness_payload(found: Robustness, sources: OneSource | None) -> Payload:
    """Return the shares of versions and, where there are claims, what the answers owe to single sources."""
    return {
        "title": found.conflict.title,
        "digest": found.conflict.digest,
        "concept": found.concept,
        "exact": found.exact,
        "seed": found.seed,
        "versions": found.versions,
        "wanted": found.wanted,
        "complete": found.complete,
        "answers": [_share(one) for one in found.shares],
        "uncertainty": asdict(found.uncertainty),
        "unsure": [_unsure(one) for one in found.unsure],
        "fixed": list(found.fixed),
        "rivals": {rival.name: rival.weight for rival in found.rivals},
        "left_aside": list(found.left_aside),
        **({} if sources is None else {"one_source": _sources(sources)}),
    }


def _share(one: Share) -> Payload:
    return {
        "question": one.asked.value,
        "outcome": one.outcome or None,
        "state": None if one.state is None else state_payload(one.state),
        "as_it_stands": one.answer,
        "share": one.share,
        "low": one.low,
        "high": one.high,
        "agreement": one.agreement,
    }


def _unsure(one: Unsure) -> Payload:
    return {
        "basis": one.basis.value,
        "infeasible": one.rule,
        "swap": one.swap,
        "absent": one.absent,
        "lines": one.lines,
    }


def _sources(found: OneSource) -> Payload:
    return {
        "concept": found.concept,
        "asked": found.asked,
        "sources": found.sources,
        "complete": found.complete,
        "tried": [_without(one) for one in found.tried],
    }


def _without(one: Without) -> Payload:
    return {
        "source": one.source.value,
        "id": one.id,
        "name": one.name,
        "claims": one.claims,
        "lines": [used_payload(used) for used in one.lines],
        "possible": one.flips is not None,
        "flips": [_flip(flip) for flip in one.flips or ()],
    }


def _flip(flip: Flip) -> Payload:
    return {
        "question": flip.question.value,
        "outcome": flip.outcome or None,
        "options": list(flip.refs),
        "without": list(flip.spared),
        "before": flip.before,
    }
