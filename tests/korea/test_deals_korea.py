"""What the parties of the Korean standoff would rather have than today; counted by hand."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

import detente
from detente import Analysis, Conflict, State
from detente.analysis.deals import Deals, deals

THREE = ("US", "DPRK", "ROK")


@pytest.fixture(scope="module")
def october() -> Conflict:
    return detente.load("korea/2025-10")


@pytest.fixture(scope="module")
def analysis(october: Conflict) -> Analysis:
    return detente.analyse(october)


@pytest.fixture(scope="module")
def found(october: Conflict) -> Deals:
    return deals(october)


def rank(conflict: Conflict, dm: str, state: State) -> int:
    return int(conflict.ranks[conflict.dm(dm)][state.code])


def is_better(conflict: Conflict, dm: str, state: State) -> bool:
    assert conflict.status_quo is not None
    return rank(conflict, dm, state) > rank(conflict, dm, conflict.status_quo)


def test_moscow_and_beijing_have_what_they_want_and_are_not_asked(found: Deals) -> None:
    assert (found.parties, found.content) == (THREE, ("RU", "CN"))


def test_the_states_are_those_that_all_three_would_rather_have(october: Conflict, found: Deals) -> None:
    expected = [s.code for s in october.states if all(is_better(october, dm, s) for dm in THREE)]
    assert found.states.codes.tolist() == expected
    assert len(expected) == 3328


def test_the_undominated_ones_are_those_that_no_other_one_beats(october: Conflict, found: Deals) -> None:
    rows = np.array([[rank(october, dm, state) for dm in THREE] for state in found.states])
    stays = [not ((rows >= row).all(axis=1) & (rows > row).any(axis=1)).any() for row in rows]
    assert found.undominated.codes.tolist() == found.states.codes[stays].tolist()
    assert len(found.undominated) == 52


@pytest.mark.parametrize(
    ("parties", "weakly", "states", "undominated"),
    [
        (("US", "DPRK"), False, 6912, 32),
        (("US", "ROK"), False, 9288, 4),
        (("DPRK", "ROK"), False, 5376, 72),
        (("US", "DPRK"), True, 6920, 32),
        (None, True, 833, 13),
    ],
)
def test_how_many_there_are(
    october: Conflict, parties: tuple[str, ...] | None, weakly: bool, states: int, undominated: int
) -> None:
    answer = deals(october, parties, weakly=weakly, concepts=["nash"])
    assert (len(answer.states), len(answer.undominated)) == (states, undominated)


def test_the_groups_are_by_outcome_and_each_holds_somewhere(
    october: Conflict, analysis: Analysis, found: Deals
) -> None:
    expected: dict[frozenset[str], list[State]] = {}
    names = ("summit", "moratorium", "small_deal", "big_deal")
    for state in found.states:
        made = frozenset(name for name in names if state in october.find(name))
        expected.setdefault(frozenset({"summit"}) if "summit" in made else made, []).append(state)
    assert {frozenset(one.outcomes): list(one.states) for one in found.groups} == expected
    for one in found.groups:
        assert dict(one.held)["seq"] == len(one.states & analysis.equilibria("seq")) > 0
        assert dict(one.held)["nash"] == 0
    assert [one.outcomes for one in found.groups if len(one.undominated)] == [
        ("moratorium", "small_deal"),
        ("small_deal",),
        ("summit",),
    ]


def test_no_deal_is_reached_by_improvements_alone_and_each_in_two_moves(found: Deals) -> None:
    for one in found.groups:
        assert (one.nearest.moves, one.nearest.improvements, one.by_improvements) == (2, None, 0)


def test_no_big_deal_is_better_for_pyongyang_and_without_it_none_would_hold(october: Conflict) -> None:
    big = october.find("big_deal")
    assert not len(deals(october, ["DPRK"], concepts=["nash"]).states & big)
    found = [one for one in deals(october, ["US", "ROK"]).groups if "big_deal" in one.outcomes]
    assert found
    for one in found:
        assert all(count == 0 for _, count in one.held)
        (harm,) = [harm for harm in one.harms if harm.dm == "DPRK"]
        assert (harm.ways, harm.stays) == (len(one.states), 0)
        assert "DPRK" in {
            recourse.dm for recourse in one.example.recourses if recourse.explanation.unanswered
        }


def test_seoul_is_left_out_of_deals_of_the_two_and_can_do_nothing(october: Conflict) -> None:
    left_out = october.find("seoul_left_out")
    for one in deals(october, ["US", "DPRK"]).groups:
        (harm,) = [harm for harm in one.harms if harm.outcome]
        assert (harm.dm, harm.ways) == ("ROK", len(one.states & left_out))
        assert harm.stays == harm.ways


def test_what_the_undominated_deals_ask_for(found: Deals) -> None:
    """Nobody must lift sanctions, and in a deal that is not a meeting nobody must accept the North."""
    for one, ref in product(found.groups, ("US.lift", "US.accept")):
        taken = {taken for share in one.example.shares for taken in share.takes}
        assert (ref in taken) == (ref == "US.accept" and one.outcomes == ("summit",))


def test_who_has_the_best_today_bars_every_deal(october: Conflict) -> None:
    answer = deals(october, ["US", "RU", "CN"])
    assert not len(answer.states)
    assert [one.parties for one in answer.clashes] == [("RU",), ("CN",)]
