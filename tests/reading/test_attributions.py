"""Each rule of the reader, and the parts of speech that it rests on, on sentences of our own."""

from __future__ import annotations

import pytest

from detente.evidence.reading.attributions import Attribution, attributions
from detente.evidence.reading.inflection import Form, forms
from detente.evidence.reading.lexicon import CUES, STANCES
from detente.evidence.reading.subjects import Range
from detente.evidence.reading.tagging import Tag, tag
from detente.evidence.reading.tokens import Text, split
from detente.evidence.reading.verbs import VERBS

Parts = tuple[str, str | None, str | None, list[str]]


def words_of(cut: Text, part: Range | None) -> str | None:
    if part is None:
        return None
    start, end = cut.span(*part)
    return cut.text[start:end]


def found_in(text: str) -> list[Parts]:
    cut = split(text)

    def parts(one: Attribution) -> Parts:
        content = [words_of(cut, part) or "" for part in one.content]
        return one.rule, words_of(cut, one.source), words_of(cut, one.cue), content

    return [parts(one) for one in attributions(cut)]


RULES: list[tuple[str, str, str | None, str, list[str]]] = [
    ("“No,” said Ann Brook, head of it.", "said X", "Ann Brook, head of it", "said", ["“No,”"]),
    ("“No,” said retired General Moor.", "said X", "retired General Moor", "said", ["“No,”"]),
    ("“No,” Brook said in a letter.", "X said", "Brook", "said in a letter", ["“No,”"]),
    ("“No,” an angry Brook thundered.", "X said", "an angry Brook", "thundered", ["“No,”"]),
    ("“No!” Brook shot back.", "X said", "Brook", "shot", ["“No!”"]),
    ("“The dam stays.” — Ann Brook", "“…” — X", "Ann Brook", "—", ["“The dam stays.”"]),
    ("Brook: The dam will stay", "X: …", "Brook", ":", ["The dam will stay"]),
    ("Brook made her case: “No.”", "X said that", "Brook", "made her case", ["“No.”"]),
    ("Brook wrote in a note. “No.”", "X said that", "Brook", "wrote", ["“No.”"]),
    ("He's said that it stays.", "X said that", "He", "'s said", ["that it stays"]),
    ("Brook has also said so.", "X said that", "Brook", "has also said", ["so"]),
    ("The mayor, who is ill, said no.", "X said that", "The mayor, who is ill,", "said", ["no"]),
    ("Brook seeks to stay.", "X said that", "Brook", "seeks", ["to stay"]),
    ("Brook called for talks.", "X said that", "Brook", "called for", ["talks"]),
    ("Brook went on to say no.", "X said that", "Brook", "went on to say", ["no"]),
    ("They put out a letter saying no.", "X said that", "They", "put out a letter saying", ["no"]),
    ("The dam is expected to stay.", "passive", None, "is expected", ["The dam", "to stay"]),
    ("It is known as Goliath.", "passive", None, "is known as", ["It", "Goliath"]),
    ("The board was told that it stays.", "was told", None, "was told", ["that it stays"]),
    ("The board seems to agree.", "passive", None, "seems", ["The board", "to agree"]),
    ("Brook is confident that it stays.", "X is sure", "Brook", "is confident", ["that it stays"]),
    ("Brook was wary of the dam.", "X is sure", "Brook", "was wary of", ["the dam"]),
    ("It is unclear whether it stays.", "X is sure", None, "It is unclear", ["whether it stays"]),
    ("Her criticism of the dam was loud.", "X's claim", "Her", "criticism of", ["the dam"]),
    ("Brook voiced doubt about it.", "X's claim", "Brook", "voiced doubt about", ["it"]),
    ("The board reportedly met.", "hearsay", None, "reportedly", ["The board", "met"]),
    ("In a poll for the Gazette, it won.", "according to", "a poll for the Gazette", "In", ["it won"]),
]


@pytest.mark.parametrize(("text", "rule", "source", "cue", "content"), RULES)
def test_a_rule_finds_its_parts(
    text: str, rule: str, source: str | None, cue: str, content: list[str]
) -> None:
    assert found_in(text) == [(rule, source, cue, content)]


def test_verbs_joined_by_and_share_their_subject() -> None:
    sources = [(source, cue) for _, source, cue, _ in found_in("Brook thanked them and said it stays.")]
    assert sources == [("Brook", "thanked"), ("Brook", "said")]


def test_what_is_added_is_said_by_whom_the_main_clause_names() -> None:
    found = found_in("Brook said that the mayor had left, adding that the dam would stay.")
    assert [(source, cue) for _, source, cue, _ in found] == [("Brook", "said"), ("Brook", "adding")]


def test_a_stance_within_what_another_says_is_his() -> None:
    assert [cue for _, _, cue, _ in found_in("Brook said that they want the dam.")] == ["said"]


@pytest.mark.parametrize(
    "text", ["Brook cannot say more.", "They were punished for saying that.", "He met the men."]
)
def test_where_nothing_is_said_nothing_is_found(text: str) -> None:
    assert found_in(text) == []


def test_quotations_that_follow_in_a_paragraph_belong_to_the_last_one_quoted() -> None:
    ((_, source, _, content),) = found_in("“We stay,” said Brook, who leads it. “We must.” “We will.”")
    assert source == "Brook, who leads it"
    assert content == ["“We stay,”", "“We must.”", "“We will.”"]


@pytest.mark.parametrize(
    "text", ["”We stay,” said Brook.", "“We stay,“ said Brook.", "\u202a“We stay,” said Brook."]
)
def test_marks_that_are_turned_round_are_read(text: str) -> None:
    ((rule, source, _, content),) = found_in(text)
    assert (rule, source) == ("said X", "Brook")
    assert "We stay" in content[0]


def test_three_apostrophes_are_one_mark() -> None:
    marks = "'" * 3
    ((rule, _, _, content),) = found_in(f"{marks}We stay,{marks} said Brook.")
    assert (rule, content) == ("said X", [f"{marks}We stay,{marks}"])


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("She claims it is old.", "claims", Tag.VERB),
        ("His claims are old.", "claims", Tag.NOUN),
        ("The plan is to report it.", "plan", Tag.NOUN),
        ("They plan to go.", "plan", Tag.VERB),
        ("They want to plan it.", "plan", Tag.INFINITIVE),
        ("The men accused of theft fled.", "accused", Tag.PARTICIPLE),
        ("The men accused him.", "accused", Tag.VERB),
        ("Mr. Brook left.", ".", Tag.NAME),
        ("Brook left, saying so.", "saying", Tag.GERUND),
    ],
)
def test_a_word_gets_its_part_of_speech(text: str, word: str, expected: Tag) -> None:
    cut = split(text)
    assert tag(cut)[cut.words.index(word)] is expected


@pytest.mark.parametrize(
    ("base", "past", "third", "gerund"),
    [
        ("deny", "denied", "denies", "denying"),
        ("admit", "admitted", "admits", "admitting"),
        ("say", "said", "says", "saying"),
        ("agree", "agreed", "agrees", "agreeing"),
        ("lie", "lied", "lies", "lying"),
        ("write", "wrote", "writes", "writing"),
    ],
)
def test_verbs_are_inflected(base: str, past: str, third: str, gerund: str) -> None:
    found = {form: word for word, form in forms(base)}
    assert (found[Form.PAST], found[Form.THIRD], found[Form.GERUND]) == (past, third, gerund)


def test_the_lists_hold_together() -> None:
    bases = {base for base, _, _ in CUES.values()}
    assert bases >= STANCES
    assert {"said", "saw", "told"} <= set(CUES)
    assert VERBS["went"] == ("go", Form.PAST)
