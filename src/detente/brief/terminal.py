"""The brief as plain text: plain words first, the tables of the theory last."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from ..analysis.concepts import CONCEPTS
from ..analysis.explain import Declined
from ..analysis.words import (
    joined,
    line_in_words,
    move_in_words,
    options_in_words,
    state_in_words,
    uncapitalised,
)
from ..conflict.edits import INFEASIBLE
from ..conflict.preferences import Basis, Line
from ..dossier.assessment import Assessment, Holding, OptionStanding, OutcomeStanding, UsedLine
from ..dossier.dependence import HEADLINE
from ..dossier.dossier import CitedClaim
from ..evidence.anchors import AnchorState
from .change import change_lines, rival_lines
from .ledger import ledger_lines
from .tables import table

__all__ = ["brief_text"]

WIDTH = 80


def brief_text(assessment: Assessment, width: int = WIDTH) -> str:
    """Write the brief of one snapshot.

    Parameters
    ----------
    assessment
        The answers.
    width
        How many columns a line may have.
    """
    sections = (
        _head(assessment),
        _section("The bottom line", _bottom_line(assessment)),
        _section("Where things stand", _standing(assessment)),
        _ledger(assessment),
        _section("Will it hold?", _holding(assessment)),
        _section("What else would hold?", _outcomes(assessment)) if assessment.outcomes else [],
        _rivals(assessment),
        _changed(assessment),
        _section("What this rests on", _claims(assessment)),
        _section("The tables of the theory", _tables(assessment)),
    )
    paragraphs = [line for section in sections for line in section]
    return "\n".join(_wrapped(paragraphs, width)) + "\n"


def _head(assessment: Assessment) -> list[str]:
    conflict, dossier = assessment.conflict, assessment.dossier
    when = f" (as of {conflict.as_of.day} {conflict.as_of:%B %Y})" if conflict.as_of else ""
    title = conflict.title or assessment.snapshot
    name = title if title == dossier.evidence.title else f"{dossier.evidence.title}: {uncapitalised(title)}"
    return [
        f"{name}{when}",
        "",
        "What follows from stated assumptions, not a prophecy. [id] names a claim of the dossier; "
        "(reported), (inferred) and (assumed) say on what a line of the model rests.",
    ]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return ["", title.upper(), "", *lines]


def _ledger(assessment: Assessment) -> list[str]:
    if not assessment.ledger:
        return []
    return _section("Who asks for what?", ledger_lines(assessment.ledger, assessment.conflict))


def _rivals(assessment: Assessment) -> list[str]:
    if not assessment.rivals:
        return []
    told = (line for rival in assessment.rivals for line in rival_lines(rival, assessment.conflict))
    return _section("Rival readings", told)


def _changed(assessment: Assessment) -> list[str]:
    if assessment.change is None:
        return []
    return _section("What changed?", change_lines(assessment.change, assessment.conflict))


def _bottom_line(assessment: Assessment) -> Iterator[str]:
    yield _first_sentence(assessment)
    for standing in assessment.outcomes:
        sentence = f"{_outcome_sentence(assessment, standing)} {_rests_on(assessment, standing)}"
        yield f"- {sentence.rstrip()}."


def _first_sentence(assessment: Assessment) -> str:
    leavers = [holding for holding in assessment.holdings if holding.best_step is not None]
    if not leavers:
        return "What stands today holds: no party gains by a step of its own that the others would not undo."
    if len(leavers) > 1:
        names = joined([_name(assessment, holding.dm) for holding in leavers])
        return f"What stands today does not hold: {names} would each rather take another step."
    step = leavers[0].best_step
    assert step is not None
    words = move_in_words(assessment.conflict, step)
    reason = leavers[0].explanation.unanswered[0].because
    grounds = f" {_grounds(reason)}" if reason else ""
    if HEADLINE in assessment.after_holds_under:
        after = "After that step no party would take another one by itself."
        return f"What stands today holds but for one step: {words}{grounds}. {after}"
    name = _name(assessment, step.dm)
    return f"What stands today does not hold. {name} would take a step: {words}{grounds}."


def _standing(assessment: Assessment) -> Iterator[str]:
    if assessment.conflict.graph is not None:
        yield f"{joined(state_in_words(assessment.conflict, assessment.status_quo))}."
        return
    for dm in assessment.conflict.decision_makers:
        own = [standing for standing in assessment.standing if standing.dm == dm.id]
        done = [_option(assessment, standing) for standing in own if standing.taken]
        yield f"- {dm.name} {joined(done) if done else 'takes none of its options'}."
        silent = [standing for standing in own if not standing.taken and standing.claims]
        for standing in silent:
            option = uncapitalised(_option_name(assessment, standing))
            yield f"  Not said: that it {option}. See {_citations(standing.claims)}."


def _option(assessment: Assessment, standing: OptionStanding) -> str:
    grounds = _citations(standing.claims) or "(assumed)"
    return f"{uncapitalised(_option_name(assessment, standing))} {grounds}"


def _option_name(assessment: Assessment, standing: OptionStanding) -> str:
    dm = assessment.conflict.decision_makers[assessment.conflict.dm(standing.dm)]
    return next(option.name for option in dm.options if option.id == standing.option)


def _holding(assessment: Assessment) -> Iterator[str]:
    for place, holding in enumerate(assessment.holdings):
        if place:
            yield ""
        yield from _party(assessment, holding)
    yield ""
    yield "Does it hold, yes or no?"
    yield from _hangs_on(assessment, assessment.status_quo_hangs_on)


def _party(assessment: Assessment, holding: Holding) -> Iterator[str]:
    """Say whether a party stays, and on which lines that hangs."""
    name = _name(assessment, holding.dm)
    explanation = holding.explanation
    if holding.best_step is not None:
        yield f"{name} would rather take a step:"
        for one in explanation.unanswered[:2]:
            reason = f"; what counts to it: {_line(one.because, holding.dm)}" if one.because else ""
            yield f"- {move_in_words(assessment.conflict, one.move)}{reason}."
    elif explanation.improvements:
        yield f"{name} stays. It could gain, but the others would answer by steps that are good for them:"
        for one in explanation.improvements[:2]:
            answer = one.answer
            assert answer is not None
            steps = "; then ".join(move_in_words(assessment.conflict, move) for move in answer.moves)
            loss = f"; what counts more to it: {_line(answer.because, holding.dm)}" if answer.because else ""
            yield f"- {move_in_words(assessment.conflict, one.move)}; but then {steps}{loss}."
    else:
        yield f"{name} stays: nothing that it can do by itself is better for it."
    if explanation.declined:
        yield f"What is not worth it to {name}, each step by itself, and what counts more to it:"
    for declined in explanation.declined:
        done = move_in_words(assessment.conflict, declined.move).removeprefix(f"{name} ")
        yield f"- {done}: {_why_declined(declined, holding.dm)}."


def _why_declined(declined: Declined, dm: str) -> str:
    if declined.ties:
        return "that is as good to it, no better"
    if declined.because is None:
        return "it ranks that lower"
    return _line(declined.because, dm)


def _outcomes(assessment: Assessment) -> Iterator[str]:
    for standing in assessment.outcomes:
        yield from _outcome_detail(assessment, standing)


def _outcome_sentence(assessment: Assessment, standing: OutcomeStanding) -> str:
    name = standing.outcome.name
    if standing.example is None:
        return f"{name}: in no way would every party stay with it"
    if standing.is_today:
        return f"{name}: this is what stands today, and it would hold"
    losers = [_name(assessment, dm) for dm in standing.worse_off]
    cost = f"{joined(losers) if losers else 'nobody'} would be worse off than today"
    terms = _terms(assessment, standing)
    if terms:
        return f"{name}: would hold only if {terms}; {cost}"
    return f"{name}: would hold once there, and {cost}; for instance so: {_example(assessment, standing)}"


def _terms(assessment: Assessment, standing: OutcomeStanding) -> str:
    """Say what must be different from today wherever the outcome holds, and which of it is assumed."""
    hanging = standing.terms_hang_on
    return "; ".join(
        options_in_words(
            assessment.conflict,
            standing.terms.take,
            standing.terms.leave,
            lambda ref: _weakest(assessment, hanging[ref]),
        )
    )


def _outcome_detail(assessment: Assessment, standing: OutcomeStanding) -> Iterator[str]:
    name = standing.outcome.name
    if standing.example is None:
        yield f"- {name}. In none of the {_ways(standing.states)} in which it can come about would all stay."
    else:
        count = f"{standing.held[HEADLINE]:,} of the {_ways(standing.states)}"
        yield f"- {name}. In {count} in which it can come about every party would stay."
        if standing.terms.refs:
            yield f"  For instance so: {_example(assessment, standing)}."
    yield from _hangs_on(assessment, standing.hangs_on)
    yield from _terms_hang_on(assessment, standing)


def _hangs_on(assessment: Assessment, lines: Sequence[UsedLine], what: str = "This") -> Iterator[str]:
    """Say on which single lines an answer hangs, and call an answer assumed that an assumption forces."""
    if assessment.conflict.graph is not None:
        return
    if not lines:
        untried = (
            "" if assessment.every_wish_is_a_line else " that can be taken out; rankings and weights cannot"
        )
        yield f"  {what} hangs on no single line of the model{untried}."
        return
    assumed = "; so it is assumed" if _is_assumed(lines) else ""
    yield f"  {what} hangs on {'this line' if len(lines) == 1 else 'each of these lines'}{assumed}:"
    for used in lines:
        owner = "ruled out" if used.target == INFEASIBLE else _name(assessment, used.target)
        yield f"  - {owner}: {_line(used.line, used.target)}."


def _terms_hang_on(assessment: Assessment, standing: OutcomeStanding) -> Iterator[str]:
    for ref, lines in standing.terms_hang_on.items():
        taken, left = [[ref] if ref in some else [] for some in (standing.terms.take, standing.terms.leave)]
        (phrase,) = options_in_words(assessment.conflict, taken, left)
        yield from _hangs_on(assessment, lines, f"“Only if {phrase}”")


def _rests_on(assessment: Assessment, standing: OutcomeStanding) -> str:
    """Say in brackets on what an answer of the bottom line rests; its terms have said so already."""
    if standing.terms.refs and not standing.hangs_on:
        return ""
    return _weakest(assessment, standing.hangs_on)


def _weakest(assessment: Assessment, lines: Sequence[UsedLine]) -> str:
    """Say on what an answer rests: on the weakest of the lines that it hangs on, and on their claims."""
    if not lines:
        return "(no single line of the model decides this)" if assessment.every_wish_is_a_line else ""
    bases = {used.line.basis for used in lines}
    if Basis.ASSUMED in bases:
        return "(assumed)"
    claims = dict.fromkeys(claim for used in lines for claim in used.line.because)
    weakest = next(basis for basis in (Basis.INFERRED, Basis.REPORTED, Basis.LOGICAL) if basis in bases)
    return f"({weakest.value}{': ' if claims else ''}{', '.join(claims)})"


def _is_assumed(lines: Sequence[UsedLine]) -> bool:
    """Return whether a single assumption forces an answer."""
    return any(used.line.basis is Basis.ASSUMED for used in lines)


def _example(assessment: Assessment, standing: OutcomeStanding) -> str:
    """Say how the outcome's example differs from today: few parties worse off, few changes."""
    if assessment.conflict.graph is not None and standing.example is not None:
        return joined(state_in_words(assessment.conflict, standing.example))
    return "; ".join(move_in_words(assessment.conflict, move) for move in standing.changes)


def _ways(number: int) -> str:
    return f"{number:,} {'way' if number == 1 else 'ways'}"


def _claims(assessment: Assessment) -> Iterator[str]:
    if not assessment.claims:
        named = any(line.line.because or line.line.against for line in assessment.lines)
        yield (
            "The lines of the model name claims, and there are no such claims here: they stand unproved."
            if named
            else "The model stands on its own: no claims are given for its lines."
        )
        return
    missing = any(cited.state is AnchorState.NO_TEXT for cited in assessment.claims)
    for cited in assessment.claims:
        yield f"[{cited.claim.id}] {_claim(cited)}"
    if missing:
        yield ""
        yield (
            "The texts of the reports are not at hand, so the claims stand in our own words. To see and "
            "verify the words: make brief REPORTS=FOLDER, or detente add FOLDER --dossier NAME."
        )


def _claim(cited: CitedClaim) -> str:
    claim = cited.claim
    outlet = cited.report.outlet or "unknown outlet"
    via = f", by way of {joined([actor.name for actor in cited.via])}" if cited.via else ""
    text = (
        f"{claim.says} ({cited.by.name}{via}, {claim.said_on}; {outlet}; {claim.grade}; {cited.state.value})"
    )
    return f"{text} Words: “{cited.words}”" if cited.words else text


def _tables(assessment: Assessment) -> Iterator[str]:
    analysis = assessment.analysis
    yield f"Feasible states: {len(assessment.conflict.states):,}."
    yield ""
    names = [_name(assessment, holding.dm) for holding in assessment.holdings]
    rows = [["concept", "equilibria", "status quo stable for"]]
    for concept in analysis.concepts:
        stays = [
            name for name, h in zip(names, assessment.holdings, strict=True) if concept in h.stable_under
        ]
        shown = "all" if len(stays) == len(names) else ", ".join(stays) or "nobody"
        rows.append([concept, f"{len(analysis.equilibria(concept)):,}", shown])
    yield from _fixed(table(rows))
    yield ""
    rows = [["outcome", "states", *analysis.concepts]]
    for standing in assessment.outcomes:
        counts = [f"{standing.held[concept]:,}" for concept in analysis.concepts]
        rows.append([standing.outcome.id, f"{standing.states:,}", *counts])
    if assessment.outcomes:
        yield from _fixed(table(rows, numbers=True))
        yield ""
    for concept in analysis.concepts:
        yield f"{concept}: a state is stable for a party when {CONCEPTS[concept].gloss}."


def _fixed(lines: Iterable[str]) -> Iterator[str]:
    """Mark the lines of a table by a leading |, so that they are not wrapped."""
    return (f"|{line}" for line in lines)


def _line(line: Line, own: str) -> str:
    return f"{line_in_words(line, own)} {_grounds(line)}"


def _grounds(line: Line) -> str:
    """Say on what a line rests: its basis, and the claims for and against it."""
    against = f", against: {', '.join(line.against)}" if line.against else ""
    claims = f": {', '.join(line.because)}" if line.because else ""
    return f"({line.basis.value}{claims}{against})"


def _citations(claims: Sequence[CitedClaim]) -> str:
    return f"[{', '.join(cited.claim.id for cited in claims)}]" if claims else ""


def _name(assessment: Assessment, dm: str) -> str:
    return assessment.conflict.decision_makers[assessment.conflict.dm(dm)].name


def _wrapped(lines: Iterable[str], width: int) -> Iterator[str]:
    """Wrap paragraphs; items and their details hang, rows of tables stay as they are."""
    for line in lines:
        if line.startswith("|"):
            yield line[1:].rstrip()
            continue
        indent = "    " if line.startswith("  - ") else "  " if line.startswith(("- ", "  ", "[")) else ""
        yield from textwrap.wrap(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
