"""Compiled statements, evaluated over all 2^k positions of option form at once.

A *program* is a statement in postfix order: a tuple of (operation, number) pairs over a stack of truth
arrays. Each array spans only the options that its part of the statement names and broadcasts over the
others, so a statement costs about as much as the few options that it speaks of; see ``sums``.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np

from .arrays import BoolArray, IntArray
from .sums import Sum, Summand

__all__ = ["Op", "Program", "evaluate", "feasible", "holds", "prioritise", "smallest_dtype", "weigh"]


class Op(enum.IntEnum):
    """An operation of a program; the number that goes with it stands behind the dash."""

    TAKEN = 0  # push whether an option is taken - its bit
    NOT = 1  # negate the top - unused
    AND = 2  # replace the top n by their conjunction - n
    OR = 3  # replace the top n by their disjunction - n
    SAME = 4  # replace the top two by whether they are equal - unused
    COUNT = 5  # replace the top n by how many of them hold - n
    AT_LEAST = 6  # replace the top count by whether it reaches a number - that number


Program: TypeAlias = tuple[tuple[Op, int], ...]


def holds(program: Program, codes: IntArray) -> BoolArray:
    """Return whether a statement holds at each of some positions.

    >>> holds(((Op.TAKEN, 0), (Op.TAKEN, 2), (Op.OR, 2)), np.arange(8))
    array([False,  True, False,  True,  True,  True,  True,  True])
    """
    result = evaluate(program, lambda bit: (codes >> bit & 1).astype(bool))
    return np.broadcast_to(result, codes.shape)


def feasible(forbidden: Iterable[Program], bits: int) -> BoolArray:
    """Return the mask over 2^bits positions that is True where no forbidden statement holds.

    Memory: a byte a position.

    >>> feasible([((Op.TAKEN, 0), (Op.TAKEN, 1), (Op.AND, 2))], 2)
    array([ True,  True,  True, False])
    """
    broken = Sum(
        [_summand(program, 1) for program in forbidden], bits, np.dtype(bool)
    )  # bools add up by "or"
    mask = np.empty(1 << bits, bool)
    for place, values in broken.blocks():
        np.logical_not(values, out=mask[place])
    return mask


def prioritise(groups: Sequence[Sequence[Program]], bits: int, mask: BoolArray | None = None) -> IntArray:
    """Rank 2^bits positions by a prioritised list of statements.

    Parameters
    ----------
    groups
        Most important first. A group of several statements has equal importance: what counts is how many
        of them hold.
    bits
        The number of options.
    mask
        The positions that are states, as :func:`feasible` gives them; by default all are.

    Returns
    -------
    ndarray of int16 or int32, shape (2^bits,)
        Ranks, at least 0, higher is better; equal exactly where every group counts the same; -1 where
        ``mask`` is False. They lie below the largest number of their dtype. The order is exact for any
        number of statements: ranks that do not fit are made dense.

    Notes
    -----
    Option prioritisation, Hipel, Fang & Kilgour; groups of equal importance after Mota et al. (2024).

    Memory: the ranks themselves as long as they need no more than 31 bits; beyond, 8 bytes for each
    different rank more.

    Examples
    --------
    >>> prioritise([[((Op.TAKEN, 1),)], [((Op.TAKEN, 0), (Op.NOT, 0))]], 2)
    array([1, 0, 3, 2], dtype=int16)
    """
    before: IntArray | None = None
    pairs: list[tuple[Program, int]] = []
    bound, weight = 1, 1  # all ranks so far lie below the one; the other is what ranks before these weigh
    for group in groups:
        base = len(group) + 1
        if bound * base > np.iinfo(np.int64).max:
            before = _ranked(pairs, bits, None, before, weight)
            bound, weight, pairs = int(before.max()) + 1, 1, []
        pairs = [(program, own * base) for program, own in pairs] + [(program, 1) for program in group]
        bound, weight = bound * base, weight * base
    return _ranked(pairs, bits, mask, before, weight)


def weigh(weights: Sequence[int], bits: int, mask: BoolArray | None = None) -> IntArray:
    """Rank 2^bits positions by the sum of the weights of the options taken.

    Parameters
    ----------
    weights
        A whole number for each option; of their amounts the sum must stay below 2^62.
    mask
        As for :func:`prioritise`.

    Returns
    -------
    ndarray of int16 or int32, shape (2^bits,)
        As for :func:`prioritise`: equal exactly where the sums are.

    Examples
    --------
    >>> weigh([1, -2], 2)
    array([2, 3, 0, 1], dtype=int16)
    """
    taken = [
        ((Op.TAKEN, bit),) if own > 0 else ((Op.TAKEN, bit), (Op.NOT, 0)) for bit, own in enumerate(weights)
    ]
    return _ranked(
        [(program, abs(own)) for program, own in zip(taken, weights, strict=True) if own], bits, mask
    )


def _ranked(
    pairs: Sequence[tuple[Program, int]],
    bits: int,
    mask: BoolArray | None,
    before: IntArray | None = None,
    weight: int = 1,
) -> IntArray:
    """Return ranks by a sum of statements, in the smallest dtype that holds them; dense if none does.

    ``before`` are ranks to be added, as often as ``weight`` says.
    """
    most = sum(own for _, own in pairs) + (0 if before is None else int(before.max()) * weight)
    dtype = smallest_dtype(most)
    total = Sum([_summand(*pair) for pair in pairs], bits, dtype, before, weight)
    levels: IntArray | None = None
    if dtype == np.int64:
        levels = _levels(np.concatenate([_levels(values) for _, values in total.blocks()]))
        dtype = smallest_dtype(len(levels) - 1)
    ranks = np.empty(1 << bits, dtype)
    for place, values in total.blocks():
        ranks[place] = values if levels is None else _places(levels, values)
        if mask is not None:
            np.copyto(ranks[place], dtype.type(-1), where=~mask[place])
    return ranks


def _levels(values: IntArray) -> IntArray:
    """Return the different values, ascending; ``numpy.unique`` takes far longer where most differ."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _places(levels: IntArray, values: IntArray) -> IntArray:
    """Return where the values stand among sorted levels that hold them all."""
    different, which = np.unique(values, return_inverse=True)
    return np.searchsorted(levels, different)[which]  # sorted, they are looked up along the cache


def smallest_dtype(most: int) -> np.dtype[np.signedinteger[Any]]:
    """Return the smallest of int16, int32 and int64 of which a rank is not the largest number: infinity.

    >>> [str(smallest_dtype(most)) for most in (32766, 32767, 2**31 - 1)]
    ['int16', 'int32', 'int64']
    """
    return next(np.dtype(one) for one in (np.int16, np.int32, np.int64) if most < np.iinfo(one).max)


def _summand(program: Program, weight: int) -> Summand:
    named = frozenset(number for op, number in program if op is Op.TAKEN)
    return Summand(functools.partial(evaluate, program), named, weight)


def evaluate(program: Program, taken: Callable[[int], BoolArray]) -> BoolArray:
    """Run a program; ``taken`` gives the truth array of an option by its bit."""
    stack: list[BoolArray | IntArray] = []
    for op, number in program:
        if op is Op.TAKEN:
            stack.append(taken(number))
        elif op is Op.NOT:
            stack.append(~stack.pop())
        elif op is Op.AT_LEAST:
            stack.append(stack.pop() >= number)
        elif op is Op.SAME:
            stack.append(stack.pop() == stack.pop())
        else:
            parts = stack[len(stack) - number :]
            del stack[len(stack) - number :]
            stack.append(_combine(op, parts))
    (result,) = stack
    return result.astype(bool, copy=False)


def _combine(op: Op, parts: Sequence[BoolArray | IntArray]) -> BoolArray | IntArray:
    if op is Op.COUNT:
        return sum((part.astype(np.int32) for part in parts), start=np.zeros((), np.int32))
    gate = np.logical_and if op is Op.AND else np.logical_or
    result = parts[0]
    for part in parts[1:]:
        result = gate(result, part)
    return result
