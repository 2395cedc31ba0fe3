"""The orders of some aims, weighed by what was seen: counted where they can be, else drawn."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from ..engine.arrays import BoolArray
from ..engine.orders import Counted, Rule, Rules, TooMany, counted
from .profiles import Free, Swapped

__all__ = ["Drawn", "Exact", "Sample", "Share", "Weighed", "weigh"]

Share: TypeAlias = Fraction | float
"""A part of the orders, between 0 and 1; a fraction where it is exact."""

_Z = 1.959963984540054
"""Of a normal variable 95 parts in a hundred lie so near to its mean."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Orders drawn at random, each as likely as any other.

    Attributes
    ----------
    drawn, met
        How many were drawn, and how many of them explain all that was seen.
    low, high
        Bounds of the share of all orders that do, at 95 % confidence: Wilson (1927).
    """

    drawn: int
    met: int
    seed: int

    @property
    def share(self) -> float:
        """The share of those drawn that explain all that was seen."""
        return self.met / self.drawn

    @property
    def low(self) -> float:
        """The lower bound."""
        return max(0.0, self._middle - self._half)

    @property
    def high(self) -> float:
        """The upper bound."""
        return min(1.0, self._middle + self._half)

    @property
    def _middle(self) -> float:
        return (self.share + _Z**2 / (2 * self.drawn)) / (1 + _Z**2 / self.drawn)

    @property
    def _half(self) -> float:
        n, p = self.drawn, self.share
        return _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)


class Weighed(Protocol):
    """All orders, weighed."""

    @property
    def any(self) -> bool:
        """Whether some order has a weight."""

    @property
    def sample(self) -> Sample | None:
        """The sample; None where all orders were counted."""

    @property
    def above(self) -> tuple[tuple[Share, ...], ...]:
        """For each two aims the share in which the first stands above; empty where no order has a weight."""

    @property
    def first(self) -> tuple[Share, ...]:
        """For each aim the share in which it stands on top."""

    def share(self, rule: Rule) -> Share:
        """Return the share of the weight of the orders that meet a rule."""

    def above_where(self, rule: Rule) -> tuple[tuple[Share, ...], ...]:
        """Return the same as ``above`` of those orders alone that meet a rule; some with a weight do."""


def weigh(
    lines: int,
    rules: Sequence[Rule],
    law: tuple[float, float] = (0.0, math.inf),
    *,
    samples: int = 20_000,
    seed: int = 1,
) -> Weighed:
    """Weigh all orders of some lines by the rules that they meet.

    Parameters
    ----------
    law
        The error, and the temperature of Mallows' law around the order 0, 1, 2, …; see
        :mod:`detente.analysis.motives`.
    samples, seed
        How many orders are drawn where they are too many to count.

    Examples
    --------
    >>> weigh(3, []).above[0][1]
    Fraction(1, 2)
    """
    try:
        return Exact(lines, tuple(rules), law)
    except TooMany:
        return Drawn(lines, tuple(rules), law, samples, seed)


class Exact:
    """Orders that were counted."""

    sample = None

    def __init__(self, lines: int, rules: tuple[Rule, ...], law: tuple[float, float]) -> None:
        self._lines, self._rules, self._law = lines, rules, law
        self._counted = self._count()

    @property
    def total(self) -> int:
        """How many orders meet all rules; without error and temperature."""
        return int(self._counted.total)

    @property
    def any(self) -> bool:
        """Whether some order has a weight."""
        return self._counted.total > 0

    @functools.cached_property
    def above(self) -> tuple[tuple[Share, ...], ...]:
        """For each two lines the share in which the first stands above."""
        return _shares(self._counted) if self.any else ()

    @functools.cached_property
    def first(self) -> tuple[Share, ...]:
        """For each line the share in which it stands on top."""
        return tuple(_part(weight, self._counted.total) for weight in self._counted.first) if self.any else ()

    def share(self, rule: Rule) -> Share:
        """Return the share of the weight of the orders that meet a rule."""
        return _part(self._count(rule).total, self._counted.total)

    def above_where(self, rule: Rule) -> tuple[tuple[Share, ...], ...]:
        """Return the same as ``above`` of those orders alone that meet a rule."""
        return _shares(self._count(rule))

    def _count(self, *also: Rule) -> Counted:
        """Count the orders, by their weights, that besides meet some more rules."""
        error, temperature = self._law
        weights = [(1 - error, error) if error else (1, 0) for _ in self._rules] + [(1, 0) for _ in also]
        rules = Rules(self._lines, [*self._rules, *also])
        return counted(rules, weights=weights, centre=range(self._lines), temperature=temperature)


def _shares(found: Counted) -> tuple[tuple[Share, ...], ...]:
    return tuple(tuple(_part(weight, found.total) for weight in row) for row in found.above)


def _part(weight: int | float, total: int | float) -> Share:
    whole = isinstance(weight, int) and isinstance(total, int)
    return Fraction(int(weight), int(total)) if whole else weight / total


class Drawn:
    """Orders drawn at random, where they are too many to count."""

    def __init__(
        self, lines: int, rules: tuple[Rule, ...], law: tuple[float, float], samples: int, seed: int
    ) -> None:
        error, temperature = law
        self._lines = lines
        source = Free(lines) if temperature == math.inf else Swapped(tuple(range(lines)), temperature)
        self._orders = source.draw(np.random.default_rng(seed), samples)
        met = Rules(lines, rules).hold(self._orders)
        self.sample = Sample(samples, int(met.all(axis=0).sum()), seed)
        self._weights: npt.NDArray[np.float64] = np.where(met, 1 - error, error).prod(axis=0)
        self._place = np.argsort(self._orders, axis=1)

    @property
    def any(self) -> bool:
        """Whether some order that was drawn has a weight."""
        return bool(self._weights.any())

    @functools.cached_property
    def above(self) -> tuple[tuple[float, ...], ...]:
        """For each two lines the share in which the first stands above."""
        return self._above(self._weights) if self.any else ()

    @functools.cached_property
    def first(self) -> tuple[float, ...]:
        """For each line the share in which it stands on top."""
        if not self.any:
            return ()
        return tuple(_mean(self._place[:, a] == 0, self._weights) for a in range(self._lines))

    def share(self, rule: Rule) -> float:
        """Return the share of the weight of the orders that meet a rule."""
        return _mean(self._meets(rule), self._weights)

    def above_where(self, rule: Rule) -> tuple[tuple[float, ...], ...]:
        """Return the same as ``above`` of those orders alone that meet a rule."""
        return self._above(self._weights * self._meets(rule))

    def _meets(self, rule: Rule) -> BoolArray:
        met: BoolArray = Rules(self._lines, [rule]).hold(self._orders)[0]
        return met

    def _above(self, weights: npt.NDArray[np.float64]) -> tuple[tuple[float, ...], ...]:
        place, lines = self._place, range(self._lines)
        return tuple(tuple(_mean(place[:, a] < place[:, b], weights) for b in lines) for a in lines)


def _mean(chosen: BoolArray, weights: npt.NDArray[np.float64]) -> float:
    return float(weights[chosen].sum() / weights.sum())
