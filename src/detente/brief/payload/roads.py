"""Roads to an outcome as plain data."""

from __future__ import annotations

from ...analysis.exposure import Exposed
from ...analysis.roads import Road, Roads, RoadStep
from .shapes import Payload, line_payload, move_payload, state_payload

__all__ = ["roads_payload"]


def roads_payload(found: Roads) -> Payload:
    """Return all roads between which there is something to choose."""
    return {
        "title": found.conflict.title,
        "digest": found.conflict.digest,
        "outcome": found.outcome,
        "by": list(found.by),
        "without": list(found.without),
        "joint": found.joint,
        "trust": list(found.trust or ()),
        "status_quo": state_payload(found.today),
        "edits": [str(edit) for edit in found.edits],
        "exposed": [_exposed(one) for one in found.exposed],
        "stops_hold": found.stops_hold,
        "ends_hold": found.ends_hold,
        "roads": [_road(road) for road in found.roads],
    }


def _road(road: Road) -> Payload:
    return {
        "exposure": road.exposure,
        "on_the_way": road.on_the_way,
        "at_end": road.at_end,
        "joint": road.joint,
        "counted": list(road.counted),
        "steps": [_step(step) for step in road.steps],
        "leaving": [
            {"move": move_payload(one.move), "because": line_payload(one.because) or None}
            for one in road.leaving
        ],
    }


def _step(step: RoadStep) -> Payload:
    return {
        "movers": list(step.movers),
        "gaining": list(step.gaining),
        "from": state_payload(step.origin),
        "to": state_payload(step.target),
        "holds": step.holds,
        "reached": list(step.reached),
        "exposed": [_exposed(one) for one in step.exposed],
        "edits": [str(edit) for edit in step.edits],
    }


def _exposed(one: Exposed) -> Payload:
    return {
        "dm": one.dm,
        "share": one.share,
        "place": one.place,
        "of": one.of,
        "line": line_payload(one.line) or None,
        "moves": [move_payload(move) for move in one.moves],
        "worst": state_payload(one.worst),
    }
