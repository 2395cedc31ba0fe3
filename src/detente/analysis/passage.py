"""The search behind roads: the best order of steps to an end, over all states at once.

A step is a move of one decision maker, or of several at once. A *place on the road* says how many joint steps
are left, how many stops are behind, at which stage the conflict is, and, in graph form, who moved last: no
decision maker moves twice in succession unless a joint step or a stop lies between. In option form two moves
of one in succession are one move, so a road with the fewest steps has none, and nothing need be remembered.

Values are worked out backwards, a step a round (Bellman 1957): the value of a position at a place is the best
over all steps of the value of where they arrive. The moves of a decision maker are one sweep over the array.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np

from ..engine.arrays import BoolArray, IntArray
from ..engine.digraph import Digraph
from ..engine.hypercube import OFF, ON, Hypercube

__all__ = ["FAR", "NOBODY", "Fewest", "Ground", "Leg", "Place", "Widest", "follow", "rounds"]

NOBODY = -1
"""Nobody has moved, or it does not matter who did."""

FAR = np.iinfo(np.int16).max - 1
"""More changes than any road has; the type has room for one more."""


class Place(NamedTuple):
    """Where one is on a road, but for the position."""

    joint: int
    stops: int
    stage: int
    last: int


Values: TypeAlias = Mapping[Place, IntArray]
"""For each place an array over the positions."""


class Leg(NamedTuple):
    """One step: who moves (their places in the ground), where it leads, and the place on arrival."""

    movers: tuple[int, ...]
    position: int
    place: Place


@dataclass(frozen=True, eq=False)
class Ground:
    """Where a road may run; all masks are over the positions of ``form``.

    Attributes
    ----------
    form
        The model; its decision makers are those who may move.
    start
        The position to start from.
    becomes
        Per stage: the stage after an arrival at each position.
    stops
        Per stop and stage: where the road may stop; the stops are passed in order.
    ends
        Per stage: where the road ends.
    joint
        How many steps of several decision makers at once there may be.
    weight
        Per stage: of steps that are equally good, the one to the position of the least weight is taken.
    """

    form: Hypercube | Digraph
    start: int
    becomes: tuple[IntArray, ...]
    stops: tuple[tuple[BoolArray, ...], ...]
    ends: tuple[BoolArray, ...]
    joint: int
    weight: tuple[IntArray, ...]

    @property
    def movers(self) -> range:
        """The decision makers, by their places in ``form``."""
        return range(len(self.form.ranks))

    @functools.cached_property
    def leads(self) -> tuple[tuple[int, ...], ...]:
        """Per stage: the stages that an arrival may lead to."""
        return tuple(tuple(np.unique(after).tolist()) for after in self.becomes)

    @property
    def places(self) -> Iterator[Place]:
        """All places on the road."""
        lasts = (NOBODY, *self.movers) if isinstance(self.form, Digraph) else (NOBODY,)
        ranges = range(self.joint + 1), range(len(self.stops) + 1), range(len(self.ends)), lasts
        return itertools.starmap(Place, itertools.product(*ranges))

    @property
    def first(self) -> Place | None:
        """Where the road starts; None if it ends there. The start counts as arrived at."""
        here = Place(self.joint, 0, 0, NOBODY)
        return self.arrived(here, self.start)

    def arrived(self, place: Place, position: int) -> Place | None:
        """Return the place after an arrival at a position; None where the road ends."""
        passed = place.stops < len(self.stops) and bool(self.stops[place.stops][place.stage][position])
        if place.stops == len(self.stops) and self.ends[place.stage][position]:
            return None
        stage = int(self.becomes[place.stage][position])
        last = NOBODY if passed or stage != place.stage else place.last
        return Place(place.joint, place.stops + passed, stage, last)

    def arrival(self, values: Values, place: Place, aim: Aim) -> IntArray:
        """Return the value of arriving at each position with a step that leads on from a place."""
        joint, stops, stage, last = place
        after = self.becomes[stage]
        on = values[Place(joint, stops, stage, last)]
        for other in self.leads[stage]:
            if other != stage:
                on = np.where(after == other, values[Place(joint, stops, other, NOBODY)], on)
        if stops < len(self.stops):
            for other in self.leads[stage]:
                passed = self.stops[stops][stage] & (after == other)
                on = np.where(passed, values[Place(joint, stops + 1, other, NOBODY)], on)
            return aim.entered(stage, on)
        return np.where(self.ends[stage], aim.ended(stage), aim.entered(stage, on))

    def after(self, place: Place, mover: int | None) -> Place:
        """Return the place that a step leads on from: of one mover, or of several at once (None)."""
        if mover is None:
            return place._replace(joint=place.joint - 1, last=NOBODY)
        return place._replace(last=mover if isinstance(self.form, Digraph) else NOBODY)

    def rests_on(self, place: Place, changed: Collection[Place]) -> bool:
        """Return whether the values of a place may change when those of some places have changed."""
        return any(
            place.stops <= one.stops <= place.stops + 1 and one.stage in self.leads[place.stage]
            for one in changed
        )

    def may_join(self, place: Place) -> bool:
        """Return whether several may move at once."""
        return place.joint > 0 and isinstance(self.form, Hypercube) and len(self.movers) > 1


class Aim(Protocol):
    """What a road is to be best in."""

    @property
    def worst(self) -> int:
        """The value of a place from which no road leads to the end."""

    def entered(self, stage: int, values: IntArray) -> IntArray:
        """Return what values come to when a step arrives at each position."""

    def ended(self, stage: int) -> IntArray:
        """Return the value of ending at each position."""

    def better(self, one: IntArray, other: IntArray) -> IntArray:
        """Return the better one of two values."""

    def swept(self, form: Hypercube | Digraph, mover: int, values: IntArray) -> IntArray:
        """Return the best of what each position's moves arrive at."""


@dataclass(frozen=True, eq=False)
class Widest:
    """The aim that the narrowest position on the road be as wide as possible; 0 is barred.

    Attributes
    ----------
    width, at_end
        Per stage: how wide each position is on the way, and as the end.
    """

    width: tuple[IntArray, ...]
    at_end: tuple[IntArray, ...]
    worst: int = 0

    def entered(self, stage: int, values: IntArray) -> IntArray:
        """A road is as wide as its narrowest position."""
        return np.minimum(values, self.width[stage])

    def ended(self, stage: int) -> IntArray:
        """The end counts, too."""
        return self.at_end[stage]

    def better(self, one: IntArray, other: IntArray) -> IntArray:
        """The wider one."""
        return np.maximum(one, other)

    def swept(self, form: Hypercube | Digraph, mover: int, values: IntArray) -> IntArray:
        """The widest of the moves; in option form to stay does no harm, and counts among them."""
        if isinstance(form, Hypercube):
            return form.best_by_move(mover, values)
        return _over_edges(form, mover, values, np.maximum, self.worst)


@dataclass(frozen=True, eq=False)
class Fewest:
    """The aim that the road change as few options as possible; in graph form each move is one change.

    Attributes
    ----------
    allowed, at_end
        Per stage: where the road may run, and where it may end.
    """

    allowed: tuple[BoolArray, ...]
    at_end: tuple[BoolArray, ...]
    worst: int = FAR

    def entered(self, stage: int, values: IntArray) -> IntArray:
        """Only some positions may be entered."""
        return np.where(self.allowed[stage], values, FAR).astype(np.int16)

    def ended(self, stage: int) -> IntArray:
        """Nothing is changed any more."""
        return np.where(self.at_end[stage], 0, FAR).astype(np.int16)

    def better(self, one: IntArray, other: IntArray) -> IntArray:
        """The smaller one."""
        return np.minimum(one, other)

    def swept(self, form: Hypercube | Digraph, mover: int, values: IntArray) -> IntArray:
        """The fewest changes, those of the move counted: option by option."""
        if isinstance(form, Digraph):
            return _over_edges(form, mover, _one_more(values), np.minimum, FAR)
        best = values.copy()
        low = form.lowest_bit(mover)
        for bit, switch in enumerate(form.own_switches(mover), start=low):
            off, on = np.moveaxis(best.reshape(-1, 2, 1 << bit), 1, 0)
            risen, fallen = np.minimum(off, _one_more(on)), np.minimum(on, _one_more(off))
            if switch & ON:
                off[...] = risen
            if switch & OFF:
                on[...] = fallen
        return best


def _one_more(values: IntArray) -> IntArray:
    more: IntArray = np.minimum(values + np.int16(1), FAR)  # FAR leaves room for one more
    return more


def _over_edges(form: Digraph, mover: int, values: IntArray, reduction: np.ufunc, nothing: int) -> IntArray:
    """Return the best value over the moves from each state, itself not counted."""
    origin, target = form.moves(mover)
    best: IntArray = np.full_like(values, nothing)
    reduction.at(best, origin, values[target])
    return best


def rounds(ground: Ground, aim: Aim) -> Iterator[Values]:
    """Yield the values of roads of at most 0, 1, 2, … steps, until more steps change nothing.

    Notes
    -----
    A round costs a sweep for each place and mover, and for a joint step one more each.
    """
    size = ground.form.ranks.shape[1]
    values: dict[Place, IntArray] = {place: np.full(size, aim.worst, np.int16) for place in ground.places}
    changed = set(values)
    while True:
        yield values
        found = {
            place: _improved(ground, aim, values, place) if ground.rests_on(place, changed) else values[place]
            for place in values
        }
        changed = {place for place in values if not np.array_equal(found[place], values[place])}
        if not changed:
            return
        values = found


def _improved(ground: Ground, aim: Aim, values: Values, place: Place) -> IntArray:
    """Return the values of a place with one step more."""
    best = values[place]
    arrivals: dict[Place, IntArray] = {}  # in option form the same for all movers
    for mover in ground.movers:
        if mover != place.last:
            on = ground.after(place, mover)
            if on not in arrivals:
                arrivals[on] = ground.arrival(values, on, aim)
            best = aim.better(best, aim.swept(ground.form, mover, arrivals[on]))
    if ground.may_join(place):
        joint = ground.arrival(values, ground.after(place, None), aim)
        for mover in ground.movers:
            joint = aim.swept(ground.form, mover, joint)
        best = aim.better(best, joint)
    return best


def follow(ground: Ground, aim: Fewest, layers: list[Values], joint: int) -> list[Leg]:
    """Return a road with the fewest changes, of as many steps as there are layers beyond the first.

    Parameters
    ----------
    layers
        What :func:`rounds` yields for the aim.
    joint
        How many joint steps it has.
    """
    place, position = ground.first, ground.start
    if place is None:
        return []
    place = place._replace(joint=joint)
    legs: list[Leg] = []
    for values in reversed(layers[:-1]):
        if place is None:
            break
        mover, position, place_before = _best_step(ground, aim, values, place, position)
        before = legs[-1].position if legs else ground.start
        arrived = ground.arrived(place_before, position)
        movers = (mover,) if mover is not None else _changed(ground.form, before, position)
        legs.append(Leg(movers, position, place_before))
        place = arrived
    return legs


def _best_step(
    ground: Ground, aim: Fewest, values: Values, place: Place, position: int
) -> tuple[int | None, int, Place]:
    """Return the best step from a position: who moves (None for several), where to, and the place before."""
    best: tuple[tuple[int, int], int | None, int, Place] | None = None
    movers: list[int | None] = [mover for mover in ground.movers if mover != place.last]
    for mover in [*movers, None] if ground.may_join(place) else movers:
        on = ground.after(place, mover)
        targets = _targets(ground.form, mover, position)
        if not len(targets):
            continue
        changes = np.bitwise_count(targets ^ position) if isinstance(ground.form, Hypercube) else 1
        costs = ground.arrival(values, on, aim)[targets].astype(np.int64) + changes
        weights = ground.weight[place.stage][targets]
        here = int(np.lexsort((weights, costs))[0])
        rank = int(costs[here]), int(weights[here])
        if best is None or rank < best[0]:
            best = rank, mover, int(targets[here]), on
    if best is None:
        raise AssertionError("the values promised a road and no step leads on")
    return best[1:]


def _targets(form: Hypercube | Digraph, mover: int | None, position: int) -> IntArray:
    """Return where moves from a position lead: of one decision maker, or of several at once."""
    if mover is not None:
        return form.successors(mover, np.array([position], dtype=np.int64))[1]
    if isinstance(form, Digraph):
        raise TypeError("graph form has no joint steps")
    targets = np.arange(form.ranks.shape[1], dtype=np.int64)
    may_rise = sum(1 << b for b, switch in enumerate(form.switches) if switch & ON)
    may_fall = sum(1 << b for b, switch in enumerate(form.switches) if switch & OFF)
    legal = (targets & ~position & ~may_rise == 0) & (position & ~targets & ~may_fall == 0)
    legal &= targets != position
    legal_targets: IntArray = targets[legal if form.feasible is None else legal & form.feasible]
    return legal_targets


def _changed(form: Hypercube | Digraph, before: int, after: int) -> tuple[int, ...]:
    """Return the decision makers whose options differ."""
    if isinstance(form, Digraph):
        raise TypeError("graph form has no joint steps")
    changed = before ^ after
    return tuple(
        dm for dm, own in enumerate(form.options) if changed >> form.lowest_bit(dm) & ((1 << own) - 1)
    )
