"""The questions of the headlines, each with a measure that tells how near it is to the other answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ..analysis.aims import holding_counts
from ..analysis.concepts import CONCEPTS
from ..analysis.dependence import Measure
from ..analysis.stability import Analysis
from ..analysis.terms import HEADLINE, spared, terms_of
from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.statements import And, Not, Statement, Taken
from ..conflict.states import State

__all__ = [
    "ONE_STEP",
    "STATUS_QUO",
    "known_questions",
    "one_step",
    "questions_of",
    "spared_question",
    "term_question",
]

STATUS_QUO = "status quo"
"""The id of the question whether what stands today holds. An outcome's own id asks whether that holds."""

ONE_STEP = "it holds but for one step"
"""The id of the question whether one party leaves, and nobody leaves where its best step leads."""


def term_question(outcome: str, ref: str) -> str:
    """Return the id of the question whether an outcome holds only if an option is other than today."""
    return f"{outcome}: {ref}"


def spared_question(outcome: str) -> str:
    """Return the id of the question whether an outcome holds without what it can do without today."""
    return f"{outcome}: without"


def known_questions(conflict: Conflict) -> frozenset[str]:
    """Return the ids of all questions that there may be of a conflict."""
    ids = [outcome.id for outcome in conflict.outcome_list]
    terms = (term_question(one, ref) for one in ids for ref in conflict.space.refs)
    return frozenset((STATUS_QUO, ONE_STEP, *ids, *map(spared_question, ids), *terms))


def questions_of(analysis: Analysis) -> Mapping[str, Measure]:
    """Return the questions of the headlines, with their measures.

    They are whether the status quo holds; whether it holds but for one step, where it does; for each outcome
    whether it holds in any of its states; for each of its terms, whether it must be so; and whether it holds
    without all that it can do without, where there is anything of that kind.

    Parameters
    ----------
    analysis
        Of a conflict in option form; holds the concept of the headlines.
    """
    conflict = analysis.conflict
    found: dict[str, Measure] = {}
    if conflict.status_quo is not None:
        found[STATUS_QUO] = _today_holds
        if one_step(analysis) is not None:
            found[ONE_STEP] = _holds_but_for_one_step
    for outcome in conflict.outcome_list:
        found.update(_questions_of_outcome(analysis, outcome))
    return found


def _questions_of_outcome(analysis: Analysis, outcome: Outcome) -> Mapping[str, Measure]:
    conflict, where = analysis.conflict, outcome.where
    assert isinstance(where, Statement)  # in option form
    inside = conflict.find(outcome.id)
    found: dict[str, Measure] = {outcome.id: _Holds(where)}
    for ref in terms_of(conflict, inside, inside & analysis.equilibria(HEADLINE)).refs:
        otherwise = _Holds(And((where, *_as_today(conflict, [ref]))))
        found[term_question(outcome.id, ref)] = _Never(otherwise)
    without = spared(analysis, outcome)
    if without.states:
        others = [conflict.outcomes[other].where for other in without.outcomes]
        absent = [Not(other) for other in others if isinstance(other, Statement)]
        found[spared_question(outcome.id)] = _Holds(And((where, *absent, *_as_today(conflict, without.refs))))
    return found


def _as_today(conflict: Conflict, refs: Iterable[str]) -> tuple[Statement, ...]:
    """Return literals that say that options are as they are today."""
    today = frozenset() if conflict.status_quo is None else conflict.status_quo.options
    taken = ((ref, Taken(*ref.split("."))) for ref in refs)
    return tuple(literal if ref in today else Not(literal) for ref, literal in taken)


@dataclass(frozen=True, slots=True)
class _Holds:
    """Measures whether nobody leaves some state in which a statement holds.

    If so, it is the number of such states. If not, it is below 0: the fewest parties that leave one count
    most, and then in how many states it is so few.
    """

    where: Statement

    def __call__(self, analysis: Analysis) -> int:
        inside = analysis.conflict.find(self.where).indexes
        stays = analysis.bits[:, inside] & CONCEPTS[HEADLINE].flag != 0
        parties, more = len(stays), analysis.conflict.space.positions + 1
        if not len(inside):
            return -parties * more
        staying = stays.sum(axis=0)
        most = int(staying.max())
        times = int((staying == most).sum())
        return times - (parties - most) * more


@dataclass(frozen=True, slots=True)
class _Never:
    """Measures the opposite: that somebody leaves each state in which a statement holds."""

    where: _Holds

    def __call__(self, analysis: Analysis) -> int:
        return 1 - self.where(analysis)


_FAR = 1_000_000
"""The measure where no line speaks for any move; the same for all variants, so that none seems nearer."""


def _today_holds(analysis: Analysis) -> int:
    """Measure whether nobody leaves the status quo.

    If so, it is the fewest lines that speak against a move of their owner for which a line further down
    speaks. Moves that improve already do not count: the others' answers keep them from being made. If not, it
    is minus the number of parties that leave.
    """
    conflict, today = analysis.conflict, analysis.conflict.status_quo
    assert today is not None
    leaving = sum(today not in analysis.stable(HEADLINE, dm.id) for dm in conflict.decision_makers)
    if leaving:
        return -leaving
    fewest = _FAR
    start = np.array([today.code], dtype=np.int64)
    for place in range(len(conflict.decision_makers)):
        _, targets = analysis.form.successors(place, start)
        counts = holding_counts(conflict, place, np.concatenate((start, targets)))
        change = counts[:, 1:] - counts[:, :1]
        spoken_for = np.maximum.accumulate(change > 0, axis=0)
        against = ((change < 0) & ~spoken_for).sum(axis=0)
        counted = spoken_for.any(axis=0) & (against > 0)
        fewest = min([fewest, *against[counted].tolist()])
    return fewest


def _holds_but_for_one_step(analysis: Analysis) -> int:
    return 1 if one_step(analysis) is not None else -1


def one_step(analysis: Analysis) -> State | None:
    """Return where the best step from the status quo leads, if one party only leaves and nobody leaves then.

    The best step is the first of the party's improvements to which the others have no answer.
    """
    conflict, today = analysis.conflict, analysis.conflict.status_quo
    if today is None:
        return None
    leavers = [dm.id for dm in conflict.decision_makers if today not in analysis.stable(HEADLINE, dm.id)]
    if len(leavers) != 1:
        return None
    target = analysis.explain(today, leavers[0], HEADLINE).unanswered[0].move.target
    return target if target in analysis.equilibria(HEADLINE) else None
