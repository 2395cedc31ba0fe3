"""What an answer hangs on: the lines whose removal, one by one, changes it.

Exact: every line of every prioritised list and every infeasibility is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE, Edit
from ..conflict.preferences import Line, Prioritised
from ..errors import InputError
from .stability import Analysis, analyse

__all__ = ["Answers", "Lever", "levers", "removable"]

Answers = Callable[[Analysis], Mapping[str, Hashable]]
"""Gives the answers to some questions, by the ids of the questions."""


@dataclass(frozen=True, slots=True)
class Lever:
    """A line on which an answer hangs.

    Attributes
    ----------
    question
        The id of the question.
    target
        The decision maker whose list holds the line, or ``infeasible``.
    line
        The line; without it the answer is another one.
    """

    question: str
    target: str
    line: Line


def removable(conflict: Conflict) -> tuple[tuple[str, Line], ...]:
    """Return the lines that can be taken out: of prioritised lists, and infeasibilities."""
    pairs = zip(conflict.decision_makers, conflict.preference_list, strict=True)
    wishes = [(dm.id, line) for dm, p in pairs if isinstance(p, Prioritised) for line in p.lines]
    return (*wishes, *((INFEASIBLE, line) for line in conflict.infeasible))


def levers(
    conflict: Conflict,
    answers: Answers,
    concepts: Iterable[str],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Lever, ...]:
    """Find the lines whose removal changes an answer.

    Parameters
    ----------
    conflict
        In option form.
    answers
        Gives the answers to the questions.
    concepts
        The concepts that the answers need.
    progress
        Called after each line with how many of how many are done.

    Returns
    -------
    tuple of Lever
        In the order of the lines; a line on which several answers hang comes once for each.

    Notes
    -----
    Cost: one analysis for each line.

    Examples
    --------
    >>> from detente import Conflict
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x", "B.y"], "B": ["not y"]})
    >>> def number(analysis):
    ...     return {"y holds": len(analysis.equilibria("nash") & c.find("B.y")) > 0}
    >>> [(lever.target, str(lever.line)) for lever in levers(c, number, ["nash"])]
    [('B', 'not B.y')]
    """
    asked = tuple(concepts)
    before = answers(analyse(conflict, asked))
    lines = removable(conflict)
    found: list[Lever] = []
    for done, (target, line) in enumerate(lines, start=1):
        found += _changed(conflict, target, line, answers, asked, before)
        progress(done, len(lines))
    return tuple(found)


def _changed(
    conflict: Conflict,
    target: str,
    line: Line,
    answers: Answers,
    concepts: Sequence[str],
    before: Mapping[str, Hashable],
) -> Iterator[Lever]:
    try:
        variant = conflict.edited(Edit.drop(target, line.statements))
    except InputError:
        return  # without this line there is no conflict to ask
    after = answers(analyse(variant, concepts))
    yield from (Lever(question, target, line) for question in before if after[question] != before[question])
