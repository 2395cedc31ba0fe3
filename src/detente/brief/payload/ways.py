"""Ways out of a standoff as plain data: paths."""

from __future__ import annotations

from ...analysis.paths import Barrier, Path, Paths, Shortest
from .shapes import Payload, line_payload, move_payload, state_payload, states_payload

__all__ = ["paths_payload", "shortest_payload"]


def paths_payload(paths: Paths, listed: int) -> Payload:
    """Return how to get from one state to others; of each set of states at most ``listed``."""
    return {
        "title": paths.conflict.title,
        "digest": paths.conflict.digest,
        "from": state_payload(paths.origin),
        "asked": paths.asked or None,
        "concept": paths.concept,
        "target": states_payload(paths.target, listed),
        "any": shortest_payload(paths.by_any, listed),
        "improvements": shortest_payload(paths.by_improvements, listed),
        "dead_ends": {
            **states_payload(paths.dead_ends, listed),
            "in_target": len(paths.dead_ends & paths.target),
        },
        "barriers": [_barrier(one) for one in paths.barriers],
    }


def shortest_payload(found: Shortest, listed: int) -> Payload:
    """Return the shortest paths of one kind; of the nearest equilibria at most ``listed``."""
    return {
        "length": found.length,
        "count": found.count,
        "first": dict(found.first),
        "listed": [_path(path) for path in found.listed],
        "reached": found.reached,
        "nearest": {"length": found.nearest.length, **states_payload(found.nearest.states, listed)},
    }


def _path(path: Path) -> Payload:
    return {
        "improving": path.improving,
        "steps": [
            {"move": move_payload(move), "gains": gains}
            for move, gains in zip(path.moves, path.gains, strict=True)
        ],
    }


def _barrier(barrier: Barrier) -> Payload:
    return {"length": barrier.length, "target": barrier.target, **line_payload(barrier.line)}
