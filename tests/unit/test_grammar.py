"""The language of statements: how it binds, and where each fault stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from detente.conflict.grammar import parse
from detente.conflict.statements import And, AtLeast, If, Iff, Not, OnlyIf, Or, Statement, Taken
from detente.errors import InputError

OPTIONS: Mapping[str, Sequence[str]] = {"A": ("x", "y"), "B": ("y", "z")}
X, Y, Z = Taken("A", "x"), Taken("A", "y"), Taken("B", "z")


def faults(
    text: str, own: str | None = None, *, names: bool = True, symbols: bool = True
) -> list[tuple[str, int | None]]:
    """Return code and column of each fault."""
    with pytest.raises(InputError) as caught:
        parse(text, OPTIONS if names else None, own, symbols)
    return [(fault.code, fault.place.column) for fault in caught.value.diagnostics]


# How the language binds


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("A.x", X),
        ("not A.x and A.y", And((Not(X), Y))),
        ("A.x or A.y and B.z", Or((X, And((Y, Z))))),
        ("A.x and A.y or B.z", Or((And((X, Y)), Z))),
        ("A.x or A.y if B.z or A.y", If(Or((X, Y)), Or((Z, Y)))),
        ("A.x and A.y only if not B.z", OnlyIf(And((X, Y)), Not(Z))),
        ("not A.x iff A.y or B.z", Iff(Not(X), Or((Y, Z)))),
        ("not not A.x", Not(Not(X))),
        ("(A.x or A.y) and B.z", And((Or((X, Y)), Z))),
        ("not (A.x and A.y)", Not(And((X, Y)))),
        ("((A.x))", X),
        ("A.x if (A.y if B.z)", If(X, If(Y, Z))),
        ("(A.x if A.y) only if B.z", OnlyIf(If(X, Y), Z)),
        ("(A.x iff A.y) and (A.y if B.z)", And((Iff(X, Y), If(Y, Z)))),
        ("not at least 1 of (A.x; B.z)", Not(AtLeast(1, (X, Z)))),
        ("at least 2 of (A.x if A.y; A.y iff B.z; not B.z)", AtLeast(2, (If(X, Y), Iff(Y, Z), Not(Z)))),
        ("at least 01 of (A.x)", AtLeast(1, (X,))),
        ("  A . x\n\tand\u00a0not B.z ", And((X, Not(Z)))),
    ],
)
def test_tightest_first_not_and_or_condition(text: str, tree: Statement) -> None:
    assert parse(text, OPTIONS) == tree


@pytest.mark.parametrize(
    "text",
    ["A.x and A.y and B.z", "(A.x and A.y) and B.z", "A.x and (A.y and B.z)", "((A.x) and ((A.y and B.z)))"],
)
def test_and_takes_any_number_of_parts(text: str) -> None:
    assert parse(text) == And((X, Y, Z))
    assert parse(text.replace("and", "or")) == Or((X, Y, Z))


@pytest.mark.parametrize(
    ("symbols", "words"),
    [
        ("!A.x&A.y", "not A.x and A.y"),
        ("A.x|!(A.y&B.z)", "A.x or not (A.y and B.z)"),
        ("A.x -> B.z", "A.x only if B.z"),
        ("A.x<->!B.z", "A.x iff not B.z"),
        ("!!A.x", "not not A.x"),
        ("A.x & A.y and B.z", "A.x and A.y and B.z"),
    ],
)
def test_symbols_stand_for_words(symbols: str, words: str) -> None:
    assert parse(symbols) == parse(words)


def test_own_options_need_no_prefix() -> None:
    assert parse("x and (y if B.y)", OPTIONS, own="A") == And((X, If(Y, Taken("B", "y"))))
    assert parse("at least 1 of (not y; A.y)", OPTIONS, own="B") == AtLeast(1, (Not(Taken("B", "y")), Y))


@pytest.mark.parametrize(
    "name", ["nothing", "iffy", "order", "android", "atom", "often", "onlyness", "leastwise", "not_x", "or2"]
)
def test_a_name_may_begin_with_a_word_of_the_language(name: str) -> None:
    assert parse(f"not {name} or A.{name}", own="A") == Or((Not(Taken("A", name)), Taken("A", name)))


@pytest.mark.parametrize("name", ["Not", "AND", "If", "X", "Of"])
def test_case_matters(name: str) -> None:
    assert parse(f"{name} and x", own="A") == And((Taken("A", name), X))
    assert faults(name, own="A") == [("unknown-option", 1)]


# Faults


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "empty-statement", 1),
        (" \n ", "empty-statement", 1),
        ("A.x and B-z", "unknown-character", 10),
        ("A.x # why", "unknown-character", 5),
        ("A.x = A.y", "unknown-character", 5),
        ("A.x, A.y", "unknown-character", 4),
        ("A.x > A.y", "unknown-character", 5),
        ("(A.x and (A.y)", "parentheses", 1),
        ("((A.x)", "parentheses", 1),
        ("A.x) and A.y", "parentheses", 4),
        ("A.x and (A.y))", "parentheses", 14),
        (")A.x(", "parentheses", 1),
        ("A.x if A.y if B.z", "chained", 12),
        ("A.x iff A.y only if B.z", "chained", 13),
        ("A.x -> A.y -> B.z", "chained", 12),
        ("B.z and (A.x if A.y iff B.z)", "chained", 21),
        ("(A.x if A.y) if A.y if B.z", "chained", 21),
        ("at least 1 of (A.x; A.y if B.z if A.x)", "chained", 32),
        ("A.x A.y", "not-joined", 5),
        ("A.x not A.y", "not-joined", 5),
        ("A.x (A.y)", "not-joined", 5),
        ("(A.x) A.y", "not-joined", 7),
        ("A.x only A.y", "syntax", 10),
        ("A.x at least 1 of (A.y)", "not-joined", 5),
        ("A.x and", "incomplete", 8),
        ("A.x and  \n", "incomplete", 8),
        ("not", "incomplete", 4),
        ("A.", "incomplete", 3),
        ("A.not", "syntax", 3),
        ("A.x.y", "not-joined", 4),
        (".x", "syntax", 1),
        ("at least 2", "incomplete", 11),
        ("and A.x", "syntax", 1),
        ("A.x and or A.y", "syntax", 9),
        ("A.x and ()", "syntax", 10),
        ("if A.x", "syntax", 1),
        ("at least of (A.x)", "syntax", 10),
        ("at least 2 (A.x; A.y)", "syntax", 12),
        ("at least 2 of A.x", "syntax", 15),
        ("at least 1 of (A.x;)", "syntax", 20),
        ("2 of (A.x)", "syntax", 1),
        ("at least 1 of (A.x if A.y; if B.z)", "syntax", 28),
        ("(A.x if A.y) and if B.z", "syntax", 18),
        ("A.q", "unknown-option", 1),
        ("A.x and not B.x", "unknown-option", 13),
        ("A.X", "unknown-option", 1),
        ("A.x or C.x", "unknown-decision-maker", 8),
        ("a.x", "unknown-decision-maker", 1),
        ("A.x and z", "no-owner", 9),
        ("at least 0 of (A.x)", "at-least-range", 10),
        ("at least 3 of (A.x; A.y)", "at-least-range", 10),
        ("A.x or at least 1 of (at least 2 of (A.y); B.z)", "at-least-range", 32),
        (f"at least {'9' * 5000} of (A.x)", "at-least-range", 10),
    ],
)
def test_a_fault_stands_at_its_column(text: str, code: str, column: int) -> None:
    assert faults(text) == [(code, column)]


def test_an_option_of_nobody_is_looked_for_among_all() -> None:
    assert faults("z", own="A") == [("unknown-option", 1)]
    assert faults("x", names=False) == [("no-owner", 1)]
    with pytest.raises(InputError, match=r"write B\.z"):
        parse("z", OPTIONS, own="A")
    with pytest.raises(InputError, match=r"write A\.y or B\.y"):
        parse("y", OPTIONS)


@pytest.mark.parametrize("word", ["NOT", "And", "IFF"])
def test_a_word_in_capitals_is_told_from_an_option(word: str) -> None:
    with pytest.raises(InputError, match=f"write {word.lower()} in small letters"):
        parse(word, OPTIONS, own="A")


def test_all_faults_come_at_once_and_in_order() -> None:
    text = "A.q and at least 5 of (C.x; z) & A.x"
    found = [("unknown-option", 1), ("at-least-range", 18), ("unknown-decision-maker", 24), ("no-owner", 29)]
    assert faults(text, symbols=False) == [*found, ("unquoted-symbol", 32)]
    assert faults("A.q if B.z if C.x") == [
        ("unknown-option", 1),
        ("chained", 12),
        ("unknown-decision-maker", 15),
    ]
    assert faults("A.q and (C.x") == [
        ("unknown-option", 1),
        ("parentheses", 9),
        ("unknown-decision-maker", 10),
    ]


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [("A.x & A.y", 5, "and"), ("A.x|A.y", 4, "or"), ("A.x -> A.y", 5, "only if"), ("A.x <-> A.y", 5, "iff")],
)
def test_a_symbol_outside_quotes_is_a_fault(text: str, column: int, word: str) -> None:
    assert faults(text, symbols=False) == [("unquoted-symbol", column)]
    with pytest.raises(InputError, match=f"write {word}$"):
        parse(text, OPTIONS, symbols=False)


def test_words_are_no_symbols() -> None:
    assert parse("not A.x and A.y or B.z iff A.x", OPTIONS, symbols=False) == Iff(
        Or((And((Not(X), Y)), Z)), X
    )


# Depth and length


@pytest.mark.parametrize(
    ("open_", "close", "times"),
    [("(", ")", 100), ("not ", "", 100), ("!", "", 100), ("not (", ")", 50), ("at least 1 of (", ")", 100)],
)
def test_a_hundred_deep_is_fine_and_one_more_is_not(open_: str, close: str, times: int) -> None:
    deepest = open_ * times + "A.x" + close * times
    tree = parse(deepest)
    assert parse(tree.text()) == tree
    assert [code for code, _ in faults(f"({deepest})")] == ["too-deep"]
    assert [code for code, _ in faults(f"not {deepest}")] == ["too-deep"]


def test_depth_is_counted_inside_not_alongside() -> None:
    wide = " and ".join(["not (not A.x)"] * 300)
    assert len(parse(wide).parts_in_order()) == 300


@pytest.mark.parametrize(
    ("open_", "column"), [("(", 101), ("not ", 401), ("!", 101), ("at least 1 of (", 1515), ("not (", 251)]
)
@pytest.mark.parametrize("times", [101, 3000])
def test_very_deep_statements_are_refused_at_once(open_: str, column: int, times: int) -> None:
    text = open_ * times + "A.x" + ")" * (times if "(" in open_ else 0)
    assert faults(text) == [("too-deep", column)]


def test_parentheses_that_close_nothing_are_found_before_depth() -> None:
    assert faults("(" * 200 + "A.x)") == [("too-deep", 101)]
    assert faults("A.x)" + "(" * 200) == [("parentheses", 4)]


@pytest.mark.parametrize("word", ["and", "or"])
def test_twenty_thousand_parts_are_no_trouble(word: str) -> None:
    tree = parse(f" {word} ".join(["A.x", "not B.z"] * 10_000), OPTIONS)  # never ends where it is quadratic
    assert len(tree.parts_in_order()) == 20_000
    assert parse(tree.text()) == tree


@pytest.mark.parametrize("joint", [" ", " if "])
def test_twenty_thousand_parts_wrongly_joined_take_seconds_too(joint: str) -> None:
    codes = {code for code, _ in faults(joint.join(["A.x"] * 20_000))}
    assert codes == {"not-joined" if joint == " " else "chained"}
