"""Running the command line: exit codes, and faults as text or JSON.

Exit codes: 0 all well, 1 a fault in the input, 2 a command that is not understood.
"""

from __future__ import annotations

import importlib
import sys

from ..errors import DetenteError, InputError
from .app import COMMANDS, app, print_json, show

__all__ = ["main", "register"]


def main() -> None:
    """Run the command line."""
    register(sys.argv[1] if len(sys.argv) > 1 else "")
    try:
        app()
    except DetenteError as error:
        show_fault(error, as_json="--json" in sys.argv)
        sys.exit(1)


def register(command: str = "") -> None:
    """Add a command to the program, or all of them: importing its module does.

    Each command needs other parts of detente; importing all of them would take longer than many a command.
    """
    for module in {COMMANDS[command]} if command in COMMANDS else sorted(set(COMMANDS.values())):
        importlib.import_module(f"{__package__}.{module}")


def show_fault(error: DetenteError, as_json: bool) -> None:
    """Show a fault: text on standard error, or one JSON shape on standard output."""
    found = error.diagnostics if isinstance(error, InputError) else ()
    if not as_json:
        show(str(error) if found else f"error: {error}", file=sys.stderr)
        return
    from ..brief.payload.shapes import diagnostic_payload  # here, for few commands end so

    message = "; ".join(one.message for one in found) or str(error)
    diagnostics = [diagnostic_payload(one) for one in found]
    print_json({"error": type(error).__name__, "message": message, "diagnostics": diagnostics})
