"""How the attributions of neighbouring clauses and quotations join."""

from __future__ import annotations

from dataclasses import replace

from .attribution import Attribution
from .lexicon import BOUNDARIES, CUES, STANCES, words
from .phrases import Range
from .tokens import Text

__all__ = ["continued", "cut"]

_STRONG = frozenset(["X said", "said X", "according to"])
_WEAKEST = frozenset(["X's claim", "X is sure"])
_WEAK = _WEAKEST | {"X said that", "saying that", "passive"}
_TELLS = words(
    "say tell argue note add write suggest report claim show believe think insist warn explain find indicate "
    "acknowledge announce conclude"
)


def cut(text: Text, found: list[Attribution]) -> list[Attribution]:
    """End a content where the next clause of saying starts: …, adding that …; …, but he said …"""
    kept: list[Attribution] = []
    for one, others in ((one, found[place + 1 :]) for place, one in enumerate(found)):
        content = list(one.content)
        for other in others:
            if other.cue is None or not content:
                continue
            edge = other.source[0] if other.source and other.source[1] < other.cue[0] else other.cue[0]
            first, last = content[-1]
            if not first < edge <= last or text.inside[edge] >= 0:
                continue
            before = edge - 1
            if text.lower[before] in {"and", "but", "while", "though", "although"} or (
                text.words[before] == "," and (other.source is None or other.rule == "according to")
            ):
                while before > first and (text.words[before] == "," or text.lower[before] in BOUNDARIES):
                    before -= 1
                content[-1] = (first, before)
                break
        kept.append(replace(one, content=tuple(content)))
    return [one for place, one in enumerate(kept) if not _is_told(text, one, kept[:place])]


def _is_told(text: Text, one: Attribution, before: list[Attribution]) -> bool:
    """Return whether a stance is part of what another says: Brook said that *they want* the dam."""
    if one.cue is None or one.rule not in _WEAK or (
        one.rule not in _WEAKEST and not any(_base(text, at) in STANCES for at in range(one.cue[0], one.cue[1] + 1))
    ):
        return False
    return any(
        other.cue is not None
        and (one.rule in _WEAKEST or other.rule in _STRONG or _base(text, other.cue[1]) in _TELLS)
        and any(first <= one.cue[0] <= last for first, last in other.content)
        for other in before
    )


def _base(text: Text, token: int) -> str:
    entry = CUES.get(text.lower[token])
    return entry[0] if entry else ""


def continued(text: Text, found: list[Attribution]) -> list[Attribution]:
    """Give each quotation without a clause of saying to the one who spoke before it.

    In the same paragraph, and where a quotation goes on from one paragraph to the next, it belongs to the
    attribution before it; a paragraph that is one quotation makes an attribution of its own.
    """
    owner: dict[int, int] = {}
    for place, one in enumerate(found):
        for first, last in one.content:
            for number in {text.inside[first], text.inside[last]} - {-1}:
                owner.setdefault(number, place)
    added: dict[int, list[Range]] = {}
    free: list[Attribution] = []
    frames = frozenset(text.frames)
    ends = {place: one for place, one in enumerate(found) if one.cue is not None}
    places = sorted(ends, key=lambda place: ends[place].cue or (0, 0))
    at = 0
    current: int | None = None
    for number, quotation in enumerate(text.quotations):
        while at < len(places) and (ends[places[at]].cue or (0, 0))[0] < quotation.first:
            current = places[at]
            at += 1
        goes_on = number > 0 and text.quotations[number - 1].open
        if number in owner:
            current = owner[number]
            continue
        if current is None or (quotation.first not in frames and not goes_on):
            continue
        span = (quotation.first, quotation.last)
        before = _last_token(found[current], added.get(current, []))
        if goes_on or text.paragraph_end(before) > quotation.first:
            if goes_on or text.inside[before] >= 0 or found[current].direct:
                added.setdefault(current, []).append(span)
                owner[number] = current
        elif quotation.first in text.paragraphs and quotation.last + 1 in text.paragraphs:
            source = found[current].source
            free.append(Attribution("free quotation", source, None, (span,), direct=True))
    grown = [
        replace(one, content=(*one.content, *added[place])) if place in added else one
        for place, one in enumerate(found)
    ]
    return sorted(grown + free, key=lambda one: one.cue or one.content[0])


def _last_token(one: Attribution, added: list[Range]) -> int:
    parts = [*one.content, *added]
    return max([last for _, last in parts] + ([one.cue[1]] if one.cue else []))
