"""A chart of a conflict: the states that are worth looking at first, and the moves between them.

A conflict has far more states than a page can show. A chart holds, in this order until it is full: the
status quo and the states that were asked for; the best step of each party that leaves it; for each outcome a
state that holds and asks for little, and the shortest road there; the steps that pay; the changes of one
option; all other moves from the states that were asked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..conflict.states import State
from .concepts import CONCEPTS
from .explain import best_step
from .search import search
from .sequences import Sequences
from .shares import least_costly
from .stability import Analysis
from .terms import HEADLINE

__all__ = ["MOST", "Chart", "ChartMove", "ChartState", "chart", "charted"]

MOST = 150
"""So many states are drawn at most."""

_MOST_MOVES = 600


@dataclass(frozen=True, slots=True)
class ChartState:
    """A state of a chart: the outcomes in which it lies, and the concepts under which nobody leaves it."""

    state: State
    outcomes: tuple[str, ...]
    equilibrium_under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartMove:
    """A move between two states of a chart; ``improves`` says whether who makes it gains."""

    dm: str
    origin: State
    target: State
    improves: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """States and moves to look at.

    Attributes
    ----------
    states
        The status quo first, then as the head of this module says.
    moves
        Those on a road, from the states that were asked for, or that pay and change one option; each once,
        and at most 600 of them.
    more
        How many states would be next and were left out.
    """

    states: tuple[ChartState, ...]
    moves: tuple[ChartMove, ...]
    more: int


def chart(
    analysis: Analysis,
    around: Sequence[State] = (),
    outcome: str | None = None,
    *,
    radius: int = 1,
    limit: int = MOST,
) -> Chart:
    """Choose the states of a chart; the same question gives the same chart.

    Parameters
    ----------
    analysis
        Of a conflict, under all concepts.
    around
        States whose moves are of interest; the status quo is always among them, where it is known.
    outcome
        The id of the one outcome to which roads are drawn; all by default.
    radius
        How many moves from these states on are looked at: 0, 1 or 2.
    limit
        How many states the chart has at most.

    Raises
    ------
    UnknownName
        If there is no such outcome.

    Examples
    --------
    >>> from ..conflict.conflict import Conflict
    >>> from .stability import analyse
    >>> wants = {"A": ["B.y", "not x"], "B": ["y only if A.x", "A.x"]}
    >>> c = Conflict.from_options(
    ...     {"A": ["x"], "B": ["y"]}, wants, status_quo=[], outcomes={"both": "A.x and B.y"}
    ... )
    >>> found = chart(analyse(c))
    >>> [str(one.state) for one in found.states]
    ['{}', '{A.x, B.y}', '{A.x}', '{B.y}']
    >>> found.more, [(move.dm, str(move.target), move.improves) for move in found.moves][:2]
    (0, [('A', '{A.x}', False), ('B', '{A.x, B.y}', False)])
    """
    found = _Chooser(analysis, around, outcome, radius)
    codes = list(dict.fromkeys(found.codes()))
    chosen = codes[:limit]
    return Chart(
        charted(analysis, [State(analysis.conflict.space, code) for code in chosen]),
        tuple(found.moves(chosen)),
        len(codes) - len(chosen),
    )


def charted(analysis: Analysis, states: Sequence[State]) -> tuple[ChartState, ...]:
    """Return states with the outcomes in which they lie, and the concepts under which nobody leaves them.

    The analysis holds all concepts.
    """
    conflict = analysis.conflict
    masks = {one.id: conflict.find(one.id).mask for one in conflict.outcome_list}
    found = []
    for state in states:
        index = state.index
        bits = int(np.bitwise_and.reduce(analysis.bits[:, index]))
        inside = tuple(id_ for id_, mask in masks.items() if mask[index])
        held = tuple(one.id for one in CONCEPTS.values() if bits & one.flag)
        found.append(ChartState(state, inside, held))
    return tuple(found)


class _Chooser:
    """Lists the codes of states, what matters most first."""

    def __init__(self, analysis: Analysis, around: Sequence[State], outcome: str | None, radius: int) -> None:
        self.analysis, self.conflict = analysis, analysis.conflict
        self.form, self.radius = analysis.form, radius
        today = self.conflict.status_quo
        self.centres = list(dict.fromkeys(one.code for one in ([today] if today else []) + list(around)))
        listed = self.conflict.outcome_list
        self.outcomes = [one.id for one in listed if outcome in (None, one.id)]
        if not self.outcomes and outcome is not None:
            self.conflict.find(outcome)  # says that there is none
        self.roads: list[tuple[int, int]] = []

    def codes(self) -> Iterator[int]:
        """Yield codes; one may come twice."""
        yield from self.centres
        yield from self._best_steps()
        yield from self._deals()
        if not self.centres:
            yield from self.conflict.space.codes[:MOST].tolist()
        if self.radius:
            near = list(self._near(self.centres))
            yield from near
            if self.radius > 1:
                yield from self._near(list(dict.fromkeys(near)))

    def _best_steps(self) -> Iterator[int]:
        today = self.conflict.status_quo
        if today is None:
            return
        flag = CONCEPTS[HEADLINE].flag
        for row, dm in enumerate(self.conflict.decision_makers):
            if not self.analysis.bits[row, today.index] & flag:
                step = best_step(self.conflict, self.form, today, dm.id, HEADLINE)
                yield step.target.code if step is not None else today.code

    def _deals(self) -> Iterator[int]:
        """Yield of each outcome the states of the shortest road to one that holds and asks for little."""
        today, held = self.conflict.status_quo, self.analysis.equilibria(HEADLINE)
        if today is None:
            return
        reached = search(self.form, [today.code])
        for id_ in self.outcomes:
            inside = self.conflict.find(id_) & held
            if not len(inside):
                continue
            goal = least_costly(self.conflict, today, inside.codes).code
            legs = next(iter(Sequences(reached, np.array([goal]))), [])
            stops = [today.code, *(leg.position for leg in legs)]
            self.roads += itertools.pairwise(stops)
            yield goal
            yield from stops

    def _near(self, codes: Sequence[int]) -> Iterator[int]:
        """Yield where moves from some states lead: the steps that pay, changes of one option, then others."""
        steps = list(self._steps(codes))
        yield from (target for dm, origin, target in steps if self._pays(dm, origin, target))
        yield from (target for _, origin, target in steps if self._is_single(origin, target))
        yield from (target for _, _, target in steps)

    def _steps(self, codes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Yield the moves from some states: who, from where, to where."""
        start = np.array(codes, dtype=np.int64)
        for dm in range(len(self.conflict.decision_makers)):
            origins, targets = self.form.successors(dm, start)
            for place, target in zip(origins.tolist(), targets.tolist(), strict=True):
                yield dm, int(start[place]), int(target)

    def _pays(self, dm: int, origin: int, target: int) -> bool:
        return bool(self.form.ranks[dm, target] > self.form.ranks[dm, origin])

    def _is_single(self, origin: int, target: int) -> bool:
        return self.conflict.graph is not None or (origin ^ target).bit_count() == 1

    def _is_step(self, dm: int, origin: int, target: int) -> bool:
        return self._is_single(origin, target) and self._pays(dm, origin, target)

    def moves(self, codes: Sequence[int]) -> list[ChartMove]:
        """Return the moves between some states that are drawn: on roads, from the centres, of one option."""
        inside, roads, centres = set(codes), set(self.roads), set(self.centres)
        drawn = [
            (dm, origin, target)
            for dm, origin, target in self._steps(codes)
            if target in inside
            and ((origin, target) in roads or origin in centres or self._is_step(dm, origin, target))
        ]
        # where there are too many, those on a road and from a centre stay
        drawn.sort(key=lambda one: (one[1:] not in roads, one[1] not in centres))
        ids, space = self.conflict.decision_makers, self.conflict.space
        return [
            ChartMove(ids[dm].id, State(space, origin), State(space, target), self._pays(dm, origin, target))
            for dm, origin, target in drawn[:_MOST_MOVES]
        ]
