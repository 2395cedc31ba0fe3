"""Statements: what is written reads back as the same tree, and the engine evaluates it word for word."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.conflict.grammar import parse
from detente.conflict.statements import (
    And,
    AtLeast,
    If,
    Iff,
    Not,
    OnlyIf,
    Or,
    Statement,
    Taken,
    compiled,
)
from detente.diagnostics import Diagnostic
from detente.engine.arrays import BoolArray
from detente.engine.statements import feasible, holds, prioritise
from detente.errors import InputError
from tests.reference import statements as reference

OPTIONS: Mapping[str, Sequence[str]] = {"A": ("x", "y"), "B": ("y", "not_", "iffy"), "order": ("at_", "A")}
PIECES = (
    *("A.x", "A.y", "B.y", "B.q", "C.x", "x", "y", "not", "and", "or", "if", "only", "iff", "at", "least"),
    *("of", "at least 1 of (", "at least 9 of (", "1", "007", "(", ")", ";", ".", "!", "&", "|", "->", "<->"),
    *("only if", "-", "\n", "é", "'", "A.x and A.y", "(A.x if B.y)"),
)


def several(kind: type[And | Or], parts: Sequence[Statement]) -> Statement:
    """Join as the grammar does: a part of the same kind gives its own parts."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    return kind(tuple(flat))


def statements(options: Mapping[str, Sequence[str]], size: int = 8) -> st.SearchStrategy[Statement]:
    """Trees as the grammar builds them, over some options, with about so many leaves."""
    taken = [Taken(dm, option) for dm, own in options.items() for option in own]

    def larger(inner: st.SearchStrategy[Statement]) -> st.SearchStrategy[Statement]:
        some = st.lists(inner, min_size=2, max_size=4)
        return st.one_of(
            inner.map(Not),
            some.map(lambda parts: several(And, parts)),
            some.map(lambda parts: several(Or, parts)),
            *(st.builds(kind, inner, inner) for kind in (If, OnlyIf, Iff)),
            st.lists(inner, min_size=1, max_size=4).flatmap(
                lambda parts: st.integers(1, len(parts)).map(lambda number: AtLeast(number, tuple(parts)))
            ),
        )

    return st.recursive(st.sampled_from(taken), larger, max_leaves=size)


def word_for_word(statement: Statement) -> reference.Statement:
    """Return a statement as the reference wants it."""
    parts = [word_for_word(part) for part in statement.parts_in_order()]
    match statement:
        case Taken(dm, option):
            return ("taken", dm, option)
        case AtLeast(number, _):
            return ("at least", number, *parts)
        case _:
            words = {Not: "not", And: "and", Or: "or", If: "if", OnlyIf: "only if", Iff: "iff"}
            return (words[type(statement)], *parts)


@functools.cache
def all_states(bits: int) -> list[frozenset[str]]:
    """Return the states of a decision maker D with so many options, in the order of their codes."""
    return [
        frozenset(f"D.o{bit}" for bit in range(bits) if code >> bit & 1 == 1) for code in range(1 << bits)
    ]


def truths(statement: Statement, bits: int) -> BoolArray:
    """Return by the reference where a statement holds."""
    literal = word_for_word(statement)
    return np.array([reference.holds(literal, state) for state in all_states(bits)])


# Reading and writing


@given(statements(OPTIONS, size=20))
def test_what_is_written_reads_back(statement: Statement) -> None:
    assert parse(statement.text(), OPTIONS) == statement


@given(statements(OPTIONS, size=20), st.sampled_from(list(OPTIONS)))
def test_what_is_written_with_own_options_reads_back(statement: Statement, own: str) -> None:
    assert parse(statement.text(own), OPTIONS, own) == statement


@given(statements(OPTIONS), st.sampled_from(["\n", "  ", "\t"]))
def test_spaces_mean_nothing_beyond_parting_words(statement: Statement, space: str) -> None:
    text = statement.text().replace(" ", space).replace("(", f"({space}").replace(".", f"{space}.")
    assert parse(text, OPTIONS) == statement


@given(statements(OPTIONS))
def test_the_opposite_of_the_opposite_is_the_statement_or_lacks_a_double_not(statement: Statement) -> None:
    back = statement.reversed().reversed()
    double = isinstance(statement, Not) and isinstance(statement.part, Not)
    assert back == (statement.part.part if double else statement)  # type: ignore[attr-defined]
    assert statement.reversed() != statement


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
@settings(max_examples=400)
def test_any_text_is_a_statement_or_has_faults_with_columns(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    faults: tuple[Diagnostic, ...] = ()
    try:
        statement = parse(text, OPTIONS, own="A")
    except InputError as error:
        faults = error.diagnostics
    else:
        assert parse(statement.text(), OPTIONS) == statement
    columns = [fault.place.column for fault in faults]
    assert all(column is not None and 1 <= column <= len(text) + 1 for column in columns)
    assert all(fault.cure for fault in faults)


# Evaluation


def assert_evaluated(statement: Statement, bits: int) -> None:
    """The engine's three ways to evaluate a statement over all states agree with the reference."""
    expected = truths(statement, bits)
    program = compiled(statement, {f"D.o{bit}": bit for bit in range(bits)})
    np.testing.assert_array_equal(holds(program, np.arange(1 << bits)), expected)
    np.testing.assert_array_equal(feasible([program], bits), ~expected)
    np.testing.assert_array_equal(prioritise([[program]], bits), expected.astype(int))


def over(bits: int, size: int = 8) -> st.SearchStrategy[Statement]:
    """Statements over so many options of D."""
    return statements({"D": [f"o{bit}" for bit in range(bits)]}, size)


@given(st.integers(1, 7).flatmap(lambda bits: st.tuples(st.just(bits), over(bits))))
def test_evaluation_over_all_states(drawn: tuple[int, Statement]) -> None:
    bits, statement = drawn
    assert_evaluated(statement, bits)


@pytest.mark.parametrize("bits", [11, 12, 13, 14])
@given(data=st.data())
@settings(max_examples=15)
def test_evaluation_across_the_edge_of_the_low_table(bits: int, data: st.DataObject) -> None:
    assert_evaluated(data.draw(over(bits, size=5)), bits)


@pytest.mark.long
@pytest.mark.parametrize("bits", [10, 11, 12, 13, 14])
@given(data=st.data())
@settings(max_examples=60)
def test_evaluation_across_the_edge_of_the_low_table_at_length(bits: int, data: st.DataObject) -> None:
    assert_evaluated(data.draw(over(bits)), bits)


@pytest.mark.parametrize("bits", range(15))
def test_every_option_has_its_own_axis(bits: int) -> None:
    for bit in range(bits):
        taken = compiled(Taken("D", f"o{bit}"), {f"D.o{bit}": bit})
        expected = np.arange(1 << bits) >> bit & 1
        np.testing.assert_array_equal(prioritise([[taken]], bits), expected)
        np.testing.assert_array_equal(feasible([taken], bits), expected == 0)


@pytest.mark.parametrize("bits", [0, 1, 12, 13])
def test_without_statements_all_is_feasible_and_ties(bits: int) -> None:
    assert feasible([], bits).tolist() == [True] * (1 << bits)
    assert prioritise([], bits).tolist() == [0] * (1 << bits)


@given(st.lists(over(5, size=4), min_size=1, max_size=4))
def test_a_state_is_feasible_where_no_forbidden_statement_holds(forbidden: list[Statement]) -> None:
    programs = [compiled(one, {f"D.o{bit}": bit for bit in range(5)}) for one in forbidden]
    expected = ~np.any([truths(one, 5) for one in forbidden], axis=0)
    np.testing.assert_array_equal(feasible(programs, 5), expected)


@given(over(5), over(5))
def test_conditions_are_what_they_say(a: Statement, b: Statement) -> None:
    first, second = truths(a, 5), truths(b, 5)
    programs = {
        kind: compiled(kind(a, b), {f"D.o{bit}": bit for bit in range(5)}) for kind in (If, OnlyIf, Iff)
    }
    codes = np.arange(32)
    np.testing.assert_array_equal(holds(programs[If], codes), first | ~second)
    np.testing.assert_array_equal(holds(programs[OnlyIf], codes), ~first | second)
    np.testing.assert_array_equal(holds(programs[Iff], codes), first == second)
