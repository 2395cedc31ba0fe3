"""How far the lines of a decision maker's list hold, and what a change of state gains and loses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line, Prioritised
from ..conflict.statements import compiled
from ..conflict.states import State
from ..engine.arrays import IntArray
from ..engine.statements import holds

__all__ = ["Difference", "difference", "holding_counts"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a decision maker gains and loses between two states, the most important line first.

    Attributes
    ----------
    gained, lost
        The lines of which more (fewer) statements hold in the second state than in the first.
    """

    gained: tuple[Line, ...]
    lost: tuple[Line, ...]


def holding_counts(conflict: Conflict, dm: int, codes: Sequence[int] | IntArray) -> IntArray:
    """Return how many statements of each line of a decision maker hold in some states.

    Parameters
    ----------
    conflict
        In option form.
    dm
        The place of a decision maker whose preferences are a prioritised list; any other one has no lines.
    codes
        The states, by their codes.

    Returns
    -------
    array of int64, shape (lines, states)

    Examples
    --------
    >>> from detente import Conflict
    >>> c = Conflict.from_options({"A": ["x", "y"]}, {"A": ["not y", ["x", "y"]]})
    >>> holding_counts(c, 0, [0b00, 0b11]).tolist()
    [[1, 0], [0, 2]]
    """
    preference = conflict.preference_list[dm]
    lines = preference.lines if isinstance(preference, Prioritised) else ()
    bits = {ref: bit for bit, ref in enumerate(conflict.space.refs)}
    where = np.asarray(codes, dtype=np.int64)
    counts = np.zeros((len(lines), len(where)), dtype=np.int64)
    for place, line in enumerate(lines):
        for statement in line.statements:
            counts[place] += holds(compiled(statement, bits), where)
    return counts


def difference(conflict: Conflict, dm: int, before: State, after: State) -> Difference:
    """Return what a decision maker gains and loses between two states.

    >>> from detente import Conflict
    >>> c = Conflict.from_options({"A": ["x", "y"]}, {"A": ["not y", "x"]})
    >>> found = difference(c, 0, c.state(), c.state("A.x", "A.y"))
    >>> [str(line) for line in found.gained], [str(line) for line in found.lost]
    (['A.x'], ['not A.y'])
    """
    preference = conflict.preference_list[dm]
    if not isinstance(preference, Prioritised):
        return Difference((), ())
    counts = holding_counts(conflict, dm, [before.code, after.code])
    change = counts[:, 1] - counts[:, 0]
    return Difference(
        tuple(line for line, by in zip(preference.lines, change, strict=True) if by > 0),
        tuple(line for line, by in zip(preference.lines, change, strict=True) if by < 0),
    )
