"""Versions of a model under stated uncertainty: drawn at random, or all of them with their chances.

A version is a model (the conflict itself or a rival reading), the infeasibilities that it lacks, and for each
decision maker the order of the lines that it has.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..conflict.conflict import Conflict
from ..conflict.preferences import Prioritised, Ranking, Scores
from ..engine.arrays import BoolArray
from .dispersion import Dispersed
from .profiles import Orders
from .uncertainty import Grades, Uncertainty

__all__ = ["BLOCK", "Reading", "Versions", "drawn", "listed_versions", "reading_of"]

BLOCK = 1024
"""So many versions are drawn at a time. With another number the same seed would give other versions."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A model whose lines are unsure.

    Attributes
    ----------
    name
        What the dossier calls it; empty for the model itself.
    weight
        Its weight among the readings.
    sources
        For each decision maker, in which order its lines may come.
    lacking
        For each infeasibility the chance that it is not there.
    """

    name: str
    conflict: Conflict
    weight: float
    sources: tuple[Dispersed, ...]
    lacking: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Versions:
    """Some versions.

    Attributes
    ----------
    reading : ndarray of int64, shape (versions,)
        Which model it is.
    lacking : ndarray of bool, shape (versions, infeasibilities)
        Which infeasibilities are not there; for a model with fewer of them the rest is False.
    orders : ndarray of int16, shape (versions, decision makers, places)
        The lines, most important first, -1 where there is none.
    chances : ndarray of float64, shape (versions,)
        The chance of each version; of drawn ones all are equal.
    """

    reading: npt.NDArray[np.int64]
    lacking: BoolArray
    orders: Orders
    chances: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.reading)

    def __getitem__(self, place: slice) -> Versions:
        return Versions(self.reading[place], self.lacking[place], self.orders[place], self.chances[place])


def reading_of(
    conflict: Conflict, uncertainty: Uncertainty, grades: Grades, name: str = "", weight: float = 1.0
) -> Reading:
    """Return a model with what is unsure in it.

    A preference that is no prioritised list is one line, and stays. Where one is a ranking or scores, which
    speak of whole states, the infeasibilities stay as well: without one there would be states unranked.
    """
    whole = any(isinstance(one, Ranking | Scores) for one in conflict.preference_list)
    lacking = [0.0 if whole else uncertainty.absent_infeasibility(line) for line in conflict.infeasible]
    sources = []
    for preference in conflict.preference_list:
        if not isinstance(preference, Prioritised):
            sources.append(Dispersed((0,), (0.0,)))
            continue
        lines = preference.lines
        swaps = tuple(uncertainty.swap(line, grades) for line in lines)
        stays = tuple(1 - uncertainty.absent(line) for line in lines)
        sources.append(Dispersed(tuple(range(len(lines))), swaps, stays))
    return Reading(name, conflict, weight, tuple(sources), tuple(lacking))


def drawn(readings: Sequence[Reading], seed: int) -> Iterator[Versions]:
    """Draw versions without end, a block at a time; each block has a generator of its own."""
    weights = np.array([reading.weight for reading in readings])
    edges = np.cumsum(weights / weights.sum())
    rules, places = _sizes(readings)
    for block in itertools.count():
        rng = np.random.default_rng([seed, block])
        which = np.minimum(np.searchsorted(edges, rng.random(BLOCK), side="right"), len(readings) - 1)
        lacking = np.zeros((BLOCK, rules), bool)
        orders = np.full((BLOCK, len(readings[0].sources), places), -1, np.int16)
        for number, reading in enumerate(readings):
            rows = np.flatnonzero(which == number)
            chances = np.array(reading.lacking)
            lacking[rows, : len(chances)] = rng.random((len(rows), len(chances))) < chances
            for dm, source in enumerate(reading.sources):
                orders[rows, dm, : source.places] = source.draw(rng, len(rows))
        yield Versions(which, lacking, orders, np.full(BLOCK, 1.0))


def listed_versions(readings: Sequence[Reading], limit: int) -> Versions | None:
    """Return all versions with their chances; None where there are more than ``limit``."""
    weights = np.array([reading.weight for reading in readings])
    found: list[_Version] = []
    for number, (reading, weight) in enumerate(zip(readings, weights / weights.sum(), strict=True)):
        own = _of_reading(reading, number, float(weight), limit - len(found))
        if own is None:
            return None
        found += own
    rules, places = _sizes(readings)
    versions = Versions(
        np.array([one.reading for one in found], np.int64),
        np.zeros((len(found), rules), bool),
        np.full((len(found), len(readings[0].sources), places), -1, np.int16),
        np.array([one.chance for one in found]),
    )
    for row, one in enumerate(found):
        versions.lacking[row, : len(one.lacking)] = one.lacking
        for dm, order in enumerate(one.orders):
            versions.orders[row, dm, : len(order)] = order
    return versions


@dataclass(frozen=True, slots=True)
class _Version:
    """One version."""

    reading: int
    lacking: tuple[bool, ...]
    orders: tuple[tuple[int, ...], ...]
    chance: float


def _of_reading(reading: Reading, number: int, weight: float, limit: int) -> list[_Version] | None:
    """Return all versions of one reading; None where there are more than ``limit``."""
    unsure = [chance for chance in reading.lacking if 0 < chance < 1]
    total = 1 << len(unsure)
    lists: list[dict[tuple[int, ...], float]] = []
    for source in reading.sources:
        orders = source.listed(limit)
        if orders is None:
            return None
        lists.append(orders)
        total *= len(orders)
    if total > limit:
        return None
    choices = [
        [(gone, part) for gone, part in ((False, 1 - chance), (True, chance)) if part > 0]
        for chance in reading.lacking
    ]
    return [
        _Version(
            number,
            tuple(gone for gone, _ in rules),
            tuple(order for order, _ in orders),
            weight * math.prod(part for _, part in (*rules, *orders)),
        )
        for rules in itertools.product(*choices)
        for orders in itertools.product(*(own.items() for own in lists))
    ]


def _sizes(readings: Sequence[Reading]) -> tuple[int, int]:
    """Return how many infeasibilities and places the largest model has."""
    rules = max(len(reading.lacking) for reading in readings)
    return rules, max((source.places for reading in readings for source in reading.sources), default=0)
