"""The deals that would hold, in a handful of groups: who gives what, who gets what, who is left out.

A group holds the states in which nobody leaves and in which the same outcomes come about. Outcomes with
fixed terms set the tone: whatever else comes about with them is told as an addition. Outcomes that leave a
party out are no deals of their own: they say in which ways of a deal somebody is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..analysis.aims import difference
from ..analysis.stability import Analysis
from ..conflict.conflict import Conflict
from ..conflict.states import State
from ..engine.arrays import BoolArray, IntArray
from ..evidence.claims import Kind, Stance
from .citing import UsedLine, used_line
from .dependence import HEADLINE
from .dossier import CitedClaim, Dossier
from .terms import terms_of

__all__ = ["Deal", "Groups", "Refused", "Share", "deals", "least_costly", "refusals", "worse_than"]


@dataclass(frozen=True, slots=True)
class Share:
    """What a party gives and gets in the example of a deal, against today.

    Attributes
    ----------
    takes, leaves
        Its own options that differ from today.
    always
        Those of them that differ in every way of the deal.
    gained, lost
        Lines of its list of which more, or fewer, statements hold.
    worse_off
        Whether it ranks the example below today.
    """

    dm: str
    takes: tuple[str, ...]
    leaves: tuple[str, ...]
    always: tuple[str, ...]
    gained: tuple[UsedLine, ...]
    lost: tuple[UsedLine, ...]
    worse_off: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """An option that its own party has refused, and in how many ways of a deal it is taken all the same."""

    ref: str
    ways: int
    claims: tuple[CitedClaim, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """A group of states in which nobody leaves and the same outcomes come about.

    Attributes
    ----------
    outcomes
        The ids of the outcomes that make the group: those with fixed terms, or else all that come about.
    also
        The other outcomes that come about in some of the states, each with in how many.
    ways, nobody_worse
        How many states there are, and in how many of them no party is worse off than today.
    example
        The state with the fewest parties worse off, and then with the fewest changes from today.
    shares
        What each party gives and gets in the example.
    refused
        Options taken in some of the states though their party has refused them.
    """

    outcomes: tuple[str, ...]
    also: tuple[tuple[str, int], ...]
    ways: int
    nobody_worse: int
    example: State
    shares: tuple[Share, ...]
    refused: tuple[Refused, ...]


def deals(dossier: Dossier, analysis: Analysis) -> tuple[Deal, ...]:
    """Return the groups of deals that would hold, those with the most ways in which nobody loses first.

    Parameters
    ----------
    dossier
        Its claims tell what has been refused.
    analysis
        Of a conflict in option form with a status quo; any other one has no such groups.
    """
    conflict = analysis.conflict
    today = conflict.status_quo
    if today is None or conflict.graph is not None:
        return ()
    refused = refusals(dossier, conflict)
    found = [_deal(dossier, conflict, today, group, refused) for group in _groups(analysis, today)]
    return tuple(sorted(found, key=lambda deal: (-deal.nobody_worse, -deal.ways)))


def refusals(dossier: Dossier, conflict: Conflict) -> dict[str, tuple[CitedClaim, ...]]:
    """Return the options that their own party has refused by the day of a snapshot, with the claims."""
    found: dict[str, list[CitedClaim]] = {}
    for one in dossier.known_on(conflict.as_of):
        if one.claim.kind is not Kind.REFUSAL:
            continue
        for ref, stance in one.claim.about:
            if stance is Stance.DROPPED and ref.partition(".")[0] in one.by.speaks_for:
                found.setdefault(ref, []).append(one)
    return {ref: tuple(claims) for ref, claims in found.items() if ref in conflict.space.refs}


def least_costly(conflict: Conflict, today: State, codes: IntArray) -> State:
    """Return the state with the fewest parties worse off than today, and then with the fewest changes."""
    worse = worse_than(conflict, today, codes).sum(axis=0)
    changed = np.bitwise_count(codes ^ today.code) if conflict.graph is None else np.zeros(len(codes))
    return State(conflict.space, int(codes[np.lexsort((codes, changed, worse))[0]]))


def worse_than(conflict: Conflict, today: State, codes: IntArray) -> BoolArray:
    """Return for each party and state whether it is worse than today: shape (parties, states)."""
    return np.asarray(conflict.ranks[:, codes] < conflict.ranks[:, [today.code]])


@dataclass(frozen=True, slots=True)
class Groups:
    """Which outcomes come about in a state, and to which group of deals it belongs.

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
    def of(cls, analysis: Analysis) -> Groups:
        """Return the groups into which the deals of a conflict fall."""
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


def _groups(analysis: Analysis, today: State) -> Iterator[_Group]:
    """Yield the groups that would hold."""
    conflict, groups = analysis.conflict, Groups.of(analysis)
    codes = analysis.equilibria(HEADLINE).codes
    codes = codes[codes != today.code]
    marks = groups.signatures(conflict, codes)
    keys = groups.keys(marks)
    for key in np.unique(keys[keys > 0]).tolist():
        own = marks[keys == key]
        counts = [(one, int((own >> bit & 1).sum())) for bit, one in enumerate(groups.outcomes)]
        outcomes = groups.named(key)
        also = tuple((one, count) for one, count in counts if count and one not in outcomes)
        yield _Group(outcomes, also, codes[keys == key])


@dataclass(frozen=True, slots=True)
class _Group:
    outcomes: tuple[str, ...]
    also: tuple[tuple[str, int], ...]
    codes: IntArray


def _deal(
    dossier: Dossier,
    conflict: Conflict,
    today: State,
    group: _Group,
    refused: dict[str, tuple[CitedClaim, ...]],
) -> Deal:
    codes = group.codes
    example = least_costly(conflict, today, codes)
    nobody = int((worse_than(conflict, today, codes).sum(axis=0) == 0).sum())
    always = _always(conflict, today, codes)
    shares = tuple(
        _share(dossier, conflict, place, today, example, always)
        for place in range(len(conflict.decision_makers))
    )
    flagged = _refused(conflict, codes, refused)
    return Deal(group.outcomes, group.also, len(codes), nobody, example, shares, flagged)


def _always(conflict: Conflict, today: State, codes: IntArray) -> frozenset[str]:
    """Return the options that differ from today in every one of some states."""
    differs = int(np.bitwise_and.reduce(codes ^ today.code))
    return frozenset(ref for bit, ref in enumerate(conflict.space.refs) if differs >> bit & 1)


def _share(
    dossier: Dossier, conflict: Conflict, place: int, today: State, example: State, always: frozenset[str]
) -> Share:
    dm = conflict.decision_makers[place]
    changed = difference(conflict, place, today, example)
    row = conflict.ranks[place]
    return Share(
        dm.id,
        tuple(ref for ref in dm.refs if ref in example.options - today.options),
        tuple(ref for ref in dm.refs if ref in today.options - example.options),
        tuple(ref for ref in dm.refs if ref in always),
        tuple(used_line(dossier, dm.id, line) for line in changed.gained),
        tuple(used_line(dossier, dm.id, line) for line in changed.lost),
        bool(row[example.code] < row[today.code]),
    )


def _refused(
    conflict: Conflict, codes: IntArray, refused: dict[str, tuple[CitedClaim, ...]]
) -> tuple[Refused, ...]:
    found = []
    for bit, ref in enumerate(conflict.space.refs):
        ways = int((codes >> bit & 1).sum())
        if ref in refused and ways:
            found.append(Refused(ref, ways, refused[ref]))
    return tuple(found)
