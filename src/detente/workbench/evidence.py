"""Routes of the evidence: reports, claims, and the review of what is only proposed."""

from __future__ import annotations

import datetime

from ..brief.payload.evidence import evidence_payload, proposal_payload, report_text_payload
from ..brief.payload.shapes import Payload
from ..conflict.options import closest
from ..diagnostics import Diagnostic
from ..errors import InputError, UnknownName
from ..evidence.claims import Status
from ..evidence.folder import read_evidence
from ..evidence.library import TextStore, library_folder
from ..evidence.reviewing import ReviewSession
from .asking import Ask
from .desk import Desk
from .routing import Route

__all__ = ["ROUTES"]

_DECISIONS = {"accept": Status.ACCEPTED, "reject": Status.REJECTED}
_LONGEST = {"by": 200, "note": 2000}


def evidence(desk: Desk, ask: Ask) -> Payload:
    """Return all reports and claims, each claim with the lines that name it."""
    ask.only()
    return evidence_payload(desk.opened().dossier)


def report(desk: Desk, ask: Ask) -> Payload:
    """Return a report with its text, as far as that is at hand, and the places of its claims."""
    id_, found = ask.only("id").text("id"), desk.opened().dossier
    known = [one.id for one in found.evidence.reports]
    if id_ not in known:
        raise UnknownName(Diagnostic("unknown-report", f"there is no report {id_}", closest(id_, known)))
    return report_text_payload(found, id_)


def proposals(desk: Desk, ask: Ask) -> Payload:
    """Return the claims that are still to be decided; none where nothing may be written."""
    ask.only()
    if desk.is_file or not desk.writable:
        return {"by": "", "writable": False, "can_undo": False, "proposals": []}
    with desk.writing:
        found = desk.opened().dossier
        reading = _begun(desk, "")
        for session in desk.sessions.values():  # whoever decides now has seen what stands there now
            session.evidence = read_evidence(desk.path)
        listed = [
            proposal_payload(reading.proposal(claim), found.claims[claim], reading.evidence.reviews)
            for claim in reading.proposed
            if claim in found.claims
        ]
        last = desk.acted[-1] if desk.acted else ""
    return {"by": last, "writable": True, "can_undo": bool(desk.acted), "proposals": listed}


def review(desk: Desk, ask: Ask) -> Payload:
    """Accept or reject a claim; that is on the disk before the answer."""
    ask.only("claim", "decision", "note", "by")
    claim, decision = ask.text("claim"), _DECISIONS[ask.choice("decision", tuple(_DECISIONS))]
    by, note = _short(ask, "by"), _short(ask, "note") if ask.optional("note") else ""
    with desk.writing:
        session = _session(desk, by)
        session.decide(_known(session, claim), decision, note)
        desk.acted.append(by)
        return {"claim": claim, "status": decision.value, "left": len(session.proposed)}


def change(desk: Desk, ask: Ask) -> Payload:
    """Change keys of a claim; null takes a key away."""
    ask.only("claim", "changes", "by")
    claim, changes, by = ask.text("claim"), ask.mapping("changes"), _short(ask, "by")
    with desk.writing:
        session = _session(desk, by)
        session.edit(_known(session, claim), changes)
        desk.acted.append(by)
    return {"claim": claim}


def undo(desk: Desk, ask: Ask) -> Payload:
    """Take back what was decided or changed last through this server."""
    ask.only()
    with desk.writing:
        if not desk.acted:
            return {"claim": None}
        claim = _session(desk, desk.acted[-1]).undo()
        desk.acted.pop()
    return {"claim": claim}


def _session(desk: Desk, by: str) -> ReviewSession:
    """Return the session of a reviewer, begun where there is none."""
    desk.refuse_bare()
    return _begun(desk, by)


def _begun(desk: Desk, by: str) -> ReviewSession:
    if by not in desk.sessions:
        store = TextStore(library_folder(desk.path, desk.library))
        desk.sessions[by] = ReviewSession(desk.path, store, by, datetime.date.today())
    return desk.sessions[by]


def _known(session: ReviewSession, claim: str) -> str:
    known = [one.id for one in session.evidence.claims]
    if claim not in known:
        raise InputError(Diagnostic("unknown-claim", f"there is no claim {claim}", closest(claim, known)))
    return claim


def _short(ask: Ask, name: str) -> str:
    """Return a text on one line that is not too long for its file."""
    found = " ".join(ask.text(name).split())
    if not found or len(found) > _LONGEST[name]:
        message = f"the field {name!r} is empty, or longer than {_LONGEST[name]} characters"
        raise InputError(Diagnostic("wrong-length", message, "write a short text"))
    return found


ROUTES = (
    Route("GET", "/api/evidence", evidence),
    Route("GET", "/api/report", report),
    Route("GET", "/api/proposals", proposals),
    Route("POST", "/api/review", review),
    Route("POST", "/api/claim", change),
    Route("POST", "/api/undo", undo),
)
