"""Claims that say more than their words, and claims that copy them. All texts are invented."""

from __future__ import annotations

import datetime

import pytest

from detente.evidence.actors import Actor, ActorKind
from detente.evidence.anchors import Anchor
from detente.evidence.carrying import Excess, doubts
from detente.evidence.claims import Claim, Kind, Status
from detente.evidence.reports import Report
from detente.files.dates import Interval

DAY = Interval.on(datetime.date(2030, 5, 3))
CAST = (
    Actor("brook", "Ada Brook", ActorKind.PERSON, ("Lowland",), ("Brook", "the minister")),
    Actor("stone", "Carl Stone", ActorKind.PERSON, ("Upland",), ("Stone",)),
    Actor("lowland", "Lowland", ActorKind.BODY, ("Lowland",)),
    Actor("lowland-city", "Lowland City", ActorKind.BODY, ("Lowland",)),
    Actor("upland", "Upland", ActorKind.BODY, ("Upland",)),
    Actor("gazette", "The Gazette", ActorKind.BODY),
)
BEFORE = "Upland began to fill its dam. "


def found(says: str, words: str, before: str = "", language: str = "en") -> dict[Excess, tuple[str, ...]]:
    """Return what is found in a claim of the Gazette that was taken from some words."""
    text = before + words
    anchor = Anchor.of(text, len(before), len(text))
    claim = Claim(
        "c", "gazette", None, (), Kind.ACT, says, None, None, (), DAY, "r", anchor, "B3", Status.ACCEPTED
    )
    report = Report("r", None, "T", DAY, "", "", language)
    return {one.excess: one.found for one in doubts([(claim, words)], [report], CAST, {"r": text})}


@pytest.mark.parametrize(
    ("says", "words", "excess", "which"),
    [
        (
            "The dam, which they drew long ago and the villages on it then fought in court, is now full.",
            "The dam is full.",
            Excess.LENGTH,
            ("19", "4"),
        ),
        ("Stone opens the gates.", "The engineers opened the gates.", Excess.NAME, ("stone",)),
        ("The gates are opened by Viktor.", "The engineers opened the gates.", Excess.NAME, ("Viktor",)),
        ("The gates opened 14 times.", "The gates opened often.", Excess.NAME, ("14",)),
        ("The gates opened on Friday.", "The gates opened at last.", Excess.NAME, ("friday",)),
        ("The gates opened five times.", "The gates opened 4 times.", Excess.NAME, ("five",)),
        ("Upland never shares data.", "Upland seldom gives data away.", Excess.STRONG, ("never",)),
        ("Upland shares data only in June.", "In June Upland gave data.", Excess.STRONG, ("only",)),
        ("All villages are dry.", "The villages are dry.", Excess.STRONG, ("all",)),
        ("Upland refuses to share.", "Upland keeps its data.", Excess.STRONG, ("refuses",)),
        ("Upland demands money.", "Upland spoke of money.", Excess.STRONG, ("demands",)),
        ("Upland promises water.", "Upland spoke of water.", Excess.STRONG, ("promises",)),
        ("Upland threatens Lowland.", "Upland spoke of Lowland.", Excess.STRONG, ("threatens",)),
        ("Upland agreed to it.", "Upland heard of it.", Excess.STRONG, ("agreed",)),
        ("Clearly Upland hears of it.", "Upland hears of it.", Excess.STRONG, ("clearly",)),
        ("Upland will share.", "Upland shared once.", Excess.STRONG, ("will",)),
        ("Upland does not share.", "Upland shared once.", Excess.STRONG, ("not",)),
        ("Upland shares its data.", "Upland might share data.", Excess.HEDGE, ("might",)),
        ("Upland shares its data.", "Upland is reportedly sharing.", Excess.HEDGE, ("reportedly",)),
    ],
)
def test_each_kind_is_found_alone(says: str, words: str, excess: Excess, which: tuple[str, ...]) -> None:
    assert found(says, words) == {excess: which}


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("Upland has started to fill the dam.", "Upland began to fill its new dam"),
        ("The minister is afraid of it.", "Ada Brook is afraid"),  # an alias
        ("Ada Brook's word is out.", "said Brook"),
        ("Lowland City is afraid.", "the people of Lowland are afraid"),  # a body stands for its party
        ("Lowland is afraid.", "Ada Brook is afraid"),
        ("The Gazette hears of it.", "it is said"),  # who speaks is known
        ("The gates opened 3 times.", "the gates opened three times"),
        ("Upland will not share.", "Upland refused to share"),
        ("Perhaps Upland will share.", "Upland is expected to share, or may be"),
        ("Upland may share.", "Upland might share"),
        ("Above all the dam is full.", "the dam is full"),  # an idiom is not strong
        ("Whether it holds is not certain.", "it holds or breaks, some said"),
        ("Every village has it.", "all villages have it"),
        ("The South Bank is dry.", "the south bank is dry"),
    ],
)
def test_a_paraphrase_is_left_alone(says: str, words: str) -> None:
    assert found(says, words) == {}


def test_a_pronoun_stands_for_who_was_named_before() -> None:
    assert found("Stone is glad.", "he is glad", before="So spoke Carl Stone: ") == {}
    assert found("Stone is glad.", "all is well", before="So spoke Carl Stone: ") == {Excess.NAME: ("stone",)}
    assert found("Upland is glad.", "all is well", before=BEFORE) == {}
    far = "So spoke Carl Stone. " + "It rains. " * 60
    assert found("Stone is glad.", "he is glad", before=far) == {Excess.NAME: ("stone",)}


def test_a_body_of_another_party_is_a_stranger() -> None:
    assert found("Upland is glad.", "the minister is glad") == {Excess.NAME: ("upland",)}


RUN = "one fine day the water came down the valley and took the bridge"


def test_ten_copied_words_are_found_and_nine_are_not() -> None:
    ten, nine = " ".join(RUN.split()[:10]), " ".join(RUN.split()[:9])
    assert found(f"They say {ten}.", RUN) == {Excess.COPIED: (ten,)}
    assert found(f"They say {nine}.", RUN) == {}


def test_a_copied_run_is_given_whole_and_may_stand_anywhere_in_the_report() -> None:
    assert found(f"So {RUN.upper()}!", "It was told", before=f"{RUN}. ")[Excess.COPIED] == (RUN,)


def test_a_quotation_is_no_copy() -> None:
    assert found(f"They say “{RUN}”.", RUN) == {}
    half = RUN.replace("water", "“water”")
    assert found(f"They say {half}.", RUN) == {}


def test_another_language_is_compared_for_copies_only() -> None:
    words = "eines Tages kam das Wasser das Tal herab und nahm alle Brücken mit"
    assert found("Stone will never share 14 of them.", words, language="de") == {}
    assert set(found(words, words, language="de-AT")) == {Excess.COPIED}
    assert Excess.STRONG in found("Stone will never share.", words, language="en-GB")


def test_doubts_come_in_the_order_of_the_claims() -> None:
    text = "The dam is deep. The dam is empty."
    report = Report("r", None, "T", DAY, "", "", "en")

    def claim(name: str, start: int, end: int) -> tuple[Claim, str]:
        anchor = Anchor.of(text, start, end)
        says = "All of it is well."
        return Claim(
            name, "gazette", None, (), Kind.ACT, says, None, None, (), DAY, "r", anchor, "B3", Status.ACCEPTED
        ), text[start:end]

    order = doubts([claim("b", 17, 34), claim("a", 0, 16)], [report], CAST, {"r": text})
    assert [(one.claim.id, one.excess) for one in order] == [("b", Excess.STRONG), ("a", Excess.STRONG)]
