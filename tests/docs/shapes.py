"""The shapes of ``--json`` as docs/commands.md writes them, held against real results.

A shape looks like the JSON that it stands for: see the head of that page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.docs.pages import DOCS, section

__all__ = ["COMMANDS", "misfits", "returning_shapes", "shape_of"]

COMMANDS = DOCS / "commands.md"

_RETURNING = (
    "STATE",
    "MOVE",
    "SHORTEST",
    "LEAVER",
    "ROADS",
    "SEARCH",
    "OPENINGS",
    "ATTEMPT",
    "EXPOSED",
    "LINE",
    "USED",
    "TERMS",
    "CLAIM",
    "PROPOSAL",
    "SPAN",
    "DAYS",
    "CHANGE",
    "REMEDIES",
    "ROBUSTNESS",
    "MOTIVES",
    "NEEDS",
    "WAYS",
    "PART",
    "WHY",
    "SMALLEST",
    "EDITS",
    "EXPLANATION",
    "ANSWER",
    "DIFFERENCE",
    "DIAGNOSTIC",
    "FAULT",
)
_KINDS: dict[str, tuple[type, ...]] = {"text": (str,), "number": (int, float), "boolean": (bool,)}


def shape_of(heading: str) -> Any:
    """Return the shape that stands under a heading of the page.

    Raises
    ------
    KeyError
        If the page has no such heading, or no one shape under it.
    """
    text = section(COMMANDS, heading)
    if text.count("```json\n") != 1:
        raise KeyError(f"{heading} has {text.count('```json')} shapes")
    return json.loads(text.partition("```json\n")[2].partition("```")[0])


def returning_shapes() -> Mapping[str, Any]:
    """Return the shapes that have a name."""
    return {name: shape_of(f"### {name}") for name in _RETURNING}


def misfits(value: Any, shape: Any, named: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """Yield where a value does not have a shape: keys too many, keys missing, values of another kind.

    >>> list(misfits({"a": 1, "c": None}, {"a": "text", "b?": "text", "c": "text or null"}, {}))
    ['.a: this is no text: 1']
    >>> list(misfits([{}], [{"a": "number"}], {}))
    ['[0]: the key a is missing']
    """
    if isinstance(shape, str):
        yield from _misfits_of_name(value, shape, named, place)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{place}: this is no list: {value}"
            return
        for number, item in enumerate(value):
            yield from misfits(item, shape[0], named, f"{place}[{number}]")
    elif not isinstance(value, dict):
        yield f"{place}: this is no mapping: {value}"
    elif len(shape) == 1 and (key := next(iter(shape))).isupper():
        for name, item in value.items():
            yield from misfits(item, shape[key], named, f"{place}.{name}")
    else:
        yield from _misfits_of_mapping(value, shape, named, place)


def _misfits_of_name(value: Any, shape: str, named: Mapping[str, Any], place: str) -> Iterator[str]:
    kind = shape.removesuffix(" or null")
    if kind != shape and value is None:
        return
    if kind in named:
        yield from misfits(value, named[kind], named, place)
    elif not isinstance(value, _KINDS[kind]) or (kind == "number" and isinstance(value, bool)):
        yield f"{place}: this is no {kind}: {value}"


def _misfits_of_mapping(
    value: Mapping[str, Any], shape: Mapping[str, Any], named: Mapping[str, Any], place: str
) -> Iterator[str]:
    known = {key.removesuffix("?"): inner for key, inner in shape.items()}
    for key in shape:
        if not key.endswith("?") and key not in value:
            yield f"{place}: the key {key} is missing"
    for key, item in value.items():
        if key not in known:
            yield f"{place}: the page does not know the key {key}"
        else:
            yield from misfits(item, known[key], named, f"{place}.{key}")
