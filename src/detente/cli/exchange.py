"""Claims out of a dossier and back: export, import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..catalog.names import folder_of
from ..evidence.exchange import exported, import_claims
from ..evidence.library import TextStore, library_folder
from .app import Json, Library, app, print_json, show


@app.command("export")
def export_command(
    form: Annotated[str, typer.Option("--format", help="jsonl or csv.")] = "jsonl",
    dossier: Annotated[str, typer.Option(help="A catalogue name or a folder.")] = ".",
    library: Library = None,
) -> None:
    """Write the claims with their words and reviews.

    As JSON lines or CSV. Words are there where the text of the report is at hand.
    """
    folder = folder_of(dossier)
    # for programs to read, so it is written to the letter, and nothing in it is made harmless
    sys.stdout.write(exported(folder, TextStore(library_folder(folder, library)), form))


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
    added, replaced, known = map(list, (found.added, found.replaced, found.known))
    if as_json:
        print_json({"added": added, "replaced": replaced, "known": known, "reviews": found.reviews})
    else:
        show(
            f"{len(added)} added, {len(replaced)} replaced, {len(known)} known; {found.reviews} new reviews."
        )
