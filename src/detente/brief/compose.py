"""The brief of an assessment as a document: which sections there are, and in which order."""

from __future__ import annotations

from ..analysis.words import uncapitalised
from ..dossier.assessment import Assessment
from .bottom_line import bottom_line
from .change import change_section
from .chronology import chronology_section
from .deals import deals_section
from .document import Document
from .holding import holding_section
from .ledger import ledger_section
from .left_out import left_out_section
from .mind import mind_section
from .needs import needs_section
from .phrases import day_text
from .sources import sources_section
from .sureness import sureness_section
from .theory import theory_section
from .wants import wants_section
from .watch import watch_section
from .ways_out import ways_out_section

__all__ = ["document_of"]

_SECTIONS = (
    bottom_line,
    chronology_section,
    wants_section,
    ledger_section,
    watch_section,
    holding_section,
    mind_section,
    deals_section,
    ways_out_section,
    needs_section,
    left_out_section,
    change_section,
    sureness_section,
)
"""The questions in the order in which they are answered; one without an answer is left out."""


def document_of(assessment: Assessment) -> Document:
    """Return the brief of one snapshot: plain words first, the tables of the theory last."""
    sections = tuple(found for build in _SECTIONS if (found := build(assessment)) is not None)
    title, subtitle = _titles(assessment)
    lead = (
        "What follows from stated assumptions, not a prophecy. [id] names a claim of the dossier; "
        "(reported), (inferred) and (assumed) say on what a line of the model rests."
    )
    sources = sources_section(assessment, sections)
    return Document(title, subtitle, lead, (*sections, sources, theory_section(assessment)))


def _titles(assessment: Assessment) -> tuple[str, str]:
    conflict, dossier = assessment.conflict, assessment.dossier.evidence.title
    title = conflict.title or assessment.snapshot
    day = f"as of {day_text(conflict.as_of)}" if conflict.as_of else ""
    return (title if title == dossier else f"{dossier}: {uncapitalised(title)}"), day
