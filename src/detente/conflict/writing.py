"""Writing conflict files: a fresh text for a conflict built in code, spliced text for one that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ..files import nodes, splice
from ..files.scalars import scalar
from ..files.source import parse
from .content import After, Content, Outcome
from .edits import INFEASIBLE, IRREVERSIBLE, Edit, EditKind, History
from .preferences import Basis, Line, Preference, Prioritised, Ranking, Scores, StateName
from .statements import Statement

__all__ = ["rendered", "rendered_variant", "respliced"]


def rendered(content: Content) -> str:
    """Write a conflict as the text of a file."""
    return "\n".join(_conflict_lines(content)) + "\n"


def rendered_variant(
    base: str, edits: Iterable[Edit], title: str, as_of: date | None, alternative_of: str
) -> str:
    """Write the text of a file that changes another one by edits."""
    lines = ["detente: 1", f"extends: {scalar(base, flow=False)}"]
    if alternative_of:
        lines.append(f"alternative_of: {scalar(alternative_of, flow=False)}")
    if title:
        lines.append(f"title: {scalar(title, flow=False)}")
    if as_of is not None:
        lines.append(f"as_of: {as_of}")
    items = [f"  - {_edit_item(edit)}" for edit in edits]
    return "\n".join([*lines, "edits:" if items else "edits: []", *items]) + "\n"


def respliced(history: History, read: Callable[[str], Content]) -> str:
    """Return the text of a file with edits spliced in; ``read`` reads such a text.

    The text is read anew after each edit, so that every edit finds the places that the one before left.
    """
    text = history.text
    if history.extends:
        for edit in history.edits:
            text = _with_item(text, (), "edits", _edit_item(edit))
        return text
    for edit in history.edits:
        text = _spliced(text, edit, read)
    return text


def _spliced(text: str, edit: Edit, read: Callable[[str], Content]) -> str:
    if edit.kind is EditKind.STATUS_QUO:
        return splice.set_key(text, (), "status_quo", _state_item(edit.state))
    if edit.kind is EditKind.OUTCOME:
        return _outcome_spliced(text, edit)
    path, key = _list_of(edit)
    if edit.kind is EditKind.ADD:
        item = _line_item(edit.statements, edit, edit.own)
        return _with_item(text, path, key, item, edit.to)
    here = _index(text, edit, read)
    where = (*path, key)
    if edit.kind is EditKind.DROP:
        return splice.drop_item(text, where, here)
    if edit.kind is EditKind.MOVE:
        return splice.move_item(text, where, here, (edit.to or 1) - 1)
    if edit.kind is EditKind.REVERSE:
        return _reversed(text, (*where, here), edit)
    return splice.replace_item(text, where, here, _line_item(edit.by, edit, edit.own))


def _list_of(edit: Edit) -> tuple[tuple[str, ...], str]:
    """Return the path of the mapping and the key of the list that an edit changes."""
    if edit.target in (INFEASIBLE, IRREVERSIBLE):
        return (), edit.target
    return ("decision_makers", edit.target), "prefers"


def _index(text: str, edit: Edit, read: Callable[[str], Content]) -> int:
    """Return the place of an edit's line in its list, from 0."""
    content = read(text)
    lines: tuple[Line, ...] = ()
    if edit.target in (INFEASIBLE, IRREVERSIBLE):
        lines = content.infeasible if edit.target == INFEASIBLE else content.irreversible
    else:
        preference = content.preferences[edit.target]
        lines = preference.lines if isinstance(preference, Prioritised) else ()
    return [frozenset(line.statements) for line in lines].index(frozenset(edit.statements))


def _reversed(text: str, path: tuple[str | int, ...], edit: Edit) -> str:
    """Turn a statement round where it stands; what the line rests on stays, its meaning in words goes."""
    opposite = edit.statements[0].reversed().text(edit.own)
    node = nodes.at(parse(text), path)
    if not isinstance(node, nodes.Mapping):
        list_path, index = path[:-1], path[-1]
        if not isinstance(index, int):
            raise TypeError("a line has a number in its list")
        return splice.replace_item(text, list_path, index, scalar(opposite, flow=True))
    keys = [key.text for key, _ in node.pairs]
    text = splice.set_key(text, path, "statement", scalar(opposite, flow=True))
    return splice.drop_key(text, path, "says") if "says" in keys else text


def _outcome_spliced(text: str, edit: Edit) -> str:
    root = parse(text)
    outcomes = nodes.plain(root).get("outcomes") or {}
    if not edit.statements:
        if edit.target in (nodes.plain(root).get("after") or {}):
            text = splice.drop_key(text, ("after",), edit.target)
        return splice.drop_key(text, ("outcomes",), edit.target)
    where = scalar(edit.statements[0].text(), flow=True)
    if edit.target in outcomes:
        text = splice.set_key(text, ("outcomes", edit.target), "where", where)
        if edit.name:
            name = scalar(edit.name, flow=True)
            text = splice.set_key(text, ("outcomes", edit.target), "name", name)
        return text
    entry = _flow([("name", scalar(edit.name, flow=True))] if edit.name else [], ("where", where))
    if outcomes:
        return splice.set_key(text, ("outcomes",), edit.target, entry)
    return splice.set_key(text, (), "outcomes", f"{{{edit.target}: {entry}}}")


def _with_item(text: str, path: tuple[str, ...], key: str, item: str, to: int | None = None) -> str:
    """Insert an item into a list, which is begun where there is none."""
    mapping = nodes.at(parse(text), path)
    items = nodes.plain(mapping).get(key)
    if items is None:
        return splice.set_key(text, path, key, f"[{item}]")
    return splice.insert_item(text, (*path, key), len(items) if to is None else to - 1, item)


def _flow(pairs: Iterable[tuple[str, str]], *more: tuple[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in (*pairs, *more)) + "}"


def _flow_list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(scalar(text, flow=True) for text in texts) + "]"


def _state_item(state: StateName | None) -> str:
    if state is None:
        return "null"
    return scalar(state, flow=True) if isinstance(state, str) else _flow_list(sorted(state))


def _statements_pair(statements: tuple[Statement, ...], own: str | None) -> tuple[str, str]:
    texts = [statement.text(own) for statement in statements]
    return ("statement", scalar(texts[0], flow=True)) if len(texts) == 1 else ("equal", _flow_list(texts))


def _grounds(line: Line | Edit) -> Iterator[tuple[str, str]]:
    """Yield what a line rests on, as far as it says more than that it is assumed."""
    if line.basis is not Basis.ASSUMED:
        yield "basis", line.basis.value
    for key, ids in (("because", line.because), ("against", line.against)):
        if ids:
            yield key, _flow_list(ids)
    if line.says:
        yield "says", scalar(line.says, flow=True)


def _line_item(statements: tuple[Statement, ...], line: Line | Edit, own: str | None) -> str:
    """Write a line as one item: the bare statement if that says all."""
    key, value = _statements_pair(statements, own)
    grounds = list(_grounds(line))
    return value if key == "statement" and not grounds else _flow([(key, value)], *grounds)


def _edit_item(edit: Edit) -> str:
    """Write an edit as one item of ``edits``."""
    if edit.kind is EditKind.STATUS_QUO:
        return _flow([("status_quo", _state_item(edit.state))])
    target = (edit.kind.value, scalar(edit.target, flow=True))
    if edit.kind is EditKind.OUTCOME:
        name = [("name", scalar(edit.name, flow=True))] if edit.name else []
        where = scalar(edit.statements[0].text(), flow=True) if edit.statements else "null"
        return _flow([target, ("where", where)], *name)
    pairs = [target, _statements_pair(edit.statements, edit.own)]
    if edit.kind is EditKind.REPLACE:
        key, value = _statements_pair(edit.by, edit.own)
        pairs.append(("by", value if key == "statement" else _flow([(key, value)])))
    if edit.to is not None:
        pairs.append(("to", str(edit.to)))
    return _flow(pairs, *_grounds(edit))


def _conflict_lines(content: Content) -> Iterator[str]:
    yield "detente: 1"
    if content.title:
        yield f"title: {scalar(content.title, flow=False)}"
    if content.as_of is not None:
        yield f"as_of: {content.as_of}"
    if content.alternative_of:
        yield f"alternative_of: {scalar(content.alternative_of, flow=False)}"
    graph = content.graph
    if graph is not None:
        yield "states:"
        for name, description in zip(graph.states, graph.descriptions, strict=True):
            text = scalar(description, flow=False) if description else ""  # an empty text is refused
            yield f"  {scalar(name, flow=False)}: {text}".rstrip()
    yield "decision_makers:"
    for place, dm in enumerate(content.decision_makers):
        yield f"  {dm.id}:"
        yield f"    name: {scalar(dm.name, flow=False)}"
        if dm.options:
            yield "    options:"
            yield from (f"      {o.id}: {scalar(o.name, flow=False)}" for o in dm.options)
        if graph is not None:
            moves = (_flow_list((graph.states[a], graph.states[b])) for a, b in graph.moves[place])
            yield f"    moves: [{', '.join(moves)}]"
        yield from _preference_lines(content.preference_list[place], dm.id)
    for key, lines in ((INFEASIBLE, content.infeasible), (IRREVERSIBLE, content.irreversible)):
        if lines:
            yield f"{key}:"
            yield from (f"  - {_line_item(line.statements, line, None)}" for line in lines)
    if content.status_quo_name is not None:
        yield f"status_quo: {_state_item(content.status_quo_name)}"
    yield from _outcome_lines(content.outcome_list)
    yield from _after_lines(content.after_list)


def _after_lines(after: tuple[After, ...]) -> Iterator[str]:
    if after:
        yield "after:  # what changes once an outcome has been reached and has held"
    for one in after:
        yield f"  {one.outcome}:{'' if one.edits else ' []'}"
        yield from (f"    - {_edit_item(edit)}" for edit in one.edits)


def _preference_lines(preference: Preference, own: str) -> Iterator[str]:
    if isinstance(preference, Prioritised):
        if preference.lines:
            yield "    prefers:  # most important first"
            yield from (f"      - {_line_item(line.statements, line, own)}" for line in preference.lines)
        return
    if isinstance(preference, Ranking):
        yield "    ranking:  # best first; states on one line tie"
        for tier in preference.tiers:
            yield f"      - [{', '.join(_state_item(state) for state in tier)}]"
    elif isinstance(preference, Scores):
        yield f"    scores: [{', '.join(repr(float(value)) for value in preference.values)}]"
    else:
        yield "    weights:"
        yield from (f"      {ref}: {scalar(str(w), flow=False)}" for ref, w in preference.weights)
    if preference.basis is not Basis.ASSUMED:
        yield f"    basis: {preference.basis.value}"
    if preference.because:
        yield f"    because: {_flow_list(preference.because)}"


def _outcome_lines(outcomes: tuple[Outcome, ...]) -> Iterator[str]:
    if outcomes:
        yield "outcomes:"
    for outcome in outcomes:
        inside = outcome.where
        where = _flow_list(inside) if isinstance(inside, tuple) else scalar(inside.text(), flow=True)
        pairs = [("name", scalar(outcome.name, flow=True)), ("where", where)]
        if outcome.leaves_out:
            pairs.append(("leaves_out", scalar(outcome.leaves_out, flow=True)))
        for key, ids in (("because", outcome.because), ("against", outcome.against)):
            if ids:
                pairs.append((key, _flow_list(ids)))
        yield f"  {outcome.id}: {_flow(pairs)}"
