"""YAML and JSON lines as trees of nodes, each of which knows its place in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..diagnostics import Diagnostic, Place
from . import nodes, source
from .records import Fields, Node

__all__ = ["parse_json_lines", "parse_yaml"]


def parse_yaml(text: str, file: str) -> Node:
    """Return the tree of a YAML file; dates stay text.

    Raises
    ------
    InputError
        With all that is refused (see :mod:`detente.files.source`).
    """
    return _yaml_node(source.parse(text, file), file)


def _yaml_node(raw: nodes.Node, file: str) -> Node:
    place = nodes.place(raw, file)
    if isinstance(raw, nodes.Scalar):
        return Node(nodes.plain(raw), place, raw)
    if isinstance(raw, nodes.Sequence):
        return Node(tuple(_yaml_node(item, file) for item in raw.items), place)
    return Node(
        {key.text: (nodes.place(key, file), _yaml_node(value, file)) for key, value in raw.pairs}, place
    )


def parse_json_lines(text: str, file: str, faults: list[Diagnostic]) -> Iterator[Node]:
    r"""Yield the value of each line that is JSON, with its line as its place; note the lines that are not.

    Empty lines are passed over. Lines are read one by one as they are asked for, so that the trees of many
    thousands are never held together: that would cost as much again as reading them.

    Examples
    --------
    >>> faults = []
    >>> nodes = parse_json_lines('{"a": [1]}\n\n{"a": 1, "a": 2}\n{"a": 1, "a": 2', "a.jsonl", faults)
    >>> [(node.place.line, node.value["a"][1].value) for node in nodes]
    [(1, (Node(value=1, place=Place(file='a.jsonl', line=1, column=None), raw=None),)), (3, 2)]
    >>> [(fault.code, fault.place.line) for fault in faults]
    [('duplicate-key', 3), ('json-syntax', 4)]
    """
    reader = _LineReader(file, faults)
    for number, line in enumerate(text.split("\n"), start=1):  # JSON may hold other line separators
        if line.strip():
            node = reader.read(line, number)
            if node is not None:
                yield node


class _LineReader:
    """Reads one line after the other; the decoder makes the nodes of objects itself, which is fast."""

    def __init__(self, file: str, faults: list[Diagnostic]) -> None:
        self.file = file
        self.faults = faults
        self.place = Place(file)
        self.decoder = json.JSONDecoder(object_pairs_hook=self._object)

    def read(self, line: str, number: int) -> Node | None:
        """Return the value of a line; None for a line that is not JSON, which is noted."""
        self.place = Place(self.file, number)
        noted = len(self.faults)
        try:
            return self._node(self.decoder.decode(line))
        except json.JSONDecodeError as error:
            fault = _json_fault(error.msg, Place(self.file, number, error.colno))
        except RecursionError:
            fault = _json_fault("the values are nested too deep", self.place)
        except ValueError:  # a number of thousands of digits
            fault = _json_fault("a number is too long", self.place)
        self.faults[noted:] = [fault]  # what was noted inside a line that is no JSON says nothing more
        return None

    def _object(self, pairs: list[tuple[str, Any]]) -> Node:
        place = self.place
        fields: Fields = {key: (place, self._node(value)) for key, value in pairs}
        if len(fields) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    message = f"the key '{key}' stands on this line twice"
                    self.faults.append(Diagnostic("duplicate-key", message, "keep one of the two", place))
                seen.add(key)
        return Node(fields, place)

    def _node(self, value: Any) -> Node:
        if isinstance(value, Node):
            return value
        if isinstance(value, list):
            return Node(tuple(self._node(item) for item in value), self.place)
        return Node(value, self.place)


def _json_fault(problem: str, place: Place) -> Diagnostic:
    cure = "write one object a line, keys and texts in double quotes"
    return Diagnostic("json-syntax", f"this line is not JSON: {problem}", cure, place)
