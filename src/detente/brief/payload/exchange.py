"""Claims that go out of a dossier and into it, as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from ...evidence.exchange import Exported, Imported
from ...evidence.writing import whole_fields
from ...files.dates import Interval
from .shapes import Payload

__all__ = ["exported_payload", "imported_payload"]


def exported_payload(claims: Iterable[Exported]) -> Payload:
    """Return exported claims; every key is there, and every date is an interval."""
    return {"claims": [_claim(one) for one in claims]}


def imported_payload(found: Imported) -> Payload:
    """Return what became of imported claims."""
    return {
        "added": list(found.added),
        "replaced": list(found.replaced),
        "known": list(found.known),
        "kept": list(found.kept),
        "reviews": found.reviews,
        "redecided": list(found.redecided),
    }


def _claim(one: Exported) -> Payload:
    claim = one.claim
    return {
        **whole_fields(claim),
        "said_on": _days(claim.said_on),
        "due": None if claim.due is None else _days(claim.due),
        "words": one.words,
        "reviews": [
            {"status": each.status.value, "by": each.by, "on": each.on.isoformat(), "note": each.note}
            for each in one.reviews
        ],
        "version": one.version,
    }


def _days(days: Interval) -> Payload:
    return {"earliest": days.earliest.isoformat(), "latest": days.latest.isoformat()}
