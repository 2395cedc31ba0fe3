"""What was seen to happen: observed.yaml."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from detente import Conflict
from detente.dossier.dossier import load
from detente.dossier.observations import Observation, read_observations, read_observed
from detente.errors import InputError
from detente.files.dates import Interval

GATE = Conflict.from_options({"A": ["open", "arm"], "B": ["talk"]}, {"A": ["open"]}, status_quo=[])
LATER = Conflict.from_options({"A": ["open"], "C": ["watch"]}, {"A": ["open"]}, status_quo=[])
GRAPH = Conflict.from_graph(["calm", "war"], {"A": [("calm", "war")]}, status_quo="calm")
CONFLICT = """\
detente: 1
title: The gate
as_of: 2025-10-27
decision_makers:
  A: {options: {open: Opens the gate}, prefers: [open]}
status_quo: []
"""


def read(text: str, *conflicts: Conflict) -> tuple[Observation, ...]:
    return read_observations(text, "observed.yaml", conflicts or (GATE, LATER, GRAPH))


def test_an_observation_says_what_was_seen_taken_and_what_not() -> None:
    text = (
        "- {date: {earliest: 2025-10-24, latest: 2025-10-30}, state: [A.open, not B.talk], because: [x, y]}"
    )
    (seen,) = read(text)
    assert seen == Observation(
        Interval(date(2025, 10, 24), date(2025, 10, 30)), ("A.open", "not B.talk"), ("x", "y")
    )
    assert (seen.taken, seen.left, seen.is_assumed) == (("A.open",), ("B.talk",), False)
    assert str(seen.place) == "observed.yaml:1:3"


def test_without_claims_it_is_assumed() -> None:
    for text in (
        "- {date: 2025-10-24, state: [A.open]}",
        "- {date: 2025-10-24, state: [A.open], because: []}",
    ):
        assert read(text)[0].is_assumed


def test_in_graph_form_the_name_of_a_state_is_seen() -> None:
    (seen,) = read("- {date: 2025-10-24, state: war}")
    assert (seen.state, seen.taken, seen.left) == ("war", (), ())


def test_the_oldest_comes_first_and_of_equals_the_first_of_the_file() -> None:
    text = (
        "- {date: 2025-10-24, state: [A.open]}\n"
        "- {date: {earliest: 2025-10-01, latest: 2025-10-30}, state: [A.arm]}\n"
        "- {date: 2025-10-01, state: [B.talk]}\n"
        "- {date: 2025-10-01, state: [C.watch]}\n"
    )
    assert [one.taken for one in read(text)] == [("B.talk",), ("C.watch",), ("A.arm",), ("A.open",)]


@pytest.mark.parametrize("text", ["", "# nothing was seen yet\n", "[]"])
def test_a_file_may_list_nothing(text: str) -> None:
    assert read(text) == ()


def test_a_folder_without_the_file_has_none(tmp_path: Path) -> None:
    assert read_observed(tmp_path, [GATE]) == ((), ())


@pytest.mark.parametrize(
    ("text", "code", "place", "cure"),
    [
        ("- {date: 2025-10-24, state: [A.opn]}", "unknown-option", "1:30", "did you mean A.open?"),
        ("- {date: 2025-10-24, state: [not C.talk]}", "unknown-option", "1:30", "C.watch"),
        ("- {date: 2025-10-24, state: [watch]}", "no-owner", "1:30", "write C.watch"),
        ("- {date: 2025-10-24, state: [A.open or B.talk]}", "not-an-option", "1:30", "[A.x, not B.y]"),
        ("- {date: 2025-10-24, state: [3]}", "wrong-type", "1:30", "A.x or not A.x"),
        ("- {date: 2025-10-24, state: [A.open, not A.open]}", "option-twice", "1:38", "drop the other"),
        ("- {date: 2025-10-24, state: []}", "nothing-observed", "1:29", "list what was seen"),
        ("- {date: 2025-10-24, state: wars}", "unknown-state", "1:29", "did you mean war?"),
        ("- {date: 2025-10-32, state: [A.open]}", "bad-date", "1:10", "2025-02-04"),
        ("- {date: 2025-10-24, state: [A.open], becaus: [x]}", "unknown-key", "1:39", "because"),
        ("- {state: [A.open]}", "missing-key", "1:3", "add the key 'date'"),
        ("- A.open", "wrong-type", "1:3", "its keys"),
        ("date: 2025-10-24", "wrong-type", "1:1", "write a list"),
    ],
)
def test_a_fault_has_its_place_and_its_cure(text: str, code: str, place: str, cure: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    (fault,) = raised.value.diagnostics
    assert (fault.code, str(fault.place)) == (code, f"observed.yaml:{place}")
    assert cure in fault.cure


def test_a_state_has_no_name_where_no_conflict_is_in_graph_form() -> None:
    with pytest.raises(InputError, match="write a list of options"):
        read("- {date: 2025-10-24, state: war}", GATE)


def test_all_faults_are_given_at_once() -> None:
    with pytest.raises(InputError) as raised:
        read("- {date: never, state: [A.opn, A.open]}\n- {date: 2025-10-24, state: []}")
    assert [fault.code for fault in raised.value.diagnostics] == [
        "bad-date",
        "unknown-option",
        "nothing-observed",
    ]


def test_names_are_not_checked_where_they_are_not_known() -> None:
    (seen,) = read_observations("- {date: 2025-10-24, state: [Z.unheard]}")
    assert seen.taken == ("Z.unheard",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dossier.yaml").write_text("detente: 1\ntitle: D\npeople: {ann: {name: Ann}}\n")
    (tmp_path / "reports.yaml").write_text(
        f"r: {{outlet: O, title: T, dated: 2025-10-20, language: en, digest: {'a' * 64}}}\n"
    )
    claim = {"by": "ann", "kind": "act", "says": "S.", "said_on": "2025-10-20", "report": "r", "grade": "B2"}
    anchor = {"start": 0, "end": 1, "digest": "0" * 64}
    lines = [
        json.dumps({**claim, "id": id_, "anchor": anchor, "status": status})
        for id_, status in (("gate-opened", "accepted"), ("gate-shut", "rejected"))
    ]
    (tmp_path / "claims.jsonl").write_text("\n".join(lines))
    (tmp_path / "conflicts").mkdir()
    (tmp_path / "conflicts" / "now.yaml").write_text(CONFLICT)
    return tmp_path


def test_a_dossier_holds_them_and_warns_of_claims_that_are_not_there(folder: Path) -> None:
    (folder / "observed.yaml").write_text(
        "- {date: 2025-10-20, state: [A.open], because: [gate-opend, gate-shut, gate-opened]}\n"
    )
    dossier = load(folder)
    assert [one.taken for one in dossier.observations] == [("A.open",)]
    unknown, rejected = dossier.unresolved()
    assert (unknown.code, unknown.cure) == ("unknown-claim", "did you mean gate-opened?")
    assert (rejected.code, rejected.is_error) == ("rejected-claim", False)
    assert str(unknown.place) == f"{folder / 'observed.yaml'}:1:3"
    assert "the observation of 2025-10-20 rests on gate-shut" in rejected.message


def test_a_dossier_gives_their_faults_with_those_of_other_files(folder: Path) -> None:
    (folder / "observed.yaml").write_text("- {date: 2025-10-20, state: [A.shut]}\n")
    (folder / "reports.yaml").write_text("r: {}\n")
    with pytest.raises(InputError) as raised:
        load(folder)
    codes = [fault.code for fault in raised.value.diagnostics]
    assert "unknown-option" in codes
    assert "missing-key" in codes


def test_a_faulty_conflict_is_not_blamed_on_what_was_observed(folder: Path) -> None:
    (folder / "observed.yaml").write_text("- {date: 2025-10-20, state: [B.talk]}\n")
    (folder / "conflicts" / "next.yaml").write_text(CONFLICT.replace("A:", "B:") + "colour: red\n")
    with pytest.raises(InputError) as raised:
        load(folder)
    assert {Path(fault.place.file or "").name for fault in raised.value.diagnostics} == {"next.yaml"}
