"""Profiles: in which order each decision maker's preference lines may come, drawn at random or one by one.

A profile is one row (decision makers, places) of indexes into their lists, most important first, -1 where
there is none. One *source* per decision maker says which orders it may have:

* :class:`Fixed`     always the same order
* :class:`Free`      all orders that keep some lines before others (linear extensions), equally likely
* :class:`Swapped`   near a given order: the fewer swaps of neighbours away, the likelier (Mallows)
* :class:`Thinned`   orders of another source in which each line may be missing

:func:`sampled` draws from such sources, :func:`every` lists all that they may give. Both make blocks as
they are asked for, so that a million profiles take no room, and both give the same ones when they are gone
through again.

Sources: Mallows (1957), Non-null ranking models I, Biometrika 44, 114–130; Doignon, Pekeč & Regenwetter
(2004), The repeated insertion model for rankings, Psychometrika 69, 33–54; Karzanov & Khachiyan (1991), On
the conductance of order Markov chains, Order 8, 7–15; Bubley & Dyer (1999), Faster random generation of
linear extensions, Discrete Mathematics 201, 81–88.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = [
    "BLOCK",
    "Fixed",
    "Free",
    "Listing",
    "Profiles",
    "Source",
    "Swapped",
    "Thinned",
    "every",
    "listed",
    "sampled",
    "without_each",
]

Orders = npt.NDArray[np.int16]
Numbers = npt.NDArray[np.int64]

BLOCK = 4096
"""So many profiles are made at a time."""

_IDEALS = 1 << 17
"""So many sets of lines that may come first are listed; with more of them a Markov chain takes over."""

_NEAR = 1e-3
"""How far the chain may be from uniform, in total variation."""


class Source(Protocol):
    """Says which orders a decision maker's lines may have."""

    @property
    def places(self) -> int:
        """The number of places of an order."""

    def draw(self, rng: np.random.Generator, number: int) -> Orders:
        """Draw so many orders, independent of each other; shape (number, places)."""


class Listing(Source, Protocol):
    """A source whose orders can be listed."""

    @property
    def count(self) -> int:
        """The number of orders."""

    def numbered(self, numbers: Numbers) -> Orders:
        """Return the orders of some numbers, 0 … count - 1."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always the same order.

    >>> Fixed((2, 0)).numbered(np.array([0, 0])).tolist()
    [[2, 0], [2, 0]]
    """

    order: tuple[int, ...]

    @property
    def places(self) -> int:
        """The number of places."""
        return len(self.order)

    @property
    def count(self) -> int:
        """One."""
        return 1

    def numbered(self, numbers: Numbers) -> Orders:
        """Return the order, once for each number."""
        return np.tile(np.array(self.order, np.int16), (len(numbers), 1))

    def draw(self, rng: np.random.Generator, number: int) -> Orders:
        """Return the order that often."""
        return self.numbered(np.zeros(number, np.int64))


@dataclass(frozen=True)
class Free:
    r"""All orders of some lines, or all that keep some lines before others.

    Parameters
    ----------
    lines
        The number of lines.
    before
        Pairs of lines: the first comes before the second in every order. Together they are a partial
        order, and what is drawn are its *linear extensions*.

    Raises
    ------
    ValueError
        If a pair names a line that there is not, or the pairs go round in a circle.

    Notes
    -----
    Draws are uniform. Without pairs a permutation is drawn. Else the sets of lines that may come first (the
    ideals of the order) are listed with the number of ways to go on from each; a number is drawn and the
    order of that number is built: exact. With more than 2^17 such sets, or 2^63 orders, draws come from the
    Markov chain of Karzanov & Khachiyan in the form of Bubley & Dyer: at each step two neighbours, at
    places p and p + 1 of n with a chance proportional to p (n - p), are swapped with chance ½ where that is
    allowed. From any start it comes within :math:`\varepsilon` of uniform, in total variation, after
    :math:`\frac{n^3 - n}{6} \ln\frac{n (n - 1)}{2 \varepsilon}` steps; :math:`\varepsilon` is 0.001, and
    each draw is a run of its own.

    Examples
    --------
    >>> Free(3).count, Free(3, ((0, 1),)).count
    (6, 3)
    >>> Free(3, ((0, 1),)).numbered(np.arange(3)).tolist()
    [[0, 1, 2], [0, 2, 1], [2, 0, 1]]
    """

    lines: int
    before: tuple[tuple[int, int], ...] = ()
    _needs: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        needs = [0] * self.lines
        for first, second in self.before:
            if not (0 <= first < self.lines and 0 <= second < self.lines):
                raise ValueError(f"there is no pair of lines {first}, {second} among {self.lines} lines")
            needs[second] |= 1 << first
        object.__setattr__(self, "_needs", tuple(needs))
        self._first_order()

    @property
    def places(self) -> int:
        """The number of places."""
        return self.lines

    @property
    def count(self) -> int:
        """How many orders there are.

        Raises
        ------
        OverflowError
            If there are too many to count.
        """
        if not self.before:
            return math.factorial(self.lines)
        if self._lattice is None:
            raise OverflowError("there are too many orders to count")
        return int(self._lattice.ways[0][0])

    def numbered(self, numbers: Numbers) -> Orders:
        """Return the orders of some numbers: in lexicographic order, 0 … count - 1.

        Raises
        ------
        OverflowError
            If there are too many orders to count.
        """
        if self._lattice is None:
            raise OverflowError("there are too many orders to count")
        return self._lattice.orders(np.asarray(numbers, np.int64))

    def draw(self, rng: np.random.Generator, number: int) -> Orders:
        """Draw uniformly."""
        if not self.before:
            return rng.permuted(np.tile(np.arange(self.lines, dtype=np.int16), (number, 1)), axis=1)
        if self._lattice is not None:
            return self._lattice.orders(rng.integers(self.count, size=number))
        return self._by_chain(rng, number)

    @functools.cached_property
    def _lattice(self) -> _Lattice | None:
        return _Lattice.of(self._needs)

    def _first_order(self) -> list[int]:
        """Return the lexicographically first order."""
        order: list[int] = []
        placed = 0
        while len(order) < self.lines:
            fit = [x for x in range(self.lines) if not placed >> x & 1 and self._needs[x] & ~placed == 0]
            if not fit:
                raise ValueError("the pairs go round in a circle: some line would come before itself")
            order.append(fit[0])
            placed |= 1 << fit[0]
        return order

    def _by_chain(self, rng: np.random.Generator, number: int) -> Orders:
        n = self.lines
        orders = np.tile(np.array(self._first_order(), np.int16), (number, 1))
        bound = np.zeros((n, n), bool)  # between neighbours only a pair of its own forbids a swap
        for first, second in self.before:
            bound[first, second] = True
        chances = np.cumsum([p * (n - p) for p in range(1, n)])
        rows = np.arange(number)
        for _ in range(_chain_steps(n)):
            place = np.searchsorted(chances, rng.integers(chances[-1], size=number), side="right")
            left, right = orders[rows, place], orders[rows, place + 1]
            swap = (rng.integers(2, size=number) == 1) & ~bound[left, right]
            orders[rows, place] = np.where(swap, right, left)
            orders[rows, place + 1] = np.where(swap, left, right)
        return orders


def _chain_steps(lines: int) -> int:
    """Return after how many steps the chain is near enough to uniform."""
    return math.ceil((lines**3 - lines) / 6 * math.log(lines * (lines - 1) / (2 * _NEAR)))


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The ideals of a partial order: sets of lines that hold, with a line, all that come before it.

    Attributes
    ----------
    ways
        Per size k an array with, for each ideal of k lines, how many orders of the others may follow.
    following
        Per size k an array (ideals, lines): the place of the ideal with that line added, among those of
        size k + 1; -1 where the line may not come next.
    """

    ways: tuple[Numbers, ...]
    following: tuple[Numbers, ...]

    @staticmethod
    def of(needs: Sequence[int]) -> _Lattice | None:
        """List the ideals; None where there are too many of them, or of the orders."""
        if len(needs) > 62:  # an ideal is one integer
            return None
        lines = range(len(needs))
        ideals, total = np.zeros(1, np.int64), 1
        following: list[Numbers] = []
        for _ in lines:
            fits = np.stack([(ideals >> x & 1 == 0) & (needs[x] & ~ideals == 0) for x in lines], axis=1)
            longer = ideals[:, np.newaxis] | (1 << np.arange(len(needs), dtype=np.int64))
            ideals = np.unique(longer[fits])
            total += len(ideals)
            if total > _IDEALS:
                return None
            following.append(np.where(fits, np.searchsorted(ideals, longer), -1))
        ways: list[list[int]] = [[1]]
        for table in reversed(following):
            after = [*ways[-1], 0]  # what -1 stands for
            ways.append([sum(after[place] for place in row) for row in table.tolist()])
        if ways[-1][0] > np.iinfo(np.int64).max:
            return None
        return _Lattice(tuple(np.array(w, np.int64) for w in reversed(ways)), tuple(following))

    def orders(self, numbers: Numbers) -> Orders:
        """Return the orders of some numbers: at each place, skip the lines after which too few follow."""
        lines = len(self.following)
        orders = np.zeros((len(numbers), lines), np.int16)
        ideal, left = np.zeros(len(numbers), np.int64), numbers.copy()
        for place, table in enumerate(self.following):
            ahead = np.append(self.ways[place + 1], 0)[table]  # -1 takes the 0
            edges = np.cumsum(ahead, axis=1)[ideal]
            line = (left[:, np.newaxis] >= edges).sum(axis=1)
            orders[:, place] = line
            left -= np.where(line > 0, np.take_along_axis(edges, line[:, np.newaxis] - 1, axis=1)[:, 0], 0)
            ideal = table[ideal, line]
        return orders


@dataclass(frozen=True, slots=True)
class Swapped:
    r"""Orders near a given one: Mallows' model.

    The chance of an order that is d swaps of neighbours away from the centre (its Kendall distance) is
    proportional to :math:`e^{-d / T}`.

    Parameters
    ----------
    centre
        The order that is likeliest.
    temperature
        T, at least 0: with 0 only the centre comes, with infinity all orders are equally likely.

    Notes
    -----
    Drawn by repeated insertion (Doignon, Pekeč & Regenwetter 2004), exact but for the rounding of the
    chances: the i-th line of the centre goes v places before the end of those that came before it, v in 0 …
    i - 1, with a chance proportional to :math:`e^{-v / T}`; the distances add up.

    Examples
    --------
    >>> Swapped((2, 0, 1), 0.0).draw(np.random.default_rng(1), 2).tolist()
    [[2, 0, 1], [2, 0, 1]]
    """

    centre: tuple[int, ...]
    temperature: float

    def __post_init__(self) -> None:
        if not self.temperature >= 0:
            raise ValueError(f"a temperature is at least 0, not {self.temperature}")

    @property
    def places(self) -> int:
        """The number of places."""
        return len(self.centre)

    def draw(self, rng: np.random.Generator, number: int) -> Orders:
        """Draw by repeated insertion."""
        factor = math.exp(-1 / self.temperature) if self.temperature > 0 else 0.0
        orders = np.zeros((number, len(self.centre)), np.int16)
        for size, line in enumerate(self.centre):
            chances = np.cumsum(factor ** np.arange(size + 1))
            back = np.searchsorted(chances, rng.random(number) * chances[-1], side="right")
            place = size - np.minimum(back, size)
            for later in range(size, 0, -1):
                orders[:, later] = np.where(later > place, orders[:, later - 1], orders[:, later])
            orders[np.arange(number), place] = line
        return orders


@dataclass(frozen=True, slots=True)
class Thinned:
    """Orders of another source in which each line stays with some chance, each by itself.

    >>> Thinned(Fixed((0, 1)), 0.0).draw(np.random.default_rng(1), 1).tolist()
    [[-1, -1]]
    """

    source: Source
    stays: float

    def __post_init__(self) -> None:
        if not 0 <= self.stays <= 1:
            raise ValueError(f"a chance lies between 0 and 1, not at {self.stays}")

    @property
    def places(self) -> int:
        """The number of places."""
        return self.source.places

    def draw(self, rng: np.random.Generator, number: int) -> Orders:
        """Draw an order, and then which of its lines stay."""
        orders = self.source.draw(rng, number)
        orders[rng.random(orders.shape) >= self.stays] = -1
        return orders


@dataclass(frozen=True, slots=True)
class Profiles:
    """Profiles in blocks, made when they are asked for; the same ones each time.

    Attributes
    ----------
    total : int
        How many there are.
    """

    total: int
    _blocks: Callable[[], Iterator[Orders]]

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Orders]:
        """Yield arrays of shape (profiles of the block, decision makers, places), int16."""
        return self._blocks()


def sampled(sources: Sequence[Source], number: int, seed: int, block: int = BLOCK) -> Profiles:
    """Draw profiles at random, each decision maker's order independent of the others'.

    Parameters
    ----------
    sources
        One for each decision maker.
    number
        How many profiles.
    seed
        Starts the generator; the same seed and block give the same profiles.
    block
        How many are made at a time.

    Examples
    --------
    >>> profiles = sampled([Free(3), Fixed((0, 1))], 5, seed=1, block=2)
    >>> [block.shape for block in profiles]
    [(2, 2, 3), (2, 2, 3), (1, 2, 3)]
    """

    def blocks() -> Iterator[Orders]:
        rng = np.random.default_rng(seed)
        for begin in range(0, number, block):
            size = min(block, number - begin)
            yield _side_by_side([source.draw(rng, size) for source in sources])

    return Profiles(number, blocks)


def every(sources: Sequence[Listing], block: int = BLOCK) -> Profiles:
    """List all profiles: each order of the first decision maker with each of the second, and so on.

    The last decision maker's order changes fastest; orders come lexicographically.

    Raises
    ------
    OverflowError
        If there are 2^63 profiles or more.

    Examples
    --------
    >>> (block,) = every([Free(2), Free(2)])
    >>> block.tolist()
    [[[0, 1], [0, 1]], [[0, 1], [1, 0]], [[1, 0], [0, 1]], [[1, 0], [1, 0]]]
    """
    counts = [source.count for source in sources]
    total = math.prod(counts)
    if total > np.iinfo(np.int64).max:
        raise OverflowError("there are too many profiles to list")

    def blocks() -> Iterator[Orders]:
        for begin in range(0, total, block):
            number = np.arange(begin, min(begin + block, total))
            orders: list[Orders] = []
            for source, count in zip(reversed(sources), reversed(counts), strict=True):
                number, own = np.divmod(number, count)
                orders.append(source.numbered(own))
            yield _side_by_side(orders[::-1])

    return Profiles(total, blocks)


def listed(orders: npt.ArrayLike, block: int = BLOCK) -> Profiles:
    """Take profiles from an array of shape (profiles, decision makers, places)."""
    array = np.array(orders, np.int16)
    if array.ndim != 3:
        raise ValueError("profiles have the shape (profiles, decision makers, places)")
    cuts = range(0, len(array), block)
    return Profiles(len(array), lambda: (array[begin : begin + block] for begin in cuts))


def without_each(lines: Iterable[int]) -> Profiles:
    """Leave out one line at a time: first all lines as they are, then each one missing in its turn.

    Parameters
    ----------
    lines
        The number of lines of each decision maker.

    Examples
    --------
    >>> (block,) = without_each([2, 1])
    >>> block.tolist()
    [[[0, 1], [0, -1]], [[-1, 1], [0, -1]], [[0, -1], [0, -1]], [[0, 1], [-1, -1]]]
    """
    whole = _side_by_side([Fixed(tuple(range(number))).numbered(np.zeros(1, np.int64)) for number in lines])
    gone = np.argwhere(whole[0] >= 0)
    orders = np.repeat(whole, len(gone) + 1, axis=0)
    orders[np.arange(1, len(orders)), gone[:, 0], gone[:, 1]] = -1
    return listed(orders)


def _side_by_side(orders: Sequence[Orders]) -> Orders:
    """Join each decision maker's orders, (profiles, places), to profiles; missing places are -1."""
    places = max((own.shape[1] for own in orders), default=0)
    joined = np.full((len(orders[0]), len(orders), places), -1, np.int16)
    for dm, own in enumerate(orders):
        joined[:, dm, : own.shape[1]] = own
    return joined
