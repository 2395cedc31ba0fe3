"""On what a model rests: how many lines are reported, inferred, assumed or logical, and by which claims.

Only counts; what follows from the model does not depend on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from ..conflict.conflict import Conflict
from ..conflict.preferences import Basis, Preference, Prioritised
from ..evidence.anchors import AnchorState
from ..evidence.claims import Status
from .dossier import CitedClaim, Dossier
from .standing import standing_options

__all__ = ["Coverage", "LineCount", "coverage", "line_counts"]

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class LineCount:
    """How many lines of one part of a model rest on what.

    ``target`` is the decision maker whose list it is, else ``infeasible`` or ``irreversible``.
    """

    target: str
    reported: int
    inferred: int
    assumed: int
    logical: int

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self.reported + self.inferred + self.assumed + self.logical

    def of(self, basis: Basis) -> int:
        """Return how many lines have a basis."""
        return {
            Basis.REPORTED: self.reported,
            Basis.INFERRED: self.inferred,
            Basis.ASSUMED: self.assumed,
            Basis.LOGICAL: self.logical,
        }[basis]


@dataclass(frozen=True, slots=True)
class Coverage:
    """On what a snapshot rests.

    Attributes
    ----------
    parties
        The lines of each decision maker's list; weights, a ranking or scores count as one line.
    rules
        The infeasibilities, and then the irreversibilities.
    status_quo_cited, status_quo_uncited
        The options taken today of which a claim of the day's reports says so, and the others; empty in graph
        form and without a status quo.
    by_report
        How many claims each report bears that was known on the day, in the order of the dossier.
    by_grade, by_status, by_anchor
        The same claims by their grade (a letter and a digit), by their status, and by whether their words
        were verified.
    reports_by_grade
        How many of these reports have claims of each letter: how reliable their outlets are. One without
        claims bears no letter and is not counted.
    """

    parties: tuple[LineCount, ...]
    rules: tuple[LineCount, ...]
    status_quo_cited: tuple[str, ...]
    status_quo_uncited: tuple[str, ...]
    by_report: tuple[tuple[str, int], ...]
    by_grade: tuple[tuple[str, int], ...]
    by_status: tuple[tuple[Status, int], ...]
    by_anchor: tuple[tuple[AnchorState, int], ...]
    reports_by_grade: tuple[tuple[str, int], ...]

    @property
    def claims(self) -> int:
        """How many claims were known on the day, rejected ones included."""
        return sum(number for _, number in self.by_report)

    @property
    def lines(self) -> tuple[LineCount, ...]:
        """The counts of all parts of the model."""
        return (*self.parties, *self.rules)


def coverage(dossier: Dossier, conflict: Conflict) -> Coverage:
    """Return on what a snapshot rests.

    Parameters
    ----------
    dossier
        Its claims; those of reports from after the snapshot's day are left out.
    conflict
        The snapshot.

    Examples
    --------
    >>> from .dossier import bare
    >>> conflict = Conflict.from_options({"A": ["x"]}, {"A": ["x"]}, status_quo=["A.x"])
    >>> found = coverage(bare("gate", conflict), conflict)
    >>> found.parties
    (LineCount(target='A', reported=0, inferred=0, assumed=1, logical=0),)
    >>> found.claims, found.status_quo_uncited
    (0, ('A.x',))
    """
    known = [cited for cited in dossier.claims.values() if cited.known_on(conflict.as_of)]
    cited_refs, uncited_refs = _status_quo(dossier, conflict)
    counts = line_counts(conflict)
    letters = {(cited.report.id, cited.claim.grade[0]) for cited in known}
    return Coverage(
        counts[: len(conflict.decision_makers)],
        counts[len(conflict.decision_makers) :],
        cited_refs,
        uncited_refs,
        _by_report(dossier, conflict, known),
        _sorted(Counter(cited.claim.grade for cited in known)),
        _in_order(Status, [cited.claim.status for cited in known]),
        _in_order(AnchorState, [cited.state for cited in known]),
        _sorted(Counter(letter for _, letter in letters)),
    )


def line_counts(conflict: Conflict) -> tuple[LineCount, ...]:
    """Return on what the lines of each list rest, then those of what is infeasible and irreversible.

    Examples
    --------
    >>> conflict = Conflict.from_options({"A": ["x"]}, {"A": ["x"]}, infeasible=[])
    >>> [(one.target, one.total) for one in line_counts(conflict)]
    [('A', 1), ('infeasible', 0), ('irreversible', 0)]
    """
    pairs = zip(conflict.decision_makers, conflict.preference_list, strict=True)
    return (
        *(_counted(dm.id, _bases(preference)) for dm, preference in pairs),
        _counted("infeasible", [line.basis for line in conflict.infeasible]),
        _counted("irreversible", [line.basis for line in conflict.irreversible]),
    )


def _bases(preference: Preference) -> list[Basis]:
    """Return the basis of each line; what is no list of statements is one line."""
    if isinstance(preference, Prioritised):
        return [line.basis for line in preference.lines]
    return [preference.basis]


def _counted(target: str, bases: Iterable[Basis]) -> LineCount:
    found = Counter(bases)
    return LineCount(
        target, found[Basis.REPORTED], found[Basis.INFERRED], found[Basis.ASSUMED], found[Basis.LOGICAL]
    )


def _status_quo(dossier: Dossier, conflict: Conflict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the options taken today that a claim tells of, and those that none does."""
    today = conflict.status_quo
    if today is None:
        return (), ()
    taken = [one for one in standing_options(dossier, conflict, today) if one.taken]
    return (
        tuple(f"{one.dm}.{one.option}" for one in taken if one.claims),
        tuple(f"{one.dm}.{one.option}" for one in taken if not one.claims),
    )


def _by_report(
    dossier: Dossier, conflict: Conflict, known: Iterable[CitedClaim]
) -> tuple[tuple[str, int], ...]:
    found = Counter(cited.report.id for cited in known)
    day = conflict.as_of
    reports = [one for one in dossier.evidence.reports if day is None or one.dated.earliest <= day]
    return tuple((report.id, found[report.id]) for report in reports)


def _sorted(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(found.items()))


def _in_order(kinds: Iterable[_Key], found: Iterable[Any]) -> tuple[tuple[_Key, int], ...]:
    """Count each member of an enumeration, also those that do not occur."""
    counts = Counter(found)
    return tuple((kind, counts[kind]) for kind in kinds)
