"""A picture of the standoff and the moves out of it, as SVG.

The states stand one below the other, as on a page of contents: what a move leads to stands below the state
that it leaves and one step to the right. So the picture is narrow enough for a telephone, and no label can
lie upon another. A move to a state that has its place already runs along the right edge.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from .document import Edge, Node, Picture
from .signs import harmless

__all__ = ["svg_of", "wrapped"]

MOST_LAYERS, MOST_NODES, MOST_DETOURS = 6, 12, 6
_WIDTH, _MARGIN, _STEP, _LANE = 440, 4, 34, 9
_FONT, _LINE, _PAD = 14, 19, 9
_SMALL, _SMALL_LINE = 12.5, 17

_KINDS = {
    "today": "how things stand today",
    "holds": "would hold: nobody would leave it",
    "open": "would be left again",
    "idle": "another state",
}
_MOVES = {True: "the party would rather take this step", False: "the party would rather not take it"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A state with the move that leads to it, and its moves to states that have their place elsewhere."""

    node: Node
    layer: int
    by: Edge | None
    detours: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a row is drawn: the box, and the top of the label above it."""

    row: _Row
    top: float
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def svg_of(picture: Picture, name: str = "picture") -> str:
    """Draw a picture as an SVG element that stands on its own.

    At most 12 states in 6 layers are drawn, and 6 moves along the edge; the picture says how many are left
    out. Nothing but the picture and the name decides what comes back.

    Parameters
    ----------
    picture
        The states and the moves between them; moves from or to a state that is not there are left out.
    name
        How the ids in the element begin. Two pictures on a page need two names.

    Examples
    --------
    >>> svg = svg_of(Picture("Moves", "Athens goes.", (Node("a", "Athens stays", "today"),), ()))
    >>> svg.startswith("<svg"), "Athens stays" in svg
    (True, True)
    """
    rows, missing = _rows(picture)
    detours = [edge for row in rows for edge in row.detours]
    drawn = set(detours[:MOST_DETOURS])
    boxes: list[_Box] = []
    shapes: list[str] = []
    gutter = 8 + _LANE * len(drawn) if drawn else 0
    y = float(_MARGIN)
    for row in rows:
        box = _placed(row, y, gutter)
        boxes.append(box)
        y = box.y + box.height + _SMALL_LINE * sum(len(_told(box, edge)) for edge in row.detours) + 16
    for box in boxes:
        shapes += _box(box)
        shapes += _steps(
            box, [one for one in boxes if one.row.by is not None and one.row.by.source == box.row.node.id]
        )
    shapes += _detours(boxes, drawn)
    legend, height = _legend(picture, rows, y, missing, len(detours) - len(drawn))
    return "\n".join([*_head(picture, name, height), *shapes, *legend, "</svg>"])


def _rows(picture: Picture) -> tuple[list[_Row], int]:
    """Give each state its place, breadth first from today; return the rows, and how many states have none."""
    nodes = {node.id: node for node in reversed(picture.nodes)}
    order = sorted(
        dict.fromkeys(node.id for node in picture.nodes), key=lambda one: nodes[one].kind != "today"
    )
    edges = [edge for edge in picture.edges if edge.source in nodes and edge.target in nodes]
    layers: dict[str, int] = {}
    by: dict[str, Edge] = {}
    for root in order:
        if root in layers:
            continue
        layers[root] = 0
        queue = [root]
        for place in queue:  # grows while it is read
            for edge in edges:
                if edge.source == place and edge.target not in layers:
                    layers[edge.target], by[edge.target] = layers[place] + 1, edge
                    queue.append(edge.target)
    shown = [one for one in layers if layers[one] < MOST_LAYERS][:MOST_NODES]
    taken = [by[one] for one in shown if one in by]

    def below(node: str) -> Iterator[_Row]:
        detours = [
            edge
            for edge in dict.fromkeys(edges)
            if edge.source == node and edge.target in shown and edge not in taken
        ]
        yield _Row(nodes[node], layers[node], by.get(node), tuple(detours))
        for edge in taken:
            if edge.source == node:
                yield from below(edge.target)

    return [row for one in shown if one not in by for row in below(one)], len(nodes) - len(shown)


def _placed(row: _Row, top: float, gutter: float) -> _Box:
    x = _MARGIN + _STEP * row.layer
    width = _WIDTH - _MARGIN - gutter - x
    above = _SMALL_LINE * len(_label(row.by, width)) + 4 if row.by else 0
    lines = wrapped(row.node.label, width - 2 * _PAD - 6, _FONT)
    return _Box(row, top, x, top + above, width, _LINE * len(lines) + 2 * _PAD)


def _label(edge: Edge, width: float) -> list[str]:
    return wrapped(f"{edge.party}: {edge.label}" if edge.label else edge.party, width - 4, _SMALL)


def _told(box: _Box, edge: Edge) -> list[str]:
    return _label(edge, box.width - 30)


def _box(box: _Box) -> Iterator[str]:
    kind = box.row.node.kind if box.row.node.kind in _KINDS else "idle"
    yield from _frame(kind, box.x, box.y, box.width, box.height)
    lines = wrapped(box.row.node.label, box.width - 2 * _PAD - 6, _FONT)
    for place, line in enumerate(lines):
        weight = ' font-weight="600"' if kind in ("today", "holds") else ""
        yield _words(line, box.x + _PAD + 3, box.y + _PAD + 14 + _LINE * place, _FONT, weight)


def _frame(kind: str, x: float, y: float, width: float, height: float) -> Iterator[str]:
    """Draw the border that tells the kind: double, thick, dotted or plain."""
    stroke = {"holds": 'stroke-width="3"', "open": 'stroke-width="1.2" stroke-dasharray="1.5 3"'}.get(
        kind, 'stroke-width="1"'
    )
    insets = (0.5, 3.5) if kind == "today" else (1.5,)
    for inset in insets:
        yield (
            f'<rect class="{kind}" x="{x + inset:g}" y="{y + inset:g}" width="{width - 2 * inset:g}" '
            f'height="{height - 2 * inset:g}" rx="{6 - inset:g}" fill="none" stroke="currentColor" {stroke}/>'
        )


def _steps(source: _Box, targets: list[_Box]) -> Iterator[str]:
    """Draw the moves that lead from a box to those below it: one line down, and an arrow to each."""
    spine, start = source.x + 12, source.y + source.height
    if targets:
        yield (
            f'<path d="M{spine:g} {start:g}V{targets[-1].middle:g}" fill="none" stroke="currentColor" '
            'stroke-width="1" opacity="0.55"/>'
        )
    for target in targets:
        if (edge := target.row.by) is None:
            continue
        way = f"H{target.x - 8:g}"
        yield from _arrow(f"M{spine:g} {target.middle:g}", way, target.x, target.middle, edge.gains)
        for place, line in enumerate(_label(edge, target.width)):
            weight = ' font-weight="600"' if edge.gains else ""
            yield _words(line, target.x + 2, target.top + 13 + _SMALL_LINE * place, _SMALL, weight)


def _arrow(start: str, way: str, x: float, y: float, gains: bool, leftwards: bool = False) -> Iterator[str]:
    side = 1 if leftwards else -1
    style = 'stroke-width="2.6"' if gains else 'stroke-width="1.4" stroke-dasharray="4 3"'
    look = "gains" if gains else "no-gain"
    yield f'<path class="{look}" d="{start}{way}" fill="none" stroke="currentColor" {style}/>'
    yield f'<path d="M{x:g} {y:g}l{9 * side} -4.5v9z" fill="currentColor"/>'


def _detours(boxes: list[_Box], drawn: set[Edge]) -> Iterator[str]:
    """Draw the moves to states that have their place already: a label below, a lane at the right edge."""
    places = {box.row.node.id: box for box in boxes}
    lane, entered = 0, dict.fromkeys(places, 0)
    for box in boxes:
        y = box.y + box.height
        for edge in box.row.detours:
            for line in _told(box, edge):
                weight = ' font-weight="600"' if edge.gains else ""
                yield _words(line, box.right - 12, y + 13, _SMALL, f' text-anchor="end"{weight}')
                y += _SMALL_LINE
            if edge not in drawn:
                continue
            lane += 1
            target, x = places[edge.target], _WIDTH - _MARGIN - _LANE * (lane - 1)
            # Several arrows into one box come in below each other, and stay inside its height.
            at = target.y + 8 + (entered[edge.target] * 7) % max(target.height - 14, 7)
            entered[edge.target] += 1
            way = f"H{x:g}V{at:g}H{target.right + 8:g}"
            yield from _arrow(f"M{box.right - 8:g} {y - 8:g}", way, target.right, at, edge.gains, True)


def _legend(picture: Picture, rows: list[_Row], y: float, states: int, moves: int) -> tuple[list[str], float]:
    """Say in words what borders and arrows mean, and what is left out; return it with the height of all."""
    shapes = [f'<path d="M{_MARGIN} {y:g}H{_WIDTH - _MARGIN}" stroke="currentColor" opacity="0.3"/>']
    y += 10
    kinds = {row.node.kind if row.node.kind in _KINDS else "idle" for row in rows}
    gains = {edge.gains for row in rows for edge in (row.by, *row.detours) if edge}
    samples = [(list(_frame(kind, 6, y + 22 * place + 1, 26, 15)), _KINDS[kind])
               for place, kind in enumerate(kind for kind in _KINDS if kind in kinds)]  # fmt: skip
    for gain in (gain for gain in _MOVES if gain in gains):
        middle = y + 22 * len(samples) + 8
        samples.append((list(_arrow(f"M4 {middle:g}", "H26", 34, middle, gain)), _MOVES[gain]))
    for place, (sample, words) in enumerate(samples):
        shapes += [*sample, _words(words, 44, y + 22 * place + 13, _SMALL)]
    y += 22 * len(samples)
    left_out = [
        f"{count} more {noun} not drawn" for count, noun in ((states, "states"), (moves, "moves")) if count
    ]
    for place, words in enumerate(left_out):
        shapes.append(_words(words, 44, y + 22 * place + 13, _SMALL))
    return shapes, y + 22 * len(left_out) + 4


def _head(picture: Picture, name: str, height: float) -> Iterator[str]:
    ids = f"{escape(name)}-title {escape(name)}-desc"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ids}" '
        f'viewBox="0 0 {_WIDTH} {height:g}" font-family="system-ui, sans-serif" color="currentColor">'
    )
    yield f'<title id="{escape(name)}-title">{escape(harmless(picture.caption))}</title>'
    yield f'<desc id="{escape(name)}-desc">{escape(harmless(picture.told))}</desc>'


def _words(text: str, x: float, y: float, size: float, more: str = "") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="currentColor"{more}>'
        f"{escape(harmless(text))}</text>"
    )


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines that are not wider than a width, by a generous guess of its letters.

    Parameters
    ----------
    text
        The words; a word wider than a line is broken.
    width, size
        The width of a line and the size of the letters, in the units of the picture.

    Examples
    --------
    >>> wrapped("Seoul talks with Pyongyang", 120, 14)
    ['Seoul talks', 'with', 'Pyongyang']
    """
    lines, line = [], ""
    for word in harmless(text).split():
        longer = f"{line} {word}" if line else word
        if _estimated(longer) * size <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = ""
        for letter in word:
            if line and _estimated(line + letter) * size > width:
                lines.append(line)
                line = ""
            line += letter
    return [*lines, line] if line or not lines else lines


def _estimated(text: str) -> float:
    """Guess the width of a text in multiples of the size of its letters; wide bold letters are meant."""
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF" or letter in "MWmw@%&—…":
        return 1.2
    if letter in "ijlt.,:;'|!() ":
        return 0.46
    return 0.92 if letter.isupper() or not letter.isascii() else 0.7
