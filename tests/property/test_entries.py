"""Entries that were written by the program read as the reader of YAML reads them, whatever stands around."""

from __future__ import annotations

import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.diagnostics import Diagnostic
from detente.errors import InputError
from detente.evidence.entries import trailing_entries
from detente.evidence.reports import Report, _read, read_reports, with_reports
from detente.files.dates import Interval

TRICKY = " :#-'\"\\,[]{}&*!|>%@`?~=<aZ0.é…“’한\u2028\u0085\xa0\xad\t\ufeff"
WORDS = st.text(st.sampled_from(TRICKY), min_size=1, max_size=8) | st.sampled_from(
    [
        "null",
        "True",
        "no",
        "Off",
        "y",
        "1e5",
        "0x1",
        "a: b",
        "a #b",
        "Talks?",
        "http://a.example/1",
        "...",
        "- a",
    ]
)
DAY = datetime.date(2030, 5, 3)
REPORTS = st.builds(
    lambda n, outlet, title, late, digest, language, address, captured: Report(
        f"post-{n}",
        outlet,
        title,
        Interval(DAY, DAY + datetime.timedelta(late)),
        "so: it is" * bool(late),
        digest,
        language,
        address,
        captured,
    ),
    st.integers(0, 5),
    st.none() | WORDS,
    WORDS,
    st.integers(0, 1),
    st.sampled_from(["ab" * 32, "0" * 64, "1e" * 32, "12e4" * 16]),
    st.sampled_from(["en", "no", "pt-BR", "und"]),
    st.sampled_from([None, "https://a.example/x?y=1#z", "https://a.example/1", "http://a.example/a: b"]),
    st.sampled_from([None, "2030-06-01T00:00:00Z"]),
)
HEADS = st.sampled_from(
    [
        "",
        "# c\n",
        "\ufeff",
        "---\n",
        "{}\n",
        "  in: {}\n",
        "a: |\n  so\n",
        "a: 'x\n",
        "a:\n",
        "a: {outlet: null, title: T, dated: 2030-05-01, language: en, digest: " + "ab" * 32 + "}\n",
        "a: {outlet: null, title: T, dated: 2030-05-01, language: en, digest: " + "ab" * 32 + "}\n...\n",
        "[a, b]\n",
        "%YAML 1.2\n---\n",
        "post-1: {}\n",
    ]
)


def outcome(read: object, text: str) -> tuple[Report, ...] | tuple[Diagnostic, ...]:
    try:
        return read(text, "r.yaml")  # type: ignore[operator, no-any-return]
    except InputError as error:
        return error.diagnostics


@given(HEADS, st.lists(REPORTS, max_size=3), st.data())
@example("", [Report("post-1", None, "T", Interval.on(DAY), "", "ab" * 32, "en")], None)
@settings(deadline=None, max_examples=400)
def test_both_readers_say_the_same(head: str, reports: list[Report], data: st.DataObject | None) -> None:
    text = head
    for one in reports:
        text += with_reports("", [one]) if one.title.strip() and (one.outlet or "x").strip() else ""
    if data is not None and text and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(text)))
        new = data.draw(st.text(st.sampled_from(TRICKY + "\n"), max_size=2))
        text = text[:at] + new + text[at + data.draw(st.integers(0, 3)) :]
    assert outcome(read_reports, text) == outcome(_read, text)


def test_entries_of_the_program_are_read_the_quick_way() -> None:
    """Else the test above would compare the reader of YAML with itself."""
    text = "# the sources\n"
    for place in range(3):
        day = Interval(DAY, DAY + datetime.timedelta(place))
        because = "the text says: this week" if place else ""
        report = Report(
            f"lowland-post-{place}", "The Post", "Why? “No”, he said", day, because, f"{place}f" * 32, "en",
            "https://post.example/a?b=1", "2030-06-01T00:00:00Z",
        )  # fmt: skip
        text = with_reports(text, [report])
    start, entries = trailing_entries(text)
    assert (start, len(entries)) == (len("# the sources\n"), 3)
