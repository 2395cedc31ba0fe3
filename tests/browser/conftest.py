"""Chromium for the tests of what a reader sees."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from detente.brief.html import page_text
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
    from playwright.sync_api import sync_playwright

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
