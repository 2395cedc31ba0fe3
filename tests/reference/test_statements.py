"""The evaluator and the prioritisation of the reference, against tables written by hand."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.statements import Statement, counts, holds, ranks_by_groups, ranks_by_score, score

X: Statement = ("taken", "A", "x")
Y: Statement = ("taken", "B", "y")
Z: Statement = ("taken", "B", "z")
NEITHER, ONLY_X, ONLY_Y, BOTH = (
    frozenset[str](),
    frozenset({"A.x"}),
    frozenset({"B.y"}),
    frozenset({"A.x", "B.y"}),
)


@pytest.mark.parametrize(
    ("statement", "true_in"),
    [
        (X, [ONLY_X, BOTH]),
        (("not", X), [NEITHER, ONLY_Y]),
        (("and", X, Y), [BOTH]),
        (("or", X, Y), [ONLY_X, ONLY_Y, BOTH]),
        (("if", X, Y), [NEITHER, ONLY_X, BOTH]),
        (("only if", X, Y), [NEITHER, ONLY_Y, BOTH]),
        (("iff", X, Y), [NEITHER, BOTH]),
        (("at least", 0, X, Y), [NEITHER, ONLY_X, ONLY_Y, BOTH]),
        (("at least", 1, X, Y), [ONLY_X, ONLY_Y, BOTH]),
        (("at least", 2, X, Y, Z), [BOTH]),
        (("at least", 3, X, Y), []),
        (("not", ("or", ("and", X, ("not", Y)), ("and", Y, ("not", X)))), [NEITHER, BOTH]),
    ],
)
def test_where_a_statement_holds(statement: Statement, true_in: list[frozenset[str]]) -> None:
    assert [state for state in (NEITHER, ONLY_X, ONLY_Y, BOTH) if holds(statement, state)] == true_in


def test_the_same_name_of_another_dm_is_another_option() -> None:
    assert not holds(("taken", "B", "x"), ONLY_X)


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(KeyError, match="unless"):
        holds(("unless", X, Y), BOTH)


def test_the_score_of_three_statements() -> None:
    table = {truths: score(truths) for truths in product((False, True), repeat=3)}
    assert list(table.values()) == list(range(8))
    assert table[True, False, False] == 4


def test_one_more_important_statement_outweighs_all_that_follow() -> None:
    assert ranks_by_score([(False, True, True), (True, False, False), (False, True, True)]) == (0, 1, 0)


def test_a_group_counts_and_then_the_next_group_decides() -> None:
    two_of_the_first = ([True, True, False], [False])
    one_and_the_second = ([False, False, True], [True])
    one_and_no_second = ([True, False, False], [False])
    assert counts(two_of_the_first) == (2, 0)
    assert ranks_by_groups([two_of_the_first, one_and_the_second, one_and_no_second]) == (2, 1, 0)
    assert ranks_by_groups([one_and_no_second, ([False, True, False], [False])]) == (0, 0)


@given(
    st.integers(1, 70).flatmap(lambda k: st.lists(st.tuples(*[st.booleans()] * k), min_size=1, max_size=6))
)
def test_scores_groups_of_one_and_lexicographic_order_agree(truths: list[tuple[bool, ...]]) -> None:
    ranks = ranks_by_score(truths)
    assert ranks == ranks_by_groups([[[true] for true in of_state] for of_state in truths])
    assert all(
        (ranks[a] > ranks[b]) == (truths[a] > truths[b]) for a, b in product(range(len(truths)), repeat=2)
    )
