"""A day, or an interval of days where the day itself is not known."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

__all__ = ["Interval", "parse_day"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Interval:
    """The days between which something was said, done or published, both included.

    Raises
    ------
    ValueError
        When the earliest day comes after the latest.

    Examples
    --------
    >>> print(Interval(datetime.date(2025, 2, 4), datetime.date(2025, 2, 6)))
    2025-02-04 to 2025-02-06
    >>> print(Interval.on(datetime.date(2025, 2, 4)))
    2025-02-04
    """

    earliest: datetime.date
    latest: datetime.date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"{self.earliest} comes after {self.latest}")

    @classmethod
    def on(cls, day: datetime.date) -> Interval:
        """Return the interval that is one known day."""
        return cls(day, day)

    @property
    def is_one_day(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        return str(self.earliest) if self.is_one_day else f"{self.earliest} to {self.latest}"


def parse_day(text: str) -> datetime.date | None:
    """Return the day that ``text`` writes as year-month-day, or None when it is no such day.

    Examples
    --------
    >>> parse_day("2025-02-04")
    datetime.date(2025, 2, 4)
    >>> parse_day("2025-02-30") is None
    True
    """
    if not _DAY.fullmatch(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
