"""An anchor: a span of a text, with the digest of what stands there.

The digest lets anyone who has the text check that a claim was taken from these very words, and lets a
dossier be shared without its texts.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from .texts import digest

__all__ = ["Anchor", "AnchorState", "verify", "words"]


class AnchorState(enum.Enum):
    """What is known of an anchor; the values are the words that a reader sees."""

    VERIFIED = "verified"
    NO_TEXT = "text not at hand"
    DIFFERS = "text differs"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of a text and the digest of its words.

    Parameters
    ----------
    start, end
        The span: code points from 0, its end not included.
    digest
        SHA-256 of the span's UTF-8, in hexadecimal.

    Examples
    --------
    >>> anchor = Anchor.of("They agreed to meet.", 5, 11)
    >>> verify(anchor, "They agreed to meet.")
    <AnchorState.VERIFIED: 'verified'>
    >>> verify(anchor, "They refuse to meet.")
    <AnchorState.DIFFERS: 'text differs'>
    >>> words(anchor, "They agreed to meet.")
    'agreed'
    """

    start: int
    end: int
    digest: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Anchor:
        """Return the anchor of a span of a text.

        Raises
        ------
        ValueError
            When the span is empty or reaches beyond the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{start}:{end} is no span of a text of {len(text)} code points")
        return cls(start, end, digest(text[start:end]))


def verify(anchor: Anchor, text: str | None) -> AnchorState:
    """Return whether the words of an anchor still stand in a text; ``None`` is a text not at hand.

    A span that is empty or reaches beyond the text differs.

    Examples
    --------
    >>> verify(Anchor.of("They agreed.", 0, 4), None)
    <AnchorState.NO_TEXT: 'text not at hand'>
    """
    if text is None:
        return AnchorState.NO_TEXT
    if not 0 <= anchor.start < anchor.end <= len(text):
        return AnchorState.DIFFERS
    found = digest(text[anchor.start : anchor.end])
    return AnchorState.VERIFIED if found == anchor.digest else AnchorState.DIFFERS


def words(anchor: Anchor, text: str | None) -> str | None:
    """Return the words that an anchor covers, or None unless they are verified.

    Examples
    --------
    >>> anchor = Anchor.of("They agreed.", 0, 4)
    >>> words(anchor, "They refused."), words(anchor, "We agreed.")
    ('They', None)
    """
    if text is None or verify(anchor, text) is not AnchorState.VERIFIED:
        return None
    return text[anchor.start : anchor.end]
