"""What changed between two lists, and the smallest sets of changes, word for word and by trying all sets."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence


def smallest_sets(parts: int, does: Callable[[frozenset[int]], bool]) -> list[frozenset[int]]:
    """All sets of the least size, of 0 … parts-1, that do; none where no set does."""
    for size in range(parts + 1):
        found = [one for one in map(frozenset, itertools.combinations(range(parts), size)) if does(one)]
        if found:
            return found
    return []


def in_order(lines: Sequence[str], among: Sequence[str]) -> bool:
    """Whether the lines that both lists have stand in the same order in both."""
    return [one for one in lines if one in among] == [one for one in among if one in lines]


def longest_common(old: Sequence[str], new: Sequence[str]) -> int:
    """The length of the longest list that is left of either when lines are struck out."""
    lengths = (
        size
        for size in range(len(old), -1, -1)
        for kept in itertools.combinations(old, size)
        if in_order(kept, new) and set(kept) <= set(new)
    )
    return next(lengths)
