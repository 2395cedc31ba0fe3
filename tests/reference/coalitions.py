"""The four coalition concepts of Inohara & Hipel (2008) and equilibrium jumps, word for word.

φ_H(s) = {y : s ≽_i y for some i ∈ H} are the states at which some member of H is no better off than at s.
As everywhere, a tie sanctions, and an improvement is strict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from tests.reference.concepts import equilibria, reach
from tests.reference.models import GraphForm

Coalition: TypeAlias = frozenset[int]
CoalitionConcept = Callable[[GraphForm, Coalition, int], bool]


def coalitions(dms: Iterable[int]) -> tuple[Coalition, ...]:
    """All non-empty subsets of some DMs."""
    found = sorted(dms)
    return tuple(frozenset(some) for size in range(1, len(found) + 1) for some in combinations(found, size))


def better_for_all(model: GraphForm, coalition: Coalition, q: int, s: int) -> bool:
    """q ≻_i s for all i ∈ H."""
    return all(model.prefers(i, q, s) for i in coalition)


@lru_cache(maxsize=4096)
def coalition_improvements(model: GraphForm, coalition: Coalition, s: int) -> frozenset[int]:
    """R_H^{++}(s) = {q ∈ R_H(s) : q ≻_i s for all i ∈ H}."""
    return frozenset(q for q in reach(model, coalition, s) if better_for_all(model, coalition, q, s))


def no_better_for_some(model: GraphForm, coalition: Coalition, s: int) -> frozenset[int]:
    """φ_H(s) = {y : s ≽_i y for some i ∈ H}."""
    return frozenset(y for y in model.states if any(model.at_least(i, s, y) for i in coalition))


def reach_by_coalition_improvements(model: GraphForm, dms: Coalition, x: int) -> frozenset[int]:
    """The states reached from x by a sequence of coalition improvements of coalitions K ⊆ ``dms``.

    The sequence is not empty; each step is better for all of its coalition than the state that it leaves;
    no coalition takes two steps in succession.
    """
    steps: set[tuple[int, Coalition]] = set()
    to_take_up: list[tuple[int, Coalition | None]] = [(x, None)]
    while to_take_up:
        q, last = to_take_up.pop()
        for coalition in coalitions(dms):
            if coalition != last:
                for t in coalition_improvements(model, coalition, q):
                    if (t, coalition) not in steps:
                        steps.add((t, coalition))
                        to_take_up.append((t, coalition))
    return frozenset(t for t, _ in steps)


def rest(model: GraphForm, coalition: Coalition) -> Coalition:
    """N∖H."""
    return frozenset(model.dms) - coalition


def cnash(model: GraphForm, coalition: Coalition, s: int) -> bool:
    """R_H^{++}(s) = ∅."""
    return coalition_improvements(model, coalition, s) == frozenset()


def cgmr(model: GraphForm, coalition: Coalition, s: int) -> bool:
    """Every x ∈ R_H^{++}(s) has y ∈ R_{N∖H}(x) ∩ φ_H(s)."""
    phi = no_better_for_some(model, coalition, s)
    return all(
        any(y in phi for y in reach(model, rest(model, coalition), x))
        for x in coalition_improvements(model, coalition, s)
    )


def csmr(model: GraphForm, coalition: Coalition, s: int) -> bool:
    """As cgmr, and R_H(y) ⊆ φ_H(s)."""
    phi = no_better_for_some(model, coalition, s)
    return all(
        any(y in phi and reach(model, coalition, y) <= phi for y in reach(model, rest(model, coalition), x))
        for x in coalition_improvements(model, coalition, s)
    )


def cseq(model: GraphForm, coalition: Coalition, s: int) -> bool:
    """Every x ∈ R_H^{++}(s) has y ∈ φ_H(s), reached from x by coalition improvements of parts of N∖H."""
    phi = no_better_for_some(model, coalition, s)
    return all(
        any(y in phi for y in reach_by_coalition_improvements(model, rest(model, coalition), x))
        for x in coalition_improvements(model, coalition, s)
    )


COALITION_CONCEPTS: dict[str, CoalitionConcept] = {"cnash": cnash, "cgmr": cgmr, "csmr": csmr, "cseq": cseq}


def coalition_stable(model: GraphForm, concept: str, coalition: Coalition) -> frozenset[int]:
    """The states that are stable for the coalition under the concept."""
    return frozenset(s for s in model.states if COALITION_CONCEPTS[concept](model, coalition, s))


def coalition_equilibria(model: GraphForm, concept: str) -> frozenset[int]:
    """The states that are stable for every non-empty coalition."""
    stable = (coalition_stable(model, concept, coalition) for coalition in coalitions(model.dms))
    return frozenset(model.states).intersection(*stable)


def undominated(model: GraphForm, coalition: Coalition, states: Iterable[int]) -> frozenset[int]:
    """Those states than which no other one is as good for all of the coalition and better for one of it."""
    among = frozenset(states)
    return frozenset(
        q
        for q in among
        if not any(
            all(model.at_least(i, t, q) for i in coalition) and any(model.prefers(i, t, q) for i in coalition)
            for t in among
        )
    )


def equilibrium_jumps(model: GraphForm, concept: str) -> frozenset[tuple[Coalition, int, int]]:
    """Kilgour, Hipel, Fang & Peng (2001): from equilibria s to equilibria q ∈ R_H(s), better for all of H.

    |H| ≥ 2.
    """
    held = equilibria(model, concept)
    return frozenset(
        (coalition, s, q)
        for coalition in coalitions(model.dms)
        if len(coalition) >= 2
        for s in held
        for q in coalition_improvements(model, coalition, s) & held
    )
