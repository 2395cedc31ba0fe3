"""Exporting and importing claims: what is refused, and that with a fault nothing is read."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.catalog.new import new_dossier
from detente.errors import FileError, InputError
from detente.evidence.anchors import Anchor
from detente.evidence.exchange import exported, import_claims, written
from detente.evidence.library import TextStore
from detente.evidence.reviews import read_reviews
from detente.evidence.sheet import lines_of_sheet
from detente.evidence.writing import add_claims, add_reviews, change_claim

UNDECIDED = {"status": "proposed", "by": "Ines", "on": "2030-05-04"}
REVIEW = {"status": "accepted", "by": "Ines", "on": "2030-05-04"}
KOREA = Path(detente.__file__).parent / "catalog" / "korea"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_dossier(tmp_path / "river")
    return tmp_path / "river"


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(exported(folder, TextStore(folder))).splitlines()]


def test_an_export_holds_the_words_where_they_are_at_hand(folder: Path) -> None:
    assert rows(folder)[1]["words"] == "she fears a drought if the dam is full within one year"
    without = written(exported(folder, TextStore(folder / "none")))
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
        (lambda row: row.update(words="\ud800"), "other-words"),
        (lambda row: row.update(words=""), "other-words"),
        (lambda row: row.update(reviews="none"), "wrong-type"),
        (lambda row: row.update(reviews=[{**REVIEW, "claim": "no-reply"}]), "unknown-key"),
        (lambda row: row.update(version="1"), "bad-digest"),
        (lambda row: row.update(id="renamed"), "renamed-claim"),
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


def test_every_fault_stands_at_its_line(folder: Path) -> None:
    found = rows(folder)
    found[2]["reviews"] = [REVIEW, UNDECIDED]
    found[3]["words"] = "others"
    lines = [json.dumps(row) for row in found]
    lines[0] = lines[0].replace('"says"', '"says": "twice", "says"')
    file = folder.parent / "claims.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as error:
        import_claims(folder, file)
    assert [(one.code, one.place.line) for one in error.value.diagnostics] == [("duplicate-key", 1)]
    file.write_text("\n\n" + "\n".join(lines[1:]), encoding="utf-8")
    with pytest.raises(InputError) as error:
        import_claims(folder, file)
    assert [(one.code, one.place.line) for one in error.value.diagnostics] == [
        ("undecided-review", 4),
        ("other-words", 5),
    ]


def changed(folder: Path, claim: str, says: str) -> None:
    def change(fields: dict[str, Any]) -> dict[str, Any]:
        return {**fields, "says": says}

    change_claim(folder, claim, change)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_others_changed_since_the_export_is_never_overwritten(folder: Path, form: str) -> None:
    file = folder.parent / f"claims.{form}"
    sheet = written(exported(folder, TextStore(folder)), form)
    file.write_text(sheet.replace("dam is full", "dam"), encoding="utf-8", newline="")
    with pytest.raises(InputError, match="not those of its anchor"):
        import_claims(folder, file)
    file.write_text(sheet.replace("Upland does not answer.", "Silence."), encoding="utf-8", newline="")
    changed(folder, "fears-drought", "She is afraid.")
    done = import_claims(folder, file, overwrite=True)
    assert (done.replaced, done.kept, len(done.known)) == (("no-reply",), ("fears-drought",), 2)
    assert [row["says"] for row in rows(folder)][1::2] == ["She is afraid.", "Silence."]
    changed(folder, "no-reply", "Nothing is said.")
    before = (folder / "claims.jsonl").read_bytes()
    for overwrite in (False, True):
        with pytest.raises(InputError, match="claim 'no-reply' was changed in the dossier since") as error:
            import_claims(folder, file, overwrite)
        assert [one.code for one in error.value.diagnostics] == ["changed-since"]
    assert (folder / "claims.jsonl").read_bytes() == before
    bare = [{**row, "version": None} for row in map(json.loads, lines_of(file)) if row["id"] == "no-reply"]
    other = folder.parent / "bare.jsonl"
    other.write_text("\n".join(map(json.dumps, bare)), encoding="utf-8")
    with pytest.raises(InputError, match="is there already, and differs"):
        import_claims(folder, other)
    assert import_claims(folder, other, overwrite=True).replaced == ("no-reply",)


def lines_of(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    found = lines_of_sheet(text, str(file)) if file.suffix == ".csv" else text.splitlines()
    return [line for line in found if line]


def test_a_decision_that_is_turned_round_is_named(folder: Path) -> None:
    add_reviews(folder, read_reviews(json.dumps({"claim": "no-reply", **REVIEW, "status": "rejected"})))
    found = rows(folder)
    for row in found:
        row["reviews"].append({**REVIEW, "by": "Tom"})
    file = folder.parent / "claims.jsonl"
    file.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    done = import_claims(folder, file)
    assert (done.reviews, done.redecided) == (4, ("no-reply",))


def test_long_words_go_through_a_sheet(folder: Path) -> None:
    text = "drought " * 30_000
    store = TextStore(folder)
    report = f"\nlong: {{outlet: G, title: T, dated: 2025-02-04, language: en, digest: {store.add(text)}}}\n"
    with (folder / "reports.yaml").open("a", encoding="utf-8") as stream:
        stream.write(report)
    (claim,) = (one.claim for one in exported(folder, store) if one.claim.id == "no-reply")
    add_claims(folder, [replace(claim, id="long", report="long", anchor=Anchor.of(text, 0, len(text) - 1))])
    file = folder.parent / "claims.csv"
    limit = csv.field_size_limit()
    file.write_text(written(exported(folder, store), "csv"), encoding="utf-8", newline="")
    assert file.stat().st_size > 200_000
    assert len(import_claims(folder, file).known) == 5
    assert csv.field_size_limit() == limit


def test_a_differing_claim_takes_the_old_place_when_asked(folder: Path) -> None:
    found = rows(folder)
    found[1]["says"] = "Otherwise."
    file = folder.parent / "claims.jsonl"
    file.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    done = import_claims(folder, file, overwrite=True)
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
        ("id,says\nx,y,z\n", "extra-cells"),
        ('id,about\nx,"{""A.x"": ""taken"",\n""A.x"": ""dropped""}"\n', "duplicate-key"),
    ],
)
def test_a_faulty_sheet_is_refused(folder: Path, text: str, code: str) -> None:
    file = folder.parent / "claims.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        import_claims(folder, file)
    assert code in [fault.code for fault in error.value.diagnostics]


def test_a_shipped_dossier_is_exported_and_never_changed(tmp_path: Path) -> None:
    assert len(written(exported(KOREA, TextStore(tmp_path)), "csv").splitlines()) > 50
    with pytest.raises(FileError, match="read-only"):
        import_claims(KOREA, tmp_path / "claims.jsonl")
    with pytest.raises(InputError, match="no format 'xml'"):
        written((), "xml")


def test_korea_goes_out_and_comes_back(tmp_path: Path) -> None:
    new_dossier(tmp_path / "mine", "korea")
    file = tmp_path / "claims.csv"
    file.write_bytes(written(exported(KOREA, TextStore(tmp_path)), "csv").encode())
    before = (tmp_path / "mine" / "claims.jsonl").read_bytes()
    (tmp_path / "mine" / "claims.jsonl").unlink()
    found = import_claims(tmp_path / "mine", file)
    assert len(found.added) == len(before.splitlines())
    assert import_claims(tmp_path / "mine", file).known == found.added
