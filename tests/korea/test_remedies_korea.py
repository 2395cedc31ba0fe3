"""What it would take for a meeting in October 2025, and what would end the silence."""

from __future__ import annotations

from functools import cache

import pytest

import detente
from detente import Conflict, Edit, Line, analyse
from detente.analysis.openings import Openings, openings
from detente.analysis.remedies import Remedies, breakers, remedies
from detente.analysis.vocabulary import Vocabulary
from detente.conflict.preferences import Prioritised

KIM = "meet iff US.drop and US.accept"
SAMPLE = 23
"""Of so many single edits one is tried in the short run."""


@cache
def october() -> Conflict:
    return detente.load("korea/2025-10")


@cache
def for_a_summit(edits: int = 1) -> Remedies:
    return remedies(october(), "summit", edits=edits)


@cache
def to_a_summit() -> Openings:
    return openings(october(), "summit")


def ways(found: Remedies) -> set[tuple[Edit, ...]]:
    assert found.search is not None
    return {way for one in found.search.found for way in one.ways}


def does(edit: Edit, outcome: str = "summit") -> bool:
    other = october().edited(edit)
    return len(analyse(other, "nash").equilibria("nash") & other.find(outcome)) > 0


def every_edit() -> list[Edit]:
    conflict = october()
    lists = [Vocabulary(conflict, dm) for dm in range(len(conflict.decision_makers))]
    edits = [one.edit(change) for one in lists for change in one.changes(one.start)]
    return [*edits, *(Edit.drop("infeasible", line.statements) for line in conflict.infeasible)]


def test_one_edit_that_brings_a_summit_is_about_kims_condition_or_asks_him_to_come() -> None:
    search = for_a_summit().search
    assert search is not None
    assert [(str(one.edits[0]), one.places, one.trivial) for one in search.found] == [
        (f"drop from DPRK: {KIM}", ((None,),), False),
        (f"reverse for DPRK: {KIM}", ((None,),), False),
        ("add to DPRK at 1: meet", ((1,), (2,)), True),
        ("add to DPRK at 1: US.invite and meet", ((1,), (2,)), True),
    ]
    for one in search.found[:2]:  # what it asks for, the source itself speaks against
        assert [line.because for line in one.contradicted] == [("kim-conditions",)]


def test_some_single_edits_one_by_one() -> None:
    every = every_edit()
    assert for_a_summit().search is not None
    assert len(every) == 2013
    mine = ways(for_a_summit())
    assert all(does(edit) for (edit,) in mine)
    for edit in every[5::SAMPLE]:
        assert does(edit) == ((edit,) in mine), edit


@pytest.mark.long
@pytest.mark.parametrize("outcome", ["summit", "small_deal", "big_deal", "moratorium"])
def test_all_single_edits_one_by_one(outcome: str) -> None:
    mine = ways(remedies(october(), outcome))
    assert {(edit,) for edit in every_edit() if does(edit, outcome)} == mine


def test_with_two_edits_washington_could_bring_a_summit_too() -> None:
    search = for_a_summit(2).search
    assert search is not None
    assert (search.within, search.across, search.lifting, search.complete) == (True, True, True, True)
    pairs = [one for one in search.found if len(one.edits) == 2 and not one.trivial]
    assert len(pairs) == 6
    assert {edit.target for one in pairs for edit in one.edits} == {"US"}
    for one in pairs:  # they undo the two lines for which Washington neither drops nor accepts
        other = october().edited(*one.edits)
        held = analyse(other, "nash").equilibria("nash") & other.find("summit")
        assert len(held)
        assert held <= other.find("US.drop and US.accept")
        for edit in one.edits:
            assert not does(edit)


def test_nothing_that_one_party_could_want_brings_a_moratorium() -> None:
    found = remedies(october(), "moratorium")
    assert found.search is not None
    assert found.search.found == ()
    assert [bar.dm for bar in found.bars] == ["US", "DPRK", "ROK", "RU", "CN"]
    assert all(bar.proven for bar in found.bars)
    indifferent = october().edited(*(Edit.drop("US", line.statements) for line in _list("US")))
    assert not analyse(indifferent, "nash").equilibria("nash") & indifferent.find("moratorium")


def _list(dm: str) -> tuple[Line, ...]:
    preference = october().preferences[dm]
    assert isinstance(preference, Prioritised)
    return preference.lines


def test_a_summit_opens_by_dropping_the_demand_and_accepting_the_north_and_by_nothing_less() -> None:
    (party,) = to_a_summit().parties
    assert (party.dm, party.needed) == ("DPRK", True)
    assert [one.options for one in party.enough] == [(("US.drop", True), ("US.accept", True))]
    (enough,) = party.enough
    assert enough.step.gains is not None
    assert "DPRK.meet" in enough.step.gains.target.options


def test_what_is_not_enough_for_a_summit_is_barred_by_kims_condition() -> None:
    (party,) = to_a_summit().parties
    barred = {
        one.options[0][0]: None if one.step.barred_by is None else one.step.barred_by.statement.text("DPRK")
        for one in party.single
    }
    assert barred.pop("US.invite") is None  # without an invitation there is no step at all
    assert {"US.drop", "US.accept", "US.lift"} <= set(barred)
    assert set(barred.values()) == {KIM}
    assert party.now.step.barred_by is not None
    assert party.now.step.gains is None


def test_the_ministers_reading_opens_otherwise() -> None:
    conflict = detente.load("korea/2025-10-minister")
    (party,) = openings(conflict, "summit").parties
    assert [one.options for one in party.enough] == [(("US.accept", True), ("US.lift", True))]


def test_what_breaks_the_silence_is_about_what_holds_after_the_best_step() -> None:
    found = breakers(october())
    assert found.by_best_step
    assert "US.consult" in found.state.options
    assert found.search is not None
    for one in found.search.found:
        other = october().edited(*one.edits)
        state = other.state(*found.state.options)
        assert state not in analyse(other, "nash").equilibria("nash")
    plain = {str(one.edits[0]) for one in found.search.found if not one.trivial}
    assert f"reverse for DPRK: {KIM}" in plain
    today = breakers(october(), october().status_quo)
    assert today.search is None
    assert [(one.move.dm, str(one.because)) for one in today.leaving] == [("US", "US.consult iff US.invite")]


def test_under_seq_the_aim_that_rules_out_the_big_deal_is_found() -> None:
    found = remedies(october(), "big_deal", concept="seq", who="DPRK")
    plain = [str(one.edits[0]) for one in found.search.found if len(one.edits) == 1] if found.search else []
    assert plain[0] == "drop from DPRK: not disarm"
