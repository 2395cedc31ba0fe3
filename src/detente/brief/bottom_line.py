"""The bottom line: does what stands hold, and what could be had in its place, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..analysis.words import joined, move_in_words, uncapitalised
from ..conflict.preferences import Basis
from ..dossier.assessment import Assessment
from ..dossier.dependence import HEADLINE
from ..dossier.headlines import Question
from ..dossier.outcomes import OutcomeStanding
from .document import Grounds, Item, Items, Note, Paragraph, Section, Text
from .phrases import (
    joined_texts,
    line_grounds,
    line_text,
    name_of,
    names,
    options_text,
    otherwise_than_today,
    spaced,
    text,
)
from .rests import grounds_of, grounds_of_all

__all__ = ["bottom_line"]


def bottom_line(assessment: Assessment) -> Section:
    """Say whether what stands today holds, and of each outcome whether it could hold, and at what price."""
    first = Paragraph(text(_today(assessment), "."))
    items = tuple(Item(text(sentence, ".")) for sentence in _sentences(assessment))
    blocks = (first, Items(items)) if items else (first,)
    return Section("bottom-line", "The bottom line", (*blocks, Note(_footing(assessment))), first=True)


def _footing(assessment: Assessment) -> str:
    """Say how much of the model is reported, and how much somebody put there."""
    counts = assessment.coverage.lines
    by_basis = {basis: sum(one.of(basis) for one in counts) for basis in Basis}
    told = joined([f"{number} {basis.value}" for basis, number in by_basis.items() if number] or ["none"])
    return f"Of the model's {sum(by_basis.values())} lines: {told}."


def _today(assessment: Assessment) -> Text:
    conflict = assessment.conflict
    leavers = [one for one in assessment.holdings if one.best_step is not None]
    grounds = grounds_of(assessment, Question.TODAY)
    if not leavers:
        undone = any(one.explanation.improvements for one in assessment.holdings)
        but = " that the others would not undo" if undone else ""
        what = f"What stands today holds: no party gains by a step of its own{but}"
        return text(what, spaced(grounds))
    if len(leavers) > 1:
        who = names(conflict, [one.dm for one in leavers])
        what = f"What stands today does not hold: {who} would each rather take another step"
        return text(what, spaced(grounds))
    step, reason = leavers[0].best_step, leavers[0].explanation.unanswered[0].because
    assert step is not None, "a leaver has a step"
    words = text(move_in_words(conflict, step), spaced(line_grounds(reason) if reason else grounds))
    if HEADLINE in assessment.after_holds_under:
        after = "after it no party would take another one by itself"
        return text("What stands today holds but for one step: ", words, f"; {after}")
    return text(
        f"What stands today does not hold, for {name_of(conflict, step.dm)} would take a step: ", words
    )


def _sentences(assessment: Assessment) -> Iterator[Text]:
    """Yield a sentence for each outcome; those that could be had on no fixed terms share one."""
    plainly = [one for one in assessment.outcomes if one.is_free]
    for one in assessment.outcomes:
        if plainly and one is plainly[0]:
            yield _free(assessment, plainly)
        elif one not in plainly:
            yield _bound(assessment, one)


def _bound(assessment: Assessment, one: OutcomeStanding) -> Text:
    name, grounds = one.outcome.name, grounds_of(assessment, Question.HOLDS, one.outcome.id)
    if not one.terms.holds:
        return text(f"{name}: in no way would every party stay with it", spaced(grounds))
    if one.is_today:
        return text(f"{name}: this is what stands today, and it would hold", spaced(grounds))
    if one.outcome.leaves_out:
        return _passed_over(assessment, one, grounds)
    return text(f"{name}: would hold only if ", terms_text(assessment, one), f"; {_cost(assessment, one)}")


def terms_text(assessment: Assessment, one: OutcomeStanding) -> Text:
    """Say what differs from today wherever an outcome holds, and on what each part rests."""
    phrases = options_text(
        assessment.conflict,
        one.terms.take,
        one.terms.leave,
        lambda ref: grounds_of(assessment, Question.ONLY_IF, one.outcome.id, ref),
    )
    return joined_texts(phrases, "", "; ")


def _passed_over(assessment: Assessment, one: OutcomeStanding, grounds: Grounds | None) -> Text:
    """Say in how many ways a party is left out, and what it would lose by it."""
    found = next((found for found in assessment.left_out if found.outcome == one.outcome.id), None)
    if found is None:  # in graph form states have no parts to compare
        return text(f"{one.outcome.name}: so it could be, and that would hold", spaced(grounds))
    party = name_of(assessment.conflict, found.dm)
    total = len(assessment.analysis.equilibria(HEADLINE))
    count = f"{one.outcome.name}: so it is in {found.ways:,} of the {total:,} ways that would hold"
    lines = dict.fromkeys(loss.line.line for way in found.ways_in for loss in way.losses)
    if not lines:
        return text(count, spaced(grounds), f"; nothing that {party} wishes for is lost by that")
    losses = joined_texts([line_text(line, found.dm) for line in lines], "", "; ")
    return text(count, spaced(grounds), f"; {party} then forgoes this: ", losses)


def _free(assessment: Assessment, some: Sequence[OutcomeStanding]) -> Text:
    """Say of outcomes that they would hold on no fixed terms, and what they can do without."""
    first, *rest = some
    listed = joined([first.outcome.name, *(uncapitalised(one.outcome.name) for one in rest)])
    verb = "each would hold once there" if rest else "would hold once there"
    grounds = grounds_of_all(assessment, [(_sure_of(one), one.outcome.id) for one in some])
    told = f"{listed}: {verb}{_without(assessment, some)}"
    return text(told, spaced(grounds), f"; {_cost(assessment, first)}")


def _sure_of(one: OutcomeStanding) -> Question:
    return Question.WITHOUT if one.spared.states else Question.HOLDS


def _without(assessment: Assessment, some: Sequence[OutcomeStanding]) -> str:
    """Say what all of some outcomes can do without: other outcomes, and what these ask for."""
    conflict = assessment.conflict
    outcomes = [one for one in some[0].spared.outcomes if all(one in other.spared.outcomes for other in some)]
    refs = [ref for ref in some[0].spared.refs if all(ref in other.spared.refs for other in some)]
    names_ = [uncapitalised(conflict.outcomes[one].name) for one in outcomes]
    acts = otherwise_than_today(conflict, refs)
    told = [f"without {joined(names_, 'or')}"] if names_ else []
    told += [f"without this: {'; '.join(acts)}"] if acts else []
    return f", also {' and '.join(told)}" if told else ""


def _cost(assessment: Assessment, one: OutcomeStanding) -> str:
    if not one.worse_off:
        return "nobody need be worse off than today"
    return f"at the least {names(assessment.conflict, one.worse_off)} would be worse off than today"
