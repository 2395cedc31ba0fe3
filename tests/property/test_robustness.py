"""Shares of versions, held against every version built and judged by itself."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import Conflict, InputError, Line
from detente.analysis.concepts import CONCEPTS
from detente.analysis.dispersion import Dispersed
from detente.analysis.robustness import Robustness, robustness
from detente.analysis.uncertainty import Uncertainty
from detente.analysis.versions import drawn, listed_versions, reading_of
from detente.conflict.preferences import Basis, Prioritised
from detente.conflict.statements import And, Iff, Not, Or, Statement, Taken, literal
from tests.property.test_statements_property import word_for_word
from tests.reference import robustness as reference
from tests.reference.statements import holds

OPTIONS = {"A": ["x"], "B": ["y", "v"], "C": ["z"], "D": []}
X, Y, V, Z = Taken("A", "x"), Taken("B", "y"), Taken("B", "v"), Taken("C", "z")
POOL = [X, Y, V, Z, And((X, Y)), Or((Not(Y), Z)), Iff(X, Y), Iff(Z, X), And((Y, Not(Z))), Iff(V, Or((X, Z)))]
POOL += list(map(Not, POOL))
LITERALS = [X, Not(X), Y, Not(Y), V, Not(V), Z, Not(Z)]
WHERE = [X, And((X, Y)), Or((Not(Y), X)), Z, And((V, Not(Z))), Y]
STATED = Uncertainty(
    swap_reported=0,
    swap_inferred=0.2,
    swap_assumed=0.4,
    absent_inferred=0.1,
    absent_assumed=0.25,
    absent_rule=0.3,
    rival=0.5,
)
SWAPS = {Basis.REPORTED: 0.0, Basis.INFERRED: 0.2, Basis.ASSUMED: 0.4}
STAYS = {Basis.REPORTED: 1.0, Basis.INFERRED: 0.9, Basis.ASSUMED: 0.75}
BASES = [Basis.INFERRED, Basis.ASSUMED]
GRADES = {"sure": 1.0}


def sure(statements: tuple[Statement, ...]) -> Line:
    return Line(statements, Basis.REPORTED, ("sure",))


def random_conflict(rng: Random, *, unsure: int, rules: int, lines: int = 3) -> Conflict:
    """A small conflict in which only so many lines are unsure."""
    while True:
        wishes: dict[str, list[Line]] = {}
        for dm in OPTIONS:
            own = rng.sample(POOL, rng.randint(0, lines))
            wishes[dm] = [sure((one,)) for one in own]
            if len(own) > 2 and rng.random() < 0.3:
                wishes[dm] = [sure(tuple(own[:2])), *wishes[dm][2:]]
        places = [(dm, place) for dm, own in wishes.items() for place in range(len(own))]
        for dm, place in rng.sample(places, min(unsure, len(places))):
            wishes[dm][place] = Line(wishes[dm][place].statements, rng.choice(BASES))
        try:
            return Conflict.from_options(
                OPTIONS,
                wishes,
                infeasible=rng.sample(POOL, rng.randint(0, rules)),
                irreversible=list(dict.fromkeys(rng.sample(LITERALS, rng.choice((0, 0, 1))))),
                status_quo=[ref for ref in ("A.x", "B.y", "B.v", "C.z") if rng.random() < 0.5],
                outcomes={f"o{place}": rng.choice(WHERE) for place in range(rng.choice((0, 1, 1, 3)))},
            )
        except InputError:
            continue


def word_for_word_model(conflict: Conflict, weight: float = 1.0) -> reference.Model:
    """A conflict as the reference has it, with the chances by the basis of its lines."""
    lists = []
    for preference in conflict.preference_list:
        assert isinstance(preference, Prioritised)
        own = preference.lines
        lists.append(
            reference.List(
                tuple(tuple(word_for_word(one) for one in line.statements) for line in own),
                tuple(SWAPS[line.basis] for line in own),
                tuple(STAYS[line.basis] for line in own),
            )
        )
    stuck = [literal(line.statement) for line in conflict.irreversible]
    return reference.Model(
        tuple(dm.refs for dm in conflict.decision_makers),
        tuple(lists),
        tuple((word_for_word(line.statement), 0.3) for line in conflict.infeasible),
        tuple((found[0].ref, found[1]) for found in stuck if found is not None),
        weight,
    )


def codes_asked(found: Robustness) -> list[frozenset[int]]:
    """The codes that each share is about, feasible or not."""
    refs = found.conflict.space.refs
    sets = []
    for share in found.shares:
        if share.state is not None:
            sets.append(frozenset([share.state.code]))
        else:
            where = found.conflict.outcomes[share.outcome].where
            assert isinstance(where, Statement)
            states = [frozenset(ref for bit, ref in enumerate(refs) if s >> bit & 1) for s in range(16)]
            inside = [s for s, state in enumerate(states) if holds(word_for_word(where), state)]
            sets.append(frozenset(inside))
    return sets


def check_exact(seed: int, concept: str) -> Robustness:
    rng = Random(seed)
    conflict = random_conflict(rng, unsure=rng.randint(0, 3), rules=1)
    rivals = [("rival", random_conflict(rng, unsure=1, rules=1))] if rng.random() < 0.4 else []
    found = robustness(conflict, STATED, concept=concept, grades=GRADES, rivals=rivals)
    assert found.exact
    assert found.complete
    models = [word_for_word_model(conflict), *(word_for_word_model(other, 0.5) for _, other in rivals)]
    expected = reference.shares(models, concept, codes_asked(found))
    assert [one.share for one in found.shares] == pytest.approx(expected)
    for one in found.shares:
        assert (one.low, one.high) == pytest.approx((one.share, one.share))
    whole = [tuple(range(len(own.groups))) for own in models[0].lists]
    as_it_stands = reference.held_states(models[0], concept, [False] * len(conflict.infeasible), whole)
    assert [one.answer for one in found.shares] == [bool(as_it_stands & s) for s in codes_asked(found)]
    return found


@given(st.integers(0, 10**9), st.sampled_from(list(CONCEPTS)))
@settings(max_examples=150, deadline=None)
def test_all_versions_together_equal_the_reference(seed: int, concept: str) -> None:
    check_exact(seed, concept)


@pytest.mark.long
@given(st.integers(0, 10**9), st.sampled_from(list(CONCEPTS)))
@settings(max_examples=2000, deadline=None)
def test_all_versions_together_equal_the_reference_at_length(seed: int, concept: str) -> None:
    check_exact(seed, concept)


def check_drawn(seed: int, concept: str, versions: int = 6) -> Robustness:
    """Each drawn version has the answers that the reference gives it."""
    rng = Random(seed)
    conflict = random_conflict(rng, unsure=20, rules=2, lines=5)
    rivals = [("rival", random_conflict(rng, unsure=20, rules=2, lines=5))] if rng.random() < 0.5 else []
    fast = rng.random() < 0.5
    found = robustness(
        conflict, STATED, profiles=versions, seed=3, concept=concept, grades=GRADES, rivals=rivals, fast=fast
    )
    readings = [
        reading_of(conflict, STATED, GRADES),
        *(reading_of(other, STATED, GRADES, "rival", 0.5) for _, other in rivals),
    ]
    block = listed_versions(readings, versions) if found.exact else next(drawn(readings, 3))
    assert block is not None
    models = [word_for_word_model(reading.conflict) for reading in readings]
    for place in range(found.versions):
        model = models[block.reading[place]]
        lacking = block.lacking[place, : len(model.infeasible)].tolist()
        orders = [tuple(line for line in own if line >= 0) for own in block.orders[place].tolist()]
        held = reference.held_states(model, concept, lacking, orders)
        expected = [bool(held & codes) for codes in codes_asked(found)]
        assert found.answers[:, place].tolist() == expected
    return found


@given(st.integers(0, 10**9), st.sampled_from(list(CONCEPTS)))
@settings(max_examples=150, deadline=None)
def test_each_drawn_version_equals_the_reference(seed: int, concept: str) -> None:
    check_drawn(seed, concept)


@pytest.mark.long
@given(st.integers(0, 10**9), st.sampled_from(list(CONCEPTS)))
@settings(max_examples=2000, deadline=None)
def test_each_drawn_version_equals_the_reference_at_length(seed: int, concept: str) -> None:
    check_drawn(seed, concept)


# Orders


chance = st.sampled_from([0.0, 0.05, 0.2, 0.35, 0.5])


@given(st.lists(st.tuples(chance, st.sampled_from([0.0, 0.5, 1.0])), max_size=4), st.data())
def test_listed_orders_have_the_chances_of_the_definition(
    lines: Sequence[tuple[float, float]], data: st.DataObject
) -> None:
    swaps, stays = tuple(p for p, _ in lines), tuple(p for _, p in lines)
    centre = tuple(data.draw(st.permutations(range(len(lines)))))
    expected = reference.merged(reference.List(((),) * len(lines), swaps, stays))
    found = Dispersed(centre, swaps, stays).listed(10_000)
    assert found is not None
    assert sum(found.values()) == pytest.approx(1)
    renamed = {tuple(centre[place] for place in order): p for order, p in expected.items()}
    assert found == pytest.approx(renamed)
    if 0 not in stays:
        assert Dispersed(centre, swaps, stays).listed(len(found)) == found
    if len(found) > 1:
        assert Dispersed(centre, swaps, stays).listed(len(found) - 1) is None


@pytest.mark.parametrize(
    ("swaps", "stays"),
    [
        ((0.35, 0.05, 0.2, 0.0), (1.0, 1.0, 1.0, 1.0)),
        ((0.0, 0.5, 0.1), (1.0, 0.7, 0.4)),
        ((0.2, 0.2, 0.2, 0.2), ()),
        ((0.5, 0.5, 0.5), (0.0, 1.0, 0.5)),
    ],
)
def test_drawn_orders_come_as_often_as_listed(swaps: tuple[float, ...], stays: tuple[float, ...]) -> None:
    source = Dispersed(tuple(range(len(swaps))), swaps, stays)
    listed = source.listed(10_000)
    assert listed is not None
    number = 40_000
    rows = source.draw(np.random.default_rng(7), number).tolist()
    counted = Counter(tuple(line for line in row if line >= 0) for row in rows)
    assert set(counted) <= set(listed)
    for order, p in listed.items():  # five standard deviations
        assert abs(counted[order] / number - p) <= 5 * (p * (1 - p) / number) ** 0.5


def test_equal_chances_are_mallows() -> None:
    phi = 0.2 / 0.8
    weights = {
        order: phi ** sum(a > b for a, b in itertools.combinations(order, 2))
        for order in itertools.permutations(range(4))
    }
    total = sum(weights.values())
    assert Dispersed((0, 1, 2, 3), (0.2,) * 4).listed(99) == pytest.approx(
        {order: weight / total for order, weight in weights.items()}
    )


# Samples


def test_intervals_hold_the_share_of_all_versions() -> None:
    """About 95 in 100 do. Answers that are never or always so tell nothing and are left aside."""
    held = asked = 0
    for seed in range(120):
        rng = Random(seed)
        conflict = random_conflict(rng, unsure=4, rules=1)
        every = robustness(conflict, STATED, grades=GRADES, profiles=10_000)
        some = robustness(conflict, STATED, grades=GRADES, profiles=2, seed=seed)
        assert every.exact
        if some.exact:
            continue
        some = robustness(conflict, STATED, grades=GRADES, profiles=min(every.versions - 1, 400), seed=seed)
        for whole, part in zip(every.shares, some.shares, strict=True):
            if 0.02 < whole.share < 0.98:
                asked += 1
                held += part.low <= whole.share <= part.high
    assert asked > 80
    assert 0.9 <= held / asked <= 0.99


@given(st.integers(0, 10**6), st.integers(1, 2500))
@settings(max_examples=10, deadline=None)
def test_the_same_seed_gives_the_same_versions_however_many(seed: int, number: int) -> None:
    conflict = random_conflict(Random(seed), unsure=20, rules=2, lines=5)
    one = robustness(conflict, profiles=number, seed=seed, fast=False)
    two = robustness(conflict, profiles=number, seed=seed, fast=True)
    assert one.exact == two.exact
    np.testing.assert_array_equal(one.answers, two.answers)
    assert one.shares == two.shares
    if not one.exact:
        more = robustness(conflict, profiles=number + 700, seed=seed)
        assert more.exact or more.answers[:, :number].tolist() == one.answers.tolist()
