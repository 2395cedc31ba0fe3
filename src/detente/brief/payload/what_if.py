"""Quick answers, and what a change of a model changes in them, as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from ...analysis.explain import Move
from ...analysis.what_if import ChangeKind, OutcomeAnswer, PartyAnswer, QuickAnswers, Shift
from ...analysis.words import move_in_words, statement_in_words
from ...conflict.completing import Completion, Written
from ...conflict.conflict import Conflict
from ..what_if import outcome_in_words, shift_in_words
from .shapes import Payload, state_options

__all__ = ["quick_answers_payload", "shifts_payload", "written_payload"]


def quick_answers_payload(answers: QuickAnswers) -> Payload:
    """Return quick answers: of today, of each party and each outcome, and how many equilibria there are.

    ``known`` says whether it is known where things stand; where it is not, nothing holds and nobody is named.
    """
    return {
        "holds_under": list(answers.holds_under or ()),
        "holds": bool(answers.holds),
        "known": answers.holds is not None,
        "parties": [_party(answers, one) for one in answers.parties],
        "outcomes": [_outcome(answers, one) for one in answers.outcomes],
        "equilibria": dict(answers.equilibria),
        "states": answers.states,
    }


def shifts_payload(before: QuickAnswers, now: QuickAnswers, found: Iterable[Shift]) -> list[Payload]:
    """Return the answers that differ, each with what it was, what it is, and a sentence."""
    return [
        {
            "kind": one.kind.value,
            "id": one.id,
            "before": _of(before, one),
            "now": _of(now, one),
            "words": shift_in_words(before, now, one),
        }
        for one in found
    ]


def _of(answers: QuickAnswers, shift: Shift) -> bool | Payload | None:
    """Return an answer as it is given in the list that it comes from; None where there is none."""
    if shift.kind is ChangeKind.HOLDS:
        return answers.holds
    if shift.kind is ChangeKind.PARTY:
        return next((_party(answers, one) for one in answers.parties if one.dm == shift.id), None)
    return next((_outcome(answers, one) for one in answers.outcomes if one.outcome.id == shift.id), None)


def _party(answers: QuickAnswers, one: PartyAnswer) -> Payload:
    return {
        "id": one.dm,
        "stays": one.stays,
        "stable_under": list(one.stable_under),
        "best_step": _step(answers, one.best_step),
    }


def _step(answers: QuickAnswers, move: Move | None) -> Payload | None:
    if move is None:
        return None
    return {"words": move_in_words(answers.conflict, move), "target": state_options(move.target)}


def _outcome(answers: QuickAnswers, one: OutcomeAnswer) -> Payload:
    return {
        "id": one.outcome.id,
        "name": one.outcome.name,
        "holds": one.terms.holds,
        "ways": one.ways,
        "take": list(one.terms.take),
        "leave": list(one.terms.leave),
        "words": outcome_in_words(answers, one),
    }


def written_payload(
    conflict: Conflict, own: str | None, found: Written, offered: Iterable[Completion]
) -> Payload:
    """Return a statement as it was typed: what it is and means, or its faults; and completions."""
    statement = found.statement
    return {
        "ok": statement is not None,
        "canonical": statement.text(own) if statement is not None else None,
        "words": statement_in_words(conflict, statement) if statement is not None else None,
        "faults": [
            {
                "code": mark.diagnostic.code,
                "message": mark.diagnostic.message,
                "cure": mark.diagnostic.cure,
                "start": mark.start,
                "end": mark.end,
            }
            for mark in found.marks
        ],
        "completions": [
            {"text": one.text, "name": one.name, "start": one.start, "end": one.end} for one in offered
        ],
    }
