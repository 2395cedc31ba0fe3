"""Where words stand in a text, letter by letter: each place is tried."""

from __future__ import annotations

__all__ = ["place_of"]


def place_of(
    words: str, before: str, after: str, text: str, within: tuple[int, int], window: tuple[int, int]
) -> int | None:
    """Return the one place of words within a part of a text, or None for none and for several.

    What stands before and after them must lie in the window.
    """
    start, end = within
    low, high = window
    places = []
    for at in range(start, end):
        stop = at + len(words)
        if stop > end or text[at:stop] != words:
            continue
        if at - len(before) < low or stop + len(after) > high:
            continue
        if text[at - len(before) : at] == before and text[stop : stop + len(after)] == after:
            places.append(at)
    return places[0] if len(places) == 1 else None
