"""``reports.yaml``: the sources, and each fault in them."""

from __future__ import annotations

import datetime

import pytest

from detente.errors import InputError
from detente.evidence.reports import Report, read_reports
from detente.files.dates import Interval, parse_day

DIGEST = "0123456789abcdef" * 4
GOOD = {
    "outlet": "The Gazette",
    "title": "Talks about talks",
    "dated": "2025-02-04",
    "language": "en",
    "digest": DIGEST,
}


def written(**changes: str | None) -> str:
    """Return a file of one report: the good one with some keys changed, or left out where None."""
    keys = {key: value for key, value in (GOOD | changes).items() if value is not None}
    return "gazette-1:\n" + "".join(f"  {key}: {value}\n" for key, value in keys.items())


def faults(text: str) -> list[tuple[str, int | None]]:
    """Return code and line of each fault."""
    with pytest.raises(InputError) as caught:
        read_reports(text)
    return [(found.code, found.place.line) for found in caught.value.diagnostics]


def test_a_report_is_read() -> None:
    day = datetime.date(2025, 2, 4)
    expected = Report(
        "gazette-1",
        "The Gazette",
        "Talks about talks",
        Interval(day, day),
        "",
        DIGEST,
        "en",
        "https://a.example/1",
    )
    assert read_reports(written(address="https://a.example/1")) == (expected,)


def test_what_is_unknown_is_none() -> None:
    (report,) = read_reports(written(outlet="null", address="~"))
    assert (report.outlet, report.address) == (None, None)


def test_an_interval_has_its_reason() -> None:
    dated = "{earliest: 2025-02-04, latest: 2025-02-06}"
    (report,) = read_reports(written(dated=dated, dated_because="it says so"))
    assert str(report.dated) == "2025-02-04 to 2025-02-06"
    assert report.dated_because == "it says so"
    assert faults(written(dated=dated)) == [("missing-reason", 4)]
    assert faults(written(dated_because="it says so")) == [("idle-reason", 7)]
    assert faults(written(dated="soon", dated_because="it says so")) == [("bad-date", 4)]


@pytest.mark.parametrize("key", sorted(GOOD))
def test_each_key_is_needed(key: str) -> None:
    assert faults(written(**{key: None})) == [("missing-key", 2)]


@pytest.mark.parametrize(
    ("key", "value", "code", "line"),
    [
        ("titel", "T", "unknown-key", 7),
        ("outlet", "''", "wrong-type", 2),
        ("title", "null", "wrong-type", 3),
        ("dated", "2025-02-30", "bad-date", 4),
        ("dated", "20250204", "wrong-type", 4),
        ("dated", "'20250204'", "bad-date", 4),
        ("dated", "2025-02-04 10:00:00", "bad-date", 4),
        ("dated", "{earliest: 2025-02-04, latest: 2025-02-03}", "bad-interval", 4),
        ("dated", "{earliest: 2025-02-04}", "missing-key", 4),
        ("dated", "{earliest: 2025-02-04, latest: later}", "bad-date", 4),
        ("dated", "[2025-02-04]", "wrong-type", 4),
        ("language", "English", "bad-language", 5),
        ("digest", "abc", "bad-digest", 6),
    ],
)
def test_each_fault_is_placed(key: str, value: str, code: str, line: int) -> None:
    assert faults(written(**{key: value})) == [(code, line)]


def test_all_faults_come_at_once() -> None:
    text = written(digest="abc", title="null", dated_because="x") + written(dated="soon").replace(
        "gazette-1", "ga zette"
    )
    assert faults(text) == [
        ("wrong-type", 3),
        ("bad-digest", 6),
        ("idle-reason", 7),
        ("bad-id", 9),
        ("bad-date", 11),
    ]


def test_two_reports_cannot_share_an_id() -> None:
    assert faults(written() + written()) == [("duplicate-key", 7)]


def test_a_file_without_reports_is_a_fault() -> None:
    assert faults("# none yet\n") == [("empty-file", 1)]
    assert read_reports("{}") == ()


def test_an_interval_runs_forward() -> None:
    with pytest.raises(ValueError, match="comes after"):
        Interval(datetime.date(2025, 2, 4), datetime.date(2025, 2, 3))


def test_a_day_is_written_in_one_way() -> None:
    assert parse_day("2025-02-04") == datetime.date(2025, 2, 4)
    for text in ("2025-W06-2", "2025-2-4", "20250204", "٢٠٢٥-02-04", "2025-02-04\n"):
        assert parse_day(text) is None
