"""``reviews.jsonl``: who accepted or rejected which claim; the latest review decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.errors import InputError
from detente.evidence.anchors import Anchor
from detente.evidence.claims import Status
from detente.evidence.folder import read_evidence
from detente.evidence.reviews import Review, decided, read_reviews
from detente.evidence.texts import digest

GOOD: dict[str, Any] = {"claim": "thaw", "status": "rejected", "by": "Ann", "on": "2025-02-05"}
TEXT = "Ann offers talks."


def line(**changes: Any) -> str:
    return json.dumps({key: value for key, value in (GOOD | changes).items() if value is not None})


def faults(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as caught:
        read_reviews(text, claims=("thaw", "frost"))
    return [(found.code, found.place.line) for found in caught.value.diagnostics]


def test_a_review_is_read_whole() -> None:
    first, second = read_reviews(line(note="A guess.") + "\n\n" + line(status="accepted"), claims=["thaw"])
    assert (first.claim, first.status, first.by, str(first.on), first.note) == (
        "thaw",
        Status.REJECTED,
        "Ann",
        "2025-02-05",
        "A guess.",
    )
    assert (second.status, second.note) == (Status.ACCEPTED, "")
    assert read_reviews("") == ()


@pytest.mark.parametrize("key", sorted(GOOD))
def test_each_key_is_needed(key: str) -> None:
    assert faults(line() + "\n" + line(**{key: None})) == [("missing-key", 2)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"claim": "thow"}, "unknown-claim"),
        ({"status": "proposed"}, "undecided-review"),
        ({"status": "fine"}, "unknown-status"),
        ({"by": ""}, "wrong-type"),
        ({"on": "yesterday"}, "bad-date"),
        ({"on": {"earliest": "2025-02-01", "latest": "2025-02-05"}}, "bad-date"),
        ({"note": 7}, "wrong-type"),
        ({"nota": "x"}, "unknown-key"),
    ],
)
def test_each_fault_is_found_alone_on_its_line(changes: dict[str, Any], code: str) -> None:
    assert faults(line() + "\n" + line(**changes)) == [(code, 2)]


def test_an_unknown_claim_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'thaw'"):
        read_reviews(line(claim="thow"), claims=("thaw", "frost"))


def test_a_broken_line_is_a_review_that_is_broken() -> None:
    with pytest.raises(InputError, match=r"reviews\.jsonl:2:.*\n  cure: write one review a line"):
        read_reviews(line() + "\n{", claims=("thaw",))


def test_the_latest_day_decides_and_of_one_day_the_line_further_down() -> None:
    def latest(*pairs: tuple[str, str]) -> Review:
        text = "\n".join(line(by=by, on=day) for by, day in pairs)
        return decided(read_reviews(text))["thaw"]

    assert latest(("a", "2025-02-06"), ("b", "2025-02-05")).by == "a"
    assert latest(("a", "2025-02-05"), ("b", "2025-02-06")).by == "b"
    assert latest(("a", "2025-02-05"), ("b", "2025-02-05")).by == "b"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dossier.yaml").write_text("detente: 1\ntitle: T\npeople: {ann: {name: Ann}}\n")
    keys = f"outlet: G, title: T, dated: 2025-02-04, language: en, digest: {digest(TEXT)}"
    (tmp_path / "reports.yaml").write_text(f"gazette: {{{keys}}}\n")
    anchor = Anchor.of(TEXT, 0, 10)
    claims = [
        {
            "id": name, "by": "ann", "kind": "act", "says": "S.", "said_on": "2025-02-04",
            "report": "gazette", "grade": "B2",
            "anchor": {"start": 0, "end": 10, "digest": anchor.digest}, "status": "proposed",
        }
        for name in ("thaw", "frost")
    ]  # fmt: skip
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, claims)))
    return tmp_path


def test_reviews_decide_the_status_of_the_claims(folder: Path) -> None:
    assert [claim.status for claim in read_evidence(folder).claims] == [Status.PROPOSED] * 2
    (folder / "reviews.jsonl").write_text(line(status="accepted") + "\n" + line(on="2025-02-06"))
    evidence = read_evidence(folder)
    assert {claim.id: claim.status for claim in evidence.claims} == {
        "thaw": Status.REJECTED,
        "frost": Status.PROPOSED,
    }
    assert [review.status for review in evidence.reviews] == [Status.ACCEPTED, Status.REJECTED]


def test_faulty_claims_raise_no_faults_in_reviews(folder: Path) -> None:
    (folder / "reviews.jsonl").write_text(line(claim="nobody-knows"))
    with pytest.raises(InputError) as caught:
        read_evidence(folder)
    (one,) = caught.value.diagnostics
    assert (one.code, Path(one.place.file or "").name, one.place.line) == (
        "unknown-claim",
        "reviews.jsonl",
        1,
    )
    (folder / "claims.jsonl").write_text("{")
    with pytest.raises(InputError) as caught:
        read_evidence(folder)
    assert [one.code for one in caught.value.diagnostics] == ["json-syntax"]
