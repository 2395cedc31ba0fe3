"""Who could leave a state together, as plain data."""

from __future__ import annotations

from ...analysis.coalitions import CoalitionAnalysis
from ...analysis.jumps import JumpCounts, Leaver, Leaving
from .shapes import Payload, state_payload

__all__ = ["coalitions_payload", "leaver_payload"]


def coalitions_payload(
    leaving: Leaving, listed: int, counts: JumpCounts | None = None, stable: CoalitionAnalysis | None = None
) -> Payload:
    """Return who could leave a state together, and to what; of each set of states at most ``listed``."""
    found: Payload = {
        "title": leaving.conflict.title,
        "digest": leaving.conflict.digest,
        "state": state_payload(leaving.state),
        "by_best_step": leaving.by_best_step,
        "concept": leaving.concept,
        "holds": leaving.holds,
        "tried": len(leaving.coalitions),
        "leavers": [leaver_payload(one, listed) for one in leaving.leavers],
    }
    if counts is not None:
        found["jumps"] = _counts(counts, listed)
    if stable is not None:
        found["stable"] = _stable(stable)
    return found


def leaver_payload(one: Leaver, listed: int) -> Payload:
    """Return a coalition that could leave a state; of the best states at most ``listed``."""
    return {
        "coalition": list(one.coalition),
        "improvements": len(one.improvements),
        "holding": len(one.holding),
        "best": len(one.best),
        "best_holding": len(one.best & one.holding),
        "listed": [
            {"state": state_payload(state), "holds": state in one.holding}
            for state in (*(one.best & one.holding), *(one.best - one.holding))[:listed]
        ],
    }


def _counts(counts: JumpCounts, listed: int) -> Payload:
    return {
        "equilibria": len(counts.equilibria),
        "counts": [
            {"coalition": list(one.coalition), "origins": one.origins, "jumps": one.jumps}
            for one in counts.counts
        ],
        "remaining": len(counts.remaining),
        "listed": [state_payload(state) for state in counts.remaining[:listed]],
    }


def _stable(stable: CoalitionAnalysis) -> Payload:
    return {
        "coalitions": [
            {"coalition": list(one), "stable": {c: len(stable.stable(c, one)) for c in stable.concepts}}
            for one in stable.coalitions
        ],
        "every": {concept: len(stable.equilibria(concept)) for concept in stable.concepts},
    }
