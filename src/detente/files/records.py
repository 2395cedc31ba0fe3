"""The keys of one mapping, read one by one: what is wrong is noted with its place, not raised.

A getter that finds a fault notes it and returns a stand-in of the right type. Who builds a value from a
record therefore asks ``record.sound`` before using it. So one reading finds all the faults of a file.
"""

from __future__ import annotations

import contextlib
import datetime
import difflib
import enum
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from ..diagnostics import Diagnostic, Place
from . import nodes
from .dates import Interval, parse_day

__all__ = ["NO_DATE", "Fields", "Node", "Record", "Value"]

Fields: TypeAlias = "dict[str, tuple[Place, Node]]"
"""The entries of a mapping: the place of the key, and the node under it."""

Value: TypeAlias = "str | int | float | bool | tuple[Node, ...] | Fields | None"

_Choice = TypeVar("_Choice", bound=enum.Enum)
_MANY = 12
NO_DATE = Interval.on(datetime.date.min)
"""The stand-in for a date that could not be read."""

_HALF = re.compile(r"[\ud800-\udfff]")  # a lone surrogate: it has no UTF-8
_ID = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the input and its place; ``raw`` is the scalar as it was written, in YAML."""

    value: Value
    place: Place
    raw: nodes.Scalar | None = None


class Record:
    """One mapping of the input under reading.

    Parameters
    ----------
    node
        The mapping. Anything else is noted as a fault, and the record has no keys.
    name
        What messages call it, such as ``claim 'a'``.
    faults
        Where faults are noted; records of one file share it.

    Examples
    --------
    >>> faults = []
    >>> fields = {"id": (Place("f", 1), Node("thaw", Place("f", 1)))}
    >>> record = Record(Node(fields, Place("f", 1)), "claim 'thaw'", faults)
    >>> record.identifier("id"), record.sound
    ('thaw', True)
    >>> record.only(["id", "says"]); print(faults[0])
    f:1: error: claim 'thaw' lacks the key 'says' [missing-key]
      cure: add the key 'says'
    """

    def __init__(
        self, node: Node, name: str, faults: list[Diagnostic], key_place: Place | None = None
    ) -> None:
        self.name, self.place, self.faults = name, node.place, faults
        self.own_key_place = key_place or node.place
        self._noted = len(faults)
        self._fields: Fields = node.value if isinstance(node.value, dict) else {}
        if not isinstance(node.value, dict):
            self.fault("wrong-type", f"{name} is not a mapping", "write its keys and their values")

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong since the record was opened."""
        return len(self.faults) == self._noted

    def fault(self, code: str, message: str, cure: str, key: str | None = None) -> None:
        """Note a fault at the value of ``key``, or at the record itself."""
        self.fault_at(self._fields[key][1].place if key in self._fields else self.place, code, message, cure)

    def fault_at(self, place: Place, code: str, message: str, cure: str) -> None:
        """Note a fault at a place."""
        self.faults.append(Diagnostic(code, message, cure, place))

    def only(self, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        """Note the required keys that are missing and the keys that are neither required nor optional."""
        if not self.sound:
            return
        known = (*required, *optional)
        for key in required:
            if key not in self._fields:
                self.fault("missing-key", f"{self.name} lacks the key '{key}'", f"add the key '{key}'")
        for key, (place, _) in self._fields.items():
            if key not in known:
                message = f"{self.name} has an unknown key '{key}'"
                self.faults.append(Diagnostic("unknown-key", message, _suggest(key, known), place))

    def peek(self, key: str) -> str | None:
        """Return the text under a key when there is one; note nothing."""
        node = self._node(key)
        return node.value if node and isinstance(node.value, str) else None

    def text(self, key: str) -> str:
        """Return the text under a required key."""
        node = self._node(key)
        if node is None:
            return ""
        return self._as_text(node, f"'{key}' of {self.name}")

    def optional_text(self, key: str) -> str | None:
        """Return the text under a key, or None when the key is missing or null."""
        node = self._node(key)
        return self.text(key) if node and node.value is not None else None

    def identifier(self, key: str) -> str:
        """Return the text under a required key: words joined by a hyphen or an underscore."""
        text = self.text(key)
        if text:
            self.check_identifier(text, key)
        return text

    def check_identifier(self, text: str, key: str | None = None) -> None:
        """Note a fault unless ``text`` may serve as an id."""
        if not _ID.fullmatch(text):
            cure = "write letters and digits, words joined by a hyphen, such as first-offer"
            self.fault("bad-id", f"{self.name}: '{text}' cannot be an id", cure, key)

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the items of the list under an optional key; a missing key or null is an empty list."""
        node = self._node(key)
        if node is None or node.value is None:
            return ()
        if not isinstance(node.value, tuple):
            self.fault("wrong-type", f"'{key}' of {self.name} is not a list", "write a list: [a, b]", key)
            return ()
        return node.value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under an optional key; a missing key is an empty list."""
        return tuple(self._as_text(item, f"an item in '{key}' of {self.name}") for item in self.items(key))

    def number(self, key: str) -> int:
        """Return the whole number under a required key."""
        node = self._node(key)
        if node is None:
            return 0
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            message = f"'{key}' of {self.name} is not a whole number"
            self.fault("wrong-type", message, "write a number without quotes", key)
            return 0
        return node.value

    def choice(self, key: str, choices: type[_Choice], what: str | None = None) -> _Choice:
        """Return the member of an enumeration whose value stands under a required key.

        Messages call the value ``what``, or by its key.
        """
        text = self.text(key)
        with contextlib.suppress(ValueError):
            return choices(text)
        if text:
            self.unknown(text, what or key, [str(member.value) for member in choices], key)
        return next(iter(choices))

    def unknown(self, text: str, what: str, known: Collection[str], key: str | None = None) -> None:
        """Note that ``text`` is no ``what`` (a report, a kind, …), and name the nearest of the known ones."""
        message = f"{self.name}: there is no {what} '{text}'"
        self.fault(f"unknown-{what}", message, _suggest(text, known), key)

    def interval(self, key: str) -> Interval:
        """Return the day or the interval of days under a required key."""
        node = self._node(key)
        if node is None:
            return NO_DATE
        if isinstance(node.value, dict):
            return self._between(node, f"'{key}' of {self.name}")
        day = self._day(key)
        return Interval.on(day) if day else NO_DATE

    def record(self, key: str, name: str) -> Record:
        """Return the mapping under a key, as a record of its own; empty when the key is missing or null."""
        node = self._node(key) or Node({}, self.place)
        return Record(Node({}, node.place) if node.value is None else node, name, self.faults)

    def records(self, kind: str) -> Iterator[tuple[str, Record]]:
        """Return each key with the mapping under it, whose name is ``kind`` and the key."""
        for key, (_, node) in self._fields.items():
            yield key, Record(node, f"{kind} '{key}'", self.faults, self._fields[key][0])

    def node(self, key: str) -> Node:
        """Return the value under a key; the value of a missing key is null, at the place of the record."""
        return self._node(key) or Node(None, self.place)

    def has_value(self, key: str) -> bool:
        """Return whether there is something but null under a key."""
        return self.node(key).value is not None

    def is_mapping(self, key: str) -> bool:
        """Return whether there is a mapping under a key."""
        return isinstance(self.node(key).value, dict)

    def key_place(self, key: str) -> Place:
        """Return where a key stands."""
        return self._fields[key][0]

    def __contains__(self, key: str) -> bool:
        return key in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def _node(self, key: str) -> Node | None:
        return self._fields[key][1] if key in self._fields else None

    def _as_text(self, node: Node, what: str) -> str:
        if isinstance(node.value, str) and node.value.strip() and not _HALF.search(node.value):
            return node.value
        message, cure = f"{what} is not a text", "write it in quotes"
        if isinstance(node.value, str):
            message, cure = f"{what} holds half a character", "write the character itself, not its \\u code"
        if node.value is None or (isinstance(node.value, str) and not node.value.strip()):
            message, cure = f"{what} is empty", "write a text, or leave the key out if it is optional"
        self.faults.append(Diagnostic("wrong-type", message, cure, node.place))
        return ""

    def _between(self, node: Node, name: str) -> Interval:
        record = Record(node, name, self.faults)
        record.only(["earliest", "latest"])
        earliest, latest = record._day("earliest"), record._day("latest")
        if not record.sound or not earliest or not latest:
            return NO_DATE
        if earliest > latest:
            message = f"{name}: {earliest} comes after {latest}"
            record.fault("bad-interval", message, "write the earlier day under 'earliest'")
            return NO_DATE
        return Interval(earliest, latest)

    def _day(self, key: str) -> datetime.date | None:
        text = self.text(key)
        day = parse_day(text)
        if text and day is None:
            cure = "write year-month-day, such as 2025-02-04, or {earliest: …, latest: …}"
            self.fault("bad-date", f"'{key}' of {self.name}: '{text}' is no date", cure, key)
        return day


def _suggest(text: str, known: Collection[str]) -> str:
    """Return a cure that names the nearest of the known names, or all of them when there are few."""
    near = difflib.get_close_matches(text, known, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    if len(known) > _MANY:
        return "check the spelling, or add it to the known ones"
    return f"known: {', '.join(known)}" if known else "none is known yet"
