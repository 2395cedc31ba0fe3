"""The real command on a copy of a dossier, and a page of Chromium that looks at it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["Look", "Served", "Watched", "copy_of", "served"]

Look: TypeAlias = Callable[..., "Page"]

_AT = re.compile(r"http://127\.0\.0\.1:\d+/")


@dataclass
class Served:
    """A dossier that is served: where it is, and at which address."""

    folder: Path
    address: str
    process: subprocess.Popen[str]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)


def copy_of(name: str, folder: Path) -> Path:
    """Make a copy of a dossier as a user does; ``river`` is the example that a new dossier is."""
    asked = ["new", str(folder), *(["--from", name] if name != "river" else [])]
    subprocess.run([sys.executable, "-m", "detente", *asked], check=True, capture_output=True, text=True)
    return folder


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[Served]:
    """Start ``detente workbench`` on a folder, and stop it in the end."""
    command = [
        sys.executable,
        "-m",
        "detente",
        "workbench",
        str(folder),
        "--port",
        str(port),
        "--no-browser",
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert process.stdout is not None
    found = None
    for line in process.stdout:
        found = _AT.search(line)
        if found:
            break
    if found is None:
        raise RuntimeError(f"the workbench did not start: exit code {process.wait(20)}")
    running = Served(folder, found[0], process)
    try:
        yield running
    finally:
        running.stop()
        process.stdout.close()


@dataclass
class Watched:
    """Opens pages, and notes whatever they complain of or ask of another address."""

    browser: Browser
    served: Served
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, hash_: str = "", width: int = 1280, dark: bool = False) -> Page:
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        context = self.browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(self.served.address + hash_)
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith((self.served.address, "data:", "blob:")):
            self.faults.append(url)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()
