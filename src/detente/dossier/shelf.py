"""Which texts of an index are those of a dossier's reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from ..evidence.index_reader import Counts
from ..evidence.reports import Report

__all__ = ["Shelf"]

_Days = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports of a dossier by the numbers that an index gave their texts, and a choice of them.

    Attributes
    ----------
    stamp
        The state of the index in which the numbers mean these texts.
    reports
        Those whose texts the index holds.
    missing
        The ids of the others.
    numbers
        For each report the number of its text: (reports,); several reports may have the same text.
    earliest, latest
        For each report the days between which it was published, as ordinals: (reports,).
    chosen
        For each report whether it is in the choice: (reports,).
    rows, places
        Where reports stand among ``reports``: by the number of their text, and by their id.
    """

    stamp: str
    reports: tuple[Report, ...]
    missing: tuple[str, ...]
    numbers: Counts
    earliest: _Days
    latest: _Days
    chosen: npt.NDArray[np.bool_]
    rows: Mapping[int, list[int]]
    places: Mapping[str, int]

    @classmethod
    def of(cls, reports: Iterable[Report], numbers: Mapping[str, int], stamp: str) -> Shelf:
        """Put reports on the shelf, all of them chosen; ``numbers`` are those of the texts, by digest."""
        placed: list[Report] = []
        missing: list[str] = []
        rows: dict[int, list[int]] = {}
        for report in reports:
            number = numbers.get(report.digest)
            if number is None:
                missing.append(report.id)
            else:
                rows.setdefault(number, []).append(len(placed))
                placed.append(report)
        return cls(
            stamp,
            tuple(placed),
            tuple(missing),
            np.array([numbers[one.digest] for one in placed], np.int64),
            np.array([one.dated.earliest.toordinal() for one in placed], np.int64),
            np.array([one.dated.latest.toordinal() for one in placed], np.int64),
            np.ones(len(placed), np.bool_),
            rows,
            {report.id: row for row, report in enumerate(placed)},
        )

    @property
    def counts(self) -> Counts:
        """How many reports of the choice have a text, by its number."""
        return np.bincount(self.numbers[self.chosen])

    def with_text(self, number: int) -> tuple[Report, ...]:
        """Return the reports of the choice that have a text."""
        return tuple(self.reports[row] for row in self.rows[number] if self.chosen[row])

    def between(self, since: date | None, until: date | None) -> Shelf:
        """Choose the reports that may have been published between two days."""
        first, last = (since or date.min).toordinal(), (until or date.max).toordinal()
        return replace(self, chosen=self.chosen & (self.latest >= first) & (self.earliest <= last))

    def with_ids(self, ids: Iterable[str]) -> Shelf:
        """Choose the reports of some ids; those that are not on the shelf are passed over."""
        wanted = np.zeros(len(self.reports), np.bool_)
        wanted[[self.places[one] for one in ids if one in self.places]] = True
        return replace(self, chosen=self.chosen & wanted)

    def without(self, numbers: Iterable[int]) -> Shelf:
        """Choose the reports of all but these texts."""
        return replace(self, chosen=self.chosen & ~np.isin(self.numbers, list(numbers)))
