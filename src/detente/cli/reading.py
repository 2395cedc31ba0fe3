"""The command on the texts of reports: read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..brief.payload.reading import reading_payload
from ..brief.reading import reading_text
from ..catalog.names import located
from ..evidence.reading.proposals import proposals
from ..evidence.texts import read_report
from .app import Json, app, print_json, show


@app.command("read")
def read_command(
    files: Annotated[list[Path], typer.Argument(metavar="REPORT…", help="Texts of reports.")],
    dossier: Annotated[
        str | None, typer.Option(help="A catalogue name or a folder; its actors are who may speak.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Propose claims from reports: who says what, and where.

    Rules for English find the words. Nothing is stored: a person decides what becomes a claim.
    """
    actors = located(dossier)[0].evidence.actors if dossier is not None else ()
    texts = [(path, read_report(path)) for path in files]
    read = [(path, text, proposals(text, actors)) for path, text in texts]
    if as_json:
        print_json(reading_payload(read))
    else:
        show(reading_text(read))
