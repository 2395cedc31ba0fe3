"""Where a speaker says otherwise than before."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from detente.evidence.anchors import Anchor
from detente.evidence.claims import Claim, Kind, Stance, Status
from detente.evidence.contradicting import contradicted, earlier_on, presumed_stance
from detente.files.dates import Interval

X = "A.x"


def said(day: int, kind: Kind, stance: Stance | None = None, **changes: Any) -> Claim:
    when = Interval.on(datetime.date(2030, 5, day))
    about = ((X, stance),) if stance else ()
    anchor = Anchor(0, 1, "0" * 64)
    one = Claim(
        f"c{day}", "ann", None, (), kind, "…", None, None, about, when, "r", anchor, "B2", Status.ACCEPTED
    )
    return replace(one, **changes)


OLD = said(1, Kind.OFFER, Stance.TAKEN)


@pytest.mark.parametrize(
    ("new", "clashes"),
    [
        (said(2, Kind.REFUSAL, Stance.DROPPED), True),
        (said(2, Kind.ACT, Stance.DROPPED), True),
        (said(2, Kind.ACT, Stance.TAKEN), False),
        (said(2, Kind.SILENCE, Stance.UNSAID), False),
        (said(2, Kind.DEMAND, Stance.DROPPED), False),
        (said(2, Kind.FORECAST, Stance.DROPPED), False),
        (said(2, Kind.REFUSAL, Stance.DROPPED, by="bob"), False),
        (said(2, Kind.REFUSAL, None), False),
        (said(1, Kind.REFUSAL, Stance.DROPPED, id="same-day"), False),
    ],
)
def test_only_the_opposite_of_an_earlier_word_of_the_same_kind_clashes(new: Claim, clashes: bool) -> None:
    assert contradicted(new, [OLD, new]) == ((OLD,) if clashes else ())


def test_rejected_words_and_later_words_do_not_count() -> None:
    new = said(5, Kind.REFUSAL, Stance.DROPPED)
    others = [replace(OLD, status=Status.REJECTED), said(9, Kind.OFFER, Stance.TAKEN), new]
    assert contradicted(new, others) == ()


def test_the_latest_of_several_comes_first() -> None:
    first, second = said(1, Kind.OFFER, Stance.TAKEN), said(3, Kind.ACT, Stance.TAKEN)
    new = said(5, Kind.REFUSAL, Stance.DROPPED)
    assert contradicted(new, [first, second, new]) == (second, first)


def test_another_condition_for_the_same_thing_clashes() -> None:
    old = said(1, Kind.CONDITION, condition="B.y", consequence="A.x")
    other = said(2, Kind.CONDITION, condition="B.z", consequence="A.x")
    same = said(2, Kind.CONDITION, condition="B.y", consequence="A.x")
    assert contradicted(other, [old]) == (old,)
    assert contradicted(same, [old]) == ()


def test_an_option_that_may_be_meant_is_held_against_earlier_words() -> None:
    new = said(2, Kind.REFUSAL)
    assert presumed_stance(new.kind) is Stance.DROPPED
    assert earlier_on(new, X, Stance.DROPPED, [OLD]) == (OLD,)
    assert earlier_on(new, X, Stance.TAKEN, [OLD]) == ()
    assert earlier_on(new, "A.other", Stance.DROPPED, [OLD]) == ()
