"""Which changes of what the others do make a party's step towards a target an improvement for it.

The question of who must go first, asked of one party: with what everybody wants as it is, what would have to
be done before its own step is worth it?
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line
from ..conflict.states import State, StateSet
from ..diagnostics import Diagnostic
from ..engine.arrays import BoolArray, IntArray
from ..engine.hypercube import OFF, ON, Hypercube
from ..errors import InputError
from .explain import Move, decisive_line
from .stability import form_of
from .targets import states_asked

__all__ = ["Attempt", "Opening", "Openings", "Step", "openings", "step_into"]

SIZE = 3
"""At most so many options are changed together."""


@dataclass(frozen=True, slots=True)
class Step:
    """A party's step from a state into a target.

    Attributes
    ----------
    gains : Move or None
        The best improvement that leads there; None where there is none.
    bare : Move or None
        The move there that changes the fewest options, and of those the best one; None without any move.
    barred_by : Line or None
        Where no improvement leads there: the line that decides against the bare step; None for a tie, without
        a move, without a prioritised list, and where one is in the target already.
    """

    gains: Move | None
    bare: Move | None
    barred_by: Line | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Some options changed, and the step of the party from there.

    Attributes
    ----------
    options : tuple of (option, whether taken)
        What is otherwise than at the start.
    state : State
        Where that leads.
    """

    options: tuple[tuple[str, bool], ...]
    state: State
    step: Step


@dataclass(frozen=True, slots=True)
class Opening:
    """What would make one party's step an improvement for it.

    Attributes
    ----------
    dm : str
        The party that is to make the last step.
    needed : bool
        Whether it must: no state of the target leaves its options as they are at the start.
    now : Attempt
        Its step with nothing changed.
    enough : tuple of Attempt
        All smallest sets of changes by others that are enough: no smaller part of one is. A set of none where
        its step is an improvement already.
    single : tuple of Attempt
        Changes of one option that are not enough; those that lead into the target are left out.
    """

    dm: str
    needed: bool
    now: Attempt
    enough: tuple[Attempt, ...]
    single: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Openings:
    """What the others would have to do for a target to be reached by a step that is an improvement.

    Attributes
    ----------
    origin : State
        Where things stand.
    asked : str
        The text that was asked for; empty where there was none.
    there : bool
        Whether the origin lies in the target, so that nothing need be done.
    size : int
        At most so many options were changed together.
    parties : tuple of Opening
        One for each party that must take a step of its own; where no single one must, for each that can.
    """

    conflict: Conflict
    origin: State
    asked: str
    target: StateSet
    there: bool
    size: int
    parties: tuple[Opening, ...]


def openings(
    conflict: Conflict, target: State | StateSet | str, dm: str | None = None, *, size: int = SIZE
) -> Openings:
    """Find what the others would have to do so that a party gains by a step into a target.

    Each party changes its options by one move; the moves are made one after the other, in some order in which
    all are legal. Then the party is to have a unilateral improvement that leads into the target.

    Parameters
    ----------
    conflict
        In option form, with a status quo.
    target
        A state, a set of states, an outcome's id or a statement.
    dm
        Who is to make the last step. By default each party that must move for the target to be reached; where
        no single one must, each that has a move into it from anywhere.
    size
        At most so many options of others are changed together.

    Raises
    ------
    InputError
        If the conflict is in graph form or has no status quo, or the target has no feasible state.
    UnknownName
        If there is no such outcome, state, option or decision maker.

    Notes
    -----
    Cost: of k options of others, all sets of at most ``size``, with the party's moves from each.

    Examples
    --------
    >>> thaw = Conflict.from_options(
    ...     {"A": ["talk", "pay"], "B": ["trade"]},
    ...     preferences={"B": ["trade iff (A.talk and A.pay)"]}, status_quo=[],
    ... )
    >>> (found,) = openings(thaw, "B.trade").parties
    >>> found.dm, [one.options for one in found.enough]
    ('B', [(('A.talk', True), ('A.pay', True))])
    >>> [(one.options, str(one.step.barred_by)) for one in found.single]
    ... # doctest: +NORMALIZE_WHITESPACE
    [((('A.talk', True),), 'B.trade iff A.talk and A.pay'),
     ((('A.pay', True),), 'B.trade iff A.talk and A.pay')]
    """
    if conflict.graph is not None:
        message = "what the others change are options, and a conflict in graph form has none"
        raise InputError(Diagnostic("graph-form", message, "write it with options"))
    origin = conflict.status_quo
    if origin is None:
        message = "the conflict does not say where things stand"
        raise InputError(Diagnostic("no-status-quo", message, "add status_quo"))
    asked = target if isinstance(target, str) else ""
    inside = states_asked(conflict, target)
    there = origin in inside
    form = form_of(conflict)
    if not isinstance(form, Hypercube):
        raise AssertionError("a conflict without a graph is in option form")
    search = _Search(conflict, form, origin, inside, size)
    chosen = [] if there else search.movers()
    if dm is not None:
        chosen = [conflict.dm(dm)]
    parties = tuple(search.opening(one) for one in chosen)
    return Openings(conflict, origin, asked, inside, there, size, parties)


def step_into(conflict: Conflict, dm: int, start: State, target: StateSet) -> Step:
    """Return a decision maker's best step from a state into a target, and what bars it.

    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x iff B.y"]})
    >>> found = step_into(c, 0, c.state(), c.find("A.x"))
    >>> found.gains is None, str(found.bare.target), str(found.barred_by)
    (True, '{A.x}', 'A.x iff B.y')
    """
    sizes = [len(one.options) for one in conflict.decision_makers]
    form = Hypercube(sizes, conflict.ranks, conflict.switches)
    return _step(conflict, form, dm, start, _mask(conflict, target))


def _mask(conflict: Conflict, target: StateSet) -> BoolArray:
    """Return which positions are states of a target."""
    mask = np.zeros(conflict.space.positions, bool)
    mask[target.codes] = True
    return mask


def _step(conflict: Conflict, form: Hypercube, dm: int, start: State, in_target: BoolArray) -> Step:
    _, reached = form.successors(dm, np.array([start.code]))
    into = reached[in_target[reached]]
    if not len(into):
        return Step(None, None, None)
    own = form.ranks[dm]
    changed = np.bitwise_count(into ^ start.code)
    bare = int(into[np.lexsort((into, -own[into], changed))[0]])
    best = int(into[np.lexsort((into, -own[into]))[0]])
    id_ = conflict.decision_makers[dm].id
    to_best, to_bare = (Move(id_, start, State(conflict.space, one)) for one in (best, bare))
    if own[best] > own[start.code]:
        return Step(to_best, to_bare, None)
    barred_by = None if in_target[start.code] else decisive_line(conflict, dm, start, to_bare.target)
    return Step(None, to_bare, barred_by)


def _own(conflict: Conflict, dm: int) -> int:
    """Return the bits of a decision maker's options."""
    refs = conflict.decision_makers[dm].refs
    return sum(1 << bit for bit, ref in enumerate(conflict.space.refs) if ref in refs)


class _Search:
    """The search for sets of options of others."""

    def __init__(
        self, conflict: Conflict, form: Hypercube, origin: State, inside: StateSet, size: int
    ) -> None:
        self.conflict, self.form, self.origin, self.inside, self.size = conflict, form, origin, inside, size
        self._masks = [_own(conflict, dm) for dm in range(len(conflict.decision_makers))]
        self._in_target = _mask(conflict, inside)

    def opening(self, dm: int) -> Opening:
        """Find what would make a decision maker's step an improvement."""
        bits = [bit for bit in range(self.form.bits) if not self._masks[dm] >> bit & 1 and self._free(bit)]
        enough: list[int] = []
        for number in range(self.size + 1):
            sets = itertools.combinations([1 << bit for bit in bits], number)
            chosen = np.array([sum(one) for one in sets], np.int64)
            for known in enough:
                chosen = chosen[chosen & known != known]
            enough += self._enough(dm, chosen)
        attempts = [self._attempt(dm, mask) for mask in enough]
        tried = bits if self.size else []
        singles = (1 << bit for bit in tried if not {0, 1 << bit} & set(enough))
        single = [self._attempt(dm, mask) for mask in singles if self._legal(mask)]
        return Opening(
            self.conflict.decision_makers[dm].id,
            self._must(dm),
            self._attempt(dm, 0),
            tuple(attempts),
            tuple(one for one in single if not self._in_target[one.state.code]),
        )

    def movers(self) -> list[int]:
        """Return who must move for the target to be reached; where no single one must, who can lead there."""
        every = range(len(self._masks))
        return [dm for dm in every if self._must(dm)] or [dm for dm in every if self._can(dm)]

    def _must(self, dm: int) -> bool:
        """Return whether no state of the target leaves a decision maker's options as they are."""
        return not ((self.inside.codes ^ self.origin.code) & self._masks[dm] == 0).any()

    def _can(self, dm: int) -> bool:
        """Return whether a decision maker has a move into the target from anywhere."""
        reached = self.form.best_by_move(dm, self._in_target.astype(np.int8)) > 0
        return bool((reached & ~self._in_target)[self.conflict.space.codes].any())

    def _enough(self, dm: int, masks: IntArray) -> list[int]:
        """Return those of some sets of bits whose change gives a decision maker an improvement."""
        ends = masks ^ self.origin.code
        fit = ~self._in_target[ends]
        if self.form.feasible is not None:
            fit &= self.form.feasible[ends]
        masks, ends = masks[fit], ends[fit]
        origin, target = self.form.successors(dm, ends, improving=True)
        gaining = np.unique(origin[self._in_target[target]])
        return [mask for mask in masks[gaining].tolist() if self._legal(mask)]

    def _free(self, bit: int) -> bool:
        """Return whether an option may be changed at all."""
        taken = self.origin.code >> bit & 1
        return bool(self.form.switches[bit] & (OFF if taken else ON))

    def _legal(self, mask: int) -> bool:
        """Return whether those who own some options can change them, a move each, in some order."""
        parts = [mask & own for own in self._masks if mask & own]
        return any(all(self._states(order)) for order in itertools.permutations(parts))

    def _states(self, parts: Iterable[int]) -> Iterator[bool]:
        code = self.origin.code
        for part in parts:
            code ^= part
            yield self.form.feasible is None or bool(self.form.feasible[code])

    def _attempt(self, dm: int, mask: int) -> Attempt:
        state = State(self.conflict.space, self.origin.code ^ mask)
        refs = self.conflict.space.refs
        options = tuple((ref, bool(state.code >> bit & 1)) for bit, ref in enumerate(refs) if mask >> bit & 1)
        return Attempt(options, state, _step(self.conflict, self.form, dm, state, self._in_target))
