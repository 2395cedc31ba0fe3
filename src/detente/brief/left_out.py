"""Who is left out: in how many of the ways that would hold, what that party loses, what would bring it in."""

from __future__ import annotations

from collections.abc import Iterator

from ..dossier.assessment import Assessment
from ..dossier.left_out import LeftOut, WayIn
from .deals import sources_say
from .document import Block, Item, Items, Paragraph, Section, Subheading, Text
from .phrases import cite, joined_texts, line_text, name_of, names, options_text, text

__all__ = ["left_out_section"]


def left_out_section(assessment: Assessment) -> Section | None:
    """Say what a party would lose in the deals that leave it out; None where no deal does."""
    found = assessment.left_out
    if not found:
        return None
    parties = dict.fromkeys(one.dm for one in found)
    title = f"Is {names(assessment.conflict, parties)} left out?"
    blocks: list[Block] = []
    for one in found:
        if len(found) > 1:
            blocks.append(Subheading(assessment.conflict.outcomes[one.outcome].name))
        blocks += _one(assessment, one)
        standing = next(outcome for outcome in assessment.outcomes if outcome.outcome.id == one.outcome)
        if said := sources_say(assessment, standing):
            blocks += [Paragraph(("What the sources say of it:",)), Items(said)]
    return Section("left-out", title, tuple(blocks))


def _one(assessment: Assessment, one: LeftOut) -> Iterator[Block]:
    party = name_of(assessment.conflict, one.dm)
    yield Paragraph(
        (
            f"It can be: {one.ways:,} of the ways that would hold leave {party} out. In {one.worse_off:,} of "
            "them it would be worse off than today, by its own list of wishes.",
        )
    )
    if one.ways_in:
        yield Paragraph(
            ("What would bring it in, the deal being the same, and what it goes without until then:",)
        )
        yield Items(tuple(Item(text(_way_in(assessment, one, way), ".")) for way in one.ways_in))


def _way_in(assessment: Assessment, one: LeftOut, way: WayIn) -> Text:
    taken, left = ([way.ref], []) if way.taken else ([], [way.ref])
    (phrase,) = options_text(assessment.conflict, taken, left)
    losses = [
        text(
            line_text(loss.line.line, one.dm),
            f", in {loss.ways:,} of the ways" if loss.ways < one.ways else "",
        )
        for loss in way.losses
    ]
    told = text(": ", joined_texts(losses, "", "; ")) if losses else ": nothing on its list of wishes"
    refused = text(", which it has refused ", cite(way.refused)) if way.refused else ()
    return text(phrase, refused, told)
