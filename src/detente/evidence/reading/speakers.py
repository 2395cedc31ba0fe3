"""Which actors of a dossier a phrase of a report means, in its place in the text.

Where two readings are open, nobody is named: a person adds a speaker faster than she notices a wrong one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..actors import ActorKind
from .cast import ARTICLES, OFFICES, Cast, bare, described, singular
from .lexicon import AUXILIARIES, CUES, MODALS, PREPOSITIONS, PRONOUNS, Form
from .lexicon import words as words_of
from .mentions import FEMININE, MASCULINE, STRANGE_ROLES, Mention, frame_of, is_heading, mentions
from .nations import nation_at
from .subjects import Range, Reader
from .tagging import Tag, tag
from .tokens import Text

__all__ = ["NOBODY", "Speakers", "Who"]

_STATE = words_of("government administration regime authority side state country nation capital leadership")
_SPOKES = frozenset(["spokesperson", "spokesman", "spokeswoman"])
_MEDIA = [["state", "media"], ["state", "news", "agency"], ["state", "television"], ["official", "media"]]
_PRESS = words_of("reporter journalist press medium media newsman")
_HUMANS = words_of(
    "official aide spokesman spokeswoman spokesperson minister president leader ambassador envoy diplomat "
    "general lawmaker senator expert analyst professor man woman soldier adviser advisor critic chief"
)
_WITHIN = frozenset(["of", "for", "from", "at", "in"])
_DEPENDENT = frozenset(["to", "of", "for", "with", "from", "against", "about"])
_OWNERS = frozenset(["its", "their", "his", "her"])
_SPEAKER_PRONOUNS = frozenset(["he", "she"])
_FAR = 150
"""Of a sentence without end no more tokens are looked at."""

_REACH = 3
"""A pronoun reaches back over so many sentences, and not further than into the paragraph before."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a phrase means: the actors who speak, the actors through whom, and whether a pronoun led there."""

    actors: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    by_pronoun: bool = False


NOBODY = Who()


class Speakers:
    """Finds the actors behind the phrases of one text.

    Parameters
    ----------
    text
        The text.
    cast
        The actors.

    Examples
    --------
    >>> from ..actors import Actor
    >>> from .tokens import split
    >>> text = split("“No,” said North Korean leader Kim Jong Un.")
    >>> kim = Actor("kim", "Kim Jong Un", ActorKind.PERSON)
    >>> Speakers(text, Cast([kim])).who((5, 10)).actors
    ('kim',)
    """

    def __init__(self, text: Text, cast: Cast, tags: tuple[Tag, ...] | None = None) -> None:
        self.text = text
        self.tags = tag(text) if tags is None else tags
        self.cast = cast
        self.mentions = list(mentions(text, cast))
        self.firsts = [one.first for one in self.mentions]
        self.holders = self._holders()
        self.heads: dict[str, list[tuple[int, Who]]] = {}

    def _holders(self) -> dict[tuple[str, str], str | None]:
        """Return who holds an office of a country by this text and the dossier; None where two do."""
        found: dict[tuple[str, str], str | None] = dict(self.cast.offices)
        text = self.text
        for one in self.mentions:
            if not one.is_person or not one.is_full:
                continue
            start = one.first
            for size in (2, 1):
                title = tuple(bare(text.words[at]) for at in range(max(0, start - size), start))
                if len(title) == size and title in OFFICES:
                    break
            else:
                continue
            nation = self._nation_before(start - size) or self.cast.homes.get(one.actor or "", "")
            holder = one.actor or f"?{one.key}"
            key = (nation, OFFICES[title])
            found[key] = holder if found.get(key, holder) == holder else None
        return found

    def _nation_before(self, token: int) -> str:
        """Return the country whose name or adjective ends right before a token."""
        for size in (3, 2, 1):
            if token >= size:
                found = nation_at(self.text.lower[token - size : token], 0)
                if found and found[1] == size:
                    return found[0]
        return ""

    def within(self, first: int, last: int) -> Iterator[Mention]:
        """Yield the mentions that start from one token to another, both included, in order."""
        for place in range(bisect_left(self.firsts, first), len(self.mentions)):
            if self.firsts[place] > last:
                return
            yield self.mentions[place]

    def note(self, phrase: Range, who: Who) -> None:
        """Take a speaker into the chain of mentions, so that pronouns and *the ministry* can mean it."""
        first, last = phrase
        inner = list(self.within(first, last))
        if not who.by_pronoun and self.text.lower[first] not in PRONOUNS:
            head = self._segment(first, last)
            noun = singular(bare(self.text.words[head[1]])) if head else ""
            if noun:
                self.heads.setdefault(noun, []).append((first, who))
        person = any(self.cast.actors[actor].kind is ActorKind.PERSON for actor in who.actors)
        if any(one.actor in who.actors and one.is_subject for one in inner) or (not who.actors and inner):
            return
        actor = who.actors[0] if len(who.actors) == 1 else None
        key = actor or " ".join(bare(word) for word in self.text.words[first : last + 1])
        human = person or (actor is None and self._has_human(first, last + 1))
        one = Mention(first, last, actor, key, human, True, False)
        place = bisect_left(self.firsts, first)
        self.mentions.insert(place, one)
        self.firsts.insert(place, first)

    def who(self, phrase: Range | None, cue: int | None = None) -> Who:
        """Return whom a phrase means; ``cue`` is the token of the verb, before which a pronoun looks back."""
        if phrase is None:
            return NOBODY
        first, last = phrase
        low = self.text.lower[first]
        if first == last and low in {"who", "which", "whom"}:
            return self._antecedent(first)
        if first == last and low in _SPEAKER_PRONOUNS | {"him", "her"}:
            return self._person(first, low)
        if first == last and low == "it":
            return self._it(first)
        if first == last and low == "some":
            actor = self.cast.indefinite.get("some")
            return Who((actor,)) if actor else NOBODY
        if first == last and low in PRONOUNS:
            return NOBODY
        if cue is not None and 0 < first < cue and self.text.lower[first - 1] in _DEPENDENT:
            return NOBODY  # an adviser to Kim: somebody else, whose words go on before the phrase
        whole = self._whole_name(first, last)
        if whole is not None:
            return Who((whole,))
        segment = self._segment(first, last)
        return NOBODY if segment is None else self._segment_who(*segment, last)

    def _whole_name(self, first: int, last: int) -> str | None:
        """Return the body whose name of several words is the phrase, up to a comma: *the government of X*."""
        low = tuple(
            bare(self.text.words[at]) for at in range(first, min(last + 1, first + self.cast.longest))
        )
        for size in range(len(low), 1, -1):
            actor = self.cast.names.get(low[:size])
            ends = first + size > last or self.text.words[first + size] == ","
            if actor is not None and ends and self.cast.actors[actor].kind is ActorKind.BODY:
                return actor
        return None

    def subject(self, token: int) -> tuple[Who, Range | None]:
        """Return who is the subject of the sentence around a token, and the words: for *…, saying that*."""
        place = self._subject_mention(frame_of(self.text, token), token)
        if place is None:
            return NOBODY, None
        return Who((place.actor,) if place.actor else ()), (place.first, place.last)

    def _subject_mention(self, frame: int, before: int) -> Mention | None:
        """Return the subject of a sentence when it is a name or a pronoun at its start.

        The start is that of the sentence, or what follows the first comma after an opening such as
        *Before leaving, …*.
        """
        text = self.text
        first = text.frames[frame]
        starts = [first]
        opening = text.lower[first]
        if opening in PREPOSITIONS or opening in {"as", "when", "while", "instead", "although", "though"}:
            comma = next((at for at in range(first, min(before, first + 30)) if text.words[at] == ","), None)
            if comma is not None and text.lower[comma + 1 : comma + 3] == ("however", ","):
                comma += 2
            starts = [comma + 1] if comma is not None else []
        elif opening.endswith("ly") or opening in {
            "however",
            "now",
            "meanwhile",
            "still",
            "and",
            "but",
            "also",
        }:
            starts = [first + 1 + (text.words[first + 1 : first + 2] == (",",))]
        for start in starts:
            if start >= len(text.words) or text.inside[start] >= 0:
                continue
            if text.lower[start] in _SPEAKER_PRONOUNS:
                who = self._person(start, text.lower[start])
                return (
                    Mention(start, start, who.actors[0], who.actors[0], True, True, False)
                    if who.actors
                    else None
                )
            for one in self.within(start, min(before - 1, start + 6)):
                if self._opens(start, one):
                    return one
        return None

    def _opens(self, start: int, one: Mention) -> bool:
        """Return whether only titles and countries stand before a name, and the name is the whole."""
        text = self.text
        if text.words[one.last].endswith(("'s", "’s")):
            return False
        between = range(start, one.first)
        plain = all(text.words[at][0].isupper() or text.lower[at] in ARTICLES for at in between)
        after = one.last + 1
        noun = after < len(text.words) and not one.is_subject and text.words[after] != ","
        follows = text.lower[after] if after < len(text.words) else ""
        verb = follows in CUES or follows in AUXILIARIES or follows.endswith(("s", "ed", "ly"))
        return plain and (not noun or verb)

    def _segment(self, first: int, last: int) -> Range | None:
        """Return the head of a noun phrase with what stands before it: up to a comma or a preposition."""
        text = self.text
        for at in range(first, last + 1):  # a verb within: the phrase was taken too long
            if text.words[at] == "," or text.lower[at] in {"who", "which"}:
                break
            form = CUES.get(text.lower[at])
            verb = form is not None and form[1] in {Form.PAST, Form.THIRD} and text.words[at].islower()
            if first < at < last and (verb or text.lower[at] in MODALS | AUXILIARIES):
                if text.lower[at - 1] in ARTICLES:
                    continue
                first = at + 1 + (text.lower[at + 1] == "that")
        end = first
        while end <= last:
            low = text.lower[end]
            stops = (
                low in PREPOSITIONS or low in {"who", "which", "whose"} or text.words[end] in {",", "(", "—"}
            )
            if stops and end > first:
                break
            if stops:
                return None
            end += 1
        return (first, end - 1) if end > first else None

    def _segment_who(self, first: int, last: int, end: int) -> Who:
        text = self.text
        low = [bare(text.words[at]) for at in range(first, last + 1)]
        if "and" in low[1:-1]:
            place = first + low.index("and", 1)
            return self._both(first, place, last, end)
        for size in range(min(self.cast.longest, last + 1 - first), 0, -1):
            words = tuple(low[len(low) - size :])
            actor = self.cast.names.get(words)
            if actor is not None:
                return self._named(first, last, last + 1 - size, actor)
        for size in range(min(3, len(low)), 0, -1):
            state = self.cast.state_at(low[len(low) - size :])
            if state and text.words[last][0].isupper() and not text.words[last].endswith(("'s", "’s")):
                return Who((state,))
        return self._described(first, last, end)

    def _named(self, first: int, last: int, start: int, actor: str) -> Who:
        """Return an actor whose name ends a phrase, unless what stands before makes it somebody else."""
        text = self.text
        if self.cast.actors[actor].kind is ActorKind.BODY:
            clean = not any(bare(text.words[at]) in {"former", "anti", "pro"} for at in range(first, start))
            return Who((actor,)) if clean else NOBODY
        seen = [one for one in self.within(first, last) if one.is_person]
        if seen:
            actor = seen[-1].actor or ""
        own = (
            {bare(part) for name in self.cast.actors[actor].names for part in name.split()}
            if actor
            else set()
        )
        before = [bare(text.words[at]) for at in range(first, start)]
        if not actor or (last == start and STRANGE_ROLES & {*before} - own):
            return NOBODY
        if last == start and not self._holds(actor, before):
            return NOBODY
        return Who((actor,))

    def _holds(self, actor: str, before: Sequence[str]) -> bool:
        """Return whether a surname with a title and a country before it can be the actor's."""
        for size in (2, 1):
            title = tuple(before[-size:])
            if len(title) == size and title in OFFICES and title != ("leader",):
                held = {office for (_, office), holder in self.holders.items() if holder == actor}
                return not held or OFFICES[title] in held
        home = self.cast.homes.get(actor)
        named = {found[0] for at in range(len(before)) if (found := nation_at(before, at))}
        return not named or home is None or home in named

    def _both(self, first: int, middle: int, last: int, end: int) -> Who:
        """Return two who speak together; *U.S. and South Korean officials* are two as well."""
        text = self.text
        left = [text.lower[at] for at in range(first, middle)]
        right = self._segment_who(middle + 1, last, end)
        found = nation_at(left, len(left) - 1) or (nation_at(left, len(left) - 2) if len(left) > 1 else None)
        noun = bare(text.words[last])
        if found and text.words[last].islower():
            wanted = (frozenset([found[0]]), frozenset([singular(noun)]))
            one = self.cast.descriptions.get(wanted)
            actors = (*((one,) if one else ()), *right.actors)
        else:
            actors = (*self._segment_who(first, middle - 1, middle - 1).actors, *right.actors)
        return Who(tuple(dict.fromkeys(actors)))

    def _described(self, first: int, last: int, end: int) -> Who:
        """Return whom a description means: an office, a ministry, the state media, officials of a country."""
        text = self.text
        low = [bare(text.words[at]) for at in range(first, last + 1)]
        owner = self._owner(first, last, end)
        owned = {at for at in range(first, last) if text.words[at].endswith(("'s", "’s"))}
        if owner and not nation_at(text.lower, first) and (owned or text.lower[first] in _OWNERS):
            low = low[max([*(at - first for at in owned), 0]) + 1 :] or low
        nations, words = described(low)
        if not nations and owner:
            nations = frozenset([owner])
        noun = singular(low[-1])
        if noun in _SPOKES:
            return self._spokesperson(first, last, end, nations, words)
        actor = self.cast.descriptions.get((nations, words))
        if actor:
            return Who((actor,))
        if noun in _PRESS and len(words) == 1 and not nations:
            names = [one for (own, word), one in self.cast.descriptions.items() if not own and word & _PRESS]
            return Who((names[0],)) if len(set(names)) == 1 else NOBODY
        quantity = words <= {
            noun,
            "one",
            "some",
            "many",
            "several",
            "other",
            "two",
            "three",
            "unnamed",
            "most",
        }
        if noun in self.cast.indefinite and not nations and quantity and low[0] != "the":
            return Who((self.cast.indefinite[noun],))
        if len(nations) == 1:
            return self._of_nation(next(iter(nations)), low, words)
        if not nations and (office := OFFICES.get(tuple(low[-2:])) or OFFICES.get(tuple(low[-1:]))):
            holders = {holder for (_, kept), holder in self.holders.items() if kept == office}
            holder = next(iter(holders)) if len(holders) == 1 and len(words) <= 2 else None
            return Who((holder,)) if holder and holder in self.cast.actors else NOBODY
        if low[0] == "the" and len(words) == 1 and not nations:
            earlier = next(
                (who for place, who in reversed(self.heads.get(noun, [])) if place < first), NOBODY
            )
            return Who(earlier.actors, earlier.via)
        return NOBODY

    def _of_nation(self, nation: str, low: list[str], words: frozenset[str]) -> Who:
        for size in (2, 1):
            office = OFFICES.get(tuple(low[-size:]))
            if office and not words & {"former", "deputy", "vice", "opposition", "acting"}:
                kept = [office, "president"] if office == "leader" else [office]
                holders = {self.holders.get((nation, one)) for one in kept} - {None}
                holder = next(iter(holders)) if len(holders) == 1 else None
                return Who((holder,)) if holder in self.cast.actors and holder else NOBODY
        if any(low[-len(one) :] == one for one in _MEDIA):
            medium = self.cast.media.get(nation)
            return Who((medium,)) if medium else NOBODY
        state = self.cast.states.get(nation)
        if state and singular(low[-1]) in _STATE and len(words) == 1:
            return Who((state,))
        return NOBODY

    def _spokesperson(
        self, first: int, last: int, end: int, nations: frozenset[str], words: frozenset[str]
    ) -> Who:
        """Return the body for whom a spokesperson speaks, by way of that person."""
        text = self.text
        rest = words - _SPOKES - {"unnamed", "unidentified"}
        spoken = {
            one
            for key, one in self.cast.descriptions.items()
            if key[0] == nations and key[1] - _SPOKES == rest
        }
        persons = [one for one in spoken if self.cast.actors[one].kind is ActorKind.PERSON]
        goes_on = last < end and text.lower[last + 1 : last + 2] in [("for",), ("of",)]
        body = None if goes_on else self.cast.descriptions.get((nations, rest))
        if goes_on:
            inner = self.who((last + 2, end)) if last + 2 <= end else NOBODY
            body = inner.actors[0] if len(inner.actors) == 1 else None
            if body and not persons and self.cast.actors[body].kind is ActorKind.BODY:
                own = described([bare(word) for word in self.cast.actors[body].name.split()])
                persons = [
                    one
                    for key, one in self.cast.descriptions.items()
                    if key[0] == own[0] and key[1] & _SPOKES and key[1] - _SPOKES == own[1]
                ]
        if body is None and rest <= {"government"} and len(nations) == 1:
            body = self.cast.states.get(next(iter(nations)))
        if body is None:
            return Who((persons[0],)) if len(persons) == 1 else NOBODY
        return Who((body,), tuple(persons[:1]))

    def _owner(self, first: int, last: int, end: int) -> str | None:
        """Return the country whose something is: *of Iran*, *its*, *the regime's*."""
        text = self.text
        if last < end and text.lower[last + 1] in {"of", "for", "in", "from"} and last + 2 <= end:
            for at in range(last + 2, min(end, last + 4) + 1):
                found = nation_at(text.lower, at)
                if found:
                    return found[0]
        owners = [text.words[at] for at in range(first, last) if text.words[at].endswith(("'s", "’s"))]
        if text.lower[first] in _OWNERS:
            return self._home(self._subject_before(first))
        if owners and singular(bare(owners[0])) in _STATE:
            return self._home(self._last(first))
        return None

    def _subject_before(self, token: int) -> Mention | None:
        """Return the one subject that stands in the sentence before a token."""
        frame = frame_of(self.text, token)
        one = self._subject_mention(frame, token)
        if one is not None:
            return one
        subjects = {
            one.key: one
            for one in self._between(max(self.text.frames[frame], token - _FAR), token)
            if one.is_subject
        }
        return next(iter(subjects.values())) if len(subjects) == 1 else None

    def _home(self, one: Mention | None) -> str | None:
        if one is None or one.actor is None:
            return None
        return self.cast.homes.get(one.actor)

    def _last(self, before: int) -> Mention | None:
        """Return the country that is spoken of before a token: the subject of the sentences before it.

        A country that is a subject or has a possessive there; where two are, none.
        """
        text = self.text
        frame = frame_of(text, before)
        for back in range(1, _REACH + 1):
            if frame - back < 0:
                return None
            subject = self._subject_mention(frame - back, text.frames[frame - back + 1])
            if subject is not None and subject.actor in self.cast.homes and not subject.is_person:
                return subject
            end = text.frames[frame - back + 1]
            inside = self._between(max(text.frames[frame - back], end - _FAR), end)
            subjects = {one.key: one for one in inside if not one.is_person and one.is_subject}
            if len(subjects) == 1:
                return next(iter(subjects.values()))
            if len(subjects) > 1:
                return None
        return None

    def _between(self, first: int, end: int) -> list[Mention]:
        """Return the mentions in the reporter's words between two tokens."""
        return [one for one in self.within(first, end - 1) if self.text.inside[one.first] < 0]

    def _antecedent(self, token: int) -> Who:
        """Return whom *who* or *which* means: the noun phrase right before it."""
        text = self.text
        frame = text.frames[frame_of(text, token)]
        before = token - 1 if token and text.words[token - 1] == "," else token
        reader = Reader(text, self.tags, frame, before)
        phrase = reader.subject(before) if before > frame else None
        if phrase is None or phrase[1] >= token:
            return NOBODY
        ending = [one for one in self._between(max(frame, token - _FAR), token) if one.last == phrase[1]]
        if ending:
            one = ending[-1]
            return Who((one.actor,)) if one.actor else NOBODY
        steps = [at for at in range(phrase[0], phrase[1]) if text.lower[at] in PREPOSITIONS - _WITHIN]
        return self.who((steps[-1] + 1, phrase[1]) if steps else phrase)

    def _person(self, token: int, pronoun: str) -> Who:
        """Return whom *he* or *she* means; nobody where two people may be meant."""
        text = self.text
        here = frame_of(text, token)
        paragraph = self._paragraph(token)
        for back in range(_REACH + 1):
            frame = here - back
            if frame < 0:
                return NOBODY
            first = text.frames[frame]
            if is_heading(text, first):
                continue
            if self._paragraph(first) < paragraph - 1:
                return NOBODY
            end = token if back == 0 else text.frames[frame + 1]
            first = max(first, end - _FAR)
            people = [one for one in self._between(first, end) if one.is_person]
            fitting = [one for one in people if self._fits(one, pronoun)]
            if fitting:
                return self._chosen(fitting, pronoun, frame, end)
            if people or self._has_human(first, end):
                return NOBODY
        return NOBODY

    def _chosen(self, people: list[Mention], pronoun: str, frame: int, end: int) -> Who:
        keys = {one.key for one in people}
        if len(keys) > 1:
            subject = self._subject_mention(frame, end)
            if subject is not None and subject.is_person and subject.key in keys:
                people = [subject]
            else:
                subjects = {one.key: one for one in people if one.is_subject}
                if len(subjects) != 1:
                    return NOBODY
                people = list(subjects.values())
            if pronoun in {"she", "her"} and not self._gendered(people[0], FEMININE):
                return NOBODY
        one = people[0]
        return Who((one.actor,), by_pronoun=True) if one.actor else NOBODY

    def _fits(self, one: Mention, pronoun: str) -> bool:
        other = FEMININE if pronoun in {"he", "him"} else MASCULINE
        return not self._gendered(one, other)

    def _gendered(self, one: Mention, names: frozenset[str]) -> bool:
        words = {bare(self.text.words[at]) for at in range(max(0, one.first - 1), one.last + 1)}
        if one.actor:
            words |= {bare(part) for part in self.cast.actors[one.actor].name.split()}
        return bool(words & names)

    def _has_human(self, first: int, end: int) -> bool:
        text = self.text
        return any(
            text.inside[at] < 0 and singular(text.lower[at]) in _HUMANS and text.words[at].islower()
            for at in range(first, end)
        )

    def _it(self, token: int) -> Who:
        """Return the body that *it* means: the subject of the sentence before, or of this one."""
        text = self.text
        frame = frame_of(text, token)
        here = self._subject_mention(frame, token)
        if here is None:
            inside = self._between(max(text.frames[frame], token - _FAR), token)
            subjects = {one.key: one for one in inside if one.is_subject and not one.is_person}
            here = next(iter(subjects.values())) if len(subjects) == 1 else None
        if here is None and text.frames[frame] == token and frame > 0:
            first = text.frames[frame - 1]
            if self._paragraph(first) == self._paragraph(token):
                here = self._subject_mention(frame - 1, token)
        if here is None or here.is_person or here.actor is None:
            return NOBODY
        return Who((here.actor,), by_pronoun=True)

    def _paragraph(self, token: int) -> int:
        return bisect_left(self.text.paragraphs, token + 1) - 1
