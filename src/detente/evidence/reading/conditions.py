"""Conditions in what is said: what is asked for, and what follows from it.

Each rule goes by one word or phrase, the *marker*, and splits a sentence at it: *they will talk if the drills
stop* is ``if`` *the drills stop*, ``then`` *they will talk*. With *unless* and *until* it is the lack of what
stands under ``if`` that keeps the other from coming.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Condition", "condition_in"]

Span = tuple[int, int]

_MARKERS = (
    "only if|only when|on condition that|on the condition that|provided that|providing that|provided|"
    "as long as|so long as|in exchange for|in return for|unless|until|only after|once|if"
)
_INNER = re.compile(rf"\b({_MARKERS})\b", re.I)
_OPENING = re.compile(rf"[\s“\"'‘]*(?:(?:that|but|and|however|then|so)[\s,]+)*({_MARKERS}|in case)\s+", re.I)
_REQUIRES = re.compile(
    r"\b(?:(?:will|would|must|may|might|could|should) )?"
    r"(requires?|required|depends? on|hinges? on|is conditional on|are conditional on)\b",
    re.I,
)
_BEFORE = re.compile(r"\b(before|prior to)\s+", re.I)
_NO_CONDITION = re.compile(
    r"\b(?:ask|asks|asked|asking|wonder|wonders|wondered|know|knows|knew|see|sees|saw|doubt|doubts|unclear|"
    r"unsure|sure|say|tell|as|even|what|decide|decided|determine|than|at)\s+$",
    re.I,
)
_NO_BEFORE = re.compile(
    r"\b(?:either|or|long|shortly|just|even|days?|weeks?|months?|years?|hours?|not|never|ever|as)\s+$", re.I
)
_TIME = re.compile(
    r"(?:the )?(?:\d|end\b|early\b|late\b|mid\b|now\b|today\b|tomorrow\b|next\b|last\b|recently\b|then\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b)",
    re.I,
)
_GOING_ON = re.compile(r",\s+(?:and|or|but|if|who|which|where|whose|to|in|on|by|with)\b", re.I)
_ENDS = re.compile(r"[;!?](?=[\s”\"'’)]|$)|(?<!\b[A-Z])\.(?=[”\"'’)]*(?:\s+[A-Z“\"‘]|\s*$))")
_THEN = re.compile(r"\s+then\s+", re.I)
_WILL = re.compile(
    r"\b(?:will|would|shall|must|should|won't|can|could|demand\w*|want\w*|insist\w*|require\w*|"
    r"call\w* (?:for|on)|need\w*|urg\w+)\b|['’]ll\b",
    re.I,
)
_EDGES = " \t\n\r,;:.!?“”\"‘’'«»—–-"


@dataclass(frozen=True, slots=True)
class Condition:
    """Where the two sides of a condition stand.

    Attributes
    ----------
    marker
        The word that tells, in lower case: ``if``, ``unless``, ``before``, …
    condition
        The words under ``if``; with its marker, where that stands before it.
    consequence
        The words under ``then``; None where they stand elsewhere.
    """

    marker: str
    condition: Span
    consequence: Span | None


def condition_in(words: str, is_demand: bool = False) -> Condition | None:
    """Return the first condition of what is said, by places in its words; None for none.

    Parameters
    ----------
    words
        One or a few sentences. A question holds no condition.
    is_demand
        Whether it is demanded: then *stop before we talk* is a condition without a word such as *will*.

    Examples
    --------
    >>> words = "that they would talk only if the drills stop"
    >>> one = condition_in(words)
    >>> one.marker, words[slice(*one.condition)], words[slice(*one.consequence)]
    ('only if', 'only if the drills stop', 'they would talk')
    """
    start = 0
    for end in [*(found.end() for found in _ENDS.finditer(words)), len(words)]:
        if end > start and words[start:end].strip(_EDGES) and not words[start:end].rstrip().endswith("?"):
            found = _in_sentence(words, start, end, is_demand)
            if found is not None:
                return found
        start = end
    return None


def _in_sentence(words: str, start: int, end: int, is_demand: bool) -> Condition | None:
    opened = _OPENING.match(words, start, end)
    if opened:
        return _leading(words, opened, end)
    for found in _INNER.finditer(words, start, end):
        if _NO_CONDITION.search(words[start : found.start()]):
            continue
        marker = " ".join(found[1].lower().split())
        if marker in {"until", "once", "provided"} and not _clause_after(words, found.end(), end, marker):
            continue
        return _trailing(words, found, marker, start, end)
    required = _REQUIRES.search(words, start, end)
    if required and not re.search(
        r"\b(?:is|are|was|were|be|been)\s+$", words[start : required.start()], re.I
    ):
        condition = _trimmed(words, required.end(), _clause_end(words, required.end(), end))
        consequence = _trimmed(words, _past_that(words, start), required.start())
        if condition and consequence:
            return Condition("requires", condition, consequence)
    before = _BEFORE.search(words, start, end)
    if (
        before
        and not _NO_BEFORE.search(words[start : before.start()])
        and (is_demand or _WILL.search(words, start, before.start()))
    ) and not _TIME.match(words, before.end()):
        asked = _trimmed(words, _past_that(words, start), before.start())
        after = _trimmed(words, before.end(), _clause_end(words, before.end(), end))
        if asked and after:
            return Condition("before", asked, after)
    return None


def _leading(words: str, opened: re.Match[str], end: int) -> Condition | None:
    """*If they stop, we talk*: the condition ends at the comma after which no more of it comes."""
    marker = " ".join(opened[1].lower().split())
    begin = opened.start(1)
    at = opened.end()
    stop = None
    then = _THEN.search(words, at, end)
    while (comma := words.find(",", at, end)) >= 0:
        if not _GOING_ON.match(words, comma) or (then and then.start() <= comma):
            stop = comma
            break
        at = comma + 1
    if then and (stop is None or then.start() < stop):
        stop, rest = then.start(), then.end()
    else:
        rest = stop + 1 if stop is not None else end
    condition = _trimmed(words, begin, stop if stop is not None else end)
    if condition is None or condition[1] <= opened.end():
        return None
    return Condition(marker, condition, _trimmed(words, rest, end))


def _trailing(words: str, found: re.Match[str], marker: str, start: int, end: int) -> Condition | None:
    """*We talk if they stop*; *…, and if they stop, we talk*, where what follows comes after."""
    opens = re.search(r"(?:,|\b(?:and|but|that|while|then|so|or|,))\s*$", words[start : found.start()], re.I)
    stop = _clause_end(words, found.end(), end)
    before = _trimmed(words, _past_that(words, start), found.start())
    if opens and opens[0].strip() != "," and stop < end:
        rest = _trimmed(words, stop, end)
        condition = _trimmed(words, found.start(), stop)
        return Condition(marker, condition, rest) if condition and rest else None
    condition = _trimmed(words, found.start(), stop)
    if condition is None or condition[1] <= found.end():
        return None
    return Condition(marker, condition, before)


def _clause_after(words: str, at: int, end: int, marker: str) -> bool:
    """Return whether a clause, and no time or thing, follows *until*, *once* or *provided*."""
    if _TIME.match(words[at:end].lstrip()):
        return False
    verb = re.compile(
        r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|must|should|\w{3,}(?:s|ed))\b"
    )
    following = words[at : _clause_end(words, at, end)]
    pronoun = re.match(r"\s*(?:it|he|she|they|we|you|the|an?|its|their|our|all|[A-Z])", following)
    if re.match(r"\s*(?:he|she|they|we|you|it|i)\b", following, re.I):
        return True
    return bool(pronoun and verb.search(following)) or (marker == "until" and bool(verb.search(following)))


def _clause_end(words: str, at: int, end: int) -> int:
    """Return where a clause ends: at a comma after which none of it comes."""
    while (comma := words.find(",", at, end)) >= 0:
        if not _GOING_ON.match(words, comma):
            return comma
        at = comma + 1
    return end


def _past_that(words: str, start: int) -> int:
    found = re.compile(r"[\s“\"'‘,]*(?:(?:that|also|however|moreover|but|and)[\s,]+)*", re.I).match(
        words, start
    )
    return found.end() if found else start


def _trimmed(words: str, start: int, end: int) -> Span | None:
    """Return a span without blanks and marks at its edges; None when no words are left."""
    while start < end and words[start] in _EDGES:
        start += 1
    while end > start and words[end - 1] in _EDGES:
        end -= 1
    return (start, end) if any(map(str.isalnum, words[start:end])) else None
