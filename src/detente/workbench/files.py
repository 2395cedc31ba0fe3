"""Routes of files: the text of a conflict file, and what one may keep."""

from __future__ import annotations

from ..analysis.concepts import CONCEPTS
from ..analysis.terms import HEADLINE
from ..brief.compose import document_of
from ..brief.html import page_text
from ..brief.markdown import markdown_text
from ..brief.moves import moves_picture
from ..brief.payload.shapes import Payload, diagnostic_payload
from ..brief.picture import svg_of
from ..brief.spreadsheets import claims_csv, equilibria_csv
from ..conflict import file
from ..dossier.assessment import Assessment
from ..files.disk import read_text, write_whole
from .asking import Ask
from .desk import Desk
from .faults import Refused, inside, refusal
from .routing import Download, Later, Route

__all__ = ["ROUTES"]

_PATIENCE, _TIMES = 0.25, 240
"""A download waits for a brief so many seconds, so many times."""


def source(desk: Desk, ask: Ask) -> Payload:
    """Return the text of a conflict file with its faults, also where it cannot be read as a conflict."""
    return _source(desk, ask.only("snapshot").text("snapshot"))


def write_source(desk: Desk, ask: Ask) -> Payload:
    """Write the whole text of a conflict file; one with faults only where that is asked for."""
    ask.only("snapshot", "digest", "text", "force")
    name, digest, text, force = (
        ask.text("snapshot"),
        ask.text("digest"),
        ask.text("text"),
        ask.flag("force"),
    )
    path = desk.source(name)
    desk.refuse_shipped()
    with desk.writing:
        desk.refuse_changed(path, digest)
        conflict, faults = file.check_text(path, text)
        if conflict is None and not force:
            raise Refused(400, refusal("InputError", faults))
        write_whole(path, text.encode("utf-8"))
        return _source(desk, name)


def _source(desk: Desk, name: str) -> Payload:
    path = desk.source(name)
    text = read_text(path)
    return {
        "snapshot": name,
        "text": text,
        "faults": [inside(diagnostic_payload(one), desk.folder) for one in file.check_text(path, text)[1]],
        "writable": desk.writable,
        "digest": file.source_digest(path),
    }


def html(desk: Desk, ask: Ask) -> Download | Later:
    """Return the brief as one page that needs nothing else."""
    found = _assessment(desk, ask)
    if isinstance(found, Later):
        return found
    text = page_text(document_of(found))
    return Download(f"brief-{_plain(found.snapshot)}.html", "text/html", text)


def markdown(desk: Desk, ask: Ask) -> Download | Later:
    """Return the brief as Markdown."""
    found = _assessment(desk, ask)
    if isinstance(found, Later):
        return found
    text = markdown_text(document_of(found))
    return Download(f"brief-{_plain(found.snapshot)}.md", "text/markdown", text)


def picture(desk: Desk, ask: Ask) -> Download | Later:
    """Return the picture of today and the steps out of it."""
    found = _assessment(desk, ask)
    if isinstance(found, Later):
        return found
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{svg_of(moves_picture(found))}\n'
    return Download(f"map-{_plain(found.snapshot)}.svg", "image/svg+xml", text)


def claims(desk: Desk, ask: Ask) -> Download:
    """Return all claims as a table."""
    ask.only()
    return Download("claims.csv", "text/csv", claims_csv(desk.opened().dossier))


def equilibria(desk: Desk, ask: Ask) -> Download:
    """Return the equilibria of a snapshot as a table, a row each."""
    name = ask.only("snapshot", "concept").text("snapshot")
    concept = ask.choice("concept", tuple(CONCEPTS), HEADLINE)
    text = equilibria_csv(desk.analysis(name, []), concept)
    return Download(f"equilibria-{_plain(name)}-{concept}.csv", "text/csv", text)


def _assessment(desk: Desk, ask: Ask) -> Assessment | Later:
    name = ask.only("snapshot").text("snapshot")
    job = desk.brief(name)
    for _ in range(_TIMES):
        found = job.result(_PATIENCE)
        if found is not None:
            return found
        if desk.stopping.is_set():  # else whoever stops the server would wait, too
            break
    return Later({"progress": list(job.progress)})


def _plain(name: str) -> str:
    """Return a name as a header may hold it."""
    return "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in name)


ROUTES = (
    Route("GET", "/api/source", source),
    Route("POST", "/api/source", write_source),
    Route("GET", "/download/brief.html", html),
    Route("GET", "/download/brief.md", markdown),
    Route("GET", "/download/map.svg", picture),
    Route("GET", "/download/claims.csv", claims),
    Route("GET", "/download/equilibria.csv", equilibria),
)
