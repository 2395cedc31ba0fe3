"""What coalitions reach: many sets of states at once, a bit for each set.

A *family* of sets is an array of shape (positions, words) of uint64: bit c of row x says whether the
position x is in the set c. So one sweep along the moves of a decision maker serves 64 sets a word.

In option form moves are transitive, and a legal sequence reaches what any sequence reaches. In graph form
nobody may move twice in succession, so the sweeps keep apart by whom a sequence begins.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ..engine import memory
from ..engine.arrays import BoolArray, ByteArray, IntArray
from ..engine.digraph import Digraph
from ..engine.hypercube import FREE, OFF, ON, Hypercube

__all__ = ["Family", "Form", "Reach", "members", "packed", "reach_of", "row_of"]

Form: TypeAlias = Hypercube | Digraph
"""A conflict as the engine sees it."""

Family: TypeAlias = npt.NDArray[np.uint64]
"""Sets of positions: shape (positions, words), a bit a set."""

Step: TypeAlias = Callable[[Family], Family]
"""From sets to the positions from which one step of a certain kind leads into them."""

_WORDS = 1 << 18
"""So many words an array of the sweeps has, about: 2 MB, and 16 MB where it is unpacked."""


def packed(sets: BoolArray) -> Family:
    """Pack an array of shape (positions, sets) into a family.

    >>> packed(np.array([[True, False, True], [False, False, False]]))
    array([[5],
           [0]], dtype=uint64)
    """
    rows, columns = sets.shape
    words = np.zeros((rows, -(-columns // 64) * 8), np.uint8)
    words[:, : -(-columns // 8)] = np.packbits(sets, axis=1, bitorder="little")
    return words.view("<u8")


def row_of(family: Family, positions: IntArray, columns: IntArray) -> BoolArray:
    """Return whether the position ``positions[z]`` is in the set ``columns[z]``."""
    taken: ByteArray = family.view(np.uint8)[positions, columns >> 3] >> (columns & 7).astype(np.uint8)
    return (taken & 1).astype(bool)


def members(family: Family, sets: int) -> BoolArray:
    """Return a family as an array of shape (positions, sets): the inverse of :func:`packed`."""
    return np.unpackbits(family.view(np.uint8), axis=1, count=sets, bitorder="little").astype(bool)


class Reach:
    """Sweeps along the moves of coalitions; a coalition is a sequence of the places of its members.

    Attributes
    ----------
    form : Hypercube or Digraph
        The conflict as the engine sees it.
    positions : int
        How many positions the arrays have.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.positions: int = form.ranks.shape[1]

    def sources(self, coalition: Sequence[int], goals: Family) -> Family:
        """Return the goals with the positions from which legal sequences of the coalition lead into them.

        The goals should be states: an infeasible one leads to answers about itself.
        """
        raise NotImplementedError

    def turned(self) -> Reach:
        """Return the same with all moves turned round: there ``sources`` is what can be reached."""
        raise NotImplementedError

    def improvements(self, coalition: Sequence[int]) -> tuple[IntArray, IntArray]:
        """Return all coalition improvements as (origin, target), by origin: R_K^{++} for all positions."""
        raise NotImplementedError

    def sources_by_improvements(self, coalition: Sequence[int]) -> Step:
        """Return what gives the goals with the positions from which coalition improvements lead into them.

        Each step is an improvement of a sub-coalition, better for all of it than the position that it
        leaves; no sub-coalition takes two steps in succession.
        """
        raise NotImplementedError

    def words_at_once(self) -> int:
        """Return how many words a family should have at most."""
        return max(1, _WORDS // self.positions)

    def _improving(
        self,
        coalition: Sequence[int],
        ends: IntArray,
        pairs: Callable[[IntArray], tuple[IntArray, IntArray]],
    ) -> tuple[IntArray, IntArray]:
        """Collect, for some ends at a time, the pairs (origin, target) that are better for all members."""
        index = np.int32 if self.positions < 2**31 else np.int64
        origins, targets = [], []
        for first in range(0, len(ends), 64 * self.words_at_once()):
            origin, target = pairs(ends[first : first + 64 * self.words_at_once()])
            for dm in coalition:
                row = self.form.ranks[dm]
                better = row[target] > row[origin]
                origin, target = origin[better], target[better]
            origins.append(origin.astype(index))
            targets.append(target.astype(index))
            memory.require("the improvements of coalitions", 3 * len(origins) * origins[-1].nbytes)
        origin, target = np.concatenate(origins), np.concatenate(targets)
        order = np.argsort(origin, kind="stable")
        return origin[order], target[order]


class _OptionReach(Reach):
    """Option form: families view as (A, B, C, words), the moves of a decision maker along B."""

    def __init__(self, form: Hypercube) -> None:
        super().__init__(form)
        self.cube = form
        self.barred = np.flatnonzero(form.ranks[0] < 0)

    def sources(self, coalition: Sequence[int], goals: Family) -> Family:
        movers = [dm for dm in coalition if self.cube.options[dm]]
        settled = not len(self.barred) or len(movers) == 1  # then one round reaches everything
        return _closed([functools.partial(self._moved, dm) for dm in movers], goals, settled)

    def turned(self) -> Reach:
        back = np.array([0, OFF, ON, FREE], np.uint8)[
            self.cube.switches
        ]  # what was switched on is switched off
        return _OptionReach(Hypercube(self.cube.options, self.form.ranks, back))

    def improvements(self, coalition: Sequence[int]) -> tuple[IntArray, IntArray]:
        inside = self._inside(coalition)
        codes = np.arange(self.positions, dtype=np.int64)
        own, others = codes & int(inside[-1]), codes & ~int(inside[-1])

        def pairs(ends: IntArray) -> tuple[IntArray, IntArray]:
            reached = self.sources(coalition, packed(own[:, np.newaxis] == ends))
            origin, place = np.nonzero(members(reached, len(ends)))
            return origin, others[origin] | ends[place]

        return self._improving(coalition, inside, pairs)

    def sources_by_improvements(self, coalition: Sequence[int]) -> Step:
        steps = _improving_steps(self, [dm for dm in coalition if self.cube.options[dm]])
        return lambda goals: _closed(steps, goals)

    def _inside(self, coalition: Sequence[int]) -> IntArray:
        """Return the patterns of the options of a coalition, ascending; the last one has all of them."""
        patterns = np.zeros(1, np.int64)
        for dm in sorted(coalition):
            own = np.arange(1 << self.cube.options[dm], dtype=np.int64) << self.cube.lowest_bit(dm)
            patterns = (own[:, np.newaxis] | patterns).reshape(-1)
        return patterns

    def _moved(self, dm: int, sets: Family) -> Family:
        """Return some sets with the positions from which one move leads into them."""
        low, own = self.cube.lowest_bit(dm), self.cube.options[dm]
        switches = self.cube.own_switches(dm)
        if (switches == FREE).all():
            view = sets.reshape(-1, 1 << own, 1 << low, sets.shape[1])
            result = np.empty_like(sets)
            result.reshape(view.shape)[...] = np.bitwise_or.reduce(view, axis=1, keepdims=True)
        else:
            result = sets.copy()
            for bit, switch in enumerate(switches, start=low):
                off, on = np.moveaxis(result.reshape(-1, 2, 1 << bit, sets.shape[1]), 1, 0)
                if switch & ON:
                    before = off.copy() if switch & OFF else off
                    off |= on
                    if switch & OFF:
                        on |= before
                elif switch & OFF:
                    on |= off
        result[self.barred] = 0
        return result


class _GraphReach(Reach):
    """Graph form: moves one by one; who moves first is kept apart."""

    def __init__(self, form: Digraph, moves: Sequence[tuple[IntArray, IntArray]]) -> None:
        super().__init__(form)
        self.moves = tuple(moves)

    def sources(self, coalition: Sequence[int], goals: Family) -> Family:
        return _alternating([_along(*self.moves[dm]) for dm in coalition], goals)

    def turned(self) -> Reach:
        back = []
        for origin, target in self.moves:
            order = np.argsort(target, kind="stable")
            back.append((target[order], origin[order]))
        assert isinstance(self.form, Digraph)
        return _GraphReach(self.form, back)

    def improvements(self, coalition: Sequence[int]) -> tuple[IntArray, IntArray]:
        codes = np.arange(self.positions, dtype=np.int64)

        def pairs(ends: IntArray) -> tuple[IntArray, IntArray]:
            reached = self.sources(coalition, packed(codes[:, np.newaxis] == ends))
            origin, place = np.nonzero(members(reached, len(ends)))
            return origin, ends[place]

        return self._improving(coalition, codes, pairs)

    def sources_by_improvements(self, coalition: Sequence[int]) -> Step:
        steps = _improving_steps(self, coalition)
        return lambda goals: _alternating(steps, goals)


def reach_of(form: Form) -> Reach:
    """Return the sweeps of a conflict in option form or graph form."""
    if isinstance(form, Hypercube):
        return _OptionReach(form)
    everywhere = np.arange(form.ranks.shape[1])
    return _GraphReach(form, [form.successors(dm, everywhere) for dm in range(len(form.ranks))])


def _closed(steps: Sequence[Step], goals: Family, settled: bool = False) -> Family:
    """Take steps in turn until none of them adds anything; ``settled``: one round is enough."""
    sets, quiet, place = goals, 0, 0
    while steps and quiet < len(steps) and not (settled and place == len(steps)):
        after = sets | steps[place % len(steps)](sets)
        quiet = quiet + 1 if np.array_equal(after, sets) else 1  # a second pass of one's own is idle
        sets, place = after, place + 1
    return sets


def _alternating(steps: Sequence[Step], goals: Family) -> Family:
    """Take steps until none of them adds anything, where no kind of step follows itself.

    ``once`` are the positions from which a sequence leads to the goals, ``twice`` those from which sequences
    with two first steps of different kinds do; the sequences that begin by others than j are then known
    without a sweep over all of them.
    """
    begun = [np.zeros_like(goals) for _ in steps]
    once, twice = np.zeros_like(goals), np.zeros_like(goals)
    changed = bool(steps)
    while changed:
        changed = False
        for place, step in enumerate(steps):
            onward = goals | twice | (once & ~begun[place])
            after = step(onward)
            if not np.array_equal(after, begun[place]):
                fresh = after & ~begun[place]
                twice |= once & fresh
                once |= fresh
                begun[place] = after
                changed = True
    return goals | once


def _along(origin: IntArray, target: IntArray) -> Step:
    """Return the step along moves that are given by origin; only what a move leads to is kept."""
    leaving, first = np.unique(origin, return_index=True)

    def step(sets: Family) -> Family:
        result = np.zeros_like(sets)
        for part in _parts(first, sets.shape[1]):
            begins = first[part]
            ends = target[begins[0] : first[part.stop] if part.stop < len(first) else len(target)]
            result[leaving[part]] = np.bitwise_or.reduceat(sets[ends], begins - begins[0], axis=0)
        return result

    return step


def _improving_steps(reach: Reach, coalition: Sequence[int]) -> list[Step]:
    """Return a step for each sub-coalition: along its coalition improvements."""
    steps: list[Step] = []
    for size in range(1, len(coalition) + 1):
        for some in itertools.combinations(coalition, size):
            origin, target = reach.improvements(some)
            if len(origin):
                steps.append(_along(origin, target))
    return steps


def _parts(first: IntArray, words: int) -> Iterator[slice]:
    """Split rows into parts with so few entries that gathering them takes little memory."""
    size, start = max(1, _WORDS // words), 0
    while start < len(first):
        stop = max(start + 1, int(np.searchsorted(first, first[start] + size)))
        yield slice(start, stop)
        start = stop
