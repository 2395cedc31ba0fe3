r"""How many orders of a list of lines meet some rules, counted without listing the orders.

Lines are compared lexicographically, the topmost first. So whether one state is at least as good as another
hangs on one thing: of the lines on which the two differ, is the topmost one among those that favour the
first? Such a *comparison* is a pair of sets of lines (for, against), as bits. Rules are built of them:

    a rule holds    if one of its cases does;      a case  if all its clauses do;
    a clause holds  if one of its terms does;      a term  if all its comparisons do.

Put the lines down one after the other, from the top. A comparison is open as long as none of its lines is
down, so which ones are open is known from the *set* of lines that are down; how the others went is all that
the order within the set matters for, and of that only which terms are still to be decided. Orders that agree
in both have the same future. So the search goes over pairs (set, terms to be decided), a layer a line: at
most :math:`2^k` sets with a few patterns each, where there are k! orders. What leads to a pair and what leads
on from it are counted separately; their products give in how many orders one line stands above another.

The number of linear extensions is counted in the same way (over ideals); see
:class:`detente.analysis.profiles.Free`. The weights may be those of Mallows (1957), Non-null ranking models
I, Biometrika 44: a factor :math:`e^{-1/T}` for each pair that stands otherwise than in a given order.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from .arrays import BoolArray, IntArray

__all__ = [
    "ALWAYS",
    "MOST",
    "NEVER",
    "Clause",
    "Comparison",
    "Counted",
    "Rule",
    "Rules",
    "Term",
    "TooMany",
    "counted",
]

Comparison: TypeAlias = tuple[int, int]
Term: TypeAlias = frozenset[Comparison]
Clause: TypeAlias = frozenset[Term]
Case: TypeAlias = frozenset[Clause]
Rule: TypeAlias = frozenset[Case]

ALWAYS: Rule = frozenset({frozenset[Clause]()})
"""The rule that every order meets."""

NEVER: Rule = frozenset()
"""The rule that no order meets."""

MOST = 62
"""So many lines at most: a set of them is one integer."""

_EXACT = 20
"""So many lines have fewer than 2^63 orders."""

_ROWS = 1 << 21
"""So many pairs of a set and a pattern are kept; with more of them the count is given up."""

_PART = 1 << 22
"""So many truths of terms are worked out at a time."""

Words: TypeAlias = npt.NDArray[np.uint64]
Numbers: TypeAlias = npt.NDArray[Any]


class TooMany(Exception):  # noqa: N818 - reads as a sentence: except TooMany
    """There are too many lines, or too many different futures, to count the orders exactly."""


class Rules:
    """Rules over the orders of some lines, made ready for counting.

    Parameters
    ----------
    lines
        The number of lines, at most 62.
    rules
        Each a set of cases, these sets of clauses, these sets of terms, these sets of comparisons. In a
        comparison neither set of lines is empty.

    Examples
    --------
    Line 0 stands above line 1, or line 2 does:

    >>> terms = [frozenset({(0b001, 0b010)}), frozenset({(0b100, 0b010)})]
    >>> rules = Rules(3, [frozenset({frozenset({frozenset(terms)})})])
    >>> rules.hold(np.array([[0, 1, 2], [1, 0, 2]])).tolist()
    [[True, False]]
    >>> counted(rules).total
    4
    """

    def __init__(self, lines: int, rules: Sequence[Rule]) -> None:
        if lines > MOST:
            raise ValueError(f"there may be at most {MOST} lines")
        self.lines, self.rules = lines, tuple(rules)
        self.settled = tuple(_settled(rule) for rule in rules)
        open_rules = [rule for rule, known in zip(rules, self.settled, strict=True) if known is None]
        cases = [[_sorted(case) for case in _sorted(rule)] for rule in open_rules]
        clauses = [[list(_sorted(clause)) for clause in case] for rule in cases for case in rule]
        terms = [term for case in clauses for clause in case for term in clause]
        self.pairs = sorted({pair for term in terms for pair in term})
        number = {pair: place for place, pair in enumerate(self.pairs)}
        self.case_of_rule = _starts(len(rule) for rule in cases)
        self.clause_of_case = _starts(len(case) for case in clauses)
        self.term_of_clause = _starts(len(clause) for case in clauses for clause in case)
        words = -(-len(self.pairs) // 64)
        self.member = np.zeros((words, len(terms)), np.uint64)
        for place, term in enumerate(terms):
            for pair in term:
                self.member[number[pair] // 64, place] |= np.uint64(1 << number[pair] % 64)
        self.favours = self._words(0)
        self.touches = self._words(0) | self._words(1)

    def _words(self, side: int) -> Words:
        """Return for each line, as bits, the comparisons in which it is on a side; shape (lines, words)."""
        found = np.zeros((self.lines, len(self.member)), np.uint64)
        for place, pair in enumerate(self.pairs):
            for line in range(self.lines):
                if pair[side] >> line & 1:
                    found[line, place // 64] |= np.uint64(1 << place % 64)
        return found

    @property
    def named(self) -> int:
        """The lines that some comparison names, as bits."""
        return _union(a | b for a, b in self.pairs)

    def hold(self, orders: npt.NDArray[np.integer]) -> BoolArray:
        """Return which rules hold in some orders.

        Parameters
        ----------
        orders : (n, lines)
            The lines, most important first.

        Returns
        -------
        ndarray of bool, shape (rules, n)
        """
        place = np.argsort(orders, axis=1).astype(np.int16)
        found = np.empty((len(self.rules), len(orders)), bool)
        for row, known in enumerate(self.settled):
            found[row] = bool(known)
        rows = [row for row, known in enumerate(self.settled) if known is None]
        if not rows:
            return found
        part = max(1, _PART // (len(self.pairs) + self.member.shape[1]))
        for begin in range(0, len(orders), part):
            chosen = slice(begin, begin + part)
            found[rows, chosen] = self._hold(place[chosen]).T
        return found

    def _hold(self, place: npt.NDArray[np.int16]) -> BoolArray:
        truths = np.empty((len(place), len(self.pairs)), bool)
        for column, (own, other) in enumerate(self.pairs):
            truths[:, column] = _topmost(place, own) < _topmost(place, other)
        terms = np.empty((len(place), self.member.shape[1]), bool)
        for column, members in enumerate(self.member.T.tolist()):
            chosen = [64 * w + bit for w, word in enumerate(members) for bit in range(64) if word >> bit & 1]
            terms[:, column] = truths[:, chosen].all(axis=1)
        clauses = _any(terms, self.term_of_clause)
        return _any(_all(clauses, self.clause_of_case), self.case_of_rule)


@dataclass(frozen=True, slots=True)
class _Layer:
    """What is known when so many lines are down.

    Attributes
    ----------
    down : (n,)
        The lines that are down, as bits.
    child : (n, lines)
        The place in the next layer when a line is put down next; -1 where it is down, or the weight is 0.
    factor : (n, lines)
        What the step multiplies the weight by.
    """

    down: IntArray
    child: IntArray
    factor: Numbers


@dataclass(frozen=True, eq=False)
class Counted:
    """The orders of some lines, weighed by rules.

    Attributes
    ----------
    total
        The sum of the weights; their exact number where each weighs 0 or 1.
    above
        For each two lines the weight of the orders in which the first stands above the second.
    first
        For each line the weight of the orders in which it stands on top.
    """

    total: int | float
    above: tuple[tuple[int | float, ...], ...]
    first: tuple[int | float, ...]
    _lines: int
    _named: tuple[int, ...]
    _layers: tuple[_Layer, ...]
    _onward: tuple[Numbers, ...]

    def draw(self, rng: np.random.Generator, number: int) -> npt.NDArray[np.int16]:
        """Draw orders with chances proportional to their weights; shape (number, lines)."""
        if not self.total:
            raise ValueError("no order has a weight")
        row = np.zeros(number, np.int64)
        own = np.empty((number, len(self._named)), np.int16)
        names = np.array(self._named, np.int16)
        for place, layer in enumerate(self._layers):
            after = np.append(self._onward[place + 1], 0)[layer.child].astype(float) * layer.factor
            edges = np.cumsum(after, axis=1)[row]
            chance = rng.random(number) * edges[:, -1]
            line = (chance[:, np.newaxis] >= edges).sum(axis=1)
            own[:, place] = names[line]
            row = layer.child[row, line]
        orders = rng.permuted(np.tile(np.arange(self._lines, dtype=np.int16), (number, 1)), axis=1)
        orders[np.isin(orders, names)] = own.reshape(-1)  # row by row, so each order gets its own
        return orders


def counted(
    rules: Rules,
    *,
    weights: Sequence[tuple[int | float, int | float]] | None = None,
    centre: Sequence[int] | None = None,
    temperature: float = math.inf,
) -> Counted:
    r"""Count the orders that meet all rules, or weigh all orders by how many they meet.

    Parameters
    ----------
    rules
        What an order is to meet.
    weights
        For each rule what it multiplies the weight of an order by when it is met, and when it is not; by
        default 1 and 0.
    centre, temperature
        Weighs an order besides by :math:`e^{-d/T}`, d being the number of pairs of lines that stand
        otherwise than in the centre.

    Raises
    ------
    TooMany
        If more than 20 lines are named by rules, or by the centre, or there are too many different futures.

    Notes
    -----
    With whole weights all is exact. Cost: for each set of the named lines, each pattern that comes with it
    and each line, a few operations for each term.
    """
    if temperature == math.inf:
        centre = None
    weights = [(1, 0) for _ in rules.rules] if weights is None else list(weights)
    whole = centre is None and all(isinstance(one, int) for pair in weights for one in pair)
    names = _bits(rules.named) if centre is None else tuple(range(rules.lines))
    if len(names) > _EXACT:
        raise TooMany(f"{len(names)} lines")
    dtype = np.dtype(np.int64 if whole else np.float64)
    cheaper = _precedence(rules.lines, centre)
    swap = 1.0 if centre is None else _swap(temperature)
    pairs = list(zip(rules.settled, weights, strict=True))
    start = math.prod(met if known else missed for known, (met, missed) in pairs if known is not None)
    unsettled = [pair for known, pair in pairs if known is None]
    search = _Search(rules, names, unsettled, dtype, cheaper if centre is not None else None, swap)
    layers = search.layers() if start else ()
    if not layers and (not start or names):
        nothing = tuple((0,) * rules.lines for _ in range(rules.lines))
        return Counted(0, nothing, (0,) * rules.lines, rules.lines, (), (), ())
    return _summed(rules.lines, names, layers, start, dtype)


class _Search:
    """Puts the lines down, layer after layer."""

    def __init__(
        self,
        rules: Rules,
        names: tuple[int, ...],
        weights: Sequence[tuple[int | float, int | float]],
        dtype: np.dtype[Any],
        cheaper: Sequence[int] | None,
        swap: float,
    ) -> None:
        self.rules, self.names, self.dtype = rules, names, dtype
        self.weights = weights
        self.cheaper, self.swap = cheaper, swap
        terms = rules.member.shape[1]
        ends = [np.append(starts[1:], end) for starts, end in self._levels(terms)]
        sizes = [end - starts for (starts, _), end in zip(self._levels(terms), ends, strict=True)]
        self.of_clause = np.repeat(np.arange(len(sizes[0])), sizes[0])
        self.of_case = np.repeat(np.arange(len(sizes[1])), sizes[1])[self.of_clause]
        self.of_rule = np.repeat(np.arange(len(sizes[2])), sizes[2])[self.of_case]

    def _levels(self, terms: int) -> tuple[tuple[IntArray, int], ...]:
        rules = self.rules
        return (
            (rules.term_of_clause, terms),
            (rules.clause_of_case, len(rules.term_of_clause)),
            (rules.case_of_rule, len(rules.clause_of_case)),
        )

    def layers(self) -> tuple[_Layer, ...]:
        """Return the layers; none where no order has a weight."""
        down = np.zeros(1, np.int64)
        open_pairs = np.full((1, len(self.rules.member)), np.iinfo(np.uint64).max, np.uint64)
        undecided = np.ones((1, self.rules.member.shape[1]), bool)
        layers: list[_Layer] = []
        rows = 0
        for _ in self.names:
            layer, down, open_pairs, undecided = self._next(down, open_pairs, undecided)
            layers.append(layer)
            rows += len(down)
            if not len(down):
                return ()
            if rows > _ROWS:
                raise TooMany(f"{rows} different futures")
        return tuple(layers)

    def _next(
        self, down: IntArray, open_pairs: Words, undecided: BoolArray
    ) -> tuple[_Layer, IntArray, Words, BoolArray]:
        child = np.full((len(down), len(self.names)), -1, np.int64)
        factor = np.zeros((len(down), len(self.names)), self.dtype)
        found: list[tuple[IntArray, IntArray, Words, BoolArray]] = []
        for column, line in enumerate(self.names):
            rows = np.flatnonzero(down >> line & 1 == 0)
            left, weight = self._put(line, open_pairs[rows], undecided[rows])
            kept = weight != 0
            rows, left, weight = rows[kept], left[kept], weight[kept]
            if self.cheaper is not None:
                passed = np.bitwise_count(~down[rows] & self.cheaper[line])
                weight = weight * self.swap ** passed.astype(float)
            factor[rows, column] = weight
            child[rows, column] = 0
            found.append((rows, down[rows] | 1 << line, open_pairs[rows] & ~self.rules.touches[line], left))
        after, open_after, left = (np.concatenate(parts) for parts in list(zip(*found, strict=True))[1:])
        first, number = _distinct(after, left)
        begin = 0
        for column, (rows, *_) in enumerate(found):
            child[rows, column] = number[begin : begin + len(rows)]
            begin += len(rows)
        return _Layer(down, child, factor), after[first], open_after[first], left[first]

    def _put(self, line: int, open_pairs: Words, undecided: BoolArray) -> tuple[BoolArray, Numbers]:
        """Return which terms are undecided once a line is down, and what that does to the weight."""
        left = np.empty_like(undecided)
        weight = np.ones(len(undecided), self.dtype)
        part = max(1, _PART // max(1, undecided.shape[1]))
        for begin in range(0, len(undecided), part):
            chosen = slice(begin, begin + part)
            left[chosen], weight[chosen] = self._decide(line, open_pairs[chosen], undecided[chosen])
        return left, weight

    def _decide(self, line: int, open_pairs: Words, undecided: BoolArray) -> tuple[BoolArray, Numbers]:
        rules = self.rules
        lost = open_pairs & rules.touches[line] & ~rules.favours[line]
        failed = undecided & _meets(lost, rules.member)
        going = undecided & ~failed
        holds = going & ~_meets(open_pairs & ~rules.touches[line], rules.member)
        was = _any(undecided, rules.term_of_clause)  # a clause that is still to be decided
        clause_holds = _any(holds, rules.term_of_clause)
        clause_fails = was & ~clause_holds & ~_any(going, rules.term_of_clause)
        case_was = _any(was, rules.clause_of_case)
        case_fails = _any(clause_fails, rules.clause_of_case)
        case_holds = case_was & ~case_fails & ~_any(was & ~clause_holds, rules.clause_of_case)
        rule_was = _any(case_was, rules.case_of_rule)
        rule_holds = _any(case_holds, rules.case_of_rule)
        rule_fails = rule_was & ~rule_holds & ~_any(case_was & ~case_fails, rules.case_of_rule)
        left = (
            going
            & ~clause_holds[:, self.of_clause]
            & ~case_fails[:, self.of_case]
            & ~(rule_holds | rule_fails)[:, self.of_rule]
        )
        weight = np.ones(len(undecided), self.dtype)
        for column, (met, missed) in enumerate(self.weights):
            weight[rule_holds[:, column]] *= met
            weight[rule_fails[:, column]] *= missed
        return left, weight


def _summed(
    lines: int, names: tuple[int, ...], layers: Sequence[_Layer], start: int | float, dtype: np.dtype[Any]
) -> Counted:
    """Count what leads to each place and on from it, and sum the products."""
    onward: list[Numbers] = [np.ones(1, dtype)]
    for layer in reversed(layers):
        onward.append((layer.factor * np.append(onward[-1], 0)[layer.child]).sum(axis=1))
    onward.reverse()
    above = np.zeros((len(names), len(names)), dtype)
    first = np.zeros(len(names), dtype)
    reach: Numbers = np.ones(1, dtype)
    for place, layer in enumerate(layers):
        step = reach[:, np.newaxis] * layer.factor
        flow = step * np.append(onward[place + 1], 0)[layer.child]
        if not place:
            first = flow[0]
        free = np.stack([layer.down >> line & 1 == 0 for line in names], axis=1)
        for column in range(len(names)):
            above[column] += (flow[:, column, np.newaxis] * free).sum(axis=0)
            above[column, column] = 0
        reach = np.zeros(len(onward[place + 1]), dtype)
        taken = layer.child >= 0
        np.add.at(reach, layer.child[taken], step[taken])
    total = onward[0][0].item() * start
    pairs = [[start * value for value in row] for row in above.tolist()]
    tops = [start * value for value in first.tolist()]
    return _with_the_rest(lines, names, (total, pairs, tops), tuple(layers), tuple(onward))


def _with_the_rest(
    lines: int,
    names: tuple[int, ...],
    sums: tuple[int | float, list[list[int | float]], list[int | float]],
    layers: tuple[_Layer, ...],
    onward: tuple[Numbers, ...],
) -> Counted:
    """Add the lines that no rule names: each may stand anywhere among the others."""
    total, pairs, tops = sums
    m, rest = len(names), [line for line in range(lines) if line not in names]
    ways = math.factorial(lines) // math.factorial(m)  # of putting the others in
    above: list[list[int | float]] = [[0] * lines for _ in range(lines)]
    first: list[int | float] = [0] * lines
    whole = total * ways
    for i, a in enumerate(names):
        first[a] = tops[i] * ways * m // lines if isinstance(whole, int) else tops[i] * ways * m / lines
        for j, b in enumerate(names):
            above[a][b] = pairs[i][j] * ways
        higher = total + sum(pairs[j][i] for j in range(m))  # of the m + 1 gaps, those above the line
        for b in rest:
            above[b][a] = higher * ways // (m + 1) if isinstance(whole, int) else higher * ways / (m + 1)
            above[a][b] = whole - above[b][a]
    for b in rest:
        first[b] = whole // lines if isinstance(whole, int) else whole / lines
    for a, b in itertools.permutations(rest, 2):
        above[a][b] = whole // 2 if isinstance(whole, int) else whole / 2
    return Counted(whole, tuple(map(tuple, above)), tuple(first), lines, names, layers, onward)


def _meets(words: Words, member: Words) -> BoolArray:
    """Return for each row of bits and each term whether they share one; shape (rows, terms)."""
    found = np.zeros((len(words), member.shape[1]), bool)
    for column, own in zip(words.T, member, strict=True):
        found |= (column[:, np.newaxis] & own) != 0
    return found


def _distinct(down: IntArray, left: BoolArray) -> tuple[IntArray, IntArray]:
    """Return the first place of each different row, and for each row the number of what it is equal to."""
    packed = np.packbits(left, axis=1)
    rows = np.concatenate([down.astype("<i8")[:, np.newaxis].view(np.uint8).reshape(-1, 8), packed], axis=1)
    keys = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1]))).reshape(-1)
    _, first, number = np.unique(keys, return_index=True, return_inverse=True)
    return first, number


def _any(truths: BoolArray, starts: IntArray) -> BoolArray:
    if not len(starts):
        return np.zeros((len(truths), 0), bool)
    found: BoolArray = np.logical_or.reduceat(truths, starts, axis=1)
    return found


def _all(truths: BoolArray, starts: IntArray) -> BoolArray:
    return ~_any(~truths, starts)


def _topmost(place: npt.NDArray[np.int16], lines: int) -> npt.NDArray[np.int16]:
    found: npt.NDArray[np.int16] = place[:, list(_bits(lines))].min(axis=1)
    return found


def _settled(rule: Rule) -> bool | None:
    """Return whether a rule holds in every order or in none; None where that depends."""
    if any(not case for case in rule):
        return True
    return None if rule else False


def _precedence(lines: int, centre: Sequence[int] | None) -> tuple[int, ...]:
    """Return for each line, as bits, those that stand above it in the centre."""
    before = [0] * lines
    for place, line in enumerate(centre or ()):
        before[line] = _union(1 << other for other in (centre or ())[:place])
    return tuple(before)


def _swap(temperature: float) -> float:
    return math.exp(-1 / temperature) if temperature > 0 else 0.0


def _starts(sizes: Iterable[int]) -> IntArray:
    """Return where groups of some sizes, none of them empty, begin."""
    return np.array([0, *itertools.accumulate(sizes)][:-1], np.int64)


def _bits(number: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(number.bit_length()) if number >> bit & 1)


def _union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _sorted(nested: Any) -> list[Any]:
    """Sort sets of sets in a fixed order, so that the same rules give the same arrays."""
    return sorted(nested, key=_key)


def _key(nested: Any) -> Any:
    return sorted(map(_key, nested)) if isinstance(nested, frozenset) else nested
