"""Claims out of a dossier and back: export, import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..brief.exchange import imported_text
from ..brief.payload.exchange import exported_payload, imported_payload
from ..catalog.names import folder_of
from ..evidence.exchange import exported, import_claims, written
from ..evidence.library import TextStore, library_folder
from .app import Json, Library, app, print_json, show


@app.command("export")
def export_command(
    form: Annotated[str | None, typer.Option("--format", help="jsonl, which is the default, or csv.")] = None,
    dossier: Annotated[str, typer.Option(help="A catalogue name or a folder.")] = ".",
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Write the claims with their words and reviews.

    As JSON lines or CSV. Words are there where the text of the report is at hand.
    """
    if as_json and form is not None:
        raise typer.BadParameter("choose one: --format, or --json", param_hint="--format")
    folder = folder_of(dossier)
    claims = exported(folder, TextStore(library_folder(folder, library)))
    if as_json:
        print_json(exported_payload(claims))
    else:
        # for programs to read, so it is written to the letter, and nothing in it is made harmless
        sys.stdout.write(written(claims, form or "jsonl"))


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What export wrote; CSV if its name ends so.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Let differing claims take the old place.")
    ] = False,
    dossier: Annotated[str, typer.Option(help="A folder.")] = ".",
    as_json: Json = False,
) -> None:
    """Read exported claims into a dossier.

    With their reviews, and with a fault none of them.
    """
    found = import_claims(folder_of(dossier), file, replace)
    if as_json:
        print_json(imported_payload(found))
    else:
        show(imported_text(found))
