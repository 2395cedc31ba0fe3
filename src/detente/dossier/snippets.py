"""The part of a text that shows most of what was looked for."""

from __future__ import annotations

import bisect

__all__ = ["SNIPPET", "snippet_span"]

SNIPPET = 240
"""About so many code points a snippet has."""


def snippet_span(text: str, matches: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Return the span of about the usual length that holds most matches; no word of it is cut.

    Examples
    --------
    >>> text = "They met. " * 99 + "A summit was held. " + "They parted. " * 99
    >>> start, end = snippet_span(text, ((992, 998),))
    >>> end - start <= SNIPPET, "A summit was held." in text[start:end]
    (True, True)
    """
    starts = [span[0] for span in matches]
    best, most = 0, 0
    for place, (first, _) in enumerate(matches):
        many = bisect.bisect_right(starts, first + SNIPPET * 2 // 3) - place
        if many > most:
            best, most = place, many
    first = matches[best][0]
    last = max(end for _, end in matches[best : best + most])
    room = max(0, SNIPPET - (last - first))
    return _word_start(text, max(0, first - room // 2), first), _word_end(text, last, last + room - room // 2)


def _word_start(text: str, low: int, high: int) -> int:
    """Return the first place from ``low`` to ``high`` where a word begins."""
    start = low
    while 0 < start < high and not text[start - 1].isspace():
        start += 1
    while start < high and text[start].isspace():
        start += 1
    return start


def _word_end(text: str, low: int, high: int) -> int:
    """Return the last place from ``high`` down to ``low`` where a word ends."""
    end = min(high, len(text))
    while low < end < len(text) and not text[end].isspace():
        end -= 1
    while end > low and text[end - 1].isspace():
        end -= 1
    return end
