"""What it would take in Korea, what Kim may have in mind, and how sure that is: as the brief says it."""

from __future__ import annotations

import pytest

import detente
from detente import Assessment
from detente.brief.mind import mind_section
from detente.brief.needs import needs_section
from detente.brief.sureness import sureness_section
from tests.dossiers import told


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return detente.assess(detente.load_dossier("korea"), "2025-10")


def test_the_state_question_of_a_meeting(assessment: Assessment) -> None:
    """Both dropping the demand and accepting the North; neither alone, nor lifting."""
    assert assessment.needs is not None
    meeting = next(one for one in assessment.needs.outcomes if one.outcome.id == "summit")
    (pyongyang,) = meeting.openings.parties
    assert (pyongyang.dm, pyongyang.needed) == ("DPRK", True)
    assert [one.options for one in pyongyang.enough] == [(("US.drop", True), ("US.accept", True))]
    alone = {one.options[0] for one in pyongyang.single}
    assert {("US.drop", True), ("US.accept", True), ("US.lift", True)} <= alone
    text = " ".join(told(needs_section(assessment)))
    assert "Pyongyang has to take a step. It gains by it once this is done (assumed):" in text
    assert "Not enough alone:" in text


def test_what_would_make_a_meeting_hold_contradicts_kim(assessment: Assessment) -> None:
    assert assessment.needs is not None
    meeting = next(one for one in assessment.needs.outcomes if one.outcome.id == "summit")
    assert meeting.remedies.search is not None
    telling = [one for one in meeting.remedies.search.found if not one.trivial]
    assert [[str(edit) for edit in one.edits] for one in telling] == [
        ["drop from DPRK: meet iff US.drop and US.accept"],
        ["reverse for DPRK: meet iff US.drop and US.accept"],
    ]
    assert all(one.contradicted for one in telling)


def test_what_kim_may_have_in_mind_is_told_after_what_the_sources_say(assessment: Assessment) -> None:
    lines = told(mind_section(assessment))
    order = [lines.index(one) for one in ("What would move them", "What the record rules out")]
    assert order == sorted(order)
    text = " ".join(lines)
    assert "Pyongyang has 12 aims, which could stand in 479,001,600 orders" in text
    assert "Whatever counts most to it, this would have paid: Washington settles agenda" in text


def test_shares_of_versions(assessment: Assessment) -> None:
    assert assessment.robustness is not None
    shares = {one.outcome: one.share for one in assessment.robustness.shares if one.outcome}
    assert min(shares[one] for one in ("summit", "moratorium", "small_deal")) > 0.99
    assert 0.1 < shares["big_deal"] < 0.3


def test_without_one_source(assessment: Assessment) -> None:
    """Without either report some answers would be others; Kim's words bear the terms of a meeting."""
    assert assessment.one_source is not None
    assert assessment.one_source.complete
    telling = {one.id for one in assessment.one_source.telling}
    assert {"arirang-2025-02-04", "asia-tour-2025-10", "kim"} <= telling
    text = " ".join(told(sureness_section(assessment)))
    assert "Without the words of Kim Jong Un: 7 lines fall" in text


def test_the_change_since_february_is_explained(assessment: Assessment) -> None:
    assert assessment.change is not None
    assert assessment.change.changed.why
