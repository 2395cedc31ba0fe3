"""What a change of a model changes, a sentence each."""

from __future__ import annotations

from ..analysis.what_if import ChangeKind, OutcomeAnswer, QuickAnswers, Shift
from ..analysis.words import joined, move_in_words, options_in_words
from .phrases import name_of

__all__ = ["outcome_in_words", "shift_in_words"]


def outcome_in_words(answers: QuickAnswers, one: OutcomeAnswer) -> str:
    """Say whether an outcome would hold, and what differs from today wherever it does.

    >>> from ..analysis.what_if import quick_answers
    >>> from ..analysis.stability import analyse
    >>> from ..conflict.conflict import Conflict
    >>> options = {"A": {"x": "Yields"}, "B": {"y": "Stops"}}
    >>> c = Conflict.from_options(options, {"B": ["y iff A.x"]}, outcomes={"stop": "B.y"}, status_quo=[])
    >>> found = quick_answers(analyse(c))
    >>> outcome_in_words(found, found.outcomes[0])
    'would hold only if A yields'
    """
    if not one.terms.holds:
        return "in no way would every party stay with it"
    parts = options_in_words(answers.conflict, one.terms.take, one.terms.leave)
    return f"would hold only if {joined(parts)}" if parts else "would hold once there, on no fixed terms"


def shift_in_words(before: QuickAnswers, now: QuickAnswers, shift: Shift) -> str:
    """Say how an answer differs, in one sentence."""
    if shift.kind is ChangeKind.HOLDS:
        return _today(now)
    if shift.kind is ChangeKind.PARTY:
        return _party(now, shift)
    conflict = now.conflict
    one = next(one for one in now.outcomes if one.outcome.id == shift.id)
    name = conflict.outcomes[shift.id].name
    then = next((one for one in before.outcomes if one.outcome.id == shift.id), None)
    told = f"{name}: {outcome_in_words(now, one)}"
    return f"{told}." if then is None else f"{told}; before: {outcome_in_words(before, then)}."


def _today(now: QuickAnswers) -> str:
    if now.holds is None:
        return "Where things stand is not said now."
    if now.holds:
        return "What stands today would hold: nobody would leave it."
    leavers = [name_of(now.conflict, one.dm) for one in now.parties if not one.stays]
    return f"What stands today would not hold: {joined(leavers)} would leave it."


def _party(now: QuickAnswers, shift: Shift) -> str:
    name = name_of(now.conflict, shift.id)
    one = next(one for one in now.parties if one.dm == shift.id)
    if one.best_step is None:
        return f"{name} would stay with what stands today."
    return f"A step would pay: {move_in_words(now.conflict, one.best_step)}."
