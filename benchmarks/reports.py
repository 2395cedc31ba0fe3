"""Indexing and searching the texts of many generated reports, of the size and the mix of words of news."""

from __future__ import annotations

import functools
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from detente.dossier.dossier import Dossier
from detente.dossier.search import ReportSearch
from detente.evidence.actors import Actor, ActorKind
from detente.evidence.anchors import Anchor
from detente.evidence.claims import Claim, Kind, Status
from detente.evidence.folder import Evidence
from detente.evidence.library import TextStore
from detente.evidence.reports import Report
from detente.evidence.texts import digest
from detente.files.dates import Interval

RUNS = 9
WORDS = 500
"""So many words a report has, 3 kB."""

FIRST = date(2020, 1, 1)

SEARCHES: tuple[tuple[str, dict[str, str]], ...] = (
    ("a rare word", {"query": "obscure"}),
    ("a word of half the reports", {"query": "summit"}),
    ("a word of every report", {"query": "gazette"}),
    ("a phrase", {"query": '"sanctions relief"'}),
    ("a beginning", {"query": "sanction*"}),
    ("two words, one of them common", {"query": "summit obscure"}),
    ("by a speaker", {"query": "summit", "by": "ann"}),
    ("in one year of ten", {"query": "summit", "since": "2024-01-01", "until": "2024-12-31"}),
)


def main() -> None:
    """Measure with so many reports as the argument says, and print the seconds as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), int(sys.argv[1]))
    print(json.dumps(found))


def measured(folder: Path, number: int) -> dict[str, dict[str, float]]:
    """Return the seconds of each work, the first time and the median of the others."""
    dossier = _dossier(folder, number)
    search = ReportSearch(dossier)
    found = {"to index them": _times(lambda: search.refresh(rebuild=True), 1)}
    time.sleep(3.5)  # a folder that changed just now is listed each time
    search.refresh()
    found["to see that nothing changed"] = _times(search.refresh)
    search.find("nothing")
    for name, asked in SEARCHES:
        days = {key: date.fromisoformat(asked[key]) for key in ("since", "until") if key in asked}
        work = functools.partial(search.find, asked["query"], by=asked.get("by"), **days)  # type: ignore[arg-type]
        found[name] = _times(work)
    return found


def _times(work: Callable[[], object], runs: int = RUNS) -> dict[str, float]:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return {"first": times[0], "seconds": statistics.median(times[1:] or times)}


def _dossier(folder: Path, number: int) -> Dossier:
    """Write the texts, and return a dossier of them; every tenth has a claim of one of two speakers."""
    rng = random.Random(number)
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = ["".join(rng.choices(letters, k=rng.randint(2, 10))) for _ in range(30_000)]
    weights = list(itertools.accumulate(1 / (place + 3) for place in range(len(vocabulary))))
    (folder / "texts").mkdir()
    reports, claims = [], []
    for place in range(number):
        words = ["Gazette:", *rng.choices(vocabulary, cum_weights=weights, k=WORDS)]
        words[9:9] = ["the", "summit"] if place % 2 else ["talks"]
        words[50:50] = ["“sanctions", "relief”"] if place % 20 == 0 else []
        words[50:50] = ["sanctioned"] if place % 9 == 0 else []
        words += ["obscure"] if place % 2000 == 1 else []
        text = " ".join(words) + "."
        key = digest(text)
        (folder / "texts" / f"{key}.txt").write_text(text, encoding="utf-8")
        day = Interval.on(FIRST + timedelta(place * 3650 // number))
        reports.append(Report(f"r{place}", "The Gazette", "T", day, "", key, "en"))
        if place % 10 == 1:
            by = "ann" if place % 20 == 1 else "bob"
            claims.append(
                Claim(f"c{place}", by, None, (), Kind.OFFER, "S.", None, None, (), day, f"r{place}",
                      Anchor.of(text, 0, 200), "B2", Status.ACCEPTED)
            )  # fmt: skip
    actors = tuple(Actor(one, one.title(), ActorKind.PERSON) for one in ("ann", "bob"))
    return Dossier(Evidence("T", actors, tuple(reports), tuple(claims)), (), TextStore(folder))


if __name__ == "__main__":
    main()
