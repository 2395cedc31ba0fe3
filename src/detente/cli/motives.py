"""The command motives: what a party has in mind."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from ..analysis.concepts import CONCEPTS
from ..brief.motives import motives_text
from ..brief.payload.motives import motives_payload
from ..catalog.names import located
from ..dossier.motives import motives_of
from .app import Json, app, print_json, progress, show
from .conflicts import ConflictName


@app.command("motives")
def motives_command(
    name: ConflictName,
    dm: Annotated[str, typer.Argument(metavar="PARTY", help="The id of the party (decision maker).")],
    concept: Annotated[str, typer.Option(help=f"How far it looks ahead: {', '.join(CONCEPTS)}.")] = "nash",
    same_aims: Annotated[
        bool,
        typer.Option("--same-aims", help="Leave out days on which the dossier gives it other aims."),
    ] = False,
    certain: Annotated[
        bool,
        typer.Option("--certain", help="What was not seen counts in every way; else one way is enough."),
    ] = False,
    error: Annotated[float, typer.Option(help="How likely it acts against its aims, 0 to 1.")] = 0.0,
    temperature: Annotated[
        float,
        typer.Option(help="How far its order may be from that of the model; all are alike by default."),
    ] = math.inf,
    listed: Annotated[
        int, typer.Option("--list", min=0, help="How many further observations, and moves, to list.")
    ] = 3,
    as_json: Json = False,
) -> None:
    """Ask which orders of a party's aims explain what it did.

    What was seen comes from the observations of the dossier, else from the status quo. It says what the
    record settles, what it cannot tell, and what would tell most to see next.
    """
    dossier, snapshot = located(name)
    with progress("looking for what would tell most") as advance:
        found = motives_of(
            dossier,
            snapshot,
            dm,
            concept=concept,
            same_aims=same_aims,
            certain=certain,
            error=error,
            temperature=temperature,
            limit=listed,
            progress=advance,
        )
    if as_json:
        print_json(motives_payload(found, listed))
    else:
        show(motives_text(found))
