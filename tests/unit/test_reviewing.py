"""Reviewing proposed claims: decisions, edits and undo on the disk, and the loop with answers piped in."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.catalog.new import new_dossier
from detente.errors import FileError, InputError
from detente.evidence.claims import Status
from detente.evidence.library import TextStore
from detente.evidence.reviewing import ReviewSession, changes_of
from tests.docs.running import run_detente

IDS = ("filling-began", "fears-drought", "pays-for-data", "no-reply")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)
    folder = tmp_path / "river"
    new_dossier(folder)
    claims = folder / "claims.jsonl"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace('"accepted"', '"proposed"'), encoding="utf-8"
    )
    return folder


def session(folder: Path) -> ReviewSession:
    return ReviewSession(folder, TextStore(folder), "Ines", date(2030, 5, 4))


def reviews(folder: Path) -> list[dict[str, str]]:
    path = folder / "reviews.jsonl"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


def snapshot(folder: Path) -> tuple[bytes, bytes]:
    path = folder / "reviews.jsonl"
    return (folder / "claims.jsonl").read_bytes(), path.read_bytes() if path.exists() else b""


def answered(folder: Path, answers: str, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[str, int]:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    return run_detente(["review", "--by", "Ines", "--dossier", str(folder), *options])


def test_a_decision_is_on_the_disk_at_once(folder: Path) -> None:
    one = session(folder)
    assert one.proposed == IDS
    one.decide("filling-began", Status.ACCEPTED)
    one.decide("no-reply", Status.REJECTED, "printed early")
    review = {"by": "Ines", "on": "2030-05-04"}
    assert reviews(folder) == [
        {"claim": "filling-began", "status": "accepted", **review},
        {"claim": "no-reply", "status": "rejected", **review, "note": "printed early"},
    ]
    assert one.proposed == session(folder).proposed == IDS[1:3]


def test_an_edit_changes_one_line_and_is_noted(folder: Path) -> None:
    before = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    one = session(folder)
    one.edit("pays-for-data", {"says": "Öre for data.", "to": None})
    one.edit("pays-for-data", {"if": "not Upland.fill", "then": "Lowland.pay"})
    one.decide("pays-for-data", Status.ACCEPTED, "as she said")
    after = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False, True]
    old, new = json.loads(before[2]), json.loads(after[2])
    del old["to"]
    assert new == {**old, "says": "Öre for data.", "if": "not Upland.fill"}
    assert reviews(folder)[0]["note"] == "edited: says, to, if, then; as she said"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"by": "nobody"}, "unknown-actor"),
        ({"kind": "joke"}, "unknown-kind"),
        ({"if": None}, "half-condition"),
        ({"grade": "Z9"}, "bad-grade"),
        ({"says": None}, "missing-key"),
        ({"id": "other"}, "unknown-key"),
        ({"anchor": {}}, "unknown-key"),
        ({"status": "accepted"}, "unknown-key"),
    ],
)
def test_a_faulty_edit_changes_nothing(folder: Path, changes: dict[str, object], code: str) -> None:
    before, one = snapshot(folder), session(folder)
    with pytest.raises(InputError) as error:
        one.edit("pays-for-data", changes)
    assert code in [fault.code for fault in error.value.diagnostics]
    assert snapshot(folder) == before
    assert one.undo() is None
    assert one.edited == {}


def test_undo_goes_back_step_by_step_to_the_first_byte(folder: Path) -> None:
    (folder / "reviews.jsonl").write_bytes(
        b'{"claim": "no-reply", "status": "rejected", "by": "Tom", "on": "2030-05-03"}'  # without a line end
    )
    one = session(folder)
    steps = [snapshot(folder)]
    one.decide("filling-began", Status.ACCEPTED)
    steps.append(snapshot(folder))
    one.edit("fears-drought", {"says": "She fears a drought."})
    steps.append(snapshot(folder))
    one.decide("fears-drought", Status.REJECTED)
    assert len(reviews(folder)) == 3
    assert one.undo() == "fears-drought"
    assert snapshot(folder) == steps.pop()
    assert one.edited == {"fears-drought": ("says",)}
    assert one.undo() == "fears-drought"
    assert snapshot(folder) == steps.pop()
    assert one.edited == {}
    assert one.undo() == "filling-began"
    assert snapshot(folder) == steps.pop()
    assert (one.undo(), one.can_undo) == (None, False)


def test_what_others_did_is_never_touched(folder: Path) -> None:
    mine, other = session(folder), session(folder)
    mine.decide("filling-began", Status.ACCEPTED)
    other.decide("no-reply", Status.REJECTED)
    with pytest.raises(FileError, match="cannot undo"):
        mine.undo()
    assert [one["claim"] for one in reviews(folder)] == ["filling-began", "no-reply"]
    mine.edit("fears-drought", {"says": "She fears a drought."})
    with pytest.raises(FileError, match="changed or decided by somebody else"):
        other.edit("fears-drought", {"says": "A drought."})
    other.edit("pays-for-data", {"says": "Money for data."})
    with pytest.raises(FileError, match="changed or decided by somebody else"):
        mine.decide("pays-for-data", Status.ACCEPTED)
    mine.decide("pays-for-data", Status.ACCEPTED)
    text = (folder / "claims.jsonl").read_text(encoding="utf-8")
    assert "She fears a drought." in text
    assert "Money for data." in text


def test_the_words_are_shown_in_their_surroundings(folder: Path) -> None:
    shown = session(folder).proposal("fears-drought")
    assert shown.words == "she fears a drought if the dam is full within one year"
    assert shown.before.endswith("said that ")
    assert shown.after.startswith(". Lowland would")
    without = ReviewSession(folder, TextStore(folder / "none"), "Ines", date(2030, 5, 4)).proposal("no-reply")
    assert (without.before, without.words, without.after) == ("", None, "")


def test_the_loop_takes_answers_from_a_pipe(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = "e\nsays: It fills: now.\nto: nobody\nabout: {\n\na\nx\nr\nnot so\nu\ns\na\nr\n\nu\nq\n"
    printed, code = answered(folder, answers, monkeypatch)
    assert code == 0
    assert "there is no actor 'nobody'" in printed
    assert "this is not JSON" in printed
    assert "[she fears a drought if the dam is full" in printed
    assert "Taken back: no-reply." in printed
    assert printed.endswith("2 accepted, 0 rejected, 1 edited; 2 left to review.\n")
    assert max(len(line) for line in printed.splitlines() if "error: " not in line) <= 80
    assert [(one["claim"], one["status"]) for one in reviews(folder)] == [
        ("filling-began", "accepted"),
        ("pays-for-data", "accepted"),
    ]


def test_the_result_as_json_stands_apart_from_the_questions(folder: Path) -> None:
    command = [sys.executable, "-m", "detente", "review", "--by", "Ines", "--dossier", str(folder), "--json"]
    done = subprocess.run(command, input="a\nr\n\ns\n", capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    assert (found["accepted"], found["rejected"], found["left"]) == ([IDS[0]], [IDS[1]], list(IDS[2:]))
    assert "q quit" in done.stderr


def test_a_stop_keeps_what_was_decided(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["a\n", "a\n"])

    class Stopped(io.StringIO):
        def readline(self, size: int | None = -1, /) -> Any:
            for line in lines:
                return line
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Stopped())
    printed, code = run_detente(["review", "--by", "Ines", "--dossier", str(folder)])
    assert (code, len(reviews(folder))) == (0, 2)
    assert printed.endswith("2 accepted, 0 rejected, 0 edited; 2 left to review.\n")


def test_keys_at_a_terminal_need_no_enter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    keys = iter("asq")
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("typer.getchar", lambda: next(keys))
    printed, _ = run_detente(["review", "--by", "Ines", "--dossier", str(folder)])
    assert printed.endswith("1 accepted, 0 rejected, 0 edited; 3 left to review.\n")


def test_a_json_list_is_no_change() -> None:
    assert changes_of("via: [a, b]".replace("a, b", '"a", "b"')) == {"via": ["a", "b"]}
    assert changes_of("due: null") == {"due": None}
