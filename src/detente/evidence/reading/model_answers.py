"""What a language model may answer, and what of it stands in the text.

A model proposes words; it never gives places. Each quotation is looked for exactly as it is: where it does
not stand in the text word for word, or stands in several places, it is refused and no proposal comes of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ..actors import ActorKind
from ..anchors import Anchor
from ..claims import Kind
from .conditions import condition_in
from .dates import date_in
from .lexicon import PRONOUNS
from .proposals import Proposal
from .selection import worth_of
from .sense import kind_of
from .speakers import Speakers
from .subjects import Range

__all__ = ["RULE", "Answer", "Item", "Quote", "proposals_of"]

RULE = "language model"
MOST_ITEMS = 300
"""How many proposals one answer may hold; more are no reading but a fault."""

_QUOTED, _REPORTED = 0.6, 0.4
"""How sure we are of what a model finds, by our judgement; it is not asked how sure it is."""
_NAME_WORD = re.compile(r"[^\W\d_]+")
_PAIRS = ("“”", "«»", "„“", '""', "‘’", "''")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words copied from the report, letter by letter; with words before or after them where they recur."""

    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that somebody is said to say or do, in words copied from the report."""

    passage: Quote
    content: list[Quote]
    kind: Kind
    by: str | None = None
    to: str | None = None
    speaker: Quote | None = None
    cue: Quote | None = None
    hearer: Quote | None = None
    via: Quote | None = None
    condition: Quote | None = None
    consequence: Quote | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The proposals that a model makes for one part of a report."""

    proposals: list[Item]


class _Refused(Exception):  # noqa: N818 - says what is wrong with one proposal of an answer
    pass


def proposals_of(
    answer: Answer, text: str, window: Range, speakers: Speakers
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """Return the proposals of an answer that hold, and why each other one is refused.

    Parameters
    ----------
    answer
        What the model answered; nothing of it is believed.
    text, window
        The text of the report, and the part of it that the model was given: start and end, not included.
    speakers
        Who is meant by which words of the text.

    Notes
    -----
    The passage of a proposal must stand once in the part of the text, each other quotation once in the
    passage; words before or after a quotation may tell which place is meant. Each anchor is made from the
    text itself.

    Cost: the length of the part of the text times the number of quotations.

    Examples
    --------
    >>> from .cast import Cast
    >>> from .tokens import split
    >>> text = "“We will pay,” Ann Brook said. It rained."
    >>> item = Item(Quote("“We will pay,” Ann Brook said."), [Quote("We will pay,")], Kind.OFFER)
    >>> speakers = Speakers(split(text), Cast([]))
    >>> (one,), refused = proposals_of(Answer([item]), text, (0, len(text)), speakers)
    >>> text[one.content[0].start : one.content[0].end], one.direct, refused
    ('“We will pay,”', True, ())
    >>> other = Item(Quote("It rained."), [Quote("it rained")], Kind.ACT)
    >>> proposals_of(Answer([other]), text, (0, len(text)), speakers)
    ((), ('proposal 1, content 1: these words do not stand in the passage, letter by letter',))
    """
    if len(answer.proposals) > MOST_ITEMS:
        return (), (f"{len(answer.proposals)} proposals are too many; give at most {MOST_ITEMS}",)
    found: dict[Proposal, None] = {}
    refused: list[str] = []
    for number, item in enumerate(answer.proposals, start=1):
        try:
            found[_proposal(item, text, window, speakers)] = None
        except _Refused as reason:
            refused.append(f"proposal {number}, {reason}")
    return tuple(sorted(found, key=lambda one: (one.anchor.start, one.anchor.end))), tuple(refused)


def _proposal(item: Item, text: str, window: Range, speakers: Speakers) -> Proposal:
    start, end = window
    passage = _place(text, item.passage, start, end, start, end, "passage", "the report")
    content = tuple(_content(item, text, window, passage))
    found = {
        name: Anchor.of(text, *_place(text, quote, *passage, start, end, name, "the passage"))
        for name in ("speaker", "cue", "hearer", "via", "condition", "consequence")
        if (quote := getattr(item, name)) is not None
    }
    condition = found.get("condition")
    if condition and not any(one.start <= condition.start < condition.end <= one.end for one in content):
        raise _Refused("condition: these words are no part of one content")
    speaker, hearer = found.get("speaker"), found.get("hearer")
    by = _actor(text, item.by, speaker, speakers)
    to = _actor(text, item.to, hearer, speakers)
    medium = found.get("via")
    said = text[content[0].start : content[-1].end]
    marked = condition_in(said)
    parts = [*content, *found.values()]
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    day = date_in(text[first:last])
    direct = all(_is_quoted(text[part.start : part.end]) for part in content)
    confidence = (_QUOTED if direct else _REPORTED) * (1.0 if speaker else 0.8)
    return Proposal(
        rule=RULE,
        kind=item.kind,
        bare_kind=kind_of("", "", said) if item.kind is Kind.CONDITION else item.kind,
        by=by,
        to=to,
        via=tuple(one for one in _meant(medium, speakers) if one != by) if medium else (),
        speaker=speaker,
        hearer=hearer,
        medium=medium,
        cue=found.get("cue"),
        content=content,
        marker=marked.marker if marked and condition else None,
        condition=condition,
        consequence=found.get("consequence"),
        date=Anchor.of(text, first + day[0], first + day[1]) if day else None,
        said_on=None,
        due=None,
        due_on=None,
        direct=direct,
        confidence=confidence,
        worth=worth_of(item.kind, by is not None, speaker is not None, confidence, is_own=False),
        anchor=Anchor.of(text, first, last),
    )


def _content(item: Item, text: str, window: Range, passage: Range) -> Iterator[Anchor]:
    """Yield the parts of what is said, in the order of the text, with the marks of quotation around them."""
    if not item.content:
        raise _Refused("content: there is none")
    places = []
    for number, quote in enumerate(item.content, start=1):
        what = f"content {number}"
        start, end = _place(text, quote, *passage, *window, what, "the passage")
        around = text[max(start - 1, window[0]) : start] + text[end : min(end + 1, window[1])]
        places.append((start - 1, end + 1) if around in _PAIRS else (start, end))
    last = window[0]
    for start, end in sorted(places):
        if start < last:
            raise _Refused("content: two parts of it share words")
        last = end
        yield Anchor.of(text, start, end)


def _place(
    text: str, quote: Quote, start: int, end: int, first: int, last: int, what: str, where: str
) -> tuple[int, int]:
    """Return the one place of a quotation between ``start`` and ``end``; its neighbours may reach further."""
    words = quote.words.strip()
    if not any(sign.isalnum() for sign in words):
        raise _Refused(f"{what}: there are no words")
    before = quote.before + quote.words[: len(quote.words) - len(quote.words.lstrip())]
    after = quote.words[len(quote.words.rstrip()) :] + quote.after
    whole = before + words + after
    low, high = max(first, start - len(before)), min(last, end + len(after))
    found = text.find(whole, low, high)
    if found < 0:
        raise _Refused(f"{what}: these words do not stand in {where}, letter by letter")
    if text.find(whole, found + 1, high) >= 0:
        raise _Refused(f"{what}: these words stand more than once in {where}; say what is beside them")
    return found + len(before), found + len(before) + len(words)


def _actor(text: str, named: str | None, anchor: Anchor | None, speakers: Speakers) -> str | None:
    """Return the actor that a model named, or None where the words of the text do not bear it out.

    Words that mean another actor by our own rules, or that hold a part of an actor's name and still mean none
    of them (a reporter called Kim), leave it open; so do an actor for whom no words stand, and an id that is
    not on the list.
    """
    if named not in speakers.cast.actors or anchor is None:
        return None
    words = text[anchor.start : anchor.end]
    if words.casefold() in PRONOUNS:
        return named
    if meant := _meant(anchor, speakers):
        return named if named in meant else None
    return None if _parts_of_names(speakers).intersection(_NAME_WORD.findall(words)) else named


def _meant(anchor: Anchor, speakers: Speakers) -> tuple[str, ...]:
    """Return the actors that words of the text mean by our own rules."""
    text = speakers.text
    first = bisect_left(text.starts, anchor.start)
    last = bisect_right(text.ends, anchor.end) - 1
    return speakers.who((first, last)).actors if first <= last else ()


def _parts_of_names(speakers: Speakers) -> set[str]:
    """Return the words of which the names of persons are made."""
    actors = speakers.cast.actors.values()
    names = [actor.name for actor in actors if actor.kind is ActorKind.PERSON]
    proper = (name for name in names if all(part[:1].isupper() for part in name.split()))
    return {part for name in proper for part in _NAME_WORD.findall(name)}


def _is_quoted(words: str) -> bool:
    """Return whether words stand in marks of quotation; what goes on in a next paragraph has no last mark."""
    return words[0] in "“«„" or any(words[0] + words[-1] == pair for pair in _PAIRS)
