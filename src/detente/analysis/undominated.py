"""Which vectors of ranks no other one beats: Pareto's question, for many states and several parties."""

from __future__ import annotations

import numpy as np

from ..engine.arrays import BoolArray, IntArray

__all__ = ["undominated"]

_BLOCK = 1 << 17
"""So many pairs are compared at once; more are split first."""


def undominated(ranks: IntArray) -> BoolArray:
    """Return which states are undominated: no other one is at least as good for all and better for one.

    States that tie for all stand or fall together.

    Parameters
    ----------
    ranks : (parties, states)
        Higher is better; at least one party.

    Returns
    -------
    ndarray of bool, shape (states,)

    Notes
    -----
    Equal vectors are taken once. What is left is sorted and split in halves; a vector of the lower half stays
    if none of the upper half beats it (Kung, Luccio & Preparata 1975, doi:10.1145/321906.321910). Cost after
    sorting: O(u) for one or two parties, O(u (log u)^(n - 2)) for n parties and u different vectors.

    Examples
    --------
    >>> undominated(np.array([[2, 1, 0, 1], [0, 1, 2, 0]])).tolist()
    [True, True, True, False]
    """
    if not ranks.shape[1]:
        return np.zeros(0, bool)
    vectors, place = _different(ranks)
    return np.asarray(_front(vectors)[place])


def _different(ranks: IntArray) -> tuple[IntArray, IntArray]:
    """Return the different vectors (u, n), in descending order, and for each state which one is its own."""
    dense = [np.unique(row, return_inverse=True) for row in ranks]
    sizes = [len(values) for values, _ in dense]
    if float(np.prod(np.array(sizes, float))) >= 2.0**62:  # too many for one number a vector
        vectors, place = np.unique(ranks.T, axis=0, return_inverse=True)
        return vectors[::-1], len(vectors) - 1 - place.reshape(-1)
    key = np.zeros(ranks.shape[1], np.int64)
    for size, (_, row) in zip(sizes, dense, strict=True):
        key = key * size + row
    keys, place = np.unique(key, return_inverse=True)
    columns = []
    rest = keys[::-1]
    for size in reversed(sizes):
        rest, column = np.divmod(rest, size)
        columns.append(column)
    return np.stack(columns[::-1], axis=1), len(keys) - 1 - place


def _front(vectors: IntArray) -> BoolArray:
    """Return which of different vectors, in descending order, are undominated."""
    number, parties = vectors.shape
    if parties == 1:
        return np.asarray(np.arange(number) == 0)
    if parties == 2:  # in descending order a vector needs more of the second than all before it have
        most = np.maximum.accumulate(vectors[:, 1])
        return np.asarray(np.append(True, vectors[1:, 1] > most[:-1]))
    if number * number <= _BLOCK:
        return ~_beaten_pairwise(vectors, vectors, but_itself=True)
    half = number // 2
    stays = np.concatenate((_front(vectors[:half]), np.zeros(number - half, bool)))
    lower = np.flatnonzero(~_beaten(vectors[:half][stays[:half], 1:], vectors[half:, 1:])) + half
    stays[lower[_front(vectors[lower])]] = True
    return stays


def _beaten(upper: IntArray, lower: IntArray) -> BoolArray:
    """Return which vectors of the lower have one among the upper that is at least as great everywhere."""
    if not len(upper) or not len(lower):
        return np.zeros(len(lower), bool)
    if upper.shape[1] == 1:
        return np.asarray(lower[:, 0] <= upper[:, 0].max())
    if upper.shape[1] == 2:
        return _beaten_in_two(upper, lower)
    if len(upper) * len(lower) <= _BLOCK:
        return _beaten_pairwise(upper, lower)
    first = np.concatenate((upper[:, 0], lower[:, 0]))
    least, middle = int(first.min()), int(np.median(first))
    if upper[:, 0].min() >= lower[:, 0].max():
        return _beaten(upper[:, 1:], lower[:, 1:])
    cut = middle if middle > least else int(first[first > least].min())
    high, top = upper[:, 0] >= cut, lower[:, 0] >= cut
    beaten = np.zeros(len(lower), bool)
    beaten[top] = _beaten(upper[high], lower[top])
    beaten[~top] = _beaten(upper[high][:, 1:], lower[~top, 1:])
    left = np.flatnonzero(~top & ~beaten)
    beaten[left] = _beaten(upper[~high], lower[left])
    return beaten


def _beaten_in_two(upper: IntArray, lower: IntArray) -> BoolArray:
    order = np.argsort(-upper[:, 0], kind="stable")
    most = np.maximum.accumulate(upper[order, 1])
    ahead = np.searchsorted(-upper[order, 0], -lower[:, 0], side="right")  # so many have enough of the first
    return np.asarray((ahead > 0) & (most[ahead - 1] >= lower[:, 1]))


def _beaten_pairwise(upper: IntArray, lower: IntArray, but_itself: bool = False) -> BoolArray:
    covers = np.ones((len(upper), len(lower)), bool)
    for column in range(upper.shape[1]):
        covers &= upper[:, column, np.newaxis] >= lower[:, column]
    if but_itself:
        np.fill_diagonal(covers, False)
    return np.asarray(covers.any(axis=0))
