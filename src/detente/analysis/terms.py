"""The terms of an outcome: what differs from today wherever it holds, and what it can do without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.states import StateSet
from ..engine.arrays import BoolArray
from .stability import Analysis

__all__ = ["HEADLINE", "Spared", "Terms", "spared", "terms_of"]

HEADLINE = "seq"
"""The concept of the headlines: the others answer only by steps that are good for themselves."""


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


@dataclass(frozen=True, slots=True)
class Spared:
    """What an outcome can do without, all at once.

    Attributes
    ----------
    outcomes
        Ids of other outcomes that do not come with it.
    refs
        Options in the terms of these or further outcomes that stay as they are today.
    states
        In how many states the outcome holds without all of this; 0 where there is nothing to name.
    """

    outcomes: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    states: int = 0


def terms_of(conflict: Conflict, inside: StateSet, held: StateSet) -> Terms:
    """Return the terms of an outcome; ``held`` are those of its states in which nobody leaves."""
    if not len(held) or conflict.graph is not None:
        return Terms(len(held) > 0)
    today = _today(conflict)
    always = int(np.bitwise_and.reduce(held.codes)) & ~int(np.bitwise_and.reduce(inside.codes)) & ~today
    never = ~int(np.bitwise_or.reduce(held.codes)) & int(np.bitwise_or.reduce(inside.codes)) & today
    refs = conflict.space.refs
    return Terms(
        True,
        tuple(ref for bit, ref in enumerate(refs) if always >> bit & 1),
        tuple(ref for bit, ref in enumerate(refs) if never >> bit & 1),
    )


def spared(analysis: Analysis, outcome: Outcome) -> Spared:
    """Return what an outcome can do without, under the concept of the headlines.

    Named are other outcomes, and options that must differ from today wherever one of these holds: only what
    the outcome itself leaves open, and no outcome that is about a party left out. Each is named in the order
    of the model if the outcome still holds somewhere without it and all those named before.

    Parameters
    ----------
    analysis
        Holds the concept of the headlines.
    outcome
        One of the conflict's.

    Examples
    --------
    >>> from detente import Conflict, analyse
    >>> talks = Conflict.from_options(
    ...     {"A": ["offer", "pay"], "B": ["stop", "talk"]},
    ...     {"A": ["B.talk", "B.stop", "not pay if not B.talk"], "B": ["talk iff A.pay"]},
    ...     outcomes={"truce": "B.stop", "meeting": "B.talk"},
    ...     status_quo=[],
    ... )
    >>> analysis = analyse(talks, "seq")
    >>> spared(analysis, talks.outcomes["truce"])
    Spared(outcomes=('meeting',), refs=('A.pay',), states=2)
    """
    conflict = analysis.conflict
    equilibria = analysis.equilibria(HEADLINE)
    inside = conflict.find(outcome.id)
    held = inside & equilibria
    if not len(held) or conflict.graph is not None:
        return Spared()
    left = held.mask
    outcomes, refs = [], []
    others = [one for one in conflict.outcome_list if one.id != outcome.id and not one.leaves_out]
    for other in others:
        without = ~conflict.find(other.id).mask
        if _open(without, inside) and (left & without).any():
            left = left & without
            outcomes.append(other.id)
    for ref, without in _as_today(conflict, equilibria, others):
        if _open(without, inside) and (left & without).any():
            left = left & without
            refs.append(ref)
    return Spared(tuple(outcomes), tuple(refs), int(left.sum())) if outcomes or refs else Spared()


def _open(without: BoolArray, inside: StateSet) -> bool:
    """Return whether an outcome's own states are some without a thing and some with it."""
    return bool(without[inside.indexes].any() and not without[inside.indexes].all())


def _as_today(
    conflict: Conflict, equilibria: StateSet, outcomes: list[Outcome]
) -> Iterator[tuple[str, BoolArray]]:
    """Yield the options in the terms of some outcomes, and the states in which they are as they are today."""
    named: set[str] = set()
    for outcome in outcomes:
        inside = conflict.find(outcome.id)
        named.update(terms_of(conflict, inside, inside & equilibria).refs)
    today, codes = _today(conflict), conflict.space.codes
    for bit, ref in enumerate(conflict.space.refs):
        if ref in named:
            yield ref, (codes ^ today) >> bit & 1 == 0


def _today(conflict: Conflict) -> int:
    """Return the status quo as an integer; where nothing is said nothing is taken."""
    return conflict.status_quo.code if conflict.status_quo is not None else 0
