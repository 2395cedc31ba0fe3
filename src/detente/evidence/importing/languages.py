"""The language of a text, where its letters and small words tell it; a rough look, and no more."""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType

__all__ = ["UNDETERMINED", "language_of"]

UNDETERMINED = "und"
"""The code of ISO 639 for a language that is not determined."""

_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = MappingProxyType(
    {
        "en": "the of and to in that is was for it with on he as by his be had",
        "de": "der die und das den von zu mit sich des auf ist im dem nicht ein eine",
        "fr": "le la les et des en du une est que dans qui pour au sur par plus pas",
        "es": "el los las y en que un una por con del se para su al lo como más",
    }
)
_SHARE = 0.12
"""So large a share of the words must be small words of a language, …"""
_AHEAD = 2
"""… and so many times as many as those of any other."""
_LOOKED_AT = 20_000


def language_of(text: str) -> str:
    """Return the code of a text's language: by its script, else by its small words; ``und`` where unsure.

    >>> language_of("The minister said that it was for the good of the river."), language_of("Blub blub")
    ('en', 'und')
    """
    text = text[:_LOOKED_AT]
    letters = len(_LETTER.findall(text))
    for code, script in _SCRIPTS:
        if 5 * len(script.findall(text)) > letters > 0:
            return code
    words = Counter(_WORD.findall(text.lower()))
    shares = sorted(
        ((sum(words[one] for one in small.split()), code) for code, small in _SMALL.items()), reverse=True
    )
    (most, code), (second, _) = shares[:2]
    sure = most >= _SHARE * sum(words.values()) and most >= _AHEAD * second and most > 1
    return code if sure else UNDETERMINED
