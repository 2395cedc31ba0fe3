r"""Which states are stable for coalitions: groups of decision makers that would move together.

A coalition H is any non-empty set of decision makers. From a state s it reaches :math:`R_H(s)` by legal
sequences of its members' moves; :math:`R_H^{++}(s)` are those of these states that *all* members prefer to s,
its *coalition improvements*; :math:`\phi_H(s)` are all states that are no better than s for some member.

======= =================================================================================================
concept s is stable for H when
======= =================================================================================================
cnash   :math:`R_H^{++}(s)` is empty
cgmr    every :math:`x \in R_H^{++}(s)` has a :math:`y \in R_{N \setminus H}(x) \cap \phi_H(s)`
csmr    the same, and :math:`R_H(y) \subseteq \phi_H(s)`
cseq    every such x has a :math:`y \in \phi_H(s)` that the others reach from x by coalition improvements
======= =================================================================================================

In cseq each step is a coalition improvement of some sub-coalition K of the others, that is, better for all of
K than the state that it leaves; no K takes two steps in succession. Papers differ in what the others may do
here; this is the variant with all sub-coalitions.

For a coalition of one the first three are nash, gmr and smr. With two decision makers cseq is then seq. With
more, the others may have an answer together that they do not have one by one: all that is seq is cseq, and
more may be.

Source: Inohara & Hipel (2008), Coalition analysis in the graph model for conflict resolution, Systems
Engineering 11(4), 343–359.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.options import closest
from ..conflict.states import StateSet
from ..diagnostics import Diagnostic
from ..engine import memory
from ..engine.arrays import BoolArray, ByteArray, IntArray, frozen
from ..errors import InputError, NotAnalysed, UnknownName
from .reach import Family, Reach, packed, reach_of, row_of
from .stability import form_of

__all__ = [
    "COALITION_CONCEPTS",
    "Coalition",
    "CoalitionAnalysis",
    "CoalitionConcept",
    "all_coalitions",
    "coalition_analysis",
    "coalition_of",
]

Coalition: TypeAlias = tuple[str, ...]
"""The ids of some decision makers, in the order of the conflict."""


@dataclass(frozen=True, slots=True)
class CoalitionConcept:
    """A solution concept for coalitions.

    Attributes
    ----------
    id, name
        How papers call it.
    gloss
        What it means, in plain words, for "a state is stable for a coalition when …".
    """

    id: str
    name: str
    gloss: str


_ALL = (
    CoalitionConcept(
        "cnash", "coalitional Nash stability", "it reaches nothing that is better for all its members"
    ),
    CoalitionConcept(
        "cgmr",
        "coalitional general metarationality",
        "whatever all its members could gain, the others can answer, even at a cost to themselves, "
        "so that some member ends no better",
    ),
    CoalitionConcept(
        "csmr",
        "coalitional symmetric metarationality",
        "the others can answer any gain as in cgmr, and no further moves of its own help it then",
    ),
    CoalitionConcept(
        "cseq",
        "coalitional sequential stability",
        "whatever all its members could gain, the others can answer by steps that are each good for all "
        "who take them, so that some member ends no better",
    ),
)

COALITION_CONCEPTS: Mapping[str, CoalitionConcept] = MappingProxyType({one.id: one for one in _ALL})
"""The concepts for coalitions by id, in the order in which they are shown."""


@dataclass(frozen=True, eq=False)
class CoalitionAnalysis:
    """Which states of a conflict are stable for which coalitions.

    Attributes
    ----------
    conflict : Conflict
        What was analysed.
    concepts : tuple of str
        The ids of the concepts that were analysed.
    coalitions : tuple of Coalition
        The coalitions that were analysed: the smallest first, then in the order of the conflict.
    bits : ndarray of uint8, shape (coalitions, states), read-only
        Bit z says that the state is stable for the coalition under ``concepts[z]``.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    coalitions: tuple[Coalition, ...]
    bits: ByteArray

    def __post_init__(self) -> None:
        frozen(self.bits)

    def __reduce__(self) -> tuple[type[CoalitionAnalysis], tuple[object, ...]]:
        return CoalitionAnalysis, (self.conflict, self.concepts, self.coalitions, self.bits)

    def stable(self, concept: str, coalition: Iterable[str] | str) -> StateSet:
        """Return the states that are stable for a coalition under a concept.

        Raises
        ------
        NotAnalysed
            If the analysis does not hold the concept or the coalition.
        UnknownName
            If there is no such concept or decision maker.
        """
        members = coalition_of(self.conflict, coalition)
        if members not in self.coalitions:
            raise NotAnalysed(f"the coalition {', '.join(members)} was not analysed: ask for it, or for all")
        row = self.bits[self.coalitions.index(members)]
        return StateSet.where(self.conflict.space, row & self._flag(concept) != 0)

    def equilibria(self, concept: str) -> StateSet:
        """Return the states that are stable for every coalition that was analysed.

        Of an analysis of all coalitions these are the *coalitionally stable* states.

        Raises
        ------
        NotAnalysed
            If the analysis does not hold the concept.
        """
        both = np.bitwise_and.reduce(self.bits, axis=0)
        return StateSet.where(self.conflict.space, both & self._flag(concept) != 0)

    def _flag(self, concept: str) -> np.uint8:
        _known((concept,))
        if concept not in self.concepts:
            held = ", ".join(self.concepts)
            raise NotAnalysed(f"{concept} was not analysed, only {held}: add it to the concepts")
        return np.uint8(1 << self.concepts.index(concept))

    def __repr__(self) -> str:
        found = ", ".join(f"{concept} {len(self.equilibria(concept))}" for concept in self.concepts)
        count = len(self.coalitions)
        whom = "1 coalition" if count == 1 else f"all of {count} coalitions"
        return f"<CoalitionAnalysis of {len(self.conflict.states)} states; stable for {whom}: {found}>"


def coalition_analysis(
    conflict: Conflict,
    coalition: Iterable[str] | str | None = None,
    concepts: Iterable[str] | str = tuple(COALITION_CONCEPTS),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> CoalitionAnalysis:
    """Find which states are stable for a coalition, or for every one.

    Parameters
    ----------
    conflict
        In option form or graph form.
    coalition
        Ids of decision makers, or one id; by default all coalitions are analysed, one after the other.
    concepts
        Ids of concepts for coalitions, or one id; all by default. See :data:`COALITION_CONCEPTS`.
    progress
        Called with how many of how many coalitions have been analysed.

    Raises
    ------
    InputError
        If the coalition has no member.
    TooLarge
        If there is not enough memory.
    UnknownName
        If there is no such concept or decision maker.

    Notes
    -----
    With n decision makers there are 2^n - 1 coalitions. States of equal rank for all members of a coalition
    are answered together, 64 such groups in a word, and a few sweeps along the moves find what is reached
    from where: about (states x groups / 64) for each member and concept. cseq besides lists the coalition
    improvements of all parts of the others: up to (states x what they reach) pairs for each part.

    Examples
    --------
    >>> from detente import Conflict
    >>> dilemma = Conflict.from_options(
    ...     {"A": ["cooperate"], "B": ["cooperate"]},
    ...     preferences={"A": ["B.cooperate", "not cooperate"], "B": ["A.cooperate", "not cooperate"]},
    ... )
    >>> analysis = coalition_analysis(dilemma, concepts=["cnash", "cgmr"])
    >>> [str(state) for state in analysis.stable("cnash", ("A", "B"))]
    ['{A.cooperate}', '{B.cooperate}', '{A.cooperate, B.cooperate}']
    >>> [str(state) for state in analysis.equilibria("cgmr")]
    ['{A.cooperate, B.cooperate}']
    """
    asked = _known((concepts,) if isinstance(concepts, str) else concepts)
    wanted = all_coalitions(conflict) if coalition is None else (coalition_of(conflict, coalition),)
    positions, states = conflict.space.positions, len(conflict.states)
    memory.require(f"analysing {len(wanted)} coalitions", len(wanted) * states + 64 * positions)
    reach, codes = reach_of(form_of(conflict)), conflict.space.codes
    bits = np.zeros((len(wanted), states), np.uint8)
    for row, one in enumerate(wanted):
        progress(row, len(wanted))
        question = _Question(reach, [conflict.dm(dm) for dm in one])
        for flag, stable in enumerate(question.stable(asked)):
            bits[row] |= stable[codes].astype(np.uint8) << flag
    progress(len(wanted), len(wanted))
    return CoalitionAnalysis(conflict, asked, wanted, bits)


def all_coalitions(conflict: Conflict) -> tuple[Coalition, ...]:
    """Return all coalitions: the smallest first, then in the order of the conflict.

    >>> from detente import Conflict
    >>> all_coalitions(Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x"], "B": ["y"]}))
    (('A',), ('B',), ('A', 'B'))
    """
    ids = [dm.id for dm in conflict.decision_makers]
    sizes = range(1, len(ids) + 1)
    return tuple(some for size in sizes for some in itertools.combinations(ids, size))


def coalition_of(conflict: Conflict, members: Iterable[str] | str) -> Coalition:
    """Return a coalition: each member once, in the order of the conflict.

    Raises
    ------
    InputError
        If there is no member.
    UnknownName
        If a member is no decision maker of the conflict; all strangers are named at once.
    """
    asked = {members} if isinstance(members, str) else set(members)
    ids = [dm.id for dm in conflict.decision_makers]
    if not asked:
        cure = f"name one decision maker or more: {', '.join(ids)}"
        raise InputError(Diagnostic("empty-coalition", "a coalition needs a member", cure))
    strangers = sorted(asked - set(ids))
    if strangers:
        raise UnknownName(
            Diagnostic("unknown-decision-maker", f"there is no decision maker {one}", closest(one, ids))
            for one in strangers
        )
    return tuple(dm for dm in ids if dm in asked)


def _known(concepts: Iterable[str]) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(concepts))
    for concept in asked:
        if concept not in COALITION_CONCEPTS:
            message = f"there is no concept for coalitions {concept!r}"
            raise UnknownName(Diagnostic("unknown-concept", message, closest(concept, COALITION_CONCEPTS)))
    return asked


class _Question:
    """One coalition: where is it stable?

    Whether a state s is stable hangs on s by two things only: where s is, and the ranks that the members give
    to it. So the sets of the definitions are built once for all states of equal ranks, a column for each.
    """

    def __init__(self, reach: Reach, coalition: list[int]) -> None:
        self.reach, self.coalition = reach, coalition
        self.ranks = reach.form.ranks[coalition]
        dms = range(len(reach.form.ranks))
        self.others = [dm for dm in dms if dm not in coalition]
        self.is_state = reach.form.ranks[0] >= 0
        shown, column = np.unique(self.ranks, axis=1, return_inverse=True)
        self.columns: IntArray = shown
        self.column: IntArray = column.reshape(-1)
        self.levels = [np.unique(row, return_inverse=True) for row in self.ranks]

    def stable(self, concepts: tuple[str, ...]) -> list[BoolArray]:
        """Return for each concept a bool for each position; anything where no state is."""
        found = [np.ones(self.reach.positions, bool) for _ in concepts]
        at_once = 64 * self.reach.words_at_once()
        answers = [self._answer(concept) for concept in concepts]
        for start in range(0, self.columns.shape[1], at_once):
            columns = self.columns[:, start : start + at_once]
            mine = np.flatnonzero((self.column >= start) & (self.column < start + at_once))
            better = self._better(columns)
            for stable, answered in zip(found, answers, strict=True):
                gains = better & ~answered(better)
                leaves = self.reach.sources(self.coalition, gains)
                stable[mine] = ~row_of(leaves, mine, self.column[mine] - start)
        return found

    def _better(self, columns: IntArray) -> Family:
        """Return, for each column, the positions that are better than it for all members."""
        better: Family | None = None
        for (values, level), ranks in zip(self.levels, columns, strict=True):
            rows = packed(values[:, np.newaxis] > ranks)[level]
            better = rows if better is None else better & rows
        assert better is not None, "a coalition has a member"
        return better

    def _answer(self, concept: str) -> Callable[[Family], Family]:
        """Return what finds the positions from which the others have an answer.

        It is given, for each column, the positions that are better for all of the coalition.
        """
        if concept == "cgmr":
            return lambda better: self.reach.sources(self.others, self._states_but(better))
        if concept == "csmr":
            return lambda better: self.reach.sources(
                self.others, self._states_but(self.reach.sources(self.coalition, better))
            )
        if concept == "cseq":
            answered = self.reach.sources_by_improvements(self.others)
            return lambda better: answered(self._states_but(better))
        return np.zeros_like

    def _states_but(self, family: Family) -> Family:
        """Return all states that are not in the sets."""
        rest: Family = ~family
        rest[~self.is_state] = 0
        return rest
