"""Which orders of aims explain what was seen: counted without listing them, held against all of them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import Conflict, Line
from detente.analysis.motives import Act, Further, Motives, motives
from detente.conflict.preferences import Prioritised
from detente.conflict.statements import Statement
from detente.engine.orders import Rule, Rules, counted
from tests.bridging import option_conflict
from tests.property.test_statements_property import statements, word_for_word
from tests.reference import motives as reference
from tests.reference.concepts import CONCEPTS
from tests.reference.statements import holds
from tests.reference.strategies import option_forms

concepts = st.sampled_from(sorted(CONCEPTS))


@dataclass(frozen=True)
class Pair:
    """A conflict, and the same as the reference sees it; ``dm`` has a prioritised list."""

    conflict: Conflict
    case: reference.Case

    @property
    def dm(self) -> str:
        return f"D{self.case.dm}"

    def act(self, ends: Sequence[reference.End]) -> Act:
        states = self.conflict.states
        return Act(tuple((states[s], states[t]) for s, t in ends))


@st.composite
def pairs(draw: st.DrawFn, max_lines: int = 4, max_bits: int = 4) -> Pair:
    """Conflicts in which a decision maker with options has a list of a few lines, some of two statements."""
    model = draw(option_forms(max_bits=max_bits))
    dm = draw(st.sampled_from([dm for dm in model.dms if model.options[dm]]))
    conflict = option_conflict(model)
    found = draw(
        st.lists(statements(conflict.option_ids, size=3), min_size=1, max_size=max_lines + 1, unique=True)
    )
    groups: list[tuple[Statement, ...]] = [(one,) for one in found[:max_lines]]
    if len(found) > max_lines:
        groups[-1] = (*groups[-1], found[-1])
    lists = list(conflict.preference_list)
    lists[dm] = Prioritised(tuple(Line(group) for group in groups))
    conflict = replace(conflict, preference_list=tuple(lists))
    counts = tuple(
        tuple(sum(holds(word_for_word(one), state.options) for one in group) for group in groups)
        for state in conflict.states
    )
    return Pair(conflict, reference.Case(model.graph(), dm, counts))


@st.composite
def acts(draw: st.DrawFn, pair: Pair, number: int = 3, ways: int = 2) -> list[list[reference.End]]:
    """Some acts, each of which may have been done in several ways."""
    model, dm = pair.case.model, pair.case.dm
    stays = [(s, s) for s in model.states]
    moves = [(s, t) for s in model.states for t in sorted(model.reachable(dm, s))]
    one = st.lists(st.sampled_from(stays), min_size=1, max_size=ways, unique=True)
    if moves:
        one = st.one_of(one, st.lists(st.sampled_from(moves), min_size=1, max_size=ways, unique=True))
    return draw(st.lists(one, min_size=1, max_size=number))


def agrees(found: Motives, expected: reference.Weighted) -> None:
    """Shares and counts are those over all orders."""
    total, lines = expected.total, range(len(found.aims))
    if not total:
        assert (found.above, found.first) == ((), ())
        return
    for a, b in itertools.permutations(lines, 2):
        assert found.above[a][b] == pytest.approx(expected.above(a, b) / total, abs=1e-9)
    assert [found.above[a][a] for a in lines] == [0] * len(lines)
    assert list(found.first) == pytest.approx([expected.first(a) / total for a in lines], abs=1e-9)


def check_counts(pair: Pair, data: st.DataObject, concept: str, certain: bool) -> None:
    seen = data.draw(acts(pair))
    given_acts = [pair.act(ends) for ends in seen]
    found = motives(pair.conflict, pair.dm, given_acts, concept=concept, certain=certain, limit=0)
    expected = reference.weighted(pair.case, concept, seen, certain=certain)
    assert found.orders == math.factorial(pair.case.lines)
    assert found.left == expected.total
    assert found.sample is None
    agrees(found, expected)
    assert all(isinstance(share, Fraction) for row in found.above for share in row)
    identity = tuple(range(pair.case.lines))
    assert found.as_modelled == (expected.weights[identity] == 1)
    for judged, ends in zip(found.acts, seen, strict=True):
        alone = reference.weighted(pair.case, concept, [ends], certain=certain)
        assert judged.alone == alone.total / found.orders
    if expected.total:
        gone = [
            line
            for line in range(pair.case.lines)
            if not explained_without(pair, line, concept, seen, certain)
        ]
        assert found.needed == tuple(gone)
    check_settled(found, expected)
    check_clash(found, pair, concept, seen, certain)


def explained_without(
    pair: Pair, line: int, concept: str, seen: Sequence[Sequence[reference.End]], certain: bool
) -> bool:
    """Whether some order of the other lines explains the acts."""
    counts = tuple(own[:line] + own[line + 1 :] for own in pair.case.counts)
    return bool(reference.weighted(replace(pair.case, counts=counts), concept, seen, certain=certain).total)


def check_settled(found: Motives, expected: reference.Weighted) -> None:
    """The pairs that are settled imply exactly those that are."""
    lines = range(len(found.aims))
    always = {
        (a, b)
        for a, b in itertools.permutations(lines, 2)
        if expected.total and expected.above(a, b) == expected.total
    }
    implied = set(found.settled)
    while more := {(a, d) for a, b in implied for c, d in implied if b == c} - implied:
        implied |= more
    assert implied == always
    for pair in found.settled:  # none is needless
        rest = set(found.settled) - {pair}
        while more := {(a, d) for a, b in rest for c, d in rest if b == c} - rest:
            rest |= more
        assert pair not in rest


def check_clash(
    found: Motives, pair: Pair, concept: str, seen: Sequence[Sequence[reference.End]], certain: bool
) -> None:
    """The acts that clash have no order in common, and none of them can be missed."""
    chosen = [seen[place] for place in found.clash]
    assert bool(chosen) == (found.left == 0)
    if chosen:
        assert not reference.weighted(pair.case, concept, chosen, certain=certain).total
        for gone in range(len(chosen)):
            fewer = chosen[:gone] + chosen[gone + 1 :]
            assert reference.weighted(pair.case, concept, fewer, certain=certain).total


@given(pairs(), st.data(), concepts, st.booleans())
@settings(max_examples=400)
def test_counts_and_shares_are_those_of_all_orders(
    pair: Pair, data: st.DataObject, concept: str, certain: bool
) -> None:
    check_counts(pair, data, concept, certain)


@pytest.mark.long
@given(pairs(max_lines=5, max_bits=5), st.data(), concepts, st.booleans())
@settings(max_examples=4000)
def test_counts_and_shares_are_those_of_all_orders_at_length(
    pair: Pair, data: st.DataObject, concept: str, certain: bool
) -> None:
    check_counts(pair, data, concept, certain)


@given(pairs(), st.data(), concepts, st.sampled_from([0.1, 0.5, 1.0]), st.sampled_from([0.5, 2.0, math.inf]))
@settings(max_examples=150)
def test_with_errors_and_a_law_of_orders_the_shares_are_those_of_the_weights(
    pair: Pair, data: st.DataObject, concept: str, error: float, temperature: float
) -> None:
    seen = data.draw(acts(pair))
    found = motives(
        pair.conflict,
        pair.dm,
        [pair.act(ends) for ends in seen],
        concept=concept,
        error=error,
        temperature=temperature,
        limit=0,
    )
    expected = reference.weighted(pair.case, concept, seen, error=Fraction(error), temperature=temperature)
    agrees(found, expected)
    assert found.left == reference.weighted(pair.case, concept, seen).total
    assert found.settled == () or not error


@given(pairs(), st.data(), concepts, st.sampled_from([0.0, 0.2]))
@settings(max_examples=100)
def test_what_a_further_observation_would_tell_is_the_entropy_of_its_split(
    pair: Pair, data: st.DataObject, concept: str, error: float
) -> None:
    today = data.draw(st.sampled_from(list(pair.case.model.states)))
    conflict = replace(pair.conflict, status_quo_name=pair.conflict.states[today].options)
    seen = data.draw(acts(pair, number=2))
    chosen = [pair.act(ends) for ends in seen]
    found = motives(conflict, pair.dm, chosen, concept=concept, error=error, limit=100)
    expected = reference.weighted(pair.case, concept, seen, error=Fraction(error))
    stood = {s for ends in seen for s, t in ends if s == t}
    splits: dict[int, float] = {}
    for state in near(pair, today):
        if state not in stood and expected.total:
            splits[state] = float(share(pair, concept, expected, (state, state)))
    further = found.further or ()
    for one in further:
        place = one.state.index
        assert one.stays == pytest.approx(splits[place], abs=1e-9)
        p = float(one.stays)
        assert one.bits == pytest.approx(-p * math.log2(p) - (1 - p) * math.log2(1 - p))
        assert [move.origin for move, _ in one.moves] == [one.state] * len(one.moves)
        for move, part in one.moves:
            assert part == pytest.approx(
                float(share(pair, concept, expected, (place, move.target.index))), abs=1e-9
            )
        rational = [
            t
            for t in pair.case.model.reachable(pair.case.dm, place)
            if share(pair, concept, expected, (place, t)) > 1e-12
        ]
        assert len(one.moves) == len(rational)
        check_pair(one, expected, pair, concept)
    told = [frozenset(one.pair) for one in further]
    assert len(told) == len(set(told))
    telling = {p for p in splits.values() if 1e-9 < p < 1 - 1e-9}
    assert bool(further) == bool(telling)
    bits = [round(one.bits, 9) for one in further]
    assert bits == sorted(bits, reverse=True)
    if telling:
        assert bits[0] == pytest.approx(max(-p * math.log2(p) - (1 - p) * math.log2(1 - p) for p in telling))


def check_pair(one: Further, expected: reference.Weighted, pair: Pair, concept: str) -> None:
    """The pair that a further observation tells most of, and its share either way."""
    place = one.state.index
    stays = {o: reference.explains(pair.case, o, concept, [(place, place)], False) for o in expected.weights}
    for value, told in ((True, one.if_stays), (False, one.if_not)):
        part = reference.Weighted({o: w for o, w in expected.weights.items() if stays[o] is value})
        assert told == pytest.approx(float(part.above(*one.pair) / part.total), abs=1e-9)
    there = reference.Weighted({o: w for o, w in expected.weights.items() if stays[o]})

    def gain(a: int, b: int) -> float:
        return float(there.above(a, b) / there.total - expected.above(a, b) / expected.total)

    every = itertools.permutations(range(pair.case.lines), 2)
    assert gain(*one.pair) == pytest.approx(max(gain(a, b) for a, b in every), abs=1e-9)


def share(pair: Pair, concept: str, expected: reference.Weighted, end: reference.End) -> Fraction | float:
    met = [w for o, w in expected.weights.items() if reference.explains(pair.case, o, concept, [end], False)]
    return sum(met) / expected.total


def near(pair: Pair, today: int) -> list[int]:
    """The states that differ by at most two options of others and at most one own option."""
    own = pair.conflict.decision_makers[pair.case.dm].refs
    found = []
    for state in pair.conflict.states:
        changed = state.options ^ pair.conflict.states[today].options
        mine = [ref for ref in changed if ref in own]
        if len(mine) <= 1 and len(changed) - len(mine) <= 2:
            found.append(state.index)
    return found


# Rules over orders, whatever they come from

LINES = 5
masks = st.integers(1, 2**LINES - 1)
comparisons = st.tuples(masks, masks).map(lambda pair: (pair[0], pair[1] & ~pair[0])).filter(lambda p: p[1])


def nested(inner: st.SearchStrategy[frozenset[object]]) -> st.SearchStrategy[frozenset[object]]:
    return st.frozensets(inner, min_size=1, max_size=3)


rules = nested(nested(nested(st.frozensets(comparisons, min_size=1, max_size=3))))


def literally(rule: Rule, order: tuple[int, ...]) -> bool:
    def on_top(own: int, other: int) -> bool:
        topmost = next(line for line in order if (own | other) >> line & 1)
        return bool(own >> topmost & 1)

    return any(
        all(any(all(on_top(*pair) for pair in term) for term in clause) for clause in case) for case in rule
    )


@given(st.lists(rules, max_size=3), st.integers(LINES, LINES + 1))
@settings(max_examples=300)
def test_rules_are_counted_and_checked_literally(found: list[Rule], lines: int) -> None:
    orders = list(itertools.permutations(range(lines)))
    expected = [[literally(rule, order) for order in orders] for rule in found]
    ready = Rules(lines, found)
    assert ready.hold(np.array(orders)).tolist() == expected
    met = [order for place, order in enumerate(orders) if all(row[place] for row in expected)]
    count = counted(ready)
    assert count.total == len(met)
    for a, b in itertools.permutations(range(lines), 2):
        assert count.above[a][b] == sum(1 for order in met if order.index(a) < order.index(b))
    assert list(count.first) == [sum(1 for order in met if order[0] == a) for a in range(lines)]


@given(rules)
@settings(max_examples=40)
def test_what_is_drawn_meets_the_rules_and_all_that_meets_them_is_drawn(rule: Rule) -> None:
    met = {o for o in itertools.permutations(range(LINES)) if literally(rule, o)}
    count = counted(Rules(LINES, [rule]))
    if met:
        drawn = count.draw(np.random.default_rng(1), 40 * len(met)).tolist()
        assert set(map(tuple, drawn)) == met
