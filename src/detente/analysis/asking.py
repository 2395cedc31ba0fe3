"""What is asked of each version of a model, and the answers."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.statements import Statement
from ..conflict.states import State
from ..engine.arrays import BoolArray
from .answers import Answers
from .concepts import concept_called
from .stability import Analysis, analyse
from .versions import Reading, Versions

__all__ = ["Asked", "Asking", "VersionQuestion", "questions_of_versions"]

_KEPT = 64
"""The answers of so many models with fewer infeasibilities are kept at hand."""


class Asked(enum.Enum):
    """What is asked of each version."""

    OUTCOME = "is an outcome part of an equilibrium"
    STATUS_QUO = "is the status quo an equilibrium"
    AFTER_STEP = "is the state after the best step from it an equilibrium"


@dataclass(frozen=True, slots=True)
class VersionQuestion:
    """One question.

    Attributes
    ----------
    asked
        What is asked.
    answer
        The answer of the model as it stands.
    outcome, where
        The id of the outcome, and the statement that holds in it; None where a state is asked about.
    state
        The state; None where an outcome is asked about.
    """

    asked: Asked
    answer: bool
    outcome: str = ""
    where: Statement | None = None
    state: State | None = None


def questions_of_versions(conflict: Conflict, concept: str) -> tuple[VersionQuestion, ...]:
    """Return what is asked of each version of a conflict in option form."""
    return tuple(_questions(analyse(conflict, [concept]), concept))


def _questions(analysis: Analysis, concept: str) -> Iterator[VersionQuestion]:
    conflict, held = analysis.conflict, analysis.equilibria(concept)
    for one in conflict.outcome_list:
        if isinstance(one.where, Statement):  # as it is in option form
            answer = len(conflict.find(one.where) & held) > 0
            yield VersionQuestion(Asked.OUTCOME, answer, one.id, one.where)
    today = conflict.status_quo
    if today is None:
        return
    yield VersionQuestion(Asked.STATUS_QUO, today in held, state=today)
    leavers = [dm.id for dm in conflict.decision_makers if today not in analysis.stable(concept, dm.id)]
    if len(leavers) == 1:
        after = analysis.explain(today, leavers[0], concept).unanswered[0].move.target
        yield VersionQuestion(Asked.AFTER_STEP, after in held, state=after)


class Asking:
    """Answers some questions about versions of some readings.

    Parameters
    ----------
    readings
        The models whose versions they are.
    concept
        The id of a solution concept.
    asked
        The questions.
    versions
        About how many versions will be asked about; it decides whether compiled kernels pay.
    fast
        Whether to use them; by default where they pay.
    """

    def __init__(
        self,
        readings: Sequence[Reading],
        concept: str,
        asked: Sequence[VersionQuestion],
        versions: int,
        fast: bool | None,
    ) -> None:
        self._readings, self._asked = readings, asked
        self._flag = concept_called(concept).flag
        self._versions, self._fast = versions, fast
        self._answers: dict[tuple[int, bytes], Answers] = {}

    def answers(self, versions: Versions) -> BoolArray:
        """Return the answers of some versions, shape (questions, versions)."""
        found = np.zeros((len(self._asked), len(versions)), bool)
        sets, which = np.unique(
            np.column_stack((versions.reading, versions.lacking)), axis=0, return_inverse=True
        )
        for place, (reading, *lacking) in enumerate(sets.tolist()):
            rows = np.flatnonzero(which.reshape(-1) == place)
            found[:, rows] = self._answers_of(reading, lacking).of(versions.orders[rows])
        return found

    def _answers_of(self, reading: int, lacking: Sequence[int]) -> Answers:
        key = (reading, bytes(lacking))
        if key not in self._answers:
            if len(self._answers) >= _KEPT:
                del self._answers[next(iter(self._answers))]
            conflict = self._readings[reading].conflict
            kept = tuple(line for line, gone in zip(conflict.infeasible, lacking, strict=False) if not gone)
            if kept != conflict.infeasible:
                conflict = replace(conflict, infeasible=kept)
            codes = [one.state.code for one in self._asked if one.state is not None]
            self._answers[key] = Answers(
                conflict,
                self._flag,
                [one.where for one in self._asked if one.where is not None],
                [State(conflict.space, code) if conflict.space.admits(code) else None for code in codes],
                self._versions,
                self._fast,
            )
        return self._answers[key]
