"""Rules for clauses of saying beside or within what is said: “…,” Brook said; …, according to Brook."""

from __future__ import annotations

from .attribution import Attribution
from .inflection import words
from .lexicon import CALENDAR, CUES, PREPOSITIONS, Frame
from .subjects import Range, Reader
from .tagging import NOMINAL, Tag, is_adverb

__all__ = ["Quoting"]

SHORTEST = 12
"""Fewer tokens than so many before a clause of saying only lead up to it: *In a letter, Brook said, “…”*"""

_WHEN = frozenset(["when", "as", "while"])
_SAYS = words("said says wrote writes told added tweeted continued stated")


class Quoting:
    """The rules around what is quoted in one sentence."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.text = reader.text
        self.tags = reader.tags
        self.first = reader.first
        self.last = reader.last

    def _according(self, token: int) -> Attribution | None:
        """The dam will stay, according to the board; According to the board, the dam will stay."""
        text = self.text
        source = self.reader.phrase_after(token + 2, self.last)
        if source is None:
            return None
        source = source[0], max(source[1], self.reader.noun_end(source[1], self.last))
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

    def _after_quotation(self, token: int) -> Attribution | None:
        """“…,” Brook shot back; “…,” read the letter: any verb will do there."""
        if self.tags[token] is not Tag.VERB:
            return None
        if self._closes_quotation(token - 1):
            return self._inverted(token, token)
        group = self.reader.group_start(token)
        source = self.reader.subject(group)
        if source is None or not self._closes_quotation(source[0] - 1):
            return None
        return self._parenthetical(token, group, source, frozenset([Frame.CLAUSE]))

    def _colon(self, colon: int) -> Attribution | None:
        """Brook made her case: “…”: any verb will do there."""
        text = self.text
        for at in range(self.first, colon):
            if self.tags[at] is not Tag.VERB or self.reader.is_quoted(at):
                continue
            group = self.reader.group_start(at)
            source = self.reader.subject(group)
            if source is None:
                continue
            quotation = text.quotations[text.inside[colon + 1]]
            content = (quotation.first, min(quotation.last, self.last))
            return Attribution("X said that", source, (group, colon - 1), (content,), direct=True)
        return None

    def _inverted(self, token: int, group: int) -> Attribution | None:
        """“…,” said Brook; …, said Brook."""
        text = self.text
        if token <= self.first or group < token:
            return None
        quoted = self.reader.is_quoted(token - 1)
        if not quoted and text.words[token - 1] != ",":
            return None
        if token + 1 > self.last or self.reader.low(token + 1) in {"that", ",", "."}:
            return None
        source = self.reader.phrase_after(token + 1, self.last)
        if source is None and quoted and token + 2 <= self.last and self.tags[token + 2] in NOMINAL:
            rest = self.reader.phrase_after(token + 2, self.last)  # said *retired* General Brook
            source = (token + 1, rest[1]) if rest and self.tags[token + 1] is not Tag.TO else None
        if source is None:
            return None
        after = source[1] + 1
        if (
            not quoted
            and after <= self.last
            and text.words[after] not in {",", ".", "—", ";"}
            and self.tags[after] is not Tag.PREPOSITION
        ):
            return None
        if quoted and not self._closes_quotation(token - 1) and self.reader.low(token) not in CUES:
            return None
        if not quoted and self.reader.low(source[1]) in {"no", "yes", "so", "nothing", "this"}:
            return None
        if not quoted and self.reader.low(token) not in {"said", "says", "added", "wrote", "asked"}:
            return None
        content = [*self._said_before(token), *self._said_after(after)]
        if not content:
            return None
        return Attribution("said X", source, (token, token), tuple(content), self._quoted(content))

    def _parenthetical(
        self, token: int, group: int, source: Range, frames: frozenset[Frame]
    ) -> Attribution | None:
        """“…,” Brook said; …, Brook said."""
        start = source[0]
        waits = self._closes_quotation(start - 1)
        if not frames & {Frame.CLAUSE, Frame.HEARER} and not waits:
            return None
        hearer = None
        after = token + 1
        if Frame.HEARER in frames and after <= self.last and not self.reader.is_quoted(after):
            hearer = self.reader.phrase_after(after, self.last)
            after = hearer[1] + 1 if hearer else after
        tail = self._tail(after, waits)
        if tail is None:
            return None
        content = (
            self._said_to_end(start, after, tail) if waits else self._said_around(start, after, tail)
        ) or self._said_around(start, after, tail)
        if not content:
            return None
        cue = group, self._written(token)
        return Attribution("X said", source, cue, tuple(content), self._quoted(content), hearer)

    def _tail(self, after: int, waits: bool) -> int | None:
        """Return where a clause of saying ends, one past the sentence at most; None when *that* follows."""
        text, tail = self.text, after
        while tail <= self.last and text.words[tail] not in {",", ":"} and text.inside[tail] < 0:
            if self.reader.low(tail) == "that" and not waits:
                return None
            tail += 1
        return tail

    def _said_to_end(self, start: int, after: int, tail: int) -> list[Range]:
        """Return what is said where a quotation waits for its clause: “…,” Brook said of the dam."""
        ends, modified = tail > self.last, tail > after
        colon = not ends and self.text.words[tail] == ":"
        if (colon and not modified) or (modified and not ends and self.text.inside[tail] >= 0):
            return []
        content = self._said_before(start) if start > self.first else [self._quotation_before()]
        if not colon and (not modified or self.text.inside[min(tail + 1, self.last)] >= 0):
            content += self._said_after(tail)
        return content

    def _said_around(self, start: int, after: int, tail: int) -> list[Range]:
        """Return what is said before a clause of saying, and after it when the sentence goes on."""
        text, first = self.text, self.reader.low(after)
        ends = tail > self.last
        plain = first in PREPOSITIONS | CALENDAR | _WHEN or is_adverb(first)
        if (tail > after and not plain) or (not ends and text.words[tail] == ":"):
            return []
        if start == self.first:
            return [self._quotation_before()] if ends and self._follows_quotation() else []
        quoted = text.inside[start - 1] >= 0
        if not quoted:
            near = start - self.first <= SHORTEST and tail < self.last and text.inside[tail + 1] >= 0
            if text.words[start - 1] != "," or (not ends and (text.inside[tail] >= 0 or near)):
                return []
        return [*self._said_before(start), *self._said_after(tail)]

    def _written(self, token: int) -> int:
        """Return the last token of a cue at the end of a clause: said *in a statement*."""
        end = token + 3
        if (
            self.reader.low(token + 1) != "in"
            or self.reader.low(token + 2) not in {"a", "an"}
            or end > self.last
        ):
            return token
        ends = end == self.last or self.text.words[end + 1] in {",", ".", ":"}
        return end if ends and self.reader.low(end) in {"statement", "email", "tweet", "letter"} else token

    def _closes_quotation(self, token: int) -> bool:
        """Return whether a quotation ends with a token and waits for its clause: “…,” or “…?”"""
        text = self.text
        if token < 1 or text.inside[token] < 0 or token + 1 in text.paragraphs:
            return False
        return text.quotations[text.inside[token]].last == token and text.words[token - 1] in {
            ",",
            "?",
            "!",
            "—",
        }

    def _follows_quotation(self) -> bool:
        text = self.text
        return self.first > 0 and text.inside[self.first - 1] >= 0 and self.first not in text.paragraphs

    def _quotation_before(self) -> Range:
        quotation = self.text.quotations[self.text.inside[self.first - 1]]
        return quotation.first, quotation.last

    def _said_before(self, token: int) -> list[Range]:
        """Return what is said before a source or a cue, in this sentence."""
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
        if self.tags[token + 1] is Tag.GERUND and text.inside[token + 1] < 0:
            return []
        if text.inside[token + 1] < 0 and text.lower[token + 1] in {"who", "which", "according"}:
            return []
        return [(token + 1, self.last)]

    def _quoted(self, content: list[Range]) -> bool:
        return all(self.text.inside[at] >= 0 for first, last in content for at in (first, last))

    def _next_quotation(
        self, token: int, group: int, source: Range | None, frames: frozenset[Frame], start: int
    ) -> Attribution | None:
        """Brook wrote in a letter. “The dam will stay.”"""
        text, last = self.text, self.last
        ends = start > last or (
            self.tags[start] is Tag.PREPOSITION and self.reader.low(start) in {"in", "on", "at", "during"}
        )
        if (
            source is None
            or Frame.CLAUSE not in frames
            or not ends
            or not any(one in _SAYS for one in text.lower[group : token + 1])
        ):
            return None
        after = last + 1
        while after < len(text.words) and text.words[after] in {".", ":"} and text.inside[after] < 0:
            after += 1
        if after >= len(text.words) or text.inside[after] < 0:
            return None
        if text.paragraph_end(last) <= after and text.words[after - 1] != ":":
            return None
        quotation = text.quotations[text.inside[after]]
        return Attribution(
            "X said that", source, (group, token), ((quotation.first, quotation.last),), direct=True
        )
