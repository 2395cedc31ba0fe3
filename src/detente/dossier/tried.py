"""What the sources say would bring a step about, tried in the model.

A claim with an ``if`` and a ``then`` says: if these things are done, that follows. The model is asked the
same: today with these things done, does the party gain by a move in which that follows? And would those who
did them rather take them back? So rival answers to what a side has in mind stand beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..analysis.explain import Move, decisive_line
from ..analysis.openings import step_into
from ..conflict.conflict import Conflict
from ..conflict.states import State
from ..errors import InputError
from .citing import UsedLine, used_line
from .dossier import CitedClaim, Dossier
from .ledger import literals

__all__ = ["Tried", "Withdrawal", "tried"]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A party that would rather take back what it did, for the sake of a line."""

    move: Move
    line: UsedLine | None


@dataclass(frozen=True, slots=True)
class Tried:
    """A claim with ``if`` and ``then``, tried in the model.

    Attributes
    ----------
    claim
        The claim.
    given
        The options that it asks for and that are otherwise today, each with whether it is taken.
    wanted
        The option that is to follow, and whether it is taken.
    gains
        The best move of its party in which it follows and by which the party gains; None when there is none.
    barred_by
        When there is none: the line of the party's list that decides against the bare step.
    withdrawals
        Who would then rather take back what was given, one party at a time.
    """

    claim: CitedClaim
    given: tuple[tuple[str, bool], ...]
    wanted: tuple[str, bool]
    gains: Move | None
    barred_by: UsedLine | None
    withdrawals: tuple[Withdrawal, ...]


def tried(dossier: Dossier, conflict: Conflict) -> tuple[Tried, ...]:
    """Try the claims with ``if`` and ``then`` that were known on the day of a snapshot.

    Parameters
    ----------
    dossier
        Its claims are tried. Those that were rejected are not, nor those whose ``if`` or ``then`` is more
        than a conjunction of options of the conflict.
    conflict
        A snapshot in option form that says where things stand; any other one gives nothing.

    Notes
    -----
    A gain is a unilateral improvement: what the others would answer is not asked here.
    """
    today = conflict.status_quo
    if today is None or conflict.graph is not None:
        return ()
    found: list[Tried] = []
    for one in dossier.known_on(conflict.as_of):
        found += _tried(dossier, conflict, today, one)
    return tuple(found)


def _tried(dossier: Dossier, conflict: Conflict, today: State, one: CitedClaim) -> Iterator[Tried]:
    given = tuple(literals(one.claim.condition or "", conflict))
    wanted = tuple(literals(one.claim.consequence or "", conflict))
    new = tuple((ref, taken) for ref, taken in given if (ref in today.options) is not taken)
    if len(wanted) != 1 or not new:
        return
    (ref, taken) = wanted[0]
    try:
        start = conflict.state(*_with(today, new))
    except InputError:
        return  # what is asked for cannot be so as things stand
    dm = ref.partition(".")[0]
    party = conflict.dm(dm)
    step = step_into(conflict, party, start, conflict.find(ref if taken else f"not {ref}"))
    barred = None if step.barred_by is None else used_line(dossier, dm, step.barred_by)
    withdrawals = tuple(_withdrawals(dossier, conflict, start, new))
    yield Tried(one, new, (ref, taken), step.gains, barred, withdrawals)


def _with(state: State, changes: Sequence[tuple[str, bool]]) -> frozenset[str]:
    taken = {ref for ref, is_taken in changes if is_taken}
    left = {ref for ref, is_taken in changes if not is_taken}
    return frozenset((state.options | taken) - left)


def _withdrawals(
    dossier: Dossier, conflict: Conflict, start: State, given: Sequence[tuple[str, bool]]
) -> Iterator[Withdrawal]:
    """Yield each giver that gains by putting all that it gave back to where it is today."""
    for place, dm in enumerate(conflict.decision_makers):
        own = [(ref, not taken) for ref, taken in given if ref in dm.refs]
        if not own:
            continue
        try:
            back = conflict.state(*_with(start, own))
        except InputError:
            continue
        if conflict.ranks[place][back.code] > conflict.ranks[place][start.code]:
            line = decisive_line(conflict, place, back, start)
            used = used_line(dossier, dm.id, line) if line is not None else None
            yield Withdrawal(Move(dm.id, start, back), used)
