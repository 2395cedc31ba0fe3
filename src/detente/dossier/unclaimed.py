"""The lines of a conflict that name no claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..conflict.conflict import Conflict
from ..conflict.preferences import Basis, Prioritised, line_text

__all__ = ["Unclaimed", "unclaimed"]


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A line that names no claim.

    Attributes
    ----------
    conflict
        The name of the conflict.
    target
        The decision maker whose list holds the line, or ``infeasible`` or ``irreversible``.
    line
        The line, as the conflict file has it.
    basis
        On what it rests. What is logical needs no claim, and is not listed.
    """

    conflict: str
    target: str
    line: str
    basis: Basis


def unclaimed(name: str, conflict: Conflict) -> tuple[Unclaimed, ...]:
    """Return the lines of a conflict that name no claim and are not logical, in the order of the file.

    A preference that is no list of statements counts as one line.

    Examples
    --------
    >>> border = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["B.y", "not x"]})
    >>> [(line.target, line.line) for line in unclaimed("border", border)]
    [('A', 'B.y'), ('A', 'not x')]
    """
    return tuple(
        line for line, because in _lines(name, conflict) if not because and line.basis is not Basis.LOGICAL
    )


def _lines(name: str, conflict: Conflict) -> Iterator[tuple[Unclaimed, tuple[str, ...]]]:
    """Yield each line of a conflict, and the claims that it names."""
    for dm, preference in zip(conflict.decision_makers, conflict.preference_list, strict=True):
        if isinstance(preference, Prioritised):
            for line in preference.lines:
                yield Unclaimed(name, dm.id, line_text(line.statements, dm.id), line.basis), line.because
        else:
            text = f"its {type(preference).__name__.lower()}"
            yield Unclaimed(name, dm.id, text, preference.basis), preference.because
    for target, lines in (("infeasible", conflict.infeasible), ("irreversible", conflict.irreversible)):
        for line in lines:
            yield Unclaimed(name, target, str(line), line.basis), line.because
