"""The last stage: s is stable for i iff the most over R_i(s) of min(g, P_i) is at most P_i(s)."""

from __future__ import annotations

import numpy as np

from ..arrays import ByteArray, IntArray
from .jit import kernel
from .slices import copied, load, most_by_moves

__all__ = ["bound_verdicts", "free_verdicts", "verdicts_by_choice", "verdicts_in_runs"]


@kernel
def free_verdicts(
    ranks: IntArray,
    values: IntArray,
    flags: ByteArray,
    bits: ByteArray,
    own: int,
    low: int,
    run: int,
    start: int,
    stop: int,
) -> int:
    """Or the flag of each row of values (q, 2^k) into the bits (2^k) of the stable cells of DM i.

    The flag in the last place of ``flags`` (q + 1,) is that of nash, where g is infinite; 0 leaves it out.
    One read of all arrays and one write of the bits.
    """
    shape = (ranks.size >> (own + low), 1 << own, (1 << low) // run, run)
    source, verdict = ranks.reshape(shape), bits.reshape(shape)
    worth = np.empty(run, ranks.dtype)
    for piece in range(start, stop):
        a, chunk = piece // shape[2], piece % shape[2]
        for r in range(flags.size):
            flag = flags[r]
            if flag == 0:
                continue
            for c in range(run):
                worth[c] = -1
            if r < len(values):
                guard = values[r].reshape(shape)
                for b in range(shape[1]):
                    rank, g = source[a, b, chunk], guard[a, b, chunk]
                    for c in range(run):
                        worth[c] = max(worth[c], min(rank[c], g[c]))
            else:
                for b in range(shape[1]):
                    rank = source[a, b, chunk]
                    for c in range(run):
                        worth[c] = max(worth[c], rank[c])
            for b in range(shape[1]):
                rank, out = source[a, b, chunk], verdict[a, b, chunk]
                for c in range(run):
                    stable = (rank[c] >= 0) & (worth[c] <= rank[c])
                    out[c] |= flag if stable else np.uint8(0)
    return 0


@kernel
def verdicts_in_runs(
    ranks: IntArray,
    values: IntArray,
    flags: ByteArray,
    bits: ByteArray,
    own: int,
    start: int,
    stop: int,
) -> int:
    """Do the same for the DM with the lowest options, whose slices are runs of adjacent cells."""
    for a in range(start, stop):
        rank, out = ranks[a << own : (a + 1) << own], bits[a << own : (a + 1) << own]
        for r in range(flags.size):
            flag = flags[r]
            if flag == 0:
                continue
            worth = rank[0]
            if r < len(values):
                guard = values[r, a << own : (a + 1) << own]
                worth = min(worth, guard[0])
                for b in range(rank.size):
                    worth = max(worth, min(rank[b], guard[b]))
            else:
                for b in range(rank.size):
                    worth = max(worth, rank[b])
            for b in range(rank.size):
                stable = (rank[b] >= 0) & (worth <= rank[b])
                out[b] |= flag if stable else np.uint8(0)
    return 0


@kernel
def verdicts_by_choice(
    ranks: IntArray,
    least: IntArray,
    flags: ByteArray,
    bits: ByteArray,
    own: int,
    low: int,
    run: int,
    start: int,
    stop: int,
) -> int:
    """Write nash, gmr and smr where everything is feasible and free; see ``least_by_choice``.

    ``flags`` are those of gmr, smr and nash. One read of the ranks and one write of the bits.
    """
    shape = (ranks.size >> (own + low), 1 << own, (1 << low) // run, run)
    source, verdict = ranks.reshape(shape), bits.reshape(shape)
    gmr, smr, nash = flags
    zero = np.uint8(0)
    anywhere = least[shape[1]]
    most = np.empty(run, ranks.dtype)
    worth = np.empty(run, ranks.dtype)
    for piece in range(start, stop):
        a, chunk = piece // shape[2], piece % shape[2]
        for c in range(run):
            most[c] = -1
            worth[c] = -1
        for b in range(shape[1]):
            rank, floor = source[a, b, chunk], least[b]
            for c in range(run):
                most[c] = max(most[c], rank[c])
                worth[c] = max(worth[c], min(rank[c], floor))
        for b in range(shape[1]):
            rank, out = source[a, b, chunk], verdict[a, b, chunk]
            for c in range(run):
                x = rank[c]
                out[c] = (
                    (gmr if worth[c] <= x else zero)
                    | (smr if min(most[c], anywhere) <= x else zero)
                    | (nash if most[c] <= x else zero)
                )
    return 0


@kernel
def bound_verdicts(
    ranks: IntArray,
    values: IntArray,
    flags: ByteArray,
    bits: ByteArray,
    switches: ByteArray,
    low: int,
    lanes: int,
    start: int,
    stop: int,
) -> int:
    """Do what ``free_verdicts`` does for a DM with options that are not free, in blocks of slices."""
    own = switches.size
    rank = np.empty((1 << own, lanes), ranks.dtype)
    worth = np.empty((1 << own, lanes), ranks.dtype)
    verdict = np.empty((1 << own, lanes), np.uint8)
    for block in range(start, stop):
        load(ranks, block, own, low, rank)
        load(bits, block, own, low, verdict)
        for r in range(flags.size):
            if flags[r] == 0:
                continue
            copied(rank, worth)
            if r < len(values):
                load(values[r], block, own, low, worth)
                for b in range(1 << own):
                    for c in range(lanes):
                        worth[b, c] = min(worth[b, c], rank[b, c])
            most_by_moves(worth, switches)
            for b in range(1 << own):
                for c in range(lanes):
                    stable = (rank[b, c] >= 0) & (worth[b, c] <= rank[b, c])
                    verdict[b, c] |= flags[r] if stable else np.uint8(0)
        store_bits(bits, block, own, low, verdict)
    return 0


@kernel
def store_bits(row: ByteArray, block: int, own: int, low: int, buffer: ByteArray) -> None:
    """Copy a buffer of bits back."""
    lanes = buffer.shape[1]
    for lane in range(min(lanes, row.size >> own)):
        s = block * lanes + lane
        base = ((s >> low) << (own + low)) + (s & ((1 << low) - 1))
        for b in range(1 << own):
            row[base + (b << low)] = buffer[b, lane]
