"""Why no state is better for some parties together: the smallest sets of them that clash, and their aims."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line, Prioritised
from ..conflict.states import State
from .aims import holding_counts

__all__ = ["Clash", "clashes", "gains"]

_LARGEST = 3
"""Sets of up to so many parties are tried; beyond that only all of them together."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Parties for which no state is better than today together, while one is for any fewer of them.

    Attributes
    ----------
    parties
        Their ids. One alone has today the best that it could have.
    gains
        For each of them, see :func:`gains`: no state brings one of each.
    """

    parties: tuple[str, ...]
    gains: tuple[tuple[Line, ...], ...]


def clashes(
    conflict: Conflict, today: State, parties: Sequence[int], *, all_together: bool = False
) -> tuple[Clash, ...]:
    """Return the smallest sets of parties for which no state is better than today for each.

    Parameters
    ----------
    parties
        Places of decision makers. Sets of up to three are tried, and then all together.
    all_together
        Whether only all of them are tried. So it must be where it is enough that nobody is worse off: then a
        state may be no gain for some of them, and still be one for more of them.

    Examples
    --------
    >>> wants = {"A": ["B.y"], "B": ["not y", "A.x"]}
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, wants, status_quo=[])
    >>> (found,) = clashes(c, c.status_quo, [0, 1])
    >>> found.parties, [[str(line) for line in own] for own in found.gains]
    (('A', 'B'), [['B.y'], ['A.x']])
    """
    ranks, codes = conflict.ranks, conflict.space.codes
    better = {place: ranks[place, codes] > ranks[place, today.code] for place in parties}
    found: list[frozenset[int]] = [frozenset(parties)] if all_together else []
    sizes = [size for size in range(1, len(parties) + 1) if size <= _LARGEST or size == len(parties)]
    for size in [] if all_together else sizes:
        for some in itertools.combinations(parties, size):
            known = any(smaller <= set(some) for smaller in found)
            if not known and not np.logical_and.reduce([better[place] for place in some]).any():
                found.append(frozenset(some))
    ids = [dm.id for dm in conflict.decision_makers]
    return tuple(
        Clash(
            tuple(ids[place] for place in sorted(one)),
            tuple(gains(conflict, today, place) for place in sorted(one)),
        )
        for one in found
    )


def gains(conflict: Conflict, today: State, place: int) -> tuple[Line, ...]:
    """Return the lines by which a party could be better off than today, the most important one first.

    A line counts where in some state more of it holds than today, and as much of all that are more important.
    Without a prioritised list there is none.

    >>> c = Conflict.from_options({"A": ["x", "y"]}, {"A": ["x if y", "not x", "y"]}, status_quo=["A.x"])
    >>> [str(line) for line in gains(c, c.status_quo, 0)]
    ['not A.x', 'A.y']
    """
    preference = conflict.preference_list[place]
    if not isinstance(preference, Prioritised):
        return ()
    row = conflict.ranks[place]
    _, one_a_rank = np.unique(row[conflict.space.codes], return_index=True)
    codes = conflict.space.codes[one_a_rank]  # equal ranks hold equally many statements of each line
    codes = codes[row[codes] > row[today.code]]
    counts = holding_counts(conflict, place, np.concatenate(([today.code], codes)))
    differs = counts[:, 1:] != counts[:, :1]
    decisive = sorted(set(differs.argmax(axis=0).tolist())) if len(codes) else []
    return tuple(preference.lines[line] for line in decisive)
