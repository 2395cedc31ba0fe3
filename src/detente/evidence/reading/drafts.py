"""A proposal in the making, by places in the working copy of a text."""

from __future__ import annotations

from dataclasses import dataclass

from ..claims import Kind
from .speakers import Speakers, Who
from .subjects import Range
from .tokens import Text

__all__ = ["Draft", "Reader", "Span"]

Span = tuple[int, int]
"""Where words start and end in the working copy; the end is not included."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody may have said or done.

    Attributes
    ----------
    rule, kind, confidence
        As in a proposal; the kind is that without a condition.
    who
        The actors who say or do it, and through whom.
    to
        The actors to whom.
    content
        What is said, in parts.
    speaker, hearer, cue, medium
        The words for them.
    frame
        The span in which a day may be named outside of the content.
    direct
        Whether all of it is quoted.
    whole
        The span of the proposal.
    is_own
        Whether the report speaks of itself: *we have learned*.
    """

    rule: str
    kind: Kind
    confidence: float
    who: Who
    content: tuple[Span, ...]
    whole: Span
    speaker: Span | None = None
    hearer: Span | None = None
    cue: Span | None = None
    medium: Span | None = None
    to: tuple[str, ...] = ()
    frame: Span | None = None
    direct: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A text in tokens with those who speak in it."""

    text: Text
    speakers: Speakers

    def span(self, part: Range) -> Span:
        """Return the places of a range of tokens."""
        return self.text.span(*part)

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text.text[span[0] : span[1]]
