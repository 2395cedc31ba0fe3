"""Making edits, and finding the edits that lead from one conflict to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from ..diagnostics import Diagnostic
from ..errors import InputError, NotComparable
from .alignment import align, line_key
from .checks import indifference, line_faults, whole_faults
from .content import Content, Outcome, preference_content
from .edits import INFEASIBLE, IRREVERSIBLE, Edit, EditKind
from .options import closest, id_fault
from .preferences import Line, Prioritised, StateName, line_text
from .statements import Statement, literal

__all__ = ["apply", "check_edited", "diff", "require_comparable", "step"]

C = TypeVar("C", bound=Content)


def apply(content: C, edits: Iterable[Edit]) -> C:
    """Return a conflict with edits made, one after the other; the result is checked as a whole.

    Raises
    ------
    InputError
        If an edit does not fit, or the result is no conflict.
    """
    made = tuple(edits)
    for edit in made:
        content = step(content, edit)
    check_edited(content, made)
    if content.history is None:
        return content
    return replace(content, history=replace(content.history, edits=(*content.history.edits, *made)))


def check_edited(content: Content, edits: Iterable[Edit]) -> None:
    """Raise InputError unless a conflict, after edits, still has a feasible state and status quo."""
    if any(edit.target == INFEASIBLE or edit.kind is EditKind.STATUS_QUO for edit in edits):
        faults = [fault for _, fault in whole_faults(content)]
        if faults:
            raise InputError(faults)


def diff(before: Content, after: Content) -> tuple[Edit, ...]:
    """Return edits that lead from one conflict to another.

    ``before.edited(*diff(before, after)) == after`` for conflicts with the same decision makers, options
    and prioritised lists. Few edits are sought: a statement and its opposite make one reversal, and the
    lines that keep their order are as many as can be.

    Raises
    ------
    NotComparable
        If the conflicts differ in more than edits can express.

    Examples
    --------
    >>> from detente import Conflict
    >>> a = Conflict.from_options({"A": ["x", "y"]}, {"A": ["x", "y"]})
    >>> b = Conflict.from_options({"A": ["x", "y"]}, {"A": ["not y", "x"]})
    >>> [str(edit) for edit in diff(a, b)]
    ['reverse for A: y', 'move for A to 1: not y']
    """
    if before == after:
        return ()
    require_comparable(before, after)
    edits: list[Edit] = []
    rows = zip(before.decision_makers, before.preference_list, after.preference_list, strict=True)
    for dm, old, new in rows:
        if isinstance(old, Prioritised) and isinstance(new, Prioritised):
            edits += _list_diff(dm.id, old.lines, new.lines)
    for target, old_lines, new_lines in (
        (INFEASIBLE, before.infeasible, after.infeasible),
        (IRREVERSIBLE, before.irreversible, after.irreversible),
    ):
        edits += _set_diff(target, old_lines, new_lines)
    if before.status_quo_name != after.status_quo_name:
        edits.append(Edit.status_quo(after.status_quo_name))
    return (*edits, *_outcome_diff(before, after))


def step(content: C, edit: Edit) -> C:
    """Make one edit, and leave it to :func:`check_edited` to check the whole.

    Raises
    ------
    InputError
        If the edit does not fit.
    """
    if edit.kind is EditKind.STATUS_QUO:
        return replace(content, status_quo_name=_known_state(content, edit.state))
    if content.graph is not None:
        raise _refusal(edit, "graph-form", "a conflict in graph form has no lines", "change its ranking")
    _known_options(content, edit)
    if edit.kind is EditKind.OUTCOME:
        outcomes = _with_outcome(content.outcome_list, edit)
        after = tuple(one for one in content.after_list if edit.statements or one.outcome != edit.target)
        return replace(content, outcome_list=outcomes, after_list=after)
    if edit.target == INFEASIBLE:
        changed = _changed(content.infeasible, edit)
        return replace(content, infeasible=changed, warnings=_warnings(content, edit))
    if edit.target == IRREVERSIBLE:
        lines = _changed(content.irreversible, edit)
        if any(literal(line.statement) is None for line in lines):
            cure = "write an option that stays taken (DPRK.disarm) or stays left (not US.lift)"
            raise _refusal(edit, "not-a-literal", "only a literal can be irreversible", cure)
        return replace(content, irreversible=lines, warnings=_warnings(content, edit))
    place = [dm.id for dm in content.decision_makers].index(edit.target)
    preference = content.preference_list[place]
    if not isinstance(preference, Prioritised):
        message = f"the preferences of {edit.target} are not a prioritised list"
        raise _refusal(edit, "no-list", message, "edits change prioritised lists only")
    listed = Prioritised(_changed(preference.lines, edit))
    preferences = (*content.preference_list[:place], listed, *content.preference_list[place + 1 :])
    return replace(content, preference_list=preferences, warnings=_warnings(content, edit))


def _changed(lines: tuple[Line, ...], edit: Edit) -> tuple[Line, ...]:
    """Return a list of lines with an edit made."""
    kept = list(lines)
    if edit.kind is EditKind.ADD:
        _admitted(edit)
        _absent(kept, edit, edit.statements)
        new = Line(edit.statements, edit.basis, edit.because, edit.against, edit.says)
        kept.insert(_place(edit, len(kept) + 1), new)
        return tuple(kept)
    at = _found(kept, edit)
    line = kept.pop(at)
    if edit.kind is EditKind.MOVE:
        kept.insert(_place(edit, len(lines)), line)
    elif edit.kind is EditKind.REVERSE:
        if len(line.statements) > 1:
            cure = "replace it, or reverse each of its statements"
            raise _refusal(edit, "equal-reversed", "a line of equal importance has no opposite", cure)
        opposite = (line.statement.reversed(),)
        _absent(kept, edit, opposite)
        kept.insert(at, replace(line, statements=opposite, says=""))
    elif edit.kind is EditKind.REPLACE:
        _admitted(edit)
        _absent(kept, edit, edit.by)
        kept.insert(at, Line(edit.by, edit.basis, edit.because, edit.against, edit.says))
    return tuple(kept)


def _found(lines: Sequence[Line], edit: Edit) -> int:
    keys = [line_key(line.statements) for line in lines]
    if line_key(edit.statements) in keys:
        return keys.index(line_key(edit.statements))
    texts = [line_text(line.statements, edit.own) for line in lines]
    wanted = line_text(edit.statements, edit.own)
    raise _refusal(edit, "no-such-line", f"{edit.target} has no line {wanted}", closest(wanted, texts))


def _admitted(edit: Edit) -> None:
    """Refuse a new line that the list does not admit."""
    for fault in _new_line_faults(edit):
        if fault.is_error:
            raise _refusal(edit, fault.code, fault.message, fault.cure)


def _warnings(content: Content, edit: Edit) -> tuple[Diagnostic, ...]:
    """Return the warnings after an edit: whoever gets a line wants something, and a new line may need one."""
    settled = indifference(edit.target).message if edit.kind is EditKind.ADD else ""
    kept = (warning for warning in content.warnings if warning.message != settled)
    return (*kept, *(fault for fault in _new_line_faults(edit) if not fault.is_error))


def _new_line_faults(edit: Edit) -> Iterator[Diagnostic]:
    """Yield what there is to say of the line that an edit adds, or puts in the place of another."""
    if edit.kind in (EditKind.ADD, EditKind.REPLACE):
        new = edit.statements if edit.kind is EditKind.ADD else edit.by
        texts = [statement.text(edit.own) for statement in new]
        yield from line_faults(texts, edit.basis, edit.because, shared=edit.own is None)


def _absent(lines: Sequence[Line], edit: Edit, statements: tuple[Statement, ...]) -> None:
    there = {statement for line in lines for statement in line.statements}
    twice = [s for place, s in enumerate(statements) if s in there or s in statements[:place]]
    if twice:
        message = f"{edit.target} has the statement {twice[0].text(edit.own)} already"
        raise _refusal(edit, "duplicate-statement", message, "move it, or drop it first")


def _place(edit: Edit, last: int) -> int:
    """Return the index for the edit's place, which counts from 1."""
    if edit.to is None:
        return last - 1
    if not 1 <= edit.to <= last:
        message = f"there is no place {edit.to} in the list of {edit.target}"
        raise _refusal(edit, "no-such-place", message, f"write a number from 1 to {last}")
    return edit.to - 1


def _known_options(content: Content, edit: Edit) -> None:
    ids = [*content.option_ids, INFEASIBLE, IRREVERSIBLE]
    if edit.kind is not EditKind.OUTCOME and edit.target not in ids:
        raise _refusal(edit, "unknown-target", f"there is no list {edit.target}", closest(edit.target, ids))
    used = frozenset().union(*(s.refs() for s in (*edit.statements, *edit.by)))
    known = content.space.refs
    unknown = sorted(used - frozenset(known))
    if unknown:
        cure = closest(unknown[0], known)
        raise _refusal(edit, "unknown-option", f"there is no option {unknown[0]}", cure)


def _known_state(content: Content, state: StateName | None) -> StateName | None:
    if state is None:
        return None
    edit = Edit(EditKind.STATUS_QUO, state=state)
    if content.graph is not None:
        if not isinstance(state, str) or state not in content.graph.states:
            cure = closest(str(state), content.graph.states)
            raise _refusal(edit, "unknown-state", f"there is no state {state}", cure)
        return state
    if isinstance(state, str):
        raise _refusal(edit, "state-options", f"{state} is not a list of options", "list those taken")
    unknown = sorted(state - frozenset(content.space.refs))
    if unknown:
        cure = closest(unknown[0], content.space.refs)
        raise _refusal(edit, "unknown-option", f"there is no option {unknown[0]}", cure)
    return state


def _with_outcome(outcomes: tuple[Outcome, ...], edit: Edit) -> tuple[Outcome, ...]:
    ids = [outcome.id for outcome in outcomes]
    if not edit.statements:
        if edit.target not in ids:
            message = f"there is no outcome {edit.target}"
            raise _refusal(edit, "unknown-outcome", message, closest(edit.target, ids))
        return tuple(outcome for outcome in outcomes if outcome.id != edit.target)
    if edit.target in ids:
        old = outcomes[ids.index(edit.target)]
        new = replace(old, name=edit.name or old.name, where=edit.statements[0])
        return tuple(new if outcome is old else outcome for outcome in outcomes)
    fault = id_fault(edit.target)
    if fault is not None:
        raise _refusal(edit, fault.code, fault.message, fault.cure)
    return (*outcomes, Outcome(edit.target, edit.name or edit.target, edit.statements[0]))


def _refusal(edit: Edit, code: str, message: str, cure: str) -> InputError:
    verb = "set the " if edit.kind in (EditKind.STATUS_QUO, EditKind.OUTCOME) else ""
    return InputError(Diagnostic(code, f"cannot {verb}{edit}: {message}", cure))


def require_comparable(before: Content, after: Content) -> None:
    """Raise NotComparable, with what differs and what to do, unless edits can express the difference."""
    dms, others = before.option_ids, after.option_ids
    if list(dms) != list(others):
        ids = f"{', '.join(dms)} against {', '.join(others)}"
        raise NotComparable(
            f"the two conflicts do not have the same decision makers in the same order ({ids}); "
            "give them the same list of decision makers"
        )
    for dm, own in dms.items():
        if own != others[dm]:
            told = [f"only the first has {_ids(dm, own, others[dm])}"] if set(own) - set(others[dm]) else []
            if set(others[dm]) - set(own):
                told.append(f"only the second has {_ids(dm, others[dm], own)}")
            told = told or [f"those of {dm} stand in another order"]
            raise NotComparable(
                f"the two conflicts do not have the same options: {'; '.join(told)}; "
                f"give {dm} the same list of options in both"
            )
    if before.graph is not None or after.graph is not None:
        if replace(before, status_quo_name=after.status_quo_name) == after:
            return
        raise NotComparable(
            "conflicts in graph form can be compared only where all but the status quo is the same, for they "
            "have no lines; analyse each of them"
        )
    for dm, old, new in zip(dms, before.preference_list, after.preference_list, strict=True):
        lists = isinstance(old, Prioritised) and isinstance(new, Prioritised)
        if not lists and preference_content(old) != preference_content(new):
            raise NotComparable(
                f"the preferences of {dm} differ and are not prioritised lists in both conflicts, so they "
                f"have no lines to compare; write what {dm} wants as a list of statements, under prefers:"
            )


def _ids(dm: str, some: Iterable[str], others: Iterable[str]) -> str:
    return ", ".join(f"{dm}.{option}" for option in some if option not in others)


def _list_diff(dm: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[Edit]:
    """Return the edits from one prioritised list to another: drops, reversals, then moves and additions.

    Drops come first, so that no statement stands twice in between.
    """
    goal = [line_key(line.statements) for line in new]
    found = align(old, new)
    for line, partner in zip(old, found.partner, strict=True):
        if partner is None:
            yield Edit.drop(dm, line.statements)
    for place in sorted(found.reversed):
        yield Edit.reverse(dm, old[place].statement)
    here = [goal[partner] for partner in found.partner if partner is not None]
    for place, (key, line) in enumerate(zip(goal, new, strict=True)):
        if place in found.steady:
            continue
        moved = key in here
        if moved:
            here.remove(key)
        at = here.index(goal[place - 1]) + 1 if place else 0
        here.insert(at, key)
        if moved:
            yield Edit.move(dm, line.statements, at + 1)
        else:
            yield _addition(dm, line, at + 1)


def _addition(target: str, line: Line, to: int | None = None) -> Edit:
    return Edit.add(
        target,
        line.statements,
        to,
        basis=line.basis,
        because=line.because,
        against=line.against,
        says=line.says,
    )


def _set_diff(target: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[Edit]:
    there = {line.statement for line in old}
    wanted = {line.statement for line in new}
    for line in old:
        if line.statement not in wanted:
            yield Edit.drop(target, line.statement)
    for line in new:
        if line.statement not in there:
            yield _addition(target, line)


def _outcome_diff(before: Content, after: Content) -> Iterator[Edit]:
    for outcome in before.outcome_list:
        if outcome.id not in after.outcomes:
            yield Edit.outcome(outcome.id, None)
    for outcome in after.outcome_list:
        old = before.outcomes.get(outcome.id)
        if (old is None or old.where != outcome.where) and isinstance(outcome.where, Statement):
            yield Edit.outcome(outcome.id, outcome.where, outcome.name)
