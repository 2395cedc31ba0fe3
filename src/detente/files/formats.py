"""YAML and JSON lines as trees of nodes, each of which knows its place in the file."""

from __future__ import annotations

import json
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


def parse_json_lines(text: str, file: str, faults: list[Diagnostic]) -> tuple[Node, ...]:
    """Return the value of each line that is JSON, with its line as its place; note the lines that are not.

    Empty lines are passed over.
    """
    nodes = []
    for number, line in enumerate(text.split("\n"), start=1):  # JSON may hold other line separators
        if line.strip():
            place = Place(file, number)
            try:
                nodes.append(_json_node(json.loads(line, object_pairs_hook=_Pairs), place, faults))
            except json.JSONDecodeError as error:
                faults.append(_json_fault(error.msg, Place(file, number, error.colno)))
            except RecursionError:
                faults.append(_json_fault("the values are nested too deep", place))
            except ValueError:  # a number of thousands of digits
                faults.append(_json_fault("a number is too long", place))
    return tuple(nodes)


def _json_fault(problem: str, place: Place) -> Diagnostic:
    cure = "write one claim a line, keys and texts in double quotes"
    return Diagnostic("json-syntax", f"this line is not JSON: {problem}", cure, place)


class _Pairs(tuple[tuple[str, Any], ...]):
    """The entries of a JSON object, kept apart so that a key given twice is seen."""

    __slots__ = ()


def _json_node(value: Any, place: Place, faults: list[Diagnostic]) -> Node:
    if isinstance(value, _Pairs):
        fields: Fields = {}
        for key, item in value:
            if key in fields:
                message = f"the key '{key}' stands on this line twice"
                faults.append(Diagnostic("duplicate-key", message, "keep one of the two", place))
            fields[key] = (place, _json_node(item, place, faults))
        return Node(fields, place)
    if isinstance(value, list):
        return Node(tuple(_json_node(item, place, faults) for item in value), place)
    return Node(value, place)
