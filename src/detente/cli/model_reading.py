"""Reading by a language model: what would be sent is shown, and a person says yes, before anything is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..brief.payload.reading import model_payload, reading_payload
from ..brief.reading import Read, reading_text
from ..brief.sending import plan_text, used_text
from ..diagnostics import Diagnostic
from ..errors import InputError
from ..evidence.actors import Actor
from ..evidence.reading.model import check_installed, key_from, read_with_model
from ..evidence.reading.model_plan import Caps, Plan, plan
from ..evidence.reading.proposals import Reading
from .app import print_json, progress, show

__all__ = ["read_by_model"]


def read_by_model(
    texts: Sequence[tuple[Path, str]],
    actors: Sequence[Actor],
    model: str | None,
    address: str | None,
    key_variable: str | None,
    caps: tuple[int | None, float | None, float | None, float | None],
    yes: bool,
    as_json: bool,
) -> None:
    """Show what would be sent; when a person agrees, send it, and print what came back."""
    if model is None or address is None:
        message = "a language model needs both --model and --address; nothing was sent"
        raise InputError(Diagnostic("no-model", message, "give both, or none of its options"))
    check_installed()
    tokens, cost, price_in, price_out = caps
    limits = Caps(Caps().tokens if tokens is None else tokens, cost, price_in, price_out)
    reports = [(str(path), text) for path, text in texts]
    wanted, key = plan(address, model, reports, actors, limits), key_from(key_variable)
    _agreed(wanted, key is not None, yes)
    with progress("the model reads") as seen:
        reading = read_with_model(wanted, key, seen)
    read = [
        Read.of(path, text, Reading(found))
        for (path, text), found in zip(texts, reading.proposals, strict=True)
    ]
    if as_json:
        print_json({**reading_payload(read), **model_payload(wanted, reading)})
    else:
        show(reading_text(read, by=f"the language model {model}"))
        show(used_text(reading))


def _agreed(wanted: Plan, with_key: bool, yes: bool) -> None:
    """Return when a person wants this to be sent.

    Raises
    ------
    InputError
        When nobody says so.
    """
    show(plan_text(wanted, with_key), file=sys.stderr)
    if yes:
        return
    if not sys.stdin.isatty():
        message = "nothing was sent: nobody is at a terminal to say yes"
        raise InputError(Diagnostic("not-agreed", message, "if this is what you want to send, add --yes"))
    show("Send this? [y/N] ", end="", file=sys.stderr)
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise InputError(Diagnostic("not-agreed", "nothing was sent", "say y to send it"))
