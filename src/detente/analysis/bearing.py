"""Who bears on an answer: the decision makers without whom it would be the same, and a conflict without them.

A decision maker's preference depends on the options that it names. Two facts about option form follow for
all five solution concepts, since moves are transitive there and a move changes the mover's own options only:

* Whether a state is stable for a decision maker depends on those only whose options it names, on those whom
  they name in turn, and on those whom infeasibilities tie to them: a *closed* set.
* Whether some state of a set is an equilibrium does not depend on a decision maker whose options nobody
  else names, no infeasibility shares with others, and the set does not speak of. Whatever the others do it
  can take its best choice, where it is stable, and none of them minds. Without it this may go for the next
  one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line, Preference, Prioritised, Weights

__all__ = ["bearing_on", "closed", "only"]


def bearing_on(conflict: Conflict, refs: Iterable[str]) -> tuple[str, ...]:
    """Return the decision makers who bear on whether some state of a set is an equilibrium.

    Parameters
    ----------
    conflict
        In option form.
    refs
        The options of which the set speaks.

    Returns
    -------
    tuple of str
        Their ids, in the order of the conflict: a closed set, perhaps empty.

    Examples
    --------
    Nobody minds what D does, and without D nobody minds what C does:

    >>> wants = {"A": ["x", "B.y"], "B": ["y iff A.x"], "C": ["z if A.x"], "D": ["u iff C.z"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"], "C": ["z"], "D": ["u"]}, wants)
    >>> bearing_on(c, ["B.y"])
    ('A', 'B')
    """
    left = [dm.id for dm in conflict.decision_makers]
    asked = _owners(refs)
    names = {dm: _named(conflict, dm) for dm in left}
    tied = [own for own in map(_owners_of, conflict.infeasible) if len(own) > 1]
    while True:
        idle = [
            dm
            for dm in left
            if dm not in asked
            and not any(dm in names[other] for other in left if other != dm)
            and not any(dm in own for own in tied)
        ]
        if not idle:
            return tuple(left)
        left.remove(idle[0])


def closed(conflict: Conflict, dms: Iterable[str]) -> tuple[str, ...]:
    """Return some decision makers with all on whom it depends what is stable for them.

    >>> wants = {"A": ["x", "B.y"], "B": ["y iff A.x"], "C": ["z if A.x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"], "C": ["z"]}, wants)
    >>> closed(c, ["B"]), closed(c, ["C"])
    (('A', 'B'), ('A', 'B', 'C'))
    """
    found: set[str] = set()
    waiting = set(dms)
    rules = [_owners_of(line) for line in conflict.infeasible]
    while waiting:
        dm = waiting.pop()
        found.add(dm)
        tied = [own for own in rules if dm in own]
        waiting |= _named(conflict, dm).union(*tied) - found
    return tuple(dm.id for dm in conflict.decision_makers if dm.id in found)


def only(conflict: Conflict, dms: Iterable[str]) -> Conflict:
    """Return a conflict with some of its decision makers only: a closed set; without its outcomes.

    >>> wants = {"A": ["x", "B.y"], "B": ["y iff A.x"], "C": ["z if A.x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"], "C": ["z"]}, wants, status_quo=["A.x", "C.z"])
    >>> only(c, ["A", "B"]).status_quo
    <State {A.x}>
    """
    kept = frozenset(dms)
    pairs = zip(conflict.decision_makers, conflict.preference_list, strict=True)
    pairs_kept = [(dm, preference) for dm, preference in pairs if dm.id in kept]
    today = frozenset(ref for ref in conflict.status_quo_name or () if _owners([ref]) <= kept)
    return replace(
        conflict,
        decision_makers=tuple(dm for dm, _ in pairs_kept),
        preference_list=tuple(_within(preference, kept) for _, preference in pairs_kept),
        infeasible=tuple(line for line in conflict.infeasible if _owners_of(line) <= kept),
        irreversible=tuple(line for line in conflict.irreversible if _owners_of(line) <= kept),
        status_quo_name=None if conflict.status_quo_name is None else today,
        outcome_list=(),
        after_list=(),
    )


def _named(conflict: Conflict, dm: str) -> frozenset[str]:
    """Return the decision makers whose options one names in its preference; itself may be among them."""
    match conflict.preferences[dm]:
        case Prioritised(lines):
            return frozenset().union(*map(_owners_of, lines))
        case Weights(weights):
            return _owners(ref for ref, weight in weights if weight)
        case _:  # a ranking or scores speak of whole states
            return frozenset(one.id for one in conflict.decision_makers if one.options)


def _within(preference: Preference, kept: frozenset[str]) -> Preference:
    """Return a preference without the weightless options of those who are left out."""
    if not isinstance(preference, Weights):
        return preference
    pairs = [(ref, weight) for ref, weight in preference.weights if _owners([ref]) <= kept]
    return Weights(pairs, preference.basis, preference.because)


def _owners_of(line: Line) -> frozenset[str]:
    return _owners(ref for statement in line.statements for ref in statement.refs())


def _owners(refs: Iterable[str]) -> frozenset[str]:
    return frozenset(ref.partition(".")[0] for ref in refs)
