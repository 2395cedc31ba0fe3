"""To which of many texts a text can be alike: their runs of four words as numbers, kept in the index.

Each run of a text stands in the table ``runs`` as a number of 32 bits, so many numbers as the text has runs.
How many numbers of a known text are numbers of the new one is never less than how many runs both have: two
runs may share a number, but one run never has two. So the search misses no text that
:func:`.duplicates.alike` would find; what it finds too much, the texts themselves decide.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from .duplicates import ALIKE, LEAST, WITHIN, Shingles, shingles
from .index import TextIndex
from .library import TextStore

__all__ = ["KnownRuns"]

_AT_ONCE = 500
"""So many texts are read between two writes to the index."""
_SIEVE = 1 << 20
_BYTES = 4


class KnownRuns:
    """The runs of the texts of a library.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = TextStore(Path(folder))
    ...     key = store.add("The two sides agreed to meet again in the spring of next year.")
    ...     known = KnownRuns(store)
    ...     known.take_in([key])
    ...     found = known.perhaps_alike("The two sides agreed to meet again in the spring of this year.")
    ...     found == (key,), known.perhaps_alike("Nothing of the kind was said.")
    (True, ())
    """

    def __init__(self, store: TextStore) -> None:
        self._store = store
        self._keys: list[str] = []
        self._taken: set[str] = set()
        self._ends = np.zeros(0, dtype=np.int64)
        self._hashes = np.zeros(0, dtype=np.uint32)

    def take_in(self, keys: Iterable[str], advance: Callable[[int, int], None] | None = None) -> None:
        """Know the texts of some digests, too; those that are not at hand are left out.

        The index is asked first. A text that it does not hold is read, and put there.

        Raises
        ------
        FileError
            If the index cannot be used, or a text cannot be read.

        Notes
        -----
        Cost: reading each text once in the life of a library, about 0.4 ms for 3 kB; after that reading two
        kilobytes for each text.
        """
        wanted = [key for key in dict.fromkeys(keys) if key not in self._taken]
        if not wanted:
            return
        index = TextIndex(self._store)
        stored = index.transact(_stored) if len(wanted) > 1 else {}
        new = [key for key in wanted if key not in stored]
        for start in range(0, len(new), _AT_ONCE):
            if advance is not None:
                advance(start, len(new))
            texts = ((key, self._store.get(key)) for key in new[start : start + _AT_ONCE])
            rows = [(key, _numbers(shingles(text)).tobytes()) for key, text in texts if text is not None]
            index.transact(lambda connection, rows=rows: _keep(connection, rows))  # type: ignore[misc]
            stored.update(rows)
        found = [(key, stored[key]) for key in wanted if key in stored]
        self._taken.update(wanted)
        self._keys += [key for key, _ in found]
        lengths = np.array([len(blob) // _BYTES for _, blob in found], dtype=np.int64)
        last = int(self._ends[-1]) if len(self._ends) else 0
        self._ends = np.concatenate([self._ends, last + np.cumsum(lengths)])
        added = np.frombuffer(b"".join(blob for _, blob in found), dtype="<u4").astype(np.uint32)
        self._hashes = np.concatenate([self._hashes, added])

    def perhaps_alike(self, text: str, among: Collection[str] | None = None) -> tuple[str, ...]:
        """Return the digests of all known texts that a text is alike, and rarely of others.

        Notes
        -----
        Cost: one look at each number: some 50 ms for ten millions, as 20,000 texts of 3 kB have.
        """
        runs = _numbers(shingles(text))
        if not len(runs) or not len(self._hashes):
            return ()
        sieve = np.zeros(_SIEVE, dtype=np.bool_)
        sieve[runs & np.uint32(_SIEVE - 1)] = True
        places = np.flatnonzero(sieve[self._hashes & np.uint32(_SIEVE - 1)])
        places = places[np.isin(self._hashes[places], runs)]
        owners = np.searchsorted(self._ends, places, side="right")
        both = np.bincount(owners, minlength=len(self._keys))
        sizes = np.diff(self._ends, prepend=0)
        shorter = np.minimum(sizes, len(runs))
        enough = (1 + ALIKE) * both >= ALIKE * (sizes + len(runs))
        within = (shorter >= LEAST) & (both >= WITHIN * shorter)
        found = [self._keys[at] for at in np.flatnonzero((both > 0) & (enough | within)).tolist()]
        return tuple(key for key in found if among is None or key in among)


def _numbers(runs: Shingles) -> NDArray[np.uint32]:
    """Return a number for each run of a text; the same one in every process."""
    numbers = (zlib.crc32("\n".join(run).encode("utf-8")) for run in runs)
    return np.fromiter(numbers, dtype="<u4", count=len(runs))


def _stored(connection: sqlite3.Connection) -> dict[str, bytes]:
    return dict(connection.execute("SELECT digest, hashes FROM runs"))


def _keep(connection: sqlite3.Connection, rows: list[tuple[str, bytes]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO runs (digest, hashes) VALUES (?, ?)", rows)
