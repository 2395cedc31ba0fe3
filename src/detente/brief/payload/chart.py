"""A chart of a conflict, and an explanation drawn on it, as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from ...analysis.chart import Chart, ChartState, charted
from ...analysis.explain import Explanation, Move
from ...analysis.stability import Analysis
from ...analysis.words import joined, state_in_words
from ...conflict.conflict import Conflict
from ...conflict.states import State
from .results import explanation_payload
from .shapes import Payload, state_options

__all__ = ["chart_payload", "explained_payload"]


def chart_payload(conflict: Conflict, found: Chart) -> Payload:
    """Return a chart: states by the texts of their codes, moves from one to another."""
    return {
        "states": [_state(conflict, one) for one in found.states],
        "moves": [_move(one.dm, one.origin, one.target, one.improves) for one in found.moves],
        "more": found.more,
    }


def explained_payload(analysis: Analysis, explanation: Explanation) -> Payload:
    """Return an explanation in words and as data, and the moves that a picture of it draws.

    Drawn is the first improvement that nothing answers, or else the first one with its answer.
    """
    conflict = explanation.conflict
    moves = list(_drawn(explanation))
    states = list(dict.fromkeys([explanation.state, *(one.target for one in moves)]))
    return {
        "words": str(explanation).split("\n"),
        "payload": explanation_payload(explanation),
        "sanction": {
            "states": [_state(conflict, one) for one in charted(analysis, states)],
            "moves": [_move(one.dm, one.origin, one.target, _pays(conflict, one)) for one in moves],
        },
    }


def _drawn(explanation: Explanation) -> Iterable[Move]:
    if not explanation.improvements:
        return ()
    first = explanation.improvements[0]
    answer = first.answer
    return (first.move, *(answer.moves if answer is not None else ()))


def _pays(conflict: Conflict, move: Move) -> bool:
    row = conflict.ranks[conflict.dm(move.dm)]
    return bool(row[move.target.code] > row[move.origin.code])


def _state(conflict: Conflict, one: ChartState) -> Payload:
    state = one.state
    return {
        "id": str(state.code),
        "name": str(state),
        "taken": state_options(state),
        "status_quo": state == conflict.status_quo,
        "outcomes": list(one.outcomes),
        "equilibrium_under": list(one.equilibrium_under),
        "words": joined(state_in_words(conflict, state) or ("nothing is done",)),
    }


def _move(dm: str, origin: State, target: State, improves: bool) -> Payload:
    return {"from": str(origin.code), "to": str(target.code), "dm": dm, "improves": improves}
