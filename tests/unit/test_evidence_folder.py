"""The evidence in a folder, and which of its claims still stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.errors import FileError, InputError
from detente.evidence.anchors import Anchor, AnchorState
from detente.evidence.folder import read_evidence
from detente.evidence.library import TextStore
from detente.evidence.texts import digest
from detente.evidence.verification import verify_claims

TEXT = "Ann offers talks. Bob is silent."
OTHER = "Bob speaks."
HEADER = "detente: 1\ntitle: A border\npeople: {ann: {name: Ann}, bob: {name: Bob}}\n"


def report(name: str, text: str) -> str:
    keys = f"outlet: The Gazette, title: T, dated: 2025-02-04, language: en, digest: {digest(text)}"
    return f"{name}: {{{keys}}}\n"


def claim(name: str, by: str, source: str, anchor: Anchor) -> str:
    return json.dumps(
        {
            "id": name,
            "by": by,
            "kind": "act",
            "says": "Something.",
            "said_on": "2025-02-04",
            "report": source,
            "anchor": {"start": anchor.start, "end": anchor.end, "digest": anchor.digest},
            "grade": "B2",
            "status": "accepted",
        }
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dossier.yaml").write_text(HEADER)
    (tmp_path / "reports.yaml").write_text(report("gazette", TEXT) + report("herald", OTHER))
    claims = [
        claim("ann-offers", "ann", "gazette", Anchor.of(TEXT, 0, 17)),
        claim("bob-silent", "bob", "gazette", Anchor.of(TEXT, 18, 32)),
        claim("bob-speaks", "bob", "herald", Anchor.of(OTHER, 0, 11)),
        claim("ann-misread", "ann", "gazette", Anchor.of(OTHER, 0, 11)),
    ]
    (tmp_path / "claims.jsonl").write_text("\n".join(claims) + "\n")
    return tmp_path


def states(folder: Path) -> list[str]:
    evidence = read_evidence(folder)
    pairs = verify_claims(evidence.claims, evidence.reports, TextStore(folder))
    assert [pair[0] for pair in pairs] == list(evidence.claims)
    return [state.name for _, state in pairs]


def test_a_folder_is_read(folder: Path) -> None:
    evidence = read_evidence(folder)
    assert evidence.title == "A border"
    assert [actor.id for actor in evidence.actors] == ["ann", "bob"]
    assert [each.id for each in evidence.reports] == ["gazette", "herald"]
    assert [each.id for each in evidence.claims] == ["ann-offers", "bob-silent", "bob-speaks", "ann-misread"]


def test_a_folder_with_a_header_alone_has_no_reports_and_no_claims(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text(HEADER)
    evidence = read_evidence(tmp_path)
    assert (evidence.reports, evidence.claims) == ((), ())


def test_a_folder_without_a_header_is_no_dossier(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_evidence(tmp_path)
    assert [found.code for found in caught.value.diagnostics] == ["no-such-file"]


def test_the_faults_of_all_files_come_at_once(folder: Path) -> None:
    (folder / "dossier.yaml").write_text("detente: 1\n" + HEADER)
    (folder / "reports.yaml").write_text(report("gazette", TEXT).replace("outlet", "outlets"))
    (folder / "claims.jsonl").write_text("{\n")
    with pytest.raises(InputError) as caught:
        read_evidence(folder)
    found = [(Path(each.place.file or "").name, each.code) for each in caught.value.diagnostics]
    assert found == [
        ("claims.jsonl", "json-syntax"),
        ("dossier.yaml", "duplicate-key"),
        ("reports.yaml", "missing-key"),
        ("reports.yaml", "unknown-key"),
    ]


def test_faulty_actors_and_reports_raise_no_faults_in_claims(folder: Path) -> None:
    (folder / "dossier.yaml").write_text(HEADER.replace("title", "tilte"))
    (folder / "reports.yaml").write_text("[]\n")
    with pytest.raises(InputError) as caught:
        read_evidence(folder)
    found = [(Path(each.place.file or "").name, each.code) for each in caught.value.diagnostics]
    assert found == [
        ("dossier.yaml", "missing-key"),
        ("dossier.yaml", "unknown-key"),
        ("reports.yaml", "wrong-type"),
    ]


def test_claims_are_held_against_the_actors_and_reports_of_the_folder(folder: Path) -> None:
    (folder / "dossier.yaml").write_text(HEADER.replace("bob:", "bert:"))
    (folder / "reports.yaml").write_text(report("gazette", TEXT))
    with pytest.raises(InputError) as caught:
        read_evidence(folder)
    found = [(each.code, each.place.line) for each in caught.value.diagnostics]
    assert found == [("unknown-actor", 2), ("unknown-actor", 3), ("unknown-report", 3)]


def test_a_file_that_is_no_text_is_a_fault_of_that_file(folder: Path) -> None:
    (folder / "claims.jsonl").write_bytes(b"\xff")
    with pytest.raises(InputError, match="not-utf8"):
        read_evidence(folder)


def test_claims_without_texts_are_not_verified(folder: Path) -> None:
    assert set(states(folder)) == {AnchorState.NO_TEXT.name}


def test_claims_are_verified_in_the_texts_at_hand(folder: Path) -> None:
    TextStore(folder).add(TEXT)
    assert states(folder) == ["VERIFIED", "VERIFIED", "NO_TEXT", "DIFFERS"]


def test_a_stored_text_that_was_changed_makes_all_its_claims_differ(folder: Path) -> None:
    key = TextStore(folder).add(TEXT)
    (folder / "texts" / f"{key}.txt").write_text(TEXT + " More.")
    assert states(folder) == ["DIFFERS", "DIFFERS", "NO_TEXT", "DIFFERS"]


def test_a_stored_text_that_cannot_be_read_is_a_file_error(folder: Path) -> None:
    (folder / "texts" / f"{digest(TEXT)}.txt").mkdir(parents=True)
    with pytest.raises(FileError):
        states(folder)
