"""An anchor verifies where its words stand, and nowhere else."""

from __future__ import annotations

import pytest

from detente.evidence.anchors import Anchor, AnchorState, verify, words

TEXT = "Ann waits — Bob, 한, speaks."


def test_an_anchor_gives_its_words_in_code_points() -> None:
    anchor = Anchor.of(TEXT, 12, 18)
    assert words(anchor, TEXT) == "Bob, 한"
    assert verify(anchor, TEXT) is AnchorState.VERIFIED


def test_without_the_text_nothing_is_known() -> None:
    anchor = Anchor.of(TEXT, 0, 3)
    assert verify(anchor, None) is AnchorState.NO_TEXT
    assert words(anchor, None) is None


@pytest.mark.parametrize("other", ["Abb waits.", "", "An", " " + TEXT])
def test_other_words_differ_and_are_not_given(other: str) -> None:
    anchor = Anchor.of(TEXT, 0, 3)
    assert verify(anchor, other) is AnchorState.DIFFERS
    assert words(anchor, other) is None


@pytest.mark.parametrize(("start", "end"), [(-3, -1), (-1, 3), (3, 3), (5, 4), (0, 99)])
def test_a_span_outside_the_text_differs_whatever_its_digest(start: int, end: int) -> None:
    sliced = TEXT[start:end]
    anchor = Anchor(start, end, Anchor.of(sliced or "x", 0, len(sliced or "x")).digest)
    assert verify(anchor, TEXT) is AnchorState.DIFFERS
    assert words(anchor, TEXT) is None
    with pytest.raises(ValueError, match="no span"):
        Anchor.of(TEXT, start, end)


def test_states_are_worded_for_readers() -> None:
    assert [state.value for state in AnchorState] == ["verified", "text not at hand", "text differs"]
