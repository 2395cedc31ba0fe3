"""The deals that would hold, in a handful of groups: who gives what, who gets what, who is left out.

A group holds the states in which nobody leaves and in which the same outcomes come about: see
:mod:`detente.analysis.grouping`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis import shares
from ..analysis.grouping import Group, Grouping
from ..analysis.stability import Analysis
from ..analysis.terms import HEADLINE
from ..conflict.conflict import Conflict
from ..conflict.states import State
from ..engine.arrays import IntArray
from ..evidence.claims import Kind, Stance
from .citing import UsedLine, used_line
from .dossier import CitedClaim, Dossier

__all__ = ["Deal", "Refused", "Share", "deals", "refusals"]


@dataclass(frozen=True, slots=True)
class Share:
    """What a party gives and gets in the example of a deal, against today, with the claims for its lines.

    The attributes are those of :class:`detente.analysis.shares.Share`.
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
    codes = analysis.equilibria(HEADLINE).codes
    groups = Grouping.of(analysis).split(conflict, codes[codes != today.code])
    found = [_deal(dossier, conflict, today, group, refused) for group in groups if group.outcomes]
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


def _deal(
    dossier: Dossier,
    conflict: Conflict,
    today: State,
    group: Group,
    refused: dict[str, tuple[CitedClaim, ...]],
) -> Deal:
    codes = group.codes
    example = shares.least_costly(conflict, today, codes)
    nobody = int((shares.worse_than(conflict, today, codes).sum(axis=0) == 0).sum())
    found = tuple(_share(dossier, share) for share in shares.shares(conflict, today, codes, example))
    flagged = _refused(conflict, codes, refused)
    return Deal(group.outcomes, group.also, len(codes), nobody, example, found, flagged)


def _share(dossier: Dossier, share: shares.Share) -> Share:
    return Share(
        share.dm,
        share.takes,
        share.leaves,
        share.always,
        tuple(used_line(dossier, share.dm, line) for line in share.gained),
        tuple(used_line(dossier, share.dm, line) for line in share.lost),
        share.worse_off,
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
