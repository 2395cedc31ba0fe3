"""The actors of a dossier, by the words that may mean them: names, surnames, offices and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ..actors import Actor, ActorKind
from .lexicon import words as words_of
from .nations import nation_at, nation_named

__all__ = [
    "ARTICLES",
    "OFFICES",
    "Cast",
    "Description",
    "bare",
    "described",
    "singular",
]

_WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['.&\-][^\W_]+)*")
_PARTICLES = frozenset(["a", "an", "the", "of", "for", "and", "in", "on", "at", "by", "to", "said"])

ARTICLES = frozenset(["a", "an", "the", "this", "that", "these", "those"])

OFFICES = {
    tuple(office.split()): holder
    for holder, offices in {
        "president": "president",
        "leader": "leader|supreme leader|paramount leader",
        "prime minister": "prime minister|premier",
        "foreign minister": "foreign minister|top diplomat|chief diplomat|foreign secretary",
        "secretary of state": "secretary of state",
        "chancellor": "chancellor",
        "king": "king",
        "unification minister": "unification minister",
        "defence minister": "defence minister|defense minister|defense secretary|defence secretary",
    }.items()
    for office in offices.split("|")
}
"""Offices that one person of a country holds, each with the name under which it is kept."""

_MEDIA = words_of("agency news media television tv radio broadcaster press newspaper daily")

Description = tuple[frozenset[str], frozenset[str]]
"""Whom a phrase describes: the countries that it names, and the words besides."""


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """Return a word in lower case without the ending of a possessive and without full stops at its end."""
    return word.lower().replace("’", "'").removesuffix("'s").rstrip("'.")


def singular(word: str) -> str:
    """Return the singular of a noun in lower case, by its ending."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def described(words: Sequence[str]) -> Description:
    """Return the countries that some words name, and the other words in the singular.

    Examples
    --------
    >>> nations, rest = described(["the", "south", "korean", "officials"])
    >>> sorted(nations), sorted(rest)
    (['south korea'], ['official'])
    """
    nations: set[str] = set()
    rest: set[str] = set()
    place = 0
    while place < len(words):
        found = nation_at(words, place)
        if found:
            nations.add(found[0])
            place += found[1]
            continue
        if words[place] not in _PARTICLES | {"'", "s"}:
            rest.add(singular(words[place]))
        place += 1
    return frozenset(nations), frozenset(rest)


class Cast:
    """The actors of a dossier, as far as their entries alone tell what may mean them.

    A name that several actors have means none of them.

    Attributes
    ----------
    actors
        By their ids.
    names
        The words of each name, alias and surname, with the actor.
    openers, longest
        The first words of these, and of how many words the longest is.
    states
        For each country the actor who is the country itself.
    media
        For each country the actor who is its medium, when there is one only.
    homes
        For each actor the country for whom it speaks.
    descriptions
        What each actor's names describe: *South Korean officials*.
    indefinite
        Nouns of actors whom the dossier does not name: *an unnamed expert*.
    offices
        Who holds an office of a country, as aliases say: *President Lee*.

    Examples
    --------
    >>> cast = Cast([Actor("kim", "Kim Jong Un", ActorKind.PERSON, ("DPRK",), ("Kim",))])
    >>> cast.names["kim", "jong-un"]
    'kim'
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = {actor.id: actor for actor in actors}
        found: dict[tuple[str, ...], set[str]] = {}
        for actor in self.actors.values():
            for name in actor.names:
                for spelled in _spellings(name, actor.kind):
                    found.setdefault(spelled, set()).add(actor.id)
        self.states, self.homes = _homes(self.actors.values())
        for surname, ids in _surnames(self.actors.values(), self.homes).items():
            found.setdefault(surname, ids)
        self.names = {spelled: next(iter(ids)) for spelled, ids in found.items() if len(ids) == 1}
        self.openers = frozenset(spelled[0] for spelled in self.names)
        self.longest = max(map(len, self.names), default=0)
        self.descriptions: dict[Description, str] = {}
        self.indefinite: dict[str, str] = {}
        self.media = _media(self.actors.values(), self.homes)
        self.offices: dict[tuple[str, str], str] = {}
        for actor in self.actors.values():
            self._describe(actor)

    def _describe(self, actor: Actor) -> None:
        for name in actor.names:
            words = [bare(found.group()) for found in _WORD.finditer(name.replace("’", "'"))]
            if not words:
                continue
            if words[0] == "some" or (words[0] in {"a", "an"} and words[1:2] in (["unnamed"], ["anonymous"])):
                self.indefinite[_head_of(words)] = actor.id
            elif actor.kind is ActorKind.BODY or words[0] == "the":
                self.descriptions.setdefault(described(words), actor.id)
        home = self.homes.get(actor.id)
        if actor.kind is ActorKind.PERSON and home:
            for alias in actor.aliases:
                office = OFFICES.get(_spelled(alias)[:-1])
                if office:
                    self.offices[home, office] = actor.id

    def state_at(self, words: Sequence[str]) -> str | None:
        """Return the actor that is the country which words in lower case name as a noun."""
        nation = nation_named(words)
        return self.states.get(nation) if nation else None


def _head_of(words: Sequence[str]) -> str:
    """Return the noun of a name such as *an unnamed expert (or several)*, or *some*."""
    if words[0] == "some":
        return "some"
    ends = [place for place, word in enumerate(words) if word in {"or", "of", "who", "whom", "from", "in"}]
    return singular(words[(ends[0] if ends else len(words)) - 1])


def _spelled(name: str) -> tuple[str, ...]:
    return tuple(bare(found.group()) for found in _WORD.finditer(name.replace("’", "'")))


def _spellings(name: str, kind: ActorKind) -> Iterable[tuple[str, ...]]:
    """Yield the words of a name, for Korean and Chinese names of people with and without hyphen."""
    spelled = _spelled(name)
    if not spelled:
        return
    yield spelled
    if spelled[0] == "the" and kind is ActorKind.BODY and nation_named(spelled) is not None:
        yield spelled[1:]
    if kind is ActorKind.PERSON and name[:1].isupper():
        if len(spelled) == 3 and not set(spelled) & _PARTICLES:
            yield (spelled[0], f"{spelled[1]}-{spelled[2]}")
        if len(spelled) == 2 and "-" in spelled[1]:
            yield (spelled[0], *spelled[1].split("-"))


_SURNAME_FIRST = frozenset(["north korea", "south korea", "china", "taiwan", "vietnam"])


def _surnames(actors: Iterable[Actor], homes: Mapping[str, str]) -> Mapping[tuple[str, ...], set[str]]:
    """Return the surnames of people with a name of two words, each in its place."""
    surnames: dict[tuple[str, ...], set[str]] = {}
    for actor in actors:
        spelled = _spelled(actor.name)
        if actor.kind is ActorKind.PERSON and len(spelled) == 2 and not set(spelled) & _PARTICLES:
            leads = "-" in spelled[1] or homes.get(actor.id) in _SURNAME_FIRST
            surname = spelled[:1] if leads else spelled[1:]
            surnames.setdefault(surname, set()).add(actor.id)
    return surnames


def _homes(actors: Iterable[Actor]) -> tuple[dict[str, str], dict[str, str]]:
    """Return for each country the actor who is the country, and for each actor the country it speaks for."""
    actors = tuple(actors)
    found: dict[str, set[str]] = {}
    parties: dict[str, str] = {}
    for actor in actors:
        if actor.kind is not ActorKind.BODY:
            continue
        for name in actor.names:
            nation = nation_named(_spelled(name))
            if nation:
                found.setdefault(nation, set()).add(actor.id)
                for party in actor.speaks_for:
                    parties.setdefault(party, nation)
    states = {nation: next(iter(ids)) for nation, ids in found.items() if len(ids) == 1}
    homes = {
        actor.id: parties[party] for actor in actors for party in actor.speaks_for[:1] if party in parties
    }
    return states, homes


def _media(actors: Iterable[Actor], homes: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for actor in actors:
        home = homes.get(actor.id)
        if home and actor.kind is ActorKind.BODY and set(_spelled(actor.name)) & _MEDIA:
            found.setdefault(home, set()).add(actor.id)
    return {nation: next(iter(ids)) for nation, ids in found.items() if len(ids) == 1}
