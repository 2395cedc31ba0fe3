"""Roads: in which order of steps an outcome is reached so that the least trust is asked for.

A *road* is a sequence of steps from where things stand to a state of an outcome. A step is a unilateral move,
or a *joint step*, in which several parties each change something at once and which needs an agreement.
Whoever takes a step trusts the others not to make use of it. So a road is measured by the largest share that
any party who takes a step on it puts at risk (:mod:`exposure <detente.analysis.exposure>`), in any state but
the start, the end with it. What bystanders put at risk is told and does not count: nothing is asked of them.

* The end is a state that nobody would leave, under ``HALTING``, wherever such an end can be reached; so is
  each stop on the way.
* No party moves twice in succession unless a joint step, a stop, or a change by ``after`` lies between: two
  moves in a row are one move.
* A stop lies outside the outcomes that are still to come.
* In graph form there are no joint steps: the moves of several may not be possible at once.

Roads are exact: none has a smaller share at risk, or as small a one and fewer joint steps, or as few of these
and fewer steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..conflict.conflict import Conflict
from ..conflict.edits import Edit
from ..conflict.options import closest
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..engine import memory
from ..errors import InputError, UnknownName
from .atlas import Atlas, Question, Track
from .barriers import no_road
from .explain import Improvement, explain
from .exposure import Exposed
from .stages import HALTING, Stage
from .terrain import Terrain

__all__ = ["Road", "RoadStep", "Roads", "Traced", "retrace", "roads", "trace"]


@dataclass(frozen=True, slots=True)
class RoadStep:
    """One step of a road.

    Attributes
    ----------
    movers
        The ids of those who move; several make a joint step.
    gaining
        Those of them for whom the target is better than the origin, as their lists are before the step.
    origin, target
        From where to where.
    holds
        Whether nobody would leave the target, as the lists of the parties are on arrival.
    reached
        The ids of the outcomes in which the target lies and the origin does not.
    exposed
        What each party puts at risk in the target.
    edits
        What changes in the lists of the parties from here on.
    """

    movers: tuple[str, ...]
    gaining: tuple[str, ...]
    origin: State
    target: State
    holds: bool
    reached: tuple[str, ...]
    exposed: tuple[Exposed, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Road:
    """A sequence of steps.

    Attributes
    ----------
    counted
        The ids of the parties whose trust counts.
    leaving
        Of each party that would leave the end, its best move from there; none where the end holds.
    """

    steps: tuple[RoadStep, ...]
    counted: tuple[str, ...]
    leaving: tuple[Improvement, ...]

    @property
    def joint(self) -> int:
        """How many steps are taken by several at once."""
        return sum(len(step.movers) > 1 for step in self.steps)

    @property
    def exposure(self) -> float:
        """The largest share that a party whose trust counts puts at risk, the end counted."""
        return max(self.on_the_way, self.at_end)

    @property
    def on_the_way(self) -> float:
        """The same in the states before the end."""
        return max((self.counts(step) for step in self.steps[:-1]), default=0.0)

    @property
    def at_end(self) -> float:
        """The same at the end."""
        return self.counts(self.steps[-1]) if self.steps else 0.0

    def counts(self, step: RoadStep) -> float:
        """Return the largest share that a party whose trust counts puts at risk after a step."""
        return max((one.share for one in step.exposed if one.dm in self.counted), default=0.0)


@dataclass(frozen=True, slots=True)
class Roads:
    """The roads to an outcome between which there is something to choose.

    Attributes
    ----------
    outcome, by, without
        The ids of the outcome, of the stops, and of the outcomes that are avoided.
    joint
        How many joint steps there may be.
    trust
        The ids of the parties whose trust was to count; None for those who take steps.
    today
        Where the roads start.
    edits
        What changes in the lists of the parties before the first step: where things stand counts as reached.
    exposed
        What each party puts at risk today.
    stops_hold, ends_hold
        Whether the roads stop and end where nobody would leave; if not, they cannot.
    roads
        Each is better than every other one in the share at risk, the number of joint steps, or the number of
        steps; the one with the least at risk first, then the one with the fewest joint steps.
    """

    conflict: Conflict
    outcome: str
    by: tuple[str, ...]
    without: tuple[str, ...]
    joint: int
    trust: tuple[str, ...] | None
    today: State
    edits: tuple[Edit, ...]
    exposed: tuple[Exposed, ...]
    stops_hold: bool
    ends_hold: bool
    roads: tuple[Road, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """Roads as the search finds them; without tracks there is none.

    Attributes
    ----------
    question
        What was asked for.
    stops_hold, ends_hold
        As :class:`Roads` has them.
    """

    question: Question
    stops_hold: bool
    ends_hold: bool
    tracks: tuple[Track, ...]


def roads(
    conflict: Conflict,
    outcome: str,
    *,
    by: Iterable[str] = (),
    without: Iterable[str] = (),
    joint: int = 2,
    trust: Iterable[str] | None = None,
    terrain: Terrain | None = None,
) -> Roads:
    """Find the roads to an outcome that ask for the least trust.

    Parameters
    ----------
    conflict
        With a status quo.
    outcome
        The id of an outcome.
    by
        Ids of outcomes to stop at, in this order.
    without
        Ids of outcomes to avoid after the start.
    joint
        How many steps of several parties at once there may be.
    trust
        The ids of the parties whose trust counts; by default those who take a step.
    terrain
        What other questions of the same conflict have worked out already.

    Raises
    ------
    InputError
        If there is no status quo or no road; the diagnostic says what bars it.
    UnknownName
        If there is no such outcome or party.
    TooLarge
        If there is not enough memory.

    Notes
    -----
    Cost: by default one search for each group of movers that could do better than those before it, over the
    states that they can bring about; at most 2^n groups of n parties with moves.

    Examples
    --------
    >>> from detente import Conflict
    >>> truce = Conflict.from_options(
    ...     {"A": ["withdraw"], "B": ["disarm"]},
    ...     {"A": ["not (withdraw and not B.disarm)", "B.disarm"], "B": ["A.withdraw", "disarm"]},
    ...     status_quo=[],
    ...     outcomes={"truce": "A.withdraw and B.disarm"},
    ... )
    >>> found = roads(truce, "truce")
    >>> [(road.exposure, road.joint, len(road.steps)) for road in found.roads]
    [(0.0, 0, 2), (0.0, 1, 1)]
    """
    wanted = None if trust is None else tuple(trust)
    question = _checked(conflict, outcome, tuple(by), tuple(without), joint, wanted)
    terrain = Terrain(conflict, question.today) if terrain is None else terrain
    traced = trace(question, terrain)
    if not traced.tracks:
        raise no_road(conflict, question.today, outcome, question.by, question.without, joint)
    return retrace(traced, terrain)


def trace(question: Question, terrain: Terrain, limit: int | None = None) -> Traced:
    """Search for the roads that a question asks for, at most so many, as ids and positions.

    Raises
    ------
    TooLarge
        If there is not enough memory.
    """
    conflict = question.conflict
    if conflict.graph is None:
        what = f"looking for roads over {len(conflict.space.refs)} options"
        memory.require(what, conflict.space.positions * _bytes_per_position(question))
    atlas = Atlas(question, terrain)
    for stops_hold, ends_hold in ((True, True), (True, False), (False, False)):
        tracks = atlas.tracks(stops_hold, ends_hold, limit)
        if tracks:
            return Traced(question, stops_hold, ends_hold, tracks)
    return Traced(question, False, False, ())


def retrace(traced: Traced, terrain: Terrain) -> Roads:
    """Return roads that were found, with all that is told of them."""
    asked = traced.question
    return Roads(
        terrain.conflict,
        asked.outcome,
        asked.by,
        asked.without,
        asked.joint,
        asked.trust,
        terrain.today,
        terrain.start.edits,
        terrain.start.exposure.at(terrain.today),
        traced.stops_hold,
        traced.ends_hold,
        tuple(_road(terrain, track) for track in traced.tracks),
    )


def _checked(
    conflict: Conflict,
    outcome: str,
    by: tuple[str, ...],
    without: tuple[str, ...],
    joint: int,
    trust: tuple[str, ...] | None,
) -> Question:
    """Return the question, after a look at what was asked for."""
    for one in (outcome, *by, *without):
        if one not in conflict.outcomes:
            message, cure = f"there is no outcome {one}", closest(one, conflict.outcomes)
            raise UnknownName(Diagnostic("unknown-outcome", message, cure))
    for dm in trust or ():
        conflict.dm(dm)
    twice = [one for one in by if by.count(one) > 1 or one == outcome]
    if twice:
        message = f"the road is to come to {twice[0]} more than once"
        raise InputError(Diagnostic("repeated-stop", message, "name each outcome once"))
    if joint < 0:
        raise ValueError(f"there cannot be {joint} joint steps")
    if conflict.status_quo is None:
        message = "the conflict does not say where things stand"
        raise InputError(Diagnostic("no-status-quo", message, "add status_quo"))
    return Question(conflict, conflict.status_quo, outcome, by, without, joint, trust)


def _bytes_per_position(question: Question) -> int:
    """Estimate from below what a position costs: ranks, shares and levels of each party; values."""
    places = (len(question.by) + 1) * (question.joint + 1)
    return len(question.conflict.decision_makers) * (4 + 8 + 8 + 2) + 4 * places


def _road(terrain: Terrain, track: Track) -> Road:
    here = terrain.today
    stage = last = terrain.start  # whether the end holds is judged as it is on arrival
    steps = []
    for movers, position in track.steps:
        target = State(terrain.conflict.space, position)
        steps.append(_step(terrain, stage, movers, here, target))
        here, last, stage = target, stage, terrain.arrived(stage, target)
    dms = terrain.conflict.decision_makers
    return Road(tuple(steps), tuple(dms[dm].id for dm in track.counted), _leaving(last, here))


def _step(terrain: Terrain, stage: Stage, movers: Iterable[int], origin: State, target: State) -> RoadStep:
    dms, inside = terrain.conflict.decision_makers, terrain.inside
    ranks = stage.analysis.form.ranks
    after = terrain.arrived(stage, target)
    return RoadStep(
        tuple(dms[dm].id for dm in movers),
        tuple(dms[dm].id for dm in movers if ranks[dm, target.code] > ranks[dm, origin.code]),
        origin,
        target,
        bool(stage.halts[target.code]),
        tuple(one for one in inside if inside[one][target.code] and not inside[one][origin.code]),
        stage.exposure.at(target),
        tuple(edit for edit in after.edits if edit not in stage.edits),
    )


def _leaving(stage: Stage, end: State) -> tuple[Improvement, ...]:
    """Return the best move of each party that would leave the end."""
    if stage.halts[end.code]:
        return ()
    told = (
        explain(stage.conflict, stage.analysis.form, end, dm.id, HALTING)
        for dm in stage.conflict.decision_makers
    )
    return tuple(one.unanswered[0] for one in told if one.unanswered)
