"""What changed since the snapshot before."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.terms import Terms
from ..analysis.words import move_in_words, uncapitalised
from ..conflict.conflict import Conflict
from ..conflict.edits import Edit, EditKind
from ..conflict.preferences import Line, Prioritised
from ..dossier.assessment import Assessment
from ..dossier.change import Change, ChangedAnswer
from .document import Block, Item, Items, Note, Section, Subheading, Text
from .phrases import joined_texts, line_text, options_text, text

__all__ = ["answer_text", "change_section", "edited_line"]


def change_section(assessment: Assessment) -> Section | None:
    """Say what is done, answered and wanted otherwise than before; None for the first snapshot."""
    change, now = assessment.change, assessment.conflict
    if change is None:
        return None
    blocks: list[Block] = [
        Note(f"Compared with: {uncapitalised(change.conflict.title or change.before)}."),
        Items(tuple(Item(text(one, ".")) for one in _done_and_answers(change, now))),
    ]
    if change.edits is None:
        blocks.append(Note("The two models are built so differently that their lines cannot be compared."))
        return Section("change", "What changed?", tuple(blocks))
    for dm in now.decision_makers:
        own = [edit for edit in change.edits if edit.target == dm.id]
        if own:
            blocks.append(Subheading(f"{dm.name}'s aims"))
            blocks.append(Items(tuple(Item(text(_edit(edit, change.conflict, now), ".")) for edit in own)))
    return Section("change", "What changed?", tuple(blocks))


def _done_and_answers(change: Change, now: Conflict) -> Iterator[Text]:
    for move in change.done:
        yield (f"What is done: {move_in_words(now, move)}",)
    if change.held != change.holds:
        then, today = ("held", "does not hold") if change.held else ("did not hold", "holds")
        yield (f"What stood then {then}; what stands now {today} as it is",)
    for answer in change.answers:
        yield text(f"{now.outcomes[answer.outcome].name}: ", answer_text(answer, now, "then", "now"))


def answer_text(answer: ChangedAnswer, now: Conflict, then: str, today: str) -> Text:
    """Say how the answer on an outcome differs between two models."""
    if answer.before is None:
        return ("the model before did not ask about it",)
    if answer.before.holds and not answer.now.holds:
        return (f"{then} it would hold in some way, {today} in none",)
    if answer.now.holds and not answer.before.holds:
        return (f"{then} it would hold in no way, {today} in some",)
    return text(f"{then} ", _terms(answer.before, now), f"; {today} ", _terms(answer.now, now))


def _terms(terms: Terms, now: Conflict) -> Text:
    phrases = options_text(now, terms.take, terms.leave)
    return text("only if ", joined_texts(phrases, "", "; ")) if phrases else ("on no fixed terms",)


def _edit(edit: Edit, before: Conflict, now: Conflict) -> Text:
    gone = edit.kind in (EditKind.DROP, EditKind.REVERSE)
    line = edited_line(edit, before if gone else now)
    match edit.kind:
        case EditKind.ADD:
            return text(f"new, at place {edit.to}: ", line)
        case EditKind.DROP:
            return text("gone: ", line)
        case EditKind.REVERSE:
            return text("turned round: ", line)
        case _:
            return text(f"now at place {edit.to}: ", line)


def edited_line(edit: Edit, conflict: Conflict) -> Text:
    """Write the line that an edit is about as it stands in a conflict, and on what it rests there."""
    preference = conflict.preferences[edit.target] if edit.target in conflict.option_ids else None
    lines = preference.lines if isinstance(preference, Prioritised) else ()
    wanted = frozenset(edit.statements)
    found = next((line for line in lines if frozenset(line.statements) == wanted), Line(edit.statements))
    return line_text(found, edit.target)
