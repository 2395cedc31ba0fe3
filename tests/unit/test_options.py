"""Decision makers, options, and what may be an id."""

from __future__ import annotations

import pytest

from detente.conflict.options import RESERVED, DecisionMaker, Option, closest, id_fault
from detente.diagnostics import Place


@pytest.mark.parametrize("text", ["lift", "US", "_", "x1", "o_2", "naïve", "And", "NOT", "nothing", "truest"])
def test_letters_digits_and_underscores_make_an_id(text: str) -> None:
    assert id_fault(text) is None


@pytest.mark.parametrize(
    "text", ["", "1x", "a-b", "A.x", " a", "a\n", "a b", "reserved word", "été", "naï\u0308"]
)
def test_anything_else_is_malformed(text: str) -> None:
    fault = id_fault(text, Place("a.yaml", 3, 5))
    assert fault is not None
    assert (fault.code, fault.place.line) == ("malformed-id", 3)
    assert repr(text) in fault.message


def test_every_word_of_the_language_is_reserved() -> None:
    words = {"not", "and", "or", "if", "only", "iff", "at", "least", "of", "true", "false", "null"}
    assert words | {"infeasible", "irreversible"} == RESERVED
    faults = [id_fault(word) for word in RESERVED]
    assert {fault.code for fault in faults if fault} == {"reserved-word"}
    assert None not in faults


def test_options_are_named_after_their_decision_maker() -> None:
    dm = DecisionMaker("US", "United States", (Option("lift", "Lifts"), Option("drop", "Drops")))
    assert dm.refs == ("US.lift", "US.drop")
    assert DecisionMaker("EU", "Union").refs == ()


def test_a_cure_names_what_is_most_alike() -> None:
    assert closest("DPRK.meat", ["US.meet", "DPRK.meet", "DPRK.halt"]) == "did you mean DPRK.meet?"


def test_a_cure_names_all_where_nothing_is_alike_and_not_too_many() -> None:
    assert closest("zzz", ["a", "b"]) == "there is: a, b"
    assert closest("zzz", (f"name{n}" for n in range(30))).endswith("name10, name11, …")
    assert closest("zzz", []) == "there is none"
