"""The evidence of the shipped Korean dossier: it reads, it says what the facts are, and its anchors hold.

The last needs the texts of the two reports, which are not part of this repository.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import detente.evidence
from detente.evidence.anchors import Anchor, AnchorState, words
from detente.evidence.claims import Claim, Kind, Stance, Status
from detente.evidence.folder import Evidence, read_evidence
from detente.evidence.library import TextStore
from detente.evidence.texts import digest, read_text
from detente.evidence.verification import verify_claims

KOREA = Path(detente.evidence.__file__).parents[1] / "catalog" / "korea"
FILES = ("dossier.yaml", "reports.yaml", "claims.jsonl")
LONGEST = 10
"""How many words in a row the dossier may have in common with a report."""

FACTS = {
    17: {
        "trump-good-relationship",
        "trump-would-love-to-meet",
        "trump-nothing-arranged",
        "trump-invites",
        "trump-asks-press-to-spread-it",
    },
    18: {"no-sign-from-pyongyang", "pyongyang-silent", "no-meeting-planned", "no-meeting-planned-seoul"},
    19: {"trump-tone-first-term", "trump-tone-now"},
    20: {"trump-offers-to-discuss-sanctions", "sanctions-are-international"},
    21: {"kim-conditions", "kim-wants-demand-dropped", "kim-fond-memories"},
    22: {"kim-refuses-seoul"},
}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return read_evidence(KOREA)


@pytest.fixture(scope="module")
def texts(evidence: Evidence) -> dict[str, str]:
    """Return the text of each report by the report's id; skip where the texts are not at hand."""
    sibling = Path(__file__).parents[2].parent / "shared" / "seeds"
    folder = Path(os.environ.get("DETENTE_TEXTS") or sibling)
    found = {digest(text): text for text in map(read_text, sorted(folder.glob("*.txt")))}
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


def test_every_claim_belongs_to_a_fact(evidence: Evidence) -> None:
    assert {claim.id for claim in evidence.claims} == set().union(*FACTS.values())


def test_the_shipped_claims_are_accepted_and_graded_by_the_stated_rule(evidence: Evidence) -> None:
    letters = {"asia-tour-2025-10": "F"}
    for claim in evidence.claims:
        assert claim.status is Status.ACCEPTED
        assert claim.grade in {letters[claim.report] + "2", letters[claim.report] + "3"}


def test_the_outlet_that_nobody_knows_is_not_invented(evidence: Evidence) -> None:
    first, second = evidence.reports
    assert (first.outlet, str(first.dated)) == ("Arirang News", "2025-02-04")
    assert (second.outlet, second.address) == (None, None)
    assert "outside knowledge" in second.dated_because


def test_the_condition_of_kim(evidence: Evidence) -> None:
    claim = by_id(evidence, "kim-conditions")
    assert (claim.by, claim.via, claim.kind) == ("kim", ("kcna",), Kind.CONDITION)
    assert (claim.condition, claim.consequence) == ("US.drop and US.accept", "DPRK.meet")


def test_silence_is_neither_yes_nor_no(evidence: Evidence) -> None:
    claim = by_id(evidence, "pyongyang-silent")
    assert claim.kind is Kind.SILENCE
    assert {stance for _, stance in claim.about} == {Stance.UNSAID}


def test_to_talk_about_sanctions_is_not_to_lift_them(evidence: Evidence) -> None:
    about = dict(by_id(evidence, "trump-offers-to-discuss-sanctions").about)
    assert about == {"US.discuss": Stance.TAKEN, "US.lift": Stance.UNSAID}


def test_quoted_fragments_are_short_and_public(evidence: Evidence) -> None:
    for claim in evidence.claims:
        for fragment in re.findall("“(.*?)”", claim.says):
            assert len(in_words(fragment)) <= LONGEST
            assert claim.by in {"trump", "kim"}
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
