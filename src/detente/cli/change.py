"""The command diff: what changed between two conflicts."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.concepts import CONCEPTS
from ..brief.change import diff_text
from ..brief.payload.change import diff_payload
from ..catalog.names import located
from ..dossier.change import change_between
from .app import Json, Library, app, print_json, progress, show
from .conflicts import ConflictName


@app.command("diff")
def diff_command(
    name: ConflictName,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The later conflict, named in the same way.")],
    concept: Annotated[str, typer.Option(help=f"Of the answers, one of {', '.join(CONCEPTS)}.")] = "seq",
    size: Annotated[
        int | None,
        typer.Option(
            min=0, help="Try all sets of at most so many changes; else as many as take some seconds at most."
        ),
    ] = None,
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Say what changed between two conflicts, and why answers did.

    What is done, which lines are new, gone, moved or turned round, which answers are others, and the smallest
    part of the change that is enough for each, or would undo it.
    """
    with progress("seeking what explains the answers") as advance:
        before, now = located(name, library), located(other, library)
        found = change_between(before, now, concept, size=size, progress=advance)
    if as_json:
        print_json(diff_payload(found))
    else:
        show(diff_text(found), end="")
