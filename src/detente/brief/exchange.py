"""What became of imported claims, as text for a terminal."""

from __future__ import annotations

from ..evidence.exchange import Imported
from .lines import counted, wrapped

__all__ = ["imported_text"]


def imported_text(found: Imported) -> str:
    """Write how many claims were added, replaced or known, and by name what was decided or changed elsewhere.

    Examples
    --------
    >>> print(imported_text(Imported(("a",), ("b",), ("c", "d"), ("e",), 1, ("c",))))
    1 added, 1 replaced, 2 known; 1 new review.
    replaced: b
    left as they are, for they were changed in the dossier since the export: e
    decided otherwise than before, by the new reviews: c
    """
    numbers = f"{len(found.added)} added, {len(found.replaced)} replaced, {len(found.known)} known"
    lines = [f"{numbers}; {counted(found.reviews, 'new review')}."]
    for what, ids in {
        "replaced": found.replaced,
        "left as they are, for they were changed in the dossier since the export": found.kept,
        "decided otherwise than before, by the new reviews": found.redecided,
    }.items():
        lines += wrapped(f"{what}: {', '.join(ids)}", "  ") if ids else []
    return "\n".join(lines)
