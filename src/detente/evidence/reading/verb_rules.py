"""Rules around a verb of saying, thinking or wanting."""

from __future__ import annotations

from .attribution import Attribution
from .inflection import Form, words
from .lexicon import AUXILIARIES, BOUNDARIES, CALENDAR, CUES, MODALS, PREPOSITIONS, STANCES, Frame
from .quoting_rules import Quoting
from .stances import LIGHT_VERBS, NOUNS
from .subjects import Range
from .tagging import NOMINAL, Tag, verb_of

__all__ = ["Verbs"]

_PARTICLES = words("out up on for about against with of at to over into in off back down")
_HEARERS = words("him her them me us you reporters")
_NO_HEARER = frozenset(["to", "about", "for", "against", "of", ",", ":"])
_AFTER_HEARER = frozenset(["that", "to", ",", ":", "if", "whether", "how", "about", "why", "what"])
_UNREAL = words("can can't cannot couldn't should shouldn't won't wouldn't must 'll will doesn't")
_QUIET = words(
    "speak nominate address rule think continue see find plan learn vote regard look cast focus knock report "
    "show push encourage profess accept share view know understand"
)
_FINITE = frozenset([Tag.VERB, Tag.AUXILIARY, Tag.MODAL])


class Verbs(Quoting):
    """The rules around the verbs of one sentence."""

    def at(self, token: int) -> Attribution | None:
        """Return the attribution whose verb is a token; None for none."""
        low = self.reader.low(token)
        if low == "according" and self.reader.low(token + 1) == "to":
            return self._according(token)
        if low == ":" and self.reader.is_quoted(token + 1):
            return self._colon(token)
        entry = CUES.get(low)
        if entry is None:
            return self._after_quotation(token)
        base, form, frames = entry
        tag = self.tags[token]
        group = self.reader.group_start(token)
        if (
            Frame.CLAUSE in frames
            and form in {Form.PAST, Form.THIRD}
            and (one := self._inverted(token, group))
        ):
            return one
        if (
            tag in {Tag.VERB, Tag.PARTICIPLE}
            and form is not Form.THIRD
            and self.reader.is_passive(group, token)
        ):
            return self._passive(token, group, frames, base)
        if tag is Tag.PARTICIPLE:
            if group == token:
                return self._reduced(token)
        elif tag not in {Tag.VERB, Tag.INFINITIVE, Tag.GERUND}:
            return None
        if self._is_unreal(token, group, base):
            return None
        source = self._source(token, group, tag)
        if frames == {Frame.SEEM}:
            return self._seem(token, group, source)
        if (
            source is not None
            and tag is not Tag.GERUND
            and (one := self._parenthetical(token, group, source, frames))
        ):
            return one
        return self._regular(token, group, source, frames, base)

    def _is_unreal(self, token: int, group: int, base: str) -> bool:
        """Return whether nothing is said: Brook *cannot* say; criticised *for saying*; a poor *showing*."""
        if any(self.reader.low(at) in _UNREAL for at in range(group, token)):
            return True
        if self.tags[token] is not Tag.GERUND or group < token:
            return False
        before = self.reader.low(token - 1)
        if before in {"for", "from", "of", "to", "about", "without", "is"}:
            return True
        return base in _QUIET and before != "," and not self.reader.is_quoted(token - 1)

    def _source(self, token: int, group: int, tag: Tag) -> Range | None:
        """Return who says it: the subject, or for a verb without one that of the main clause."""
        reader = self.reader
        if any(self.tags[at] in _FINITE for at in range(group, token + 1)):
            return reader.subject(group)
        if (issued := self._issued(group)) < group:
            return reader.subject(issued)
        before = group - 1
        if (
            tag is Tag.GERUND
            and before >= self.first
            and self.tags[before] in NOMINAL
            and not reader.is_quoted(before)
        ):
            start = reader.phrase_start(before)
            return None if start is None else (start, before)
        return reader.main_subject(group) or reader.next_subject(token)

    def _passive(self, token: int, group: int, frames: frozenset[Frame], base: str) -> Attribution | None:
        """Brook was told that …; Brook is expected to …; Brook was criticised by …"""
        subject = self.reader.subject(group)
        after = token + 1
        if subject is None:
            return None
        cue = (group, token)
        if after > self.last:
            return Attribution("passive", None, cue, (subject,))
        low = self.reader.low(after)
        if low == "by":
            source = self.reader.phrase_after(after + 1, self.last)
            return Attribution("passive", source, cue, (subject,)) if source else None
        if Frame.HEARER in frames and low in {"that", "if", "whether", "about", "how", "why", "what"}:
            end = after if low == "about" else token
            return (
                Attribution("was told", None, (group, end), ((end + 1, self.last),), hearer=subject)
                if end < self.last
                else None
            )
        if low == "as" and after < self.last:
            return Attribution("passive", None, (group, after), (subject, (after + 1, self.last)))
        if Frame.HEARER in frames and low != "to":
            return Attribution("was told", None, cue, ((after, self.last),), hearer=subject)
        if low == "to":
            return Attribution("passive", None, cue, (subject, (after, self.last)))
        if Frame.OBJECT in frames or base in {"consider", "deem", "expect", "report"}:
            return Attribution("passive", None, cue, (subject, (after, self.last)))
        return None

    def _reduced(self, token: int) -> Attribution | None:
        """A plan backed by Brook; a man known as the Fox."""
        after = self.reader.low(token + 1)
        if self.reader.low(token) in {"asked", "told", "pressed"} and (
            token == self.first or self.reader.low(token - 1) in {"when", "if", "as", ","}
        ):
            end = token + 1 if after in {"about", "for"} else token
            stop = self.reader.noun_end(end + 1, self.last) if end < self.last else end
            return (
                Attribution("was told", None, (token, end), ((end + 1, stop),)) if end < self.last else None
            )
        if after != "by" or token == self.first:
            return None
        source = self.reader.phrase_after(token + 2, self.last)
        start = self.reader.phrase_start(token - 1)
        if source is None or start is None:
            return None
        return Attribution("passive", source, (token, token + 1), ((start, token - 1),))

    def _seem(self, token: int, group: int, source: Range | None) -> Attribution | None:
        """The board seems to agree."""
        if source is None or token >= self.last:
            return None
        return Attribution("passive", None, (group, token), (source, (token + 1, self.last)))

    def _regular(
        self, token: int, group: int, source: Range | None, frames: frozenset[Frame], base: str
    ) -> Attribution | None:
        """Brook said that …, told the board that …, vowed to …, criticised …"""
        after = token + 1
        hearer = None
        if Frame.HEARER in frames and after <= self.last:
            after, hearer = self._past_hearer(after)
        last = token
        if after == token + 1:
            last = self._particles(token, frames)
            after = last + 1
        start = self._past_modifiers(after)
        if (one := self._next_quotation(token, group, source, frames, start)) is not None:
            return one
        if start > self.last:
            return None
        if frames == {Frame.PLAN} and self.reader.low(start) not in {"to", "not", "that"} and source is None:
            return None
        tag = self.tags[token]
        if tag is Tag.INFINITIVE and group == token and not self._says_something(start) and base in STANCES:
            return None
        if source is None and tag is not Tag.GERUND:
            return None
        content = [(start, self.last)]
        group = self._issued(group)
        return Attribution(
            "X said that" if tag is not Tag.GERUND or group < token else "saying that",
            source,
            (group, last),
            tuple(content),
            self._quoted(content),
            hearer,
        )

    def _issued(self, group: int) -> int:
        """Return where a cue starts that a noun of saying opens: *issued a statement* saying."""
        at = group - 1
        low = self.reader.low(at)
        if self.tags[group] is not Tag.GERUND or (
            low not in NOUNS and low not in {"letter", "memo", "email", "tweet"}
        ):
            return group
        while (
            at > self.first and (self.tags[at] in NOMINAL or self.reader.low(at) == "out") and group - at < 6
        ):
            at -= 1
        verb = verb_of(self.reader.low(at))
        if verb is None or verb[0] not in LIGHT_VERBS or self.reader.is_quoted(at):
            return group
        return self.reader.group_start(at)

    def _says_something(self, start: int) -> bool:
        return self.reader.is_quoted(start) or self.reader.low(start) in {
            "that",
            "why",
            "how",
            "whether",
            "if",
            "what",
        }

    def _particles(self, token: int, frames: frozenset[Frame]) -> int:
        """Return the last token of a verb with its particles: pointed *to*, spoke *out against*."""
        last = token
        while last < self.last - 1 and last - token < 2:
            low = self.reader.low(last + 1)
            if low not in _PARTICLES or self.tags[last + 1] is Tag.TO or self.reader.is_quoted(last + 1):
                break
            if low in {"on", "in", "at", "to", "with", "over", "into"} and (
                self.reader.low(token) in {"said", "says", "wrote", "added"}
                or self.reader.low(last + 2) in CALENDAR
                or low == "in"
            ):
                break
            last += 1
        return last

    def _past_hearer(self, token: int) -> tuple[int, Range | None]:
        """Return the first token after the one to whom something is said, and that phrase."""
        text = self.text
        if text.inside[token] >= 0 or text.lower[token] in BOUNDARIES | _NO_HEARER:
            return token, None
        if text.lower[token] in _HEARERS:
            return token + 1, (token, token)
        for at in range(token, min(self.last, token + 14)):
            if text.inside[at] >= 0 or text.lower[at] in _AFTER_HEARER:
                return at, (token, at - 1) if at > token else None
            if at > token and (self.tags[at] is Tag.PRONOUN or text.lower[at] in AUXILIARIES | MODALS):
                break
        phrase = self.reader.phrase_after(token, self.last)
        if phrase is None or phrase[1] >= self.last or phrase[1] - token > 5:
            return token, None
        named = self.tags[token] is Tag.NAME and self.tags[phrase[1] + 1] in {Tag.PRONOUN, Tag.DETERMINER}
        return (phrase[1] + 1, phrase) if named else (token, None)

    def _past_modifiers(self, token: int) -> int:
        """Return where the content starts, after *on Tuesday*, *in a statement* and a comma or a colon."""
        text = self.text
        if token > self.last:
            return token
        low = text.lower[token]
        if text.inside[token] < 0 and (
            low in CALENDAR or low in PREPOSITIONS - {"of", "about", "for", "against"}
        ):
            for at in range(token, min(self.last, token + 14)):
                if text.inside[at] >= 0 or text.lower[at] == "that":
                    return at
                if text.words[at] in {",", ":"}:
                    return at + 1
            if low in CALENDAR and token < self.last and self.tags[token + 1] is not Tag.PREPOSITION:
                return token + 1
        while token < self.last and text.inside[token] < 0 and text.words[token] in {",", ":"}:
            token += 1
        return token
