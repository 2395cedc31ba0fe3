"""What an answer hangs on: the lines whose removal, one by one, changes it; and the headlines' cache."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import detente
from detente import Basis, Conflict, Edit, Line
from detente.analysis import dependence as asked
from detente.analysis.dependence import levers, removable
from detente.analysis.stability import Analysis
from detente.conflict.grammar import parse
from detente.dossier import dependence
from detente.dossier.dependence import STATUS_QUO, headline_levers

STANDOFF = Conflict.from_options(
    {"A": ["x"], "B": ["y", "z"]},
    {
        "A": [Line((parse("A.x"),), Basis.INFERRED, ("c",)), ["B.y", "B.z"]],
        "B": ["not y", "y or z"],
    },
    infeasible=["B.y and B.z"],
    status_quo=["A.x", "B.z"],
    outcomes={"calm": "B.z", "war": "B.y"},
)


def number(analysis: Analysis) -> Mapping[str, int]:
    return {"y": len(analysis.equilibria("nash") & analysis.conflict.find("B.y"))}


def test_every_line_can_be_taken_out() -> None:
    assert [(target, str(line)) for target, line in removable(STANDOFF)] == [
        ("A", "A.x"),
        ("A", "equal: B.y; B.z"),
        ("B", "not B.y"),
        ("B", "B.y or B.z"),
        ("infeasible", "B.y and B.z"),
    ]


def test_a_lever_is_a_line_without_which_the_answer_is_another() -> None:
    found = levers(STANDOFF, number, ["nash"])
    for target, line in removable(STANDOFF):
        variant = STANDOFF.edited(Edit.drop(target, line.statements))
        changed = number(detente.analyse(variant, "nash")) != number(detente.analyse(STANDOFF, "nash"))
        assert changed == any((one.target, one.line) == (target, line) for one in found)
    assert [str(one.line) for one in found] == ["not B.y"]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    levers(STANDOFF, number, ["nash"], lambda done, total: told.append((done, total)))
    assert told == [(done, 5) for done in range(1, 6)]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_the_headlines_are_computed_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = headline_levers(STANDOFF)
    assert "war" in {one.question for one in first}
    monkeypatch.setattr(dependence, "levers", lambda *_: pytest.fail("computed again"))
    assert headline_levers(STANDOFF) == first


@pytest.mark.parametrize("rubbish", ["", "[", "[[1]]", '[["war", 99]]', "{}x"])
def test_a_spoilt_cache_is_computed_anew(cache: Path, rubbish: str) -> None:
    first = headline_levers(STANDOFF)
    (kept,) = cache.rglob("*.json")
    kept.write_text(rubbish)
    assert headline_levers(STANDOFF) == first
    assert json.loads(kept.read_text())


def test_a_cache_that_cannot_be_written_does_not_matter(cache: Path) -> None:
    first = headline_levers(STANDOFF)
    for path in cache.iterdir():
        for each in sorted(path.rglob("*"), reverse=True):
            each.unlink() if each.is_file() else each.rmdir()
        path.rmdir()
    (cache / "detente").write_text("a file where a folder should be")
    assert headline_levers(STANDOFF) == first


def test_another_conflict_has_another_place_in_the_cache(cache: Path) -> None:
    headline_levers(STANDOFF)
    headline_levers(STANDOFF.edited(Edit.drop("A", ["B.y", "B.z"])))
    headline_levers(STANDOFF.edited(Edit.outcome("war", "B.y and A.x")))
    assert len(list(cache.rglob("*.json"))) == 3


def test_in_graph_form_there_are_no_lines() -> None:
    assert headline_levers(detente.load("elmira")) == ()
    assert asked.removable(detente.load("elmira")) == ()


def test_the_korean_headlines_hang_on_what_the_reports_say(cache: Path) -> None:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in headline_levers(detente.load("korea/2025-10")):
        found.setdefault(one.question, []).append((one.target, one.line.statement.text(one.target)))
    assert found[STATUS_QUO] == [("US", "consult iff invite")]
    assert found["big_deal"] == [("DPRK", "not disarm")]
    condition = ("DPRK", "meet iff US.drop and US.accept")
    assert found["summit: US.drop"] == [condition, ("DPRK", "US.drop")]
    assert found["summit: US.accept"] == [condition, ("DPRK", "US.accept")]
    assert found["summit: DPRK.halt"][0] == ("US", "not (drop and not DPRK.halt)")
    assert {"summit", "moratorium", "small_deal"} & set(found) == set()
