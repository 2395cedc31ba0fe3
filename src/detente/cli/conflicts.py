"""Commands on conflicts: catalog, check, schema, analyse, explain."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..analysis.concepts import CONCEPTS, concept_called
from ..analysis.stability import analyse, memory_needed
from ..brief import tables
from ..brief.payload import results as payload
from ..catalog.names import catalogue, check, load
from ..conflict.conflict import Conflict
from ..conflict.schema import schema_text
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..errors import InputError
from .app import Json, Library, app, print_json, progress, show, state_of

ConflictName = Annotated[str, typer.Argument(metavar="CONFLICT", help="A catalogue name or a path.")]


@app.command("catalog")
def catalog_command(as_json: Json = False) -> None:
    """List the conflicts and dossiers that come with detente."""
    entries = catalogue()
    if as_json:
        print_json(payload.catalogue_payload(entries))
    else:
        show(tables.catalogue_text(entries))


@app.command("check")
def check_command(name: ConflictName, library: Library = None, as_json: Json = False) -> None:
    """Check a conflict file or a dossier.

    All faults are shown at once, each with its place and its cure. Warnings alone are no failure.
    """
    result = check(name, library)
    if as_json:
        print_json(payload.check_payload(result))
    else:
        show(tables.check_text(result))
    if not result.sound:
        raise typer.Exit(1)


@app.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of conflict files, for editors."""
    show(schema_text(), end="")


@app.command("analyse")
def analyse_command(
    name: ConflictName,
    concepts: Annotated[
        str, typer.Option(help=f"Solution concepts, joined by commas: {', '.join(CONCEPTS)}.")
    ] = ",".join(CONCEPTS),
    listed: Annotated[int, typer.Option("--list", min=0, help="How many equilibria to list.")] = 8,
    as_json: Json = False,
) -> None:
    """Find the equilibria: states that nobody would leave.

    What "would leave" means is said by a solution concept; by default all five are analysed.
    """
    asked = [concept_called(concept.strip()).id for concept in concepts.split(",") if concept.strip()]
    if not asked:
        raise typer.BadParameter("name at least one concept", param_hint="--concepts")
    conflict = load(name)
    needed = memory_needed(conflict)
    if needed >= _MUCH:
        _say(f"this takes about {needed / 1e9:.1f} GB of memory …")
    with progress("analysing") as advance:
        analysis = analyse(
            conflict,
            asked,
            progress=advance,
            on_compile=lambda: _say("compiling the engine for large models, once on this machine …"),
            on_slow=lambda: _say("with Numba this would be faster: pip install 'detente[fast]'"),
        )
    if as_json:
        print_json(payload.analysis_payload(analysis, listed))
    else:
        show(tables.analysis_text(analysis, listed))


@app.command("explain")
def explain_command(
    name: ConflictName,
    dm: Annotated[str, typer.Option(help="The decision maker.")],
    state: Annotated[
        str | None,
        typer.Option(help="The options taken, joined by commas, or a state's name; else the status quo."),
    ] = None,
    concept: Annotated[str, typer.Option(help=f"One of {', '.join(CONCEPTS)}.")] = "seq",
    as_json: Json = False,
) -> None:
    """Say why a state is stable for a decision maker, or is not."""
    conflict = load(name)
    explanation = analyse(conflict, [concept]).explain(_state(conflict, state), dm, concept)
    if as_json:
        print_json(payload.explanation_payload(explanation))
    else:
        show(tables.explanation_text(explanation))


_MUCH = 2**28
"""An analysis that takes so many bytes says so beforehand."""


def _say(text: str) -> None:
    """Tell a person what goes on, beside the result."""
    print(text, file=sys.stderr)


def _state(conflict: Conflict, text: str | None) -> State:
    if text is not None:
        return state_of(conflict, text)
    if conflict.status_quo is None:
        message = "the conflict does not say where things stand"
        raise InputError(Diagnostic("no-status-quo", message, "name the state with --state"))
    return conflict.status_quo
