"""What a notebook shows, without a notebook: the formatters are called."""

from __future__ import annotations

import importlib.util
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pandas
import pytest

import detente
from detente.brief.notebook import Grid, table
from detente.catalog.new import new_dossier

HOSTILE = "<script>alert(1)</script>"
VOID = {"br", "hr", "img"}


class Balance(HTMLParser):
    """Refuses what is opened and not closed, and collects the text and the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert tag not in VOID
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


class Formatters:
    """Stands in for IPython's formatter of HTML."""

    def __init__(self) -> None:
        self.by_type: dict[type, Any] = {}

    def for_type(self, type_: type, function: Any) -> None:
        self.by_type[type_] = function

    def shown(self, thing: object) -> Balance:
        found = Balance()
        found.feed(self.by_type[type(thing)](thing))
        assert found.open == []
        return found


@pytest.fixture
def formatters() -> Formatters:
    found = Formatters()
    display = SimpleNamespace(formatters={"text/html": found})
    detente.load_ipython_extension(SimpleNamespace(display_formatter=display))
    return found


@pytest.mark.parametrize("name", ["korea", "elmira", "chicken"])
def test_a_conflict_and_its_analysis(formatters: Formatters, name: str) -> None:
    conflict = detente.load(name)
    shown = formatters.shown(conflict)
    assert conflict.title in shown.text
    assert all(dm.name in shown.text for dm in conflict.decision_makers)
    analysis = detente.analyse(conflict)
    shown = formatters.shown(analysis)
    assert {"table", "details"} <= shown.tags
    assert f"{len(analysis.equilibria('seq')):,} equilibria under seq" in shown.text


def test_an_assessment(formatters: Formatters, tmp_path: Any) -> None:
    made = new_dossier(tmp_path / "river")
    assessment = detente.assess(detente.load_dossier(made.folder))
    shown = formatters.shown(assessment)
    assert "The bottom line" in shown.text
    assert "fears-drought" in shown.text


def test_hostile_text_is_escaped(formatters: Formatters) -> None:
    conflict = detente.Conflict.from_options(
        {"A": {"x": HOSTILE}},
        {"A": [detente.Line(detente.Edit.add("A", "x").statements, says=HOSTILE)]},
        title=HOSTILE,
        names={"A": HOSTILE},
    )
    for thing in (conflict, detente.analyse(conflict)):
        shown = formatters.shown(thing)
        assert "script" not in shown.tags
        assert HOSTILE in shown.text


def test_tables_are_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = detente.load("korea")
    lines = table(conflict)
    assert isinstance(lines, pandas.DataFrame)
    assert list(lines[lines["list"] == "CN"]["line"]) == ["not DPRK.disarm", "shield iff not DPRK.disarm"]
    analysis = detente.analyse(conflict)
    counts = table(analysis).set_index("concept")
    assert counts.loc["seq", "equilibria"] == len(analysis.equilibria("seq"))
    states = table(analysis.equilibria("nash"))
    assert list(states.columns) == list(conflict.space.refs)
    assert len(states) == len(analysis.equilibria("nash"))
    assert len(table(detente.load_dossier("korea"))) == 57
    assert list(table(detente.analyse(detente.load("elmira")).equilibria("seq"))["state"]) == ["5", "8", "9"]

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    plain = table(conflict)
    assert isinstance(plain, Grid)
    assert len(plain.rows) == len(lines)
    shown = Balance()
    shown.feed(plain._repr_html_())
    assert shown.open == []
