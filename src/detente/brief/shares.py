"""How far the answers hang on what is unsure: shares of the model's versions, and single sources."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.robustness import Robustness
from ..dossier.assessment import Assessment
from ..dossier.one_source import OneSource, Source, Without
from .document import Block, Item, Items, Note, Paragraph, Subheading, Table
from .phrases import text
from .rests import whole_grounds
from .robustness import between, flips_in_words, percent, subject

__all__ = ["shares_blocks"]

_FLIPS = 3
"""So many answers are told that are others without a source."""


def shares_blocks(assessment: Assessment) -> Iterator[Block]:
    """Say in which share of the model's versions each answer is yes, and what hangs on one source."""
    if assessment.robustness is not None:
        yield from _versions(assessment, assessment.robustness)
    if assessment.one_source is not None and assessment.one_source.asked:
        yield from _sources(assessment, assessment.one_source)


def _versions(assessment: Assessment, found: Robustness) -> Iterator[Block]:
    yield Subheading("If the model is not quite right")
    count = f"all {found.versions:,}" if found.exact else f"{found.versions:,} drawn"
    chances = found.uncertainty
    absent = f"an assumed line is missing with a chance of {percent(chances.absent_assumed)}"
    yield Note(
        f"The questions were asked of {count} versions of the model in which its unsure lines stand in "
        f"another order, or are missing: {absent}, an inferred one of {percent(chances.absent_inferred)}; "
        "rival readings count as much as this one. A share says how far an answer hangs on that. It is not "
        "the chance that something happens. The command robustness tells what else was varied, and takes "
        "other chances."
    )
    grounds = whole_grounds(assessment)
    rows = tuple(
        (
            text(subject(found, one), " ", grounds),
            (percent(one.share),),
            ("exact" if found.exact else between(one.low, one.high),),
            ("yes" if one.answer else "no",),
        )
        for one in found.shares
    )
    head = ("Would it hold?", "in so many versions", "95% interval", "in the model as it is")
    yield Table("In which share of the versions each would hold", head, rows, numbers=True)


def _sources(assessment: Assessment, found: OneSource) -> Iterator[Block]:
    yield Subheading("If one source is wrong")
    told = [one for one in found.telling if one.source is not Source.CLAIM]
    claims = len([one for one in found.telling if one.source is Source.CLAIM])
    left = (
        f" Without one of {claims:,} single claims, too, some answer would be another one." if claims else ""
    )
    yield Note(
        "Each report, each speaker and each claim was left out in turn. A line of the model falls when no "
        f"claim is left by which it stands.{left}"
    )
    if told:
        yield Items(tuple(_source(assessment, one) for one in told))
    else:
        grounds = whole_grounds(assessment)
        yield Paragraph(text("No answer is another one without any single report or speaker ", grounds, "."))


def _source(assessment: Assessment, one: Without) -> Item:
    lines = "one line falls" if len(one.lines) == 1 else f"{len(one.lines)} lines fall"
    grounds = whole_grounds(assessment)
    if one.flips is None:
        return Item(text(f"Without {_named(one)}: {lines}, and no model is left ", grounds, "."))
    flips = list(flips_in_words(assessment.conflict, one.flips))
    inner = [Item((f"{flip}.",)) for flip in flips[:_FLIPS]]
    if len(flips) > _FLIPS:
        inner.append(Item((f"and {len(flips) - _FLIPS} more.",)))
    return Item(text(f"Without {_named(one)}: {lines}, and then ", grounds, ":"), tuple(inner))


def _named(one: Without) -> str:
    return f"the report “{one.name}”" if one.source is Source.REPORT else f"the words of {one.name}"
