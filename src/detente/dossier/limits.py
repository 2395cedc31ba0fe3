"""How large a conflict may be for the answers of a brief that take many searches."""

from __future__ import annotations

from ..conflict.conflict import Conflict

__all__ = ["LARGEST", "is_small"]

LARGEST = 1 << 17
"""Over more positions such answers are not sought for a brief; a command answers each of them."""


def is_small(conflict: Conflict) -> bool:
    """Return whether a conflict is small enough for them; graph form counts its states."""
    return conflict.space.positions <= LARGEST
