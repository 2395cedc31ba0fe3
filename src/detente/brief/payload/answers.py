"""An assessment as plain data: the same answers as the brief."""

from __future__ import annotations

from ...conflict.preferences import Basis
from ...dossier.assessment import Assessment
from ...dossier.change import Rival
from ...dossier.chronology import Event
from ...dossier.coverage import Coverage
from ...dossier.deals import Deal
from ...dossier.headlines import Headline
from ...dossier.ledger import Condition
from ...dossier.left_out import LeftOut
from ...dossier.outcomes import OutcomeStanding
from ...dossier.tried import Tried
from ...dossier.watch import Watched
from .change import change_payload, changed_answers_payload
from .motives import motives_payload
from .remedies import needs_payload
from .results import explanation_payload
from .robustness import robustness_payload
from .shapes import (
    Payload,
    claim_ids,
    claim_payload,
    diagnostic_payload,
    move_payload,
    option_payload,
    state_payload,
    terms_payload,
    used_payload,
)
from .ways_out import ways_out_payload

__all__ = ["assessment_payload"]

_LISTED = 3
"""So many states and moves of each list are given."""


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
            {"option": f"{one.dm}.{one.option}", "taken": one.taken, "claims": claim_ids(one.claims)}
            for one in assessment.standing
        ],
        "parties": [
            {
                "dm": holding.dm,
                "stable_under": list(holding.stable_under),
                "best_step": move_payload(holding.best_step) if holding.best_step else None,
                "explanation": explanation_payload(holding.explanation),
            }
            for holding in assessment.holdings
        ],
        "outcomes": [_outcome(one) for one in assessment.outcomes],
        "chronology": [_event(one) for one in assessment.chronology],
        "positions": [
            {"dm": one.dm, "option": one.ref, "stand": one.stand.value, "claims": claim_ids(one.claims)}
            for one in assessment.positions
        ],
        "ledger": [_condition(one) for one in assessment.ledger],
        "watch": [_watched(one) for one in assessment.watch],
        "tried": [_tried(one) for one in assessment.tried],
        "deals": [_deal(one) for one in assessment.deals],
        "left_out": [_left_out(one) for one in assessment.left_out],
        "ways_out": ways_out_payload(assessment.ways_out) if assessment.ways_out is not None else None,
        "needs": needs_payload(assessment.needs) if assessment.needs is not None else None,
        "motives": [motives_payload(one, _LISTED) for one in assessment.motives],
        "robustness": robustness_payload(assessment.robustness, assessment.one_source)
        if assessment.robustness is not None
        else None,
        "lines": [used_payload(one) for one in assessment.lines],
        "change": change_payload(assessment.change) if assessment.change is not None else None,
        "rivals": [_rival(one) for one in assessment.rivals],
        "coverage": _coverage(assessment.coverage),
        "claims": [claim_payload(cited) for cited in assessment.dossier.known_on(conflict.as_of)],
        "warnings": [diagnostic_payload(one) for one in assessment.warnings],
    }


def _outcome(standing: OutcomeStanding) -> Payload:
    spared = standing.spared
    return {
        "id": standing.outcome.id,
        "name": standing.outcome.name,
        "leaves_out": standing.outcome.leaves_out or None,
        "because": claim_ids(standing.because),
        "against": claim_ids(standing.against),
        "states": standing.states,
        "held": dict(standing.held),
        "example": state_payload(standing.example) if standing.example is not None else None,
        "is_today": standing.is_today,
        "changes": [move_payload(move) for move in standing.changes],
        "worse_off": list(standing.worse_off),
        "terms": terms_payload(standing.terms),
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
        "hangs_on": [used_payload(line) for line in one.lines],
        "together": [used_payload(line) for line in one.together],
        "searched": one.searched,
    }


def _asked(one: Headline) -> Payload:
    return {"question": one.question.value, "outcome": one.outcome or None, "option": one.ref or None}


def _event(one: Event) -> Payload:
    seen = one.observation
    return {
        "when": str(one.when),
        "by": one.by.id if one.by is not None else None,
        "claims": claim_ids(one.claims),
        "observed": [seen.state]
        if seen and isinstance(seen.state, str)
        else list(seen.state)
        if seen
        else [],
    }


def _watched(one: Watched) -> Payload:
    return {
        "step": move_payload(one.step) if one.step is not None else None,
        "expected": one.expected,
        "line": used_payload(one.line) if one.line is not None else None,
        "answers": [
            {
                "question": answer.question.value,
                "outcome": answer.outcome or None,
                "option": answer.ref or None,
            }
            for answer in one.answers
        ],
        "forecasts": claim_ids(one.forecasts),
        "due": str(one.due) if one.due is not None else None,
    }


def _tried(one: Tried) -> Payload:
    return {
        "claim": one.claim.claim.id,
        "given": [option_payload(*literal) for literal in one.given],
        "wanted": option_payload(*one.wanted),
        "gains": move_payload(one.gains) if one.gains is not None else None,
        "barred_by": used_payload(one.barred_by) if one.barred_by is not None else None,
        "withdrawals": [
            {
                "move": move_payload(back.move),
                "line": used_payload(back.line) if back.line is not None else None,
            }
            for back in one.withdrawals
        ],
    }


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
                "gained": [used_payload(line) for line in share.gained],
                "lost": [used_payload(line) for line in share.lost],
                "worse_off": share.worse_off,
            }
            for share in one.shares
        ],
        "refused": [
            {"option": flag.ref, "ways": flag.ways, "claims": claim_ids(flag.claims)} for flag in one.refused
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
                "losses": [{"line": used_payload(loss.line), "ways": loss.ways} for loss in way.losses],
                "refused": claim_ids(way.refused),
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


def _rival(rival: Rival) -> Payload:
    return {
        "name": rival.name,
        "title": rival.conflict.title,
        "edits": None if rival.edits is None else [str(edit) for edit in rival.edits],
        "holds": rival.holds,
        "answers": changed_answers_payload(rival.answers),
    }


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
