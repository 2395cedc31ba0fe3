"""Compiled statements, evaluated over all 2^k positions of option form at once.

A *program* is a statement in postfix order: a tuple of (operation, number) pairs over a stack of truth
arrays. Each array spans only the options that its part of the statement names and broadcasts over the
others, so a statement costs about as much as the few options that it speaks of.

The array over all positions has shape (2, …, 2, 2^low): one axis for each high option, highest first, and
one for the low options together, which keeps the inner loop long.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import numpy as np

from .arrays import BoolArray, IntArray

__all__ = ["Op", "Program", "evaluate", "feasible", "holds", "prioritise"]

_LOW = 12
"""How many of the lowest options share the last axis: 4,096 entries stay in the nearest cache."""


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

    >>> feasible([((Op.TAKEN, 0), (Op.TAKEN, 1), (Op.AND, 2))], 2)
    array([ True,  True,  True, False])
    """
    mask = np.ones(_shape(bits), bool)
    for program in forbidden:
        mask &= ~evaluate(program, _axes(bits))
    return mask.reshape(-1)


def prioritise(groups: Sequence[Sequence[Program]], bits: int) -> IntArray:
    """Rank 2^bits positions by a prioritised list of statements.

    Parameters
    ----------
    groups
        Most important first. A group of several statements has equal importance: what counts is how many
        of them hold.
    bits
        The number of options.

    Returns
    -------
    ndarray of int32 or int64, shape (2^bits,)
        Ranks, at least 0, higher is better; equal exactly where every group counts the same. The order is
        exact for any number of statements: when the next digit would not fit 63 bits, the ranks so far are
        made dense first.

    Notes
    -----
    Option prioritisation, Hipel, Fang & Kilgour; groups of equal importance after Mota et al. (2024).

    Examples
    --------
    >>> prioritise([[((Op.TAKEN, 1),)], [((Op.TAKEN, 0), (Op.NOT, 0))]], 2)
    array([1, 0, 3, 2], dtype=int32)
    """
    ranks = np.zeros(_shape(bits), np.int32)
    bound = 1  # ranks lie below it
    for group in groups:
        base = len(group) + 1
        if bound * base > np.iinfo(ranks.dtype).max:
            if bound * base > np.iinfo(np.int64).max:
                ranks, bound = _dense(ranks)
            ranks = ranks.astype(np.int64, copy=False)
        ranks *= base
        for program in group:
            ranks += evaluate(program, _axes(bits))
        bound *= base
    return ranks.reshape(-1)


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


def _shape(bits: int) -> tuple[int, ...]:
    low = min(bits, _LOW)
    return (2,) * (bits - low) + (1 << low,)


def _axes(bits: int) -> Callable[[int], BoolArray]:
    """Return the function that gives an option's truth array, spanning its own axis only."""
    shape = _shape(bits)

    def taken(bit: int) -> BoolArray:
        if bit < _LOW:
            return (np.arange(shape[-1]) >> bit & 1).astype(bool)
        span = [1] * len(shape)
        span[bits - 1 - bit] = 2
        return np.array([False, True]).reshape(span)

    return taken


def _dense(ranks: IntArray) -> tuple[IntArray, int]:
    """Replace ranks by 0, 1, 2, … in the same order; return them and how many there are."""
    levels, dense = np.unique(ranks, return_inverse=True)
    return dense.reshape(ranks.shape).astype(np.int64), len(levels)
