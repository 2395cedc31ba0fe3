r"""Which lists of preference lines keep positions best for a decision maker (DM), for many lists at once.

The *cone* of a position s is s itself and all to which the DM can move from there: :math:`R_i(s) \cup \{s\}`.
Under option prioritisation a position is Nash-stable for the DM exactly where it is among the best of its
cone. A list is a sieve for a cone: its most important line keeps those positions of which the greatest number
of its statements hold, the next line those among these, and so on; what is left are the best.

A cone is a row of bits, one for each choice that the DM has of its own options. A line that holds at all, or
at none, of a cone keeps it whole: it is idle there. Cones in which all lines are alike are sieved once, and
lists that differ only in lines that are idle everywhere are one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .arrays import BoolArray, IntArray
from .hypercube import FREE, OFF, ON, Hypercube
from .statements import Program, holds

__all__ = ["Cones"]

WordArray = npt.NDArray[np.uint64]

_ROOM = 1 << 21
"""So many words are sieved at a time."""


class Cones:
    """The cones of some positions, and how each of some lines sieves them.

    Parameters
    ----------
    form
        The model; of its ranks only which positions are feasible is used.
    dm
        Whose moves, and whose lists.
    positions : (p,)
        Feasible positions that are to be stable.
    lines
        The lines that lists are made of, each as the programs of its statements: one, or several of equal
        importance.

    Notes
    -----
    Memory: a bit for each line, different cone and choice.

    Examples
    --------
    One DM with two options; whether position 3, where both are taken, is best by some lists of lines:

    >>> from detente.engine.statements import Op
    >>> x, y = ((Op.TAKEN, 0),), ((Op.TAKEN, 1),)
    >>> form = Hypercube([2], np.zeros((1, 4), int))
    >>> cones = Cones(form, 0, np.array([3]), [[x], [y], [(*x, (Op.NOT, 0))]])
    >>> cones.some_best([(0, 1), (1, 2), (1,)]).tolist()
    [True, False, True]
    """

    def __init__(
        self, form: Hypercube, dm: int, positions: IntArray, lines: Sequence[Sequence[Program]]
    ) -> None:
        codes, members, self._cone_of, choice_of = _cones(form, dm, np.asarray(positions, np.int64))
        self._word_of, self._bit_of = choice_of // 64, (choice_of % 64).astype(np.uint64)
        whole = _packed(members)
        rows: list[WordArray] = []
        self._rows_of: list[tuple[int, ...]] = []
        for line in lines:
            own = [row for kept in _levels(line, codes) if (row := _normal(_packed(kept), whole)) is not None]
            self._rows_of.append(tuple(range(len(rows), len(rows) + len(own))))
            rows += own
        sieves = np.stack([whole, *rows])
        merged, place = np.unique(
            sieves.transpose(1, 0, 2).reshape(len(whole), -1), axis=0, return_inverse=True
        )
        self._sieves: WordArray = merged.reshape(len(merged), len(sieves), -1).transpose(1, 0, 2)
        self._cone_of = place.reshape(-1)[self._cone_of]
        self._goal = np.zeros_like(self._sieves[0])
        np.bitwise_or.at(self._goal, (self._cone_of, self._word_of), np.uint64(1) << self._bit_of)
        self._known: dict[tuple[int, ...], bool] = {}

    def working(self, line: int) -> bool:
        """Return whether a line sieves anything; one that does not is idle in every list."""
        return bool(self._rows_of[line])

    def some_best(self, lists: Sequence[Sequence[int]]) -> BoolArray:
        """Return for each list, as the numbers of its lines, whether some of the positions is best by it."""
        sieved = [self._sieve_of(one) for one in lists]
        new = [one for one in dict.fromkeys(sieved) if one not in self._known]
        for part, left in self._left(new):
            found = (left & self._goal).any(axis=(1, 2))
            self._known.update(zip(part, found.tolist(), strict=True))
        return np.array([self._known[one] for one in sieved], bool)

    def best(self, lists: Sequence[Sequence[int]]) -> tuple[BoolArray, IntArray]:
        """Return which positions are best, a row (p,) for each different outcome, and each list's row."""
        sieved = [self._sieve_of(one) for one in lists]
        different = list(dict.fromkeys(sieved))
        rows = [
            ((left[:, self._cone_of, self._word_of] >> self._bit_of) & np.uint64(1)).astype(bool)
            for _, left in self._left(different)
        ]
        every = np.concatenate([np.zeros((0, len(self._cone_of)), bool), *rows])
        outcomes, place = np.unique(every, axis=0, return_inverse=True)
        where = dict(zip(different, place.reshape(-1).tolist(), strict=True))
        return outcomes, np.array([where[one] for one in sieved], np.int64)

    def _sieve_of(self, lines: Sequence[int]) -> tuple[int, ...]:
        """Return the rows of a list that are not idle, as numbers from 1: row 0 keeps everything."""
        return tuple(row + 1 for line in lines for row in self._rows_of[line])

    def _left(self, sieved: list[tuple[int, ...]]) -> list[tuple[list[tuple[int, ...]], WordArray]]:
        """Sieve the cones by some lists, in parts: what each list leaves of each (lists, cones, words)."""
        size = max(1, _ROOM // max(1, self._goal.size))
        return [
            (part, self._sieved(part))
            for part in (sieved[begin : begin + size] for begin in range(0, len(sieved), size))
        ]

    def _sieved(self, lists: list[tuple[int, ...]]) -> WordArray:
        longest = max((len(one) for one in lists), default=0)
        padded = np.zeros((len(lists), longest), np.int64)
        for place, one in enumerate(lists):
            padded[place, : len(one)] = one
        left = np.broadcast_to(self._sieves[0], (len(lists), *self._goal.shape)).copy()
        for column in padded.T:
            kept = left & self._sieves[column]
            np.copyto(left, kept, where=kept.any(axis=2, keepdims=True))
        return left


def _cones(form: Hypercube, dm: int, positions: IntArray) -> tuple[IntArray, BoolArray, IntArray, IntArray]:
    """Return the different cones: codes and members (cones, choices), each position's cone and choice.

    Options of the DM's own that cannot be switched both ways set positions of one slice apart.
    """
    low, own = form.lowest_bit(dm), form.options[dm]
    bits = range(low, low + own)
    free, may_rise, may_fall = (
        sum(1 << b for b in bits if form.switches[b] & which == which) for which in (FREE, ON, OFF)
    )
    mask = ((1 << own) - 1) << low
    start, cone_of = np.unique(positions & ~free, return_inverse=True)
    codes = (start[:, np.newaxis] & ~mask) | (np.arange(1 << own, dtype=np.int64) << low)
    rises, falls = codes & ~start[:, np.newaxis] & mask, start[:, np.newaxis] & ~codes & mask
    members = (rises & ~may_rise == 0) & (falls & ~may_fall == 0)
    if form.feasible is not None:
        members &= form.feasible[codes]
    return codes, members, cone_of.reshape(-1), (positions & mask) >> low


def _levels(line: Sequence[Program], codes: IntArray) -> list[BoolArray]:
    """Return where all statements of a line hold, where all but one do, and so on down to one."""
    counts = sum((holds(one, codes).astype(np.int64) for one in line), start=np.zeros(codes.shape, np.int64))
    return [counts >= level for level in range(len(line), 0, -1)]


def _packed(rows: BoolArray) -> WordArray:
    """Pack (cones, choices) into words of 64 bits; bit b of word w is choice 64 w + b."""
    width = -(-rows.shape[1] // 64) * 64
    padded = np.zeros((len(rows), width), bool)
    padded[:, : rows.shape[1]] = rows
    return np.packbits(padded, axis=1, bitorder="little").view("<u8").astype(np.uint64)


def _normal(row: WordArray, whole: WordArray) -> WordArray | None:
    """Return how a line sieves each cone, the whole cone where it is idle; None where it always is."""
    kept = row & whole
    idle = ~kept.any(axis=1) | (kept == whole).all(axis=1)
    return None if idle.all() else np.where(idle[:, np.newaxis], whole, kept)
