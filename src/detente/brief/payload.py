"""Results as plain data, for ``--json`` and other programs: one shape each, documented here.

States are given as ``{"index", "code", "options"}``, in graph form with ``"name"``; a line of a model as
``{"text", "says", "basis", "because", "against"}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..analysis.concepts import CONCEPTS
from ..analysis.explain import Answer, Declined, Explanation, Improvement, Move
from ..analysis.stability import Analysis
from ..catalog.names import Entry
from ..conflict.preferences import Line, line_text
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..dossier.assessment import Assessment, OutcomeStanding, UsedLine
from ..dossier.change import Change, ChangedAnswer, Rival
from ..dossier.checking import Checked
from ..dossier.dossier import CitedClaim
from ..dossier.ledger import Condition
from ..dossier.terms import Terms
from ..dossier.texts import Added

__all__ = [
    "added_payload",
    "analysis_payload",
    "assessment_payload",
    "catalogue_payload",
    "check_payload",
    "diagnostic_payload",
    "explanation_payload",
]

Payload = dict[str, Any]


def diagnostic_payload(diagnostic: Diagnostic) -> Payload:
    """Return a diagnostic: severity, code, message, cure, file, line, column."""
    place = diagnostic.place
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "cure": diagnostic.cure,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def analysis_payload(analysis: Analysis, listed: int) -> Payload:
    """Return an analysis: counts for all, and at most ``listed`` equilibria of each concept."""
    conflict = analysis.conflict
    return {
        "title": conflict.title,
        "digest": conflict.digest,
        "states": len(conflict.states),
        "concepts": {
            concept: {
                "name": CONCEPTS[concept].name,
                "equilibria": len(analysis.equilibria(concept)),
                "listed": [state_payload(state) for state in analysis.equilibria(concept)[:listed]],
                "stable": {dm.id: len(analysis.stable(concept, dm.id)) for dm in conflict.decision_makers},
            }
            for concept in analysis.concepts
        },
    }


def check_payload(checked: Checked) -> Payload:
    """Return what a check found: whether it is sound, diagnostics, and how the anchors stand."""
    return {
        "name": checked.name,
        "sound": checked.sound,
        "conflicts": checked.conflicts,
        "diagnostics": [diagnostic_payload(one) for one in checked.diagnostics],
        "anchors": {state.value: count for state, count in checked.anchors.items()},
    }


def added_payload(added: Added) -> Payload:
    """Return what became of files: recognised ones with their reports, others, reports still missing."""
    return {
        "recognised": [{"file": str(path), "report": report} for path, report in added.recognised],
        "passed_over": [str(path) for path in added.passed_over],
        "missing": list(added.missing),
    }


def explanation_payload(explanation: Explanation) -> Payload:
    """Return an explanation: whether the state is stable, improvements with answers, what is declined."""
    return {
        "state": state_payload(explanation.state),
        "dm": explanation.dm,
        "concept": explanation.concept,
        "stable": explanation.stable,
        "moves": explanation.moves,
        "improvements": [_improvement(one) for one in explanation.improvements],
        "declined": [_declined(one) for one in explanation.declined],
        "text": str(explanation),
    }


def catalogue_payload(entries: Iterable[Entry]) -> Payload:
    """Return the entries of the catalogue: name, title, snapshots."""
    return {
        "entries": [
            {"name": entry.name, "title": entry.title, "snapshots": list(entry.snapshots)}
            for entry in entries
        ]
    }


def assessment_payload(assessment: Assessment) -> Payload:
    """Return an assessment: the same answers as the brief."""
    after = assessment.after_best_step
    return {
        "dossier": assessment.dossier.evidence.title,
        "snapshot": assessment.snapshot,
        "as_of": assessment.conflict.as_of.isoformat() if assessment.conflict.as_of else None,
        "digest": assessment.conflict.digest,
        "status_quo": state_payload(assessment.status_quo),
        "holds_under": list(assessment.holds_under),
        "after_best_step": state_payload(after) if after is not None else None,
        "after_holds_under": list(assessment.after_holds_under),
        "standing": [
            {
                "option": f"{one.dm}.{one.option}",
                "taken": one.taken,
                "claims": [cited.claim.id for cited in one.claims],
            }
            for one in assessment.standing
        ],
        "parties": [
            {
                "dm": holding.dm,
                "stable_under": list(holding.stable_under),
                "best_step": _move(holding.best_step) if holding.best_step else None,
                "explanation": explanation_payload(holding.explanation),
            }
            for holding in assessment.holdings
        ],
        "outcomes": [_outcome(one) for one in assessment.outcomes],
        "lines": [_used(one) for one in assessment.lines],
        "status_quo_hangs_on": [_used(one) for one in assessment.status_quo_hangs_on],
        "change": _change(assessment.change) if assessment.change is not None else None,
        "rivals": [_rival(one) for one in assessment.rivals],
        "ledger": [_condition(one) for one in assessment.ledger],
        "claims": [_cited(cited) for cited in assessment.claims],
        "warnings": [diagnostic_payload(one) for one in assessment.warnings],
    }


def state_payload(state: State) -> Payload:
    """Return a state: its index among the feasible states, its code, its options or its name."""
    if state.name is not None:
        return {"index": state.index, "code": state.code, "name": state.name}
    return {"index": state.index, "code": state.code, "options": sorted(state.options)}


def _line(line: Line | None) -> Payload:
    if line is None:
        return {}
    return {
        "text": line_text(line.statements),
        "says": line.says,
        "basis": line.basis.value,
        "because": list(line.because),
        "against": list(line.against),
    }


def _move(move: Move) -> Payload:
    return {"dm": move.dm, "from": state_payload(move.origin), "to": state_payload(move.target)}


def _improvement(one: Improvement) -> Payload:
    return {
        "move": _move(one.move),
        "because": _line(one.because) or None,
        "answer": _answer(one.answer) if one.answer is not None else None,
    }


def _answer(answer: Answer) -> Payload:
    return {
        "moves": [_move(move) for move in answer.moves],
        "ties": answer.ties,
        "because": _line(answer.because) or None,
        "escape": _move(answer.escape) if answer.escape is not None else None,
    }


def _declined(one: Declined) -> Payload:
    return {"move": _move(one.move), "ties": one.ties, "because": _line(one.because) or None}


def _outcome(standing: OutcomeStanding) -> Payload:
    return {
        "id": standing.outcome.id,
        "name": standing.outcome.name,
        "states": standing.states,
        "held": dict(standing.held),
        "example": state_payload(standing.example) if standing.example is not None else None,
        "is_today": standing.is_today,
        "changes": [_move(move) for move in standing.changes],
        "worse_off": list(standing.worse_off),
        "terms": _terms(standing.terms),
        "hangs_on": [_used(one) for one in standing.hangs_on],
        "terms_hang_on": {
            ref: [_used(one) for one in lines] for ref, lines in standing.terms_hang_on.items()
        },
    }


def _change(change: Change) -> Payload:
    return {
        "before": change.before,
        "done": [_move(move) for move in change.done],
        "edits": None if change.edits is None else [str(edit) for edit in change.edits],
        "held": change.held,
        "holds": change.holds,
        "answers": _changed_answers(change.answers),
    }


def _rival(rival: Rival) -> Payload:
    return {
        "name": rival.name,
        "title": rival.conflict.title,
        "edits": None if rival.edits is None else [str(edit) for edit in rival.edits],
        "holds": rival.holds,
        "answers": _changed_answers(rival.answers),
    }


def _changed_answers(answers: Iterable[ChangedAnswer]) -> list[Payload]:
    return [
        {
            "outcome": one.outcome,
            "before": _terms(one.before) if one.before is not None else None,
            "now": _terms(one.now),
        }
        for one in answers
    ]


def _condition(condition: Condition) -> Payload:
    return {
        "claim": condition.claim.claim.id,
        "met": condition.met.value,
        "parts": [
            {
                "option": part.ref,
                "taken": part.taken,
                "met": part.met.value,
                "claims": [cited.claim.id for cited in part.claims],
                "mentions": [cited.claim.id for cited in part.mentions],
            }
            for part in condition.parts
        ],
    }


def _terms(terms: Terms) -> Payload:
    return {"holds": terms.holds, "take": list(terms.take), "leave": list(terms.leave)}


def _used(used: UsedLine) -> Payload:
    return {"target": used.target, **_line(used.line)}


def _cited(cited: CitedClaim) -> Payload:
    return {
        "id": cited.claim.id,
        "by": cited.by.name,
        "via": [actor.name for actor in cited.via],
        "kind": cited.claim.kind.value,
        "says": cited.claim.says,
        "said_on": str(cited.claim.said_on),
        "report": cited.report.id,
        "grade": cited.claim.grade,
        "anchor": cited.state.value,
        "words": cited.words,
    }
