"""What a reader of the two reports would check, asked of the shipped dossier."""

from __future__ import annotations

from functools import cache

import pytest

import detente
from detente import Conflict, Edit, StateSet
from detente.analysis.concepts import CONCEPTS
from detente.analysis.stability import Analysis
from tests.korea.test_model_in_code import SNAPSHOTS

TERMS = ("US.drop", "US.accept")


@cache
def analysis(snapshot: str) -> Analysis:
    return detente.analyse(detente.load(f"korea/{snapshot}"))


def equilibria(snapshot: str, concept: str, where: str) -> StateSet:
    found = analysis(snapshot)
    return found.equilibria(concept) & found.conflict.find(where)


def without(line: str, dm: str = "DPRK") -> Analysis:
    return detente.analyse(detente.load("korea/2025-10").edited(Edit.drop(dm, line)), ["nash", "seq"])


@pytest.mark.parametrize("snapshot", SNAPSHOTS)
def test_the_dossier_holds_the_models_of_which_the_figures_are_known(snapshot: str) -> None:
    assert detente.load(f"korea/{snapshot}") == SNAPSHOTS[snapshot]


def test_snapshots_come_in_the_order_of_their_days() -> None:
    korea = detente.load_dossier("korea")
    assert [name for name, _ in korea.timeline] == ["2018-19", "2025-02", "2025-10"]
    assert {name for name, _ in korea.rivals_of("2025-10")} == {"2025-10-minister", "2025-10-manage"}
    assert detente.load("korea") == detente.load("korea/2025-10")


def test_1_the_hard_line_and_the_silence_are_stable_for_the_north() -> None:
    february, october = analysis("2025-02"), analysis("2025-10")
    assert february.conflict.status_quo in february.stable("nash", "DPRK")
    assert february.conflict.status_quo == february.equilibria("nash")[0]
    assert all(october.conflict.status_quo in october.stable(concept, "DPRK") for concept in CONCEPTS)


def test_2_no_big_deal_holds_and_one_line_forbids_it() -> None:
    assert len(equilibria("2025-10", "nash", "big_deal")) == 0
    assert len(equilibria("2025-10", "seq", "big_deal")) == 0
    changed = without("not disarm")
    big = changed.conflict.find("big_deal")
    assert (len(big & changed.equilibria("seq")), len(big & changed.equilibria("nash"))) == (960, 0)


def test_3_every_meeting_that_holds_meets_kims_condition() -> None:
    meetings = equilibria("2025-10", "seq", "summit")
    assert len(meetings) == 256
    assert all(set(TERMS) <= state.options for state in meetings)
    for line in ("meet iff (US.drop and US.accept)", "US.drop", "US.accept"):
        changed = without(line)
        held = changed.conflict.find("summit") & changed.equilibria("seq")
        assert not all(set(TERMS) <= state.options for state in held), line


def test_4_a_moratorium_and_a_small_deal_hold_without_the_demand_dropped_or_a_summit() -> None:
    for outcome, number in (("moratorium", 512), ("small_deal", 448)):
        held = equilibria("2025-10", "seq", outcome) & analysis("2025-10").conflict.find("not US.drop")
        assert len(held) == number
        assert len(held - analysis("2025-10").conflict.find("summit")) > 0


def _gains_by_meeting(conflict: Conflict, *more: str) -> bool:
    """Whether some improvement of the North's from the status quo, with more options taken, is to meet."""
    assert conflict.status_quo is not None
    start = conflict.state(*conflict.status_quo.options, *more)
    explanation = detente.analyse(conflict, "nash").explain(start, "DPRK", "nash")
    return any("DPRK.meet" in one.move.target.options for one in explanation.improvements)


def test_5_meeting_pays_for_the_north_only_after_drop_and_accept() -> None:
    conflict = detente.load("korea/2025-10")
    assert not _gains_by_meeting(conflict)
    assert not _gains_by_meeting(conflict, "US.lift", "US.accept")
    assert not _gains_by_meeting(conflict, "US.drop")
    assert _gains_by_meeting(conflict, "US.drop", "US.accept")
    minister = Edit.replace("DPRK", "meet iff (US.drop and US.accept)", "meet iff (US.accept and US.lift)")
    assert _gains_by_meeting(conflict.edited(minister), "US.lift", "US.accept")


def test_6_deals_that_leave_seoul_out_exist() -> None:
    assert len(equilibria("2025-10", "seq", "seoul_left_out")) == 480


def test_7_the_moratorium_of_2018_19_is_an_equilibrium() -> None:
    past = analysis("2018-19")
    assert past.conflict.status_quo in past.equilibria("nash") & past.conflict.find("moratorium")
    assert len(past.equilibria("nash")) == 2
