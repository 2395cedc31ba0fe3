"""Proposals as claims of a dossier, to be decided on by a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from ..actors import Actor
from ..claims import Claim, Status
from ..reports import Report
from .proposals import Proposal

__all__ = ["claims_of"]


def claims_of(
    found: Iterable[Proposal], report: Report, actors: Iterable[Actor], taken: Collection[str]
) -> tuple[Claim, ...]:
    """Return the proposals whose speaker is an actor as claims, with ids that are not taken."""
    names = {actor.id: actor.name for actor in actors}
    ids = set(taken)
    claims = []
    for one in found:
        if one.by is None:
            continue
        stem = (
            f"{re.sub(r'[^a-z0-9]+', '-', one.by.lower()).strip('-')}-{one.kind.value}-{report.dated.latest}"
        )
        name = next(n for n in (stem, *(f"{stem}-{k}" for k in range(2, len(ids) + 3))) if n not in ids)
        ids.add(name)
        claims.append(
            Claim(
                name,
                one.by,
                one.to,
                (),
                one.kind,
                f"{names[one.by]}: {one.kind.value}.",
                None,
                None,
                (),
                report.dated,
                report.id,
                one.anchor,
                "F6",
                Status.PROPOSED,
            )
        )
    return tuple(claims)
