"""``library.sqlite``: an index over the texts of a library, which may be deleted at any time.

A full-text index (SQLite's FTS5) of the folded texts; the texts themselves are not in it. A text is known by
its digest and never changes, so the index is up to date when it holds the digests that are there. Each change
is one transaction, and two processes may work on one index at once (write-ahead log, with waiting).

The names in the folder of the texts are listed anew whenever that folder may have changed since they were
last compared. That it has not is taken from its times of change (of the content and of the entry itself, to
the nanosecond), which the system sets when a file comes, goes or is renamed. A folder that changed in the
last seconds before it was listed is listed again: a change within the same tick of the clock would not show.

Cost: 20,000 reports of 3 kB take a few seconds; where nothing changed, half a millisecond. ``make bench``
measures.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..diagnostics import Diagnostic, Place
from ..errors import FileError
from .folding import fold
from .index_reader import IndexReader
from .library import ENVIRONMENT, TextStore, refuse_shipped
from .texts import is_digest

__all__ = ["MIGRATIONS", "Refreshed", "TextIndex"]

_Result = TypeVar("_Result")
_NAME = "library.sqlite"
_WAIT = 60.0
"""So many seconds one process waits for another to finish its transaction."""

_SETTLED = 3.0
"""A folder that has not changed for so many seconds shows its next change; FAT counts in steps of two."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # AUTOINCREMENT: the number of a text that is gone is never given to another one
        "CREATE TABLE texts (id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE)",
        # folded texts hold words and blanks; this tokenizer takes every sign beyond ASCII for a letter
        "CREATE VIRTUAL TABLE words USING fts5 (folded, content = '', tokenize = 'ascii')",
    ),
    ("CREATE TABLE runs (digest TEXT PRIMARY KEY, hashes BLOB NOT NULL)",),  # see detente.evidence.runs
    (
        # stamp: another one after every change of the texts; folder: what the folder of the texts was like
        # when it held these texts and no others, empty where that is not known
        "CREATE TABLE state (stamp TEXT NOT NULL, folder TEXT NOT NULL)",
        "INSERT INTO state VALUES (lower(hex(randomblob(16))), '')",
        # bytes of words held back before they are written and merged: fewer merges
        "INSERT INTO words (words, rank) VALUES ('hashsize', 16777216)",
    ),
)
"""What each version of the index adds to the one before; only ever added to at the end."""

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was done to bring an index up to date.

    Attributes
    ----------
    added, removed
        How many texts.
    texts
        How many it holds now.
    was_damaged
        Whether it could not be read, and was made anew.
    """

    added: int
    removed: int
    texts: int
    was_damaged: bool = False


@dataclass(frozen=True, slots=True)
class TextIndex:
    """The index over the texts of a library.

    Examples
    --------
    >>> import tempfile
    >>> import numpy as np
    >>> from .queries import parse_query
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = TextStore(Path(folder))
    ...     key = store.add("They agreed to meet.")
    ...     index = TextIndex(store)
    ...     print(index.refresh())
    ...     with index.reading() as reader:
    ...         number = reader.numbers()[key]
    ...         reader.find(parse_query("meet agree*"), np.ones(number + 1, np.int64)) == ((number,), 1)
    Refreshed(added=1, removed=0, texts=1, was_damaged=False)
    True
    """

    store: TextStore

    @property
    def path(self) -> Path:
        """Where the index is."""
        return self.store.folder / _NAME

    def refresh(self, rebuild: bool = False, advance: Callable[[int, int], None] | None = None) -> Refreshed:
        """Bring the index up to date with the texts; an index that cannot be read is made anew.

        Parameters
        ----------
        rebuild
            Whether to read all texts again.
        advance
            Told now and then how many of how many texts were read.

        Raises
        ------
        FileError
            If the index cannot be written, or was made by a newer detente.
        """
        return self._mended(lambda was_damaged: self._refresh(rebuild, advance, was_damaged))

    def transact(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Do all of some work on the tables or nothing; an index that cannot be read is made anew before.

        Raises
        ------
        FileError
            If the index cannot be written, or was made by a newer detente.
        """

        def once(_: bool) -> _Result:
            with self._open() as connection, _transaction(connection):
                return work(connection)

        return self._mended(once)

    @contextlib.contextmanager
    def reading(self) -> Iterator[IndexReader]:
        """Read the index as it is at one moment, whatever other processes do meanwhile.

        Raises
        ------
        FileError
            If the index cannot be read; with the code ``damaged-index`` where making it anew would help.
        """
        try:
            with self._open() as connection:
                connection.execute("BEGIN")
                yield IndexReader(connection)
        except sqlite3.DatabaseError as error:
            raise self._trouble(error) from error

    def _mended(self, work: Callable[[bool], _Result]) -> _Result:
        """Do some work, and do it again after the index was discarded for its damage; tell it which."""
        refuse_shipped(self.store.folder)
        seen = _identity(self.path)
        try:
            return work(False)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise self._trouble(error) from error
        try:
            self._discard(seen)
            return work(True)
        except sqlite3.DatabaseError as error:
            raise self._trouble(error) from error

    def _refresh(
        self, rebuild: bool, advance: Callable[[int, int], None] | None, was_damaged: bool
    ) -> Refreshed:
        with self._open() as connection:
            stamp, known = connection.execute("SELECT stamp, folder FROM state").fetchone()
            folder = self._folder()  # before the names are listed: a change after it shows later
            if known and known == folder and not rebuild:
                return Refreshed(0, 0, _count(connection), was_damaged)
            there = self._there()
            if there == _held(connection) and not rebuild:
                _note(connection, stamp, folder)
                return Refreshed(0, 0, len(there), was_damaged)
            with _transaction(connection):
                # another process may have been at work while we waited: what it stored is not gone
                folder = self._folder()
                there, held = self._there(), _held(connection)
                if rebuild:
                    connection.execute("DELETE FROM texts")
                    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
                gone = [] if rebuild else sorted(held - there)
                # the words of a text that is gone stay until all is rebuilt; nothing leads to them
                connection.executemany("DELETE FROM texts WHERE digest = ?", ((one,) for one in gone))
                new = sorted(there if rebuild else there - held)
                added = self._add(connection, new, advance)
                # a text that was passed over may be mended in its place, which no folder shows
                folder = folder if added == len(new) else ""
                sql = "UPDATE state SET stamp = lower(hex(randomblob(16))), folder = ?"
                connection.execute(sql, (folder,))
                return Refreshed(added, len(gone), _count(connection), was_damaged)

    def _add(
        self, connection: sqlite3.Connection, new: list[str], advance: Callable[[int, int], None] | None
    ) -> int:
        added = 0
        for place, key in enumerate(new):
            if advance is not None and place % 100 == 0:
                advance(place, len(new))
            text = self.store.get(key)
            if text is None:  # changed where it lies: it is not the text of this digest
                continue
            row = connection.execute("INSERT INTO texts (digest) VALUES (?)", (key,)).lastrowid
            connection.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (row, fold(text)))
            added += 1
        return added

    def _folder(self) -> str:
        """Return what differs after the folder of the texts has changed; empty where that is unsure."""
        now = time.time()
        try:
            state = (self.store.folder / "texts").stat()
        except OSError:  # a folder that cannot be read is said where its names are listed
            return ""
        if now - max(state.st_mtime, state.st_ctime) < _SETTLED:
            return ""
        return f"{state.st_dev} {state.st_ino} {state.st_mtime_ns} {state.st_ctime_ns}"

    def _there(self) -> set[str]:
        try:
            names = os.listdir(self.store.folder / "texts")
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise self._trouble(error) from error
        return {name[:-4] for name in names if name.endswith(".txt") and is_digest(name[:-4])}

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.store.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._trouble(error) from error
        connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # an index that is lost is made anew
            self._migrate(connection)
            yield connection
        finally:
            connection.close()

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Bring the tables of the index to the last version."""
        if _version(connection) == len(MIGRATIONS):
            return
        with _transaction(connection):
            version = _version(connection)
            if version > len(MIGRATIONS):
                message = "this index of the texts was made by a newer version of detente"
                cure = "update detente, or delete this file: it is made anew"
                raise FileError(Diagnostic("newer-index", message, cure, Place(str(self.path))))
            for statement in (one for steps in MIGRATIONS[version:] for one in steps):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _discard(self, seen: tuple[int, int] | None) -> None:
        """Delete a damaged index, unless another process has already put a new one in its place."""
        if _identity(self.path) != seen:
            return
        try:
            for ending in ("-wal", "-shm", ""):
                self.path.with_name(_NAME + ending).unlink(missing_ok=True)
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: Exception) -> FileError:
        if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
            message, cure = f"the index of the texts is damaged: {error}", "delete this file: it is made anew"
            return FileError(Diagnostic("damaged-index", message, cure, Place(str(self.path))))
        message = f"cannot use the index of the texts: {getattr(error, 'strerror', None) or error}"
        cure = f"make room or get leave to write there, or name another folder in {ENVIRONMENT}"
        return FileError(Diagnostic("unusable-index", message, cure, Place(str(self.path))))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _held(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT digest FROM texts")}


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM texts").fetchone()[0])


def _note(connection: sqlite3.Connection, stamp: str, folder: str) -> None:
    """Note what the folder is like that holds the texts of a stamp; not while another process is at work."""
    if not folder:
        return
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("UPDATE state SET folder = ? WHERE stamp = ?", (folder, stamp))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all or nothing, and alone: others may read what was there before."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from one that has taken its place; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns
