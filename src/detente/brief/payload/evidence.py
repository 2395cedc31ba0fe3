"""Reports, claims and reviews as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...dossier.dossier import CitedClaim, Dossier
from ...dossier.supports import Support, supports
from ...evidence.claims import Claim, Kind, Stance
from ...evidence.reading.claiming import is_neutral
from ...evidence.reviewing import EDITABLE, Proposal
from ...evidence.reviews import Review
from ...evidence.writing import claim_fields
from .overview import report_payload
from .shapes import Payload, claim_payload

__all__ = ["evidence_payload", "proposal_payload", "report_text_payload"]


def evidence_payload(dossier: Dossier) -> Payload:
    """Return all reports and claims, each claim with the lines of the conflicts that name it."""
    lines = supports(dossier)
    return {
        "reports": [report_payload(report, dossier) for report in dossier.evidence.reports],
        "claims": [_claim(cited, lines.get(id_, ())) for id_, cited in dossier.claims.items()],
    }


def report_text_payload(dossier: Dossier, report: str) -> Payload:
    """Return a report with its text, as far as that is at hand, and the places of its claims.

    ``report`` is the id of one of the dossier's reports. Places count code points of the text.
    """
    found = next(one for one in dossier.evidence.reports if one.id == report)
    text = dossier.store.get(found.digest) if dossier.store is not None else None
    own = [cited for cited in dossier.claims.values() if cited.report.id == report]
    return {
        **report_payload(found, dossier),
        "text": text,
        "claims": [
            {
                "id": cited.claim.id,
                "start": cited.claim.anchor.start,
                "end": cited.claim.anchor.end,
                "status": cited.claim.status.value,
                "state": cited.state.value,
            }
            for cited in sorted(own, key=lambda one: (one.claim.anchor.start, one.claim.anchor.end))
        ],
    }


def proposal_payload(proposal: Proposal, cited: CitedClaim, reviews: Sequence[Review]) -> Payload:
    """Return a claim to decide on, with the words around it, what may be changed, what was decided before.

    Of each key that may be changed ``value`` is what stands there, as in ``claims.jsonl``, and ``values`` the
    words that may; None where any text may. ``suggestions`` are options of which it may speak, with the
    changes that choosing one makes; ``neutral`` claims do not say yet, in a person's words, what they say.
    """
    claim = proposal.claim
    fields = claim_fields(claim)
    values = _values(proposal.names)
    return {
        "claim": _claim(cited, ()),
        "words": proposal.words,
        "before": proposal.before,
        "after": proposal.after,
        "choices": [{"key": key, "value": fields.get(key), "values": values.get(key)} for key in EDITABLE],
        "earlier": [
            {"status": one.status.value, "by": one.by, "on": one.on.isoformat(), "note": one.note}
            for one in reviews
            if one.claim == claim.id
        ],
        "suggestions": [
            {
                "changes": dict(one.changes),
                "refs": list(one.refs),
                "names": list(one.names),
                "stance": None if one.stance is None else one.stance.value,
                "earlier": [old.id for old in one.earlier],
            }
            for one in proposal.choices
        ],
        "neutral": is_neutral(claim, proposal.names[claim.by]),
        "contradicts": [
            {"id": one.id, "said_on": str(one.said_on), "says": one.says} for one in proposal.earlier
        ],
    }


def _values(names: Mapping[str, str]) -> dict[str, list[str]]:
    actors = list(names)
    return {
        "by": actors,
        "to": actors,
        "via": actors,
        "kind": [one.value for one in Kind],
        "about": [one.value for one in Stance],
    }


def _claim(cited: CitedClaim, lines: Iterable[Support]) -> Payload:
    claim: Claim = cited.claim
    return {
        **claim_payload(cited),
        "start": claim.anchor.start,
        "end": claim.anchor.end,
        "by_id": claim.by,
        "to": claim.to,
        "about": {option: stance.value for option, stance in claim.about},
        "if": claim.condition,
        "then": claim.consequence,
        "due": str(claim.due) if claim.due is not None else None,
        "status": claim.status.value,
        "lines": [
            {
                "snapshot": one.snapshot,
                "target": one.target,
                "line": one.line,
                "side": "because" if one.speaks_for else "against",
            }
            for one in lines
        ],
    }
