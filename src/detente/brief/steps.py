"""Steps of a road in words: what is done, what is at risk, what changes from there on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..analysis.exposure import Exposed
from ..analysis.roads import Road, RoadStep
from ..analysis.words import joined, move_in_words, options_in_words
from ..conflict.conflict import Conflict
from ..conflict.edits import Edit
from ..conflict.preferences import Prioritised
from ..conflict.states import State
from .document import Grounds, Text
from .phrases import line_text, name_of, names, text

__all__ = [
    "at_risk",
    "done_in_words",
    "edit_text",
    "height",
    "most_at_risk",
    "outcome_names",
    "risk_text",
    "step_in_words",
]


def done_in_words(conflict: Conflict, movers: Sequence[str], origin: State, target: State) -> str:
    """Write what some parties do at once; in graph form, who moves from which state to which."""
    if conflict.graph is not None:
        return f"{names(conflict, movers)} {'move' if len(movers) > 1 else 'moves'} from {origin} to {target}"
    together = "together: " if len(movers) > 1 else ""
    before, after = origin.options, target.options
    return together + "; ".join(options_in_words(conflict, after - before, before - after))


def step_in_words(conflict: Conflict, step: RoadStep) -> str:
    """Write what is done in a step of a road."""
    return done_in_words(conflict, step.movers, step.origin, step.target)


def outcome_names(conflict: Conflict, outcomes: tuple[str, ...], word: str = "and") -> str:
    """Join what some outcomes are called."""
    return joined([conflict.outcomes[one].name for one in outcomes], word)


def height(one: Exposed) -> str:
    """Write how high up lies what is at risk: "line 2 of 5", or "3 of 8 tiers" of a ranking."""
    if one.line is not None:
        return f"line {one.place} of {one.of}"
    return f"{one.place} of {one.of} tiers"


def risk_text(conflict: Conflict, one: Exposed) -> Text:
    """Write what a party risks, and how it could come about."""
    return text(at_risk(conflict, one), ". ", _how(conflict, one), ".")


def at_risk(conflict: Conflict, one: Exposed) -> Text:
    """Write what a party risks, without a full stop."""
    risk, preference = f"{name_of(conflict, one.dm)} risks {height(one)}", conflict.preferences[one.dm]
    if one.line is not None:
        return text(f"{risk}: ", line_text(one.line, one.dm))
    if isinstance(preference, Prioritised):
        return (risk,)
    return text(f"{risk} ", Grounds(preference.basis, preference.because))


def _how(conflict: Conflict, one: Exposed) -> str:
    if not one.moves:
        return "It is so at once"
    return "; then ".join(move_in_words(conflict, move) for move in one.moves)


def most_at_risk(road: Road, steps: Iterable[RoadStep]) -> Exposed | None:
    """Return the largest share that counts after some steps of a road; None where nothing is at risk."""
    counted = [one for step in steps for one in step.exposed if one.dm in road.counted]
    return max(counted, key=lambda one: one.share, default=None)


def edit_text(edit: Edit) -> Text:
    """Write what changes in the list of a party, and on what that rests."""
    return text(edit.says or str(edit), " ", Grounds(edit.basis, edit.because, edit.against))
