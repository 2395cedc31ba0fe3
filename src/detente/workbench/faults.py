"""Every refusal in one shape: ``{"error", "message", "diagnostics"}``, as the commands have it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..brief.payload.shapes import Payload, diagnostic_payload
from ..conflict.asked import EditFault
from ..diagnostics import Diagnostic
from ..errors import DetenteError, InputError

__all__ = ["Refused", "answer_to", "inside", "refusal", "without_folder"]

_CHANGED = frozenset({"changed-on-disk", "changed-since", "already-there"})
"""Codes of faults that say that somebody else was quicker."""

_ABSENT = frozenset({"unknown-conflict", "unknown-report", "not-found"})


class Refused(Exception):  # noqa: N818 - reads as a sentence: raise Refused
    """A request is refused.

    Attributes
    ----------
    status
        The status of the answer.
    body
        The answer.
    """

    def __init__(self, status: int, body: Payload) -> None:
        super().__init__(body["message"])
        self.status, self.body = status, body

    @classmethod
    def of_edits(cls, faults: Iterable[EditFault]) -> Refused:
        """Refuse edits that do not fit; each diagnostic says with which edit."""
        found = list(faults)
        body = refusal("InputError", [one.diagnostic for one in found])
        for one, diagnostic in zip(found, body["diagnostics"], strict=True):
            diagnostic["edit"] = one.edit
        return cls(400, body)


def refusal(error: str, diagnostics: Iterable[Diagnostic], message: str = "") -> Payload:
    """Return the one shape."""
    found = list(diagnostics)
    return {
        "error": error,
        "message": message or "; ".join(one.message for one in found),
        "diagnostics": [diagnostic_payload(one) for one in found],
    }


def answer_to(error: DetenteError) -> tuple[int, Payload]:
    """Return the status of a fault, and how it is told."""
    if not isinstance(error, InputError):
        return 400, refusal(type(error).__name__, (), str(error))
    codes = {one.code for one in error.diagnostics}
    status = 409 if codes & _CHANGED else 404 if codes & _ABSENT else 400
    return status, refusal(type(error).__name__, error.diagnostics)


def without_folder(body: Payload, folder: Path) -> Payload:
    """Return a refusal in which files are named from the folder of the dossier on, never from the root."""
    return {
        **body,
        "message": _told(body["message"], folder),
        "diagnostics": [inside(one, folder) for one in body["diagnostics"]],
    }


def inside(diagnostic: Payload, folder: Path) -> Payload:
    """Return a diagnostic in which files are named from the folder of the dossier on."""
    return {
        key: _told(value, folder) if key in ("file", "message", "cure") else value
        for key, value in diagnostic.items()
    }


def _told(text: str | None, folder: Path) -> str | None:
    if text is None:
        return None
    for one in sorted({str(folder), str(folder.resolve())}, key=len, reverse=True):
        text = text.replace(f"{one}/", "").replace(one, folder.name)
    return text
