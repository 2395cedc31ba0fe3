"""Legal sequences of moves and the five solution concepts for total preorders, word for word.

Sanctions are weak (s ≽_i s₂: a tie sanctions), improvements are strict. A sanction may lead back to s
itself: s₂ = s counts (the logical form; part of the literature, in matrix form, rejects it).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from tests.reference.models import GraphForm

Moves = Callable[[int, int], frozenset[int]]
Concept = Callable[[GraphForm, int, int], bool]


def last_movers(moves: Moves, coalition: frozenset[int], s: int) -> dict[int, frozenset[int]]:
    """Ω_H(s, ·): for each state reached from s by a legal sequence of members of H, who can have moved last.

    A legal sequence is not empty, and no DM moves twice in succession. Inductively:
    q ∈ R_j(s), j ∈ H ⇒ j ∈ Ω_H(s, q); and t ∈ R_j(q), j ∈ H, Ω_H(s, q) neither empty nor {j} ⇒ j ∈ Ω_H(s, t).
    A state is taken up again when its Ω grows.
    """
    omega: dict[int, set[int]] = {}
    for j in coalition:
        for q in moves(j, s):
            omega.setdefault(q, set()).add(j)
    to_take_up = set(omega)
    while to_take_up:
        q = to_take_up.pop()
        for j in coalition:
            if omega[q] != {j}:
                for t in moves(j, q):
                    if j not in omega.setdefault(t, set()):
                        omega[t].add(j)
                        to_take_up.add(t)
    return {q: frozenset(movers) for q, movers in omega.items()}


@lru_cache(maxsize=2048)
def reach(model: GraphForm, coalition: frozenset[int], s: int) -> frozenset[int]:
    """R_H(s): the states reached from s by a legal sequence of unilateral moves of members of H."""
    return frozenset(last_movers(model.reachable, coalition, s))


@lru_cache(maxsize=2048)
def reach_improving(model: GraphForm, coalition: frozenset[int], s: int) -> frozenset[int]:
    """R_H⁺(s): the same by improvements, each better for its mover than the state that the mover leaves."""
    return frozenset(last_movers(model.improvements, coalition, s))


def opponents(model: GraphForm, dm: int) -> frozenset[int]:
    """H = N∖{i}."""
    return frozenset(model.dms) - {dm}


def nash(model: GraphForm, dm: int, s: int) -> bool:
    """R_i⁺(s) = ∅."""
    return model.improvements(dm, s) == frozenset()


def gmr(model: GraphForm, dm: int, s: int) -> bool:
    """General metarational: every s₁ ∈ R_i⁺(s) has s₂ ∈ R_H(s₁) with s ≽_i s₂."""
    return all(
        any(model.at_least(dm, s, s2) for s2 in reach(model, opponents(model, dm), s1))
        for s1 in model.improvements(dm, s)
    )


def smr(model: GraphForm, dm: int, s: int) -> bool:
    """Symmetric metarational: as gmr, and s ≽_i s₃ for all s₃ ∈ R_i(s₂)."""
    return all(
        any(
            model.at_least(dm, s, s2) and all(model.at_least(dm, s, s3) for s3 in model.reachable(dm, s2))
            for s2 in reach(model, opponents(model, dm), s1)
        )
        for s1 in model.improvements(dm, s)
    )


def seq(model: GraphForm, dm: int, s: int) -> bool:
    """Sequential: every s₁ ∈ R_i⁺(s) has s₂ ∈ R_H⁺(s₁) with s ≽_i s₂."""
    return all(
        any(model.at_least(dm, s, s2) for s2 in reach_improving(model, opponents(model, dm), s1))
        for s1 in model.improvements(dm, s)
    )


def sseq(model: GraphForm, dm: int, s: int) -> bool:
    """Symmetric sequential (Rêgo & Vieira 2017): as seq, and s ≽_i s₃ for all s₃ ∈ R_i(s₂)."""
    return all(
        any(
            model.at_least(dm, s, s2) and all(model.at_least(dm, s, s3) for s3 in model.reachable(dm, s2))
            for s2 in reach_improving(model, opponents(model, dm), s1)
        )
        for s1 in model.improvements(dm, s)
    )


CONCEPTS: dict[str, Concept] = {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq, "sseq": sseq}


def stable(model: GraphForm, concept: str, dm: int) -> frozenset[int]:
    """The states that are stable for the DM under the concept."""
    return frozenset(s for s in model.states if CONCEPTS[concept](model, dm, s))


def equilibria(model: GraphForm, concept: str) -> frozenset[int]:
    """The states that are stable for every DM under the same concept."""
    return frozenset(s for s in model.states if all(CONCEPTS[concept](model, dm, s) for dm in model.dms))
