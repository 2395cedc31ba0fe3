"""Searching against the literal reference: which texts match, and the exact spans, for any characters."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.errors import InputError
from detente.evidence.folding import Folded, fold
from detente.evidence.index import TextIndex
from detente.evidence.library import TextStore
from detente.evidence.queries import Query, Term, parse_query
from detente.evidence.texts import digest, normalise
from tests.reference import search as reference

PIECES = (
    "a", "b", "ab", "A", "é", "e\u0301", "ß", "ss", "İ", "x\u200by", "xy", "so\u00adft",
    "한국", "한", "中", "國", "か", "カ",
    "𝔞", "😀", "½", "①", "ﬁ", "fi", "Σ", "ς", "\u0301", "\u200f", "\u202e", "_", "\0", "'", "”", "-", "\n",
    "नि", "\U0001f468\u200d\U0001f469", "\ud7a3", "12", "\r", "٣", "ー", "\u00a0", "\u2028",
)  # fmt: skip
WORDS = st.lists(
    st.sampled_from(["a", "b", "ab", "ss", "xy", "e", "fi", "中", "國", "한"]), min_size=1, max_size=3
)
TEXTS = st.one_of(
    st.lists(st.one_of(st.sampled_from(PIECES), st.just(" ")), max_size=30).map("".join), st.text()
).filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text))
TERMS = st.builds(lambda words, star: Term(tuple(fold(" ".join(words)).split()), star), WORDS, st.booleans())
QUERIES = st.builds(
    Query,
    st.lists(st.lists(TERMS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple),
    st.lists(TERMS, max_size=1).map(tuple),
)


def plain(terms: tuple[Term, ...]) -> list[tuple[reference.Words, bool]]:
    return [(term.words, term.is_prefix) for term in terms]


def check_spans(text: str, query: Query) -> None:
    folded = Folded.of(text)
    assert [word for word, _, _ in reference.words_of(text)] == folded.text.split() == fold(text).split()
    groups = [plain(group) for group in query.groups]
    assert list(query.spans(folded)) == list(reference.spans(text, groups))
    assert query.matches(folded) == reference.matches(text, groups, plain(query.unwanted))
    for start, end in query.spans(folded):
        assert 0 <= start < end <= len(text)


def check_index(texts: list[str], query: Query) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = TextStore(Path(folder))
        keys = {store.add(text): normalise(text) for text in texts}
        index = TextIndex(store)
        assert index.refresh().texts == len(keys)
        with index.reading() as reader:
            digests = {number: key for key, number in reader.numbers().items()}
            counts = np.zeros(max(digests, default=0) + 1, np.int64)
            counts[list(digests)] = 1
            numbers, total = reader.find(query, counts)
            few, of_all = reader.find(query, counts, 2)
            counts[::3] = 0
            chosen, of_chosen = reader.find(query, counts * 5)
    found = [digests[number] for number in numbers]
    assert (few, of_all) == (numbers[:2], len(found)) == (numbers[:2], total)
    assert chosen == tuple(number for number in numbers if number % 3)
    assert of_chosen == 5 * len(chosen)
    groups = [plain(group) for group in query.groups]
    unwanted = plain(query.unwanted)
    assert len(found) == len(set(found))
    assert set(found) == {key for key, text in keys.items() if reference.matches(text, groups, unwanted)}


@given(TEXTS, QUERIES)
@settings(max_examples=500, deadline=None)
@example("e\u0301\u0301 x", Query(((Term(("e",)),),)))
@example("中\u0301國", Query(((Term(("中", "國")),),)))
def test_spans_are_those_of_the_reference(text: str, query: Query) -> None:
    check_spans(text, query)


@given(st.lists(TEXTS, max_size=5), QUERIES)
@settings(max_examples=150, deadline=None)
def test_the_index_finds_what_the_reference_finds(texts: list[str], query: Query) -> None:
    check_index(texts, query)


@pytest.mark.long
@given(TEXTS, QUERIES)
@settings(max_examples=20_000, deadline=None)
def test_spans_are_those_of_the_reference_at_length(text: str, query: Query) -> None:
    check_spans(text, query)


@pytest.mark.long
@given(st.lists(TEXTS, max_size=5), QUERIES)
@settings(max_examples=3_000, deadline=None)
def test_the_index_finds_what_the_reference_finds_at_length(texts: list[str], query: Query) -> None:
    check_index(texts, query)


@given(st.one_of(st.text(), st.text(alphabet='ab "*-OR()^:{}+NEAR\0“')))
@settings(max_examples=300, deadline=None)
def test_no_query_upsets_the_index(store: TextIndex, text: str) -> None:
    """What a person writes is a query or a fault of theirs, whatever it is."""
    try:
        query = parse_query(text)
    except InputError as error:
        codes = [one.code for one in error.diagnostics]
    else:
        with store.reading() as reader:
            reader.find(query, np.ones(2, np.int64))
        codes = [] if all(term.words for group in query.groups for term in group) else ["no words"]
    assert codes in ([], ["bad-query"])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    index = TextIndex(TextStore(tmp_path_factory.mktemp("library")))
    assert index.store.add("a b ab") == digest("a b ab")
    index.refresh()
    return index
