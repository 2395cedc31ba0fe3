"""The program, and what its commands share."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

__all__ = ["Json", "app", "print_json"]

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

app = typer.Typer(
    name="detente",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Model a standoff and find what would end it.\n\n"
    "A CONFLICT is a catalogue name (detente catalog) or a path: ./standoff.yaml, ./dossier, "
    "./dossier/2025-10.",
    epilog="Start with: detente brief korea",
)


def print_json(payload: dict[str, Any]) -> None:
    """Print a result as JSON."""
    print(json.dumps(payload, ensure_ascii=False, indent=2))
