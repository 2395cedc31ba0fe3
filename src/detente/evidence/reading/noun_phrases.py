"""Noun phrases before and after a verb, by their edges: there is no parser behind this."""

from __future__ import annotations

from .inflection import words
from .lexicon import CALENDAR, CUES, PRONOUNS
from .tagging import NOMINAL, Tag
from .tokens import Text

__all__ = ["LONGEST", "Phrases", "Range"]

Range = tuple[int, int]
"""The first and the last token of a phrase."""

LONGEST = 45
"""A phrase is sought no further than so many tokens."""

_OPENS = words("a an the who whose which his her their its one where formerly whom")
_WHO = frozenset(["who", "which", "whose", "that"])
_NO_PHRASE = frozenset(
    [Tag.VERB, Tag.MODAL, Tag.AUXILIARY, Tag.SUBORDINATOR, Tag.INFINITIVE, Tag.TO, Tag.RELATIVE]
)


class Phrases:
    """A tagged text, with its noun phrases.

    ``first`` and ``last`` bound what is looked at: one sentence of the reporter with what it quotes.
    """

    def __init__(self, text: Text, tags: tuple[Tag, ...], first: int, last: int) -> None:
        self.text = text
        self.tags = tags
        self.first = first
        self.last = last

    def low(self, token: int) -> str:
        """Return a token in lower case; nothing outside the sentence."""
        return self.text.lower[token] if self.first <= token <= self.last else ""

    def is_quoted(self, token: int) -> bool:
        """Return whether a token of the sentence stands in a quotation."""
        return self.first <= token <= self.last and self.text.inside[token] >= 0

    def phrase_start(self, last: int) -> int | None:
        """Return where the noun phrase that ends with a token starts; None when none ends there."""
        start = token = last
        if not self._may_end(last):
            return None
        while token >= self.first and last - token < LONGEST:
            tag = self.tags[token]
            word = self.text.words[token]
            if self.is_quoted(token):
                break
            if word == ")":
                opened = self._opening(token)
                if opened is None or opened <= self.first:
                    break
                token = opened - 1
                continue
            if tag in {Tag.COMMA, Tag.STOP} or (
                tag is Tag.PRONOUN and self.low(token) not in {"you", "them", "him", "us", "me", "it"}
            ):
                break
            if tag is Tag.PRONOUN and token == last:
                break
            if tag is Tag.AND and not self._joins(token):
                break
            if tag is Tag.VERB and self.low(token).endswith("ed") and self._is_adjective(token, last):
                token -= 1
                continue
            if tag in _NO_PHRASE:
                relative = self._relative(token)
                if relative is None:
                    break
                token = relative
                start = token
                continue
            start = token
            token -= 1
        return self._trimmed(start, last)

    def _may_end(self, token: int) -> bool:
        return (
            self.tags[token] in NOMINAL
            or self.text.words[token] == ")"
            or (
                self.tags[token] in {Tag.GERUND, Tag.PARTICIPLE}
                and token > self.first
                and self.tags[token - 1] is Tag.DETERMINER
            )
            or self.low(token) in {"others", "himself", "herself", "themselves"}
        )

    def _is_adjective(self, token: int, last: int) -> bool:
        """Return whether a past stands before its noun: most *registered* voters say."""
        return (
            token < last
            and token > self.first
            and self.tags[token + 1] is Tag.NOUN
            and self.tags[token - 1] in NOMINAL
        )

    def _joins(self, token: int) -> bool:
        """Return whether *and* joins two names or two nouns."""
        if self.low(token) not in {"and", "or"} or token <= self.first:
            return False
        before, after = self.tags[token - 1], self.tags[token + 1]
        if before is Tag.NAME:
            return after in {Tag.NAME, Tag.DETERMINER} or self.text.words[token + 1].endswith("s")
        return before is Tag.NOUN and after in {Tag.NOUN, Tag.DETERMINER}

    def _relative(self, token: int) -> int | None:
        """Return the token before a relative clause that ends with a verb's words: people *who run* it."""
        at = token
        while at > self.first and token - at < 12:
            if self.tags[at] is Tag.RELATIVE:
                before = at - 1
                return (
                    before
                    if before >= self.first and self.tags[before] in NOMINAL and self.low(at) != "that"
                    else None
                )
            if self.tags[at] in {Tag.COMMA, Tag.STOP, Tag.PRONOUN, Tag.SUBORDINATOR} or self.is_quoted(at):
                return None
            at -= 1
        return None

    def _trimmed(self, start: int, last: int) -> int | None:
        """Return the start of a phrase without what stands before it: *On Monday* Brook, *But* the board."""
        while start <= last:
            low, tag = self.low(start), self.tags[start]
            if low in CALENDAR and (low.isdigit() or start < last) and low not in {"may", "march"}:
                start += 1
                while start < last and self.text.words[start][0].isdigit():
                    start += 1
            elif tag is Tag.PREPOSITION:
                start = self._past_preposition(start, last)
            elif tag in {Tag.ADVERB, Tag.AND} or (
                not self.text.words[start][0].isalnum() and self.text.words[start] not in "$#@"
            ):
                start += 1
            else:
                break
        if start > last or (start == last and self.low(start) in {"the", "a", "an", "no", "every"}):
            return None
        return start

    def _past_preposition(self, start: int, last: int) -> int:
        """Return where a name starts after a phrase without a comma: In a speech *Brook* said."""
        at = start + 1
        while at < last and not (self.tags[at - 1] is Tag.NOUN and self.tags[at] is Tag.NAME):
            at += 1
        return (
            at
            if at < last or (self.tags[last] is Tag.NAME and self.tags[last - 1] is Tag.NOUN)
            else start + 1
        )

    def _opening(self, closing: int) -> int | None:
        """Return the comma or dash before another one, or the bracket that matches."""
        match = {")": "("}.get(self.text.words[closing], self.text.words[closing])
        for at in range(closing - 1, max(self.first, closing - LONGEST), -1):
            if self.is_quoted(at) and match != "(":
                continue
            if self.text.words[at] == match:
                return at
            if self.tags[at] is Tag.STOP and self.text.words[at] not in {"(", ")"}:
                return None
        return None

    def _segment(self, comma: int) -> int:
        at = comma
        while at > self.first and self.tags[at - 1] not in {Tag.COMMA, Tag.STOP}:
            at -= 1
        return at

    def phrase_after(self, first: int, stop: int) -> Range | None:
        """Return the noun phrase that starts with a token, with its apposition, in tokens up to ``stop``."""
        if first > stop or self.is_quoted(first):
            return None
        tag, low = self.tags[first], self.low(first)
        if tag is Tag.PRONOUN or (
            low in PRONOUNS and self.tags[min(first + 1, stop)] not in NOMINAL and self.low(first + 1) != "of"
        ):
            return first, first
        if tag not in NOMINAL and tag is not Tag.PARTICIPLE:
            return None
        if low in CALENDAR and tag is not Tag.NAME:
            return None
        token = first
        while token <= stop and token - first < LONGEST:
            if self.text.words[token] == "(" and (closing := self._closing(token, stop)) is not None:
                token = closing + 1
                continue
            if self.tags[token] is Tag.COMMA and not self.is_quoted(token):
                return first, self._apposition(token, stop)
            if token > first and self.low(token) in _WHO and self.tags[token] is Tag.RELATIVE:
                return first, self._clause_end(token, stop)
            if self._stops(token, first, stop):
                break
            token += 1
        return (first, token - 1) if token > first else None

    def _stops(self, token: int, first: int, stop: int) -> bool:
        """Return whether a phrase that starts at ``first`` cannot hold a token."""
        tag = self.tags[token]
        if self.is_quoted(token) or tag is Tag.STOP or tag in _NO_PHRASE:
            return True
        if tag is Tag.AND:
            return not (token < stop and self._joins(token))
        if token == first:
            return False
        if tag in {Tag.ADVERB, Tag.GERUND, Tag.PARTICIPLE} and self.low(token) not in CALENDAR:
            return self.tags[token + 1 if token < stop else token] not in NOMINAL
        return self.low(token) in CALENDAR or (tag is Tag.PREPOSITION and not self._goes_on(token, stop))

    def _closing(self, opened: int, stop: int) -> int | None:
        return next(
            (at for at in range(opened, min(stop, opened + 12) + 1) if self.text.words[at] == ")"), None
        )

    def _goes_on(self, token: int, stop: int) -> bool:
        """Return whether a phrase goes on after *of, for, at, …*."""
        if token >= stop:
            return False
        low, after = self.low(token), self.text.words[token + 1]
        if low in {"of", "for", "from", "with"}:
            return True
        return (low in {"at", "in", "to"} and after[0].isupper() and self.low(token + 1) not in CALENDAR) or (
            low == "at" and self.low(token + 1) == "the"
        )

    def _apposition(self, comma: int, stop: int) -> int:
        """Return the last token of a phrase that a comma follows: with its appositions, if any."""
        end = comma - 1
        for _ in range(4):
            if comma >= stop or self.is_quoted(comma + 1):
                return end
            tag, low = self.tags[comma + 1], self.low(comma + 1)
            lower = tag in {Tag.NOUN, Tag.DETERMINER} and low not in CALENDAR
            size = self._segment_end(comma + 1, stop) - comma
            titled = any(self.low(at) in {"of", "at", "for"} for at in range(comma + 1, comma + size))
            place = tag is Tag.NAME and low not in CALENDAR and (size <= 4 or titled)
            if not (low in _OPENS - {"and"} or lower or place or low == "of"):
                return end
            end = self._clause_end(comma + 1, stop)
            if end >= stop or self.text.words[end + 1] != ",":
                return end
            comma = end + 1
        return end

    def _segment_end(self, token: int, stop: int) -> int:
        while (
            token < stop
            and self.tags[token + 1] not in {Tag.COMMA, Tag.STOP}
            and not self.is_quoted(token + 1)
        ):
            token += 1
        return token

    def _clause_end(self, token: int, stop: int) -> int:
        """Return the last token before the next comma, sign or quotation."""
        limit = min(stop, token + LONGEST)
        while token < limit:
            if self.tags[token + 1] in {Tag.COMMA, Tag.STOP} or self.is_quoted(token + 1):
                break
            token += 1
        return token

    def noun_end(self, first: int, stop: int) -> int:
        """Return the last token of the noun phrase that starts with a token, relative clauses included."""
        token = first
        while token < stop:
            tag = self.tags[token + 1]
            if tag in {Tag.COMMA, Tag.STOP, Tag.VERB, Tag.AUXILIARY, Tag.MODAL, Tag.SUBORDINATOR}:
                break
            if self.is_quoted(token) != self.is_quoted(token + 1) and self.is_quoted(token):
                break
            if tag is Tag.AND and not self._joins(token + 1):
                break
            if self.low(token + 1) in CUES and tag in {Tag.GERUND}:
                break
            token += 1
        return token
