"""Pictures of the workbench for docs/: each view, light and dark, on a screen and on a telephone.

They show the Korean dossier without the texts of its reports, so no sentence of these is in a picture.
``make pictures`` takes them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser.conftest import found_chromium
from tests.browser.workbench import Watched, copy_of, served
from tests.docs.pages import DOCS

__all__ = ["FOLDER", "VIEWS", "name_of"]

FOLDER = DOCS / "images"
VIEWS = {
    "standoff": ("#/standoff", "The bottom line"),
    "what-if": ("#/what-if", "What would hold"),
    "evidence": ("#/evidence", "Trump speaks well of Kim"),
    "map": ("#/map", "Would hold"),
    "over-time": ("#/time", "Which answers changed"),
}
"""Each view: where it is, and words that stand there once it is whole."""

_LONGEST = 120_000


def name_of(view: str, width: int, dark: bool) -> str:
    """Return the name of a picture."""
    return f"workbench-{view}-{width}-{'dark' if dark else 'light'}.png"


def main() -> int:
    """Take all pictures."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found_chromium(), args=["--no-sandbox"])
        with served(copy_of("korea", Path(place) / "korea")) as here:
            look = Watched(running, here)
            for view, (hash_, words) in VIEWS.items():
                for width in (1280, 400):
                    for dark in (False, True):
                        page = look(hash_, width, dark)
                        page.get_by_text(words).locator("visible=true").first.wait_for(timeout=_LONGEST)
                        page.wait_for_timeout(1500)  # the map moves into its place
                        page.screenshot(path=FOLDER / name_of(view, width, dark))
                        look.close()
            assert look.faults == [], look.faults
        running.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
