"""Legal paths, word for word (Li, Kilgour & Hipel 2005; Fang, Hipel & Kilgour 1993).

A path is a tuple of steps (mover, state reached). It is legal when nobody moves twice in succession.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.reference.models import GraphForm

Path = tuple[tuple[int, int], ...]
Moves = Callable[[int, int], frozenset[int]]


def legal_paths(model: GraphForm, moves: Moves, s: int, length: int) -> list[Path]:
    """All legal paths of so many moves from s; ``moves`` is R or R⁺."""
    if length == 0:
        return [()]
    return [
        (*path, (j, q))
        for path in legal_paths(model, moves, s, length - 1)
        for j in model.dms
        if not path or path[-1][0] != j
        for q in moves(j, path[-1][1] if path else s)
    ]


def arrivals(model: GraphForm, moves: Moves, s: int) -> list[frozenset[tuple[int, int]]]:
    """For h = 1, 2, …: the arrivals (last mover, state) of legal paths of h moves, until they repeat."""
    layers = [frozenset((j, q) for j in model.dms for q in moves(j, s))]
    while layers[-1] and layers[-1] not in layers[:-1]:
        layers.append(
            frozenset((j, t) for i, q in layers[-1] for j in model.dms if j != i for t in moves(j, q))
        )
    return layers


def least_moves(model: GraphForm, moves: Moves, s: int) -> dict[tuple[int, int], int]:
    """The least number of moves, at least 1, of a legal path to each arrival (last mover, state)."""
    least: dict[tuple[int, int], int] = {}
    for length, layer in enumerate(arrivals(model, moves, s), start=1):
        for arrival in layer:
            least.setdefault(arrival, length)
    return least


def least_to(model: GraphForm, moves: Moves, s: int) -> dict[int, int]:
    """The least number of moves of a legal path to each state; 0 for s itself."""
    least = {s: 0}
    for (_, q), length in sorted(least_moves(model, moves, s).items(), key=lambda one: one[1]):
        least.setdefault(q, length)
    return least


def shortest_paths(
    model: GraphForm, moves: Moves, s: int, target: Iterable[int], longest: int
) -> list[Path] | None:
    """All shortest legal paths from s to a target by looking at all legal paths; None if none is so short."""
    inside = frozenset(target)
    for length in range(longest + 1):
        found = [
            path for path in legal_paths(model, moves, s, length) if (path[-1][1] if path else s) in inside
        ]
        if found:
            return found
    return None


def shortest_to_each(model: GraphForm, moves: Moves, s: int) -> dict[int, list[Path]]:
    """All shortest legal paths from s to each other state that one leads to."""
    found: dict[int, list[Path]] = {}
    reached = frozenset(least_to(model, moves, s)) - {s}
    length = 0
    while found.keys() != reached:
        length += 1
        new: dict[int, list[Path]] = {}
        for path in legal_paths(model, moves, s, length):
            new.setdefault(path[-1][1], []).append(path)
        for q in new.keys() & reached - found.keys():
            found[q] = new[q]
    return found


def dead_ends(model: GraphForm, s: int) -> frozenset[int]:
    """The states from which nobody has an improvement, among s and what improvements reach from s."""
    reached = least_to(model, model.improvements, s)
    return frozenset(q for q in reached if not any(model.improvements(j, q) for j in model.dms))
