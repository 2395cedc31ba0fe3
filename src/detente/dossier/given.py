"""What a user says of new reports."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..errors import InputError
from ..files.dates import Interval, parse_day

__all__ = ["Given", "period"]


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the new reports; it goes before what the sources tell.

    Parameters
    ----------
    outlet, title, language
        None where the user does not say.
    dated, dated_because
        The day, or an interval with what bounds it.
    anyway
        Whether to add what is nearly a report that is there.
    """

    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    dated: Interval | None = None
    dated_because: str = ""
    anyway: bool = False


def period(text: str, because: str) -> Interval:
    """Return the day or the interval that a user writes: ``2030-05-03`` or ``2030-05-01..2030-05-05``.

    Raises
    ------
    InputError
        When it is neither, or an interval lacks its reason, or a day has one.

    Examples
    --------
    >>> print(period("2030-05-01..2030-05-05", "the text speaks of this week"))
    2030-05-01 to 2030-05-05
    """
    first, dots, last = text.partition("..")
    earliest, latest = parse_day(first.strip()), parse_day((last if dots else first).strip())
    if earliest is None or latest is None or earliest > latest:
        cure = "write a day, such as 2030-05-03, or the first and the last one: 2030-05-01..2030-05-05"
        raise InputError(Diagnostic("bad-date", f"'{text}' is no day and no interval of days", cure))
    if (earliest == latest) == bool(because):
        message = "a day needs no reason" if because else "an interval is dated without a reason"
        cure = "leave --dated-because out" if because else "say with --dated-because what bounds it"
        raise InputError(Diagnostic("idle-reason" if because else "missing-reason", message, cure))
    return Interval(earliest, latest)
