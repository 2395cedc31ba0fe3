"""The command on roads: in which order of steps an outcome is reached."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.roads import roads
from ..brief.payload.roads import roads_payload
from ..brief.roads import roads_text
from ..catalog.names import load
from .app import Json, app, ids_of, print_json, show
from .conflicts import ConflictName


@app.command("road")
def road_command(
    name: ConflictName,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="The id of an outcome.")],
    by: Annotated[
        str, typer.Option(metavar="OUTCOMES", help="Outcomes to stop at, in order, joined by commas.")
    ] = "",
    without: Annotated[
        str, typer.Option(metavar="OUTCOMES", help="Outcomes to avoid, joined by commas.")
    ] = "",
    joint: Annotated[
        int, typer.Option(min=0, max=2, help="At most so many steps of several parties at once.")
    ] = 2,
    trust: Annotated[
        str,
        typer.Option(metavar="PARTIES", help="Whose trust counts, joined by commas; else who takes steps."),
    ] = "",
    listed: Annotated[int, typer.Option("--list", min=0, help="How many roads to tell step by step.")] = 2,
    as_json: Json = False,
) -> None:
    """Find the order of steps that asks for the least trust.

    A step is a move of one party, or of several at once. What each party puts at risk after each step is
    told, and where nobody would leave.
    """
    found = roads(
        load(name),
        outcome,
        by=ids_of(by),
        without=ids_of(without),
        joint=joint,
        trust=ids_of(trust) or None,
    )
    if as_json:
        print_json(roads_payload(found))
    else:
        show(roads_text(found, listed))
