"""The JSON Schema and the reader take the same files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from detente.catalog.names import catalogue
from detente.conflict.reading import read_draft, read_variant
from detente.conflict.schema import schema_text
from detente.diagnostics import Diagnostic
from detente.errors import InputError
from detente.files.formats import parse_yaml
from detente.files.nodes import plain
from detente.files.source import parse

SCHEMA: dict[str, Any] = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)

WHOLE: dict[str, Any] = {
    "detente": 1,
    "title": "T",
    "as_of": "2025-10-27",
    "alternative_of": "2025-02",
    "decision_makers": {
        "A": {
            "name": "Athens",
            "options": {"x": "Does x", "y": None},
            "prefers": [
                "x",
                {"statement": "y", "basis": "reported", "because": ["c"], "against": [], "says": "so"},
                {"equal": ["B.z", "not x"], "basis": "inferred"},
            ],
        },
        "B": {"options": ["z"], "weights": {"z": 2, "A.x": 0.5}, "basis": "assumed", "because": ["c"]},
        "C": {"options": [], "scores": [1, 2.5]},
        "D": {"ranking": [["s1"], "s2"]},
    },
    "infeasible": [{"statement": "A.x and B.z", "basis": "logical"}],
    "irreversible": ["not A.y"],
    "status_quo": ["A.x"],
    "outcomes": {"o": {"name": "O", "where": "A.x", "leaves_out": "B", "because": ["c"], "against": ["d"]}},
    "after": {
        "o": [{"drop": "A", "statement": "x", "basis": "inferred", "because": ["c"], "says": "so"}],
        "p": [],
    },
}
GRAPH: dict[str, Any] = {
    "detente": 1,
    "states": {"s1": "Here", "s2": None},
    "decision_makers": {"A": {"moves": [["s1", "s2"]], "ranking": [["s1", "s2"]]}, "B": {"moves": []}},
    "status_quo": "s1",
    "outcomes": {"o": {"where": ["s1"], "leaves_out": "B", "against": ["c"]}},
}
VARIANT: dict[str, Any] = {
    "detente": 1,
    "extends": "2025-10",
    "alternative_of": "2025-10",
    "title": None,
    "edits": [
        {"add": "A", "statement": "x", "to": 1, "basis": "reported", "because": ["c"], "says": "so"},
        {"drop": "infeasible", "statement": "A.x"},
        {"reverse": "A", "statement": "x", "says": "so"},
        {"move": "A", "equal": ["x", "y"], "to": 2, "against": ["c"]},
        {"replace": "A", "statement": "x", "by": "y", "against": ["c"]},
        {"replace": "A", "statement": "x", "by": {"equal": ["y", "not x"]}},
        {"status_quo": ["A.x"]},
        {"status_quo": None},
        {"outcome": "o", "where": "A.x", "name": "O"},
        {"outcome": "o", "where": None},
    ],
}


OF_STATEMENTS = {"empty-statement", "no-owner"}
"""What a statement says is not the schema's business; edits are parsed while they are read."""


def by_schema(data: Any) -> bool:
    return bool(VALIDATOR.is_valid(data))


def by_reader(data: Any) -> bool:
    """Whether the reader finds nothing wrong with the shape; what names mean is not the schema's business."""
    faults: list[Diagnostic] = []
    node = parse_yaml(json.dumps(data), "a.yaml")
    try:
        if isinstance(data, dict) and "extends" in data:
            read_variant(node, faults)
        else:
            read_draft(node, faults)
    except InputError:
        return False
    return not [fault for fault in faults if fault.code not in OF_STATEMENTS]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("data", [WHOLE, GRAPH, VARIANT])
def test_whole_files_are_taken_by_both(data: dict[str, Any]) -> None:
    assert by_schema(data), list(VALIDATOR.iter_errors(data))
    assert by_reader(data)


def shipped() -> Iterator[Path]:
    for entry in catalogue():
        folder = entry.path / "conflicts"
        yield from folder.glob("*.yaml") if entry.path.is_dir() else [entry.path]


@pytest.mark.parametrize("path", list(shipped()), ids=lambda path: path.stem)
def test_the_shipped_conflicts_are_taken(path: Path) -> None:
    data = plain(parse(path.read_text(encoding="utf-8")))
    assert by_schema(data), list(VALIDATOR.iter_errors(data))


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in nested data."""
    yield path
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield from places(value, (*path, key))


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The data with one place changed; the value DROP removes it."""
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    if len(path) == 1 and value is DROP:
        del copy[path[0]]
    else:
        copy[path[0]] = changed(data[path[0]], path[1:], value)
    return copy


DROP = object()
ODD = [DROP, None, 5, 0.5, True, "text", "", [], ["text"], [5], [[]], {}, {"where": "x"}, {"foo": "bar"}]
KEYS = ["foo", "name", "says", "to", "equal", "statement", "where", "moves", "basis", "prefers", "leaves_out"]


def neighbours(base: dict[str, Any]) -> Iterator[Any]:
    """Yield the data with one place changed, or one key more in one of its mappings."""
    for path in places(base):
        if not path or path[0] == "detente":
            continue
        yield from (changed(base, path, odd) for odd in ODD)
        here: Any = base
        for step in path[:-1]:
            here = here[step]
        if isinstance(here, dict) and path[-1] == next(iter(here)):
            for key in KEYS:
                for value in (None, "text", ["text"], 5):
                    yield changed(base, path[:-1], {**here, key: value})


@pytest.mark.parametrize("base", [WHOLE, GRAPH, VARIANT], ids=["whole", "graph", "variant"])
def test_the_schema_and_the_reader_agree(base: dict[str, Any]) -> None:
    """Both take a file that is nearly sound, or neither does."""
    taken = [by_schema(candidate) for candidate in neighbours(base)]
    assert taken == [by_reader(candidate) for candidate in neighbours(base)]
    assert 50 < sum(taken) < len(taken) - 200  # there are many of both kinds
