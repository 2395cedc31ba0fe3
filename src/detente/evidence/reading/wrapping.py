"""Lines that were broken only because they were full, as in mails and text files."""

from __future__ import annotations

__all__ = ["unwrapped"]

_LONGEST = 120
"""A text with longer lines is not broken into lines."""
_SHORTEST = 40
"""A text without a line as long as this holds a list or verses, not full lines."""
_ENDS = (".", "!", "?", "”", '"', ":")


def unwrapped(text: str) -> str:
    r"""Return a text with a blank for each line break that stands only where a line was full.

    A line is full when the first word of the next one would have made it longer than the longest line. Where
    most lines that another one follows are full, and most of the full ones end within a sentence, the text
    was broken so, and the full ones go on. The length stays the same, so places in the text do, too.

    Examples
    --------
    >>> unwrapped("She spoke for an hour and said that they\nwould pay if it stops.\n\nHe left.").splitlines()
    ['She spoke for an hour and said that they would pay if it stops.', '', 'He left.']
    >>> unwrapped("ANN: Yes.\nBOB: No.")
    'ANN: Yes.\nBOB: No.'
    """
    lines = text.split("\n")
    longest = max(len(line.rstrip()) for line in lines)
    if not _SHORTEST <= longest <= _LONGEST:
        return text
    follows = [
        number for number in range(len(lines) - 1) if lines[number].strip() and lines[number + 1].strip()
    ]
    full = [
        number
        for number in follows
        if len(lines[number].rstrip()) + 1 + len(lines[number + 1].split(maxsplit=1)[0]) > longest
    ]
    inner = [number for number in full if not lines[number].rstrip().endswith(_ENDS)]
    if 2 * len(full) < len(follows) or 2 * len(inner) < len(full):
        return text
    signs = list(text)
    ends: list[int] = []
    place = -1
    for line in lines:
        place += len(line) + 1
        ends.append(place)
    for number in full:
        signs[ends[number]] = " "
    return "".join(signs)
