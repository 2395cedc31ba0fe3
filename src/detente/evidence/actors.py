"""The people and bodies who speak in the reporting, and the parties for whom they speak."""

from __future__ import annotations

import enum
import re
from collections.abc import Collection
from dataclasses import dataclass

from ..files.records import Record

__all__ = ["Actor", "ActorKind", "actors_of"]

_PARTY = re.compile(r"[A-Za-z_]\w*")


class ActorKind(enum.Enum):
    """What an actor is; the values are the words of ``dossier.yaml``, where they stand in the plural."""

    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a body.

    Parameters
    ----------
    id, name
        How claims call it, and how readers do.
    kind
        A person or a body.
    speaks_for
        The parties (ids of decision makers) for whom it speaks; empty for a bystander.
    aliases
        Other names that reports use for it.
    is_not
        The ids of other actors with whom it is easily confused, for instance because they share a surname.

    Examples
    --------
    >>> Actor("kcna", "Korean Central News Agency", ActorKind.BODY, ("DPRK",)).names
    ('Korean Central News Agency',)
    """

    id: str
    name: str
    kind: ActorKind
    speaks_for: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    is_not: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


def actors_of(record: Record) -> tuple[Actor, ...]:
    """Return the actors under ``people`` and ``bodies`` of a record, in the order of the file.

    Faults are noted in the record.
    """
    actors: dict[str, Actor] = {}
    entries: dict[str, Record] = {}
    for key, kind in (("people", ActorKind.PERSON), ("bodies", ActorKind.BODY)):
        for actor_id, entry in record.record(key, f"'{key}'").records(kind.value):
            if actor_id in entries:
                message = f"'{actor_id}' is the id of both a person and a body"
                entry.fault("duplicate-id", message, "give one of them another id")
                continue
            entries[actor_id] = entry
            if actor := _actor(actor_id, kind, entry):
                actors[actor_id] = actor
    for actor in actors.values():
        _check_confusions(actor, entries[actor.id], entries)
    return tuple(actors.values())


def _actor(actor_id: str, kind: ActorKind, entry: Record) -> Actor | None:
    entry.check_identifier(actor_id)
    entry.only(["name"], ["speaks_for", "aliases", "is_not"])
    actor = Actor(
        actor_id,
        entry.text("name"),
        kind,
        entry.texts("speaks_for"),
        entry.texts("aliases"),
        entry.texts("is_not"),
    )
    for party in actor.speaks_for:
        if party and not _PARTY.fullmatch(party):
            cure = "write the id of a decision maker, such as US"
            entry.fault("bad-party", f"{entry.name}: '{party}' cannot be a party", cure, "speaks_for")
    return actor if entry.sound else None


def _check_confusions(actor: Actor, entry: Record, known: Collection[str]) -> None:
    """Check that whom an actor is not are other actors of the dossier."""
    for other in actor.is_not:
        if other == actor.id:
            message = f"{entry.name} is said not to be itself"
            entry.fault("bad-is-not", message, "name the other one, who is confused with it", "is_not")
        elif other not in known:
            entry.unknown(other, "actor", [one for one in known if one != actor.id], "is_not")
