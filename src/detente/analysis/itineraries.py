"""Itineraries: the roads to an outcome that are worth telling, with other outcomes as stops on the way.

To an outcome there is first the road that asks for the least trust. Then, where another outcome can be made a
halting place without more at risk, the road that stops there: it takes no more trust and gives a rest. And at
last the roads that stop, too, at each other outcome that can hold today, so that one sees what a stop costs.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.states import State
from .atlas import Question
from .roads import Road, Roads, Traced, retrace, trace
from .terrain import Terrain

__all__ = ["JOINT", "Itinerary", "itineraries", "planned", "told_outcomes"]

JOINT = 2
"""So many steps of several parties at once a road may have."""

_STOPS = 4
"""So many other outcomes are tried as stops, the first ones of the conflict."""


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The roads to one outcome that are worth telling.

    Attributes
    ----------
    outcome
        Its id.
    roads
        First without a stop asked for, then with stops; none where no road leads there.
    """

    outcome: str
    roads: tuple[Roads, ...]


def told_outcomes(conflict: Conflict, today: State) -> tuple[Outcome, ...]:
    """Return the outcomes to which roads are sought: those that are not there yet and leave nobody out."""
    return tuple(
        one for one in conflict.outcome_list if not one.leaves_out and today not in conflict.find(one.id)
    )


def itineraries(terrain: Terrain, plan: Sequence[Sequence[Traced]]) -> tuple[Itinerary, ...]:
    """Return the itineraries of a plan, with all that is told of their roads."""
    return tuple(
        Itinerary(
            traced[0].question.outcome,
            tuple(retrace(one, terrain) for one in traced if one.tracks),
        )
        for traced in plan
    )


def planned(
    terrain: Terrain, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[tuple[Traced, ...], ...]:
    """Search for the roads of the itineraries: for each outcome those that are told, the plain one first.

    Parameters
    ----------
    terrain
        What all roads from one state share.
    progress
        Called with how many of how many outcomes are done.

    Notes
    -----
    Cost: for n outcomes at most n + n(n-1) + 2n(n-2) searches, of at most 4 other outcomes each.
    """
    goals = told_outcomes(terrain.conflict, terrain.today)
    plan = []
    for done, goal in enumerate(goals, start=1):
        plan.append(_plan(terrain, goal.id, [one.id for one in goals]))
        progress(done, len(goals))
    return tuple(plan)


def _plan(terrain: Terrain, goal: str, goals: Sequence[str]) -> tuple[Traced, ...]:
    plain = _traced(terrain, goal, ())
    if not plain.tracks:
        return (plain,)
    first = _first(plain, terrain)
    others = [one for one in goals if one != goal and _holds_today(terrain, one)][:_STOPS]
    others = [one for one in others if one not in _halts(first, terrain)]
    by_one = [one for one in (_traced(terrain, goal, (other,)) for other in others) if _whole(one)]
    free = [one for one in by_one if _cost(one, terrain)[0] <= first.exposure]
    stop = min(free, key=lambda one: _cost(one, terrain), default=None)
    if stop is None:
        return (plain, *by_one)
    (there,) = stop.question.by
    return (plain, stop, *_with_two(terrain, goal, there, [one for one in others if one != there]))


def _with_two(terrain: Terrain, goal: str, stop: str, others: Sequence[str]) -> Iterator[Traced]:
    """Yield for each further stop the better one of both orders."""
    for other in others:
        orders = [_traced(terrain, goal, order) for order in itertools.permutations((stop, other))]
        found = [one for one in orders if _whole(one)]
        if found:
            yield min(found, key=lambda one: _cost(one, terrain))


def _traced(terrain: Terrain, goal: str, by: tuple[str, ...]) -> Traced:
    question = Question(terrain.conflict, terrain.today, goal, by, (), JOINT, None)
    return trace(question, terrain, 1 if by else None)


def _whole(traced: Traced) -> bool:
    """Return whether a road with stops is worth telling: it stops and ends where nobody would leave."""
    return bool(traced.tracks) and traced.stops_hold and traced.ends_hold


def _cost(traced: Traced, terrain: Terrain) -> tuple[float, int, int]:
    first = _first(traced, terrain)
    return first.exposure, first.joint, len(first.steps)


def _first(traced: Traced, terrain: Terrain) -> Road:
    return retrace(replace(traced, tracks=traced.tracks[:1]), terrain).roads[0]


def _halts(road: Road, terrain: Terrain) -> frozenset[str]:
    """Return the outcomes in which a road comes to a halting place before its end."""
    halts = [step.target.code for step in road.steps[:-1] if step.holds]
    return frozenset(one for one, mask in terrain.inside.items() if any(mask[code] for code in halts))


def _holds_today(terrain: Terrain, outcome: str) -> bool:
    """Return whether nobody would leave some state of an outcome, as the lists are today."""
    return bool((terrain.start.halts & terrain.inside[outcome]).any())
