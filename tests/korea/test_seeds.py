"""Every sentence of the two reports bears a claim or says why not, and ``docs/seeds.md`` tells so."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from detente.catalog.names import load_dossier
from detente.dossier.dossier import Dossier
from detente.evidence.anchors import Anchor, AnchorState, verify
from detente.evidence.claims import Claim
from detente.evidence.reports import Report
from detente.evidence.texts import digest, read_report
from tests.docs.pages import ROOT
from tests.korea.seeds import PAGE, TOUCH, Split, carried, claims_of, faults, page, splits, uses
from tests.unit.test_evidence_korea import runs

SHARED = 8
"""So many words in a row that stand in a report are copied; what the claims quote is shorter."""

FOLDERS = ("src", "docs", "tests", "benchmarks")

REPORTS = ("arirang-2025-02-04", "asia-tour-2025-10")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return load_dossier("korea", tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def texts(dossier: Dossier) -> dict[str, str]:
    """Return the text of each report by the report's id; skip where the texts are not at hand."""
    folder = Path(os.environ.get("DETENTE_TEXTS") or ROOT.parent / "shared" / "seeds")
    found = {digest(text): text for text in map(read_report, sorted(folder.glob("*.txt")))}
    if any(report.digest not in found for report in dossier.evidence.reports):
        pytest.skip(f"the two reports are not at hand: set DETENTE_TEXTS to their folder ({folder} is not)")
    return {report.id: found[report.digest] for report in dossier.evidence.reports}


def of(dossier: Dossier, report: str) -> tuple[Report, Split, tuple[Claim, ...]]:
    """A report, its sentences and its claims."""
    (named,) = (one for one in dossier.evidence.reports if one.id == report)
    return named, splits()[report], tuple(one for one in claims_of(dossier) if one.report == report)


def untiled(split: Split, text: str) -> Iterator[str]:
    """Yield what stands outside of the sentences, and each sentence that is blank at an end or differs."""
    end = 0
    for one in split.sentences:
        start, end = end, one.anchor.end
        if text[start : one.anchor.start].strip():
            yield f"before sentence {one.number}"
        words = text[one.anchor.start : end]
        if words != words.strip() or verify(one.anchor, text) is not AnchorState.VERIFIED:
            yield f"sentence {one.number}"
    if text[end:].strip():
        yield "at the end"


def copied(ours: str, theirs: Iterable[str], names: Iterable[str]) -> list[str]:
    """The runs of words that a text of ours shares with reports; the names of the sources left aside."""
    for name in names:
        ours = ours.replace(name, "\n")
    found = runs(ours, SHARED)
    return sorted(" ".join(run) for text in theirs for run in found & runs(text, SHARED))


def names_of(dossier: Dossier) -> list[str]:
    """The titles and addresses of the reports: a source must be named to be found."""
    return [name for one in dossier.evidence.reports for name in (one.title, one.address) if name]


def test_all_reports_are_in_sentences(dossier: Dossier) -> None:
    assert list(splits()) == [report.id for report in dossier.evidence.reports] == list(REPORTS)


@pytest.mark.parametrize("report", REPORTS)
def test_every_sentence_bears_a_claim_or_says_why_not(dossier: Dossier, report: str) -> None:
    assert list(faults(*of(dossier, report))) == []


@pytest.mark.parametrize("report", REPORTS)
def test_a_sentence_that_nothing_is_said_of_is_found(dossier: Dossier, report: str) -> None:
    named, split, claims = of(dossier, report)
    last = split.sentences[-1]
    place = last.anchor.end + 1
    more = replace(last, number=last.number + 1, anchor=Anchor(place, place + 40, "0" * 64), because=None)
    changed = replace(split, sentences=(*split.sentences, more))
    wrong = f"{report}: sentence {more.number} has neither a claim nor a reason"
    assert list(faults(named, changed, claims)) == [wrong]
    blank = replace(split, sentences=(*split.sentences, replace(more, because=" ")))
    assert list(faults(named, blank, claims)) == [wrong]


def test_a_claim_that_is_gone_leaves_its_sentence_without(dossier: Dossier) -> None:
    named, split, claims = of(dossier, "asia-tour-2025-10")
    (gone,) = (one for one in claims if one.id == "kim-refuses-seoul")
    (number,) = (one.number for one in split.sentences if gone in carried(one, claims))
    left = [one for one in claims if one is not gone]
    assert list(faults(named, split, left)) == [
        f"asia-tour-2025-10: sentence {number} has neither a claim nor a reason"
    ]


def test_a_claim_outside_of_the_sentences_is_found(dossier: Dossier) -> None:
    named, split, claims = of(dossier, "asia-tour-2025-10")
    end = split.sentences[-1].anchor.end
    stray = replace(claims[0], id="stray", anchor=Anchor(end + 5, end + 25, "0" * 64))
    assert list(faults(named, split, (*claims, stray))) == [
        f"stray: {end + 5} lies outside of the sentences",
        f"stray: {end + 24} lies outside of the sentences",
    ]


def test_a_claim_that_only_touches_a_sentence_does_not_stand_on_it(dossier: Dossier) -> None:
    """So a sentence may have a reason, and the first words of a claim that begins in the one before."""
    named, split, claims = of(dossier, "arirang-2025-02-04")
    plain, bearing = split.sentences[25:27]
    assert plain.because is not None
    (claim,) = carried(bearing, claims)
    for covered, wrong in ((TOUCH - 1, []), (TOUCH, ["sentence 26 has both claims and a reason"])):
        longer = replace(claim, anchor=replace(claim.anchor, start=plain.anchor.end - covered))
        changed = [longer if one is claim else one for one in claims]
        assert list(faults(named, split, changed)) == [f"{named.id}: {one}" for one in wrong]


def test_other_faults_of_the_list_are_found(dossier: Dossier) -> None:
    named, split, claims = of(dossier, "asia-tour-2025-10")
    first, second, *others = split.sentences
    assert list(faults(named, replace(split, digest="0" * 64), claims)) == [
        "asia-tour-2025-10: these are the sentences of another text"
    ]
    assert list(faults(named, replace(split, sentences=(first, *others)), claims)) == [
        "asia-tour-2025-10: the numbers do not count from 1",
        "asia-tour-2025-10: sentence 3 does not follow sentence 1",
    ]
    idle = replace(second, because="sentences 3 and 9 tell more")
    assert list(faults(named, replace(split, sentences=(first, idle, *others)), claims)) == [
        "asia-tour-2025-10: sentence 2 names sentence 9, which bears no claim"
    ]


def test_some_brief_uses_every_claim_and_the_page_says_where(dossier: Dossier) -> None:
    """One test, for the briefs of all snapshots and rival readings take a while."""
    used = uses(dossier)
    assert [claim.id for claim in claims_of(dossier) if not used.get(claim.id)] == []
    assert sum(not where[0].listed for where in used.values()) > len(used) // 2
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert lines == page(dossier, used).splitlines(), "docs/seeds.md lags behind: make seeds"


@pytest.mark.parametrize("report", REPORTS)
def test_the_sentences_tile_the_text(texts: dict[str, str], report: str) -> None:
    assert list(untiled(splits()[report], texts[report])) == []


def test_words_outside_of_the_sentences_are_found(texts: dict[str, str]) -> None:
    split, text = splits()["asia-tour-2025-10"], texts["asia-tour-2025-10"]
    first, second, *others = split.sentences
    assert list(untiled(replace(split, sentences=(first, *others)), text)) == ["before sentence 3"]
    assert list(untiled(replace(split, sentences=split.sentences[:-1]), text)) == ["at the end"]
    wider = replace(second, anchor=Anchor.of(text, second.anchor.start - 1, second.anchor.end))
    assert list(untiled(replace(split, sentences=(first, wider, *others)), text)) == ["sentence 2"]


def test_no_file_copies_a_report(dossier: Dossier, texts: dict[str, str]) -> None:
    files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if file.is_file()]
    found = {}
    for file in [*files, *ROOT.glob("*.md")]:
        try:
            ours = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures and compiled files
        if shared := copied(ours, texts.values(), names_of(dossier)):
            found[file.relative_to(ROOT).as_posix()] = shared
    assert found == {}


def test_a_copied_sentence_is_found(dossier: Dossier, texts: dict[str, str]) -> None:
    for report, split in splits().items():
        long_ones = [one.anchor for one in split.sentences if one.anchor.end - one.anchor.start > 100]
        assert len(long_ones) > len(split.sentences) // 3
        for anchor in long_ones:
            assert copied(texts[report][anchor.start : anchor.end], texts.values(), names_of(dossier))
