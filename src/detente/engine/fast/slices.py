"""A decision maker's slices, in blocks of neighbours, and what one block may reach.

With B = 2^own positions to a slice and C = 2^low positions between neighbours of one slice, slice
s = a C + c holds the cells (a B + b) C + c. A *block* is some neighbouring slices, copied into a buffer
(B, lanes) whose rows lie close together whatever the stride of the slices is.
"""

from __future__ import annotations

from typing import Any

from ..arrays import ByteArray, IntArray
from .jit import kernel

__all__ = ["copied", "least_by_moves", "load", "most_by_moves", "store", "store_and_mark"]


@kernel
def load(row: IntArray, block: int, own: int, low: int, buffer: IntArray) -> int:
    """Copy a block of a row (2^k) into a buffer (B, lanes); return how many slices it has."""
    lanes = buffer.shape[1]
    run = min(1 << low, lanes)
    cells = row.reshape((row.size >> (own + low), 1 << own, (1 << low) // run, run))
    width: int = min(lanes, row.size >> own)
    for lane in range(0, width, run):
        s = block * lanes + lane
        a, chunk = s >> low, (s & ((1 << low) - 1)) // run
        if run == 1:
            for b in range(1 << own):
                buffer[b, lane] = cells[a, b, chunk, 0]
        else:
            for b in range(1 << own):
                source, target = cells[a, b, chunk], buffer[b, lane : lane + run]
                for c in range(run):
                    target[c] = source[c]
    return width


@kernel
def copied(source: IntArray, target: IntArray) -> None:
    """Copy a buffer; quicker than an assignment of slices, which Numba makes no vector of."""
    one, other = source.reshape(-1), target.reshape(-1)
    for c in range(one.size):
        other[c] = one[c]


@kernel
def store(row: IntArray, block: int, own: int, low: int, buffer: IntArray) -> int:
    """Copy a buffer back; return how many cells of the row it changes."""
    lanes = buffer.shape[1]
    run = min(1 << low, lanes)
    cells = row.reshape((row.size >> (own + low), 1 << own, (1 << low) // run, run))
    changed = 0
    for lane in range(0, min(lanes, row.size >> own), run):
        s = block * lanes + lane
        a, chunk = s >> low, (s & ((1 << low) - 1)) // run
        if run == 1:
            for b in range(1 << own):
                changed += cells[a, b, chunk, 0] != buffer[b, lane]
                cells[a, b, chunk, 0] = buffer[b, lane]
        else:
            for b in range(1 << own):
                target, source = cells[a, b, chunk], buffer[b, lane : lane + run]
                for c in range(run):
                    changed += target[c] != source[c]
                    target[c] = source[c]
    return changed


@kernel
def store_and_mark(
    row: IntArray,
    block: int,
    buffer: IntArray,
    dm: int,
    own: IntArray,
    low: IntArray,
    first: IntArray,
    dirty: ByteArray,
    marks: bool,
) -> int:
    """Copy a buffer back, and mark the slices of the others that hold a changed cell.

    ``own`` and ``low`` tell the slices of each opponent, ``first`` where its marks begin in ``dirty``;
    ``dm`` is the opponent whose block this is, as an index into these three. Without ``marks`` nothing is
    marked: where most cells change the caller had better take all slices for dirty.
    """
    lanes, size = buffer.shape[1], 1 << own[dm]
    run = min(1 << low[dm], lanes)
    changed = 0
    for lane in range(0, min(lanes, row.size >> own[dm]), run):
        s = block * lanes + lane
        base = ((s >> low[dm]) << (own[dm] + low[dm])) + (s & ((1 << low[dm]) - 1))
        for b in range(size):
            cell = base + (b << low[dm])
            if marks:
                for c in range(run):
                    if row[cell + c] != buffer[b, lane + c]:
                        _mark(cell + c, dm, own, low, first, dirty)
            if run < 8:  # too short for vectors
                for c in range(run):
                    changed += row[cell + c] != buffer[b, lane + c]
                    row[cell + c] = buffer[b, lane + c]
            else:
                changed += _replace(row[cell : cell + run], buffer[b, lane : lane + run])
    return changed


@kernel
def _replace(target: IntArray, source: IntArray) -> int:
    """Copy, and return how many entries that changes."""
    changed = 0
    for c in range(target.size):
        changed += target[c] != source[c]
        target[c] = source[c]
    return changed


@kernel
def _mark(cell: int, dm: int, own: IntArray, low: IntArray, first: IntArray, dirty: ByteArray) -> None:
    """Mark the slices of all but one DM that hold a cell."""
    for j in range(own.size):
        if j != dm:
            above = cell >> (own[j] + low[j])
            dirty[first[j] + ((above << low[j]) | (cell & ((1 << low[j]) - 1)))] = 1


@kernel
def most_by_moves(buffer: IntArray, switches: ByteArray) -> None:
    """Take, in place, the greatest over each position and the moves from it, along the rows (B, lanes)."""
    for bit in range(switches.size):
        for b in range(buffer.shape[0]):
            if not b >> bit & 1:
                off, on = buffer[b], buffer[b | (1 << bit)]
                _most(off, on, switches[bit])


@kernel
def least_by_moves(buffer: IntArray, switches: ByteArray) -> None:
    """Take, in place, the least over each position and the moves from it, along the rows (B, lanes)."""
    for bit in range(switches.size):
        for b in range(buffer.shape[0]):
            if not b >> bit & 1:
                off, on = buffer[b], buffer[b | (1 << bit)]
                _least(off, on, switches[bit])


@kernel
def _most(off: IntArray, on: IntArray, switch: Any) -> None:
    for c in range(off.size):
        x, y = off[c], on[c]
        most = max(y, x)
        off[c] = most if switch & 1 else x
        on[c] = most if switch & 2 else y


@kernel
def _least(off: IntArray, on: IntArray, switch: Any) -> None:
    for c in range(off.size):
        x, y = off[c], on[c]
        least = min(x, y)
        off[c] = least if switch & 1 else x
        on[c] = least if switch & 2 else y
