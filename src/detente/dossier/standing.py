"""Where things stand, option by option, and whether each party would stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..analysis.explain import Explanation, Move
from ..analysis.stability import Analysis
from ..conflict.conflict import Conflict
from ..conflict.preferences import Line
from ..conflict.states import State
from ..evidence.claims import Stance
from .citing import UsedLine, used_line
from .dependence import HEADLINE
from .dossier import CitedClaim, Dossier

__all__ = ["Holding", "OptionStanding", "holding", "holds_under", "standing_options", "used_lines"]


@dataclass(frozen=True, slots=True)
class OptionStanding:
    """Whether an option is taken today, and the claims that say something of it."""

    dm: str
    option: str
    taken: bool
    claims: tuple[CitedClaim, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """Whether a party would leave the status quo.

    Attributes
    ----------
    stable_under
        The ids of the concepts under which it stays.
    explanation
        Why, under the concept of the headlines.
    best_step
        The best of the moves whose gain nothing takes away; None when it stays.
    """

    dm: str
    stable_under: tuple[str, ...]
    explanation: Explanation
    best_step: Move | None


def standing_options(dossier: Dossier, conflict: Conflict, today: State) -> Iterator[OptionStanding]:
    """Yield how each option stands; nothing in graph form, which has none."""
    current = dossier.told_of(conflict.as_of)
    for dm in conflict.decision_makers:
        for option in dm.options:
            ref = f"{dm.id}.{option.id}"
            taken = ref in today.options
            stance = Stance.TAKEN if taken else Stance.UNSAID
            claims = tuple(cited for cited in current if (ref, stance) in cited.claim.about)
            yield OptionStanding(dm.id, option.id, taken, claims)


def holding(analysis: Analysis, dm: str, today: State) -> Holding:
    """Say whether a party stays, under which concepts, and what it would do."""
    stable = tuple(c for c in analysis.concepts if today in analysis.stable(c, dm))
    explanation = analysis.explain(today, dm, HEADLINE)
    best = explanation.unanswered[0].move if explanation.unanswered else None
    return Holding(dm, stable, explanation, best)


def holds_under(analysis: Analysis, state: State) -> tuple[str, ...]:
    """Return the ids of the concepts under which nobody leaves a state."""
    return tuple(concept for concept in analysis.concepts if state in analysis.equilibria(concept))


def used_lines(dossier: Dossier, holdings: Iterable[Holding]) -> Iterator[UsedLine]:
    """Yield the lines on which the status quo holds or does not, each once."""
    seen: set[tuple[str, Line]] = set()
    for one in holdings:
        explanation = one.explanation
        lines = [improvement.because for improvement in explanation.improvements]
        lines += [i.answer.because for i in explanation.improvements if i.answer is not None]
        lines += [declined.because for declined in explanation.declined]
        for line in lines:
            if line is not None and (one.dm, line) not in seen:
                seen.add((one.dm, line))
                yield used_line(dossier, one.dm, line)
