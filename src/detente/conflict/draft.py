"""A conflict as somebody wrote it, before its names are checked.

Files and calls in code both end here, and ``build`` checks both by the same rules. Every text keeps the
place where it stands, so that a fault can point at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeAlias, TypeVar

from ..diagnostics import NOWHERE, Diagnostic, Place
from .edits import Edit
from .preferences import Basis, Line, Prioritised, Ranking, Scores, Weights
from .statements import Statement

__all__ = [
    "Draft",
    "DraftAfter",
    "DraftDM",
    "DraftLine",
    "DraftOutcome",
    "DraftPreference",
    "DraftRanking",
    "DraftState",
    "DraftWeights",
    "PlacedEdit",
    "Written",
    "listed",
    "written_line",
    "written_preference",
    "written_state",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """A text with its place.

    Parameters
    ----------
    text
        What was written.
    place
        Where its first character stands.
    exact
        Whether columns within the text can be counted on from the place (no folding, no escapes).
    symbols
        Whether ``! & | -> <->`` may stand in it, as they may in code and in quotes.
    """

    text: str
    place: Place = NOWHERE
    exact: bool = False
    symbols: bool = True

    def at(self, fault: Diagnostic) -> Diagnostic:
        """Move a fault, whose column counts within the text, to its place in the file."""
        place, column = self.place, fault.place.column
        if self.exact and column is not None and place.column is not None:
            place = replace(place, column=place.column + column - 1)
        elif column is not None and place == NOWHERE:
            message = f"{fault.message}, in {self.text!r}" if len(self.text) < 80 else fault.message
            return replace(fault, message=message, place=Place(column=column))
        return replace(fault, place=place)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line: one statement, or several of equal importance."""

    statements: tuple[Written, ...]
    basis: Basis | None = None
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    says: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DraftState:
    """A state: the options taken, or in graph form its name alone."""

    options: tuple[Written, ...] = ()
    name: Written | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DraftRanking:
    """Tiers of states, best first."""

    tiers: tuple[tuple[DraftState, ...], ...]
    basis: Basis | None = None
    because: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DraftWeights:
    """A weight for each option; numbers as they were written."""

    weights: tuple[tuple[Written, str], ...]
    basis: Basis | None = None
    because: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DraftScores:
    """A number for each state."""

    scores: Scores
    place: Place = NOWHERE


DraftPreference: TypeAlias = "tuple[DraftLine, ...] | DraftRanking | DraftWeights | DraftScores"


@dataclass(frozen=True, slots=True)
class DraftDM:
    """A decision maker: options and their names in option form, moves in graph form."""

    id: Written
    name: str = ""
    options: tuple[tuple[Written, str], ...] = ()
    preference: DraftPreference | None = None
    moves: tuple[tuple[Written, Written], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftOutcome:
    """A named set of states: where a statement holds, or a list of states in graph form."""

    id: Written
    name: str
    where: Written | tuple[Written, ...]
    leaves_out: Written | None = None
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class PlacedEdit(NamedTuple):
    """An edit and its place."""

    edit: Edit
    place: Place


@dataclass(frozen=True, slots=True)
class DraftAfter:
    """The edits that apply once an outcome has been reached and has held."""

    outcome: Written
    edits: tuple[PlacedEdit, ...]


@dataclass(frozen=True)
class Draft:
    """A whole conflict as it was written; ``states`` is None in option form."""

    decision_makers: tuple[DraftDM, ...]
    title: str = ""
    as_of: date | None = None
    states: tuple[tuple[Written, str], ...] | None = None
    infeasible: tuple[DraftLine, ...] = ()
    irreversible: tuple[DraftLine, ...] = ()
    status_quo: DraftState | None = None
    outcomes: tuple[DraftOutcome, ...] = ()
    place: Place = NOWHERE
    alternative_of: str = ""
    after: tuple[DraftAfter, ...] = ()


def written_line(line: object) -> DraftLine:
    """Read a line given in code: text, a statement, a Line, or a list of statements of equal importance.

    Raises
    ------
    TypeError
        If it is none of these.
    """
    if isinstance(line, Line):
        texts = tuple(Written(str(statement)) for statement in line.statements)
        return DraftLine(texts, line.basis, line.because, line.against, line.says)
    if isinstance(line, str | Statement):
        return DraftLine((Written(str(line)),))
    if isinstance(line, Iterable):
        members = tuple(line)
        if all(isinstance(member, str | Statement) for member in members):
            return DraftLine(tuple(Written(str(member)) for member in members))
    raise TypeError(f"a line is a text, a Statement, a Line or a list of statements, not {line!r}")


def written_preference(preference: object) -> DraftPreference:
    """Read a preference given in code.

    Raises
    ------
    TypeError
        If it is neither a list of lines nor Prioritised, Weights, Ranking or Scores.
    """
    if isinstance(preference, Scores):
        return DraftScores(preference)
    if isinstance(preference, Weights):
        pairs = tuple((Written(ref), str(weight)) for ref, weight in preference.weights)
        return DraftWeights(pairs, preference.basis, preference.because)
    if isinstance(preference, Ranking):
        tiers = tuple(tuple(written_state(s) for s in tier) for tier in preference.tiers)
        return DraftRanking(tiers, preference.basis, preference.because)
    if isinstance(preference, Prioritised):
        return tuple(written_line(line) for line in preference.lines)
    if isinstance(preference, Iterable) and not isinstance(preference, str | Mapping):
        return tuple(written_line(line) for line in preference)
    raise TypeError(
        f"preferences are a list of statements, Weights, Ranking or Scores, not {type(preference).__name__}"
    )


def listed(what: str, given: Iterable[T]) -> tuple[T, ...]:
    """Return what was given in code as a list, and refuse a text, which would be taken letter by letter.

    Raises
    ------
    TypeError
        If it is a text.
    """
    if isinstance(given, str):
        raise TypeError(f"{what} must be a list, not the text {given!r}")
    return tuple(given)


def written_state(state: str | Iterable[str]) -> DraftState:
    """Read a state given in code: a name, or the options taken."""
    if isinstance(state, str):
        return DraftState(name=Written(state))
    return DraftState(options=tuple(Written(ref) for ref in state))
