"""What differs between two versions of a text, in words.

The words that both have in the same order are found by the algorithm of Myers (1986, doi:10.1007/BF01840446):
there are as many of them as can be. Where two texts differ in very many places the search is given up, and
what lies between their equal beginnings and ends counts as one changed passage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Difference", "difference"]

_SHOWN = 160
_EDITS = 1000
"""So many words may come in and go out, …"""
_STEPS = 2_000_000
"""… and so many pairs of words be compared, before the search is given up."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new version of a text changed, in words.

    Attributes
    ----------
    added, removed
        How many words came in, and how many went out; one that moved within a passage counts as neither.
    passages
        The first changed passages: what stood there, and what stands there now; each at most 160 code points.
    """

    added: int
    removed: int
    passages: tuple[tuple[str, str], ...]


def difference(old: str, new: str, most: int = 3) -> Difference:
    """Return what changed from one version of a text to another.

    Notes
    -----
    Cost: linear in the words, and at most a second or two.

    Examples
    --------
    >>> difference("They agreed to meet.", "They refused to meet again.")
    Difference(added=2, removed=1, passages=(('agreed', 'refused'), ('meet.', 'meet again.')))
    """
    before, after = old.split(), new.split()
    changed = [(before[a:b], after[c:d]) for a, b, c, d in _changes(before, after)]
    return Difference(
        sum(_count(now, then) for then, now in changed),
        sum(_count(then, now) for then, now in changed),
        tuple((_short(then), _short(now)) for then, now in changed[:most]),
    )


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the passages that differ: where each begins and ends in the one text and in the other."""
    first, shorter = 0, min(len(before), len(after))
    while first < shorter and before[first] == after[first]:
        first += 1
    last = 0
    while last < shorter - first and before[-1 - last] == after[-1 - last]:
        last += 1
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    x = y = 0
    for one, other in (*_pairs(old, new), (len(old), len(new))):
        if one > x or other > y:
            yield first + x, first + one, first + y, first + other
        x, y = one + 1, other + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the equal words in the order of both texts, as many as can be; none if given up.

    ``reached[k]`` is how far one comes in ``old`` on the diagonal k (place in ``old`` less place in ``new``)
    with so many words in and out as there were rounds.
    """
    reached = {1: 0}
    rounds: list[dict[int, int]] = []
    steps = 0
    for edits in range(min(_EDITS, len(old) + len(new)) + 1):
        rounds.append(dict(reached))
        for k in range(-edits, edits + 1, 2):
            x = _begin(reached, k, len(old), len(new))
            if x is None:
                reached.pop(k, None)
                continue
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
                steps += 1
            reached[k] = x
            if x == len(old) and x - k == len(new):
                return _walked(rounds, len(old), len(new))
        if steps > _STEPS:
            break
    return []


def _begin(reached: dict[int, int], k: int, old: int, new: int) -> int | None:
    """Return where a round begins on a diagonal, one word from its neighbours; None if outside the texts."""
    # a word of the new text more, or one of the old
    ways = (reached.get(k + 1, -1), reached.get(k - 1, -2) + 1)
    return max((x for x in ways if 0 <= x <= old and 0 <= x - k <= new), default=None)


def _walked(rounds: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """Return the pairs on the way that was found, which is walked back from its end."""
    pairs = []
    old, new = x, y
    for reached in reversed(rounds):
        k = x - y
        begin = _begin(reached, k, old, new)
        assert begin is not None, "the way was walked before"
        while x > begin:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        if reached.get(k + 1) == begin:
            y -= 1
        else:
            x -= 1
    return pairs[::-1]


def _count(words: Iterable[str], others: Iterable[str]) -> int:
    """Return how many words are not among others, without regard to case and to signs beside them."""
    return (Counter(map(_bare, words)) - Counter(map(_bare, others))).total()


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'“”‘’()").casefold()


def _short(words: list[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 2]} …"
