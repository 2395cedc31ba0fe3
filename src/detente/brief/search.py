"""What a search of the texts found, as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..dossier.search import Found, Hit
from ..evidence.index import Refreshed
from .lines import WIDTH

__all__ = ["damage_text", "found_text", "refreshed_text"]


def found_text(found: Found) -> str:
    """Write what was found: a heading, and for each report its snippet with its place and its claims."""
    lines = list(_wrapped(_heading(found)))
    for hit in found.hits:
        lines += ["", *_hit(hit)]
    if found.total > len(found.hits) > 0:
        lines += ["", f"… and {_counted(found.total - len(found.hits), 'report')} more."]
    if found.missing:
        few = ", ".join(found.missing[:5]) + (", …" if len(found.missing) > 5 else "")
        verb = "is" if len(found.missing) == 1 else "are"
        lines += ["", *_wrapped(f"Not searched, for the text {verb} not at hand: {few}.")]
    return "\n".join(lines)


def refreshed_text(refreshed: Refreshed) -> str:
    """Write what was done to an index."""
    return f"The index holds {_counted(refreshed.texts, 'text')}; {refreshed.added:,} read anew."


def damage_text() -> str:
    """Say that an index could not be read."""
    return "warning: the index library.sqlite could not be read and was made anew from the texts"


def _heading(found: Found) -> str:
    by = f" in the words of {' or '.join(one.name for one in found.speakers)}" if found.speakers else ""
    since = f", since {found.since}" if found.since else ""
    until = f", until {found.until}" if found.until else ""
    verb = "matches" if found.total == 1 else "match"
    searched = _counted(found.searched, "report")
    return f"{found.total:,} of {searched} {verb} {found.query}{by}{since}{until}."


def _hit(hit: Hit) -> Iterator[str]:
    yield from _wrapped(f"{hit.report.id}: {hit.report.outlet or 'outlet unknown'}, {hit.report.dated}")
    yield from _wrapped(f"“{hit.report.title}”", "  ")
    yield from _wrapped(f"{hit.start}:{hit.end}  {_marked(hit)}", "  ")
    if hit.claims:
        yield from _wrapped(f"claims: {', '.join(claim.id for claim in hit.claims)}", "  ")


def _marked(hit: Hit) -> str:
    """Return a snippet on one line, what was looked for between square brackets."""
    pieces, place = [], hit.start
    for start, end in hit.matches:
        if hit.start <= start and end <= hit.end:
            pieces += [hit.snippet[place - hit.start : start - hit.start], "["]
            pieces += [hit.snippet[start - hit.start : end - hit.start], "]"]
            place = end
    pieces.append(hit.snippet[place - hit.start :])
    return " ".join("".join(pieces).split())


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
