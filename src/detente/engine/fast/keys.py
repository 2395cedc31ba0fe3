"""The first stage: what a sanction is worth to DM i, before anybody moves.

A row of keys holds P_i, or h_i(u) = max(P_i(u), max over R_i(u) of P_i); infinite at infeasible cells.
"""

from __future__ import annotations

import numpy as np

from ..arrays import BoolArray, ByteArray, IntArray
from .jit import kernel
from .slices import copied, load, most_by_moves, store

__all__ = ["bound_keys", "free_keys", "keys_in_runs"]


@kernel
def free_keys(
    ranks: IntArray,
    keys: IntArray,
    escapes: BoolArray,
    own: int,
    low: int,
    run: int,
    start: int,
    stop: int,
    infinity: int,
) -> int:
    """Write the keys of a DM whose options are all free; one read of the ranks, one write of the keys.

    Parameters
    ----------
    ranks, keys
        P_i (2^k) and the rows to write (q, 2^k).
    escapes
        For each row: h_i, else P_i.
    own, low, run
        The DM's slices; ``run`` of them, side by side, are one piece.
    start, stop
        The pieces to do.
    """
    shape = (ranks.size >> (own + low), 1 << own, (1 << low) // run, run)
    source = ranks.reshape(shape)
    most = np.empty(run, ranks.dtype)
    for piece in range(start, stop):
        a, chunk = piece // shape[2], piece % shape[2]
        for c in range(run):
            most[c] = -1
        for b in range(shape[1]):
            row = source[a, b, chunk]
            for c in range(run):
                most[c] = max(most[c], row[c])
        for r in range(len(keys)):
            target = keys[r].reshape(shape)
            for b in range(shape[1]):
                row, out = source[a, b, chunk], target[a, b, chunk]
                if escapes[r]:
                    for c in range(run):
                        x = most[c]
                        out[c] = x if row[c] >= 0 else infinity
                else:
                    for c in range(run):
                        x = row[c]
                        out[c] = x if x >= 0 else infinity
    return 0


@kernel
def keys_in_runs(
    ranks: IntArray, keys: IntArray, escapes: BoolArray, own: int, start: int, stop: int, infinity: int
) -> int:
    """Do the same for the DM with the lowest options, whose slices are runs of adjacent cells."""
    for a in range(start, stop):
        source = ranks[a << own : (a + 1) << own]
        most = source[0]
        for b in range(source.size):
            most = max(most, source[b])
        for r in range(len(keys)):
            target = keys[r, a << own : (a + 1) << own]
            for b in range(source.size):
                x = source[b]
                y = most if escapes[r] else x
                target[b] = y if x >= 0 else infinity
    return 0


@kernel
def bound_keys(
    ranks: IntArray,
    keys: IntArray,
    escapes: BoolArray,
    switches: ByteArray,
    low: int,
    lanes: int,
    start: int,
    stop: int,
    infinity: int,
) -> int:
    """Do the same for a DM with options that are not free: one step an option, in blocks of slices."""
    own = switches.size
    plain = np.empty((1 << own, lanes), ranks.dtype)
    buffer = np.empty((1 << own, lanes), ranks.dtype)
    for block in range(start, stop):
        width = load(ranks, block, own, low, plain)
        for r in range(len(keys)):
            copied(plain, buffer)
            if escapes[r]:
                most_by_moves(buffer, switches)
            for b in range(1 << own):
                for c in range(width):
                    if plain[b, c] < 0:
                        buffer[b, c] = infinity
            store(keys[r], block, own, low, buffer)
    return 0
