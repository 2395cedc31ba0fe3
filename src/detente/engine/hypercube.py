"""Option form: a state is an integer, bit b says whether option b is taken.

A DM's options are adjacent bits [lo, lo + k_j), so an array over all 2^k positions views as
(A, B, C) = (2^(k-lo-k_j), 2^k_j, 2^lo), and the DM's moves run along the middle axis: its *slices*.
Infeasible positions have rank -1, below every state, and never carry a finite value where the least
is sought: otherwise sequences of moves would tunnel through them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from .arrays import BoolArray, ByteArray, IntArray

__all__ = ["FREE", "OFF", "ON", "Hypercube", "Order"]

ON, OFF, FREE = 1, 2, 3
"""Which way an option may be switched: only on, only off, both ways; 0 means that it is fixed."""


class Hypercube:
    """A model in option form: options per DM, which way they may be switched, and ranks.

    Parameters
    ----------
    options
        The number of options of each DM; DM 0 owns the lowest bits.
    ranks
        Integers, shape (n, 2^k), higher is better, at least 0; -1 for every DM where infeasible.
    switches
        uint8, shape (k,): ``FREE``, ``ON``, ``OFF`` or 0 for each option; by default all are free.
    orders
        What :meth:`order` gives for some DMs, where that is known from a model with the same improvements.

    Examples
    --------
    The Prisoner's Dilemma, option 1 is "cooperate" for both; only mutual defection (position 0) is nash:

    >>> from detente.engine.equation import Concept, stability
    >>> ranks = np.array([[1, 0, 3, 2], [1, 3, 0, 2]])
    >>> stability(Hypercube((1, 1), ranks), Concept.NASH | Concept.SEQ)
    array([[9, 0, 9, 8],
           [9, 9, 0, 8]], dtype=uint8)
    """

    def __init__(
        self,
        options: Sequence[int],
        ranks: IntArray,
        switches: ByteArray | None = None,
        orders: Mapping[int, Order] = MappingProxyType({}),
    ) -> None:
        self.options = tuple(options)
        self.ranks = ranks
        self.bits = sum(self.options)
        self.switches = np.full(self.bits, FREE, np.uint8) if switches is None else switches
        if ranks.shape != (len(self.options), 1 << self.bits) or self.switches.shape != (self.bits,):
            raise ValueError(
                f"ranks of shape {ranks.shape} and switches of shape {self.switches.shape} do not fit "
                f"{len(self.options)} decision makers with {self.bits} options"
            )
        feasible = ranks[0] >= 0
        self.feasible: BoolArray | None = None if feasible.all() else feasible
        self._orders = dict(orders)

    def lowest_bit(self, dm: int) -> int:
        """Return the lowest bit that a DM owns."""
        return sum(self.options[:dm])

    def own_switches(self, dm: int) -> ByteArray:
        """Return the switches of a DM's own options."""
        low = self.lowest_bit(dm)
        return self.switches[low : low + self.options[dm]]

    def best_by_move(self, dm: int, values: IntArray) -> IntArray:
        """Return, for each s, the greatest of ``values`` over s and R_dm(s); shape (m,)."""
        best: IntArray = self._over_moves(dm, values[np.newaxis], np.maximum)[0]
        return best

    def least_reached(self, dm: int, keys: IntArray, by_improvements: bool) -> IntArray:
        """Return the least of each row of ``keys`` (q, m) over t and what the others reach from t.

        One pass takes the least over one opponent's moves; passes go round the opponents until none of
        them changes anything. In option form moves are transitive, so the last mover need not be known.
        """
        infinity = np.iinfo(keys.dtype).max
        values = keys.copy()
        if self.feasible is not None:
            values[:, ~self.feasible] = infinity
        others = [j for j in range(len(self.options)) if j != dm and self.options[j]]
        step: Callable[[int, IntArray], IntArray] = self._improved if by_improvements else self._moved
        one_round = len(others) == 1 or (not by_improvements and self.feasible is None)
        quiet = 0
        for opponent in others if one_round else itertools.cycle(others):
            after = step(opponent, values)
            quiet = quiet + 1 if np.array_equal(after, values) else 1  # a second pass of one's own is idle
            values = after
            if quiet >= len(others):
                break
        return values

    def successors(self, dm: int, positions: IntArray, improving: bool = False) -> tuple[IntArray, IntArray]:
        """Return all moves of a DM from some positions.

        Returns
        -------
        origin, target : ndarrays of equal length
            Move z leads from ``positions[origin[z]]`` to the position ``target[z]``; by origin, then target.
        """
        low, own = self.lowest_bit(dm), self.options[dm]
        mask = ((1 << own) - 1) << low
        choices = np.arange(1 << own, dtype=np.int64) << low
        start = np.asarray(positions, np.int64)[:, np.newaxis]
        target = (start & ~mask) | choices
        may_rise = sum(1 << b for b in range(low, low + own) if self.switches[b] & ON)
        may_fall = sum(1 << b for b in range(low, low + own) if self.switches[b] & OFF)
        legal = (target != start) & (target & ~start & ~may_rise == 0) & (start & ~target & ~may_fall == 0)
        if self.feasible is not None:
            legal &= self.feasible[target]
        if improving:
            legal &= self.ranks[dm][target] > self.ranks[dm][start]
        origin, choice = np.nonzero(legal)
        return origin, target[origin, choice]

    def order(self, dm: int) -> Order:
        """Return a DM's slices, sorted: two models have equal ones where the same moves improve."""
        if dm not in self._orders:
            self._orders[dm] = Order.of(self._sliced(dm, self.ranks[dm : dm + 1])[0])
        return self._orders[dm]

    def _sliced(self, dm: int, values: IntArray) -> IntArray:
        """View (q, 2^k) as (q, A, B, C), the DM's own options along B."""
        low, own = self.lowest_bit(dm), self.options[dm]
        return values.reshape(len(values), 1 << (self.bits - low - own), 1 << own, 1 << low)

    def _over_moves(self, dm: int, values: IntArray, reduction: np.ufunc) -> IntArray:
        """Return the greatest or least of ``values`` (q, m) over s and R_dm(s)."""
        own = self.own_switches(dm)
        if (own == FREE).all():
            view = self._sliced(dm, values)
            best = reduction.reduce(view, axis=2, keepdims=True)
            return np.broadcast_to(best, view.shape).reshape(values.shape)
        result = values.copy()
        for bit, switch in enumerate(own, start=self.lowest_bit(dm)):
            off, on = np.moveaxis(result.reshape(len(values), -1, 2, 1 << bit), 2, 0)
            if switch == FREE:
                off[...] = on[...] = reduction(off, on)
            elif switch == ON:
                reduction(off, on, out=off)
            elif switch == OFF:
                reduction(on, off, out=on)
        return result

    def _moved(self, dm: int, values: IntArray) -> IntArray:
        """Take the least over s and R_dm(s); infeasible positions stay infinite."""
        least = self._over_moves(dm, values, np.minimum)
        if self.feasible is None:
            return least
        return np.where(self.feasible, least, np.iinfo(values.dtype).max)

    def _improved(self, dm: int, values: IntArray) -> IntArray:
        """Take the least over s and R_dm⁺(s); infeasible positions stay infinite."""
        if self.options[dm] == 1:
            return self._improved_by_one(dm, values)
        order = self.order(dm)
        own = self.own_switches(dm)
        ordered = values.take(order.position, axis=1)  # faster than indexing, as below
        if (own == FREE).all():
            better = order.least_above(ordered)
            np.minimum(ordered, better, out=better)
            del ordered  # arrays over all positions are what memory goes to
            after = values.copy()
            after[:, order.position] = better
            return after
        after = values.copy()
        for where, within in self._patterns(dm, order):
            masked = np.where(within, ordered, np.iinfo(values.dtype).max)
            better = np.minimum(ordered, order.least_above(masked))
            after[:, order.position[where]] = better[:, where]
        return after

    def _improved_by_one(self, dm: int, values: IntArray) -> IntArray:
        """Do the same for a DM with one option: its positions come in pairs, and nothing need be sorted."""
        after = values.copy()
        off, on = np.moveaxis(self._sliced(dm, values), 2, 0)
        after_off, after_on = np.moveaxis(self._sliced(dm, after), 2, 0)
        rank_off, rank_on = np.moveaxis(self._sliced(dm, self.ranks[dm : dm + 1]), 2, 0)
        infinity, switch = np.iinfo(values.dtype).max, self.own_switches(dm)[0]
        if switch & ON:
            rises = (rank_on > rank_off) & (rank_off >= 0)
            np.minimum(off, np.where(rises, on, infinity), out=after_off)
        if switch & OFF:
            falls = (rank_off > rank_on) & (rank_on >= 0)
            np.minimum(on, np.where(falls, off, infinity), out=after_on)
        return after

    def _patterns(self, dm: int, order: Order) -> list[tuple[BoolArray, BoolArray]]:
        """Split a DM's positions, in order, by the values of its bound options.

        For each pattern of the options that are not free: which entries have it, and which entries
        have a pattern that can still be reached from it. Cost: 2^(bound options) such pairs.
        """
        own = self.own_switches(dm)
        low = self.lowest_bit(dm)
        bound = [(low + b, int(switch)) for b, switch in enumerate(own) if switch != FREE]
        bits = [((order.position >> b) & 1).astype(bool) for b, _ in bound]
        pairs = []
        for pattern in range(1 << len(bound)):
            where = np.ones(order.position.shape, bool)
            within = np.ones(order.position.shape, bool)
            for z, (bit, (_, switch)) in enumerate(zip(bits, bound, strict=True)):
                taken = bool(pattern >> z & 1)
                where &= bit == taken
                if not switch & (OFF if taken else ON):
                    within &= bit == taken
            pairs.append((where, within))
        return pairs


@dataclass(frozen=True)
class Order:
    """A DM's slices with the best position first.

    Attributes
    ----------
    position : (B, S)
        The r-th best position of each of the S slices.
    above : (B, S)
        Where the running least of the strictly better ones stands, as an index into a flat (B + 1, S)
        array whose first row is infinite. Infeasible positions point at that row.
    """

    position: IntArray
    above: IntArray

    @staticmethod
    def of(ranks: IntArray) -> Order:
        """Sort the slices of one DM's ranks, given as (A, B, C)."""
        a, b, c = ranks.shape
        index = np.int32 if (b + 1) * a * c < 2**31 else np.int64  # four bytes where they suffice
        slices = ranks.transpose(1, 0, 2).reshape(b, a * c)
        rows: IntArray = np.argsort(-slices, axis=0, kind="stable").astype(index)
        ordered = np.take_along_axis(slices, rows, axis=0)
        base = (np.arange(a)[:, np.newaxis] * (b * c) + np.arange(c)).reshape(-1)
        opens = np.ones(ordered.shape, bool)  # a position that is strictly worse than the one before it
        opens[1:] = ordered[1:] != ordered[:-1]
        first: IntArray = np.where(opens, np.arange(b, dtype=index)[:, np.newaxis], 0)
        np.maximum.accumulate(first, axis=0, out=first)
        first[ordered < 0] = 0
        rows *= c
        rows += base
        first *= a * c
        first += np.arange(a * c)
        return Order(rows, first)

    def least_above(self, ordered: IntArray) -> IntArray:
        """Return the least of ``ordered`` (q, B, S) over the strictly better positions of the slice."""
        q, b, s = ordered.shape
        running = np.empty((q, b + 1, s), ordered.dtype)
        running[:, 0] = np.iinfo(ordered.dtype).max
        running[:, 1:] = ordered
        span = 1  # of so many rows has each the least; accumulate is slower, it goes column by column
        while span < b:
            running[:, 1 + span :] = np.minimum(running[:, 1 + span :], running[:, 1:-span])
            span *= 2
        return running.reshape(q, -1).take(self.above, axis=1)
