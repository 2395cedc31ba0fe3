"""Plain text: what stands there, with its title line and its date line where they are plain to see."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from ...files.dates import Interval, parse_day
from ..texts import report_text
from .source import Extract, Source

__all__ = ["day_in", "from_plain", "with_dateline"]

_TITLE_AT_MOST = 120
_DATE_WITHIN = 400
"""A date line stands within so many code points of the beginning."""
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMES = "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + "|sept"
_ISO = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}}) ({_NAMES})\.?,? (\d{{4}})(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_NAMES})\.? (\d{{1,2}}),? (\d{{4}})(?!\d)", re.IGNORECASE)


def from_plain(source: Source) -> Extract:
    r"""Return the report that a plain text is; nothing of it is left out.

    Raises
    ------
    InputError
        When the bytes are no UTF-8 text, or hold no words.

    Examples
    --------
    >>> found = from_plain(Source("a.txt", b"Talks about talks\n\nRIVERTON, 3 May 2030. Both met.\n"))
    >>> print(found.title, found.dated, found.dated_from)
    Talks about talks 2030-05-03 the date line
    """
    text = report_text(source.data, source.name)
    return with_dateline(Extract(text, title=_title(text)), source)


def with_dateline(extract: Extract, source: Source) -> Extract:
    """Return an extract with the day from its first lines or the name of the file, where it has none."""
    if extract.dated is not None:
        return extract
    if day := day_in(extract.text[:_DATE_WITHIN]):
        return replace(extract, dated=Interval.on(day), dated_from="the date line")
    if day := day_in(source.stem):
        return replace(extract, dated=Interval.on(day), dated_from="the name of the file")
    return extract


def day_in(text: str) -> datetime.date | None:
    """Return the one day that a text names in full; None when it names none, or several.

    >>> day_in("RIVERTON, May 3, 2030"), day_in("from 1 May 2030 to 3 May 2030"), day_in("on 31 June 2030")
    (datetime.date(2030, 5, 3), None, None)
    """
    days = {day for day in _days(text) if day}
    return days.pop() if len(days) == 1 else None


def _days(text: str) -> Iterator[datetime.date | None]:
    for found in _ISO.finditer(text):
        yield parse_day(found[1])
    for found in _DAY_FIRST.finditer(text):
        yield _day(found[3], found[2], found[1])
    for found in _MONTH_FIRST.finditer(text):
        yield _day(found[3], found[1], found[2])


def _day(year: str, month: str, day: str) -> datetime.date | None:
    number = next(at for at, name in enumerate(_MONTHS, start=1) if name.startswith(month.lower()[:3]))
    return parse_day(f"{int(year):04}-{number:02}-{int(day):02}")


def _title(text: str) -> str | None:
    """Return the first line where it stands apart and is no sentence."""
    first, _, rest = text.lstrip("\n").partition("\n")
    line = first.strip()
    apart = rest.startswith("\n") or rest.startswith("\r")
    return line if line and apart and len(line) <= _TITLE_AT_MOST and line[-1] not in ".,;:" else None
