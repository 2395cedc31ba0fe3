"""Who says what, by rules: a source, a cue and a content for each attribution of a text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .attribution import Attribution
from .joining import continued, cut
from .stance_rules import Stances
from .subjects import Reader
from .tagging import Tag, tag
from .tokens import Text
from .verb_rules import Verbs

__all__ = ["Attribution", "attributions"]

LONGEST_SENTENCE = 400
"""A sentence is read in one piece up to so many tokens outside its quotations."""

_END = frozenset(".!?;…")


def attributions(text: Text, tags: tuple[Tag, ...] | None = None) -> tuple[Attribution, ...]:
    """Return the attributions of a text, in the order of their cues; ``tags`` where they are known already.

    Each sentence of the reporter, with what it quotes, is read by itself: the rules around a verb
    (:mod:`.verb_rules`), then those around a noun, an adjective or a colon (:mod:`.stance_rules`). What
    they found is then cut where it meets, and quotations that nobody says yet are given to the speaker
    before them (:mod:`.joining`).

    Notes
    -----
    Cost: linear in the length of the text; what is sought around a cue is bounded.
    """
    tags = tag(text) if tags is None else tags
    found: list[Attribution] = []
    for first, end in _sentences(text):
        last = end - 1
        while last > first and text.words[last] in _END and text.inside[last] < 0:
            last -= 1
        reader = Reader(text, tags, first, last)
        verbs, stances = Verbs(reader), Stances(reader)
        here: list[Attribution] = []
        taken = -1
        for token in range(first, end):
            if text.inside[token] >= 0 or token <= taken:
                continue
            one = verbs.at(token) or stances.at(token)
            if one is not None and not (one.cue and text.words[token] == ":" and one.cue[0] <= taken):
                here.append(one)
                taken = one.cue[1] if one.cue else taken
        found += cut(text, here)
    return tuple(continued(text, found))


def _sentences(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the reporter; what has no end is cut, so that the cost stays linear."""
    for first, end in pairwise(text.frames):
        start, outside = first, 0
        for token in range(first, end):
            outside += text.inside[token] < 0
            if outside > LONGEST_SENTENCE:
                yield start, token
                start, outside = token, 0
        yield start, end
