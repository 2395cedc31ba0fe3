"""The headlines: the answers that a reader takes away, each with the lines on which it hangs."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..analysis.stability import Analysis
from ..conflict.preferences import Basis
from .citing import UsedLine, used_line
from .dependence import HEADLINE, ONE_STEP, STATUS_QUO, Dependence, spared_question, term_question
from .dossier import Dossier
from .outcomes import OutcomeStanding

__all__ = ["Headline", "Question", "headlines", "weakest"]


class Question(enum.Enum):
    """What a headline answers."""

    TODAY = "does what stands today hold"
    ONE_STEP = "does it hold but for one step"
    HOLDS = "does an outcome hold in any of its states"
    ONLY_IF = "does an outcome hold only if an option differs from today"
    WITHOUT = "does an outcome hold without other things"


@dataclass(frozen=True, slots=True)
class Headline:
    """An answer, and the lines on which it hangs.

    Attributes
    ----------
    question
        What is asked.
    outcome
        The id of the outcome that it is asked of; empty for today.
    ref
        The option, under ``ONLY_IF``; else empty.
    answer
        Yes or no.
    concept
        The solution concept under which it was asked.
    lines
        The lines without which, one by one, the answer is the other one.
    together
        Where there is no such line: a small set of lines without which, all at once, it is; empty where none
        was found.
    searched
        Up to how many lines such a set was looked for; 0 where it was not.
    """

    question: Question
    outcome: str
    ref: str
    answer: bool
    concept: str
    lines: tuple[UsedLine, ...]
    together: tuple[UsedLine, ...]
    searched: int

    @property
    def grounds(self) -> tuple[UsedLine, ...]:
        """The lines on which the answer hangs, alone or together."""
        return self.lines or self.together

    @property
    def basis(self) -> Basis | None:
        """The weakest basis among these lines; None where no lines were found.

        One assumption among them makes an answer assumed.
        """
        return weakest([used.line.basis for used in self.grounds])


_WEAKEST_FIRST = (Basis.ASSUMED, Basis.INFERRED, Basis.REPORTED, Basis.LOGICAL)


def weakest(bases: Sequence[Basis]) -> Basis | None:
    """Return the weakest of some bases; None of none.

    >>> weakest([Basis.REPORTED, Basis.INFERRED])
    <Basis.INFERRED: 'inferred'>
    """
    return next((basis for basis in _WEAKEST_FIRST if basis in bases), None)


def headlines(
    dossier: Dossier, analysis: Analysis, outcomes: Sequence[OutcomeStanding], hanging: Dependence
) -> tuple[Headline, ...]:
    """Return the headlines of a snapshot: of today first, then outcome by outcome.

    Parameters
    ----------
    dossier
        Its claims go with the lines.
    analysis
        Of the snapshot.
    outcomes
        How each of its outcomes stands.
    hanging
        On which lines the answers hang; without any, as in graph form, the headlines have no lines.
    """
    today = analysis.conflict.status_quo in analysis.equilibria(HEADLINE)
    found = _Lines(dossier, hanging)
    return (
        found.headline(Question.TODAY, STATUS_QUO, today),
        *([found.headline(Question.ONE_STEP, ONE_STEP, True)] if hanging.of(ONE_STEP) else []),
        *(headline for one in outcomes for headline in _of_outcome(found, one)),
    )


def _of_outcome(found: _Lines, one: OutcomeStanding) -> Iterator[Headline]:
    id_ = one.outcome.id
    yield found.headline(Question.HOLDS, id_, one.terms.holds, id_)
    for ref in one.terms.refs:
        yield found.headline(Question.ONLY_IF, term_question(id_, ref), True, id_, ref)
    if one.spared.states:
        yield found.headline(Question.WITHOUT, spared_question(id_), True, id_)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Gives each answer the lines on which it hangs, with their claims."""

    dossier: Dossier
    hanging: Dependence

    def headline(
        self, question: Question, asked: str, answer: bool, outcome: str = "", ref: str = ""
    ) -> Headline:
        hangs = self.hanging.of(asked)
        lines = tuple(used_line(self.dossier, *line) for line in hangs.lines) if hangs else ()
        single = hangs is None or hangs.single
        return Headline(
            question,
            outcome,
            ref,
            answer,
            self.hanging.concept,
            lines if single else (),
            () if single else lines,
            self.hanging.limit if hangs else 0,
        )
