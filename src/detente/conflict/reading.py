"""From the tree of a conflict file to a draft: the shape of the file, with every fault at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from ..diagnostics import Diagnostic
from ..errors import InputError
from ..files.dates import parse_day
from ..files.records import Node, Record
from .draft import (
    Draft,
    DraftAfter,
    DraftDM,
    DraftLine,
    DraftOutcome,
    DraftPreference,
    DraftRanking,
    DraftScores,
    DraftState,
    DraftWeights,
    PlacedEdit,
    Written,
)
from .edits import INFEASIBLE, IRREVERSIBLE, Edit, EditKind
from .grammar import parse
from .preferences import Basis, Scores
from .statements import Statement

__all__ = ["Variant", "check_version", "read_draft", "read_edit", "read_variant"]

VERSION = 1
_LINE_KEYS = ("basis", "because", "against", "says")


class Variant(NamedTuple):
    """A file that changes another one."""

    title: str
    as_of: date | None
    alternative_of: str
    extends: Written
    edits: tuple[PlacedEdit, ...]


def check_version(node: Node) -> None:
    """Raise InputError unless a file is one that this version of detente reads."""
    faults: list[Diagnostic] = []
    record = Record(node, "the conflict", faults)
    if not faults and "detente" not in record:
        message = "the file does not say for which version of the format it was written"
        raise InputError(Diagnostic("no-version", message, f"write 'detente: {VERSION}' first", node.place))
    version = record.number("detente")
    if faults:
        raise InputError(faults)
    if version > VERSION:
        message = f"the file needs version {version} of the format, and this detente reads {VERSION}"
        record.fault("version-too-new", message, "update detente: pip install --upgrade detente", "detente")
    elif version < VERSION:
        message = f"there never was a version {version} of the format"
        record.fault("version-unknown", message, f"write 'detente: {VERSION}'", "detente")
    if faults:
        raise InputError(faults)


def read_draft(node: Node, faults: list[Diagnostic]) -> Draft:
    """Read a conflict file into a draft, and note what does not have the right shape."""
    root = Record(node, "the conflict", faults)
    optional = (
        "title",
        "as_of",
        "alternative_of",
        "states",
        "infeasible",
        "irreversible",
        "status_quo",
        "outcomes",
        "after",
    )
    root.only(("detente", "decision_makers"), optional)
    states = _states(root) if "states" in root else None
    dms = root.record("decision_makers", "decision_makers").records("decision maker")
    return Draft(
        decision_makers=tuple(_decision_maker(id_, record, states is not None) for id_, record in dms),
        title=root.optional_text("title") or "",
        as_of=_day(root),
        states=states,
        infeasible=_lines(root, "infeasible"),
        irreversible=_lines(root, "irreversible"),
        status_quo=_state(root.node("status_quo"), root) if root.has_value("status_quo") else None,
        outcomes=tuple(_outcomes(root)),
        place=node.place,
        alternative_of=root.optional_text("alternative_of") or "",
        after=tuple(_after(root)),
    )


def read_variant(node: Node, faults: list[Diagnostic]) -> Variant:
    """Read a file that changes another one."""
    root = Record(node, "the conflict", faults)
    root.only(("detente", "extends", "edits"), ("title", "as_of", "alternative_of"))
    edits = _edits(root, "edits", "edit")
    title = root.optional_text("title") or ""
    root.text("extends")
    rival = root.optional_text("alternative_of") or ""
    return Variant(title, _day(root), rival, _written(root.node("extends")), edits)


def read_edit(node: Node, name: str) -> Edit:
    """Read one edit, as it stands in the list of a file; messages call it by ``name``.

    Raises
    ------
    InputError
        With all its faults.
    """
    faults: list[Diagnostic] = []
    edit = _edit(Record(node, name, faults))
    if edit is None or faults:
        raise InputError(faults)
    return edit


def _edits(record: Record, key: str, name: str) -> tuple[PlacedEdit, ...]:
    """Read a list of edits; messages call each by a name and its number."""
    found = []
    for number, item in enumerate(record.items(key), start=1):
        edit = _edit(Record(item, f"{name} {number}", record.faults))
        if edit is not None:
            found.append(PlacedEdit(edit, item.place))
    return tuple(found)


def _after(root: Record) -> Iterator[DraftAfter]:
    """Read what changes once an outcome has been reached and has held."""
    if root.has_value("after"):
        inner = root.record("after", "after")
        for outcome in inner:
            yield DraftAfter(_key(inner, outcome), _edits(inner, outcome, f"after {outcome}: edit"))


def _written(node: Node) -> Written:
    """Return the text of a scalar as it was written; a number or a date stays the text that it is."""
    raw = node.raw
    if raw is None:
        return Written("", node.place)
    text, length = raw.text, raw.end.index - raw.start.index
    if raw.plain:
        return Written(text, node.place, exact=length == len(text), symbols=False)
    quoted = raw.style in ("'", '"') and length == len(text) + 2  # no escapes, no folding
    column = node.place.column
    place = replace(node.place, column=column + 1) if quoted and column is not None else node.place
    return Written(text, place, exact=quoted)


def _name(node: Node, what: str, record: Record) -> Written:
    """Return a name that may look like a number; note anything that is no name."""
    if node.raw is None or node.value is None:
        record.fault_at(node.place, "wrong-type", f"{what} is not a name", "write a name")
        return Written("", node.place)
    return _written(node)


def _statement(node: Node, what: str, record: Record) -> Written | None:
    if isinstance(node.value, str):
        return _written(node)
    record.fault_at(
        node.place, "wrong-type", f"{what} is not a statement", "write a statement such as not lift"
    )
    return None


def _day(root: Record) -> date | None:
    if not root.has_value("as_of"):
        return None
    text = _written(root.node("as_of")).text
    day = parse_day(text)
    if day is None:
        root.fault(
            "bad-date", f"'as_of' is {text!r}, which is no date", "write a day such as 2025-10-27", "as_of"
        )
    return day


def _states(root: Record) -> tuple[tuple[Written, str], ...]:
    if root.is_mapping("states"):
        inner = root.record("states", "states")
        return tuple((_key(inner, key), inner.optional_text(key) or "") for key in inner)
    return tuple((_name(item, "a state", root), "") for item in root.items("states"))


def _key(record: Record, key: str) -> Written:
    return Written(key, record.key_place(key))


def _decision_maker(id_: str, record: Record, in_graph: bool) -> DraftDM:
    wants = ("prefers", "ranking", "weights", "scores")
    record.only((), ("name", "moves" if in_graph else "options", *wants, "basis", "because"))
    given = [key for key in wants if key in record]
    if len(given) > 1:
        message = f"{record.name} has {' and '.join(given)}"
        record.fault("two-preferences", message, "keep one of them", given[1])
    for key in ("basis", "because"):
        if key in record and given[:1] in ([], ["prefers"]):
            message = f"{record.name} has {key!r}, and it speaks of no ranking, weights or scores"
            record.fault("idle-key", message, "write it at the line that it is about", key)
    return DraftDM(
        id=Written(id_, record.own_key_place),
        name=record.optional_text("name") or "",
        options=() if in_graph else tuple(_options(record)),
        preference=_preference(record, given[0]) if given else None,
        moves=tuple(_moves(record)) if in_graph else (),
    )


def _options(record: Record) -> Iterator[tuple[Written, str]]:
    if record.is_mapping("options"):
        inner = record.record("options", f"the options of {record.name}")
        for key in inner:
            yield _key(inner, key), inner.optional_text(key) or ""
    else:
        for item in record.items("options"):
            yield _name(item, f"an option of {record.name}", record), ""


def _moves(record: Record) -> Iterator[tuple[Written, Written]]:
    for item in record.items("moves"):
        pair = item.value if isinstance(item.value, tuple) else ()
        if len(pair) == 2:
            before, after = (_name(one, "a state", record) for one in pair)
            yield before, after
        else:
            message = f"a move of {record.name} is not a pair of states"
            record.fault_at(item.place, "wrong-type", message, "write [from, to]")


def _preference(record: Record, key: str) -> DraftPreference:
    place = record.node(key).place
    basis, because = _basis(record), record.texts("because")
    if key == "prefers":
        return _lines(record, "prefers")
    if key == "ranking":
        tiers = tuple(_tier(item, record) for item in record.items("ranking"))
        return DraftRanking(tiers, basis, because, place)
    if key == "weights":
        inner = record.record("weights", f"the weights of {record.name}")
        pairs = tuple((_key(inner, option), _weight(inner, option)) for option in inner)
        return DraftWeights(pairs, basis, because, place)
    return DraftScores(Scores(list(_numbers(record)), basis or Basis.ASSUMED, because), place)


def _weight(record: Record, option: str) -> str:
    """Return a weight as it was written, so that it is summed exactly."""
    node = record.node(option)
    if isinstance(node.value, bool) or not isinstance(node.value, int | float | str):
        message = f"the weight of {option!r} in {record.name} is not a number"
        record.fault("wrong-type", message, "write a number such as 2 or 0.5", option)
        return "0"
    return _written(node).text


def _numbers(record: Record) -> Iterator[float]:
    for item in record.items("scores"):
        if isinstance(item.value, bool) or not isinstance(item.value, int | float):
            message = f"a score of {record.name} is not a number"
            record.fault_at(item.place, "wrong-type", message, "write a number")
        else:
            yield float(np.float64(item.value))


def _tier(node: Node, record: Record) -> tuple[DraftState, ...]:
    """Read a tier: one state of graph form by its name, or a list of states."""
    if isinstance(node.value, tuple):
        return tuple(_state(item, record) for item in node.value)
    return (_state(node, record),)


def _state(node: Node, record: Record) -> DraftState:
    """Read a state: the list of the options taken, or a name in graph form."""
    if isinstance(node.value, tuple):
        return DraftState(tuple(_name(item, "an option", record) for item in node.value), None, node.place)
    return DraftState((), _name(node, "a state", record), node.place)


def _lines(record: Record, key: str) -> tuple[DraftLine, ...]:
    found = (_line(item, f"line {n} of '{key}'", record) for n, item in enumerate(record.items(key), start=1))
    return tuple(line for line in found if line is not None)


def _line(node: Node, what: str, record: Record) -> DraftLine | None:
    """Read a line: a statement, or a mapping with ``statement`` or ``equal`` and what it rests on."""
    if not isinstance(node.value, dict):
        written = _statement(node, what, record)
        return None if written is None else DraftLine((written,), place=node.place)
    inner = Record(node, what, record.faults)
    statements = _line_statements(inner, _LINE_KEYS)
    if statements is None:
        return None
    return DraftLine(
        statements,
        _basis(inner),
        inner.texts("because"),
        inner.texts("against"),
        inner.optional_text("says") or "",
        node.place,
    )


def _line_statements(record: Record, optional: Sequence[str]) -> tuple[Written, ...] | None:
    """Read ``statement`` or ``equal``; note other keys than these and the optional ones."""
    if "equal" not in record:
        record.only(("statement",), optional)
        written = _statement(record.node("statement"), record.name, record) if "statement" in record else None
        return None if written is None else (written,)
    record.only(("equal",), optional)
    members = [_statement(item, record.name, record) for item in record.items("equal")]
    if len(members) < 2:
        message = f"{record.name} gives equal importance to fewer than two statements"
        record.fault("too-few", message, "list two or more, or write a plain statement", "equal")
    known = tuple(member for member in members if member is not None)
    return known if len(known) == len(members) and known else None


def _basis(record: Record) -> Basis | None:
    """Return the basis that was given; None where there is none, or a word that is none."""
    if "basis" not in record:
        return None
    noted = len(record.faults)
    basis = record.choice("basis", Basis)
    return basis if len(record.faults) == noted else None


def _outcomes(root: Record) -> Iterator[DraftOutcome]:
    if "outcomes" not in root:
        return
    for id_, record in root.record("outcomes", "outcomes").records("outcome"):
        record.only(("where",), ("name", "leaves_out", "because", "against"))
        left_out = _left_out(record)
        because, against = record.texts("because"), record.texts("against")
        if "where" not in record:
            continue
        where = record.node("where")
        inside: Written | tuple[Written, ...] | None
        if isinstance(where.value, tuple):
            inside = tuple(_name(item, "a state", record) for item in where.value)
        else:
            inside = _statement(where, f"'where' of {record.name}", record)
        if inside is not None:
            id_written = Written(id_, record.own_key_place)
            name = record.optional_text("name") or ""
            yield DraftOutcome(id_written, name, inside, left_out, because, against)


def _left_out(record: Record) -> Written | None:
    """Read the decision maker whom an outcome leaves out."""
    if not record.has_value("leaves_out"):
        return None
    written = _name(record.node("leaves_out"), f"'leaves_out' of {record.name}", record)
    return written if record.node("leaves_out").raw is not None else None


_EDIT_KEYS: dict[EditKind, tuple[str, ...]] = {
    EditKind.ADD: ("to", *_LINE_KEYS),
    EditKind.DROP: _LINE_KEYS,
    EditKind.REVERSE: _LINE_KEYS,
    EditKind.MOVE: ("to", *_LINE_KEYS),
    EditKind.REPLACE: ("by", *_LINE_KEYS),
}


def _edit(record: Record) -> Edit | None:
    """Read an edit: a mapping whose key says what it does."""
    kinds = [kind for kind in EditKind if kind.value in record]
    if len(kinds) != 1:
        names = ", ".join(kind.value for kind in EditKind)
        record.fault("no-edit", f"{record.name} must have one of the keys {names}", "say what it does")
        return None
    (kind,) = kinds
    if kind is EditKind.STATUS_QUO:
        return _status_quo_edit(record)
    if kind is EditKind.OUTCOME:
        return _outcome_edit(record)
    target = record.text(kind.value)
    own = None if target in (INFEASIBLE, IRREVERSIBLE) else target
    statements = _parsed(_line_statements(record, (kind.value, *_EDIT_KEYS[kind])), own, record)
    by = _by(record, own) if kind is EditKind.REPLACE else ()
    if kind is EditKind.MOVE and "to" not in record:
        record.fault("missing-key", f"{record.name} lacks the key 'to'", "say to which place, from 1")
    if statements is None or by is None or not record.sound:
        return None
    return Edit(
        kind,
        target,
        statements,
        by,
        to=record.number("to") if "to" in record else None,
        basis=_basis(record) or Basis.ASSUMED,
        because=record.texts("because"),
        against=record.texts("against"),
        says=record.optional_text("says") or "",
    )


def _by(record: Record, own: str | None) -> tuple[Statement, ...] | None:
    if "by" not in record:
        record.fault("missing-key", f"{record.name} lacks the key 'by'", "write the new statement")
        return None
    line = _line(record.node("by"), f"'by' of {record.name}", record)
    return None if line is None else _parsed(line.statements, own, record)


def _parsed(
    written: tuple[Written, ...] | None, own: str | None, record: Record
) -> tuple[Statement, ...] | None:
    """Parse the statements of an edit; their names are checked when the edit is made."""
    if written is None:
        return None
    found = []
    for one in written:
        try:
            found.append(parse(one.text, own=own, symbols=one.symbols))
        except InputError as error:
            record.faults.extend(one.at(fault) for fault in error.diagnostics)
    return tuple(found) if len(found) == len(written) else None


def _status_quo_edit(record: Record) -> Edit:
    record.only(("status_quo",))
    if not record.has_value("status_quo"):
        return Edit.status_quo(None)
    state = _state(record.node("status_quo"), record)
    return Edit.status_quo(state.name.text if state.name else [option.text for option in state.options])


def _outcome_edit(record: Record) -> Edit | None:
    record.only(("outcome", "where"), ("name",))
    where = _statement(record.node("where"), record.name, record) if record.has_value("where") else None
    parsed = None if where is None else _parsed((where,), None, record)
    if (where is not None and parsed is None) or not record.sound:
        return None
    return Edit.outcome(
        record.text("outcome"), parsed[0] if parsed else None, record.optional_text("name") or ""
    )
