"""Who could leave a state together, as text for 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.coalitions import COALITION_CONCEPTS, CoalitionAnalysis
from ..analysis.jumps import JumpCounts, Leaver, Leaving
from ..analysis.words import options_in_words, state_in_words
from ..conflict.conflict import Conflict
from ..conflict.states import State
from .lines import wrapped
from .phrases import names
from .tables import table

__all__ = ["coalitions_text"]


def coalitions_text(
    leaving: Leaving, listed: int, counts: JumpCounts | None = None, stable: CoalitionAnalysis | None = None
) -> str:
    """Write who could leave a state together, and to what.

    Parameters
    ----------
    leaving
        The answer for one state.
    listed
        How many of the best states of each coalition are written out.
    counts
        The jumps between all equilibria, to be told after it.
    stable
        How many states are stable for each coalition, to be told last.
    """
    blocks = [_head(leaving), _leavers(leaving, listed)]
    if counts is not None:
        blocks.append(_counts(counts, listed))
    if stable is not None:
        blocks.append(_stable(stable))
    return "\n\n".join("\n".join(block) for block in blocks)


def _head(leaving: Leaving) -> list[str]:
    where = "; ".join(state_in_words(leaving.conflict, leaving.state)) or "nothing is done"
    lines = wrapped(f"The state: {where}.")
    if leaving.by_best_step:
        lines += wrapped("That is where the best step from the status quo leads.")
    if leaving.holds:
        lines += wrapped(f"Nobody leaves it alone: it is an equilibrium under {leaving.concept}.")
    else:
        lines += wrapped(f"It is no equilibrium under {leaving.concept}: somebody would leave it alone.")
    return lines


def _leavers(leaving: Leaving, listed: int) -> list[str]:
    if not leaving.leavers:
        if len(leaving.coalitions) == 1:
            whom = names(leaving.conflict, leaving.coalitions[0])
            gain = "it gains" if len(leaving.coalitions[0]) == 1 else "they all gain"
            return wrapped(f"{whom} can reach no state in which {gain}.")
        return wrapped("No coalition can reach a state in which all its members gain.")
    return [
        *wrapped("Who could leave it, with gain for each of them:"),
        *(line for one in leaving.leavers for line in _leaver(leaving, one, listed)),
    ]


def _leaver(leaving: Leaving, one: Leaver, listed: int) -> Iterator[str]:
    conflict = leaving.conflict
    alone = ", alone" if len(one.coalition) == 1 else ""
    yield from wrapped(f"- {names(conflict, one.coalition)}{alone}: {_size(one)}.", "  ")
    in_order = [*(one.best & one.holding), *(one.best - one.holding)]
    if not listed:
        return
    if len(one.improvements) > 1:
        yield from wrapped(f"  {'The best one' if len(in_order) == 1 else 'The best'} for them:", "  ")
    for state in in_order[:listed]:
        holds = "holds" if state in one.holding else "does not hold"
        yield from wrapped(f"  * {_change(conflict, leaving.state, state)} ({holds}).", "    ")
    if len(in_order) > listed:
        yield f"  … and {len(in_order) - listed:,} more that are best for them."


def _size(one: Leaver) -> str:
    total, held = len(one.improvements), len(one.holding)
    if total == 1:
        return "one state, an equilibrium" if held else "one state, no equilibrium"
    share = "none of them an" if not held else "all of them" if held == total else f"{held:,} of them"
    return f"{total:,} states, {share} {'equilibria' if held > 1 else 'equilibrium'}"


def _change(conflict: Conflict, before: State, after: State) -> str:
    """Write how a state differs from the one that is left; in graph form, what it is."""
    if conflict.graph is not None:
        return f"{after}: {after.description}" if after.description else str(after)
    return "; ".join(
        options_in_words(conflict, after.options - before.options, before.options - after.options)
    )


def _counts(counts: JumpCounts, listed: int) -> list[str]:
    number = len(counts.equilibria)
    if not number:
        return wrapped(f"There is no equilibrium under {counts.concept}.")
    what = "1 equilibrium" if number == 1 else f"{number:,} equilibria"
    lines = wrapped(
        f"Of {what} under {counts.concept}, {len(counts.remaining):,} remain: "
        "from there no coalition jumps to another one."
    )
    for state in counts.remaining[:listed]:
        lines += wrapped(f"- {state}: {state.description}" if state.description else f"- {state}", "  ")
    if len(counts.remaining) > listed:
        lines.append(f"… and {len(counts.remaining) - listed:,} more.")
    if counts.counts:
        rows = [["who jumps together", "from so many equilibria", "jumps"]]
        rows += [[", ".join(one.coalition), f"{one.origins:,}", f"{one.jumps:,}"] for one in counts.counts]
        lines += ["", *table(rows, numbers=True)]
    return lines


def _stable(stable: CoalitionAnalysis) -> list[str]:
    rows = [["stable states", *stable.concepts]]
    for one in stable.coalitions:
        rows.append([", ".join(one), *(f"{len(stable.stable(c, one)):,}" for c in stable.concepts)])
    if len(stable.coalitions) > 1:
        every = (f"{len(stable.equilibria(concept)):,}" for concept in stable.concepts)
        rows.append(["every coalition", *every])
    lines = [*table(rows, numbers=True), ""]
    for concept in stable.concepts:
        text = f"{concept}: a state is stable for a coalition when {COALITION_CONCEPTS[concept].gloss}."
        lines += wrapped(text, "  ")
    return lines
