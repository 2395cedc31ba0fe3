"""Sentences within a span of a text, for speech that is quoted or transcribed."""

from __future__ import annotations

import re

__all__ = ["sentences"]

_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bSt)(?<!\bNo)(?<!\bvs)"
    r"(?<![ .“\"(][A-Z])[.!?…]+[”\"’')]*\s+(?=[“\"‘'(]*[A-Z0-9])|\n\s*\n"
)
_WORD = re.compile(r"\w[\w'’-]*")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a span, without blanks at their edges; one with no words goes with none.

    Examples
    --------
    >>> text = "We agree. The U.S. Navy left. Why?"
    >>> [text[slice(*span)] for span in sentences(text, 0, len(text))]
    ['We agree.', 'The U.S. Navy left.', 'Why?']
    """
    found: list[tuple[int, int]] = []
    at = start
    for stop in [*(one.end() for one in _END.finditer(text, start, end)), end]:
        first, last = at, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if _WORD.search(text, first, last):
            found.append((first, last))
        at = stop
    return found
