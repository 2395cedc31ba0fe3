"""The least change of rankings as text for 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..analysis.least_change import LeastChange, NewRanking, PairChange, Tiers
from ..analysis.words import joined, move_in_words, state_in_words
from ..conflict.states import State
from .lines import wrapped
from .phrases import names

__all__ = ["least_change_text"]

_SHOWN = 12
"""So many lines of a ranking's change are written; more are counted."""


def least_change_text(found: LeastChange) -> str:
    """Write the least change of rankings, or why there is none."""
    return "\n".join(
        [*_head(found), "", *(_none(found) if found.state is None else _change(found, found.state))]
    )


def _head(found: LeastChange) -> Iterator[str]:
    number = len(found.target)
    what = _described(found, found.target[0]) if number == 1 else f"one of {number:,} states"
    everybody = len(found.stable_for) == len(found.conflict.decision_makers)
    goal = "an equilibrium" if everybody else f"stable for {_names(found, found.stable_for)}"
    yield from wrapped(f"To be {goal} under {joined(found.concepts)}: {what}.")
    yield from wrapped(f"Who may come to think otherwise: {_names(found, found.who)}.")


def _change(found: LeastChange, state: State) -> Iterator[str]:
    if not found.rankings:
        yield from wrapped(f"Nothing need change: {_described(found, state)}. That is so as it is.")
        return
    if len(found.target) > 1:
        yield from wrapped(f"Nearest to it is: {_described(found, state)}.")
    if found.proved:
        yield from wrapped(f"The least change has the distance {found.distance:,}; none is smaller:")
    else:
        yield from wrapped(
            f"The search was stopped. The best change found has the distance {found.distance:,}; "
            f"none smaller than {found.at_least:,} will do:"
        )
    for ranking in found.rankings:
        yield ""
        yield f"{_names(found, [ranking.dm])} (distance {ranking.distance:,})"
        lines = list(_thinks(ranking))
        for line in lines[:_SHOWN]:
            yield from wrapped(f"- {line}.", "  ")
        if len(lines) > _SHOWN:
            yield f"… and {len(lines) - _SHOWN:,} more."
        yield from wrapped(f"Its ranking now:  {_tiers(ranking.before)}", "  ")
        yield from wrapped(f"It would then be: {_tiers(ranking.now)}", "  ")
    yield ""
    yield from wrapped(
        "The distance counts 2 for each pair of states that is reversed, and 1 for each tie that comes or "
        "goes (Kemeny & Snell 1962)."
    )


def _thinks(ranking: NewRanking) -> Iterator[str]:
    """Yield what a party would think otherwise, for each of the states that most pairs have in common."""
    number = Counter(state for pair in ranking.pairs for state in (pair.first, pair.second))
    groups: dict[tuple[State, int], list[str]] = {}
    for one in ranking.pairs:
        pair = one if number[one.first] >= number[one.second] else _turned(one)
        groups.setdefault((pair.first, pair.now), []).append(str(pair.second))
    verb = {1: "finds {} better than {}", 0: "finds {} as good as {}", -1: "finds {} worse than {}"}
    for (state, now), others in groups.items():
        yield verb[now].format(state, joined(others))


def _turned(pair: PairChange) -> PairChange:
    return PairChange(pair.second, pair.first, -pair.before, -pair.now)


def _none(found: LeastChange) -> Iterator[str]:
    """Say that nothing was found, or that nothing will do and why."""
    if not found.proved:
        yield from wrapped("The search was stopped before any change was found; there may be one.")
        return
    yield from wrapped("No change of these rankings will do. That is proved.")
    unanswered = "" if found.concepts == ("nash",) else ", and nobody can answer it"
    for one in found.barred:
        target = f"From {one.target}: " if len(found.target) > 1 else ""
        move = move_in_words(found.conflict, one.move)
        yield from wrapped(f"- {target}{move}: a gain{unanswered}, whatever these rankings are.", "  ")
    if found.barred and len({one.target for one in found.barred}) < len(found.target):
        yield "The other states are out as well."
    if not found.barred:
        fixed = [dm for dm in found.stable_for if dm not in found.who]
        yield from wrapped(
            f"Each gain of {_names(found, fixed)} could be answered by itself, but not all that is needed at "
            "once."
        )


def _described(found: LeastChange, state: State) -> str:
    words = "; ".join(state_in_words(found.conflict, state)) or "nothing is done"
    return f"{state} ({words})" if state.name is not None and state.description else words


def _names(found: LeastChange, dms: Sequence[str]) -> str:
    return names(found.conflict, dms) if dms else "nobody"


def _tiers(tiers: Tiers) -> str:
    return " > ".join(" ~ ".join(map(str, tier)) for tier in tiers)
