"""Which orders of a decision maker's aims make what it did rational, word for word.

The inverse question of the graph model (Kinsara, Petersons, Hipel & Kilgour 2015; Rêgo et al. 2023), asked of
the orders of a prioritised list. A model is given with, for one decision maker (DM), how many statements of
each of its lines hold at each state; its own ranks in the model do not matter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from tests.reference.concepts import CONCEPTS, opponents, reach, reach_improving
from tests.reference.models import GraphForm
from tests.reference.statements import ranks_by_groups

Order = tuple[int, ...]
End = tuple[int, int]
"""Where the DM was and where it went; the same state twice where it stayed."""


@dataclass(frozen=True)
class Case:
    """A model, a DM, and per state how many statements of each of its lines hold."""

    model: GraphForm
    dm: int
    counts: tuple[tuple[int, ...], ...]

    @property
    def lines(self) -> int:
        """How many lines the DM has."""
        return len(self.counts[0])

    def with_order(self, order: Order) -> GraphForm:
        """The model in which the DM's lines come in an order, the most important first."""
        rows = [[(True,) * own[line] for line in order] for own in self.counts]
        ranks = list(self.model.ranks)
        ranks[self.dm] = ranks_by_groups(rows)
        return GraphForm(self.model.n_states, self.model.moves, tuple(ranks))


def sanctions(model: GraphForm, dm: int, concept: str, s: int, t: int) -> Iterator[int]:
    """The states to which the others can answer the move from s to t so that it does not pay for the DM."""
    if concept == "nash":
        return
    by: Callable[[GraphForm, frozenset[int], int], frozenset[int]]
    by = reach_improving if concept in ("seq", "sseq") else reach
    for s2 in by(model, opponents(model, dm), t):
        if not model.at_least(dm, s, s2):
            continue
        if concept in ("smr", "sseq") and any(
            not model.at_least(dm, s, s3) for s3 in model.reachable(dm, s2)
        ):
            continue
        yield s2


def rational(model: GraphForm, dm: int, concept: str, end: End) -> bool:
    """Staying at s is rational when s is stable; moving when it improves and no answer undoes that."""
    s, t = end
    if s == t:
        return CONCEPTS[concept](model, dm, s)
    return model.prefers(dm, t, s) and not list(sanctions(model, dm, concept, s, t))


def explains(case: Case, order: Order, concept: str, ends: Sequence[End], certain: bool) -> bool:
    """Whether an order makes an act rational, for one (certain: for each) way in which it may have been."""
    model = case.with_order(order)
    found = [rational(model, case.dm, concept, end) for end in ends]
    return all(found) if certain else any(found)


def swaps(order: Order, centre: Order) -> int:
    """The Kendall distance: how many pairs two orders place differently."""
    place = {line: where for where, line in enumerate(centre)}
    return sum(1 for i, a in enumerate(order) for b in order[i + 1 :] if place[a] > place[b])


@dataclass(frozen=True)
class Weighted:
    """The orders of the lines, each with its weight."""

    weights: dict[Order, Fraction | float]

    @property
    def total(self) -> Fraction | float:
        """The sum of the weights."""
        return sum(self.weights.values())

    def above(self, a: int, b: int) -> Fraction | float:
        """The weight of the orders in which a comes before b."""
        return sum(w for order, w in self.weights.items() if order.index(a) < order.index(b))

    def first(self, a: int) -> Fraction | float:
        """The weight of the orders in which a comes first."""
        return sum(w for order, w in self.weights.items() if order[0] == a)


def weighted(
    case: Case,
    concept: str,
    acts: Sequence[Sequence[End]],
    *,
    certain: bool = False,
    error: Fraction = Fraction(0),
    temperature: float = math.inf,
) -> Weighted:
    """Weigh each order by (1 - error) for each act that it makes rational, by error for each other one.

    Before that the weight is 1, or exp(-d / temperature) for an order d swaps away from the order as given.
    """
    found: dict[Order, Fraction | float] = {}
    for order in permutations(range(case.lines)):
        weight: Fraction | float = Fraction(1)
        for ends in acts:
            weight *= 1 - error if explains(case, order, concept, ends, certain) else error
        if temperature != math.inf:
            weight *= math.exp(-swaps(order, tuple(range(case.lines))) / temperature)
        found[order] = weight
    return Weighted(found)
