"""Words that name a day or a time, and the days that they mean from the day of the report.

The words are found by our own rules; what they mean is told by dateparser (extra ``text``). Without it, or
without the date of the report, only the words are known.
"""

from __future__ import annotations

import calendar
import datetime
import re

from ...files.dates import Interval

__all__ = ["date_in", "days_of"]

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "Jun.",
    "Jul.",
    "Aug.",
    "Sept.",
    "Sep.",
    "Oct.",
    "Nov.",
    "Dec.",
]
_MONTH = "(?:" + "|".join(re.escape(month) for month in _MONTHS) + ")"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few)"
_DATE = re.compile(
    rf"(?<!\w)(?:\d{{4}}-\d\d-\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}}|"
    rf"(?:(?:earlier|later|late|early) )?(?:last|next|this) (?:{_DAY}|week|month|year|{_MONTH})|"
    rf"{_DAY}(?: or {_DAY})?|(?i:yesterday|tomorrow|today)|"
    rf"{_NUMBER} (?:day|week|month|year)s? (?:ago|earlier)|"
    rf"(?<=[Ii]n )(?:(?:early|late|mid-?) ?)?{_MONTH}"
    r"|(?<=[Ii]n )(?:19|20)\d\d)(?!\w)|\b(?:Last|Next|This) (?:week|month|year)\b"
)
_UNIT = re.compile(r"\b(week|month|year)\b", re.I)
_MODIFIED = re.compile(r"\b(?:earlier|later|late|early|mid-?)\b ?", re.I)
_BOUND = re.compile(r"\b(?:since|from|until|till|before|after)\s+(?:the\s+)?$", re.I)
_FUZZY = re.compile(r"\b(?:several|a few)\b", re.I)


def date_in(words: str) -> tuple[int, int] | None:
    """Return where the first phrase that names a day or a time stands among words.

    What only bounds a time does not name it: *since Monday*.

    Examples
    --------
    >>> words = "He wrote on Oct. 29 that it rained."
    >>> words[slice(*date_in(words))]
    'Oct. 29'
    """
    for found in _DATE.finditer(words):
        if not _BOUND.search(words[: found.start()][-12:]):
            return found.span()
    return None


def days_of(words: str, dated: Interval | None, is_past: bool = True) -> Interval | None:
    """Return the days that a phrase means, from the date of the report.

    Parameters
    ----------
    words
        A phrase that :func:`date_in` found.
    dated
        The date of the report; where that is an interval, so is the answer.
    is_past
        Whether a weekday or a month without a year is the one before the report, else the one after it.

    Returns
    -------
    Interval | None
        None without the date of the report, without dateparser (extra ``text``), or where the phrase names no
        days, as in *several weeks ago*.

    Examples
    --------
    >>> import datetime
    >>> report = Interval.on(datetime.date(2030, 5, 3))  # a Friday
    >>> print(days_of("Monday", report), days_of("last month", report), sep="; ")
    2030-04-29; 2030-04-01 to 2030-04-30
    """
    if dated is None or _FUZZY.search(words):
        return None
    try:
        ends = [_days(words, day, is_past) for day in (dated.earliest, dated.latest)]
    except (ValueError, OverflowError):  # beyond the years of the calendar
        return None
    found = [one for one in ends if one is not None]
    if len(found) < 2:
        return None
    return Interval(min(one.earliest for one in found), max(one.latest for one in found))


def _days(words: str, day: datetime.date, is_past: bool) -> Interval | None:
    lower = _MODIFIED.sub("", words).strip().lower()
    if " or " in lower:
        both = [_days(part, day, is_past) for part in lower.split(" or ")]
        kept = [one for one in both if one is not None]
        if len(kept) < 2:
            return None
        return Interval(min(one.earliest for one in kept), max(one.latest for one in kept))
    if lower in {"today", calendar.day_name[day.weekday()].lower()}:
        return Interval.on(day)
    if re.fullmatch(r"\d{4}", lower):
        return Interval(datetime.date(int(lower), 1, 1), datetime.date(int(lower), 12, 31))
    unit = _UNIT.search(lower)
    if unit and lower.startswith(("last", "next", "this")):
        return _unit(lower.split()[0], unit[1], day)
    meant = _parsed(lower, day, is_past)
    if meant is None:
        return None
    if unit or re.search(r"\bmonths?\b|\byears?\b|\bweeks?\b", lower):
        return _around(lower, meant)
    if not re.search(r"\d|day|yesterday|tomorrow", lower) or re.fullmatch(r"[a-z.]+ \d{4}", lower):
        last = calendar.monthrange(meant.year, meant.month)[1]
        return Interval(meant.replace(day=1), meant.replace(day=last))
    return Interval.on(meant)


def _unit(which: str, unit: str, day: datetime.date) -> Interval:
    """Return the last, this or next week (from Monday), month or year."""
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = day - datetime.timedelta(days=day.weekday()) + datetime.timedelta(weeks=step)
        return Interval(monday, monday + datetime.timedelta(days=6))
    if unit == "month":
        count = day.year * 12 + day.month - 1 + step
        year, month = count // 12, count % 12 + 1
        return Interval(
            datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        )
    return Interval(datetime.date(day.year + step, 1, 1), datetime.date(day.year + step, 12, 31))


def _around(words: str, meant: datetime.date) -> Interval:
    """Return the days that *two weeks ago* and the like may mean; weeks and more are round numbers."""
    slack = 3 if "week" in words else 15 if "month" in words else 183
    return Interval(meant - datetime.timedelta(days=slack), meant + datetime.timedelta(days=slack))


def _parsed(words: str, day: datetime.date, is_past: bool) -> datetime.date | None:
    try:
        import dateparser
    except ImportError:
        return None
    plain = re.sub(r"^(?:last|this) ", "", words)
    ahead = not is_past or words.startswith("next ")
    moment = dateparser.parse(
        re.sub(r"^next ", "", plain),
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.datetime.combine(day, datetime.time(12)),
            "PREFER_DATES_FROM": "future" if ahead else "past",
            "PREFER_DAY_OF_MONTH": "first",
        },
    )
    return moment.date() if moment else None
