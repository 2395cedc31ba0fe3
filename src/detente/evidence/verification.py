"""Which claims still stand on the words that they were taken from."""

from __future__ import annotations

from collections.abc import Iterable

from .anchors import AnchorState, verify
from .claims import Claim
from .library import TextStore
from .reports import Report

__all__ = ["verify_claims"]


def verify_claims(
    claims: Iterable[Claim], reports: Iterable[Report], store: TextStore
) -> tuple[tuple[Claim, AnchorState], ...]:
    """Return each claim with the state of its anchor in the stored text of its report.

    Parameters
    ----------
    claims, reports
        Claims, and the reports that they name.
    store
        The texts at hand.

    Raises
    ------
    KeyError
        When a claim names a report that is not among the reports.
    FileError
        When a stored text cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> from .folder import read_evidence
    >>> evidence = read_evidence(Path(__file__).parents[1] / "catalog" / "korea")
    >>> states = verify_claims(evidence.claims, evidence.reports, TextStore(Path("no-texts-here")))
    >>> {state.value for claim, state in states}
    {'text not at hand'}
    """
    digests = {report.id: report.digest for report in reports}
    texts: dict[str, str | None] = {}
    states = []
    for claim in claims:
        key = digests[claim.report]
        if key not in texts:
            texts[key] = store.get(key)
        state = verify(claim.anchor, texts[key])
        if state is AnchorState.NO_TEXT and store.differs(key):
            state = AnchorState.DIFFERS
        states.append((claim, state))
    return tuple(states)
