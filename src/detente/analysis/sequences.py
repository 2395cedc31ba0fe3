"""Shortest legal sequences of moves: no decision maker moves twice in succession.

The search runs over arrivals (position, last mover), a level a step, with whole levels as arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

from ..engine.arrays import BoolArray, IntArray

__all__ = ["Leg", "Moves", "shortest_sequence"]


_NOBODY = -1
"""The last mover at the start of a sequence."""


class Leg(NamedTuple):
    """One move of a sequence: who moves, and where it leads."""

    dm: int
    position: int


class Moves(Protocol):
    """What the search asks of a form of the engine."""

    def successors(self, dm: int, positions: IntArray, improving: bool = False) -> tuple[IntArray, IntArray]:
        """Return all moves of a DM from some positions as (origin, target)."""


def shortest_sequence(
    form: Moves,
    start: int,
    *,
    movers: Sequence[int],
    goal: BoolArray,
    preferred: IntArray,
    improving: bool,
) -> list[Leg] | None:
    """Return a shortest legal sequence from a position to a goal; None if there is none.

    Parameters
    ----------
    form
        The conflict as the engine sees it.
    start
        The position to start from; at least one move is made.
    movers
        The decision makers that may move.
    goal : (positions,)
        Where the sequence may end.
    preferred : (positions,)
        Among goals that are equally near, the one with the least value is taken.
    improving
        Whether each move must improve for its mover on the position that it leaves.
    """
    arrivals = {dm: _Arrivals(len(goal)) for dm in movers}
    frontier: dict[int, IntArray] = {_NOBODY: np.array([start], dtype=np.int64)}  # positions, by last mover
    while any(len(positions) for positions in frontier.values()):
        reached: dict[int, IntArray] = {}
        for dm in movers:
            fresh = [
                arrivals[dm].note(positions, last, *form.successors(dm, positions, improving))
                for last, positions in frontier.items()
                if last != dm
            ]
            reached[dm] = np.concatenate(fresh) if fresh else np.empty(0, np.int64)
        hits = [(int(preferred[p]), dm, p) for dm in movers for p in reached[dm][goal[reached[dm]]].tolist()]
        if hits:
            _, dm, position = min(hits)
            return _legs(arrivals, Leg(dm, position))
        frontier = reached
    return None


class _Arrivals:
    """For one last mover: at which positions it has arrived, and from where it came."""

    def __init__(self, positions: int) -> None:
        self.source = np.full(positions, -1, np.int64)
        self.mover_before = np.full(positions, _NOBODY, np.int16)

    def note(self, positions: IntArray, last: int, origin: IntArray, target: IntArray) -> IntArray:
        """Note moves from arrivals by ``last``; return the positions that are reached for the first time."""
        fresh, first = np.unique(target, return_index=True)
        new = self.source[fresh] < 0
        fresh, first = fresh[new], first[new]
        self.source[fresh] = positions[origin[first]]
        self.mover_before[fresh] = last
        return fresh


def _legs(arrivals: dict[int, _Arrivals], last: Leg) -> list[Leg]:
    """Follow arrivals back to the start."""
    legs = [last]
    while True:
        leg = legs[-1]
        before = int(arrivals[leg.dm].mover_before[leg.position])
        if before == _NOBODY:
            return legs[::-1]
        legs.append(Leg(before, int(arrivals[leg.dm].source[leg.position])))
