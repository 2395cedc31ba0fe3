"""What new reports bring as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from ...dossier.updating import Proposed, Update
from ...evidence.reviewing import Reviewed
from .change import change_payload
from .review import reviewed_payload
from .shapes import Payload, claim_payload, line_payload

__all__ = ["update_payload"]


def update_payload(
    proposed: Iterable[Proposed], reviewed: Reviewed | None, found: Update, kept: str | None
) -> Payload:
    """Return what was proposed, what was decided, what that changes, and the snapshot that was kept."""
    return {
        "proposed": [
            {
                "report": one.report.id,
                "claims": [claim.id for claim in one.claims],
                "known": one.known,
                "strangers": list(one.strangers),
            }
            for one in proposed
        ],
        **({} if reviewed is None else {"reviewed": reviewed_payload(reviewed)}),
        "waiting": found.waiting,
        "claims": [claim_payload(one) for one in found.claims],
        "events": [
            {"when": str(event.when), "claims": [one.claim.id for one in event.claims]}
            for event in found.events
        ],
        "contradictions": [
            {"claim": one.claim.id, "earlier": [old.claim.id for old in earlier]}
            for one, earlier in found.contradictions
        ],
        "conditions": [
            {
                "claim": one.condition.claim.claim.id,
                "before": None if one.before is None else one.before.value,
                "now": one.condition.met.value,
            }
            for one in found.conditions
        ],
        "lines": [
            {"target": one.target, "line": line_payload(one.line), "claims": [c.claim.id for c in one.claims]}
            for one in found.lines
        ],
        "before": found.before,
        "next": found.name if found.is_new else None,
        "as_of": found.now.as_of.isoformat() if found.now.as_of else None,
        "change": change_payload(found.change),
        "kept": kept,
    }
