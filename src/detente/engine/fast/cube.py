"""Option form over all 2^k cells, stage by stage, with compiled kernels."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..arrays import BoolArray, ByteArray, IntArray
from ..equation import SANCTION, Concept
from ..hypercube import FREE, OFF, ON, Hypercube
from . import improvements, keys, moves, ordering, verdicts
from .jit import Crew
from .listed import Listed

__all__ = ["Cube"]

_ROOM = 1 << 18
"""So many bytes of the cells that are looked at together stay in the near cache."""

_BLOCKS = 4
"""So many blocks of slices are worth a share of their own."""

_PATIENCE = 16, 250
"""So many passes over all slices, and so many times the share of feasible cells, a search costs as well."""

_IDLE = 0.05
"""What a pass costs that finds nothing to do, as a share of a pass over all slices."""


@dataclass(frozen=True, slots=True)
class _Opponents:
    """The slices of the DMs that have options, and where the marks of each begin."""

    dms: tuple[int, ...]
    own: IntArray
    low: IntArray
    first: IntArray
    slices: int


class Cube:
    """A hypercube ready for the kernels.

    Parameters
    ----------
    form
        Its ranks are int16 or int32, below the largest of these.
    crew
        The threads that do the work.
    patience
        After so many passes over all slices a fixpoint is left to a search over the feasible states; by
        default when that would have cost as much.
    """

    def __init__(self, form: Hypercube, crew: Crew, patience: float | None = None) -> None:
        share = 1.0 if form.feasible is None else float(form.feasible.mean())
        self.form, self.crew = form, crew
        self.patience = _PATIENCE[0] + _PATIENCE[1] * share if patience is None else patience
        self.searches = 0
        self.options, self.cells = form.options, form.ranks.shape[1]
        self.infinity = form.ranks.dtype.type(np.iinfo(form.ranks.dtype).max)
        self.open = form.feasible is None and bool((form.switches == FREE).all())
        self._ranks = [_read_only(row) for row in form.ranks]
        self._orders: dict[int, npt.NDArray[np.uint16]] = {}
        self._values: IntArray | None = None

    def moving(self, dm: int) -> list[int]:
        """Return the others that have options."""
        return [j for j, own in enumerate(self.options) if own and j != dm]

    def judge(self, dm: int, concepts: Concept, bits: ByteArray) -> None:
        """Or the bits of some concepts for one DM into ``bits`` (2^k): nash and those of one fixpoint."""
        asked = [concept for concept in concepts if SANCTION[concept] is not None]
        nash = np.uint8(concepts & Concept.NASH)
        if asked and self.open and not _by_improvements(asked[0]):
            self._judge_by_choice(dm, concepts, bits)
            return
        values = self._room(len(asked))
        if asked:
            by_improvements = _by_improvements(asked[0])
            self._begin(dm, values, np.array([_escapes(concept) for concept in asked]))
            settled = self._improve if by_improvements else self._move
            if not settled(dm, values):
                self._search(dm, values, by_improvements)
        self._verdicts(dm, values, np.array([*asked, nash], np.uint8), bits)

    @functools.cached_property
    def _listed(self) -> Listed:
        return Listed(self.form)

    def _search(self, dm: int, values: IntArray, by_improvements: bool) -> None:
        """Finish, by a search over the feasible states, what passes have begun."""
        self.searches += 1
        codes = self._listed.codes
        for row in values:
            row[codes] = self._listed.least_reached(dm, row[codes], by_improvements)

    def _move(self, dm: int, values: IntArray) -> bool:
        """Lower each row of values to the least over what the others reach by any moves.

        Returns False when patience is at its end before that.
        """
        others = self.moving(dm)
        quiet = 0
        for passes, opponent in enumerate(others if len(others) < 2 else itertools.cycle(others)):
            if passes >= self.patience:
                return False
            quiet = 1 if self._pass_of_moves(opponent, values) else quiet + 1
            if quiet >= len(others) > 1 and passes + 1 >= len(others):
                break
        return True

    def _pass_of_moves(self, dm: int, values: IntArray) -> int:
        low, own, run = self.form.lowest_bit(dm), self.options[dm], self._run(dm)
        switches = self.form.own_switches(dm)
        if (switches == FREE).all() and low == 0:
            return self.crew.run(
                lambda a, z: moves.spread_in_runs(values, own, a, z, self.infinity),
                self.cells >> own,
                _ROOM >> own,
            )
        if (switches == FREE).all():
            return self.crew.run(
                lambda a, z: moves.spread_by_free_moves(values, own, low, run, a, z, self.infinity),
                (self.cells >> own) // run,
            )
        lanes = ordering.LANES
        return self.crew.run(
            lambda a, z: moves.spread_by_bound_moves(values, switches, low, lanes, a, z, self.infinity),
            -(-(self.cells >> own) // lanes),
            _BLOCKS,
        )

    def _improve(self, dm: int, values: IntArray) -> bool:
        """Lower each row of values to the least over what the others reach by improvements.

        Returns False when patience is at its end before that. Where many cells change all slices of the
        others count as dirty; from then on, the slices that hold a changed cell.
        """
        opponents = self._opponents(self.moving(dm))
        number = len(opponents.dms)
        dirty = np.ones(opponents.slices, np.uint8)
        parts = np.split(dirty, opponents.first[1:])
        steps = [self._step(opponents, place, values, dirty) for place in range(number)]
        quiet, work, busy = 0, 0.0, True
        for passes in itertools.count() if number > 1 else range(number):
            if work >= self.patience:
                return False
            place = passes % number
            work += _IDLE + np.count_nonzero(parts[place]) / len(parts[place])
            marks = not busy and number > 1
            changed = steps[place](marks)
            if changed and not marks:
                for other, part in enumerate(parts):
                    if other != place:
                        part[:] = 1
            busy = changed > values.size >> 4
            quiet = 1 if changed else quiet + 1  # a second pass of one's own is idle
            if quiet >= number and passes + 1 >= number:
                break
        return True

    def _step(
        self, opponents: _Opponents, place: int, values: IntArray, dirty: ByteArray
    ) -> Callable[[bool], int]:
        """Return what does one pass of an opponent, given whether to mark; it returns how much changed."""
        dm = opponents.dms[place]
        own = self.options[dm]
        where = (place, opponents.own, opponents.low, opponents.first, dirty)
        if own <= improvements.COMPARED:
            reaches, blocks = _reaches(self.form.own_switches(dm)), improvements.WIDE
            ranks = self._ranks[dm]
            return lambda marks: self.crew.run(
                lambda a, z: improvements.spread_by_comparing(
                    ranks, values, reaches, *where, marks, a, z, self.infinity
                ),
                -(-(self.cells >> own) // blocks),
                _BLOCKS,
            )
        order = self.order(dm)
        blocks = -(-(self.cells >> own) // ordering.LANES)
        if (self.form.own_switches(dm) == FREE).all():
            return lambda marks: self.crew.run(
                lambda a, z: improvements.spread_by_order(order, values, *where, marks, a, z, self.infinity),
                blocks,
                _BLOCKS,
            )
        patterns = _patterns(self.form.own_switches(dm))
        return lambda marks: self.crew.run(
            lambda a, z: improvements.spread_by_bound_order(
                order, values, *patterns, *where, marks, a, z, self.infinity
            ),
            blocks,
            _BLOCKS,
        )

    def order(self, dm: int) -> npt.NDArray[np.uint16]:
        """Return the sorted slices of a DM."""
        if dm not in self._orders:
            order = np.empty(self.cells, np.uint16)
            own, low, ranks = self.options[dm], self.form.lowest_bit(dm), self._ranks[dm]
            self.crew.run(
                lambda a, z: ordering.sort_slices(ranks, order, own, low, a, z),
                -(-(self.cells >> own) // ordering.LANES),
                _BLOCKS,
            )
            self._orders[dm] = order
        return self._orders[dm]

    def _begin(self, dm: int, values: IntArray, escapes: BoolArray) -> None:
        own, low, run = self.options[dm], self.form.lowest_bit(dm), self._run(dm)
        ranks, switches = self._ranks[dm], self.form.own_switches(dm)
        if (switches == FREE).all() and low == 0:
            self.crew.run(
                lambda a, z: keys.keys_in_runs(ranks, values, escapes, own, a, z, self.infinity),
                self.cells >> own,
                _ROOM >> own,
            )
        elif (switches == FREE).all():
            self.crew.run(
                lambda a, z: keys.free_keys(ranks, values, escapes, own, low, run, a, z, self.infinity),
                (self.cells >> own) // run,
            )
        else:
            lanes = ordering.LANES
            self.crew.run(
                lambda a, z: keys.bound_keys(
                    ranks, values, escapes, switches, low, lanes, a, z, self.infinity
                ),
                -(-(self.cells >> own) // lanes),
                _BLOCKS,
            )

    def _verdicts(self, dm: int, values: IntArray, flags: ByteArray, bits: ByteArray) -> None:
        own, low, run = self.options[dm], self.form.lowest_bit(dm), self._run(dm)
        ranks, switches = self._ranks[dm], self.form.own_switches(dm)
        if (switches != FREE).any():
            lanes = ordering.LANES
            self.crew.run(
                lambda a, z: verdicts.bound_verdicts(ranks, values, flags, bits, switches, low, lanes, a, z),
                -(-(self.cells >> own) // lanes),
                _BLOCKS,
            )
        elif low == 0:
            self.crew.run(
                lambda a, z: verdicts.verdicts_in_runs(ranks, values, flags, bits, own, a, z),
                self.cells >> own,
                _ROOM >> own,
            )
        else:
            self.crew.run(
                lambda a, z: verdicts.free_verdicts(ranks, values, flags, bits, own, low, run, a, z),
                (self.cells >> own) // run,
            )

    def _judge_by_choice(self, dm: int, concepts: Concept, bits: ByteArray) -> None:
        """Judge nash, gmr and smr where everything is feasible and free: no passes at all."""
        own, low, run, ranks = self.options[dm], self.form.lowest_bit(dm), self._run(dm), self._ranks[dm]
        pieces = (self.cells >> own) // run
        shares = min(pieces, 4 * self.crew.threads)
        least = np.full((shares, (1 << own) + 1), self.infinity)
        if self.moving(dm):

            def search(start: int, stop: int) -> int:
                for share in range(start, stop):
                    a, z = pieces * share // shares, pieces * (share + 1) // shares
                    moves.least_by_choice(ranks, least, own, low, run, share, a, z)
                return 0

            self.crew.run(search, shares)
        found = least.min(axis=0)
        flags = np.array([concepts & c for c in (Concept.GMR, Concept.SMR, Concept.NASH)], np.uint8)
        self.crew.run(
            lambda a, z: verdicts.verdicts_by_choice(ranks, found, flags, bits, own, low, run, a, z), pieces
        )

    def _run(self, dm: int) -> int:
        """Return how many neighbouring slices the streaming kernels take together."""
        most = _ROOM // self.form.ranks.itemsize >> self.options[dm]
        return min(1 << self.form.lowest_bit(dm), max(16, most))

    def _room(self, rows: int) -> IntArray:
        """Return an array for values; it is used again and again."""
        if self._values is None or len(self._values) < rows:
            self._values = np.empty((rows, self.cells), self.form.ranks.dtype)
        return self._values[:rows]

    def _opponents(self, others: list[int]) -> _Opponents:
        own = np.array([self.options[j] for j in others], np.int64)
        low = np.array([self.form.lowest_bit(j) for j in others], np.int64)
        slices = self.cells >> own
        first = np.cumsum(slices) - slices
        return _Opponents(tuple(others), own, low, first, int(slices.sum()))


def _by_improvements(concept: Concept) -> bool:
    how = SANCTION[concept]
    return how is not None and how.by_improvements


def _escapes(concept: Concept) -> bool:
    how = SANCTION[concept]
    return how is not None and how.survives_escape


def _read_only(row: IntArray) -> IntArray:
    """Return a contiguous view that is read-only: kernels are compiled for one kind of array."""
    view = np.ascontiguousarray(row).view()
    view.setflags(write=False)
    return view


def _reaches(switches: ByteArray) -> ByteArray:
    """Return, as (B, B), whether options may be switched from one position to another one."""
    rise = sum(1 << bit for bit, switch in enumerate(switches) if switch & ON)
    fall = sum(1 << bit for bit, switch in enumerate(switches) if switch & OFF)
    place = np.arange(1 << len(switches))
    start, end = place[:, np.newaxis], place
    legal: BoolArray = (end & ~start & ~rise == 0) & (start & ~end & ~fall == 0) & (start != end)
    return legal.astype(np.uint8)


def _patterns(switches: ByteArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return what ``spread_by_bound_order`` asks: patterns, and from which patterns each is reached."""
    bound = [bit for bit, switch in enumerate(switches) if switch != FREE]
    place = np.arange(1 << len(switches))
    pattern = np.zeros(len(place), np.int64)
    for z, bit in enumerate(bound):
        pattern |= (place >> bit & 1) << z
    legal = _reaches(switches[bound])
    np.fill_diagonal(legal, 1)
    target, origin = np.nonzero(legal.T)
    counts = np.bincount(target, minlength=len(legal))
    return pattern, origin.astype(np.int64), np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
