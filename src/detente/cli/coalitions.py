"""The command coalitions: who could leave a state together."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.coalitions import coalition_analysis
from ..analysis.concepts import CONCEPTS
from ..analysis.jumps import jump_counts, leaving
from ..brief.coalitions import coalitions_text
from ..brief.payload.coalitions import coalitions_payload
from ..catalog.names import load
from .app import Json, app, print_json, progress, show, state_of
from .conflicts import ConflictName


@app.command("coalitions")
def coalitions_command(
    name: ConflictName,
    coalition: Annotated[
        str | None, typer.Option("--of", help="Decision makers, joined by commas; else all coalitions.")
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            help="The options taken, joined by commas, or a state's name; else the status quo, "
            "or the equilibrium to which the best step leads from there."
        ),
    ] = None,
    concept: Annotated[str, typer.Option(help=f"Of the equilibria, one of {', '.join(CONCEPTS)}.")] = "seq",
    listed: Annotated[
        int, typer.Option("--list", min=0, help="How many of the best states of each coalition to list.")
    ] = 3,
    jumps: Annotated[bool, typer.Option("--jumps", help="Count the jumps between all equilibria.")] = False,
    stable: Annotated[
        bool, typer.Option("--stable", help="Count the states that are stable for each coalition.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Find who could leave a state together, and to what.

    A coalition leaves when all its members gain. Whether the new state would hold is said by a solution
    concept. --jumps and --stable take long on large conflicts.
    """
    conflict = load(name)
    members = None if coalition is None else [one.strip() for one in coalition.split(",") if one.strip()]
    where = None if state is None else state_of(conflict, state)
    found = leaving(conflict, where, coalition=members, concept=concept)
    counts = analysis = None
    if jumps:
        with progress("counting jumps") as advance:
            counts = jump_counts(conflict, concept=concept, progress=advance)
    if stable:
        with progress("looking for states that are stable for coalitions") as advance:
            analysis = coalition_analysis(conflict, members, progress=advance)
    if as_json:
        print_json(coalitions_payload(found, listed, counts, analysis))
    else:
        show(coalitions_text(found, listed, counts, analysis))
