"""Laws of saving: a saved file reads as the conflict, and comments go only with their statements."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import detente
from detente import Basis, Edit
from detente.conflict.preferences import Prioritised
from detente.conflict.statements import Statement
from detente.errors import InputError

STATEMENTS = (
    "x",
    "not y",
    "B.z",
    "x if B.z",
    "y only if B.z",
    "x iff not y",
    "at least 2 of (x; y; B.z)",
    "not (x and y)",
)
RULES = ("A.x and A.y", "A.y and B.z", "A.x and not B.z")
Draw = st.DrawFn


@st.composite
def files(draw: Draw) -> str:
    """A sound conflict file in which every line carries comments, each of them unique."""
    count = 0

    def note() -> str:
        nonlocal count
        count += 1
        return f"# note {count};"

    def above(indent: str) -> str:
        blank = "\n" if draw(st.booleans()) else ""
        return blank + "".join(f"{indent}{note()}\n" for _ in range(draw(st.integers(0, 2))))

    def line(text: str, indent: str) -> str:
        beside = f"   {note()}" if draw(st.booleans()) else ""
        form = draw(st.sampled_from(["bare", "quoted", "flow", "block"]))
        item = {
            "bare": f"{indent}- {text}{beside}\n",
            "quoted": f'{indent}- "{text}"{beside}\n',
            "flow": f"{indent}- {{statement: {text}, basis: inferred, says: so}}{beside}\n",
            "block": f"{indent}- statement: {text}{beside}\n{indent}  {note()}\n{indent}  basis: inferred\n",
        }[form]
        return above(indent) + item

    def several(key: str, texts: list[str], indent: str) -> str:
        if not texts:
            return ""
        head = f"{indent[2:]}{key}:  {note()}\n" if draw(st.booleans()) else f"{indent[2:]}{key}:\n"
        return head + "".join(line(text, indent) for text in texts)

    wants = draw(st.lists(st.sampled_from(STATEMENTS), unique=True, max_size=5))
    rules = draw(st.lists(st.sampled_from(RULES), unique=True, max_size=2))
    return (
        f"{note()}\ndetente: 1   {note()}\n\ndecision_makers:\n  A:\n    options: [x, y]   {note()}\n"
        + several("prefers", wants, "      ")
        + f"  {note()}\n  B: {{options: [z], prefers: [z, A.x]}}   {note()}\n"
        + several("infeasible", rules, "  ")
        + f"status_quo: []   {note()}\n{note()}\n"
    )


@st.composite
def edits(draw: Draw, conflict: detente.Conflict) -> Edit:
    """An edit that may or may not fit."""
    target = draw(st.sampled_from(["A", "A", "A", "B", "infeasible"]))
    lines = conflict.infeasible
    if target != "infeasible":
        preference = conflict.preferences[target]
        assert isinstance(preference, Prioritised)
        lines = preference.lines
    pool = (
        RULES
        if target == "infeasible"
        else tuple(s if target == "A" else f"A.x or ({_full(s)})" for s in STATEMENTS)
    )
    new = draw(st.sampled_from(pool))
    kind = draw(
        st.sampled_from(
            ["add", "status quo", "outcome", *(["drop", "move", "reverse", "replace"] if lines else [])]
        )
    )
    if kind == "add":
        to = draw(st.one_of(st.none(), st.integers(1, len(lines) + 1)))
        return Edit.add(
            target, new, to, basis=draw(st.sampled_from([Basis.ASSUMED, Basis.INFERRED])), says="it is: so"
        )
    if kind == "status quo":
        return Edit.status_quo(draw(st.sampled_from([[], ["A.x"], ["B.z"]])))
    if kind == "outcome":
        return Edit.outcome(draw(st.sampled_from(["calm", "war"])), "A.x and B.z", "A: name")
    old: Statement = draw(st.sampled_from(lines)).statement
    if kind == "drop":
        return Edit.drop(target, old)
    if kind == "move":
        return Edit.move(target, old, draw(st.integers(1, len(lines))))
    if kind == "reverse":
        return Edit.reverse(target, old)
    return Edit.replace(target, old, new)


def _full(statement: str) -> str:
    return re.sub(r"(?<![.\w])([xy])(?!\w)", r"A.\1", statement)


def notes(text: str) -> list[str]:
    return re.findall(r"# note \d+;", text)


@given(files(), st.data())
def test_comments_survive_every_edit(text: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(text, encoding="utf-8")
        conflict = detente.load(path)
        dropped = 0
        for _ in range(data.draw(st.integers(1, 4))):
            edit = data.draw(edits(conflict))
            try:
                conflict = conflict.edited(edit)
            except InputError:
                continue
            dropped += edit.kind.value == "drop"
        detente.save(conflict, path)
        after = path.read_text(encoding="utf-8")
        again = detente.load(path)
        assert again == conflict
        assert [line.statement for line in again.infeasible] == [
            line.statement for line in conflict.infeasible
        ]
        assert again.preference_list == conflict.preference_list  # basis, claims and words too
        assert len(notes(after)) == len(set(notes(after)))
        if not dropped:
            assert set(notes(after)) == set(notes(text))


@given(files())
def test_a_dropped_line_takes_its_own_comments_and_no_other(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(text, encoding="utf-8")
        conflict = detente.load(path)
        preference = conflict.preferences["A"]
        assert isinstance(preference, Prioritised)
        for line in preference.lines:
            path.write_text(text, encoding="utf-8")
            detente.save(detente.load(path).edited(Edit.drop("A", line.statement)), path)
            after = path.read_text(encoding="utf-8")
            assert set(notes(text)) - set(notes(after)) <= _own_notes(text, line.statement.text("A"))


def _own_notes(text: str, statement: str) -> set[str]:
    """The comments above, beside and inside the item that holds a statement."""
    rows = text.split("\n")
    item = rf"- (statement: |{{statement: |\")?{re.escape(statement)}(\"|,|   #|$)"
    here = next(n for n, row in enumerate(rows) if re.search(item, row))
    first = here
    while rows[first - 1].strip().startswith("#"):
        first -= 1
    last = here
    while rows[last + 1].startswith("        ") and not rows[last + 1].strip().startswith("-"):
        last += 1
    return set(notes("\n".join(rows[first : last + 1])))
