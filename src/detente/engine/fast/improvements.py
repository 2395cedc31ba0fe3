"""The least over the improvements of one opponent: g(u) ← min(g(u), min over R_j⁺(u) of g).

Improvements are transitive, so one pass settles an opponent until another one changes something. Only
*dirty* slices are looked at: those in which a cell has changed since.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..arrays import ByteArray, IntArray
from .jit import kernel
from .ordering import END, LANES, OPENS, PLACE
from .slices import copied, load, store_and_mark

__all__ = ["COMPARED", "WIDE", "spread_by_bound_order", "spread_by_comparing", "spread_by_order"]

COMPARED = 3
"""Up to so many options of one DM all pairs of positions are compared; beyond, slices are sorted."""

WIDE = 64
"""So many slices are compared side by side."""


@kernel
def take_marks(dirty: ByteArray, asked: ByteArray) -> bool:
    """Move the marks of some slices to ``asked``; return whether there are any."""
    found = False
    for s in range(dirty.size):
        found |= dirty[s] != 0
        asked[s] = dirty[s]
        dirty[s] = 0
    return found


@kernel
def spread_by_comparing(
    ranks: IntArray,
    values: IntArray,
    reaches: ByteArray,
    dm: int,
    own: IntArray,
    low: IntArray,
    first: IntArray,
    dirty: ByteArray,
    marks: bool,
    start: int,
    stop: int,
    infinity: int,
) -> int:
    """Do one pass for a DM with few options: every position looks at all others of its slice.

    Parameters
    ----------
    ranks, values
        P_j (2^k), and the rows to lower (q, 2^k).
    reaches
        Shape (B, B): entry (b, t) is 1 where the DM's options may be switched from b to t.
    dm, own, low, first, dirty
        See ``store_and_mark``.
    marks
        Whether the slices of the others that this changes are marked.
    start, stop
        The blocks of ``WIDE`` slices to do.

    Returns
    -------
    int
        How many values changed.
    """
    size, rows = 1 << own[dm], len(values)
    rank = np.empty((size, WIDE), ranks.dtype)
    before = np.empty((rows, size, WIDE), values.dtype)
    after = np.empty((rows, size, WIDE), values.dtype)
    asked = np.empty(WIDE, np.uint8)
    changed = 0
    for block in range(start, stop):
        s = block * WIDE
        width = min(WIDE, (ranks.size >> own[dm]) - s)
        if not take_marks(dirty[first[dm] + s : first[dm] + s + width], asked):
            continue
        load(ranks, block, own[dm], low[dm], rank)
        for r in range(rows):
            load(values[r], block, own[dm], low[dm], before[r])
        copied(before, after)
        for r in range(rows):
            for b in range(size):
                for t in range(size):
                    if reaches[b, t]:
                        _lower(rank[b], rank[t], before[r, t], after[r, b], infinity)
                _keep_infinite(before[r, b], after[r, b], infinity)
        for r in range(rows):
            changed += store_and_mark(values[r], block, after[r], dm, own, low, first, dirty, marks)
    return changed


@kernel
def _lower(here: IntArray, there: IntArray, value: IntArray, least: IntArray, infinity: int) -> None:
    """Lower the values of one position to those of another one, lane by lane, where that one is better."""
    for c in range(here.size):
        x = value[c]  # read in any case: a load behind a branch is no vector
        x = x if there[c] > here[c] else infinity
        least[c] = min(x, least[c])


@kernel
def _keep_infinite(before: IntArray, after: IntArray, infinity: int) -> None:
    """Undo what was done to infeasible positions."""
    for c in range(before.size):
        x, y = before[c], after[c]
        after[c] = x if x == infinity else y


@kernel
def spread_by_order(
    order: npt.NDArray[np.uint16],
    values: IntArray,
    dm: int,
    own: IntArray,
    low: IntArray,
    first: IntArray,
    dirty: ByteArray,
    marks: bool,
    start: int,
    stop: int,
    infinity: int,
) -> int:
    """Do one pass with sorted slices: a running minimum that leaves out the ties of a position.

    See ``spread_by_comparing``; blocks have ``LANES`` slices, and all the DM's options are free.
    """
    rows = len(values)
    buffer = np.empty((rows, 1 << own[dm], LANES), values.dtype)
    asked = np.empty(LANES, np.uint8)
    changed = 0
    for block in range(start, stop):
        s = block * LANES
        width = min(LANES, (order.size >> own[dm]) - s)
        marked = dirty[first[dm] + s : first[dm] + s + width]
        if not take_marks(marked, asked):
            continue
        for r in range(rows):
            load(values[r], block, own[dm], low[dm], buffer[r])
        moved = False
        for lane in range(width):
            if asked[lane]:
                entries = order[(s + lane) << own[dm] : (s + lane + 1) << own[dm]]
                moved |= _run_down(entries, buffer[0, :, lane], buffer[rows - 1, :, lane], infinity)
        if moved:
            for r in range(rows):
                changed += store_and_mark(values[r], block, buffer[r], dm, own, low, first, dirty, marks)
    return changed


@kernel
def _run_down(entries: npt.NDArray[np.uint16], values: IntArray, escapes: IntArray, infinity: int) -> bool:
    """Lower the values of one slice to the least of the strictly better ones; return whether any fell.

    Two rows at once, because finding the cells costs most; they may be one and the same.
    """
    above = escape_above = infinity  # the least of what is strictly better
    running = escape_running = infinity  # the least so far, ties included
    fallen = infinity ^ infinity
    for place in range(entries.size):
        entry = np.uint32(entries[place])
        if entry == END:
            break
        opens = (entry & np.uint32(OPENS)) != 0
        above = running if opens else above
        escape_above = escape_running if opens else escape_above
        b = entry & np.uint32(PLACE)
        value, escape = values[b], escapes[b]
        least, escape_least = min(above, value), min(escape_above, escape)
        running, escape_running = min(least, running), min(escape_least, escape_running)
        fallen |= (value ^ least) | (escape ^ escape_least)
        values[b] = least
        escapes[b] = escape_least
    return fallen != 0


@kernel
def spread_by_bound_order(
    order: npt.NDArray[np.uint16],
    values: IntArray,
    pattern: IntArray,
    reached: IntArray,
    reached_from: IntArray,
    dm: int,
    own: IntArray,
    low: IntArray,
    first: IntArray,
    dirty: ByteArray,
    marks: bool,
    start: int,
    stop: int,
    infinity: int,
) -> int:
    """Do the same where not all options are free: a running minimum for each pattern of the bound ones.

    Parameters
    ----------
    pattern
        For each position b the pattern of the options that are not free, shape (B,).
    reached, reached_from
        Entries ``reached_from[p]`` to ``reached_from[p + 1]`` of ``reached`` are the patterns from which
        pattern p can be reached.
    """
    size = 1 << own[dm]
    buffer = np.empty((size, LANES), values.dtype)
    above = np.empty(reached_from.size - 1, values.dtype)
    asked = np.empty(LANES, np.uint8)
    changed = 0
    for block in range(start, stop):
        s = block * LANES
        width = min(LANES, (order.size >> own[dm]) - s)
        marked = dirty[first[dm] + s : first[dm] + s + width]
        if not take_marks(marked, asked):
            continue
        for r in range(len(values)):
            load(values[r], block, own[dm], low[dm], buffer)
            for lane in range(width):
                if asked[lane]:
                    entries = order[(s + lane) << own[dm] : (s + lane + 1) << own[dm]]
                    for p in range(above.size):
                        above[p] = infinity
                    _run_down_patterns(entries, buffer[:, lane], above, pattern, reached, reached_from)
            changed += store_and_mark(values[r], block, buffer, dm, own, low, first, dirty, marks)
    return changed


@kernel
def _run_down_patterns(
    entries: npt.NDArray[np.uint16],
    values: IntArray,
    above: IntArray,
    pattern: IntArray,
    reached: IntArray,
    reached_from: IntArray,
) -> None:
    """Lower the values of one slice; ``above`` holds, for each pattern, the least that it reaches."""
    ties = 0  # where the group of ties begins that is not in ``above`` yet
    for place in range(entries.size + 1):
        ends = place == entries.size or entries[place] == END
        if ends or entries[place] & OPENS:
            for tied in range(ties, place):
                b = entries[tied] & PLACE
                value, p = values[b], pattern[b]
                if value < above[p]:  # else whoever reaches p knows of something as low already
                    for z in range(reached_from[p], reached_from[p + 1]):
                        above[reached[z]] = min(value, above[reached[z]])
            ties = place
        if ends:
            break
        b = entries[place] & PLACE
        values[b] = min(above[pattern[b]], values[b])
