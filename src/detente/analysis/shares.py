"""What each party gives and gets in a state, against today, and who is worse off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line
from ..conflict.states import State
from ..engine.arrays import BoolArray, IntArray
from .aims import difference

__all__ = ["Share", "least_costly", "shares", "worse_than"]


@dataclass(frozen=True, slots=True)
class Share:
    """What a party gives and gets in an example of some states, against today.

    Attributes
    ----------
    takes, leaves
        Its own options that differ from today.
    always
        Those of them that differ in every one of the states.
    gained, lost
        Lines of its list of which more, or fewer, statements hold.
    worse_off
        Whether it ranks the example below today.
    """

    dm: str
    takes: tuple[str, ...]
    leaves: tuple[str, ...]
    always: tuple[str, ...]
    gained: tuple[Line, ...]
    lost: tuple[Line, ...]
    worse_off: bool


def shares(conflict: Conflict, today: State, codes: IntArray, example: State) -> tuple[Share, ...]:
    """Return what each party gives and gets in an example of some states.

    Parameters
    ----------
    conflict, today
        In graph form no options differ, and without a prioritised list no lines do.
    codes
        The states, by their codes; the example is one of them.

    Examples
    --------
    >>> from detente import Conflict
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["B.y", "not x"], "B": ["A.x"]})
    >>> a, b = shares(c, c.state(), np.array([0b11, 0b10]), c.state("A.x", "B.y"))
    >>> a.takes, a.always, [str(line) for line in a.gained], [str(line) for line in a.lost]
    (('A.x',), (), ['B.y'], ['not A.x'])
    >>> b.always
    ('B.y',)
    """
    options, before = example.options, today.options
    always = _always(conflict, today, codes)
    found = []
    for place, dm in enumerate(conflict.decision_makers):
        changed = difference(conflict, place, today, example)
        row = conflict.ranks[place]
        found.append(
            Share(
                dm.id,
                tuple(ref for ref in dm.refs if ref in options - before),
                tuple(ref for ref in dm.refs if ref in before - options),
                tuple(ref for ref in dm.refs if ref in always),
                changed.gained,
                changed.lost,
                bool(row[example.code] < row[today.code]),
            )
        )
    return tuple(found)


def least_costly(conflict: Conflict, today: State, codes: IntArray) -> State:
    """Return the state with the fewest parties worse off than today, and then with the fewest changes."""
    worse = worse_than(conflict, today, codes).sum(axis=0)
    changed = np.bitwise_count(codes ^ today.code) if conflict.graph is None else np.zeros(len(codes))
    return State(conflict.space, int(codes[np.lexsort((codes, changed, worse))[0]]))


def worse_than(conflict: Conflict, today: State, codes: IntArray) -> BoolArray:
    """Return for each party and state whether it is worse than today: shape (parties, states)."""
    return np.asarray(conflict.ranks[:, codes] < conflict.ranks[:, [today.code]])


def _always(conflict: Conflict, today: State, codes: IntArray) -> frozenset[str]:
    """Return the options that differ from today in every one of some states."""
    differs = int(np.bitwise_and.reduce(codes ^ today.code))
    return frozenset(ref for bit, ref in enumerate(conflict.space.refs) if differs >> bit & 1)
