"""Preferences become ranks: prioritised lists, weights, rankings and scores, against their definitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from detente import Conflict, Line, Ranking, Scores, Weights
from detente.conflict.statements import Statement
from detente.engine.statements import Op, Program, prioritise
from tests.property.test_statements_property import all_states as states_of
from tests.property.test_statements_property import over, statements, word_for_word
from tests.reference.statements import holds, ranks_by_groups, ranks_by_score

OPTIONS = {"A": ["x", "y"], "B": ["z", "w"]}
REFS = ["A.x", "A.y", "B.z", "B.w"]


def dense(ranks: Iterable[int]) -> list[int]:
    """Return ranks as places among the distinct ranks, 0 the lowest: the order and the ties, no more."""
    listed = list(ranks)
    order = sorted(set(listed))
    return [order.index(rank) for rank in listed]


def exactly_at(codes: Iterable[int], bits: int) -> Program:
    """Return a program that holds at some codes only."""
    program: list[tuple[Op, int]] = [(Op.TAKEN, 0), (Op.TAKEN, 0), (Op.NOT, 0), (Op.AND, 2)]  # never
    for code in codes:
        for bit in range(bits):
            program += [(Op.TAKEN, bit)] if code >> bit & 1 else [(Op.TAKEN, bit), (Op.NOT, 0)]
        program += [(Op.AND, bits), (Op.OR, 2)]
    return tuple(program)


# Truth tables: what a list of statements says of each state, whatever the statements are

BITS = 2
STATES = 1 << BITS
Truths = tuple[bool, ...]  # of one statement, a value for each state
tables = st.tuples(*[st.booleans()] * STATES)


def engine_ranks(groups: Sequence[Sequence[Truths]]) -> list[int]:
    programs = [[exactly_at(np.flatnonzero(truths).tolist(), BITS) for truths in group] for group in groups]
    ranks = prioritise(programs, BITS)
    assert (ranks >= 0).all()
    return dense(ranks.tolist())


def first_against_all(others: int) -> list[Truths]:
    """The first statement fails at state 1 only; 0 has no other, 1 has all others, 2 and 3 lack some."""
    rows = [(True, False, True, True), *[(False, True, True, True)] * (others - 2)]
    return [*rows, (False, True, True, False), (False, True, False, False)]


@given(st.lists(tables, max_size=140))
@example(first_against_all(31))
@example(first_against_all(62))
@example(first_against_all(63))
@example(first_against_all(64))
@example(first_against_all(70))
@example(first_against_all(130))
@example([(False, False, True, True)] + [(False,) * 4] * 129 + [(False, True, False, True)])
@example([(True,) * 4] * 130 + [(False, True, False, False)])
def test_a_list_ranks_by_the_score_for_any_number_of_statements(rows: list[Truths]) -> None:
    expected = ranks_by_score([[row[state] for row in rows] for state in range(STATES)])
    assert engine_ranks([[row] for row in rows]) == list(expected)


@pytest.mark.parametrize("others", [30, 31, 32, 52, 53, 61, 62, 63, 64, 70, 130, 500])
def test_no_number_of_lesser_aims_outweighs_a_greater_one(others: int) -> None:
    """A float ties these past 53 statements, an integer of 64 bits turns the order round past 63."""
    assert engine_ranks([[row] for row in first_against_all(others)]) == [1, 0, 3, 2]


@given(st.lists(st.lists(tables, min_size=1, max_size=6), max_size=45))
@example([[(True, False, True, False)] * 6] * 40)
@example([[row] * 5 for row in first_against_all(40)])
def test_a_group_counts_how_many_of_it_hold(groups: list[list[Truths]]) -> None:
    of_states = [[[row[state] for row in group] for group in groups] for state in range(STATES)]
    assert engine_ranks(groups) == list(ranks_by_groups(of_states))


# Conflicts


def all_states(refs: Sequence[str]) -> list[frozenset[str]]:
    """All combinations of options, in the order of their codes."""
    return [frozenset(ref for ref, on in zip(refs, c[::-1], strict=True) if on) for c in _bits(len(refs))]


def _bits(number: int) -> Iterable[tuple[bool, ...]]:
    return product((False, True), repeat=number)


def ranks_of(conflict: Conflict, dm: int = 0) -> list[int]:
    """Return a decision maker's dense ranks of the feasible states."""
    row = conflict.ranks[dm]
    assert (row[~conflict.space.mask] == -1).all()
    return dense(row[conflict.space.mask].tolist())


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    """Prioritised lists with lines of equal importance; no statement twice."""
    found = draw(st.lists(statements(OPTIONS, size=4), unique=True, max_size=9))
    groups: list[Line] = []
    while found:
        size = draw(st.sampled_from((1, 1, 1, 2, 3)))
        groups.append(Line(tuple(found[:size])))
        found = found[size:]
    return groups


@given(lines(), st.lists(statements(OPTIONS, size=3), unique=True, max_size=2))
def test_a_prioritised_list_ranks_the_feasible_states(wanted: list[Line], ruled_out: list[Statement]) -> None:
    never = [word_for_word(statement) for statement in ruled_out]
    feasible = [state for state in all_states(REFS) if not any(holds(one, state) for one in never)]
    assume(feasible)
    conflict = Conflict.from_options(OPTIONS, {"A": wanted}, infeasible=ruled_out)
    assert [state.options for state in conflict.states] == feasible
    groups = [[word_for_word(statement) for statement in line.statements] for line in wanted]
    of_states = [[[holds(one, state) for one in group] for group in groups] for state in feasible]
    assert ranks_of(conflict) == list(ranks_by_groups(of_states))


@pytest.mark.parametrize("number", [70, 130])
def test_many_statements_of_a_conflict_are_ranked_exactly(number: int) -> None:
    """Statement n repeats its literal n times, so that no two are the same."""
    literals = ["x", *["not x"] * (number - 2), "y"]
    wanted = [" and ".join([literal] * (place + 1)) for place, literal in enumerate(literals)]
    conflict = Conflict.from_options({"A": ["x", "y"]}, {"A": wanted})
    assert [str(state) for state in sorted(conflict.states, key=lambda s: conflict.ranks[0][s.code])] == [
        "{}",
        "{A.y}",
        "{A.x}",
        "{A.x, A.y}",
    ]
    assert ranks_of(conflict) == [0, 2, 1, 3]


@pytest.mark.parametrize("bits", [13, 14])
@given(data=st.data())
@settings(max_examples=5)
def test_a_prioritised_list_over_many_options(bits: int, data: st.DataObject) -> None:
    """More options than the engine's table of low options holds."""
    some = st.lists(over(bits, size=3), unique=True, min_size=1, max_size=4)
    wanted, ruled_out = data.draw(some), data.draw(some)[:1]
    never = [word_for_word(statement) for statement in ruled_out]
    literals = [word_for_word(statement) for statement in wanted]
    codes = [
        code for code, state in enumerate(states_of(bits)) if not any(holds(one, state) for one in never)
    ]
    assume(codes)
    truths = [[holds(one, states_of(bits)[code]) for one in literals] for code in codes]
    options = {"D": [f"o{bit}" for bit in range(bits)]}
    conflict = Conflict.from_options(options, {"D": [wanted[:2], *wanted[2:]]}, infeasible=ruled_out)
    assert conflict.states.codes.tolist() == codes
    assert ranks_of(conflict) == list(
        ranks_by_groups([[of[:2], *([one] for one in of[2:])] for of in truths])
    )


numbers = st.one_of(
    st.integers(-10, 10),
    st.sampled_from([0.1, 0.2, 0.3, -0.3, 0.7, 1e-7, 1e7]),
    st.fractions(-2, 2, max_denominator=50),
)


@given(st.dictionaries(st.sampled_from(REFS), numbers))
@example({"A.x": 0.1, "A.y": 0.2, "B.z": 0.3})
@example({"A.x": -1, "A.y": -2, "B.z": -3})
def test_weights_rank_by_their_exact_sum(weights: dict[str, int | float | Fraction]) -> None:
    conflict = Conflict.from_options(OPTIONS, {"A": Weights(weights)}, infeasible=["A.x and B.w"])
    sums = [
        sum((Fraction(str(weights.get(ref, 0))) for ref in state.options), start=Fraction(0))
        for state in conflict.states
    ]
    order = sorted(set(sums))
    assert ranks_of(conflict) == [order.index(one) for one in sums]


@given(st.lists(st.integers(0, 4), min_size=12, max_size=12))
def test_a_ranking_and_scores_say_the_same(values: list[int]) -> None:
    shape = Conflict.from_options(OPTIONS, infeasible=["A.x and A.y"])
    tiers = [
        [state.options for state, value in zip(shape.states, values, strict=True) if value == level]
        for level in range(5, -1, -1)
    ]
    preferences = {"A": Ranking(tiers), "B": Scores(values)}
    conflict = Conflict.from_options(OPTIONS, preferences, infeasible=["A.x and A.y"])
    assert ranks_of(conflict, 0) == ranks_of(conflict, 1) == dense(values)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=4, max_size=4))
@example([0.0, -0.0, 5e-324, -5e-324])
def test_scores_rank_by_their_order_alone(values: list[float]) -> None:
    conflict = Conflict.from_graph(["a", "b", "c", "d"], {"A": [("a", "b")]}, {"A": Scores(values)})
    order = sorted(set(values))
    assert conflict.ranks[0].tolist() == [order.index(value) for value in values]


@pytest.mark.long
@settings(max_examples=3000)
@given(st.lists(st.lists(tables, min_size=1, max_size=9), max_size=90))
def test_a_group_counts_how_many_of_it_hold_at_length(groups: list[list[Truths]]) -> None:
    of_states = [[[row[state] for row in group] for group in groups] for state in range(STATES)]
    assert engine_ranks(groups) == list(ranks_by_groups(of_states))
