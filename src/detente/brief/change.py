"""The section of the brief on what changed since the snapshot before."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.words import move_in_words, options_in_words, uncapitalised
from ..conflict.conflict import Conflict
from ..conflict.edits import Edit, EditKind
from ..conflict.preferences import Line, Prioritised, line_text
from ..dossier.change import Change, ChangedAnswer, Rival
from ..dossier.terms import Terms

__all__ = ["change_lines", "rival_lines"]


def change_lines(change: Change, now: Conflict) -> Iterator[str]:
    """Say what changed: what is done, what is wanted, which answers are others."""
    title = change.conflict.title or change.before
    yield f"Compared with: {uncapitalised(title)}."
    for move in change.done:
        yield f"- What is done: {move_in_words(now, move)}."
    if change.held != change.holds:
        then, today = ("held", "does not hold") if change.held else ("did not hold", "holds")
        yield f"- What stood then {then}; what stands now {today} as it is."
    for answer in change.answers:
        yield f"- {now.outcomes[answer.outcome].name}: {_answer(answer, now)}."
    if change.edits is None:
        yield "- The two models are built so differently that their lines cannot be compared."
        return
    for dm in now.decision_makers:
        own = [edit for edit in change.edits if edit.target == dm.id]
        if own:
            yield f"{dm.name}'s aims:"
            yield from (f"- {_edit(edit, change.conflict, now)}." for edit in own)


def rival_lines(rival: Rival, now: Conflict) -> Iterator[str]:
    """Say how a rival reading differs, and which answers are others under it."""
    yield f"- {rival.conflict.title or rival.name}."
    for edit in rival.edits or ():
        own = now.decision_makers[now.dm(edit.target)].name if edit.target in now.option_ids else "The rules"
        yield f"  - {own}: {_reading(edit, rival.conflict, now)}."
    if not rival.answers:
        yield "  No answer changes by it."
    for answer in rival.answers:
        told = _answer(answer, now, "by the first reading", "by this")
        yield f"  - {now.outcomes[answer.outcome].name}: {told}."


def _reading(edit: Edit, rival: Conflict, now: Conflict) -> str:
    line = _in_words(edit, now if edit.kind is not EditKind.ADD else rival)
    return {EditKind.DROP: "without ", EditKind.ADD: "with "}.get(edit.kind, "otherwise: ") + f"“{line}”"


def _answer(answer: ChangedAnswer, now: Conflict, then: str = "then", today: str = "now") -> str:
    if answer.before is None:
        return "the model before did not ask about it"
    if answer.before.holds and not answer.now.holds:
        return f"{then} it would hold in some way, {today} in none"
    if answer.now.holds and not answer.before.holds:
        return f"{then} it would hold in no way, {today} in some"
    return f"{then} {_terms(answer.before, now)}; {today} {_terms(answer.now, now)}"


def _terms(terms: Terms, now: Conflict) -> str:
    phrases = options_in_words(now, terms.take, terms.leave)
    return f"only if {'; '.join(phrases)}" if phrases else "on no fixed terms"


def _edit(edit: Edit, before: Conflict, now: Conflict) -> str:
    line = _in_words(edit, before if edit.kind in (EditKind.DROP, EditKind.REVERSE) else now)
    match edit.kind:
        case EditKind.ADD:
            return f"new, at place {edit.to}: {line}"
        case EditKind.DROP:
            return f"gone: {line}"
        case EditKind.REVERSE:
            return f"turned round: {line}"
        case _:
            return f"now at place {edit.to}: {line}"


def _in_words(edit: Edit, conflict: Conflict) -> str:
    """Write the line that an edit is about as its author puts it, or else as a statement."""
    preference = conflict.preferences[edit.target]
    lines = preference.lines if isinstance(preference, Prioritised) else ()
    wanted = frozenset(edit.statements)
    found = next((line for line in lines if frozenset(line.statements) == wanted), Line(()))
    return found.says or line_text(edit.statements, edit.target)
