"""What changed since the snapshot before: what is done, what the model says, which answers are others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..analysis.explain import Move
from ..analysis.stability import Analysis, analyse
from ..analysis.terms import Terms, terms_of
from ..conflict.conflict import Conflict
from ..conflict.editing import diff
from ..conflict.edits import Edit
from ..conflict.states import State
from ..errors import NotComparable
from .dependence import HEADLINE
from .dossier import Dossier

__all__ = ["Change", "ChangedAnswer", "Rival", "change_since", "moves_between", "rivals"]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An outcome whose answer is another one now; ``before`` is None where the model did not have it."""

    outcome: str
    before: Terms | None
    now: Terms


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since the snapshot before.

    Attributes
    ----------
    before, conflict
        Its name and the conflict itself.
    done
        What each party does now that it did not then, and the other way round, as one move a party.
    edits
        The edits that lead from the old lines to the new ones; None where edits cannot express it.
    held, holds
        Whether the status quo held under the concept of the headlines, then and now.
    answers
        The outcomes whose answers are others now.
    """

    before: str
    conflict: Conflict
    done: tuple[Move, ...]
    edits: tuple[Edit, ...] | None
    held: bool
    holds: bool
    answers: tuple[ChangedAnswer, ...]


def change_since(dossier: Dossier, snapshot: str, analysis: Analysis) -> Change | None:
    """Return what changed since the snapshot before; None for the first one, and without status quos.

    Parameters
    ----------
    dossier
        The dossier, its snapshots the oldest first.
    snapshot, analysis
        The name of a snapshot, and the analysis of it.
    """
    names = [name for name, _ in dossier.timeline]
    now = analysis.conflict
    if snapshot not in names[1:]:
        return None
    before, old = dossier.timeline[names.index(snapshot) - 1]
    then = old.status_quo
    if then is None or now.status_quo is None or old.option_ids != now.option_ids or now.graph is not None:
        return None
    old_analysis = analyse(old, [HEADLINE])
    return Change(
        before,
        old,
        tuple(moves_between(now, State(now.space, then.code), now.status_quo)),
        _edits(old, now),
        held=then in old_analysis.equilibria(HEADLINE),
        holds=now.status_quo in analysis.equilibria(HEADLINE),
        answers=tuple(_answers(old_analysis, analysis)),
    )


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival reading of a snapshot: by which edits, and which answers are others under it."""

    name: str
    conflict: Conflict
    edits: tuple[Edit, ...] | None
    holds: bool
    answers: tuple[ChangedAnswer, ...]


def rivals(dossier: Dossier, snapshot: str, analysis: Analysis) -> tuple[Rival, ...]:
    """Return the rival readings of a snapshot, each held against it."""
    found = []
    for name, conflict in dossier.rivals_of(snapshot):
        other = analyse(conflict, [HEADLINE])
        holds = conflict.status_quo is not None and conflict.status_quo in other.equilibria(HEADLINE)
        edits = _edits(analysis.conflict, conflict)
        found.append(Rival(name, conflict, edits, holds, tuple(_answers(analysis, other))))
    return tuple(found)


def moves_between(conflict: Conflict, before: State, after: State) -> Iterator[Move]:
    """Yield what each party does differently, as one move; in graph form states have no such parts."""
    if conflict.graph is not None:
        return
    for dm in conflict.decision_makers:
        own = frozenset(dm.refs)
        if (before.options ^ after.options) & own:
            options = (before.options - own) | (after.options & own)
            yield Move(dm.id, before, State(conflict.space, conflict.code_of(options)))


def _edits(old: Conflict, now: Conflict) -> tuple[Edit, ...] | None:
    try:
        return tuple(edit for edit in diff(old, now) if edit.state is None)
    except NotComparable:
        return None


def _answers(old: Analysis, now: Analysis) -> Iterator[ChangedAnswer]:
    for outcome in now.conflict.outcome_list:
        known = outcome.id in old.conflict.outcomes
        before = _terms(old, outcome.id) if known else None
        terms = _terms(now, outcome.id)
        if before != terms:
            yield ChangedAnswer(outcome.id, before, terms)


def _terms(analysis: Analysis, outcome: str) -> Terms:
    inside = analysis.conflict.find(outcome)
    return terms_of(analysis.conflict, inside, inside & analysis.equilibria(HEADLINE))
