"""The command on rankings: the least change of them under which something holds."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.concepts import CONCEPTS
from ..analysis.least_change import least_change
from ..brief.least_change import least_change_text
from ..brief.payload.least_change import least_change_payload
from ..catalog.names import load
from .app import Json, app, ids_of, outcome_or_state, print_json, show
from .conflicts import ConflictName


@app.command("rankings")
def rankings_command(
    name: ConflictName,
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET", help="An outcome's id, the options taken, joined by commas, or a state's name."
        ),
    ],
    concept: Annotated[
        str, typer.Option(help=f"One or several of {', '.join(CONCEPTS)}, joined by commas.")
    ] = "nash",
    who: Annotated[
        str,
        typer.Option(metavar="PARTIES", help="Whose rankings may change, joined by commas; else all."),
    ] = "",
    stable_for: Annotated[
        str, typer.Option(metavar="PARTIES", help="For whom it is to be stable, joined by commas; else all.")
    ] = "",
    seconds: Annotated[
        float | None, typer.Option(min=0, help="When to stop with the best change found so far.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find the least change of rankings under which a state holds.

    Exactly, with a proof that no change is smaller; Ctrl-C gives the best one found so far. At most 64
    states. Needs the extra solve.
    """
    conflict = load(name)
    found = least_change(
        conflict,
        outcome_or_state(conflict, target),
        ids_of(concept),
        who=ids_of(who) or None,
        stable_for=ids_of(stable_for) or None,
        seconds=seconds,
    )
    if as_json:
        print_json(least_change_payload(found))
    else:
        show(least_change_text(found))
