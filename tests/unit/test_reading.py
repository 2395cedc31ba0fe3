"""The rules, each on a sentence of our own."""

from __future__ import annotations

import datetime
import sys

import pytest

from detente.evidence.actors import Actor, ActorKind
from detente.evidence.claims import Kind
from detente.evidence.reading.claiming import as_claim
from detente.evidence.reading.conditions import condition_in
from detente.evidence.reading.proposals import Proposal, proposals, read_text
from detente.evidence.reports import Report
from detente.files.dates import Interval

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
    text = (
        "“We will stay in the valley,” Brook said. “We like it in the valley.\n\n"
        "“And we will pay for it.”\n\nIt rained."
    )
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


BROOK = Actor("brook", "Ann Brook", ActorKind.PERSON, ("U",), ("Brook",))
UPLAND = Actor("upland", "Upland", ActorKind.BODY, ("U",))
HIGHLAND = Actor("highland", "Highland", ActorKind.BODY, ("H",))
GAZETTE = Actor("gazette", "Highland News Agency", ActorKind.BODY, ("H",), ("HNA",))
PARK = Actor("park", "Park Min", ActorKind.PERSON, ("K",), ("President Park",))
KOREA = Actor("korea", "South Korea", ActorKind.BODY, ("K",), ("Seoul",))
MINISTRY = Actor("ministry", "South Korea's foreign ministry", ActorKind.BODY, ("K",))
AGENCY = Actor("agency", "Korea News Agency", ActorKind.BODY, ("K",))
EVERYBODY = (BROOK, UPLAND, HIGHLAND, GAZETTE, PARK, KOREA, MINISTRY, AGENCY)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Ann Brook said that it rained.", "brook"),
        ("Brook spoke. She said that it rained.", "brook"),
        ("Brook met President Park. They said that it rained.", None),
        ("Brook told President Park about it. She said that it rained.", "brook"),
        ("South Korean President Park Min was there. The South Korean leader said that it rained.", "park"),
        ("The South Korean president said that it rained.", "park"),
        ("The president said that it rained.", "park"),
        ("The French president said that it rained.", None),
        ("South Korean state media said that it rained.", "agency"),
        ("The South Korean government said that it rained.", "korea"),
        ("A South Korean general said that it rained.", None),
        ("A spokesman for South Korea's foreign ministry said that it rained.", "ministry"),
        ("Seoul is silent on it. Its foreign ministry said that it rained.", None),
        ("Bob Brook came. Brook said that it rained.", None),
        ("President Park, who came late, said that it rained.", "park"),
        ("Former minister Bob Park said that it rained.", None),
    ],
)
def test_who_speaks_is_told_by_name_office_nation_or_pronoun(text: str, by: str | None) -> None:
    said = [one for one in proposals(text, EVERYBODY) if "rained" in words(text, one)]
    assert [one.by for one in said] == [by]


def words(text: str, one: Proposal) -> str:
    return " ".join(text[part.start : part.end] for part in one.content)


@pytest.mark.parametrize(
    ("text", "to", "via"),
    [
        ("Brook told Highland that it rained.", "highland", ()),
        ("“It will rain on all of us here,” Brook said in a letter to Highland.", "highland", ()),
        ("“It will rain on us,” Brook said in a statement carried by HNA.", None, ("gazette",)),
        ("“It will rain on us,” Brook said, according to the Highland News Agency.", None, ("gazette",)),
    ],
)
def test_to_whom_and_through_whom(text: str, to: str | None, via: tuple[str, ...]) -> None:
    (found,) = (one for one in proposals(text, EVERYBODY) if one.by == "brook")
    assert (found.to, found.via) == (to, via)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Highland halted the talks on Monday.", [("highland", Kind.ACT)]),
        ("Highland has not responded to the offer.", [("highland", Kind.SILENCE)]),
        ("There was no sign from Highland on Monday.", [("highland", Kind.SILENCE)]),
        ("Highland remained silent on the offer.", [("highland", Kind.SILENCE)]),
        ("Highland will not accept the offer.", [("highland", Kind.REFUSAL)]),
        ("Highland may halt the talks.", [("highland", Kind.ASSESSMENT)]),
        ("If Highland halted the talks, it would rain.", []),
        ("Will Highland halt the talks?", []),
        ("The talks with Highland halted the rain.", []),
        ("Highland's envoy halted the talks.", []),
    ],
)
def test_what_is_done_and_left_undone(text: str, expected: list[tuple[str, Kind]]) -> None:
    assert [(one.by, one.kind) for one in proposals(text, EVERYBODY)] == expected


TRANSCRIPT = """\
MODERATOR: Good evening. Will you halt the digging?
BROOK: I like the valley. We will halt the digging if Highland pays.
MODERATOR: And the dam?
BROOK (laughing): The dam must stay.
"""


def test_the_turns_of_a_transcript_are_statements_of_their_speakers() -> None:
    found = proposals(TRANSCRIPT, EVERYBODY)
    assert [(one.rule, one.by, one.kind) for one in found] == [
        ("turn", "brook", Kind.CONDITION),
        ("turn", "brook", Kind.DEMAND),
    ]


def test_a_transcript_without_names_is_said_to_be_one() -> None:
    reading = read_text(">> Good evening.\n>> We will pay for it.\n>> Thank you.\n", EVERYBODY)
    assert [one.by for one in reading.proposals] == []
    assert len(reading.notes) == 1


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph_and_is_less_sure() -> None:
    text = "Brook said: “We will stay in the valley. We will pay\n\nIt rained, said Ann Brook."
    closed = text.replace("pay\n", "pay”\n")
    open_, sure = (proposals(one, EVERYBODY)[0] for one in (text, closed))
    assert words(text, open_).endswith("We will pay")
    assert open_.by == sure.by == "brook"
    assert open_.confidence < sure.confidence


def test_marks_of_two_kinds_make_one_quotation() -> None:
    for text in ('“We will stay," Brook said.', '"We will stay,” Brook said.'):
        (found,) = proposals(text, EVERYBODY)
        assert (found.by, found.direct) == ("brook", True)


def test_signs_that_nobody_sees_do_not_hide_a_name_and_stay_in_the_span() -> None:
    text = "“We will\u200b stay,\u202c” Ann\u200b Brook said."
    (found,) = proposals(text, EVERYBODY)
    assert found.by == "brook"
    assert words(text, found) == "“We will\u200b stay,\u202c”"


def test_days_need_the_date_of_the_report() -> None:
    text = "Brook said on Monday that Highland will pay next week."
    day = Interval.on(datetime.date(2030, 5, 3))
    without, found = (proposals(text, EVERYBODY, dated)[0] for dated in (None, day))
    assert without.said_on is None
    assert without.date == found.date is not None
    assert str(found.said_on) == "2030-04-29"
    assert str(found.due_on) == "2030-05-06 to 2030-05-12"


def test_without_the_extra_only_the_words_of_a_day_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateparser", None)
    day = Interval.on(datetime.date(2030, 5, 3))
    (found,) = proposals("Brook said on Monday that it rained.", EVERYBODY, day)
    assert found.date is not None
    assert found.said_on is None


@pytest.mark.parametrize(
    ("said", "marker", "condition", "consequence"),
    [
        ("they pay if we stop", "if", "if we stop", "they pay"),
        ("If we stop, they pay.", "if", "If we stop", "they pay"),
        ("only if we stop will they pay", "only if", "only if we stop will they pay", None),
        ("they pay unless we dig", "unless", "unless we dig", "they pay"),
        ("they pay as long as we wait", "as long as", "as long as we wait", "they pay"),
        ("a dam in exchange for water", "in exchange for", "in exchange for water", "a dam"),
        ("peace would require us to stop", "requires", "us to stop", "peace"),
        ("we must talk before they dig", "before", "we must talk", "they dig"),
        ("they wait until we stop", "until", "until we stop", "they wait"),
    ],
)
def test_a_condition_has_two_sides(said: str, marker: str, condition: str, consequence: str | None) -> None:
    found = condition_in(said)
    assert found is not None
    then = said[slice(*found.consequence)] if found.consequence else None
    assert (found.marker, said[slice(*found.condition)], then) == (marker, condition, consequence)


@pytest.mark.parametrize(
    "said",
    [
        "asked if it rained",
        "they wait until Monday",
        "Will they pay if we stop?",
        "it rained before noon",
        "if",
        "",
    ],
)
def test_what_only_looks_like_a_condition_is_none(said: str) -> None:
    assert condition_in(said) is None


def test_a_claim_of_a_proposal_holds_no_word_of_the_text() -> None:
    text = "“We will pay for the dam if Highland stops,” Ann Brook told Highland."
    report = Report("gazette", None, "Talks", Interval.on(datetime.date(2030, 5, 3)), "", "0" * 64, "en")
    one = next(one for one in proposals(text, EVERYBODY) if one.by == "brook")
    plain = as_claim(one, report, "one", actors=EVERYBODY)
    assert (plain.kind, plain.condition) == (Kind.CONDITION, None)  # left open for a person
    assert plain.says == "Ann Brook: a forecast with a condition."
    sided = as_claim(one, report, "two", sides=("H.stop", "U.pay"))
    assert (sided.kind, sided.condition, sided.consequence) == (Kind.CONDITION, "H.stop", "U.pay")
    (nobody,) = proposals("“We will pay for the dam,” the owner said.")
    with pytest.raises(ValueError, match="somebody"):
        as_claim(nobody, report, "three")


def test_two_who_speak_together_make_two_proposals() -> None:
    found = proposals("Upland and Highland said that it rained.", EVERYBODY)
    assert sorted(one.by or "" for one in found) == ["highland", "upland"]
    assert len({one.anchor for one in found}) == 1


def test_lines_that_were_broken_at_a_margin_go_on() -> None:
    text = (
        "Ada Brook, the minister of water and of many other things besides, said that the new\n"
        "dam would stay.\n"
    )
    (found,) = proposals(text)
    assert words(text, found) == "that the new\ndam would stay"
