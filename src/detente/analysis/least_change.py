"""The least change of rankings that makes a state stable, or an equilibrium.

The distance of two rankings is that of Kemeny & Snell (1962) for total preorders: the sum over all pairs of
states of 2 where the two are reversed, and 1 where a tie comes or goes. Without ties it is twice the distance
of Kendall (1938). The distances of the parties are summed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Ranking
from ..conflict.states import State, StateSet
from ..diagnostics import Diagnostic
from ..engine.arrays import IntArray
from ..engine.digraph import Digraph
from ..engine.hypercube import Hypercube
from ..engine.preorders import Goal, nearest_orders, never_sanctioned
from ..errors import InputError
from .concepts import concept_called, flags
from .explain import Move
from .stability import Analysis, analyse, form_of

__all__ = ["MOST_STATES", "Barred", "LeastChange", "NewRanking", "PairChange", "least_change"]

MOST_STATES = 64
"""Rankings of more states are not searched: the clauses grow with the cube of their number."""

_EXPLAINED = 3
"""Where nothing helps, so many of the targets are told why."""

Tiers = tuple[tuple[State, ...], ...]
"""States, best first; those of a tier tie."""


@dataclass(frozen=True, slots=True)
class PairChange:
    """Two states of which a party now thinks otherwise.

    ``before`` and ``now`` are 1 where it prefers the first, -1 where it prefers the second, 0 for a tie.
    """

    first: State
    second: State
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class NewRanking:
    """A ranking that is to change.

    Attributes
    ----------
    before, now
        The tiers as they are and as they were to be.
    pairs
        The pairs of states of which the party is to think otherwise.
    """

    dm: str
    before: Tiers
    now: Tiers
    pairs: tuple[PairChange, ...]

    @property
    def distance(self) -> int:
        """The distance of Kemeny & Snell between the two rankings."""
        return sum(abs(pair.before - pair.now) for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Barred:
    """An improvement that bars a target: whatever the rankings that may change, nobody can answer it."""

    target: State
    move: Move


@dataclass(frozen=True, slots=True)
class LeastChange:
    """The least change of rankings.

    Attributes
    ----------
    asked : str
        The text that was asked for; empty where there was none.
    target : StateSet
        The states one of which is to be stable.
    concepts : tuple of str
        Under each of which.
    who, stable_for : tuple of str
        Whose rankings may change, and for whom it is to be stable.
    state : State or None
        Which of the targets becomes stable; None where no change was found.
    rankings : tuple of NewRanking
        The rankings that change; none where a target is stable as it is.
    at_least : int
        No change at a smaller distance will do.
    proved : bool
        Whether the change is a nearest one, or, without a change, whether there is none. If not, the search
        was stopped: the change is the best one found.
    barred : tuple of Barred
        Where there is none: improvements each of which alone bars a target, for the first targets. None
        where they bar it only together.
    """

    conflict: Conflict
    asked: str
    target: StateSet
    concepts: tuple[str, ...]
    who: tuple[str, ...]
    stable_for: tuple[str, ...]
    state: State | None
    rankings: tuple[NewRanking, ...]
    at_least: int
    proved: bool
    barred: tuple[Barred, ...]

    @property
    def distance(self) -> int | None:
        """The sum of the distances; None where no change was found."""
        return None if self.state is None else sum(one.distance for one in self.rankings)

    @property
    def changed(self) -> Conflict | None:
        """The conflict with the new rankings; None where no change was found."""
        if self.state is None:
            return None
        new = {one.dm: _ranking(one.now) for one in self.rankings}
        pairs = zip(self.conflict.decision_makers, self.conflict.preference_list, strict=True)
        wishes = tuple(new.get(dm.id, preference) for dm, preference in pairs)
        return replace(self.conflict, preference_list=wishes, history=None)


def least_change(
    conflict: Conflict,
    target: State | StateSet | str,
    concepts: Iterable[str] | str = "nash",
    *,
    who: Iterable[str] | None = None,
    stable_for: Iterable[str] | None = None,
    seconds: float | None = None,
) -> LeastChange:
    """Find the least change of rankings under which a state is stable: the inverse problem over rankings.

    Parameters
    ----------
    conflict
        With at most :data:`MOST_STATES` states. Of lists, weights and scores the ranking that they give is
        changed.
    target
        A state, a set of states one of which is enough, an outcome's id, a statement, or in graph form the
        name of a state.
    concepts
        Ids of solution concepts, or one id: it is to be stable under each.
    who
        Whose rankings may change; all by default.
    stable_for
        For whom it is to be stable; all by default, so that it is an equilibrium.
    seconds
        When to stop with the best change found so far; Ctrl-C does the same. By default it goes on until a
        nearest change is proved.

    Raises
    ------
    InputError
        If the conflict has too many states, or no state is asked for.
    UnknownName
        If there is no such outcome, state, option, decision maker or concept.
    NotInstalled
        If the solver is needed and not installed: the extra ``solve``.

    Notes
    -----
    Sources: Kinsara, Petersons, Hipel & Kilgour (2015); Wu, Xu & Ke; Rêgo et al. (2023), who show that it is
    NP-hard. Kemeny & Snell (1962), *Mathematical Models in the Social Sciences*. Solved exactly by MaxSAT;
    see :mod:`detente.engine.preorders`. Several changes may be at the least distance; one of them is given.

    Examples
    --------
    Who would have to think otherwise of what, for both to cooperate for good?

    >>> dilemma = Conflict.from_options(
    ...     {"A": ["help"], "B": ["help"]},
    ...     {"A": ["B.help", "not help"], "B": ["A.help", "not help"]},
    ...     outcomes={"both": "A.help and B.help"},
    ... )
    >>> found = least_change(dilemma, "both", "nash")
    >>> found.distance, found.proved
    (2, True)
    >>> [(one.dm, [f"{p.first} {'<~>'[p.now + 1]} {p.second}" for p in one.pairs]) for one in found.rankings]
    [('A', ['{B.help} ~ {A.help, B.help}']), ('B', ['{A.help} ~ {A.help, B.help}'])]
    """
    asked = tuple(dict.fromkeys((concepts,) if isinstance(concepts, str) else concepts))
    wanted = flags(concept_called(concept).id for concept in asked)
    if not asked:
        raise InputError(Diagnostic("no-concept", "no solution concept is named", "name at least one"))
    free, held = _places(conflict, who, "who"), _places(conflict, stable_for, "stable_for")
    states = _targets(conflict, target)
    _require_few(conflict)
    result = LeastChange(
        conflict,
        target if isinstance(target, str) else "",
        states,
        asked,
        tuple(conflict.decision_makers[dm].id for dm in free),
        tuple(conflict.decision_makers[dm].id for dm in held),
        None,
        (),
        0,
        True,
        (),
    )
    today = _stable_today(analyse(conflict, asked), states, result.stable_for)
    if today is not None:
        return replace(result, state=today)
    form = form_of(conflict)
    moves = [_moves(form, conflict, dm) for dm in range(len(conflict.decision_makers))]
    ranks = np.asarray(conflict.ranks[:, conflict.space.codes], np.int64)
    goal = Goal(tuple(states.indexes.tolist()), wanted, held, free)
    found = nearest_orders(moves, ranks, goal, seconds)
    result = replace(result, at_least=found.at_least, proved=found.proved)
    if found.ranks is None or found.target is None:
        return replace(result, barred=tuple(_barred(conflict, moves, ranks, goal)) if found.proved else ())
    rankings = tuple(_new_rankings(conflict, ranks, found.ranks))
    return replace(result, state=conflict.states[found.target], rankings=rankings)


def _places(conflict: Conflict, dms: Iterable[str] | None, what: str) -> tuple[int, ...]:
    """Return the places of some decision makers, in the order of the conflict; of all by default."""
    if isinstance(dms, str):
        raise TypeError(f"{what} must be a list, not the text {dms!r}")
    ids = [dm.id for dm in conflict.decision_makers] if dms is None else dms
    return tuple(sorted({conflict.dm(dm) for dm in ids}))


def _targets(conflict: Conflict, target: State | StateSet | str) -> StateSet:
    if isinstance(target, State):
        target = StateSet(target.space, np.array([target.index], dtype=np.int64))
    found = conflict.find(target) if isinstance(target, str) else target
    if found.space != conflict.space:
        raise ValueError("the target is of another conflict")
    if not len(found):
        message = (
            f"in no feasible state is {target} the case" if isinstance(target, str) else "no state is named"
        )
        raise InputError(Diagnostic("empty-target", message, "ask for something that can be"))
    return found


def _require_few(conflict: Conflict) -> None:
    number = len(conflict.states)
    if number > MOST_STATES:
        message = (
            f"the conflict has {number:,} states, and rankings of more than {MOST_STATES} are not searched"
        )
        cure = "leave out options, or ask which lines of a list would have to change"
        raise InputError(Diagnostic("too-many-states", message, cure))


def _stable_today(analysis: Analysis, states: StateSet, dms: Iterable[str]) -> State | None:
    """Return a target that is stable as it is."""
    for dm, concept in itertools.product(dms, analysis.concepts):
        states = states & analysis.stable(concept, dm)
    return states[0] if len(states) else None


def _moves(form: Hypercube | Digraph, conflict: Conflict, dm: int) -> list[list[int]]:
    """Return for each state the states that a decision maker's moves reach, all by their index."""
    codes = conflict.space.codes
    origin, target = form.successors(dm, codes)
    reached: list[list[int]] = [[] for _ in range(len(codes))]
    for a, b in zip(origin.tolist(), np.searchsorted(codes, target).tolist(), strict=True):
        reached[a].append(b)
    return reached


def _barred(
    conflict: Conflict, moves: Sequence[list[list[int]]], ranks: IntArray, goal: Goal
) -> Iterator[Barred]:
    """Yield the improvements that alone bar a target, for the first targets."""
    states, dms = conflict.states, conflict.decision_makers
    for target in goal.targets[:_EXPLAINED]:
        for dm, reached in never_sanctioned(moves, ranks, goal, target):
            yield Barred(states[target], Move(dms[dm].id, states[target], states[reached]))


def _new_rankings(conflict: Conflict, before: IntArray, now: IntArray) -> Iterator[NewRanking]:
    for dm, old, new in zip(conflict.decision_makers, before, now, strict=True):
        pairs = tuple(_pairs(conflict.states, old.tolist(), new.tolist()))
        if pairs:
            yield NewRanking(dm.id, _tiers(conflict.states, old), _tiers(conflict.states, new), pairs)


def _pairs(states: StateSet, before: Sequence[int], now: Sequence[int]) -> Iterator[PairChange]:
    for a, b in itertools.combinations(range(len(before)), 2):
        then, later = (_sign(ranks[a] - ranks[b]) for ranks in (before, now))
        if then != later:
            yield PairChange(states[a], states[b], then, later)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _tiers(states: StateSet, ranks: IntArray) -> Tiers:
    """Return ranks as tiers, best first."""
    return tuple(
        tuple(states[int(place)] for place in np.flatnonzero(ranks == rank))
        for rank in np.unique(ranks)[::-1]
    )


def _ranking(tiers: Tiers) -> Ranking:
    return Ranking(
        [[state.options if state.name is None else state.name for state in tier] for tier in tiers]
    )
