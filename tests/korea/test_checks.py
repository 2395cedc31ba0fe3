"""What a reader of the two reports would check, asked of the shipped dossier."""

from __future__ import annotations

import re
from functools import cache

import pytest

import detente
from detente import Conflict, Edit, StateSet
from detente.analysis.concepts import CONCEPTS
from detente.analysis.stability import Analysis
from detente.brief.compose import document_of
from detente.brief.document import Document, Grounds
from detente.brief.rests import grounds_of
from detente.brief.terminal import brief_text
from detente.conflict.preferences import Basis
from detente.dossier.assessment import Assessment
from detente.dossier.headlines import Headline, Question
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


def found_headlines(snapshot: str) -> tuple[Headline, ...]:
    return assessed(snapshot).headlines


@cache
def assessed(snapshot: str) -> Assessment:
    return detente.assess(detente.load_dossier("korea"), snapshot)


@cache
def brief(snapshot: str) -> Document:
    return document_of(assessed(snapshot))


def told(snapshot: str, section: str) -> str:
    """A section of the brief on one line."""
    (found,) = [one for one in brief(snapshot).sections if one.id == section]
    return " ".join(brief_text(Document("T", "", "", (found,)), 10_000).split())


ALL = ("2018-19", "2025-02", "2025-10", "2025-10-minister", "2025-10-manage")


@pytest.mark.parametrize("snapshot", ALL)
def test_8_every_answer_says_what_it_hangs_on(snapshot: str) -> None:
    sure = told(snapshot, "sureness") + told(snapshot, "holding")
    spared = {one.outcome.id for one in assessed(snapshot).outcomes if one.is_free}
    shown = [
        one
        for one in found_headlines(snapshot)
        if one.question is not Question.WITHOUT or one.outcome in spared
    ]
    assert sure.count("; it hangs on") == len(shown)
    for headline in shown:
        assert headline.searched > 0
        assert all(used.line.says in sure for used in headline.grounds)


@pytest.mark.parametrize("snapshot", ALL)
def test_8_an_answer_that_one_assumption_forces_is_called_assumed(snapshot: str) -> None:
    forced = [
        headline
        for headline in found_headlines(snapshot)
        if any(used.line.basis is Basis.ASSUMED for used in headline.lines)
    ]
    assert all(headline.basis is Basis.ASSUMED for headline in forced)
    for headline in forced:
        if headline.question not in (Question.HOLDS, Question.ONLY_IF):
            continue
        grounds = grounds_of(assessed(snapshot), headline.question, headline.outcome, headline.ref)
        assert grounds == Grounds(Basis.ASSUMED)
    assert not re.search(r"\bfound\b", told(snapshot, "bottom-line"))


def test_8_the_words_of_an_assumed_answer() -> None:
    """That tests must stop for a meeting is forced by an assumption; that the demand must go is reported."""
    line = told("2025-10", "bottom-line")
    assert "Pyongyang stops nuclear tests and missile launches (assumed)" in line
    assert "drops the demand to denuclearise (reported: kim-conditions, kim-wants-demand-dropped)" in line


def test_2_3_4_6_the_brief_says_so() -> None:
    sure, line = told("2025-10", "sureness"), told("2025-10", "bottom-line")
    assert (
        "Big deal: in no way would every party stay with it; it hangs on this line: "
        "- Pyongyang: it keeps its nuclear weapons" in sure
    )
    assert "- Pyongyang: it meets if, and only if, Washington drops its demand and accepts" in sure
    assert (
        "Moratorium (tests against exercises) and small deal: each would hold once there, also without a "
        "meeting and without this: Washington drops the demand to denuclearise" in line
    )
    assert "Seoul then forgoes this: no meeting takes place without Seoul's say" in line
    out = told("2025-10", "left-out")
    assert "Pyongyang talks with Seoul, which it has refused [kim-refuses-seoul]" in out


def test_5_the_brief_shows_the_disagreement_on_what_would_move_kim() -> None:
    mind = told("2025-10", "mind")
    assert "Then Pyongyang gains; its best step of that kind: Pyongyang comes to a meeting" in mind
    assert "Even then it is not worth it to Pyongyang that Pyongyang comes to a meeting" in mind
    assert "The minister's reading" in told("2025-10", "sureness")
