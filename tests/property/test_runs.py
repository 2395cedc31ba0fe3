"""The quick search for like texts misses none that the definition names."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.evidence.duplicates import alike, shingles
from detente.evidence.library import TextStore
from detente.evidence.runs import KnownRuns

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=40).map(" ".join)
"""Few words, so that texts are alike often."""


@given(st.lists(WORDS, max_size=6), WORDS, st.booleans())
@example(["a b c d"], "a b c d e", False)  # a half to the letter
@example(["..."], "...", True)
@settings(deadline=None, max_examples=150)
def test_no_text_that_is_alike_is_missed(texts: list[str], text: str, in_two_steps: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = TextStore(Path(folder))
        keys = [store.add(one) for one in texts]
        known = KnownRuns(store)
        if in_two_steps:
            known.take_in(keys[:2])
        known.take_in(keys)
        found = known.perhaps_alike(text)
        for key, one in zip(keys, texts, strict=True):
            if alike(text, {key: shingles(one)}):
                assert key in found
        assert found == anew(store, keys).perhaps_alike(text)
        assert known.perhaps_alike(text, ()) == ()


def anew(store: TextStore, keys: list[str]) -> KnownRuns:
    """Return what another process would know."""
    known = KnownRuns(store)
    known.take_in(keys)
    return known


def test_a_collision_of_numbers_finds_too_much_and_misses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here all runs share one number."""
    monkeypatch.setattr("detente.evidence.runs.zlib.crc32", lambda _: 7)
    store = TextStore(tmp_path)
    text = "one two three four five six seven"
    keys = [store.add(one) for one in (text, "nothing of the kind was said there")]
    known = KnownRuns(store)
    known.take_in(keys)
    assert set(known.perhaps_alike(text)) == set(keys)


def test_a_text_that_is_not_at_hand_is_left_out(tmp_path: Path) -> None:
    known = KnownRuns(TextStore(tmp_path))
    known.take_in(["0" * 64])
    assert known.perhaps_alike("one two three four") == ()


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    store = TextStore(tmp_path)
    keys = [store.add("one two three four five"), store.add("six seven eight nine ten")]
    KnownRuns(store).take_in(keys)
    (tmp_path / "library.sqlite").write_bytes(b"broken" * 2000)
    known = KnownRuns(store)
    known.take_in(keys)
    assert known.perhaps_alike("one two three four five") == (keys[0],)
