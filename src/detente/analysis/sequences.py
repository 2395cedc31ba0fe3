"""The shortest legal sequences of moves to a goal: how many there are, and which.

They are walked back from what a :class:`~detente.analysis.search.Search` found. Each part of a shortest legal
sequence is one itself, to the same arrival (position, last mover): a shorter one could take its place. So all
of them run from layer to layer of the search.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from ..engine.arrays import BoolArray, IntArray
from ..engine.digraph import Digraph
from .search import Form, Search, search

__all__ = ["Leg", "Sequences", "shortest_sequence"]

_TOGETHER = 1 << 20
"""So many moves are looked at together; this bounds the memory."""

Counts: TypeAlias = npt.NDArray[Any]
"""Numbers of sequences: int64, or Python's integers where these are too small."""


class Leg(NamedTuple):
    """One move of a sequence: who moves, and where it leads."""

    dm: int
    position: int


class _Ends(NamedTuple):
    """Positions in ascending order, and how many shortest sequences lead on from each to the goal."""

    positions: IntArray
    counts: Counts


_NONE = _Ends(np.empty(0, np.int64), np.empty(0, np.int64))


class Sequences:
    """All shortest legal sequences from the start of a search to a goal.

    Iterating gives them one by one, each as a list of :class:`Leg`, in a fixed order: by their first move,
    then by the second, and so on; of two moves the one that changes fewer options comes first, then that of
    the first mover, then that to the lower position. Those from the first position of the start come first;
    :attr:`starts` tells which positions have any.

    Parameters
    ----------
    found
        The search.
    goal
        The positions where the sequences may end, ascending.
    least
        The least number of moves: 0 allows the sequence without a move.

    Attributes
    ----------
    length : int or None
        Their number of moves; None where none leads there.

    Notes
    -----
    Numbers are exact, however large. Cost: each move to an arrival that lies on such a sequence is looked at
    once.

    Examples
    --------
    >>> moves = [np.array([[0, 1], [0, 2]]), np.array([[1, 3], [2, 3]])]
    >>> form = Digraph(moves, np.zeros((2, 4), int))
    >>> found = Sequences(search(form, [0]), np.array([3]))
    >>> found.length, found.count, dict(found.first)
    (2, 2, {0: 2})
    >>> [[leg.position for leg in legs] for legs in found]
    [[1, 3], [2, 3]]
    """

    def __init__(self, found: Search, goal: IntArray, least: int = 0) -> None:
        self.found, self.goal = found, goal
        self.length = self._length(least)

    def _length(self, least: int) -> int | None:
        if least == 0 and len(self._idle):
            return 0
        rows = [self.found.least[dm, self.goal] for dm in self.found.movers]
        return min((int(row[row > 0].min()) for row in rows if (row > 0).any()), default=None)

    @property
    def _idle(self) -> IntArray:
        """The positions that are both start and goal."""
        return np.intersect1d(self.found.start, self.goal)

    @property
    def count(self) -> int:
        """How many there are, exactly."""
        return sum(self.starts.values())

    @functools.cached_property
    def starts(self) -> Mapping[int, int]:
        """The positions of the start from which there are any, and how many."""
        if self.length is None:
            return MappingProxyType({})
        if self.length == 0:
            return MappingProxyType(dict.fromkeys(self._idle.tolist(), 1))
        found = self._before(self._layers[0], 0)[0]
        return MappingProxyType(dict(zip(found.positions.tolist(), found.counts.tolist(), strict=True)))

    @functools.cached_property
    def first(self) -> Mapping[int, int]:
        """Who moves first in some of them, and in how many."""
        if not self.length:
            return MappingProxyType({})
        numbers = {
            dm: sum(self._before({dm: ends}, 0)[0].counts.tolist()) for dm, ends in self._layers[0].items()
        }
        return MappingProxyType({dm: number for dm, number in sorted(numbers.items()) if number})

    def __iter__(self) -> Iterator[list[Leg]]:
        for start in self.starts:
            yield from self._from(start)

    @functools.cached_property
    def _layers(self) -> list[dict[int, _Ends]]:
        """By number of moves less one, and by last mover: where the sequences are then."""
        if not self.length:
            return []
        rows = {dm: self.found.least[dm, self.goal] for dm in self.found.movers}
        at_goal = {dm: self.goal[row == self.length] for dm, row in rows.items()}
        layers = [{dm: _Ends(p, np.ones(len(p), np.int64)) for dm, p in at_goal.items() if len(p)}]
        for moves in range(self.length - 1, 0, -1):
            layers.append(self._before(layers[-1], moves))
        return layers[::-1]

    def _before(self, layer: Mapping[int, _Ends], moves: int) -> dict[int, _Ends]:
        """Return the layer before one, which is so many moves from the start; the start stands under 0."""
        lasts: tuple[int, ...] = self.found.movers if moves else (0,)
        parts: dict[int, list[_Ends]] = {last: [] for last in lasts}
        for dm, ends in layer.items():
            for target, source in self._steps(dm, ends.positions):
                counts = ends.counts[target]
                for last in lasts:
                    if moves and last == dm:
                        continue
                    there = self.found.least[last, source] == moves if moves else self._is_start[source]
                    if there.any():
                        parts[last].append(_summed(source[there], counts[there]))
        return {last: _joined(found) for last, found in parts.items() if found or not moves}

    def _steps(self, dm: int, positions: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield the moves of a decision maker to some positions, as (target, source), some at a time."""
        form = self.found.form
        many = 1 if isinstance(form, Digraph) else 1 << form.options[dm]
        size = max(1, _TOGETHER // many)
        for begin in range(0, len(positions), size):
            target, source = self.found.sources(dm, positions[begin : begin + size])
            yield target + begin, source

    @functools.cached_property
    def _is_start(self) -> BoolArray:
        mask = np.zeros(self.found.least.shape[1], bool)
        mask[self.found.start] = True
        return mask

    def _from(self, start: int) -> Iterator[list[Leg]]:
        """Yield the sequences from a position, depth first; no branch ends before the goal."""
        if not self.length:
            yield []
            return
        legs: list[Leg] = []
        branches = [self._next(None, start, 0)]
        while branches:
            leg = next(branches[-1], None)
            if leg is None:
                branches.pop()
                legs = legs[:-1]
            elif len(branches) == self.length:
                yield [*legs, leg]
            else:
                legs.append(leg)
                branches.append(self._next(leg.dm, leg.position, len(legs)))

    def _next(self, last: int | None, position: int, moves: int) -> Iterator[Leg]:
        """Return the moves that lead on from an arrival, which is so many moves from the start, in order."""
        form, here = self.found.form, np.array([position], np.int64)
        legs: list[Leg] = []
        for dm, ends in self._layers[moves].items():
            if dm != last:
                _, targets = form.successors(dm, here, self.found.improving)
                legs += [Leg(dm, target) for target in np.intersect1d(targets, ends.positions).tolist()]
        if isinstance(form, Digraph):
            return iter(sorted(legs))
        return iter(sorted(legs, key=lambda leg: ((leg.position ^ position).bit_count(), leg)))


def shortest_sequence(
    form: Form,
    start: int,
    *,
    movers: Sequence[int],
    goal: BoolArray,
    preferred: IntArray,
    improving: bool,
) -> list[Leg] | None:
    """Return a shortest legal sequence from a position to a goal; None if there is none.

    Parameters
    ----------
    form
        The conflict as the engine sees it.
    start
        The position to start from; at least one move is made.
    movers
        The decision makers that may move.
    goal : (positions,)
        Where the sequence may end.
    preferred : (positions,)
        Among goals that are equally near, one with the least value is taken.
    improving
        Whether each move must improve for its mover on the position that it leaves.
    """
    found = search(form, [start], movers=movers, improving=improving, goal=goal)
    hits = [
        (int(preferred[position]), dm, position)
        for dm, reached in zip(found.movers, found.farthest, strict=True)
        for position in reached[goal[reached]].tolist()
    ]
    if not hits:
        return None
    _, dm, end = min(hits)
    if found.least[dm, end] == 1:  # the most frequent case, and there is nothing to walk back
        return [Leg(dm, end)]
    return next(iter(Sequences(found, np.array([end]), least=1)))


def _summed(positions: IntArray, counts: Counts) -> _Ends:
    """Add up the counts of positions that occur more than once."""
    distinct, place, often = np.unique(positions, return_inverse=True, return_counts=True)
    if counts.dtype != object and int(counts.max()) * int(often.max()) > np.iinfo(np.int64).max:
        counts = counts.astype(object)
    sums = np.zeros(len(distinct), counts.dtype)
    np.add.at(sums, place, counts)
    return _Ends(distinct, sums)


def _joined(parts: Sequence[_Ends]) -> _Ends:
    if len(parts) < 2:
        return parts[0] if parts else _NONE
    positions = np.concatenate([part.positions for part in parts])
    return _summed(positions, np.concatenate([part.counts for part in parts]))
