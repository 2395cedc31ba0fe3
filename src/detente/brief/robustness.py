"""How sure the answers are, as text for 80 columns: shares of versions, and the one-source test."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from ..analysis.robustness import Asked, Robustness, Share, Unsure
from ..analysis.words import joined, line_in_words, uncapitalised
from ..conflict.conflict import Conflict
from ..conflict.edits import IRREVERSIBLE
from ..dossier.headlines import Question
from ..dossier.one_source import Flip, OneSource, Source, Without
from .lines import counted, wrapped
from .phrases import names, otherwise_than_today, owner_of
from .tables import table

__all__ = ["between", "flips_in_words", "percent", "robustness_text", "subject"]


def robustness_text(found: Robustness, sources: OneSource | None) -> str:
    """Write in which share of its versions each answer is yes, what was varied, and single sources."""
    blocks = [_head(found), _shares(found), _warning(), *_varied(found)]
    if sources is not None:
        blocks += _one_source(sources)
    return "\n\n".join("\n".join(block) for block in blocks)


def _head(found: Robustness) -> list[str]:
    of_all = f"of {found.wanted:,}"
    if found.exact:
        told = f"All {counted(found.wanted, 'version')} of the model were analysed, each with its chance."
        if found.wanted == 1:
            told = "The model has one version: nothing in it is unsure."
        stopped = f"Stopped after {found.versions:,} {of_all} versions of the model."
    else:
        told = f"{counted(found.versions, 'version')} of the model, drawn at random (seed {found.seed})."
        stopped = f"Stopped after {found.versions:,} {of_all} drawn versions (seed {found.seed})."
    lines = [*wrapped(found.conflict.title)] if found.conflict.title else []
    return [*lines, *wrapped(told if found.complete else stopped)]


def _shares(found: Robustness) -> list[str]:
    head = [f"would it hold? ({found.concept})", "share", "bounds" if found.exact else "95% interval"]
    rows = [[*head, "model as it is", "agree"]]
    for one in found.shares:
        bounds = "exact" if found.exact and found.complete else between(one.low, one.high)
        answer = "yes" if one.answer else "no"
        rows.append([subject(found, one), percent(one.share), bounds, answer, percent(one.agreement)])
    return [*table(rows, numbers=True), *_best_step(found)]


def _best_step(found: Robustness) -> list[str]:
    conflict, today = found.conflict, found.conflict.status_quo
    for one in found.shares:
        if one.asked is Asked.AFTER_STEP and one.state is not None and today is not None:
            changed = one.state.options ^ today.options
            refs = [ref for ref in conflict.space.refs if ref in changed]
            return wrapped(f"The best step: {joined(otherwise_than_today(conflict, refs))}.")
    return []


def subject(found: Robustness, one: Share) -> str:
    """Write what a share is about."""
    if one.asked is Asked.OUTCOME:
        return found.conflict.outcomes[one.outcome].name
    return "What stands today" if one.asked is Asked.STATUS_QUO else "Today, after the best step"


def _warning() -> list[str]:
    return wrapped(
        "A share says how far an answer hangs on what is unsure in the model. It is not the chance that "
        "something happens. It rests on the chances below, which are assumptions too: with others it would "
        "be another."
    )


def _varied(found: Robustness) -> Iterator[list[str]]:
    rows = [["lines", "number", "out of order", "missing"]]
    for unsure in found.unsure:
        swap = "–" if unsure.rule else percent(unsure.swap)
        rows.append([_kind(unsure), f"{unsure.lines:,}", swap, percent(unsure.absent)])
    if len(rows) > 1:
        yield ["What was varied", "", *table(rows, numbers=True)]
    yield wrapped(
        "Out of order: the chance that two neighbours, alone in a list, come the wrong way round, so that "
        "the less important one counts more; the less sure one of the two sets it. A reported line is the "
        "surer, the better its best claim is graded; one against which claims speak counts as inferred. "
        "Missing: the chance that the line is not there. Options, moves and the status quo stay as they are."
    )
    notes = []
    if found.rivals:
        notes += wrapped(
            "Rival readings, unsure in the same way, each in the model's place by its weight (its own is 1):"
        )
        for one in found.rivals:
            notes += wrapped(f"- {one.conflict.title or one.name} [{one.name}]: {one.weight:g}.", "  ")
    if found.left_aside:
        named = joined(found.left_aside)
        notes += wrapped(f"Left aside, for they have other parties or options: {named}.")
    if found.fixed:
        who = names(found.conflict, found.fixed)
        notes += wrapped(f"The preferences of {who} are no list of statements. They stay as they are.")
    if notes:
        yield notes


def _kind(one: Unsure) -> str:
    return f"{one.basis.value}, infeasible" if one.rule else one.basis.value


def _one_source(found: OneSource) -> Iterator[list[str]]:
    counts = [counted(sum(one.source is source for one in found.tried), source.value) for source in Source]
    stopped = "" if found.complete else f"Stopped after {len(found.tried):,} of {found.sources:,} sources. "
    bearing = sum(bool(one.lines) for one in found.tried)
    yield [
        "Without one source",
        "",
        *wrapped(
            f"{stopped}Each source was left out in turn: {joined(counts)}. A line of the model falls when "
            f"no claim is left by which it stands; {bearing:,} of these sources bear such lines. "
            f"{_verdict(found)}"
        ),
    ]
    for source in Source:
        own = [one for one in found.telling if one.source is source]
        if own:
            yield [line for one in own for line in _told(found.conflict, one)]


def _verdict(found: OneSource) -> str:
    if not found.asked:
        return "In graph form no line can fall, so nothing was asked."
    asked = f"{counted(found.asked, 'answer')} of the brief (under {found.concept})"
    if not found.telling:
        return f"Not one of {asked} is another one without any of them."
    return f"Of {asked}, some are others without one of these:"


def _told(conflict: Conflict, one: Without) -> Iterator[str]:
    fall = "1 line falls" if len(one.lines) == 1 else f"{len(one.lines)} lines fall"
    name = one.name.rstrip(".")
    yield from wrapped(f"- {one.source.value.capitalize()}: {name} [{one.id}]. {fall}:", "  ")
    for used in one.lines[:_SHOWN]:
        line = line_in_words(used.line, used.target)
        owner = "cannot be undone" if used.target == IRREVERSIBLE else owner_of(conflict, used)
        yield from wrapped(f"  - {owner}: {line}", "    ")
    if len(one.lines) > _SHOWN:
        yield f"  - and {len(one.lines) - _SHOWN} more"
    if one.flips is None:
        yield from wrapped("  Then no model is left: a ranking misses states.", "  ")
        return
    yield "  Then:"
    for told in flips_in_words(conflict, one.flips):
        yield from wrapped(f"  - {told}", "    ")


_SHOWN = 3
"""So many lines that fall are written out; more are counted."""


def flips_in_words(conflict: Conflict, flips: Iterable[Flip]) -> Iterator[str]:
    """Write each answer that is another one, as it would be then."""
    for flip in flips:
        name = conflict.outcomes[flip.outcome].name if flip.outcome else ""
        changed = otherwise_than_today(conflict, flip.refs)
        match flip.question:
            case Question.TODAY:
                yield f"What stands today would {'no longer hold' if flip.before else 'hold'}"
            case Question.ONE_STEP:
                yield "It would no longer be so that what stands today holds but for one step"
            case Question.HOLDS:
                yield f"{name}: would {'in no way hold' if flip.before else 'hold in some way'}"
            case Question.ONLY_IF:
                yield f"{name}: would hold also if not: {joined(changed)}"
            case Question.WITHOUT:
                others = [uncapitalised(conflict.outcomes[one].name) for one in flip.spared]
                yield f"{name}: would no longer hold without all of this: {'; '.join([*others, *changed])}"


def between(low: float, high: float) -> str:
    """Write an interval, rounded outwards.

    >>> between(0.12345, 0.5), between(0.99, 1.0)
    ('12.3–50.0%', '99.0–100.0%')
    """
    return f"{math.floor(low * 1000) / 10:.1f}–{math.ceil(high * 1000) / 10:.1f}%"


def percent(share: float) -> str:
    """Write a share; only all is 100% and only none is 0%.

    >>> percent(0.1234), percent(0.99996), percent(1.0), percent(0.0002)
    ('12.3%', '>99.9%', '100%', '<0.1%')
    """
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    if share < 0.0005:
        return "<0.1%"
    return ">99.9%" if share >= 0.9995 else f"{100 * share:.1f}%"
