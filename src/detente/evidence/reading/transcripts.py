"""Transcripts: texts in turns, each with its speaker before it.

*LEE: …*, *Q: …*, *>> MODERATOR: …*, *President Lee: …*; what comes after without a
speaker goes on with the same one. Subtitles that name their speakers have this form once they are imported.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

__all__ = ["Turn", "is_unlabelled", "turns"]

_NAME = r"[A-Z][\w.’'\-]*(?: (?:[A-Z][\w.’'\-]*|of|the|de|al|van|von)){0,5}"
_LABEL = re.compile(
    rf"^[ \t]*(?:>>+[ \t]*)?(?P<name>{_NAME}|Q|A)"
    r"(?:[ \t]*(?:\([^()\n]{1,40}\)|\[[^\[\]\n]{1,40}\]))?:[ \t]+(?=\S)",
    re.M,
)
_NO_LABEL = re.compile(
    r"^(?:Note|Photo|Image|Source|Sources|Published|Published on|Updated|By|Read more|Related|Editor|Editors|"
    r"Title|Date|Time|Watch|See also|Correction|Tags|Video|Contact|Location|Subject|Re|From|To|PS)$",
    re.I,
)
_ASKS = re.compile(
    r"^(?:q|question|questioner|reporter|journalist|moderator|host|anchor|interviewer|audience)\b", re.I
)
_CHEVRON = re.compile(r"^[ \t]*>>", re.M)
_SPOKEN = re.compile(
    r"\b(?:joins? us|thank you|thanks for|tell us|what do you think|my pleasure|let me ask|good evening|"
    r"welcome back|as you (?:have )?(?:already )?said)\b",
    re.I,
)
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a stretch: where the name stands and where the words do.

    ``asks`` tells whether the label is that of somebody who puts questions.
    """

    name: tuple[int, int]
    words: tuple[int, int]
    asks: bool


def turns(text: str) -> tuple[Turn, ...]:
    r"""Return the turns of a transcript; none when the text is not one.

    It is one when at least three turns are labelled and some label comes twice or all lines bear one.

    Examples
    --------
    >>> found = turns("LEE: We agree.\nQ: When?\nLEE: Soon. Very soon.\n")
    >>> [one.asks for one in found]
    [False, True, False]
    """
    labels = [one for one in _LABEL.finditer(text) if not _NO_LABEL.match(one["name"])]
    if len(labels) < _LEAST:
        return ()
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    repeated = Counter(one["name"] for one in labels).most_common(1)[0][1] > 1
    if (not repeated and len(labels) < lines) or len(labels) * 8 < lines:
        return ()
    ends = [*(one.start() for one in labels[1:]), len(text)]
    found = []
    for one, end in zip(labels, ends, strict=True):
        start, stop = one.end(), end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            found.append(Turn(one.span("name"), (start, stop), bool(_ASKS.match(one["name"]))))
    return tuple(found)


def is_unlabelled(text: str) -> bool:
    r"""Return whether a text looks like speech in turns that bear no names.

    Examples
    --------
    >>> is_unlabelled(">> We agree.\n>> When?\n>> Soon.\n"), is_unlabelled("They agree.")
    (True, False)
    """
    return len(_CHEVRON.findall(text)) >= _LEAST or len(_SPOKEN.findall(text)) >= _LEAST
