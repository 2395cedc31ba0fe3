"""Chromium for the tests of what a reader sees."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from detente.brief.html import page_text
from tests.browser.workbench import Served, Watched, copy_of, served
from tests.documents import SAMPLE, hostile_document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MISSING = "Chromium is not installed; these tests drive it: apt-get install chromium"


def found_chromium() -> str:
    """Return where Chromium is; without it skip, or fail where nothing may be left out."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = found_chromium()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)  # the first brief of a dossier takes its time
    # Root may not use the sandbox of Chromium.
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=args)
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample and the hostile document as pages."""
    folder = tmp_path_factory.mktemp("pages")
    for name, document in (("sample", SAMPLE), ("hostile", hostile_document())):
        (folder / f"{name}.html").write_text(page_text(document), encoding="utf-8")
    return folder


@pytest.fixture
def opened(browser: Browser, pages: Path) -> Iterator[Callable[..., Page]]:
    """Open a page at a width, in light or dark; whatever it complains of or asks for fails the test."""
    faults: list[str] = []
    contexts = []

    def open_page(name: str = "sample", width: int = 1280, dark: bool = False) -> Page:
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        address = (pages / f"{name}.html").as_uri()
        page.on("console", lambda message: faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: (
                None if request.url.partition("#")[0] in (address, "data:,") else faults.append(request.url)
            ),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="module")
def korea(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the Korean dossier, served; no test may change its files."""
    with served(copy_of("korea", tmp_path_factory.mktemp("served") / "korea")) as running:
        yield running


@pytest.fixture
def look(browser: Browser, korea: Served) -> Iterator[Watched]:
    """Open the Korean workbench; whatever the page complains of or asks of others fails the test."""
    watched = Watched(browser, korea)
    yield watched
    watched.close()
    assert watched.faults == []


@pytest.fixture
def own(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], Watched]]:
    """Open a copy of a dossier that the test may change."""
    opened: list[Watched] = []
    with ExitStack() as running:

        def open_own(name: str, change: Callable[[Path], None] = lambda folder: None) -> Watched:
            folder = copy_of(name, tmp_path / name)
            change(folder)
            opened.append(Watched(browser, running.enter_context(served(folder))))
            return opened[-1]

        yield open_own
        for watched in opened:
            watched.close()
    for watched in opened:
        assert watched.faults == []
