"""The tree of a YAML text: nodes that know their exact places, and ways to walk it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..diagnostics import Place

__all__ = [
    "Mapping",
    "Mark",
    "Node",
    "Scalar",
    "Sequence",
    "at",
    "key_at",
    "next_token",
    "place",
    "plain",
    "resolved",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text: ``index`` counts code points from 0, ``line`` and ``column`` count from 1."""

    index: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text: its decoded value, how it is written, and where."""

    text: str
    style: Literal["plain", "'", '"', "|", ">"]
    start: Mark
    end: Mark

    @property
    def plain(self) -> bool:
        """Whether it is written without quotes, so that ``true`` or ``12`` mean more than their text."""
        return self.style == "plain"


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; ``flow`` says whether it is written in brackets."""

    items: tuple[Node, ...]
    flow: bool
    start: Mark
    end: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values in the order of the text; keys are always text and unique."""

    pairs: tuple[tuple[Scalar, Node], ...]
    flow: bool
    start: Mark
    end: Mark


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> Any:
    r"""Return the data of a node as ordinary Python values.

    A key is always text. Numbers become int or float; who needs them exactly reads ``Scalar.text``.

    Examples
    --------
    >>> from detente.files.source import parse
    >>> plain(parse("a: [1, .5, 0x1F, true, ~, on, 2025-10-27, '7']"))
    {'a': [1, 0.5, 31, True, None, 'on', '2025-10-27', '7']}
    """
    if isinstance(node, Scalar):
        return resolved(node.text) if node.plain else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


def at(node: Node, path: tuple[str | int, ...]) -> Node:
    r"""Follow keys and indexes, from 0, down the tree.

    Raises
    ------
    KeyError, IndexError
        If there is no such key or item.
    ValueError
        If a step is a key where there is no mapping, or an index where there is no list.

    Examples
    --------
    >>> from detente.files.source import parse
    >>> at(parse("a: [b, c]"), ("a", 1)).text
    'c'
    """
    for step in path:
        if isinstance(step, str):
            node = _pair(node, step)[1]
        elif isinstance(node, Sequence):
            if not 0 <= step < len(node.items):
                raise IndexError(f"there is no item {step} in a list of {len(node.items)}")
            node = node.items[step]
        else:
            raise ValueError(f"the step {step} needs a list, and here is none")
    return node


def key_at(node: Node, path: tuple[str | int, ...]) -> Scalar:
    r"""Return the key of the last step of a path, which must be a key.

    Raises
    ------
    KeyError, IndexError, ValueError
        As :func:`at` does; also if the last step is not a key.

    Examples
    --------
    >>> from detente.files.source import parse
    >>> key_at(parse("a: {b: c}"), ("a", "b")).start.column
    5
    """
    if not path or not isinstance(path[-1], str):
        raise ValueError("the path does not end in a key")
    return _pair(at(node, path[:-1]), path[-1])[0]


def place(node: Node | Mark, file: str | None = None) -> Place:
    """Return where a node starts, as diagnostics say it.

    Examples
    --------
    >>> from detente.files.source import parse
    >>> print(place(at(parse("a: {b: c}"), ("a",)), "korea.yaml"))
    korea.yaml:1:4
    """
    mark = node if isinstance(node, Mark) else node.start
    return Place(file, mark.line, mark.column)


def next_token(text: str, index: int) -> int:
    r"""Return where the next token starts: blanks, line breaks and comments are passed over.

    The index must not lie inside a scalar or a comment.

    Examples
    --------
    >>> next_token("a  # note, not an item\n , b", 1)
    24
    """
    match = _GAP.match(text, index)
    return match.end() if match else index


def resolved(text: str) -> bool | int | float | str | None:
    """Return what a plain scalar means in the core schema of YAML 1.2.

    Examples
    --------
    >>> [resolved(text) for text in ("true", "Null", "-.inf", "0o17", "1e3", "yes", "1_000")]
    [True, None, -inf, 15, 1000.0, 'yes', '1_000']
    """
    if text in _WORDS:
        return _WORDS[text]
    if not _NUMBER.fullmatch(text):
        return text
    if text[:2] in ("0x", "0o"):
        return int(text, 0)
    if re.fullmatch(r"[-+]?[0-9]+", text):
        try:
            return int(text)
        except ValueError:  # Python reads at most 4,300 digits; so long a number is no number we know
            return text
    return float(text.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf"))


def _pair(node: Node, key: str) -> tuple[Scalar, Node]:
    if not isinstance(node, Mapping):
        raise ValueError(f"the step {key!r} needs a mapping, and here is none")
    for pair in node.pairs:
        if pair[0].text == key:
            return pair
    raise KeyError(key)


_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)"
)
_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
