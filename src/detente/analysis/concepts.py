"""The registry of solution concepts: ids, names, what they mean, where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..conflict.options import closest
from ..diagnostics import Diagnostic
from ..engine.equation import Concept
from ..errors import UnknownName

__all__ = ["CONCEPTS", "SolutionConcept", "concept_called", "flags"]


@dataclass(frozen=True, slots=True)
class SolutionConcept:
    """A solution concept: when a state is stable for a decision maker.

    Attributes
    ----------
    id, name
        How commands and papers call it.
    flag
        Its bit in the engine's arrays.
    gloss
        What it means, in plain words, for "a state is stable for a party when …".
    source
        The paper that introduced it.
    """

    id: str
    name: str
    flag: Concept
    gloss: str
    source: str


_ALL = (
    SolutionConcept(
        "nash",
        "Nash stability",
        Concept.NASH,
        "it cannot do better by a move of its own",
        "Nash (1950), doi:10.1073/pnas.36.1.48",
    ),
    SolutionConcept(
        "gmr",
        "general metarationality",
        Concept.GMR,
        "whatever it could gain, the others can answer, even at a cost to themselves, "
        "so that it ends no better",
        "Howard (1971), Paradoxes of Rationality",
    ),
    SolutionConcept(
        "smr",
        "symmetric metarationality",
        Concept.SMR,
        "the others can answer any gain as in gmr, and no further move of its own helps it then",
        "Howard (1971), Paradoxes of Rationality",
    ),
    SolutionConcept(
        "seq",
        "sequential stability",
        Concept.SEQ,
        "whatever it could gain, the others can answer by steps that are each good for who takes them, "
        "so that it ends no better",
        "Fraser & Hipel (1979), IEEE Transactions on Systems, Man, and Cybernetics 9(12)",
    ),
    SolutionConcept(
        "sseq",
        "symmetric sequential stability",
        Concept.SSEQ,
        "the others can answer any gain as in seq, and no further move of its own helps it then",
        "Rêgo & Vieira (2017), Group Decision and Negotiation 26",
    ),
)

CONCEPTS: Mapping[str, SolutionConcept] = MappingProxyType({concept.id: concept for concept in _ALL})
"""All concepts by id, in the order in which they are shown."""


def concept_called(concept: str) -> SolutionConcept:
    """Return a concept by its id.

    Raises
    ------
    UnknownName
        If there is none of that id.
    """
    if concept not in CONCEPTS:
        message = f"there is no solution concept {concept!r}"
        raise UnknownName(Diagnostic("unknown-concept", message, closest(concept, CONCEPTS)))
    return CONCEPTS[concept]


def flags(concepts: Iterable[str]) -> Concept:
    """Return the bits of some concepts, or-ed together.

    >>> flags(["nash", "seq"])
    <Concept.NASH|SEQ: 9>
    """
    result = Concept(0)
    for concept in concepts:
        result |= concept_called(concept).flag
    return result
