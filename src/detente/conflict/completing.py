"""What an editor of statements shows: the faults of one as it stands, and options that a word may become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..errors import InputError
from .conflict import Conflict
from .grammar import parse
from .statements import Statement

__all__ = ["Completion", "Mark", "Written", "completions", "written"]

_MOST = 30
"""So many completions are offered."""

_WORD = re.compile(r"[^\W\d][\w.]*")
_MARKED = re.compile(r"[\w.]+|\S")


@dataclass(frozen=True, slots=True)
class Mark:
    """A fault of a statement, and the half-open span of its text that it is about."""

    diagnostic: Diagnostic
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Written:
    """A statement as it was typed: what it is, or its faults."""

    statement: Statement | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """An option that may stand in the place of a word.

    Attributes
    ----------
    text
        What to write.
    name
        What it means: "Washington: Invites Kim in public".
    start, end
        The half-open span of the text in whose place it is written.
    """

    text: str
    name: str
    start: int
    end: int


def written(conflict: Conflict, text: str, own: str | None = None) -> Written:
    """Read a statement that somebody types.

    Parameters
    ----------
    conflict
        Whose options it names.
    text
        As it stands.
    own
        The decision maker whose prefix may be left out.

    Examples
    --------
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x"]})
    >>> found = written(c, "x and B.z", own="A")
    >>> found.statement, [(mark.diagnostic.code, mark.start, mark.end) for mark in found.marks]
    (None, [('unknown-option', 6, 9)])
    """
    try:
        return Written(parse(text, conflict.option_ids, own=own), ())
    except InputError as error:
        return Written(None, tuple(_mark(text, fault) for fault in error.diagnostics))


def _mark(text: str, fault: Diagnostic) -> Mark:
    start = min((fault.place.column or 1) - 1, len(text))
    word = _MARKED.match(text, start)
    return Mark(fault, start, word.end() if word else len(text))


def completions(conflict: Conflict, text: str, at: int, own: str | None = None) -> tuple[Completion, ...]:
    """Return the options that the word at the cursor may become, the likeliest first.

    A word is looked for at the beginning of options as statements name them, of their ids, and of the words
    of their names. Without a word all options are offered, own ones first.

    >>> c = Conflict.from_options({"A": {"x": "Attacks"}, "B": {"y": "Yields"}}, {"A": ["x"]})
    >>> [one.text for one in completions(c, "not yie", 7, own="A")]
    ['B.y']
    """
    start = end = at
    for found in _WORD.finditer(text):
        if found.start() <= at <= found.end():
            start, end = found.span()
    typed = text[start:at].lower()
    ranked = sorted(_ranked(conflict, typed, own), key=lambda pair: pair[0])
    return tuple(Completion(short, name, start, end) for _, short, name in ranked[:_MOST])


def _ranked(conflict: Conflict, typed: str, own: str | None) -> Iterator[tuple[int, str, str]]:
    for dm in conflict.decision_makers:
        for option in dm.options:
            short = option.id if dm.id == own else f"{dm.id}.{option.id}"
            words = re.findall(r"\w+", f"{dm.name} {option.name}".lower())
            starts = (
                short.lower().startswith(typed),
                option.id.lower().startswith(typed) or f"{dm.id}.{option.id}".lower().startswith(typed),
                any(word.startswith(typed) for word in words),
            )
            if any(starts):
                yield 2 * starts.index(True) + (dm.id != own), short, f"{dm.name}: {option.name}"
