"""The search for roads to one outcome: which groups of movers to try, and which of their roads to keep.

A road counts what those who move on it put at risk, so each group of movers is a search of its own, over the
states that the group can bring about; a group is passed over where what is known already covers all it could
find.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..engine.arrays import BoolArray, IntArray
from ..engine.digraph import Digraph
from ..engine.hypercube import Hypercube
from ..errors import InputError
from .passage import Fewest, Ground, Leg, Values, Widest, follow, rounds
from .terrain import Terrain

__all__ = ["Atlas", "Question", "Track"]

_MANY = 10
"""Of more parties with moves not every group of movers is tried."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which roads are sought; ids, as :func:`roads <detente.analysis.roads.roads>` takes them."""

    conflict: Conflict
    today: State
    outcome: str
    by: tuple[str, ...]
    without: tuple[str, ...]
    joint: int
    trust: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Track:
    """A road as the search finds it.

    Attributes
    ----------
    steps
        Each with those who move, and the position to which it leads.
    counted
        The parties whose trust counts.
    """

    steps: tuple[tuple[tuple[int, ...], int], ...]
    counted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """What roads are compared by: the largest share at risk, as a level; joint steps; steps."""

    level: int
    joint: int
    steps: int

    def covers(self, other: _Label) -> bool:
        """Return whether a road is at least as good as another in all."""
        return self.level <= other.level and self.joint <= other.joint and self.steps <= other.steps


class Atlas:
    """All that the searches for one question share.

    Attributes
    ----------
    terrain
        What all questions of the conflict share.
    open
        The positions that a road may enter, as a mask.
    """

    def __init__(self, question: Question, terrain: Terrain) -> None:
        self.question, self.terrain = question, terrain
        self.form = terrain.form
        avoided = [terrain.inside[one] for one in question.without]
        shut = functools.reduce(np.logical_or, avoided, np.zeros_like(terrain.feasible))
        self.open = terrain.feasible & ~shut

    def tracks(self, stops_hold: bool, ends_hold: bool, limit: int | None = None) -> tuple[Track, ...]:
        """Return the roads between which there is something to choose.

        Parameters
        ----------
        stops_hold, ends_hold
            Whether roads stop, or end, only where nobody would leave.
        limit
            At most so many, the best ones; all by default.
        """
        stops, ends = self._stops(stops_hold), self._ends(ends_hold)
        if not stops and ends[0][self.question.today.code]:
            return (Track((), ()),)
        found: dict[_Label, list[_Country]] = {}
        for country in self._countries(stops, ends):
            if any(not _covered(one, found) for one in country.promises):
                for steps, labels in enumerate(country.labels()):
                    for label in labels:
                        found.setdefault(label, []).append(country)
                    more = [replace(one, steps=max(one.steps, steps + 1)) for one in country.promises]
                    if all(_covered(one, found) for one in more):
                        break
        best = [label for label in found if not _covered(label, [one for one in found if one != label])]
        best.sort(key=lambda one: (one.level, one.joint, one.steps))
        return tuple(_best_track(label, found[label]) for label in best[:limit])

    def _stops(self, hold: bool) -> list[list[BoolArray]]:
        """Return per stop and stage where the road may stop: outside the outcomes still to come."""
        asked, found = self.question, []
        for place, one in enumerate(asked.by):
            later = [self.terrain.inside[other] for other in (*asked.by[place + 1 :], asked.outcome)]
            here = self.terrain.inside[one] & self.open & ~functools.reduce(np.logical_or, later)
            found.append([here & stage.halts if hold else here for stage in self.terrain.stages])
        return found

    def _ends(self, hold: bool) -> list[BoolArray]:
        here = self.terrain.inside[self.question.outcome] & self.open
        return [here & stage.halts if hold else here for stage in self.terrain.stages]

    def _countries(self, stops: list[list[BoolArray]], ends: list[BoolArray]) -> Iterator[_Country]:
        """Yield a country for each group of movers, small ones first; one alone if it is said who counts."""
        able = [dm for dm in range(len(self.form.ranks)) if self._can_move(dm)]
        if self.question.trust is not None and able:
            counted = tuple(self.question.conflict.dm(one) for one in self.question.trust)
            yield _Country(self, tuple(able), counted, stops, ends)
            return
        if len(able) > _MANY:
            message = f"{len(able)} parties have moves, too many to try which of them should take the steps"
            raise InputError(Diagnostic("too-many-movers", message, "say whose trust counts: --trust"))
        for size in range(1, len(able) + 1):
            for group in itertools.combinations(able, size):
                yield _Country(self, group, group, stops, ends)

    def _can_move(self, dm: int) -> bool:
        if isinstance(self.form, Hypercube):
            return self.form.options[dm] > 0
        return len(self.form.moves(dm)[0]) > 0


def _covered(label: _Label, found: Iterable[_Label]) -> bool:
    return any(one.covers(label) for one in found)


def _best_track(label: _Label, countries: Sequence[_Country]) -> Track:
    """Return the best road of a label: the least at risk before the end, then the fewest changes."""
    widths = [country.widest(label) for country in countries]
    widest = max(widths)
    narrowed = [one for one, width in zip(countries, widths, strict=True) if width == widest]
    roads = [(*country.shortest(label, widest), country) for country in narrowed]
    _, legs, country = min(roads, key=lambda road: road[0])
    return country.track(legs)


class _Country:
    """The states that a group of movers can bring about from today, and the roads there."""

    def __init__(
        self,
        atlas: Atlas,
        movers: tuple[int, ...],
        counted: tuple[int, ...],
        stops: list[list[BoolArray]],
        ends: list[BoolArray],
    ) -> None:
        self.movers = movers
        self.exactly = movers == counted
        self.counted = counted
        self.terrain = terrain = atlas.terrain
        form, today = atlas.form, atlas.question.today.code
        if isinstance(form, Hypercube):
            bits = [
                low + z for dm in movers for low in [form.lowest_bit(dm)] for z in range(form.options[dm])
            ]
            self.positions = _varied(today, bits)
            own = form.ranks[list(movers)][:, self.positions]
            ground_form: Hypercube | Digraph = Hypercube(
                [form.options[dm] for dm in movers], own, form.switches[bits]
            )
        else:
            self.positions = np.arange(form.ranks.shape[1])
            edges = [np.stack(form.moves(dm), axis=1) for dm in movers]
            ground_form = Digraph(edges, form.ranks[list(movers)])
        at = self.positions
        # a second joint step between two stops would be part of the first
        legs = len(stops) + len(terrain.stages)
        self.ground = Ground(
            ground_form,
            int(np.searchsorted(at, today)),
            tuple(after[at] for after in terrain.becomes),
            tuple(tuple(mask[at] for mask in of_stages) for of_stages in stops),
            tuple(mask[at] for mask in ends),
            min(atlas.question.joint, legs) if len(movers) > 1 and isinstance(form, Hypercube) else 0,
            tuple(levels[:, at].sum(axis=0, dtype=np.int64) for levels in terrain.levels),
        )
        top = len(terrain.scale)
        self.level: list[IntArray] = []
        for levels in terrain.levels:
            highest = levels[list(counted)][:, at].max(axis=0) if counted else np.zeros(len(at), levels.dtype)
            self.level.append(np.where(atlas.open[at], highest, top).astype(terrain.dtype))

    @functools.cached_property
    def promises(self) -> tuple[_Label, ...]:
        """Labels that cover whatever roads there can be on which all of the group move."""
        first = self.ground.first
        ahead = self.ground.stops[first.stops if first else 0 :]  # a stop passed at the start is not entered
        least, parts = 0, len(ahead) + 1
        for places in (*ahead, self.ground.ends):
            levels = np.concatenate([level[place] for level, place in zip(self.level, places, strict=True)])
            if not len(levels):
                return ()
            least = max(least, int(levels.min()))
        alone = _Label(least, 0, max(len(self.movers), parts) if self.exactly else parts)
        return (alone, _Label(least, 1, parts)) if self.ground.joint else (alone,)

    def labels(self) -> Iterator[list[_Label]]:
        """Yield what roads of at most 0, 1, 2, … steps there are, some of them covered by others."""
        top, width = len(self.terrain.scale), self._width
        for steps, values in enumerate(rounds(self.ground, Widest(width, width))):
            yield [_Label(top - wide, joint, steps) for joint, wide in self._at_start(values) if wide]

    @property
    def _width(self) -> tuple[IntArray, ...]:
        """Per stage: how wide a road is at each position; 0 where it is barred."""
        top = len(self.terrain.scale)
        return tuple((top - level).astype(self.terrain.dtype) for level in self.level)

    def _at_start(self, values: Values) -> Iterator[tuple[int, int]]:
        first = self.ground.first
        if first is not None:
            for joint in range(self.ground.joint + 1):
                yield joint, int(values[first._replace(joint=joint)][self.ground.start])

    def track(self, legs: Sequence[Leg]) -> Track:
        """Return a road in terms of the whole conflict."""
        steps = (
            (tuple(self.movers[z] for z in leg.movers), int(self.positions[leg.position])) for leg in legs
        )
        return Track(tuple(steps), self.counted)

    def widest(self, label: _Label) -> int:
        """Return how wide the widest road of a label is before its end."""
        top, ends = len(self.terrain.scale), self._ends(label)
        apart = Widest(self._width, tuple(np.where(end, top, 0).astype(self.terrain.dtype) for end in ends))
        values = _nth(rounds(self.ground, apart), label.steps)[-1]
        return dict(self._at_start(values))[label.joint]

    def shortest(self, label: _Label, widest: int) -> tuple[int, list[Leg]]:
        """Return the road of a label and a width with the fewest changes, and how many these are."""
        fewest = Fewest(tuple(one >= widest for one in self._width), self._ends(label))
        layers = _nth(rounds(self.ground, fewest), label.steps)
        changes = dict(self._at_start(layers[-1]))[label.joint]
        return changes, follow(self.ground, fewest, layers, label.joint)

    def _ends(self, label: _Label) -> tuple[BoolArray, ...]:
        return tuple(level <= label.level for level in self.level)


def _nth(layers: Iterator[Values], steps: int) -> list[Values]:
    return list(itertools.islice(layers, steps + 1))


def _varied(code: int, bits: Sequence[int]) -> IntArray:
    """Return the positions that differ from one in some bits only, ascending."""
    found = np.array([code & ~sum(1 << bit for bit in bits)], dtype=np.int64)
    for bit in bits:
        found = np.concatenate((found, found | 1 << bit))
    return found
