"""What a change of a model changes: the answers that are quick enough to be worked out while one waits."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from .concepts import CONCEPTS, concept_called
from .explain import Move, best_step
from .stability import Analysis
from .terms import HEADLINE, Terms, terms_of

__all__ = ["ChangeKind", "OutcomeAnswer", "PartyAnswer", "QuickAnswers", "Shift", "quick_answers", "shifts"]


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """Whether a party stays with what stands today.

    Attributes
    ----------
    stays
        Under the concept that was asked for.
    stable_under
        The ids of all concepts under which it stays.
    best_step
        The best of its moves whose gain nothing takes away; None where it stays.
    """

    dm: str
    stays: bool
    stable_under: tuple[str, ...]
    best_step: Move | None


@dataclass(frozen=True, slots=True)
class OutcomeAnswer:
    """Whether an outcome holds in any of its states, in how many, and on which terms."""

    outcome: Outcome
    ways: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class QuickAnswers:
    """The answers that a change of the model is held against.

    Attributes
    ----------
    conflict, concept
        Of what, and under which solution concept.
    holds_under
        The ids of the concepts under which nobody leaves the status quo; None where that is not known.
    parties
        Whether each party stays; none where the status quo is not known.
    outcomes
        How each outcome stands.
    equilibria
        How many equilibria there are, by concept.
    states
        How many states there are.
    """

    conflict: Conflict
    concept: str
    holds_under: tuple[str, ...] | None
    parties: tuple[PartyAnswer, ...]
    outcomes: tuple[OutcomeAnswer, ...]
    equilibria: Mapping[str, int]
    states: int

    @property
    def holds(self) -> bool | None:
        """Whether what stands today holds; None where it is not known where things stand."""
        return None if self.holds_under is None else self.concept in self.holds_under


def quick_answers(analysis: Analysis, concept: str = HEADLINE) -> QuickAnswers:
    """Answer what the workbench shows beside a list of preferences.

    Parameters
    ----------
    analysis
        Of a conflict, under all concepts.
    concept
        The solution concept of the answers; the numbers of equilibria are given for all.

    Raises
    ------
    UnknownName
        If there is no such concept.
    NotAnalysed
        If a concept is missing.

    Notes
    -----
    Cost: little beside the analysis; for each party that leaves, a search for what answers its steps.

    Examples
    --------
    >>> wants = {"A": ["not B.y", "x"], "B": ["y only if A.x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, wants, status_quo=[], outcomes={"go": "A.x"})
    >>> from .stability import analyse
    >>> found = quick_answers(analyse(c))
    >>> found.holds, [one.stays for one in found.parties], found.outcomes[0].ways
    (False, [False, True], 2)
    """
    concept = concept_called(concept).id
    conflict = analysis.conflict
    today = conflict.status_quo
    held = {one: analysis.equilibria(one) for one in CONCEPTS}
    outcomes = []
    for outcome in conflict.outcome_list:
        inside = conflict.find(outcome.id)
        both = inside & held[concept]
        outcomes.append(OutcomeAnswer(outcome, len(both), terms_of(conflict, inside, both)))
    return QuickAnswers(
        conflict,
        concept,
        None if today is None else tuple(one for one, states in held.items() if today in states),
        tuple(_parties(analysis, concept)),
        tuple(outcomes),
        MappingProxyType({one: len(states) for one, states in held.items()}),
        len(conflict.states),
    )


def _parties(analysis: Analysis, concept: str) -> Iterator[PartyAnswer]:
    conflict, today = analysis.conflict, analysis.conflict.status_quo
    if today is None:
        return
    for row, dm in enumerate(conflict.decision_makers):
        bits = int(analysis.bits[row, today.index])
        stable = tuple(one.id for one in CONCEPTS.values() if bits & one.flag)
        stays = concept in stable
        step = None if stays else best_step(conflict, analysis.form, today, dm.id, concept)
        yield PartyAnswer(dm.id, stays, stable, step)


class ChangeKind(enum.Enum):
    """What an answer is about."""

    HOLDS = "holds"
    PARTY = "party"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Shift:
    """An answer that a change of the model changes.

    Attributes
    ----------
    kind
        Today as a whole, a party, or an outcome.
    id
        Of the party or the outcome; empty for today.
    before, now
        Whether it holds or stays; None where there was no such outcome, or it is not known where things
        stand. Both may be yes where the terms of an outcome, or both no where a step, are others.
    """

    kind: ChangeKind
    id: str
    before: bool | None
    now: bool | None


def shifts(before: QuickAnswers, now: QuickAnswers) -> tuple[Shift, ...]:
    """Return the answers that differ: of today, then party by party, then outcome by outcome.

    How many states an outcome holds in is no answer by itself: nearly every change of a model moves it.

    Examples
    --------
    >>> wants = {"A": ["not B.y", "x"], "B": ["y only if A.x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, wants, status_quo=[])
    >>> from detente import Edit, analyse
    >>> before, now = (quick_answers(analyse(one)) for one in (c, c.edited(Edit.reverse("A", "x"))))
    >>> [(one.kind.value, one.id, one.now) for one in shifts(before, now)]
    [('holds', '', True), ('party', 'A', True)]
    """
    return tuple(_shifts(before, now))


def _shifts(before: QuickAnswers, now: QuickAnswers) -> Iterator[Shift]:
    if before.holds != now.holds:
        yield Shift(ChangeKind.HOLDS, "", before.holds, now.holds)
    parties = {one.dm: one for one in before.parties}
    for one in now.parties:
        old = parties.get(one.dm)
        if old is None or (old.stays, _step(old)) != (one.stays, _step(one)):
            yield Shift(ChangeKind.PARTY, one.dm, None if old is None else old.stays, one.stays)
    outcomes = {each.outcome.id: each for each in before.outcomes}
    for each in now.outcomes:
        then = outcomes.get(each.outcome.id)
        if then is None or then.terms != each.terms:
            yield Shift(
                ChangeKind.OUTCOME,
                each.outcome.id,
                None if then is None else then.terms.holds,
                each.terms.holds,
            )


def _step(one: PartyAnswer) -> int | None:
    return None if one.best_step is None else one.best_step.target.code
