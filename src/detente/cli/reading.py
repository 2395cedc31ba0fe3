"""The command on the texts of reports: read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..brief.payload.reading import reading_payload
from ..brief.reading import Read, reading_text
from ..catalog.names import located
from ..dossier.new_reports import period
from ..evidence.reading.proposals import read_text
from ..evidence.reading.selection import LIMIT
from ..evidence.texts import digest, read_report
from .app import Json, app, print_json, show


@app.command("read")
def read_command(
    files: Annotated[list[Path], typer.Argument(metavar="REPORT…", help="Texts of reports.")],
    dossier: Annotated[
        str | None, typer.Option(help="A catalogue name or a folder; its actors are who may speak.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="When they were published, for what Monday means: 2030-05-03.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many proposals of each, those worth most.")] = LIMIT,
    everything: Annotated[bool, typer.Option("--all", help="All proposals.")] = False,
    as_json: Json = False,
) -> None:
    """Propose claims from reports: who says or does what, and where.

    Rules for English find the words. Nothing is stored: a person decides what becomes a claim.
    """
    evidence = located(dossier)[0].evidence if dossier is not None else None
    given = period(date, "as given" if ".." in date else "") if date is not None else None
    dates = {report.digest: report.dated for report in evidence.reports} if evidence else {}
    texts = [(path, read_report(path)) for path in files]
    read = [
        Read.of(
            path, text, read_text(text, evidence.actors if evidence else (), given or dates.get(digest(text)))
        )
        for path, text in texts
    ]
    shown = [one.shortened(None if everything else limit) for one in read]
    if as_json:
        print_json(reading_payload(shown))
    else:
        show(reading_text(shown))
