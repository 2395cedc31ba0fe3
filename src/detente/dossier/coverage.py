"""On what a model rests: how many lines are reported, inferred, assumed or logical, and by which claims.

Only counts; what follows from the model does not depend on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from ..conflict.conflict import Conflict
from ..conflict.preferences import Basis, Line, Prioritised
from ..evidence.anchors import AnchorState
from ..evidence.claims import Status
from .dossier import CitedClaim, Dossier
from .standing import standing_options

__all__ = ["Coverage", "LineCount", "coverage"]

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


@dataclass(frozen=True, slots=True)
class Coverage:
    """On what a snapshot rests.

    Attributes
    ----------
    parties
        The lines of each decision maker's list; all zero where it has weights, a ranking or scores.
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
    letters = {(cited.report.id, cited.claim.grade[0]) for cited in known}
    return Coverage(
        tuple(
            _counted(dm.id, preference.lines if isinstance(preference, Prioritised) else ())
            for dm, preference in zip(conflict.decision_makers, conflict.preference_list, strict=True)
        ),
        (_counted("infeasible", conflict.infeasible), _counted("irreversible", conflict.irreversible)),
        cited_refs,
        uncited_refs,
        _by_report(dossier, conflict, known),
        _sorted(Counter(cited.claim.grade for cited in known)),
        _in_order(Status, [cited.claim.status for cited in known]),
        _in_order(AnchorState, [cited.state for cited in known]),
        _sorted(Counter(letter for _, letter in letters)),
    )


def _counted(target: str, lines: Iterable[Line]) -> LineCount:
    found = Counter(line.basis for line in lines)
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
