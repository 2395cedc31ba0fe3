"""Which options of a conflict words speak of: the best guesses, for a person to decide.

Each option is a small document: what it means, and the words that its conflict file lists for it. SQLite's
FTS5 ranks these documents by BM25 (Robertson & Zaragoza 2009, The probabilistic relevance framework) against
the words of a claim, with English endings taken off.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Link", "linked"]

_WORD = re.compile(r"[^\W\d_]{2,}")

_COMMON = frozenset(
    (  # noqa: SIM905
        "about after all also and any are as at be been but by can could did do does for from had has "
        "have he her him his if in into is it its may might more most no nor not of on or our out over "
        "says she should so some than that the their them then there these they this those to under "
        "until up was we were what when which who will with would you your"
    ).split()
)
"""Words that tell of no option."""


@dataclass(frozen=True, slots=True)
class Link:
    """An option that words may speak of.

    Attributes
    ----------
    ref
        The option, as statements name it: ``US.invite``.
    score
        The higher the better; scores of different texts are not to be compared.
    """

    ref: str
    score: float


def linked(text: str, options: Mapping[str, Sequence[str]], limit: int = 5) -> tuple[Link, ...]:
    """Return the options of which a text may speak, the best first; none where no word tells of any.

    Parameters
    ----------
    text
        The words of a claim, or what it says.
    options
        For each option, as statements name it, what it means and the words for it.
    limit
        At most so many.

    Examples
    --------
    >>> options = {"US.invite": ["Invites Kim in public", "invitation"], "US.lift": ["Lifts the sanctions"]}
    >>> [link.ref for link in linked("He would talk about lifting sanctions.", options)]
    ['US.lift']
    >>> linked("Nothing of the kind.", options)
    ()
    """
    words = dict.fromkeys(word for word in map(str.lower, _WORD.findall(text)) if word not in _COMMON)
    if not words or not options:
        return ()
    asked = " OR ".join(f'"{word}"' for word in words)
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE option USING fts5(ref UNINDEXED, words, tokenize = 'porter')")
        database.executemany(
            "INSERT INTO option VALUES (?, ?)", [(ref, " . ".join(told)) for ref, told in options.items()]
        )
        # bm25 is the less the better; an option that stands first in the model wins a tie
        found = database.execute(
            "SELECT ref, -bm25(option) FROM option WHERE option MATCH ? ORDER BY bm25(option), rowid LIMIT ?",
            (asked, limit),
        ).fetchall()
    finally:
        database.close()
    return tuple(Link(ref, score) for ref, score in found)
