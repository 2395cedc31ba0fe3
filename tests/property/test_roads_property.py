"""Roads equal those of the literal definitions: none is better in what is at risk, joint steps and steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

import pytest

from detente import Conflict, Edit, InputError, Scores
from detente.analysis.roads import Road, Roads, roads
from tests.reference.generate import random_graph_form, random_option_form
from tests.reference.models import GraphForm, OptionForm, taken
from tests.reference.roads import Label, Terrain, labels, share_by_lines, share_by_tiers

Literal = tuple[int, bool]
MODELS = 80
MANY = 2_000
PARTS = 4


@dataclass(frozen=True)
class Clause:
    """Literals that all hold, or of which one holds."""

    literals: tuple[Literal, ...]
    every: bool

    def holds(self, code: int) -> bool:
        return (all if self.every else any)(taken(code, bit) == on for bit, on in self.literals)

    def text(self, refs: list[str]) -> str:
        word = " and " if self.every else " or "
        return word.join(refs[bit] if on else f"not {refs[bit]}" for bit, on in self.literals)


Wish = tuple[Clause, ...]
"""A line: one clause, or several of equal importance."""

Change = tuple[str, int, Wish]
"""A line that is dropped from, or added to, the list of a DM."""


@dataclass(frozen=True)
class Case:
    """A model in option form with lists of wishes, and a question."""

    model: OptionForm
    wishes: tuple[tuple[Wish, ...], ...]
    today: int
    outcomes: Mapping[str, Clause]
    after: Mapping[str, tuple[Change, ...]]
    by: tuple[str, ...]
    without: tuple[str, ...]
    joint: int
    trust: frozenset[int] | None

    @property
    def refs(self) -> list[str]:
        return [f"D{dm}.o{bit}" for dm in self.model.dms for bit in self.model.own_bits(dm)]

    def conflict(self) -> Conflict:
        refs = self.refs
        return Conflict.from_options(
            {f"D{dm}": [f"o{bit}" for bit in self.model.own_bits(dm)] for dm in self.model.dms},
            {f"D{dm}": [self.line(one) for one in own] for dm, own in enumerate(self.wishes)},
            infeasible=[
                Clause(tuple((bit, taken(code, bit)) for bit in range(len(refs))), True).text(refs)
                for code in sorted(self.model.infeasible)
            ],
            irreversible=sorted(
                f"{'' if direction > 0 else 'not '}{refs[bit]}" for bit, direction in self.model.irreversible
            ),
            status_quo=[ref for bit, ref in enumerate(refs) if taken(self.today, bit)],
            outcomes={one: clause.text(refs) for one, clause in self.outcomes.items()},
            after={
                one: [getattr(Edit, kind)(f"D{dm}", self.line(wish)) for kind, dm, wish in changes]
                for one, changes in self.after.items()
            },
        )

    def line(self, wish: Wish) -> str | list[str]:
        texts = [clause.text(self.refs) for clause in wish]
        return texts[0] if len(texts) == 1 else texts

    def terrain(self) -> Terrain:
        codes = self.model.feasible

        @cache
        def lists(reached: frozenset[str]) -> tuple[tuple[Wish, ...], ...]:
            changed = [list(own) for own in self.wishes]
            for one in self.after:
                for kind, dm, wish in self.after[one] if one in reached else ():
                    there = {one_ for other in changed[dm] for one_ in other}
                    if kind == "drop" and wish in changed[dm]:
                        changed[dm].remove(wish)
                    elif kind == "add" and not there & set(wish):
                        changed[dm].append(wish)
            return tuple(tuple(own) for own in changed)

        @cache
        def holding(reached: frozenset[str], dm: int) -> tuple[tuple[int, ...], ...]:
            own = lists(reached)[dm]
            return tuple(tuple(sum(one.holds(code) for one in wish) for wish in own) for code in codes)

        @cache
        def model(reached: frozenset[str]) -> GraphForm:
            base = self.model.graph()
            ranks = []
            for dm in self.model.dms:
                rows = holding(reached, dm)
                order = sorted(set(rows))
                ranks.append(tuple(order.index(row) for row in rows))
            return GraphForm(base.n_states, base.moves, tuple(ranks))

        @cache
        def share(reached: frozenset[str], dm: int, s: int) -> Fraction:
            today = codes.index(self.today)
            return share_by_lines(model(reached), dm, s, today, holding(reached, dm))

        return Terrain(
            model,
            share,
            {
                one: frozenset(k for k, code in enumerate(codes) if clause.holds(code))
                for one, clause in self.outcomes.items()
            },
            frozenset(self.after),
            lambda s: joint_steps(self.model, s),
        )

    def expected(self) -> frozenset[Label]:
        today = self.model.feasible.index(self.today)
        return labels(self.terrain(), today, "end", self.by, self.without, self.joint, self.trust)

    def found(self) -> Roads | None:
        return asked(self.conflict(), self.by, self.without, self.joint, self.trust)


def asked(
    conflict: Conflict,
    by: tuple[str, ...],
    without: tuple[str, ...],
    joint: int,
    trust: frozenset[int] | None,
) -> Roads | None:
    """The roads that are found; None where there is none."""
    ids = None if trust is None else [f"D{dm}" for dm in sorted(trust)]
    try:
        return roads(conflict, "end", by=by, without=without, joint=joint, trust=ids)
    except InputError as error:
        if [fault.code for fault in error.diagnostics] != ["no-road"]:
            raise
        return None


def joint_steps(model: OptionForm, s: int) -> Iterable[tuple[frozenset[int], int]]:
    """To every state in which two DMs or more have changed something, each as it may."""
    code = model.feasible[s]
    for t, other in enumerate(model.feasible):
        changed = [bit for bit in range(model.n_bits) if taken(code, bit) != taken(other, bit)]
        movers = frozenset(dm for dm in model.dms for bit in changed if bit in model.own_bits(dm))
        barred = [(bit, -1 if taken(other, bit) else 1) in model.irreversible for bit in changed]
        if len(movers) > 1 and not any(barred):
            yield movers, t


def clause(rng: Random, bits: int) -> Clause:
    chosen = sorted(rng.sample(range(bits), min(bits, rng.choice((1, 1, 2, 2, 3)))))
    return Clause(tuple((bit, rng.random() < 0.5) for bit in chosen), len(chosen) == 1 or rng.random() < 0.6)


def wishes(rng: Random, bits: int) -> tuple[Wish, ...]:
    pool = list(dict.fromkeys(clause(rng, bits) for _ in range(rng.randint(1, 6))))
    if len(pool) > 2 and rng.random() < 0.3:
        return ((pool[0], pool[1]), *((one,) for one in pool[2:]))
    return tuple((one,) for one in pool)


def random_case(rng: Random) -> Case:
    model = random_option_form(rng)
    while model.n_bits > 4:
        model = random_option_form(rng)
    lists = tuple(wishes(rng, model.n_bits) for _ in model.dms)
    outcomes = {one: clause(rng, model.n_bits) for one in ("a", "b", "end")}
    after: dict[str, tuple[Change, ...]] = {}
    for one in ("a", "b"):
        if rng.random() < 0.4:
            dm = rng.choice(model.dms)
            changes: list[Change] = [("drop", dm, rng.choice(lists[dm]))]
            new = clause(rng, model.n_bits)
            if rng.random() < 0.5 and all(new not in wish for wish in lists[dm]):
                changes.append(("add", dm, (new,)))
            after[one] = tuple(changes)
    by = rng.choice(((), (), ("a",), ("b",), ("a", "b")))
    return Case(
        model,
        lists,
        rng.choice(model.feasible),
        outcomes,
        after,
        by,
        rng.choice(((), (), ("a",), ("b",))),
        rng.choice((0, 1, 2)),
        rng.choice((None, None, frozenset(model.dms), frozenset({rng.choice(model.dms)}))),
    )


def found_labels(found: Roads | None) -> list[Label]:
    if found is None:
        return []
    return [(nearest(road.exposure), road.joint, len(road.steps)) for road in found.roads]


def nearest(share: float) -> Fraction:
    return Fraction(share).limit_denominator(1000)


def check_road(found: Roads, road: Road) -> None:
    """A road starts today, goes on from where it has come, and each step changes what its movers own."""
    here, last = found.today, tuple[str, ...]()
    for step in road.steps:
        assert step.origin == here
        changed = step.origin.options ^ step.target.options
        assert {ref.partition(".")[0] for ref in changed} == set(step.movers)
        assert len(step.movers) > 1 or step.movers != last
        assert not any(step.target in found.conflict.find(one) for one in found.without)
        free = step.edits or len(step.movers) > 1 or found.by
        here, last = step.target, () if free else step.movers
    assert here in found.conflict.find(found.outcome)
    assert road.on_the_way <= road.exposure
    if found.trust is None:
        assert set(road.counted) == {dm for step in road.steps for dm in step.movers}


def compare(case: Case) -> None:
    found = case.found()
    assert set(found_labels(found)) == case.expected(), case
    for road in found.roads if found else ():
        check_road(found, road)  # type: ignore[arg-type]


def run(name: str, number: int) -> int:
    rng = Random(name)
    some = 0
    for _ in range(number):
        case = random_case(rng)
        compare(case)
        some += len(case.expected()) > 1
    return some


def test_roads_in_option_form() -> None:
    assert run("roads", MODELS) > MODELS // 20  # there is something to choose now and then


def test_roads_in_graph_form() -> None:
    assert run_graphs("graphs", 4 * MODELS) > MODELS // 4


def run_graphs(name: str, number: int) -> int:
    """In graph form moves need not add up, so who moved last counts; there are no joint steps."""
    rng = Random(name)
    long = 0
    for _ in range(number):
        model = random_graph_form(rng)
        while not 2 <= model.n_states <= 8:
            model = random_graph_form(rng)
        inside = {one: frozenset(s for s in model.states if rng.random() < 0.4) for one in ("a", "b", "end")}
        today = rng.choice(model.states)
        by, without = rng.choice(((), (), ("a",), ("a", "b"))), rng.choice(((), (), ("b",)))
        trust = rng.choice((None, None, frozenset(model.dms)))
        terrain = graph_terrain(model, inside, today)
        expected = labels(terrain, today, "end", by, without, 0, trust)
        conflict = graph_with(model, inside, today)
        found = asked(conflict, by, without, 2, trust)
        assert set(found_labels(found)) == expected, (model, inside, today, by, without, trust)
        long += any(label[2] > 1 for label in expected)
    return long


def graph_terrain(model: GraphForm, inside: Mapping[str, frozenset[int]], today: int) -> Terrain:
    return Terrain(
        lambda reached: model,
        lambda reached, dm, s: share_by_tiers(model, dm, s, today),
        inside,
        frozenset(),
        lambda s: (),
    )


def graph_with(model: GraphForm, inside: Mapping[str, frozenset[int]], today: int) -> Conflict:
    return Conflict.from_graph(
        [f"s{state}" for state in model.states],
        {f"D{dm}": [(f"s{a}", f"s{b}") for a, b in sorted(own)] for dm, own in enumerate(model.moves)},
        {f"D{dm}": Scores(model.ranks[dm]) for dm in model.dms},
        status_quo=f"s{today}",
        outcomes={one: [f"s{state}" for state in sorted(states)] for one, states in inside.items()},
    )


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_many_roads_in_option_form(part: int) -> None:
    run(f"roads {part}", MANY // PARTS)
    run_graphs(f"graphs {part}", MANY)
