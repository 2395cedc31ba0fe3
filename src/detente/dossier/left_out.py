"""What a party would lose in the deals that leave it out, and what would bring it back in.

A way of a deal that leaves a party out is compared with the same deal with one option of somebody else's
changed so that the party is in again. The lines of its list that hold then and did not before are what it
loses by being left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..analysis.aims import holding_counts
from ..analysis.grouping import Grouping
from ..analysis.shares import worse_than
from ..analysis.stability import Analysis
from ..analysis.terms import HEADLINE
from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.preferences import Prioritised
from ..conflict.states import State
from ..engine.arrays import BoolArray, IntArray
from .citing import UsedLine, used_line
from .deals import Deal, refusals
from .dossier import CitedClaim, Dossier

__all__ = ["LeftOut", "Loss", "WayIn", "left_out"]


@dataclass(frozen=True, slots=True)
class Loss:
    """A line of a party's list that it would regain, and in how many of the ways."""

    line: UsedLine
    ways: int


@dataclass(frozen=True, slots=True)
class WayIn:
    """An option of another party's that would bring the party in, the deals being the same.

    Attributes
    ----------
    ref, taken
        The option, and whether it would be taken or left.
    losses
        What the party would regain by it.
    refused
        Claims by which its own party has refused it.
    """

    ref: str
    taken: bool
    losses: tuple[Loss, ...]
    refused: tuple[CitedClaim, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The ways that would hold and leave a party out.

    Attributes
    ----------
    outcome, dm
        The outcome that leaves it out, and the party.
    ways, worse_off
        In how many states of the outcome nobody would leave; in how many of these the party is worse off than
        today.
    by_deal
        For each group of deals, how many of its ways leave the party out.
    ways_in
        What would bring the party in.
    """

    outcome: str
    dm: str
    ways: int
    worse_off: int
    by_deal: tuple[int, ...]
    ways_in: tuple[WayIn, ...]


def left_out(dossier: Dossier, analysis: Analysis, deals: tuple[Deal, ...]) -> tuple[LeftOut, ...]:
    """Return, for each outcome that leaves a party out and would hold, what that party would lose.

    Parameters
    ----------
    dossier
        Its claims tell what has been refused.
    analysis
        Of a conflict in option form with a status quo; any other one has no answer.
    deals
        The deals, see :func:`detente.dossier.deals.deals`.
    """
    conflict = analysis.conflict
    today = conflict.status_quo
    if today is None or conflict.graph is not None:
        return ()
    held = analysis.equilibria(HEADLINE)
    found = []
    for outcome in conflict.outcome_list:
        codes = (held & conflict.find(outcome.id)).codes
        if outcome.leaves_out and len(codes):
            found.append(_left_out(dossier, analysis, today, outcome, codes, deals))
    return tuple(found)


def _left_out(
    dossier: Dossier,
    analysis: Analysis,
    today: State,
    outcome: Outcome,
    codes: IntArray,
    deals: tuple[Deal, ...],
) -> LeftOut:
    conflict, groups = analysis.conflict, Grouping.of(analysis)
    place = conflict.dm(outcome.leaves_out)
    marks = groups.signatures(conflict, codes)
    belongs = [groups.named(key) for key in groups.keys(marks).tolist()]
    inside = marks > 0
    return LeftOut(
        outcome.id,
        outcome.leaves_out,
        len(codes),
        int(worse_than(conflict, today, codes)[place].sum()),
        tuple(belongs.count(deal.outcomes) for deal in deals),
        tuple(_ways_in(dossier, conflict, groups, outcome, codes[inside], marks[inside])),
    )


def _ways_in(
    dossier: Dossier,
    conflict: Conflict,
    groups: Grouping,
    outcome: Outcome,
    codes: IntArray,
    marks: IntArray,
) -> Iterator[WayIn]:
    place = conflict.dm(outcome.leaves_out)
    own = conflict.decision_makers[place].refs
    refused = refusals(dossier, conflict)
    before = holding_counts(conflict, place, codes)
    inside = conflict.find(outcome.id).codes
    for bit, ref in enumerate(conflict.space.refs):
        changed = codes ^ (1 << bit)
        brought_in = _feasible(conflict, changed) & ~np.isin(changed, inside)
        brought_in &= groups.signatures(conflict, changed) == marks
        if ref in own or not brought_in.any():
            continue
        gained = (holding_counts(conflict, place, changed) > before)[:, brought_in].sum(axis=1)
        taken = not bool(codes[brought_in][0] >> bit & 1)
        yield WayIn(ref, taken, _losses(dossier, conflict, place, gained), refused.get(ref, ()))


def _feasible(conflict: Conflict, codes: IntArray) -> BoolArray:
    return np.isin(codes, conflict.states.codes)


def _losses(dossier: Dossier, conflict: Conflict, place: int, gained: IntArray) -> tuple[Loss, ...]:
    preference = conflict.preference_list[place]
    lines = preference.lines if isinstance(preference, Prioritised) else ()
    dm = conflict.decision_makers[place].id
    return tuple(
        Loss(used_line(dossier, dm, line), int(ways))
        for line, ways in zip(lines, gained, strict=True)
        if ways
    )
