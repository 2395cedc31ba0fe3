"""The chronology: the words and acts that were known on the day of a snapshot, the oldest first.

What somebody thinks or expects is no event. Two rules follow from that. A forecast of what one will do
oneself is an announcement, and so a word. And where a bystander praises, criticises or denies, that is a view
of what others do; only what a bystander asks for, offers or does is an event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..conflict.conflict import Conflict
from ..evidence.actors import Actor
from ..evidence.claims import Kind
from ..files.dates import Interval
from .dossier import CitedClaim, Dossier
from .observations import Observation

__all__ = ["Event", "chronology"]

_THOUGHTS = frozenset({Kind.ASSESSMENT, Kind.FORECAST})
_VIEWS = frozenset({Kind.PRAISE, Kind.CRITICISM, Kind.DENIAL})


@dataclass(frozen=True, slots=True)
class Event:
    """What one speaker said or did at one time, as one report tells it.

    Attributes
    ----------
    when
        The day, or the days between which it happened.
    by
        Who said or did it; None for an observation, which has no speaker.
    claims
        The claims that tell of it, in the order of the dossier.
    observation
        What was seen, where no claim tells of it; else None.
    """

    when: Interval
    by: Actor | None
    claims: tuple[CitedClaim, ...]
    observation: Observation | None = None


def chronology(dossier: Dossier, conflict: Conflict) -> tuple[Event, ...]:
    """Return what was known on the day of a snapshot to have been said or done, the oldest first.

    Claims with the same date, speaker and report are one event. Observations that rest on no claim are
    events too; the others are told by their claims.

    Parameters
    ----------
    dossier
        Its claims and observations.
    conflict
        The snapshot: its day bounds what was known. Without a day all is.
    """
    events = [*_told(dossier, conflict), *_seen(dossier, conflict)]
    return tuple(sorted(events, key=lambda event: (event.when.earliest, event.when.latest)))


def _told(dossier: Dossier, conflict: Conflict) -> Iterator[Event]:
    together: dict[tuple[Interval, str, str], list[CitedClaim]] = {}
    for cited in dossier.known_on(conflict.as_of):
        if _happened(cited):
            key = (cited.claim.said_on, cited.by.id, cited.report.id)
            together.setdefault(key, []).append(cited)
    for (when, _, _), claims in together.items():
        yield Event(when, claims[0].by, tuple(claims))


def _happened(cited: CitedClaim) -> bool:
    """Return whether a claim tells of a word or an act, and not of what somebody thinks."""
    kind, sides = cited.claim.kind, cited.by.speaks_for
    if kind is Kind.FORECAST:
        return any(ref.partition(".")[0] in sides for ref, _ in cited.claim.about)
    return kind not in _THOUGHTS and (bool(sides) or kind not in _VIEWS)


def _seen(dossier: Dossier, conflict: Conflict) -> Iterator[Event]:
    for one in dossier.observations:
        if one.is_assumed and (conflict.as_of is None or one.when.earliest <= conflict.as_of):
            yield Event(one.when, None, (), one)
