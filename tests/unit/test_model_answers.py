"""What of a model's answer holds: words that stand in the text, in one place, letter by letter."""

from __future__ import annotations

from typing import Any

import pytest

from detente.evidence.actors import Actor, ActorKind
from detente.evidence.anchors import Anchor
from detente.evidence.claims import Kind
from detente.evidence.reading.cast import Cast
from detente.evidence.reading.model_answers import MOST_ITEMS, RULE, Answer, Item, Quote, proposals_of
from detente.evidence.reading.proposals import Proposal
from detente.evidence.reading.speakers import Speakers
from detente.evidence.reading.tokens import split

TEXT = (
    "The dam is old. “We will pay if they stop,” Ann Brook told the board on Monday. “Then we will talk.”\n\n"
    "She said no. He said no. Kim Min-ju, a reporter, said so. "
    "The President said that Kim Jong Un agreed.\n\n"
    "The Post reported that Ann Brook would not pay.\n"
)
BROOK = Actor("brook", "Ann Brook", ActorKind.PERSON, ("A",))
KIM = Actor("kim", "Kim Jong Un", ActorKind.PERSON, ("B",), ("Kim",))
BOARD = Actor("board", "The Board of Dams", ActorKind.BODY, ("B",), ("the board",))
CAST = Cast([BROOK, KIM, BOARD])
WHOLE = (0, len(TEXT))


def item(passage: str, *content: str, **more: Any) -> Item:
    given: dict[str, Any] = {"kind": Kind.ACT, **more}
    for key in ("speaker", "cue", "hearer", "via", "condition", "consequence"):
        if key in given:
            given[key] = Quote(given[key])
    return Item(Quote(passage), [Quote(words) for words in content], **given)


def read(*items: Item, window: tuple[int, int] = WHOLE) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    return proposals_of(Answer(list(items)), TEXT, window, Speakers(split(TEXT), CAST))


def only(one: Item) -> Proposal:
    (found,), refused = read(one)
    assert refused == ()
    return found


def why(one: Item, window: tuple[int, int] = WHOLE) -> str:
    found, (reason,) = read(one, window=window)
    assert found == ()
    return reason.removeprefix("proposal 1, ")


def words(anchor: Anchor | None) -> str | None:
    return TEXT[anchor.start : anchor.end] if anchor else None


FIRST = "“We will pay if they stop,” Ann Brook told the board on Monday. “Then we will talk.”"


def test_all_parts_of_a_proposal() -> None:
    one = only(
        item(
            FIRST,
            "“Then we will talk.”",
            "We will pay if they stop,",
            kind=Kind.CONDITION,
            by="brook",
            to="board",
            speaker="Ann Brook",
            cue="told",
            hearer="the board",
            condition="if they stop",
            consequence="We will pay",
        )
    )
    assert [words(part) for part in one.content] == ["“We will pay if they stop,”", "“Then we will talk.”"]
    assert (one.rule, one.kind, one.by, one.to, one.direct) == (RULE, Kind.CONDITION, "brook", "board", True)
    assert words(one.speaker) == "Ann Brook"
    assert words(one.hearer) == "the board"
    assert words(one.cue) == "told"
    assert words(one.condition) == "if they stop"
    assert words(one.date) == "Monday"
    assert words(one.anchor) == FIRST
    assert one.confidence == pytest.approx(0.6)


def test_we_are_less_sure_of_what_is_not_quoted_and_where_nobody_speaks() -> None:
    one = only(item("Ann Brook would not pay", "would not pay"))
    assert not one.direct
    assert one.confidence == pytest.approx(0.4 * 0.8)


@pytest.mark.parametrize(
    "passage",
    [
        "“We will pay if they stopped,” Ann Brook",  # mended
        '"We will pay if they stop," Ann Brook',  # other marks
        "“we will pay if they stop,” Ann Brook",  # another case
        "“We  will pay if they stop,” Ann Brook",  # another space
        "“We will pay … stop,” Ann Brook",  # shortened
        "“We will pa\u200by if they stop,” Ann Brook",  # what cannot be seen
        "Then we will talk.”\n\nThe dam is old.",  # put together
        "\ud800",
    ],
)
def test_what_is_not_there_letter_by_letter_is_refused(passage: str) -> None:
    assert why(item(passage, "pay")).startswith("passage: ")


@pytest.mark.parametrize("nothing", ["", " ", "“”", "…", "\u200b", "\n\n"])
def test_what_holds_no_words_is_refused(nothing: str) -> None:
    assert why(item(nothing, "pay")) == "passage: there are no words"
    assert why(item(FIRST, nothing)) == "content 1: there are no words"
    assert why(item(FIRST, "pay", cue=nothing)) == "cue: there are no words"


def test_each_part_is_looked_for_in_its_passage_alone() -> None:
    assert why(item("The dam is old.", "We will pay")).startswith("content 1: these words do not stand")
    assert why(item("The dam is old.", "old", speaker="Ann Brook")).startswith("speaker: ")
    assert why(item(FIRST, "“Then we will talk.”", via="The Post")).startswith("via: ")
    assert why(item(FIRST, "pay", condition="on Monday")) == (
        "condition: these words are no part of one content"
    )


def test_words_that_stand_twice_need_their_neighbours() -> None:
    twice = "She said no. He said no."
    assert "more than once" in why(item(twice, "no", speaker="She"))
    assert "more than once" in why(Item(Quote("said no"), [Quote("no")], Kind.REFUSAL))
    one = only(
        Item(
            Quote("said no.", before="He "),
            [Quote("no", before="said ")],
            Kind.REFUSAL,
            speaker=Quote("said"),
        )
    )
    assert one.content[0].start == TEXT.index("no. Kim")
    assert "do not stand" in why(Item(Quote("said no.", before="They "), [Quote("no")], Kind.REFUSAL))


def test_places_that_share_words_are_several() -> None:
    text = "They said no no no."
    one = Item(Quote(text), [Quote("no no")], Kind.REFUSAL)
    found, (reason,) = proposals_of(Answer([one]), text, (0, len(text)), Speakers(split(text), CAST))
    assert found == ()
    assert "more than once" in reason


def test_a_window_is_all_that_there_is() -> None:
    window = (TEXT.index("She said"), len(TEXT))
    assert why(item("The dam is old.", "old"), window).startswith("passage: these words do not stand in")
    assert words(read(item("He said no", "no"), window=window)[0][0].content[0]) == "no"


def test_parts_that_share_words_are_refused() -> None:
    assert why(item(FIRST, "We will pay", "pay if they")) == "content: two parts of it share words"
    assert why(item(FIRST)) == "content: there is none"


def test_the_same_twice_is_one() -> None:
    one = item("Ann Brook would not pay", "would not pay")
    assert len(read(one, one)[0]) == 1


def test_only_what_is_wrong_is_refused() -> None:
    found, refused = read(item("The dam is old.", "old"), item("The dam is new.", "new"))
    assert len(found) == 1
    assert [reason.split(":")[0] for reason in refused] == ["proposal 2, passage"]


def test_too_many_are_none() -> None:
    found, (reason,) = read(*[item("The dam is old.", "old")] * (MOST_ITEMS + 1))
    assert found == ()
    assert "too many" in reason


@pytest.mark.parametrize(
    ("passage", "content", "speaker", "named", "expected"),
    [
        ("The Post reported that Ann Brook would not pay", "would not pay", "Ann Brook", "brook", "brook"),
        ("She said no", "no", "She", "brook", "brook"),  # a pronoun: only the reader of the whole can tell
        ("The President said that", "The President", "The President", "kim", "kim"),
        ("Kim Jong Un agreed", "agreed", "Kim Jong Un", "brook", None),  # the words mean another actor
        ("Kim Min-ju, a reporter, said so", "so", "Kim Min-ju", "kim", None),  # not the leader
        ("Kim Min-ju, a reporter, said so", "so", "Kim Min-ju", "brook", None),
        ("She said no", "no", None, "brook", None),  # nobody is named
        ("She said no", "no", "She", None, None),
        ("She said no", "no", "She", "nobody", None),  # not on the list
    ],
)
def test_the_words_must_bear_the_actor(
    passage: str, content: str, speaker: str | None, named: str | None, expected: str | None
) -> None:
    more = {} if speaker is None else {"speaker": speaker}
    assert only(item(passage, content, by=named, **more)).by == expected
