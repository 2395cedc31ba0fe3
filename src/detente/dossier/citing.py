"""Lines of a model with the claims for and against them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..conflict.preferences import Line
from .dossier import CitedClaim, Dossier

__all__ = ["UsedLine", "cited", "used_line"]


@dataclass(frozen=True, slots=True)
class UsedLine:
    """A line of the model that an answer uses, with the claims for and against it.

    ``target`` is the decision maker whose list holds it, or ``infeasible``.
    """

    target: str
    line: Line
    because: tuple[CitedClaim, ...]
    against: tuple[CitedClaim, ...]


def used_line(dossier: Dossier, target: str, line: Line) -> UsedLine:
    """Return a line with its claims, as far as the dossier holds them and they were not rejected."""
    return UsedLine(target, line, cited(dossier, line.because), cited(dossier, line.against))


def cited(dossier: Dossier, claims: Iterable[str]) -> tuple[CitedClaim, ...]:
    """Return the claims of these ids that may be cited."""
    citable = dossier.citable
    return tuple(citable[claim] for claim in claims if claim in citable)
