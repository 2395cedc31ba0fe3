"""Which proposals an analyst should see first, and which say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from ..anchors import Anchor
from ..claims import Kind

__all__ = ["LIMIT", "chosen", "worth_of"]

LIMIT = 60
"""So many proposals a report are shown, unless more are asked for."""

_KINDS = {
    Kind.CONDITION: 0.3,
    Kind.OFFER: 0.25,
    Kind.DEMAND: 0.25,
    Kind.REFUSAL: 0.25,
    Kind.SILENCE: 0.25,
    Kind.ACT: 0.2,
    Kind.DENIAL: 0.2,
    Kind.FORECAST: 0.15,
    Kind.CRITICISM: 0.15,
    Kind.PRAISE: 0.15,
    Kind.ASSESSMENT: 0.05,
}


class _Ranked(Protocol):
    @property
    def worth(self) -> float: ...

    @property
    def anchor(self) -> Anchor: ...


_R = TypeVar("_R", bound=_Ranked)


def worth_of(kind: Kind, is_known: bool, is_named: bool, confidence: float, is_own: bool) -> float:
    """Return how much a proposal is worth a look, from 0 to 1, by our judgement.

    Parameters
    ----------
    kind
        Its kind.
    is_known, is_named
        Whether an actor of the dossier says or does it, and whether words name a speaker at all.
    confidence
        How sure the rule is.
    is_own
        Whether the report speaks of itself.

    Examples
    --------
    >>> worth_of(Kind.OFFER, True, True, 0.9, False) > worth_of(Kind.OFFER, False, True, 0.9, False)
    True
    """
    speaker = 0.4 if is_known else 0.1 if is_named else 0.0
    worth = speaker + _KINDS[kind] + 0.3 * confidence - (0.2 if is_own else 0.0)
    return round(max(0.0, min(1.0, worth)), 3)


def chosen(found: Sequence[_R], limit: int | None = LIMIT) -> tuple[_R, ...]:
    """Return the proposals worth most, in the order of the text; all without a limit.

    Of equal worth the earlier one comes first.
    """
    if limit is None or len(found) <= limit:
        return tuple(found)
    ranked = sorted(range(len(found)), key=lambda place: (-found[place].worth, place))
    return tuple(found[place] for place in sorted(ranked[:limit]))
