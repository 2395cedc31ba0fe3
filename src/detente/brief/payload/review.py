"""What was done in a review as plain data."""

from __future__ import annotations

from ...evidence.reviewing import Reviewed
from .shapes import Payload

__all__ = ["reviewed_payload"]


def reviewed_payload(done: Reviewed) -> Payload:
    """Return the claims that were decided on, changed, or left."""
    return {
        "by": done.by,
        "accepted": list(done.accepted),
        "rejected": list(done.rejected),
        "edited": list(done.edited),
        "left": list(done.left),
    }
