"""Running the command line: exit codes, and faults as text or JSON.

Exit codes: 0 all well, 1 a fault in the input, 2 a command that is not understood.
"""

from __future__ import annotations

import sys

from ..brief.payload.shapes import diagnostic_payload
from ..errors import DetenteError, InputError
from . import (
    change,
    coalitions,
    conflicts,
    deals,
    dossiers,
    motives,
    rankings,
    remedies,
    roads,
    robustness,
    ways,
)
from .app import app, print_json, show

__all__ = ["COMMANDS", "main"]

COMMANDS = (
    change,
    coalitions,
    conflicts,
    deals,
    dossiers,
    motives,
    rankings,
    remedies,
    roads,
    robustness,
    ways,
)
"""The modules whose commands the program has; importing them adds the commands."""


def main() -> None:
    """Run the command line."""
    try:
        app()
    except DetenteError as error:
        show_fault(error, as_json="--json" in sys.argv)
        sys.exit(1)


def show_fault(error: DetenteError, as_json: bool) -> None:
    """Show a fault: text on standard error, or one JSON shape on standard output."""
    found = error.diagnostics if isinstance(error, InputError) else ()
    if not as_json:
        show(str(error) if found else f"error: {error}", file=sys.stderr)
        return
    message = "; ".join(one.message for one in found) or str(error)
    diagnostics = [diagnostic_payload(one) for one in found]
    print_json({"error": type(error).__name__, "message": message, "diagnostics": diagnostics})
