"""Exporting and importing claims: what is refused, and that with a fault nothing is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.catalog.new import new_dossier
from detente.errors import FileError, InputError
from detente.evidence.exchange import exported, import_claims
from detente.evidence.library import TextStore

UNDECIDED = {"status": "proposed", "by": "Ines", "on": "2030-05-04"}
KOREA = Path(detente.__file__).parent / "catalog" / "korea"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_dossier(tmp_path / "river")
    return tmp_path / "river"


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(folder, TextStore(folder)).splitlines()]


def test_an_export_holds_the_words_where_they_are_at_hand(folder: Path) -> None:
    assert rows(folder)[1]["words"] == "she fears a drought if the dam is full within one year"
    without = exported(folder, TextStore(folder / "none"))
    assert [json.loads(line)["words"] for line in without.splitlines()] == [None] * 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda row: row.update(says="Otherwise."), "differing-claim"),
        (lambda row: row.update(words="she fears nothing"), "other-words"),
        (lambda row: row.update(id="new", by="nobody"), "unknown-actor"),
        (lambda row: row.update(reviews=[UNDECIDED]), "undecided-review"),
        (lambda row: row.update(reviews=["x"]), "unknown-key"),
        (lambda row: row.pop("anchor"), "missing-key"),
    ],
)  # fmt: skip
def test_with_a_fault_nothing_is_read(
    folder: Path, change: Callable[[dict[str, Any]], object], code: str
) -> None:
    found = rows(folder)
    change(found[1])
    found.append({**found[0], "id": "another"})
    file = folder.parent / "claims.jsonl"
    file.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    before = (folder / "claims.jsonl").read_bytes()
    with pytest.raises(InputError) as error:
        import_claims(folder, file)
    assert code in [fault.code for fault in error.value.diagnostics]
    assert (folder / "claims.jsonl").read_bytes() == before
    assert not (folder / "reviews.jsonl").exists()


def test_a_differing_claim_takes_the_old_place_when_asked(folder: Path) -> None:
    found = rows(folder)
    found[1]["says"] = "Otherwise."
    file = folder.parent / "claims.jsonl"
    file.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    done = import_claims(folder, file, replace=True)
    assert (done.added, done.replaced, len(done.known)) == ((), ("fears-drought",), 3)
    assert [row["says"] for row in rows(folder)][1] == "Otherwise."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a,b\n1,2\n", "bad-columns"),
        ("id,id\n1,2\n", "bad-columns"),
        ("", "bad-columns"),
        ('id,says\n"x,y', "csv-syntax"),
        ("id,says\nx,y\n", "missing-key"),
    ],
)
def test_a_faulty_sheet_is_refused(folder: Path, text: str, code: str) -> None:
    file = folder.parent / "claims.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        import_claims(folder, file)
    assert code in [fault.code for fault in error.value.diagnostics]


def test_a_shipped_dossier_is_exported_and_never_changed(tmp_path: Path) -> None:
    assert len(exported(KOREA, TextStore(tmp_path), "csv").splitlines()) > 50
    with pytest.raises(FileError, match="read-only"):
        import_claims(KOREA, tmp_path / "claims.jsonl")
    with pytest.raises(InputError, match="no format 'xml'"):
        exported(KOREA, TextStore(tmp_path), "xml")


def test_korea_goes_out_and_comes_back(tmp_path: Path) -> None:
    new_dossier(tmp_path / "mine", "korea")
    file = tmp_path / "claims.csv"
    file.write_bytes(exported(KOREA, TextStore(tmp_path), "csv").encode())
    before = (tmp_path / "mine" / "claims.jsonl").read_bytes()
    (tmp_path / "mine" / "claims.jsonl").unlink()
    found = import_claims(tmp_path / "mine", file)
    assert len(found.added) == len(before.splitlines())
    assert import_claims(tmp_path / "mine", file).known == found.added
