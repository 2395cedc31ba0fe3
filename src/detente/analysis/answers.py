"""Yes or no, in many versions of one conflict at once: does an outcome hold, does a state hold.

What makes it quick: the search for an equilibrium looks only at the decision makers who bear on it
(:mod:`detente.analysis.bearing`), and whether one certain state is stable for another one is settled first
by its own moves; the others' answers are sought only in the versions in which it would gain.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.statements import Statement
from ..conflict.states import State
from ..engine.arrays import BoolArray, IntArray
from ..engine.batch import Family, Question, pays, tally
from ..engine.equation import Concept
from ..engine.hypercube import Hypercube
from .batch import family_of, line_counts
from .bearing import bearing_on, closed, only
from .profiles import Orders
from .stability import form_of

__all__ = ["Answers"]

_NOTHING = Concept(0)


class Answers:
    """Answers questions about versions of a conflict that differ in the order and presence of lines.

    Parameters
    ----------
    conflict
        In option form.
    concept
        One solution concept.
    outcomes
        For each statement is asked whether some state in which it holds is an equilibrium.
    states
        For each set of options taken, whether that state is an equilibrium; None where it is no state, and
        then the answer is no.
    versions
        About how many versions will be asked about; it decides whether compiled kernels pay.
    fast
        Whether to use them, which needs Numba; by default where they pay.

    Examples
    --------
    >>> wants = {"A": ["x iff B.y", "not x"], "B": ["A.x", "y iff A.x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, wants, outcomes={"both": "A.x and B.y"})
    >>> answers = Answers(c, Concept.NASH, [c.outcomes["both"].where], [c.state()], 2)
    >>> answers.of(np.array([[[0, 1], [0, 1]], [[1, 0], [0, 1]]], np.int16)).tolist()
    [[True, False], [True, True]]
    """

    def __init__(
        self,
        conflict: Conflict,
        concept: Concept,
        outcomes: Sequence[Statement],
        states: Sequence[State | None],
        versions: int,
        fast: bool | None = None,
    ) -> None:
        self._conflict, self._concept, self._versions, self._fast = conflict, concept, versions, fast
        self._outcomes, self._states = outcomes, states
        refs = frozenset().union(*(where.refs() for where in outcomes))
        self._bearing = bearing_on(conflict, refs)

    def of(self, orders: Orders) -> BoolArray:
        """Return the answers.

        Parameters
        ----------
        orders
            The lines of each decision maker, as :mod:`detente.analysis.profiles` has them.

        Returns
        -------
        ndarray of bool, shape (outcomes and then states, versions)
        """
        found = np.ones((len(self._outcomes) + len(self._states), len(orders)), bool)
        if self._bearing:
            part = self._part(self._bearing)
            found[:] = part.answers(orders, self._questions)
        for row, state in zip(found[len(self._outcomes) :], self._states, strict=True):
            if state is None:
                row[:] = False
                continue
            for dm in self._others:
                rows = np.flatnonzero(row)
                row[rows] = self._stays(dm, state, orders[rows])
        return found

    @property
    def _others(self) -> list[str]:
        return [dm.id for dm in self._conflict.decision_makers if dm.id not in self._bearing]

    @functools.cached_property
    def _questions(self) -> list[Question]:
        part = self._part(self._bearing)
        asked = [tuple(part.conflict.find(where).indexes.tolist()) for where in self._outcomes]
        asked += [() if state is None else (part.state(state).index,) for state in self._states]
        return [Question(self._concept, states) for states in asked]

    def _stays(self, dm: str, state: State, orders: Orders) -> BoolArray:
        """Return whether a state is stable for a decision maker, in some versions."""
        part = self._part(closed(self._conflict, [dm]))
        own, at = part.conflict.dm(dm), part.state(state)
        stays: BoolArray = np.logical_not(part.gains(own, at, orders))
        if self._concept is not Concept.NASH and not stays.all():
            rows = np.flatnonzero(~stays)
            question = Question(self._concept, (at.index,), (own,))
            stays[rows] = part.answers(orders[rows], [question])[0]
        return stays

    def _part(self, dms: tuple[str, ...]) -> _Part:
        if dms not in self._parts:
            self._parts[dms] = _Part(self._conflict, dms, self._versions, self._fast)
        return self._parts[dms]

    @functools.cached_property
    def _parts(self) -> dict[tuple[str, ...], _Part]:
        return {}


class _Part:
    """A conflict with a closed set of its decision makers only."""

    def __init__(self, whole: Conflict, dms: tuple[str, ...], versions: int, fast: bool | None) -> None:
        self.conflict = whole if len(dms) == len(whole.decision_makers) else only(whole, dms)
        self._places = [whole.dm(dm) for dm in dms]
        self._versions, self._fast = versions, fast
        self._signs: dict[tuple[int, int], IntArray] = {}

    @functools.cached_property
    def family(self) -> Family:
        return family_of(self.conflict, fixed=True)

    def state(self, state: State) -> State:
        """Return a state of the whole as far as it is about these decision makers."""
        refs = state.options & frozenset(self.conflict.space.refs)
        return State(self.conflict.space, self.conflict.code_of(refs))

    def answers(self, orders: Orders, questions: Sequence[Question]) -> BoolArray:
        """Answer questions in some versions, given for all decision makers."""
        fast = pays(self._versions * len(self.family.target)) if self._fast is None else self._fast
        return tally(self.family, orders[:, self._places], _NOTHING, questions, fast=fast).answers

    def gains(self, dm: int, state: State, orders: Orders) -> BoolArray:
        """Return whether some move of a decision maker from a state improves, in some versions."""
        if (dm, state.code) not in self._signs:
            self._signs[dm, state.code] = self._signs_of(dm, state.code)
        signs = self._signs[dm, state.code]
        own = orders[:, self._places[dm]]
        verdict = np.zeros((len(orders), signs.shape[1]), np.int8)
        for place in range(own.shape[1]):
            verdict = np.where(verdict == 0, signs[own[:, place]], verdict)
        gains: BoolArray = np.any(verdict > 0, axis=1)
        return gains

    @functools.cached_property
    def _form(self) -> Hypercube:
        form = form_of(self.conflict)
        assert isinstance(form, Hypercube)  # option form
        return form

    def _signs_of(self, dm: int, code: int) -> IntArray:
        """Return for each line and move whether the move gains or loses; a last row stands for no line."""
        _, targets = self._form.successors(dm, np.array([code], np.int64))
        counts = line_counts(self.conflict, dm, np.concatenate(([code], targets)))
        signs = np.sign(counts[:, 1:] - counts[:, :1]).astype(np.int8)
        return np.concatenate((signs, np.zeros((1, len(targets)), np.int8)))
