"""Commands that look for ways out of a standoff: paths."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.concepts import CONCEPTS
from ..analysis.paths import paths
from ..brief.payload.ways import paths_payload
from ..brief.ways import paths_text
from ..catalog.names import load
from .app import Json, app, outcome_or_state, print_json, show, state_of
from .conflicts import ConflictName


@app.command("paths")
def paths_command(
    name: ConflictName,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="TARGET",
            help="An outcome's id, the options taken, joined by commas, or a state's name; "
            "else the equilibria.",
        ),
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option(
            "--from", help="The options taken, joined by commas, or a state's name; else the status quo."
        ),
    ] = None,
    concept: Annotated[str, typer.Option(help=f"Of the equilibria, one of {', '.join(CONCEPTS)}.")] = "seq",
    listed: Annotated[int, typer.Option("--list", min=0, help="How many of the shortest paths to list.")] = 3,
    as_json: Json = False,
) -> None:
    """Find the shortest paths from one state to others.

    By any moves, and by improvements alone; nobody moves twice in succession. Where no path leads there, it
    says which lines of the model bar the way.
    """
    conflict = load(name)
    found = paths(
        conflict,
        None if target is None else outcome_or_state(conflict, target),
        origin=None if origin is None else state_of(conflict, origin),
        concept=concept,
        limit=listed,
    )
    if as_json:
        print_json(paths_payload(found, listed))
    else:
        show(paths_text(found))
