"""Shares of versions, word for word: every version is built and judged by itself.

A model's lines are unsure: two of a list may swap, a line or an infeasibility may be missing, and a rival
model may stand in the model's place. A version has a chance; the share of an answer is the sum of the chances
of the versions in which it is yes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from tests.reference.concepts import equilibria
from tests.reference.models import OptionForm
from tests.reference.statements import Statement, holds, ranks_by_groups

Order = tuple[int, ...]
Group = tuple[Statement, ...]


@dataclass(frozen=True)
class List:
    """A preference list, most important first; for each line the chances to swap and to be there."""

    groups: tuple[Group, ...]
    swaps: tuple[float, ...]
    stays: tuple[float, ...]


@dataclass(frozen=True)
class Model:
    """Options by decision maker, lists, infeasibilities with the chance that each is missing, a weight."""

    options: tuple[tuple[str, ...], ...]
    lists: tuple[List, ...]
    infeasible: tuple[tuple[Statement, float], ...]
    irreversible: tuple[tuple[str, bool], ...]
    weight: float

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(ref for own in self.options for ref in own)

    def state(self, code: int) -> frozenset[str]:
        return frozenset(ref for bit, ref in enumerate(self.refs) if code >> bit & 1)


def order_chance(swaps: Sequence[float], order: Order) -> float:
    """The chance of an order of all lines 0 … n-1, the first the most important in the model.

    The surest line comes first, of equals the first of the model; then each next one is put between those
    that are there with a chance proportional to φ^d, φ = p / (1 - p), where d of those would be on the other
    side of it than in the model.
    """
    chance = 1.0
    there: list[int] = []
    for line in sorted(range(len(swaps)), key=lambda one: (swaps[one], one)):
        phi = swaps[line] / (1 - swaps[line])
        before = [one for one in order if one in there]  # as the order has those that are there
        after_it = [one for one in order if one in there or one == line]
        counts = [
            sum(other > line for other in before[:gap]) + sum(other < line for other in before[gap:])
            for gap in range(len(before) + 1)
        ]
        chance *= phi ** counts[after_it.index(line)] / sum(phi**count for count in counts)
        there.append(line)
    return chance


def kept_orders(own: List) -> Iterator[tuple[Order, float]]:
    """Every order of all lines with every choice of those that are there, and its chance."""
    lines = range(len(own.groups))
    for order in permutations(lines):
        for there in product((True, False), repeat=len(lines)):
            chance = order_chance(own.swaps, order)
            for line in lines:
                chance *= own.stays[line] if there[line] else 1 - own.stays[line]
            if chance > 0:
                yield tuple(line for line in order if there[line]), chance


def built(model: Model, lacking: Sequence[bool], orders: Sequence[Order]) -> OptionForm:
    """The model of one version."""
    rules = [rule for (rule, _), gone in zip(model.infeasible, lacking, strict=True) if not gone]
    codes = range(2 ** len(model.refs))
    feasible = [code for code in codes if not any(holds(rule, model.state(code)) for rule in rules)]
    ranks = tuple(
        ranks_by_groups(
            [
                [[holds(statement, model.state(code)) for statement in own.groups[line]] for line in order]
                for code in feasible
            ]
        )
        for own, order in zip(model.lists, orders, strict=True)
    )
    switches = tuple((model.refs.index(ref), 1 if on else -1) for ref, on in model.irreversible)
    return OptionForm(tuple(map(len, model.options)), frozenset(codes) - set(feasible), switches, ranks)


def held_states(
    model: Model, concept: str, lacking: Sequence[bool], orders: Sequence[Order]
) -> frozenset[int]:
    """The codes of the equilibria of one version."""
    form = built(model, lacking, orders)
    return frozenset(form.feasible[place] for place in equilibria(form.graph(), concept))


def all_versions(
    models: Sequence[Model],
) -> Iterator[tuple[Model, tuple[bool, ...], tuple[Order, ...], float]]:
    """Every version: its model, which infeasibilities are missing, the orders, and its chance."""
    whole = sum(model.weight for model in models)
    for model in models:
        lists = [merged(own) for own in model.lists]
        for lacking in product((False, True), repeat=len(model.infeasible)):
            rules = 1.0
            for (_, chance), gone in zip(model.infeasible, lacking, strict=True):
                rules *= chance if gone else 1 - chance
            for chosen in product(*(own.items() for own in lists)):
                chance = model.weight / whole * rules
                for _, part in chosen:
                    chance *= part
                if chance > 0:
                    yield model, lacking, tuple(order for order, _ in chosen), chance


def merged(own: List) -> dict[Order, float]:
    """The orders of the lines that are there, each once, with its chance."""
    found: dict[Order, float] = {}
    for order, chance in kept_orders(own):
        found[order] = found.get(order, 0.0) + chance
    return found


def shares(models: Sequence[Model], concept: str, sets: Sequence[frozenset[int]]) -> list[float]:
    """For each set of codes, the share of the versions in which some of them is an equilibrium."""
    found = [0.0] * len(sets)
    for model, lacking, orders, chance in all_versions(models):
        held = held_states(model, concept, lacking, orders)
        for place, codes in enumerate(sets):
            if held & codes:
                found[place] += chance
    return found
