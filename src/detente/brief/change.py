"""What changed: since the snapshot before, or between any two conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.change import STATUS_QUO, Changed, Smallest, Why
from ..analysis.terms import Terms
from ..analysis.words import line_in_words, move_in_words, uncapitalised
from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE, IRREVERSIBLE, Edit
from ..conflict.parts import Part, PartKind
from ..conflict.preferences import Line, Prioritised, state_text
from ..dossier.assessment import Assessment
from ..dossier.change import Change, ChangedAnswer
from .document import Block, Document, Item, Items, Note, Section, Sources, Subheading, Text
from .phrases import day_text, joined_texts, line_grounds, line_text, name_of, options_text, text
from .sources import source_of
from .terminal import brief_text

__all__ = ["answer_text", "change_document", "change_section", "diff_text", "edited_line"]


def change_section(assessment: Assessment) -> Section | None:
    """Say what is done, answered and wanted otherwise than before; None for the first snapshot."""
    change = assessment.change
    if change is None:
        return None
    found = change.changed
    title = found.before.title or change.before
    blocks: list[Block] = [
        Note(f"Compared with: {uncapitalised(title)}."),
        *_items([Item(text("What is done: ", one, ".")) for one in _done(found)] + list(_answers(found))),
    ]
    if found.edits is None:
        blocks.append(Note("The two models are built so differently that their lines cannot be compared."))
    else:
        blocks += _lines(found)
    return Section("change", "What changed?", tuple(blocks))


def change_document(change: Change) -> Document:
    """Return what changed between two conflicts as a document; without sections where nothing did."""
    found = change.changed
    sections = (
        Section("done", "What is done", _items([Item(text(one, ".")) for one in _done(found)])),
        Section("answers", "Which answers changed", _answer_blocks(found)),
        Section("lines", "Which lines changed", tuple(_lines(found))),
        Section("grounds", "What rests on something else", _items(list(_regrounded(found)))),
        Section("sources", "What this rests on", _sources(change)),
    )
    day = f"as of {day_text(found.now.as_of)}" if found.now.as_of else ""
    since = f"as of {day_text(found.before.as_of)}" if found.before.as_of else ""
    before = f"{found.before.title or change.before}{f' ({since})' if since else ''}"
    lead = "Nothing changed." if found.is_nothing else f"Compared with: {before}."
    kept = tuple(section for section in sections if section.blocks and not found.is_nothing)
    return Document(found.now.title or change.now, day, lead, kept)


def diff_text(change: Change) -> str:
    """Write what changed between two conflicts."""
    return brief_text(change_document(change))


def _items(items: list[Item]) -> tuple[Block, ...]:
    return (Items(tuple(items)),) if items else ()


def _sources(change: Change) -> tuple[Block, ...]:
    return (Sources(tuple(source_of(one) for one in change.claims)),) if change.claims else ()


def _done(found: Changed) -> Iterator[Text]:
    for move in found.done:
        yield (move_in_words(found.now, move),)
    if not found.done and found.before.status_quo_name != found.now.status_quo_name:
        names = (state_text(one.status_quo_name) for one in (found.before, found.now))
        yield (" before, now ".join(names),)


def _answer_blocks(found: Changed) -> tuple[Block, ...]:
    """Tell the answers under the concept that was asked for; without any, say so."""
    told = list(_answers(found))
    note = f"A state is said to hold when nobody would leave it, under {found.concept}."
    return (Note(note), *_items(told)) if told else (Note(f"No answer, under {found.concept}."),)


def _answers(found: Changed) -> Iterator[Item]:
    """Yield the answers that are others now, each with the parts of the change that explain it."""
    why = {one.outcome: one for one in found.why}
    if found.held is not None and found.holds is not None and found.held != found.holds:
        then, today = ("held", "does not hold") if found.held else ("did not hold", "holds")
        told = f"What stood then {then}; what stands now {today} as it is."
        yield Item((told,), _reasons(why.get(STATUS_QUO), found))
    for answer in found.answers:
        name = found.now.outcomes[answer.outcome].name
        told_of = text(f"{name}: ", answer_text(answer, found.now, "then", "now"), ".")
        yield Item(told_of, _reasons(why.get(answer.outcome), found))


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


def _reasons(why: Why | None, found: Changed) -> tuple[Item, ...]:
    """Say which parts of the change are enough for a new answer, and which would undo it."""
    if why is None:
        return ()
    reasons = (
        (why.enough, "is enough", "are enough"),
        (why.undo, "taken back undoes it", "taken back undo it"),
    )
    return tuple(_reason(one, found, does, do) for one, does, do in reasons)


def _reason(smallest: Smallest, found: Changed, does: str, do: str) -> Item:
    """Say which sets of parts do something: ``does`` of one part, ``do`` of several."""
    if not smallest.sets:
        return Item((f"Which changes {do} was not sought: the model is large.",))
    size, number = len(smallest.sets[0]), smallest.number
    if size == 1 and number <= 1:
        lead, shown = f"This change alone {does}:", smallest.sets[0]
    elif size == 1:
        lead, shown = f"Any one of {number} changes alone {does}:", tuple(one[0] for one in smallest.sets)
    elif size == len(found.parts):
        return Item((f"Only all changes together {do}.",)) if smallest.exact else _reason_of_all(size, do)
    else:
        lead, shown = _together(smallest, size, do), smallest.sets[0]
    items = [Item(text(_owner(part, found), _part(part, found), ".")) for part in shown]
    if size == 1 and number > len(shown):
        items.append(Item((f"… and {number - len(shown)} more.",)))
    return Item((lead,), tuple(items))


def _reason_of_all(size: int, do: str) -> Item:
    return Item((f"All {size} changes together {do}, and none can be left out; fewer others may do, too.",))


def _together(smallest: Smallest, size: int, do: str) -> str:
    if not smallest.exact:
        return (
            f"These {size} changes together {do}, and none of them can be left out; fewer others may do, too:"
        )
    several = f" ({smallest.number} sets of {size} do; this is one)" if smallest.number > 1 else ""
    return f"These {size} changes together {do}, and no fewer do{several}:"


def _lines(found: Changed) -> Iterator[Block]:
    """Yield what is wanted and ruled otherwise, list by list."""
    for dm in found.now.decision_makers:
        yield from _of(dm.id, f"{dm.name}'s aims", found)
    for target, heading in ((INFEASIBLE, "What cannot be"), (IRREVERSIBLE, "What cannot be undone")):
        yield from _of(target, heading, found)
    outcomes = [part for part in found.parts if part.kind is PartKind.OUTCOME]
    if outcomes:
        yield Subheading("Outcomes")
        yield Items(tuple(Item(text(_part(part, found), ".")) for part in outcomes))


def _of(target: str, heading: str, found: Changed) -> Iterator[Block]:
    own = [part for part in found.parts if part.target == target and (part.before or part.now)]
    if own:
        yield Subheading(heading)
        yield Items(tuple(Item(text(_part(part, found), ".")) for part in own))


def _regrounded(found: Changed) -> Iterator[Item]:
    for one in found.regrounded:
        own = one.target if one.target in found.now.option_ids else None
        words = line_in_words(one.now, own)
        owner = f"{_name(one.target, found.now)}: "
        yield Item(
            text(f"{owner}{words}: then ", line_grounds(one.before), ", now ", line_grounds(one.now), ".")
        )


def _owner(part: Part, found: Changed) -> str:
    if part.kind in (PartKind.STATUS_QUO, PartKind.OUTCOME):
        return ""
    return f"{_name(part.target, found.now)}: "


def _name(target: str, conflict: Conflict) -> str:
    names = {INFEASIBLE: "What cannot be", IRREVERSIBLE: "What cannot be undone"}
    return names[target] if target in names else name_of(conflict, target)


def _part(part: Part, found: Changed) -> Text:
    """Say what a part of a change does."""
    if part.kind is PartKind.STATUS_QUO:
        moves = [move for move in found.done if move.dm == part.target]
        return (f"what is done: {move_in_words(found.now, moves[0])}" if moves else "where things stand",)
    if part.kind is PartKind.OUTCOME:
        return (_outcome(part.target, found),)
    own = part.target if part.target in found.now.option_ids else None
    before = line_text(part.before, own) if part.before else ()
    now = line_text(part.now, own) if part.now else ()
    place = f"at place {part.at}" if part.at else ""
    match part.kind:
        case PartKind.DROPPED:
            return text("gone: ", before)
        case PartKind.ADDED:
            return text("new", f", {place}: " if place else ": ", now)
        case PartKind.MOVED:
            return text(f"now {place}: ", now)
        case _:
            return text("turned round: ", before, f"; now{f' {place}' if place else ''}: ", now)


def _outcome(outcome: str, found: Changed) -> str:
    if outcome not in found.now.outcomes:
        return f"gone: {found.before.outcomes[outcome].name}"
    name = found.now.outcomes[outcome].name
    return f"about other states: {name}" if outcome in found.before.outcomes else f"new: {name}"


def edited_line(edit: Edit, conflict: Conflict) -> Text:
    """Write the line that an edit is about as it stands in a conflict, and on what it rests there."""
    preference = conflict.preferences[edit.target] if edit.target in conflict.option_ids else None
    lines = preference.lines if isinstance(preference, Prioritised) else ()
    wanted = frozenset(edit.statements)
    found = next((line for line in lines if frozenset(line.statements) == wanted), Line(edit.statements))
    return line_text(found, edit.target)
