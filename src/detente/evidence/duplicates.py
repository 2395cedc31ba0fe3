"""Whether a text is nearly one that is there already.

The *resemblance* of two texts is the share of their runs of four words that both have (Broder, 1997,
doi:10.1109/SEQUEN.1997.666900): runs of both, over runs of either. Two texts are *alike* from a half on, or
when nine tenths of the runs of the shorter one stand in the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = [
    "ALIKE",
    "LEAST",
    "WITHIN",
    "Shingles",
    "alike",
    "resemblance",
    "shingles",
]

RUN = 4
ALIKE = 0.5
WITHIN = 0.9
LEAST = 20
"""A text with fewer runs than this is not looked for inside others: short texts share stock phrases."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")

Shingles = frozenset[tuple[str, ...]]
"""The runs of four words of a text."""


def shingles(text: str) -> Shingles:
    """Return the runs of four words of a text, without regard to case; of a shorter text all its words.

    >>> sorted(shingles("They agreed to meet again."))
    [('agreed', 'to', 'meet', 'again'), ('they', 'agreed', 'to', 'meet')]
    """
    words = tuple(word.casefold() for word in _WORD.findall(text))
    if len(words) <= RUN:
        return frozenset([words] if words else [])
    return frozenset(words[at : at + RUN] for at in range(len(words) - RUN + 1))


def resemblance(one: Shingles, other: Shingles) -> float:
    """Return the share of the runs of two texts that both have, from 0 to 1.

    >>> resemblance(shingles("a b c d e"), shingles("A, b c d f"))
    0.3333333333333333
    """
    both = len(one & other)
    return both / (len(one) + len(other) - both) if one or other else 0.0


def alike(text: str, known: Mapping[str, Shingles]) -> tuple[str, float] | None:
    """Return which of some known texts a text is nearly, and their resemblance; None when it is like none.

    Of several the one with the greatest resemblance, the first of equals.

    Notes
    -----
    Cost: linear in the runs of all known texts; :class:`detente.evidence.runs.KnownRuns` says to which of
    many texts a text can be alike at all.

    Examples
    --------
    >>> known = {"a": shingles("The two sides agreed to meet again in the spring of next year.")}
    >>> alike("The two sides agreed to meet again in the spring of this year.", known)
    ('a', 0.6666666666666666)
    >>> alike("Nothing of the kind was said.", known) is None
    True
    """
    runs = shingles(text)
    best: tuple[str, float] | None = None
    for key, other in known.items():
        both, shorter = len(runs & other), min(len(runs), len(other))
        if not both:
            continue
        share = both / (len(runs) + len(other) - both)
        near = share >= ALIKE or (shorter >= LEAST and both >= WITHIN * shorter)
        if near and (best is None or share > best[1]):
            best = key, share
    return best
