"""Which lines of a dossier's conflicts each claim speaks for or against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE, IRREVERSIBLE
from ..conflict.preferences import Line, Prioritised, line_text
from .dossier import Dossier

__all__ = ["Support", "supports"]


@dataclass(frozen=True, slots=True)
class Support:
    """A line that names a claim.

    Attributes
    ----------
    snapshot
        The name of the conflict.
    target
        The list: a decision maker's id, ``infeasible``, ``irreversible``; else the id of an outcome.
    line
        The line as its file writes it; an outcome's name; empty for a preference without lines.
    speaks_for
        Whether the claim is named for the line; else against it.
    """

    snapshot: str
    target: str
    line: str
    speaks_for: bool


def supports(dossier: Dossier) -> Mapping[str, tuple[Support, ...]]:
    """Return for the id of each claim that is named in a conflict the lines that name it.

    The oldest conflict comes first, and in each the lists in the order of its file.
    """
    found: dict[str, list[Support]] = {}
    for name, conflict in dossier.conflicts:
        for target, line, because, against in _named(conflict):
            for claim in because:
                found.setdefault(claim, []).append(Support(name, target, line, speaks_for=True))
            for claim in against:
                found.setdefault(claim, []).append(Support(name, target, line, speaks_for=False))
    return MappingProxyType({claim: tuple(lines) for claim, lines in found.items()})


_Named = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def _named(conflict: Conflict) -> Iterator[_Named]:
    """Yield a list, a line in it, and the claims for and against the line."""
    for dm, preference in conflict.preferences.items():
        if isinstance(preference, Prioritised):
            yield from (_line(dm, line, dm) for line in preference.lines)
        else:
            yield dm, "", preference.because, ()
    yield from (_line(INFEASIBLE, line, None) for line in conflict.infeasible)
    yield from (_line(IRREVERSIBLE, line, None) for line in conflict.irreversible)
    yield from ((one.id, one.name, one.because, one.against) for one in conflict.outcome_list)


def _line(target: str, line: Line, own: str | None) -> _Named:
    return target, line_text(line.statements, own), line.because, line.against
