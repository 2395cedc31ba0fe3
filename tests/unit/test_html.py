"""The brief as a page: its structure, its links, and that nothing in a document becomes markup."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.document import Document, Grounds, Paragraph, Section, Source, Sources, Table
from detente.brief.html import page_text
from detente.brief.signs import harmless
from detente.conflict.preferences import Basis
from tests.documents import HOSTILE, SAMPLE, hostile_document

VOID = {"meta", "link", "br", "img"}
OWN_TAGS = {
    *("html", "head", "meta", "title", "link", "style", "body", "header", "nav", "main", "section", "div"),
    *("h1", "h2", "h3", "p", "ol", "ul", "li", "a", "span", "code", "blockquote", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("figure", "figcaption", "svg", "desc", "rect", "path", "text"),
}


class Page(HTMLParser):
    """A page taken apart: elements with their attributes, the words, and whether each element was closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), "an attribute stands twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute: str) -> list[str]:
        return [found for _, attributes in self.elements if (found := attributes.get(attribute)) is not None]


@pytest.fixture(scope="module", params=["sample", "hostile", "empty"])
def document(request: pytest.FixtureRequest) -> Document:
    empty = Document("t", "", "", ())
    return {"sample": SAMPLE, "hostile": hostile_document(), "empty": empty}[request.param]


def test_structure(document: Document) -> None:
    page = Page(page_text(document))
    tags = [tag for tag, _ in page.elements]
    assert (
        tags.count("h1")
        == tags.count("main")
        == tags.count("header")
        == tags.count("title") - tags.count("svg")
        == 1
    )
    assert page.all("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(count == 1 for count in Counter(page.values("id")).values())


def test_links_lead_somewhere_in_the_page(document: Document) -> None:
    page = Page(page_text(document))
    links = [link["href"] for link in page.all("a")]
    assert "#content" in links
    assert {f"#{one}" for one in page.values("id")} >= set(links)
    for named in page.values("aria-labelledby"):
        assert set(named.split()) <= set(page.values("id"))


def test_nothing_from_outside(document: Document) -> None:
    text = page_text(document)
    page = Page(text)
    assert page.values("src") == []
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    policies = [
        one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_no_document_brings_markup(document: Document) -> None:
    page = Page(page_text(document))
    assert {tag for tag, _ in page.elements} <= OWN_TAGS
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", page_text(document))
    page_text(document).encode("utf-8")


def test_hostile_words_stay_readable() -> None:
    page = Page(page_text(hostile_document()))
    assert harmless(HOSTILE) in page.words
    assert "{{ 7 * 7 }}" in "".join(page.words)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cn"]), min_size=1))
def test_any_words_come_back(words: str) -> None:
    section = Section("a", words, (Paragraph((words,)),))
    page = Page(page_text(Document("t", "s", "l", (section,))))
    assert page.words.count(words) >= 2 or not words.strip()


def test_same_document_same_bytes(document: Document) -> None:
    assert page_text(document) == page_text(document)


def test_grounds_link_only_to_listed_claims() -> None:
    text = page_text(SAMPLE)
    assert '<span class="basis assumed">assumed</span>' in text
    assert "claim-nobody-lists" in text
    assert "#claim-claim-nobody-lists" not in text
    assert text.count('href="#claim-lower-silent"') == 3
    assert 'id="claim-lower-silent"' in text


def test_ids_that_look_alike_get_addresses_of_their_own() -> None:
    ids = ("a b", "a_b", "a-b", "a_20_b", "a\u00a0b")
    sources = Sources(tuple(Source(one, "", "", "verified", None) for one in ids))
    said = Paragraph((Grounds(Basis.REPORTED, ids),))
    page = Page(page_text(Document("t", "", "", (Section("s", "", (said, sources)),))))
    anchors = [one["id"] for one in page.all("li") if "id" in one]
    assert len(set(anchors)) == len(ids)
    assert [link["href"] for link in page.all("a")][-len(ids) :] == [f"#{one}" for one in anchors]


@pytest.mark.parametrize("sections", [("a", "a"), ("claims", "a", "claims")])
def test_two_sections_with_one_id(sections: tuple[str, ...]) -> None:
    document = Document("t", "", "", tuple(Section(one, "", ()) for one in sections))
    with pytest.raises(ValueError, match="section"):
        page_text(document)


def test_marks_have_words_and_signs() -> None:
    text = " ".join("".join(Page(page_text(SAMPLE)).words).split())
    for told in ("✗ unmet", "◐ partly met", "✓ met", "? unknown", "✗ text differs", "○ text not at hand"):
        assert told in text
    assert "unmet ✗" not in text
    assert "Lowland answers ? unknown" in text  # no cell says it, so the row's name does


def test_tables_name_rows_and_columns() -> None:
    page = Page(page_text(SAMPLE))
    assert {one["scope"] for one in page.all("th")} == {"row", "col"}
    assert len(page.all("caption")) == len(page.all("table")) == 4
    cells = page.all("td")
    assert len(cells) == 2 * 5 + 4 * 2 + 1 + 2 * 6
    assert all(one["data-label"] for one in cells)
    regions = [one for one in page.all("div") if one.get("tabindex") == "0"]
    assert len(regions) == 2
    assert all(one["role"] == "region" and one["aria-label"] for one in regions)


def test_the_theory_is_set_apart() -> None:
    text = page_text(SAMPLE)
    assert text.count('class="divider"') == 1
    assert text.index("How many states hold?</h2>") > text.index('class="divider"') > text.index("All issues")


def test_empty_table() -> None:
    table = Table("nothing", ("a", "b"), ())
    page = Page(page_text(Document("t", "", "", (Section("s", "", (table,)),))))
    assert page.all("td") == []
