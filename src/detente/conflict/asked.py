"""Edits as an interface hands them over: plain data in the form of conflict files, tried one by one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic
from ..errors import InputError
from ..files.formats import parse_yaml
from .conflict import Conflict
from .editing import check_edited, step
from .edits import Edit
from .reading import read_edit

__all__ = ["MOST_EDITS", "EditFault", "Tried", "edits_of", "tried_on"]

MOST_EDITS = 500
"""So many edits are taken at once."""


@dataclass(frozen=True, slots=True)
class EditFault:
    """What is wrong with one of some edits; its number counts from 0, None is all of them together."""

    edit: int | None
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class Tried:
    """Edits and what they make of a conflict; with a fault there is no conflict."""

    conflict: Conflict | None
    edits: tuple[Edit, ...]
    faults: tuple[EditFault, ...] = ()


def edits_of(items: Sequence[object]) -> tuple[tuple[Edit, ...], tuple[EditFault, ...]]:
    """Read edits in the form of conflict files, such as ``{"reverse": "US", "statement": "not pause"}``.

    >>> edits, faults = edits_of([{"drop": "US", "statement": "not lift"}, {"dorp": "US"}])
    >>> [str(edit) for edit in edits], faults[0].edit, faults[0].diagnostic.code
    (['drop from US: not lift'], 1, 'no-edit')
    """
    if len(items) > MOST_EDITS:
        message = f"there are {len(items)} edits, and {MOST_EDITS} are taken at once"
        return (), (EditFault(None, Diagnostic("too-many-edits", message, "keep some of them first")),)
    edits, faults = [], []
    for number, item in enumerate(items):
        try:
            # JSON is YAML, so that an edit is read, and its faults told, as those in a file are
            text = json.dumps(item, ensure_ascii=False)
            edits.append(read_edit(parse_yaml(text, f"edit {number + 1}"), f"edit {number + 1}"))
        except InputError as error:
            faults += [EditFault(number, fault) for fault in error.diagnostics]
    return tuple(edits), tuple(faults)


def tried_on(conflict: Conflict, items: Sequence[object]) -> Tried:
    """Make edits, given as plain data, one after the other; all that do not fit are told at once.

    Examples
    --------
    >>> c = Conflict.from_options({"A": ["x", "y"]}, {"A": ["x", "y"]})
    >>> tried = tried_on(c, [{"drop": "A", "statement": "x"}, {"move": "A", "statement": "x", "to": 1}])
    >>> tried.conflict, [(fault.edit, fault.diagnostic.code) for fault in tried.faults]
    (None, [(1, 'no-such-line')])
    """
    edits, faults = edits_of(items)
    if faults:
        return Tried(None, edits, faults)
    changed: Conflict = conflict
    found: list[EditFault] = []
    for number, edit in enumerate(edits):
        try:
            changed = step(changed, edit)
        except InputError as error:
            found += [EditFault(number, fault) for fault in error.diagnostics]
    if not found:
        try:
            check_edited(changed, edits)
        except InputError as error:
            found += [EditFault(None, fault) for fault in error.diagnostics]
    if found:
        return Tried(None, edits, tuple(found))
    history = conflict.history
    if history is not None:
        changed = replace(changed, history=replace(history, edits=(*history.edits, *edits)))
    return Tried(changed, edits)
