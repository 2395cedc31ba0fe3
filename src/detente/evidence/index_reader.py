"""What the index of the texts holds and finds, as it is at one moment.

The index numbers its texts. Within one :class:`IndexReader` the numbers mean the same texts throughout, and
in two of them where ``stamp`` is the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .queries import Query

__all__ = ["Counts", "IndexReader"]

Counts = NDArray[np.int64]
"""By the number of a text, how many times it counts: (numbers,), int64; 0 where it is not asked for."""


class IndexReader:
    """Reads an index through a connection on which a transaction has begun.

    Every method raises ``sqlite3.DatabaseError`` where the index cannot be read;
    :meth:`detente.evidence.index.TextIndex.reading` says so in plain words.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (self.stamp,) = connection.execute("SELECT stamp FROM state").fetchone()

    def numbers(self) -> Mapping[str, int]:
        """Return the number of each text that the index holds, by its digest."""
        return dict(self._connection.execute("SELECT digest, id FROM texts"))

    def find(self, query: Query, counts: Counts, limit: int | None = None) -> tuple[tuple[int, ...], int]:
        """Return the texts that match a query, best first, and the sum of the counts of all that match.

        Parameters
        ----------
        query
            What is looked for.
        counts
            Only texts that count are found.
        limit
            At most so many texts are given; None gives all.

        Returns
        -------
        tuple of int, int
            Numbers of texts, and the sum.

        Notes
        -----
        The best are those of the highest BM25 (Robertson and Zaragoza 2009, doi:10.1561/1500000019), over all
        texts of the index; of equally good ones the one that was indexed first.

        Cost: 0.7 µs for each text that matches and counts, more where it holds the words many times.
        """
        wanted = f"({query.fts}) NOT ({query.fts_unwanted})" if query.unwanted else query.fts
        # one long text of numbers is read four times as fast as a row for each
        sql = "SELECT group_concat(rowid) FROM words WHERE words MATCH ?"
        (listed,) = self._connection.execute(sql, (wanted,)).fetchone()
        matched = np.fromstring(listed or "", np.int64, sep=",")
        found = counts[matched[matched < len(counts)]]
        only = ""
        if np.count_nonzero(found) < len(matched):
            asked = frozenset(np.flatnonzero(counts).tolist())
            self._connection.create_function("asked", 1, asked.__contains__, deterministic=True)
            only = "AND asked(rowid) "  # before BM25, which takes longer
        sql = f"SELECT rowid FROM words WHERE words MATCH ? {only}ORDER BY bm25(words), rowid LIMIT ?"
        rows = self._connection.execute(sql, (wanted, -1 if limit is None else limit))
        return tuple(row[0] for row in rows), int(found.sum())
