"""A working copy of a text, for reading: no signs that nobody sees, its marks closed, its lines whole.

Every place in the copy leads back to a place in the text, so that spans stay exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .wrapping import unwrapped

__all__ = ["Copy", "copy_of"]

_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_PARAGRAPH = re.compile(r"[^\n]+")
_MARKS = re.compile(r"[“”\"]")
_INTRODUCES = re.compile(r"(?:[:,]|\b(?:said|says|stated|added|declared|told \w+|warned))\s*$")


@dataclass(frozen=True, slots=True)
class Copy:
    """The working copy.

    Attributes
    ----------
    text
        The text to read.
    places
        For each sign of it the place in the text that it was made from.
    closed
        Where, in the copy, quotations were closed that the text leaves open.
    """

    text: str
    places: tuple[int, ...]
    closed: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text behind a span of the copy that is not empty."""
        first = self.places[start]
        return first, max(first, self.places[end - 1]) + 1


def copy_of(text: str) -> Copy:
    r"""Return the working copy of a text.

    Lines that an editor broke are joined. A quotation that is opened after words of saying and never closed
    ends with its paragraph, unless the next paragraph opens with a mark too: then it goes on there.

    Examples
    --------
    >>> copy = copy_of("Kim\u200b said: “No. We stay")
    >>> copy.text, copy.span(0, 8)
    ('Kim said: “No. We stay”', (0, 9))
    """
    text = unwrapped(text)
    signs: list[str] = []
    places: list[int] = []
    closed: list[int] = []
    ends = dict(_unclosed(text))
    for place, sign in enumerate(text):
        if not _UNSEEN.match(sign):
            signs.append(sign)
            places.append(place)
        if place in ends and signs:
            closed.append(len(signs))
            signs.append(ends[place])
            places.append(place)
    return Copy("".join(signs), tuple(places), tuple(closed))


def _unclosed(text: str) -> list[tuple[int, str]]:
    """Return the last places of paragraphs whose last quotation is to be closed, each with the mark."""
    found: list[tuple[int, str]] = []
    paragraphs = list(_PARAGRAPH.finditer(text))
    for number, paragraph in enumerate(paragraphs):
        opened = _opened(paragraph[0])
        if opened is None:
            continue
        following = paragraphs[number + 1][0].lstrip() if number + 1 < len(paragraphs) else ""
        introduced = _INTRODUCES.search(_UNSEEN.sub("", paragraph[0][:opened]))
        if (following[:1] in {"“", '"'} and following) or not introduced:
            continue
        words = paragraph[0].rstrip()
        if len(words) > opened + 2:
            found.append((paragraph.start() + len(words) - 1, "”"))
    return found


def _opened(words: str) -> int | None:
    """Return where the mark stands that is open at the end of a paragraph; None when all are closed."""
    opened: int | None = None
    for mark in _MARKS.finditer(words):
        if mark[0] == "“":
            opened = mark.start() if opened is None else opened
        elif mark[0] == "”" or opened is not None:
            opened = None
        else:
            after = words[mark.end() : mark.end() + 1]
            opened = mark.start() if after and not after.isspace() else None
    return opened
