"""Orders of lines that are not equally sure of their places: a Mallows model with a dispersion for each line.

Sources: Mallows (1957), Non-null ranking models I, Biometrika 44, 114–130; Fligner & Verducci (1986),
Distance based ranking models, Journal of the Royal Statistical Society B 48, 359–369, where each stage of a
ranking has a dispersion of its own; Doignon, Pekeč & Regenwetter (2004), The repeated insertion model for
rankings, Psychometrika 69, 33–54.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .profiles import Orders

__all__ = ["Dispersed"]


@dataclass(frozen=True, slots=True)
class Dispersed:
    r"""Orders near a given one, in which some lines move more easily than others and some may be missing.

    Parameters
    ----------
    centre
        The order that is likeliest.
    swaps
        For the line at each place of the centre a chance p in 0 … ½: with it the line and a neighbour that is
        no less sure, alone in a list, come the wrong way round. Lines with 0 keep their order among
        themselves; with ½ for all lines every order is equally likely.
    stays
        For the line at each place the chance that it is there at all; empty where all are.

    Raises
    ------
    ValueError
        If a chance is out of its range, or there is not one for each place.

    Notes
    -----
    Drawn by repeated insertion. The lines are put into the order one by one, the surest first (the least p;
    of equally sure ones the first of the centre). A line goes to a place with a chance proportional to
    :math:`\varphi^d`: d of the lines that are there already would then stand on the other side of it than in
    the centre, and :math:`\varphi = p / (1 - p)`. So two lines swap as easily as the less sure one of them
    allows. With one p for all lines it is Mallows' model, :class:`detente.analysis.profiles.Swapped` with
    the temperature :math:`-1 / \ln\varphi`. Which lines are missing is drawn afterwards, each by itself.

    Examples
    --------
    Line 1 is unsure, and two lines can only come in two orders:

    >>> Dispersed((0, 1), (0.0, 0.25)).listed(9)
    {(1, 0): 0.25, (0, 1): 0.75}
    >>> Dispersed((0, 1), (0.0, 0.0), (1.0, 0.5)).listed(9)
    {(0, 1): 0.5, (0,): 0.5}
    """

    centre: tuple[int, ...]
    swaps: tuple[float, ...]
    stays: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if len(self.swaps) != len(self.centre) or len(self.stays) not in (0, len(self.centre)):
            raise ValueError("each place needs one chance")
        if not all(0 <= p <= 0.5 for p in self.swaps):
            raise ValueError(f"a chance to swap lies between 0 and 0.5: {self.swaps}")
        if not all(0 <= p <= 1 for p in self.stays):
            raise ValueError(f"a chance to stay lies between 0 and 1: {self.stays}")

    @property
    def places(self) -> int:
        """The number of places."""
        return len(self.centre)

    def draw(self, rng: np.random.Generator, number: int) -> Orders:
        """Draw so many orders, -1 where a line is missing; shape (number, places)."""
        held = np.zeros((number, 0), np.int16)
        for place in self._surest_first():
            edges = np.cumsum(_odds(held, place, self.swaps[place]), axis=1)
            gap = (edges <= rng.random(number)[:, np.newaxis] * edges[:, -1:]).sum(axis=1)
            room = np.concatenate((held, np.full((number, 1), place, np.int16)), axis=1)
            column, goal = np.arange(room.shape[1]), gap[:, np.newaxis]
            source = np.where(column == goal, column[-1], column - (column > goal))
            held = np.take_along_axis(room, source, axis=1)
        orders: Orders = np.array(self.centre, np.int16)[held]
        if self.stays:
            orders[rng.random(held.shape) >= np.array(self.stays)[held]] = -1
        return orders

    def listed(self, limit: int) -> dict[tuple[int, ...], float] | None:
        """Return every order that may come, without the missing lines, and its chance; ``limit`` is positive.

        None where there are more than ``limit`` of them, or of those with all lines in place. Cost: about
        ``limit`` times the square of the number of lines.
        """
        found: dict[tuple[int, ...], float] = {(): 1.0}
        for place in self._surest_first():
            longer = {}
            held = np.array(list(found), np.int16).reshape(len(found), -1)
            odds = _odds(held, place, self.swaps[place])
            shares = (odds / odds.sum(axis=1, keepdims=True)).tolist()
            for (order, chance), row in zip(found.items(), shares, strict=True):
                for gap, share in enumerate(row):
                    if share > 0:
                        longer[(*order[:gap], place, *order[gap:])] = chance * share
            if len(longer) > limit:
                return None
            found = longer
        return self._thinned(found, limit)

    def _surest_first(self) -> Sequence[int]:
        return sorted(range(len(self.centre)), key=lambda place: self.swaps[place])

    def _thinned(
        self, orders: dict[tuple[int, ...], float], limit: int
    ) -> dict[tuple[int, ...], float] | None:
        """Take out of some orders, by their places, the lines that may be missing; None for too many."""
        for place, stays in enumerate(self.stays):
            if stays < 1:
                found: dict[tuple[int, ...], float] = {}
                for order, chance in orders.items():
                    without = tuple(one for one in order if one != place)
                    for kept, part in ((order, stays), (without, 1 - stays)):
                        if part > 0:
                            found[kept] = found.get(kept, 0.0) + chance * part
                orders = found
                if len(orders) > limit:
                    return None
        return {tuple(self.centre[place] for place in order): chance for order, chance in orders.items()}


def _odds(held: Orders, place: int, swap: float) -> npt.NDArray[np.float64]:
    """Return how likely a line goes to each gap of some orders; the greatest of a row is 1.

    ``held`` are orders of places of the centre, shape (orders, size); the result is (orders, size + 1).
    """
    later = held > place
    apart = np.zeros((len(held), held.shape[1] + 1), np.int64)
    apart[:, 1:] = np.cumsum(later, axis=1)  # those before the gap that come after it in the centre
    apart[:, :-1] += np.cumsum(~later[:, ::-1], axis=1)[:, ::-1]
    apart -= apart.min(axis=1, keepdims=True)  # a common factor, which could be too small for a float
    odds: npt.NDArray[np.float64] = (swap / (1 - swap)) ** apart
    return odds
