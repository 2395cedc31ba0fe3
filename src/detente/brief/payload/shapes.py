"""Shapes that return: states, moves, lines, diagnostics.

States are given as ``{"index", "code", "options"}``, in graph form with ``"name"``; a line of a model as
``{"text", "says", "basis", "because", "against"}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from ...analysis.explain import Move
from ...analysis.terms import Terms
from ...conflict.preferences import Line, line_text
from ...conflict.states import State, StateSet
from ...diagnostics import Diagnostic
from ...dossier.citing import UsedLine
from ...dossier.dossier import CitedClaim

__all__ = [
    "Payload",
    "claim_ids",
    "claim_payload",
    "diagnostic_payload",
    "line_payload",
    "move_payload",
    "option_payload",
    "state_options",
    "state_payload",
    "states_payload",
    "terms_payload",
    "used_payload",
]

Payload: TypeAlias = dict[str, Any]
"""Plain data, as JSON has it."""


def diagnostic_payload(diagnostic: Diagnostic) -> Payload:
    """Return a diagnostic: severity, code, message, cure, file, line, column."""
    place = diagnostic.place
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "cure": diagnostic.cure,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def state_payload(state: State) -> Payload:
    """Return a state: its index among the feasible states, its code, its options or its name."""
    if state.name is not None:
        return {"index": state.index, "code": state.code, "name": state.name}
    return {"index": state.index, "code": state.code, "options": sorted(state.options)}


def state_options(state: State) -> list[str]:
    """Return the options taken in a state, in the order of the model; in graph form the state's name."""
    if state.name is not None:
        return [state.name]
    return [ref for ref in state.space.refs if ref in state.options]


def states_payload(states: StateSet, listed: int) -> Payload:
    """Return how many states there are, and the first ones, at most so many."""
    return {"states": len(states), "listed": [state_payload(state) for state in states[:listed]]}


def line_payload(line: Line | None) -> Payload:
    """Return a line of a model; an empty mapping for none."""
    if line is None:
        return {}
    return {
        "text": line_text(line.statements),
        "says": line.says,
        "basis": line.basis.value,
        "because": list(line.because),
        "against": list(line.against),
    }


def move_payload(move: Move) -> Payload:
    """Return a move."""
    return {"dm": move.dm, "from": state_payload(move.origin), "to": state_payload(move.target)}


def used_payload(used: UsedLine) -> Payload:
    """Return a line with the decision maker whose list holds it."""
    return {"target": used.target, **line_payload(used.line)}


def claim_ids(claims: Iterable[CitedClaim]) -> list[str]:
    """Return the ids of claims."""
    return [cited.claim.id for cited in claims]


def claim_payload(cited: CitedClaim) -> Payload:
    """Return a claim: what it says, who says it, when, where, and whether its words were found there."""
    return {
        "id": cited.claim.id,
        "by": cited.by.name,
        "via": [actor.name for actor in cited.via],
        "kind": cited.claim.kind.value,
        "says": cited.claim.says,
        "said_on": str(cited.claim.said_on),
        "report": cited.report.id,
        "grade": cited.claim.grade,
        "anchor": cited.state.value,
        "words": cited.words,
    }


def terms_payload(terms: Terms) -> Payload:
    """Return the terms of an outcome."""
    return {"holds": terms.holds, "take": list(terms.take), "leave": list(terms.leave)}


def option_payload(ref: str, taken: bool) -> Payload:
    """Return an option, and whether it is taken."""
    return {"option": ref, "taken": taken}
