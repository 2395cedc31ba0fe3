"""Pairs of changes of one list: which of them do it together, and neither of them alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..conflict.edits import EditKind
from .vocabulary import Change, Listed, Vocabulary

__all__ = ["Pairs"]

_ORDER = {kind: place for place, kind in enumerate(EditKind)}


class Pairs:
    """The pairs of changes of one list that do it, by the list that they lead to.

    Parameters
    ----------
    vocabulary
        Of the list.
    singles
        All single changes of the list as it is.
    enough
        Those of them that do it alone.

    Attributes
    ----------
    near
        The lists that no change or one leads to: no pair is needed for them.
    """

    def __init__(self, vocabulary: Vocabulary, singles: Iterable[Change], enough: Iterable[Change]) -> None:
        self.vocabulary = vocabulary
        self.near = {vocabulary.start, *(change.after for change in singles)}
        self._enough: dict[tuple[EditKind, int], list[Listed]] = {}
        for change in enough:
            self._enough.setdefault((change.kind, change.line), []).append(change.after)
        self._best: dict[Listed, tuple[tuple[object, ...], Change, Change]] = {}

    def take(self, first: Change, second: Change) -> None:
        """Take up two changes, one after the other, that do it together, unless one of them does alone."""
        cost = (
            first.moved + second.moved,
            _ORDER[first.kind],
            first.line,
            _ORDER[second.kind],
            second.line,
            first.to or 0,
        )
        before = self._best.get(second.after)
        if (before is None or cost < before[0]) and not self._idle(first, second):
            self._best[second.after] = cost, first, second

    def best(self) -> Iterator[tuple[Change, Change]]:
        """Yield for each list the pair that moves lines by the fewest places."""
        for _, first, second in self._best.values():
            yield first, second

    def _idle(self, first: Change, second: Change) -> bool:
        """Return whether one of two changes does it alone, wherever that leaves the other one's line."""
        if self._same_line(first, second):
            line = first.line
            opposite = self.vocabulary.opposite[line]
            moved = tuple(line if one == opposite else one for one in second.after)
            return (EditKind.REVERSE, line) in self._enough or moved in self._enough.get(
                (EditKind.MOVE, line), ()
            )
        return any(
            any(_without(after, other) == _without(second.after, other) for after in found)
            for change, other in ((first, self._forms(second)), (second, self._forms(first)))
            if (found := self._enough.get((change.kind, change.line)))
        )

    def _same_line(self, first: Change, second: Change) -> bool:
        """Return whether one line is reversed and moved."""
        return (
            first.kind in (EditKind.REVERSE, EditKind.MOVE)
            and second.kind is not EditKind.ADD
            and not self._forms(first).isdisjoint(self._forms(second))
        )

    def _forms(self, change: Change) -> frozenset[int]:
        """Return the line that a change is about, as it is before and after."""
        if change.kind is EditKind.REVERSE:
            opposite = self.vocabulary.opposite[change.line]
            return frozenset({change.line, change.line if opposite is None else opposite})
        return frozenset({change.line})


def _without(listed: Listed, gone: frozenset[int]) -> list[int]:
    return [line for line in listed if line not in gone]
