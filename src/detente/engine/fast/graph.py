"""Graph form: the search over arrivals (state, last mover), compiled.

The algorithm is that of :func:`detente.engine.digraph.least_ahead`, which explains it; the two give the same
arrays. Goals are found as positions, so that one kernel serves ranks of any size.
"""

from __future__ import annotations

import numpy as np

from ..arrays import IntArray
from ..digraph import ALL_SETTLED, ARRIVED, UNSEEN, Entries
from .jit import Crew, kernel

__all__ = ["least_ahead"]

_ALONE = 1 << 14
"""Up to so many keys one thread is as fast: others would have to be started first."""


def least_ahead(entries: Entries, dm: int, keys: IntArray) -> IntArray:
    """Return the least of each row of ``keys`` over the states that the others reach; infinite without any.

    The same as :func:`detente.engine.digraph.least_ahead`. The rows are worked on side by side.

    Notes
    -----
    Cost: per row one sort of the m keys, then O(E + n m). Memory: about 30 bytes a state for each row.

    Examples
    --------
    >>> from detente.engine.digraph import Digraph
    >>> moves = [np.empty((0, 2), int), np.array([[0, 1]]), np.array([[1, 2]])]
    >>> ranks = np.array([[2, 1, 0], [0, 0, 0], [0, 0, 0]], np.int32)
    >>> least_ahead(Digraph(moves, ranks).entries(by_improvements=False), 0, ranks[:1])
    array([[         0,          0, 2147483647]], dtype=int32)
    """
    least = np.empty_like(keys)

    def rows(start: int, stop: int) -> int:
        for row in range(start, stop):
            least[row] = _row(entries, dm, keys[row])
        return stop - start

    with Crew(None if keys.size > _ALONE else 1) as crew:
        crew.run(rows, len(keys))
    return least


def _row(entries: Entries, dm: int, key: IntArray) -> IntArray:
    """Return a row of :func:`least_ahead`."""
    order = np.argsort(key, kind="stable").astype(np.int32 if len(key) < 2**31 else np.int64)
    known = np.full(len(key), UNSEEN, np.int8 if len(entries.first) < 2**7 else np.int16)
    goal = _first_goals(entries.first, entries.origin, order, dm, known)
    return np.where(goal >= 0, key[goal], np.iinfo(key.dtype).max)


@kernel
def _first_goals(first: IntArray, origins: IntArray, order: IntArray, dm: int, known: IntArray) -> IntArray:
    """Return for each state the first of the goals, in the given order, that the others reach from it.

    ``first`` (n, m + 1) and ``origins`` (E,) are entries, ``order`` (m,) the states. ``known`` (m,) is what
    the plain search keeps; as small as it can be, for it is read at random. -1 stands for no goal.
    """
    dms, states = len(first), len(order)
    goals = np.full(states, -1, order.dtype)
    waiting = np.empty(2 * states, order.dtype)  # states of which arrivals are settled and not yet followed
    movers = np.empty((2 * states, 2), known.dtype)  # of whom: the one; if that is none, all but the other
    for goal in order:
        if known[goal] == ALL_SETTLED:
            continue
        waiting[0], movers[0, 0], movers[0, 1] = goal, known[goal], -1
        known[goal] = ARRIVED
        head, tail = 0, 1
        while head < tail:  # the oldest first: its cells can be fetched while others are worked on
            state, only, but = waiting[head], movers[head, 0], movers[head, 1]
            head += 1
            for mover in range(dms):
                if mover == dm or mover == but or (only >= 0 and mover != only):  # noqa: PLR1714, SIM109
                    continue
                for origin in origins[first[mover, state] : first[mover, state + 1]]:
                    before = known[origin]
                    if before == ALL_SETTLED or before == mover:  # noqa: PLR1714, SIM109
                        continue
                    goals[origin] = goal if goals[origin] < 0 else goals[origin]
                    known[origin] = mover if before == UNSEEN else ALL_SETTLED
                    if before != ARRIVED:
                        waiting[tail], movers[tail, 0], movers[tail, 1] = origin, before, mover
                        tail += 1
    return goals
