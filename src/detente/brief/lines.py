"""Lines of a terminal: how wide they are, and how a text is broken into them."""

from __future__ import annotations

import textwrap

__all__ = ["WIDTH", "counted", "wrapped"]

WIDTH = 80
"""So many columns a terminal has at least."""


def wrapped(text: str, indent: str = "") -> list[str]:
    """Break a text into lines, all but the first one indented; spaces before its first word stay.

    >>> wrapped("  - " + "word " * 16, "    ")[1]
    '    word'
    """
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number of things.

    >>> counted(1, "state"), counted(2113, "state"), counted(2, "party", "parties")
    ('1 state', '2,113 states', '2 parties')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
