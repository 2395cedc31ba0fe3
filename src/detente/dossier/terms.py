"""The terms of an outcome: what differs from today wherever it holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.states import StateSet

__all__ = ["Terms", "terms_of"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What differs from today in every state in which an outcome holds, though the outcome does not say so.

    Attributes
    ----------
    holds
        Whether it holds in any state; without one there are no terms.
    take, leave
        Options that are not taken (taken) today and are (are not) wherever the outcome holds.
    """

    holds: bool
    take: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """The options in the terms."""
        return (*self.take, *self.leave)


def terms_of(conflict: Conflict, inside: StateSet, held: StateSet) -> Terms:
    """Return the terms of an outcome; ``held`` are those of its states in which nobody leaves."""
    if not len(held) or conflict.graph is not None:
        return Terms(len(held) > 0)
    today = conflict.status_quo.code if conflict.status_quo is not None else 0
    always = int(np.bitwise_and.reduce(held.codes)) & ~int(np.bitwise_and.reduce(inside.codes)) & ~today
    never = ~int(np.bitwise_or.reduce(held.codes)) & int(np.bitwise_or.reduce(inside.codes)) & today
    refs = conflict.space.refs
    return Terms(
        True,
        tuple(ref for bit, ref in enumerate(refs) if always >> bit & 1),
        tuple(ref for bit, ref in enumerate(refs) if never >> bit & 1),
    )
