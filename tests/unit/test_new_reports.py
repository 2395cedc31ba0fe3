"""New reports in a dossier of one's own."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest

from detente.catalog.names import located
from detente.catalog.new import new_dossier
from detente.dossier.given import Given, period
from detente.dossier.new_reports import add_reports
from detente.dossier.texts import Added
from detente.errors import FileError, InputError
from detente.evidence.reports import read_reports
from detente.evidence.texts import digest
from detente.files.dates import Interval

NOW = datetime.datetime(2030, 6, 1, 12, tzinfo=datetime.UTC)
TALKS = (
    "Upland breaks its silence\n\nRIVERTON, 6 May 2030. Upland answered on Monday. Its prime minister said "
    "that the data would be shared if Lowland paid half of the dam. Brook called this a first step.\n"
)
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Water for money? | The Post</title>
<meta property="og:site_name" content="The Post"><meta property="og:title" content="Water for money?">
<meta property="article:published_time" content="2030-05-09T10:00:00Z">
<link rel="canonical" href="https://post.example/water"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Water for money?</h1><p>Ministers of Upland and Lowland met on Thursday for the first time in a year.</p>
<p>“We brought a figure, and they brought a question,” Ada Brook told reporters after the talks.</p></article>
<footer>Subscribe now</footer></body></html>"""


@pytest.fixture(name="river")
def _river(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)
    new_dossier(tmp_path / "river")
    return tmp_path / "river"


def add(river: Path, *sources: str, given: Given | None = None) -> Added:
    dossier, _ = located(river)
    return add_reports(dossier, river, sources, given or Given(), now=NOW)


def write(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


def codes(error: pytest.ExceptionInfo[InputError]) -> list[tuple[str | None, str]]:
    return [(one.place.file, one.code) for one in error.value.diagnostics]


def test_a_plain_text_becomes_a_report(river: Path) -> None:
    before = (river / "reports.yaml").read_text(encoding="utf-8")
    (taken,) = add(river, write("talks.txt", TALKS)).taken
    after = (river / "reports.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    report = read_reports(after)[-1]
    assert report == taken.report
    assert (report.id, report.title, report.outlet) == (
        "report-2030-05-06",
        "Upland breaks its silence",
        None,
    )
    assert report.dated == Interval.on(datetime.date(2030, 5, 6))
    assert (report.language, report.captured, taken.dated_from) == (
        "en",
        "2030-06-01T12:00:00Z",
        "the date line",
    )
    stored = (river / "texts" / f"{report.digest}.txt").read_text(encoding="utf-8")
    assert stored == TALKS
    assert digest(stored) == report.digest
    dossier, _ = located(river)  # the dossier still loads
    assert report in dossier.evidence.reports


def test_a_page_becomes_a_report(river: Path) -> None:
    (taken,) = add(river, write("page.html", PAGE)).taken
    report = taken.report
    assert (report.id, report.outlet, report.title) == ("post-2030-05-09", "The Post", "Water for money?")
    assert (report.language, report.address) == ("en", "https://post.example/water")
    text = (river / "texts" / f"{report.digest}.txt").read_text(encoding="utf-8")
    assert "“We brought a figure, and they brought a question,” Ada Brook" in text
    assert "Home" not in text
    assert "Subscribe" not in text


def test_adding_twice_changes_nothing(river: Path) -> None:
    names = (write("talks.txt", TALKS), write("page.html", PAGE))
    add(river, *names)
    listed = (river / "reports.yaml").read_bytes()
    again = add(river, *names)
    assert [report for _, report in again.recognised] == ["report-2030-05-06", "post-2030-05-09"]
    assert not again.taken
    assert not again.versions
    assert (river / "reports.yaml").read_bytes() == listed


def test_a_later_version_is_shown_and_not_added(river: Path) -> None:
    add(river, write("talks.txt", TALKS))
    listed = (river / "reports.yaml").read_bytes()
    later = write("later.txt", TALKS.replace("half of", "a third of"))
    (version,) = add(river, later).versions
    assert (version.of, version.same_address) == ("report-2030-05-06", False)
    assert version.resemblance is not None
    assert 0.5 < version.resemblance < 1
    assert version.difference is not None
    assert version.difference.passages == (("half", "a third"),)
    assert (river / "reports.yaml").read_bytes() == listed
    (taken,) = add(river, later, given=Given(anyway=True)).taken
    assert taken.report.id == "report-2030-05-06-2"


def test_one_address_is_one_report(river: Path) -> None:
    add(river, write("page.html", PAGE))
    other = PAGE.replace("Ministers of", "Nothing is left of the old words here, but for a few: ").replace(
        "“We", "“I"
    )
    (version,) = add(river, write("other.html", other)).versions
    assert (version.of, version.same_address) == ("post-2030-05-09", True)


def test_the_same_report_twice_in_one_call_is_one(river: Path) -> None:
    added = add(river, write("a.txt", TALKS), write("b.txt", TALKS))
    assert len(added.taken) == len(added.recognised) == 1


def test_one_bad_file_does_not_stop_the_rest(river: Path) -> None:
    write("stack/empty.txt", "")
    write("stack/page.html", "<html><body></body></html>")
    write("stack/inner/talks.txt", TALKS)
    write("stack/rumour.txt", "Somebody said something.")
    Path("stack/noise.txt").write_bytes(b"\x00\x01\xff")
    Path("stack/latin.txt").write_bytes("café 6 May 2030".encode("latin-1"))
    write("stack/broken.txt", "6 May 2030: â€œIâ€™m not sureâ€\x9d, she said; â€˜noâ€™.")
    write("stack/notes.yaml", "a: 1")
    with pytest.raises(InputError) as error:
        add(river, "stack", "no-such.txt")
    assert codes(error) == [
        ("no-such.txt", "no-such-file"),
        ("stack/broken.txt", "mojibake"),
        ("stack/empty.txt", "empty-file"),
        ("stack/inner/talks.txt", "added"),
        ("stack/latin.txt", "not-utf8"),
        ("stack/page.html", "no-article"),
        ("stack/rumour.txt", "no-date"),
    ]
    assert read_reports((river / "reports.yaml").read_text(encoding="utf-8"))[-1].id == "report-2030-05-06"


def test_a_huge_file_is_refused_unread(river: Path) -> None:
    with Path("huge.html").open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(InputError) as error:
        add(river, "huge.html")
    assert codes(error) == [("huge.html", "text-too-large")]


def test_what_the_user_says_goes_first(river: Path) -> None:
    given = Given("A Paper", "A title", "ko", period("2030-05-01..2030-05-05", "this week"), "this week")
    (taken,) = add(river, write("talks.txt", TALKS), given=given).taken
    report = taken.report
    assert (report.id, report.title, report.language) == ("a-paper-2030-05-01", "A title", "ko")
    assert (str(report.dated), report.dated_because) == ("2030-05-01 to 2030-05-05", "this week")
    with pytest.raises(InputError, match="one title"):
        add(river, "talks.txt", write("b.txt", TALKS), given=given)


@pytest.mark.parametrize(
    ("text", "because", "code"),
    [
        ("yesterday", "", "bad-date"),
        ("2030-05-03", "it says so", "idle-reason"),
        ("2030-05-01..2030-05-03", "", "missing-reason"),
        ("2030-05-04..2030-05-03", "it says so", "bad-date"),
    ],
)
def test_a_bad_date_is_refused(text: str, because: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        period(text, because)
    assert codes(error) == [(None, code)]


def test_a_shipped_dossier_takes_nothing_new(tmp_path: Path) -> None:
    dossier, _ = located("korea")
    folder = Path(__file__).parents[2] / "src" / "detente" / "catalog" / "korea"
    with pytest.raises(FileError, match="read-only"):
        add_reports(dossier, folder, [str(tmp_path)])


def test_hostile_signs_stay_in_the_text_and_are_harmless_on_the_terminal(river: Path) -> None:
    from detente.brief.signs import harmless
    from detente.brief.tables import added_text

    text = TALKS.replace("breaks", "br\u202eeaks\u200b\x1b[2J")
    added = add(river, write("talks.txt", text))
    (taken,) = added.taken
    assert (river / "texts" / f"{taken.report.digest}.txt").read_text(encoding="utf-8") == text
    shown = harmless(added_text(added))
    assert "\u202e" not in shown
    assert "\x1b" not in shown


def test_a_missing_extra_does_not_stop_the_rest(river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(InputError, match=r"detente\[text\]") as error:
        add(river, write("page.html", PAGE), write("talks.txt", TALKS))
    assert codes(error) == [("page.html", "not-installed"), ("talks.txt", "added")]
    assert read_reports((river / "reports.yaml").read_text(encoding="utf-8"))[-1].id == "report-2030-05-06"
