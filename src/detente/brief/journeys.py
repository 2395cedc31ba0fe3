"""Pictures of ways out: the shortest paths, and the roads to one outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..analysis.jumps import Jump
from ..analysis.paths import Path
from ..analysis.roads import Road
from ..analysis.words import state_in_words
from ..conflict.conflict import Conflict
from ..conflict.states import State
from ..dossier.assessment import Assessment
from ..dossier.dependence import HEADLINE
from ..dossier.ways_out import WayOut, WaysOut
from .document import Edge, Node, Picture
from .phrases import names
from .steps import done_in_words

__all__ = ["paths_picture", "roads_picture"]


class _Map:
    """States and steps as they are drawn: each state once, and no step twice."""

    def __init__(self, assessment: Assessment) -> None:
        self._conflict = assessment.conflict
        self._holds = assessment.analysis.equilibria(HEADLINE)
        self._today = assessment.status_quo
        self._nodes = {self._id(self._today): Node(self._id(self._today), "Today", "today")}
        self._edges: dict[tuple[str, str, str], Edge] = {}

    def path(self, path: Path) -> None:
        """Add a path."""
        for move, gains in zip(path.moves, path.gains, strict=True):
            self._add((move.dm,), move.origin, move.target, gains, move.target in self._holds)

    def road(self, road: Road) -> None:
        """Add a road; whether a state would hold is told as it is on arrival there."""
        for step in road.steps:
            self._add(step.movers, step.origin, step.target, step.gaining == step.movers, step.holds)

    def jump(self, jump: Jump) -> None:
        """Add a jump, if its origin is drawn."""
        if self._id(jump.origin) in self._nodes:
            self._add(jump.coalition, jump.origin, jump.target, gains=True, holds=True)

    def picture(self, caption: str, told: str) -> Picture:
        """Return what has been added."""
        return Picture(caption, told, tuple(self._nodes.values()), tuple(self._edges.values()))

    def _add(self, movers: Sequence[str], origin: State, target: State, gains: bool, holds: bool) -> None:
        source, end = self._id(origin), self._id(target)
        if end not in self._nodes:
            self._nodes[end] = Node(end, _label(self._conflict, target, holds), _kind(holds))
        party = names(self._conflict, movers)
        edge = Edge(source, end, party, self._done(movers, origin, target), gains)
        self._edges.setdefault((source, end, party), edge)

    def _done(self, movers: Sequence[str], origin: State, target: State) -> str:
        if self._conflict.graph is not None:
            return f"from {origin} to {target}"
        done, name = done_in_words(self._conflict, movers, origin, target), names(self._conflict, movers)
        return done.removeprefix(f"{name} ").removeprefix("together: ")

    @staticmethod
    def _id(state: State) -> str:
        return f"state-{state.code}"


def _kind(holds: bool) -> str:
    return "holds" if holds else "open"


def _label(conflict: Conflict, state: State, holds: bool) -> str:
    """Name a state by the outcomes in which it lies; the border says whether every party would stay."""
    inside = [one for one in conflict.outcome_list if state in conflict.find(one.id)]
    told = [one.name for one in sorted(inside, key=lambda one: bool(one.leaves_out))]
    if conflict.graph is not None:
        told = [*state_in_words(conflict, state)]
    return "; ".join(told) or ("Every party would stay" if holds else "Somebody would leave this")


def paths_picture(assessment: Assessment, found: WaysOut) -> Picture:
    """Draw a shortest way to each outcome, and where steps that pay lead to by themselves."""
    drawn = _Map(assessment)
    paths = [
        *found.rest.by_improvements.listed[:1],
        *(way.paths.by_any.listed[0] for way in found.ways if way.paths.by_any.listed),
    ]
    for path in paths:
        drawn.path(path)
    for jump in found.jumps:
        drawn.jump(jump)
    told = (
        f"{way.outcome.name}: {way.paths.by_any.length} moves at least"
        for way in found.ways
        if way.paths.by_any.length is not None
    )
    return drawn.picture("The shortest ways from today", _sentence(told))


def roads_picture(assessment: Assessment, way: WayOut) -> Picture:
    """Draw the best road to an outcome, and those with stops on the way."""
    drawn = _Map(assessment)
    plain, *stops = way.roads.roads
    for found in (plain, *stops):
        drawn.road(found.roads[0])
    size = "One road" if not stops else f"{1 + len(stops)} roads"
    return drawn.picture(f"Roads from today: {way.outcome.name}", f"{size}. The text tells of each step.")


def _sentence(parts: Iterable[str]) -> str:
    return f"{'; '.join(parts)}. The text tells of each."
