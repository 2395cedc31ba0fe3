"""The conflict file: what is read, what is refused and where, what a save leaves alone."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import detente
from detente import Basis, Edit
from detente.conflict.file import check
from detente.conflict.preferences import Prioritised
from detente.errors import FileError, InputError

STANDOFF = """\
# A standoff
detente: 1
title: The border   # a comment beside
as_of: 2025-10-27
decision_makers:
  A:
    name: Athens
    options: {open: Opens the border, arm: Arms}
    # what Athens wants
    prefers:  # most important first
      # never alone
      - not (open and not B.open)
      - statement: B.open   # the main thing
        basis: reported
        because: [b-speaks]
        says: the other side opens
      - {equal: [not B.arm, not arm]}
  B:
    name: Boeotia
    options:
      open: Opens the border
      arm: Arms
    prefers: [open iff A.open, "! arm & A.open"]
infeasible:
  - {statement: A.open and A.arm, basis: logical}   # logic
irreversible: [B.arm]
status_quo: [A.arm, B.arm]
outcomes:
  peace: {name: Peace, where: A.open and B.open}
# the end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "standoff.yaml"
    path.write_text(STANDOFF, encoding="utf-8")
    return path


def faults(text: str, folder: Path) -> list[tuple[str, int | None, int | None]]:
    """The code, line and column of every error in a file."""
    path = folder / "faulty.yaml"
    path.write_bytes(text.encode())
    conflict, found = check(path)
    assert conflict is None
    assert all(one.place.file == str(path) for one in found)
    assert all(one.cure for one in found)
    return [(one.code, one.place.line, one.place.column) for one in found if one.is_error]


def model(text: str) -> str:
    """A sound file with something put into it."""
    return "detente: 1\ndecision_makers:\n  A:\n    options: [x, y]\n" + text


def test_the_file_form_and_the_form_in_code_are_equal(path: Path) -> None:
    in_code = detente.Conflict.from_options(
        {"A": ["open", "arm"], "B": ["open", "arm"]},
        preferences={
            "A": ["not (open and not B.open)", "B.open", ["not arm", "not B.arm"]],
            "B": ["open iff A.open", "not arm and A.open"],
        },
        infeasible=["A.open and A.arm"],
        irreversible=["B.arm"],
        status_quo=["A.arm", "B.arm"],
        outcomes={"peace": "A.open and B.open"},
    )
    conflict = detente.load(path)
    assert conflict == in_code
    assert (conflict.title, str(conflict.as_of)) == ("The border", "2025-10-27")
    assert conflict.decision_makers[0].options[1].name == "Arms"
    preference = conflict.preferences["A"]
    assert isinstance(preference, Prioritised)
    line = preference.lines[1]
    assert (line.basis, line.because, line.says) == (Basis.REPORTED, ("b-speaks",), "the other side opens")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty-file", 1, 1)]),
        ("# nothing\n", [("empty-file", 1, 1)]),
        ("a: [b", [("not-yaml", 1, 4)]),
        ("just text\n", [("wrong-type", 1, 1)]),
        ("- a\n", [("wrong-type", 1, 1)]),
        ("title: x\n", [("no-version", 1, 1)]),
        ("detente: 2\n", [("version-too-new", 1, 10)]),
        ("detente: 0\n", [("version-unknown", 1, 10)]),
        ("detente: one\n", [("wrong-type", 1, 10)]),
        ("detente: 1\n", [("missing-key", 1, 1)]),
        (model("tilte: x\n"), [("unknown-key", 5, 1)]),
        (model("    prefers: [&a x]\n"), [("anchor", 5, 15)]),
        (model("    prefers: [*x]\n"), [("alias", 5, 15)]),
        (model("    prefers:\n      - !A.x\n"), [("tag", 6, 9)]),
        (model("    <<: {a: b}\n"), [("merge", 5, 5)]),
        (model("  A:\n    options: [z]\n"), [("duplicate-key", 5, 3)]),
        (model("    prefers: [x, y, x]\n"), [("duplicate-statement", 5, 21)]),
        (model("  or: {}\n"), [("reserved-word", 5, 3)]),
        (model("  1a: {}\n"), [("malformed-id", 5, 3)]),
        (model("    prefers: [B.x, z]\n"), [("unknown-decision-maker", 5, 15), ("unknown-option", 5, 20)]),
        (model("    prefers: [(x and y]\n"), [("parentheses", 5, 15)]),
        (model(f"    prefers: [{'(' * 3000}x{')' * 3000}]\n"), [("too-deep", 5, 115)]),
        (model("    prefers: [x iff y iff x]\n"), [("chained", 5, 23)]),
        (model("    prefers: ['x | z']\n"), [("unknown-option", 5, 20)]),
        (model("    prefers: [x | y]\n"), [("unquoted-symbol", 5, 17)]),
        (model("infeasible: [A.x]\nstatus_quo: [A.x]\n"), [("infeasible-status-quo", 6, 13)]),
        (model("infeasible: [A.x, not A.x]\n"), [("no-state", 5, 14)]),
        (model("infeasible: [x]\n"), [("no-owner", 5, 14)]),
        (model("irreversible: [A.x and A.y]\n"), [("not-a-literal", 5, 16)]),
        (model("status_quo: [A.z]\n"), [("unknown-option", 5, 14)]),
        (model("status_quo: s1\n"), [("state-options", 5, 13)]),
        (model("outcomes: {o: {name: x}}\n"), [("missing-key", 5, 15)]),
        (
            model("    ranking: [[[x]]]\n    prefers: [x]\n"),
            [("two-preferences", 5, 14)],
        ),
        (model("    ranking: [[[A.x], [A.y], []]]\n"), [("missing-state", 5, 14)]),
        (
            model("    ranking: [[[A.x], [A.x], [A.y], [], [A.x, A.y]]]\n"),
            [("repeated-state", 5, 14)],
        ),
        (model("    scores: [1, 2, 3]\n"), [("scores-length", 5, 13)]),
        (model("    scores: [1, 2, 3, .nan]\n"), [("scores-not-finite", 5, 13)]),
        (model("    weights: {x: heavy}\n"), [("weight", 5, 15)]),
        (model("as_of: 2025-02-30\n"), [("bad-date", 5, 8)]),
        (model("as_of: 2025\n"), [("bad-date", 5, 8)]),
        (model("    prefers: [{statement: x, basis: logical}]\n"), [("logical-preference", 5, 15)]),
        (model("    prefers: [{statement: x, basis: rumour}]\n"), [("unknown-basis", 5, 37)]),
        (model("    prefers: [{says: hm}]\n"), [("missing-key", 5, 15)]),
        ("detente: 1\ndecision_makers: {A: {}, B: }\n", [("wrong-type", 2, 28), ("no-option", 1, 1)]),
    ],
)
def test_a_fault_has_its_place(tmp_path: Path, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert sorted(faults(text, tmp_path), key=str) == sorted(expected, key=str)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = model(
        "    nmae: x\n"
        "    prefers: [z, {statement: x, basis: rumour}]\n"
        "infeasible: [A.q]\n"
        "status_quo: [B.x]\n"
        "outcomes: {if: {where: A.x or}}\n"
    )
    codes = [code for code, _, _ in faults(text, tmp_path)]
    assert codes == [
        "unknown-key",
        "unknown-option",
        "unknown-basis",
        "unknown-option",
        "unknown-option",
        "reserved-word",
        "incomplete",
    ]


def test_a_symbol_in_quotes_is_found_at_its_own_column(tmp_path: Path) -> None:
    text = model("    prefers:\n      - 'x & zeta'\n      - >-\n        x and\n        zeta\n")
    assert faults(text, tmp_path) == [("unknown-option", 6, 14), ("unknown-option", 7, 9)]


def test_warnings_do_not_stop_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(model("  B:\n    prefers: [{statement: A.x, basis: reported}]\n"))
    conflict, found = check(path)
    assert conflict is not None
    assert [(one.code, one.place.line) for one in found] == [("indifferent", 3), ("no-claim", 6)]
    assert detente.load(path).warnings == found


@pytest.mark.parametrize("form", ["folder", "nothing"])
def test_a_path_that_is_no_file(tmp_path: Path, form: str) -> None:
    path = tmp_path if form == "folder" else tmp_path / "none.yaml"
    with pytest.raises(FileError) as caught:
        detente.load(path)
    assert caught.value.diagnostics[0].place.file == str(path)


def test_45_options_load_and_are_not_enumerated(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    options = ", ".join(f"o{number}" for number in range(45))
    path.write_text(
        f"detente: 1\ndecision_makers:\n  A:\n    options: [{options}]\n    prefers: [o1 if o2]\n"
        "status_quo: [A.o1]\n"
    )
    conflict = detente.load(path)
    assert conflict.status_quo is not None
    with pytest.raises(detente.TooLarge, match="45 options") as caught:
        detente.analyse(conflict)
    assert caught.value.needed > 2**45


# saving


def test_a_save_without_edits_changes_nothing(path: Path) -> None:
    detente.save(detente.load(path), path)
    assert path.read_text(encoding="utf-8") == STANDOFF


def test_edits_are_spliced_and_comments_stay(path: Path) -> None:
    conflict = detente.load(path).edited(
        Edit.move("A", "B.open", 1),
        Edit.reverse("A", "not (open and not B.open)"),
        Edit.drop("B", "not arm and A.open"),
        Edit.add("B", "A.open", 1, basis=Basis.INFERRED, because=["c"]),
        Edit.drop("irreversible", "B.arm"),
        Edit.status_quo(["A.arm"]),
        Edit.outcome("war", "A.arm and B.arm", "War"),
    )
    detente.save(conflict, path)
    text = path.read_text(encoding="utf-8")
    assert detente.load(path) == conflict
    assert "    prefers: [{statement: A.open, basis: inferred, because: [c]}, open iff A.open]\n" in text
    assert "irreversible: []\nstatus_quo: [A.arm]\n" in text
    assert text.index("# the main thing") < text.index("# never alone\n      - open and not B.open\n")
    for comment in ("# A standoff", "# a comment beside", "# what Athens wants", "# logic", "# the end"):
        assert comment in text


def test_a_reversed_line_keeps_what_it_rests_on_and_loses_its_words(path: Path) -> None:
    conflict = detente.load(path).edited(Edit.reverse("A", "B.open"))
    detente.save(conflict, path)
    assert (
        "      - statement: not B.open   # the main thing\n"
        "        basis: reported\n        because: [b-speaks]\n      - {equal"
    ) in path.read_text(encoding="utf-8")


def test_a_conflict_built_in_code_is_written_afresh(tmp_path: Path) -> None:
    for conflict in (
        detente.load("chicken"),
        detente.load("elmira"),
        detente.load("cuban-missile-crisis"),
        detente.Conflict.from_options(
            {"A": {"x": "Does: #x"}, "B": []},
            {"A": detente.Weights({"A.x": 0.1}, because=["c"]), "B": detente.Scores([0.1, -2])},
            title="true",
            irreversible=["not A.x"],
            outcomes={"o": "at least 1 of (A.x; not A.x)"},
        ),
    ):
        fresh = detente.Conflict(
            **{**{n: getattr(conflict, n) for n in conflict.__dataclass_fields__}, "history": None}
        )
        path = tmp_path / "fresh.yaml"
        detente.save(fresh, path)
        again = detente.load(path)
        assert again == conflict
        assert (again.title, again.as_of) == (conflict.title, conflict.as_of)
        assert again.decision_makers == conflict.decision_makers


def test_a_file_changed_by_somebody_else_is_not_overwritten(path: Path) -> None:
    conflict = detente.load(path).edited(Edit.drop("irreversible", "B.arm"))
    theirs = STANDOFF + "# theirs\n"
    path.write_text(theirs, encoding="utf-8")
    with pytest.raises(FileError, match="changed-on-disk"):
        detente.save(conflict, path)
    assert path.read_text(encoding="utf-8") == theirs
    detente.save(conflict, path.with_name("mine.yaml"))
    assert detente.load(path.with_name("mine.yaml")) == conflict


def test_a_save_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    conflict = detente.load(path).edited(Edit.drop("irreversible", "B.arm"))
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(FileError, match="No space left"):
        detente.save(conflict, path)
    assert path.read_text(encoding="utf-8") == STANDOFF
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_windows_files_stay_windows_files(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + STANDOFF.replace("\n", "\r\n").encode())
    conflict = detente.load(path).edited(Edit.add("A", "arm"), Edit.add("infeasible", "A.arm and B.open"))
    detente.save(conflict, path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# A standoff\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert detente.load(path) == conflict


# files that extend others

LATER = """\
detente: 1
extends: standoff
title: Later   # a year on
edits:
  # they disarmed
  - {status_quo: [A.arm]}
  - {drop: irreversible, statement: B.arm}
"""


def test_a_file_may_extend_another(path: Path) -> None:
    later = path.with_name("later.yaml")
    later.write_text(LATER)
    conflict = detente.load(later)
    assert conflict == detente.load(path).edited(
        Edit.status_quo(["A.arm"]), Edit.drop("irreversible", "B.arm")
    )
    assert conflict.title == "Later"
    detente.save(conflict.edited(Edit.move("A", ["not arm", "not B.arm"], 1)), later)
    assert later.read_text() == LATER + "  - {move: A, equal: [not arm, not B.arm], to: 1}\n"
    assert path.read_text(encoding="utf-8") == STANDOFF


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  - {drop: A, statement: arm}", ("no-such-line", 8)),
        ("  - {drop: C, statement: arm}", ("unknown-target", 8)),
        ("  - {add: A, statement: B.open}", ("duplicate-statement", 8)),
        ("  - {add: A, statement: x}", ("unknown-option", 8)),
        ("  - {add: A, statement: x and}", ("incomplete", 8)),
        ("  - {add: A, statement: arm, to: 9}", ("no-such-place", 8)),
        ("  - {move: A, statement: B.open}", ("missing-key", 8)),
        ("  - {replace: A, statement: B.open}", ("missing-key", 8)),
        ("  - {frob: A}", ("no-edit", 8)),
        ("  - {drop: A, add: A, statement: arm}", ("no-edit", 8)),
        ("  - {reverse: A, equal: [not B.arm, not arm]}", ("equal-reversed", 8)),
        ("  - {add: irreversible, statement: A.open and A.arm}", ("not-a-literal", 8)),
        ("  - {add: infeasible, statement: A.arm}", ("infeasible-status-quo", 1)),
        ("  - {outcome: peace}", ("missing-key", 8)),
        ("  - {outcome: calm, where: null}", ("unknown-outcome", 8)),
        ("foo: 1", ("unknown-key", 8)),
    ],
)
def test_a_faulty_edit_has_its_place(path: Path, line: str, expected: tuple[str, int]) -> None:
    found = faults(LATER + line + "\n", path.parent)
    assert [(code, number) for code, number, _ in found] == [expected]


@pytest.mark.parametrize(
    ("name", "code"), [("none", "unknown-conflict"), ("../a", "bad-extends"), ("faulty", "circular-extends")]
)
def test_what_cannot_be_extended(path: Path, name: str, code: str) -> None:
    assert [one[0] for one in faults(LATER.replace("standoff", name), path.parent)] == [code]


def test_a_fault_in_the_extended_file_is_shown_there(path: Path) -> None:
    path.write_text("detente: 1\n")
    later = path.with_name("later.yaml")
    later.write_text(LATER)
    with pytest.raises(InputError) as caught:
        detente.load(later)
    assert {one.place.file for one in caught.value.diagnostics} == {str(path)}


def test_a_variant_is_saved_only_beside_what_it_extends(path: Path, tmp_path: Path) -> None:
    later = path.with_name("later.yaml")
    later.write_text(LATER)
    elsewhere = tmp_path / "elsewhere" / "later.yaml"
    elsewhere.parent.mkdir()
    with pytest.raises(InputError, match="unknown-conflict"):
        detente.save(detente.load(later), elsewhere)
    assert not elsewhere.exists()
