"""The evidence of the shipped Korean dossier: it reads, it says what the facts are, and its anchors hold.

The last needs the texts of the two reports, which are not part of this repository.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

import detente.evidence
from detente.evidence.anchors import Anchor, AnchorState, words
from detente.evidence.carrying import doubts
from detente.evidence.claims import Claim, Kind, Stance, Status
from detente.evidence.folder import Evidence, read_evidence
from detente.evidence.library import TextStore
from detente.evidence.texts import digest, read_report
from detente.evidence.verification import verify_claims

KOREA = Path(detente.evidence.__file__).parents[1] / "catalog" / "korea"
FILES = ("dossier.yaml", "reports.yaml", "claims.jsonl")
LONGEST = 10
"""How many words in a row the dossier may have in common with a report."""

FACTS = {
    1: ("trump-plans-to-engage", "trump-praises-kim"),
    2: ("ministry-condemns-rogue-state", "ministry-hostile-policy-unchanged", "ministry-no-provocation"),
    3: ("ministry-hard-line", "kim-visits-nuclear-plant"),
    4: ("prospect-of-dialogue", "message-instead-of-answer"),
    5: ("demand-respect-sovereignty", "demand-no-interference", "demand-exercises-suspended"),
    6: ("small-deal-is-a-step", "small-deal-is-freeze-and-halt"),
    7: ("big-deal-unfeasible", "officials-pessimistic"),
    8: ("trump-wants-achievement", "small-deal-first"),
    9: ("small-deal-lays-ground", "distrust-is-deep"),
    10: ("aims-to-manage-threat",),
    11: ("might-suspend-exercises",),
    12: ("past-moratorium", "may-repeat-moratorium"),
    13: ("some-fear-seoul-left-out", "experts-deny-seoul-left-out"),
    14: ("seoul-unprepared",),
    15: ("consult-before-contact", "us-will-press-inter-korean"),
    16: ("dialogue-approaching",),
    17: (
        "trump-good-relationship",
        "trump-would-love-to-meet",
        "trump-nothing-arranged",
        "trump-invites",
        "trump-asks-press-to-spread-it",
    ),
    18: ("no-sign-from-pyongyang", "pyongyang-silent", "no-meeting-planned", "no-meeting-planned-seoul"),
    19: ("trump-tone-first-term", "trump-tone-now"),
    20: ("sanctions-are-international", "trump-offers-to-discuss-sanctions"),
    21: ("kim-wants-demand-dropped", "kim-fond-memories", "kim-conditions"),
    22: ("kim-refuses-seoul",),
    23: ("no-talks-on-this-trip", "lee-likely-disappointed", "lee-hoped-to-rekindle"),
    24: ("lee-expected-easing",),
    25: ("statement-expected",),
    26: ("recognition-and-sanctions-pivotal",),
    27: ("wider-presence-since-2018", "alliance-with-russia", "ties-with-china"),
    28: ("outcome-uncertain",),
}
"""The facts of the two reports, 1 to 16 of the first and 17 to 28 of the second, and the claims of each."""

LAST_OF_THE_FIRST_REPORT = 16

QUOTED = {
    "trump-praises-kim": "trump",
    "ministry-condemns-rogue-state": "rubio",
    "ministry-hard-line": "dprk-foreign-ministry",
    "trump-would-love-to-meet": "trump",
    "trump-tone-first-term": "trump",
    "trump-offers-to-discuss-sanctions": "trump",
    "recognition-and-sanctions-pivotal": "trump",
}
"""Whose words a claim quotes: those of public speakers alone, where the wording itself is the fact."""

OPTIONS = {
    "US": {"invite", "drop", "accept", "discuss", "lift", "pause", "consult"},
    "DPRK": {"meet", "halt", "freeze", "disarm", "seoul", "denounce"},
    "ROK": {"back"},
    "RU": {"shield"},
    "CN": {"shield"},
}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return read_evidence(KOREA)


@pytest.fixture(scope="module")
def texts(evidence: Evidence) -> dict[str, str]:
    """Return the text of each report by the report's id; skip where the texts are not at hand."""
    sibling = Path(__file__).parents[2].parent / "shared" / "seeds"
    folder = Path(os.environ.get("DETENTE_TEXTS") or sibling)
    found = {digest(text): text for text in map(read_report, sorted(folder.glob("*.txt")))}
    missing = [report.id for report in evidence.reports if report.digest not in found]
    if missing:
        pytest.skip(
            f"the texts of {' and '.join(missing)} are not in {folder}: save them there as .txt files, "
            "or set DETENTE_TEXTS to the folder that holds them"
        )
    return {report.id: found[report.digest] for report in evidence.reports}


def by_id(evidence: Evidence, name: str) -> Claim:
    return next(claim for claim in evidence.claims if claim.id == name)


def in_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    listed = in_words(text)
    return {tuple(listed[i : i + length]) for i in range(len(listed) - length + 1)}


def test_every_fact_has_its_claims_in_order(evidence: Evidence) -> None:
    assert list(FACTS) == list(range(1, 29))
    assert [claim.id for claim in evidence.claims] == [name for names in FACTS.values() for name in names]


def test_the_facts_of_each_report_stand_on_its_text(evidence: Evidence) -> None:
    first, second = evidence.reports
    for fact, names in FACTS.items():
        report = first if fact <= LAST_OF_THE_FIRST_REPORT else second
        assert {by_id(evidence, name).report for name in names} == {report.id}


def test_the_shipped_claims_are_accepted_and_graded_by_the_stated_rule(evidence: Evidence) -> None:
    letters = {"arirang-2025-02-04": "B", "asia-tour-2025-10": "F"}
    for claim in evidence.claims:
        assert claim.status is Status.ACCEPTED
        assert claim.grade in {letters[claim.report] + "2", letters[claim.report] + "3"}


def test_only_options_of_the_model_are_spoken_of(evidence: Evidence) -> None:
    for claim in evidence.claims:
        named = [option for option, _ in claim.about]
        for statement in (claim.condition, claim.consequence):
            named += re.findall(r"\w+\.\w+", statement or "")
        for maker, option in (each.split(".") for each in named):
            assert option in OPTIONS[maker]


def test_no_claim_is_younger_than_its_report(evidence: Evidence) -> None:
    latest = {report.id: report.dated.latest for report in evidence.reports}
    assert all(claim.said_on.latest <= latest[claim.report] for claim in evidence.claims)


def test_every_actor_has_a_part(evidence: Evidence) -> None:
    named = {name for claim in evidence.claims for name in (claim.by, claim.to, *claim.via)}
    assert {actor.id for actor in evidence.actors} == named - {None}


def test_the_outlet_that_nobody_knows_is_not_invented(evidence: Evidence) -> None:
    first, second = evidence.reports
    assert (first.outlet, str(first.dated)) == ("Arirang News", "2025-02-04")
    assert (second.outlet, second.address) == (None, None)
    assert "outside knowledge" in second.dated_because


def test_the_condition_of_kim(evidence: Evidence) -> None:
    claim = by_id(evidence, "kim-conditions")
    assert (claim.by, claim.via, claim.kind) == ("kim", ("kcna",), Kind.CONDITION)
    assert (claim.condition, claim.consequence) == ("US.drop and US.accept", "DPRK.meet")


def test_the_condition_of_the_ministry_asks_for_a_change_of_any_kind(evidence: Evidence) -> None:
    claim = by_id(evidence, "ministry-hard-line")
    assert (claim.by, claim.kind) == ("dprk-foreign-ministry", Kind.CONDITION)
    assert claim.consequence == "DPRK.denounce"
    asked = set(re.findall(r"US\.(\w+)", claim.condition or ""))
    assert asked == OPTIONS["US"] - {"consult"}  # what Washington settles with Seoul is not said to the North


def test_a_plan_to_engage_is_no_invitation(evidence: Evidence) -> None:
    assert dict(by_id(evidence, "trump-plans-to-engage").about) == {"US.invite": Stance.UNSAID}


def test_what_an_expert_tells_of_demands_is_second_hand(evidence: Evidence) -> None:
    for name in FACTS[5]:
        claim = by_id(evidence, name)
        assert (claim.by, claim.via, claim.grade) == ("pyongyang", ("arirang-expert",), "B3")


def test_unnamed_experts_are_one_source(evidence: Evidence) -> None:
    assert [actor.id for actor in evidence.actors if "expert" in actor.id] == ["arirang-expert"]


def test_the_reporter_named_kim_is_not_the_leader(evidence: Evidence) -> None:
    reporter = next(actor for actor in evidence.actors if actor.id == "arirang-correspondent")
    assert reporter.speaks_for == ()
    assert "Kim" not in reporter.aliases
    assert reporter.is_not == ("kim",)
    assert next(actor for actor in evidence.actors if actor.id == "kim").is_not == (reporter.id,)


def test_a_disagreement_on_the_aim_stays(evidence: Evidence) -> None:
    for name in ("small-deal-is-a-step", "small-deal-lays-ground"):
        assert dict(by_id(evidence, name).about) == {"DPRK.disarm": Stance.TAKEN}
    assert dict(by_id(evidence, "aims-to-manage-threat").about) == {"DPRK.disarm": Stance.DROPPED}


def test_a_forecast_has_no_invented_probability(evidence: Evidence) -> None:
    for claim in evidence.claims:
        if claim.kind is Kind.FORECAST:
            assert not re.search(r"\d|%|per cent", claim.says)
    expected = by_id(evidence, "statement-expected")
    assert "Tuesday or Wednesday" in expected.says
    assert expected.due is not None
    assert [day.strftime("%A") for day in (expected.due.earliest, expected.due.latest)] == [
        "Tuesday",
        "Wednesday",
    ]
    assert [claim.id for claim in evidence.claims if claim.due] == [expected.id]


def test_an_alliance_is_not_a_veto(evidence: Evidence) -> None:
    spoken_of = {option for claim in evidence.claims for option, _ in claim.about}
    assert spoken_of.isdisjoint({"RU.shield", "CN.shield"})


def test_silence_is_neither_yes_nor_no(evidence: Evidence) -> None:
    claim = by_id(evidence, "pyongyang-silent")
    assert claim.kind is Kind.SILENCE
    assert {stance for _, stance in claim.about} == {Stance.UNSAID}


def test_to_talk_about_sanctions_is_not_to_lift_them(evidence: Evidence) -> None:
    about = dict(by_id(evidence, "trump-offers-to-discuss-sanctions").about)
    assert about == {"US.discuss": Stance.TAKEN, "US.lift": Stance.UNSAID}


def test_quoted_fragments_are_short_and_public(evidence: Evidence) -> None:
    assert {claim.id for claim in evidence.claims if "“" in claim.says} == set(QUOTED)
    assert set(QUOTED.values()) <= {"trump", "kim", "rubio", "dprk-foreign-ministry"}
    for claim in evidence.claims:
        for fragment in re.findall("“(.*?)”", claim.says):
            assert len(in_words(fragment)) <= LONGEST
        assert claim.says.count("“") == claim.says.count("”")
        assert '"' not in claim.says


def test_no_words_are_shipped_with_the_dossier() -> None:
    assert not (KOREA / "texts").exists()


def test_every_anchor_holds(evidence: Evidence, texts: dict[str, str], tmp_path: Path) -> None:
    store = TextStore(tmp_path)
    for text in texts.values():
        store.add(text)
    states = {claim.id: state for claim, state in verify_claims(evidence.claims, evidence.reports, store)}
    assert set(states.values()) == {AnchorState.VERIFIED}


def test_anchors_cover_whole_words(evidence: Evidence, texts: dict[str, str]) -> None:
    for claim in evidence.claims:
        text, anchor = texts[claim.report], claim.anchor
        covered = words(anchor, text) or ""
        assert covered.strip() == covered
        assert not re.match(r"\w\w", text[max(anchor.start - 1, 0) : anchor.start + 1])
        assert not re.match(r"\w\w", text[anchor.end - 1 : anchor.end + 1])


def test_quoted_fragments_stand_in_the_anchor(evidence: Evidence, texts: dict[str, str]) -> None:
    for claim in evidence.claims:
        for fragment in re.findall("“(.*?)”", claim.says):
            assert fragment in (words(claim.anchor, texts[claim.report]) or "")


@pytest.mark.parametrize("name", FILES)
def test_no_more_than_ten_words_in_a_row_come_from_a_report(name: str, texts: dict[str, str]) -> None:
    shipped = runs((KOREA / name).read_text(encoding="utf-8"), LONGEST + 1)
    for text in texts.values():
        assert shipped.isdisjoint(runs(text, LONGEST + 1))


def test_what_a_claim_says_is_in_our_own_words(evidence: Evidence, texts: dict[str, str]) -> None:
    """Outside of quotation marks, no more than four words in a row are those of a report."""
    for claim in evidence.claims:
        ours = re.sub("“.*?”", "…", claim.says)
        for text in texts.values():
            assert runs(ours, 5).isdisjoint(runs(text, 5)), claim.id


def test_the_anchor_of_another_report_does_not_hold(evidence: Evidence, texts: dict[str, str]) -> None:
    anchor: Anchor = by_id(evidence, "trump-invites").anchor
    assert words(anchor, texts["arirang-2025-02-04"]) is None


def test_no_claim_says_more_than_its_words(evidence: Evidence, texts: dict[str, str]) -> None:
    pairs = [(claim, words(claim.anchor, texts[claim.report]) or "") for claim in evidence.claims]
    found = doubts(pairs, evidence.reports, evidence.actors, texts)
    assert [(doubt.claim.id, doubt.excess, doubt.found) for doubt in found] == []


def test_a_claim_of_another_place_says_more_than_its_words(evidence: Evidence, texts: dict[str, str]) -> None:
    """So the check above can fail: with the anchors moved on by five claims, many claims are looked at."""
    of_one = [claim for claim in evidence.claims if claim.report == "asia-tour-2025-10"]
    moved = [replace(one, anchor=other.anchor) for one, other in zip(of_one, of_one[5:], strict=False)]
    pairs = [(claim, words(claim.anchor, texts[claim.report]) or "") for claim in moved]
    found = doubts(pairs, evidence.reports, evidence.actors, texts)
    assert len({doubt.claim.id for doubt in found}) > len(moved) // 3
