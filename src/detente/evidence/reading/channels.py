"""Through whom something is said, and to whom, by the words beside the words of saying."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .attributions import Attribution
from .drafts import Draft, Reader, Span
from .lexicon import PRONOUNS
from .speakers import NOBODY, Who
from .subjects import Range
from .tokens import Text

__all__ = ["WINDOW", "only_channels", "with_ways"]

WINDOW = 8
"""What stands in the words of another is not more places apart."""

_CHANNEL = re.compile(
    r"\b(?:carried by|reported by|released by|published by|issued by|distributed by|cited by|quoted by|"
    r"broadcast by|broadcast on|aired by|according to|through|via|by way of|in an interview with|on|told)\s+",
    re.I,
)
_ADDRESSED = re.compile(
    r"\b(?:letters?|messages?|note|call|telegram|cable|speech|talks|remarks|reply|response) "
    r"(?:to|with)\s+",
    re.I,
)


def only_channels(text: Text, found: Sequence[Attribution]) -> Mapping[int, tuple[int, ...]]:
    """Return for each attribution the places of those that only name its channel.

    *…, Brook said, according to the gazette*: the gazette is the channel of what Brook said, and no speaker.
    """
    channels: dict[int, tuple[int, ...]] = {}
    for place, one in enumerate(found):
        if one.rule != "according to" or one.source is None or one.cue is None:
            continue
        frame = bisect_right(text.frames, one.cue[0])
        for other_place in range(max(0, place - WINDOW), min(len(found), place + WINDOW)):
            other = found[other_place]
            if other.cue is None or other.source is None or other.rule == "according to":
                continue
            is_here = bisect_right(text.frames, other.cue[0]) == frame and other.cue[0] < one.cue[0]
            if is_here and any(first <= other.cue[0] <= last for first, last in one.content):
                channels[other_place] = (*channels.get(other_place, ()), place)
    return channels


def with_ways(reader: Reader, draft: Draft, channels: tuple[Range, ...]) -> Draft:
    """Add through whom and to whom, by the words beside the cue: *in a letter to Highland, via …*."""
    via = list(draft.who.via)
    medium: Span | None = None
    for phrase in channels:
        via += [
            actor for actor in reader.speakers.who(phrase).actors if actor not in (*draft.who.actors, *via)
        ]
        medium = medium or reader.span(phrase)
    to = draft.to
    for start, stop in _beside(draft):
        words = reader.text.text[start:stop]
        for found in _CHANNEL.finditer(words):
            span, who = _phrase_at(reader, start + found.end(), stop)
            is_medium = any(actor in reader.speakers.cast.media.values() for actor in who.actors)
            if (
                span
                and who.actors
                and (is_medium or found[0].lower().split()[0] in {"carried", "through", "via", "according"})
            ):
                via += [actor for actor in who.actors if actor not in (*draft.who.actors, *via)]
                medium = medium or span
        addressed = _ADDRESSED.search(words)
        if addressed and not to:
            to = _phrase_at(reader, start + addressed.end(), stop)[1].actors
    who = Who(draft.who.actors, tuple(via), draft.who.by_pronoun)
    return replace(draft, who=who, medium=medium, to=tuple(one for one in to if one not in who.actors))


def _beside(draft: Draft) -> Iterator[Span]:
    """Yield the spans of the sentence around the cue that are not content."""
    if draft.frame is None or draft.cue is None:
        return
    start, stop = draft.frame
    at = start
    for part in sorted(draft.content):
        if part[0] > at and part[0] <= stop:
            yield at, part[0]
        at = max(at, part[1])
    if at < stop:
        yield at, stop


def _phrase_at(reader: Reader, start: int, stop: int) -> tuple[Span | None, Who]:
    """Return the longest noun phrase from a place on that means an actor."""
    text = reader.text
    first = bisect_left(text.starts, start)
    for last in range(min(first + 6, len(text.words) - 1), first - 1, -1):
        if text.ends[last] <= stop and text.inside[last] < 0 and text.lower[last] not in PRONOUNS:
            if not text.words[last][0].isalnum():
                continue
            who = reader.speakers.who((first, last))
            ends_name = any(one.last == last for one in reader.speakers.within(first, last))
            if who.actors and (ends_name or last == first or text.words[last].islower()):
                return text.span(first, last), who
    return None, NOBODY
