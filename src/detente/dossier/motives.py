"""What a party has in mind, asked of what the dossier observed: see :mod:`detente.analysis.motives`.

An observation of ``observed.yaml`` is partial. It is judged in the model of its day: the snapshot whose
``as_of`` lies between its dates, with the lists of the others as they were then, and with the aims of the
party as the snapshot that is asked about has them. What was not seen is taken from the status quo of that
snapshot, and so is assumed. Where no snapshot fits, what was not seen is unknown, and the act may have been
done in each state that agrees with what was seen; the lists are then those of the snapshot before.

An observation says where things stood, and so that the party *stayed* there while it could have moved.
Where two observations that follow each other show one of its own options changed, it also *moved*. No record
says who moved first; it is supposed that the others had, and that the party answered them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ..analysis.motives import Act, Motives, motives
from ..analysis.terms import HEADLINE
from ..conflict.conflict import Conflict
from ..conflict.preferences import Prioritised
from ..conflict.statements import Statement
from ..conflict.states import State
from ..engine.hypercube import OFF, ON
from .dossier import Dossier
from .limits import is_small
from .observations import Observation

__all__ = ["DossierMotives", "LeftOut", "Seen", "motives_of", "motives_of_all", "seen_of"]

_UNSEEN = 10
"""An observation that leaves more options than these unknown says too little."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An act of a party, and the observations that it is taken from.

    Attributes
    ----------
    observations
        One where it stayed, two where it moved; none where the status quo of the snapshot stands in.
    snapshot
        The snapshot whose lists hold.
    assumed
        The options that were not seen, and are as in the status quo of that snapshot.
    unknown
        The options that were not seen, and are unknown.
    other_aims
        Whether that snapshot gives the party other aims than the one that is asked about.
    """

    act: Act
    observations: tuple[Observation, ...]
    snapshot: str
    assumed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    other_aims: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An observation that was left out, and why."""

    observation: Observation
    reason: str


@dataclass(frozen=True, slots=True)
class DossierMotives:
    """Which orders of a party's aims explain what a dossier observed.

    Attributes
    ----------
    seen
        The acts of ``motives``, in their order, with the observations that they are taken from.
    left_out
        The observations that could not be used.
    """

    motives: Motives
    seen: tuple[Seen, ...]
    left_out: tuple[LeftOut, ...]


def motives_of(
    dossier: Dossier,
    snapshot: str | None,
    dm: str,
    *,
    concept: str = "nash",
    same_aims: bool = False,
    certain: bool = False,
    error: float = 0.0,
    temperature: float = math.inf,
    limit: int = 3,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> DossierMotives:
    """Find which orders of a party's aims explain what a dossier observed.

    Parameters
    ----------
    dossier, snapshot
        Whose observations, and whose aims; the latest snapshot by default.
    same_aims
        Leaves out the observations of days on which the dossier gives the party other aims.
    dm, concept, certain, error, temperature, limit, progress
        As for :func:`detente.analysis.motives.motives`.

    Raises
    ------
    InputError, UnknownName, TooLarge
        As there.
    """
    name, conflict = dossier.named(snapshot)
    seen, left_out = seen_of(dossier, name, dm, same_aims) if conflict.graph is None else ((), ())
    found = motives(
        conflict,
        dm,
        [one.act for one in seen],
        concept=concept,
        certain=certain,
        error=error,
        temperature=temperature,
        limit=limit,
        progress=progress,
    )
    return DossierMotives(found, seen, left_out)


def motives_of_all(
    dossier: Dossier,
    snapshot: str,
    telling: Collection[str],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[DossierMotives, ...]:
    """Ask for each party which orders of its aims explain what was observed, under the brief's concept.

    Days on which the dossier gives the party other aims are left out.

    Parameters
    ----------
    dossier, snapshot
        The conflict and its record.
    telling
        The parties for whom it is sought, too, what would tell most to see next.
    progress
        Called with how many of how many parties are done.

    Returns
    -------
    tuple of DossierMotives
        One for each party with options and two aims or more; none where there are no lists of statements, or
        the conflict is too large for that.
    """
    conflict = dossier.snapshots[snapshot]
    if conflict.graph is not None or not is_small(conflict):
        return ()
    asked = [
        dm
        for dm, preference in zip(conflict.decision_makers, conflict.preference_list, strict=True)
        if isinstance(preference, Prioritised) and len(preference.lines) > 1 and dm.options
    ]
    found = []
    for done, dm in enumerate(asked, start=1):
        limit = 1 if dm.id in telling else 0
        of_one = motives_of(dossier, snapshot, dm.id, concept=HEADLINE, same_aims=True, limit=limit)
        found.append(of_one)
        progress(done, len(asked))
    return tuple(found)


def seen_of(
    dossier: Dossier, snapshot: str, dm: str, same_aims: bool = False
) -> tuple[tuple[Seen, ...], tuple[LeftOut, ...]]:
    """Return what a party was seen to do by the day of a snapshot, the oldest first.

    Where no observation is of the day of the snapshot, its status quo counts as one, and is assumed.

    Parameters
    ----------
    snapshot
        The name of a conflict in option form.
    same_aims
        As for :func:`motives_of`.

    Raises
    ------
    UnknownName
        If there is no such snapshot or decision maker.
    """
    name, conflict = dossier.named(snapshot)
    place = conflict.dm(dm)
    left_out: list[LeftOut] = []
    stays: list[_Stay] = []
    for observation in dossier.observations:
        if conflict.as_of is not None and observation.when.earliest > conflict.as_of:
            continue
        stay = _stay(dossier, name, observation, place)
        if isinstance(stay, LeftOut):
            left_out.append(stay)
        elif same_aims and stay.other_aims:
            left_out.append(LeftOut(observation, f"{stay.snapshot} gives {dm} other aims"))
        else:
            stays.append(stay)
    acts = list(_acts(dm, stays))
    today = conflict.status_quo
    if today is not None and not any(stay.fits and stay.snapshot == name for stay in stays):
        act = Act.stay(today, label="the status quo", conflict=conflict)
        acts.append(Seen(act, (), name, conflict.space.refs))
    return tuple(acts), tuple(left_out)


@dataclass(frozen=True, slots=True)
class _Stay:
    """An observation as states of a snapshot; ``fits`` says whether the snapshot is of its day."""

    observation: Observation
    snapshot: str
    conflict: Conflict
    fits: bool
    states: tuple[State, ...]
    assumed: tuple[str, ...]
    unknown: tuple[str, ...]
    other_aims: bool


def _stay(dossier: Dossier, asked: str, observation: Observation, dm: int) -> _Stay | LeftOut:
    name, fits = _model(dossier, asked, observation)
    conflict = dossier.snapshots[name]
    if _options(conflict) != _options(dossier.snapshots[asked]):
        return LeftOut(observation, f"{name}, the model of that day, has other options")
    seen = {**dict.fromkeys(observation.taken, True), **dict.fromkeys(observation.left, False)}
    if isinstance(observation.state, str) or not seen.keys() <= set(conflict.space.refs):
        return LeftOut(observation, f"it names options that {name} does not have")
    other_aims = _aims(conflict, dm) != _aims(dossier.snapshots[asked], dm)
    unseen = tuple(ref for ref in conflict.space.refs if ref not in seen)
    today = conflict.status_quo
    if fits and today is not None:
        code = _code(conflict, seen | {ref: ref in today.options for ref in unseen})
        if conflict.space.admits(code):
            here = (State(conflict.space, code),)
            return _Stay(observation, name, conflict, True, here, unseen, (), other_aims)
    if len(unseen) > _UNSEEN:
        return LeftOut(observation, f"no model is of its day, and {len(unseen)} options were not seen")
    codes = (
        _code(conflict, seen | dict(zip(unseen, values, strict=True)))
        for values in itertools.product((False, True), repeat=len(unseen))
    )
    states = tuple(State(conflict.space, code) for code in codes if conflict.space.admits(code))
    if not states:
        return LeftOut(observation, f"no feasible state of {name} agrees with it")
    return _Stay(observation, name, conflict, fits, states, (), unseen, other_aims)


def _model(dossier: Dossier, asked: str, observation: Observation) -> tuple[str, bool]:
    """Return the snapshot in which an observation is judged, and whether it is of its day."""
    when = observation.when
    named = dossier.snapshots[asked]
    if named.as_of is not None and when.earliest <= named.as_of <= when.latest:
        return asked, True
    dated = [(name, one.as_of) for name, one in dossier.timeline if one.as_of is not None]
    of_the_day = [name for name, day in dated if when.earliest <= day <= when.latest]
    before = [name for name, day in dated if day <= when.latest]
    return (of_the_day or before or [asked])[-1], bool(of_the_day)


def _aims(conflict: Conflict, dm: int) -> frozenset[tuple[Statement, ...]] | None:
    """Return what a decision maker wants, in whatever order; None without a prioritised list."""
    wishes = conflict.preference_list[dm]
    return frozenset(line.statements for line in wishes.lines) if isinstance(wishes, Prioritised) else None


def _options(conflict: Conflict) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((dm.id, dm.refs) for dm in conflict.decision_makers)


def _code(conflict: Conflict, values: dict[str, bool]) -> int:
    return sum(1 << bit for bit, ref in enumerate(conflict.space.refs) if values[ref])


def _acts(dm: str, stays: list[_Stay]) -> Iterator[Seen]:
    """Yield the acts that observations show: where the party stayed, and before that how it got there."""
    for number, now in enumerate(stays):
        moved = _moved(dm, stays[number - 1], now) if number else None
        if moved is not None:
            yield moved
        act = Act.stay(*now.states, label=str(now.observation.when), conflict=now.conflict)
        yield Seen(act, (now.observation,), now.snapshot, now.assumed, now.unknown, now.other_aims)


def _moved(dm: str, before: _Stay, now: _Stay) -> Seen | None:
    """Return the move between two observations; None where no own option was seen to change."""
    own = now.conflict.decision_makers[now.conflict.dm(dm)].refs
    changed = [
        ref
        for ref in own
        if (ref in before.observation.taken and ref in now.observation.left)
        or (ref in before.observation.left and ref in now.observation.taken)
    ]
    if not changed or len(before.states) > 1 or len(now.states) > 1:
        return None
    (origin,), (target,) = before.states, now.states
    mine = sum(1 << bit for bit, ref in enumerate(now.conflict.space.refs) if ref in own)
    start = origin.code & mine | target.code & ~mine
    if not now.conflict.space.admits(start) or not _may_move(now.conflict, start, target.code):
        return None
    label = f"{before.observation.when}, then {now.observation.when}"
    ends = ((State(now.conflict.space, start), target),)
    assumed = tuple(ref for ref in now.conflict.space.refs if ref in {*before.assumed, *now.assumed})
    both = before.observation, now.observation
    return Seen(Act(ends, label, now.conflict), both, now.snapshot, assumed, (), now.other_aims)


def _may_move(conflict: Conflict, start: int, end: int) -> bool:
    """Return whether no step that cannot be undone stands between two states."""
    changed = [bit for bit in range(len(conflict.switches)) if (start ^ end) >> bit & 1]
    return all(int(conflict.switches[bit]) & (ON if end >> bit & 1 else OFF) for bit in changed)
