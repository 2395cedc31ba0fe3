"""The index of the texts: kept up to date, made anew when damaged, migrated, shared by processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from detente.errors import FileError
from detente.evidence import index as index_module
from detente.evidence.index import MIGRATIONS, Refreshed, TextIndex
from detente.evidence.library import TextStore
from detente.evidence.queries import parse_query
from detente.evidence.texts import digest
from tests.docs.pages import ROOT

MANY = """
import sys
from pathlib import Path
from detente.evidence.index import TextIndex
from detente.evidence.library import TextStore
from tests.unit.test_index import found
store = TextStore(Path(sys.argv[1]))
index = TextIndex(store)
for number in range(15):
    store.add(f"the text {number} of {sys.argv[2]}")
    index.refresh(rebuild=number % 5 == 4)
    assert found(index, sys.argv[2]) == number + 1
"""


@pytest.fixture
def index(tmp_path: Path) -> TextIndex:
    index = TextIndex(TextStore(tmp_path))
    index.store.add("They agreed to meet.")
    index.store.add("They refused.")
    return index


def found(index: TextIndex, query: str) -> int:
    with index.reading() as reader:
        counts = np.zeros(999, np.int64)
        counts[list(reader.numbers().values())] = 1
        numbers, total = reader.find(parse_query(query), counts)
    assert len(numbers) == len(set(numbers)) == total
    return total


def test_what_is_new_is_added_and_what_is_gone_is_forgotten(index: TextIndex, tmp_path: Path) -> None:
    assert index.refresh() == Refreshed(2, 0, 2)
    assert index.refresh() == Refreshed(0, 0, 2)
    key = index.store.add("They agreed again.")
    assert index.refresh() == Refreshed(1, 0, 3)
    assert found(index, "agreed") == 2
    (tmp_path / "texts" / f"{key}.txt").unlink()
    assert index.refresh() == Refreshed(0, 1, 2)
    assert found(index, "agreed") == 1
    index.store.add("They agreed again.")
    assert index.refresh() == Refreshed(1, 0, 3)
    assert found(index, "agreed") == 2
    assert index.refresh(rebuild=True) == Refreshed(3, 0, 3)
    assert found(index, "agreed") == 2


def test_a_text_that_was_changed_and_other_files_are_passed_over(index: TextIndex, tmp_path: Path) -> None:
    key = index.store.add("They met.")
    (tmp_path / "texts" / f"{key}.txt").write_text("They parted.")
    (tmp_path / "texts" / "notes.txt").write_text("They parted.")
    assert index.refresh() == Refreshed(2, 0, 2)
    assert found(index, "parted OR met") == 0
    index.store.add("They met.")
    assert index.refresh() == Refreshed(1, 0, 3)
    assert found(index, "met") == 1


def listings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that grows each time that the names in a folder are listed."""
    found: list[Path] = []
    there = TextIndex._there

    def listing(self: TextIndex) -> set[str]:
        found.append(self.path)
        return there(self)

    monkeypatch.setattr(TextIndex, "_there", listing)
    return found


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock go on, so that no folder counts as changed just now."""
    monkeypatch.setattr("time.time", lambda: time.time_ns() / 1e9 + 60)


def test_a_folder_that_did_not_change_is_not_listed_again(
    index: TextIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.refresh()
    later(monkeypatch)
    index.refresh()
    listed = listings(monkeypatch)
    assert index.refresh() == TextIndex(TextStore(tmp_path)).refresh() == Refreshed(0, 0, 2)
    assert listed == []
    key = index.store.add("They met.")
    assert index.refresh() == Refreshed(1, 0, 3)
    assert index.refresh() == Refreshed(0, 0, 3)
    assert len(listed) == 2, "once before the others are waited for, and once after"
    path = tmp_path / "texts" / f"{key}.txt"
    before = path.parent.stat()
    path.unlink()
    os.utime(path.parent, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert index.refresh() == Refreshed(0, 1, 2), "the time of the content was set back"
    assert index.refresh(rebuild=True) == Refreshed(2, 0, 2)


def test_a_folder_that_changed_just_now_is_listed_again(
    index: TextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = (index.store.folder / "texts").stat().st_mtime
    monkeypatch.setattr("time.time", lambda: changed + 2.5)
    listed = listings(monkeypatch)
    for _ in range(3):
        index.refresh()
    assert len(listed) == 4
    monkeypatch.setattr("time.time", lambda: changed - 60)
    index.refresh()
    assert len(listed) == 5, "a clock that was set back tells nothing"


def test_a_folder_is_not_trusted_while_a_text_in_it_is_altered(
    index: TextIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "texts" / f"{index.store.add('They met.')}.txt"
    path.write_text("They parted.")
    later(monkeypatch)
    assert index.refresh() == Refreshed(2, 0, 2)
    path.write_text("They met.")  # in its place, so that the folder stays as it was
    assert index.refresh() == Refreshed(1, 0, 3)


def test_what_was_looked_up_before_holds_where_the_stamp_is_the_same(index: TextIndex) -> None:
    def seen() -> tuple[str, dict[str, int]]:
        with index.reading() as reader:
            return reader.stamp, dict(reader.numbers())

    index.refresh()
    first = seen()
    index.refresh()
    assert seen() == first
    index.store.add("They met.")
    index.refresh()
    second = seen()
    index.path.unlink()
    index.refresh()
    third = seen()
    assert len({first[0], second[0], third[0]}) == 3
    with index.reading() as reader:
        index.refresh(rebuild=True)  # another connection writes, and this one still sees what it saw
        counts = np.ones(9, np.int64)
        assert len(reader.find(parse_query("they"), counts)[0]) == 3
        assert dict(reader.numbers()) == third[1]
    assert seen()[1] != third[1]


def test_what_another_process_is_writing_is_not_waited_for(
    index: TextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.refresh()
    later(monkeypatch)
    with closing(sqlite3.connect(index.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert index.refresh() == Refreshed(0, 0, 2)
        other.execute("ROLLBACK")
        index_module._note(other, "a stamp of before", "a folder")
        assert other.execute("SELECT folder FROM state").fetchone() == ("",)


def test_an_index_that_another_process_put_in_the_place_of_a_damaged_one_stays(index: TextIndex) -> None:
    index.refresh()
    index._discard((0, 0))
    assert found(index, "agreed") == 1
    index._discard(index_module._identity(index.path))
    assert not index.path.exists()


def test_an_empty_library_can_be_searched(tmp_path: Path) -> None:
    index = TextIndex(TextStore(tmp_path / "none"))
    assert index.refresh() == Refreshed(0, 0, 0)
    assert found(index, "a") == 0


@pytest.mark.parametrize("data", [b"no database at all, but long enough to be read as one" * 99, b"short"])
def test_what_is_no_database_is_replaced(index: TextIndex, data: bytes) -> None:
    index.path.write_bytes(data)
    assert index.refresh() == Refreshed(2, 0, 2, was_damaged=True)
    assert found(index, "agreed") == 1


def test_damaged_pages_and_missing_tables_are_noticed(index: TextIndex) -> None:
    index.refresh()
    with closing(sqlite3.connect(index.path)) as connection:
        connection.execute("DROP TABLE texts")
        connection.commit()
    assert index.refresh() == Refreshed(2, 0, 2, was_damaged=True)
    with closing(sqlite3.connect(index.path)) as connection:
        connection.execute("DELETE FROM words_data")
        connection.commit()
    with pytest.raises(FileError) as error:
        found(index, "agreed")
    assert error.value.diagnostics[0].code == "damaged-index"
    index.refresh(rebuild=True)
    assert found(index, "agreed") == 1


def test_an_index_of_a_newer_version_is_left_alone(index: TextIndex) -> None:
    index.refresh()
    with closing(sqlite3.connect(index.path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(FileError, match="newer version") as error:
        index.refresh()
    assert error.value.diagnostics[0].code == "newer-index"


def test_an_older_index_is_migrated_and_keeps_what_it_holds(
    index: TextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.refresh()
    later = (*MIGRATIONS, ("ALTER TABLE texts ADD COLUMN note TEXT",))
    monkeypatch.setattr(index_module, "MIGRATIONS", later)
    assert index.refresh() == Refreshed(0, 0, 2)
    with closing(sqlite3.connect(index.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(later),)
        assert connection.execute("SELECT count(*) FROM texts WHERE note IS NULL").fetchone() == (2,)


def test_an_index_of_the_first_version_is_migrated(index: TextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as past, closing(sqlite3.connect(index.path)) as connection:
        past.setattr(index_module, "MIGRATIONS", MIGRATIONS[:1])
        index._migrate(connection)
        key = digest("They agreed to meet.")
        connection.execute("INSERT INTO texts (digest) VALUES (?)", (key,))
        connection.execute("INSERT INTO words (rowid, folded) VALUES (1, 'they agreed to meet')")
        connection.commit()
    assert found(index, "agreed") == 1
    assert index.refresh() == Refreshed(1, 0, 2)
    assert (found(index, "agreed"), found(index, "refused")) == (1, 1)


def test_a_refresh_that_is_broken_off_leaves_what_was_there(index: TextIndex) -> None:
    index.refresh()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    index.store.add("They met.")
    with pytest.raises(KeyboardInterrupt):
        index.refresh(rebuild=True, advance=stop)
    assert found(index, "agreed") == 1
    assert index.refresh() == Refreshed(1, 0, 3)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot use the index") as error:
        TextIndex(TextStore(tmp_path / "file" / "library")).refresh()
    assert "DETENTE_LIBRARY" in error.value.diagnostics[0].cure


def test_two_processes_work_on_one_index(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", MANY, str(tmp_path), word], stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
        for word in ("north", "south", "west")
    ]
    assert [run.communicate()[1] for run in runs] == [""] * 3
    index = TextIndex(TextStore(tmp_path))
    assert index.refresh() == Refreshed(0, 0, 45)
    assert [found(index, word) for word in ("north", "south", "west", "text")] == [15, 15, 15, 45]
