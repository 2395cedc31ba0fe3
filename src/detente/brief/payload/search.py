"""What a search of the texts found, as plain data."""

from __future__ import annotations

from ...dossier.search import Found, Hit
from ...evidence.index import Refreshed
from .shapes import Payload

__all__ = ["found_payload", "refreshed_payload"]


def found_payload(found: Found) -> Payload:
    """Return what was found: the best hits, how many there are, and what was searched."""
    return {
        "query": found.query,
        "by": [one.id for one in found.speakers],
        "since": None if found.since is None else str(found.since),
        "until": None if found.until is None else str(found.until),
        "total": found.total,
        "searched": found.searched,
        "missing": list(found.missing),
        "hits": [_hit(hit) for hit in found.hits],
        "index": refreshed_payload(found.refreshed),
    }


def refreshed_payload(refreshed: Refreshed) -> Payload:
    """Return what was done to bring an index up to date."""
    return {
        "added": refreshed.added,
        "removed": refreshed.removed,
        "texts": refreshed.texts,
        "was_damaged": refreshed.was_damaged,
    }


def _hit(hit: Hit) -> Payload:
    return {
        "report": hit.report.id,
        "outlet": hit.report.outlet,
        "title": hit.report.title,
        "dated": str(hit.report.dated),
        "start": hit.start,
        "end": hit.end,
        "snippet": hit.snippet,
        "matches": [{"start": start, "end": end} for start, end in hit.matches],
        "claims": [claim.id for claim in hit.claims],
    }
