"""Every span that is proposed lies in the text and holds by its digest, whatever the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.evidence.actors import Actor, ActorKind
from detente.evidence.anchors import Anchor, AnchorState, verify
from detente.evidence.reading.attributions import attributions
from detente.evidence.reading.proposals import Proposal, proposals
from detente.evidence.reading.tokens import split

ACTORS = (
    Actor("brook", "Ann Brook", ActorKind.PERSON, ("A",)),
    Actor("kim", "Kim Jong Un", ActorKind.PERSON, ("B",), ("Kim",), ("reporter",)),
    Actor("reporter", "Kim Min-ju", ActorKind.PERSON, (), (), ("kim",)),
)
PIECES = st.sampled_from(
    [
        *"“”\"'«».,:;?!()— \n\u200b\u202e\u00ad…",
        *(
            "''",
            "``",
            "\r\n",
            "\n\n",
            ", ",
            ".” ",
            " “",
            " said ",
            " says ",
            " told ",
            " that ",
            " according to ",
        ),
        *(
            "Ann Brook",
            "Kim",
            "Kim Jong Un",
            "Kim Min-ju",
            "the minister",
            "he",
            "they",
            " refused to ",
            " adding ",
        ),
        *(
            " was told by ",
            " is expected to ",
            " by ",
            " on Monday",
            " if ",
            " unless ",
            "we stop",
            "U.S. ",
            "שלום",
            "é",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


def anchors_of(one: Proposal) -> list[Anchor]:
    singles = (one.anchor, one.speaker, one.hearer, one.cue, one.condition, one.date)
    return [*one.content, *(anchor for anchor in singles if anchor is not None)]


def spans_hold(text: str) -> None:
    cut = split(text)
    for one in attributions(cut):
        for first, last in (*one.content, *(part for part in (one.source, one.cue, one.hearer) if part)):
            assert 0 <= first <= last < len(cut.words)
        assert all(a[1] < b[0] for a, b in pairwise(one.content))


def check(text: str) -> None:
    for one in proposals(text, ACTORS):
        assert one.content
        for anchor in anchors_of(one):
            assert verify(anchor, text) is AnchorState.VERIFIED
        for part in one.content:
            assert one.anchor.start <= part.start < part.end <= one.anchor.end
        assert 0 < one.confidence <= 1
    cut = split(text)
    spans_hold(text)
    assert all(text[s:e] == word for s, e, word in zip(cut.starts, cut.ends, cut.words, strict=True))
    assert list(cut.frames) == sorted(set(cut.frames))
    assert set(cut.paragraphs) <= set(cut.frames)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_span_holds(text: str) -> None:
    check(text)


@pytest.mark.long
@given(TEXTS)
@settings(max_examples=20_000, deadline=None)
def test_every_span_holds_long(text: str) -> None:
    check(text)


@pytest.mark.parametrize("piece", ['"', "“", "”", "''", '"a" ', "“a,” he said. ", "a, ", "he said ", "\n“a"])
def test_long_runs_end(piece: str) -> None:
    check(piece * (30_000 // len(piece)))


@pytest.mark.parametrize(
    "piece",
    [
        *('"', "“", "''", "said ", "said, ", "and said ", ", saying ", "to say ", "He said that, "),
        *("Brook, a man, ", "who said, ", "the plan that ", "“a” said ", "x: ", "( ", "went and ", "a, "),
    ],
)
def test_a_hundred_thousand_letters_of_one_kind_are_read(piece: str) -> None:
    spans_hold(piece * (100_000 // len(piece)))
