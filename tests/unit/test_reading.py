"""The rules, each on a sentence of our own."""

from __future__ import annotations

import pytest

from detente.evidence.actors import Actor, ActorKind
from detente.evidence.claims import Kind
from detente.evidence.reading.proposals import Proposal, proposals

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


def test_a_quotation_that_goes_on_in_the_next_paragraph_has_the_same_speaker() -> None:
    text = "“We will stay in the valley,” Brook said. “We like it in the valley.\n\n“And we will pay for it.”\n\nIt rained."
    found = proposals(text)
    assert [parts(text, one)[0] for one in found] == ["Brook"] * 3
    assert parts(text, found[1])[2] + parts(text, found[2])[2] == [
        "“We like it in the valley.",
        "“And we will pay for it.”",
    ]


@pytest.mark.parametrize(
    "text", ["It rained.", "The “old” dam is high.", "“We agree.", "He has a claim.", ""]
)
def test_where_nobody_says_anything_nothing_is_proposed(text: str) -> None:
    assert proposals(text) == ()


@pytest.mark.parametrize(
    ("speaker", "by"),
    [
        ("Leader Kim", "kim"),
        ("Kim Jong-un", "kim"),
        ("Kim Min-ju", "reporter"),
        ("Kim Ju-ae", None),
        ("An adviser to Kim", None),
        ("The reporter Kim", None),
    ],
)
def test_a_reporter_of_the_same_surname_is_another(speaker: str, by: str | None) -> None:
    assert [one.by for one in proposals(f"{speaker} said that it rained.", [KIM, REPORTER])] == [by]


def test_a_pronoun_is_the_speaker_before_it_but_not_past_a_stranger() -> None:
    text = "“No,” said Kim. “Yes,” he said. “Why?” asked Bob Brook. “Well,” he said."
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
