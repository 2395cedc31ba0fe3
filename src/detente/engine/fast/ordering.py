"""Slices sorted by rank, best first, so that a pass over improvements is one running minimum."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..arrays import IntArray
from .jit import kernel
from .slices import load

__all__ = ["END", "LANES", "OPENS", "PLACE", "sort_slices"]

LANES = 16
"""So many slices are sorted side by side."""

OPENS = 0x8000
"""Marks, in an order, a position that is strictly worse than the one before it."""

PLACE = 0x7FFF
"""The part of an entry that is the position b in its slice."""

END = 0xFFFF
"""Stands after the last feasible position of a slice."""


@kernel
def sort_slices(
    ranks: IntArray, order: npt.NDArray[np.uint16], own: int, low: int, start: int, stop: int
) -> int:
    """Write, for each slice, its positions b with the best first, ``OPENS`` and ``END`` among them.

    Parameters
    ----------
    ranks
        P_j, shape (2^k,).
    order
        To be written, shape (2^k,): entries s B … s B + B - 1 are those of slice s.
    own, low
        The DM's slices; own at most 14.
    start, stop
        The blocks of ``LANES`` slices to do.

    Notes
    -----
    A bitonic network over (rank, position) pairs in one integer, ``LANES`` slices side by side: about
    own² / 4 compares a cell, without branches (Batcher, 1968).
    """
    size = 1 << own
    plain = np.empty((size, LANES), ranks.dtype)
    pairs = np.empty((size, LANES), np.int64)
    for block in range(start, stop):
        width = load(ranks, block, own, low, plain)
        for b in range(size):
            for c in range(LANES):
                pairs[b, c] = ((np.int64(plain[b, c]) + 1) << own) | (size - 1 - b)
        _sort_rows(pairs.reshape(-1), own)
        for c in range(width):
            entries = order[(block * LANES + c) << own : (block * LANES + c + 1) << own]
            before = np.int64(-1)
            for place in range(size):
                pair = pairs[place, c]
                rank = pair >> own
                b = size - 1 - (pair & (size - 1))
                if rank == 0:
                    entries[place] = END
                else:
                    entries[place] = b | (OPENS if rank != before else 0)
                before = rank
    return 0


@kernel
def _sort_rows(pairs: IntArray, own: int) -> None:
    """Sort the 2^own rows of (B, LANES) pairs, given flat, each lane by itself, the greatest first."""
    span = 2
    while span <= 1 << own:
        step = span >> 1
        while step:
            for b in range(0, 1 << own, 2 * step):
                first = pairs[b * LANES : (b + step) * LANES]
                second = pairs[(b + step) * LANES : (b + 2 * step) * LANES]
                if b & span:
                    for c in range(first.size):
                        x, y = first[c], second[c]
                        first[c] = min(x, y)
                        second[c] = max(x, y)
                else:
                    for c in range(first.size):
                        x, y = first[c], second[c]
                        first[c] = max(x, y)
                        second[c] = min(x, y)
            step >>= 1
        span <<= 1
