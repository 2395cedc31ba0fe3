"""Whatever bytes come in: a report whose digest matches and whose spans lie in it, or a fault with a cure."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.diagnostics import Diagnostic
from detente.errors import InputError
from detente.evidence.differences import difference
from detente.evidence.duplicates import alike, resemblance, shingles
from detente.evidence.importing.kinds import ENDINGS, extracts
from detente.evidence.importing.source import Extract, Source
from detente.evidence.library import TextStore
from detente.evidence.reports import Report, read_reports, with_reports
from detente.evidence.texts import digest, normalise
from detente.files.dates import Interval

HEADS = (b"", b"%PDF-1.4\n", b"WEBVTT\n\n00:01.000 --> 00:02.000\n", b"<html><body><article><p>", b"\xff\xfe")
FEED = b"<rss version='2.0'><channel><item><description>"
NAMES = st.sampled_from(sorted({f"a{ending}" for ending in ENDINGS} | {"a"}))
BYTES = st.builds(
    bytes.__add__,
    st.sampled_from((*HEADS, FEED)),
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
LINES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)


def check_bytes(name: str, data: bytes) -> None:
    faults: tuple[Diagnostic, ...] = ()
    found: tuple[Extract, ...] = ()
    try:
        found = extracts(Source(name, data))
    except InputError as error:
        faults = error.diagnostics
    assert bool(found) != bool(faults)
    assert all(one.cure and one.place.file == name for one in faults)
    with tempfile.TemporaryDirectory() as folder:
        store = TextStore(Path(folder))
        for one in found:
            key = store.add(one.text)
            stored = store.get(key)
            assert stored == normalise(one.text)
            assert stored.strip()
            assert digest(stored) == key


@given(NAMES, BYTES)
@example("a.html", b"<p>\x00")
@example("a", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xef\xbb\xbf")
@example("a.txt", b"\xef\xbb\xbf")
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_a_report_or_a_fault(name: str, data: bytes) -> None:
    check_bytes(name, data)


@pytest.mark.long
@given(NAMES, BYTES)
@settings(deadline=None, max_examples=5000)
def test_any_bytes_are_a_report_or_a_fault_long(name: str, data: bytes) -> None:
    check_bytes(name, data)


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_resemblance_is_its_definition(one: list[str], other: list[str]) -> None:
    def runs(words: list[str]) -> list[list[str]]:
        return [words[at : at + 4] for at in range(max(1, len(words) - 3))] if words else []

    both = [run for run in runs(one) if run in runs(other)]
    distinct = {tuple(run) for run in runs(one) + runs(other)}
    expected = len({tuple(run) for run in both}) / len(distinct) if distinct else 0.0
    found = resemblance(shingles(" ".join(one)), shingles(" ".join(other)))
    assert found == pytest.approx(expected)
    assert found == resemblance(shingles(" ".join(other)), shingles(" ".join(one)))


@given(st.text())
def test_a_text_is_like_itself_and_differs_in_nothing(text: str) -> None:
    runs = shingles(text)
    assert alike(text, {"a": runs}) == (("a", 1.0) if runs else None)
    assert difference(text, text).passages == ()


@given(
    st.sampled_from(
        [
            "",
            "# top\n",
            "{}\n",
            "{old: "
            + "{outlet: null, title: T, dated: 2030-05-01, language: en, digest: "
            + "ab" * 32
            + "}}\n",
        ]
    ),
    LINES,
    LINES | st.none(),
    st.booleans(),
)
def test_an_entry_reads_as_it_was_meant(before: str, title: str, outlet: str | None, interval: bool) -> None:
    day = datetime.date(2030, 5, 3)
    dated = Interval(day, day + datetime.timedelta(interval))
    report = Report(
        "new", outlet, title, dated, "so" * interval, "0" * 64, "en", None, "2030-06-01T00:00:00Z"
    )
    after = with_reports(before, [report])
    assert read_reports(after)[-1] == report
    assert after.startswith(before.rstrip("}\n"))
