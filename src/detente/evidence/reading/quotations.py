"""Whose a quotation is: by the words of saying beside it, else by those before its paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .attributions import Attribution
from .lexicon import CUES, Form, Frame
from .lexicon import words as words_of
from .subjects import Range, Reader
from .tagging import Tag
from .tokens import Quotation, Text

__all__ = ["SHORTEST", "Owned", "owners"]

SHORTEST = 7
"""So many tokens, the marks among them, make a quotation of its own; shorter ones are fragments."""

_NEAR = 12
_SAYING = words_of("remarked remarks continued continues concluded began commented comments went")
"""Beside a quotation these are words of saying too."""

_SPEECH = words_of(
    "say tell add note state claim argue explain warn insist stress declare announce comment respond reply "
    "ask write believe think express voice emphasise emphasize acknowledge admit confirm report recall "
    "praise criticise criticize condemn suggest conclude reiterate underline underscore caution joke "
    "describe point assess predict expect observe maintain contend reveal hint urge call deny accuse promise "
    "vow speak"
)
"""After these, in the sentence before it, a quotation that stands alone is by the same speaker."""

_NARRATOR = frozenset(["i", "we", "you"])


@dataclass(frozen=True, slots=True)
class Owned:
    """A quotation with the words that say whose it is.

    Attributes
    ----------
    number
        Its place among the quotations of the text.
    rule
        ``said X`` and ``X said`` beside it, ``quoted on`` when it goes on after them, ``free quotation``
        when it stands alone and follows words about a speaker, ``same voice`` when it only follows others
        that stand alone.
    source, cue
        The words for the speaker, and of saying.
    """

    number: int
    rule: str
    source: Range | None
    cue: Range | None


def owners(text: Text, tags: tuple[Tag, ...], found: Sequence[Attribution]) -> tuple[Owned, ...]:
    """Return whose each quotation is that is long enough; without a source where that cannot be told.

    Notes
    -----
    Cost: linear in the length of the text.
    """
    given: list[Owned] = []
    by_quotation = _by_quotation(text, found)
    by_paragraph: dict[int, list[Attribution]] = {}
    for each in found:
        if each.cue is not None:
            by_paragraph.setdefault(_paragraph(text, each.cue[0]), []).append(each)
    voice: Owned | None = None
    previous: Owned | None = None
    for number, quotation in enumerate(text.quotations):
        if quotation.last - quotation.first + 1 < SHORTEST:
            continue
        one = _beside(text, tags, number, quotation) or by_quotation.get(number)
        if one is None and previous and _goes_on(text, text.quotations[previous.number], quotation):
            one = Owned(number, "quoted on", previous.source, previous.cue)
        if one is None and _stands_alone(text, quotation):
            one = _free(text, number, quotation, by_paragraph, previous)
            if one is None and voice is not None:
                one = Owned(number, "same voice", voice.source, None)
            voice = one or voice
        if one is not None:
            given.append(one)
            previous = one
    return tuple(given)


def _beside(text: Text, tags: tuple[Tag, ...], number: int, quotation: Quotation) -> Owned | None:
    """Return the words of saying right after a quotation: *…,” said Brook*, *…,” Brook said*."""
    start = quotation.last + 1
    frame = text.frames[bisect_right(text.frames, quotation.last)]
    if start < frame and text.words[start] == ",":
        start += 1
    reader = Reader(text, tags, start, frame - 1)
    for cue in range(start, min(frame, start + _NEAR)):
        if text.inside[cue] >= 0:
            return None
        entry = CUES.get(text.lower[cue])
        if text.lower[cue] not in _SAYING and (
            entry is None
            or entry[1] not in {Form.PAST, Form.THIRD}
            or not entry[2] & {Frame.CLAUSE, Frame.HEARER}
        ):
            continue
        if cue == start:
            source = reader.phrase_after(cue + 1, frame - 1)
            return Owned(number, "said X", source, (cue, cue)) if source else None
        group = reader.group_start(cue)
        source = reader.subject(group) if group > start else None
        if source is not None and source[0] == start:
            return Owned(number, "X said", source, (group, cue))
        return None
    return None


def _by_quotation(text: Text, found: Sequence[Attribution]) -> dict[int, Owned]:
    """Return the attribution with the nearest words of saying for each quotation that is a part of one."""
    best: dict[int, tuple[int, Owned]] = {}
    for one in found:
        if one.cue is None or one.rule in {"according to", "free quotation", "passive"}:
            continue
        for first, last in one.content:
            numbers = {text.inside[at] for at in range(first, min(last, first + 200) + 1)} - {-1}
            for number in numbers:
                quotation = text.quotations[number]
                if quotation.first <= one.cue[0] <= quotation.last:
                    continue
                far = min(abs(quotation.first - one.cue[1]), abs(one.cue[0] - quotation.last))
                rule = (
                    "quoted on"
                    if _paragraph(text, one.cue[0]) != _paragraph(text, quotation.first)
                    else "quoted"
                )
                if number not in best or far < best[number][0]:
                    best[number] = far, Owned(number, rule, one.source, one.cue)
    return {number: owned for number, (_, owned) in best.items()}


def _goes_on(text: Text, before: Quotation, quotation: Quotation) -> bool:
    """Return whether a quotation follows another in its paragraph, with no words of a sentence of its own."""
    if before.open and quotation.first == before.last + 1:
        return True
    if _paragraph(text, before.first) != _paragraph(text, quotation.first):
        return False
    starts = [at for at in text.frames if before.last < at <= quotation.first]
    return bool(starts) and starts == [quotation.first]


def _stands_alone(text: Text, quotation: Quotation) -> bool:
    """Return whether a quotation begins its paragraph and ends it."""
    number = _paragraph(text, quotation.first)
    after = quotation.last + 1
    end = text.paragraphs[number + 1]
    return text.paragraphs[number] == quotation.first and (
        after >= end or (after + 1 == end and text.words[after] in {".", ","})
    )


def _free(
    text: Text,
    number: int,
    quotation: Quotation,
    by_paragraph: dict[int, list[Attribution]],
    previous: Owned | None,
) -> Owned | None:
    """Return whose a quotation is that makes a paragraph: who spoke last in the sentence before it."""
    before = _paragraph(text, quotation.first) - 1
    if before < 0:
        return None
    last_token = quotation.first - 1
    if previous is not None and text.inside[last_token] == previous.number:
        return Owned(number, "free quotation", previous.source, None)
    frame = text.frames[bisect_right(text.frames, last_token) - 1]
    here = [
        one
        for one in by_paragraph.get(before, [])
        if one.cue and one.cue[0] >= frame and one.source and text.lower[one.source[0]] not in _NARRATOR
        if _is_speech(text, one.cue)
    ]
    if not here:
        return None
    outer = min(here, key=lambda one: one.cue or (0, 0))
    return Owned(number, "free quotation", outer.source, None)


def _is_speech(text: Text, cue: Range) -> bool:
    """Return whether words of saying tell of speech or thought, and not of a plan: *aims to*."""
    words = text.lower[cue[0] : cue[1] + 1]
    return (
        any(word in _SAYING or CUES.get(word, ("",))[0] in _SPEECH for word in words) or "according" in words
    )


def _paragraph(text: Text, token: int) -> int:
    return bisect_right(text.paragraphs, token) - 1
