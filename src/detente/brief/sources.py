"""What a brief rests on: the claims that it cites, and those of the day that it does not need."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.words import joined
from ..dossier.assessment import Assessment
from ..dossier.dossier import CitedClaim
from ..evidence.anchors import AnchorState
from .document import Block, Note, Section, Source, Sources, Subheading, cited_claims
from .phrases import interval_text

__all__ = ["source_of", "sources_section"]


def sources_section(assessment: Assessment, sections: Iterable[Section]) -> Section:
    """List the claims that some sections cite, and then what is reported besides."""
    cited = frozenset(claim for section in sections for claim in cited_claims(section))
    used = assessment.cited(cited)
    day = assessment.conflict.as_of
    others = tuple(one for one in assessment.dossier.known_on(day) if one.claim.id not in cited)
    blocks: list[Block] = []
    if used:
        blocks.append(Sources(tuple(source_of(one) for one in used)))
    else:
        blocks.append(Note(_nothing(assessment)))
    if others:
        blocks += [
            Subheading("Also reported, and not used above"),
            Sources(tuple(source_of(one) for one in others)),
        ]
    if any(one.state is AnchorState.NO_TEXT for one in (*used, *others)):
        blocks.append(
            Note(
                "The texts of the reports are not at hand, so the claims stand in our own words. To see and "
                "verify the words: make brief REPORTS=FOLDER, or detente add FOLDER --dossier NAME."
            )
        )
    if waiting := len(assessment.dossier.proposed):
        claims = "1 claim is" if waiting == 1 else f"{waiting} claims are"
        blocks.append(Note(f"{claims} only proposed, and counted for nothing here: see detente review."))
    return Section("sources", "What this rests on", tuple(blocks))


def _nothing(assessment: Assessment) -> str:
    named = any(line.line.because or line.line.against for line in assessment.lines)
    if named:
        return "The lines of the model name claims, and there are no such claims here: they stand unproved."
    return "The model stands on its own: no claims are given for its lines."


def source_of(cited: CitedClaim) -> Source:
    """Return a claim with who says it, when and where."""
    claim = cited.claim
    outlet = cited.report.outlet or "unknown outlet"
    via = f", by way of {joined([actor.name for actor in cited.via])}" if cited.via else ""
    origin = f"{cited.by.name}{via}, {interval_text(claim.said_on)}; {outlet}; {claim.grade}"
    return Source(claim.id, claim.says, origin, cited.state.value, cited.words)
