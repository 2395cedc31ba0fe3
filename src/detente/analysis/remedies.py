"""What it would take for a target to hold: the smallest sets of edits; and what would break a state.

The inverse question of stability: not which states hold by given preferences, but which small changes of the
preferences, or of what is ruled out, make one hold. Kinsara, Petersons, Hipel & Kilgour (2015) and Rêgo et
al. (2023) change rankings; here the lists of statements change, which people write and read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.edits import Edit, EditKind
from ..conflict.preferences import Prioritised
from ..conflict.statements import Statement, literal
from ..conflict.states import State, StateSet
from ..diagnostics import Diagnostic
from ..errors import InputError
from .concepts import concept_called
from .edit_sets import EditSets, Progress, edit_sets
from .explain import Improvement
from .stability import Analysis, analyse
from .targets import states_asked, where_it_stands
from .trials import Trials

__all__ = ["Bar", "Breakers", "Remedies", "breakers", "remedies"]

_BOUND = {"nash": "nash", "gmr": "gmr", "smr": "smr", "seq": "gmr", "sseq": "smr"}
"""Of each concept one under which at least as much is stable, whatever another decision maker wants."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Why no edit of one decision maker's list was found.

    Attributes
    ----------
    dm : str
        Whose list was edited.
    proven : bool
        Whether nothing that it could want would do: in every state of the target somebody else leaves.
    possible : bool or None
        Whether it would do if the decision maker wanted nothing at all; None where that was not asked,
        because under seq and sseq what one party wants bears on what the others do.
    leavers : tuple of (decision maker, number)
        The others that would leave some states of the target whatever ``dm`` wants, and how many of them.
    """

    dm: str
    proven: bool
    possible: bool | None
    leavers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Remedies:
    """What it would take for a target to hold.

    Attributes
    ----------
    asked : str
        The text that was asked for, such as an outcome's id; empty where there was none.
    target : StateSet
        The states that were asked for.
    concept : str
        Under which one of them is to be an equilibrium.
    who : str or None
        The only decision maker whose list was edited; None where all were, and lines lifted too.
    edits : int
        At most so many edits make a set.
    held : StateSet
        The states of the target that are equilibria already. Where there is one, no edit is needed.
    search : EditSets or None
        The sets that were found, and what was searched; None where no edit is needed.
    bars : tuple of Bar
        Where no set was found: for each list that was edited why.
    """

    conflict: Conflict
    asked: str
    target: StateSet
    concept: str
    who: str | None
    edits: int
    held: StateSet
    search: EditSets | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Breakers:
    """What would break a state that is an equilibrium.

    Attributes
    ----------
    state : State
        The state that is asked about.
    by_best_step : bool
        Whether it is not the status quo, but where the best step from there leads.
    concept, who, edits
        As for :class:`Remedies`.
    leaving : tuple of Improvement
        Who leaves it already: the best improvement of each that has one without an answer.
    search : EditSets or None
        The sets after which somebody leaves; None where somebody does already.
    """

    conflict: Conflict
    state: State
    by_best_step: bool
    concept: str
    who: str | None
    edits: int
    leaving: tuple[Improvement, ...]
    search: EditSets | None


def remedies(
    conflict: Conflict,
    target: State | StateSet | str,
    *,
    concept: str = "nash",
    who: str | None = None,
    edits: int = 1,
    progress: Progress = lambda done, total: None,
    keep_partial: bool = False,
) -> Remedies:
    """Find the smallest sets of edits after which some state of a target is an equilibrium.

    An edit drops a line of a prioritised list, reverses it in its place, moves it to any other place, or adds
    at any place an option of anybody, an outcome's condition, or the opposite of one of these; or it lifts an
    infeasibility or an irreversibility. All sets that are smallest by inclusion are found, up to ``edits``.

    A set is *trivial* when one of its edits simply asks a decision maker for its part in the target: it puts
    into its list (adds, or makes by a reversal) an option or an outcome's condition, or the opposite of one,
    that names an option of its own and holds in every state of the target.

    Parameters
    ----------
    conflict
        In option form.
    target
        A state, a set of states, an outcome's id or a statement.
    concept
        The id of a concept.
    who
        Edit only the list of this decision maker, and lift nothing.
    edits
        1 or 2. Pairs are tried within each list, under nash, gmr and smr in two lists as well, and without
        ``who`` a lifted line with any other edit.
    progress, keep_partial
        As for :func:`detente.analysis.edit_sets.edit_sets`.

    Raises
    ------
    InputError
        If the conflict is in graph form, the target has no feasible state, or there is no list to edit.
    UnknownName
        If there is no such outcome, state, option, decision maker or concept.

    Notes
    -----
    Cost: an analysis; then under nash some bit operations for each edit, under the other concepts one row of
    an analysis or more; for each line that is lifted an analysis.

    Examples
    --------
    >>> thaw = Conflict.from_options(
    ...     {"A": ["talk"], "B": ["trade"]},
    ...     preferences={"A": ["B.trade", "not talk"], "B": ["trade iff A.talk"]},
    ...     outcomes={"peace": "A.talk and B.trade"},
    ... )
    >>> found = remedies(thaw, "peace")
    >>> [(str(one.edits[0]), len(one.places), one.trivial) for one in found.search.found]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('drop from A: not talk', 1, False),
     ('reverse for A: not talk', 1, True),
     ('add to A at 1: talk', 2, True),
     ('add to A at 1: talk and B.trade', 2, True)]
    """
    dms = _lists(conflict, who)
    asked = target if isinstance(target, str) else ""
    inside = states_asked(conflict, target)
    held = inside & analyse(conflict, [concept]).equilibria(concept)
    if len(held):
        return Remedies(conflict, asked, inside, concept, who, edits, held, None, ())

    def find(other: Conflict) -> StateSet:
        return other.find(asked) if asked else _same_states(other, inside)

    search = edit_sets(
        conflict,
        find,
        concept,
        dms=dms,
        lift=who is None,
        edits=edits,
        wanted=True,
        trivial=_asks(conflict, inside, wanted=True),
        progress=progress,
        keep_partial=keep_partial,
    )
    bars = () if search.found or not search.complete else _bars(conflict, inside, concept, dms)
    return Remedies(conflict, asked, inside, concept, who, edits, held, search, bars)


def breakers(
    conflict: Conflict,
    state: State | None = None,
    *,
    concept: str = "nash",
    who: str | None = None,
    edits: int = 1,
    progress: Progress = lambda done, total: None,
    keep_partial: bool = False,
) -> Breakers:
    """Find the smallest sets of edits after which an equilibrium is none.

    The edits are those of :func:`remedies`. A set is trivial when it puts into a list an option or an
    outcome's condition, or the opposite of one, that names an option of its owner and does not hold in the
    state: it simply makes a party want to leave.

    Parameters
    ----------
    conflict
        In option form.
    state
        By default the status quo, or the equilibrium to which the only best step leads from there.
    concept, who, edits, progress, keep_partial
        As for :func:`remedies`.

    Raises
    ------
    InputError
        If the conflict is in graph form, there is no list to edit, or no state is given and the conflict does
        not say where things stand.
    UnknownName
        If there is no such decision maker or concept.

    Examples
    --------
    >>> thaw = Conflict.from_options(
    ...     {"A": ["talk"], "B": ["trade"]},
    ...     preferences={"A": ["B.trade", "not talk"], "B": ["trade iff A.talk"]},
    ...     status_quo=[],
    ... )
    >>> found = breakers(thaw)
    >>> [str(one.edits[0]) for one in found.search.found if not one.trivial]
    ['reverse for B: trade iff A.talk']
    """
    dms = _lists(conflict, who)
    analysis = analyse(conflict, [concept])
    here = where_it_stands(analysis, concept) if state is None else state
    inside = states_asked(conflict, here)
    stepped = state is None and here != conflict.status_quo
    leaving = _leaving(analysis, here, concept)
    if leaving:
        return Breakers(conflict, here, stepped, concept, who, edits, leaving, None)
    search = edit_sets(
        conflict,
        lambda other: _same_states(other, inside),
        concept,
        dms=dms,
        lift=who is None,
        edits=edits,
        wanted=False,
        trivial=_asks(conflict, inside, wanted=False),
        progress=progress,
        keep_partial=keep_partial,
    )
    return Breakers(conflict, here, stepped, concept, who, edits, (), search)


def _lists(conflict: Conflict, who: str | None) -> list[int]:
    """Return the decision makers whose lists are to be edited; there is at least one."""
    if conflict.graph is not None:
        message = "edits change lines, and a conflict in graph form has none"
        cure = (
            "write it with options and lists of statements, or ask for a change of rankings: detente rankings"
        )
        raise InputError(Diagnostic("graph-form", message, cure))
    every = range(len(conflict.decision_makers)) if who is None else [conflict.dm(who)]
    found = [dm for dm in every if isinstance(conflict.preference_list[dm], Prioritised)]
    if not found:
        whose = "nobody has a" if who is None else f"{who} has no"
        message = f"{whose} prioritised list, and edits change no other preferences"
        raise InputError(Diagnostic("no-list", message, "write a list of statements under prefers"))
    return found


def _same_states(conflict: Conflict, states: StateSet) -> StateSet:
    """Return the same states in a conflict that has these and maybe more."""
    return StateSet(conflict.space, np.searchsorted(conflict.space.codes, states.codes))


def _asks(conflict: Conflict, inside: StateSet, wanted: bool) -> Callable[[Edit], bool]:
    """Return whether an edit simply asks its party for its part in some states, or for the opposite."""
    outcomes = {one.where for one in conflict.outcome_list if isinstance(one.where, Statement)}
    known = outcomes | {one.reversed() for one in outcomes}

    def asks(edit: Edit) -> bool:
        if edit.own is None or edit.kind not in (EditKind.ADD, EditKind.REVERSE):
            return False
        (statement,) = edit.statements
        put_in = statement if edit.kind is EditKind.ADD else statement.reversed()
        simple = literal(put_in) is not None or put_in in known
        if not simple or not any(ref.startswith(f"{edit.own}.") for ref in put_in.refs()):
            return False
        there = len(conflict.find(put_in) & inside)
        return there == len(inside) if wanted else there == 0

    return asks


def _bars(conflict: Conflict, inside: StateSet, concept: str, dms: list[int]) -> tuple[Bar, ...]:
    """Say for each list why no edit of it does: who leaves the target whatever its owner wants."""
    bound = _BOUND[concept_called(concept).id]
    stable = Trials(conflict, inside, bound).stable
    ids = [dm.id for dm in conflict.decision_makers]
    found = []
    for dm in dms:
        others = [other for other in range(len(ids)) if other != dm]
        some = bool(stable[others].all(axis=0).any())
        left = [(ids[other], int(np.count_nonzero(~stable[other]))) for other in others]
        possible = None if some and bound != concept else some
        found.append(Bar(ids[dm], not some, possible, tuple(one for one in left if one[1])))
    return tuple(found)


def _leaving(analysis: Analysis, state: State, concept: str) -> tuple[Improvement, ...]:
    """Return the best improvement without an answer of each decision maker that would leave a state."""
    conflict = analysis.conflict
    restless = [dm.id for dm in conflict.decision_makers if state not in analysis.stable(concept, dm.id)]
    return tuple(analysis.explain(state, dm, concept).unanswered[0] for dm in restless)
