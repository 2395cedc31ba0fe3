"""Signs beside the words of a table or a source, and what hostile text must lose in any rendering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .document import Text, plain

__all__ = ["Sign", "harmless", "marked_column", "sign_of"]

# Control characters, lone surrogates and what turns the direction of the text after it. The marks of
# right-to-left scripts (U+200E, U+200F) stay: they reach no further than their neighbours.
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """How a word is shown: a sign before it, and the name of its look; the word itself always stays."""

    mark: str
    look: str


_SIGNS = MappingProxyType(
    {
        "met": Sign("✓", "good"),
        "verified": Sign("✓", "good"),
        "unmet": Sign("✗", "bad"),
        "text differs": Sign("✗", "bad"),
        "partly met": Sign("◐", "partly"),
        "unknown": Sign("?", "unknown"),
        "text not at hand": Sign("○", "unknown"),
    }
)
_OTHER = Sign("•", "other")


def sign_of(word: str) -> Sign:
    """Return the sign that goes with a word such as "met" or "text differs".

    >>> sign_of("partly met")
    Sign(mark='◐', look='partly')
    """
    return _SIGNS.get(word.strip().casefold(), _OTHER)


def marked_column(row: Sequence[Text], mark: str) -> int | None:
    """Return the column of a row that already says its mark in words; None when no cell does.

    >>> marked_column((("the demand is dropped",), ("Unmet",)), "unmet")
    1
    """
    wanted = mark.strip().casefold()
    return next((place for place, cell in enumerate(row) if plain(cell).strip().casefold() == wanted), None)


def harmless(text: str) -> str:
    r"""Put U+FFFD in place of characters that no text needs and that can turn or hide what follows.

    >>> harmless("gnp\u202egnp\x00")
    'gnp�gnp�'
    """
    return _HARMFUL.sub("\ufffd", text)
