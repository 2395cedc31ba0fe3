"""Weighted sums of truths over 2^k positions, block by block.

A truth depends on the few options that it names. Its *table* over 2^k positions has the shape
(2, …, 2, 2^low): one axis for each high option, highest first, and one for the low options together, which
keeps the inner loop long; an axis of an option that it does not name has length 1 and broadcasts. Tables
are added to each other while they are small, and only what is left then is added over all positions, in
blocks that stay in the near cache.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from .arrays import BoolArray, IntArray, frozen

__all__ = ["Sum", "Summand", "Truth"]

_LOW = 12
"""How many of the lowest options share the last axis."""

_BLOCK = 18
"""How many of the lowest options run within a block."""

_TABLE = 1 << 16
"""Tables are kept, and added to each other, up to so many entries."""

Table: TypeAlias = npt.NDArray[Any]
Truth: TypeAlias = Callable[[Callable[[int], BoolArray]], BoolArray]
"""From the truth array of each option, by its bit, to that of a statement."""


class Summand(NamedTuple):
    """What a truth adds where it holds, and the bits of the options that it names."""

    truth: Truth
    options: frozenset[int]
    weight: int


class Sum:
    """A sum over 2^bits positions, not yet worked out.

    Parameters
    ----------
    summands
        Truths with weights.
    bits
        The number of options.
    dtype
        Of the sums, large enough for them. Bools add up by "or".
    before
        Numbers for all positions to be added too, ``weight`` times.

    Examples
    --------
    >>> both = Summand(lambda taken: taken(0) & taken(2), frozenset({0, 2}), 5)
    >>> first = Summand(lambda taken: taken(1), frozenset({1}), 1)
    >>> [(place, values.tolist()) for place, values in Sum([both, first], 3, np.dtype("int16")).blocks()]
    [(slice(0, 8, None), [0, 0, 1, 1, 0, 5, 1, 6])]
    """

    def __init__(
        self,
        summands: Sequence[Summand],
        bits: int,
        dtype: np.dtype[Any],
        before: IntArray | None = None,
        weight: int = 1,
    ) -> None:
        self._bits = bits
        self._dtype = dtype
        self._before, self._weight = before, weight
        small = [one for one in summands if _entries(one.options) <= _TABLE]
        self._wide = [one for one in summands if _entries(one.options) > _TABLE]
        self._tables = _merged([self._table(one, bits, 0) for one in small])

    def blocks(self) -> Iterator[tuple[slice, Table]]:
        """Yield parts of the positions, in order, with the sums there, which may be read-only."""
        inner = min(self._bits, _BLOCK)
        shape = _shape(inner)
        for block in range(1 << (self._bits - inner)):
            place = slice(block << inner, (block + 1) << inner)
            part = [block >> bit & 1 for bit in reversed(range(self._bits - inner))]
            total: Table = np.zeros((), self._dtype)
            for table in self._tables:
                spanned = table.shape[: len(part)]
                total = total + table[tuple(own and n - 1 for own, n in zip(part, spanned, strict=True))]
            for one in self._wide:
                total = total + self._table(one, inner, block)
            if self._before is not None:
                total = total + self._before[place].reshape(shape) * self._dtype.type(self._weight)
            yield place, np.broadcast_to(total, shape).reshape(-1)

    def _table(self, summand: Summand, inner: int, block: int) -> Table:
        """Return what a summand adds over the positions of one block of 2^inner."""
        shape = _shape(inner)

        def taken(bit: int) -> BoolArray:
            if bit >= inner:
                return np.array(block >> (bit - inner) & 1, bool)
            return _axis(inner, bit)

        truth = np.atleast_1d(summand.truth(taken))
        truth = truth.reshape((1,) * (len(shape) - truth.ndim) + truth.shape)
        table: Table = truth * self._dtype.type(summand.weight)
        return table


def _shape(bits: int) -> tuple[int, ...]:
    low = min(bits, _LOW)
    return (2,) * (bits - low) + (1 << low,)


@functools.lru_cache(maxsize=1 << 8)
def _axis(bits: int, bit: int) -> BoolArray:
    """Return an option's truth array over 2^bits positions, spanning its own axis only."""
    shape = _shape(bits)
    if bit < _LOW:
        return frozen((np.arange(shape[-1]) >> bit & 1).astype(bool))
    return frozen(
        np.array([False, True]).reshape([1 + (bits - 1 - bit == axis) for axis in range(len(shape))])
    )


def _entries(options: frozenset[int]) -> int:
    """Return how many entries a table over some options has at most."""
    high = sum(bit >= _LOW for bit in options)
    return 1 << (high + (_LOW if high < len(options) else 0))


def _merged(tables: list[Table]) -> list[Table]:
    """Add tables to each other while they stay small; what is left is ordered, small sums first."""
    merged: list[Table] = []
    for table in _by_growth(tables):
        together = np.broadcast_shapes(merged[-1].shape, table.shape) if merged else ()
        if merged and np.prod(together) <= _TABLE:
            merged[-1] = merged[-1] + table
        else:
            merged.append(table)
    return merged


def _by_growth(tables: list[Table]) -> list[Table]:
    """Order tables so that the sums of the first ones span as few axes as possible.

    Backwards: the axis that the fewest of the tables span is the last to be spanned.
    """
    ordered: list[Table] = []
    left = list(tables)
    while left:
        counts = [sum(table.shape[axis] > 1 for table in left) for axis in range(left[0].ndim)]
        fewest = min((count for count in counts if count), default=0)
        axis = counts.index(fewest)
        last = [table for table in left if not fewest or table.shape[axis] > 1]
        left = [table for table in left if fewest and table.shape[axis] == 1]
        ordered = last + ordered
    return ordered
