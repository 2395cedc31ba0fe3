"""Searching a dossier against the literal reference: reports with one text, days, claims by speakers."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.dossier.search import ReportSearch
from detente.evidence.actors import Actor, ActorKind
from detente.evidence.anchors import Anchor
from detente.evidence.claims import Claim, Kind, Status
from detente.evidence.folder import Evidence
from detente.evidence.library import TextStore
from detente.evidence.reports import Report
from detente.files.dates import Interval
from tests.reference import search as reference

TEXTS = ("a b a", "b c. A b!", "ab a", "c", "c é b", "a c b b")
DAYS = st.dates(date(2030, 1, 1), date(2030, 1, 4))
SPEAKERS = ("ann", "bob")
ASKED = st.tuples(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=2), st.none() | st.sampled_from("abc")
)


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[tuple[Report, ...], tuple[Claim, ...], dict[str, str]]:
    reports, claims, texts = [], [], {}
    for number in range(draw(st.integers(1, 6))):
        text = draw(st.sampled_from(TEXTS))
        days = sorted((draw(DAYS), draw(DAYS)))
        name = f"r{number}"
        texts[name] = text
        key = Anchor.of(text, 0, len(text)).digest
        reports.append(Report(name, None, "T", Interval(days[0], days[1]), "", key, "en"))
        for each in range(draw(st.integers(0, 2))):
            whole = [(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
            first, last = sorted((draw(st.sampled_from(whole)), draw(st.sampled_from(whole))))
            anchor = Anchor.of(text, first[0], last[1])
            by = draw(st.sampled_from(SPEAKERS))
            claims.append(
                Claim(f"{name}-{each}", by, None, (), Kind.ACT, "S.", None, None, (), reports[-1].dated, name,
                      anchor, "B2", Status.ACCEPTED)
            )  # fmt: skip
    return tuple(reports), tuple(claims), texts


def matches(text: str, words: list[str], unwanted: str | None) -> bool:
    groups = [[((word,), False)] for word in words]
    return reference.matches(text, groups, [((unwanted,), False)] if unwanted else [])


@given(
    dossiers(),
    st.lists(st.tuples(ASKED, st.none() | st.sampled_from(SPEAKERS), st.none() | DAYS, st.none() | DAYS)),
    st.integers(0, 3),
)
@settings(max_examples=150, deadline=None)
def test_what_is_found_is_what_the_reference_finds(
    drawn: tuple[tuple[Report, ...], tuple[Claim, ...], dict[str, str]],
    questions: list[tuple[tuple[list[str], str | None], str | None, date | None, date | None]],
    limit: int,
) -> None:
    reports, claims, texts = drawn
    actors = tuple(Actor(one, one.title(), ActorKind.PERSON) for one in SPEAKERS)
    with tempfile.TemporaryDirectory() as folder:
        store = TextStore(Path(folder))
        for text in {*texts.values(), "a b c of another dossier"}:
            store.add(text)
        kept = ReportSearch(Dossier(Evidence("T", actors, reports, claims), (), store))
        for (words, unwanted), by, since, until in questions:
            query = " ".join([*words, *([f"-{unwanted}"] if unwanted else [])])
            wanted = set()
            for report in reports:
                said = [
                    texts[claim.report][claim.anchor.start : claim.anchor.end]
                    for claim in claims
                    if claim.report == report.id and claim.by == by
                ]
                judged = said if by else [texts[report.id]]
                early = since is not None and report.dated.latest < since
                late = until is not None and report.dated.earliest > until
                if not early and not late and any(matches(text, words, unwanted) for text in judged):
                    wanted.add(report.id)
            found = kept.find(query, by=by, since=since, until=until, limit=99)
            assert {hit.report.id for hit in found.hits} == wanted
            assert found.total == len(found.hits) == len(wanted)
            few = kept.find(query, by=by, since=since, until=until, limit=limit)
            assert (few.hits, few.total) == (found.hits[:limit], found.total)
            assert all(hit.snippet == texts[hit.report.id][hit.start : hit.end] for hit in found.hits)
            assert (found.searched, found.missing) == (len(reports), ())
