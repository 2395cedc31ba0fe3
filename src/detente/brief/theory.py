"""The tables of the theory, for those who want to check the mathematics."""

from __future__ import annotations

from ..analysis.concepts import CONCEPTS
from ..dossier.assessment import Assessment
from ..dossier.dependence import HEADLINE
from .document import Block, Item, Items, Paragraph, Section, Table, Text
from .phrases import name_of

__all__ = ["theory_section"]


def theory_section(assessment: Assessment) -> Section:
    """Give the numbers of states behind the answers, under each solution concept."""
    analysis = assessment.analysis
    blocks: list[Block] = [
        Paragraph(
            (
                f"Feasible states: {len(assessment.conflict.states):,}. The answers above are those under "
                f"{HEADLINE}.",
            )
        ),
        _equilibria(assessment),
    ]
    if assessment.outcomes:
        rows = tuple(
            (
                (one.outcome.id,),
                (f"{one.states:,}",),
                *((f"{one.held[concept]:,}",) for concept in analysis.concepts),
            )
            for one in assessment.outcomes
        )
        head = ("outcome", "states", *analysis.concepts)
        blocks.append(Table("Equilibria in each outcome, by solution concept", head, rows, numbers=True))
    glosses = (
        f"{one}: a state is stable for a party when {CONCEPTS[one].gloss}." for one in analysis.concepts
    )
    blocks.append(Items(tuple(Item((gloss,)) for gloss in glosses)))
    return Section("theory", "The tables of the theory", tuple(blocks), theory=True)


def _equilibria(assessment: Assessment) -> Table:
    rows = []
    for concept in assessment.analysis.concepts:
        stays = [one.dm for one in assessment.holdings if concept in one.stable_under]
        names = [name_of(assessment.conflict, dm) for dm in stays]
        shown: Text = ("all" if len(stays) == len(assessment.holdings) else ", ".join(names) or "nobody",)
        rows.append(((concept,), (f"{len(assessment.analysis.equilibria(concept)):,}",), shown))
    return Table(
        "Equilibria, by solution concept", ("concept", "equilibria", "status quo stable for"), tuple(rows)
    )
