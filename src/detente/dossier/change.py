"""What changed since the snapshot before, or between any two conflicts, with the claims behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..analysis.change import Changed, ChangedAnswer, changed, changed_answers, holds_today, moves_between
from ..analysis.stability import Analysis, analyse
from ..analysis.terms import HEADLINE
from ..conflict.conflict import Conflict
from ..conflict.editing import diff, require_comparable
from ..conflict.edits import Edit
from ..conflict.preferences import Line
from ..errors import NotComparable
from .citing import cited
from .dossier import CitedClaim, Dossier

__all__ = [
    "Change",
    "ChangedAnswer",
    "Rival",
    "change_between",
    "change_since",
    "moves_between",
    "rivals",
    "with_claims",
]

Snapshot = tuple[Dossier, "str | None"]
"""A dossier and the name of a conflict of it; None for the latest one."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed between two snapshots.

    Attributes
    ----------
    before, now
        Their names.
    changed
        What differs between the two conflicts.
    claims
        The claims for and against the lines that differ, as far as the dossiers hold them and they were not
        rejected.
    """

    before: str
    now: str
    changed: Changed
    claims: tuple[CitedClaim, ...]


def change_since(dossier: Dossier, snapshot: str, analysis: Analysis) -> Change | None:
    """Return what changed since the snapshot before; None for the first one, and without status quos.

    Parameters
    ----------
    dossier
        The dossier, its snapshots the oldest first.
    snapshot, analysis
        The name of a snapshot, and the analysis of it.
    """
    names = [name for name, _ in dossier.timeline]
    now = analysis.conflict
    if snapshot not in names[1:]:
        return None
    before, old = dossier.timeline[names.index(snapshot) - 1]
    if old.status_quo is None or now.status_quo is None:
        return None
    if old.option_ids != now.option_ids or now.graph is not None:
        return None
    return with_claims(dossier, before, dossier, snapshot, changed(old, now))


def change_between(
    before: Snapshot,
    now: Snapshot,
    concept: str = HEADLINE,
    *,
    size: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Change:
    """Return what changed between two conflicts of the same or of different dossiers.

    Parameters
    ----------
    before, now
        Each a dossier and the name of a conflict of it; None for the latest one.
    concept, size, progress
        As for :func:`detente.analysis.change.changed`.

    Raises
    ------
    NotComparable
        If the conflicts differ in more than edits can express.
    UnknownName
        If there is no such conflict or concept.
    TooLarge
        If there is not enough memory.
    """
    old_name, old = before[0].named(before[1])
    new_name, new = now[0].named(now[1])
    require_comparable(old, new)
    found = changed(old, new, concept, size=size, progress=progress)
    return with_claims(before[0], old_name, now[0], new_name, found)


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival reading of a snapshot: by which edits, and which answers are others under it."""

    name: str
    conflict: Conflict
    edits: tuple[Edit, ...] | None
    holds: bool
    answers: tuple[ChangedAnswer, ...]


def rivals(dossier: Dossier, snapshot: str, analysis: Analysis) -> tuple[Rival, ...]:
    """Return the rival readings of a snapshot, each held against it."""
    found = []
    for name, conflict in dossier.rivals_of(snapshot):
        other = analyse(conflict, [HEADLINE])
        answers = tuple(changed_answers(analysis, other))
        found.append(
            Rival(name, conflict, _edits(analysis.conflict, conflict), holds_today(other) is True, answers)
        )
    return tuple(found)


def _edits(old: Conflict, now: Conflict) -> tuple[Edit, ...] | None:
    try:
        return tuple(edit for edit in diff(old, now) if edit.state is None)
    except NotComparable:
        return None


def with_claims(old: Dossier, before: str, new: Dossier, now: str, found: Changed) -> Change:
    """Return a change with its claims: those of old lines from the old dossier, of new ones from the new."""
    claims = {
        one.claim.id: one
        for dossier, lines in ((old, _lines(found, old=True)), (new, _lines(found, old=False)))
        for line in lines
        for one in cited(dossier, (*line.because, *line.against))
    }
    return Change(before, now, found, tuple(claims.values()))


def _lines(found: Changed, *, old: bool) -> Iterator[Line]:
    """Yield the lines that differ, as they were or as they are."""
    pairs = [(one.before, one.now) for one in found.parts]
    pairs += [(one.before, one.now) for one in found.regrounded]
    yield from (line for line in (before if old else now for before, now in pairs) if line is not None)
