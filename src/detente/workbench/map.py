"""Routes of the map: states, moves, and why a state is stable."""

from __future__ import annotations

from ..analysis.chart import MOST, chart
from ..analysis.concepts import CONCEPTS
from ..analysis.terms import HEADLINE
from ..brief.payload.chart import chart_payload, explained_payload
from ..brief.payload.shapes import Payload
from ..conflict.conflict import Conflict
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..errors import InputError
from .asking import Ask
from .desk import Desk
from .routing import Route

__all__ = ["ROUTES"]

_MOST_CENTRES = 10


def chart_of(desk: Desk, ask: Ask) -> Payload:
    """Return the states that are worth looking at, and the moves between them.

    ``around`` is a list of options taken, or several such lists; in graph form the name of a state.
    """
    ask.only("snapshot", "edits", "around", "outcome", "radius", "limit")
    analysis = desk.analysis(ask.text("snapshot"), ask.items("edits"))
    around = _states(analysis.conflict, ask, "around")
    found = chart(
        analysis,
        around,
        _outcome(analysis.conflict, ask),
        radius=ask.number("radius", 1, 0, 2),
        limit=ask.number("limit", MOST, 1, MOST),
    )
    return chart_payload(analysis.conflict, found)


def explain(desk: Desk, ask: Ask) -> Payload:
    """Say why a state is stable for a party, or is not, and what to draw of that."""
    ask.only("snapshot", "edits", "state", "party", "concept")
    analysis = desk.analysis(ask.text("snapshot"), ask.items("edits"))
    state = _state(analysis.conflict, ask.texts("state"))
    concept = ask.choice("concept", tuple(CONCEPTS), HEADLINE)
    return explained_payload(analysis, analysis.explain(state, ask.text("party"), concept))


def _outcome(conflict: Conflict, ask: Ask) -> str | None:
    return ask.choice("outcome", tuple(conflict.outcomes)) if ask.optional("outcome") else None


def _states(conflict: Conflict, ask: Ask, name: str) -> list[State]:
    """Return the states that a field names: one, or a list of some."""
    items = ask.items(name)
    if not items:
        return []
    named = (
        [ask.texts(name)] if isinstance(items[0], str) else [Ask({name: one}).texts(name) for one in items]
    )
    if len(named) > _MOST_CENTRES:
        message = f"{len(named)} states are asked for at once"
        raise InputError(Diagnostic("too-many-states", message, f"ask for {_MOST_CENTRES} at most"))
    return [_state(conflict, one) for one in named]


def _state(conflict: Conflict, names: list[str]) -> State:
    """Return the state of some options taken; in graph form the one of a name."""
    if conflict.graph is not None and len(names) != 1:
        raise InputError(Diagnostic("no-state-named", "in graph form a state has one name", "give it"))
    return conflict.state(*names)


ROUTES = (
    Route("POST", "/api/map", chart_of),
    Route("POST", "/api/explain", explain),
)
