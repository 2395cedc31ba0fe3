"""How to get from one state to others: the shortest legal paths, who moves first, and what is in the way.

A *legal* path is a sequence of moves in which nobody moves twice in succession. Two kinds are asked for: by
any moves, and by improvements alone, where each step is better for its mover than the state that it leaves.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line
from ..conflict.states import State, StateSet
from ..diagnostics import Diagnostic
from ..errors import InputError
from .explain import Move
from .search import Search, search
from .sequences import Leg, Sequences
from .stability import Analysis, analyse, form_of
from .targets import lifted, states_asked

__all__ = ["Barrier", "Departure", "Nearest", "Path", "Paths", "Shortest", "paths"]


@dataclass(frozen=True, slots=True)
class Path:
    """A legal path; without moves where one is there already.

    Attributes
    ----------
    gains : tuple of bool
        For each of the moves whether it is an improvement.
    """

    moves: tuple[Move, ...]
    gains: tuple[bool, ...]

    @property
    def improving(self) -> bool:
        """Whether each of the moves is an improvement."""
        return all(self.gains)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The equilibria that are nearest: after how many moves, and which; None and no state without any."""

    length: int | None
    states: StateSet


@dataclass(frozen=True, slots=True)
class Shortest:
    """The shortest legal paths of one kind.

    Attributes
    ----------
    length : int or None
        Their number of moves; None where no path leads to the target.
    count : int
        How many there are, exactly; two that differ in any state or mover count as two.
    first : tuple of (decision maker, number)
        Who moves first, and in how many of them, in the order of the conflict.
    listed : tuple of Path
        The first ones in a fixed order: by the first move, then by the second, and so on. Of two moves the
        one that changes fewer options comes first, then that of the decision maker that the conflict lists
        first, then that to the state of the lower code.
    reached : int
        How many states paths of this kind reach in all, the origin not counted.
    nearest : Nearest
        The nearest equilibria by paths of this kind.
    """

    length: int | None
    count: int
    first: tuple[tuple[str, int], ...]
    listed: tuple[Path, ...]
    reached: int
    nearest: Nearest


@dataclass(frozen=True, slots=True)
class Barrier:
    """A line that bars the way: without it the target could be reached, in so many moves.

    ``target`` is ``infeasible`` or ``irreversible``.
    """

    target: str
    line: Line
    length: int


@dataclass(frozen=True, slots=True)
class Paths:
    """How to get from an origin to a target.

    Attributes
    ----------
    asked : str
        The text that was asked for, such as an outcome's id; empty where there was none.
    is_equilibria : bool
        Whether nothing was asked for, so that the target is the equilibria.
    target : StateSet
        The states that were asked for.
    concept : str
        Under which the nearest equilibria are ones, and the target where nothing else was asked for.
    by_any, by_improvements : Shortest
        The shortest paths by any moves, and by improvements alone.
    dead_ends : StateSet
        Where improvements come to rest: the states that improvements reach, or the origin, from which nobody
        has an improvement.
    barriers : tuple of Barrier
        Where no legal path leads to the target: the lines each of which bars it alone, the shortest way
        first.
    """

    conflict: Conflict
    origin: State
    asked: str
    is_equilibria: bool
    target: StateSet
    concept: str
    by_any: Shortest
    by_improvements: Shortest
    dead_ends: StateSet
    barriers: tuple[Barrier, ...]


def paths(
    conflict: Conflict,
    target: State | StateSet | str | None = None,
    *,
    origin: State | None = None,
    concept: str = "seq",
    limit: int = 3,
) -> Paths:
    """Find the shortest legal paths from one state to others.

    This is the status quo analysis of Li, Kilgour & Hipel (2005), with the last mover kept: a shortest legal
    path need not be a shortest path. In graph form, as in option form, nobody moves twice in succession.

    Parameters
    ----------
    conflict
        In option form or graph form.
    target
        A state, a set of states, an outcome's id, a statement, or in graph form the name of a state; by
        default the equilibria under ``concept``.
    origin
        Where to start; the status quo by default.
    concept
        The solution concept for equilibria, one id.
    limit
        How many of the shortest paths of each kind are listed. Their numbers are exact in any case.

    Raises
    ------
    InputError
        If there is no origin, or no state in the target that was asked for.
    UnknownName
        If there is no such outcome, state, option or concept.
    TooLarge
        If there is not enough memory.

    Notes
    -----
    Cost: an analysis under ``concept``, two searches, and one more for each line that may bar the way, where
    the target cannot be reached; see :func:`detente.analysis.search.search`.

    Examples
    --------
    >>> from detente import Conflict
    >>> thaw = Conflict.from_options(
    ...     {"A": ["talk"], "B": ["trade"]},
    ...     preferences={"A": ["B.trade", "not talk"], "B": ["A.talk", "trade iff A.talk"]},
    ...     status_quo=[], outcomes={"peace": "A.talk and B.trade"},
    ... )
    >>> found = paths(thaw, "peace")
    >>> found.by_any.length, found.by_any.count, found.by_any.first
    (2, 2, (('A', 1), ('B', 1)))
    >>> [str(move.target) for move in found.by_any.listed[0].moves]
    ['{A.talk}', '{A.talk, B.trade}']
    >>> found.by_improvements.length is None, [str(state) for state in found.dead_ends]
    (True, ['{}'])
    """
    start = conflict.status_quo if origin is None else origin
    if start is None:
        message = "the conflict does not say where things stand"
        raise InputError(Diagnostic("no-status-quo", message, "name the state to start from"))
    if start.space != conflict.space:
        raise ValueError(f"{start} is a state of another conflict")
    wanted = None if target is None else states_asked(conflict, target)
    start_from = Departure(analyse(conflict, [concept, "nash"]), start, concept)
    return start_from.to(wanted, target if isinstance(target, str) else "", limit)


@dataclass(frozen=True, eq=False)
class Departure:
    """What paths to several targets share: where they start, and what can be reached from there.

    Attributes
    ----------
    analysis : Analysis
        Under ``nash`` and the concept.
    origin : State
        Where paths start.
    concept : str
        The solution concept for equilibria.
    """

    analysis: Analysis
    origin: State
    concept: str

    @functools.cached_property
    def any_moves(self) -> Search:
        """What any moves reach."""
        return search(self.analysis.form, [self.origin.code])

    @functools.cached_property
    def improvements(self) -> Search:
        """What improvements alone reach."""
        return search(self.analysis.form, [self.origin.code], improving=True)

    def to(self, target: StateSet | None = None, asked: str = "", limit: int = 3) -> Paths:
        """Return the shortest legal paths to some states; see :func:`paths`.

        Parameters
        ----------
        target
            One state or more; the equilibria by default.
        asked
            The text that stands for the target, such as an outcome's id.
        limit
            How many paths of each kind are listed.
        """
        conflict, equilibria = self.analysis.conflict, self.analysis.equilibria(self.concept)
        wanted = equilibria if target is None else target
        by_any, by_improvements = (
            _shortest(conflict, found, wanted, equilibria, limit)
            for found in (self.any_moves, self.improvements)
        )
        arrived = StateSet.where(conflict.space, self.improvements.moves[conflict.space.codes] >= 0)
        return Paths(
            conflict,
            self.origin,
            asked,
            target is None,
            wanted,
            self.concept,
            by_any,
            by_improvements,
            dead_ends=self.analysis.equilibria("nash") & arrived,
            barriers=() if by_any.length is not None else _barriers(conflict, self.origin, asked, wanted),
        )


def _shortest(
    conflict: Conflict, found: Search, target: StateSet, equilibria: StateSet, limit: int
) -> Shortest:
    sequences = Sequences(found, target.codes)
    ids = [dm.id for dm in conflict.decision_makers]
    return Shortest(
        sequences.length,
        sequences.count,
        tuple((ids[dm], number) for dm, number in sequences.first.items()),
        tuple(_path(conflict, found, legs) for legs in itertools.islice(sequences, limit)),
        int(np.count_nonzero(found.moves > 0)),
        _nearest(found, equilibria),
    )


def _path(conflict: Conflict, found: Search, legs: Sequence[Leg]) -> Path:
    positions = [int(found.start[0]), *(leg.position for leg in legs)]  # there is one start
    steps = [(leg.dm, a, b) for leg, (a, b) in zip(legs, itertools.pairwise(positions), strict=True)]
    ids, space, ranks = conflict.decision_makers, conflict.space, found.form.ranks
    return Path(
        tuple(Move(ids[dm].id, State(space, a), State(space, b)) for dm, a, b in steps),
        tuple(bool(ranks[dm, b] > ranks[dm, a]) for dm, a, b in steps),
    )


def _nearest(found: Search, equilibria: StateSet) -> Nearest:
    moves = found.moves[equilibria.codes]
    length = min(moves[moves >= 0].tolist(), default=None)
    at = moves == length if length is not None else np.zeros(len(moves), bool)
    return Nearest(length, StateSet(equilibria.space, equilibria.indexes[at]))


def _barriers(conflict: Conflict, start: State, asked: str, target: StateSet) -> tuple[Barrier, ...]:
    """Return the lines each of which bars the way alone; what is wanted does not matter to any moves."""
    barriers = []
    for kind, line, other in lifted(conflict):
        codes = other.find(asked).codes if asked else target.codes
        found = Sequences(search(form_of(other), [start.code]), codes)
        if found.length is not None:
            barriers.append(Barrier(kind, line, found.length))
    return tuple(sorted(barriers, key=lambda one: one.length))
