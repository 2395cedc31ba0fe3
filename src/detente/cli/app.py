"""The program: its commands, its exit codes, and how faults are shown.

Exit codes: 0 all well, 1 a fault in the input, 2 a command that is not understood.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from ..brief.payload import diagnostic_payload
from ..errors import DetenteError, InputError

__all__ = ["Json", "app", "main", "print_json"]

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


def main() -> None:
    """Run the command line."""
    from . import conflicts, dossiers

    conflicts.register(app)
    dossiers.register(app)
    try:
        app()
    except DetenteError as error:
        show_fault(error, as_json="--json" in sys.argv)
        sys.exit(1)


def show_fault(error: DetenteError, as_json: bool) -> None:
    """Show a fault: text on standard error, or one JSON shape on standard output."""
    if not as_json:
        print(f"error: {error}" if not isinstance(error, InputError) else str(error), file=sys.stderr)
        return
    diagnostics = (
        [diagnostic_payload(one) for one in error.diagnostics] if isinstance(error, InputError) else []
    )
    print_json({"error": type(error).__name__, "message": str(error), "diagnostics": diagnostics})


def print_json(payload: dict[str, Any]) -> None:
    """Print a result as JSON."""
    print(json.dumps(payload, ensure_ascii=False, indent=2))
