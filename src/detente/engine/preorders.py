r"""Total preorders as clauses, and which of them make a state stable.

For each DM whose ranking may change there is a variable :math:`a \succeq_i b` for each ordered pair of
states. Clauses make it total and transitive, and others say by the definitions of
:mod:`detente.engine.equation` that a target is stable. Keeping a variable's value is wished for: so the
number of wishes that are broken is the number of ordered pairs in which two relations differ. That is the
distance of Kemeny & Snell (1962), the sum over the pairs of states of 2 for a reversal, and 1 where a tie
comes or goes.

A sanction by improvements, where the rankings of some who sanction may change, is a legal path that must
exist. It is unrolled: an acceptable state is reached within h more steps. No shortest legal path has more
steps than there are arrivals (state, last mover).

Sources: on inverse problems of the graph model Kinsara, Petersons, Hipel & Kilgour (2015), Rêgo et al.
(2023).
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from .arrays import IntArray, frozen
from .equation import SANCTION, Concept
from .maxsat import Clause, least_broken, satisfiable

__all__ = ["Goal", "Moves", "Nearest", "nearest_orders", "never_sanctioned"]

Moves: TypeAlias = "Sequence[Sequence[Sequence[int]]]"
"""For each DM and state the states that its moves reach; states are numbered from 0."""

Literal: TypeAlias = "int | bool"
"""A literal of a clause, or a value that is known."""

_START = -1
"""The last mover of a path without a step."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached.

    Attributes
    ----------
    targets
        States; one of them is to be stable.
    concepts
        The concepts, each of which must hold, or-ed together.
    stable_for, may_change
        The DMs for whom it is to be stable, and those whose rankings may change.
    """

    targets: tuple[int, ...]
    concepts: Concept
    stable_for: tuple[int, ...]
    may_change: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The nearest rankings.

    Attributes
    ----------
    ranks : ndarray of int64, shape (n, m), read-only, or None
        The nearest ones that were found, without gaps; None where none were found.
    target : int or None
        Which of the targets is stable under them.
    at_least : int
        No rankings at a smaller distance make a target stable.
    proved : bool
        Whether none are nearer, or, where none were found, whether there are none.
    """

    ranks: IntArray | None
    target: int | None
    at_least: int
    proved: bool


def nearest_orders(moves: Moves, ranks: IntArray, goal: Goal, seconds: float | None = None) -> Nearest:
    """Find the rankings nearest to given ones under which a target is stable.

    Parameters
    ----------
    moves
        Need be neither transitive nor symmetric.
    ranks
        Shape (n, m), higher is better.
    goal
        What is to be reached.
    seconds
        When to stop; see :func:`detente.engine.maxsat.least_broken`. The clauses are written in any case.

    Raises
    ------
    NotInstalled
        If python-sat is not installed.

    Notes
    -----
    Memory and time grow with m³ clauses for each DM whose ranking may change, and for seq and sseq with the
    square of the arrivals times the moves. The search itself is NP-hard.

    Examples
    --------
    One DM can leave state 0 for a better one; a tie will do:

    >>> goal = Goal((0,), Concept.NASH, (0,), (0,))
    >>> nearest_orders([[[1], []]], np.array([[0, 1]]), goal)
    Nearest(ranks=array([[0, 0]]), target=0, at_least=1, proved=True)
    """
    end = None if seconds is None else time.monotonic() + seconds
    formula = _Formula(moves, ranks, goal.may_change)
    formula.total_preorders()
    chosen = [formula.new() if len(goal.targets) > 1 else None for _ in goal.targets]
    if len(goal.targets) != 1:
        formula.add(choice for choice in chosen if choice is not None)
    for target, choice in zip(goal.targets, chosen, strict=True):
        unless = () if choice is None else (-choice,)
        for dm in goal.stable_for:
            for clause in formula.stable(dm, target, goal.concepts):
                formula.add((*unless, *clause))
    left = None if end is None else end - time.monotonic()
    found = least_broken(formula.clauses, formula.wishes(), left)
    if found.model is None:
        return Nearest(None, None, found.at_least, found.proved)
    held = (
        target
        for target, choice in zip(goal.targets, chosen, strict=True)
        if choice is None or choice in found.model
    )
    return Nearest(frozen(formula.ranks_of(found.model)), next(held), found.at_least, found.proved)


def never_sanctioned(moves: Moves, ranks: IntArray, goal: Goal, target: int) -> Iterator[tuple[int, int]]:
    """Yield the improvements from a target that nobody can sanction, whatever the rankings that may change.

    Yields
    ------
    dm, state
        A DM whose ranking is fixed and for whom the target is to be stable, and to where it would move.

    Raises
    ------
    NotInstalled
        If python-sat is not installed.
    """
    for dm in goal.stable_for:
        if dm in goal.may_change:
            continue
        for reached in moves[dm][target]:
            formula = _Formula(moves, ranks, goal.may_change)
            formula.total_preorders()
            for clause in formula.stable(dm, target, goal.concepts, [reached]):
                formula.add(clause)
            if not satisfiable(formula.clauses):
                yield dm, reached


class _Formula:
    """Clauses over the rankings of some DMs."""

    def __init__(self, moves: Moves, ranks: IntArray, may_change: Collection[int]) -> None:
        self._moves, self._ranks = moves, ranks.tolist()
        self._dms, self._states = range(len(ranks)), range(ranks.shape[1])
        self._first = {dm: 1 + place * len(self._states) ** 2 for place, dm in enumerate(may_change)}
        self._last = len(may_change) * len(self._states) ** 2
        self._acceptable: dict[tuple[int, int, int, bool], Literal] = {}
        self._ahead: dict[tuple[int, int, bool, int, int, int], Literal] = {}
        self.clauses: list[Clause] = []

    def new(self) -> int:
        """Return a variable that was not used before."""
        self._last += 1
        return self._last

    def add(self, literals: Iterable[Literal]) -> None:
        """Add a clause, unless it holds in any case."""
        clause = list(literals)
        if not any(one is True for one in clause):
            self.clauses.append([one for one in clause if one is not False])

    def at_least(self, dm: int, a: int, b: int) -> Literal:
        """Return whether a DM finds a state at least as good as another."""
        if a == b:
            return True
        if dm not in self._first:
            return bool(self._ranks[dm][a] >= self._ranks[dm][b])
        return self._first[dm] + a * len(self._states) + b

    def total_preorders(self) -> None:
        """Say that each ranking that may change is total and transitive."""
        for first in self._first.values():
            name = [[first + a * len(self._states) + b for b in self._states] for a in self._states]
            for a in self._states:
                for b in self._states:
                    if a < b:
                        self.clauses.append([name[a][b], name[b][a]])
                    self.clauses += [
                        [-name[a][b], -name[b][c], name[a][c]] for c in self._states if len({a, b, c}) == 3
                    ]

    def wishes(self) -> list[int]:
        """Return the literals that keep the rankings as they are."""
        return [
            (1 if self._ranks[dm][a] >= self._ranks[dm][b] else -1) * (first + a * len(self._states) + b)
            for dm, first in self._first.items()
            for a in self._states
            for b in self._states
            if a != b
        ]

    def ranks_of(self, model: Collection[int]) -> IntArray:
        """Return the rankings of a model, those that may not change as they are, without gaps."""
        rows = []
        for dm in self._dms:
            row = list(self._ranks[dm])
            if dm in self._first:
                # the more states a state is at least as good as, the better it is
                row = [sum(self._holds(dm, a, b, model) for b in self._states) for a in self._states]
            rows.append(np.unique(row, return_inverse=True)[1])
        return np.array(rows, np.int64)

    def _holds(self, dm: int, a: int, b: int, model: Collection[int]) -> bool:
        literal = self.at_least(dm, a, b)
        return literal if isinstance(literal, bool) else literal in model

    def stable(
        self, dm: int, s: int, concepts: Concept, moves: Iterable[int] | None = None
    ) -> Iterator[list[Literal]]:
        """Yield clauses that say that a state is stable for a DM, as to some of its moves or to all."""
        for reached in self._moves[dm][s] if moves is None else moves:
            for concept in concepts:
                yield [self.at_least(dm, s, reached), *self._sanctions(dm, s, reached, concept)]

    def _sanctions(self, dm: int, s: int, reached: int, concept: Concept) -> list[Literal]:
        """Return literals one of which holds if, and only if it can be made to, there is a sanction."""
        how = SANCTION[concept]
        if how is None:
            return []
        others = [other for other in self._dms if other != dm]
        if how.by_improvements and any(other in self._first for other in others):
            steps = len(others) * len(self._states)
            return [self._within(dm, s, how.survives_escape, reached, _START, steps)]
        states = self._reached(reached, others, how.by_improvements)
        return [self._accepted(dm, s, state, how.survives_escape) for state in states]

    def _accepted(self, dm: int, s: int, u: int, survives_escape: bool) -> Literal:
        """Return whether a DM that leaves s and comes to u is no better off, also by one more move."""
        if not survives_escape:
            return self.at_least(dm, s, u)
        key = (dm, s, u, survives_escape)
        if key not in self._acceptable:
            needed = [self.at_least(dm, s, t) for t in (u, *self._moves[dm][u])]
            self._acceptable[key] = self._all(needed)
        return self._acceptable[key]

    def _within(self, dm: int, s: int, survives_escape: bool, t: int, last: int, steps: int) -> Literal:
        """Return whether the others lead from t to what DM ``dm`` would not have left s for.

        By improvements, at most so many, in none of which the last mover moves first.
        """
        key = (dm, s, survives_escape, t, last, steps)
        if key not in self._ahead:
            ways = [self._accepted(dm, s, t, survives_escape)]
            if steps and ways[0] is not True:
                for mover in self._dms:
                    if mover in (dm, last):
                        continue
                    for u in self._moves[mover][t]:
                        gains = _opposite(self.at_least(mover, t, u))
                        if gains is not False:
                            further = self._within(dm, s, survives_escape, u, mover, steps - 1)
                            ways.append(self._all([gains, further]))
            self._ahead[key] = self._any(ways)
        return self._ahead[key]

    def _all(self, needed: Sequence[Literal]) -> Literal:
        """Return a literal that holds only if all of some do."""
        open_ones = [one for one in needed if one is not True]
        if any(one is False for one in open_ones):
            return False
        if len(open_ones) < 2:
            return open_ones[0] if open_ones else True
        both = self.new()
        self.clauses += [[-both, one] for one in open_ones]
        return both

    def _any(self, ways: Sequence[Literal]) -> Literal:
        """Return a literal that holds only if one of some does."""
        open_ones = [one for one in ways if one is not False]
        if any(one is True for one in open_ones):
            return True
        if len(open_ones) < 2:
            return open_ones[0] if open_ones else False
        either = self.new()
        self.add([-either, *open_ones])
        return either

    def _reached(self, start: int, movers: Sequence[int], by_improvements: bool) -> list[int]:
        """Return a state and what legal sequences of some DMs, whose rankings are known, reach from it."""
        arrivals = {(start, _START)}
        ahead = [(start, _START)]
        while ahead:
            state, last = ahead.pop()
            for mover in movers:
                for u in self._moves[mover][state] if mover != last else ():
                    gains = not by_improvements or self.at_least(mover, state, u) is False
                    if gains and (u, mover) not in arrivals:
                        arrivals.add((u, mover))
                        ahead.append((u, mover))
        return sorted({state for state, _ in arrivals})


def _opposite(literal: Literal) -> Literal:
    return not literal if isinstance(literal, bool) else -literal
