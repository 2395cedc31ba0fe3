"""The rules, each on a sentence of our own."""

from __future__ import annotations

import pytest

from detente.evidence.actors import Actor, ActorKind
from detente.evidence.claims import Kind
from detente.evidence.reading.proposals import Proposal, proposals
from detente.evidence.reading.speakers import Cast

KIM = Actor("kim", "Kim Jong Un", ActorKind.PERSON, ("DPRK",), ("Kim",), ("reporter",))
REPORTER = Actor("reporter", "Kim Min-ju", ActorKind.PERSON, (), (), ("kim",))


def parts(text: str, one: Proposal) -> tuple[str | None, str | None, list[str]]:
    speaker = text[one.speaker.start : one.speaker.end] if one.speaker else None
    cue = text[one.cue.start : one.cue.end] if one.cue else None
    return speaker, cue, [text[part.start : part.end] for part in one.content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” said Ann Brook.", ("Ann Brook", "said", ["“No,”"])),
        ("''No,'' Ann Brook said.", ("Ann Brook", "said", ["''No,''"])),
        ('"No," she said. "Never."', ("she", "said", ['"No,"', '"Never."'])),
        ("“Why now?” Brook asked.", ("Brook", "asked", ["“Why now?”"])),
        ("The dam, Brook said, will stay.", ("Brook", "said", ["The dam", "will stay"])),
        ("Brook said that it will stay.", ("Brook", "said", ["that it will stay"])),
        ("Brook told the board that it will stay.", ("Brook", "told", ["that it will stay"])),
        ("It will stay, according to the board.", ("the board", "according to", ["It will stay"])),
        ("According to Brook, it will stay.", ("Brook", "According to", ["it will stay"])),
        ("The board refused to pay.", ("The board", "refused", ["to pay"])),
        ("The plan was criticized by Brook.", ("Brook", "was criticized", ["The plan"])),
    ],
)
def test_a_rule_finds_its_parts(text: str, expected: tuple[str, str, list[str]]) -> None:
    (found,) = proposals(text)
    assert parts(text, found) == expected


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_one() -> None:
    text = "“We will stay,” Brook said. “We like it.\n\n“And we will pay.”\n\nIt rained."
    (found,) = proposals(text)
    assert parts(text, found)[2] == ["“We will stay,”", "“We like it.", "“And we will pay.”"]


@pytest.mark.parametrize(
    "text", ["It rained.", "The “old” dam is high.", "“We agree.", "He has a claim.", ""]
)
def test_where_nobody_says_anything_nothing_is_proposed(text: str) -> None:
    assert proposals(text) == ()


def test_a_reporter_of_the_same_surname_is_another() -> None:
    cast = Cast([KIM, REPORTER])
    assert cast.named("Leader Kim") == "kim"
    assert cast.named("Kim Min-ju") == "reporter"
    assert cast.named("Kim Ju-ae") is None
    assert cast.named("An adviser to Kim") is None


def test_a_pronoun_is_the_speaker_before_it_but_not_past_a_stranger() -> None:
    text = "“No,” said Kim. “Yes,” he said. “Why?” asked Ann Brook. “Well,” he said."
    assert [one.by for one in proposals(text, [KIM])] == ["kim", "kim", None, None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Brook refused to pay.", Kind.REFUSAL),
        ("Brook vowed to pay.", Kind.OFFER),
        ("Brook declined to comment.", Kind.SILENCE),
        ("Brook said that they would pay if the digging stopped.", Kind.CONDITION),
        ("Brook demanded that they stop before any talks.", Kind.CONDITION),
        ("Brook praised the board.", Kind.PRAISE),
    ],
)
def test_the_verb_and_a_condition_tell_the_kind(text: str, kind: Kind) -> None:
    assert [one.kind for one in proposals(text)] == [kind]
