"""The brief of the Korean standoff: what it says first, in which words, and on what that rests."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import detente
from detente.analysis.concepts import CONCEPTS
from detente.brief.compose import document_of
from detente.brief.document import Document, Item, Items, Matrix, Note, Paragraph, Section, is_grounded
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
def document(assessment: Assessment) -> Document:
    return document_of(assessment)


@pytest.fixture(scope="module")
def text(document: Document) -> str:
    return brief_text(document)


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


FIRST_SCREEN = ["bottom-line", "chronology", "wants", "ledger", "watch"]


def test_the_first_screen_has_its_five_parts(document: Document) -> None:
    assert [section.id for section in document.sections if section.first] == FIRST_SCREEN
    assert [section.id for section in document.sections[:5]] == FIRST_SCREEN


def test_the_bottom_line_is_five_sentences(document: Document) -> None:
    first, rest, footing = document.sections[0].blocks
    assert footing == Note("Of the model's 44 lines: 14 reported, 15 inferred, 12 assumed and 3 logical.")
    assert isinstance(first, Paragraph)
    assert isinstance(rest, Items)
    assert 1 + len(rest.items) == 5


def ungrounded(item: Item) -> list[str]:
    """Return the sentences of an item that do not say on what they rest; a lead rests on what it leads to."""
    if is_grounded(item.text):
        return []
    if not item.items:
        return ["".join(map(str, item.text))]
    return [sentence for inner in item.items for sentence in ungrounded(inner)]


def ungrounded_sentences(section: Section) -> list[str]:
    found = []
    for block in section.blocks:
        match block:
            case Paragraph(words) if not is_grounded(words):
                found.append("".join(map(str, words)))
            case Items(items) | Matrix(_, Items(items)):
                found += [sentence for item in items for sentence in ungrounded(item)]
    return found


@pytest.mark.parametrize("snapshot", ["2018-19", "2025-02", "2025-10", "2025-10-minister"])
def test_no_sentence_of_the_first_screen_is_without_claim_or_basis(snapshot: str) -> None:
    document = document_of(detente.assess(load_dossier("korea"), snapshot))
    for section in document.sections:
        if section.first:
            assert ungrounded_sentences(section) == []


def test_a_sentence_without_grounds_would_be_found(document: Document) -> None:
    bare = Item(("Kim smiles.",))
    assert ungrounded(bare) == ["Kim smiles."]
    assert ungrounded(Item(("Kim",), (bare, *_grounded(document)))) == ["Kim smiles."]


def _grounded(document: Document) -> tuple[Item, ...]:
    items = document.sections[0].blocks[1]
    assert isinstance(items, Items)
    return items.items


def test_notes_are_about_the_brief_and_its_sources(document: Document) -> None:
    """What needs no grounds is little, so that no claim on the standoff hides in it."""
    notes = [
        block.text
        for section in document.sections
        if section.first
        for block in section.blocks
        if isinstance(block, Note)
    ]
    assert [note.split(" ", 3)[:3] for note in notes] == [
        ["Of", "the", "model's"],
        ["Of", "every", "other"],
        ["What", "Moscow", "and"],
        ["No", "party", "is"],
        ["Met", "or", "unmet"],
        ["3", "more", "lines"],
    ]


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


def test_every_claim_is_told_or_listed(assessment: Assessment, text: str) -> None:
    """The latest snapshot knows both reports, so all claims stand in its brief."""
    for claim in assessment.dossier.evidence.claims:
        assert f"[{claim.id}] " in text


def test_a_claim_of_another_day_does_not_tell_of_this_one(assessment: Assessment) -> None:
    cited = {one.claim.report for standing in assessment.standing for one in standing.claims}
    assert cited == {"asia-tour-2025-10"}


def test_without_texts_the_brief_says_how_to_add_them(assessment: Assessment, text: str) -> None:
    assert {cited.state for cited in assessment.dossier.claims.values()} == {AnchorState.NO_TEXT}
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
    text = brief_text(document_of(assessment))
    assert " ".join(text.split()).count("Words: “") == len(assessment.dossier.claims)
    assert "REPORTS=FOLDER" not in text


def test_what_was_not_tried_is_not_said_to_decide_nothing() -> None:
    """In a model of rankings no line can be taken out, so it is not said that none decides."""
    for name in ("cuban-missile-crisis", "elmira"):
        told = " ".join(brief_text(document_of(detente.assess(load_dossier(name)))).split())
        assert "hangs on no single line, and no set" not in told or "cannot be taken apart" in told
