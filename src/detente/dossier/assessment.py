"""The answers as data: where things stand, whether that holds and why, what else would hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ..analysis.concepts import CONCEPTS
from ..analysis.dependence import Lever
from ..analysis.explain import Explanation, Move
from ..analysis.stability import Analysis, analyse
from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.preferences import Line, Prioritised
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..errors import InputError
from ..evidence.claims import Stance
from .change import Change, Rival, change_since, moves_between, rivals
from .dependence import HEADLINE, STATUS_QUO, headline_levers, term_question
from .dossier import CitedClaim, Dossier
from .ledger import Condition, condition_ledger
from .terms import Terms, terms_of

__all__ = ["Assessment", "Holding", "OptionStanding", "OutcomeStanding", "UsedLine", "assess"]


@dataclass(frozen=True, slots=True)
class OptionStanding:
    """Whether an option is taken today, and the claims that say something of it."""

    dm: str
    option: str
    taken: bool
    claims: tuple[CitedClaim, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """Whether a party would leave the status quo.

    Attributes
    ----------
    stable_under
        The ids of the concepts under which it stays.
    explanation
        Why, under the concept of the headlines.
    best_step
        The best of the moves whose gain nothing takes away; None when it stays.
    """

    dm: str
    stable_under: tuple[str, ...]
    explanation: Explanation
    best_step: Move | None


@dataclass(frozen=True, slots=True)
class OutcomeStanding:
    """How an outcome stands: in how many of its states nobody would leave, and one that asks for little.

    Attributes
    ----------
    states
        How many states the outcome has.
    held
        How many of these are equilibria, by concept.
    example
        An equilibrium under the concept of the headlines with the fewest parties worse off than today and
        then the fewest changes; None when there is none.
    changes
        What differs from today in the example, as one move a party.
    worse_off
        The parties for whom the example is worse than today.
    is_today
        Whether the example is the status quo itself.
    terms
        What differs from today wherever the outcome holds.
    hangs_on
        The lines without which it would hold where it does not, or would not where it does.
    terms_hang_on
        For each option in the terms, the lines without which it would not be one.
    """

    outcome: Outcome
    states: int
    held: Mapping[str, int]
    example: State | None
    changes: tuple[Move, ...]
    worse_off: tuple[str, ...]
    is_today: bool
    terms: Terms
    hangs_on: tuple[UsedLine, ...]
    terms_hang_on: Mapping[str, tuple[UsedLine, ...]]


@dataclass(frozen=True, slots=True)
class UsedLine:
    """A line of the model that an answer uses, with the claims for and against it.

    ``target`` is the decision maker whose list holds it, or ``infeasible``.
    """

    target: str
    line: Line
    because: tuple[CitedClaim, ...]
    against: tuple[CitedClaim, ...]


@dataclass(frozen=True)
class Assessment:
    """Everything that the brief says of one snapshot.

    Attributes
    ----------
    after_best_step
        When the status quo is left by one party only: the state to which its best step leads.
    after_holds_under
        The ids of the concepts under which nobody leaves that state.
    status_quo_hangs_on
        The lines without which the status quo would hold where it does not, or not where it does.
    change
        What changed since the snapshot before; None for the first one.
    ledger
        The conditions and demands of each side, and how far they are met.
    rivals
        The rival readings of the snapshot, each held against it.
    warnings
        Faults of the dossier that do not stop the assessment.
    """

    dossier: Dossier
    snapshot: str
    conflict: Conflict
    analysis: Analysis
    standing: tuple[OptionStanding, ...]
    status_quo: State
    holds_under: tuple[str, ...]
    holdings: tuple[Holding, ...]
    after_best_step: State | None
    after_holds_under: tuple[str, ...]
    outcomes: tuple[OutcomeStanding, ...]
    lines: tuple[UsedLine, ...]
    status_quo_hangs_on: tuple[UsedLine, ...]
    change: Change | None
    ledger: tuple[Condition, ...]
    rivals: tuple[Rival, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def every_wish_is_a_line(self) -> bool:
        """Whether all preferences are prioritised lists, so that all of them were tried line by line."""
        return all(isinstance(preference, Prioritised) for preference in self.conflict.preference_list)

    @property
    def claims(self) -> tuple[CitedClaim, ...]:
        """The claims behind the status quo and the lines, each once, in the order of the dossier."""
        used = {cited.claim.id for standing in self.standing for cited in standing.claims}
        lines = [*self.lines, *self.status_quo_hangs_on]
        for outcome in self.outcomes:
            lines += [*outcome.hangs_on, *(line for own in outcome.terms_hang_on.values() for line in own)]
        for condition in self.ledger:
            used |= {condition.claim.claim.id}
            used |= {cited.claim.id for part in condition.parts for cited in (*part.claims, *part.mentions)}
        used |= {cited.claim.id for line in lines for cited in (*line.because, *line.against)}
        return tuple(cited for id_, cited in self.dossier.claims.items() if id_ in used)


def assess(
    dossier: Dossier,
    snapshot: str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Assessment:
    """Answer the questions of the brief for one snapshot.

    Parameters
    ----------
    dossier
        The evidence and the conflicts.
    snapshot
        The name of a conflict; the latest one by default.
    progress
        Called with how many of how many lines have been tried, while it is found what answers hang on. That
        is done once for a conflict; its result is kept in the user's cache folder.

    Raises
    ------
    UnknownName
        If there is no such snapshot.
    InputError
        If the conflict does not say where things stand.
    TooLarge
        If the conflict is too large to be analysed.
    """
    name, conflict = dossier.named(snapshot)
    status_quo = conflict.status_quo
    if status_quo is None:
        message = f"the conflict {name} does not say where things stand"
        raise InputError(Diagnostic("no-status-quo", message, "add status_quo"))
    analysis = analyse(conflict)
    hanging = _hanging(dossier, headline_levers(conflict, progress))
    holdings = tuple(_holding(analysis, dm.id, status_quo) for dm in conflict.decision_makers)
    leavers = [holding for holding in holdings if holding.best_step is not None]
    after = leavers[0].best_step.target if len(leavers) == 1 and leavers[0].best_step else None
    return Assessment(
        dossier,
        name,
        conflict,
        analysis,
        tuple(_standing(dossier, conflict, status_quo)),
        status_quo,
        _holds_under(analysis, status_quo),
        holdings,
        after,
        _holds_under(analysis, after) if after is not None else (),
        tuple(_outcome_standing(analysis, status_quo, one, hanging) for one in conflict.outcome_list),
        tuple(_used_lines(dossier, holdings)),
        hanging(STATUS_QUO),
        change_since(dossier, name, analysis),
        condition_ledger(dossier, conflict),
        rivals(dossier, name, analysis),
        (*conflict.warnings, *dossier.unresolved()),
    )


def _hanging(dossier: Dossier, found: Iterable[Lever]) -> Callable[[str], tuple[UsedLine, ...]]:
    """Return the function that gives the lines on which the answer to a question hangs."""
    by_question: dict[str, list[UsedLine]] = {}
    for one in found:
        by_question.setdefault(one.question, []).append(_used(dossier, one.target, one.line))
    return lambda question: tuple(by_question.get(question, ()))


def _used(dossier: Dossier, target: str, line: Line) -> UsedLine:
    return UsedLine(target, line, _cited(dossier, line.because), _cited(dossier, line.against))


def _standing(dossier: Dossier, conflict: Conflict, status_quo: State) -> Iterable[OptionStanding]:
    """Yield how each option stands; nothing in graph form, which has none."""
    current = _current_claims(dossier, conflict)
    for dm in conflict.decision_makers:
        for option in dm.options:
            ref = f"{dm.id}.{option.id}"
            taken = ref in status_quo.options
            stance = Stance.TAKEN if taken else Stance.UNSAID
            claims = tuple(cited for cited in current if (ref, stance) in cited.claim.about)
            yield OptionStanding(dm.id, option.id, taken, claims)


def _current_claims(dossier: Dossier, conflict: Conflict) -> tuple[CitedClaim, ...]:
    """Return the claims of the reports that tell of the snapshot's day: an older one tells of another day.

    These are the reports whose dates take in the day, or else the latest before it.
    """
    cited, day = tuple(dossier.citable.values()), conflict.as_of
    if day is None:
        return cited
    known = [claim for claim in cited if claim.report.dated.earliest <= day]
    of_the_day = [claim for claim in known if claim.report.dated.latest >= day]
    latest = max((claim.report.dated.latest for claim in known), default=day)
    return tuple(of_the_day or (claim for claim in known if claim.report.dated.latest == latest))


def _holding(analysis: Analysis, dm: str, status_quo: State) -> Holding:
    stable = tuple(c for c in analysis.concepts if status_quo in analysis.stable(c, dm))
    explanation = analysis.explain(status_quo, dm, HEADLINE)
    best = explanation.unanswered[0].move if explanation.unanswered else None
    return Holding(dm, stable, explanation, best)


def _holds_under(analysis: Analysis, state: State) -> tuple[str, ...]:
    return tuple(concept for concept in analysis.concepts if state in analysis.equilibria(concept))


def _outcome_standing(
    analysis: Analysis, status_quo: State, outcome: Outcome, hanging: Callable[[str], tuple[UsedLine, ...]]
) -> OutcomeStanding:
    conflict = analysis.conflict
    inside = conflict.find(outcome.id)
    held = {concept: inside & analysis.equilibria(concept) for concept in CONCEPTS}
    counts = MappingProxyType({concept: len(states) for concept, states in held.items()})
    codes = held[HEADLINE].codes
    if not len(codes):
        none = Terms(holds=False)
        hangs_on = hanging(outcome.id)
        return OutcomeStanding(outcome, len(inside), counts, None, (), (), False, none, hangs_on, {})
    ranks = conflict.ranks
    worse = (ranks[:, codes] < ranks[:, [status_quo.code]]).sum(axis=0)
    changed = np.bitwise_count(codes ^ status_quo.code) if conflict.graph is None else np.zeros(len(codes))
    example = State(conflict.space, int(codes[np.lexsort((codes, changed, worse))[0]]))
    losers = tuple(
        dm.id
        for row, dm in zip(ranks, conflict.decision_makers, strict=True)
        if row[example.code] < row[status_quo.code]
    )
    changes = tuple(moves_between(conflict, status_quo, example))
    terms = terms_of(conflict, inside, held[HEADLINE])
    is_today = example == status_quo
    return OutcomeStanding(
        outcome,
        len(inside),
        counts,
        example,
        changes,
        losers,
        is_today,
        terms,
        hanging(outcome.id),
        MappingProxyType(
            {ref: hanging(term_question(outcome.id, ref)) for ref in (*terms.take, *terms.leave)}
        ),
    )


def _used_lines(dossier: Dossier, holdings: Iterable[Holding]) -> Iterable[UsedLine]:
    """Yield the lines on which the status quo holds or does not, each once."""
    seen: set[tuple[str, Line]] = set()
    for holding in holdings:
        explanation = holding.explanation
        lines = [one.because for one in explanation.improvements]
        lines += [one.answer.because for one in explanation.improvements if one.answer is not None]
        lines += [one.because for one in explanation.declined]
        for line in lines:
            if line is not None and (holding.dm, line) not in seen:
                seen.add((holding.dm, line))
                yield _used(dossier, holding.dm, line)


def _cited(dossier: Dossier, claims: Iterable[str]) -> tuple[CitedClaim, ...]:
    citable = dossier.citable
    return tuple(citable[claim] for claim in claims if claim in citable)
