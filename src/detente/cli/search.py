"""Searching the texts of a dossier: search."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..brief.payload.search import found_payload, refreshed_payload
from ..brief.search import damage_text, found_text, refreshed_text
from ..catalog.names import load_dossier
from ..dossier.search import ReportSearch, day_of
from ..evidence.index import Refreshed
from .app import Json, Library, app, print_json, progress, show


@app.command("search")
def search_command(
    query: Annotated[
        str | None,
        typer.Argument(metavar="QUERY", help='Words, "a phrase", a beginning*, one OR another, -without.'),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="SPEAKER", help="Only in the words of this one's claims.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only reports since a day, a month or a year.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only reports until a day, a month or a year.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many reports to show; all are counted.")] = 10,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read all texts again.")] = False,
    dossier: Annotated[str, typer.Option(help="A catalogue name or a folder.")] = ".",
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Search the texts of a dossier's reports.

    Shows where in the text the words stand, and which claims were taken from there. An index beside the texts
    is kept up to date by itself.
    """
    if query is None and not rebuild:
        raise typer.BadParameter("missing: say what to look for, or --rebuild", param_hint="QUERY")
    first = None if since is None else day_of(since)
    last = None if until is None else day_of(until, last=True)
    search = ReportSearch(load_dossier(dossier, library))
    if query is not None:
        search.check(query, by)
    with progress("reading texts") as advance:
        refreshed = search.refresh(rebuild, advance)
    if query is None:
        _warn(refreshed)
        if as_json:
            print_json({"index": refreshed_payload(refreshed)})
        else:
            show(refreshed_text(refreshed))
        return
    found = search.find(query, refreshed, by=by, since=first, until=last, limit=limit)
    _warn(found.refreshed)
    if as_json:
        print_json(found_payload(found))
    else:
        show(found_text(found))


def _warn(refreshed: Refreshed) -> None:
    if refreshed.was_damaged:
        show(damage_text(), file=sys.stderr)
