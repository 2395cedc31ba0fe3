"""Routes of what if: what edits of a snapshot would change."""

from __future__ import annotations

import time

from ..analysis.concepts import CONCEPTS
from ..analysis.terms import HEADLINE
from ..analysis.what_if import shifts
from ..brief.payload.shapes import Payload
from ..brief.payload.what_if import quick_answers_payload, shifts_payload
from .asking import Ask
from .desk import Desk
from .routing import Route

__all__ = ["ROUTES"]


def answers(desk: Desk, ask: Ask) -> Payload:
    """Return the answers of a snapshot as it is saved and with edits made, and what differs."""
    start = time.perf_counter()
    ask.only("snapshot", "edits", "concept")
    snapshot, items = ask.text("snapshot"), ask.items("edits")
    concept = ask.choice("concept", tuple(CONCEPTS), HEADLINE)
    now = desk.answers(snapshot, items, concept)
    saved = desk.answers(snapshot, [], concept)
    return {
        "digest": now.conflict.digest,
        "saved": quick_answers_payload(saved),
        "edited": quick_answers_payload(now),
        "changed": shifts_payload(saved, now, shifts(saved, now)),
        "seconds": round(time.perf_counter() - start, 4),
    }


ROUTES = (Route("POST", "/api/answers", answers),)
