"""Whatever a language model answers, only words that stand in the text come out, or a clear failure."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError
from detente.evidence.actors import Actor, ActorKind
from detente.evidence.anchors import Anchor, AnchorState, verify
from detente.evidence.claims import Kind
from detente.evidence.reading.cast import Cast
from detente.evidence.reading.model import Key, read_with_model
from detente.evidence.reading.model_answers import RULE, Answer, Item, Quote, proposals_of
from detente.evidence.reading.model_plan import Caps, plan
from detente.evidence.reading.model_prompt import windows
from detente.evidence.reading.proposals import Proposal
from detente.evidence.reading.speakers import Speakers
from detente.evidence.reading.tokens import split
from tests.language_model import FakeModel, Reply, completion, fake_model
from tests.reference.quotations import place_of

ACTORS = (
    Actor("brook", "Ann Brook", ActorKind.PERSON, ("A",)),
    Actor("kim", "Kim Jong Un", ActorKind.PERSON, ("B",), ("Kim",)),
)
CODES = {"bad-answer", "answer-too-long", "no-verbatim-words", "over-cap"}
SECRET = "sk-very-secret-0123456789"
SIGNS = "ab no“”\"' .\n\u200b\u202eé"
BITS = st.sampled_from(
    ["Ann Brook", "Kim", "said", "paid", "never", "if", "dams", "told", *"“”\"'  .\n\u200b\u202eé"]
)
TEXTS = st.one_of(
    st.lists(BITS, min_size=5, max_size=14).map(lambda bits: " ".join(["Ann", *bits])),
    st.lists(BITS, min_size=5, max_size=14).map("".join),
    st.text(alphabet=SIGNS, min_size=1, max_size=40),
)
IDS = st.sampled_from([None, "brook", "kim", "nobody", ""])


@st.composite
def pieces(draw: st.DrawFn, text: str) -> Quote:
    """Words out of a text, with their neighbours at times, and at times changed."""
    start = draw(st.integers(0, max(0, len(text) - 1)))
    end = draw(st.integers(start, min(len(text), start + draw(st.sampled_from([3, 9, 40])))))
    words, before, after = text[start:end], "", ""
    if draw(st.booleans()):
        before = text[max(0, start - draw(st.integers(0, 4))) : start]
        after = text[end : end + draw(st.integers(0, 4))]
    if draw(st.integers(0, 9)) == 1:
        words = draw(st.text(alphabet=SIGNS, max_size=5))
    return Quote(words, before, after)


@st.composite
def items(draw: st.DrawFn, text: str) -> Item:
    names = st.sampled_from(["speaker", "cue", "hearer", "via", "condition", "consequence"])
    given = {name: draw(pieces(text)) for name in draw(st.sets(names, max_size=3))}
    passage = draw(pieces(text)) if draw(st.integers(0, 4)) == 1 else Quote(text)
    content = draw(st.lists(pieces(text), min_size=min(1, draw(st.integers(0, 9))), max_size=2))
    return Item(passage, content, draw(st.sampled_from(Kind)), draw(IDS), draw(IDS), **given)


def anchors_of(one: Proposal) -> list[Anchor]:
    singles = (one.anchor, one.speaker, one.hearer, one.cue, one.condition, one.date)
    return [*one.content, *(anchor for anchor in singles if anchor is not None)]


def holds(one: Proposal, text: str, window: tuple[int, int]) -> None:
    assert one.rule == RULE
    assert one.content
    assert 0 < one.confidence <= 0.6
    assert {one.by, one.to} <= {None, *(actor.id for actor in ACTORS)}
    assert one.by is None or one.speaker
    assert one.to is None or one.hearer
    for anchor in anchors_of(one):
        assert verify(anchor, text) is AnchorState.VERIFIED
        assert one.anchor.start <= anchor.start < anchor.end <= one.anchor.end
        assert window[0] <= anchor.start < anchor.end <= window[1]


def expected(quote: Quote | None, text: str, within: tuple[int, int], window: tuple[int, int]) -> Any:
    """The span of a quotation by the reference, None when there is none; ``...`` when it was not given."""
    if quote is None:
        return ...
    words = quote.words.strip()
    if not any(sign.isalnum() for sign in words):
        return None
    head, _, tail = quote.words.partition(words)
    at = place_of(words, quote.before + head, tail + quote.after, text, within, window)
    return None if at is None else (at, at + len(words))


def check_one(text: str, window: tuple[int, int], item: Item) -> None:
    found, refused = proposals_of(Answer([item]), text, window, Speakers(split(text), Cast(ACTORS)))
    assert len(found) + len(refused) == 1
    passage = expected(item.passage, text, window, window)
    parts = {
        name: expected(getattr(item, name), text, passage or (0, 0), window)
        for name in ("speaker", "cue", "hearer", "via", "condition", "consequence")
    }
    content = [expected(quote, text, passage or (0, 0), window) for quote in item.content]
    if None in (passage, *parts.values(), *content) or not content:
        assert refused
        return
    for one in found:
        holds(one, text, window)
        for name in ("speaker", "cue", "hearer", "condition"):
            anchor = getattr(one, name)
            assert parts[name] == ((anchor.start, anchor.end) if anchor else ...)
        for (start, end), anchor in zip(sorted(content), one.content, strict=True):
            assert anchor.start in (start, start - 1)  # or with the marks of quotation around it
            assert anchor.end - end == start - anchor.start
    if refused:
        assert any(why in refused[0] for why in ("share words", "no part of one content"))


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, tuple[int, int], Item]:
    text = draw(TEXTS)
    start, end = 0, len(text)
    if draw(st.booleans()):
        start = draw(st.integers(0, len(text) // 2))
        end = draw(st.integers(start, len(text)))
    return text, (start, end), draw(items(text if draw(st.integers(0, 9)) == 1 else text[start:end]))


@given(cases())
@settings(max_examples=600, deadline=None)
def test_a_proposal_holds_just_when_each_place_that_is_tried_says_so(case: Any) -> None:
    check_one(*case)


@pytest.mark.long
@given(cases())
@settings(max_examples=30_000, deadline=None)
def test_a_proposal_holds_just_when_each_place_that_is_tried_says_so_long(case: Any) -> None:
    check_one(*case)


@given(st.text(alphabet="a. \n\x85é", max_size=200), st.integers(1, 30))
def test_windows_are_all_of_a_text(text: str, size: int) -> None:
    last = 0
    for start, end in windows(text, size):
        assert not any(sign.isalnum() for sign in text[last:start])
        assert start < end <= start + size
        last = end
    assert not any(sign.isalnum() for sign in text[last:])


# Through the whole way, from the server to the proposals

TEXT = "“We will pay if they stop,” Ann Brook said on Monday.\n\nKim refused to comment. Kim left.\n"
WORDS = st.sampled_from(
    ["“We will pay if they stop,” Ann Brook said on Monday.", "Ann Brook", "said", "Kim", "Kim left", "pay"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | WORDS
FLAT = st.lists(LEAVES, max_size=3) | st.dictionaries(st.text(max_size=5), LEAVES, max_size=3)
JSON = LEAVES | FLAT | st.lists(FLAT, max_size=2) | st.dictionaries(st.text(max_size=5), FLAT, max_size=2)
QUOTES = st.fixed_dictionaries(
    {"words": WORDS | st.text(max_size=5)}, optional={"before": WORDS, "after": WORDS}
)
KINDS = st.sampled_from([*(kind.value for kind in Kind), "threat"])
OPTIONAL: dict[Any, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("speaker", "cue", "hearer", "via", "condition", "consequence"), QUOTES | JSON),
    **dict.fromkeys(("by", "to"), IDS | JSON),
    **dict.fromkeys(("status", "confidence", "rule", "anchor"), JSON),
}
ITEMS = st.fixed_dictionaries(
    {"passage": QUOTES, "content": st.lists(QUOTES, min_size=1, max_size=3), "kind": KINDS}, optional=OPTIONAL
)
SOUND = st.sampled_from(
    [
        {
            "passage": {"words": "“We will pay if they stop,” Ann Brook said on Monday."},
            "content": [{"words": "We will pay if they stop,"}],
            "kind": "offer",
            "by": "brook",
            "speaker": {"words": "Ann Brook"},
        },
        {
            "passage": {"words": "Kim left."},
            "content": [{"words": "left"}],
            "kind": "act",
            "by": "kim",
            "speaker": {"words": "Kim"},
        },
    ]
)
ANSWERS = st.fixed_dictionaries({"proposals": st.lists(SOUND | ITEMS, max_size=4) | JSON})
USAGES = st.none() | st.fixed_dictionaries(
    {
        name: st.integers(-10, 10**7) | st.just(10**30)
        for name in ("prompt_tokens", "completion_tokens", "total_tokens")
    }
)
FINISHES = st.sampled_from(["stop", "length", "content_filter", "tool_calls", "", "x"])
REPLIES = st.one_of(
    st.builds(completion, ANSWERS | JSON | st.text(), USAGES, FINISHES),
    st.builds(completion, ANSWERS),
    st.builds(completion, st.fixed_dictionaries({"proposals": st.lists(SOUND, min_size=1)})),
    st.builds(Reply, st.binary(max_size=50)),
    JSON.map(lambda value: Reply(completion(value).body.replace(b'"choices"', b'"choice"'))),
    JSON.map(lambda value: Reply(json.dumps(value).encode())),
)


def check_fault(error: InputError) -> None:
    (fault,) = error.diagnostics
    assert fault.code in CODES
    assert fault.cure
    assert SECRET not in str(error)


def check_way(model: FakeModel, replies: list[Reply]) -> None:
    model.answers(*replies)
    wanted = plan(model.address, "qwen3", [("gazette.txt", TEXT)], ACTORS, Caps(price_in=1, price_out=2))
    try:
        found = read_with_model(wanted, Key(SECRET))
    except InputError as error:
        check_fault(error)
        return
    for one in found.proposals[0]:
        holds(one, TEXT, (0, len(TEXT)))
    assert found.tokens_in > 0
    assert found.cost is not None
    assert 1 <= found.requests <= 3
    assert all("tools" not in asked.body for asked in model.asked)


@given(st.lists(REPLIES, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_answer(replies: list[Reply]) -> None:
    with fake_model() as model:
        check_way(model, replies)


@pytest.mark.long
@given(st.lists(REPLIES, min_size=1, max_size=3))
@settings(max_examples=2_000, deadline=None)
def test_any_answer_long(replies: list[Reply]) -> None:
    with fake_model() as model:
        check_way(model, replies)
