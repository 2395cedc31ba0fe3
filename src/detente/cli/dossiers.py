"""Commands on dossiers: new, add, brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..brief.compose import document_of
from ..brief.payload.answers import assessment_payload
from ..brief.payload.results import added_payload, new_payload
from ..brief.tables import added_text, new_text
from ..brief.terminal import brief_text
from ..catalog.names import located
from ..catalog.new import new_dossier
from ..dossier.assessment import assess
from ..dossier.texts import add_texts
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
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Texts of reports, or folders of them.")
    ],
    dossier: Annotated[str, typer.Option(help="A catalogue name or a folder.")] = ".",
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Add the texts of a dossier's reports.

    Then the brief verifies the claims and shows the words. A text is recognised by its digest, whatever its
    file is called. Other files of a folder are passed over.
    """
    found, _ = located(dossier, library)
    added = add_texts(found, files)
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
