"""The picture of the moves: what is drawn, where, and that it stays harmless."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.document import Edge, Node, Picture
from detente.brief.picture import MOST_DETOURS, MOST_NODES, svg_of, wrapped
from detente.brief.signs import harmless
from tests.documents import HOSTILE, SAMPLE

SVG = "{http://www.w3.org/2000/svg}"
PICTURE = next(block for section in SAMPLE.sections for block in section.blocks if isinstance(block, Picture))


def drawn(picture: Picture, name: str = "p") -> ET.Element:
    return ET.fromstring(svg_of(picture, name))


def words(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def tops(root: ET.Element) -> dict[str, float]:
    return {one.text or "": float(one.get("y", "")) for one in root.iter(f"{SVG}text")}


def lefts(root: ET.Element) -> dict[str, float]:
    return {one.text or "": float(one.get("x", "")) for one in root.iter(f"{SVG}text")}


def chain(count: int) -> Picture:
    nodes = tuple(Node(f"n{place}", f"state {place}", "idle") for place in range(count))
    edges = tuple(
        Edge(f"n{place}", f"n{place + 1}", "A", f"goes {place}", True) for place in range(count - 1)
    )
    return Picture("c", "t", nodes, edges)


def star(count: int) -> Picture:
    nodes = tuple(Node(f"n{place}", f"state {place}", "idle") for place in range(count))
    edges = tuple(Edge("n0", f"n{place}", "A", f"goes {place}", False) for place in range(1, count))
    return Picture("c", "t", nodes, edges)


def test_name_and_words_for_those_who_cannot_see_it() -> None:
    root = drawn(PICTURE, "picture-3")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "picture-3-title picture-3-desc"
    assert root.findtext(f"{SVG}title") == PICTURE.caption
    assert root.findtext(f"{SVG}desc") == PICTURE.told


def test_layers_go_to_the_right_and_down() -> None:
    root = drawn(PICTURE)
    y, x = tops(root), lefts(root)
    today, invited, treaty = (
        "Upland builds the dam; nobody talks",
        "on building",
        "A treaty on water in dry years",
    )
    assert y[today] < y[invited] < y[treaty]
    assert x[today] < x[invited] < x[treaty]
    assert x["Lowland goes to the court"] == x[invited]


def test_today_comes_first_wherever_it_is_listed() -> None:
    nodes = (Node("b", "the other", "idle"), Node("a", "now", "today"))
    y = tops(drawn(Picture("c", "t", nodes, (Edge("a", "b", "A", "goes", True),))))
    assert y["now"] < y["the other"]


def test_kinds_and_moves_look_different_and_are_told() -> None:
    root = drawn(PICTURE)
    frames = [
        (one.get("class"), one.get("stroke-width"), one.get("stroke-dasharray"))
        for one in root.iter(f"{SVG}rect")
    ]
    assert frames.count(("today", "1", None)) == 4  # double, once in the picture and once in the legend
    assert len({looks[1:] for looks in set(frames)}) == 3
    gains = [one for one in root.iter(f"{SVG}path") if one.get("class") == "gains"]
    others = [one for one in root.iter(f"{SVG}path") if one.get("class") == "no-gain"]
    assert len(gains) == 4 + 1
    assert len(others) == 3 + 1
    assert not any(one.get("stroke-dasharray") for one in gains)
    assert all(one.get("stroke-dasharray") for one in others)
    for told in ("how things stand today", "would be left again", "the party would rather not take it"):
        assert told in words(root)


def test_the_legend_tells_only_what_is_there() -> None:
    told = words(drawn(Picture("c", "t", (Node("a", "now", "today"),), ())))
    assert told == ["now", "how things stand today"]


@pytest.mark.parametrize(("picture", "shown", "told"), [
    (chain(8), 6, "2 more states not drawn"),
    (star(MOST_NODES + 5), MOST_NODES, "5 more states not drawn"),
    (chain(6), 6, None),
])  # fmt: skip
def test_no_more_than_there_is_room_for(picture: Picture, shown: int, told: str | None) -> None:
    said = words(drawn(picture))
    assert sum(one.startswith("state ") for one in said) == shown
    assert [one for one in said if "not drawn" in one] == ([told] if told else [])


def test_too_many_moves_back() -> None:
    back = tuple(Edge(f"n{place}", "n0", "A", f"returns {place}", True) for place in range(1, 10))
    forth = star(10)
    said = words(drawn(Picture("c", "t", forth.nodes, (*forth.edges, *back))))
    assert f"{9 - MOST_DETOURS} more moves not drawn" in said
    assert sum("returns" in one for one in said) == 9  # the label stays where the line is left out


def test_odd_graphs() -> None:
    nodes = (Node("a", "one", "idle"), Node("a", "twin", "idle"), Node("b", "alone", "strange"))
    edges = (
        Edge("a", "a", "A", "stays", True),
        Edge("a", "gone", "A", "x", True),
        Edge("gone", "b", "A", "x", True),
    )
    said = words(drawn(Picture("c", "t", nodes, edges)))
    assert said[:3] == ["one", "alone", "A: stays"]
    assert drawn(Picture("c", "t", (), ())) is not None


def test_hostile_words() -> None:
    node = Node(HOSTILE, HOSTILE, HOSTILE)
    text = svg_of(
        Picture(HOSTILE, HOSTILE, (node,), (Edge(HOSTILE, HOSTILE, HOSTILE, HOSTILE, True),)), "\"'<>"
    )
    root = ET.fromstring(text)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} == {
        "svg",
        "title",
        "desc",
        "rect",
        "path",
        "text",
    }
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    assert "\u202e" not in text


def test_same_picture_same_text() -> None:
    assert svg_of(PICTURE) == svg_of(PICTURE)


@given(st.text(), st.floats(40, 500))
def test_wrapping_loses_no_letter(text: str, width: float) -> None:
    lines = wrapped(text, width, 14)
    assert "".join("".join(lines).split()) == "".join(harmless(text).split())
    assert len(lines) == 1 or all(lines)


def test_wrapping_keeps_to_the_width() -> None:
    assert wrapped("W" * 30, 14 * 1.2 * 10, 14) == ["W" * 10] * 3
    assert wrapped("one two three", 1000, 14) == ["one two three"]
    assert wrapped("", 100, 14) == [""]
