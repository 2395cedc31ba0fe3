"""What actors do, or leave undone, by the report's own words: *Highland closed the sluice*, *no answer came*.

Rules on a list of verbs of diplomacy and war with a name of the dossier as their subject.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from ..claims import Kind
from .lexicon import ADVERBS, AUXILIARIES, DETERMINERS, MODALS, PREPOSITIONS
from .lexicon import words as words_of
from .mentions import Mention, is_heading
from .speakers import NOBODY, Speakers, Who
from .subjects import Range
from .tagging import is_adverb
from .tokens import Text

__all__ = ["Act", "acts"]

_VERBS = {
    Kind.ACT: "test-fire test launch fire visit meet suspend halt resume freeze deploy withdraw impose lift "
    "ease tighten sign form strengthen expand widen send release issue publish receive host "
    "attend conduct stage hold stop start begin scale open close reopen break cut recognise "
    "recognize abandon drop dismantle build rebuild attack strike shell bomb seize capture detain "
    "arrest free expel recall summon ban restrict approve ratify join leave quit announce move "
    "mobilise mobilize supply arm sell transfer pay return restore cancel postpone delay evacuate "
    "cross enter invade blow destroy shut restart complete establish appoint dismiss replace vote "
    "veto adopt pass accept agree comply violate extend renew reduce cease end declare align "
    "implement enforce train warn threaten travel arrive embark tour spread block boycott "
    "sanction shoot down unveil show display parade increase step sever normalise normalize "
    "dispatch",
    Kind.OFFER: "offer propose pledge promise invite volunteer vow",
    Kind.DEMAND: "demand require urge request insist call press encourage ask seek push appeal",
    Kind.REFUSAL: "refuse reject rebuff decline spurn resist",
    Kind.CRITICISM: "condemn criticise criticize denounce blast accuse slam mock",
    Kind.PRAISE: "praise welcome hail applaud thank commend",
    Kind.FORECAST: "plan intend aim prepare expect",
    Kind.ASSESSMENT: "want hope fear prefer consider hint signal indicate express",
}
_SILENT = words_of("ignore ignored ignores ignoring")
_IRREGULAR = {
    "send": "sent", "meet": "met", "hold": "held", "begin": "began", "break": "broke broken", "cut": "cut",
    "build": "built", "strike": "struck", "leave": "left", "quit": "quit", "sell": "sold", "pay": "paid",
    "blow": "blew blown", "shut": "shut", "seek": "sought", "withdraw": "withdrew withdrawn",
    "freeze": "froze frozen", "spread": "spread", "begun": "begun", "arise": "arose", "rebuild": "rebuilt",
    "shoot": "shot", "show": "showed shown", "drop": "dropped", "stop": "stopped", "ban": "banned",
    "plan": "planned", "step": "stepped", "free": "freed", "sever": "severed", "cancel": "cancelled canceled",
}  # fmt: skip
_DOUBLED = words_of("stop drop ban plan step cut shut hit quit begin")
_NEGATIVE = words_of("not never n't no hasn't haven't hadn't didn't doesn't don't won't wouldn't refuses")
_ANSWER = words_of(
    "respond responded responding reply replied replying answer answered react reacted comment commented"
)
_STILL = re.compile(
    r"\b(?:(?:conspicuous|continued|total|official|public)? ?silence from|"
    r"no (?:immediate |official |public |direct |formal |clear )?"
    r"(?:indication|sign|signal|response|reply|answer|reaction|word|comment)s? "
    r"(?:yet )?(?:has come )?from)\b",
    re.I,
)
_QUIET = re.compile(r"\b(?:remain(?:s|ed)?|stay(?:s|ed)?|kept|keeps?|fell|been) (?:silent|quiet|mum)\b", re.I)
_CLAUSE = frozenset(["while", "whereas", "although", "though", "because", "which", "who", "but"])
_UNREAL = frozenset(
    ["if", "unless", "whether", "when", "should", "could", "would", "might", "may", "can", "that"]
)
_ALONE = frozenset(["agree", "withdraw", "refuse", "decline", "quit"])
"""Verbs that tell something without more words."""

_LONGEST = 60


def _forms() -> dict[str, tuple[str, Kind, str]]:
    forms: dict[str, tuple[str, Kind, str]] = {}
    for kind, bases in _VERBS.items():
        for base in bases.split():
            past = _IRREGULAR.get(base, "").split() or [_past(base)]
            stem = (
                base + base[-1] if base in _DOUBLED else base.removesuffix("e") if base[-2:] != "ee" else base
            )
            third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
            third = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeou" else third
            for word, form in [(base, "base"), *((one, "past") for one in past), (third, "third")]:
                forms.setdefault(word, (base, kind, form))
            forms.setdefault(f"{stem}ing", (base, kind, "gerund"))
    return forms


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeou" else base + "ed"


FORMS = MappingProxyType(_forms())
"""Each form of each verb: its base, the kind that it tells, and which form it is."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, by ranges of tokens.

    Attributes
    ----------
    rule
        ``act``, or ``silence`` where something is left undone.
    kind
        What the verb tells.
    who
        The actors.
    subject
        The words that name them.
    deed
        The verb with what belongs to it.
    """

    rule: str
    kind: Kind
    who: Who
    subject: Range
    deed: Range


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb with what stands before it: where both start, its form, and whether it is negated."""

    start: int
    at: int
    form: str
    is_negative: bool


def acts(text: Text, speakers: Speakers) -> tuple[Act, ...]:
    """Return what is done, in the order of the text.

    Notes
    -----
    Cost: linear in the length of the text; what is sought around a name is bounded.
    """
    found: list[Act] = []
    taken = -1
    for one in tuple(speakers.mentions):
        who = Who((one.actor,)) if one.actor and not is_heading(text, one.first) else NOBODY
        if (
            who.actors
            and one.first > taken
            and _is_sentence(text, one.first)
            and (act := _of(text, speakers, one, who))
        ):
            found.append(act)
            taken = act.deed[0]
    for token, low in enumerate(text.lower):
        if low in {"he", "she", "it"} and (act := _by_pronoun(text, speakers, token)):
            found.append(act)
    found += _silences(text, speakers)
    found += _included(text, speakers)
    return tuple(sorted(found, key=lambda act: (act.subject[0], act.deed)))


def _by_pronoun(text: Text, speakers: Speakers, token: int) -> Act | None:
    """*He halted the talks*: only where the verb alone already makes it an act."""
    if text.inside[token] >= 0:
        return None
    verb = _verb(text, token + 1)
    if verb is None:
        return None
    who = speakers.who((token, token))
    if not who.actors:
        return None
    one = Mention(token, token, who.actors[0], who.actors[0], True, True, False)
    return _of(text, speakers, one, who)


def _of(text: Text, speakers: Speakers, one: Mention, who: Who) -> Act | None:
    """Return what the one who is named does, if a verb of the list follows."""
    last = one.last
    if text.words[last].endswith(("'s", "’s")) or text.words[last + 1 : last + 2] in [("'",), ("’",)]:
        return None
    first = one.first - (text.lower[one.first - 1 : one.first] == ("the",))
    verb = _verb(text, last + 1)
    if verb is None or text.words[_end(text, verb.at) + 1 : _end(text, verb.at) + 2] == ("?",):
        return None
    before = text.lower[first - 1] if first and _same_sentence(text, first - 1, first) else ""
    if not _may_be_subject(before, verb) or _is_unreal(text, first):
        return None
    deed = (verb.start, _end(text, verb.at))
    low = text.lower[verb.at]
    if low in _ANSWER or low in _SILENT:
        is_silent = low in _SILENT or verb.is_negative
        return Act("silence", Kind.SILENCE, who, (first, last), deed) if is_silent else None
    base, kind, _ = FORMS[low]
    reports = text.lower[verb.at + 1 : verb.at + 2] in [("us",), ("me",)]
    if reports or (deed[1] == verb.at and base not in _ALONE):
        return None
    return Act("act", _kind(text, kind, verb), who, (first, last), deed)


def _may_be_subject(before: str, verb: _Verb) -> bool:
    """Return whether the name before a verb can be its subject, by the word before the name."""
    is_gerund = verb.form == "gerund" and verb.start == verb.at
    if is_gerund:  # Highland closing the sluice: a clause of its own only after with
        return before in {"with", "of"}
    if before in {"before", "after", "since"}:
        return True
    is_joined = before in {"and", "or"} and verb.start == verb.at and verb.form == "base"
    return not (before in PREPOSITIONS or is_joined)


def _kind(text: Text, kind: Kind, verb: _Verb) -> Kind:
    """Return the kind of what is done, from the verb's and from *not*, *will* and *may* before it."""
    helpers = {text.lower[place] for place in range(verb.start, verb.at)}
    if verb.is_negative:
        return Kind.REFUSAL if kind is Kind.ACT and helpers & {"will", "won't"} else Kind.ASSESSMENT
    if kind is Kind.ACT and (helpers & MODALS or "to" in helpers):
        return Kind.FORECAST if helpers & {"will", "'ll"} else Kind.ASSESSMENT
    return kind


def _is_sentence(text: Text, token: int) -> bool:
    """Return whether a token stands in a paragraph that ends as a sentence does, or has one within."""
    number = bisect_right(text.paragraphs, token)
    first, end = text.paragraphs[number - 1], text.paragraphs[number]
    return any(text.words[at] in {".", "!", "?", "…"} for at in range(token, end)) or end - first > 40


def _verb(text: Text, token: int) -> _Verb | None:
    """Return the verb that follows a subject, when it is one of the list; None for none."""
    at = token
    negative = False
    helped = False
    while at < len(text.words) and at - token < 8 and text.inside[at] == text.inside[token - 1]:
        low = text.lower[at]
        if low in AUXILIARIES | MODALS or (low == "to" and helped):
            helped = True
        elif not (is_adverb(low) or low in ADVERBS or low in {"not", "n't", "been", "reportedly", "yet"}):
            break
        negative = negative or low in _NEGATIVE or low.endswith("n't")
        at += 1
    if (
        at >= len(text.words)
        or text.inside[at] != text.inside[token - 1]
        or not _same_sentence(text, token - 1, at)
    ):
        return None
    low = text.lower[at]
    if low in _ANSWER or low in _SILENT:
        return _Verb(token, at, "", negative)
    entry = FORMS.get(low)
    if entry is None or text.words[at][0].isupper():
        return None
    form = entry[2]
    passive = any(
        text.lower[place] in {"is", "was", "are", "were", "been", "be", "being"} for place in range(token, at)
    )
    if passive and form == "past":
        return None
    if form == "base" and not helped and not entry[0].endswith(("cut", "quit", "shut", "spread")):
        following = text.lower[at + 1] if at + 1 < len(text.words) else ""
        if following not in DETERMINERS | {"to"} or not text.lower[token - 1].endswith("s"):
            return None
    if form == "third" and not helped:
        following = text.lower[at + 1] if at + 1 < len(text.words) else ""
        if following in _NO_VERB:
            return None
    return _Verb(token, at, form, negative)


_NO_VERB = AUXILIARIES | MODALS | {"of"}
"""After a word on -s these tell that it was a noun: *U.S. tests are*."""


def _is_unreal(text: Text, first: int) -> bool:
    """Return whether a clause is a condition or a question: *if Highland closes the sluice*."""
    for at in range(first - 1, max(-1, first - 4), -1):
        if not _same_sentence(text, at, first) or text.words[at] == ",":
            return False
        if text.lower[at] in {
            "if",
            "unless",
            "whether",
            "until",
            "before",
            "once",
            "when",
            "for",
            "should",
            "as",
        }:
            return True
    return False


def _end(text: Text, token: int) -> int:
    """Return the last token of the clause of a verb."""
    at = token
    while at + 1 < len(text.words) and at - token < _LONGEST:
        following = at + 1
        word = text.words[following]
        if not _same_sentence(text, at, following) or word in {";", "?", "!", "—", "“", ")", "("}:
            break
        if word == "," and following + 1 < len(text.words):
            after = text.lower[following + 1]
            if (
                after in _CLAUSE
                or _starts_clause(text, following + 1)
                or (after in {"and", "so", "then"} and _starts_clause(text, following + 2))
            ):
                break
        leaves = text.inside[following] != text.inside[token]
        if leaves and (text.inside[token] >= 0 or _is_long(text, following)):
            break
        at = following
    while (
        at > token
        and not text.words[at][0].isalnum()
        and text.inside[at] < 0
        and text.words[at] not in {"%", "”", '"'}
    ):
        at -= 1
    while at > token and text.inside[token] >= 0 and text.words[at] in {",", "”", '"', "''", "."}:
        at -= 1
    return at


def _starts_clause(text: Text, token: int) -> bool:
    """Return whether a clause with a subject of its own starts with a token."""
    for at in range(token, min(token + 4, len(text.words))):
        if text.lower[at] in MODALS or text.lower[at] in {"is", "are", "was", "were", "has", "have", "had"}:
            return at > token
    return text.lower[token : token + 1] in [
        (word,) for word in ("he", "she", "they", "it", "there", "we", "also")
    ]


def _is_long(text: Text, token: int) -> bool:
    number = text.inside[token]
    return number >= 0 and text.quotations[number].last - text.quotations[number].first > 10


def _same_sentence(text: Text, one: int, other: int) -> bool:
    """Return whether two tokens next to each other stand in one sentence, also within a quotation."""
    if one < 0 or other >= len(text.words):
        return False
    if bisect_right(text.frames, one) != bisect_right(text.frames, other):
        return False
    for at in range(one, other):
        if (
            text.words[at] in {".", "!", "?"}
            and text.words[at + 1][0] in '”"“' + text.words[at + 1][0].upper()
        ) and (text.words[at + 1][0].isupper() or text.words[at + 1] in {"“"}):
            return False
    return True


def _silences(text: Text, speakers: Speakers) -> Iterator[Act]:
    """*No answer came from Highland*; *Highland remained silent*."""
    for found in _STILL.finditer(text.text):
        token = bisect_right(text.ends, found.end() - 1)
        first = bisect_right(text.ends, found.start())
        stop = min(token + 7, len(text.words))
        start = token + 1
        for end in range(start + 1, stop + 1):
            who = speakers.who((start, end - 1)) if start < len(text.words) else NOBODY
            if who.actors and (
                end == stop
                or text.lower[end] in PREPOSITIONS
                or not text.words[end][0].isalpha()
                or text.lower[end] in AUXILIARIES
            ):
                last = _end(text, end - 1) if text.inside[end - 1] < 0 else end - 1
                yield Act("silence", Kind.SILENCE, who, (start, end - 1), (first, last))
                break
    for one in speakers.mentions:
        if one.actor and one.last + 1 < len(text.words):
            start = text.starts[one.last + 1]
            found_ = _QUIET.search(text.text, start, min(len(text.text), start + 40))
            if (
                found_
                and text.text[start : found_.start()].replace("has", "").replace("have", "").strip() == ""
            ):
                at = bisect_right(text.ends, found_.end() - 1)
                yield Act(
                    "silence",
                    Kind.SILENCE,
                    Who((one.actor,)),
                    (one.first, one.last),
                    (one.last + 1, _end(text, at)),
                )


def _included(text: Text, speakers: Speakers) -> Iterator[Act]:
    """Find *this includes forming an alliance …*: the subject is that of the sentence before."""
    for first in text.frames[1:-1]:
        if text.lower[first : first + 2] not in [
            ("this", "includes"),
            ("this", "included"),
            ("these", "include"),
        ]:
            continue
        who = _subject_before(text, speakers, first)
        at = first + 2
        if not who.actors or at >= len(text.words):
            continue
        starts = [at]
        end = _end(text, at)
        for place in range(at, end):
            if (
                text.lower[place] == "and"
                and FORMS.get(text.lower[place + 1], ("", Kind.ACT, ""))[2] == "gerund"
            ):
                starts.append(place + 1)
        for number, start in enumerate(starts):
            if FORMS.get(text.lower[start], ("", Kind.ACT, ""))[2] != "gerund":
                continue
            last = starts[number + 1] - 2 if number + 1 < len(starts) else end
            comma = next((place for place in range(start, last) if text.words[place] == ","), None)
            last = comma - 1 if comma is not None and comma > start else last
            if last > start:
                yield Act("act", Kind.ACT, who, (first, first), (start, last))


def _subject_before(text: Text, speakers: Speakers, first: int) -> Who:
    frame = bisect_right(text.frames, first - 1) - 1
    if frame < 0:
        return NOBODY
    for at in range(text.frames[frame], first):
        if text.lower[at] in {"it", "he", "she"} and text.inside[at] < 0:
            return speakers.who((at, at))
    return speakers.subject(first - 1)[0]
