"""Searching a dossier: reports, speakers, days, claims, snippets; and what the command says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.catalog.names import load_dossier
from detente.catalog.new import new_dossier
from detente.dossier.dossier import Dossier
from detente.dossier.search import ReportSearch, day_of
from detente.dossier.snippets import SNIPPET
from detente.errors import InputError
from detente.evidence.reports import Report
from detente.files.dates import Interval
from tests.docs.running import run_detente


@pytest.fixture
def river(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)
    new_dossier(tmp_path / "river")
    return load_dossier(tmp_path / "river")


def with_report(dossier: Dossier, text: str, dated: Interval) -> Dossier:
    assert dossier.store is not None
    report = Report("other", None, "Other", dated, "", dossier.store.add(text), "en")
    evidence = replace(dossier.evidence, reports=(*dossier.evidence.reports, report))
    return replace(dossier, evidence=evidence)


def test_the_claims_are_those_whose_words_hold_a_match(river: Dossier) -> None:
    (hit,) = ReportSearch(river).find("drought OR replied").hits
    assert [claim.id for claim in hit.claims] == ["fears-drought", "no-reply"]
    assert [hit.snippet[a - hit.start : b - hit.start] for a, b in hit.matches] == ["drought", "replied"]
    (hit,) = ReportSearch(river).find("minister").hits
    assert hit.claims == ()


def test_a_speaker_s_claims_alone_are_searched(river: Dossier) -> None:
    for name in ("brook", "Ada Brook", "ada", "the water MINISTER", "minister"):
        found = ReportSearch(river).find("dam", by=name)
        assert [one.id for one in found.speakers] == ["brook"]
        assert [claim.id for claim in found.hits[0].claims] == ["fears-drought", "pays-for-data"]
        assert len(found.hits[0].matches) == 2
    assert ReportSearch(river).find("drought data", by="brook").total == 0, "no one claim holds both"
    assert ReportSearch(river).find("drought -replied", by="brook").total == 1, (
        "the report holds both, the claim does not"
    )
    assert ReportSearch(river).find("drought -replied").total == 0


def test_days_count_when_the_report_may_be_of_them(river: Dossier) -> None:
    dossier = with_report(river, "Another dam.", Interval(date(2030, 6, 1), date(2030, 6, 9)))

    def ids(since: str | None, until: str | None) -> set[str]:
        first = None if since is None else day_of(since)
        last = None if until is None else day_of(until, last=True)
        return {hit.report.id for hit in ReportSearch(dossier).find("dam", since=first, until=last).hits}

    assert ids(None, None) == {"gazette-2030-05-03", "other"}
    assert ids("2030-06", None) == ids("2030-06-09", "2031") == {"other"}
    assert ids(None, "2030-05") == {"gazette-2030-05-03"}
    assert ids("2030-06-10", None) == ids(None, "2029") == set()


@pytest.mark.parametrize(
    "text", ["2030-13", "0000", "0000-01", "2030-02-30", "x", "", "203", "2030-1", "٢٠٣٠"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no date"):
        day_of(text)


def test_all_are_counted_and_the_best_come_first(river: Dossier) -> None:
    dossier = with_report(river, "dam dam dam", Interval.on(date(2030, 6, 1)))
    found = ReportSearch(dossier).find("dam", limit=1)
    assert ([hit.report.id for hit in found.hits], found.total, found.searched) == (["other"], 2, 2)
    assert ReportSearch(dossier).find("dam", limit=0).total == 2


def test_a_snippet_is_an_exact_part_of_the_text(river: Dossier) -> None:
    text = "naïve \U0001f600 " * 100 + "e\u0301tat du barrage" + " \U0001f600 words" * 100
    dossier = with_report(river, text, Interval.on(date(2030, 6, 1)))
    (hit,) = ReportSearch(dossier).find('"etat du barrage"').hits
    assert hit.snippet == text[hit.start : hit.end]
    assert [text[start:end] for start, end in hit.matches] == ["e\u0301tat du barrage"]
    assert 100 < len(hit.snippet) <= SNIPPET
    assert hit.snippet.strip() == hit.snippet


def test_a_text_that_is_not_at_hand_is_named(river: Dossier) -> None:
    dossier = with_report(river, "Another dam.", Interval.on(date(2030, 6, 1)))
    assert dossier.store is not None
    (dossier.store.folder / "texts" / f"{dossier.evidence.reports[1].digest}.txt").unlink()
    found = ReportSearch(dossier).find("dam")
    assert (found.total, found.searched, found.missing) == (1, 1, ("other",))


def test_what_is_kept_for_the_next_search_is_never_stale(river: Dossier) -> None:
    dossier = with_report(river, "Another dam.", Interval.on(date(2030, 6, 1)))
    assert dossier.store is not None
    kept = ReportSearch(dossier)
    assert kept.find("dam").total == 2
    path = dossier.store.folder / "texts" / f"{dossier.evidence.reports[1].digest}.txt"
    text = path.read_text()
    path.unlink()
    assert (kept.find("dam").total, kept.find("dam").missing) == (1, ("other",))
    path.write_text(text)
    assert (kept.find("dam").total, kept.find("dam").missing) == (2, ())
    (dossier.store.folder / "library.sqlite").unlink()
    dossier.store.add("A dam.")  # of another dossier, and it takes another's number
    assert {hit.report.id for hit in kept.find("dam").hits} == {"gazette-2030-05-03", "other"}


def test_a_text_that_was_altered_after_it_was_indexed_is_not_shown(river: Dossier) -> None:
    dossier = with_report(river, "dam dam dam", Interval.on(date(2030, 6, 1)))
    assert dossier.store is not None
    kept = ReportSearch(dossier)
    assert [hit.report.id for hit in kept.find("dam", limit=1).hits] == ["other"]
    assert kept.find("dam", by="brook").total == 1
    for left, report in enumerate(dossier.evidence.reports[::-1]):
        (dossier.store.folder / "texts" / f"{report.digest}.txt").write_text("no water")
        found = kept.find("dam", limit=1)
        assert found.total == len(found.hits) == 1 - left
    assert kept.find("dam", by="brook").total == 0


def test_damage_that_shows_late_is_mended(river: Dossier) -> None:
    ReportSearch(river).refresh()
    assert river.store is not None
    with closing(sqlite3.connect(river.store.folder / "library.sqlite")) as connection:
        connection.execute("DELETE FROM words_data")
        connection.commit()
    found = ReportSearch(river).find("dam")
    assert (found.total, found.refreshed.was_damaged) == (1, True)
    assert not ReportSearch(river).find("dam").refreshed.was_damaged


def test_the_command_says_that_it_mended_the_index(river: Dossier) -> None:
    assert river.store is not None
    folder = river.store.folder
    (folder / "library.sqlite").write_text("junk")
    printed, code = run_detente(["search", "dam", "--dossier", str(folder)])
    assert code == 0
    assert printed.startswith("warning: the index library.sqlite could not be read")
    assert "[dam]" in printed
    assert "warning" not in run_detente(["search", "dam", "--dossier", str(folder)])[0]
