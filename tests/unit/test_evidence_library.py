"""The library: where it is, that what it gives is what was put in, and that writing is all or nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import platformdirs
import pytest

import detente.evidence
from detente.errors import FileError
from detente.evidence.library import TextStore, is_shipped, library_folder, refuse_shipped
from detente.evidence.texts import digest

PACKAGE = Path(detente.evidence.__file__).parents[1]


@pytest.fixture(autouse=True)
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)


def test_the_chosen_folder_comes_first_then_the_environment_then_the_dossier(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert library_folder(tmp_path) == tmp_path
    monkeypatch.setenv("DETENTE_LIBRARY", "")
    assert library_folder(tmp_path) == tmp_path
    monkeypatch.setenv("DETENTE_LIBRARY", str(tmp_path / "named"))
    assert library_folder(tmp_path) == tmp_path / "named"
    assert library_folder(PACKAGE / "catalog" / "korea") == tmp_path / "named"
    assert library_folder(tmp_path, tmp_path / "chosen") == tmp_path / "chosen"


def test_the_environment_may_name_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("DETENTE_LIBRARY", "~/texts")
    assert library_folder(tmp_path) == tmp_path / "texts"


def test_a_shipped_dossier_keeps_its_texts_with_the_users_data(tmp_path: Path) -> None:
    folder = library_folder(PACKAGE / "catalog" / "korea")
    assert folder == platformdirs.user_data_path("detente") / "korea"
    assert is_shipped(PACKAGE / "catalog" / "korea")
    assert not is_shipped(tmp_path)
    assert not is_shipped(PACKAGE.parent / "detente-of-mine")


def test_a_text_comes_back_as_it_went_in(tmp_path: Path) -> None:
    store = TextStore(tmp_path / "new" / "library")
    key = store.add("one\r\n한 two")
    assert key == digest("one\n한 two")
    assert store.get(key) == "one\n한 two"
    assert not store.differs(key)
    assert [path.name for path in (store.folder / "texts").iterdir()] == [f"{key}.txt"]


def test_a_text_that_was_never_added_is_not_at_hand(tmp_path: Path) -> None:
    store = TextStore(tmp_path)
    assert store.get(digest("x")) is None
    assert not store.differs(digest("x"))
    assert list(tmp_path.iterdir()) == []


def test_adding_a_text_again_does_not_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = TextStore(tmp_path)
    key = store.add("one")
    monkeypatch.setattr(os, "replace", _fail)
    assert store.add("\ufeffone") == key


def test_a_stored_text_that_was_changed_is_told_not_used_and_can_be_put_right(tmp_path: Path) -> None:
    store = TextStore(tmp_path)
    key = store.add("one")
    path = tmp_path / "texts" / f"{key}.txt"
    for data in (b"two", b"one\n", b"\xff", b""):
        path.write_bytes(data)
        assert store.get(key) is None
        assert store.differs(key)
    assert store.add("one") == key
    assert store.get(key) == "one"


def _fail(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("before", [None, b"changed"])
def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, before: bytes | None
) -> None:
    texts = tmp_path / "texts"
    path = texts / f"{digest('one')}.txt"
    if before is not None:
        texts.mkdir()
        path.write_bytes(before)
    monkeypatch.setattr(os, step, _fail)
    with pytest.raises(FileError) as caught:
        TextStore(tmp_path).add("one")
    (found,) = caught.value.diagnostics
    assert found.code == "unwritable-file"
    assert "No space left on device" in found.message
    assert found.place.file == str(path)
    assert "DETENTE_LIBRARY" in found.cure
    assert [each.read_bytes() for each in texts.iterdir()] == ([] if before is None else [before])


def test_a_folder_that_cannot_be_made_is_a_file_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileError):
        TextStore(tmp_path / "file").add("one")


def test_a_text_that_cannot_be_read_is_a_file_error(tmp_path: Path) -> None:
    key = digest("one")
    (tmp_path / "texts" / f"{key}.txt").mkdir(parents=True)
    with pytest.raises(FileError, match="unreadable-file"):
        TextStore(tmp_path).get(key)


@pytest.mark.parametrize("key", ["", "abc", "../" * 30 + "etc", digest("x").upper()])
def test_a_key_that_is_no_digest_is_the_programmers_fault(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="no digest"):
        TextStore(tmp_path).get(key)


def test_nothing_is_written_into_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_shipped(PACKAGE / "catalog" / "korea")
    package = tmp_path / "package"
    (package / "catalog").mkdir(parents=True)
    monkeypatch.setattr("detente.evidence.library._PACKAGE", package)
    for folder in (package / "catalog" / "korea", package / "catalog" / "korea" / "new", package):
        with pytest.raises(FileError, match="detente new DIR --from korea") as caught:
            TextStore(folder).add("one")
        assert caught.value.diagnostics[0].code == "shipped"
    (tmp_path / "link").symlink_to(package / "catalog")
    with pytest.raises(FileError, match="read-only"):
        TextStore(tmp_path / "link" / "korea").add("one")
    assert list(package.rglob("*")) == [package / "catalog"]
    refuse_shipped(tmp_path)
