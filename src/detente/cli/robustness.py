"""The command on robustness: how sure the answers are."""

from __future__ import annotations

from typing import Annotated

import typer

from ..analysis.concepts import CONCEPTS
from ..analysis.uncertainty import Uncertainty
from ..brief.payload.robustness import robustness_payload
from ..brief.robustness import robustness_text
from ..catalog.names import located
from ..dossier.one_source import one_source
from ..dossier.robustness import robustness_of
from .app import Json, app, print_json, progress, show
from .conflicts import ConflictName

_STATED = Uncertainty()


@app.command("robustness")
def robustness_command(
    name: ConflictName,
    profiles: Annotated[int, typer.Option(help="How many versions of the model to analyse.")] = 2000,
    seed: Annotated[int, typer.Option(help="Starts the drawing; the same seed draws the same versions.")] = 1,
    concept: Annotated[str, typer.Option(help=f"One of {', '.join(CONCEPTS)}.")] = "seq",
    swap: Annotated[
        float, typer.Option(metavar="P", help="The chance, up to 0.5, that an assumed line is out of order.")
    ] = _STATED.swap_assumed,
    absent: Annotated[
        float, typer.Option(metavar="P", help="The chance that an assumed line is missing.")
    ] = _STATED.absent_assumed,
    rivals: Annotated[
        float, typer.Option(metavar="W", help="The weight of each rival reading; the model's own is 1.")
    ] = _STATED.rival,
    as_json: Json = False,
) -> None:
    """Say how sure the answers are.

    In which share of the versions of the model that its unsure lines allow does an outcome hold? And which
    answers would be others without one report, one speaker or one claim? Ctrl-C stops the drawing and prints
    what was found so far.
    """
    dossier, snapshot = located(name)
    uncertainty = Uncertainty(swap_assumed=swap, absent_assumed=absent, rival=rivals)
    with progress("analysing versions of the model") as advance:
        found = robustness_of(
            dossier,
            snapshot,
            uncertainty,
            profiles=profiles,
            seed=seed,
            concept=concept,
            progress=advance,
            keep_partial=True,
        )
    sources = None
    if dossier.evidence.claims and found.complete:
        with progress("leaving out one source after the other") as advance:
            sources = one_source(dossier, snapshot, advance, keep_partial=True)
    if as_json:
        print_json(robustness_payload(found, sources))
    else:
        show(robustness_text(found, sources))
