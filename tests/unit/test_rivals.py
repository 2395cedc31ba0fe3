"""Rival readings: they stand beside a snapshot, and are never the latest one or the one before."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente import Edit
from detente.brief.sureness import sureness_section
from detente.dossier.change import change_since, rivals
from detente.dossier.dossier import load
from detente.errors import InputError
from tests.dossiers import told

FIRST = """\
detente: 1
as_of: 2025-01-01
decision_makers:
  A: {options: {x: Attacks}, prefers: [not x]}
  B: {options: {y: Yields}, prefers: [y if A.x]}
status_quo: []
outcomes: {war: {name: War, where: A.x}}
"""
RIVAL = """\
detente: 1
extends: first
alternative_of: first
title: A wants war
as_of: 2025-03-03
edits:
  - {reverse: A, statement: not x}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dossier.yaml").write_text("detente: 1\ntitle: The border\n")
    (tmp_path / "conflicts").mkdir()
    (tmp_path / "conflicts" / "first.yaml").write_text(FIRST)
    (tmp_path / "conflicts" / "rival.yaml").write_text(RIVAL)
    (tmp_path / "conflicts" / "second.yaml").write_text(FIRST.replace("01-01", "02-02"))
    return tmp_path


def test_a_rival_is_neither_the_latest_nor_the_one_before(folder: Path) -> None:
    dossier = load(folder)
    assert [name for name, _ in dossier.timeline] == ["first", "second"]
    assert dossier.named()[0] == "second"
    assert detente.load(folder) == dossier.snapshots["second"]
    second = change_since(dossier, "second", detente.analyse(dossier.snapshots["second"]))
    assert second is not None
    assert second.before == "first"
    assert change_since(dossier, "rival", detente.analyse(dossier.snapshots["rival"])) is None


def test_a_rival_can_be_asked_for_by_its_name(folder: Path) -> None:
    assert detente.load(f"{folder}/rival").title == "A wants war"
    assert detente.assess(load(folder), "rival").snapshot == "rival"


def test_a_rival_is_held_against_its_snapshot(folder: Path) -> None:
    dossier = load(folder)
    first = dossier.snapshots["first"]
    (found,) = rivals(dossier, "first", detente.analyse(first))
    assert rivals(dossier, "second", detente.analyse(first)) == ()
    assert found.edits == (Edit.reverse("A", "not x"),)
    assert not found.holds
    (answer,) = found.answers
    assert (answer.outcome, answer.before and answer.before.holds, answer.now.holds) == ("war", False, True)
    lines = told(sureness_section(detente.assess(dossier, "first")))
    place = lines.index("Rival readings")
    assert lines[place + 1 : place + 4] == [
        "- A wants war.",
        "  - A: otherwise: this: not x (assumed).",
        "  - War: by the first reading it would hold in no way, by this one in some.",
    ]


@pytest.mark.parametrize("target", ["nowhere", "rival"])
def test_a_rival_of_nothing_is_a_fault(folder: Path, target: str) -> None:
    path = folder / "conflicts" / "other.yaml"
    path.write_text(RIVAL.replace("alternative_of: first", f"alternative_of: {target}"))
    with pytest.raises(InputError, match="unknown-alternative") as caught:
        load(folder)
    assert caught.value.diagnostics[0].place.file == str(path)


def test_a_saved_rival_stays_one(folder: Path) -> None:
    path = folder / "conflicts" / "rival.yaml"
    detente.save(detente.load(path).edited(Edit.add("B", "y")), path)
    assert detente.load(path).alternative_of == "first"
