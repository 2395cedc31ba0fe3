"""The least over any moves of one opponent: one pass of g(u) ← min(g(u), min over R_j(u) of g).

Infeasible cells are infinite and stay so: a finite value there would let sequences of moves tunnel through.
"""

from __future__ import annotations

import numpy as np

from ..arrays import ByteArray, IntArray
from .jit import kernel
from .slices import copied, least_by_moves, load, store

__all__ = ["least_by_choice", "spread_by_bound_moves", "spread_by_free_moves", "spread_in_runs"]


@kernel
def spread_by_free_moves(
    values: IntArray, own: int, low: int, run: int, start: int, stop: int, infinity: int
) -> int:
    """Give every feasible cell the least of its slice, in each row of values (q, 2^k).

    ``run`` slices side by side are one piece. Returns how many pieces changed. Cost: one read and one
    write of the values.
    """
    shape = (values.shape[1] >> (own + low), 1 << own, (1 << low) // run, run)
    least = np.empty(run, values.dtype)
    moved = np.empty(run, values.dtype)
    changed = 0
    for piece in range(start, stop):
        a, chunk = piece // shape[2], piece % shape[2]
        for r in range(len(values)):
            cells = values[r].reshape(shape)
            for c in range(run):
                least[c] = infinity
                moved[c] = 0
            for b in range(shape[1]):
                row = cells[a, b, chunk]
                for c in range(run):
                    least[c] = min(row[c], least[c])
            for b in range(shape[1]):
                row = cells[a, b, chunk]
                for c in range(run):
                    x, y = row[c], least[c]
                    y = x if x == infinity else y
                    moved[c] |= x ^ y
                    row[c] = y
            differ = moved[0]
            for c in range(run):
                differ |= moved[c]
            changed += differ != 0
    return changed


@kernel
def spread_in_runs(values: IntArray, own: int, start: int, stop: int, infinity: int) -> int:
    """Do the same for the DM with the lowest options, whose slices are runs of adjacent cells."""
    changed = 0
    for a in range(start, stop):
        for r in range(len(values)):
            cells = values[r, a << own : (a + 1) << own]
            least = cells[0]
            for b in range(cells.size):
                least = min(cells[b], least)
            moved = least ^ least
            for b in range(cells.size):
                x = cells[b]
                y = x if x == infinity else least
                moved |= x ^ y
                cells[b] = y
            changed += moved != 0
    return changed


@kernel
def spread_by_bound_moves(
    values: IntArray, switches: ByteArray, low: int, lanes: int, start: int, stop: int, infinity: int
) -> int:
    """Do the same where not all of the opponent's options are free; return how many cells changed."""
    own = switches.size
    before = np.empty((1 << own, lanes), values.dtype)
    buffer = np.empty((1 << own, lanes), values.dtype)
    changed = 0
    for block in range(start, stop):
        for r in range(len(values)):
            width = load(values[r], block, own, low, before)
            copied(before, buffer)
            least_by_moves(buffer, switches)
            for b in range(1 << own):
                for c in range(width):
                    if before[b, c] == infinity:
                        buffer[b, c] = infinity
            changed += store(values[r], block, own, low, buffer)
    return changed


@kernel
def least_by_choice(
    ranks: IntArray, least: IntArray, own: int, low: int, run: int, share: int, start: int, stop: int
) -> int:
    """Find what the others can bring DM i down to, where everything is feasible and free.

    Writes into row ``share`` of ``least`` (shares, B + 1), for these pieces: for each own choice b of i the
    least P_i over what the others do, and in the last column the least h_i of all. One read of the ranks.
    """
    shape = (ranks.size >> (own + low), 1 << own, (1 << low) // run, run)
    source = ranks.reshape(shape)
    found = least[share]
    most = np.empty(run, ranks.dtype)
    for piece in range(start, stop):
        a, chunk = piece // shape[2], piece % shape[2]
        for c in range(run):
            most[c] = -1
        for b in range(shape[1]):
            row = source[a, b, chunk]
            lowest = found[b]
            for c in range(run):
                lowest = min(row[c], lowest)
                most[c] = max(row[c], most[c])
            found[b] = lowest
        lowest = found[shape[1]]
        for c in range(run):
            lowest = min(most[c], lowest)
        found[shape[1]] = lowest
    return 0
