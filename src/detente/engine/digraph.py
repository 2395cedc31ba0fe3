"""Graph form: states and moves are given one by one; moves need not be transitive or symmetric.

Legal sequences forbid a DM to move twice in succession. Where moves are not transitive this matters, so
the search runs over *arrivals* (state, last mover) instead of states.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .arrays import BoolArray, IntArray

__all__ = ["Digraph"]


class Digraph:
    """A model in graph form.

    Parameters
    ----------
    moves
        Per DM an integer array of shape (E, 2): from, to. Self-loops and repeated moves are left out.
    ranks
        Integers, shape (n, m), higher is better.

    Examples
    --------
    >>> from detente.engine.equation import Concept, stability
    >>> moves = [np.array([[0, 1]]), np.array([[1, 2]])]
    >>> stability(Digraph(moves, np.array([[1, 2, 0], [0, 0, 1]])), Concept.NASH | Concept.SEQ)
    array([[8, 9, 9],
           [9, 0, 9]], dtype=uint8)
    """

    def __init__(self, moves: Sequence[IntArray], ranks: IntArray) -> None:
        if ranks.ndim != 2 or len(moves) != len(ranks):
            raise ValueError(f"ranks of shape {ranks.shape} do not fit {len(moves)} decision makers")
        self.ranks = ranks
        self.feasible: BoolArray | None = None
        self.moves = tuple(_distinct(np.asarray(edges, np.int64).reshape(-1, 2)) for edges in moves)

    def best_by_move(self, dm: int, values: IntArray) -> IntArray:
        """Return, for each s, the greatest of ``values`` over s and R_dm(s); shape (m,)."""
        best = values.copy()
        origin, target = self.moves[dm].T
        np.maximum.at(best, origin, values[target])
        return best

    def least_reached(self, dm: int, keys: IntArray, by_improvements: bool) -> IntArray:
        """Return the least of each row of ``keys`` (q, m) over t and what the others reach from t."""
        mover, entry = self._entries([j for j in range(len(self.moves)) if j != dm], by_improvements)
        return np.stack([np.minimum(key, _least_ahead(key, mover, entry)) for key in keys])

    def successors(self, dm: int, positions: IntArray, improving: bool = False) -> tuple[IntArray, IntArray]:
        """Return all moves of a DM from some states, as (origin, target); see ``Hypercube.successors``."""
        start, end = self.moves[dm].T
        first = np.searchsorted(start, positions, side="left")
        count = np.searchsorted(start, positions, side="right") - first
        origin = np.repeat(np.arange(len(positions)), count)
        edge = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
        target = end[edge]
        if improving:
            kept = self.ranks[dm][target] > self.ranks[dm][positions[origin]]
            origin, target = origin[kept], target[kept]
        return origin, target

    def _entries(self, others: list[int], by_improvements: bool) -> tuple[list[int], list[list[list[int]]]]:
        """Return the others, and for each of them and each state the states from which it moves there."""
        entry: list[list[list[int]]] = []
        for j in others:
            into: list[list[int]] = [[] for _ in range(self.ranks.shape[1])]
            origin, target = self.moves[j].T
            if by_improvements:
                better = self.ranks[j][target] > self.ranks[j][origin]
                origin, target = origin[better], target[better]
            for s, t in zip(origin.tolist(), target.tolist(), strict=True):
                into[t].append(s)
            entry.append(into)
        return others, entry


def _least_ahead(key: IntArray, movers: list[int], entry: list[list[list[int]]]) -> IntArray:
    """Return the least key over the states that legal sequences reach; infinite where there is none.

    States are visited in ascending order of their key, and from each one the sequences that end there are
    followed backwards over arrivals (state, last mover). The first value that comes to an arrival is its
    least one, so every arrival is settled once: O(E + n m) after the sort, cycles included.

    An arrival at u by j may go on by any DM but j. So as soon as one DM l is known to move from u to
    something of value x, all arrivals at u but l's own are settled; a second DM settles that one too,
    and a third can add nothing.
    """
    infinity = int(np.iinfo(key.dtype).max)
    everyone = (1 << len(movers)) - 1
    settled = [0] * len(key)  # per state the last movers whose arrival is settled, as bits
    leaving = [0] * len(key)  # per state the first movers, at most two, whose move is settled, as bits
    least = [infinity] * len(key)
    values = key.tolist()
    for goal in np.argsort(key, kind="stable").tolist():
        value = values[goal]
        open_arrivals = [(goal, everyone & ~settled[goal])]
        settled[goal] = everyone
        while open_arrivals:
            state, arrivals = open_arrivals.pop()
            for mover, into in enumerate(entry):
                if not arrivals >> mover & 1:
                    continue
                for origin in into[state]:
                    if leaving[origin] >> mover & 1 or leaving[origin].bit_count() == 2:
                        continue
                    least[origin] = min(least[origin], value)
                    fresh = (everyone if leaving[origin] else everyone & ~(1 << mover)) & ~settled[origin]
                    leaving[origin] |= 1 << mover
                    if fresh:
                        settled[origin] |= fresh
                        open_arrivals.append((origin, fresh))
    return np.array(least, key.dtype)


def _distinct(edges: IntArray) -> IntArray:
    """Sort moves by origin and target, without self-loops and repetitions."""
    return np.unique(edges[edges[:, 0] != edges[:, 1]], axis=0)
