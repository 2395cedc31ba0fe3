"""Ways out: can one get there from here, who moves first and with how much trust, who could move together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..analysis.barriers import no_road
from ..analysis.itineraries import Itinerary, itineraries, planned, told_outcomes
from ..analysis.jumps import Jump, Leaving, jumps, leaving
from ..analysis.paths import Departure, Paths
from ..analysis.stability import Analysis
from ..analysis.terms import HEADLINE
from ..analysis.terrain import Terrain
from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.states import State
from ..diagnostics import Diagnostic
from .limits import is_small

__all__ = ["WayOut", "WaysOut", "ways_out"]

_FEW = 12
"""With so many equilibria all jumps between them are told."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """How one could get to an outcome.

    Attributes
    ----------
    paths
        The shortest paths from today, by any moves and by improvements alone; one of each is listed.
    roads
        The roads that ask for the least trust, without a stop and with one or two.
    barred
        Where there is no road: what bars it.
    """

    outcome: Outcome
    paths: Paths
    roads: Itinerary
    barred: Diagnostic | None


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Ways out of where things stand.

    Attributes
    ----------
    rest
        Where steps that pay lead to by themselves: the paths to the equilibria.
    ways
        One for each outcome that is not there yet and leaves nobody out.
    leaving
        Who could leave together, and to what: from today, or from where the best step leads.
    jumps
        Where there are few equilibria: the best jumps from one to another by the smallest coalitions.
    """

    rest: Paths
    ways: tuple[WayOut, ...]
    leaving: Leaving
    jumps: tuple[Jump, ...]


def ways_out(
    analysis: Analysis, today: State, progress: Callable[[int, int], None] = lambda done, total: None
) -> WaysOut | None:
    """Find the ways out; None where the conflict is too large for that.

    Parameters
    ----------
    analysis
        With all concepts.
    today
        Where things stand.
    progress
        Called with how many of how many outcomes are done.
    """
    conflict = analysis.conflict
    if not is_small(conflict):
        return None
    departure = Departure(analysis, today, HEADLINE)
    terrain = Terrain(conflict, today, analysis)
    goals = told_outcomes(conflict, today)
    found = itineraries(terrain, planned(terrain, progress))
    ways = (
        WayOut(
            outcome,
            departure.to(conflict.find(outcome.id), outcome.id, limit=1),
            roads,
            None if roads.roads else _barred(conflict, today, outcome.id),
        )
        for outcome, roads in zip(goals, found, strict=True)
    )
    together = leaving(conflict, concept=HEADLINE, analysis=analysis)
    return WaysOut(departure.to(limit=1), tuple(ways), together, _jumps(analysis))


def _barred(conflict: Conflict, today: State, outcome: str) -> Diagnostic:
    (found,) = no_road(conflict, today, outcome, (), (), 1).diagnostics
    return found


def _jumps(analysis: Analysis) -> tuple[Jump, ...]:
    equilibria = analysis.equilibria(HEADLINE)
    if len(equilibria) > _FEW:
        return ()
    return tuple(
        one
        for state in equilibria
        for one in jumps(analysis.conflict, concept=HEADLINE, origin=state, analysis=analysis)
        if one.best and one.minimal
    )
