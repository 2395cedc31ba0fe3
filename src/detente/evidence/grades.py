"""The quality of a grade: an Admiralty grade as one number."""

from __future__ import annotations

__all__ = ["quality"]

_UNJUDGED = 0.5


def quality(grade: str) -> float:
    """Return the quality of an Admiralty grade, from 0 (worst) to 1 (best).

    The letter says how reliable the source is, from A to E; the digit how credible the claim, from 1 to 5. F
    and 6 mean that this cannot be judged, which is neither good nor bad: the middle. Of the two halves the
    worse one counts.

    Source: the grades are those of NATO's AJP-2.1; to put them at equal distances is our choice.

    Examples
    --------
    >>> quality("A1"), quality("B3"), quality("F2"), quality("C5")
    (1.0, 0.5, 0.5, 0.0)
    """
    letter, digit = grade[0], grade[1]
    reliable = _UNJUDGED if letter == "F" else 1 - "ABCDE".index(letter) / 4
    credible = _UNJUDGED if digit == "6" else 1 - "12345".index(digit) / 4
    return min(reliable, credible)
