"""The least change of rankings as plain data."""

from __future__ import annotations

from ...analysis.least_change import LeastChange, NewRanking, Tiers
from .shapes import Payload, move_payload, state_payload

__all__ = ["least_change_payload"]


def least_change_payload(found: LeastChange) -> Payload:
    """Return the least change of rankings; of a pair 1 means that the first is preferred, 0 a tie."""
    return {
        "title": found.conflict.title,
        "digest": found.conflict.digest,
        "asked": found.asked or None,
        "targets": len(found.target),
        "concepts": list(found.concepts),
        "who": list(found.who),
        "stable_for": list(found.stable_for),
        "state": state_payload(found.state) if found.state is not None else None,
        "distance": found.distance,
        "at_least": found.at_least,
        "proved": found.proved,
        "rankings": [_ranking(one) for one in found.rankings],
        "barred": [
            {"target": state_payload(one.target), "move": move_payload(one.move)} for one in found.barred
        ],
    }


def _ranking(ranking: NewRanking) -> Payload:
    return {
        "dm": ranking.dm,
        "distance": ranking.distance,
        "before": _tiers(ranking.before),
        "now": _tiers(ranking.now),
        "pairs": [
            {
                "first": state_payload(pair.first),
                "second": state_payload(pair.second),
                "before": pair.before,
                "now": pair.now,
            }
            for pair in ranking.pairs
        ],
    }


def _tiers(tiers: Tiers) -> list[list[Payload]]:
    return [[state_payload(state) for state in tier] for tier in tiers]
