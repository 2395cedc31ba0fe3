"""Routes of what if: what edits of a snapshot would change."""

from __future__ import annotations

import time

from ..analysis.concepts import CONCEPTS
from ..analysis.terms import HEADLINE
from ..analysis.what_if import quick_answers, shifts
from ..brief.payload.shapes import Payload
from ..brief.payload.what_if import quick_answers_payload, shifts_payload, written_payload
from ..conflict import file
from ..conflict.asked import tried_on
from ..conflict.completing import completions, written
from ..conflict.edits import INFEASIBLE, IRREVERSIBLE
from ..conflict.options import closest
from ..diagnostics import Diagnostic
from ..errors import InputError
from .asking import Ask
from .desk import Desk, sound
from .routing import Route

__all__ = ["ROUTES"]


def answers(desk: Desk, ask: Ask) -> Payload:
    """Return the answers of a snapshot as it is saved and with edits made, and what differs."""
    start = time.perf_counter()
    ask.only("snapshot", "edits", "concept")
    snapshot, items = ask.text("snapshot"), ask.items("edits")
    concept = ask.choice("concept", tuple(CONCEPTS), HEADLINE)
    now, saved = (quick_answers(desk.analysis(snapshot, edits), concept) for edits in (items, []))
    return {
        "digest": now.conflict.digest,
        "saved": quick_answers_payload(saved),
        "edited": quick_answers_payload(now),
        "changed": shifts_payload(saved, now, shifts(saved, now)),
        "seconds": round(time.perf_counter() - start, 4),
    }


def statement(desk: Desk, ask: Ask) -> Payload:
    """Return the faults of a statement as it is typed, and options that the word at the cursor may become.

    Without a party it is one of the lines that say what cannot be.
    """
    ask.only("snapshot", "party", "text", "at")
    conflict = desk.conflict(ask.text("snapshot"))
    own, text = ask.optional("party"), ask.text("text")
    own = None if own in (None, INFEASIBLE, IRREVERSIBLE) else conflict.decision_makers[conflict.dm(own)].id
    return written_payload(
        conflict,
        own,
        written(conflict, text, own),
        completions(conflict, text, ask.number("at", len(text), 0, len(text)), own),
    )


def keep(desk: Desk, ask: Ask) -> Payload:
    """Keep edits as a snapshot of its own: a file that extends another one."""
    ask.only("base", "name", "title", "as_of", "edits", "alternative_of")
    base, name = ask.text("base"), ask.text("name")
    day, rival = ask.day("as_of"), ask.optional("alternative_of")
    desk.refuse_shipped()
    desk.refuse_bare()
    with desk.writing:
        known = [one for one, _ in desk.opened().dossier.timeline]
        if rival and rival not in known:
            message = f"{rival} is no snapshot of the timeline"
            raise InputError(Diagnostic("unknown-alternative", message, closest(rival, known)))
        tried = sound(tried_on(desk.conflict(base), ask.items("edits")))
        file.save_variant(
            desk.path / "conflicts",
            name,
            base,
            tried.edits,
            title=ask.optional("title") or "",
            as_of=day,
            alternative_of=rival or "",
        )
    return {"name": name}


def save(desk: Desk, ask: Ask) -> Payload:
    """Splice edits into the file of a snapshot, unless it was changed since it was shown."""
    ask.only("snapshot", "digest", "edits")
    path, digest = desk.source(ask.text("snapshot")), ask.text("digest")
    desk.refuse_shipped()
    with desk.writing:
        desk.refuse_changed(path, digest)
        tried = sound(tried_on(file.load(path), ask.items("edits")))
        assert tried.conflict is not None, "edits without faults make a conflict"
        file.save(tried.conflict, path)
    return {"digest": file.source_digest(path)}


ROUTES = (
    Route("POST", "/api/answers", answers),
    Route("POST", "/api/statement", statement),
    Route("POST", "/api/snapshots", keep),
    Route("POST", "/api/save", save),
)
