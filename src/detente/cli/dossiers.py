"""Commands on dossiers: new, add, brief."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..brief.compose import document_of
from ..brief.payload.answers import assessment_payload
from ..brief.payload.results import added_payload, new_payload
from ..brief.tables import added_text, new_text
from ..brief.terminal import brief_text
from ..catalog.names import folder_of, located
from ..catalog.new import new_dossier
from ..dossier.assessment import assess
from ..dossier.given import Given, period
from ..dossier.new_reports import add_reports, is_address
from ..dossier.texts import add_texts
from ..evidence.fetch import fetch
from ..evidence.library import is_shipped
from ..files.disk import write_whole
from .app import Json, Library, app, print_json, progress, show


@app.command("new")
def new_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet, or empty.")],
    origin: Annotated[
        str | None, typer.Option("--from", help="A dossier or a conflict to copy; else an example.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a dossier: an example to start from, or a copy to change.

    A copy holds all files of a dossier but the texts of its reports. A conflict becomes the one snapshot of a
    new dossier.
    """
    made = new_dossier(folder, origin)
    if as_json:
        print_json(new_payload(made))
    else:
        show(new_text(made))


@app.command("add")
def add_command(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="Reports: files, folders of them, addresses.")
    ],
    dossier: Annotated[str, typer.Option(help="A catalogue name or a folder.")] = ".",
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title; for one new report.")] = None,
    date: Annotated[
        str | None, typer.Option(help="When: 2030-05-03, or an interval, 2030-05-01..2030-05-05.")
    ] = None,
    dated_because: Annotated[str, typer.Option(help="What bounds the interval.")] = "",
    language: Annotated[str | None, typer.Option(help="The code of its language, such as en.")] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also what is nearly a report there.")] = False,
    private: Annotated[
        bool, typer.Option("--private", help="Also addresses of private and local networks.")
    ] = False,
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Add reports to a dossier.

    The texts of its reports are recognised, whatever their files are called; then the brief verifies the
    claims and shows the words. A dossier of one's own also takes new reports: reports.yaml lists them.
    """
    found, _ = located(dossier, library)
    folder = None if found.store is None else folder_of(dossier)  # a conflict on its own has none
    given = Given(
        outlet, title, language, period(date, dated_because) if date else None, dated_because, anyway
    )
    if folder is None or (is_shipped(folder) and not any(map(is_address, sources))):
        added = add_texts(found, map(Path, sources))
    else:
        with progress("reading the reports") as advance:
            added = add_reports(found, folder, sources, given, partial(fetch, private=private), advance)
    if as_json:
        print_json(added_payload(added))
    else:
        show(added_text(added))


@app.command("brief")
def brief_command(
    name: Annotated[
        str, typer.Argument(metavar="CONFLICT", help="A dossier, a snapshot of it, or a conflict file.")
    ],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a page, too.")] = None,
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as Markdown, too.")] = None,
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Tell where things stand and whether that holds.

    Also why, for each party, what else would hold, what to watch, and on which claims all this rests.
    """
    dossier, snapshot = located(name, library)
    with progress("trying what the answers hang on") as advance:
        assessment = assess(dossier, snapshot, advance)
    document = document_of(assessment)
    if html is not None:
        from ..brief.html import page_text  # here, for a template engine takes a while to load

        write_whole(html, page_text(document).encode())
    if markdown is not None:
        from ..brief.markdown import markdown_text

        write_whole(markdown, markdown_text(document).encode())
    if as_json:
        print_json(assessment_payload(assessment))
    else:
        show(brief_text(document), end="")
