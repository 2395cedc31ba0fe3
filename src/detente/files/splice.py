r"""Changing YAML text by splicing, so that comments survive.

Each operation takes text and returns text. The result reads as exactly the data that the operation says,
everything outside the block that it touches stays as it was, and no comment is lost but those of a block that
is dropped. Every operation reads its own result again and raises ValueError rather than break this promise.

What travels and goes with a list item or key, its *block*:

* In block style: its lines with the comments beside and inside them; the comment lines directly above,
  no blank line between; the comment lines directly below that are indented deeper than its dash or key.
* In brackets: if it stands alone on its lines, these with their comments, and the comment lines directly
  above. If it shares a line, no comment: a comment there belongs to the line.

All other comments stay in their places. A path is a tuple of keys and of indexes from 0 and leads to a list
or mapping. A new item or value is YAML text on one line, without comment; :func:`scalar` writes one. In
brackets a text with ``,``, brackets or ``: `` wants quotes: an item is taken as it is given.

Each operation raises KeyError or IndexError if there is no such place; ValueError if there is no list or
mapping at the path, if a new item is not the YAML text of one value in its place, or if the splice cannot be
done; InputError if the text cannot be read. Two splices are not done: what would put blank lines into or out
of a text that keeps them (``|+``), and a second key for a mapping in a list without braces (``[a: b]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..errors import InputError
from .source import Mapping, Node, Scalar, Sequence, at, key_at, next_token, parse, plain, resolved

__all__ = ["drop_item", "drop_key", "insert_item", "move_item", "replace_item", "scalar", "set_key"]

Path: TypeAlias = tuple[str | int, ...]
Collection: TypeAlias = Sequence | Mapping
Data: TypeAlias = Any  # lists, dicts, and scalars as (text, whether plain)


def insert_item(text: str, path: Path, index: int, item: str) -> str:
    r"""Insert an item into the list at ``path``, before the item that is now at ``index``.

    A key without value becomes a list of one.

    Examples
    --------
    >>> print(insert_item("prefers:\n  - a  # why\n", ("prefers",), 1, "not b"), end="")
    prefers:
      - a  # why
      - not b
    >>> insert_item("prefers: [a, not b]", ("prefers",), 0, "{equal: [c, d]}")
    'prefers: [{equal: [c, d]}, a, not b]'
    """
    new = _data_of(item)

    def change(page: _Page) -> str:
        node = at(page.root, path)
        if plain(node) is None and index == 0:
            return _fill(page, path, node, f"- {item}", f"[{item}]")
        node = _list(node)
        if not 0 <= index <= len(node.items):
            raise IndexError(f"there is no place {index} in a list of {len(node.items)}")
        if node.flow:
            return _insert_in_brackets(page, node, index, _Piece(item))
        return _insert_lines(page, path, index, f"{' ' * _column(node)}- {item}{page.eol}")

    return _spliced(
        text, path, change, lambda old: _inserted(old if isinstance(old, list) else [], index, new)
    )


def drop_item(text: str, path: Path, index: int) -> str:
    r"""Drop the item at ``index`` of the list at ``path``, with its block.

    Examples
    --------
    >>> print(drop_item("prefers:\n  - a\n  # on b\n  - b  # why\n  # the end\n", ("prefers",), 1), end="")
    prefers:
      - a
      # the end
    """

    def change(page: _Page) -> str:
        _list(at(page.root, path))
        return _drop(page, path, index)

    return _spliced(text, path, change, lambda old: old[:index] + old[index + 1 :])


def move_item(text: str, path: Path, index: int, to: int) -> str:
    r"""Move the item at ``index`` of the list at ``path`` so that it is then at ``to``, with its block.

    Examples
    --------
    >>> print(move_item("- a  # first\n# on b\n- b\n", (), 1, 0), end="")
    # on b
    - b
    - a  # first
    """

    def change(page: _Page) -> str:
        node = _list(at(page.root, path))
        page.entry(node, to)
        if page.entry(node, index) == page.entry(node, to):
            return page.text
        rest = _Page(_drop(page, path, index))
        if node.flow:
            return _insert_in_brackets(rest, _list(at(rest.root, path)), to, page.piece(node, index))
        return _insert_lines(rest, path, to, page.block(node, index))

    return _spliced(text, path, change, lambda old: _inserted(old[:index] + old[index + 1 :], to, old[index]))


def replace_item(text: str, path: Path, index: int, item: str) -> str:
    r"""Replace the item at ``index`` of the list at ``path``; its comments stay, inner ones as lines.

    Examples
    --------
    >>> print(replace_item("- statement: a  # why\n  # and how\n  basis: reported\n", (), 0, "b"), end="")
    - b  # why
      # and how
    """
    new = _data_of(item)

    def change(page: _Page) -> str:
        node = _list(at(page.root, path))
        page.entry(node, index)
        return _replace(page, path, index, item)

    return _spliced(text, path, change, lambda old: _inserted(old[:index] + old[index + 1 :], index, new))


def set_key(text: str, path: Path, key: str, value: str) -> str:
    r"""Give ``key`` of the mapping at ``path`` a value; a new key goes to the end of the mapping.

    Comments beside and inside an old value stay, inner ones as lines. A key without value at ``path``
    becomes a mapping.

    Examples
    --------
    >>> print(set_key("title: Old  # draft\nas_of: 2025-10-27\n", (), "title", "New"), end="")
    title: New  # draft
    as_of: 2025-10-27
    >>> set_key("{US: {name: United States}}", ("US",), "prefers", "[a]")
    '{US: {name: United States, prefers: [a]}}'
    """
    new = _data_of(value)
    pair, bracketed = f"{scalar(key)}: {value}", f"{scalar(key, flow=True)}: {value}"

    def change(page: _Page) -> str:
        node = at(page.root, path)
        if plain(node) is None:
            return _fill(page, path, node, pair, f"{{{bracketed}}}")
        node = _mapping(node)
        if any(name.text == key for name, _ in node.pairs):
            return _replace(page, path, key, value)
        if not node.flow:
            return _insert_lines(page, path, len(node.pairs), f"{' ' * _column(node)}{pair}{page.eol}")
        if page.text[node.start.index] != "{":
            raise ValueError("a mapping without braces takes no second key")
        return _insert_in_brackets(page, node, len(node.pairs), _Piece(bracketed))

    return _spliced(text, path, change, lambda old: {**(old if isinstance(old, dict) else {}), key: new})


def drop_key(text: str, path: Path, key: str) -> str:
    r"""Drop ``key`` and its value from the mapping at ``path``, with its block.

    Examples
    --------
    >>> drop_key("a: 1\n# on b\nb: 2  # two\nc: 3\n", (), "b")
    'a: 1\nc: 3\n'
    """

    def change(page: _Page) -> str:
        names = [name.text for name, _ in _mapping(at(page.root, path)).pairs]
        if key not in names:
            raise KeyError(key)
        return _drop(page, path, names.index(key))

    return _spliced(text, path, change, lambda old: {name: one for name, one in old.items() if name != key})


def scalar(value: str, flow: bool = False) -> str:
    r"""Write text as a YAML scalar, on one line, quoted only when it must be.

    Parameters
    ----------
    value
        Any text; reading the result gives exactly this text again.
    flow
        Whether it is to stand inside brackets, where more texts want quotes.

    Raises
    ------
    ValueError
        If the text holds half a character (a lone surrogate), which no file can hold.

    Examples
    --------
    >>> print(scalar("not (a and b)"), scalar("12"), scalar("!a"), scalar("a: b"))
    not (a and b) "12" "!a" "a: b"
    >>> print(scalar("at least 1 of (a, b)"), scalar("at least 1 of (a, b)", flow=True))
    at least 1 of (a, b) "at least 1 of (a, b)"
    """
    if re.search("[\ud800-\udfff]", value):
        raise ValueError("half a character (a lone surrogate) cannot be written")
    special = _SPECIAL_IN_BRACKETS if flow else _SPECIAL
    if isinstance(resolved(value), str) and not special.search(value):
        return value
    return '"' + _ESCAPED.sub(_escape, value) + '"'


# What is written as an escape: all that is not printable, and the line breaks of other standards.
_UNPRINTABLE = "[^\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_ESCAPED = re.compile(rf'["\\]|{_UNPRINTABLE}')
# Where a plain scalar would be misread: as a whole, at its start, in its middle, at its end.
_START = r"""<<\Z|(?:---|\.\.\.|[-?:])?(?:[ ]|\Z)|[,\[\]{}#&*!|>'"%@`]"""
_SPECIAL = re.compile(rf"\A(?:{_START})|:[ ]|[ ]\#|[ :]\Z|{_UNPRINTABLE}")
_SPECIAL_IN_BRACKETS = re.compile(rf"\A[?:]|[,\[\]{{}}]|{_SPECIAL.pattern}")

_COMMENT_LINE = re.compile(r"([ \t]*)(#[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_REST_OF_LINE = re.compile(r"[ \t]*(?:,[ \t]*)?(#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")
_BREAK = re.compile(r"\r\n|\r|\n")


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(found[0])
    return short or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


# --- the promise ---


def _spliced(text: str, path: Path, change: Callable[[_Page], str], edit: Callable[[Data], Data]) -> str:
    """Change the text, and hold the result against the data at ``path`` after the same edit."""
    ended = _BREAK.search(text[-1:]) is not None
    page = _Page(text if ended else text + _eol(text))
    new = change(page)
    if not ended:  # take the line break away again, unless a blank line has come to stand last
        new = re.sub(r"(?<![\r\n])(?:\r\n|\r|\n)\Z", "", new)
    try:
        found = _data(parse(new))
    except InputError as error:
        raise ValueError(f"this cannot be spliced without breaking the text: {error}") from error
    expected: Data = [_data(page.root)]
    parent = expected
    for step in (0, *path)[:-1]:
        parent = parent[step]
    last = (0, *path)[-1]
    parent[last] = edit(parent[last])
    if repr(found) != repr(expected[0]):  # repr, because the order of keys counts too
        raise ValueError("this cannot be spliced without changing other data")
    return new


def _eol(text: str) -> str:
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def _data(node: Node) -> Data:
    if isinstance(node, Scalar):
        return (node.text, node.plain)
    if isinstance(node, Sequence):
        return [_data(item) for item in node.items]
    return {key.text: _data(value) for key, value in node.pairs}


def _data_of(item: str) -> Data:
    """Return the data of a new item, which must be one value on one line."""
    try:
        node = parse(item)
    except InputError as error:
        raise ValueError(f"{item!r} is not the YAML text of a value: {error}") from error
    if _BREAK.search(item) or (node.start.index, node.end.index) != (0, len(item)):
        raise ValueError(f"{item!r} is not one value on one line, without comment")
    return _data(node)


def _inserted(items: list[Data], index: int, new: Data) -> list[Data]:
    return [*items[:index], new, *items[index:]]


def _list(node: Node) -> Sequence:
    if not isinstance(node, Sequence):
        raise ValueError("there is no list at this path")
    return node


def _mapping(node: Node) -> Mapping:
    if not isinstance(node, Mapping):
        raise ValueError("there is no mapping at this path")
    return node


def _collection(node: Node) -> Collection:
    return node if isinstance(node, Mapping) else _list(node)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A list item from its dash, or a pair from its key, to the end of its value."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
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


class _Page:
    """A text that ends with a line break, its tree, and its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = parse(text)
        self.eol = _eol(text)

    def line_start(self, index: int) -> int:
        found = max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1
        return found or int(self.text.startswith("\ufeff"))

    def below(self, end: int) -> int:
        """Return where the line after the last character before ``end`` starts."""
        if self.text[end - 1] in "\r\n":
            return end
        found = _BREAK.search(self.text, end)
        return found.end() if found else len(self.text)

    def shares_line(self, index: int) -> bool:
        return bool(self.text[self.line_start(index) : index].strip(" \t"))

    def entries(self, node: Collection) -> list[_Entry]:
        if isinstance(node, Mapping):
            return [_Entry(key.start.index, value.end.index) for key, value in node.pairs]
        if node.flow:
            return [_Entry(item.start.index, item.end.index) for item in node.items]
        found: list[_Entry] = []
        for item in node.items:
            dash = next_token(self.text, found[-1].end) if found else node.start.index
            found.append(_Entry(dash, item.end.index))
        return found

    def entry(self, node: Collection, index: int) -> _Entry:
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
            if not _COMMENT_LINE.fullmatch(self.text, above, position):
                break
            position = above
        return position

    def foot(self, node: Collection, index: int) -> int:
        """Return where the block of an entry ends; the comment lines below that are deeper are in it."""
        position = self.below(self.entry(node, index).end)
        while not node.flow:
            found = _COMMENT_LINE.match(self.text, position)
            if not found or len(found[1]) <= _column(node):
                break
            position = found.end()
        return position

    def block(self, node: Collection, index: int) -> str:
        """Return the lines of an entry's block, comments above set back lest the entry before takes them."""
        start, column = self.entry(node, index).start, _column(node)
        own = " " * column + self.text[start : self.foot(node, index)]
        if self.shares_line(start):
            return own
        above = _COMMENT_LINE.finditer(self.text, self.head(node, index), self.line_start(start))
        return "".join(found[0][max(0, len(found[1]) - column) :] for found in above) + own

    def comma(self, end: int) -> int | None:
        """Return where the comma after an entry in brackets is, if there is one."""
        found = next_token(self.text, end)
        return found if self.text[found] == "," else None

    def stands_alone(self, entry: _Entry) -> re.Match[str] | None:
        """Match what is beside an entry in brackets, unless it shares its lines with other entries."""
        return None if self.shares_line(entry.start) else _REST_OF_LINE.match(self.text, entry.end)

    def piece(self, node: Sequence, index: int) -> _Piece:
        entry = self.entry(node, index)
        source = self.text[entry.start : entry.end]
        beside = self.stands_alone(entry)
        if not beside:
            return _Piece(source)
        above = _COMMENT_LINE.finditer(self.text, self.head(node, index), self.line_start(entry.start))
        return _Piece(source, tuple(found[2] for found in above), beside[1] or "")

    def comments(self, start: int, stop: int, node: Node) -> Iterator[re.Match[str]]:
        """Yield the comments between two places, around and inside a node."""
        comment = re.compile(r"#[^\r\n]*")
        for one in _scalars(node):
            yield from comment.finditer(self.text, start, one.start.index)
            start = one.end.index
            if one.style in ("|", ">"):
                yield from comment.finditer(self.text, one.start.index, self.below(one.start.index + 1))
        yield from comment.finditer(self.text, start, stop)


def _column(node: Node) -> int:
    return node.start.column - 1


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
        return
    children = node.items if isinstance(node, Sequence) else [one for pair in node.pairs for one in pair]
    for child in children:
        yield from _scalars(child)


def _drop(page: _Page, path: Path, index: int) -> str:
    node = _collection(at(page.root, path))
    return _drop_in_brackets(page, node, index) if node.flow else _drop_lines(page, path, index)


def _replace(page: _Page, path: Path, step: str | int, new: str) -> str:
    """Replace the value of a key, or an item; comments inside the old one become lines below or above."""
    parent, node = at(page.root, path), at(page.root, (*path, step))
    text, start, end = page.text, node.start.index, node.end.index
    if not _collection(parent).flow:
        return _replace_lines(page, _after_indicator(page, (*path, step)), node, new, _column(parent))
    if start == end and isinstance(step, str):
        colon = ":" if end == key_at(parent, (step,)).end.index else ""  # {a} has none
        return f"{text[:end]}{colon} {new}{text[end:]}"
    indent = " " * _column(node)
    above = "".join(f"{found[0]}{page.eol}{indent}" for found in page.comments(start, end, node))
    space = " " if above and text[start - 1] not in " \t\r\n" else ""
    return text[:start] + space + above + new + text[end:]


def _fill(page: _Page, path: Path, node: Node, line: str, bracketed: str) -> str:
    """Put a first item or key where there is nothing yet, or a ``null``."""
    text = page.text
    if not path:
        return text[: node.start.index] + bracketed + text[node.end.index :]
    parent = _collection(at(page.root, path[:-1]))
    if isinstance(parent, Sequence) or parent.flow:
        return _replace(page, path[:-1], path[-1], bracketed if parent.flow else line)
    after = _after_indicator(page, path)
    if _BREAK.search(text, after, node.start.index):
        return _replace(page, path[:-1], path[-1], bracketed)
    position = page.below(node.end.index)
    indent = " " * (_column(parent) + 2)
    return f"{text[:after]}{text[node.end.index : position]}{indent}{line}{page.eol}{text[position:]}"


# --- block style: whole lines ---


def _insert_lines(page: _Page, path: Path, index: int, lines: str) -> str:
    node = _collection(at(page.root, path))
    if index:
        position = page.foot(node, index - 1)
        return page.text[:position] + lines + page.text[position:]
    if page.shares_line(node.start.index):
        return _on_own_line(page, node, lambda page: _insert_lines(page, path, index, lines))
    return page.text[: page.head(node, 0)] + lines + page.block(node, 0) + page.text[page.foot(node, 0) :]


def _drop_lines(page: _Page, path: Path, index: int) -> str:
    node, text = _collection(at(page.root, path)), page.text
    if page.shares_line(page.entry(node, index).start):
        return _on_own_line(page, node, lambda page: _drop_lines(page, path, index))
    start, stop = page.head(node, index), page.foot(node, index)
    if len(page.entries(node)) > 1:
        return text[:start] + text[stop:]
    empty = "[]" if isinstance(node, Sequence) else "{}"
    if not path:
        return text[:start] + empty + page.eol + text[stop:]
    after = _after_indicator(page, path)
    return f"{text[:after]} {empty}{text[after:start]}{text[stop:]}"


def _on_own_line(page: _Page, node: Node, change: Callable[[_Page], str]) -> str:
    """Give a list or mapping that starts beside a dash (``- - a``) a line of its own while it is changed."""
    start = node.start.index
    before = page.text[:start].rstrip(" ")
    gap = page.eol + " " * _column(node)
    changed = change(_Page(before + gap + page.text[start:]))
    rest = changed[len(before) :]
    if rest.startswith(gap) and rest[len(gap)] not in " #\r\n":  # else a comment has come to stand first
        return before + page.text[len(before) : start] + rest[len(gap) :]
    return changed


def _after_indicator(page: _Page, path: Path) -> int:
    """Return the place after the dash or colon that what stands at a path in block style follows."""
    step = path[-1]
    if isinstance(step, str):
        return next_token(page.text, key_at(page.root, path).end.index) + 1
    return page.entry(_list(at(page.root, path[:-1])), step).start + 1


def _replace_lines(page: _Page, after: int, node: Node, new: str, column: int) -> str:
    """Replace a value; ``after`` is the place after its dash or colon, ``column`` that of its parent."""
    text, start, end = page.text, node.start.index, node.end.index
    if start == end:
        return f"{text[:after]} {new}{text[after:]}"
    if not _BREAK.search(text, after, end):
        return text[:start] + new + text[end:]
    stop = len(text[: page.below(end)].rstrip("\r\n"))
    for count, found in enumerate(page.comments(after, stop, node)):
        beside = count == 0 and page.shares_line(found.start())
        new += f"  {found[0]}" if beside else f"{page.eol}{' ' * (column + 2)}{found[0]}"
    return f"{text[:after]} {new}{text[stop:]}"


# --- in brackets: commas ---


def _insert_in_brackets(page: _Page, node: Collection, index: int, piece: _Piece) -> str:
    text, entries = page.text, page.entries(node)
    if not entries:
        position = node.start.index + 1
        space = " " if text[position] == "#" else ""
        return text[:position] + piece.words + space + text[position:]
    if index == len(entries):
        return _append_in_brackets(page, node, piece)
    start = entries[index].start
    if not page.shares_line(start):
        position = page.head(node, index)
        indent = text[page.line_start(start) : start]
        return text[:position] + piece.lines(indent, ",", page.eol) + text[position:]
    if piece.above or piece.beside:
        indent = " " * (_column(node) + 1)
        lines = piece.lines(indent, ",", page.eol)
        return text[:start].rstrip(" ") + page.eol + lines + indent + text[start:]
    return f"{text[:start]}{piece.words}, {text[start:]}"


def _append_in_brackets(page: _Page, node: Collection, piece: _Piece) -> str:
    text, last = page.text, page.entries(node)[-1]
    comma = page.comma(last.end)
    separator = " ," if text[last.end - 1] == ":" else ","
    alone = page.stands_alone(last) and (comma is None or comma < page.below(last.end))
    if not alone and not piece.above and not piece.beside:
        space = " " if text[last.end] == "#" else ""
        return f"{text[: last.end]}{separator} {piece.words}{space}{text[last.end :]}"
    indent = text[page.line_start(last.start) : last.start] if alone else " " * (_column(node) + 1)
    lines = piece.lines(indent, "" if comma is None else ",", page.eol)
    if comma is None:
        comma = last.end + len(separator) - 1
        text = text[: last.end] + separator + text[last.end :]
    rest = _REST_OF_LINE.match(text, comma + 1)
    if not rest:
        return text[: comma + 1] + page.eol + lines + indent + text[comma + 1 :].lstrip(" ")
    return text[: rest.end()] + lines + text[rest.end() :]


def _drop_in_brackets(page: _Page, node: Collection, index: int) -> str:
    text, entry = page.text, page.entry(node, index)
    if isinstance(node, Mapping) and text[node.start.index] != "{":
        return text[: entry.start] + "{}" + text[entry.end :]  # the mapping in [a: b]
    comma = page.comma(entry.end)
    if page.stands_alone(entry):
        start, stop = page.head(node, index), page.below(entry.end)
        if comma is None or comma < stop:
            return text[:start] + text[stop:]
        return text[:start] + text[stop:comma] + text[comma + 1 :]
    before = page.comma(page.entry(node, index - 1).end) if index else None
    if before is not None and not text[before + 1 : entry.start].strip(" \t"):
        return text[:before] + text[entry.end :]
    if comma is None:
        return text[: entry.start] + text[entry.end :]
    between = text[entry.end : comma].strip(" ")  # comments, when the comma stands at the start of a line
    spaces = re.compile(r"[ \t]*(?![ \t#\r\n])").match(text, comma + 1)
    rest = spaces.end() if spaces and not between else comma + 1
    return text[: entry.start] + (f" {between}" if between else "") + text[rest:]
