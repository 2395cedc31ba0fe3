"""The evidence in the folder of a dossier: its header, its reports, its claims and their reviews."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..diagnostics import Diagnostic
from ..errors import InputError
from ..files.disk import read_text
from .actors import Actor
from .claims import Claim, Status, condition_faults, read_claims
from .header import Header, read_header
from .reports import Report, read_reports
from .reviews import Review, decided, read_reviews
from .texts import normalise

__all__ = ["Evidence", "read_evidence"]

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the reporting says: the title of the dossier, its actors, reports and claims.

    The claims have the status that the latest review of each gives it.
    """

    title: str
    actors: tuple[Actor, ...]
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    reviews: tuple[Review, ...] = ()


def read_evidence(folder: Path) -> Evidence:
    """Return the evidence in the folder of a dossier.

    ``dossier.yaml`` must be there; a folder without ``reports.yaml``, ``claims.jsonl`` or ``reviews.jsonl``
    has no reports, claims or reviews.

    Raises
    ------
    InputError
        With all the faults of all four files at once.

    Examples
    --------
    >>> evidence = read_evidence(Path(__file__).parents[1] / "catalog" / "korea")
    >>> evidence.title
    'The Korean standoff'
    >>> next(claim.by for claim in evidence.claims if claim.id == "trump-invites")
    'trump'
    """
    faults: list[Diagnostic] = []
    header = _attempt(faults, lambda: _header(folder / "dossier.yaml"))
    reports = _attempt(faults, lambda: _reports(folder / "reports.yaml"))
    actor_ids = tuple(actor.id for actor in header.actors) if header else None
    report_ids = tuple(report.id for report in reports) if reports is not None else None
    claims = _attempt(faults, lambda: _claims(folder / "claims.jsonl", actor_ids, report_ids))
    claim_ids = tuple(claim.id for claim in claims) if claims is not None else None
    reviews = _attempt(faults, lambda: _reviews(folder / "reviews.jsonl", claim_ids))
    if header is None or reports is None or claims is None or reviews is None:
        raise InputError(faults)
    verdicts = {claim_id: review.status for claim_id, review in decided(reviews).items()}
    judged = tuple(
        replace(claim, status=verdicts[claim.id]) if claim.id in verdicts else claim for claim in claims
    )
    accepted = (claim for claim in judged if claim.status is Status.ACCEPTED)
    if open_ones := [fault for claim in accepted for fault in condition_faults(claim)]:
        raise InputError(open_ones)
    return Evidence(header.title, header.actors, reports, judged, reviews)


def _attempt(faults: list[Diagnostic], read: Callable[[], _Found]) -> _Found | None:
    try:
        return read()
    except InputError as error:
        faults.extend(error.diagnostics)
        return None


def _header(path: Path) -> Header:
    return read_header(normalise(read_text(path)), str(path))


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)  # says no where Path.exists would raise


def _reports(path: Path) -> tuple[Report, ...]:
    return read_reports(normalise(read_text(path)), str(path)) if _is_there(path) else ()


def _claims(path: Path, actors: Collection[str] | None, reports: Collection[str] | None) -> tuple[Claim, ...]:
    if not _is_there(path):
        return ()
    text = normalise(read_text(path))
    return read_claims(text, str(path), actors=actors, reports=reports)


def _reviews(path: Path, claims: Collection[str] | None) -> tuple[Review, ...]:
    return read_reviews(normalise(read_text(path)), str(path), claims=claims) if _is_there(path) else ()
