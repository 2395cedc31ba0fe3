"""Lines that were broken only because they were full."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.reading.wrapping import unwrapped

PARAGRAPHS = (
    "The ministry said on Monday that it would pay a part of the dam if the other side sends its data.",
    "The other side has not replied, and nobody there wanted to speak to this paper about the letter.",
)


@pytest.mark.parametrize("width", [45, 60, 80, 100])
def test_a_wrapped_text_is_whole_again(width: int) -> None:
    text = "\n\n".join(textwrap.fill(one, width) for one in PARAGRAPHS)
    assert unwrapped(text) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "ANN: We will pay a part of it if you send the data.\nBOB: We shall see.\nANN: When?\n",
        "A list of what was said in the house of the river:\n- no\n- yes\n- perhaps",
        "",
        "\n\n\n",
        "one line",
    ],
    ids=["paragraphs", "turns", "a list", "nothing", "blank", "one line"],
)
def test_what_was_not_wrapped_stays(text: str) -> None:
    assert unwrapped(text) == text


@given(st.text(alphabet="ab .\n\r\u200b", max_size=300))
def test_only_line_breaks_change_and_the_length_stays(text: str) -> None:
    found = unwrapped(text)
    assert len(found) == len(text)
    assert all(one == other or (one, other) == ("\n", " ") for one, other in zip(text, found, strict=True))
