"""How each outcome stands: in how many of its states nobody would leave, and on which terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..analysis.concepts import CONCEPTS
from ..analysis.explain import Move
from ..analysis.shares import least_costly
from ..analysis.stability import Analysis
from ..analysis.terms import HEADLINE, Spared, Terms, spared, terms_of
from ..conflict.content import Outcome
from ..conflict.states import State
from .change import moves_between
from .citing import cited
from .dossier import CitedClaim, Dossier

__all__ = ["OutcomeStanding", "outcome_standing"]


@dataclass(frozen=True, slots=True)
class OutcomeStanding:
    """How an outcome stands: in how many of its states nobody would leave, and one that asks for little.

    Attributes
    ----------
    states
        How many states the outcome has.
    held
        How many of these are equilibria, by concept.
    example
        An equilibrium under the concept of the headlines with the fewest parties worse off than today and
        then the fewest changes; None when there is none.
    changes
        What differs from today in the example, as one move a party.
    worse_off
        The parties for whom the example is worse than today.
    is_today
        Whether the example is the status quo itself.
    terms
        What differs from today wherever the outcome holds.
    spared
        What other outcomes bring or ask for and this one can hold without.
    because, against
        What the sources say of it: claims by which it may come about, and by which not.
    """

    outcome: Outcome
    states: int
    held: Mapping[str, int]
    example: State | None
    changes: tuple[Move, ...]
    worse_off: tuple[str, ...]
    is_today: bool
    terms: Terms
    spared: Spared
    because: tuple[CitedClaim, ...]
    against: tuple[CitedClaim, ...]

    @property
    def is_free(self) -> bool:
        """Whether it would hold, is not there yet, hangs on no fixed terms, and leaves nobody out."""
        free = self.terms.holds and not self.terms.refs and not self.is_today
        return free and not self.outcome.leaves_out


def outcome_standing(dossier: Dossier, analysis: Analysis, today: State, outcome: Outcome) -> OutcomeStanding:
    """Say how an outcome stands; the analysis holds all concepts."""
    because, against = cited(dossier, outcome.because), cited(dossier, outcome.against)
    conflict = analysis.conflict
    inside = conflict.find(outcome.id)
    held = {concept: inside & analysis.equilibria(concept) for concept in CONCEPTS}
    counts = MappingProxyType({concept: len(states) for concept, states in held.items()})
    holding = held[HEADLINE]
    without = spared(analysis, outcome)
    if not len(holding):
        none = Terms(holds=False)
        return OutcomeStanding(
            outcome, len(inside), counts, None, (), (), False, none, without, because, against
        )
    example = least_costly(conflict, today, holding.codes)
    losers = tuple(
        dm.id
        for row, dm in zip(conflict.ranks, conflict.decision_makers, strict=True)
        if row[example.code] < row[today.code]
    )
    return OutcomeStanding(
        outcome,
        len(inside),
        counts,
        example,
        tuple(moves_between(conflict, today, example)),
        losers,
        example == today,
        terms_of(conflict, inside, holding),
        without,
        because,
        against,
    )
