"""What differs between two texts is as little as can be, and leads from the one to the other."""

from __future__ import annotations

import functools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.evidence.differences import _changes, difference

WORDS = st.lists(st.sampled_from("abc"), max_size=9)


def longest(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many words two texts have in common in the same order, by the definition."""

    @functools.cache
    def of(x: int, y: int) -> int:
        if x == len(one) or y == len(other):
            return 0
        if one[x] == other[y]:
            return 1 + of(x + 1, y + 1)
        return max(of(x + 1, y), of(x, y + 1))

    return of(0, 0)


@given(WORDS, WORDS)
@example([], ["a"])
@example(["a", "b"], ["b", "a"])
@settings(deadline=None, max_examples=500)
def test_the_changes_lead_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    changes = list(_changes(old, new))
    built, kept, x = [], 0, 0
    for a, b, c, d in changes:
        assert b > a or d > c
        assert a >= x
        built += old[x:a] + new[c:d]
        kept, x = kept + a - x, b
    kept += len(old) - x
    assert built + old[x:] == new
    assert kept == longest(tuple(old), tuple(new))


@given(WORDS, WORDS)
@settings(deadline=None)
def test_words_in_and_out_make_up_the_lengths(old: list[str], new: list[str]) -> None:
    found = difference(" ".join(old), " ".join(new), most=99)
    assert found.added - found.removed == len(new) - len(old)
    assert (found.passages == ()) == (old == new)


def test_texts_that_differ_too_much_are_one_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = "x one two three four y", "x five two six four y"
    assert difference(old, new).passages == (("one", "five"), ("three", "six"))
    monkeypatch.setattr("detente.evidence.differences._EDITS", 3)
    found = difference(old, new)
    assert found.passages == (("one two three", "five two six"),)
    assert (found.added, found.removed) == (2, 2)
