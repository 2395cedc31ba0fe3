"""The Korean model, built in code, against figures that two other engines gave.

Options, lists and figures are those from which the shipped dossier started; it may be improved, this stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from detente import Conflict, Edit, StateSet, analyse, diff
from detente.analysis.stability import Analysis

OPTIONS = {
    "US": ["invite", "drop", "accept", "discuss", "lift", "pause", "consult"],
    "DPRK": ["meet", "halt", "freeze", "disarm", "seoul", "denounce"],
    "ROK": ["back"],
    "RU": ["shield"],
    "CN": ["shield"],
}
INFEASIBLE = [
    "DPRK.meet and not US.invite",
    "DPRK.disarm and not DPRK.freeze",
    "DPRK.disarm and not DPRK.halt",
]
OUTCOMES = {
    "summit": "US.invite and DPRK.meet",
    "moratorium": "DPRK.halt and US.pause",
    "small_deal": "DPRK.halt and DPRK.freeze and not DPRK.disarm",
    "big_deal": "DPRK.disarm",
    "seoul_left_out": "(DPRK.meet or DPRK.halt) and not US.consult and not DPRK.seoul",
}
FRIENDS = {
    "RU": ["not DPRK.disarm", "shield"],
    "CN": ["not DPRK.disarm", "shield iff not DPRK.disarm"],
}
WANTS_2025_10: dict[str, list[str]] = {
    "US": [
        "not (lift and not DPRK.halt)",
        "not (drop and not DPRK.halt)",
        "DPRK.meet",
        "DPRK.halt",
        "DPRK.freeze",
        "DPRK.disarm",
        "lift only if DPRK.freeze",
        "invite",
        "not DPRK.denounce",
        "discuss",
        "not drop",
        "not accept",
        "pause only if DPRK.halt",
        "consult iff invite",
        "not lift",
        "not pause",
    ],
    "DPRK": [
        "not disarm",
        "meet iff (US.drop and US.accept)",
        "US.drop",
        "US.accept",
        "halt only if US.pause",
        "US.pause",
        "freeze only if US.lift",
        "US.lift",
        "denounce iff not (US.drop or US.pause or US.invite)",
        "not seoul",
        "not freeze",
        "not halt",
    ],
    "ROK": [
        "not DPRK.denounce",
        "DPRK.seoul",
        "US.consult if DPRK.meet",
        "DPRK.halt",
        "DPRK.freeze",
        "DPRK.disarm",
        "not US.accept",
        "back iff US.invite",
        "US.pause only if DPRK.halt",
    ],
    **FRIENDS,
}
WANTS_2025_02 = WANTS_2025_10 | {
    "US": [
        "not (lift and not DPRK.halt)",
        "not (drop and not DPRK.halt)",
        "not (invite and DPRK.denounce)",
        "DPRK.halt",
        "DPRK.freeze",
        "DPRK.disarm",
        "not drop",
        "not accept",
        "DPRK.meet",
        "pause only if DPRK.halt",
        "consult iff invite",
        "not discuss",
        "not lift",
        "not pause",
    ],
    "DPRK": [
        line if not line.startswith("denounce") else "denounce iff not (US.drop or US.pause)"
        for line in WANTS_2025_10["DPRK"]
    ],
}
WANTS_2018_19 = {
    "US": [
        "not (lift and not DPRK.freeze)",
        "DPRK.halt",
        "DPRK.meet",
        "DPRK.freeze",
        "DPRK.disarm",
        "pause iff DPRK.halt",
        "invite",
        "not drop",
        "not accept",
        "discuss",
        "not lift",
        "consult",
    ],
    "DPRK": [
        "not disarm",
        "halt iff US.pause",
        "meet iff US.invite",
        "US.pause",
        "US.lift",
        "freeze only if US.lift",
        "US.drop",
        "seoul iff ROK.back",
        "not denounce",
    ],
    "ROK": [
        "not DPRK.denounce",
        "DPRK.seoul",
        "DPRK.halt",
        "back",
        "US.consult",
        "DPRK.freeze",
        "DPRK.disarm",
    ],
    **FRIENDS,
}
TODAY = ["US.invite", "US.discuss", "ROK.back", "RU.shield", "CN.shield"]
SHIELDS = ["RU.shield", "CN.shield"]
MORATORIUM = [*TODAY, "US.pause", "US.consult", "DPRK.meet", "DPRK.halt", "DPRK.seoul"]


def model(wants: dict[str, list[str]], status_quo: Sequence[str]) -> Conflict:
    return Conflict.from_options(
        OPTIONS, wants, infeasible=INFEASIBLE, status_quo=status_quo, outcomes=OUTCOMES
    )


OCTOBER = model(WANTS_2025_10, TODAY)
SNAPSHOTS = {
    "2018-19": model(WANTS_2018_19, MORATORIUM),
    "2025-02": model(WANTS_2025_02, ["DPRK.denounce", *SHIELDS]),
    "2025-10": OCTOBER,
}
MEETS_ON_TERMS = "meet iff (US.drop and US.accept)"


@cache
def analysed(conflict: Conflict) -> Analysis:
    return analyse(conflict)


def equilibria(conflict: Conflict, concept: str) -> StateSet:
    return analysed(conflict).equilibria(concept)


# October 2025


def test_the_states() -> None:
    assert len(OCTOBER.states) == 30_720
    assert OCTOBER.warnings == ()


@pytest.mark.parametrize(
    ("concept", "number"), [("nash", 1), ("sseq", 1913), ("seq", 2113), ("smr", 8976), ("gmr", 9488)]
)
def test_how_many_equilibria_there_are(concept: str, number: int) -> None:
    assert len(equilibria(OCTOBER, concept)) == number


def test_the_one_nash_equilibrium_is_the_status_quo_and_settling_with_seoul() -> None:
    (state,) = equilibria(OCTOBER, "nash")
    assert state.options == {*TODAY, "US.consult"}
    leave = [dm for dm in OPTIONS if OCTOBER.status_quo not in analysed(OCTOBER).stable("nash", dm)]
    assert leave == ["US"]
    for concept in ("nash", "gmr", "smr", "seq", "sseq"):
        assert OCTOBER.status_quo in analysed(OCTOBER).stable(concept, "DPRK")
        assert state in equilibria(OCTOBER, concept)


@pytest.mark.parametrize(
    ("where", "number"),
    [
        ("summit", 256),
        ("DPRK.meet", 256),
        ("DPRK.meet and US.drop and US.accept", 256),
        ("DPRK.halt", 1920),
        ("DPRK.halt and not US.drop", 896),
        ("moratorium", 1152),
        ("US.pause and DPRK.halt and not US.drop", 512),
        ("small_deal", 960),
        ("DPRK.halt and DPRK.freeze and not DPRK.disarm and not US.drop", 448),
        ("DPRK.halt and DPRK.freeze and not DPRK.disarm and not DPRK.meet", 832),
        ("big_deal", 0),
    ],
)
def test_what_holds_under_seq(where: str, number: int) -> None:
    assert len(equilibria(OCTOBER, "seq") & OCTOBER.find(where)) == number


@pytest.mark.parametrize(
    ("where", "number"),
    [("moratorium", 432), ("small_deal", 368), ("summit", 96)],
)
def test_what_leaves_nobody_below_the_nash_equilibrium(where: str, number: int) -> None:
    (nash,) = equilibria(OCTOBER, "nash")
    better = [
        state
        for state in equilibria(OCTOBER, "seq")
        if state != nash and all(row[state.code] >= row[nash.code] for row in OCTOBER.ranks)
    ]
    assert len(better) == 832
    assert sum(state in OCTOBER.find(where) for state in better) == number


# What it takes to meet


def gains_by_meeting(conflict: Conflict, *taken: str) -> bool:
    """Whether an improvement of the DPRK's from the status quo, with more options taken, is to meet."""
    state = conflict.state(*TODAY, *taken)
    found = analysed(conflict).explain(state, "DPRK", "nash")
    return any("DPRK.meet" in one.move.target.options for one in found.improvements)


@pytest.mark.parametrize(
    "taken",
    [
        (),
        ("US.lift",),
        ("US.accept",),
        ("US.drop",),
        ("US.accept", "US.lift"),
        ("US.drop", "US.lift"),
        ("US.pause", "US.lift", "US.accept"),
    ],
)
def test_from_the_status_quo_meeting_is_no_gain_without_both_terms(taken: tuple[str, ...]) -> None:
    assert not gains_by_meeting(OCTOBER, *taken)


def test_after_drop_and_accept_meeting_is_a_gain() -> None:
    assert gains_by_meeting(OCTOBER, "US.drop", "US.accept")
    state = OCTOBER.state(*TODAY, "US.drop", "US.accept")
    gains = analysed(OCTOBER).explain(state, "DPRK", "nash").improvements
    reasons = {str(one.because) for one in gains if one.move.target.options - state.options == {"DPRK.meet"}}
    assert reasons == {"DPRK.meet iff US.drop and US.accept"}


def test_the_ministers_reading_is_one_edit() -> None:
    """Being called a nuclear power and freed of sanctions would bring Kim to the table."""
    reading = "meet iff (US.accept and US.lift)"
    other = OCTOBER.edited(Edit.replace("DPRK", MEETS_ON_TERMS, reading, because=["minister"]))
    assert other == model(
        WANTS_2025_10
        | {"DPRK": [line if line != MEETS_ON_TERMS else reading for line in WANTS_2025_10["DPRK"]]},
        TODAY,
    )
    assert gains_by_meeting(other, "US.accept", "US.lift")
    assert not gains_by_meeting(other, "US.drop", "US.accept")
    assert OCTOBER.edited(*diff(OCTOBER, other)) == other


# What the answers hang on


def test_without_the_aim_not_to_disarm_a_big_deal_holds_under_seq_and_not_under_nash() -> None:
    other = OCTOBER.edited(Edit.drop("DPRK", "not disarm"))
    assert len(equilibria(other, "seq") & other.find("big_deal")) == 960
    assert len(equilibria(other, "nash") & other.find("big_deal")) == 0


def test_without_the_condition_for_meeting_a_summit_is_a_nash_equilibrium() -> None:
    other = OCTOBER.edited(Edit.drop("DPRK", MEETS_ON_TERMS))
    assert len(equilibria(other, "nash") & other.find("summit")) >= 1
    assert len(equilibria(OCTOBER, "nash") & OCTOBER.find("summit")) == 0


def test_deals_that_leave_seoul_out_hold() -> None:
    assert len(equilibria(OCTOBER, "seq") & OCTOBER.find("seoul_left_out")) > 0


# The other dates


def test_february_2025_holds_by_itself() -> None:
    february = model(WANTS_2025_02, ["DPRK.denounce", *SHIELDS])
    assert [state.options for state in equilibria(february, "nash")] == [{"DPRK.denounce", *SHIELDS}]
    assert february.status_quo in analysed(february).stable("nash", "DPRK")


def test_the_moratorium_of_2018_held_and_so_would_its_absence() -> None:
    then = model(WANTS_2018_19, MORATORIUM)
    found = {state.options for state in equilibria(then, "nash")}
    assert found == {frozenset(MORATORIUM), frozenset(MORATORIUM) - {"US.pause", "DPRK.halt"}}
    assert then.status_quo in then.find("moratorium")


@pytest.mark.parametrize(
    ("wants", "status_quo"),
    [(WANTS_2025_02, ["DPRK.denounce", *SHIELDS]), (WANTS_2018_19, MORATORIUM)],
    ids=["2025-02", "2018-19"],
)
def test_edits_lead_from_date_to_date(wants: dict[str, list[str]], status_quo: list[str]) -> None:
    other = model(wants, status_quo)
    edits = diff(OCTOBER, other)
    assert OCTOBER.edited(*edits) == other
    assert other.edited(*diff(other, OCTOBER)) == OCTOBER
    assert len(edits) < 40
