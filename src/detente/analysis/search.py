"""What legal sequences of moves reach, and in how few moves: no decision maker moves twice in succession.

A shortest *legal* sequence need not be a shortest one: who moved last decides who may go on. So the search
runs over *arrivals* (position, last mover), a layer a move, with whole layers as arrays.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from ..engine.arrays import BoolArray, IntArray, frozen
from ..engine.digraph import Digraph
from ..engine.hypercube import FREE, OFF, ON, Hypercube

__all__ = ["Form", "Search", "search"]

Form: TypeAlias = Hypercube | Digraph
"""A conflict as the engine sees it."""

_NOBODY = -1
"""The last mover at the start of a sequence."""

_DENSE = 8
"""A layer is swept as a whole array where its single moves would be more than the positions by this part."""


@dataclass(frozen=True, eq=False)
class Search:
    """What legal sequences reach from some positions.

    Attributes
    ----------
    form : Hypercube or Digraph
        The conflict as the engine sees it.
    start : ndarray, ascending
        The positions from which sequences start.
    movers : tuple of int
        The decision makers that may move.
    improving : bool
        Whether each move improves for its mover on the position that it leaves.
    least : ndarray of int16 (int32 where that is too small), shape (decision makers, positions), read-only
        The least number of moves, at least 1, of a legal sequence that ends at a position with a move of
        the decision maker; -1 where there is none. With a goal the search ends at the first layer that
        reaches it, and what lies farther is -1 too.
    farthest : tuple of ndarray
        Where the last layer arrived, for each of ``movers``; all empty when the search came to its end.
    """

    form: Form
    start: IntArray
    movers: tuple[int, ...]
    improving: bool
    least: IntArray
    farthest: tuple[IntArray, ...]

    @functools.cached_property
    def moves(self) -> IntArray:
        """The least number of moves to each position, 0 at the start, -1 where none leads there."""
        unsigned = np.dtype(f"u{self.least.dtype.itemsize}")  # there -1 is the greatest
        moves: IntArray = self.least.view(unsigned).min(axis=0).view(self.least.dtype)
        moves[self.start] = 0
        return frozen(moves)

    def sources(self, dm: int, positions: IntArray) -> tuple[IntArray, IntArray]:
        """Return all moves of a decision maker *to* some positions, as (target, source).

        Move z leads from the position ``source[z]`` to ``positions[target[z]]``.
        """
        if isinstance(self.form, Digraph):
            entries = self.form.entries(self.improving)
            begins = entries.first[dm][positions]
            count = entries.first[dm][positions + 1] - begins
            target = np.repeat(np.arange(len(positions)), count)
            shift = np.repeat(begins - np.cumsum(count) + count, count)
            return target, entries.origin[np.arange(len(target)) + shift].astype(np.int64)
        target, source = self._turned.successors(dm, positions)
        if self.improving:
            better = self.form.ranks[dm][source] < self.form.ranks[dm][positions[target]]
            target, source = target[better], source[better]
        return target, source

    @functools.cached_property
    def _turned(self) -> Hypercube:
        if isinstance(self.form, Digraph):
            raise TypeError("the moves of graph form are listed by where they end")
        return _turned(self.form)


def search(
    form: Form,
    start: Iterable[int],
    *,
    movers: Sequence[int] | None = None,
    improving: bool = False,
    goal: BoolArray | None = None,
) -> Search:
    """Find what legal sequences of moves reach from some positions, and in how few moves.

    Let Ω(s) be the possible last movers at s: from the start everybody may move, and from an arrival
    (s, j) everybody but j (Li, Kilgour & Hipel 2005, status quo analysis; Fang, Hipel & Kilgour 1993).

    Parameters
    ----------
    form
        The conflict as the engine sees it.
    start
        Feasible positions.
    movers
        Who may move; all by default.
    improving
        Whether each move must improve for its mover on the position that it leaves.
    goal : (positions,)
        Where to stop: the layer that reaches a goal first is the last one. By default nothing is left out.

    Notes
    -----
    From each position a decision maker moves once only: when another one has first arrived there. So in graph
    form the cost is O(E) for E moves. In option form a layer costs, for each mover, O(min(F 2^k, m)) for F
    positions to leave, k options of the mover and m positions.

    Examples
    --------
    A moves 0 → 1 → 2 and 3 → 4, B moves 1 → 3 and 4 → 1. A may not move twice in succession, so that 2 is
    five moves away:

    >>> moves = [np.array([[0, 1], [1, 2], [3, 4]]), np.array([[1, 3], [4, 1]])]
    >>> found = search(Digraph(moves, np.zeros((2, 5), int)), [0])
    >>> found.moves.tolist()
    [0, 1, 5, 2, 3]
    """
    first = frozen(np.unique(np.fromiter(start, np.int64)))
    dms, positions = form.ranks.shape
    who = tuple(range(dms)) if movers is None else tuple(movers)
    layers = _Layers(form, improving)
    least: IntArray = np.full((dms, positions), -1, np.int16)
    frontier = {_NOBODY: first}  # positions, by last mover
    moves = 0
    while any(len(reached) for reached in frontier.values()):
        moves += 1
        if moves > np.iinfo(least.dtype).max:
            least = least.astype(np.int32)
        frontier = {dm: layers.reached(dm, frontier, least[dm]) for dm in who}
        for dm, reached in frontier.items():
            least[dm, reached] = moves
        if goal is not None and any(goal[reached].any() for reached in frontier.values()):
            break
    return Search(form, first, who, improving, frozen(least), tuple(frontier.values()))


class _Layers:
    """Goes from one layer to the next."""

    def __init__(self, form: Form, improving: bool) -> None:
        self.form, self.improving = form, improving
        self.left = np.zeros(form.ranks.shape, bool)  # by whom a position was left

    def reached(self, dm: int, frontier: dict[int, IntArray], least: IntArray) -> IntArray:
        """Return where a mover arrives for the first time, ascending; ``least`` says where it has been."""
        leaving = []
        for last, positions in frontier.items():
            if last != dm:
                leaving.append(positions[~self.left[dm, positions]])
                self.left[dm, leaving[-1]] = True
        sources = np.concatenate(leaving) if leaving else np.empty(0, np.int64)
        form = self.form
        if isinstance(form, Hypercube) and len(sources) << form.options[dm] > len(least) // _DENSE:
            return np.flatnonzero(self._swept(form, dm, sources) & (least < 0))
        _, target = form.successors(dm, sources, self.improving)
        return np.unique(target[least[target] < 0])

    def _swept(self, form: Hypercube, dm: int, sources: IntArray) -> BoolArray:
        """Return which positions a mover reaches from some, along its slices.

        The greatest over a position and those from which it is reached is ``best_by_move`` of the form with
        all moves turned round.
        """
        if (
            self.improving
        ):  # is there a source that is worse? negated ranks, so that the least is the greatest;
            worth = -form.ranks[dm]  # where infeasible that is 1, which nothing exceeds
            lowest = np.iinfo(worth.dtype).min
            seen = np.full(worth.shape, lowest, worth.dtype)
            seen[sources] = worth[sources]
            better: BoolArray = self._turned.best_by_move(dm, seen) > worth
            return better
        reached = self._by_any(form, dm, sources)
        return reached if form.feasible is None else reached & form.feasible

    def _by_any(self, form: Hypercube, dm: int, sources: IntArray) -> BoolArray:
        """Return which positions have a source other than themselves that leads to them."""
        switches = form.own_switches(dm)
        if all(switch == FREE for switch in switches):  # a slice with a source more than the position
            mask = np.zeros(len(self.left[dm]), bool)
            mask[sources] = True
            slices = mask.reshape(-1, 1 << len(switches), 1 << form.lowest_bit(dm))
            more: BoolArray = slices.sum(axis=1, keepdims=True, dtype=np.int32) > slices
            return more.reshape(-1)
        # is there a source other than itself? then the first or the last one that reaches it is not itself
        positions: IntArray = np.arange(len(self.left[dm]), dtype=np.int32 if form.bits < 31 else np.int64)
        seen = np.full_like(positions, -1)
        seen[sources] = positions[sources]
        last = self._turned.best_by_move(dm, seen)
        seen[sources] = len(positions) - 1 - positions[sources]
        first = len(positions) - 1 - self._turned.best_by_move(dm, seen)
        reached: BoolArray = (last >= 0) & ((last != positions) | (first != positions))
        return reached

    @functools.cached_property
    def _turned(self) -> Hypercube:
        if isinstance(self.form, Digraph):
            raise TypeError("graph form has no slices")
        return _turned(self.form)


def _turned(form: Hypercube) -> Hypercube:
    """Return a model whose moves lead the other way: what can only be taken can only be left."""
    other = form.switches.copy()
    other[form.switches == ON] = OFF
    other[form.switches == OFF] = ON
    return Hypercube(form.options, form.ranks, other)
