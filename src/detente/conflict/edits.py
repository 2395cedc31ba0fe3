"""Edits: the one way to change a conflict.

What-if questions, snapshots that extend others, remedies and the difference of two snapshots are all
lists of edits. ``editing`` makes them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from .grammar import parse
from .preferences import Basis, StateName, line_text, state_text
from .statements import Statement

__all__ = ["INFEASIBLE", "IRREVERSIBLE", "Edit", "EditKind", "History", "LineText"]

INFEASIBLE = "infeasible"
IRREVERSIBLE = "irreversible"

LineText: TypeAlias = "str | Statement | Iterable[str | Statement]"
"""A statement, or several of equal importance."""


class EditKind(enum.Enum):
    """What an edit does."""

    ADD = "add"
    DROP = "drop"
    REVERSE = "reverse"
    MOVE = "move"
    REPLACE = "replace"
    STATUS_QUO = "status_quo"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a conflict; make it with ``Edit.add``, ``drop``, ``reverse``, …

    Attributes
    ----------
    kind
        What it does.
    target
        A decision maker's id: its prioritised list; ``infeasible`` or ``irreversible``: these lists; the
        id of an outcome; empty for the status quo.
    statements
        The line that it is about; more than one are a line of equal importance.
    by
        What replaces the line.
    to
        A place in the list, from 1; None is the end.
    state
        The new status quo.
    name
        The name of an outcome.
    basis, because, against, says
        What a new line rests on, and what it means in plain words; without a new line, the same of the edit.
    """

    kind: EditKind
    target: str = ""
    statements: tuple[Statement, ...] = ()
    by: tuple[Statement, ...] = ()
    to: int | None = None
    state: StateName | None = None
    name: str = ""
    basis: Basis = Basis.ASSUMED
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    says: str = ""

    @classmethod
    def add(
        cls,
        target: str,
        line: LineText,
        to: int | None = None,
        *,
        basis: Basis = Basis.ASSUMED,
        because: Iterable[str] = (),
        against: Iterable[str] = (),
        says: str = "",
    ) -> Edit:
        """Add a line to a list, at a place counted from 1 or at the end.

        >>> print(Edit.add("US", "lift only if DPRK.freeze", to=1))
        add to US at 1: lift only if DPRK.freeze
        """
        statements = _read(line, target)
        return cls(
            EditKind.ADD,
            target,
            statements,
            to=to,
            basis=basis,
            because=tuple(because),
            against=tuple(against),
            says=says,
        )

    @classmethod
    def drop(cls, target: str, line: LineText) -> Edit:
        """Drop a line from a list.

        >>> print(Edit.drop("infeasible", "DPRK.meet and not US.invite"))
        drop from infeasible: DPRK.meet and not US.invite
        """
        return cls(EditKind.DROP, target, _read(line, target))

    @classmethod
    def reverse(cls, target: str, statement: str | Statement) -> Edit:
        """Turn a statement into its opposite, at the same place."""
        return cls(EditKind.REVERSE, target, _read(statement, target))

    @classmethod
    def move(cls, target: str, line: LineText, to: int) -> Edit:
        """Move a line to another place of its list, counted from 1."""
        return cls(EditKind.MOVE, target, _read(line, target), to=to)

    @classmethod
    def replace(
        cls,
        target: str,
        line: LineText,
        by: LineText,
        *,
        basis: Basis = Basis.ASSUMED,
        because: Iterable[str] = (),
        against: Iterable[str] = (),
        says: str = "",
    ) -> Edit:
        """Put another line in the place of one."""
        return cls(
            EditKind.REPLACE,
            target,
            _read(line, target),
            _read(by, target),
            basis=basis,
            because=tuple(because),
            against=tuple(against),
            says=says,
        )

    @classmethod
    def status_quo(cls, state: str | Iterable[str] | None) -> Edit:
        """Change the status quo: the options taken, a state's name in graph form, or None for unknown."""
        named = state if state is None or isinstance(state, str) else frozenset(state)
        return cls(EditKind.STATUS_QUO, state=named)

    @classmethod
    def outcome(cls, outcome: str, where: str | Statement | None, name: str = "") -> Edit:
        """Add or change an outcome; None drops it."""
        return cls(EditKind.OUTCOME, outcome, () if where is None else _read(where, INFEASIBLE), name=name)

    @property
    def own(self) -> str | None:
        """The decision maker whose prefix may be left out in the edit's statements."""
        shared = self.target in (INFEASIBLE, IRREVERSIBLE) or self.kind is EditKind.OUTCOME
        return None if shared else self.target

    def __str__(self) -> str:
        if self.kind is EditKind.STATUS_QUO:
            return f"status quo: {state_text(self.state)}"
        dropped = self.kind is EditKind.OUTCOME and not self.statements
        line = "dropped" if dropped else line_text(self.statements, self.own)
        if self.kind is EditKind.REPLACE:
            line += f" by {line_text(self.by, self.own)}"
        word = "to" if self.kind is EditKind.MOVE else "at"
        place = "" if self.to is None else f" {word} {self.to}"
        return f"{_PHRASE[self.kind]} {self.target}{place}: {line}"


_PHRASE = {
    EditKind.ADD: "add to",
    EditKind.DROP: "drop from",
    EditKind.REVERSE: "reverse for",
    EditKind.MOVE: "move for",
    EditKind.REPLACE: "replace for",
    EditKind.OUTCOME: "outcome",
}


@dataclass(frozen=True, slots=True)
class History:
    """Where a conflict came from: the text of its file, and the edits made since it was read.

    Attributes
    ----------
    extends
        Whether the file changes another one, so that a save adds to its ``edits``.
    """

    file: str
    text: str
    extends: bool
    edits: tuple[Edit, ...] = ()


def _read(line: LineText, target: str) -> tuple[Statement, ...]:
    own = None if target in (INFEASIBLE, IRREVERSIBLE) else target
    members = (line,) if isinstance(line, str | Statement) else tuple(line)
    return tuple(parse(one, own=own) if isinstance(one, str) else parse(str(one)) for one in members)
