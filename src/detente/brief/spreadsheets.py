"""Tables to open in a spreadsheet: claims and equilibria as CSV.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and runs it; such a
cell gets an apostrophe in front, so that words of a report stay words.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..analysis.stability import Analysis
from ..dossier.dossier import Dossier

__all__ = ["claims_csv", "equilibria_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_CLAIM = ("id", "by", "via", "to", "kind", "says", "if", "then", "about", "said_on", "report", "grade")


def claims_csv(dossier: Dossier) -> str:
    """Write the claims of a dossier, a row each, with whether their words were found and what they are."""
    names = {actor.id: actor.name for actor in dossier.evidence.actors}
    rows: list[Iterable[object]] = [(*_CLAIM, "status", "anchor", "words")]
    for cited in dossier.claims.values():
        claim = cited.claim
        rows.append(
            (
                claim.id,
                cited.by.name,
                "; ".join(actor.name for actor in cited.via),
                names[claim.to] if claim.to else "",
                claim.kind.value,
                claim.says,
                claim.condition or "",
                claim.consequence or "",
                "; ".join(f"{option} {stance.value}" for option, stance in claim.about),
                claim.said_on,
                claim.report,
                claim.grade,
                claim.status.value,
                cited.state.value,
                cited.words or "",
            )
        )
    return _written(rows)


def equilibria_csv(analysis: Analysis, concept: str) -> str:
    """Write the equilibria under a concept, a row each and a column an option: 1 where it is taken.

    Raises
    ------
    NotAnalysed
        If the analysis does not hold the concept.

    Examples
    --------
    >>> from ..analysis.stability import analyse
    >>> from ..conflict.conflict import Conflict
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x"], "B": ["y iff A.x"]})
    >>> print(equilibria_csv(analyse(c), "nash"), end="")
    code,A.x,B.y
    3,1,1
    """
    found, refs = analysis.equilibria(concept), analysis.conflict.space.refs
    if analysis.conflict.graph is not None:
        return _written([("state", "description"), *((one.name, one.description) for one in found)])
    header = ("code", *refs)
    return _written([header, *((code, *_bits(code, len(refs))) for code in found.codes.tolist())])


def _bits(code: int, number: int) -> list[int]:
    return [code >> bit & 1 for bit in range(number)]


def _written(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
