"""What a claim says beyond what its words can carry, and words that it copies.

A measure for the eye of a person, not a judgement: whoever puts a thing in words of one's own uses other
words. So only what a paraphrase has no need to add is looked for:

* *length*: what the claim says is far longer than the words that it was taken from;
* *names and numbers*: it names somebody, a day or a number that the words do not have. Who speaks and to
  whom is known from the claim; a body may stand for any other of its party (Washington for U.S. officials),
  a person only for itself. Where the words hold a pronoun, the names shortly before them count too;
* *strong words*: never, only, all, refuses, demands, will, … without anything of the kind in the words;
* *a hedge that was lost*: the words say might or likely, and the claim says it flatly;
* *copied words*: a long run of words of the report, outside quotation marks.

All but the last compare English with English, and are left out for reports in other languages.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .actors import Actor, ActorKind
from .claims import Claim
from .reports import Report
from .strength import HEDGES, IDIOMS, NUMBERS, PRONOUNS, STRENGTHS, TIMES, WEAK

__all__ = ["Doubt", "Excess", "doubts"]

LONGER = 2.5
"""So many times longer than its words a claim may be, in words of the language, …"""
LONGER_BY = 14
"""… or by so many words, before it counts as long."""
COPIED = 10
"""So many words in a row are copied."""
BEFORE = 400
"""So many code points before the words are looked at for the names that pronouns stand for."""

_WORD = re.compile(r"[^\W_]+(?:['.&][^\W_]+)*")
_NAME = re.compile(r"[A-Z][^\W_]+")
_OPENING = frozenset('.:!?…“"«„(—–')
_QUOTED = re.compile(r"[“«„\"][^”»“\"]*[”»“\"]")


class Excess(enum.Enum):
    """What may be too much in a claim."""

    LENGTH = "length"
    NAME = "name"
    STRONG = "strong word"
    HEDGE = "lost hedge"
    COPIED = "copied words"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a claim that a person should look at.

    Attributes
    ----------
    claim
        The claim.
    excess
        What may be too much.
    found
        The words that are: the names, the strong words, the hedge that was lost, the run that was copied;
        for the length, the two numbers of words.
    """

    claim: Claim
    excess: Excess
    found: tuple[str, ...]


def doubts(
    claims: Iterable[tuple[Claim, str]],
    reports: Iterable[Report],
    actors: Iterable[Actor],
    texts: Mapping[str, str],
) -> tuple[Doubt, ...]:
    """Return what a person should look at in claims, in their order.

    Parameters
    ----------
    claims
        Claims whose anchors are verified, each with its words.
    reports, actors
        The reports that they name, and all the actors of the dossier.
    texts
        The text of each of these reports, by the report's id.

    Notes
    -----
    Cost: linear in the lengths of the texts and of the claims; about 40 µs a claim.

    Examples
    --------
    >>> import datetime
    >>> from .anchors import Anchor
    >>> from .claims import Kind, Status
    >>> from ..files.dates import Interval
    >>> day = Interval.on(datetime.date(2030, 5, 3))
    >>> text = "Lowland might pay a part of the dam."
    >>> says = "Lowland pays for the whole dam, and only for it."
    >>> claim = Claim("pays", "brook", None, (), Kind.OFFER, says, None, None, (), day, "gazette",
    ...     Anchor.of(text, 0, 35), "B3", Status.PROPOSED)
    >>> report = Report("gazette", None, "T", day, "", "", "en")
    >>> for doubt in doubts([(claim, text[0:35])], [report], [], {"gazette": text}):
    ...     print(doubt.excess.value, doubt.found)
    strong word ('only', 'whole')
    lost hedge ('might',)
    """
    cast = _Cast(tuple(actors))
    languages = {report.id: report.language for report in reports}
    sources: dict[str, _Source] = {}
    found: list[Doubt] = []
    for claim, quote in claims:
        if claim.report not in sources:
            sources[claim.report] = _Source(texts[claim.report])
        source = sources[claim.report]
        if languages[claim.report].partition("-")[0] == "en":
            pairs = _compared(claim, quote, source.text, cast)
            found += [Doubt(claim, excess, words) for excess, words in pairs if words]
        if run := source.copied(claim.says):
            found.append(Doubt(claim, Excess.COPIED, (run,)))
    return tuple(found)


def _compared(claim: Claim, quote: str, text: str, cast: _Cast) -> Iterator[tuple[Excess, tuple[str, ...]]]:
    """Yield each measure of a claim with what it found."""
    ours, theirs = _words(claim.says), _words(quote)
    longer = len(ours) > LONGER * len(theirs) and len(ours) >= len(theirs) + LONGER_BY
    yield Excess.LENGTH, (str(len(ours)), str(len(theirs))) if longer else ()
    before = text[max(0, claim.anchor.start - BEFORE) : claim.anchor.start]
    yield Excess.NAME, (*cast.strangers(claim, ours, theirs, before), *_new_numbers(ours, theirs))
    hedged = bool(HEDGES.found(ours))
    plain = _without_idioms(ours)
    found = (
        strength.ours.found(plain)
        for strength in STRENGTHS
        if not (strength.may_be_hedged and hedged) and not strength.ours.words.isdisjoint(plain)
        if not strength.theirs.found(theirs)
    )
    yield Excess.STRONG, tuple(found)
    lost = "" if hedged else WEAK.found(theirs)
    yield Excess.HEDGE, (lost,) if lost else ()


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case; apostrophes straight, without a possessive s."""
    straight = text.lower().replace("’", "'")
    found = _WORD.findall(straight)
    return [word.removesuffix("'s") for word in found] if "'s" in straight else found


def _without_idioms(words: Sequence[str]) -> Sequence[str]:
    joined = f" {' '.join(words)} "
    if not any(f" {idiom} " in joined for idiom in IDIOMS):
        return words
    for idiom in IDIOMS:
        joined = joined.replace(f" {idiom} ", " ")
    return joined.split()


def _new_numbers(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """Yield the numbers, days and months of ours that theirs do not have."""
    there = None
    for word in dict.fromkeys(ours):
        if word[0].isdigit() or word in NUMBERS or word in TIMES:
            there = there or {NUMBERS.get(other, other) for other in theirs}
            if NUMBERS.get(word, word) not in there:
                yield word


class _Cast:
    """The actors of a dossier, ready to be found by their names."""

    def __init__(self, actors: tuple[Actor, ...]) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.by_first: dict[str, list[tuple[tuple[str, ...], Actor]]] = {}
        known: set[str] = set()
        for actor in actors:
            for name in actor.names:
                if spelled := tuple(_words(name)):
                    self.by_first.setdefault(spelled[0], []).append((spelled, actor))
                    known.update(spelled)
        self.known = frozenset(known)
        for entries in self.by_first.values():
            entries.sort(key=lambda entry: len(entry[0]), reverse=True)

    def named_in(self, words: Sequence[str]) -> Mapping[str, list[Actor]]:
        """Return the names that occur among words, with who may be meant; the longest name counts."""
        found: dict[str, list[Actor]] = {}
        free = 0
        for start in [place for place, word in enumerate(words) if word in self.by_first]:
            if start < free:
                continue
            length = 0
            for name, actor in self.by_first[words[start]]:
                if len(name) < length:
                    break
                if len(name) > 1 and not _stands(name, words, start):
                    continue
                length = len(name)
                actors = found.setdefault(" ".join(name), [])
                if actor not in actors:
                    actors.append(actor)
            free = start + length
        return found

    def strangers(
        self, claim: Claim, ours: Sequence[str], theirs: Sequence[str], before: str
    ) -> tuple[str, ...]:
        """Return the names in a claim of whom neither its words nor its keys speak.

        What stands before the words may be meant by them: bodies, and persons where there is a pronoun.
        The name of somebody who is not in the dossier is known by its capital letter.
        """
        named = self.named_in(ours)
        unknown = [name for name in _names_inside(claim.says) if not self._is_known(name.lower())]
        near = {one for one in (claim.by, claim.to, *claim.via) if one is not None}
        named = self._far(named, near)
        if named:
            near |= self._ids(theirs)
            named = self._far(named, near)
        if named:
            earlier = self._ids(_words(before))
            if PRONOUNS.isdisjoint(theirs):
                earlier = {one for one in earlier if self.actors[one].kind is ActorKind.BODY}
            named = self._far(named, near | earlier)
        if unknown:
            there = " ".join((*theirs, *_words(before)))
            unknown = [name for name in unknown if name.lower().removesuffix("s") not in there]
        return (*named, *dict.fromkeys(unknown))

    def _is_known(self, word: str) -> bool:
        return word in self.known or word in TIMES or word.removesuffix("s") in self.known

    def _ids(self, words: Sequence[str]) -> set[str]:
        return {actor.id for actors in self.named_in(words).values() for actor in actors}

    def _far(self, named: Mapping[str, list[Actor]], near: set[str]) -> Mapping[str, list[Actor]]:
        """Return the names that mean nobody who is near."""
        if not named:
            return named
        parties = {party for one in near if one in self.actors for party in self.actors[one].speaks_for}
        return {
            name: actors
            for name, actors in named.items()
            if not any(_is_near(actor, near, parties) for actor in actors)
        }


def _names_inside(text: str) -> Iterator[str]:
    """Yield the words with a capital letter that do not begin a sentence."""
    for match in _NAME.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()].rstrip()[-1:]
        if before and before not in _OPENING:
            yield match[0]


def _stands(name: tuple[str, ...], words: Sequence[str], start: int) -> bool:
    """Return whether a name of several words stands at a place; the last may have an ending: Korean."""
    end = start + len(name)
    if end > len(words) or not words[end - 1].startswith(name[-1]):
        return False
    return tuple(words[start : end - 1]) == name[:-1] and len(words[end - 1]) <= len(name[-1]) + 2


def _is_near(actor: Actor, near: set[str], parties: set[str]) -> bool:
    if actor.id in near:
        return True
    return actor.kind is ActorKind.BODY and not parties.isdisjoint(actor.speaks_for)


class _Source:
    """The text of a report, ready to be searched for runs of words."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = _words(text)
        self.known = frozenset(words)
        self.joined = f" {' '.join(words)} "

    def copied(self, says: str) -> str:
        """Return the first run of words that a claim copies, as long as it goes; empty when there is none."""
        for part in _QUOTED.split(says):
            words = _words(part)
            for start in range(len(words) - COPIED + 1):
                run = words[start : start + COPIED]
                if self.known.issuperset(run) and f" {' '.join(run)} " in self.joined:
                    return self._whole(words, start)
        return ""

    def _whole(self, words: Sequence[str], start: int) -> str:
        end = start + COPIED
        while end < len(words) and f" {' '.join(words[start : end + 1])} " in self.joined:
            end += 1
        return " ".join(words[start:end])
