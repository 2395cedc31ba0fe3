"""Graph form: states and moves are given one by one; moves need not be transitive or symmetric.

Legal sequences forbid a DM to move twice in succession. Where moves are not transitive this matters, so
the search runs over *arrivals* (state, last mover) instead of states.

Moves are kept in compressed rows: the targets of all moves of a DM in one array, ordered by origin, and
where each origin's part begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from .arrays import BoolArray, IntArray

__all__ = ["ALL_SETTLED", "ARRIVED", "UNSEEN", "Digraph", "Entries", "Search", "least_ahead"]

UNSEEN, ARRIVED, ALL_SETTLED = -1, -2, -3
"""What a search knows of a state: nothing; its arrivals are settled, its own value perhaps not; both are.

A number from 0 is the one DM that is known to move from the state to something of value: its value is
settled, and its arrivals but those by that DM.
"""


class Entries(NamedTuple):
    """The moves of all DMs by where they end.

    Attributes
    ----------
    first : ndarray, shape (n, m + 1)
        The moves of DM j that end at t come from ``origin[first[j, t]:first[j, t + 1]]``.
    origin : ndarray of int32, or int64 above 2^31 states
    """

    first: IntArray
    origin: IntArray


Search: TypeAlias = Callable[[Entries, int, IntArray], IntArray]
"""What ``least_ahead`` is: from entries, the focal DM and keys (q, m) to the least keys ahead (q, m)."""


class Digraph:
    """A model in graph form.

    Parameters
    ----------
    moves
        Per DM an integer array of shape (E, 2): from, to. Self-loops and repeated moves are left out.
    ranks
        Integers, shape (n, m), higher is better.
    search
        Finds what legal sequences reach; :func:`least_ahead` needs nothing but Python, another one may be
        faster. It may be changed at any time.

    Raises
    ------
    ValueError
        If the ranks do not fit the moves, or a move names a state that is not there.

    Notes
    -----
    Memory: 4 bytes a move, and once sequences are sought 4 more, with 4 for each improvement.

    Examples
    --------
    >>> from detente.engine.equation import Concept, stability
    >>> moves = [np.array([[0, 1]]), np.array([[1, 2]])]
    >>> stability(Digraph(moves, np.array([[1, 2, 0], [0, 0, 1]])), Concept.NASH | Concept.SEQ)
    array([[8, 9, 9],
           [9, 0, 9]], dtype=uint8)
    """

    def __init__(self, moves: Sequence[IntArray], ranks: IntArray, search: Search | None = None) -> None:
        if ranks.ndim != 2 or len(moves) != len(ranks):
            raise ValueError(f"ranks of shape {ranks.shape} do not fit {len(moves)} decision makers")
        self.ranks = ranks
        self.feasible: BoolArray | None = None
        self.search: Search = search or least_ahead
        self._exits = tuple(_exits(np.asarray(edges).reshape(-1, 2), ranks.shape[1]) for edges in moves)
        self._entries: dict[bool, Entries] = {}

    @property
    def number_of_moves(self) -> int:
        """How many moves all DMs have together."""
        return sum(len(target) for _, target in self._exits)

    def moves(self, dm: int) -> tuple[IntArray, IntArray]:
        """Return the moves of a DM as (origin, target), sorted, each once."""
        first, target = self._exits[dm]
        return np.repeat(np.arange(len(first) - 1, dtype=target.dtype), np.diff(first)), target

    def best_by_move(self, dm: int, values: IntArray) -> IntArray:
        """Return, for each s, the greatest of ``values`` over s and R_dm(s); shape (m,)."""
        first, target = self._exits[dm]
        best = values.copy()
        leaving = np.flatnonzero(first[1:] > first[:-1])
        if len(leaving):
            reached = np.maximum.reduceat(values[target], first[leaving])
            best[leaving] = np.maximum(best[leaving], reached)
        return best

    def least_reached(self, dm: int, keys: IntArray, by_improvements: bool) -> IntArray:
        """Return the least of each row of ``keys`` (q, m) over t and what the others reach from t."""
        least = self.search(self.entries(by_improvements), dm, keys)
        return np.minimum(least, keys, out=least)

    def successors(self, dm: int, positions: IntArray, improving: bool = False) -> tuple[IntArray, IntArray]:
        """Return all moves of a DM from some positions, as (origin, target); see ``Hypercube.successors``."""
        first, targets = self._exits[dm]
        count = first[positions + 1] - first[positions]
        origin = np.repeat(np.arange(len(positions)), count)
        begins = first[positions] - np.cumsum(count) + count
        target = targets[np.arange(len(origin)) + np.repeat(begins, count)]
        if improving:
            kept = self.ranks[dm][target] > self.ranks[dm][positions[origin]]
            origin, target = origin[kept], target[kept]
        return origin, target

    def entries(self, by_improvements: bool) -> Entries:
        """Return the moves of all DMs, or only those that improve, by where they end; kept once made."""
        if by_improvements not in self._entries:
            self._entries[by_improvements] = self._by_target(by_improvements)
        return self._entries[by_improvements]

    def _by_target(self, by_improvements: bool) -> Entries:
        dms, states = self.ranks.shape
        first = np.zeros((dms, states + 1), np.int64)
        rows: list[IntArray] = []
        for dm, ranks in enumerate(self.ranks):
            origin, target = self.moves(dm)
            if by_improvements:
                better = ranks[target] > ranks[origin]
                origin, target = origin[better], target[better]
            ends, begins = _ordered(target, origin, states)
            first[dm] = _begins(ends, states) + sum(map(len, rows))
            rows.append(begins)
        return Entries(first, np.concatenate(rows))


def least_ahead(entries: Entries, dm: int, keys: IntArray) -> IntArray:
    """Return the least of each row of ``keys`` over the states that the others reach; infinite without any.

    The states that legal sequences of all DMs but ``dm`` reach from t; t itself only if they come back to it.

    Parameters
    ----------
    entries
        The moves that the others may take.
    dm
        The focal DM.
    keys
        Shape (q, m).

    Returns
    -------
    ndarray, shape (q, m), of the dtype of ``keys``

    Notes
    -----
    States are visited in ascending order of their key, and from each one the sequences that end there are
    followed backwards over arrivals (state, last mover). The first value that comes to an arrival is its
    least one, so every arrival is settled once: O(E + n m) after the sort, cycles included.

    An arrival at u by j may go on by any DM but j. So as soon as one DM l is known to move from u to
    something of value x, all arrivals at u but l's own are settled; a second DM settles that one too,
    and a third can add nothing.
    """
    others = [j for j in range(len(entries.first)) if j != dm]
    first = entries.first.tolist()
    origins = entries.origin.tolist()
    return np.stack([_row(first, origins, others, key) for key in keys])


def _row(first: list[list[int]], origins: list[int], others: list[int], key: IntArray) -> IntArray:
    """Return a row of :func:`least_ahead`."""
    known = [UNSEEN] * len(key)
    least = [int(np.iinfo(key.dtype).max)] * len(key)
    values = key.tolist()
    for goal in np.argsort(key, kind="stable").tolist():
        if known[goal] == ALL_SETTLED:
            continue
        value = values[goal]
        open_arrivals = [(goal, [known[goal]] if known[goal] >= 0 else others)]
        known[goal] = ARRIVED
        while open_arrivals:
            state, arrivals = open_arrivals.pop()
            for mover in arrivals:
                for origin in origins[first[mover][state] : first[mover][state + 1]]:
                    before = known[origin]
                    if before in (ALL_SETTLED, mover):
                        continue
                    if before == UNSEEN:
                        known[origin] = mover
                        open_arrivals.append((origin, [j for j in others if j != mover]))
                    else:
                        known[origin] = ALL_SETTLED
                        if before >= 0:
                            open_arrivals.append((origin, [before]))
                    least[origin] = min(least[origin], value)
    return np.array(least, key.dtype)


def _exits(edges: IntArray, states: int) -> tuple[IntArray, IntArray]:
    """Return where each origin's part begins, shape (m + 1,), and the targets of its distinct moves."""
    if len(edges) and not (edges.min() >= 0 and edges.max() < states):
        raise ValueError(f"a move names a state that is not one of the {states} of the ranks")
    origin, target = _ordered(edges[:, 0], edges[:, 1], states)
    kept = origin != target
    kept[1:] &= (origin[1:] != origin[:-1]) | (target[1:] != target[:-1])
    return _begins(origin[kept], states), target[kept]


def _ordered(leading: IntArray, following: IntArray, states: int) -> tuple[IntArray, IntArray]:
    """Sort pairs of states; as single numbers they sort far faster than as pairs."""
    dtype = np.int32 if states < 2**31 else np.int64
    bits = states.bit_length()
    pairs = leading.astype(np.int64)
    pairs <<= bits
    pairs |= following
    pairs.sort()
    return (pairs >> bits).astype(dtype), (pairs & ((1 << bits) - 1)).astype(dtype)


def _begins(ordered: IntArray, states: int) -> IntArray:
    """Return where each state's part of an ordered array begins, and where the last one ends."""
    begins = np.zeros(states + 1, np.int64)
    np.cumsum(np.bincount(ordered, minlength=states), out=begins[1:])
    return begins
