"""Who wants what: the stand of each party on each issue, from the claims known on the day of a snapshot.

The issues are the options of the conflict; each belongs to the party that controls it. A party's stands come
from its own words and acts. A bystander gives it none, with one exception: that it keeps silent on an option
of its own, for silence is told by others.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..conflict.conflict import Conflict
from ..conflict.grammar import parse
from ..conflict.statements import Not, literal
from ..errors import InputError
from ..evidence.claims import Claim, Kind, Stance
from .dossier import CitedClaim, Dossier
from .ledger import asked, literals

__all__ = ["Position", "Stand", "positions", "unspoken"]


class Stand(enum.Enum):
    """What a party says of an issue, or does; the values read before the name of the option."""

    OFFERS = "offers"
    OFFERS_NOT = "offers not to"
    OFFERS_IF = "offers on condition"
    OFFERS_NOT_IF = "offers on condition not to"
    WARNS = "warns of"
    DOES = "does"
    DOES_NOT = "does not"
    REFUSES = "refuses"
    DEMANDS = "demands"
    ASKS_NOT = "asks not to"
    SILENT = "is silent on"
    SPEAKS = "speaks of"


_OWN = {
    (Kind.OFFER, Stance.TAKEN): Stand.OFFERS,
    (Kind.OFFER, Stance.DROPPED): Stand.OFFERS_NOT,
    (Kind.REFUSAL, Stance.TAKEN): Stand.DOES,  # it refuses to leave off
    (Kind.REFUSAL, Stance.DROPPED): Stand.REFUSES,
    **{
        (kind, stance): Stand.DOES if stance is Stance.TAKEN else Stand.DOES_NOT
        for kind in (Kind.ACT, Kind.PRAISE, Kind.CRITICISM, Kind.DENIAL)
        for stance in (Stance.TAKEN, Stance.DROPPED)
    },
}
"""What a party's own claim says of an option of its own; to criticise may itself be the option."""

_THOUGHTS = frozenset({Kind.ASSESSMENT, Kind.FORECAST})
_PROMISES = frozenset({Kind.CONDITION, Kind.OFFER})


@dataclass(frozen=True, slots=True)
class Position:
    """A stand of a party on an issue.

    Attributes
    ----------
    dm, ref
        The party, and the option that is the issue; it may be another party's.
    stand
        What it says of it, or does.
    claims
        The claims that show it, the latest first.
    """

    dm: str
    ref: str
    stand: Stand
    claims: tuple[CitedClaim, ...]

    @property
    def owner(self) -> str:
        """The party that controls the option."""
        return _owner(self.ref)


def positions(dossier: Dossier, conflict: Conflict) -> tuple[Position, ...]:
    """Return the stands of the parties on the issues: party by party, issue by issue, the latest stand first.

    An older stand stays beside a newer one. That a party merely speaks of an issue is left out where a firmer
    stand of the same time or later is known.

    Parameters
    ----------
    dossier
        Its claims that are not rejected count, from reports of the snapshot's day or before.
    conflict
        The snapshot; in graph form there are no issues.
    """
    claims: dict[tuple[str, str], dict[Stand, list[CitedClaim]]] = {}
    latest_first = sorted(dossier.known_on(conflict.as_of), key=_date, reverse=True)
    for cited in latest_first:
        for dm, ref, stand in dict.fromkeys(_stands(cited, conflict)):
            claims.setdefault((dm, ref), {}).setdefault(stand, []).append(cited)
    return tuple(
        Position(dm.id, ref, stand, tuple(found))
        for dm in conflict.decision_makers
        for ref in conflict.space.refs
        for stand, found in _kept(claims.get((dm.id, ref), {}))
    )


def unspoken(found: Sequence[Position], conflict: Conflict) -> tuple[str, ...]:
    """Return the issues on which no party has a stand, not even silence, in the order of the options."""
    known = {position.ref for position in found}
    return tuple(ref for ref in conflict.space.refs if ref not in known)


def _date(cited: CitedClaim) -> tuple[date, date]:
    return cited.claim.said_on.latest, cited.claim.said_on.earliest


def _kept(stands: dict[Stand, list[CitedClaim]]) -> Iterator[tuple[Stand, list[CitedClaim]]]:
    """Yield the stands of one party on one issue: each was first met with its latest claim."""
    firm = [_date(claims[0]) for stand, claims in stands.items() if stand is not Stand.SPEAKS]
    for stand, claims in stands.items():
        if stand is not Stand.SPEAKS or not firm or _date(claims[0]) > max(firm):
            yield stand, claims


def _stands(cited: CitedClaim, conflict: Conflict) -> Iterator[tuple[str, str, Stand]]:
    """Yield what a claim shows: a party, an option and the party's stand on it."""
    about = cited.claim.about
    parties = [dm for dm in conflict.option_ids if dm in cited.by.speaks_for]
    if not parties:
        if cited.claim.kind is not Kind.FORECAST:  # what will be unsaid is not silence yet
            yield from ((_owner(ref), ref, Stand.SILENT) for ref, stance in about if stance is Stance.UNSAID)
        return
    wanted = dict(asked(cited, conflict))
    promised = dict(_promised(cited.claim, conflict))
    for dm in parties:
        yield from ((dm, ref, Stand.DEMANDS if taken else Stand.ASKS_NOT) for ref, taken in wanted.items())
        yield from ((dm, ref, stand) for ref, stand in promised.items() if _owner(ref) == dm)
        for ref, stance in about:
            if ref not in promised or _owner(ref) != dm:
                yield dm, ref, _plain(cited.claim.kind, stance, own=_owner(ref) == dm)


def _plain(kind: Kind, stance: Stance, own: bool) -> Stand:
    """Return what a party says of an option by a claim that sets no condition for it and asks nothing."""
    if kind is Kind.SILENCE:
        return Stand.SILENT
    if not own:
        return Stand.REFUSES if (kind, stance) == (Kind.REFUSAL, Stance.DROPPED) else Stand.SPEAKS
    if stance is Stance.UNSAID and kind not in _THOUGHTS:
        return Stand.SILENT  # it speaks, and leaves this out
    return _OWN.get((kind, stance), Stand.SPEAKS)


def _promised(claim: Claim, conflict: Conflict) -> Iterator[tuple[str, Stand]]:
    """Yield the options under the ``then`` of a condition or an offer, and whether they are a warning.

    ``if not (A.x or A.y)`` reads "unless": it asks for no one thing, and what follows is a warning.
    """
    if claim.kind not in _PROMISES or claim.condition is None or claim.consequence is None:
        return
    try:
        condition = parse(claim.condition)
    except InputError:
        return
    warns = isinstance(condition, Not) and literal(condition) is None
    for ref, taken in literals(claim.consequence, conflict):
        if warns:
            yield ref, Stand.WARNS
        else:
            yield ref, Stand.OFFERS_IF if taken else Stand.OFFERS_NOT_IF


def _owner(ref: str) -> str:
    return ref.partition(".")[0]
