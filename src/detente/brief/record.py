"""What the record says of each side's aims: which of their orders explain what it was seen to do."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.motives import Further, Motives
from ..analysis.words import joined, line_in_words, move_in_words, options_in_words
from ..dossier.assessment import Assessment
from ..dossier.motives import DossierMotives
from .document import Block, Item, Items, Note, Paragraph, Subheading, Text
from .motives import percent_text
from .phrases import cite_ids, line_text, name_of, names, spaced, text
from .rests import whole_grounds

__all__ = ["record_blocks"]

_PAIRS = 3
"""So many pairs of aims are told that the record settles."""


def record_blocks(assessment: Assessment) -> Iterator[Block]:
    """Say for each side which orders of its aims the record rules out, and what would tell most."""
    if not assessment.motives:
        return
    yield Subheading("What the record rules out")
    yield Note(
        "A side's aims could stand in many orders. One explains what the side was seen to do if with it the "
        "side would have stayed where it stayed, and moved where it moved; the others are taken to want what "
        "the model says. The orders are counted, not guessed. The command motives tells more."
    )
    telling = [one for one in assessment.motives if one.motives.further is not None or _is_telling(one)]
    if telling:
        yield Items(tuple(_party(assessment, one) for one in telling))
    others = [one.motives.dm for one in assessment.motives if one not in telling]
    if others:
        told = f"What was seen rules out no order of the aims of {names(assessment.conflict, others)} "
        yield Paragraph(text(told, whole_grounds(assessment), "."))


def _is_telling(one: DossierMotives) -> bool:
    """Return whether the record says anything of a party's aims."""
    return one.motives.left is None or one.motives.left < one.motives.orders


def _party(assessment: Assessment, found: DossierMotives) -> Item:
    one = found.motives
    name = name_of(one.conflict, one.dm)
    claims = dict.fromkeys(
        claim for seen in found.seen for each in seen.observations for claim in each.because
    )
    cited = spaced(cite_ids(claims) or whole_grounds(assessment))
    orders = f"{name} has {len(one.aims)} aims, which could stand in {one.orders:,} orders"
    inner = tuple(Item(text(told, ".")) for told in _inner(assessment, one))
    return Item(text(f"{orders}; {_ruled_out(one)}", cited, "."), inner)


def _ruled_out(one: Motives) -> str:
    if one.sample is not None:
        return (
            f"of {one.sample.drawn:,} drawn at random {percent_text(one.sample.share)} explain what was seen"
        )
    if not one.left:
        return "no order explains what was seen"
    if not one.ruled_out:
        return "what was seen rules out none of them"
    share = percent_text(one.ruled_out / one.orders)
    return f"what was seen rules out {one.ruled_out:,} of them ({share}), and {one.left:,} are left"


def _inner(assessment: Assessment, one: Motives) -> Iterator[Text]:
    grounds = whole_grounds(assessment)
    for judged in one.acts:
        if judged.pays:
            step = move_in_words(one.conflict, judged.pays[0])
            yield text(f"Whatever counts most to it, this would have paid: {step} ", grounds)
    for a, b in one.settled[:_PAIRS]:
        yield text(
            "The record settles that this counts more: ", _line(one, a), ", than this: ", _line(one, b)
        )
    if one.above and not one.settled and not one.changed and one.sample is None:
        yield text("The record cannot tell of any two of its aims which one counts more ", grounds)
    for place in one.needed:
        yield text("Without this aim no order explains what was seen: ", _line(one, place))
    if one.further is not None and not one.further and one.above:
        yield text("Nothing near today would tell more: there it acts alike under all these orders ", grounds)
    for further in one.further or ():
        yield text(f"What would tell most: {_question(one, further)} ", grounds)


def _line(one: Motives, place: int) -> Text:
    return line_text(one.aims[place], one.dm)


def _question(one: Motives, further: Further) -> str:
    conflict, today = one.conflict, one.conflict.status_quo
    before = today.options if today is not None else frozenset()
    there = further.state.options
    changed = joined(options_in_words(conflict, there - before, before - there) or ("all is as today",))
    first, second = (line_in_words(one.aims[place], one.dm) for place in further.pair)
    name = name_of(conflict, one.dm)
    return (
        f"if {changed}, does {name} leave it at that? It would in {percent_text(further.stays)} of these "
        f"orders, and then “{first}” counts more than “{second}” in {percent_text(further.if_stays)} of "
        f"them, else in {percent_text(further.if_not)}"
    )
