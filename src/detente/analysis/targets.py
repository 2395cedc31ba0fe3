"""The states that a question asks for, and the lines without which there would be some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE, IRREVERSIBLE, Edit
from ..conflict.preferences import Line, Prioritised
from ..conflict.states import State, StateSet
from ..diagnostics import Diagnostic
from ..errors import InputError
from .stability import Analysis

__all__ = ["lifted", "states_asked", "where_it_stands"]


def states_asked(conflict: Conflict, target: State | StateSet | str) -> StateSet:
    """Return the states that are asked for; there is at least one.

    Raises
    ------
    InputError
        If there is none; the cure names the infeasibilities each of which alone rules the target out.
    UnknownName
        If there is no such outcome, state or option.
    ValueError
        If they are states of another conflict.

    Examples
    --------
    >>> c = Conflict.from_options({"A": ["x", "y"]}, {"A": ["x"]}, infeasible=["A.x and A.y"])
    >>> len(states_asked(c, "A.x"))
    1
    >>> states_asked(c, "A.x and A.y")
    Traceback (most recent call last):
    detente.errors.InputError: error: in no feasible state is A.x and A.y the case [empty-target]
      cure: drop the infeasibility: A.x and A.y
    """
    if isinstance(target, State):
        target = StateSet(target.space, np.array([target.index], dtype=np.int64))
    if isinstance(target, StateSet):
        if target.space != conflict.space:
            raise ValueError("the target is a set of states of another conflict")
        found = target
    else:
        found = conflict.find(target)
    if not len(found):
        raise InputError(_empty(conflict, target if isinstance(target, str) else ""))
    return found


def lifted(conflict: Conflict) -> Iterator[tuple[str, Line, Conflict]]:
    """Yield each infeasibility and irreversibility, with the conflict without it.

    All are indifferent in it, for a ranking would miss the states that come in.
    """
    nothing = replace(conflict, preference_list=tuple(Prioritised() for _ in conflict.decision_makers))
    for kind, lines in ((INFEASIBLE, conflict.infeasible), (IRREVERSIBLE, conflict.irreversible)):
        for line in lines:
            yield kind, line, nothing.edited(Edit.drop(kind, line.statements))


def where_it_stands(analysis: Analysis, concept: str) -> State:
    """Return the status quo, or the equilibrium to which the only best step leads from there.

    That is, where exactly one decision maker would leave the status quo, and its best step leads to an
    equilibrium; else the status quo all the same.

    Raises
    ------
    InputError
        If the conflict does not say where things stand.
    """
    conflict, equilibria = analysis.conflict, analysis.equilibria(concept)
    today = conflict.status_quo
    if today is None:
        message = "the conflict does not say where things stand"
        raise InputError(Diagnostic("no-status-quo", message, "name a state, or add status_quo"))
    restless = [dm.id for dm in conflict.decision_makers if today not in analysis.stable(concept, dm.id)]
    if len(restless) != 1:
        return today
    best = analysis.explain(today, restless[0], concept).unanswered[0].move.target
    return best if best in equilibria else today


def _empty(conflict: Conflict, asked: str) -> Diagnostic:
    """Return the fault that a target has no state, and the infeasibilities that rule it out."""
    if not asked:
        return Diagnostic("empty-target", "the target has no state", "name at least one state")
    lines = [line for kind, line, other in lifted(conflict) if kind == INFEASIBLE and len(other.find(asked))]
    ruled_out = "; ".join(str(line) for line in lines)
    cure = f"drop the infeasibility: {ruled_out}" if lines else "ask for something that can be"
    return Diagnostic("empty-target", f"in no feasible state is {asked} the case", cure)
