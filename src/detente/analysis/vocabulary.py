"""The single changes of a prioritised list that a search for remedies tries.

Drop a line; reverse one in its place; move one to any other place; add, at any place, an option of anybody or
an outcome's condition, or the opposite of one of these, that the list does not hold yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..conflict.conflict import Conflict
from ..conflict.edits import Edit, EditKind
from ..conflict.preferences import Line, Prioritised
from ..conflict.statements import Not, Statement, Taken

__all__ = ["Change", "Listed", "Vocabulary", "additions"]

Listed = tuple[int, ...]
"""A list as the numbers of its lines in a vocabulary, most important first."""


class Change(NamedTuple):
    """A single change of a list.

    Attributes
    ----------
    kind
        Add, drop, reverse or move.
    line
        The number of the line that it is about, as it is before the change.
    to
        The place of a line that is added or moved, from 1; None for the others.
    moved
        By how many places a line is moved; 0 for all else.
    after
        The list after it.
    """

    kind: EditKind
    line: int
    to: int | None
    moved: int
    after: Listed


class Vocabulary:
    """The lines that one decision maker's list can be made of, and the single changes of such a list.

    Parameters
    ----------
    conflict
        In option form.
    dm
        The place of a decision maker with a prioritised list.

    Attributes
    ----------
    dm
        Its id.
    lines : tuple of Line
        First its own lines in their order, then what may be added, then the opposites of the others.
    opposite : tuple of int or None
        The number of each line's opposite; None for a line of equal importance, which has none.
    start : Listed
        The list as it is.

    Examples
    --------
    >>> c = Conflict.from_options({"A": ["x"]}, {"A": ["x"]})
    >>> found = Vocabulary(c, 0)
    >>> [str(found.edit(change)) for change in found.changes(found.start)]
    ['drop from A: x', 'reverse for A: x', 'add to A at 1: not x', 'add to A at 2: not x']
    """

    def __init__(self, conflict: Conflict, dm: int) -> None:
        preference = conflict.preference_list[dm]
        if not isinstance(preference, Prioritised):
            raise ValueError(f"{conflict.decision_makers[dm].id} has no prioritised list")
        self.dm = conflict.decision_makers[dm].id
        self.start: Listed = tuple(range(len(preference.lines)))
        lines = list(preference.lines)
        number = {line.statement: at for at, line in enumerate(lines) if len(line.statements) == 1}

        def numbered(statement: Statement) -> int:
            if statement not in number:
                number[statement] = len(lines)
                lines.append(Line((statement,)))
            return number[statement]

        self._new = tuple(numbered(statement) for statement in additions(conflict))
        opposites: list[int | None] = []
        while len(opposites) < len(lines):  # an opposite may be one more line
            line = lines[len(opposites)]
            opposites.append(None if len(line.statements) > 1 else numbered(line.statement.reversed()))
        self.opposite = tuple(opposites)
        self.lines = tuple(lines)
        self._statements = tuple(frozenset(line.statements) for line in lines)
        refs = [frozenset[str]().union(*(one.refs() for one in line.statements)) for line in lines]
        self._own = tuple(any(ref.startswith(f"{self.dm}.") for ref in named) for named in refs)

    def changes(self, listed: Listed) -> Iterator[Change]:
        """Yield the single changes of a list: drops, reversals and moves line by line, then additions."""
        there = frozenset[Statement]().union(*(self._statements[line] for line in listed))
        for at, line in enumerate(listed):
            rest = listed[:at] + listed[at + 1 :]
            yield Change(EditKind.DROP, line, None, 0, rest)
            reverse = self.opposite[line]
            if reverse is not None and self.lines[reverse].statement not in there:
                after = (*listed[:at], reverse, *listed[at + 1 :])
                yield Change(EditKind.REVERSE, line, None, 0, after)
            for to in range(len(listed)):
                if to != at:
                    after = (*rest[:to], line, *rest[to:])
                    yield Change(EditKind.MOVE, line, to + 1, abs(to - at), after)
        for line in self._new:
            if self.lines[line].statement not in there:
                for to in range(len(listed) + 1):
                    yield Change(EditKind.ADD, line, to + 1, 0, (*listed[:to], line, *listed[to:]))

    def names_own(self, line: int) -> bool:
        """Return whether a line names an option of the decision maker's own."""
        return self._own[line]

    def edit(self, change: Change) -> Edit:
        """Return a change as an edit of the conflict."""
        statements = self.lines[change.line].statements
        match change.kind:
            case EditKind.DROP:
                return Edit.drop(self.dm, statements)
            case EditKind.REVERSE:
                return Edit.reverse(self.dm, statements[0])
            case EditKind.MOVE:
                return Edit.move(self.dm, statements, change.to or 1)
        return Edit.add(self.dm, statements, change.to)

    def lines_of(self, listed: Listed) -> tuple[Line, ...]:
        """Return the lines of a list."""
        return tuple(self.lines[line] for line in listed)


def additions(conflict: Conflict) -> Sequence[Statement]:
    """Return what may be added to a list: each option, each outcome's condition, and their opposites.

    >>> c = Conflict.from_options({"A": ["x"]}, {"A": ["x"]}, outcomes={"quiet": "not A.x", "war": "A.x"})
    >>> [str(statement) for statement in additions(c)]
    ['A.x', 'not A.x']
    """
    found: list[Statement] = []
    for dm in conflict.decision_makers:
        for option in dm.options:
            found += (Taken(dm.id, option.id), Not(Taken(dm.id, option.id)))
    for outcome in conflict.outcome_list:
        if isinstance(outcome.where, Statement):
            found += (outcome.where, outcome.where.reversed())
    return tuple(dict.fromkeys(found))
