"""The roads of October 2025: to the small deal, and by way of it to the big one."""

from __future__ import annotations

import functools

import pytest

import detente
from detente.analysis.roads import Road, Roads, roads
from detente.analysis.stages import stages


@functools.cache
def asked(outcome: str, by: tuple[str, ...] = (), without: tuple[str, ...] = (), joint: int = 2) -> Roads:
    return roads(detente.load("korea/2025-10"), outcome, by=by, without=without, joint=joint)


def steps(road: Road) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(step.movers, tuple(sorted(step.target.options ^ step.origin.options))) for step in road.steps]


def test_the_moratorium_begins_with_the_exercises() -> None:
    """Washington risks one of its last lines first; Pyongyang's own condition comes after."""
    alone, together = asked("moratorium").roads
    assert steps(alone) == [(("US",), ("US.pause",)), (("DPRK",), ("DPRK.halt",))]
    assert steps(together) == [(("US", "DPRK"), ("DPRK.halt", "US.pause"))]
    first, second = alone.steps
    assert [(one.dm, str(one.line)) for one in first.exposed] == [
        ("US", "US.pause only if DPRK.halt"),
        ("ROK", "US.pause only if DPRK.halt"),
    ]
    assert ("DPRK", "DPRK.halt only if US.pause") in [(one.dm, str(one.line)) for one in second.exposed]
    assert (first.holds, second.holds) == (False, True)
    assert alone.on_the_way == pytest.approx(4 / 16)  # line 13 of 16
    assert alone.exposure == alone.at_end == pytest.approx(8 / 12)  # line 5 of 12


def test_to_the_small_deal_by_way_of_the_moratorium_without_a_summit() -> None:
    found = asked("small_deal", by=("moratorium",), without=("summit",))
    road = found.roads[0]
    assert steps(road) == [
        (("US",), ("US.pause",)),
        (("DPRK",), ("DPRK.halt",)),
        (("DPRK",), ("DPRK.freeze",)),
    ]
    assert [step.holds for step in road.steps] == [False, True, True]
    assert [(road.joint, len(road.steps)) for road in found.roads] == [(0, 3), (1, 2)]
    summits = found.conflict.find("summit")
    assert not any(step.target in summits for road in found.roads for step in road.steps)


def test_a_summit_on_the_way_asks_for_more_trust() -> None:
    """Kim's condition costs Washington one of its first lines."""
    with_it = asked("small_deal", by=("moratorium", "summit")).roads[0]
    without_it = asked("small_deal", by=("moratorium",)).roads[0]
    assert with_it.exposure > without_it.exposure
    assert with_it.exposure == pytest.approx(15 / 16)
    risks = {(one.dm, one.place) for step in with_it.steps for one in step.exposed}
    assert ("US", 2) in risks
    assert all({"US.drop", "US.accept"} <= step.target.options for step in with_it.steps[-2:])


def test_seoul_need_not_be_left_out() -> None:
    """It costs nothing more at risk to settle things with Seoul on the way."""
    found = asked("small_deal", without=("seoul_left_out",))
    assert found.roads[0].exposure == asked("small_deal").roads[0].exposure
    for road in found.roads:
        assert road.steps[-1].target.options & {"US.consult", "DPRK.seoul"}


def test_the_big_deal_does_not_hold_without_a_small_one() -> None:
    found = asked("big_deal", without=("small_deal",))
    assert not found.ends_hold
    for road in found.roads:
        assert ("DPRK", "not DPRK.disarm") in [(one.move.dm, str(one.because)) for one in road.leaving]


def test_a_small_deal_that_holds_opens_the_road_to_the_big_one() -> None:
    found = asked("big_deal")
    assert found.ends_hold
    for road in found.roads:
        places = [place for place, step in enumerate(road.steps) if step.edits]
        (place,) = places
        assert "small_deal" in road.steps[place].reached
        assert road.steps[place].holds
        assert [str(edit) for edit in road.steps[place].edits] == ["drop from DPRK: not disarm"]
        assert "big_deal" in road.steps[-1].reached


def test_the_claim_that_carries_the_change() -> None:
    conflict = detente.load("korea/2025-10")
    ((outcome, (edit,)),) = conflict.after.items()
    assert (outcome, edit.basis.value, edit.because) == (
        "small_deal",
        "inferred",
        ("small-deal-lays-ground",),
    )
    claims = detente.load_dossier("korea").claims
    assert {*edit.because, *edit.against} <= set(claims)


def test_the_edited_model_holds_960_big_deals() -> None:
    conflict = detente.load("korea/2025-10")
    assert conflict.status_quo is not None
    (_, trusting), _ = stages(conflict, conflict.status_quo)
    assert trusting.reached == ("small_deal",)
    held = trusting.analysis.equilibria("seq")
    assert len(held & conflict.find("big_deal")) == 960


def test_the_years_before_have_no_such_change() -> None:
    found = roads(detente.load("korea/2025-02"), "big_deal")
    assert not found.ends_hold
    assert "DPRK" in [one.move.dm for one in found.roads[0].leaving]
