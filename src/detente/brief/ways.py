"""Ways out of a standoff as text for 80 columns: paths."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.paths import Path, Paths, Shortest
from ..analysis.words import joined, line_in_words, move_in_words, state_in_words
from ..conflict.states import State, StateSet
from .lines import counted, wrapped
from .phrases import name_of

__all__ = ["paths_text"]

_SHOWN = 3
"""So many states are written out; more are counted."""


def paths_text(paths: Paths) -> str:
    """Write how to get from one state to others: by any moves, by improvements, and what is in the way."""
    blocks = [_head(paths), _by_any(paths), _by_improvements(paths)]
    nearest = list(_nearest(paths))
    return "\n".join("\n".join(block) for block in [*blocks, *([nearest] if nearest else [])])


def _head(paths: Paths) -> list[str]:
    return [
        *wrapped(f"From: {_words(paths, paths.origin)}."),
        *wrapped(f"To: {_target(paths)}."),
        "",
    ]


def _target(paths: Paths) -> str:
    conflict, number = paths.conflict, len(paths.target)
    if paths.asked in conflict.outcomes:
        return f"{conflict.outcomes[paths.asked].name} ({counted(number, 'state')})"
    if paths.asked and conflict.graph is None:
        return f"{paths.asked} ({counted(number, 'state')})"
    if paths.is_equilibria:
        return f"a state that nobody would leave, an equilibrium under {paths.concept} ({number:,} of them)"
    return _words(paths, paths.target[0]) if number == 1 else f"any of {number:,} states"


def _by_any(paths: Paths) -> list[str]:
    found = paths.by_any
    if found.length is not None:
        return [*_told(paths, found, "By any moves"), ""]
    lines = wrapped("By any moves: no path leads there.")
    if not len(paths.target):
        lines += wrapped("There is no such state.")
    elif paths.barriers:
        lines += wrapped("Each of these lines bars the way, and without it there is a path:")
        for barrier in paths.barriers:
            line = line_in_words(barrier.line, None)
            text = f"- {barrier.target}: {line}. Then {counted(barrier.length, 'move')} would do."
            lines += wrapped(text, "  ")
    elif paths.conflict.graph is None:
        lines += wrapped("No line alone bars the way: several do, together.")
    return [*lines, ""]


def _by_improvements(paths: Paths) -> list[str]:
    found = paths.by_improvements
    label = "By improvements alone"
    lines = wrapped(f"{label}: no path leads there.") if found.length is None else _told(paths, found, label)
    return [*lines, *_rest(paths)]


def _told(paths: Paths, found: Shortest, label: str) -> list[str]:
    """Say how long the shortest paths are and how many, who moves first, and list some."""
    if not found.length:
        return wrapped(f"{label}: one is there already.")
    first = joined([name_of(paths.conflict, dm) for dm, _ in found.first], "or")
    size = f"{counted(found.length, 'move')}, {counted(found.count, 'path')}"
    lines = wrapped(f"{label}: {size}. {first} moves first.")
    for number, path in enumerate(found.listed, start=1):
        lines += wrapped(f"{number}. {_steps(paths, path)}.", "   ")
    left = found.count - len(found.listed)
    return [*lines, f"… and {left:,} more."] if left and found.listed else lines


def _steps(paths: Paths, path: Path) -> str:
    steps = []
    for move, gains in zip(path.moves, path.gains, strict=True):
        steps.append(f"{move_in_words(paths.conflict, move)}{'' if gains else ' (no gain for it)'}")
    return "; then ".join(steps)


def _rest(paths: Paths) -> Iterator[str]:
    """Say where improvements come to rest."""
    ends, reached = paths.dead_ends, paths.by_improvements.reached
    if not reached:
        yield from wrapped("No improvement leads away from here.")
        return
    how = f"Improvements reach {counted(reached, 'state')}"
    if not len(ends):
        yield from wrapped(f"{how} and come to rest in none: in each, somebody has one more.")
        return
    inside = len(ends & paths.target)
    share = f"{inside:,} of them inside the target" if 0 < inside < len(ends) else "inside the target"
    share = share if inside else "outside the target"
    yield from wrapped(f"{how} and come to rest in {len(ends):,}, {share}:")
    yield from _listed(paths, ends)


def _nearest(paths: Paths) -> Iterator[str]:
    """Say how far the nearest equilibrium is, where something else was asked for."""
    by_any, by_improvements = paths.by_any.nearest, paths.by_improvements.nearest
    if paths.is_equilibria:
        return
    yield ""
    what = f"The nearest equilibrium under {paths.concept}"
    if by_any.length is None:
        yield from wrapped(f"{what}: none can be reached.")
    elif not by_any.length:
        yield from wrapped(f"{what} is where one starts.")
    else:
        better = "none" if by_improvements.length is None else counted(by_improvements.length, "move")
        told = by_any.states == paths.dead_ends and bool(paths.by_improvements.reached)
        end = ", the same as above." if told else ":"
        yield from wrapped(
            f"{what}: {counted(by_any.length, 'move')} away; by improvements alone: {better}{end}"
        )
        yield from () if told else _listed(paths, by_any.states)


def _listed(paths: Paths, states: StateSet) -> Iterator[str]:
    for state in states[:_SHOWN]:
        yield from wrapped(f"- {_words(paths, state)}.", "  ")
    if len(states) > _SHOWN:
        yield f"… and {len(states) - _SHOWN:,} more."


def _words(paths: Paths, state: State) -> str:
    return "; ".join(state_in_words(paths.conflict, state)) or "nothing is done"
