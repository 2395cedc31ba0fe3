"""Many profiles of one conflict: in how many is a state stable, is it an equilibrium, does a question hold.

A profile changes nothing but the order, or the presence, of the lines of prioritised lists: see
:mod:`detente.analysis.profiles`. What is counted is what ``analyse`` would find in the conflict with the
lists so changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ..conflict.conflict import Conflict
from ..conflict.preferences import Prioritised, ranks
from ..conflict.states import StateSet
from ..diagnostics import Diagnostic
from ..engine import memory
from ..engine.arrays import BoolArray, IntArray, frozen
from ..engine.batch import Family, Question, Tally, fits, tallies
from ..engine.hypercube import Hypercube
from ..errors import InputError, NotAnalysed
from .aims import holding_counts
from .concepts import CONCEPTS, concept_called, flags
from .profiles import Fixed, Profiles, Source
from .stability import form_of

__all__ = ["ProfileCounts", "StateQuestion", "analyse_profiles", "family_of", "line_counts", "sources_of"]

CountArray = npt.NDArray[np.int64]
S = TypeVar("S", bound=Source)


@dataclass(frozen=True, slots=True)
class StateQuestion:
    """Does some state of a set hold, in a profile?

    Parameters
    ----------
    concept
        The id of a concept.
    where
        A set of feasible states, such as ``conflict.find(...)`` gives.
    dm
        A decision maker: is some of the states stable for it? Without one: is some of them an equilibrium?
    """

    concept: str
    where: StateSet
    dm: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ProfileCounts:
    """What was counted over the profiles of a conflict.

    Attributes
    ----------
    conflict
        The conflict as it is.
    concepts
        The ids of the concepts that were counted.
    questions
        The questions that were answered.
    profiles
        How many profiles were analysed.
    complete
        Whether these are all that were to be analysed.
    stable_counts : ndarray of int64, shape (decision makers, concepts, states), read-only
        In how many profiles each state is stable for each decision maker.
    equilibrium_counts : ndarray of int64, shape (concepts, states), read-only
        In how many profiles each state is an equilibrium.
    answers : ndarray of bool, shape (questions, profiles), read-only
        For each question and profile, in their order, whether the answer is yes.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    questions: tuple[StateQuestion, ...]
    profiles: int
    complete: bool
    stable_counts: CountArray
    equilibrium_counts: CountArray
    answers: BoolArray

    def __post_init__(self) -> None:
        for array in (self.stable_counts, self.equilibrium_counts, self.answers):
            frozen(array)

    def stable(self, concept: str, dm: str) -> CountArray:
        """Return for each state in how many profiles it is stable for a decision maker.

        Raises
        ------
        NotAnalysed
            If the concept was not counted.
        """
        place = self._place(concept)
        counts: CountArray = self.stable_counts[self.conflict.dm(dm), place]
        return counts

    def equilibria(self, concept: str) -> CountArray:
        """Return for each state in how many profiles it is an equilibrium.

        Raises
        ------
        NotAnalysed
            If the concept was not counted.
        """
        counts: CountArray = self.equilibrium_counts[self._place(concept)]
        return counts

    def _place(self, concept: str) -> int:
        concept_called(concept)
        if concept not in self.concepts:
            raise NotAnalysed(f"{concept} was not counted: add it to the concepts of analyse_profiles")
        return self.concepts.index(concept)


def analyse_profiles(
    conflict: Conflict,
    profiles: Profiles,
    concepts: Iterable[str] | str = tuple(CONCEPTS),
    questions: Sequence[StateQuestion] = (),
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    enough: Callable[[ProfileCounts], bool] | None = None,
    keep_partial: bool = False,
    fast: bool | None = None,
) -> ProfileCounts:
    """Analyse many profiles of a conflict, and count.

    Parameters
    ----------
    conflict
        In option form, all preferences prioritised lists.
    profiles
        The profiles, in blocks.
    concepts
        Ids of the concepts to count, or one id; none for the answers to the questions alone, which is
        quicker when they ask about one decision maker.
    questions
        What to answer for each profile; their concepts need not be among those counted.
    progress
        Called after each block with how many profiles are done, of how many.
    enough
        Called after each block with what is counted so far; True stops.
    keep_partial
        What an interrupt (``KeyboardInterrupt``) does: by default it goes on to the caller and nothing is
        left; with True what the whole blocks before it gave is returned, and is not ``complete``.
    fast
        Whether to use compiled kernels, which needs Numba; by default where they pay.

    Raises
    ------
    InputError
        If the conflict is in graph form, or a decision maker has no prioritised list, or one with so many
        lines that its order does not fit whole numbers of 63 bits.
    TooLarge
        If there is not enough memory; nothing was tried then.
    UnknownName
        If there is no such concept or decision maker.
    ValueError
        If a profile does not fit the lists, or a question is about states of another conflict.

    Examples
    --------
    A cooperates where B does, and would rather not; in which orders of these wishes can cooperation last?

    >>> from detente import Conflict
    >>> from detente.analysis.profiles import Free, every
    >>> wants = {"A": ["x iff B.y", "not x"], "B": ["A.x", "y iff A.x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, wants)
    >>> both = StateQuestion("nash", c.find("A.x and B.y"))
    >>> counts = analyse_profiles(c, every([Free(2), Free(2)]), "nash", [both])
    >>> counts.profiles, counts.equilibria("nash").tolist(), counts.answers.tolist()
    (4, [4, 0, 0, 2], [[True, True, False, False]])
    """
    asked = tuple(dict.fromkeys((concepts,) if isinstance(concepts, str) else concepts))
    wanted = flags(asked)
    family = family_of(conflict)
    rows = [_question(conflict, question) for question in questions]
    total = _Total(conflict, tuple(c for c in CONCEPTS if c in asked), tuple(questions), family)
    complete = False
    try:
        for tally in tallies(family, profiles, wanted, rows, fast=fast):
            total.add(tally)
            progress(total.profiles, len(profiles))
            if enough is not None and enough(total.counts(complete=False)):
                break
        complete = total.profiles == len(profiles)
    except KeyboardInterrupt:
        if not keep_partial:
            raise
    return total.counts(complete)


class _Total:
    """The sum of tallies."""

    def __init__(
        self,
        conflict: Conflict,
        concepts: tuple[str, ...],
        questions: tuple[StateQuestion, ...],
        family: Family,
    ) -> None:
        self._about = conflict, concepts, questions
        self._sums: tuple[int, CountArray, CountArray, tuple[BoolArray, ...]] = (
            0,
            np.zeros((family.dms, len(concepts), family.states), np.int64),
            np.zeros((len(concepts), family.states), np.int64),
            (np.zeros((len(questions), 0), bool),),
        )

    @property
    def profiles(self) -> int:
        """How many profiles were added."""
        return self._sums[0]

    def add(self, tally: Tally) -> None:
        """Add a block; one assignment, so that an interrupt finds all of it added or nothing."""
        profiles, stable, equilibria, answers = self._sums
        self._sums = (
            profiles + tally.profiles,
            stable + tally.stable,
            equilibria + tally.equilibria,
            (*answers, tally.answers),
        )

    def counts(self, complete: bool) -> ProfileCounts:
        """Return the sum."""
        profiles, stable, equilibria, answers = self._sums
        return ProfileCounts(
            *self._about, profiles, complete, stable, equilibria, np.concatenate(answers, axis=1)
        )


def family_of(conflict: Conflict, fixed: bool = False) -> Family:
    """Return the models that differ from a conflict only in the order and presence of preference lines.

    Parameters
    ----------
    conflict
        In option form.
    fixed
        Whether a preference that is no prioritised list stays as it is: a single line, which every profile
        must name. By default it is refused.

    Raises
    ------
    InputError
        If the conflict is in graph form, or a decision maker has no prioritised list, or too long a one.
    TooLarge
        If there is not enough memory.
    """
    faults = [fault for fault in _faults(conflict) if not (fixed and fault.code == "not-prioritised")]
    if faults:
        raise InputError(faults)
    states = len(conflict.space.codes)
    choices = sum(1 << len(dm.options) for dm in conflict.decision_makers)
    memory.require(f"listing the moves between {states} states", 3 * 8 * states * choices)
    counts = [line_counts(conflict, dm, conflict.space.codes) for dm in range(len(conflict.decision_makers))]
    long = [
        Diagnostic(
            "too-many-lines",
            f"the list of {dm.id} has so many lines that its order does not fit 63 bits",
            "take lines out, at most 62 single statements can be compared",
        )
        for dm, own in zip(conflict.decision_makers, counts, strict=True)
        if not fits([own])
    ]
    if long:
        raise InputError(long)
    form = form_of(conflict)
    assert isinstance(form, Hypercube)  # as graph form was refused
    return Family(form, counts)


def line_counts(conflict: Conflict, dm: int, codes: IntArray) -> IntArray:
    """Return how far each line of a decision maker holds in some states, shape (lines, states).

    A preference that is no prioritised list is one line: its ranks.
    """
    preference = conflict.preference_list[dm]
    if isinstance(preference, Prioritised):
        return holding_counts(conflict, dm, codes)
    return ranks(preference, conflict.space)[codes][np.newaxis]


def sources_of(conflict: Conflict, changed: Mapping[str, S]) -> tuple[S | Fixed, ...]:
    """Return a source for each decision maker: those given, and for the others their list as it is.

    Raises
    ------
    UnknownName
        If there is no such decision maker.

    Examples
    --------
    >>> from detente import Conflict
    >>> from detente.analysis.profiles import Free
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x", "B.y"], "B": ["y"]})
    >>> sources_of(c, {"A": Free(2)})
    (Free(lines=2, before=()), Fixed(order=(0,)))
    """
    sources: list[S | Fixed] = [
        Fixed(tuple(range(len(wishes.lines))) if isinstance(wishes, Prioritised) else ())
        for wishes in conflict.preference_list
    ]
    for dm, source in changed.items():
        sources[conflict.dm(dm)] = source
    return tuple(sources)


def _faults(conflict: Conflict) -> Iterable[Diagnostic]:
    """Yield why the profiles of a conflict cannot be compared."""
    if conflict.graph is not None:
        message = "the conflict is in graph form, and only option form has lines to put into another order"
        yield Diagnostic("graph-form-profiles", message, "use a conflict in option form")
        return
    for dm, wishes in zip(conflict.decision_makers, conflict.preference_list, strict=True):
        if not isinstance(wishes, Prioritised):
            message = f"the preferences of {dm.id} are no prioritised list, so they have no lines to reorder"
            yield Diagnostic("not-prioritised", message, "give them as a list of statements, under prefers:")


def _question(conflict: Conflict, question: StateQuestion) -> Question:
    """Return a question as the engine wants it."""
    if question.where.space != conflict.space:
        raise ValueError("a question is about states of another conflict")
    return Question(
        concept_called(question.concept).flag,
        tuple(question.where.indexes.tolist()),
        None if question.dm is None else (conflict.dm(question.dm),),
    )
