"""Claims that are exported and imported again are the same claims, with the same reviews."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.evidence.anchors import Anchor
from detente.evidence.claims import Claim, Kind, Stance, Status
from detente.evidence.exchange import FORMATS, exported, import_claims, written
from detente.evidence.folder import read_evidence
from detente.evidence.library import TextStore
from detente.evidence.reviews import Review
from detente.evidence.sheet import lines_of_sheet, sheet_of
from detente.evidence.texts import digest
from detente.evidence.writing import add_claims, add_reviews
from detente.files.dates import Interval

TEXT = "=1+1 'quoted', \"twice\";\n\r-\u200b 美國 \U0001f600 e\u0301 the end"
HEADER = "detente: 1\ntitle: T\npeople: {ann: {name: Ann}, bob: {name: Bob}}\n"
REPORT = f"g: {{outlet: G, title: T, dated: 2025-02-04, language: en, digest: {digest(TEXT)}}}\n"
SAYS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
    st.sampled_from(["=A1", "'x", "-1", "\r a\n"]),
    st.text("=+-@＝';\t\n\r ,\"a\ufeff\u2028", min_size=1),
)
NAMES = ("ann", "bob")


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first = draw(st.dates(date(2000, 1, 1), date(2040, 1, 1)))
    return Interval(first, first + timedelta(draw(st.integers(0, 9))))


@st.composite
def claims(draw: st.DrawFn, name: str) -> Claim:
    start = draw(st.integers(0, len(TEXT) - 1))
    given_if = draw(st.booleans())
    kind = draw(st.sampled_from([kind for kind in Kind if kind is not Kind.CONDITION or given_if]))
    said_on = draw(intervals())
    return Claim(
        name,
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from([*NAMES, None])),
        tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2))),
        kind,
        draw(SAYS.filter(str.strip)),
        "A.x" if given_if else None,
        "not B.y" if given_if else None,
        tuple(draw(st.dictionaries(st.sampled_from(["A.x", "B.y"]), st.sampled_from(Stance))).items()),
        said_on,
        "g",
        Anchor.of(TEXT, start, draw(st.integers(start + 1, len(TEXT)))),
        "B2",
        draw(st.sampled_from(Status)),
        said_on if kind is Kind.FORECAST and draw(st.booleans()) else None,
    )


REVIEWS = st.builds(
    Review,
    st.sampled_from(["c0", "c1"]),
    st.sampled_from([Status.ACCEPTED, Status.REJECTED]),
    SAYS.filter(str.strip),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.one_of(st.just(""), SAYS.filter(str.strip)),
)


def dossier(place: Path) -> Path:
    place.mkdir()
    (place / "dossier.yaml").write_text(HEADER, encoding="utf-8")
    (place / "reports.yaml").write_text(REPORT, encoding="utf-8")
    return place


def begins_a_formula(cell: str) -> bool:
    return cell.strip(" \u00a0\u3000")[:1] in tuple("=+-@＝＋－＠")


@given(st.dictionaries(st.sampled_from(["says", "words", "by"]), SAYS))
@settings(max_examples=500, deadline=None)
def test_no_cell_of_a_sheet_begins_a_formula(texts: dict[str, str]) -> None:
    row = {"id": "c0", "reviews": [], "anchor": {"start": 0, "end": 1, "digest": "x"}, **texts}
    sheet = sheet_of([row])
    for separator in ",;\t":
        for cells in csv.reader(io.StringIO(sheet, newline=""), delimiter=separator):
            assert not any(begins_a_formula(cell) for cell in cells)
    (_, line) = lines_of_sheet(sheet, "sheet.csv")
    found = json.loads(line)
    assert {key: found.get(key) for key in texts} == texts
    assert found["anchor"] == row["anchor"]


@pytest.mark.parametrize("form", FORMATS)
@given(st.tuples(claims("c0"), claims("c1")), st.lists(REVIEWS, max_size=3, unique=True))
@settings(max_examples=60, deadline=None)
def test_what_was_exported_is_read_back(form: str, drawn: tuple[Claim, ...], reviews: list[Review]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = dossier(Path(folder) / "one"), dossier(Path(folder) / "other")
        store = TextStore(one)
        store.add(TEXT)
        add_claims(one, drawn)
        add_reviews(one, reviews)
        file = Path(folder) / f"claims.{form}"
        file.write_bytes(written(exported(one, store), form).encode())
        assert import_claims(other, file).added == ("c0", "c1")
        assert (other / "claims.jsonl").read_bytes() == (one / "claims.jsonl").read_bytes()
        found, wanted = read_evidence(other), read_evidence(one)
        assert found.claims == wanted.claims
        for name in ("c0", "c1"):
            assert [r for r in found.reviews if r.claim == name] == [r for r in reviews if r.claim == name]
        again = import_claims(other, file)
        assert (again.added, again.replaced, again.known, again.reviews) == ((), (), ("c0", "c1"), 0)
