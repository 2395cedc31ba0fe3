"""What it would take: what opens the way to each outcome, what makes it hold, what breaks what stands."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis.itineraries import told_outcomes
from ..analysis.openings import Openings, openings
from ..analysis.remedies import Breakers, Remedies, breakers, remedies
from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.preferences import Prioritised
from ..conflict.states import State
from .limits import is_small

__all__ = ["FIRM", "Need", "Needs", "needs"]

FIRM = "nash"
"""Here holding is meant in the strictest sense: nobody could gain, whatever the others would answer."""


@dataclass(frozen=True, slots=True)
class Need:
    """What it would take for one outcome.

    Attributes
    ----------
    openings
        What others would have to do so that a party gains by its step into the outcome.
    remedies
        The single edits after which some way of the outcome holds under ``FIRM``.
    """

    outcome: Outcome
    openings: Openings
    remedies: Remedies


@dataclass(frozen=True, slots=True)
class Needs:
    """What it would take for the outcomes that are not there yet, and to break what stands.

    Attributes
    ----------
    outcomes
        Those that leave nobody out.
    breakers
        The single edits after which what stands, or where its best step leads, holds no more.
    """

    outcomes: tuple[Need, ...]
    breakers: Breakers


def needs(conflict: Conflict, today: State) -> Needs | None:
    """Find what it would take; None where no list of statements can be edited, or the conflict is too large.

    Parameters
    ----------
    conflict, today
        One snapshot, and where things stand in it.
    """
    listed = any(isinstance(one, Prioritised) and one.lines for one in conflict.preference_list)
    if conflict.graph is not None or not listed or not is_small(conflict):
        return None
    found = (
        Need(one, openings(conflict, one.id), remedies(conflict, one.id, concept=FIRM))
        for one in told_outcomes(conflict, today)
        if len(conflict.find(one.id))
    )
    return Needs(tuple(found), breakers(conflict, concept=FIRM))
