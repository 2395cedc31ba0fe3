r"""Who could leave a state together, and jumps from one equilibrium to another.

An *equilibrium jump* (Kilgour, Hipel, Fang & Peng 2001): from an equilibrium s, that nobody leaves alone, a
coalition H of two or more goes to an equilibrium :math:`q \in R_H(s)` that all its members prefer to s. An
equilibrium from which some coalition jumps will hardly last; one from which none does is the firmer for it.

Source: Kilgour, Hipel, Fang & Peng (2001), Coalition analysis in group decision support, Group Decision and
Negotiation 10, 159–175.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.states import State, StateSet
from ..diagnostics import Diagnostic
from ..engine.arrays import IntArray
from ..errors import InputError
from .coalitions import Coalition, all_coalitions, coalition_of
from .reach import Family, Reach, members, packed, reach_of
from .stability import Analysis, analyse
from .targets import where_it_stands
from .undominated import undominated

__all__ = ["Jump", "JumpCount", "JumpCounts", "Leaver", "Leaving", "jump_counts", "jumps", "leaving"]


@dataclass(frozen=True, slots=True)
class Leaver:
    """A coalition that could leave a state, with gain for each of its members.

    Attributes
    ----------
    coalition : Coalition
        A coalition of one is a decision maker that could leave alone.
    improvements : StateSet
        All states that it reaches and that are better for all its members: R_H^{++}.
    best : StateSet
        Those of them than which no other one is as good for all its members and better for one.
    holding : StateSet
        Those of the improvements that are equilibria.
    """

    coalition: Coalition
    improvements: StateSet
    best: StateSet
    holding: StateSet


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who could leave a state together, and to what.

    Attributes
    ----------
    conflict : Conflict
        What was analysed.
    state : State
        The state that is asked about.
    concept : str
        The id of the solution concept that says what an equilibrium is.
    holds : bool
        Whether the state is an equilibrium.
    by_best_step : bool
        Whether no state was asked for and this one is where the best step from the status quo leads.
    coalitions : tuple of Coalition
        The coalitions that were tried.
    leavers : tuple of Leaver
        Those that could leave, the smallest first.
    """

    conflict: Conflict
    state: State
    concept: str
    holds: bool
    by_best_step: bool
    coalitions: tuple[Coalition, ...]
    leavers: tuple[Leaver, ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """An equilibrium jump.

    Attributes
    ----------
    coalition : Coalition
        Who jumps, two or more.
    origin, target : State
        Two equilibria; the target is better for all of the coalition.
    best : bool
        Whether no other jump of the coalition from there is as good for all its members and better for one.
    minimal : bool
        Whether no part of the coalition (of two or more) makes the same jump.
    """

    coalition: Coalition
    origin: State
    target: State
    best: bool
    minimal: bool


@dataclass(frozen=True, slots=True)
class JumpCount:
    """From how many equilibria a coalition jumps, and how many such jumps it has in all."""

    coalition: Coalition
    origins: int
    jumps: int


@dataclass(frozen=True, slots=True)
class JumpCounts:
    """The jumps between all equilibria, counted.

    Attributes
    ----------
    equilibria : StateSet
        All equilibria under the concept.
    counts : tuple of JumpCount
        The coalitions that jump from some of them, the smallest first.
    remaining : StateSet
        The equilibria from which no coalition jumps.
    """

    conflict: Conflict
    concept: str
    equilibria: StateSet
    counts: tuple[JumpCount, ...]
    remaining: StateSet


def leaving(
    conflict: Conflict,
    state: State | None = None,
    *,
    coalition: Iterable[str] | str | None = None,
    concept: str = "seq",
    analysis: Analysis | None = None,
) -> Leaving:
    """Find who could leave a state together, and to what.

    Parameters
    ----------
    conflict
        In option form or graph form.
    state
        By default the status quo if it is an equilibrium; else the equilibrium to which the best step of the
        only decision maker that would leave it leads, if there is one; else the status quo all the same.
    coalition
        Ids of decision makers, or one id; by default all coalitions are tried.
    concept
        The solution concept that says what an equilibrium is.
    analysis
        Of the conflict under this concept, where it has been made already.

    Raises
    ------
    InputError
        If the coalition has no member, or no state is given and the conflict does not say where things stand.
    UnknownName
        If there is no such concept or decision maker.
    ValueError
        If the state is one of another conflict.

    Notes
    -----
    Cost: one analysis, and for each coalition some sweeps over the states.

    Examples
    --------
    >>> from detente import Conflict
    >>> dilemma = Conflict.from_options(
    ...     {"A": ["cooperate"], "B": ["cooperate"]},
    ...     preferences={"A": ["B.cooperate", "not cooperate"], "B": ["A.cooperate", "not cooperate"]},
    ...     status_quo=[],
    ... )
    >>> found = leaving(dilemma)
    >>> [(one.coalition, str(one.best[0]), len(one.holding)) for one in found.leavers]
    [(('A', 'B'), '{A.cooperate, B.cooperate}', 1)]
    """
    tried = all_coalitions(conflict) if coalition is None else (coalition_of(conflict, coalition),)
    analysis = analyse(conflict, [concept]) if analysis is None else analysis
    equilibria = analysis.equilibria(concept)
    here = where_it_stands(analysis, concept) if state is None else state
    if here.space != conflict.space:
        raise ValueError(f"{here} is a state of another conflict")
    turned = reach_of(analysis.form).turned()
    found = []
    for one in tried:
        improvements = _improvements(conflict, turned, one, here)
        if len(improvements):
            best = _undominated(conflict, one, improvements)
            found.append(Leaver(one, improvements, best, improvements & equilibria))
    stepped = state is None and here != conflict.status_quo
    return Leaving(conflict, here, concept, here in equilibria, stepped, tried, tuple(found))


def jumps(
    conflict: Conflict,
    *,
    concept: str = "seq",
    origin: State | None = None,
    analysis: Analysis | None = None,
) -> tuple[Jump, ...]:
    """Find the equilibrium jumps of all coalitions of two or more from one equilibrium.

    Parameters
    ----------
    conflict
        In option form or graph form.
    concept
        The solution concept that says what an equilibrium is.
    origin
        An equilibrium; by default that of :func:`leaving`.
    analysis
        Of the conflict under this concept, where it has been made already.

    Returns
    -------
    tuple of Jump
        The smallest coalitions first; for each one its best jumps first, then in the order of the states.

    Raises
    ------
    InputError
        If the origin is no equilibrium, or none is given and the conflict does not say where things stand.
    UnknownName
        If there is no such concept.
    ValueError
        If the state is one of another conflict.

    Examples
    --------
    >>> from detente import Conflict
    >>> dilemma = Conflict.from_options(
    ...     {"A": ["cooperate"], "B": ["cooperate"]},
    ...     preferences={"A": ["B.cooperate", "not cooperate"], "B": ["A.cooperate", "not cooperate"]},
    ...     status_quo=[],
    ... )
    >>> [(jump.coalition, str(jump.origin), str(jump.target)) for jump in jumps(dilemma)]
    [(('A', 'B'), '{}', '{A.cooperate, B.cooperate}')]
    """
    found = leaving(conflict, origin, concept=concept, analysis=analysis)
    if not found.holds:
        cure = "name an equilibrium as the origin, or ask who could leave this state"
        message = f"a jump begins at an equilibrium, and {found.state} is none under {concept}"
        raise InputError(Diagnostic("no-equilibrium", message, cure))
    made: dict[int, list[frozenset[str]]] = {}
    result: list[Jump] = []
    for one in found.leavers:
        if len(one.coalition) < 2 or not len(one.holding):
            continue
        best = _undominated(conflict, one.coalition, one.holding)
        own = frozenset(one.coalition)
        for target in (*best, *(one.holding - best)):
            before = made.setdefault(target.code, [])  # smaller coalitions come first
            minimal = not any(part < own for part in before)
            before.append(own)
            result.append(Jump(one.coalition, found.state, target, target in best, minimal))
    return tuple(result)


def jump_counts(
    conflict: Conflict,
    *,
    concept: str = "seq",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> JumpCounts:
    """Count the equilibrium jumps of all coalitions of two or more from all equilibria.

    Parameters
    ----------
    conflict
        In option form or graph form.
    concept
        The solution concept that says what an equilibrium is.
    progress
        Called with how many of how many pieces of the work have been done.

    Raises
    ------
    UnknownName
        If there is no such concept.

    Notes
    -----
    Cost: for each coalition some sweeps over (states x equilibria / 64) words, and equilibria² comparisons.

    Examples
    --------
    >>> from detente import load
    >>> counts = jump_counts(load("elmira"))
    >>> counts.equilibria, counts.remaining
    (<StateSet of 3: 5, 8, 9>, <StateSet of 2: 8, 9>)
    >>> counts.counts
    (JumpCount(coalition=('MoE', 'Uniroyal'), origins=1, jumps=1),)
    """
    analysis = analyse(conflict, [concept])
    equilibria = analysis.equilibria(concept)
    turned = reach_of(analysis.form).turned()
    tried = [one for one in all_coalitions(conflict) if len(one) > 1]
    found = np.zeros((len(tried), len(equilibria)), np.int64)
    at_once = 64 * turned.words_at_once()
    parts = [slice(first, first + at_once) for first in range(0, len(equilibria), at_once)]
    for number, part in enumerate(parts):
        starts = _singles(turned.positions, equilibria.codes[part])
        for row, one in enumerate(tried):
            progress(number * len(tried) + row, len(parts) * len(tried))
            found[row, part] = _gains(conflict, turned, one, equilibria.codes, starts, part)
    progress(len(parts) * len(tried), len(parts) * len(tried))
    counts = tuple(
        JumpCount(one, int((row > 0).sum()), int(row.sum()))
        for one, row in zip(tried, found, strict=True)
        if row.any()
    )
    left = found.any(axis=0)
    remaining = StateSet(conflict.space, equilibria.indexes[~left])
    return JumpCounts(conflict, concept, equilibria, counts, remaining)


def _improvements(conflict: Conflict, turned: Reach, coalition: Coalition, state: State) -> StateSet:
    """Return R_H^{++} of a state."""
    dms = [conflict.dm(dm) for dm in coalition]
    start = _singles(turned.positions, np.array([state.code]))
    better = members(turned.sources(dms, start), 1)[:, 0]
    for row in conflict.ranks[dms]:
        better &= row > row[state.code]
    return StateSet.where(conflict.space, better[conflict.space.codes])


def _gains(
    conflict: Conflict, turned: Reach, coalition: Coalition, codes: IntArray, starts: Family, part: slice
) -> IntArray:
    """Return from each of a part of some states how many of them the coalition reaches with gain for all."""
    dms = [conflict.dm(dm) for dm in coalition]
    better = members(turned.sources(dms, starts)[codes], len(codes[part]))
    for row in conflict.ranks[dms][:, codes]:
        better &= row[:, np.newaxis] > row[part]
    return np.asarray(better.sum(axis=0))


def _singles(positions: int, codes: IntArray) -> Family:
    """Return a family of sets that hold one position each."""
    single = np.zeros((positions, len(codes)), bool)
    single[codes, np.arange(len(codes))] = True
    return packed(single)


def _undominated(conflict: Conflict, coalition: Coalition, states: StateSet) -> StateSet:
    dms = [conflict.dm(dm) for dm in coalition]
    best = undominated(conflict.ranks[dms][:, states.codes])
    return StateSet(conflict.space, states.indexes[best])
