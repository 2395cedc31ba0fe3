"""Proposals of claims, read from the text of a report by rules.

A proposal says where in the text somebody is said to say or do something. It is no claim: a person decides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ..actors import Actor
from ..anchors import Anchor
from ..claims import Kind
from .attributions import Attribution, attributions
from .lexicon import CUES, PRONOUNS
from .sense import condition_in, date_in, kind_of
from .speakers import Cast
from .subjects import Range
from .tokens import Text, split

__all__ = ["Proposal", "proposals"]

CONFIDENCES = {
    "said X": 0.95,
    "X said": 0.95,
    "according to": 0.9,
    "X said that": 0.7,
    "was told": 0.6,
    "saying that": 0.6,
    "free quotation": 0.5,
    "passive": 0.4,
    "“…” — X": 0.9,
    "X: …": 0.5,
    "hearsay": 0.5,
    "X is sure": 0.5,
    "X's claim": 0.5,
}
"""How sure each rule is by our judgement; less by a fifth where no source stands."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody may have said or done, with the places in the text.

    Attributes
    ----------
    rule
        The rule that found it.
    kind
        The kind to start with; a person decides.
    by, to
        The ids of the actors who speak and to whom; None where that is not sure.
    speaker, hearer, cue
        The words that name the speaker and the hearer, and those that say that something is said.
    content
        What is said, in one or more parts; marks of quotation belong to it.
    condition
        The words of a condition within the content.
    date
        The words beside the cue or in the content that name a day.
    direct
        Whether all of it is quoted.
    confidence
        From 0 to 1, by the rule.
    anchor
        The whole: from the first to the last of all parts.
    """

    rule: str
    kind: Kind
    by: str | None
    to: str | None
    speaker: Anchor | None
    hearer: Anchor | None
    cue: Anchor | None
    content: tuple[Anchor, ...]
    condition: Anchor | None
    date: Anchor | None
    direct: bool
    confidence: float
    anchor: Anchor


def proposals(text: str, actors: Iterable[Actor] = ()) -> tuple[Proposal, ...]:
    """Return the proposals of claims in the text of a report, in its order.

    Parameters
    ----------
    text
        The text, normalised (:func:`~detente.evidence.texts.normalise`): anchors count in it as it is.
    actors
        The actors of a dossier, for who speaks; without them ``by`` and ``to`` are None.

    Notes
    -----
    Cost: linear in the length of the text.

    Examples
    --------
    >>> text = "“We will pay if they stop,” Ann Brook said on Monday."
    >>> one, = proposals(text)
    >>> [text[part.start : part.end] for part in (one.speaker, one.cue, one.condition, one.date)]
    ['Ann Brook', 'said', 'if they stop', 'Monday']
    """
    cut = split(text)
    cast = Cast(actors)
    found: list[Proposal] = []
    last: str | None = None
    for one in attributions(cut):
        by = _actor(cut, one.source, cast, last)
        last = by if by is not None or _names_another(cut, one.source) else last
        found.append(_proposal(cut, one, by, _actor(cut, one.hearer, cast, None)))
    return tuple(found)


def _actor(cut: Text, phrase: Range | None, cast: Cast, last: str | None) -> str | None:
    if phrase is None:
        return None
    start, end = cut.span(*phrase)
    words = cut.text[start:end]
    return cast.spoken_of(words, last) if words.lower() in PRONOUNS else cast.named(words)


def _names_another(cut: Text, phrase: Range | None) -> bool:
    """Return whether a source stands for somebody else, so that no pronoun reaches back past it."""
    return phrase is not None and cut.lower[phrase[0]] not in PRONOUNS


def _proposal(cut: Text, one: Attribution, by: str | None, to: str | None) -> Proposal:
    text = cut.text
    content = tuple(_anchor(cut, part) for part in one.content)
    cue = _anchor(cut, one.cue) if one.cue else None
    first, last = one.cue or (0, -1)
    bases = [CUES[word][0] for word in cut.lower[first : last + 1] if word in CUES]
    base = bases[-1] if bases else ""
    cue_words = text[cue.start : cue.end] if cue else ""
    said = text[content[0].start : content[-1].end]
    kind = kind_of(base, cue_words, said, conditional=False)
    condition = _within(text, content, kind)
    speaker = _anchor(cut, one.source) if one.source else None
    hearer = _anchor(cut, one.hearer) if one.hearer else None
    parts = [*content, *(part for part in (cue, speaker, hearer) if part)]
    if one.rule in {"saying that", "free quotation"}:  # whose source may stand far before
        parts = [*content, *([cue] if cue else [])]
    return Proposal(
        one.rule,
        kind_of(base, cue_words, said, conditional=condition is not None),
        by,
        to,
        speaker,
        hearer,
        cue,
        content,
        condition,
        _date(cut, one, content),
        one.direct,
        CONFIDENCES[one.rule] * (1.0 if one.source else 0.8),
        Anchor.of(text, min(part.start for part in parts), max(part.end for part in parts)),
    )


def _anchor(cut: Text, part: Range) -> Anchor:
    return Anchor.of(cut.text, *cut.span(*part))


def _within(text: str, content: tuple[Anchor, ...], kind: Kind) -> Anchor | None:
    for part in content:
        if found := condition_in(text[part.start : part.end], kind):
            return Anchor.of(text, part.start + found[0], part.start + found[1])
    return None


def _date(cut: Text, one: Attribution, content: tuple[Anchor, ...]) -> Anchor | None:
    """Return the words that name a day: beside the cue, outside the content; else within the content."""
    places: list[tuple[int, int]] = []
    if one.cue:
        frame = bisect_right(cut.frames, one.cue[0])
        end = cut.frames[frame] - 1
        start = cut.starts[one.cue[0]]
        stop = min([part.start for part in content if part.start > start], default=cut.ends[end])
        places.append((start, stop))
    places += [(part.start, part.end) for part in content]
    for start, stop in places:
        if start < stop and (found := date_in(cut.text[start:stop])):
            return Anchor.of(cut.text, start + found[0], start + found[1])
    return None
