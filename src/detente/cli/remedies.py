"""The command on remedies: what it would take for something to hold, or to break."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.concepts import CONCEPTS
from ..analysis.openings import openings
from ..analysis.remedies import breakers, remedies
from ..brief.payload.remedies import breakers_payload, remedies_payload
from ..brief.remedies import breakers_text, remedies_text
from ..catalog.names import load
from .app import Json, app, outcome_or_state, print_json, progress, show, state_of
from .conflicts import ConflictName


@app.command("remedies")
def remedies_command(
    name: ConflictName,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="TARGET",
            help="An outcome's id, or the options taken, joined by commas; with --break a state, "
            "else where things stand.",
        ),
    ] = None,
    concept: Annotated[str, typer.Option(help=f"One of {', '.join(CONCEPTS)}.")] = "nash",
    who: Annotated[
        str | None, typer.Option(help="Edit only the list of this decision maker; else all lists.")
    ] = None,
    edits: Annotated[
        int, typer.Option(min=1, max=2, help="At most so many edits together; 2 takes longer.")
    ] = 1,
    breaks: Annotated[
        bool, typer.Option("--break", help="Ask what would break a state that holds instead.")
    ] = False,
    listed: Annotated[
        int, typer.Option("--list", min=0, help="How many sets of edits of each kind to list.")
    ] = 8,
    as_json: Json = False,
) -> None:
    """Find what it would take for an outcome or a state to hold.

    The smallest changes of what parties want, or of what is ruled out; and what others would have to do, with
    what all want as it is, so that a party gains by its step. Ctrl-C gives what is found so far.
    """
    conflict = load(name)
    if target is None and not breaks:
        raise typer.BadParameter("name an outcome or a state, or ask with --break", param_hint="TARGET")
    with progress("trying edits") as advance:
        if breaks:
            broken = breakers(
                conflict,
                None if target is None else state_of(conflict, target),
                concept=concept,
                who=who,
                edits=edits,
                progress=advance,
                keep_partial=True,
            )
        else:
            wanted = outcome_or_state(conflict, target or "")
            found = remedies(
                conflict,
                wanted,
                concept=concept,
                who=who,
                edits=edits,
                progress=advance,
                keep_partial=True,
            )
    if breaks and as_json:
        print_json(breakers_payload(broken))
    elif breaks:
        show(breakers_text(broken, listed))
    else:
        ways = openings(conflict, wanted) if conflict.status_quo is not None else None
        if as_json:
            print_json(remedies_payload(found, ways, listed))
        else:
            show(remedies_text(found, ways, listed))
