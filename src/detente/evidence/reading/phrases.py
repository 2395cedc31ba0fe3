"""Noun phrases before and after a verb, by their edges: there is no parser behind this."""

from __future__ import annotations

from .lexicon import (
    ADVERBS,
    AUXILIARIES,
    BOUNDARIES,
    CALENDAR,
    CUES,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    Form,
    words,
)
from .tokens import Text

__all__ = ["Range", "is_adverb", "phrase_after", "phrase_before", "verb_start"]

Range = tuple[int, int]
"""The first and the last token of a phrase."""

LONGEST = 40
"""A phrase is sought no further than so many tokens."""

_FINITE = AUXILIARIES | MODALS
_STOPS = frozenset(".;:!?()[]…") | {"--", "—", "–", "..."}


def is_adverb(word: str) -> bool:
    """Return whether a word in lower case is an adverb."""
    return word in ADVERBS or (
        len(word) > 4 and word.endswith("ly") and word not in {"family", "only", "july"}
    )


def verb_start(text: Text, cue: int, first: int) -> int:
    """Return where the group of a verb starts: from ``first`` on."""
    start = cue
    while start > first and text.inside[start - 1] < 0:
        word = text.lower[start - 1]
        if not (word in _FINITE or is_adverb(word) or word in {"to", "n't", "'", "t"}):
            break
        if word == "to" and not (start - 1 > first and text.lower[start - 2] in CUES):
            break
        start -= 1
        if word == "to":
            start -= 1  # the verb before it: continued to say, wants to tell
    return start


def phrase_before(text: Text, verb: int, first: int) -> Range | None:
    """Return the noun phrase that ends right before a verb, in tokens not before ``first``; None for none.

    Where a comma stands before the verb, the phrase goes from before the comma that matches it: *the
    spokesman, a colonel, said*.
    """
    last = verb - 1
    if last < first or text.inside[last] >= 0:
        return None
    word = text.lower[last]
    if word in PRONOUNS or word in RELATIVES:
        return (last, last) if word != "that" else None
    if text.words[last] == ",":
        return _with_apposition(text, last, first)
    start = _head(text, last, first)
    return None if start is None else (start, last)


def _with_apposition(text: Text, comma: int, first: int) -> Range | None:
    for token in range(comma - 1, max(first, comma - LONGEST), -1):
        if text.inside[token] >= 0 or text.words[token] in _STOPS:
            return None
        if text.words[token] != ",":
            continue
        after = text.lower[token + 1]
        if after in {"and", "but", "so", "he", "she", "they", "it"}:
            return None
        if text.words[token - 1][0].isdigit():
            continue
        start = _head(text, token - 1, first)
        return None if start is None else (start, comma)
    return None


def _head(text: Text, last: int, first: int) -> int | None:
    """Return where the noun phrase that ends with a token starts; None when none ends there."""
    start = last + 1
    token = last
    while token >= first and last - token < LONGEST:
        if not _may_stand(text, token, last, first):
            break
        start = token
        token -= 1
    while start <= last and _is_lead(text, start, last):
        start += 1
    if start > last or (start == last and text.lower[start] in DETERMINERS | PREPOSITIONS | CALENDAR):
        return None
    return start


def _may_stand(text: Text, token: int, last: int, first: int) -> bool:
    """Return whether a token can stand within a noun phrase that goes on to the right."""
    word, low = text.words[token], text.lower[token]
    if text.inside[token] >= 0 or word in _STOPS or word == ",":
        return False
    if low == "and" and first < token < last:
        return text.words[token - 1][0].isupper() and text.words[token + 1][0].isupper()
    if (
        low in BOUNDARIES
        or low in _FINITE
        or low in RELATIVES
        or (low in PRONOUNS and low not in DETERMINERS)
    ):
        return False
    if low == "to":
        return False
    form = CUES.get(low)
    return not (form and form[1] is Form.PAST and word.islower() and token < last)


def _is_lead(text: Text, start: int, last: int) -> bool:
    """Return whether a token at the left edge belongs to no noun phrase: On Monday Trump …"""
    low = text.lower[start]
    if low in PREPOSITIONS or low in CALENDAR or is_adverb(low) or not (text.words[start][0].isalnum()):
        return True
    return low.isdigit() and start > 0 and text.lower[start - 1] in CALENDAR and start < last


_TAIL = frozenset(
    words(
        "on in during at after before when while as because that if to by since through throughout via "
        "but and who with following amid of about yesterday today"
    )
)
_INNER = frozenset(["of", "for", "from", "at", "in", "and", "with"])


def phrase_after(text: Text, first: int, end: int) -> Range | None:
    """Return the noun phrase that starts with a token, in tokens before ``end``; None for none.

    An apposition after it belongs to it: *said Ann Brook, a spokeswoman for the ministry*.
    """
    if first >= end or text.inside[first] >= 0:
        return None
    low = text.lower[first]
    if low in PRONOUNS or low in {"him", "her", "them", "me", "us"}:
        return first, first
    if not (text.words[first][0].isupper() or low in DETERMINERS or text.words[first][0].isalpha()):
        return None
    if low in BOUNDARIES or low in PREPOSITIONS or low in CALENDAR or low in _FINITE:
        return None
    token = first
    while token < end and token - first < LONGEST:
        low = text.lower[token]
        if text.inside[token] >= 0 or text.words[token] in _STOPS:
            break
        if text.words[token] == ",":
            return first, _apposition(text, token, end)
        if low in CALENDAR or low in MODALS or low in AUXILIARIES:
            break
        if low in _TAIL and not (low in _INNER and _goes_on(text, token, end)):
            break
        token += 1
    return (first, token - 1) if token > first else None


def _goes_on(text: Text, token: int, end: int) -> bool:
    """Return whether a phrase goes on after *of, for, in, …*."""
    if token + 1 >= end:
        return False
    low, after = text.lower[token], text.words[token + 1]
    if low in {"of", "for"}:
        return True
    return after[0].isupper() and text.lower[token + 1] not in CALENDAR and low in {"and", "from", "at", "in"}


def _apposition(text: Text, comma: int, end: int) -> int:
    """Return the last token of a phrase that a comma follows: with the apposition, when one is there."""
    if comma + 1 >= end or text.inside[comma + 1] >= 0:
        return comma - 1
    low, word = text.lower[comma + 1], text.words[comma + 1]
    opens = low in {
        "a",
        "an",
        "the",
        "who",
        "whose",
        "his",
        "her",
        "one",
        "director",
        "president",
        "chairman",
    }
    form = CUES.get(low)
    if not opens and not (word.islower() and word.isalpha() and form is None and low not in _NO_APPOSITION):
        return comma - 1
    token = comma + 1
    while token < end and token - comma < LONGEST:
        if text.words[token] in _STOPS or text.inside[token] >= 0:
            return token - 1
        if text.words[token] == ",":
            return token - 1
        token += 1
    return token - 1


_NO_APPOSITION = BOUNDARIES | PREPOSITIONS | CALENDAR | PRONOUNS | AUXILIARIES | MODALS | ADVERBS
