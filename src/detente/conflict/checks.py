"""What only a whole conflict can tell: whether states are feasible, and lists that must name them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..diagnostics import NOWHERE, Diagnostic, Place, Severity
from ..engine.statements import feasible
from .content import Content
from .preferences import (
    Basis,
    Ranking,
    Scores,
    StateName,
    Weights,
    scores_fault,
    state_text,
    weights_fault,
)
from .statements import compiled
from .states import State

__all__ = ["basis_faults", "indifference", "line_faults", "whole_faults"]

_TRIED_OPTIONS = 16
"""Infeasibilities that name at most so many options are tried on all combinations of these."""


def line_faults(
    texts: Sequence[str], basis: Basis, because: Sequence[str], shared: bool, place: Place = NOWHERE
) -> Iterator[Diagnostic]:
    """Yield what a list does not admit in a line, whatever its statements say.

    Parameters
    ----------
    texts
        The statements of the line.
    shared
        Whether the list is one of infeasibilities or irreversibilities, not of preferences.
    """
    what = f"the line {'; '.join(texts)}"
    if not texts:
        yield Diagnostic("empty-line", "a line has no statement", "write one, or drop the line", place)
    if shared and len(texts) > 1:
        message = f"{what} is of equal importance, which means something only among preferences"
        yield Diagnostic("equal-importance", message, "write a line for each statement", place)
    yield from basis_faults(what, basis, because, shared, place)


def basis_faults(
    what: str, basis: Basis, because: Sequence[str], shared: bool, place: Place = NOWHERE
) -> Iterator[Diagnostic]:
    """Yield a fault or a warning where a basis does not fit what it is said of; see ``line_faults``."""
    if basis is Basis.LOGICAL and not shared:
        message = f"{what} is called logical: a preference never is, only an infeasibility can be"
        yield Diagnostic("logical-preference", message, "say reported, inferred or assumed", place)
    if basis is Basis.REPORTED and not because:
        message = f"{what} is called reported and names no claim"
        yield Diagnostic("no-claim", message, "add because", place, Severity.WARNING)


def indifference(dm: str, place: Place = NOWHERE) -> Diagnostic:
    """Return the warning that a decision maker has no preferences."""
    message = f"{dm} has no preferences, so it is indifferent between all states"
    return Diagnostic("indifferent", message, "say what it wants", place, Severity.WARNING)


def whole_faults(content: Content) -> Iterator[tuple[str, Diagnostic]]:
    """Yield faults with the part where they are: ``infeasible``, ``status_quo``, or a decision maker's id."""
    if content.graph is None:
        nothing = list(_nothing_feasible(content))
        yield from (("infeasible", fault) for fault in nothing)
        if nothing:
            return
        yield from (("status_quo", fault) for fault in _status_quo_faults(content))
    for dm, preference in zip(content.decision_makers, content.preference_list, strict=True):
        if isinstance(preference, Ranking):
            yield from ((dm.id, fault) for fault in _ranking_faults(content, preference, dm.id))
        elif isinstance(preference, Scores):
            states = len(content.states)
            if len(preference.values) != states or not np.isfinite(preference.values).all():
                yield dm.id, scores_fault(preference, states)
        elif isinstance(preference, Weights):
            fault = weights_fault(preference)
            if fault is not None:
                yield dm.id, fault


def _nothing_feasible(content: Content) -> Iterator[Diagnostic]:
    """Try the infeasibilities on the options that they name.

    The other options are free, so this is exact. Very many are tried only when states are listed.
    """
    named = sorted(frozenset().union(*(line.statement.refs() for line in content.infeasible)))
    if not named or len(named) > _TRIED_OPTIONS:
        return
    bits = {ref: bit for bit, ref in enumerate(named)}
    programs = [compiled(line.statement, bits) for line in content.infeasible]
    if not feasible(programs, len(named)).any():
        yield Diagnostic("no-state", "no state is feasible", "drop or mend an infeasibility")


def _status_quo_faults(content: Content) -> Iterator[Diagnostic]:
    name = content.status_quo_name
    broken = None if name is None else content.broken_rule(content.code_of(name))
    if broken is not None:
        message = f"the status quo is infeasible: {broken} is ruled out"
        cure = "change the status quo or drop the infeasibility"
        yield Diagnostic("infeasible-status-quo", message, cure)


def _ranking_faults(content: Content, ranking: Ranking, dm: str) -> Iterator[Diagnostic]:
    """Say which states a ranking misses, repeats, or names although they are infeasible."""
    times: dict[StateName, int] = {}
    for state in (state for tier in ranking.tiers for state in tier):
        times[state] = times.get(state, 0) + 1
    for state, count in times.items():
        if count > 1:
            message = f"the ranking of {dm} names {state_text(state)} {count} times"
            yield Diagnostic("repeated-state", message, "name each state once")
        broken = content.broken_rule(content.code_of(state)) if content.graph is None else None
        if broken is not None:
            message = f"the ranking of {dm} names {state_text(state)}, which is infeasible: {broken}"
            yield Diagnostic("infeasible-state", message, "leave it out")
    codes = content.states.codes
    missed = np.setdiff1d(codes, [content.code_of(state) for state in times], assume_unique=True)
    if len(missed):
        first = [str(State(content.space, code)) for code in missed[:3].tolist()]
        shown = ", ".join(first) + (", …" if len(missed) > 3 else "")
        message = f"the ranking of {dm} misses {len(missed)} of {len(content.states)} states: {shown}"
        yield Diagnostic("missing-state", message, "name every feasible state once")
