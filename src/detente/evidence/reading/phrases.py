"""Verb groups, noun phrases and subjects, by the parts of speech: there is no parser behind this."""

from __future__ import annotations


from .inflection import words
from .lexicon import BE, CALENDAR, CUES, PREPOSITIONS, PRONOUNS, Frame
from .tagging import NOMINAL, Tag
from .tokens import Text

__all__ = ["Range", "Reader"]

Range = tuple[int, int]
"""The first and the last token of a phrase."""

LONGEST = 45
"""A phrase is sought no further than so many tokens."""

FARTHEST = 400
"""The verb of a main clause is sought no further back than so many tokens."""

DEEPEST = 40
"""A subject is followed over no more verbs than so many."""

_OPENS = words("a an the who whose which his her their its one where formerly and whom")
_FILLERS = words("however though meanwhile too instead in on at during after for of to by through via along among")
_NO_PHRASE = frozenset(
    [Tag.VERB, Tag.MODAL, Tag.AUXILIARY, Tag.SUBORDINATOR, Tag.INFINITIVE, Tag.TO, Tag.RELATIVE]
)
_RAISING = words(
    "begin continue go try struggle need have use want wish like love hate seem appear come tend manage "
    "fail start stop happen get prepare proceed work move rush attempt keep quick able unable likely "
    "set eager ready willing"
)
_LIGHT = _RAISING | words("going used began continued went tried trying struggling needed had has wants wanted seems "
    "seemed appears appeared came tends managed failed started prepared proceeds moved rushed continues "
    "goes tries struggles needs hopes")


class Reader:
    """A tagged text, with what stands around a verb.

    ``first`` and ``last`` bound what is looked at: one sentence of the reporter with what it quotes.
    """

    def __init__(self, text: Text, tags: tuple[Tag, ...], first: int, last: int) -> None:
        self.text = text
        self.tags = tags
        self.first = first
        self.last = last
        self._depth = 0
        self._subjects: dict[int, Range | None] = {}

    def low(self, token: int) -> str:
        """Return a token in lower case; nothing outside the sentence."""
        return self.text.lower[token] if self.first <= token <= self.last else ""

    def is_quoted(self, token: int) -> bool:
        """Return whether a token of the sentence stands in a quotation."""
        return self.first <= token <= self.last and self.text.inside[token] >= 0

    def group_start(self, verb: int) -> int:
        """Return where the group of a verb starts: *has* also said, *went on to* say."""
        start = verb
        while start > self.first and not self.is_quoted(start - 1):
            tag = self.tags[start - 1]
            if tag in {Tag.AUXILIARY, Tag.MODAL, Tag.ADVERB} or (
                self.low(start - 1) in {"both", "all"} and self.tags[start - 2] is Tag.AUXILIARY
            ):
                start -= 1
            elif tag is Tag.TO and start - 1 > self.first and self.low(start - 2) in _LIGHT:
                start -= 2
            elif tag is Tag.TO and start - 2 > self.first and self.low(start - 2) == "on" and self.low(start - 3) in {"went", "goes", "gone", "going"}:
                start -= 3
            else:
                break
        while start < verb and self.low(start) in {"so", "however", "perhaps", "once"}:
            start += 1
        return start

    def is_passive(self, group: int, verb: int) -> bool:
        """Return whether a form of *be* stands in the group of a past or participle."""
        if any(self.low(at) == "to" for at in range(group, verb)):
            return False
        short = self.low(verb + 1) in {"by", "to", "as"}  # he's told to, but: he's said that
        return any(self.low(at) in BE or (short and self.low(at) == "'s") for at in range(group, verb))

    def subject(self, group: int) -> Range | None:
        """Return the subject of the verb group that starts with a token; None where there is none."""
        if group not in self._subjects:
            self._subjects[group] = None
            if self._depth < DEEPEST:
                self._depth += 1
                self._subjects[group] = self._subject(group)
                self._depth -= 1
        return self._subjects[group]

    def _subject(self, group: int) -> Range | None:
        last = group - 1
        if last < self.first or self.is_quoted(last):
            return None
        tag, low = self.tags[last], self.low(last)
        if tag is Tag.COMMA:
            return self._before_comma(last) or self._shared(last)
        if tag is Tag.AND:
            return self._shared(last)
        if tag is Tag.RELATIVE:
            return (last, last)
        if tag is Tag.PRONOUN or low in PRONOUNS:
            return (last, last)
        if tag is Tag.STOP and low in {"—", "--", "–", ")"}:
            return self._before_comma(last)
        if low in CALENDAR and self.tags[last] is not Tag.COMMA:  # Brook on Monday said
            end = last
            while end > self.first and (self.low(end) in CALENDAR or self.low(end) == "on"):
                end -= 1
            last = end if self.tags[end] is Tag.NAME else last
        start = self.phrase_start(last)
        return None if start is None else (start, last)

    def _shared(self, token: int) -> Range | None:
        """Return the subject of the verb before *and*: Brook thanked them *and* said …"""
        if (teller := self._teller(token)) is not None and (subject := self.subject(self.group_start(teller))):
            return subject
        for at in range(token - 1, max(self.first, token - LONGEST), -1):
            if self.is_quoted(at):
                continue
            if self._is_finite(at):
                subject = self.subject(self.group_start(at))
                if subject is not None or self.tags[at] is Tag.VERB:
                    return subject
        return None

    def main_subject(self, token: int) -> Range | None:
        """Return the subject of the clause on which a verb without one hangs: …, *adding* that.

        It is that of the main clause and not of one inside it: *She* said that he had left, adding that …
        """
        main: Range | None = None
        telling = False
        for at in range(max(self.first, token - FARTHEST), token):
            if not self._is_finite(at):
                continue
            subject = self.subject(self.group_start(at))
            if subject is None or self.tags[subject[0]] is Tag.RELATIVE:
                continue
            before = self.low(subject[0] - 1)
            if main is None or (not telling and before in {";", "and", "but", "while", "when", "as", ","}):
                main = subject
                telling = self._tells(at)
        return main

    def _is_finite(self, token: int) -> bool:
        if self.is_quoted(token):
            return False
        tag = self.tags[token]
        return tag is Tag.VERB or (tag is Tag.AUXILIARY and self.low(token) not in {"be", "been", "being", "having", "'"})

    def _tells(self, token: int) -> bool:
        entry = CUES.get(self.low(token))
        return entry is not None and Frame.CLAUSE in entry[2]

    def _teller(self, token: int) -> int | None:
        """Return the verb before *and* that tells what the rest says, in the same tense: said … and *noted*."""
        after = token + 1
        while after < self.last and self.tags[after] in {Tag.ADVERB, Tag.AUXILIARY}:
            after += 1
        entry = CUES.get(self.low(after))
        if entry is None:
            return None
        for at in range(max(self.first, token - FARTHEST), token):
            if self.tags[at] is Tag.VERB and not self.is_quoted(at) and self._tells(at):
                return at if CUES[self.low(at)][1] is entry[1] else None
        return None

    def next_subject(self, token: int) -> Range | None:
        """Return the subject of the next finite verb after a comma: *Citing* costs, Brook said …"""
        comma = token
        while comma < self.last and self.tags[comma] is not Tag.COMMA:
            comma += 1
        for at in range(comma + 1, min(self.last, comma + 20) + 1):
            if self.tags[at] in {Tag.VERB, Tag.AUXILIARY, Tag.MODAL}:
                return self.subject(self.group_start(at))
        return None

    def _before_comma(self, comma: int) -> Range | None:
        """Return the subject that a comma parts from its verb.

        With its apposition, *the spokesman, a colonel, said*; without what is only put in, *Brook, in a
        letter, said*; shared, *Brook thanked them, praised the board, and said*.
        """
        opened = self._opening(comma)
        if opened is None:
            return None
        end = comma
        for _ in range(4):
            after = self.low(opened + 1)
            if opened - 1 < self.first or self.is_quoted(opened - 1):
                return None
            if self.tags[opened + 1] is Tag.AND or after in {"he", "she", "they", "it"}:
                return None
            filler = after in _FILLERS or self.tags[opened + 1] in {Tag.ADVERB, Tag.GERUND, Tag.SUBORDINATOR}
            start = None if self.low(opened - 1).isdigit() else self.phrase_start(opened - 1)
            if start is not None:
                if after in PREPOSITIONS and self._has_earlier(opened):
                    pass
                elif filler and after not in {"of"}:
                    return (start, opened - 1)
                else:
                    return (start, end)
            further = self._opening(opened)
            if further is None:
                if start is None and self.tags[opened - 1] is Tag.PRONOUN:
                    return (opened - 1, opened - 1)
                return None if start is None else ((start, opened - 1) if filler else (start, end))
            opened = further
        return None

    def _has_earlier(self, comma: int) -> bool:
        """Return whether the phrase before a comma follows an apposition's own comma."""
        low = self.low(self._segment(comma))
        return low in {"a", "an", "the", "who"} and self._opening(comma) is not None

    def _segment(self, comma: int) -> int:
        at = comma
        while at > self.first and self.tags[at - 1] not in {Tag.COMMA, Tag.STOP}:
            at -= 1
        return at

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
            if tag in {Tag.COMMA, Tag.STOP} or (tag is Tag.PRONOUN and self.low(token) not in {"you", "them", "him", "us", "me", "it"}):
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

    def _is_adjective(self, token: int, last: int) -> bool:
        """Return whether a past stands before its noun: most *registered* voters say."""
        return token < last and token > self.first and self.tags[token + 1] is Tag.NOUN and self.tags[token - 1] in NOMINAL

    def _may_end(self, token: int) -> bool:
        return self.tags[token] in NOMINAL or self.text.words[token] == ")" or (
            self.tags[token] in {Tag.GERUND, Tag.PARTICIPLE} and token > self.first and self.tags[token - 1] is Tag.DETERMINER
        ) or self.low(token) in {"others", "himself", "herself", "themselves"}

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
                return before if before >= self.first and self.tags[before] in NOMINAL and self.low(at) != "that" else None
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
            elif tag in {Tag.ADVERB, Tag.AND} or not self.text.words[start][0].isalnum() and self.text.words[start] not in "$#@":
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
        return at if at < last or self.tags[last] is Tag.NAME and self.tags[last - 1] is Tag.NOUN else start + 1

    def phrase_after(self, first: int, stop: int) -> Range | None:
        """Return the noun phrase that starts with a token, with its apposition, in tokens up to ``stop``."""
        if first > stop or self.is_quoted(first):
            return None
        tag, low = self.tags[first], self.low(first)
        if tag is Tag.PRONOUN or (low in PRONOUNS and self.tags[min(first + 1, stop)] not in NOMINAL and self.low(first + 1) != "of"):
            return first, first
        if tag not in NOMINAL and tag is not Tag.PARTICIPLE:
            return None
        if low in CALENDAR and tag is not Tag.NAME:
            return None
        token = first
        while token <= stop and token - first < LONGEST:
            low, tag = self.low(token), self.tags[token]
            if self.is_quoted(token):
                break
            if self.text.words[token] == "(":
                closing = self._closing(token, stop)
                if closing is None:
                    break
                token = closing + 1
                continue
            if tag is Tag.COMMA:
                return first, self._apposition(token, stop)
            if tag is Tag.RELATIVE and token > first and low in {"who", "which", "whose", "that"}:
                return first, self._clause_end(token, stop)
            if tag is Tag.STOP or tag in _NO_PHRASE or (low in CALENDAR and token > first):
                break
            if tag in {Tag.ADVERB, Tag.GERUND, Tag.PARTICIPLE} and token > first and self.tags[token + 1 if token < stop else token] not in NOMINAL:
                break
            if tag is Tag.PREPOSITION and token > first and not self._goes_on(token, stop):
                break
            if tag is Tag.AND and not (token < stop and self._joins(token)):
                break
            token += 1
        return (first, token - 1) if token > first else None

    def _closing(self, opened: int, stop: int) -> int | None:
        return next((at for at in range(opened, min(stop, opened + 12) + 1) if self.text.words[at] == ")"), None)

    def _goes_on(self, token: int, stop: int) -> bool:
        """Return whether a phrase goes on after *of, for, at, …*."""
        if token >= stop:
            return False
        low, after = self.low(token), self.text.words[token + 1]
        if low in {"of", "for", "from", "with"}:
            return True
        return low in {"at", "in", "to"} and after[0].isupper() and self.low(token + 1) not in CALENDAR or (
            low == "at" and self.low(token + 1) == "the"
        )

    def _apposition(self, comma: int, stop: int) -> int:
        """Return the last token of a phrase that a comma follows: with the appositions, when there are any."""
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
        while token < stop and self.tags[token + 1] not in {Tag.COMMA, Tag.STOP} and not self.is_quoted(token + 1):
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


