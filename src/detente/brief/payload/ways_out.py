"""The ways out of an assessment as plain data."""

from __future__ import annotations

from ...analysis.jumps import Jump
from ...dossier.ways_out import WayOut, WaysOut
from .coalitions import leaver_payload
from .roads import roads_payload
from .shapes import Payload, diagnostic_payload, state_payload
from .ways import shortest_payload

__all__ = ["ways_out_payload"]

_LISTED = 3
"""So many states of each set are listed."""


def ways_out_payload(found: WaysOut) -> Payload:
    """Return how one could get to each outcome, and who could move together."""
    leaving = found.leaving
    return {
        "rest": shortest_payload(found.rest.by_improvements, _LISTED),
        "ways": [_way(one) for one in found.ways],
        "leaving": {
            "state": state_payload(leaving.state),
            "by_best_step": leaving.by_best_step,
            "holds": leaving.holds,
            "leavers": [leaver_payload(one, _LISTED) for one in leaving.leavers],
        },
        "jumps": [_jump(one) for one in found.jumps],
    }


def _way(one: WayOut) -> Payload:
    return {
        "outcome": one.outcome.id,
        "any": shortest_payload(one.paths.by_any, _LISTED),
        "improvements": shortest_payload(one.paths.by_improvements, _LISTED),
        "roads": [roads_payload(roads) for roads in one.roads.roads],
        "barred": diagnostic_payload(one.barred) if one.barred is not None else None,
    }


def _jump(one: Jump) -> Payload:
    return {
        "coalition": list(one.coalition),
        "from": state_payload(one.origin),
        "to": state_payload(one.target),
    }
