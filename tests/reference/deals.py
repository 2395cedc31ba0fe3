"""States that some DMs would rather have than a given one, and Pareto's comparison, word for word."""

from __future__ import annotations

from collections.abc import Iterable

from tests.reference.models import GraphForm


def better(model: GraphForm, dms: Iterable[int], s: int, *, weakly: bool) -> frozenset[int]:
    """The q with q ≻_i s for all i; weakly: q ≽_i s for all i, and q ≻_i s for one."""
    own = list(dms)
    return frozenset(
        q
        for q in model.states
        if all(model.at_least(i, q, s) for i in own)
        and (any if weakly else all)(model.prefers(i, q, s) for i in own)
    )


def dominates(model: GraphForm, dms: Iterable[int], q: int, s: int) -> bool:
    """q ≽_i s for all i, and q ≻_i s for one."""
    own = list(dms)
    return all(model.at_least(i, q, s) for i in own) and any(model.prefers(i, q, s) for i in own)


def undominated(model: GraphForm, dms: Iterable[int], states: Iterable[int]) -> frozenset[int]:
    """The states that none of them dominates."""
    own, among = list(dms), list(states)
    return frozenset(s for s in among if not any(dominates(model, own, q, s) for q in among))
