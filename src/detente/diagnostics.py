"""A fault in the user's input, as a value with a place.

A diagnostic is not an exception: a reader of files collects many of them and hands them over at once,
inside one :class:`detente.errors.InputError`. Interfaces (command line, web) decide how to show them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

__all__ = ["NOWHERE", "Diagnostic", "Place", "Severity", "in_order"]


class Severity(enum.Enum):
    """How much a diagnostic weighs: an error stops the reading, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input: a file (or another name of the input), a line and a column.

    Lines and columns count from 1, columns in code points. ``None`` means that there is no such place,
    for instance in a conflict that was built in code.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        return ":".join(parts)


NOWHERE = Place()
"""The place of what was never written in a file."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: what is wrong, where, and how to mend it.

    Parameters
    ----------
    code
        A short, stable name of the rule, such as ``unknown-option``; tools may filter by it.
    message
        What is wrong, in one sentence; it names the thing and the rule.
    cure
        How to mend it, in one sentence; empty where there is nothing useful to say.
    place
        Where it is.
    severity
        Error or warning.

    Examples
    --------
    >>> print(Diagnostic("unknown-key", "there is no key 'tilte'", "write title", Place("a.yaml", 2, 1)))
    a.yaml:2:1: error: there is no key 'tilte' [unknown-key]
      cure: write title
    """

    code: str
    message: str
    cure: str = ""
    place: Place = NOWHERE
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether this fault stops the reading."""
        return self.severity is Severity.ERROR

    def in_file(self, file: str) -> Diagnostic:
        """Return the same diagnostic with the name of the file filled in, if it had none."""
        if self.place.file is not None:
            return self
        return replace(self, place=replace(self.place, file=file))

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        cure = f"\n  cure: {self.cure}" if self.cure else ""
        return f"{where}{self.severity.value}: {self.message} [{self.code}]{cure}"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort diagnostics by file, line and column; those without a place come first."""
    return tuple(
        sorted(diagnostics, key=lambda d: (d.place.file or "", d.place.line or 0, d.place.column or 0))
    )
