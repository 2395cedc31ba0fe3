"""What was read from reports, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..evidence.anchors import Anchor
from ..evidence.reading.proposals import Proposal, Reading
from ..evidence.reading.selection import chosen
from .lines import WIDTH, counted, wrapped

__all__ = ["Read", "reading_text"]

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Read:
    """A report as it was read.

    Attributes
    ----------
    file, text
        The report.
    proposals
        Those to show, in the order of the text.
    found
        How many there are in all.
    notes
        What a reader must know.
    """

    file: Path
    text: str
    proposals: tuple[Proposal, ...]
    found: int
    notes: tuple[str, ...]

    @classmethod
    def of(cls, file: Path, text: str, reading: Reading) -> Read:
        """Return a report with all that was found in it."""
        return cls(file, text, reading.proposals, len(reading.proposals), reading.notes)

    def shortened(self, limit: int | None) -> Read:
        """Return the report with the proposals that are worth most; all without a limit."""
        return replace(self, proposals=chosen(self.proposals, limit))


def reading_text(read: Sequence[Read], by: str = "rules") -> str:
    """Write the proposals of reports: the place, who, the kind, and the words; ``by`` what was found."""
    lines: list[str] = []
    for one in read:
        shown = "" if len(one.proposals) == one.found else f", the {len(one.proposals)} worth most are shown"
        lines += wrapped(f"{one.file.name}: {counted(one.found, 'proposal')}{shown}", _INDENT)
        for note in one.notes:
            lines += wrapped(f"Note: {note}", _INDENT)
        lines.append("")
        for proposal in one.proposals:
            lines += _proposal(one.text, proposal)
    lines += wrapped(f"These are proposals, found by {by}. A person decides which become claims.")
    return "\n".join(lines)


def _proposal(text: str, one: Proposal) -> Iterator[str]:
    who = _words(text, one.speaker) or "(nobody named)"
    actor = f" = {one.by}" if one.by else ""
    cue = _words(text, one.cue)
    to = f" → {one.to}" if one.to else ""
    via = f" via {', '.join(one.via)}" if one.via else ""
    head = f"{one.anchor.start}:{one.anchor.end}  {who}{actor}{to}{via}{': ' if cue else ''}{cue}"
    yield from wrapped(head, _INDENT)
    yield from _indented(" … ".join(_words(text, part) for part in one.content))
    notes = [one.kind.value, f"rule: {one.rule}", f"confidence {one.confidence:.2f}"]
    if one.date:
        notes.append(f"day: {_words(text, one.date)}" + (f" ({one.said_on})" if one.said_on else ""))
    if one.due:
        notes.append(f"names: {_words(text, one.due)}" + (f" ({one.due_on})" if one.due_on else ""))
    yield from _indented("; ".join(notes))
    if one.condition:
        words = _words(text, one.condition)
        marked = "" if words.lower().startswith(one.marker or "") else f" ({one.marker})"
        yield from _indented(f"condition{marked}: {words}")
    if one.consequence:
        yield from _indented(f"then: {_words(text, one.consequence)}")
    if one.links:
        yield from _indented(f"may speak of: {', '.join(one.links)}")
    yield ""


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _words(text: str, anchor: Anchor | None) -> str:
    return " ".join(text[anchor.start : anchor.end].split()) if anchor else ""
