"""Verb groups and their subjects."""

from __future__ import annotations

from .inflection import words
from .lexicon import BE, CALENDAR, CUES, PREPOSITIONS, PRONOUNS, Frame
from .noun_phrases import LONGEST, Phrases, Range
from .tagging import Tag
from .tokens import Text

__all__ = ["Range", "Reader"]

FARTHEST = 400
"""The verb of a main clause is sought no further back than so many tokens."""

DEEPEST = 40
"""A subject is followed over no more verbs than so many."""

_FILLERS = words(
    "however though meanwhile too instead in on at during after for of to by through via along among"
)
_RAISING = words(
    "begin continue go try struggle need have use want wish like love hate seem appear come tend manage "
    "fail start stop happen get prepare proceed work move rush attempt keep quick able unable likely "
    "set eager ready willing"
)
_LIGHT = _RAISING | words(
    "going used began continued went tried trying struggling needed had has wants wanted seems "
    "seemed appears appeared came tends managed failed started prepared proceeds moved rushed continues "
    "goes tries struggles needs hopes"
)


class Reader(Phrases):
    """A tagged text, with its noun phrases and the subjects of its verbs."""

    def __init__(self, text: Text, tags: tuple[Tag, ...], first: int, last: int) -> None:
        super().__init__(text, tags, first, last)
        self._depth = 0
        self._subjects: dict[int, Range | None] = {}

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
            elif (
                tag is Tag.TO
                and start - 2 > self.first
                and self.low(start - 2) == "on"
                and self.low(start - 3) in {"went", "goes", "gone", "going"}
            ):
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
        if (teller := self._teller(token)) is not None and (
            subject := self.subject(self.group_start(teller))
        ):
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
        return tag is Tag.VERB or (
            tag is Tag.AUXILIARY and self.low(token) not in {"be", "been", "being", "having", "'"}
        )

    def _tells(self, token: int) -> bool:
        entry = CUES.get(self.low(token))
        return entry is not None and Frame.CLAUSE in entry[2]

    def _teller(self, token: int) -> int | None:
        """Return the verb before *and* that tells, in the same tense: said … and *noted*."""
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
