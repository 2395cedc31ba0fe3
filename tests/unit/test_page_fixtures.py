"""The answers that the page is tested with are those that the server gives."""

from __future__ import annotations

import pytest

from tests.page_fixtures import FOLDER, fixtures, text_of


def test_the_fixtures_are_fresh(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)
    found = {f"{name}.json": text_of(payload) for name, payload in fixtures().items()}
    kept = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}
    assert sorted(kept) == sorted(found)
    assert [name for name in found if kept[name] != found[name]] == [], "run: make fixtures"
