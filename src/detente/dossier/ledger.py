"""The condition ledger: what each side asks for, beside the other side's matching words and acts.

A condition or demand is split into its options. Beside each stands the latest word or act of the side that
controls it: met, unmet, or unknown when nothing of the kind is reported. Unknown is a value: it is not unmet.
What others say of that side, and what they think possible, is listed and decides nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from ..conflict.conflict import Conflict
from ..conflict.grammar import parse
from ..conflict.statements import And, Statement, literal
from ..errors import InputError
from ..evidence.claims import Kind, Stance
from .dossier import CitedClaim, Dossier

__all__ = ["Condition", "Met", "Part", "asked", "condition_ledger", "literals"]

_DECIDING = frozenset(
    {Kind.ACT, Kind.OFFER, Kind.REFUSAL, Kind.SILENCE, Kind.DENIAL, Kind.CRITICISM, Kind.PRAISE}
)
"""Kinds of claims that are a word or an act of their speaker; an assessment speaks of what may be."""

_ASKING = frozenset({Kind.DEMAND, Kind.CONDITION})
"""Kinds of claims that ask for an option, and so say nothing of whether it is taken."""


class Met(enum.Enum):
    """How far something that was asked for has been met; the values are the words that a reader sees."""

    MET = "met"
    PARTLY = "partly met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One option that is asked for.

    Attributes
    ----------
    ref, taken
        The option, and whether it is asked that it be taken or left.
    met
        How far that is so.
    claims
        The words and acts of the side that controls it, the latest first; the first decides.
    mentions
        Who else speaks of it; they decide nothing.
    """

    ref: str
    taken: bool
    met: Met
    claims: tuple[CitedClaim, ...]
    mentions: tuple[CitedClaim, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition or demand of one side, with its parts."""

    claim: CitedClaim
    parts: tuple[Part, ...]

    @property
    def met(self) -> Met:
        """How far the whole is met."""
        found = {part.met for part in self.parts}
        if len(found) == 1:
            return next(iter(found))
        return Met.PARTLY if Met.MET in found else Met.UNMET


def condition_ledger(dossier: Dossier, conflict: Conflict) -> tuple[Condition, ...]:
    """Return the conditions and demands that were known on the day of a snapshot, the latest first.

    Parameters
    ----------
    dossier
        Its claims are the conditions and what answers them.
    conflict
        The snapshot: its day bounds what was known, its options are what can be asked for.
    """
    known = list(dossier.known_on(conflict.as_of))
    known.sort(key=lambda cited: cited.claim.said_on.latest, reverse=True)
    found = []
    for cited in known:
        parts = tuple(_part(ref, taken, cited, known) for ref, taken in asked(cited, conflict))
        if parts:
            found.append(Condition(cited, parts))
    return tuple(found)


def asked(cited: CitedClaim, conflict: Conflict) -> Iterator[tuple[str, bool]]:
    """Yield the options of the other side that a claim asks for, and whether they are to be taken.

    A demand asks for what it is about; a condition for what stands under its ``if``, where that is a list of
    options joined by ``and``. Options that the conflict does not have are left out.
    """
    claim = cited.claim
    if claim.kind is Kind.DEMAND:
        wanted = [(ref, stance is Stance.TAKEN) for ref, stance in claim.about if stance is not Stance.UNSAID]
    elif claim.kind is Kind.CONDITION and claim.condition is not None:
        wanted = list(literals(claim.condition, conflict))
    else:
        return
    refs = set(conflict.space.refs)
    yield from ((ref, taken) for ref, taken in wanted if ref in refs and not _speaks_for(cited, ref))


def literals(condition: str, conflict: Conflict) -> Iterator[tuple[str, bool]]:
    """Yield the options of a statement that is a conjunction of options; nothing for any other one.

    Parameters
    ----------
    condition
        A statement over options, as claims have it under ``if`` and ``then``.
    conflict
        Its options are the ones that may be named; a statement that names others yields nothing.

    Examples
    --------
    >>> conflict = Conflict.from_options({"A": ["x", "y"]}, {"A": ["x"]})
    >>> list(literals("A.x and not A.y", conflict)), list(literals("A.x or A.y", conflict))
    ([('A.x', True), ('A.y', False)], [])
    """
    try:
        statement = parse(condition, conflict.option_ids)
    except InputError:
        return  # it speaks of options that this snapshot does not have
    parts: tuple[Statement, ...] = statement.parts if isinstance(statement, And) else (statement,)
    found = [literal(part) for part in parts]
    yield from ((one[0].ref, one[1]) for one in found if one is not None and None not in found)


def _part(ref: str, taken: bool, asked_by: CitedClaim, known: list[CitedClaim]) -> Part:
    speak = [
        cited
        for cited in known
        if cited is not asked_by and cited.claim.kind not in _ASKING and dict(cited.claim.about).get(ref)
    ]
    own = [one for one in speak if _speaks_for(one, ref) and one.claim.kind in _DECIDING]
    mentions = tuple(one for one in speak if one not in own)
    return Part(ref, taken, _met(ref, taken, own), tuple(own), mentions)


def _met(ref: str, taken: bool, own: list[CitedClaim]) -> Met:
    """Judge by the latest word or act of the side itself."""
    if not own:
        return Met.UNKNOWN
    wanted = Stance.TAKEN if taken else Stance.DROPPED
    return Met.MET if dict(own[0].claim.about)[ref] is wanted else Met.UNMET


def _speaks_for(cited: CitedClaim, ref: str) -> bool:
    """Return whether a claim's speaker belongs to the side that controls an option."""
    return ref.partition(".")[0] in cited.by.speaks_for
