"""Which deals are possible: groups of ways that would hold, by what each side gives and gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..analysis.words import joined, uncapitalised
from ..conflict.conflict import Conflict
from ..dossier.assessment import Assessment
from ..dossier.deals import Deal, Share
from ..dossier.dossier import CitedClaim
from ..dossier.headlines import Question
from ..dossier.outcomes import OutcomeStanding
from .document import Block, Item, Items, Matrix, Note, Paragraph, Section, Subheading, Table, Text
from .phrases import cite, interval_text, joined_texts, line_text, name_of, options_text, says, text, ways
from .rests import grounds_of

__all__ = ["deal_name", "deals_section", "sources_say"]

_LINES = 3
"""How many gains and losses of a party are told, the most important ones."""


def deals_section(assessment: Assessment) -> Section | None:
    """Say which deals would hold, who gives what in each, and who gets what; None without outcomes."""
    if not assessment.outcomes or assessment.conflict.graph is not None:
        return None
    blocks: list[Block] = []
    if assessment.deals:
        note = (
            "A way is one state of the model. Each group holds the ways in which the same deals are made and "
            "no party would leave; told is the way with the fewest parties worse off than today, and then "
            "with the fewest changes. How one gets there from today is not asked here."
        )
        blocks += [
            Note(note),
            Matrix(_table(assessment), Items(tuple(_told(assessment, deal) for deal in assessment.deals))),
        ]
    blocks += [
        Paragraph(_never(assessment, one.outcome.id)) for one in assessment.outcomes if not one.terms.holds
    ]
    named = [one for one in assessment.outcomes if not one.outcome.leaves_out]
    said = tuple(Item((one.outcome.name,), inner) for one in named if (inner := sources_say(assessment, one)))
    if said:
        blocks += [Subheading("What the sources say of each"), Items(said)]
    return Section("deals", "Which deals are possible?", tuple(blocks))


def sources_say(assessment: Assessment, one: OutcomeStanding) -> tuple[Item, ...]:
    """Tell the claims by which an outcome may come about, and by which not; older ones with dates."""
    of_the_day = assessment.dossier.told_of(assessment.conflict.as_of)
    sides = (("For it: ", one.because), ("Against it: ", one.against))
    return tuple(
        Item(text(word, joined_texts([_said(cited, cited in of_the_day) for cited in claims], "", "; "), "."))
        for word, claims in sides
        if claims
    )


def _said(cited: CitedClaim, is_of_the_day: bool) -> Text:
    return text(says(cited), "" if is_of_the_day else f", {interval_text(cited.claim.said_on)}")


def _never(assessment: Assessment, outcome: str) -> Text:
    name = assessment.conflict.outcomes[outcome].name
    grounds = grounds_of(assessment, Question.HOLDS, outcome)
    return text(f"{name}: in no way would every party stay with it ", grounds, ".")


def deal_name(conflict: Conflict, outcomes: Sequence[str]) -> str:
    """Name a deal by its outcomes: "Moratorium with small deal"."""
    first, *rest = [conflict.outcomes[one].name for one in outcomes]
    return joined([first, *map(uncapitalised, rest)], "with")


def _name(assessment: Assessment, deal: Deal) -> str:
    return deal_name(assessment.conflict, deal.outcomes)


def _told(assessment: Assessment, deal: Deal) -> Item:
    better = f"in {deal.nobody_worse:,} of them nobody is worse off than today"
    count = f"{_name(assessment, deal)}. {ways(deal.ways)}; {better}."
    inner = [*_also(assessment, deal), *_shares(assessment, deal), *_flags(assessment, deal)]
    return Item((count,), tuple(Item(text(one, ".")) for one in inner))


def _also(assessment: Assessment, deal: Deal) -> Iterator[Text]:
    if deal.also:
        found = [
            f"in {count:,} of these ways with {uncapitalised(assessment.conflict.outcomes[one].name)}"
            for one, count in deal.also
        ]
        yield (f"It may come with more: {joined(found)}",)


def _shares(assessment: Assessment, deal: Deal) -> Iterator[Text]:
    for share in deal.shares:
        given = _gives(assessment, share)
        got = _gets(share)
        if given or got:
            name = name_of(assessment.conflict, share.dm)
            yield text(given or f"{name} does nothing new", "; it gets: " if got else "", got, _loses(share))


def _gives(assessment: Assessment, share: Share) -> Text:
    return joined_texts(options_text(assessment.conflict, share.takes, share.leaves))


def _gets(share: Share) -> Text:
    return joined_texts([line_text(used.line, share.dm) for used in share.gained[:_LINES]], "", "; ")


def _loses(share: Share) -> Text:
    lost = joined_texts([line_text(used.line, share.dm) for used in share.lost[:_LINES]], "", "; ")
    if not lost:
        return ()
    return text("; it forgoes: ", lost, "; so it is worse off than today" if share.worse_off else "")


def _flags(assessment: Assessment, deal: Deal) -> Iterator[Text]:
    """Say what a source refuses and some of the ways contain, and in how many ways a party is left out."""
    conflict = assessment.conflict
    for one in deal.refused:
        (phrase,) = options_text(conflict, [one.ref])
        yield text(f"In {one.ways:,} of these ways ", phrase, ", which it has refused ", cite(one.claims))
    for found in assessment.left_out:
        count = found.by_deal[assessment.deals.index(deal)]
        if count:
            yield (f"In {count:,} of these ways {name_of(conflict, found.dm)} is left out",)


def _table(assessment: Assessment) -> Table:
    conflict = assessment.conflict
    parties = [
        dm.id for dm in conflict.decision_makers if any(_counts(deal, dm.id) for deal in assessment.deals)
    ]
    rows = []
    for deal in assessment.deals:
        shares = {share.dm: share for share in deal.shares}
        cells = [_cell(assessment, shares[dm]) for dm in parties]
        notes = joined_texts([*_also(assessment, deal), *_flags(assessment, deal)], "", "; ") or ("–",)
        ways_ = (f"{deal.ways:,} ({deal.nobody_worse:,})",)
        rows.append(((_name(assessment, deal),), ways_, *cells, notes))
    head = ("Deal", "Ways (nobody worse off)", *(name_of(conflict, dm) for dm in parties), "To note")
    return Table("What each side gives and gets, in the way that asks for least", head, tuple(rows))


def _counts(deal: Deal, dm: str) -> bool:
    share = next(share for share in deal.shares if share.dm == dm)
    return bool(share.takes or share.leaves or share.gained or share.lost)


def _cell(assessment: Assessment, share: Share) -> Text:
    given, got = _gives(assessment, share), _gets(share)
    parts = [text("gives: ", given)] if given else []
    parts += [text("gets: ", got)] if got else []
    loses = _loses(share)
    return text(joined_texts(parts, "", "; "), loses) if parts or loses else ("–",)
