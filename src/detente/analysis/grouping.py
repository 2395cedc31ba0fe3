"""States in a handful of groups: those in which the same outcomes come about.

Outcomes with fixed terms set the tone: whatever else comes about with them is told as an addition. Outcomes
that leave a party out make no groups of their own: they say in which states of a group it is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..engine.arrays import IntArray
from .stability import Analysis
from .terms import HEADLINE, terms_of

__all__ = ["Group", "Grouping"]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Some states in which the same outcomes come about.

    Attributes
    ----------
    outcomes
        The ids of the outcomes that make the group: those with fixed terms, or else all that come about.
    also
        The other outcomes that come about in some of the states, each with in how many.
    codes
        The states, by their codes.
    """

    outcomes: tuple[str, ...]
    also: tuple[tuple[str, int], ...]
    codes: IntArray


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which outcomes come about in a state, and to which group it belongs.

    Attributes
    ----------
    outcomes
        The outcomes that leave nobody out; bit b of a number stands for the b-th of them.
    bound
        The bits of those that hold only on fixed terms.
    """

    outcomes: tuple[str, ...]
    bound: int

    @classmethod
    def of(cls, analysis: Analysis) -> Grouping:
        """Return the grouping of a conflict's states; the analysis holds the concept of the headlines."""
        conflict = analysis.conflict
        named = [one.id for one in conflict.outcome_list if not one.leaves_out]
        held = analysis.equilibria(HEADLINE)
        insides = [conflict.find(one) for one in named]
        bits = [1 << b for b, inside in enumerate(insides) if terms_of(conflict, inside, inside & held).refs]
        return cls(tuple(named), sum(bits))

    def signatures(self, conflict: Conflict, codes: IntArray) -> IntArray:
        """Return which outcomes come about in some states."""
        marks = np.zeros(len(codes), dtype=np.int64)
        for bit, outcome in enumerate(self.outcomes):
            marks |= np.isin(codes, conflict.find(outcome).codes).astype(np.int64) << bit
        return marks

    def keys(self, signatures: IntArray) -> IntArray:
        """Return the groups of some signatures; 0 where no outcome comes about."""
        return np.where(signatures & self.bound, signatures & self.bound, signatures)

    def named(self, number: int) -> tuple[str, ...]:
        """Return the outcomes of a signature or a group."""
        return tuple(one for bit, one in enumerate(self.outcomes) if number >> bit & 1)

    def split(self, conflict: Conflict, codes: IntArray) -> Iterator[Group]:
        """Yield some states in groups; the one in which no outcome comes about is the first."""
        marks = self.signatures(conflict, codes)
        keys = self.keys(marks)
        for key in np.unique(keys).tolist():
            own = marks[keys == key]
            counts = [(one, int((own >> bit & 1).sum())) for bit, one in enumerate(self.outcomes)]
            outcomes = self.named(key)
            also = tuple((one, count) for one, count in counts if count and one not in outcomes)
            yield Group(outcomes, also, codes[keys == key])
