"""The program, and what its commands share."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from ..brief.signs import harmless
from ..conflict.conflict import Conflict
from ..conflict.states import State

__all__ = [
    "COMMANDS",
    "Json",
    "Library",
    "app",
    "ids_of",
    "outcome_or_state",
    "print_json",
    "progress",
    "show",
    "state_of",
]

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

Library = Annotated[
    Path | None,
    typer.Option(help="The folder of the texts; else DETENTE_LIBRARY, else the dossier's own."),
]

COMMANDS = MappingProxyType(
    {
        "brief": "dossiers",
        "workbench": "workbench",
        "new": "dossiers",
        "add": "dossiers",
        "search": "search",
        "review": "review",
        "check": "conflicts",
        "analyse": "conflicts",
        "explain": "conflicts",
        "paths": "ways",
        "coalitions": "coalitions",
        "deals": "deals",
        "road": "roads",
        "remedies": "remedies",
        "rankings": "rankings",
        "robustness": "robustness",
        "motives": "motives",
        "diff": "change",
        "catalog": "conflicts",
        "schema": "conflicts",
    }
)
"""The commands as the help lists them, what a newcomer needs first, each with the module that adds it."""


class _InOrder(TyperGroup):
    """Lists the commands in their order; one that is not in it is a fault of the program."""

    def list_commands(self, ctx: Any) -> list[str]:
        order = list(COMMANDS)
        return sorted(self.commands, key=order.index)


app = typer.Typer(
    name="detente",
    cls=_InOrder,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Model a standoff and find what would end it.\n\n"
    "A CONFLICT is a catalogue name (detente catalog) or a path: ./standoff.yaml, ./dossier, "
    "./dossier/2025-10.",
    epilog="Start with: detente brief korea",
)


@app.callback()
def _program() -> None:
    """Keep the program a group of commands, also where one alone has been added."""


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work has come, on standard error and only to a person at a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show(text: str, end: str = "\n", file: TextIO | None = None) -> None:
    """Print a text, without the characters by which a file could steer or confuse a terminal."""
    print(harmless(text), end=end, file=file)


def state_of(conflict: Conflict, text: str) -> State:
    """Return the state that an argument means: the options taken, joined by commas, or a state's name."""
    names = [text] if conflict.graph is not None else [part.strip() for part in text.split(",")]
    return conflict.state(*(part for part in names if part))


def outcome_or_state(conflict: Conflict, text: str) -> State | str:
    """Return what an argument means: an outcome's id, else a state; a word without a dot is no option."""
    return text if text in conflict.outcomes or text.isidentifier() else state_of(conflict, text)


def ids_of(text: str) -> list[str]:
    """Return the ids in an argument, joined by commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def print_json(payload: dict[str, Any]) -> None:
    """Print a result as JSON."""
    print(json.dumps(payload, ensure_ascii=False, indent=2))
