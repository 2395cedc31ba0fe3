"""Lines of a terminal: how wide they are, and how a text is broken into them."""

from __future__ import annotations

import textwrap
import unicodedata

__all__ = ["WIDTH", "counted", "wrapped"]

WIDTH = 80
"""So many columns a terminal has at least."""

_SECOND = "\0"
"""Stands for the second column of a sign; no text that is shown holds it."""


def wrapped(text: str, indent: str = "") -> list[str]:
    """Break a text into lines, all but the first one indented; spaces before its first word stay.

    >>> wrapped("  - " + "word " * 16, "    ")[1]
    '    word'
    >>> [len(line) for line in wrapped("会" * 50)]
    [40, 10]
    """
    # a sign that takes two columns, as Chinese ones do, is counted as two
    counted_twice = text if text.isascii() else "".join(map(_widened, text))
    lines = textwrap.wrap(counted_twice, WIDTH, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace(_SECOND, "") for line in lines]


def _widened(sign: str) -> str:
    return sign + _SECOND if unicodedata.east_asian_width(sign) in ("W", "F") else sign


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number of things.

    >>> counted(1, "state"), counted(2113, "state"), counted(2, "party", "parties")
    ('1 state', '2,113 states', '2 parties')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
