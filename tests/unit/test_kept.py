"""Answers kept in the user's cache folder: read again as they were, and never when anything changed."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import detente
from detente import Assessment
from detente.brief.compose import document_of
from detente.brief.terminal import brief_text
from detente.dossier import assessment as module
from detente.dossier import kept
from detente.dossier.kept import Kept, KeptWhole


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def river(tmp_path: Path) -> Path:
    folder = tmp_path / "river"
    detente_new(folder)
    return folder


def detente_new(folder: Path) -> None:
    from detente.catalog.new import new_dossier

    new_dossier(folder, None)


def assessed(folder: Path) -> Assessment:
    return detente.assess(detente.load_dossier(folder))


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by a name whenever an assessment is worked out."""
    made: list[str] = []
    analyse = detente.analyse

    def counting(conflict: detente.Conflict) -> detente.Analysis:
        made.append(conflict.title)
        return analyse(conflict)

    monkeypatch.setattr(module, "analyse", counting)
    return made


def test_an_assessment_is_worked_out_once_and_reads_the_same(
    river: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    first, second = assessed(river), assessed(river)
    assert len(made) == 1
    assert first is not second
    assert brief_text(document_of(first)) == brief_text(document_of(second))
    assert first.conflict == second.conflict


@pytest.mark.parametrize(
    "name", ["conflicts/2030-05.yaml", "claims.jsonl", "observed.yaml", "reports.yaml", "dossier.yaml"]
)
def test_whatever_changes_in_the_dossier_counts(
    river: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    assessed(river)
    path = river / name
    path.write_text(path.read_text() + "\n")
    assessed(river)
    assert len(made) == 2


def test_a_text_that_goes_counts(river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = counted(monkeypatch)
    before = assessed(river)
    (text,) = river.glob("texts/*.txt")
    text.unlink()
    after = assessed(river)
    assert len(made) == 2
    assert brief_text(document_of(before)) != brief_text(document_of(after))


def test_a_change_of_the_program_counts(river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = counted(monkeypatch)
    assessed(river)
    monkeypatch.setattr(kept, "_program", lambda: "another one")
    assessed(river)
    assert len(made) == 2


def test_a_copy_of_a_dossier_is_another_one(
    river: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts may be others."""
    made = counted(monkeypatch)
    assessed(river)
    shutil.copytree(river, tmp_path / "copy")
    assessed(tmp_path / "copy")
    assert len(made) == 2


def test_what_is_built_in_code_is_not_kept(cache: Path) -> None:
    from tests.dossiers import invented

    detente.assess(invented())
    assert list(cache.rglob("*.pickle")) == []


# The file


def test_values_come_back_with_their_read_only_mappings() -> None:
    place = KeptWhole("things", 1)
    assert place.read() is None
    place.write({"a": MappingProxyType({"b": (1, 2)})})
    found = KeptWhole("things", 1).read()
    assert type(found["a"]) is MappingProxyType
    assert found == {"a": {"b": (1, 2)}}
    assert KeptWhole("things", 2).read() is None


def test_json_comes_back() -> None:
    Kept("numbers", 1).write([1, 2])
    assert Kept("numbers", 1).read() == [1, 2]
    assert Kept("numbers", 2).read() is None


class Trap:
    """Would leave a trace if a pickle of it were read."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("trap",)


@pytest.mark.parametrize("spoil", ["no digest", "another digest", "cut", "empty"])
def test_a_file_that_is_not_whole_is_never_read_as_a_pickle(
    spoil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = KeptWhole("things", 1)
    place.write("sound")
    sound = place.path.read_bytes()
    hostile = pickle.dumps(Trap())
    data = {"no digest": hostile, "another digest": sound[:32] + hostile, "cut": sound[:-1], "empty": b""}
    place.path.write_bytes(data[spoil])
    assert place.read() is None
    assert not Path("trap").exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="there are no such permissions here")
def test_a_file_that_others_may_write_is_not_read() -> None:
    place = KeptWhole("things", 1)
    place.write("mine")
    assert place.read() == "mine"
    place.path.chmod(0o666)
    assert place.read() is None


def test_a_cache_that_cannot_be_written_costs_no_answer(cache: Path, river: Path) -> None:
    cache.write_text("a file in the way")
    assert assessed(river).snapshot == "2030-05"
