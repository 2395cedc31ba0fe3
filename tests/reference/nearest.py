"""The least change of rankings that makes a state stable, by trying all of them.

Rankings are total preorders (weak orders); their distance is that of Kemeny & Snell (1962).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache

from tests.reference.concepts import CONCEPTS
from tests.reference.models import GraphForm

Ranks = tuple[int, ...]


@cache
def weak_orders(n: int) -> tuple[Ranks, ...]:
    """All total preorders of n states, each as ranks 0 … k without a gap: 1, 3, 13, 75, 541 for n = 1 … 5."""
    return tuple(
        ranks for ranks in itertools.product(range(n), repeat=n) if set(ranks) == set(range(len(set(ranks))))
    )


def sign(number: int) -> int:
    """-1, 0 or 1."""
    return (number > 0) - (number < 0)


def kemeny_snell(p: Ranks, q: Ranks) -> int:
    """The sum over all pairs of states: 2 for a reversal, 1 for a tie that is none in the other order."""
    return sum(
        abs(sign(p[a] - p[b]) - sign(q[a] - q[b])) for a, b in itertools.combinations(range(len(p)), 2)
    )


def is_stable(model: GraphForm, s: int, concepts: Collection[str], stable_for: Collection[int]) -> bool:
    """Whether s is stable for each of some DMs under each of some concepts."""
    return all(CONCEPTS[concept](model, dm, s) for concept in concepts for dm in stable_for)


def changes(model: GraphForm, may_change: Collection[int]) -> Iterator[tuple[int, GraphForm]]:
    """All models in which some DMs have other rankings, each with its distance."""
    free = sorted(may_change)
    for orders in itertools.product(weak_orders(model.n_states), repeat=len(free)):
        ranks = list(model.ranks)
        for dm, order in zip(free, orders, strict=True):
            ranks[dm] = order
        distance = sum(kemeny_snell(model.ranks[dm], ranks[dm]) for dm in free)
        yield distance, replace(model, ranks=tuple(ranks))


def least_distance(
    model: GraphForm,
    targets: Collection[int],
    concepts: Collection[str],
    may_change: Collection[int],
    stable_for: Collection[int],
) -> int | None:
    """The least distance at which some target is stable; None where no rankings make one stable."""
    return min(
        (
            distance
            for distance, other in changes(model, may_change)
            if any(is_stable(other, s, concepts, stable_for) for s in targets)
        ),
        default=None,
    )
