"""The brief as Markdown: read by a program that knows CommonMark, every word comes back as a word."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from detente.brief.document import (
    Document,
    Grounds,
    Item,
    Items,
    Note,
    Paragraph,
    Section,
    Subheading,
    Table,
    plain,
)
from detente.brief.markdown import escaped, markdown_text
from detente.brief.signs import harmless
from detente.conflict.preferences import Basis
from tests.documents import HOSTILE, SAMPLE, hostile_document

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

MARKUP = st.text(st.sampled_from("\\`*_[]<>()|~#&;!=-+:.1 9a\n\t\"'")) | st.text()


def tokens(text: str) -> Iterator[Token]:
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def read(text: str) -> tuple[list[str], set[str]]:
    """Return the lines of words of a text, and the kinds of markup in it."""
    lines = [
        "".join(child.content for child in token.children or ())
        for token in READER.parse(text)
        if token.type == "inline"
    ]
    return lines, {token.type.removesuffix("_open").removesuffix("_close") for token in tokens(text)}


def one_line(text: str) -> str:
    return " ".join(harmless(text).split())


@given(MARKUP)
def test_words_survive_in_a_paragraph(words: str) -> None:
    lines, kinds = read(escaped(words))
    assert lines == ([one_line(words)] if one_line(words) else [])
    assert kinds <= {"paragraph", "inline", "text"}


@given(MARKUP, MARKUP)
def test_words_survive_everywhere(first: str, second: str) -> None:
    text = (first, Grounds(Basis.INFERRED, (second,)))
    blocks = (
        Subheading(f"h{first}"),
        Paragraph(text),
        Items((Item((f"i{second}",), (Item(text),)), Item(("end",)))),
        Table("caption", (f"c{first}", f"d{second}"), ((text, (second,)), (("x",), (first,)))),
    )
    lines, kinds = read(markdown_text(Document("t", "s", "l", (Section("a", f"q{second}", blocks),))))
    told = one_line(plain(text))
    assert lines == [
        *(
            "t",
            "s",
            "l",
            one_line(f"q{second}"),
            one_line(f"h{first}"),
            told,
            one_line(f"i{second}"),
            told,
            "end",
        ),
        *(
            "caption",
            one_line(f"c{first}"),
            one_line(f"d{second}"),
            told,
            one_line(second),
            "x",
            one_line(first),
        ),
    ]
    assert kinds.isdisjoint(
        {"link", "image", "html_inline", "html_block", "code_inline", "fence", "code_block"}
    )
    assert kinds.isdisjoint({"strong", "s", "hr", "blockquote", "ordered_list", "softbreak", "hardbreak"})


@given(MARKUP)
def test_words_survive_in_a_note(words: str) -> None:
    lines, _ = read(markdown_text(Document("t", "", "", (Section("a", "q", (Note(words),)),))))
    assert lines == ["t", "q", *([one_line(words)] if one_line(words) else [])]


def test_hostile_document() -> None:
    text = markdown_text(hostile_document())
    lines, kinds = read(text)
    assert {"html_inline", "html_block", "link", "image", "code_inline"}.isdisjoint(kinds)
    assert one_line(HOSTILE) in lines
    text.encode("utf-8")


def test_sample() -> None:
    text = markdown_text(SAMPLE)
    assert text.startswith("# The dam on the upper river: the offer of May 2030\n\nAs of 5 May 2030\n\n*What")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    lines, kinds = read(text)
    assert {"heading", "table", "bullet_list", "blockquote", "em", "strong"} <= kinds
    assert "An end of the building would not hold (assumed)." in lines
    assert "Lowland is silent [upper-offers-water-in-dry-years, lower-silent]." in lines
    assert "✗ unmet" in lines
    assert "Lowland answers (? unknown)" in lines
    assert any(
        line.startswith("Where the river states stand, and the steps out of it. Today") for line in lines
    )
    assert "We would let through what the fields need, in a dry year more than in a wet one." in lines
    assert text == markdown_text(SAMPLE)


def test_a_nested_item_stays_nested() -> None:
    levels = [token.level for token in tokens(markdown_text(SAMPLE)) if token.type == "list_item_open"]
    assert max(levels) > min(levels)


def test_figures_stand_to_the_right() -> None:
    assert "| --- | ---: | ---: | ---: | ---: | ---: | ---: |" in markdown_text(SAMPLE)
