"""Who wants what: the stand of each party on each issue, as a matrix and told party by party."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..analysis.words import joined, option_phrases
from ..conflict.conflict import Conflict
from ..dossier.assessment import Assessment
from ..dossier.positions import Position, Stand, unspoken
from .document import Block, Item, Items, Matrix, Note, Section, Table, Text
from .phrases import cite, joined_texts, name_of, names, spaced, text

__all__ = ["wants_section"]


def wants_section(assessment: Assessment) -> Section | None:
    """Say what each party offers, demands and refuses, and on what it is silent; None without reports."""
    found, conflict = assessment.positions, assessment.conflict
    if not found:
        return None
    blocks: list[Block] = [Matrix(_table(found, conflict), _told(found, conflict))]
    quiet = [dm.id for dm in conflict.decision_makers if dm.id not in {one.dm for one in found}]
    if quiet:
        blocks.append(Note(f"What {names(conflict, quiet)} say of these issues is not reported."))
    nobody = unspoken(found, conflict)
    if nobody:
        phrases = [
            f"{name} {joined([one for _, one in own], 'or')}"
            for name, own in option_phrases(conflict, nobody)
        ]
        blocks.append(Note(f"No party is reported to say anything of this: {'; '.join(phrases)}."))
    return Section("wants", "Who wants what?", tuple(blocks), first=True)


def _told(found: Iterable[Position], conflict: Conflict) -> Items:
    """Tell it party by party, one item a stand."""
    by_party: dict[str, dict[Stand, list[Position]]] = {}
    for one in found:
        by_party.setdefault(one.dm, {}).setdefault(one.stand, []).append(one)
    items = []
    for dm, stands in by_party.items():
        inner = [
            Item(text(f"{stand.value}: ", _listed(dm, stands[stand], conflict), "."))
            for stand in Stand
            if stand in stands
        ]
        items.append(Item((name_of(conflict, dm),), tuple(inner)))
    return Items(tuple(items))


def _listed(dm: str, some: Sequence[Position], conflict: Conflict) -> Text:
    parts = []
    for one in some:
        whose = "" if one.owner == dm else f"{name_of(conflict, one.owner)} "
        parts.append(text(f"{whose}{_phrase(one.ref, conflict)}", spaced(cite(one.claims))))
    return joined_texts(parts, "", "; ")


def _phrase(ref: str, conflict: Conflict) -> str:
    ((_, ((_, phrase),)),) = option_phrases(conflict, [ref])
    return phrase


def _table(found: Sequence[Position], conflict: Conflict) -> Table:
    """Put the issues into rows and the parties that have a stand into columns."""
    parties = [dm for dm in conflict.decision_makers if any(one.dm == dm.id for one in found)]
    refs = [ref for ref in conflict.space.refs if any(one.ref == ref for one in found)]
    rows = []
    for ref in refs:
        cells = [_cell([one for one in found if one.dm == dm.id and one.ref == ref]) for dm in parties]
        whose = name_of(conflict, ref.partition(".")[0])
        rows.append(((f"{whose} {_phrase(ref, conflict)}",), *cells))
    caption = "What each party says of each issue; a dash where nothing is reported"
    return Table(caption, ("Issue", *(dm.name for dm in parties)), tuple(rows))


def _cell(some: Sequence[Position]) -> Text:
    """Write the stands of a party on an issue; they come the latest first."""
    if not some:
        return ("–",)
    found: Text = ()
    for place, one in enumerate(some):
        older = place and one.claims[0].claim.said_on.latest < some[place - 1].claims[0].claim.said_on.latest
        found = text(found, ("; before: " if older else "; ") if place else "", one.stand.value)
        found = text(found, spaced(cite(one.claims)))
    return found
