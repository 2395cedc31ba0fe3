"""Where the parts of a YAML text lie: entries, their blocks with comments, lines, commas.

What a block is stands at the head of :mod:`detente.files.splice`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from .nodes import Mapping, Node, Scalar, Sequence, next_token
from .source import parse

__all__ = [
    "COMMENT_LINE",
    "LINE_BREAK",
    "REST_OF_LINE",
    "Collection",
    "Entry",
    "Page",
    "Piece",
    "column_of",
    "line_end_of",
]

Collection: TypeAlias = Sequence | Mapping

COMMENT_LINE = re.compile(r"([ \t]*)(#[^\r\n]*)(?:\r\n|\r|\n|\Z)")
REST_OF_LINE = re.compile(r"[ \t]*(?:,[ \t]*)?(#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")
LINE_BREAK = re.compile(r"\r\n|\r|\n")


def line_end_of(text: str) -> str:
    """Return the line end that a text uses."""
    found = LINE_BREAK.search(text)
    return found[0] if found else "\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A list item from its dash, or a pair from its key, to the end of its value."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """An item that is to stand in brackets, with the comments that travel with it."""

    source: str
    above: tuple[str, ...] = ()
    beside: str = ""

    @property
    def words(self) -> str:
        return self.source + " " if self.source.endswith(":") else self.source  # "a:," is no key

    def lines(self, indent: str, comma: str, eol: str) -> str:
        beside = f"  {self.beside}" if self.beside else ""
        above = "".join(f"{indent}{comment}{eol}" for comment in self.above)
        return f"{above}{indent}{self.words}{comma}{beside}{eol}"


class Page:
    """A text that ends with a line break, its tree, and its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = parse(text)
        self.eol = line_end_of(text)

    def line_start(self, index: int) -> int:
        found = max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1
        return found or int(self.text.startswith("\ufeff"))

    def below(self, end: int) -> int:
        """Return where the line after the last character before ``end`` starts."""
        if self.text[end - 1] in "\r\n":
            return end
        found = LINE_BREAK.search(self.text, end)
        return found.end() if found else len(self.text)

    def shares_line(self, index: int) -> bool:
        return bool(self.text[self.line_start(index) : index].strip(" \t"))

    def entries(self, node: Collection) -> list[Entry]:
        if isinstance(node, Mapping):
            return [Entry(key.start.index, value.end.index) for key, value in node.pairs]
        if node.flow:
            return [Entry(item.start.index, item.end.index) for item in node.items]
        found: list[Entry] = []
        for item in node.items:
            dash = next_token(self.text, found[-1].end) if found else node.start.index
            found.append(Entry(dash, item.end.index))
        return found

    def entry(self, node: Collection, index: int) -> Entry:
        entries = self.entries(node)
        if not 0 <= index < len(entries):
            raise IndexError(f"there is no item {index} in a list of {len(entries)}")
        return entries[index]

    def head(self, node: Collection, index: int) -> int:
        """Return where the comment lines directly above an entry start, or else its own line."""
        floor = self.below(node.start.index + 1) if node.flow else 0
        floor = self.foot(node, index - 1) if index else floor
        position = self.line_start(self.entry(node, index).start)
        while position > floor:
            above = self.line_start(position - (2 if self.text.endswith("\r\n", 0, position) else 1))
            if not COMMENT_LINE.fullmatch(self.text, above, position):
                break
            position = above
        return position

    def foot(self, node: Collection, index: int) -> int:
        """Return where the block of an entry ends; the comment lines below that are deeper are in it."""
        position = self.below(self.entry(node, index).end)
        while not node.flow:
            found = COMMENT_LINE.match(self.text, position)
            if not found or len(found[1]) <= column_of(node):
                break
            position = found.end()
        return position

    def block(self, node: Collection, index: int) -> str:
        """Return the lines of an entry's block, comments above set back lest the entry before takes them."""
        start, column = self.entry(node, index).start, column_of(node)
        own = " " * column + self.text[start : self.foot(node, index)]
        if self.shares_line(start):
            return own
        above = COMMENT_LINE.finditer(self.text, self.head(node, index), self.line_start(start))
        return "".join(found[0][max(0, len(found[1]) - column) :] for found in above) + own

    def comma(self, end: int) -> int | None:
        """Return where the comma after an entry in brackets is, if there is one."""
        found = next_token(self.text, end)
        return found if self.text[found] == "," else None

    def stands_alone(self, entry: Entry) -> re.Match[str] | None:
        """Match what is beside an entry in brackets, unless it shares its lines with other entries."""
        return None if self.shares_line(entry.start) else REST_OF_LINE.match(self.text, entry.end)

    def piece(self, node: Sequence, index: int) -> Piece:
        entry = self.entry(node, index)
        source = self.text[entry.start : entry.end]
        beside = self.stands_alone(entry)
        if not beside:
            return Piece(source)
        above = COMMENT_LINE.finditer(self.text, self.head(node, index), self.line_start(entry.start))
        return Piece(source, tuple(found[2] for found in above), beside[1] or "")

    def comments(self, start: int, stop: int, node: Node) -> Iterator[re.Match[str]]:
        """Yield the comments between two places, around and inside a node."""
        comment = re.compile(r"#[^\r\n]*")
        for one in _scalars(node):
            yield from comment.finditer(self.text, start, one.start.index)
            start = one.end.index
            if one.style in ("|", ">"):
                yield from comment.finditer(self.text, one.start.index, self.below(one.start.index + 1))
        yield from comment.finditer(self.text, start, stop)


def column_of(node: Node) -> int:
    """Return how many characters stand before a node on its line."""
    return node.start.column - 1


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
        return
    children = node.items if isinstance(node, Sequence) else [one for pair in node.pairs for one in pair]
    for child in children:
        yield from _scalars(child)
