r"""The five solution concepts as one equation.

Let :math:`P_i` be the rank that decision maker (DM) i gives to each state (an integer, higher is better),
:math:`R_i(s)` its unilateral moves from s, :math:`R_i^+(s)` those that improve, and :math:`R_H`,
:math:`R_H^+` the states that the other DMs reach by legal sequences of moves, or of improvements.
For preferences that are total preorders,

.. math:: s \text{ is stable for } i \iff \max_{t \in R_i(s)} \min(g_i(t), P_i(t)) \le P_i(s)

=========== =================================================
concept     :math:`g_i(t)`
=========== =================================================
nash        :math:`+\infty`
gmr, smr    min over :math:`R_H(t)` of :math:`P_i`, of :math:`h_i`
seq, sseq   min over :math:`R_H^+(t)` of :math:`P_i`, of :math:`h_i`
=========== =================================================

with :math:`h_i(u) = \max(P_i(u), \max_{R_i(u)} P_i)`: what i could still save after the sanction u.
The cap by :math:`P_i(t)` makes moves that do not improve harmless, and t itself may be counted among
the states reached from t. A sanction that is as good as s counts (ties sanction), and so does s itself.

Sources: Kilgour, Hipel & Fang (1987), The graph model for conflicts, Automatica 23, 41–55; Fang, Hipel &
Kilgour (1993), *Interactive Decision Making*; for sseq Rêgo & Vieira (2017), Group Decision and
Negotiation 26.
"""

from __future__ import annotations

import enum
from typing import NamedTuple, Protocol

import numpy as np

from .arrays import BoolArray, ByteArray, IntArray

__all__ = ["SANCTION", "Concept", "Form", "Sanction", "stability", "stability_for"]


class Concept(enum.IntFlag):
    """A solution concept as one bit of a state's byte."""

    NASH = 1
    GMR = 2
    SMR = 4
    SEQ = 8
    SSEQ = 16


class Sanction(NamedTuple):
    """What may answer an improvement: which steps the others take, and whether i may move once more."""

    by_improvements: bool
    survives_escape: bool


SANCTION: dict[Concept, Sanction | None] = {
    Concept.NASH: None,
    Concept.GMR: Sanction(by_improvements=False, survives_escape=False),
    Concept.SMR: Sanction(by_improvements=False, survives_escape=True),
    Concept.SEQ: Sanction(by_improvements=True, survives_escape=False),
    Concept.SSEQ: Sanction(by_improvements=True, survives_escape=True),
}


class Form(Protocol):
    """What the equation asks of a model; m positions, n decision makers.

    ``ranks`` is (n, m); ``feasible`` is (m,), or None where every position is a state.
    """

    @property
    def ranks(self) -> IntArray: ...

    @property
    def feasible(self) -> BoolArray | None: ...

    def best_by_move(self, dm: int, values: IntArray) -> IntArray:
        """Return, for each s, the greatest of ``values`` over s and R_dm(s)."""

    def least_reached(self, dm: int, keys: IntArray, by_improvements: bool) -> IntArray:
        """Return the least of each row of ``keys`` (q, m) over t and R_H(t), or R_H⁺(t), for each t."""


def stability(form: Form, concepts: Concept) -> ByteArray:
    """Find which positions are stable for whom.

    Parameters
    ----------
    form
        The model with its ranks.
    concepts
        The concepts to analyse, or-ed together.

    Returns
    -------
    ndarray of uint8, shape (n, m)
        Bit c of entry (i, s) says that s is stable for DM i under concept c; infeasible positions are 0.

    Notes
    -----
    Cost: per DM one ``best_by_move`` for each concept, and one ``least_reached`` for gmr and smr
    together and one for seq and sseq together.
    """
    return np.stack([stability_for(form, dm, concepts) for dm in range(len(form.ranks))])


def stability_for(form: Form, dm: int, concepts: Concept) -> ByteArray:
    """Find which positions are stable for one DM: a row of :func:`stability`.

    Of the ranks of the others it uses only which of their moves improve; see :meth:`Hypercube.order
    <detente.engine.hypercube.Hypercube.order>`.

    Returns
    -------
    ndarray of uint8, shape (m,)
    """
    own = form.ranks[dm]
    bits = np.zeros(own.shape, np.uint8)
    if Concept.NASH in concepts:
        bits |= _stable(form, dm, own) * np.uint8(Concept.NASH)
    for by_improvements in (False, True):
        asked = [c for c in concepts if (how := SANCTION[c]) and how.by_improvements is by_improvements]
        if asked:
            keys = np.stack([_key(form, dm, own, c) for c in asked])
            guard = form.least_reached(dm, keys, by_improvements)
            for concept, g in zip(asked, guard, strict=True):
                bits |= _stable(form, dm, np.minimum(g, own)) * np.uint8(concept)
    if form.feasible is not None:
        bits *= form.feasible
    return bits


def _key(form: Form, dm: int, own: IntArray, concept: Concept) -> IntArray:
    """Return P_i, or h_i for the concepts in which i may move once more after the sanction."""
    how = SANCTION[concept]
    return form.best_by_move(dm, own) if how is not None and how.survives_escape else own


def _stable(form: Form, dm: int, worth: IntArray) -> BoolArray:
    """Return whether no move is worth more, after the sanction, than staying."""
    stable: BoolArray = form.best_by_move(dm, worth) <= form.ranks[dm]
    return stable
