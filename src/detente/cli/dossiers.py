"""Commands on dossiers: add, brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..brief.payload import added_payload, assessment_payload
from ..brief.tables import added_text
from ..brief.terminal import brief_text
from ..catalog.names import located
from ..dossier.assessment import assess
from ..dossier.texts import add_texts
from .app import Json, app, print_json, progress

Library = Annotated[
    Path | None,
    typer.Option(help="The folder of the texts; else DETENTE_LIBRARY, else the dossier's own."),
]


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
        print(added_text(added))


@app.command("brief")
def brief_command(
    name: Annotated[
        str, typer.Argument(metavar="CONFLICT", help="A dossier, a snapshot of it, or a conflict file.")
    ],
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Tell where things stand and whether that holds.

    Also why, for each party, what else would hold, and on which claims all this rests.
    """
    dossier, snapshot = located(name, library)
    with progress("trying what the answers hang on") as advance:
        assessment = assess(dossier, snapshot, advance)
    if as_json:
        print_json(assessment_payload(assessment))
    else:
        print(brief_text(assessment), end="")
