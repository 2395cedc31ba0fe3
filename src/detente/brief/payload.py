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
from ..catalog.new import Made
from ..conflict.preferences import Basis, Line, line_text
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..dossier.assessment import Assessment
from ..dossier.change import Change, ChangedAnswer, Rival
from ..dossier.checking import Checked
from ..dossier.chronology import Event
from ..dossier.citing import UsedLine
from ..dossier.coverage import Coverage
from ..dossier.deals import Deal
from ..dossier.dossier import CitedClaim
from ..dossier.headlines import Headline
from ..dossier.ledger import Condition
from ..dossier.left_out import LeftOut
from ..dossier.outcomes import OutcomeStanding
from ..dossier.terms import Terms
from ..dossier.texts import Added
from ..dossier.tried import Tried
from ..dossier.watch import Watched

__all__ = [
    "added_payload",
    "analysis_payload",
    "assessment_payload",
    "catalogue_payload",
    "check_payload",
    "diagnostic_payload",
    "explanation_payload",
    "new_payload",
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
    """Return what a check found: diagnostics, how the anchors stand, and on what the lines rest."""
    return {
        "name": checked.name,
        "sound": checked.sound,
        "conflicts": checked.conflicts,
        "diagnostics": [diagnostic_payload(one) for one in checked.diagnostics],
        "anchors": {state.value: count for state, count in checked.anchors.items()},
        "lines": {
            conflict: {basis.value: sum(one.of(basis) for one in counts) for basis in Basis}
            for conflict, counts in checked.counts
        },
        "unclaimed": [
            {"conflict": one.conflict, "target": one.target, "line": one.line, "basis": one.basis.value}
            for one in checked.unclaimed
        ],
    }


def added_payload(added: Added) -> Payload:
    """Return what became of files: recognised ones with their reports, others, reports still missing."""
    return {
        "recognised": [{"file": str(path), "report": report} for path, report in added.recognised],
        "passed_over": [str(path) for path in added.passed_over],
        "missing": list(added.missing),
    }


def new_payload(made: Made) -> Payload:
    """Return what was made: the folder, its files, and the name of what it is a copy of."""
    return {"folder": str(made.folder), "files": list(made.files), "from": made.origin}


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
    conflict = assessment.conflict
    return {
        "dossier": assessment.dossier.evidence.title,
        "snapshot": assessment.snapshot,
        "as_of": conflict.as_of.isoformat() if conflict.as_of else None,
        "digest": conflict.digest,
        "status_quo": state_payload(assessment.status_quo),
        "holds_under": list(assessment.holds_under),
        "after_best_step": state_payload(after) if after is not None else None,
        "after_holds_under": list(assessment.after_holds_under),
        "headlines": [_headline(one) for one in assessment.headlines],
        "standing": [
            {"option": f"{one.dm}.{one.option}", "taken": one.taken, "claims": _ids(one.claims)}
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
        "chronology": [_event(one) for one in assessment.chronology],
        "positions": [
            {"dm": one.dm, "option": one.ref, "stand": one.stand.value, "claims": _ids(one.claims)}
            for one in assessment.positions
        ],
        "ledger": [_condition(one) for one in assessment.ledger],
        "watch": [_watched(one) for one in assessment.watch],
        "tried": [_tried(one) for one in assessment.tried],
        "deals": [_deal(one) for one in assessment.deals],
        "left_out": [_left_out(one) for one in assessment.left_out],
        "lines": [_used(one) for one in assessment.lines],
        "change": _change(assessment.change) if assessment.change is not None else None,
        "rivals": [_rival(one) for one in assessment.rivals],
        "coverage": _coverage(assessment.coverage),
        "claims": [_cited(cited) for cited in assessment.dossier.known_on(conflict.as_of)],
        "warnings": [diagnostic_payload(one) for one in assessment.warnings],
    }


def _ids(claims: Iterable[CitedClaim]) -> list[str]:
    return [cited.claim.id for cited in claims]


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
    spared = standing.spared
    return {
        "id": standing.outcome.id,
        "name": standing.outcome.name,
        "leaves_out": standing.outcome.leaves_out or None,
        "because": _ids(standing.because),
        "against": _ids(standing.against),
        "states": standing.states,
        "held": dict(standing.held),
        "example": state_payload(standing.example) if standing.example is not None else None,
        "is_today": standing.is_today,
        "changes": [_move(move) for move in standing.changes],
        "worse_off": list(standing.worse_off),
        "terms": _terms(standing.terms),
        "without": {
            "outcomes": list(spared.outcomes),
            "options": list(spared.refs),
            "states": spared.states,
        },
    }


def _headline(one: Headline) -> Payload:
    return {
        **_asked(one),
        "answer": one.answer,
        "concept": one.concept,
        "basis": one.basis.value if one.basis is not None else None,
        "hangs_on": [_used(line) for line in one.lines],
        "together": [_used(line) for line in one.together],
        "searched": one.searched,
    }


def _asked(one: Headline) -> Payload:
    return {"question": one.question.value, "outcome": one.outcome or None, "option": one.ref or None}


def _event(one: Event) -> Payload:
    seen = one.observation
    return {
        "when": str(one.when),
        "by": one.by.id if one.by is not None else None,
        "claims": _ids(one.claims),
        "observed": [seen.state]
        if seen and isinstance(seen.state, str)
        else list(seen.state)
        if seen
        else [],
    }


def _watched(one: Watched) -> Payload:
    return {
        "step": _move(one.step) if one.step is not None else None,
        "expected": one.expected,
        "line": _used(one.line) if one.line is not None else None,
        "answers": [
            {
                "question": answer.question.value,
                "outcome": answer.outcome or None,
                "option": answer.ref or None,
            }
            for answer in one.answers
        ],
        "forecasts": _ids(one.forecasts),
        "due": str(one.due) if one.due is not None else None,
    }


def _tried(one: Tried) -> Payload:
    return {
        "claim": one.claim.claim.id,
        "given": [_literal(*literal) for literal in one.given],
        "wanted": _literal(*one.wanted),
        "gains": _move(one.gains) if one.gains is not None else None,
        "barred_by": _used(one.barred_by) if one.barred_by is not None else None,
        "withdrawals": [
            {"move": _move(back.move), "line": _used(back.line) if back.line is not None else None}
            for back in one.withdrawals
        ],
    }


def _literal(ref: str, taken: bool) -> Payload:
    return {"option": ref, "taken": taken}


def _deal(one: Deal) -> Payload:
    return {
        "outcomes": list(one.outcomes),
        "also": dict(one.also),
        "ways": one.ways,
        "nobody_worse": one.nobody_worse,
        "example": state_payload(one.example),
        "shares": [
            {
                "dm": share.dm,
                "takes": list(share.takes),
                "leaves": list(share.leaves),
                "always": list(share.always),
                "gained": [_used(line) for line in share.gained],
                "lost": [_used(line) for line in share.lost],
                "worse_off": share.worse_off,
            }
            for share in one.shares
        ],
        "refused": [
            {"option": flag.ref, "ways": flag.ways, "claims": _ids(flag.claims)} for flag in one.refused
        ],
    }


def _left_out(one: LeftOut) -> Payload:
    return {
        "outcome": one.outcome,
        "dm": one.dm,
        "ways": one.ways,
        "worse_off": one.worse_off,
        "by_deal": list(one.by_deal),
        "ways_in": [
            {
                "option": way.ref,
                "taken": way.taken,
                "losses": [{"line": _used(loss.line), "ways": loss.ways} for loss in way.losses],
                "refused": _ids(way.refused),
            }
            for way in one.ways_in
        ],
    }


def _coverage(found: Coverage) -> Payload:
    return {
        "lines": [
            {
                "target": one.target,
                **{basis.value: one.of(basis) for basis in Basis},
            }
            for one in found.lines
        ],
        "status_quo_cited": list(found.status_quo_cited),
        "status_quo_uncited": list(found.status_quo_uncited),
        "claims_by_report": dict(found.by_report),
        "claims_by_grade": dict(found.by_grade),
        "claims_by_status": {status.value: number for status, number in found.by_status},
        "claims_by_anchor": {state.value: number for state, number in found.by_anchor},
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
