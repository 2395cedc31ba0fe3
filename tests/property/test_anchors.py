"""Laws of texts and anchors: reading twice changes nothing, and an anchor holds for its words alone."""

from __future__ import annotations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from detente.evidence.anchors import Anchor, AnchorState, verify, words
from detente.evidence.texts import digest, normalise
from detente.files.disk import decode

TEXTS = st.one_of(st.text(), st.text(alphabet="\ufeff\r\na한"))


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    """Draw a text and a span of it that is not empty."""
    text = draw(st.text(min_size=1))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(TEXTS)
@example("\ufeff\ufeffa")
@example("a\r\r\nb")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\r\n" not in once
    assert not once.startswith("\ufeff")


@given(TEXTS)
def test_normalising_keeps_everything_else(text: str) -> None:
    def rest(string: str) -> str:
        return string.lstrip("\ufeff").replace("\r", "")

    assert rest(normalise(text)) == rest(text)


@given(TEXTS.filter(lambda text: "\0" not in text))
def test_what_was_normalised_is_read_back_as_it_is(text: str) -> None:
    once = normalise(text)
    again = normalise(decode(once.encode("utf-8"), "a.txt"))
    assert again == once
    assert digest(again) == digest(once)


@given(spans())
def test_the_anchor_of_any_span_holds(drawn: tuple[str, int, int]) -> None:
    text, start, end = drawn
    anchor = Anchor.of(text, start, end)
    assert verify(anchor, text) is AnchorState.VERIFIED
    assert words(anchor, text) == text[start:end]


@given(spans(), st.data(), st.characters(codec="utf-8"))
def test_one_character_changed_in_the_span_is_seen(
    drawn: tuple[str, int, int], data: st.DataObject, character: str
) -> None:
    text, start, end = drawn
    place = data.draw(st.integers(start, end - 1))
    assume(text[place] != character)
    changed = text[:place] + character + text[place + 1 :]
    anchor = Anchor.of(text, start, end)
    assert verify(anchor, changed) is AnchorState.DIFFERS
    assert words(anchor, changed) is None


@given(spans(), st.text())
def test_what_stands_after_the_span_does_not_matter(drawn: tuple[str, int, int], after: str) -> None:
    text, start, end = drawn
    anchor = Anchor.of(text, start, end)
    assert verify(anchor, text[:end] + after) is AnchorState.VERIFIED
    assert verify(anchor, text[: end - 1]) is AnchorState.DIFFERS
