"""The command on the texts of reports: read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..brief.payload.reading import reading_payload
from ..brief.reading import Read, reading_text
from ..catalog.names import located
from ..dossier.given import period
from ..dossier.updating import spoken_of
from ..evidence.reading.proposals import read_text
from ..evidence.reading.selection import LIMIT
from ..evidence.texts import digest, read_report
from .app import Json, app, print_json, show

_OF_A_MODEL = "With --model: "


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
    model: Annotated[
        str | None, typer.Option(help="Send the reports to this language model, and read by it.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(help=_OF_A_MODEL + "where it is, such as http://localhost:11434/v1.")
    ] = None,
    key_from: Annotated[
        str | None, typer.Option(help=_OF_A_MODEL + "the environment variable that holds its key.")
    ] = None,
    most_tokens: Annotated[
        int | None, typer.Option(help=_OF_A_MODEL + "use no more tokens than this (200000).")
    ] = None,
    most_cost: Annotated[
        float | None, typer.Option(help=_OF_A_MODEL + "cost no more than this, by the prices.")
    ] = None,
    price_in: Annotated[
        float | None, typer.Option(help=_OF_A_MODEL + "what a million tokens sent cost.")
    ] = None,
    price_out: Annotated[
        float | None, typer.Option(help=_OF_A_MODEL + "what a million tokens received cost.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=_OF_A_MODEL + "send without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Propose claims from reports: who says or does what, and where.

    Rules for English find the words. Nothing is stored: a person decides what becomes a claim.
    Nothing is sent anywhere unless --model names a language model.
    """
    found = located(dossier) if dossier is not None else None
    evidence = found[0].evidence if found else None
    options = spoken_of(found[0].named(found[1])[1]) if found else {}
    given = period(date, "as given" if ".." in date else "") if date is not None else None
    dates = {report.digest: report.dated for report in evidence.reports} if evidence else {}
    texts = [(path, read_report(path)) for path in files]
    actors = evidence.actors if evidence else ()
    prices = (most_cost, price_in, price_out)
    if model is not None or address is not None or yes or {key_from, most_tokens, *prices} != {None}:
        from .model_reading import read_by_model  # here, for few readings need it

        read_by_model(texts, actors, model, address, key_from, (most_tokens, *prices), yes, as_json)
        return
    read = [
        Read.of(path, text, read_text(text, actors, given or dates.get(digest(text)), options))
        for path, text in texts
    ]
    shown = [one.shortened(None if everything else limit) for one in read]
    if as_json:
        print_json(reading_payload(shown))
    else:
        show(reading_text(shown))
