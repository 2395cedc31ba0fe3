"""The brief of the Korean standoff: what it says first, in which words, and on what that rests."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import detente
from detente.analysis.concepts import CONCEPTS
from detente.brief.terminal import brief_text
from detente.catalog.names import load_dossier
from detente.dossier.assessment import Assessment
from detente.dossier.texts import add_texts
from detente.evidence.anchors import AnchorState

TERMS = (*CONCEPTS, "equilibri", "metarational", "unilateral", "sanctioned", "solution concept", "prioriti")
THEORY = "THE TABLES OF THE THEORY"


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return detente.assess(load_dossier("korea", tmp_path_factory.mktemp("library")))


@pytest.fixture(scope="module")
def text(assessment: Assessment) -> str:
    return brief_text(assessment)


def section(text: str, title: str) -> str:
    """The text under a heading."""
    rest = text.split(f"\n{title}\n\n", 1)[1] + "\n\nEND\n\n"
    return re.split(r"\n\n[A-Z][A-Z ?]+\n\n", rest, maxsplit=1)[0]


def test_it_holds_but_for_one_step(assessment: Assessment, text: str) -> None:
    assert assessment.holds_under == ("gmr", "smr")
    assert assessment.after_holds_under == tuple(CONCEPTS)
    assert assessment.after_best_step == assessment.conflict.state(
        "US.invite", "US.discuss", "US.consult", "ROK.back", "RU.shield", "CN.shield"
    )
    first = " ".join(section(text, "THE BOTTOM LINE").split())
    assert first.startswith("What stands today holds but for one step: Washington settles agenda")
    assert "consult-before-contact" in first


def test_silence_is_stable_for_the_north_under_every_concept(assessment: Assessment) -> None:
    north = next(holding for holding in assessment.holdings if holding.dm == "DPRK")
    assert north.stable_under == tuple(CONCEPTS)


def test_what_else_would_hold(assessment: Assessment) -> None:
    held = {one.outcome.id: (one.held["nash"], one.held["seq"]) for one in assessment.outcomes}
    assert held == {
        "summit": (0, 256),
        "moratorium": (0, 1152),
        "small_deal": (0, 960),
        "big_deal": (0, 0),
        "seoul_left_out": (0, 480),
    }


def test_the_plain_part_holds_no_term_of_the_theory(text: str) -> None:
    plain = text.split(THEORY, maxsplit=1)[0].lower()
    assert [term for term in TERMS if re.search(rf"\b{term}", plain)] == []


def test_it_fits_80_columns(text: str) -> None:
    assert max(map(len, text.splitlines())) <= 80


def test_every_line_that_is_used_says_on_what_it_rests(assessment: Assessment, text: str) -> None:
    holding = " ".join(section(text, "WILL IT HOLD?").split())
    assert len(assessment.lines) >= 10
    for used in assessment.lines:
        assert f"({used.line.basis.value}" in holding
        assert used.line.says in holding
        for claim in used.line.because:
            assert claim in holding
            assert f"[{claim}]" in text


def test_every_claim_behind_a_line_is_in_the_dossier(assessment: Assessment) -> None:
    assert assessment.dossier.unresolved() == ()
    assert assessment.warnings == ()
    assert {"trump-invites", "kim-conditions", "kim-refuses-seoul", "pyongyang-silent"} <= {
        cited.claim.id for cited in assessment.claims
    }


def test_a_claim_of_another_day_does_not_tell_of_this_one(assessment: Assessment) -> None:
    cited = {one.claim.report for standing in assessment.standing for one in standing.claims}
    assert cited == {"asia-tour-2025-10"}


def test_without_texts_the_brief_says_how_to_add_them(assessment: Assessment, text: str) -> None:
    assert {cited.state for cited in assessment.claims} == {AnchorState.NO_TEXT}
    assert "Words:" not in text
    assert "REPORTS=FOLDER" in text


def test_with_the_texts_every_anchor_is_verified_and_the_words_stand(tmp_path: Path) -> None:
    folder = Path(os.environ.get("DETENTE_TEXTS") or Path(__file__).parents[3] / "shared" / "seeds")
    if not folder.is_dir():
        pytest.skip(f"the two reports are not at hand: set DETENTE_TEXTS to their folder ({folder} is none)")
    dossier = load_dossier("korea", tmp_path)
    assert add_texts(dossier, [folder]).missing == ()
    assessment = detente.assess(load_dossier("korea", tmp_path))
    assert {cited.state for cited in assessment.dossier.claims.values()} == {AnchorState.VERIFIED}
    text = brief_text(assessment)
    assert " ".join(text.split()).count("Words: “") == len(assessment.claims)
    assert "REPORTS=FOLDER" not in text


def test_what_was_not_tried_is_not_said_to_decide_nothing() -> None:
    """In a model of rankings no line can be taken out, so it is not said that none decides."""
    for name in ("cuban-missile-crisis", "elmira"):
        told = " ".join(brief_text(detente.assess(load_dossier(name))).split())
        assert "no single line of the model decides" not in told
        assert "hangs on no single line of the model." not in told
    told = " ".join(brief_text(detente.assess(load_dossier("chicken"))).split())
    assert "no single line of the model decides" in told
