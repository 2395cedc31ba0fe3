"""What an answer hangs on: the lines whose removal changes it, one by one or a few together.

Exact for single lines: every line of every prioritised list and every infeasibility is tried. Small sets of
lines are sought step by step, so that one that is found does change the answer and none of its lines is idle;
that none is found proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line
from .stability import Analysis
from .variants import Variants, removable

__all__ = ["LIMIT", "Hanging", "Measure", "hangs_on", "removable"]

Measure = Callable[[Analysis], int]
"""Answers a question by a number: yes above 0, else no; the nearer to 0, the nearer to the other answer."""

Progress = Callable[[int, int], None]

LIMIT = 4
"""At most so many lines are taken out together."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """What the answer to a question hangs on.

    Attributes
    ----------
    question
        The id of the question.
    answer
        Yes or no, with all lines in place.
    lines
        Pairs of a target (a decision maker, or ``infeasible``) and a line of it, in the order of the model.
        Empty when no single line changes the answer and no small set was found; that does not prove that
        there is none.
    single
        Whether each of the lines by itself changes the answer. If not, all of them together do, and no set
        with one of them fewer.
    """

    question: str
    answer: bool
    lines: tuple[tuple[str, Line], ...]
    single: bool


def hangs_on(
    conflict: Conflict,
    questions: Mapping[str, Measure],
    concepts: Iterable[str],
    limit: int = LIMIT,
    progress: Progress = lambda done, total: None,
) -> tuple[Hanging, ...]:
    """Find what the answers to some questions hang on: single lines, or else a small set of lines.

    A set is sought greedily: the line is taken out that brings the measure nearest to the other answer, then
    the next one, until the answer is the other one, the limit is reached, or no line brings it nearer. Then
    the lines that turn out not to be needed are put back.

    Parameters
    ----------
    conflict
        In option form.
    questions
        Ids and measures; a measure is asked of many variants of the conflict.
    concepts
        The concepts that the measures need.
    limit
        At most so many lines are taken out together.
    progress
        Called with how much of how much is done; the whole stays the same, and much of it may be left out.

    Returns
    -------
    tuple of Hanging
        One for each question, in their order.

    Notes
    -----
    Cost: at most one analysis for each line, and ``limit - 1`` more for each question without a single line.

    Examples
    --------
    Either of two lines is enough for x to hold somewhere:

    >>> from detente import Conflict
    >>> wants = {"A": ["x if B.y", "x if B.z", "not x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y", "z"]}, wants)
    >>> def number(analysis):
    ...     return len(analysis.equilibria("nash") & analysis.conflict.find("A.x"))
    >>> (found,) = hangs_on(c, {"x holds": number}, ["nash"])
    >>> found.single, [str(line) for _, line in found.lines]
    (False, ['A.x if B.y', 'A.x if B.z'])
    """
    variants = Variants(conflict, concepts)
    search = _Search(variants, limit, _Told(progress, len(variants.lines), limit, len(questions)))
    return search.all(questions)


class _Told:
    """How much is done: as many lines as are tried for a start, and then at most for each question."""

    def __init__(self, progress: Progress, lines: int, limit: int, questions: int) -> None:
        self._progress, self._lines, self._each = progress, lines, lines * (limit - 1)
        self._total, self._done, self._goal = lines + self._each * questions, 0, lines

    def tried(self) -> None:
        """Count one line."""
        self._done += 1
        self._progress(self._done, self._total)

    def answered(self) -> None:
        """Count all that a question could have needed."""
        self._goal += self._each
        if self._goal > self._done:
            self._done = self._goal
            self._progress(self._done, self._total)


@dataclass(frozen=True, slots=True)
class _Question:
    """A question with its measure in the conflict as it is."""

    id: str
    measure: Measure
    before: int

    @property
    def answer(self) -> bool:
        """The answer in the conflict as it is."""
        return self.before > 0

    def flipped(self, after: int) -> bool:
        """Return whether the answer is the other one."""
        return (after > 0) != self.answer

    def nearness(self, after: int) -> int:
        """Return a number that grows towards the other answer, and beyond."""
        return -after if self.answer else after


class _Search:
    """The search for what answers hang on."""

    def __init__(self, variants: Variants, limit: int, told: _Told) -> None:
        self._variants, self._limit, self._told = variants, limit, told

    def all(self, measures: Mapping[str, Measure]) -> tuple[Hanging, ...]:
        """Try the lines one by one for all questions at once, and then seek a set for each that is left."""
        questions = [_Question(id_, ask, ask(self._variants.unchanged)) for id_, ask in measures.items()]
        tried: dict[str, dict[int, int]] = {question.id: {} for question in questions}
        for place in range(len(self._variants.lines)):
            variant = self._variants.without([place])
            if variant is not None:
                for question in questions:
                    tried[question.id][place] = question.measure(variant)
            self._told.tried()
        return tuple(self._one(question, tried[question.id]) for question in questions)

    def _one(self, question: _Question, tried: Mapping[int, int]) -> Hanging:
        singles = [place for place, after in tried.items() if question.flipped(after)]
        places = singles or self._small_set(question, tried)
        self._told.answered()
        lines = tuple(self._variants.lines[place] for place in places)
        return Hanging(question.id, question.answer, lines, bool(singles))

    def _small_set(self, question: _Question, tried: Mapping[int, int]) -> list[int]:
        """Seek a set of lines that changes an answer together; ``tried`` measures it without each line."""
        gone: list[int] = []
        now = question.before
        while len(gone) < self._limit:
            if gone:
                tried = self._without_one_more(question, gone)
            place = max(tried, key=lambda place: question.nearness(tried[place]), default=None)
            if place is None or question.nearness(tried[place]) <= question.nearness(now):
                return []
            gone, now = [*gone, place], tried[place]
            if question.flipped(now):
                return self._needed(question, gone)
        return []

    def _without_one_more(self, question: _Question, gone: Sequence[int]) -> dict[int, int]:
        """Measure an answer without each further line, up to the first that changes it."""
        tried: dict[int, int] = {}
        for place in range(len(self._variants.lines)):
            if place in gone:
                continue
            variant = self._variants.without([*gone, place])
            self._told.tried()
            if variant is not None:
                tried[place] = question.measure(variant)
                if question.flipped(tried[place]):
                    return {place: tried[place]}
        return tried

    def _needed(self, question: _Question, gone: Iterable[int]) -> list[int]:
        """Put lines back, the first ones first, as long as the answer stays changed."""
        kept = sorted(gone)
        for place in tuple(kept):
            fewer = [one for one in kept if one != place]
            variant = self._variants.without(fewer)
            if variant is not None and question.flipped(question.measure(variant)):
                return self._needed(question, fewer)
        return kept
