"""What only a whole conflict can tell: whether states are feasible, and lists that must name them all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..diagnostics import Diagnostic
from ..engine.statements import feasible
from .content import Content
from .preferences import Ranking, Scores, StateName, scores_fault, state_text
from .statements import compiled

__all__ = ["whole_faults"]

_TRIED_OPTIONS = 16
"""Infeasibilities that name at most so many options are tried on all combinations of these."""


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
    missed = [s for s in content.states if (s.options if s.name is None else s.name) not in times]
    if missed:
        shown = ", ".join(str(state) for state in missed[:3]) + (", …" if len(missed) > 3 else "")
        message = f"the ranking of {dm} misses {len(missed)} of {len(content.states)} states: {shown}"
        yield Diagnostic("missing-state", message, "name every feasible state once")
