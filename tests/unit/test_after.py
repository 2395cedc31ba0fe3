"""What changes after an outcome: reading, checking, saving; nothing else depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente import Conflict, Edit, InputError
from detente.conflict.file import check
from detente.diagnostics import Severity

TEXT = """\
detente: 1
decision_makers:
  A: {options: [x, y], prefers: [x, not y]}
  B: {options: [z], prefers: [A.x]}
status_quo: []
outcomes: {o: {where: A.x}, p: {where: B.z}}
after:
  o:  # trust grows
    - {drop: A, statement: not y, basis: inferred, because: [c], says: y is no loss any more}
    - {add: B, statement: z, to: 1}
  p: []
"""


def written(tmp_path: Path, text: str = TEXT, name: str = "a.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    _, found = check(path)
    return [f"{one.place.line}:{one.place.column} {one.code}: {one.message}" for one in found]


def test_it_is_read(tmp_path: Path) -> None:
    conflict = detente.load(written(tmp_path))
    assert list(conflict.after) == ["o", "p"]
    drop, add = conflict.after["o"]
    assert str(drop) == "drop from A: not y"
    assert (drop.basis.value, drop.because, drop.says) == ("inferred", ("c",), "y is no loss any more")
    assert add == Edit.add("B", "z", to=1)
    assert conflict.warnings == ()


def test_the_digest_leaves_it_out(tmp_path: Path) -> None:
    without = written(tmp_path, TEXT.partition("after:")[0], "b.yaml")
    assert detente.load(written(tmp_path)) == detente.load(without)
    assert detente.load(without).after == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  p: []", "  q: []", "11:3 unknown-outcome: 'after' speaks of q, which is no outcome"),
        ("drop: A", "drop: C", "9:7 after-edit: after o, 'drop from C: not y' does not change the list of"),
        ("drop: A, statement: not y", "drop: infeasible, statement: A.x", "9:7 after-edit: after o, 'drop"),
        ("statement: z, to: 1", "statement: v", "10:7 unknown-option: after o, cannot add to B: v"),
        ("{add: B, statement: z, to: 1}", "{status_quo: [A.x]}", "10:7 after-edit: after o, 'status quo"),
        ("{add: B, statement: z, to: 1}", "{outcome: p, where: A.y}", "10:7 after-edit: after o, 'outcome"),
        ("{add: B, statement: z, to: 1}", "{say: B}", "10:7 no-edit: after o: edit 2 must have one of"),
        ("  p: []", "  p: z", "11:6 wrong-type: 'p' of after is not a list"),
    ],
)
def test_faults_have_their_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    found = faults(written(tmp_path, TEXT.replace(old, new)))
    assert len(found) == 1
    assert found[0].startswith(fault)
    with pytest.raises(InputError):
        detente.load(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ("{drop: A, statement: y}", "A has no line y"),
        ("{add: A, statement: x}", "A has the statement x already"),
        ("{move: A, statement: x, to: 7}", "there is no place 7"),
    ],
)
def test_an_idle_edit_is_a_warning(tmp_path: Path, edit: str, words: str) -> None:
    """A what-if may have taken its line away, and the file must still load."""
    text = TEXT.replace("{add: B, statement: z, to: 1}", edit)
    conflict = detente.load(written(tmp_path, text))
    (one,) = conflict.warnings
    assert one.severity is Severity.WARNING
    assert words in one.message
    assert one.place.line == 10


def test_graph_form_has_no_lists_to_change(tmp_path: Path) -> None:
    text = """\
detente: 1
states: [s, t]
decision_makers: {A: {moves: [[s, t]], ranking: [t, s]}}
outcomes: {o: {where: [t]}}
after: {o: [{drop: A, statement: A.x}]}
"""
    (one,) = faults(written(tmp_path, text))
    assert "after-edit" in one


def test_edits_and_extensions_keep_it(tmp_path: Path) -> None:
    conflict = detente.load(written(tmp_path))
    assert conflict.edited(Edit.drop("A", "x")).after == conflict.after
    variant = "detente: 1\nextends: a\nedits: [{drop: A, statement: x}]\n"
    assert detente.load(written(tmp_path, variant, "v.yaml")).after == conflict.after


def test_an_outcome_that_is_dropped_takes_it_along(tmp_path: Path) -> None:
    path = written(tmp_path)
    changed = detente.load(path).edited(Edit.outcome("o", None))
    assert list(changed.after) == ["p"]
    detente.save(changed, path)
    assert detente.load(path) == changed
    assert "trust grows" not in path.read_text(encoding="utf-8")


def test_a_save_keeps_it_with_its_comments(tmp_path: Path) -> None:
    path = written(tmp_path)
    detente.save(detente.load(path).edited(Edit.drop("A", "not y")), path)
    assert "o:  # trust grows" in path.read_text(encoding="utf-8")
    (one,) = detente.load(path).warnings
    assert "A has no line not y" in one.message


def test_what_was_built_in_code_is_written_and_read_again(tmp_path: Path) -> None:
    edits = [
        Edit.drop("A", "x"),
        Edit.replace("A", "y", ["x", "not y"], basis=detente.Basis.INFERRED, because=["c"]),
    ]
    conflict = Conflict.from_options(
        {"A": ["x", "y"]}, {"A": ["x", "y"]}, outcomes={"o": "A.x", "p": "A.y"}, after={"o": edits, "p": []}
    )
    path = tmp_path / "c.yaml"
    detente.save(conflict, path)
    assert detente.load(path).after == conflict.after
