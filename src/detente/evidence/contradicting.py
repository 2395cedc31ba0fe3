"""Where a speaker says otherwise than before: earlier claims of the same speaker on the same option.

What one says of one's own doing, what one asks of others, and what one thinks are three things: a demand is
not taken back by a forecast. So only claims of the same group are held against each other. *Unsaid*
contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .claims import Claim, Kind, Stance, Status

__all__ = ["contradicted", "earlier_on", "presumed_stance"]

_ASKING = frozenset({Kind.DEMAND})
_THINKING = frozenset({Kind.ASSESSMENT, Kind.FORECAST, Kind.PRAISE, Kind.CRITICISM})

_PRESUMED = {
    Kind.OFFER: Stance.TAKEN,
    Kind.DEMAND: Stance.TAKEN,
    Kind.ACT: Stance.TAKEN,
    Kind.FORECAST: Stance.TAKEN,
    Kind.REFUSAL: Stance.DROPPED,
    Kind.DENIAL: Stance.DROPPED,
    Kind.SILENCE: Stance.UNSAID,
}


def presumed_stance(kind: Kind) -> Stance:
    """Return what a claim of a kind would mostly say of an option, for a person to confirm.

    >>> presumed_stance(Kind.REFUSAL), presumed_stance(Kind.SILENCE), presumed_stance(Kind.PRAISE)
    (<Stance.DROPPED: 'dropped'>, <Stance.UNSAID: 'unsaid'>, <Stance.TAKEN: 'taken'>)
    """
    return _PRESUMED.get(kind, Stance.TAKEN)


def contradicted(claim: Claim, others: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the earlier claims of the same speaker that a claim contradicts, the latest first.

    It does where both speak of one option, one as taken and one as dropped; or where both set a condition for
    the same consequence, and the conditions are not the same text. Rejected claims do not count.

    Parameters
    ----------
    claim
        The claim; it need not be among the others.
    others
        Claims of the dossier, in any order.

    Examples
    --------
    >>> import datetime
    >>> from ..files.dates import Interval
    >>> from .anchors import Anchor
    >>> def said(day, kind, stance):
    ...     when = Interval.on(datetime.date(2030, 5, day))
    ...     return Claim(f"c{day}", "brook", None, (), kind, "…", None, None, (("Lowland.pay", stance),),
    ...         when, "gazette", Anchor(0, 1, ""), "B3", Status.ACCEPTED)
    >>> old, new = said(3, Kind.OFFER, Stance.TAKEN), said(9, Kind.REFUSAL, Stance.DROPPED)
    >>> [one.id for one in contradicted(new, [old, new])], contradicted(old, [old, new])
    (['c3'], ())
    """
    found = [one for one in _earlier(claim, others) if _clash(claim, one)]
    return tuple(sorted(found, key=lambda one: one.said_on.latest, reverse=True))


def earlier_on(claim: Claim, ref: str, stance: Stance, others: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the earlier claims that a claim would contradict if it said this of an option."""
    about = ((ref, stance),)
    found = [one for one in _earlier(claim, others) if _same_group(claim, one) and _opposed(about, one.about)]
    return tuple(sorted(found, key=lambda one: one.said_on.latest, reverse=True))


def _earlier(claim: Claim, others: Iterable[Claim]) -> Iterator[Claim]:
    for one in others:
        if one.id == claim.id or one.by != claim.by or one.status is Status.REJECTED:
            continue
        if one.said_on.earliest < claim.said_on.latest:
            yield one


def _clash(claim: Claim, one: Claim) -> bool:
    if claim.consequence is not None and claim.consequence == one.consequence:
        return claim.condition != one.condition
    return _same_group(claim, one) and _opposed(claim.about, one.about)


def _same_group(claim: Claim, one: Claim) -> bool:
    return _group(claim.kind) == _group(one.kind)


def _group(kind: Kind) -> int:
    return 1 if kind in _ASKING else 2 if kind in _THINKING else 0


def _opposed(about: Iterable[tuple[str, Stance]], other: Iterable[tuple[str, Stance]]) -> bool:
    stances = dict(other)
    both = {Stance.TAKEN, Stance.DROPPED}
    return any({stance, stances.get(ref)} == both for ref, stance in about)
