"""What the headlines hang on, computed once and kept in the user's cache folder.

The cache is keyed by the conflict's digest and the version of the questions; it may be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..analysis.dependence import LIMIT, Hanging, hangs_on, removable
from ..analysis.stability import analyse
from ..analysis.terms import HEADLINE
from ..conflict.conflict import Conflict
from ..conflict.preferences import Line
from .kept import Kept
from .questions import ONE_STEP, STATUS_QUO, known_questions, questions_of, spared_question, term_question

__all__ = [
    "HEADLINE",
    "ONE_STEP",
    "STATUS_QUO",
    "Dependence",
    "headline_dependence",
    "spared_question",
    "term_question",
]

_QUESTIONS = 2
"""The version of the questions and of the search; a change of them makes older answers void."""

Progress = Callable[[int, int], None]

_Lines = tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Dependence:
    """What the headlines hang on.

    Attributes
    ----------
    concept
        The id of the concept under which the questions were asked.
    limit
        At most so many lines were taken out together.
    found
        One for each question.
    """

    concept: str
    limit: int
    found: tuple[Hanging, ...]

    def of(self, question: str) -> Hanging | None:
        """Return what the answer to a question hangs on; None where the question was not asked."""
        return next((one for one in self.found if one.question == question), None)


def headline_dependence(conflict: Conflict, progress: Progress = lambda done, total: None) -> Dependence:
    """Return what the headlines hang on: single lines, or else a small set of lines.

    The questions are those of :func:`detente.dossier.questions.questions_of`. In graph form nothing can be
    taken out, and nothing is asked.

    Parameters
    ----------
    conflict
        One snapshot.
    progress
        Called with how much of how much is done; not called when the answer is in the cache.
    """
    if conflict.graph is not None:
        return Dependence(HEADLINE, LIMIT, ())
    place = _place(conflict)
    found = _read(place.read(), conflict)
    if found is None:
        questions = questions_of(analyse(conflict, HEADLINE))
        found = hangs_on(conflict, questions, [HEADLINE], LIMIT, progress)
        place.write(_entries(conflict, found))
    return Dependence(HEADLINE, LIMIT, found)


def _place(conflict: Conflict) -> Kept:
    outcomes = [(outcome.id, str(outcome.where), outcome.leaves_out) for outcome in conflict.outcome_list]
    order = [(target, [s.text() for s in line.statements]) for target, line in removable(conflict)]
    return Kept("hangs-on", (_QUESTIONS, HEADLINE, LIMIT, conflict.digest, outcomes, order))


def _read(kept: object, conflict: Conflict) -> tuple[Hanging, ...] | None:
    """Return what was kept; None where nothing is, or what is there is no good."""
    if not isinstance(kept, list):
        return None
    lines, known = removable(conflict), known_questions(conflict)
    found = [one for one in (_hanging(entry, lines) for entry in kept) if one is not None]
    asked = {one.question for one in found}
    whole = len(asked) == len(kept) and known >= asked >= {outcome.id for outcome in conflict.outcome_list}
    return tuple(found) if whole else None


def _hanging(entry: object, lines: _Lines) -> Hanging | None:
    """Return one entry of a cache as it was found; None where it is no such thing."""
    match entry:
        case {
            "question": str(question),
            "answer": bool(answer),
            "single": bool(single),
            "lines": list(places),
        }:
            if not all(type(place) is int and 0 <= place < len(lines) for place in places):
                return None
            ordered = places == sorted(set(places))
            if ordered and (places if single else len(places) != 1 and len(places) <= LIMIT):
                return Hanging(question, answer, tuple(lines[place] for place in places), single)
    return None


def _entries(conflict: Conflict, found: Iterable[Hanging]) -> list[dict[str, object]]:
    lines = removable(conflict)
    return [
        {
            "question": one.question,
            "answer": one.answer,
            "single": one.single,
            "lines": [lines.index(line) for line in one.lines],
        }
        for one in found
    ]
