"""Exposure: how much a party puts at risk in a state, against where things stand today.

The *worst case* of a party i in a state u is the least rank for i over u and all that the others may bring
about from u by improvements of their own, :math:`R^+_{N∖i}(u)`. Nothing is at risk where it is no worse than
today. Else the *share* at risk tells how high up in its own preferences the party would lose something:

* with a prioritised list of L lines, (L - place + 1) / L for the most important line of which fewer
  statements hold in the worst case than today: 1 is its first line, 1/L its last one;
* otherwise the number of tiers by which the worst case lies below today, over all tiers but one: 1 is a fall
  from its best tier to its worst one.

Shares of different parties are compared by their place only. They say nothing of how much a line means.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line, Prioritised
from ..conflict.states import State
from ..engine.arrays import IntArray, frozen
from ..engine.digraph import Digraph
from ..engine.hypercube import Hypercube
from .aims import holding_counts
from .explain import Move, decisive_line
from .sequences import shortest_sequence

__all__ = ["Exposed", "Exposure", "Shares"]

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Exposed:
    """What a party puts at risk in a state.

    Attributes
    ----------
    dm
        The id of the party.
    share
        How high up in its preferences it could lose something, above 0 and at most 1.
    place, of
        The place of the line at risk in its list, from 1, and how many lines there are; without a list, by
        how many tiers it would fall, and by how many it could at most.
    line
        The line at risk; None without a prioritised list.
    moves
        A shortest legal sequence of improvements of the others to the worst case; none where the state itself
        is no better.
    worst
        One of the states that are worst for it.
    """

    dm: str
    share: float
    place: int
    of: int
    line: Line | None
    moves: tuple[Move, ...]
    worst: State


class Exposure:
    """What each party puts at risk in each state of a conflict.

    Parameters
    ----------
    conflict, form
        The conflict, and the same as the engine sees it.
    today
        The state with which others are compared.

    Attributes
    ----------
    shares : ndarray of float64, shape (decision makers, positions), read-only
        0 where nothing is at risk, and where a position is no state.

    Notes
    -----
    Cost: one ``least_reached`` of the engine for each decision maker.

    Examples
    --------
    >>> from detente import Conflict
    >>> from detente.analysis.stability import form_of
    >>> wants = {"A": ["not B.y"], "B": ["y iff A.x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, wants, status_quo=[])
    >>> Exposure(c, form_of(c), c.status_quo).shares.tolist()  # after A's step, B would answer with y
    [[0.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 0.0]]
    """

    def __init__(self, conflict: Conflict, form: Hypercube | Digraph, today: State) -> None:
        self.conflict, self.form, self.today = conflict, form, today
        self.worst: list[IntArray] = []
        rows = []
        for dm, own in enumerate(form.ranks):
            worst = form.least_reached(dm, own[np.newaxis], by_improvements=True)[0]
            self.worst.append(worst)
            rows.append(self._shares(dm, own, worst))
        self.shares: Shares = frozen(np.stack(rows))
        self._told: dict[int, tuple[Exposed, ...]] = {}  # roads share many of their states

    def _shares(self, dm: int, own: IntArray, worst: IntArray) -> Shares:
        """Return the shares of one party: first for each of its ranks, then for each position."""
        ranks, example = np.unique(own, return_index=True)
        feasible = ranks >= 0
        ranks, example = ranks[feasible], example[feasible]
        today = self.today.code
        if len(ranks) < 2:  # indifferent: a list without lines, for one
            return np.zeros(own.shape)
        if isinstance(self.conflict.preference_list[dm], Prioritised) and self.conflict.graph is None:
            counts = holding_counts(self.conflict, dm, np.append(example, today))
            lines = len(counts)
            differs = counts[:, :-1] != counts[:, -1:]
            of_rank = (lines - differs.argmax(axis=0)) / lines
        else:
            here = int(np.searchsorted(ranks, own[today]))
            of_rank = (here - np.arange(len(ranks))) / (len(ranks) - 1)
        of_rank = np.where(ranks < own[today], of_rank, 0.0)
        shares = np.zeros(own.shape)
        states = own >= 0
        shares[states] = of_rank[np.searchsorted(ranks, worst[states])]
        return shares

    def at(self, state: State) -> tuple[Exposed, ...]:
        """Return what each party puts at risk in a state; a party that risks nothing is left out."""
        if state.code not in self._told:
            exposed = np.flatnonzero(self.shares[:, state.code] > 0)
            self._told[state.code] = tuple(self._exposed(int(dm), state) for dm in exposed)
        return self._told[state.code]

    def _exposed(self, dm: int, state: State) -> Exposed:
        own, least = self.form.ranks[dm], int(self.worst[dm][state.code])
        share = float(self.shares[dm, state.code])
        moves = self._moves(dm, state, own == least) if int(own[state.code]) > least else ()
        worst = moves[-1].target if moves else state
        line = decisive_line(self.conflict, dm, self.today, worst)
        preference = self.conflict.preference_list[dm]
        if isinstance(preference, Prioritised) and self.conflict.graph is None:
            of = len(preference.lines)
            place = of + 1 - round(share * of)
        else:
            of = len(np.unique(own[own >= 0])) - 1
            place = round(share * of)
        return Exposed(self.conflict.decision_makers[dm].id, share, place, of, line, moves, worst)

    def _moves(self, dm: int, state: State, goal: npt.NDArray[np.bool_]) -> tuple[Move, ...]:
        others = [j for j in range(len(self.form.ranks)) if j != dm]
        legs = shortest_sequence(
            self.form,
            state.code,
            movers=others,
            goal=goal,
            preferred=self.form.ranks[dm],
            improving=True,
        )
        if legs is None:
            raise AssertionError("the engine found a worst case and the search did not")
        moves, here = [], state
        for leg in legs:
            after = State(self.conflict.space, leg.position)
            moves.append(Move(self.conflict.decision_makers[leg.dm].id, here, after))
            here = after
        return tuple(moves)
