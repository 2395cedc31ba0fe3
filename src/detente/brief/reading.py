"""What was read from reports, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..evidence.anchors import Anchor
from ..evidence.reading.proposals import Proposal

__all__ = ["reading_text"]

WIDTH = 80


def reading_text(read: Sequence[tuple[Path, str, Sequence[Proposal]]], by: str = "rules") -> str:
    """Write the proposals of reports: the place, who, the kind, and the words; ``by`` what was found."""
    lines: list[str] = []
    for path, text, found in read:
        lines += [*textwrap.wrap(f"{path.name}: {len(found)} proposals", WIDTH), ""]
        for one in found:
            lines += _proposal(text, one)
    last = f"These are proposals, found by {by}. A person decides which become claims."
    lines += textwrap.wrap(last, WIDTH, break_long_words=False)
    return "\n".join(lines)


def _proposal(text: str, one: Proposal) -> Iterator[str]:
    who = _words(text, one.speaker) or "(nobody named)"
    actor = f" = {one.by}" if one.by else ""
    cue = _words(text, one.cue)
    head = f"{one.anchor.start}:{one.anchor.end}  {who}{actor}{': ' if cue else ''}{cue}"
    yield from textwrap.wrap(head, WIDTH, subsequent_indent="    ")
    said = " … ".join(_words(text, part) for part in one.content)
    yield from textwrap.wrap(said, WIDTH, initial_indent="    ", subsequent_indent="    ")
    notes = [one.kind.value, f"rule: {one.rule}", f"confidence {one.confidence:.2f}"]
    if one.condition:
        notes.append(f"condition: {_words(text, one.condition)}")
    if one.date:
        notes.append(f"day: {_words(text, one.date)}")
    yield from textwrap.wrap("; ".join(notes), WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield ""


def _words(text: str, anchor: Anchor | None) -> str:
    return " ".join(text[anchor.start : anchor.end].split()) if anchor else ""
