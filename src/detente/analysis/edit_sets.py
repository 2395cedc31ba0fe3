"""The smallest sets of edits after which a target holds an equilibrium, or after which it holds none.

Single edits are all tried, and so are all pairs of edits of one list, and of a lifted line with any other
edit. Pairs of edits of two lists are tried under nash, gmr and smr, where a list changes nothing for others.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE, IRREVERSIBLE, Edit, EditKind
from ..conflict.preferences import Basis, Line
from ..conflict.statements import Statement
from ..conflict.states import StateSet
from ..errors import InputError
from .edit_pairs import Pairs
from .trials import Trials, separate
from .vocabulary import Change, Vocabulary

__all__ = ["EditSet", "EditSets", "Places", "Progress", "edit_sets"]

Progress: TypeAlias = Callable[[int, int], None]

Places: TypeAlias = "tuple[int | None, ...]"
"""For each edit of a set the place to which it adds or moves its line, from 1; None for the others."""


@dataclass(frozen=True, slots=True)
class EditSet:
    """A set of edits that does it, in all the ways that differ only in the places of lines.

    Attributes
    ----------
    edits : tuple of Edit
        The way that moves lines by the fewest places, and then the one with the lines highest up. To be made
        in this order.
    lines : tuple of (Line or None)
        For each edit the line that it is about; None where it adds one.
    moved : int
        By how many places that way moves lines.
    places : tuple of Places
        All ways, that one first.
    trivial : bool
        Whether an edit of it simply asks a party for what is asked of it: see
        :func:`detente.analysis.remedies.remedies`.
    """

    edits: tuple[Edit, ...]
    lines: tuple[Line | None, ...]
    moved: int
    places: tuple[Places, ...]
    trivial: bool

    @property
    def contradicted(self) -> tuple[Line, ...]:
        """The reported lines that it drops or reverses: what it asks for, sources speak against."""
        pairs = zip(self.edits, self.lines, strict=True)
        against = [line for edit, line in pairs if edit.kind in (EditKind.DROP, EditKind.REVERSE)]
        return tuple(line for line in against if line is not None and line.basis is Basis.REPORTED)

    @property
    def ways(self) -> Iterator[tuple[Edit, ...]]:
        """All ways as edits."""
        for places in self.places:
            yield tuple(replace(edit, to=to) for edit, to in zip(self.edits, places, strict=True))


@dataclass(frozen=True, slots=True)
class EditSets:
    """What a search for sets of edits found, and what it searched.

    Attributes
    ----------
    found : tuple of EditSet
        Sets that are not trivial first; then those with fewer edits, then those that move less.
    lists : tuple of str
        The decision makers whose lists were edited.
    singles : int
        How many single edits were tried.
    within, across, lifting : bool
        Whether pairs were tried: of edits of one list; of two lists; of a lifted line with another edit.
    complete : bool
        Whether the search came to its end; else these are the sets found so far.
    """

    found: tuple[EditSet, ...]
    lists: tuple[str, ...]
    singles: int
    within: bool
    across: bool
    lifting: bool
    complete: bool


def edit_sets(
    conflict: Conflict,
    find: Callable[[Conflict], StateSet],
    concept: str,
    *,
    dms: Iterable[int],
    lift: bool,
    edits: int,
    wanted: bool,
    trivial: Callable[[Edit], bool],
    progress: Progress = lambda done, total: None,
    keep_partial: bool = False,
) -> EditSets:
    """Find all smallest sets of at most so many edits after which a target holds an equilibrium, or none.

    Parameters
    ----------
    conflict
        In option form; not yet as it is wanted.
    find
        Returns the states of the target, which may be more once an infeasibility is lifted.
    concept
        The id of a concept.
    dms
        The places of the decision makers whose lists are edited; each has one.
    lift
        Whether infeasibilities and irreversibilities may be lifted.
    edits
        1 or 2.
    wanted
        Whether the target is to hold an equilibrium, or none.
    trivial
        Whether an edit is trivial.
    progress
        Called with how many steps of the search are done, and how many there are.
    keep_partial
        Whether an interrupt (``KeyboardInterrupt``) gives what is found so far; else the caller gets it.

    Notes
    -----
    Two edits of one list make a set when the list that they lead to cannot be had by fewer, and neither does
    it alone: no single edit of the same kind, of the same line, that leads to a list which is the same but
    for the other edit's line. Pairs that lead to the same list are one; the one that moves least stands for
    them.
    """
    lists = [Vocabulary(conflict, dm) for dm in dms]
    search = _Search(conflict, find, concept, lists, wanted)
    complete = True
    try:
        search.run(lift, edits, progress)
    except KeyboardInterrupt:
        if not keep_partial:
            raise
        complete = False
    two = edits > 1
    names = tuple(one.dm for one in lists)
    across = two and separate(concept) and len(lists) > 1
    return EditSets(search.sets(trivial), names, search.tried, two, across, two and lift, complete)


_BLOCK = 64
"""So many single edits are tried between two reports of progress."""


class _Step(NamedTuple):
    """One edit of a set: of which list, what, which line, whether that is new, to which place, how far."""

    target: str
    kind: EditKind
    line: Line
    new: bool = False
    to: int | None = None
    moved: int = 0

    @classmethod
    def of(cls, vocabulary: Vocabulary, change: Change) -> _Step:
        line = vocabulary.lines[change.line]
        return cls(vocabulary.dm, change.kind, line, change.kind is EditKind.ADD, change.to, change.moved)

    def edit(self, to: int | None) -> Edit:
        return Edit(self.kind, self.target, self.line.statements, to=to)


_Lift: TypeAlias = tuple[_Step, Conflict]
"""The lifting of a line, and the conflict without it."""

_Key: TypeAlias = "tuple[tuple[str, EditKind, tuple[Statement, ...]], ...]"


class _Search:
    """A search, and what it has found so far: for each set of edits without places, its ways."""

    def __init__(
        self,
        conflict: Conflict,
        find: Callable[[Conflict], StateSet],
        concept: str,
        lists: list[Vocabulary],
        wanted: bool,
    ) -> None:
        self.conflict, self.find, self.concept, self.lists = conflict, find, concept, lists
        self.wanted = wanted
        self.tried = 0
        self._sets: dict[_Key, tuple[tuple[_Step, ...], list[tuple[int, Places]]]] = {}
        self._singles = [list(one.changes(one.start)) for one in lists]
        self._enough: list[set[Change]] = [set() for _ in lists]

    def run(self, lift: bool, edits: int, progress: Progress) -> None:
        """Try single edits, and then pairs."""
        lifts = list(_lifts(self.conflict)) if lift else []
        blocks = [
            (at, changes[begin : begin + _BLOCK])
            for at, changes in enumerate(self._singles)
            for begin in range(0, len(changes), _BLOCK)
        ]
        total = len(blocks) + len(lifts)
        if edits > 1:
            total += sum(map(len, self._singles)) + len(lifts)
        steps = itertools.count(1)
        trials = Trials(self.conflict, self.find(self.conflict), self.concept)
        for at, changes in blocks:
            for change in self._among(trials, self.lists[at], changes):
                self._enough[at].add(change)
                self._add(_Step.of(self.lists[at], change))
            self.tried += len(changes)
            progress(next(steps), total)
        useless: list[_Lift] = []
        for step, other in lifts:
            self.tried += 1
            if self._does(other):
                self._add(step)
                total -= edits - 1  # it need not be tried with another edit
            else:
                useless.append((step, other))
            progress(next(steps), total)
        if edits > 1:
            self._pairs(trials, useless, lambda: progress(next(steps), total))

    def _pairs(self, trials: Trials, lifts: list[_Lift], tell: Callable[[], None]) -> None:
        if separate(self.concept) and self.wanted:  # to break a state, one of two parties is enough
            self._two_lists(trials)
        for at in range(len(lifts)):
            self._lift_and(lifts, at)
            tell()
        for vocabulary, changes, enough in zip(self.lists, self._singles, self._enough, strict=True):
            pairs = Pairs(vocabulary, changes, enough)
            try:
                for first in changes:
                    if first not in enough:
                        later = [c for c in vocabulary.changes(first.after) if c.after not in pairs.near]
                        for second in self._among(trials, vocabulary, later):
                            pairs.take(first, second)
                    tell()
            finally:  # what is found so far stands when a person stops the search
                for first, second in pairs.best():
                    self._add(_Step.of(vocabulary, first), _Step.of(vocabulary, second))

    def _among(self, trials: Trials, vocabulary: Vocabulary, changes: list[Change]) -> list[Change]:
        """Return which of some changes do it, in their order."""
        flags = trials.holding(vocabulary, [change.after for change in changes]) == self.wanted
        return [changes[at] for at in np.flatnonzero(flags).tolist()]

    def _does(self, conflict: Conflict) -> bool:
        return Trials(conflict, self.find(conflict), self.concept).held is self.wanted

    def _lift_and(self, lifts: list[_Lift], at: int) -> None:
        """Lift a line that is not enough alone, and make one more edit that is not enough alone."""
        step, other = lifts[at]
        trials = Trials(other, self.find(other), self.concept)
        for vocabulary, changes, enough in zip(self.lists, self._singles, self._enough, strict=True):
            left = [change for change in changes if change not in enough]
            for change in self._among(trials, vocabulary, left):
                self._add(step, _Step.of(vocabulary, change))
        for later, _ in lifts[at + 1 :]:
            third = _edited(other, later)
            if third is not None and self._does(third):
                self._add(step, later)

    def _two_lists(self, trials: Trials) -> None:
        """Try all pairs of edits of two lists, where each decides only for its own party."""
        left = [
            [change for change in changes if change not in enough]
            for changes, enough in zip(self._singles, self._enough, strict=True)
        ]
        steps = [
            [_Step.of(vocabulary, change) for change in own]
            for vocabulary, own in zip(self.lists, left, strict=True)
        ]
        for a, b in itertools.combinations(range(len(self.lists)), 2):
            among = trials.but(*(self.conflict.dm(self.lists[one].dm) for one in (a, b)))
            if not among.any():
                continue
            (rows, at), (columns, under) = (
                trials.stable_by(self.lists[one], [change.after for change in left[one]], among)
                for one in (a, b)
            )
            both = rows.astype(np.float32) @ columns.T.astype(np.float32) > 0
            for x, y in np.argwhere(both[at][:, under]).tolist():
                self._add(steps[a][x], steps[b][y])

    def _add(self, *steps: _Step) -> None:
        """Take up edits that do it, made in this order."""
        key = tuple((step.target, step.kind, step.line.statements) for step in steps)
        way = sum(step.moved for step in steps), tuple(step.to for step in steps)
        self._sets.setdefault(key, (steps, []))[1].append(way)

    def sets(self, trivial: Callable[[Edit], bool]) -> tuple[EditSet, ...]:
        """Return what is found so far."""
        found = []
        for steps, ways in self._sets.values():
            ways.sort(key=lambda way: (way[0], [place or 0 for place in way[1]]))
            moved, places = ways[0]
            edits = tuple(step.edit(to) for step, to in zip(steps, places, strict=True))
            lines = tuple(None if step.new else step.line for step in steps)
            found.append(
                EditSet(edits, lines, moved, tuple(one for _, one in ways), any(map(trivial, edits)))
            )
        return tuple(sorted(found, key=lambda one: (one.trivial, len(one.edits), one.moved)))


def _lifts(conflict: Conflict) -> Iterator[_Lift]:
    """Yield the infeasibilities and irreversibilities, with the conflict without each, where one is left."""
    for kind, lines in ((INFEASIBLE, conflict.infeasible), (IRREVERSIBLE, conflict.irreversible)):
        for line in lines:
            step = _Step(kind, EditKind.DROP, line)
            other = _edited(conflict, step)
            if other is not None:
                yield step, other


def _edited(conflict: Conflict, step: _Step) -> Conflict | None:
    """Return the conflict after an edit; None where none is left: a ranking may miss states that come in."""
    try:
        return conflict.edited(step.edit(None))
    except InputError:
        return None
