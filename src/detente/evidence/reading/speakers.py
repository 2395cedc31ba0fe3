"""Which actor of a dossier a phrase of a report means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..actors import Actor, ActorKind
from .lexicon import words as words_of

__all__ = ["Cast"]

_WORD = re.compile(r"[^\W_]+(?:['.&\-][^\W_]+)*")
_TITLES = frozenset(
    words_of(
        "mr mrs ms dr president prime minister secretary senator sen rep gov governor general gen leader "
        "chairman chairwoman foreign defence defense former then-president premier chancellor ambassador "
        "king queen"
    )
)
_PARTICLES = frozenset(["a", "an", "the", "of", "for", "and", "in", "on", "at", "by", "to", "said"])
_SINGULAR = frozenset(["he", "she", "him", "her"])


class Cast:
    """The actors of a dossier, found by full name, alias, surname after a title, or pronoun.

    A name that several actors have means none of them. A surname is not enough where another name stands
    beside it: a reporter called Kim Min-ju is not Kim Jong Un.

    Examples
    --------
    >>> kim = Actor("kim", "Kim Jong Un", ActorKind.PERSON, ("DPRK",), ("Kim",))
    >>> cast = Cast([kim])
    >>> cast.named("North Korean leader Kim Jong Un"), cast.named("Kim"), cast.named("Kim Min-ju")
    ('kim', 'kim', None)
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = {actor.id: actor for actor in actors}
        names: dict[tuple[str, ...], set[str]] = {}
        for actor in self.actors.values():
            for name in actor.names:
                if spelled := _spelled(name):
                    names.setdefault(spelled, set()).add(actor.id)
        surnames: dict[tuple[str, ...], set[str]] = {}
        for actor in self.actors.values():
            spelled = _spelled(actor.name)
            if actor.kind is ActorKind.PERSON and len(spelled) == 2 and not set(spelled) & _PARTICLES:
                surnames.setdefault(spelled[-1:], set()).add(actor.id)
        for surname, ids in surnames.items():
            names.setdefault(surname, ids)
        self.names = {spelled: next(iter(ids)) for spelled, ids in names.items() if len(ids) == 1}
        self.longest = max(map(len, self.names), default=0)

    def named(self, phrase: str) -> str | None:
        """Return the id of the actor that a phrase names first; None for none, or when it is open."""
        raw = [found.group() for found in _WORD.finditer(phrase.replace("’", "'"))]
        raw = [word.removesuffix("'s") for word in raw]
        words = tuple(word.lower().rstrip(".") for word in raw)
        for start in range(len(words)):
            for size in range(min(self.longest, len(words) - start), 0, -1):
                actor = self.names.get(words[start : start + size])
                if actor is not None and self._stands_alone(actor, raw, start, start + size):
                    return actor
            if start and words[start] in {"of", "for", "with", "who", "at", "to"}:
                return None  # what follows describes somebody else: an adviser to Kim
        return None

    def _stands_alone(self, actor: str, raw: list[str], start: int, end: int) -> bool:
        """Return whether no further name stands beside a name of one word."""
        if end - start > 1 or self.actors[actor].kind is ActorKind.BODY:
            return True
        after = raw[end] if end < len(raw) else ""
        before = raw[start - 1] if start else ""
        own = set(_spelled(self.actors[actor].name))
        if after[:1].isupper() and after.lower() not in own | _TITLES:
            return False
        return not before[:1].isupper() or before.lower().rstrip(".") in own | _TITLES or before.isupper()

    def spoken_of(self, pronoun: str, last: str | None) -> str | None:
        """Return whom a pronoun means when ``last`` spoke before; None where that cannot be told."""
        if last is None:
            return None
        person = self.actors[last].kind is ActorKind.PERSON
        return last if pronoun.lower() in _SINGULAR and person else None


def _spelled(name: str) -> tuple[str, ...]:
    return tuple(found.group().lower().rstrip(".") for found in _WORD.finditer(name.replace("’", "'")))
