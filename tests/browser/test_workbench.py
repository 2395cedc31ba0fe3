"""What an analyst does in the workbench: the real command, the real page, in Chromium."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

import detente
from detente.brief.compose import document_of
from detente.brief.document import Grounds, texts_of
from detente.evidence.claims import Status
from tests.browser.workbench import Served, Watched, served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Own: TypeAlias = Callable[..., Watched]

WANTS = "meet iff US.drop and US.accept"
"""Pyongyang's condition for a meeting; much hangs on it."""


WITHOUT_CHIPS = """(section) => {
  const copy = section.cloneNode(true);
  for (const chip of copy.querySelectorAll(".chip")) chip.remove();
  return copy.textContent;
}"""


def closed(text: str) -> str:
    """Return a text without white space, which a page may break anywhere."""
    return "".join(text.split())


def settled(page: Page) -> None:
    """Wait until the answers are those to what is shown."""
    expect(page.locator("#answers[aria-busy=false]")).to_be_visible()


def row(page: Page, statement: str) -> Locator:
    """Return the row of a line in the list that is shown."""
    return page.locator("li[data-key]").filter(has=page.locator(f"code:text-is('{statement}')"))


def statements(page: Page) -> list[str]:
    """Return the lines of the list that is shown, once it is there."""
    settled(page)
    return page.locator("li[data-key] .statement").all_inner_texts()


def expect_statements(page: Page, wanted: list[str]) -> None:
    expect(page.locator("li[data-key] .statement")).to_have_text(wanted)


def drag(page: Page, what: Locator, to: Locator) -> None:
    """Drag a row by its handle below another row."""
    start, end = what.locator(".handle").bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 9, (start["y"] + end["y"]) / 2, steps=4)
    page.mouse.move(start["x"] + 9, end["y"] + end["height"] - 4, steps=6)
    page.mouse.up()


def shown_ways(page: Page) -> dict[str, int]:
    """Return in how many ways each outcome would hold, as the page says."""
    rows = page.locator("#answers .rows li:has(.ways)").all()
    return {
        one.locator(".name").inner_text(): int(
            one.locator(".ways").inner_text().removeprefix("·").split("way")[0].replace(",", "")
        )
        for one in rows
    }


def computed_ways(conflict: detente.Conflict) -> dict[str, int]:
    """Return the same as the engine says."""
    held = detente.analyse(conflict, concepts=("seq",)).equilibria("seq")
    return {one.name: len(held & conflict.find(one.id)) for one in conflict.outcomes.values()}


def test_read_the_brief(look: Watched, korea: Served) -> None:
    page = look()
    document = document_of(detente.assess(detente.load_dossier(str(korea.folder))))
    expect(page.get_by_role("heading", level=1)).to_have_text(document.title)
    first = document.sections[0]
    section = page.locator(f"#section-{first.id}")
    expect(section).to_have_attribute("open", "")
    shown = closed(section.evaluate(WITHOUT_CHIPS))
    told = [text for block in first.blocks for text in texts_of(block)]
    assert len(told) > 4
    for text in told:
        assert closed("".join(part for part in text if not isinstance(part, Grounds))) in shown
    assert page.locator("details[open]").count() < page.locator("details[id]").count()
    page.get_by_role("button", name="Open all").click()
    expect(page.locator("details[id]:not([open])")).to_have_count(0)


def test_every_section_can_be_linked_to(look: Watched) -> None:
    page = look("#/standoff?section=ledger")
    section = page.locator("#section-ledger")
    expect(section).to_have_attribute("open", "")
    expect(section.get_by_role("heading", level=2)).to_be_in_viewport()
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="What to watch").click()
    expect(page.locator("#section-watch")).to_have_attribute("open", "")


def test_a_chip_opens_its_claims_and_gives_the_focus_back(look: Watched, korea: Served) -> None:
    page = look()
    chip = page.locator(".chip", has_text="reported 2").first
    chip.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Claims behind this")
    expect(sheet).to_be_visible()
    claims = {one.claim.says for one in detente.load_dossier(str(korea.folder)).claims.values()}
    said = sheet.locator(".says").all_inner_texts()
    assert len(said) == 2
    assert set(said) <= claims
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(chip).to_be_focused()


def test_drag_a_preference(look: Watched, korea: Served) -> None:
    page = look("#/what-if?list=DPRK")
    conflict = detente.load_dossier(str(korea.folder)).named("2025-10")[1]
    expect(page.locator("#answers h2")).to_contain_text("does not hold")
    assert shown_ways(page) == computed_ways(conflict)
    before = statements(page)
    assert before[1] == WANTS
    drag(page, row(page, WANTS), row(page, before[4]))
    expect(page.locator(".tools .count")).to_have_text("1 change")
    settled(page)
    expect_statements(page, [before[0], *before[2:5], WANTS, *before[5:]])
    edited = conflict.edited(detente.Edit.move("DPRK", WANTS, 5))
    assert computed_ways(edited) != computed_ways(conflict)
    expect(page.locator("#answers .changes li").first).to_be_visible()
    assert shown_ways(page) == computed_ways(edited)
    page.keyboard.press("Control+z")
    expect(page.locator(".tools .count")).to_have_text("As saved")
    settled(page)
    expect(page.locator("#answers .changes")).to_have_count(0)
    assert shown_ways(page) == computed_ways(conflict)


def test_move_by_keys_switch_off_and_reverse(look: Watched, korea: Served) -> None:
    page = look("#/what-if?list=US")
    conflict = detente.load_dossier(str(korea.folder)).named("2025-10")[1]
    before = statements(page)
    handle = row(page, "DPRK.meet").locator(".handle")
    handle.focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect_statements(page, ["DPRK.meet", before[0], before[1], *before[3:]])
    expect(row(page, "DPRK.meet").locator(".handle")).to_be_focused()
    expect(page.locator("[aria-live=polite].hush")).not_to_be_empty()
    row(page, "consult iff invite").get_by_role("button", name="Switch off").click()
    row(page, "not lift").get_by_role("button", name="Reverse").click()
    expect(page.locator(".tools .count")).to_have_text("3 changes")
    edited = conflict.edited(
        detente.Edit.drop("US", "consult iff invite"),
        detente.Edit.move("US", "DPRK.meet", 1),
        detente.Edit.reverse("US", "not lift"),
    )
    expect(page.locator("#answers h2")).to_contain_text("✓ holds")
    settled(page)
    assert shown_ways(page) == computed_ways(edited)
    for _ in range(4):
        page.keyboard.press("Control+z")
    expect_statements(page, before)
    page.keyboard.press("Control+Shift+z")
    expect_statements(page, [before[0], "DPRK.meet", before[1], *before[3:]])


def test_the_status_quo_is_a_question_too(look: Watched) -> None:
    page = look("#/what-if?list=today")
    box = page.get_by_label("Settles agenda, place and timing with Seoul")
    expect(box).not_to_be_checked()
    box.check()
    expect(page.locator("#answers h2")).to_contain_text("✓ holds")
    box.uncheck()
    expect(page.locator(".tools .count")).to_have_text("As saved")


def test_add_a_line_with_completion_and_faults(look: Watched) -> None:
    page = look("#/what-if?list=CN")
    page.get_by_role("button", name="Add a line").click()
    field = page.get_by_role("combobox", name="New line")
    field.press_sequentially("DPRK.fre")
    expect(page.get_by_role("listbox", name="Options").get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("DPRK.freeze")
    field.press_sequentially(" and US.lfit")
    expect(page.locator("form .said")).to_contain_text("US has no option lfit")
    expect(page.locator("form .said mark")).to_have_text("US.lfit")
    expect(page.get_by_role("button", name="Add it")).to_be_disabled()
    field.fill("DPRK.freeze")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("li[data-key]")).to_have_count(3)
    expect(page.locator(".tools .count")).to_have_text("1 change")
    settled(page)


def test_follow_a_preference_to_its_words(own: Own) -> None:
    open_page = own("river")
    page = open_page("#/what-if?list=Lowland")
    chip = page.locator("li[data-key] .chip:not(.still)").first
    chip.click()
    sheet = page.get_by_role("dialog", name="Claims behind this")
    words = sheet.locator("blockquote").first.inner_text()
    sheet.get_by_role("link").first.click()
    expect(page.locator("mark.chosen").first).to_be_in_viewport()
    assert "".join(page.locator("mark.chosen").all_inner_texts()) == words
    # and back: the claim names the line that rests on it
    page.locator(".detail dd a").first.click()
    expect(page.locator("li.sought")).to_be_visible()


def test_filter_the_claims(look: Watched, korea: Served) -> None:
    page = look("#/evidence")
    claims = detente.load_dossier(str(korea.folder)).evidence.claims
    expect(page.locator("[data-claim]")).to_have_count(len(claims))
    page.get_by_label("Speaker").select_option(label="Kim Jong Un")
    expect(page.locator("[data-claim]")).to_have_count(sum(one.by == "kim" for one in claims))
    page.get_by_label("Option").select_option("DPRK.seoul")
    expect(page.locator("[data-claim=kim-refuses-seoul]")).to_be_visible()
    assert "speaker=kim" in page.url
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("[data-claim]")).to_have_count(len(claims))


def propose(folder: Path) -> None:
    """Let the last two claims be proposals."""
    file = folder / "claims.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[-2:] = [line.replace('"accepted"', '"proposed"') for line in lines[-2:]]
    file.write_text("".join(lines), encoding="utf-8")


def statuses(folder: Path) -> list[Status]:
    return [one.status for one in detente.load_dossier(str(folder)).evidence.claims]


def test_accept_a_proposal(own: Own) -> None:
    open_page = own("river", propose)
    folder = open_page.served.folder
    page = open_page("#/evidence?review=1")
    expect(page.locator(".who .note")).to_have_text("1 of 2")
    page.locator("article").click()
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("who reviews")
    page.get_by_label("Reviewer").fill("Ines")
    page.locator("article h2").click()
    page.keyboard.press("a")
    expect(page.locator(".who .note")).to_have_text("1 of 1")
    assert statuses(folder)[-2:] == [Status.ACCEPTED, Status.PROPOSED]
    page.keyboard.press("r")
    page.get_by_label("Why is it rejected?").fill("It says more than its words.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing waits for review.")).to_be_visible()
    review = json.loads((folder / "reviews.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (review["by"], review["note"]) == ("Ines", "It says more than its words.")
    page.keyboard.press("u")
    expect(page.locator(".who .note")).to_have_text("1 of 1")
    assert statuses(folder)[-2:] == [Status.ACCEPTED, Status.PROPOSED]
    page.keyboard.press("e")
    page.get_by_label("says").fill("Upland keeps silent.")
    page.get_by_role("button", name="Keep the change").click()
    expect(page.locator("article h2")).to_have_text("Upland keeps silent.")
    assert detente.load_dossier(str(folder)).evidence.claims[-1].says == "Upland keeps silent."


def test_keep_a_snapshot_and_compare_two(own: Own) -> None:
    open_page = own("korea")
    folder = open_page.served.folder
    page = open_page("#/what-if?list=DPRK")
    row(page, WANTS).get_by_role("button", name="Switch off").click()
    page.get_by_role("button", name="Keep as a new snapshot").click()
    page.get_by_label("Name of the file").fill("2025-10-no-condition")
    page.get_by_label("What it says").fill("Kim asks for nothing")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("combobox", name="Snapshot")).to_have_value("2025-10-no-condition")
    expect(page.locator(".tools .count")).to_have_text("As saved")
    dossier = detente.load_dossier(str(folder))
    kept = dossier.snapshots["2025-10-no-condition"]
    assert kept == dossier.snapshots["2025-10"].edited(detente.Edit.drop("DPRK", WANTS))
    assert kept.alternative_of == "2025-10"
    page.get_by_role("link", name="Over time").click()
    page.get_by_role("button", name="Compare from The overture, October 2025").click()
    page.get_by_role("button", name="Compare to Kim asks for nothing").click()
    expect(page.locator(".change")).to_contain_text("Which lines changed", timeout=60_000)
    expect(page.locator(".change")).to_contain_text("it meets if, and only if, Washington drops its demand")


def test_save_and_a_file_changed_meanwhile(own: Own) -> None:
    open_page = own("korea")
    file = open_page.served.folder / "conflicts" / "2025-10.yaml"
    page = open_page("#/what-if?list=RU")
    row(page, "shield").get_by_role("button", name="Move up").click()
    page.get_by_role("button", name="Save in 2025-10").click()
    expect(page.get_by_text("Saved.", exact=True).first).to_be_visible()
    expect_statements(page, ["shield", "not DPRK.disarm"])
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# The overture of October 2025")
    row(page, "shield").get_by_role("button", name="Switch off").click()
    settled(page)
    file.write_text(text + "# by somebody else\n", encoding="utf-8")
    page.get_by_role("button", name="Save in 2025-10").click()
    expect(page.locator(".message")).to_contain_text("nothing was overwritten")
    assert file.read_text(encoding="utf-8").endswith("# by somebody else\n")
    expect(page.locator(".tools .count")).to_have_text("1 change")
    open_page.faults[:] = [one for one in open_page.faults if "409" not in one]


def test_a_broken_file_opens_with_its_faults(own: Own) -> None:
    def spoil(folder: Path) -> None:
        file = folder / "conflicts" / "2025-02.yaml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("DPRK.meet", "DPRK.mete", 1), encoding="utf-8"
        )

    open_page = own("korea", spoil)
    page = open_page("#/standoff?snapshot=2025-02")
    expect(page.get_by_role("heading", level=1)).to_contain_text("cannot be read")
    page.get_by_role("link", name="Open the file").click()
    expect(page.get_by_role("list", name="Faults")).to_contain_text("DPRK.meet")
    field = page.get_by_label("Text of the file")
    field.fill(field.input_value().replace("DPRK.mete", "DPRK.meet", 1))
    page.get_by_role("button", name="Save the file").click()
    expect(page.get_by_text("Saved.", exact=True).first).to_be_visible()
    assert "2025-02" in detente.load_dossier(str(open_page.served.folder)).snapshots


def test_the_map_explains_a_state_and_is_saved(look: Watched, tmp_path: Path) -> None:
    page = look("#/map")
    expect(page.locator("canvas").first).to_be_attached()
    page.get_by_role("button", name="today", exact=True).click()
    expect(page.locator(".why")).to_contain_text("Washington would rather take a step")
    page.get_by_role("group", name="Why, for").get_by_role("button", name="Pyongyang").click()
    expect(page.locator(".why")).to_contain_text("Pyongyang stays")
    assert "state=US.invite" in page.url
    page.reload()
    expect(page.locator(".state")).to_contain_text("Washington invites Kim in public")
    states = page.locator(".states button").count()
    page.get_by_role("button", name="Show more states").click()
    expect(page.locator(".states button")).not_to_have_count(states)
    assert page.locator(".states button").count() <= 150
    with page.expect_download() as kept:
        page.get_by_role("button", name="Save as SVG").click()
    target = tmp_path / "map.svg"
    kept.value.save_as(target)
    assert ElementTree.parse(target).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_the_brief_is_one_click_away(look: Watched) -> None:
    page = look()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Brief as a page").click()
    assert Path(kept.value.path()).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_text_with_markup_stays_a_text(own: Own) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'

    def poison(folder: Path) -> None:
        file = folder / "claims.jsonl"
        lines = file.read_text(encoding="utf-8").splitlines()
        claim = json.loads(lines[0])
        claim["says"] = hostile
        file.write_text("\n".join([json.dumps(claim), *lines[1:]]) + "\n", encoding="utf-8")

    page = own("river", poison)("#/evidence")
    expect(page.locator(".says").first).to_have_text(hostile)
    assert page.locator("main script, main img").count() == 0


def test_a_lost_server_loses_nothing(own: Own) -> None:
    open_page = own("river")
    page = open_page("#/what-if")
    page.locator("[data-act=off]").first.click()
    settled(page)
    open_page.served.stop()
    page.locator("[data-act=off]").nth(1).click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    expect(page.locator(".tools .count")).to_have_text("2 changes")
    port = int(open_page.served.address.rstrip("/").rpartition(":")[2])
    with served(open_page.served.folder, port):
        expect(page.get_by_text("The server does not answer")).to_be_hidden(timeout=15_000)
        page.reload()
        expect(page.locator(".tools .count")).to_have_text("2 changes")
        settled(page)
    open_page.faults[:] = [one for one in open_page.faults if "ERR_CONNECTION" not in one]


def test_a_shipped_dossier_says_how_to_make_a_copy(browser: object) -> None:
    with served(Path("korea")) as running:
        watched = Watched(browser, running)  # type: ignore[arg-type]
        page = watched("#/what-if")
        expect(page.get_by_text("detente new DIR --from korea")).to_be_visible()
        expect(page.get_by_role("button", name="Save in")).to_have_count(0)
        watched.close()
        assert watched.faults == []


@pytest.mark.parametrize("view", ["standoff", "what-if", "evidence", "map", "time"])
def test_the_keyboard_reaches_the_content(look: Watched, view: str) -> None:
    page = look(f"#/{view}")
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_attached()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
