"""Whether everybody can use the workbench: axe, the width of a telephone, print, both colours."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.workbench import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
MISSING = "axe is not installed; it looks at the page: npm ci --prefix frontend"

VIEWS = {
    "standoff": "#/standoff",
    "what if": "#/what-if",
    "today": "#/what-if?list=today",
    "file": "#/what-if?editor=file",
    "evidence": "#/evidence?claim=kim-conditions",
    "review": "#/evidence?review=1",
    "map": "#/map",
    "time": "#/time",
}

WIDER_THAN_THE_SCREEN = "() => document.documentElement.scrollWidth - innerWidth"


def axe_source() -> str:
    """Return axe as a script; without it skip, or fail where nothing may be left out."""
    if AXE.is_file():
        return AXE.read_text(encoding="utf-8")
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


def there(page: Page, view: str) -> None:
    """Wait until a view shows what it is about."""
    shown = {
        "standoff": "#section-watch",
        "what if": "#answers .rows",
        "today": "fieldset label",
        "file": "textarea",
        "evidence": ".detail",
        "review": ".review p",
        "map": ".legend",
        "time": ".change h3",
    }
    expect(page.locator(shown[view]).first).to_be_visible(timeout=60_000)


def serious(page: Page) -> list[str]:
    """Return what axe finds serious or worse: the rule, and the first element."""
    page.evaluate(axe_source())
    found = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        ".map((one) => [one.impact, one.id, one.nodes.map((node) => node.html + node.failureSummary)])"
    )
    return [f"{id_}: {nodes[0]}" for impact, id_, nodes in found if impact in ("serious", "critical")]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(look: Watched, view: str, dark: bool) -> None:
    page = look(VIEWS[view], dark=dark)
    there(page, view)
    if view == "standoff":
        page.get_by_role("button", name="Open all").click()
    if view == "what if":
        page.locator("[data-act=off]").first.click()
        page.locator("[data-act=reverse]").nth(3).click()
        page.get_by_role("button", name="Add a line").click()
        expect(page.locator("#answers .changes")).to_be_visible()
    if view == "map":
        page.get_by_role("button", name="today", exact=True).click()
        expect(page.locator(".why p").first).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_in_an_open_sheet_and_a_dialog(look: Watched, dark: bool) -> None:
    page = look("#/what-if", dark=dark)
    there(page, "what if")
    page.locator("[data-act=off]").first.click()
    page.locator("li[data-key] .chip:not(.still)").first.click()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keep as a new snapshot").click()
    assert serious(page) == []


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_is_wider_than_the_screen(look: Watched, view: str, width: int) -> None:
    page = look(VIEWS[view], width=width)
    there(page, view)
    if view == "standoff":
        page.get_by_role("button", name="Open all").click() if width > 900 else None
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0


def test_the_colours_can_be_chosen_and_are_kept(look: Watched) -> None:
    page = look()
    there(page, "standoff")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Colours: as the system").click()
    assert page.evaluate(ground) == light
    page.get_by_role("button", name="Colours: light").click()
    assert page.evaluate(ground) != light
    page.reload()
    assert page.evaluate(ground) != light


def test_a_term_is_explained_on_focus_and_on_hover(look: Watched) -> None:
    page = look("#/what-if")
    there(page, "what if")
    page.get_by_text("In the terms of the theory").click()
    term = page.get_by_role("button", name="nash", exact=True)
    tip = page.get_by_role("tooltip")
    term.focus()
    expect(tip).to_have_text("Nobody can do better by a move of its own.")
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.get_by_role("button", name="sseq", exact=True).hover()
    expect(tip).to_be_visible()


def test_print_shows_every_section_on_white(look: Watched) -> None:
    page = look(dark=True)
    there(page, "standoff")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("details[id]:not([open])")).to_have_count(0)
    assert page.locator("header:visible, nav:visible, .downloads:visible").count() == 0
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
