"""How the attributions of neighbouring clauses and quotations join."""

from __future__ import annotations

from dataclasses import replace

from .attribution import Attribution
from .lexicon import BOUNDARIES, CUES, STANCES, words
from .subjects import Range
from .tokens import Text

__all__ = ["continued", "cut"]

_STRONG = frozenset(["X said", "said X", "according to"])
_SPOKEN = _STRONG | {"X said that", "saying that"}
_WEAKEST = frozenset(["X's claim", "X is sure", "passive"])
_WEAK = _WEAKEST | {"X said that", "saying that"}
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
    told = [one for place, one in enumerate(kept) if not _is_told(text, one, kept[:place])]
    return [one for place, one in enumerate(told) if not _is_part(one, told[place + 1 : place + 3])]


def _is_part(one: Attribution, others: list[Attribution]) -> bool:
    """Return whether the cue of another holds this one's: *voiced*, of voiced doubt."""
    return one.cue is not None and any(
        other.cue is not None and other.cue[0] <= one.cue[0] and one.cue[1] <= other.cue[1]
        for other in others
    )


def _is_told(text: Text, one: Attribution, before: list[Attribution]) -> bool:
    """Return whether a stance is part of what another says: Brook said that *they want* the dam."""
    if (
        one.cue is None
        or one.rule not in _WEAK
        or (
            one.rule not in _WEAKEST
            and not any(_base(text, at) in STANCES for at in range(one.cue[0], one.cue[1] + 1))
        )
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

    A quotation that opens a sentence belongs to the last one in its paragraph whose words are quoted, or
    else to the last one there who says something; one that goes on from the paragraph before belongs to
    whom it belongs there. A paragraph that is one quotation is said by whoever spoke before.
    """
    owner: dict[int, int] = {}
    for place, one in enumerate(found):
        for first, last in one.content:
            for number in {text.inside[first], text.inside[last]} - {-1}:
                owner.setdefault(number, place)
    quoting = frozenset(owner.values())
    places = sorted((one.cue[0], place) for place, one in enumerate(found) if one.cue is not None)
    frames, paragraphs = frozenset(text.frames), frozenset(text.paragraphs)
    added: dict[int, list[Range]] = {}
    free: list[Attribution] = []
    at = 0
    current: int | None = None
    for number, quotation in enumerate(text.quotations):
        while at < len(places) and places[at][0] < quotation.first:
            place = places[at][1]
            if (
                place in quoting
                or current is None
                or not _same_paragraph(text, found, current, quotation.first)
            ):
                current = place if found[place].rule in _SPOKEN or place in quoting else current
            at += 1
        goes_on = number > 0 and text.quotations[number - 1].open
        if number in owner:
            current = owner[number]
            continue
        if current is None or (quotation.first not in frames and not goes_on):
            continue
        span = (quotation.first, quotation.last)
        if goes_on or (current in quoting and _same_paragraph(text, found, current, quotation.first)):
            added.setdefault(current, []).append(span)
            owner[number] = current
        elif (quotation.first in paragraphs and _is_rest(text, quotation.last + 1)) or _same_paragraph(
            text, found, current, quotation.first
        ):
            free.append(Attribution("free quotation", found[current].source, None, (span,), direct=True))
    grown = [
        replace(one, content=(*one.content, *added[place])) if place in added else one
        for place, one in enumerate(found)
    ]
    return sorted(grown + free, key=lambda one: one.cue or one.content[0])


def _is_rest(text: Text, token: int) -> bool:
    """Return whether no word follows in the paragraph."""
    paragraph = text.paragraph_end(token - 1)
    return all(not text.words[at][0].isalnum() for at in range(token, min(paragraph, token + 4)))


def _same_paragraph(text: Text, found: list[Attribution], place: int, token: int) -> bool:
    one = found[place]
    last = one.cue[1] if one.cue else one.content[-1][1]
    return text.paragraph_end(last) > token
