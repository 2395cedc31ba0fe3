"""A text as words, signs and quotation marks, with its paragraphs, quotations and sentences.

The splitter is our own and not nupunkt's: what is needed are not sentences as such but *frames*, a sentence
of the reporter with all the sentences that it quotes inside, and a splitter that does not know quotations
would have to be undone at every quotation mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from .lexicon import words as words_of

__all__ = ["Quotation", "Text", "split"]

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S.
    r"|[^\W_]+(?:['’\-&][^\W_]+|\.[^\W\d_](?![^\W_]*\s))*"  # Kim's, follow-up, A&B
    r"|'{2,3}|``|--|\.{2,}|[^\s\w\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|_",
)
_SHORT = re.compile(r"(he|she|it|they|we|i|you|who|that|there|what)(['’](?:s|re|ve|ll|d|m))", re.I)
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n\s*|\n")
_OPENERS = frozenset({"“", "„", "«", "``"})
_CLOSERS = frozenset({"”", "»"})
_STRAIGHT = frozenset({'"', "''", "'''"})
_ENDS = frozenset({".", "!", "?", "…"})
_ABBREVIATIONS = frozenset(
    words_of(
        "mr mrs ms dr prof gen adm col lt sgt capt sen rep gov hon rev st jr sr vs etc inc corp co ltd no "
        "art sec jan feb mar apr jun jul aug sept sep oct nov dec mass calif fla pa va wis ariz ill mich "
        "minn tenn ga ky la md mo okla ore tex vt wash conn del ind kan miss mont neb nev maj cmdr brig "
        "amb pres min"
    )
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its tokens from mark to mark; ``open`` when it goes on in the next paragraph."""

    first: int
    last: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text cut into tokens.

    Attributes
    ----------
    text
        The whole text.
    words, lower
        The tokens, and the same in lower case with straight apostrophes.
    starts, ends
        Where each token starts and ends, in code points.
    paragraphs, frames
        The first token of each, in order, and at the end the number of tokens.
    quotations
        In order; they do not overlap.
    inside
        For each token the place in ``quotations`` of the one that holds it, or -1.
    """

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    paragraphs: tuple[int, ...]
    frames: tuple[int, ...]
    quotations: tuple[Quotation, ...]
    inside: tuple[int, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code points from one token to another, both included."""
        return self.starts[first], self.ends[last]

    def paragraph_end(self, token: int) -> int:
        """Return the first token after the paragraph of a token."""
        return self.paragraphs[bisect_right(self.paragraphs, token)]


def split(text: str) -> Text:
    """Return a text cut into tokens, paragraphs, quotations and frames.

    Notes
    -----
    Cost: linear in the length of the text.

    Examples
    --------
    >>> cut = split("“We agree. We meet,” she said. He left.")
    >>> [cut.words[first] for first in cut.frames[:-1]]
    ['“', 'He']
    """
    places = [place for one in _TOKEN.finditer(text) for place in _parts(*one.span(), text)]
    words = tuple(text[start:end] for start, end in places)
    starts = tuple(start for start, _ in places)
    ends = tuple(end for _, end in places)
    lower = tuple(word.lower().replace("’", "'") for word in words)
    paragraphs = _paragraphs(text, starts)
    quotations = tuple(
        quotation
        for first, end in pairwise(paragraphs)
        for quotation in _quotations(text, words, starts, ends, first, end)
    )
    inside = [-1] * len(words)
    for number, quotation in enumerate(quotations):
        for token in range(quotation.first, quotation.last + 1):
            inside[token] = number
    frames = _frames(words, lower, paragraphs, quotations, inside)
    return Text(text, words, lower, starts, ends, paragraphs, frames, quotations, tuple(inside))


def _parts(start: int, end: int, text: str) -> tuple[tuple[int, int], ...]:
    """Cut a short verb off its pronoun: he's, they've, who'd."""
    if end - start < 12 and (found := _SHORT.fullmatch(text, start, end)):
        return (start, found.start(2)), (found.start(2), end)
    return ((start, end),)


def _paragraphs(text: str, starts: tuple[int, ...]) -> tuple[int, ...]:
    firsts = [0]
    breaks = [one.end() for one in _PARAGRAPH.finditer(text)]
    at = 0
    for token, start in enumerate(starts):
        here = at
        while at < len(breaks) and breaks[at] <= start:
            at += 1
        if at > here and token > 0:
            firsts.append(token)
    if starts:
        firsts.append(len(starts))
    return tuple(firsts)


def _quotations(
    text: str, words: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...], first: int, end: int
) -> list[Quotation]:
    """Return the quotations of a paragraph; an unclosed mark opens one only if the next goes on."""
    found: list[Quotation] = []
    opened: int | None = None
    for token in range(first, end):
        word = words[token]
        if word in _OPENERS and not (opened is not None and _stands_at_end(text, ends[token])):
            opened = token if opened is None else opened
        elif opened is None and word in _CLOSERS:  # turned round by mistake: ”So it is,” she said.
            opened = token if token == first and token + 1 < end else None
        elif word in _OPENERS | _CLOSERS or (word in _STRAIGHT and opened is not None):
            if opened is not None and token > opened + 1:
                found.append(Quotation(opened, token))
            opened = None
        elif word in _STRAIGHT:
            before = text[ends[token] : ends[token] + 1]
            opened = token if before and not before.isspace() else None
    if opened is not None and end < len(words) and words[end] in _OPENERS | _STRAIGHT and end - 1 > opened:
        found.append(Quotation(opened, end - 1, open=True))
    return found


def _stands_at_end(text: str, end: int) -> bool:
    """Return whether a mark that opens stands where one closes, turned round by mistake."""
    return end >= len(text) or text[end].isspace()


def _frames(
    words: tuple[str, ...],
    lower: tuple[str, ...],
    paragraphs: tuple[int, ...],
    quotations: tuple[Quotation, ...],
    inside: list[int],
) -> tuple[int, ...]:
    firsts: list[int] = []
    for first, end in pairwise(paragraphs):
        firsts.append(first)
        for token in range(first, end - 1):
            if _ends_frame(words, lower, quotations, inside, token, first):
                firsts.append(token + 1)
    return (*firsts, len(words))


def _ends_frame(
    words: tuple[str, ...],
    lower: tuple[str, ...],
    quotations: tuple[Quotation, ...],
    inside: list[int],
    token: int,
    first: int,
) -> bool:
    """Return whether a frame ends with a token that is not the last of its paragraph."""
    after = words[token + 1]
    if inside[token] >= 0:  # only where the quotation ends, as its last sentence does
        quotation = quotations[inside[token]]
        if token != quotation.last or words[token - 1] not in _ENDS:
            return False
        return after[0].isupper() or inside[token + 1] >= 0 or after[0].isdigit()
    if words[token] not in _ENDS:
        return False
    if not (after[0].isupper() or after[0].isdigit() or inside[token + 1] >= 0 or after in _OPENERS):
        return False
    if words[token] == "." and token > first:
        before = lower[token - 1]
        return not (before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i"))
    return True
