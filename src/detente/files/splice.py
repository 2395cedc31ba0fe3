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
or mapping. A new item or value is YAML text on one line, without comment; ``scalars.scalar`` writes one. In
brackets a text with ``,``, brackets or ``: `` wants quotes: an item is taken as it is given.

Each operation raises KeyError or IndexError if there is no such place; ValueError if there is no list or
mapping at the path, if a new item is not the YAML text of one value in its place, or if the splice cannot be
done; InputError if the text cannot be read. Two splices are not done: what would put blank lines into or out
of a text that keeps them (``|+``), and a second key for a mapping in a list without braces (``[a: b]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from ..errors import InputError
from .layout import LINE_BREAK, REST_OF_LINE, Collection, Page, Piece, column_of, line_end_of
from .nodes import Mapping, Node, Scalar, Sequence, at, key_at, next_token, plain
from .scalars import scalar
from .source import parse

__all__ = ["drop_item", "drop_key", "insert_item", "move_item", "replace_item", "set_key"]

Path: TypeAlias = tuple[str | int, ...]
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

    def change(page: Page) -> str:
        node = at(page.root, path)
        if plain(node) is None and index == 0:
            return _fill(page, path, node, f"- {item}", f"[{item}]")
        node = _list(node)
        if not 0 <= index <= len(node.items):
            raise IndexError(f"there is no place {index} in a list of {len(node.items)}")
        if node.flow:
            return _insert_in_brackets(page, node, index, Piece(item))
        return _insert_lines(page, path, index, f"{' ' * column_of(node)}- {item}{page.eol}")

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

    def change(page: Page) -> str:
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

    def change(page: Page) -> str:
        node = _list(at(page.root, path))
        page.entry(node, to)
        if page.entry(node, index) == page.entry(node, to):
            return page.text
        rest = Page(_drop(page, path, index))
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

    def change(page: Page) -> str:
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

    def change(page: Page) -> str:
        node = at(page.root, path)
        if plain(node) is None:
            return _fill(page, path, node, pair, f"{{{bracketed}}}")
        node = _mapping(node)
        if any(name.text == key for name, _ in node.pairs):
            return _replace(page, path, key, value)
        if not node.flow:
            return _insert_lines(page, path, len(node.pairs), f"{' ' * column_of(node)}{pair}{page.eol}")
        if page.text[node.start.index] != "{":
            raise ValueError("a mapping without braces takes no second key")
        return _insert_in_brackets(page, node, len(node.pairs), Piece(bracketed))

    return _spliced(text, path, change, lambda old: {**(old if isinstance(old, dict) else {}), key: new})


def drop_key(text: str, path: Path, key: str) -> str:
    r"""Drop ``key`` and its value from the mapping at ``path``, with its block.

    Examples
    --------
    >>> drop_key("a: 1\n# on b\nb: 2  # two\nc: 3\n", (), "b")
    'a: 1\nc: 3\n'
    """

    def change(page: Page) -> str:
        names = [name.text for name, _ in _mapping(at(page.root, path)).pairs]
        if key not in names:
            raise KeyError(key)
        return _drop(page, path, names.index(key))

    return _spliced(text, path, change, lambda old: {name: one for name, one in old.items() if name != key})


# --- the promise ---


def _spliced(text: str, path: Path, change: Callable[[Page], str], edit: Callable[[Data], Data]) -> str:
    """Change the text, and hold the result against the data at ``path`` after the same edit."""
    ended = LINE_BREAK.search(text[-1:]) is not None
    page = Page(text if ended else text + line_end_of(text))
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
    if LINE_BREAK.search(item) or (node.start.index, node.end.index) != (0, len(item)):
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


def _drop(page: Page, path: Path, index: int) -> str:
    node = _collection(at(page.root, path))
    return _drop_in_brackets(page, node, index) if node.flow else _drop_lines(page, path, index)


def _replace(page: Page, path: Path, step: str | int, new: str) -> str:
    """Replace the value of a key, or an item; comments inside the old one become lines below or above."""
    parent, node = at(page.root, path), at(page.root, (*path, step))
    text, start, end = page.text, node.start.index, node.end.index
    if not _collection(parent).flow:
        return _replace_lines(page, _after_indicator(page, (*path, step)), node, new, column_of(parent))
    if start == end and isinstance(step, str):
        colon = ":" if end == key_at(parent, (step,)).end.index else ""  # {a} has none
        return f"{text[:end]}{colon} {new}{text[end:]}"
    indent = " " * column_of(node)
    above = "".join(f"{found[0]}{page.eol}{indent}" for found in page.comments(start, end, node))
    space = " " if above and text[start - 1] not in " \t\r\n" else ""
    return text[:start] + space + above + new + text[end:]


def _fill(page: Page, path: Path, node: Node, line: str, bracketed: str) -> str:
    """Put a first item or key where there is nothing yet, or a ``null``."""
    text = page.text
    if not path:
        return text[: node.start.index] + bracketed + text[node.end.index :]
    parent = _collection(at(page.root, path[:-1]))
    if isinstance(parent, Sequence) or parent.flow:
        return _replace(page, path[:-1], path[-1], bracketed if parent.flow else line)
    after = _after_indicator(page, path)
    if LINE_BREAK.search(text, after, node.start.index):
        return _replace(page, path[:-1], path[-1], bracketed)
    position = page.below(node.end.index)
    indent = " " * (column_of(parent) + 2)
    return f"{text[:after]}{text[node.end.index : position]}{indent}{line}{page.eol}{text[position:]}"


# --- block style: whole lines ---


def _insert_lines(page: Page, path: Path, index: int, lines: str) -> str:
    node = _collection(at(page.root, path))
    if index:
        position = page.foot(node, index - 1)
        return page.text[:position] + lines + page.text[position:]
    if page.shares_line(node.start.index):
        return _on_own_line(page, node, lambda page: _insert_lines(page, path, index, lines))
    return page.text[: page.head(node, 0)] + lines + page.block(node, 0) + page.text[page.foot(node, 0) :]


def _drop_lines(page: Page, path: Path, index: int) -> str:
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


def _on_own_line(page: Page, node: Node, change: Callable[[Page], str]) -> str:
    """Give a list or mapping that starts beside a dash (``- - a``) a line of its own while it is changed."""
    start = node.start.index
    before = page.text[:start].rstrip(" ")
    gap = page.eol + " " * column_of(node)
    changed = change(Page(before + gap + page.text[start:]))
    rest = changed[len(before) :]
    if rest.startswith(gap) and rest[len(gap)] not in " #\r\n":  # else a comment has come to stand first
        return before + page.text[len(before) : start] + rest[len(gap) :]
    return changed


def _after_indicator(page: Page, path: Path) -> int:
    """Return the place after the dash or colon that what stands at a path in block style follows."""
    step = path[-1]
    if isinstance(step, str):
        return next_token(page.text, key_at(page.root, path).end.index) + 1
    return page.entry(_list(at(page.root, path[:-1])), step).start + 1


def _replace_lines(page: Page, after: int, node: Node, new: str, column: int) -> str:
    """Replace a value; ``after`` is the place after its dash or colon, ``column`` that of its parent."""
    text, start, end = page.text, node.start.index, node.end.index
    if start == end:
        return f"{text[:after]} {new}{text[after:]}"
    if not LINE_BREAK.search(text, after, end):
        return text[:start] + new + text[end:]
    stop = len(text[: page.below(end)].rstrip("\r\n"))
    for count, found in enumerate(page.comments(after, stop, node)):
        beside = count == 0 and page.shares_line(found.start())
        new += f"  {found[0]}" if beside else f"{page.eol}{' ' * (column + 2)}{found[0]}"
    return f"{text[:after]} {new}{text[stop:]}"


# --- in brackets: commas ---


def _insert_in_brackets(page: Page, node: Collection, index: int, piece: Piece) -> str:
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
        indent = " " * (column_of(node) + 1)
        lines = piece.lines(indent, ",", page.eol)
        return text[:start].rstrip(" ") + page.eol + lines + indent + text[start:]
    return f"{text[:start]}{piece.words}, {text[start:]}"


def _append_in_brackets(page: Page, node: Collection, piece: Piece) -> str:
    text, last = page.text, page.entries(node)[-1]
    comma = page.comma(last.end)
    separator = " ," if text[last.end - 1] == ":" else ","
    alone = page.stands_alone(last) and (comma is None or comma < page.below(last.end))
    if not alone and not piece.above and not piece.beside:
        space = " " if text[last.end] == "#" else ""
        return f"{text[: last.end]}{separator} {piece.words}{space}{text[last.end :]}"
    indent = text[page.line_start(last.start) : last.start] if alone else " " * (column_of(node) + 1)
    lines = piece.lines(indent, "" if comma is None else ",", page.eol)
    if comma is None:
        comma = last.end + len(separator) - 1
        text = text[: last.end] + separator + text[last.end :]
    rest = REST_OF_LINE.match(text, comma + 1)
    if not rest:
        return text[: comma + 1] + page.eol + lines + indent + text[comma + 1 :].lstrip(" ")
    return text[: rest.end()] + lines + text[rest.end() :]


def _drop_in_brackets(page: Page, node: Collection, index: int) -> str:
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
