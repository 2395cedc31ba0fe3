"""Searching a text, word for word: slow, character by character, without an index or regular expressions.

A *word* is a run of letters and digits, with the marks and invisible characters inside it left out, without
case (Unicode's NFKD and case folding). A Chinese or Japanese sign is a word of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

__all__ = ["Words", "matches", "spans", "words_of"]

Words = tuple[str, ...]


def _letters(sign: str) -> str | None:
    """Return what a character adds to a word: nothing, letters, or None where it ends the word."""
    if unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf"):
        return ""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    letters = [one for one in lowered if unicodedata.category(one) not in ("Mn", "Mc", "Me", "Cf")]
    if not letters or not all(unicodedata.category(one)[0] in ("L", "N") for one in letters):
        return None
    return "".join(letters)


def _stands_alone(sign: str) -> bool:
    """Return whether a sign is of a block of Unicode for Japanese syllables or Chinese signs."""
    kana = "\u3040" <= sign <= "\u30ff" or "\u31f0" <= sign <= "\u31ff"
    han = "\u3400" <= sign <= "\u4dbf" or "\u4e00" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff"
    return kana or han or sign >= "\U00020000"


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text, each with where it starts and ends there, marks after it included."""
    found: list[tuple[str, int, int]] = []
    word, start, end = "", 0, 0
    for place, sign in enumerate(text):
        letters = _letters(sign)
        if letters == "":
            if word and unicodedata.category(sign)[0] == "M" and end == place:
                end = place + 1
            continue
        if word and (letters is None or _stands_alone(sign)):
            found.append((word, start, end))
            word = ""
        if letters is not None:
            if not word:
                start = place
            word, end = word + letters, place + 1
            if _stands_alone(sign):
                following = place + 1
                while following < len(text) and unicodedata.category(text[following])[0] == "M":
                    following += 1
                found.append((word, start, following))
                word = ""
    if word:
        found.append((word, start, end))
    return found


def _stands_at(found: Sequence[tuple[str, int, int]], place: int, term: Words, is_prefix: bool) -> bool:
    there = [word for word, _, _ in found[place : place + len(term)]]
    if len(there) < len(term) or there[:-1] != list(term[:-1]):
        return False
    return there[-1].startswith(term[-1]) if is_prefix else there[-1] == term[-1]


def matches(
    text: str, groups: Sequence[Sequence[tuple[Words, bool]]], unwanted: Sequence[tuple[Words, bool]]
) -> bool:
    """Return whether a text holds a term of each group and none that is unwanted."""
    found = words_of(text)

    def holds(term: tuple[Words, bool]) -> bool:
        return any(_stands_at(found, place, *term) for place in range(len(found)))

    return all(any(holds(term) for term in group) for group in groups) and not any(map(holds, unwanted))


def spans(text: str, groups: Sequence[Sequence[tuple[Words, bool]]]) -> Iterator[tuple[int, int]]:
    """Yield where a term of a group stands, from the left; of several the one with most words."""
    found = words_of(text)
    terms = sorted((term for group in groups for term in group), key=lambda term: -len(term[0]))
    place = 0
    while place < len(found):
        there = [term for term in terms if _stands_at(found, place, *term)]
        if there:
            last = place + len(there[0][0]) - 1
            yield found[place][1], found[last][2]
            place = last
        place += 1
