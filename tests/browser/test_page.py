"""What a reader sees of the page, in Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import pytest

from tests.browser.conftest import found_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open: TypeAlias = "Callable[..., Page]"

WIDER_THAN_THE_SCREEN = "() => document.documentElement.scrollWidth - innerWidth"

# The text nodes whose letters stand out too little from the ground behind them: words and ratio.
FAINT = r"""() => {
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = numbers(color).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if (numbers(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = [];
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
    seen += 1;
    const style = getComputedStyle(element);
    const letters = element.tagName === "text" ? style.fill : style.color;
    const [a, b] = [light(letters), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push([walker.currentNode.data, ratio]);
  }
  if (seen < 50) faint.push(["too few texts seen", seen]);
  return faint;
}"""

# Words of a picture that leave it, or the box that they stand in.
OUTSIDE = r"""() => {
  const outside = [];
  for (const svg of document.querySelectorAll("svg")) {
    const whole = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("rect")].map((one) => one.getBoundingClientRect());
    for (const text of svg.querySelectorAll("text")) {
      const own = text.getBoundingClientRect();
      const middle = (own.top + own.bottom) / 2;
      const box = boxes.find((one) => one.top < middle && middle < one.bottom && one.left < own.left + 2
        && own.left < one.right) ?? whole;
      if (own.right > box.right || own.left < box.left) outside.push(text.textContent);
    }
  }
  return outside;
}"""


@pytest.mark.parametrize("name", ["sample", "hostile"])
@pytest.mark.parametrize("width", [1280, 800, 400])
def test_the_page_fits_its_width(opened: Open, name: str, width: int) -> None:
    page = opened(name, width)
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("dark", [False, True])
def test_all_words_stand_out(opened: Open, dark: bool) -> None:
    page = opened(dark=dark)
    assert page.evaluate(FAINT) == []


def test_light_and_dark_differ(opened: Open) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    assert opened(dark=False).evaluate(ground) != opened(dark=True).evaluate(ground)


def test_the_first_key_leads_past_the_contents(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Skip to the brief"
    box = link.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert link.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"


def test_contents_beside_the_text_or_folded_above_it(opened: Open) -> None:
    wide, narrow = opened(width=1280), opened(width=400)
    assert wide.locator("nav:visible").get_attribute("class") == "beside"
    assert narrow.locator("nav:visible").get_attribute("class") == "folded"
    assert not narrow.locator("nav:visible a").first.is_visible()
    narrow.locator("nav:visible summary").click()
    narrow.locator("nav:visible a").last.click()
    assert narrow.evaluate("() => location.hash") == "#section-sources"


def test_a_claim_leads_to_its_source(opened: Open) -> None:
    page = opened(width=400)
    page.locator(".grounds a").first.click()
    assert page.locator("li:target code").inner_text() == "lower-asks-for-a-fixed-share"


def test_tables_become_cards_on_a_telephone(opened: Open) -> None:
    page = opened(width=400)
    cell = page.locator("td[data-label='So far']").first
    assert cell.evaluate("(one) => getComputedStyle(one, '::before').content") == '"So far: "'
    figures = page.locator(".table.numbers")
    assert figures.evaluate("(one) => one.scrollWidth > one.clientWidth && one.tabIndex === 0")


@pytest.mark.parametrize("dark", [False, True])
def test_print_shows_every_section_on_white(opened: Open, dark: bool) -> None:
    page = opened(width=400, dark=dark)
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    sections = page.locator("section").all()
    assert len(sections) == 5
    assert all(section.is_visible() for section in sections)
    assert page.locator("section table:visible").count() == page.locator("table").count() == 4
    assert page.locator("nav:visible, .skip:visible, details:visible").count() == 0
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert (
        page.locator("thead").first.evaluate("(one) => getComputedStyle(one).display") == "table-header-group"
    )
    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize(("ci", "outcome"), [("true", "Failed"), ("", "Skipped")])
def test_without_chromium(monkeypatch: pytest.MonkeyPatch, ci: str, outcome: str) -> None:
    def nowhere(name: str) -> None:
        return None

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(shutil, "which", nowhere)
    with pytest.raises(BaseException, match="apt-get install chromium") as caught:
        found_chromium()
    assert type(caught.value).__name__ == outcome
