"""What the Korean headlines of October 2025 hang on, and what its deals can do without."""

from __future__ import annotations

from functools import cache

import pytest

import detente
from detente import Edit
from detente.analysis.dependence import Hanging
from detente.analysis.stability import Analysis
from detente.analysis.terms import Spared, spared
from detente.dossier.dependence import Dependence, headline_dependence
from detente.dossier.questions import ONE_STEP, STATUS_QUO, one_step, spared_question, term_question

CONDITION = ("DPRK", "meet iff US.drop and US.accept")
NO_DROP_FIRST = ("US", "not (drop and not DPRK.halt)")
NO_LIFT_FIRST = ("US", "not (lift and not DPRK.halt)")


@cache
def analysis() -> Analysis:
    return detente.analyse(detente.load("korea/2025-10"), "seq")


@cache
def dependence() -> Dependence:
    return headline_dependence(analysis().conflict)


def hanging(question: str) -> Hanging:
    found = dependence().of(question)
    assert found is not None
    return found


def lines(question: str) -> list[tuple[str, str]]:
    return [(target, line.statement.text(target)) for target, line in hanging(question).lines]


def states_without(*gone: tuple[str, str], where: str) -> int:
    """In how many states an outcome holds when lines are dropped."""
    edits = [Edit.drop(target, line) for target, line in gone]
    variant = detente.analyse(analysis().conflict.edited(*edits), "seq")
    return len(variant.equilibria("seq") & variant.conflict.find(where))


def test_the_status_quo_holds_but_for_one_step_and_one_line_asks_for_it() -> None:
    consult = [("US", "consult iff invite")]
    assert (hanging(STATUS_QUO).answer, hanging(ONE_STEP).answer) == (False, True)
    assert lines(STATUS_QUO) == lines(ONE_STEP) == consult
    today, after = analysis().conflict.status_quo, one_step(analysis())
    assert today is not None
    assert after is not None
    assert after.options - today.options == {"US.consult"}
    assert today.options < after.options


def test_one_aim_rules_out_the_big_deal() -> None:
    assert not hanging("big_deal").answer
    assert lines("big_deal") == [("DPRK", "not disarm")]
    assert states_without(("DPRK", "not disarm"), where="big_deal") == 960


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("US.drop", [CONDITION, ("DPRK", "US.drop")]),
        ("US.accept", [CONDITION, ("DPRK", "US.accept")]),
        ("DPRK.halt", [NO_DROP_FIRST, CONDITION]),
    ],
)
def test_the_terms_of_a_meeting_hang_on_kims_condition(ref: str, expected: list[tuple[str, str]]) -> None:
    assert lines(term_question("summit", ref)) == expected


def test_a_moratorium_hangs_on_four_lines_together() -> None:
    found = lines("moratorium")
    assert hanging("moratorium").answer
    assert not hanging("moratorium").single
    assert found == [
        NO_DROP_FIRST,
        ("US", "DPRK.halt"),
        ("US", "DPRK.freeze"),
        ("US", "not DPRK.denounce"),
    ]
    assert states_without(where="moratorium") == 1152
    assert states_without(*found, where="moratorium") == 0
    for kept in found:
        fewer = [line for line in found if line != kept]
        assert states_without(*fewer, where="moratorium") > 0


@pytest.mark.parametrize(("outcome", "states"), [("summit", 256), ("small_deal", 960)])
def test_no_small_set_was_found_that_ends_a_meeting_or_a_small_deal(outcome: str, states: int) -> None:
    assert states_without(where=outcome) == states
    assert hanging(outcome) == Hanging(outcome, True, (), False)
    assert dependence().limit == 4


def test_the_deals_can_do_without_a_meeting_and_without_its_price() -> None:
    outcomes = analysis().conflict.outcomes
    terms = ("US.drop", "US.accept")
    assert spared(analysis(), outcomes["moratorium"]) == Spared(
        ("summit", "small_deal", "big_deal"), terms, 128
    )
    assert spared(analysis(), outcomes["small_deal"]) == Spared(("summit", "moratorium"), terms, 64)
    assert spared(analysis(), outcomes["summit"]) == Spared(("moratorium", "small_deal", "big_deal"), (), 64)
    assert spared(analysis(), outcomes["big_deal"]) == Spared()


@pytest.mark.parametrize(
    ("outcome", "without", "states"),
    [
        ("small_deal", "US.drop", 448),
        ("small_deal", "summit", 832),
        ("moratorium", "US.drop", 512),
    ],
)
def test_the_known_figures_of_deals_without_one_thing(outcome: str, without: str, states: int) -> None:
    held = analysis().equilibria("seq") & analysis().conflict.find(outcome)
    assert len(held - analysis().conflict.find(without)) == states


def test_a_small_deal_without_a_meeting_and_its_price_hangs_on_two_lines_each() -> None:
    question = spared_question("small_deal")
    assert hanging(question).answer
    assert hanging(question).single
    assert lines(question) == [NO_LIFT_FIRST, CONDITION]


def test_a_moratorium_alone_hangs_on_two_lines_together() -> None:
    question = spared_question("moratorium")
    found = lines(question)
    assert found == [("US", "DPRK.halt"), ("US", "not DPRK.denounce")]
    alone = (
        "DPRK.halt and US.pause and not DPRK.freeze and not DPRK.disarm and not (US.invite and DPRK.meet)"
        " and not US.drop and not US.accept"
    )
    assert states_without(where=alone) == 128
    assert [states_without(line, where=alone) > 0 for line in found] == [True, True]
    assert states_without(*found, where=alone) == 0
