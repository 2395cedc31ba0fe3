"""From attributions and quotations to drafts: who says what, to whom and through whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..claims import Kind
from .attributions import Attribution
from .channels import WINDOW, only_channels, with_ways
from .dates import date_in
from .drafts import Draft, Reader, Span
from .lexicon import CUES, PREPOSITIONS
from .quotations import Owned, owners
from .sense import kind_of
from .sentences import sentences
from .speakers import NOBODY, Speakers, Who
from .subjects import Range
from .tokens import Text

__all__ = ["CONFIDENCES", "statements"]

CONFIDENCES = {
    "said X": 0.95,
    "X said": 0.95,
    "quoted": 0.9,
    "quoted on": 0.85,
    "according to": 0.85,
    "X said that": 0.75,
    "was told": 0.6,
    "saying that": 0.6,
    "free quotation": 0.6,
    "passive": 0.4,
    "same voice": 0.35,
    "“…” — X": 0.9,
    "X: …": 0.5,
    "hearsay": 0.5,
    "X is sure": 0.5,
    "X's claim": 0.5,
}
"""How sure each rule is by our judgement; less where no speaker stands or a pronoun tells who it is."""

_WHOLE = 20
"""A quotation of no more words is one proposal; a longer one is cut into its sentences."""

_LONG = 120
"""Of a sentence without end no more tokens are looked at to either side of a cue."""

_MOST = 800
"""So many characters of what is said tell its kind."""

_NARRATOR = frozenset(["i", "we", "you", "us", "me"])
_SAY = frozenset(["say", "tell", "report", "state", "quote", "cite"])


def statements(text: Text, speakers: Speakers, found: Sequence[Attribution]) -> tuple[Draft, ...]:
    """Return what is said, in the order of the text.

    A long quotation gives a draft for each of its sentences. Where one attribution stands in what another
    one says, the outer speaker is the channel of the inner one.

    Notes
    -----
    Cost: linear in the length of the text, with a small factor for attributions within each other.
    """
    reader = Reader(text, speakers)
    quoted = owners(text, speakers.tags, found)
    whose: dict[Range | None, Who] = {}
    marks = [(one.source, one.cue) for one in found] + [(one.source, one.cue) for one in quoted]
    for source, cue in sorted(marks, key=lambda mark: mark[1] or mark[0] or (0, 0)):
        if source is not None and source not in whose:
            whose[source] = speakers.who(source, cue[0] if cue else None)
            speakers.note(source, whose[source])
    drafts: list[Draft] = []
    taken = {one.number for one in quoted}
    channels = only_channels(text, found)
    left_out = frozenset(place for places in channels.values() for place in places) | _within_sources(found)
    for place, one in enumerate(found):
        if place not in left_out:
            ways = [found[at].source for at in channels.get(place, ())]
            drafts += _indirect(reader, one, whose, taken, tuple(way for way in ways if way))
    for owned in quoted:
        drafts += _direct(reader, owned, whose)
    return tuple(_nested(drafts, speakers))


def _within_sources(found: Sequence[Attribution]) -> frozenset[int]:
    """Return which attributions stand in the words for a speaker: *Lee, who assumed office, said*."""
    inner: set[int] = set()
    for place, one in enumerate(found):
        for other in found[max(0, place - WINDOW) : place + WINDOW]:
            if one.cue is None or one.source is None or other.source is None or other.rule == "saying that":
                continue
            is_relative = other.source[0] < one.source[0] == one.source[1]
            if is_relative and other.source[0] < one.cue[0] <= other.source[1] and other.cue != one.cue:
                inner.add(place)
    return frozenset(inner)


def _indirect(
    reader: Reader,
    one: Attribution,
    whose: dict[Range | None, Who],
    taken: set[int],
    channels: tuple[Range, ...],
) -> Iterator[Draft]:
    text = reader.text
    content = [part for part in (_without(text, part, taken) for part in one.content) if part]
    if not content or (one.cue is None):
        return
    lead = text.lower[content[0][0]]
    if len(content) < len(one.content) or content != list(one.content):
        least = 3 if len(content) > 1 or content[0][1] - content[0][0] > 2 else 99
        if content[-1][1] - content[0][0] < least or (
            lead in (PREPOSITIONS | {"aboard", "en"}) - {"of", "about", "for"}
        ):
            return
    first, last = one.cue
    source = one.source
    who = whose.get(source, NOBODY)
    if one.rule == "saying that":
        who, source = _of_gerund(reader, one, who)
    content[0] = _past_date(reader, content[0])
    parts = tuple(reader.span(part) for part in content)
    cue = reader.span(one.cue)
    words = " ".join(reader.words((start, min(end, start + _MOST))) for start, end in parts)
    bases = [CUES[word][0] for word in text.lower[first : last + 1] if word in CUES]
    kind = kind_of(bases[-1] if bases else "", reader.words(cue), words)
    speaker = reader.span(source) if source else None
    hearer = reader.span(one.hearer) if one.hearer else None
    near = [part for part in (cue, hearer) if part]
    if speaker and one.rule != "saying that":
        near.append(speaker)
    whole = (min(part[0] for part in (*parts, *near)), max(part[1] for part in (*parts, *near)))
    to = reader.speakers.who(one.hearer).actors if one.hearer else ()
    yield replace(
        with_ways(
            reader,
            Draft(
                one.rule,
                kind,
                CONFIDENCES.get(one.rule, 0.5) * _sureness(who, speaker),
                who,
                parts,
                whole,
                speaker,
                hearer,
                cue,
                to=to or _object(reader, kind, content[0]),
                frame=_frame(text, first),
                direct=one.direct,
                is_own=source is not None and text.lower[source[0]] in _NARRATOR,
            ),
            channels,
        )
    )


def _of_gerund(reader: Reader, one: Attribution, who: Who) -> tuple[Who, Range | None]:
    """Return the subject of the sentence for *…, saying that*, else what the attribution has."""
    subject, place = reader.speakers.subject(one.cue[0] if one.cue else 0)
    return (subject, place) if place else (who, one.source)


def _past_date(reader: Reader, part: Range) -> Range:
    """Return a content without a day before its *that*: *said late last month that …*."""
    text = reader.text
    for at in range(part[0] + 1, min(part[0] + 6, part[1])):
        if text.lower[at] == "that":
            return (at, part[1]) if date_in(reader.words(text.span(part[0], at))) else part
    return part


def _direct(reader: Reader, owned: Owned, whose: dict[Range | None, Who]) -> Iterator[Draft]:
    text = reader.text
    quotation = text.quotations[owned.number]
    start, end = reader.span((quotation.first, quotation.last))
    who = whose.get(owned.source, NOBODY)
    source = owned.source
    if owned.cue and text.lower[owned.cue[1]].endswith("ing"):
        subject, place = reader.speakers.subject(owned.cue[0])
        who, source = (subject, place) if place else (who, source)
    speaker = reader.span(source) if source else None
    cue = reader.span(owned.cue) if owned.cue else None
    bases = (
        [CUES[word][0] for word in text.lower[slice(owned.cue[0], owned.cue[1] + 1)] if word in CUES]
        if owned.cue
        else []
    )
    inner = sentences(text.text, start, end)
    short = quotation.last - quotation.first - 1 <= _WHOLE
    for number, part in enumerate([(start, end)] if short else inner):
        near = [
            span
            for span in (speaker, cue)
            if span and part[0] - 40 < span[1] and span[0] < part[1] + 40 and short
        ]
        if near and (
            min(span[0] for span in near) < part[0] - 60
            or owned.rule in {"quoted on", "free quotation", "same voice"}
        ):
            near = []
        words = reader.words(part)
        draft = Draft(
            owned.rule,
            kind_of(
                bases[-1] if bases and number == 0 and bases[-1] not in _SAY else "",
                reader.words(cue) if cue else "",
                words,
            ),
            CONFIDENCES[owned.rule] * _sureness(who, speaker),
            who,
            (part,),
            (min([part[0], *(span[0] for span in near)]), max([part[1], *(span[1] for span in near)])),
            speaker,
            None,
            cue,
            frame=_frame(text, owned.cue[0]) if owned.cue else None,
            direct=True,
            is_own=owned.source is not None and text.lower[owned.source[0]] in _NARRATOR,
        )
        yield with_ways(reader, draft, ())


def _without(text: Text, part: Range, taken: set[int]) -> Range | None:
    """Return a part of a content without the quotations at its end that stand for themselves."""
    first, last = part
    for at in range(first, min(last, first + _LONG) + 1):
        if text.inside[at] in taken:
            if at == first:
                return None
            last = at - 1
            break
    while last > first and text.words[last] in {",", ":", "—", "and", "but"}:
        last -= 1
    return first, last


def _sureness(who: Who, speaker: Span | None) -> float:
    if not speaker and not who.actors:
        return 0.7
    return 0.85 if who.by_pronoun else 1.0


def _frame(text: Text, token: int) -> Span:
    number = bisect_right(text.frames, token)
    first, end = text.frames[number - 1], text.frames[number]
    return text.span(max(first, token - _LONG), min(end - 1, token + _LONG))


def _object(reader: Reader, kind: Kind, content: Range) -> tuple[str, ...]:
    """Return whom criticism, praise, a demand or an offer is about: the name at the start of the content."""
    if kind not in {Kind.CRITICISM, Kind.PRAISE, Kind.DEMAND, Kind.OFFER, Kind.REFUSAL}:
        return ()
    for one in reader.speakers.within(content[0], min(content[0] + 2, content[1])):
        if one.actor and not reader.text.words[one.last].endswith(("'s", "’s")):
            return (one.actor,)
    return ()


def _nested(drafts: list[Draft], speakers: Speakers) -> Iterator[Draft]:
    """Make the outer speaker the channel of the inner one; a medium then says nothing of its own."""
    outer: dict[int, Draft] = {}
    for place, one in enumerate(drafts):
        if one.cue is None:
            continue
        for other in drafts[max(0, place - WINDOW) : place + WINDOW]:
            if (
                other is not one
                and other.cue != one.cue
                and any(part[0] <= one.cue[0] and one.cue[1] <= part[1] for part in other.content)
            ):
                outer.setdefault(place, other)
    media = set(speakers.cast.media.values())
    silent = {
        id(other)
        for place, other in outer.items()
        if set(other.who.actors) & media and drafts[place].who.actors
    }
    for place, one in enumerate(drafts):
        if id(one) in silent:
            continue
        other_ = outer.get(place)
        if other_ is not None and len(other_.who.actors) == 1 and other_.who.actors != one.who.actors:
            added = tuple(actor for actor in other_.who.actors if actor not in one.who.via)
            yield replace(one, who=Who(one.who.actors, (*one.who.via, *added), one.who.by_pronoun))
        else:
            yield one
