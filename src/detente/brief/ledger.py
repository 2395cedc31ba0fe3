"""The condition ledger: what each side asks for, and how far that is met."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.words import joined, option_phrases
from ..conflict.conflict import Conflict
from ..dossier.assessment import Assessment
from ..dossier.dossier import CitedClaim
from ..dossier.ledger import Condition, Part
from .document import Item, Items, Matrix, Note, Section, Table, Text
from .phrases import cite, joined_texts, name_of, names, says, text

__all__ = ["ledger_section"]


def ledger_section(assessment: Assessment) -> Section | None:
    """Write each condition with its parts: what is asked for, how far it is met, and who says so."""
    conflict, ledger = assessment.conflict, assessment.ledger
    if not ledger:
        return None
    note = Note(
        "Met or unmet by the latest word or act of the side that is asked; unknown where none is reported. "
        "What others say of it decides nothing."
    )
    blocks = (Matrix(_table(ledger, conflict), _told(ledger, conflict)), note)
    return Section("ledger", "Which conditions are met?", blocks, first=True)


def _told(ledger: Iterable[Condition], conflict: Conflict) -> Items:
    return Items(
        tuple(
            Item(
                text(says(condition.claim), f". So far {condition.met.value}."),
                tuple(Item(text(_part(part, conflict), ".")) for part in condition.parts),
            )
            for condition in ledger
        )
    )


def _part(part: Part, conflict: Conflict) -> Text:
    asked = f"{_asked(part, conflict)}: {part.met.value}"
    whose = name_of(conflict, part.ref.partition(".")[0])
    own = (
        text("; see ", _speakers(part.claims))
        if part.claims
        else (f", for no word or act of {whose} is reported",)
    )
    others = text("; others speak of it: ", _speakers(part.mentions)) if part.mentions else ()
    return text(asked, own, others)


def _asked(part: Part, conflict: Conflict) -> str:
    taken, left = ([part.ref], []) if part.taken else ([], [part.ref])
    ((name, ((_, phrase),)),) = option_phrases(conflict, taken, left)
    return f"{name} {phrase}"


def _speakers(claims: Iterable[CitedClaim]) -> Text:
    return joined_texts([text(f"{cited.by.name} ", cite([cited])) for cited in claims], "")


def _table(ledger: Iterable[Condition], conflict: Conflict) -> Table:
    rows = [
        (_row(condition, part, conflict), part.met.value) for condition in ledger for part in condition.parts
    ]
    return Table(
        "Each condition beside the other side's latest matching word or act",
        ("Asked by", "What for", "So far", "By which word or act", "Others speak of it"),
        tuple(row for row, _ in rows),
        marks=tuple(mark for _, mark in rows),
    )


def _row(condition: Condition, part: Part, conflict: Conflict) -> tuple[Text, ...]:
    asker = text(f"{_asker(condition.claim, conflict)} ", cite([condition.claim]))
    own = _speakers(part.claims) if part.claims else ("none is reported",)
    others = _speakers(part.mentions) if part.mentions else ("–",)
    return asker, (_asked(part, conflict),), (part.met.value,), own, others


def _asker(cited: CitedClaim, conflict: Conflict) -> str:
    via = f", by way of {joined([actor.name for actor in cited.via])}" if cited.via else ""
    parties = [dm for dm in cited.by.speaks_for if dm in conflict.option_ids]
    return f"{names(conflict, parties) if parties else cited.by.name} ({cited.by.name}{via})"
