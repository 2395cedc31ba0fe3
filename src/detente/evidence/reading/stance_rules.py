"""Rules around a noun, an adjective or a colon that says that somebody says or thinks something."""

from __future__ import annotations

from .attribution import Attribution
from .inflection import words
from .lexicon import BE
from .stances import ADJECTIVES, CLAUSE_NOUNS, LIGHT_VERBS, NOUNS, OBJECT_NOUNS
from .subjects import Range, Reader
from .tagging import NOMINAL, Tag, verb_of

__all__ = ["Stances"]

_AFTER_OBJECT_NOUN = words("of for to about on at over with toward towards")
_AFTER_ADJECTIVE = words("of about with by for at over to that in")
_DASHES = frozenset(["-", "--", "–", "—", "―"])
_CLAUSES = words("that whether how if why what when")
_HEARSAY = words("reportedly")
_POLLS = words("poll polls survey surveys polling")
_LINKS = words(
    "feel feels felt feeling remain remains remained seem seems seemed become becomes became sounded"
)


class Stances:
    """The rules around the nouns, adjectives and colons of one sentence."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.text = reader.text
        self.tags = reader.tags
        self.first = reader.first
        self.last = reader.last

    def at(self, token: int) -> Attribution | None:
        """Return the attribution whose noun, adjective or colon is a token; None for none."""
        low = self.reader.low(token)
        if low == ":" and self.text.words[token] == ":":
            return self._colon(token)
        if self.text.words[token] in _DASHES:
            return self._signed(token)
        if low in ADJECTIVES:
            return self._adjective(token)
        if low in _HEARSAY:
            return self._hearsay(token)
        if low == "in" and token == self.first:
            return self._poll(token)
        if self.tags[token] is not Tag.NOUN:
            return None
        single = low if low in NOUNS else low.removesuffix("s")
        if single in NOUNS:
            return self._noun(token, single)
        return None

    def _colon(self, colon: int) -> Attribution | None:
        """Brook: The dam will stay."""
        if not self.first < colon <= self.first + 8:
            return None
        if any(
            self.tags[at] not in {Tag.NAME, Tag.DETERMINER, Tag.NOUN} or self.reader.is_quoted(at)
            for at in range(self.first, colon)
        ):
            return None
        if Tag.NAME not in {self.tags[at] for at in range(self.first, colon)}:
            return None
        content = (colon + 1, self.last)
        if colon + 2 > self.last:  # Brook: and in the next paragraph “The dam will stay.”
            after = colon + 1
            if colon != self.last or after >= len(self.text.words) or self.text.inside[after] < 0:
                return None
            quotation = self.text.quotations[self.text.inside[after]]
            content = quotation.first, quotation.last
        direct = all(self.text.inside[at] >= 0 for at in content)
        return Attribution("X: …", (self.first, colon - 1), (colon, colon), (content,), direct)

    def _signed(self, dash: int) -> Attribution | None:
        """“The dam will stay.” — Ann Brook"""
        text = self.text
        if dash < 1 or text.inside[dash - 1] < 0 or not dash < self.last <= dash + 14:
            return None
        if self.tags[dash + 1] is not Tag.NAME or any(
            self.tags[at] is Tag.VERB for at in range(dash, self.last + 1)
        ):
            return None
        quotation = text.quotations[text.inside[dash - 1]]
        if quotation.first not in text.paragraphs:
            return None
        content = ((quotation.first, quotation.last),)
        return Attribution("“…” — X", (dash + 1, self.last), (dash, dash), content, direct=True)

    def _adjective(self, token: int) -> Attribution | None:
        """Brook is confident that …; the board was wary of …"""
        reader = self.reader
        at = token - 1
        while at > self.first and self.tags[at] is Tag.ADVERB:
            at -= 1
        if at < self.first or not (reader.low(at) in BE | {"'s"} or reader.low(at) in _LINKS):
            return None
        group = reader.group_start(at)
        source = reader.subject(group)
        after = token + 1
        if source is None or after > self.last or reader.low(source[0]) == "there":
            return None
        if reader.low(source[0]) == "it":
            if reader.low(token) not in {"clear", "unclear"} or reader.low(after) not in _CLAUSES:
                return None
            return Attribution("X is sure", None, (source[0], token), ((after, self.last),))
        if reader.low(after) in _AFTER_ADJECTIVE or self.tags[after] in {
            Tag.TO,
            Tag.PRONOUN,
            Tag.SUBORDINATOR,
        }:
            last = (
                after
                if reader.low(after) != "that" and self.tags[after] is Tag.PREPOSITION and after < self.last
                else token
            )
            return Attribution("X is sure", source, (group, last), ((last + 1, self.last),))
        return None

    def _hearsay(self, token: int) -> Attribution | None:
        """The board reportedly met on Monday."""
        start, before = token + 1, token - 1
        if start > self.last:
            return None
        subject = self.reader.subject(self.reader.group_start(token)) if before >= self.first else None
        content = (subject, (start, self.last)) if subject else ((start, self.last),)
        return Attribution("hearsay", None, (token, token), content)

    def _poll(self, token: int) -> Attribution | None:
        """In a poll for the Gazette, most people wanted the dam."""
        source = self.reader.phrase_after(token + 1, self.last)
        if source is None or not _POLLS & set(self.text.lower[source[0] : source[1] + 1]):
            return None
        start = source[1] + (2 if self.reader.low(source[1] + 1) == "," else 1)
        return (
            Attribution("according to", source, (token, token), ((start, self.last),))
            if start <= self.last
            else None
        )

    def _noun(self, token: int, single: str) -> Attribution | None:
        """Brook's claim that …; Brook voiced doubt about …; the claim that …"""
        reader = self.reader
        after = token + 1
        if after >= self.last or reader.is_quoted(after):
            return None
        low, tag = reader.low(after), self.tags[after]
        clause = single in CLAUSE_NOUNS and (low == "that" or tag is Tag.TO)
        if not clause and not (single in OBJECT_NOUNS and low in _AFTER_OBJECT_NOUN and tag is not Tag.TO):
            return None
        last = token if clause else after
        content = (last + 1, self.last if low == "that" else reader.noun_end(last + 1, self.last))
        start = token
        while (
            start > self.first
            and self.tags[start - 1] in {Tag.NOUN, Tag.ADVERB, Tag.PARTICIPLE}
            and token - start < 4
        ):
            start -= 1
        before = start - 1
        if before < self.first or reader.is_quoted(before):
            return Attribution("X's claim", None, (token, last), (content,))
        if (holder := self._holder(before)) is not None:
            return Attribution("X's claim", holder, (start, last), (content,))
        verb = before if self.tags[before] is not Tag.DETERMINER else before - 1
        if (
            verb >= self.first
            and (entry := verb_of(reader.low(verb)))
            and entry[0] in LIGHT_VERBS
            and self.tags[verb] not in NOMINAL
        ):
            group = reader.group_start(verb)
            source = reader.subject(group) or reader.main_subject(group)
            if source is not None:
                return Attribution("X's claim", source, (group, last), (content,))
        return Attribution("X's claim", None, (token, last), (content,))

    def _holder(self, token: int) -> Range | None:
        """Return whose claim it is: *Brook's*, *her*, *the board's*."""
        low = self.reader.low(token)
        if low in {"his", "her", "their", "our", "my", "its"}:
            return token, token
        if low.endswith("'s"):
            start = self.reader.phrase_start(token)
            return None if start is None else (start, token)
        return None
