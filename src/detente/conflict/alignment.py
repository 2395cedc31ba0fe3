"""Two prioritised lists side by side: which line of one is which line of the other, and which keep order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .preferences import Line
from .statements import Statement

__all__ = ["Alignment", "align", "line_key"]


def line_key(statements: Iterable[Statement]) -> frozenset[Statement]:
    """Return what makes two lines the same: their statements; within equal importance the order is idle."""
    return frozenset(statements)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which line of an old list is which line of a new one.

    Attributes
    ----------
    partner : tuple of int or None
        For each old line the index of the same line in the new list, or of its opposite; None where the line
        is gone.
    reversed : frozenset of int
        The old lines whose partner is their opposite.
    steady : frozenset of int
        The new lines that keep their order; as many as can be.
    """

    partner: tuple[int | None, ...]
    reversed: frozenset[int]
    steady: frozenset[int]


def align(old: Sequence[Line], new: Sequence[Line]) -> Alignment:
    """Find which line of an old list is which line of a new one.

    A line is the same when its statements are. One that is gone is turned round when its opposite is new.

    Examples
    --------
    >>> from detente import Conflict
    >>> a = Conflict.from_options({"A": ["x", "y"]}, {"A": ["x", "y"]}).preferences["A"]
    >>> b = Conflict.from_options({"A": ["x", "y"]}, {"A": ["not y", "x"]}).preferences["A"]
    >>> found = align(a.lines, b.lines)
    >>> found.partner, sorted(found.reversed), sorted(found.steady)
    ((1, 0), [1], [1])
    """
    places = {line_key(line.statements): place for place, line in enumerate(new)}
    partner = [places.get(line_key(line.statements)) for line in old]
    turned = []
    for place, line in enumerate(old):
        if partner[place] is None and len(line.statements) == 1:
            opposite = places.get(line_key([line.statement.reversed()]))
            if opposite is not None and opposite not in partner:
                partner[place] = opposite
                turned.append(place)
    kept = [goal for goal in partner if goal is not None]
    return Alignment(tuple(partner), frozenset(turned), _longest_rising(kept))


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return a longest rising subsequence of distinct numbers."""
    best: list[tuple[int, ...]] = []
    for place, number in enumerate(numbers):
        before = [run for run, last in zip(best, numbers[:place], strict=True) if last < number]
        best.append((*_longest(before), number))
    return frozenset(_longest(best))


def _longest(runs: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return max(runs, key=lambda run: len(run), default=())  # noqa: PLW0108 - len alone confuses mypy
