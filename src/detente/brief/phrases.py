"""What the sections share: names, dates and lists, and on what words rest."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date

from ..analysis.words import joined, line_in_words, option_phrases, options_in_words
from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE
from ..conflict.preferences import Basis, Line
from ..dossier.citing import UsedLine
from ..dossier.dossier import CitedClaim
from ..dossier.headlines import weakest
from ..files.dates import Interval
from .document import Grounds, Text

__all__ = [
    "cite",
    "cite_ids",
    "day_text",
    "interval_text",
    "joined_texts",
    "line_grounds",
    "line_text",
    "name_of",
    "names",
    "options_text",
    "otherwise_than_today",
    "owner_of",
    "says",
    "spaced",
    "text",
    "ways",
    "weakest_grounds",
]


def text(*parts: str | Grounds | Text | None) -> Text:
    """Put words, grounds and texts together; None is nothing.

    >>> text("a", ("b", Grounds(Basis.ASSUMED)), None, ".")
    ('ab', Grounds(basis=<Basis.ASSUMED: 'assumed'>, claims=(), against=()), '.')
    """
    found: list[str | Grounds] = []
    for part in parts:
        for one in part if isinstance(part, tuple) else (part,):
            if isinstance(one, str) and found and isinstance(found[-1], str):
                found[-1] += one
            elif one:
                found.append(one)
    return tuple(found)


def joined_texts(texts: Sequence[Text], word: str = "and", comma: str = ", ") -> Text:
    """Join texts as a list in a sentence.

    >>> joined_texts([("a",), ("b",), ("c",)])
    ('a, b and c',)
    """
    found: Text = ()
    for place, one in enumerate(texts):
        between_ = "" if not place else f" {word} " if word and place == len(texts) - 1 else comma
        found = text(found, between_, one)
    return found


def cite(claims: Iterable[CitedClaim]) -> Grounds | None:
    """Return the citation of some claims; None of none."""
    return cite_ids(cited.claim.id for cited in claims)


def cite_ids(ids: Iterable[str]) -> Grounds | None:
    """Return the citation of the claims of some ids; None of none."""
    found = tuple(dict.fromkeys(ids))
    return Grounds(None, found) if found else None


def line_grounds(line: Line) -> Grounds:
    """Return on what a line of the model rests."""
    return Grounds(line.basis, line.because, line.against)


def line_text(line: Line, own: str | None) -> Text:
    """Write a line of the model, and on what it rests."""
    return text(f"{line_in_words(line, own)} ", line_grounds(line))


def weakest_grounds(lines: Sequence[UsedLine]) -> Grounds | None:
    """Return on what an answer rests: on the weakest of the lines that it hangs on, and on their claims."""
    basis = weakest([used.line.basis for used in lines])
    if basis is None:
        return None
    claims = () if basis is Basis.ASSUMED else [claim for used in lines for claim in used.line.because]
    return Grounds(basis, tuple(dict.fromkeys(claims)))


def options_text(
    conflict: Conflict,
    taken: Container[str],
    left: Container[str] = (),
    grounds: Callable[[str], Grounds | None] = lambda ref: None,
) -> list[Text]:
    """Write which options are taken and left, a phrase a decision maker, each with its grounds."""
    found = []
    for name, own in option_phrases(conflict, taken, left):
        phrases = [text(phrase, " " if grounds(ref) else "", grounds(ref)) for ref, phrase in own]
        found.append(text(f"{name} ", joined_texts(phrases)))
    return found


def otherwise_than_today(conflict: Conflict, refs: Iterable[str]) -> list[str]:
    """Write some options as they are not today, a phrase a decision maker."""
    today = conflict.status_quo.options if conflict.status_quo is not None else frozenset()
    changed = list(refs)
    taken, left = [ref for ref in changed if ref not in today], [ref for ref in changed if ref in today]
    return list(options_in_words(conflict, taken, left))


def name_of(conflict: Conflict, dm: str) -> str:
    """Return what a decision maker is called."""
    return conflict.decision_makers[conflict.dm(dm)].name


def owner_of(conflict: Conflict, used: UsedLine) -> str:
    """Return whose line it is."""
    return "ruled out" if used.target == INFEASIBLE else name_of(conflict, used.target)


def says(cited: CitedClaim) -> Text:
    """Write what a claim says, with its id, without a full stop."""
    return text(cited.claim.says.rstrip("."), " ", cite([cited]))


def spaced(grounds: Grounds | None) -> Text:
    """Write grounds after a word; None is nothing."""
    return (" ", grounds) if grounds is not None else ()


def ways(number: int) -> str:
    """Count the ways in which something can come about: its states.

    >>> ways(1), ways(1920)
    ('1 way', '1,920 ways')
    """
    return f"{number:,} {'way' if number == 1 else 'ways'}"


def day_text(day: date) -> str:
    """Write a day: "4 February 2025"."""
    return f"{day.day} {day:%B %Y}"


def interval_text(when: Interval) -> str:
    """Write a day, a month, or the days between which something lies.

    >>> interval_text(Interval(date(2025, 9, 1), date(2025, 9, 30)))
    'September 2025'
    >>> interval_text(Interval(date(2025, 10, 24), date(2025, 10, 26)))
    '24 to 26 October 2025'
    >>> interval_text(Interval(date(2025, 1, 20), date(2025, 2, 4)))
    'between 20 January and 4 February 2025'
    >>> interval_text(Interval(date(2018, 1, 1), date(2025, 10, 30)))
    'between 2018 and 30 October 2025'
    """
    first, last = when.earliest, when.latest
    start, end = _start(first), _end(last)
    if when.is_one_day or start == end:
        return day_text(first) if when.is_one_day else start
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_text(last)}"
    same_year = first.year == last.year and not start.isdecimal()
    return f"between {start.removesuffix(f' {first.year}') if same_year else start} and {end}"


def _start(day: date) -> str:
    """Write the beginning of a time: a year or a month where it begins with one."""
    if day.day > 1:
        return day_text(day)
    return str(day.year) if day.month == 1 else f"{day:%B %Y}"


def _end(day: date) -> str:
    if day.day < calendar.monthrange(day.year, day.month)[1]:
        return day_text(day)
    return str(day.year) if day.month == 12 else f"{day:%B %Y}"


def names(conflict: Conflict, dms: Iterable[str]) -> str:
    """Join what some decision makers are called."""
    return joined([name_of(conflict, dm) for dm in dms])
