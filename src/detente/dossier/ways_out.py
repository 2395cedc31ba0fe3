"""Ways out: can one get there from here, who moves first and with how much trust, who could move together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..analysis.atlas import Question, Track
from ..analysis.barriers import no_road
from ..analysis.itineraries import JOINT, Itinerary, itineraries, planned, told_outcomes
from ..analysis.jumps import Jump, Leaving, jumps, leaving
from ..analysis.paths import Departure, Paths
from ..analysis.roads import Traced
from ..analysis.stability import Analysis
from ..analysis.terms import HEADLINE
from ..analysis.terrain import Terrain
from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.states import State
from ..diagnostics import Diagnostic
from .kept import Kept

__all__ = ["LARGEST", "WayOut", "WaysOut", "ways_out"]

LARGEST = 1 << 17
"""Over more positions ways out are not sought for a brief: the searches are many, and there are commands."""

_FEW = 12
"""With so many equilibria all jumps between them are told."""

_SEARCH = 1
"""The version of the search for roads; a change of it makes older answers void."""


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
        Called with how many of how many outcomes are done; not called when the roads are in the cache.
    """
    conflict = analysis.conflict
    if conflict.space.positions > LARGEST:
        return None
    departure = Departure(analysis, today, HEADLINE)
    terrain = Terrain(conflict, today, analysis)
    goals = told_outcomes(conflict, today)
    found = itineraries(terrain, _plan(terrain, [one.id for one in goals], progress))
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


def _plan(
    terrain: Terrain, goals: Sequence[str], progress: Callable[[int, int], None]
) -> tuple[tuple[Traced, ...], ...]:
    """Return the roads to tell, from the cache where they are in it."""
    conflict = terrain.conflict
    outcomes = [(one.id, str(one.where), one.leaves_out) for one in conflict.outcome_list]
    after = [(outcome, [str(edit) for edit in edits]) for outcome, edits in conflict.after.items()]
    place = Kept("roads", (_SEARCH, conflict.digest, terrain.today.code, outcomes, after))
    plan = _read(place.read(), terrain, goals)
    if plan is None:
        plan = planned(terrain, progress)
        place.write([[_entry(one) for one in traced] for traced in plan])
    return plan


def _entry(traced: Traced) -> dict[str, object]:
    return {
        "by": list(traced.question.by),
        "stops_hold": traced.stops_hold,
        "ends_hold": traced.ends_hold,
        "tracks": [
            {"counted": list(track.counted), "steps": [[list(dms), to] for dms, to in track.steps]}
            for track in traced.tracks
        ],
    }


def _read(kept: object, terrain: Terrain, goals: Sequence[str]) -> tuple[tuple[Traced, ...], ...] | None:
    """Return what was kept; None where nothing is, or what is there is no good."""
    if not isinstance(kept, list) or len(kept) != len(goals):
        return None
    plan = []
    for goal, entries in zip(goals, kept, strict=True):
        if not isinstance(entries, list) or not entries:
            return None
        traced = [_traced(entry, terrain, goal) for entry in entries]
        if not all(traced):
            return None
        plan.append(tuple(one for one in traced if one is not None))
    return tuple(plan)


def _traced(entry: object, terrain: Terrain, goal: str) -> Traced | None:
    """Return one entry of a cache as it was found; None where it is no such thing."""
    match entry:
        case {
            "by": list(by),
            "stops_hold": bool(stops_hold),
            "ends_hold": bool(ends_hold),
            "tracks": list(kept),
        } if all(one in terrain.conflict.outcomes for one in by):
            tracks = [track for track in (_track(one, terrain, goal) for one in kept) if track is not None]
            if len(tracks) == len(kept):
                question = Question(terrain.conflict, terrain.today, goal, tuple(by), (), JOINT, None)
                return Traced(question, stops_hold, ends_hold, tuple(tracks))
    return None


def _track(entry: object, terrain: Terrain, goal: str) -> Track | None:
    match entry:
        case {"counted": list(counted), "steps": list(kept)}:
            steps = [step for step in (_step(one, terrain) for one in kept) if step is not None]
            dms = range(len(terrain.conflict.decision_makers))
            if not steps or len(steps) != len(kept) or not all(dm in dms for dm in counted):
                return None
            here = terrain.today.code
            for movers, to in steps:
                if not _moves(terrain, movers, here, to):
                    return None
                here = to
            return Track(tuple(steps), tuple(counted)) if terrain.inside[goal][here] else None
    return None


def _step(entry: object, terrain: Terrain) -> tuple[tuple[int, ...], int] | None:
    match entry:
        case [list(movers), int(to)] if movers and 0 <= to < len(terrain.feasible) and terrain.feasible[to]:
            dms = range(len(terrain.conflict.decision_makers))
            return (tuple(movers), to) if all(dm in dms for dm in movers) else None
    return None


def _moves(terrain: Terrain, movers: Sequence[int], here: int, to: int) -> bool:
    """Return whether a step is one of these movers; in graph form the moves are looked up."""
    conflict, space = terrain.conflict, terrain.conflict.space
    if conflict.graph is not None:
        (mover, *others) = movers
        _, targets = terrain.form.successors(mover, np.array([here], dtype=np.int64))
        return not others and to in targets
    changed = State(space, here).options ^ State(space, to).options
    owners = {conflict.dm(ref.partition(".")[0]) for ref in changed}
    return owners == set(movers)
