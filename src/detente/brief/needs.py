"""What it would take: what opens the way to each outcome, what makes it hold, what breaks what stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..analysis.edit_sets import EditSet
from ..analysis.openings import Attempt, Opening, Openings
from ..analysis.remedies import Breakers, Remedies
from ..analysis.words import move_in_words
from ..conflict.conflict import Conflict
from ..dossier.assessment import Assessment
from ..dossier.needs import Need
from .document import Block, Item, Items, Note, Paragraph, Section, Subheading, Text
from .edits import by_reason, changes_in_words, edit_set_text, leavers_in_words
from .phrases import name_of, text
from .rests import whole_grounds

__all__ = ["needs_section"]

_SETS = 4
"""So many changes of a wish are told; more are counted."""

_TRIED = 5
"""So many changes that are not enough are told for each reason."""

_REASONS = 3
"""So many reasons are told why something is not enough."""


def needs_section(assessment: Assessment) -> Section | None:
    """Say what it would take for each outcome, and to break what stands; None where nothing can be edited."""
    found = assessment.needs
    if found is None:
        return None
    note = (
        "First: what others would have to do today so that the party that must take a step gains by it, with "
        "all wishes as they are. Then: which single change of the model's lines would make the outcome hold "
        "in the strictest sense, in which no party could gain by any step, whatever the others would answer. "
        "Every line was dropped, turned into its opposite and moved, and every option and outcome was added "
        "at every place. The command remedies tells more, and tries two changes together."
    )
    blocks: list[Block] = [Note(note)]
    for one in found.outcomes:
        blocks += [Subheading(one.outcome.name), *_opens(assessment, one.openings), *_holds(assessment, one)]
    blocks += [Subheading("What would break what stands"), *_breaks(assessment, found.breakers)]
    return Section("needs", "What would it take?", tuple(blocks))


def _opens(assessment: Assessment, found: Openings) -> Iterator[Block]:
    for one in found.parties:
        yield from _opening(assessment, found, one)


def _opening(assessment: Assessment, found: Openings, one: Opening) -> Iterator[Block]:
    """Say what others would have to do so that a party gains by its step, and what is not enough."""
    conflict, grounds = assessment.conflict, whole_grounds(assessment)
    name = name_of(conflict, one.dm)
    must = "has to take a step" if one.needed else "could take the last step"
    if one.enough and not one.enough[0].options:
        gain = one.enough[0].step.gains
        step = f": {move_in_words(conflict, gain)}" if gain is not None else ""
        yield Paragraph(text(f"{name} {must}, and gains by it as things stand{step} ", grounds, "."))
        return
    if one.enough:
        yield Paragraph(text(f"{name} {must}. It gains by it once this is done ", grounds, ":"))
        yield Items(tuple(Item((f"{changes_in_words(conflict, each)}.",)) for each in one.enough))
    else:
        size = f"No change of up to {found.size} options of others makes that a gain for it "
        yield Paragraph(text(f"{name} {must}. {size}", grounds, "."))
    reasons = by_reason(one.dm, (each for each in one.single if each.step.barred_by is not None))
    if reasons:
        yield Paragraph(("Not enough alone:",))
        yield Items(
            tuple(
                Item(text(f"{_tried(conflict, one, tried)}. ", reason, "."))
                for reason, tried in list(reasons.items())[:_REASONS]
            )
        )


def _tried(conflict: Conflict, one: Opening, attempts: Sequence[Attempt]) -> str:
    """Tell what is not enough alone: first what is a part of something that is, then what is newly done."""
    parts = {option for each in one.enough for option in each.options}
    ordered = sorted(attempts, key=lambda each: (each.options[0] not in parts, not each.options[0][1]))
    told = [changes_in_words(conflict, each) for each in ordered[:_TRIED]]
    more = [f"and {len(ordered) - _TRIED} more"] if len(ordered) > _TRIED else []
    return "; ".join([*told, *more])


def _holds(assessment: Assessment, one: Need) -> Iterator[Block]:
    """Say which single change of a wish makes an outcome hold in the strictest sense."""
    found, grounds = one.remedies, whole_grounds(assessment)
    if found.search is None:
        yield Paragraph(
            text("It holds in the strictest sense in some way, with all lines as they are ", grounds, ".")
        )
        return
    telling = [each for each in found.search.found if not each.trivial]
    trivial = len(found.search.found) - len(telling)
    if telling:
        yield Paragraph(
            text("It would hold in the strictest sense after one of these changes ", grounds, ":")
        )
        yield Items(tuple(_sets(assessment, telling)))
    elif trivial:
        told = "It would hold in the strictest sense only if a party simply wanted its own part in it "
        yield Paragraph(text(told, grounds, "."))
    else:
        yield Paragraph(
            text(
                f"No single change makes it hold in the strictest sense{_why(assessment, found)} ",
                grounds,
                ".",
            )
        )
    if telling and trivial:
        left_out = (
            "1 change is left out that simply makes"
            if trivial == 1
            else f"{trivial} changes are left out that simply make"
        )
        yield Note(f"{left_out} a party want its own part in it.")


def _why(assessment: Assessment, found: Remedies) -> str:
    """Say why nothing that a party could want would do, where that is proved for each of them."""
    conflict = assessment.conflict
    proven = [bar for bar in found.bars if bar.proven]
    if not proven or len(proven) < len(found.bars):
        return ""
    reasons = [
        f"whatever {name_of(conflict, bar.dm)} wanted, {leavers_in_words(conflict, bar, len(found.target))}"
        for bar in proven[:1]
    ]
    return f", nor does anything that one party alone could want: for one, {reasons[0]}"


def _breaks(assessment: Assessment, found: Breakers) -> Iterator[Block]:
    """Say which single change would make somebody leave what stands, or where its best step leads."""
    grounds = whole_grounds(assessment)
    where = "where the best step from today leads" if found.by_best_step else "what stands today"
    if found.search is None:
        yield Paragraph(text(f"Nothing need change: somebody gains by leaving {where} ", grounds, "."))
        return
    telling = [each for each in found.search.found if not each.trivial]
    if not telling:
        yield Paragraph(text(f"No single change would make anybody gain by leaving {where} ", grounds, "."))
        return
    told = f"Somebody would gain by leaving {where} after one of these changes "
    yield Paragraph(text(told, grounds, ":"))
    yield Items(tuple(_sets(assessment, telling)))


def _sets(assessment: Assessment, sets: Sequence[EditSet]) -> Iterator[Item]:
    """Tell some sets of edits: those on lines that no source stands behind first."""
    ordered = sorted(sets, key=lambda one: len(one.contradicted))
    for one in ordered[:_SETS]:
        told: Text = edit_set_text(assessment.conflict, one)
        yield Item(told)
    if len(sets) > _SETS:
        yield Item((f"and {len(sets) - _SETS:,} more.",))
