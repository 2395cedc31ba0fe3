"""Bad input to the evidence, through the command line: what is said, where, and how to mend it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from detente.cli import main
from detente.evidence.anchors import Anchor
from detente.evidence.texts import digest

TEXT = "Upland began to fill its dam. Ada Brook fears a drought. Upland might share its data.\n"
OTHER = "Nothing is new.\n"
CONFLICT = """\
detente: 1
title: The dam
as_of: 2030-05-03
decision_makers:
  Upland:
    options: [fill, share]
    prefers: [fill, {statement: share, basis: inferred, because: [data]}, not share]
  Lowland:
    options: [pay]
    weights: {pay: 1}
infeasible: [{statement: fill_ and pay, basis: logical}]
status_quo: [Upland.fill]
""".replace("fill_ and pay", "Upland.fill and Upland.share and Lowland.pay")

Run: TypeAlias = Callable[..., tuple[int, str]]


def claim(name: str, words: str, says: str = "Something.", **changes: Any) -> str:
    start = TEXT.index(words)
    anchor = Anchor.of(TEXT, start, start + len(words))
    keys = {
        "id": name,
        "by": "upland",
        "kind": "act",
        "says": says,
        "said_on": "2030-05-03",
        "report": "gazette",
        "anchor": {"start": anchor.start, "end": anchor.end, "digest": anchor.digest},
        "grade": "B3",
        "status": "accepted",
    }
    return json.dumps(keys | changes)


CLAIMS = [
    claim("filling", "Upland began to fill its dam", about={"Upland.fill": "taken"}),
    claim("data", "Upland might share its data", "Upland may share its data."),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)
    river = tmp_path / "river"
    (river / "conflicts").mkdir(parents=True)
    (river / "dossier.yaml").write_text(
        "detente: 1\ntitle: A river\nbodies: {upland: {name: Upland, speaks_for: [Upland]}}\n"
    )
    report = "outlet: The Gazette, title: T, dated: 2030-05-03, language: en"
    (river / "reports.yaml").write_text(
        f"gazette: {{{report}, digest: {digest(TEXT)}}}\nherald: {{{report}, digest: {digest(OTHER)}}}\n"
    )
    (river / "claims.jsonl").write_text("\n".join(CLAIMS) + "\n")
    (river / "conflicts" / "2030-05.yaml").write_text(CONFLICT)
    (tmp_path / "gazette.txt").write_text(TEXT)
    return river


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: object) -> tuple[int, str]:
        """Return the exit code and all that was printed."""
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return int(left.value.code or 0), out + err

    return run


def rewrite(folder: Path, *claims: str) -> None:
    (folder / "claims.jsonl").write_text("\n".join(claims) + "\n")


def stored(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "texts").glob("*"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x7fELF\0\0", ["not text", "zero byte", "save it as plain text"]),
        (b"", ["there is nothing in it", "check that it was saved whole"]),
        (b" \n\xe2\x80\xa8", ["no words"]),
        ("Überschwemmung".encode("latin-1"), ["not UTF-8", "bad.txt:1:1", "0xdc"]),
        (
            OTHER.replace("new", "old").encode(),
            ["nothing tells when this was published", "say it with --date"],
        ),
        (TEXT.replace("drought", "draught").encode(), ["nearly the text of gazette", "2 of 2 anchors"]),
    ],
)
def test_a_file_that_is_no_report_is_named(folder: Path, run: Run, data: bytes, words: list[str]) -> None:
    bad = folder.parent / "bad.txt"
    bad.write_bytes(data)
    code, said = run("add", bad, "--dossier", folder)
    assert code == 1
    assert str(bad) in said
    assert [word for word in words if word not in said] == []
    assert stored(folder) == []


def test_a_huge_file_is_not_read_whole(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = folder.parent / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(50_000_000_000)  # sparse: it takes no room, and would not fit into memory
    code, said = run("add", huge, "--dossier", folder)
    assert code == 1
    assert "50,000,000,000 bytes" in said
    assert "split it" in said
    code, said = run("add", folder.parent, "--dossier", folder)
    assert (code, "passed over: huge.txt" in said) == (0, True)


def test_the_good_files_are_added_and_the_bad_ones_named(folder: Path, run: Run) -> None:
    bad = folder.parent / "bad.txt"
    bad.write_bytes(b"\0")
    code, said = run(
        "add", bad, folder.parent / "none.txt", folder.parent / "gazette.txt", "--dossier", folder
    )
    assert code == 1
    assert "bad.txt: error: this is not text" in said
    assert "none.txt: error: there is no such file" in said
    assert "gazette.txt: warning: this was added as gazette all the same" in said
    assert stored(folder) == [digest(TEXT)]


def test_a_bad_file_of_a_folder_is_passed_over(folder: Path, run: Run) -> None:
    (folder.parent / "bad.txt").write_bytes(b"\0")
    code, said = run("add", folder.parent, "--dossier", folder)
    assert (code, "passed over: bad.txt" in said) == (0, True)
    assert stored(folder) == [digest(TEXT)]


def test_a_library_that_cannot_be_written_is_named(folder: Path, run: Run) -> None:
    blocked = folder.parent / "blocked"
    blocked.write_text("in the way")
    for library in (blocked, blocked / "deeper"):
        code, said = run("add", folder.parent / "gazette.txt", "--dossier", folder, "--library", library)
        assert code == 1
        assert "blocked" in said
        assert "cure: " in said
    assert blocked.read_text() == "in the way"


def test_a_shipped_dossier_is_read_only(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.evidence.library._PACKAGE", folder.parent / "package")
    inside = folder.parent / "package" / "catalog" / "korea"
    code, said = run("add", folder.parent / "gazette.txt", "--dossier", folder, "--library", inside)
    assert code == 1
    assert "read-only" in said
    assert "detente new DIR --from korea" in said
    assert not inside.exists()


def test_a_missing_dossier_is_named(
    folder: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, words in (
        ("./none", "no such file or folder"),
        ("kora", "did you mean korea"),
        (".", "no dossier"),
    ):
        monkeypatch.chdir(tmp_path)
        code, said = run("add", folder.parent / "gazette.txt", "--dossier", name)
        assert (code, words in said) == (1, True), said


def check(run: Run, folder: Path) -> tuple[int, list[tuple[str, int | None]], str]:
    """Return the exit code, code and line of each diagnostic, and the messages with their cures."""
    code, said = run("check", folder, "--json")
    found = json.loads(said)["diagnostics"]
    text = "\n".join(f"{one['message']} | {one['cure']}" for one in found)
    return code, [(one["code"], one["line"]) for one in found], text


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"by": "uplnd"}, "unknown-actor", "did you mean 'upland'"),
        ({"report": "gazete"}, "unknown-report", "did you mean 'gazette'"),
        ({"about": {"Upland.fil": "taken"}}, "unknown-option", "did you mean Upland.fill?"),
        ({"if": "Upland.fll", "then": "Lowland.pay"}, "unknown-option", "did you mean Upland.fill?"),
        ({"if": "Upland.fill", "then": "Lowland.pays"}, "unknown-option", "did you mean Lowland.pay?"),
        ({"if": "Upland.fill and", "then": "Lowland.pay"}, None, "'if'"),
        ({"id": "filling"}, "duplicate-id", "line 1 and again on line 3"),
        ({"anchor": {"start": 5, "end": 5, "digest": "0" * 64}}, "bad-anchor", "5:5"),
    ],
)
def test_a_claim_that_names_what_is_not_there(
    folder: Path, run: Run, changes: dict[str, Any], code: str | None, words: str
) -> None:
    rewrite(folder, *CLAIMS, claim("third", "Ada Brook fears a drought", **changes))
    exit_code, found, text = check(run, folder)
    assert exit_code == 1
    assert [line for _, line in found] == [3]
    assert code in (None, found[0][0])
    assert words in text


def test_a_broken_line_is_named_by_its_number(folder: Path, run: Run) -> None:
    many = [claim(f"c-{number}", "Upland began") for number in range(900)]
    rewrite(folder, *many[:730], many[730][:40], *many[731:])
    code, said = run("check", folder)
    assert code == 1
    assert f"{folder / 'claims.jsonl'}:731:" in said
    assert said.count("error:") == 1


def test_words_that_changed_are_a_fault(folder: Path, run: Run) -> None:
    assert run("add", folder.parent / "gazette.txt", "--dossier", folder)[0] == 0
    assert check(run, folder)[:2] == (0, [])
    moved = {"start": 1, "end": 20, "digest": digest("other words")}
    rewrite(folder, *CLAIMS, claim("third", "Ada", anchor=moved))
    code, found, text = check(run, folder)
    assert (code, found) == (1, [("anchor-differs", 3)])
    assert "third do not stand in gazette at 1:20 | mend the anchor" in text


def test_an_anchor_beyond_its_text_is_a_fault(folder: Path, run: Run) -> None:
    beyond = {"start": 80, "end": 900, "digest": digest("x")}
    rewrite(folder, claim("data", "Ada", anchor=beyond))
    assert check(run, folder)[:2] == (0, [])  # the text is not at hand
    run("add", folder.parent / "gazette.txt", "--dossier", folder)
    code, found, text = check(run, folder)
    assert (code, found) == (1, [("anchor-beyond", 1)])
    assert f"ends at 900, and gazette has {len(TEXT)} characters" in text


def test_a_stored_text_that_differs_by_one_byte_is_a_fault(folder: Path, run: Run) -> None:
    run("add", folder.parent / "gazette.txt", "--dossier", folder)
    (folder / "texts" / f"{digest(TEXT)}.txt").write_text(TEXT.replace("drought", "draught"))
    code, found, text = check(run, folder)
    assert (code, [one for one, _ in found]) == (1, ["anchor-differs", "anchor-differs"])
    assert "add the text of the report anew" in text
    assert run("add", folder.parent / "gazette.txt", "--dossier", folder)[0] == 0
    assert check(run, folder)[:2] == (0, [])


def test_a_because_that_points_nowhere_is_a_warning(folder: Path, run: Run) -> None:
    path = folder / "conflicts" / "2030-05.yaml"
    path.write_text(CONFLICT.replace("because: [data]", "because: [date]"))
    code, found, text = check(run, folder)
    assert (code, [one for one, _ in found]) == (0, ["unknown-claim"])
    assert "rests on date" in text
    assert "did you mean data?" in text


def test_a_claim_behind_what_changes_after_an_outcome_must_be_there(folder: Path, run: Run) -> None:
    path = folder / "conflicts" / "2030-05.yaml"
    edit = "{drop: Upland, statement: fill, because: [date]}"
    outcomes = "\noutcomes: {full: {where: Upland.fill}}\nafter: {full: [EDIT]}\n".replace("EDIT", edit)
    path.write_text(CONFLICT + outcomes)
    code, found, text = check(run, folder)
    assert (code, [one for one, _ in found]) == (0, ["unknown-claim"])
    assert "what changes after full rests on date" in text


def test_a_claim_that_says_more_is_a_warning_until_a_person_accepts_it(folder: Path, run: Run) -> None:
    bold = claim("bold", "Ada Brook fears a drought", "Upland will never give water.", by="upland")
    rewrite(folder, *CLAIMS, bold)
    assert check(run, folder)[:2] == (0, [])
    run("add", folder.parent / "gazette.txt", "--dossier", folder)
    code, found, text = check(run, folder)
    assert (code, found) == (0, [("says-more", 3)])
    assert "claim 'bold' may say more than its words: nothing in them is as strong as never, will" in text
    review = {"claim": "bold", "status": "accepted", "by": "Ines", "on": "2030-05-04"}
    (folder / "reviews.jsonl").write_text(json.dumps(review) + "\n")
    assert check(run, folder)[:2] == (0, [])
    (folder / "reviews.jsonl").write_text(json.dumps(review | {"status": "rejected"}) + "\n")
    assert check(run, folder)[:2] == (0, [])  # a rejected claim is cited no more


def test_copied_words_are_a_warning_whoever_accepts_them(folder: Path, run: Run) -> None:
    words = "Upland began to fill its dam. Ada Brook fears a drought"
    rewrite(folder, *CLAIMS, claim("copy", words, words))
    run("add", folder.parent / "gazette.txt", "--dossier", folder)
    review = {"claim": "copy", "status": "accepted", "by": "Ines", "on": "2030-05-04"}
    (folder / "reviews.jsonl").write_text(json.dumps(review) + "\n")
    code, found, text = check(run, folder)
    assert (code, found) == (0, [("copied-words", 3)])
    assert "upland began to fill its dam ada brook fears a drought" in text


def test_lines_without_a_claim_are_listed_and_counted(folder: Path, run: Run) -> None:
    code, said = run("check", folder, "--json")
    found = json.loads(said)
    assert found["lines"] == {"2030-05": {"reported": 0, "inferred": 1, "assumed": 3, "logical": 1}}
    assert [(one["target"], one["line"], one["basis"]) for one in found["unclaimed"]] == [
        ("Upland", "fill", "assumed"),
        ("Upland", "not share", "assumed"),
        ("Lowland", "its weights", "assumed"),
    ]
    code, said = run("check", folder)
    assert code == 0
    lines = said.splitlines()
    assert lines[:3] == [
        "2030-05: 5 lines: 1 inferred, 3 assumed, 1 logical",
        "  without a claim, Upland: fill; not share",
        "  without a claim, Lowland: its weights",
    ]
    assert max(map(len, lines[:3])) <= 80


def test_many_lines_without_a_claim_are_only_counted(folder: Path, run: Run) -> None:
    wishes = ", ".join(f"not at least {number} of (fill; share)" for number in range(1, 3))
    simple = "fill, share, not fill, not share, fill or share, fill and share, fill iff share"
    many = f"prefers: [{simple}, {wishes}]"
    path = folder / "conflicts" / "2030-05.yaml"
    path.write_text(CONFLICT.replace(CONFLICT.splitlines()[6].strip(), many))
    _, said = run("check", folder)
    assert "  without a claim: Upland 9, Lowland 1 (--json lists them)\n" in said
