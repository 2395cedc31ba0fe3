"""What an attribution is."""

from __future__ import annotations

from dataclasses import dataclass

from .subjects import Range

__all__ = ["Attribution"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content, as ranges of tokens.

    Attributes
    ----------
    rule
        The name of the rule that found it.
    source, cue
        None where there is none.
    content
        Its parts, in the order of the text.
    direct
        Whether all of the content is quoted.
    hearer
        To whom it is said.
    """

    rule: str
    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    direct: bool = False
    hearer: Range | None = None
