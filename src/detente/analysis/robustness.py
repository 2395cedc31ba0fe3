"""Robustness: in which share of the versions of an unsure model an answer is yes.

Every line of a model rests on something, and not everything is equally sure. *Stated* uncertainty
(:class:`detente.analysis.uncertainty.Uncertainty`) says which lines may swap places, which may be missing,
and which rival readings there are. Of the versions of the model that this allows, each with its chance, the
share is sought in which an outcome is part of an equilibrium.

Such a share is about the model: how far an answer hangs on what is unsure in it. It is not the chance that
something happens. It rests on the uncertainty that was stated, and with another one it would be another.

Sources: for orders of lines see :mod:`detente.analysis.dispersion`, for the interval
:mod:`detente.analysis.intervals`. Asking how a graph model's equilibria fare when preferences vary is
sensitivity analysis: Fang, Hipel & Kilgour (1993), *Interactive Decision Making*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from ..conflict.conflict import Conflict
from ..conflict.preferences import Basis, Prioritised
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..engine.arrays import BoolArray, frozen
from ..errors import InputError
from .asking import Asked, Asking, VersionQuestion, questions_of_versions
from .intervals import wilson
from .uncertainty import Grades, Uncertainty
from .versions import BLOCK, Reading, Versions, drawn, listed_versions, reading_of

__all__ = ["Asked", "Robustness", "Share", "Unsure", "robustness"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Share:
    """In which share of the versions the answer to a question is yes.

    Attributes
    ----------
    asked
        What is asked.
    outcome
        The id of the outcome; empty where a state is asked about.
    state
        The state; None where an outcome is asked about.
    answer
        The answer of the model as it stands.
    share
        The share of the analysed versions; each counts with its chance.
    low, high
        Where the versions were drawn: the score interval of Wilson at 95 %. Where all were to be listed:
        between what the share of all of them lies for certain, which is the share itself once all are done.
    """

    asked: Asked
    outcome: str
    state: State | None
    answer: bool
    share: float
    low: float
    high: float

    @property
    def agreement(self) -> float:
        """In which share of the analysed versions the answer is that of the model as it stands."""
        return self.share if self.answer else 1 - self.share


@dataclass(frozen=True, slots=True)
class Unsure:
    """How unsure some lines of the model were taken to be.

    Attributes
    ----------
    basis
        What they rest on.
    rule
        Whether they are infeasibilities; else lines of prioritised lists.
    swap, absent
        The chance that a line swaps places, and that it is not there.
    lines
        How many they are.
    """

    basis: Basis
    rule: bool
    swap: float
    absent: float
    lines: int


@dataclass(frozen=True, slots=True, eq=False)
class Robustness:
    """How far the answers of a conflict stand when its lines are unsure.

    Attributes
    ----------
    conflict
        The model as it stands.
    concept
        The id of the solution concept.
    uncertainty
        What was assumed.
    unsure
        What that meant for the lines of the model.
    fixed
        The decision makers whose preference is no prioritised list; it stays as it is.
    rivals
        The rival readings that took the model's place in some versions.
    left_aside
        Rival readings that have other parties or options, or are in graph form, and so do not compare.
    exact
        Whether all versions were to be analysed; else some were drawn at random.
    seed
        What started the generator; the same seed gives the same versions.
    versions
        How many versions were analysed.
    wanted
        How many were to be analysed.
    shares
        The answers: of the outcomes in their order, of the status quo, of the state after its best step.
    answers : ndarray of bool, shape (shares, versions), read-only
        The answer of each version.
    chances : ndarray of float64, shape (versions,), read-only
        The chance of each version where all are listed; of drawn ones all are equal.
    """

    conflict: Conflict
    concept: str
    uncertainty: Uncertainty
    unsure: tuple[Unsure, ...]
    fixed: tuple[str, ...]
    rivals: tuple[Reading, ...]
    left_aside: tuple[str, ...]
    exact: bool
    seed: int
    versions: int
    wanted: int
    shares: tuple[Share, ...]
    answers: BoolArray
    chances: npt.NDArray[np.float64]

    @property
    def complete(self) -> bool:
        """Whether nothing interrupted the work."""
        return self.versions == self.wanted

    def of(self, outcome: str) -> Share:
        """Return the share of an outcome, by its id.

        Raises
        ------
        KeyError
            If it was not asked about.
        """
        return {one.outcome: one for one in self.shares if one.outcome}[outcome]


def robustness(
    conflict: Conflict,
    uncertainty: Uncertainty | None = None,
    *,
    profiles: int = 2000,
    seed: int = 1,
    concept: str = "seq",
    grades: Grades = MappingProxyType({}),
    rivals: Sequence[tuple[str, Conflict]] = (),
    progress: Progress = lambda done, total: None,
    keep_partial: bool = False,
    fast: bool | None = None,
) -> Robustness:
    """Find in which share of its versions each answer of a conflict is yes.

    Parameters
    ----------
    conflict
        In option form, with outcomes or a status quo.
    uncertainty
        How unsure the lines are; by default what :class:`Uncertainty` says.
    profiles
        Where there are no more versions than this all are analysed, each with its chance; else so many are
        drawn at random.
    seed
        Starts the generator, at least 0.
    concept
        The id of a solution concept.
    grades
        The quality of the claims on which reported lines rest, by id.
    rivals
        Names and conflicts that read the same standoff in another way.
    progress
        Called with how many versions are analysed, of how many.
    keep_partial
        What an interrupt (``KeyboardInterrupt``) does: by default it goes on to the caller; with True the
        versions analysed so far are returned, if there are any.
    fast
        Whether to use compiled kernels, which needs Numba; by default where they pay. The result is the same.

    Raises
    ------
    InputError
        If the conflict is in graph form, or has neither outcomes nor a status quo, or a list is too long, or
        a number is out of its range.
    TooLarge
        If there is not enough memory.
    UnknownName
        If there is no such concept.

    Notes
    -----
    Infeasible states, moves that cannot be undone and the status quo stay as they are, but for the
    infeasibilities that may be absent. Cost per version: a few passes over the moves of those who bear on the
    outcomes; see :mod:`detente.engine.batch`.

    Examples
    --------
    A would rather not cooperate, but wants to do as B does; the two lines are assumed, and may swap or be
    missing. B's line is reported, by a claim of the best grade.

    >>> from detente import Basis, Line
    >>> from detente.conflict.statements import Iff, Taken
    >>> reported = Line((Iff(Taken("B", "y"), Taken("A", "x")),), Basis.REPORTED, ("claim",))
    >>> wants = {"A": ["x iff B.y", "not x"], "B": [reported]}
    >>> c = Conflict.from_options(
    ...     {"A": ["x"], "B": ["y"]}, wants, outcomes={"both": "A.x and B.y"}, status_quo=[]
    ... )
    >>> found = robustness(c, grades={"claim": 1.0}, concept="nash")
    >>> found.exact, found.versions, round(found.of("both").share, 3), found.of("both").answer
    (True, 5, 0.616, True)
    """
    assumed = uncertainty or Uncertainty()
    faults = list(_faults(conflict, profiles, seed))
    if faults:
        raise InputError(faults)
    asked = questions_of_versions(conflict, concept)
    others = list(rivals) if assumed.rival else []
    left_aside = tuple(name for name, other in others if not _comparable(conflict, other))
    readings = (
        reading_of(conflict, assumed, grades),
        *(
            reading_of(other, assumed, grades, name, assumed.rival)
            for name, other in others
            if name not in left_aside
        ),
    )
    every = listed_versions(readings, profiles)
    found = _Found(len(asked), profiles if every is None else len(every))
    asking = Asking(readings, concept, asked, found.wanted, fast)
    try:
        for block in drawn(readings, seed) if every is None else _cut(every):
            wanted = block[: found.wanted - found.versions]
            found.add(asking.answers(wanted), wanted.chances)
            progress(found.versions, found.wanted)
            if found.versions == found.wanted:
                break
    except KeyboardInterrupt:
        if not keep_partial or not found.versions:
            raise
    answers, chances = found.joined()
    exact = every is not None
    return Robustness(
        conflict,
        concept,
        assumed,
        unsure=tuple(_unsure(readings[0])),
        fixed=tuple(dm for dm, own in conflict.preferences.items() if not isinstance(own, Prioritised)),
        rivals=readings[1:],
        left_aside=left_aside,
        exact=exact,
        seed=seed,
        versions=found.versions,
        wanted=found.wanted,
        shares=tuple(_share(*pair, chances, exact) for pair in zip(asked, answers, strict=True)),
        answers=frozen(answers),
        chances=frozen(chances),
    )


class _Found:
    """The answers so far."""

    def __init__(self, questions: int, wanted: int) -> None:
        self.wanted = wanted
        self._blocks: tuple[tuple[BoolArray, npt.NDArray[np.float64]], ...] = (
            (np.zeros((questions, 0), bool), np.zeros(0)),
        )

    @property
    def versions(self) -> int:
        """How many versions were analysed."""
        return sum(len(chances) for _, chances in self._blocks)

    def add(self, answers: BoolArray, chances: npt.NDArray[np.float64]) -> None:
        """Add a block; one assignment, so that an interrupt finds all of it added or nothing."""
        self._blocks = (*self._blocks, (answers, chances))

    def joined(self) -> tuple[BoolArray, npt.NDArray[np.float64]]:
        """Return the answers, (questions, versions), and the chances."""
        answers, chances = zip(*self._blocks, strict=True)
        return np.concatenate(answers, axis=1), np.concatenate(chances)


def _cut(versions: Versions) -> Iterator[Versions]:
    for begin in range(0, len(versions), BLOCK):
        yield versions[begin : begin + BLOCK]


def _share(asked: VersionQuestion, row: BoolArray, chances: npt.NDArray[np.float64], exact: bool) -> Share:
    if exact:
        yes, no = float(chances[row].sum()), float(chances[~row].sum())
        left = max(1 - yes - no, 0.0) if yes + no < 1 - _ROUNDING else 0.0
        low, high = yes / (yes + no + left), (yes + left) / (yes + no + left)
    else:
        yes, no = float(row.sum()), float((~row).sum())
        low, high = wilson(int(yes), len(row))
    return Share(asked.asked, asked.outcome, asked.state, asked.answer, yes / (yes + no), low, high)


_ROUNDING = 1e-9
"""So far the chances of all versions may sum up to less than 1."""


def _unsure(reading: Reading) -> Iterator[Unsure]:
    """Yield the lines of a model that are unsure or sure in the same way, with their number."""
    found: Counter[tuple[Basis, bool, float, float]] = Counter()
    for preference, source in zip(reading.conflict.preference_list, reading.sources, strict=True):
        if isinstance(preference, Prioritised):
            for line, swap, stays in zip(preference.lines, source.swaps, source.stays, strict=True):
                found[line.basis, False, round(swap, 6), round(1 - stays, 6)] += 1
    for line, chance in zip(reading.conflict.infeasible, reading.lacking, strict=True):
        found[line.basis, True, 0.0, chance] += 1
    bases = tuple(Basis)
    for key in sorted(found, key=lambda key: (key[1], bases.index(key[0]), *key[2:])):
        yield Unsure(*key, found[key])


def _faults(conflict: Conflict, profiles: int, seed: int) -> Iterator[Diagnostic]:
    if conflict.graph is not None:
        message = (
            "the conflict is in graph form, where a preference is a ranking and has no lines; so nothing in "
            "it can be more or less sure"
        )
        yield Diagnostic("graph-form-robustness", message, "use a conflict in option form, with prefers:")
    elif not conflict.outcome_list and conflict.status_quo is None:
        message = "the conflict has neither outcomes nor a status quo, so there is nothing to ask of it"
        yield Diagnostic("nothing-to-ask", message, "add outcomes or status_quo")
    if profiles < 1:
        message = f"there would be {profiles} versions to analyse, and it takes at least one"
        yield Diagnostic("bad-number", message, "give a number from 1 on")
    if seed < 0:
        yield Diagnostic("bad-seed", f"the seed is {seed}", "give a whole number from 0 on")


def _comparable(conflict: Conflict, other: Conflict) -> bool:
    """Return whether two conflicts have the same decision makers with the same options."""
    options = [list(one.option_ids.items()) for one in (conflict, other)]
    return other.graph is None and options[0] == options[1]
