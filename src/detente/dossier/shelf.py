"""Which texts of an index are those of a dossier's reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ..evidence.index_reader import Counts
from ..evidence.reports import Report

__all__ = ["Shelf"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports of a dossier by the numbers that an index gave their texts.

    Attributes
    ----------
    stamp
        The state of the index in which the numbers mean these texts.
    reports
        By the number of a text, the reports that have it: several may have the same.
    counts
        How many these are: (numbers,).
    places
        The number of the text of each report, by the id of the report.
    missing
        The ids of all reports of the dossier whose texts the index does not hold.
    """

    stamp: str
    reports: Mapping[int, tuple[Report, ...]]
    counts: Counts
    places: Mapping[str, int]
    missing: tuple[str, ...]

    @classmethod
    def of(cls, reports: Iterable[Report], numbers: Mapping[str, int], stamp: str) -> Shelf:
        """Put reports on the shelf; ``numbers`` are those of the texts, by digest."""
        on_shelf: dict[int, tuple[Report, ...]] = {}
        places: dict[str, int] = {}
        missing: list[str] = []
        for report in reports:
            number = numbers.get(report.digest)
            if number is None:
                missing.append(report.id)
            else:
                on_shelf[number] = (*on_shelf.get(number, ()), report)
                places[report.id] = number
        return cls(stamp, on_shelf, _counts(on_shelf), places, tuple(missing))

    def between(self, since: date | None, until: date | None) -> Shelf:
        """Return the reports that may have been published between two days."""
        if since is None and until is None:
            return self
        first, last = since or date.min, until or date.max
        chosen = (
            (number, tuple(one for one in each if one.dated.latest >= first and one.dated.earliest <= last))
            for number, each in self.reports.items()
        )
        return self._with({number: each for number, each in chosen if each})

    def with_ids(self, ids: Collection[str]) -> Shelf:
        """Return the reports of these ids; the cost grows with their number alone."""
        numbers = {self.places[one] for one in ids if one in self.places}
        chosen = (
            (number, tuple(one for one in self.reports.get(number, ()) if one.id in ids))
            for number in numbers
        )
        return self._with({number: each for number, each in chosen if each})

    def without(self, numbers: Iterable[int]) -> Shelf:
        """Return the reports of all but these texts."""
        left_out = frozenset(numbers)
        return self._with({number: each for number, each in self.reports.items() if number not in left_out})

    def _with(self, reports: Mapping[int, tuple[Report, ...]]) -> Shelf:
        return replace(self, reports=reports, counts=_counts(reports))


def _counts(reports: Mapping[int, tuple[Report, ...]]) -> Counts:
    counts = np.zeros(max(reports, default=-1) + 1, np.int64)
    counts[np.fromiter(reports, np.int64, len(reports))] = np.fromiter(
        map(len, reports.values()), np.int64, len(reports)
    )
    counts.setflags(write=False)
    return counts
