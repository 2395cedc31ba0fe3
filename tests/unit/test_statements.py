"""Statements as values: writing, reversing, the options that they name, compiling."""

from __future__ import annotations

import pytest

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
    literal,
)
from detente.engine.statements import Op

X, Y, Z = Taken("A", "x"), Taken("A", "y"), Taken("B", "z")


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (X, "A.x"),
        (Not(X), "not A.x"),
        (Not(Not(X)), "not not A.x"),
        (And((X, Y, Z)), "A.x and A.y and B.z"),
        (Or((And((X, Y)), Z)), "A.x and A.y or B.z"),
        (And((Or((X, Y)), Z)), "(A.x or A.y) and B.z"),
        (Not(And((X, Y))), "not (A.x and A.y)"),
        (And((And((X, Y)), Z)), "(A.x and A.y) and B.z"),
        (And((Not(X), Y)), "not A.x and A.y"),
        (If(X, Or((Y, Z))), "A.x if A.y or B.z"),
        (OnlyIf(And((X, Y)), Z), "A.x and A.y only if B.z"),
        (Iff(Iff(X, Y), Z), "(A.x iff A.y) iff B.z"),
        (If(X, If(Y, Z)), "A.x if (A.y if B.z)"),
        (Not(If(X, Y)), "not (A.x if A.y)"),
        (Or((OnlyIf(X, Y), Z)), "(A.x only if A.y) or B.z"),
        (AtLeast(2, (X, If(Y, Z), Or((Y, Z)))), "at least 2 of (A.x; A.y if B.z; A.y or B.z)"),
        (Not(AtLeast(1, (X,))), "not at least 1 of (A.x)"),
    ],
)
def test_parentheses_stand_only_where_they_are_needed(statement: Statement, text: str) -> None:
    assert statement.text() == str(statement) == text


def test_own_options_go_without_their_prefix() -> None:
    statement = OnlyIf(AtLeast(1, (X, Z)), And((Not(Y), Z)))
    assert statement.text(own="A") == "at least 1 of (x; B.z) only if not y and B.z"
    assert statement.text(own="B") == "at least 1 of (A.x; z) only if not A.y and z"


def test_the_opposite_has_no_double_not() -> None:
    assert X.reversed() == Not(X)
    assert Not(X).reversed() == X
    assert Not(Not(X)).reversed() == Not(X)
    assert And((X, Y)).reversed() == Not(And((X, Y)))


def test_a_statement_names_its_options_once() -> None:
    assert Iff(And((X, Not(Z))), AtLeast(1, (X, Y))).refs() == {"A.x", "A.y", "B.z"}


@pytest.mark.parametrize(
    ("statement", "found"),
    [(X, (X, True)), (Not(X), (X, False)), (Not(Not(X)), None), (And((X, Y)), None)],
)
def test_a_literal_is_an_option_or_its_negation(
    statement: Statement, found: tuple[Taken, bool] | None
) -> None:
    assert literal(statement) == found


def test_statements_are_equal_when_their_trees_are() -> None:
    assert And((X, Taken("A", "y"))) == And((X, Y))
    different = [And((X, Y)), And((Y, X)), Or((X, Y)), If(X, Y), OnlyIf(X, Y), Iff(X, Y), Not(X), X]
    assert len({*different, Not(Taken("A", "x"))}) == len(different)


def test_a_program_is_the_statement_in_postfix_order() -> None:
    bits = {"A.x": 0, "A.y": 1, "B.z": 2}
    assert compiled(If(X, Y), bits) == ((Op.TAKEN, 0), (Op.TAKEN, 1), (Op.NOT, 0), (Op.OR, 2))
    assert compiled(OnlyIf(X, Y), bits) == ((Op.TAKEN, 0), (Op.NOT, 0), (Op.TAKEN, 1), (Op.OR, 2))
    assert compiled(AtLeast(1, (Y, Z)), bits) == (
        (Op.TAKEN, 1),
        (Op.TAKEN, 2),
        (Op.COUNT, 2),
        (Op.AT_LEAST, 1),
    )


def test_an_option_that_is_not_there_is_not_compiled() -> None:
    with pytest.raises(KeyError, match=r"B\.z"):
        compiled(Not(Z), {"A.x": 0})
