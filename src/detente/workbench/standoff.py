"""Routes of the standoff as a whole: what is open, the brief, the model."""

from __future__ import annotations

from ..brief.change import change_document
from ..brief.compose import document_of
from ..brief.payload.change import diff_payload
from ..brief.payload.document import document_payload
from ..brief.payload.model import model_payload
from ..brief.payload.overview import overview_payload
from ..brief.payload.shapes import Payload, claim_payload
from ..conflict.file import source_digest
from ..dossier.change import change_between
from .asking import Ask
from .desk import Desk
from .faults import inside
from .routing import Later, Route

__all__ = ["ROUTES"]

_PATIENCE = 0.5
"""So many seconds a request waits for a brief that is nearly there."""


def dossier(desk: Desk, ask: Ask) -> Payload:
    """Return what is open: snapshots, actors, reports, options, and a fingerprint to see changes by."""
    ask.only()
    opened = desk.opened()
    digests = {name: source_digest(desk.source(name)) for name in (*opened.dossier.snapshots, *opened.faults)}
    overview = overview_payload(opened.dossier, opened.faults, digests)
    for one in overview["snapshots"]:
        one["faults"] = [inside(fault, desk.folder) for fault in one["faults"]]
    return {
        "name": desk.path.stem if desk.is_file else desk.path.resolve().name,
        "writable": desk.writable,
        "fingerprint": desk.fingerprint,
        **overview,
        "latest": opened.latest,
    }


def brief(desk: Desk, ask: Ask) -> Payload | Later:
    """Return the brief of a snapshot as a document; while it is worked out, how far that has come."""
    name = ask.only("snapshot").text("snapshot")
    desk.conflict(name)
    job = desk.brief(name)
    assessment = job.result(_PATIENCE)
    if assessment is None:
        return Later({"progress": list(job.progress)})
    claims = assessment.dossier.citable
    return {
        "snapshot": name,
        "document": document_payload(document_of(assessment)),
        "claims": {id_: claim_payload(cited) for id_, cited in claims.items()},
    }


def model(desk: Desk, ask: Ask) -> Payload:
    """Return a snapshot line by line."""
    name = ask.only("snapshot").text("snapshot")
    conflict = desk.conflict(name)
    digest = source_digest(desk.source(name))
    return {"snapshot": name, "digest": digest, **model_payload(conflict)}


def change(desk: Desk, ask: Ask) -> Payload | Later:
    """Return what changed between two snapshots, as a document and as data."""
    ask.only("before", "now")
    before, now = ask.text("before"), ask.text("now")
    for name in (before, now):
        desk.conflict(name)
    dossier_now = desk.opened().dossier
    found = desk.changes.job(
        (dossier_now.fingerprint, before, now),
        lambda advance: change_between((dossier_now, before), (dossier_now, now), progress=advance),
    )
    changed = found.result(_PATIENCE)
    if changed is None:
        return Later({"progress": list(found.progress)})
    return {"document": document_payload(change_document(changed)), "payload": diff_payload(changed)}


ROUTES = (
    Route("GET", "/api/dossier", dossier),
    Route("GET", "/api/brief", brief),
    Route("GET", "/api/model", model),
    Route("GET", "/api/change", change),
)
