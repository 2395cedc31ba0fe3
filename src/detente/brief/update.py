"""What new reports bring, as text: the claims that they propose, and what the accepted ones change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dossier.updating import Answered, Proposed, Update
from .change import change_document
from .document import Block, Document, Item, Items, Note, Section, Sources, Text
from .lines import counted, wrapped
from .phrases import cite, day_text, interval_text, joined_texts, line_text, name_of, says, text
from .sources import source_of
from .terminal import brief_text

__all__ = ["KEEP_PROMPT", "kept_text", "proposed_text", "update_document", "update_text"]

KEEP_PROMPT = "Keep this as the snapshot {name}? y or n: "

_STRANGERS = 8
"""So many names of strangers are told."""


def proposed_text(found: Iterable[Proposed]) -> str:
    """Write how many claims each report proposes, and who speaks in it and is nobody of the dossier."""
    return "\n".join(line for one in found for line in _proposed(one))


def _proposed(one: Proposed) -> Iterator[str]:
    known = f" ({one.known} more are in the dossier already)" if one.known else ""
    yield from wrapped(f"{one.report.id}: {counted(len(one.claims), 'new proposal')}{known}")
    if one.strangers:
        rest = len(one.strangers) - _STRANGERS
        names = ", ".join(one.strangers[:_STRANGERS]) + (f" and {rest} more" if rest > 0 else "")
        yield from wrapped(f"  who speaks and is nobody of the dossier: {names}", "    ")


def update_text(found: Update) -> str:
    """Write what the accepted claims of some reports change."""
    return brief_text(update_document(found))


def kept_text(name: str, path: str) -> str:
    """Say where a snapshot was written."""
    return "\n".join(wrapped(f"Kept as the snapshot {name}: {path}", "  "))


def update_document(found: Update) -> Document:
    """Return what the accepted claims change as a document."""
    conflict = found.now
    sections = (
        Section("events", "What is new", _events(found)),
        Section("contradictions", "Who says otherwise than before", _items(_contradictions(found))),
        Section("conditions", "Conditions", _items(_conditions(found))),
        *(one for one in change_document(found.change).sections if one.id in {"done", "answers"}),
        Section("look", "Lines to look at", _lines(found)),
        Section("sources", "What this rests on", _sources(found)),
    )
    day = f"as of {day_text(conflict.as_of)}" if conflict.as_of else ""
    return Document(conflict.title or found.name, day, _lead(found), tuple(s for s in sections if s.blocks))


def _lead(found: Update) -> str:
    waiting = (
        f" {counted(found.waiting, 'claim waits', 'claims wait')} for a decision." if found.waiting else ""
    )
    if not found.claims:
        return f"No claim of these reports is accepted, so nothing changed.{waiting}"
    claims = counted(len(found.claims), "accepted claim")
    if found.change.changed.done:
        model = "the model moves with what is done"
    elif found.is_new:
        model = "the model stands as it did, at a later day"
    else:
        model = "the model stands as it did"
    return f"{claims}; {model}. Compared with: {found.before}.{waiting}"


def _items(items: Iterator[Item]) -> tuple[Block, ...]:
    told = tuple(items)
    return (Items(told),) if told else ()


def _events(found: Update) -> tuple[Block, ...]:
    told = {one.claim.id for event in found.events for one in event.claims}
    others = [one for one in found.claims if one.claim.id not in told]
    items = [
        Item(
            text(
                _sentence(interval_text(event.when)),
                joined_texts([says(one) for one in event.claims], "", ". "),
                ".",
            )
        )
        for event in found.events
    ]
    blocks: list[Block] = [Items(tuple(items))] if items else []
    if others:
        blocks += [
            Note("What they think or expect is no event:"),
            Items(tuple(Item(text(says(one), ".")) for one in others)),
        ]
    return tuple(blocks)


def _sentence(when: str) -> str:
    return f"{when[:1].upper()}{when[1:]}: "


def _contradictions(found: Update) -> Iterator[Item]:
    for one, earlier in found.contradictions:
        inner = tuple(
            Item(text(f"before, {interval_text(old.claim.said_on)}: ", says(old), ".")) for old in earlier
        )
        yield Item(text(f"{one.by.name}: ", says(one), "."), inner)


def _conditions(found: Update) -> Iterator[Item]:
    for one in found.conditions:
        yield Item(_condition(one))


def _condition(one: Answered) -> Text:
    if one.before is None:
        return text("New: ", says(one.condition.claim), f". So far {one.condition.met.value}.")
    return text(says(one.condition.claim), f". Then {one.before.value}, now {one.condition.met.value}.")


def _lines(found: Update) -> tuple[Block, ...]:
    if not found.lines:
        return ()
    items = tuple(
        Item(
            text(
                f"{name_of(found.now, one.target)}: ",
                line_text(one.line, one.target),
                ". See ",
                cite(one.claims),
                ".",
            )
        )
        for one in found.lines
    )
    note = "The new claims speak of these lines. No line was changed: what a party wants is yours to say."
    return (Note(note), Items(items))


def _sources(found: Update) -> tuple[Block, ...]:
    return (Sources(tuple(source_of(one) for one in found.claims)),) if found.claims else ()
