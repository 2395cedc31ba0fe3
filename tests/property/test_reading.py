"""Every span that is proposed lies in the text and holds by its digest, whatever the text."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.evidence.actors import Actor, ActorKind
from detente.evidence.anchors import Anchor, AnchorState, verify
from detente.evidence.claims import Kind, read_claims
from detente.evidence.reading.attributions import attributions
from detente.evidence.reading.claiming import as_claim, claim_id
from detente.evidence.reading.copies import copy_of
from detente.evidence.reading.proposals import Proposal, proposals
from detente.evidence.reading.selection import chosen
from detente.evidence.reading.tokens import split
from detente.evidence.reports import Report
from detente.evidence.writing import claim_line
from detente.files.dates import Interval

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
            " before ",
            " will ",
            " requires ",
            " halted the ",
            " via ",
            " in a letter to ",
            "KIM: ",
            "Q: ",
            "no sign from ",
            "we stop",
            "U.S. ",
            "שלום",
            "é",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


def anchors_of(one: Proposal) -> list[Anchor]:
    singles = (
        one.anchor,
        one.speaker,
        one.hearer,
        one.medium,
        one.cue,
        one.condition,
        one.consequence,
        one.date,
        one.due,
    )
    return [*one.content, *(anchor for anchor in singles if anchor is not None)]


def spans_hold(text: str) -> None:
    cut = split(text)
    for one in attributions(cut):
        for first, last in (*one.content, *(part for part in (one.source, one.cue, one.hearer) if part)):
            assert 0 <= first <= last < len(cut.words)
        assert all(a[1] < b[0] for a, b in pairwise(one.content))


def check(text: str) -> None:
    found = proposals(text, ACTORS)
    assert found == proposals(text, ACTORS)
    assert [one.anchor.start for one in found] == sorted(one.anchor.start for one in found)
    for one in found:
        assert one.content
        for anchor in anchors_of(one):
            assert verify(anchor, text) is AnchorState.VERIFIED
        for part in one.content:
            assert one.anchor.start <= part.start < part.end <= one.anchor.end
        assert 0 < one.confidence <= 1
        assert 0 <= one.worth <= 1
        assert (one.kind is Kind.CONDITION) == (one.condition is not None) == (one.marker is not None)
        assert one.by not in one.via
    cut = split(text)
    spans_hold(text)
    assert all(text[s:e] == word for s, e, word in zip(cut.starts, cut.ends, cut.words, strict=True))
    assert list(cut.frames) == sorted(set(cut.frames))
    assert set(cut.paragraphs) <= set(cut.frames)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_span_holds(text: str) -> None:
    check(text)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_shorter_list_keeps_the_order_and_those_worth_most(text: str) -> None:
    found = proposals(text, ACTORS)
    kept = chosen(found, 3)
    places = [found.index(one) for one in kept]
    assert places == sorted(places)
    assert len(kept) == min(3, len(found))
    left = [one.worth for one in found if one not in kept]
    assert not left or max(left) <= min(one.worth for one in kept)


@given(TEXTS, st.sampled_from(["\u200b", "\u200f", "\u2060", "\ufeff", "\u00ad"]), st.data())
@settings(max_examples=200, deadline=None)
def test_signs_that_nobody_sees_change_no_word(text: str, sign: str, data: st.DataObject) -> None:
    """With such a sign somewhere inside, the same is proposed, by the same speakers."""
    plain = "".join(one for one in text if copy_of(one).text)
    at = data.draw(st.integers(min_value=0, max_value=len(plain)))
    marked = plain[:at] + sign + plain[at:]
    found, same = proposals(plain, ACTORS), proposals(marked, ACTORS)
    assert [(one.rule, one.kind, one.by, one.marker) for one in found] == [
        (one.rule, one.kind, one.by, one.marker) for one in same
    ]
    assert [plain[one.anchor.start : one.anchor.end] for one in found] == [
        marked[one.anchor.start : one.anchor.end].replace(sign, "") for one in same
    ]


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_proposal_becomes_a_claim_that_can_be_read_back(text: str) -> None:
    day = Interval.on(datetime.date(2030, 5, 3))
    report = Report("gazette", None, "Talks", day, "", "0" * 64, "en")
    taken: list[str] = []
    lines: list[str] = []
    for one in proposals(text, ACTORS, day):
        name = claim_id(one, one.by or "kim", taken)
        taken.append(name)
        claim = as_claim(one, report, name, by="kim", actors=ACTORS)
        assert claim.anchor == one.anchor
        lines.append(claim_line(claim))
    read = read_claims("\n".join(lines), actors={"brook", "kim", "reporter"}, reports={"gazette"})
    assert [one.id for one in read] == taken


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
