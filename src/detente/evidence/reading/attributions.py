"""Who says what, by rules: a source, a cue and a content for each attribution of a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from .lexicon import (
    AUXILIARIES,
    BOUNDARIES,
    CALENDAR,
    CUES,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    Form,
    Frame,
)
from .phrases import Range, is_adverb, phrase_after, phrase_before, verb_start
from .tokens import Text

__all__ = ["Attribution", "attributions"]

_BE = frozenset(["is", "was", "are", "were", "be", "been", "being", "am"])
_END = frozenset(".!?;…")
_PARTICLES = frozenset(["out", "up", "on", "for", "about", "against", "with", "of"])
_HEARERS = frozenset(["him", "her", "them", "me", "us", "you", "reporters"])


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content, as ranges of tokens.

    Attributes
    ----------
    rule
        The name of the rule that found it.
    source, cue
        None where there is none.
    content
        Its parts, in the order of the text.
    direct
        Whether all of the content is quoted.
    hearer
        To whom it is said.
    """

    rule: str
    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    direct: bool = False
    hearer: Range | None = None


def attributions(text: Text) -> tuple[Attribution, ...]:
    """Return the attributions of a text, in the order of their cues.

    Notes
    -----
    Cost: linear in the length of the text; what is sought around a cue is bounded.
    """
    found: list[Attribution] = []
    for first, end in pairwise(text.frames):
        found += _Frame(text, first, end).attributions()
    return tuple(_continued(text, found))


class _Frame:
    """One sentence of the reporter with what it quotes."""

    def __init__(self, text: Text, first: int, end: int) -> None:
        self.text = text
        self.first = first
        self.end = end
        self.last = end - 1  # the last token that is no full stop
        while self.last > first and text.words[self.last] in _END and text.inside[self.last] < 0:
            self.last -= 1

    def attributions(self) -> list[Attribution]:
        found: list[Attribution] = []
        text = self.text
        for token in range(self.first, self.end):
            if text.inside[token] < 0 and (one := self._at(token)):
                found.append(one)
        return _cut(text, found)

    def _at(self, token: int) -> Attribution | None:
        text = self.text
        low = text.lower[token]
        if low == "according" and token + 1 < self.end and text.lower[token + 1] == "to":
            return self._according(token)
        entry = CUES.get(low)
        if entry is None or (text.words[token][0].isupper() and token > self.first):
            return None
        _, form, frames = entry
        group = verb_start(text, token, self.first)
        if one := self._inverted(token, form, frames):
            return one
        if form is Form.PAST and any(text.lower[at] in _BE for at in range(group, token)):
            return self._passive(token, group, frames)
        if not self._is_verb(token, group, form):
            return None
        source = phrase_before(text, group, self.first)
        if source is not None and (one := self._parenthetical(token, group, source, frames)):
            return one
        return self._regular(token, group, source, form, frames)

    def _is_verb(self, token: int, group: int, form: Form) -> bool:
        """Return whether a word that could be a verb is one here."""
        text = self.text
        if token == self.first:
            return False
        before = text.lower[token - 1]
        if before in DETERMINERS or before in {"of", "'s"} or before.endswith(("'s", "s'")):
            return False
        if form is Form.BASE:
            helped = any(
                text.lower[at] in MODALS or text.lower[at] in AUXILIARIES for at in range(group, token)
            )
            plural = before in {"i", "we", "they", "you", "who", "people"} or (
                before.endswith("s") and not before.endswith("ss") and len(before) > 3
            )
            return helped or before == "to" or plural
        if form is Form.GERUND:
            return before == "," or group < token or text.inside[token - 1] >= 0
        return before not in PREPOSITIONS

    def _according(self, token: int) -> Attribution | None:
        text = self.text
        source = phrase_after(text, token + 2, self.end)
        if source is None:
            return None
        if token == self.first or text.words[token - 1] in {"(", "—"}:
            start = source[1] + 1
            if start <= self.last and text.words[start] == ",":
                start += 1
            content = [(start, self.last)] if start <= self.last else []
        else:
            stop = token - 1
            if text.words[stop] == ",":
                stop -= 1
            content = [(self.first, stop)] if stop >= self.first else []
            after = source[1] + 1
            if after < self.last and text.words[after] == "," and text.words[token - 1] == ",":
                content.append((after + 1, self.last))
        if not content:
            return None
        return Attribution("according to", source, (token, token + 1), tuple(content))

    def _inverted(self, token: int, form: Form, frames: frozenset[Frame]) -> Attribution | None:
        """“…,” said Brook; …, said Brook."""
        text = self.text
        if form not in {Form.PAST, Form.THIRD} or Frame.CLAUSE not in frames or token <= self.first:
            return None
        quoted = text.inside[token - 1] >= 0
        if not quoted and text.words[token - 1] != ",":
            return None
        if text.lower[token + 1 : token + 2] in [("that",), (",",), (".",)]:
            return None
        source = phrase_after(text, token + 1, self.end)
        if source is None:
            return None
        if not quoted and source[1] < self.last and text.words[source[1] + 1] not in {",", "."}:
            return None
        content = [*self._said_before(token), *self._said_after(source[1] + 1)]
        if not content:
            return None
        return Attribution("said X", source, (token, token), tuple(content), self._quoted(content))

    def _parenthetical(
        self, token: int, group: int, source: Range, frames: frozenset[Frame]
    ) -> Attribution | None:
        """“…,” Brook said; …, Brook said."""
        text = self.text
        if not frames & {Frame.CLAUSE, Frame.HEARER} and token < self.last:
            return None
        start = source[0]
        hearer = None
        after = token + 1
        if Frame.HEARER in frames and after <= self.last and text.inside[after] < 0:
            hearer = phrase_after(text, after, self.end)
            after = hearer[1] + 1 if hearer else after
        tail = after
        while tail <= self.last and text.words[tail] not in {",", ":"} and text.inside[tail] < 0:
            if text.lower[tail] == "that":
                return None
            tail += 1
        ends = tail > self.last
        modified = tail > after
        if modified and text.lower[after] not in PREPOSITIONS | CALENDAR and not is_adverb(text.lower[after]):
            return None
        if tail <= self.last and text.words[tail] == ":":
            return None
        if start > self.first and (text.inside[start - 1] >= 0 or text.words[start - 1] == ","):
            quoted = text.inside[start - 1] >= 0
            if not quoted and not ends and text.inside[tail] >= 0:
                return None
            if (
                not quoted
                and not ends
                and start - self.first <= 12
                and tail < self.last
                and text.inside[tail + 1] >= 0
            ):
                return None
            content = [*self._said_before(start), *self._said_after(tail)]
        elif start == self.first and ends and self._follows_quotation():
            content = [self._quotation_before()]
        else:
            return None
        if not content:
            return None
        return Attribution("X said", source, (group, token), tuple(content), self._quoted(content), hearer)

    def _follows_quotation(self) -> bool:
        text = self.text
        return self.first > 0 and text.inside[self.first - 1] >= 0 and self.first not in text.paragraphs

    def _quotation_before(self) -> Range:
        quotation = self.text.quotations[self.text.inside[self.first - 1]]
        return quotation.first, quotation.last

    def _said_before(self, token: int) -> list[Range]:
        """Return what is said before a source or a cue, in this frame."""
        text = self.text
        stop = token - 1
        if text.words[stop] == "," and text.inside[stop] < 0:
            stop -= 1
        if stop < self.first:
            return []
        start = self.first
        for at in range(stop, self.first, -1):
            if text.words[at] == ";" and text.inside[at] < 0:
                start = at + 1
                break
        return [(start, stop)] if start <= stop else []

    def _said_after(self, token: int) -> list[Range]:
        """Return what is said after a clause such as *, he said*, when the sentence goes on."""
        text = self.text
        if token >= self.last or text.words[token] not in {",", ":"}:
            return [(token, self.last)] if token <= self.last and text.inside[token] >= 0 else []
        entry = CUES.get(text.lower[token + 1])
        if entry and entry[1] is Form.GERUND:
            return []
        if text.inside[token + 1] < 0 and text.lower[token + 1] in {"who", "which", "according"}:
            return []
        return [(token + 1, self.last)]

    def _quoted(self, content: list[Range]) -> bool:
        return all(self.text.inside[at] >= 0 for first, last in content for at in (first, last))

    def _passive(self, token: int, group: int, frames: frozenset[Frame]) -> Attribution | None:
        """Brook was told that …; Brook is expected to …; Brook was criticised by …"""
        text = self.text
        subject = phrase_before(text, group, self.first)
        after = token + 1
        if subject is None or after > self.last:
            return None
        cue = (group, token)
        if text.lower[after] == "by":
            source = phrase_after(text, after + 1, self.end)
            return Attribution("passive", source, cue, (subject,)) if source else None
        if Frame.HEARER in frames and text.lower[after] == "that":
            return Attribution("was told", None, cue, ((after, self.last),), hearer=subject)
        if text.lower[after] in {"to", "as"}:
            return Attribution("passive", None, cue, (subject, (after, self.last)))
        return None

    def _regular(
        self, token: int, group: int, source: Range | None, form: Form, frames: frozenset[Frame]
    ) -> Attribution | None:
        """Brook said that …, told the board that …, vowed to …, criticised …"""
        text = self.text
        after = token + 1
        if after > self.last:
            return None
        hearer = None
        if Frame.HEARER in frames:
            after, hearer = self._past_hearer(after)
        last = token
        if Frame.CLAUSE not in frames or text.lower[after] == "out":
            while after < self.last and after - token < 3 and text.lower[after] in _PARTICLES:
                last = after
                after += 1
        start = self._past_modifiers(after)
        if start > self.last:
            return None
        if frames == {Frame.PLAN} and text.lower[start] not in {"to", "not", "that"} and source is None:
            return None
        if source is None and form is not Form.GERUND:
            return None
        content = [(start, self.last)]
        return Attribution(
            "X said that" if form is not Form.GERUND else "saying that",
            source,
            (group, last),
            tuple(content),
            self._quoted(content),
            hearer,
        )

    def _past_hearer(self, token: int) -> tuple[int, Range | None]:
        """Return the first token after the one to whom something is said, and that phrase."""
        text = self.text
        if text.inside[token] >= 0 or text.lower[token] in BOUNDARIES:
            return token, None
        if text.lower[token] in _HEARERS:
            return token + 1, (token, token)
        for at in range(token, min(self.last, token + 12)):
            if text.inside[at] >= 0 or text.lower[at] in {
                "that",
                "to",
                ",",
                ":",
                "if",
                "whether",
                "how",
                "about",
            }:
                return at, (token, at - 1) if at > token else None
        return token, None

    def _past_modifiers(self, token: int) -> int:
        """Return where the content starts, after *on Tuesday*, *in a statement* and a comma or a colon."""
        text = self.text
        low = text.lower[token]
        if text.inside[token] < 0 and (
            low in CALENDAR or low in PREPOSITIONS - {"of", "about", "for", "against"}
        ):
            for at in range(token, min(self.last, token + 14)):
                if text.inside[at] >= 0 or text.lower[at] == "that":
                    return at
                if text.words[at] in {",", ":"}:
                    return at + 1
        while token < self.last and text.inside[token] < 0 and text.words[token] in {",", ":"}:
            token += 1
        return token


def _cut(text: Text, found: list[Attribution]) -> list[Attribution]:
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
        source = one.source
        if source is None and one.rule == "saying that" and kept:
            source = kept[-1].source
        kept.append(replace(one, source=source, content=tuple(content)))
    return kept


def _continued(text: Text, found: list[Attribution]) -> list[Attribution]:
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
