"""Edits and openings in words: what would have to change, and on what the lines rest that it is about."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from ..analysis.edit_sets import EditSet
from ..analysis.openings import Attempt
from ..analysis.remedies import Bar
from ..analysis.words import joined, line_in_words, options_in_words
from ..conflict.conflict import Conflict
from ..conflict.edits import Edit, EditKind
from ..conflict.preferences import Line, Prioritised
from ..conflict.statements import Statement, literal
from .document import Text
from .phrases import line_grounds, name_of, text

__all__ = ["by_reason", "changes_in_words", "edit_set_text", "leavers_in_words"]


def edit_set_text(conflict: Conflict, one: EditSet) -> Text:
    """Write a set of edits, with the places that will do."""
    places = [sorted({way[at] or 0 for way in one.places}) for at in range(len(one.edits))]
    free = len(one.places) == len(list(itertools.product(*places)))
    parts: list[Text] = []
    for at, (edit, line) in enumerate(zip(one.edits, one.lines, strict=True)):
        parts.append(_edit(conflict, edit, line, places[at] if free else [edit.to or 0]))
    more = "" if free else f" ({len(one.places) - 1:,} more by other places)"
    against = " A source speaks against it: the line is reported." if len(one.contradicted) == 1 else ""
    if len(one.contradicted) > 1:
        against = " Sources speak against it: the lines are reported."
    told: Text = ()
    for at, part in enumerate(parts):
        told = text(told, "; and " if at else "", part)
    return text(told, f"{more}.{against}")


def _edit(conflict: Conflict, edit: Edit, line: Line | None, places: list[int]) -> Text:
    if edit.own is None:
        lifted = line_in_words(line, None) if line is not None else str(edit)
        return text(f"Lift what is {edit.target}: “{lifted}”", _grounds(line))
    name = name_of(conflict, edit.own)
    if line is None:
        return (f"{name}: add “{_statement(conflict, edit.statements[0])}” {_at(places)}",)
    verb = {EditKind.DROP: "drop", EditKind.REVERSE: "reverse", EditKind.MOVE: "move"}[edit.kind]
    moved = ""
    if edit.kind is EditKind.MOVE:
        was = _place_of(conflict, edit.own, line)
        moved = f" from place {was} to {_at(places).removeprefix('at ')}" if was else f" {_at(places)}"
    return text(f"{name}: {verb} “{line_in_words(line, edit.own)}”", _grounds(line), moved)


def _grounds(line: Line | None) -> Text:
    return (" ", line_grounds(line)) if line is not None else ()


def _place_of(conflict: Conflict, dm: str, line: Line) -> int:
    """Return the place of a line in a list as it is, from 1; 0 for one that another edit made."""
    preference = conflict.preferences[dm]
    lines = preference.lines if isinstance(preference, Prioritised) else ()
    return lines.index(line) + 1 if line in lines else 0


def _statement(conflict: Conflict, statement: Statement) -> str:
    """Write what may be added to a list: an option or an outcome in words, or the opposite of one."""
    opposite = statement.reversed()
    for one, no in ((statement, ""), (opposite, "not: ")):
        found = literal(one)
        if found is not None and found[1]:
            return no + options_in_words(conflict, [found[0].ref])[0]
    for one, no in ((statement, ""), (opposite, "not: ")):
        names = [outcome.name for outcome in conflict.outcome_list if outcome.where == one]
        if names:
            return no + names[0]
    return str(statement)


def _at(places: Sequence[int]) -> str:
    """Write places: "at place 1", "at any of places 1–3, 5".

    >>> _at([1, 2, 3, 5])
    'at any of places 1–3, 5'
    """
    if len(places) == 1:
        return f"at place {places[0]}"
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"at any of places {', '.join(shown)}"


def leavers_in_words(conflict: Conflict, bar: Bar, number: int) -> str:
    """Say who would leave the states of a target, whatever one party wants."""
    every = [name_of(conflict, dm) for dm, states in bar.leavers if states == number]
    if every:
        return f"in every state of the target {joined(every)} would leave"
    counts = [f"{name_of(conflict, dm)} {states:,}" for dm, states in bar.leavers]
    return f"somebody else would leave every state of the target ({joined(counts)} of {number:,})"


def by_reason(dm: str, attempts: Iterable[Attempt]) -> Mapping[Text, list[Attempt]]:
    """Return attempts that are not enough by the reason why, each reason once."""
    found: dict[Text, list[Attempt]] = {}
    for attempt in attempts:
        step = attempt.step
        if step.barred_by is not None:
            line = line_in_words(step.barred_by, dm)
            reason = text(f"What counts more: {line} ", line_grounds(step.barred_by))
        else:
            reason = ("It has no such step then" if step.bare is None else "The step is no better for it",)
        found.setdefault(reason, []).append(attempt)
    return found


def changes_in_words(conflict: Conflict, attempt: Attempt) -> str:
    """Write what others do otherwise than today."""
    taken = [ref for ref, is_taken in attempt.options if is_taken]
    left = [ref for ref, is_taken in attempt.options if not is_taken]
    return "; ".join(options_in_words(conflict, taken, left))
