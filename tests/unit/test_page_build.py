"""The page of the workbench that is shipped is the one that its sources make."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from detente.workbench.app import PAGE

FRONTEND = Path(__file__).parents[2] / "frontend"
MISSING = "node is not at hand, or npm ci --prefix frontend was not run; this test builds the page"


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def test_the_page_is_built_from_its_sources(tmp_path: Path) -> None:
    node, vite = shutil.which("node"), FRONTEND / "node_modules/vite/bin/vite.js"
    if node is None or not vite.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    command = [node, str(vite), "build", "--logLevel", "error", "--outDir", str(tmp_path / "page")]
    subprocess.run(command, cwd=FRONTEND, check=True)
    built, shipped = files_of(tmp_path / "page"), files_of(PAGE)
    assert built.keys() == shipped.keys(), "run: make page"
    assert [name for name in built if built[name] != shipped[name]] == [], "run: make page"


def test_the_page_is_small() -> None:
    assert sum(len(gzip.compress(data)) for data in files_of(PAGE).values()) < 400_000


def test_the_page_asks_nothing_of_another_address() -> None:
    index = (PAGE / "index.html").read_text(encoding="utf-8")
    assert "http" not in index
    assert "style=" not in index
    assert "<style" not in index
