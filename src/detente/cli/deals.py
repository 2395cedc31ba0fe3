"""The command deals: what parties would rather have than today."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.concepts import CONCEPTS, concept_called
from ..analysis.deals import deals
from ..brief.deal_tables import deals_text
from ..brief.payload.deals import deals_payload
from ..catalog.names import load
from .app import Json, app, print_json, progress, show
from .conflicts import ConflictName


@app.command("deals")
def deals_command(
    name: ConflictName,
    parties: Annotated[
        str | None,
        typer.Option("--for", help="Parties, joined by commas; else all that could be better off."),
    ] = None,
    weakly: Annotated[
        bool, typer.Option("--weakly", help="Enough is: none of them worse off, one better off.")
    ] = False,
    concepts: Annotated[
        str, typer.Option(help=f"Solution concepts, joined by commas: {', '.join(CONCEPTS)}.")
    ] = ",".join(CONCEPTS),
    listed: Annotated[
        int, typer.Option("--list", min=0, help="How many further undominated ways of each group to list.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """Look for deals: what parties would rather have than today.

    Also whether it would hold, how far away it is, who is worse off, and what that party could do about it.
    """
    asked = [concept_called(concept).id for concept in _parts(concepts)]
    if not asked:
        raise typer.BadParameter("name at least one concept", param_hint="--concepts")
    named = None if parties is None else _parts(parties)
    if named is not None and not named:
        raise typer.BadParameter("name at least one party", param_hint="--for")
    with progress("looking at the groups of deals") as advance:
        found = deals(load(name), named, weakly=weakly, concepts=asked, progress=advance)
    if as_json:
        print_json(deals_payload(found, listed))
    else:
        show(deals_text(found, listed))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
