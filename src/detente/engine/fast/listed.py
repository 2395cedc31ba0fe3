"""Option form over lists of the feasible states: for few states, and for many passes.

The cells of a cube cost the same whether they are states or not, and its passes go on as long as something
changes. Here the feasible states alone are kept, each DM's sorted by slice, by the pattern of its options
that are not free, and by rank; and each fixpoint is one search that settles every state once. Its cost is
near linear in the states whatever the model is, but memory is visited at random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import BoolArray, ByteArray, IntArray
from ..equation import SANCTION, Concept
from ..hypercube import FREE, OFF, ON, Hypercube
from .jit import kernel

__all__ = ["Listed"]


@dataclass(frozen=True, slots=True)
class _Slices:
    """One DM's states by slice; a *group* is what has one pattern of the DM's bound options in one slice.

    Attributes
    ----------
    member : (f,)
        The states, by slice, pattern and rank.
    group : (G + 1,)
        Where each group begins in ``member``.
    pattern : (G,)
        Its pattern.
    first : (S + 1,)
        The first group of each slice.
    place : (f,)
        The slice of each state.
    bound, rise, fall : int
        The DM's options that are not free, and those that may be switched on and off, as bits of a code.
    """

    member: IntArray
    group: IntArray
    pattern: IntArray
    first: IntArray
    place: IntArray
    bound: int
    rise: int
    fall: int

    @staticmethod
    def of(form: Hypercube, dm: int, codes: IntArray, ranks: IntArray) -> _Slices:
        """Sort the states of some codes by a DM's slices."""
        low, own = form.lowest_bit(dm), form.options[dm]
        switches = [(low + bit, int(switch)) for bit, switch in enumerate(form.own_switches(dm))]
        bound = sum(1 << bit for bit, switch in switches if switch != FREE)
        others = ((codes >> (low + own)) << low) | (codes & ((1 << low) - 1))
        pattern = (codes & bound) >> low
        member = np.argsort((((others << own) | pattern) << 31) | ranks)
        others, pattern = others[member], pattern[member] << low
        new_slice = np.concatenate(([True], others[1:] != others[:-1]))
        new_group = new_slice | np.concatenate(([True], pattern[1:] != pattern[:-1]))
        begins = np.flatnonzero(new_group)
        place = np.empty(len(codes), np.int32)
        place[member] = np.cumsum(new_slice) - 1
        return _Slices(
            member.astype(np.int32),
            np.append(begins, len(codes)),
            pattern[begins],
            np.append(np.flatnonzero(new_slice[begins]), len(begins)),
            place,
            bound,
            sum(1 << bit for bit, switch in switches if switch & ON),
            sum(1 << bit for bit, switch in switches if switch & OFF),
        )


class Listed:
    """A hypercube as lists of its feasible states.

    Parameters
    ----------
    form
        With ranks below 2^31.
    """

    def __init__(self, form: Hypercube) -> None:
        self.form = form
        feasible = np.ones(form.ranks.shape[1], bool) if form.feasible is None else form.feasible
        self.codes: IntArray = np.flatnonzero(feasible)
        self.ranks: IntArray = form.ranks[:, self.codes].astype(np.int32)
        self._slices: dict[int, _Slices] = {}

    def judge(self, dm: int, concepts: Concept, bits: ByteArray) -> None:
        """Or the bits of some concepts for one DM into ``bits`` (2^k)."""
        own = self.ranks[dm]
        verdict = np.zeros(len(own), np.uint8)
        for concept in concepts:
            how = SANCTION[concept]
            worth = own
            if how is not None:
                keys = self._best(dm, own) if how.survives_escape else own
                worth = np.minimum(self.least_reached(dm, keys, how.by_improvements), own)
            verdict |= (self._best(dm, worth) <= own) * np.uint8(concept)
        bits[self.codes] |= verdict

    def least_reached(self, dm: int, keys: IntArray, by_improvements: bool) -> IntArray:
        """Return the least of the keys (f,) over each state and what the others reach from it.

        States are visited in ascending key, and from each one the sequences that end there are followed
        backwards: the first value that comes to a state is its least one. In a slice the states that
        improve on to a given one are the worst of a group, so a mark in each group tells how many of them
        are settled already, and nobody looks at a state twice: O(f log f + n f).
        """
        values = keys.astype(np.int32)
        settled = np.zeros(len(values), bool)
        others = [j for j, options in enumerate(self.form.options) if options and j != dm]
        slices = [self._sorted(j) for j in others]
        if not slices:
            return values
        groups = np.cumsum([0] + [len(one.pattern) for one in slices])
        firsts = np.cumsum([0] + [len(one.first) - 1 for one in slices])
        count = len(values)
        starts = np.concatenate([one.group[:-1] + count * z for z, one in enumerate(slices)])
        _search(
            np.argsort(values),
            values,
            settled,
            self.codes,
            self.ranks[others],
            np.concatenate([one.member for one in slices]),
            starts,
            np.append(starts[1:], count * len(slices)),
            np.concatenate([one.pattern for one in slices]),
            np.concatenate([one.first[:-1] + groups[z] for z, one in enumerate(slices)] + [groups[-1:]]),
            np.stack([one.place + firsts[z] for z, one in enumerate(slices)]),
            np.array([[one.bound, one.rise, one.fall] for one in slices], np.int64),
            by_improvements,
        )
        return values

    def _best(self, dm: int, values: IntArray) -> IntArray:
        """Return, for each state, the greatest of the values over it and the DM's moves from it."""
        if not self.form.options[dm]:
            return values
        one = self._sorted(dm)
        best = np.empty(len(values), np.int32)
        values = values.astype(np.int32, copy=False)
        _best_by_move(values, best, one.member, one.group, one.pattern, one.first, one.rise, one.fall)
        return best

    def _sorted(self, dm: int) -> _Slices:
        if dm not in self._slices:
            self._slices[dm] = _Slices.of(self.form, dm, self.codes, self.ranks[dm])
        return self._slices[dm]


@kernel
def _leads(origin: int, target: int, rise: int, fall: int) -> bool:
    """Return whether options may be switched from one pattern to another one."""
    return (target & ~origin & ~rise) | (origin & ~target & ~fall) == 0


@kernel
def _best_by_move(
    values: IntArray,
    best: IntArray,
    member: IntArray,
    group: IntArray,
    pattern: IntArray,
    first: IntArray,
    rise: int,
    fall: int,
) -> None:
    """Write the greatest value over each state and what one DM moves to; see ``_Slices``."""
    most = np.empty(pattern.size, values.dtype)
    for g in range(pattern.size):
        highest = values[member[group[g]]]
        for z in range(group[g], group[g + 1]):
            highest = max(highest, values[member[z]])
        most[g] = highest
    for s in range(first.size - 1):
        for g in range(first[s], first[s + 1]):
            highest = most[g]
            for h in range(first[s], first[s + 1]):
                if _leads(pattern[g], pattern[h], rise, fall):
                    highest = max(highest, most[h])
            for z in range(group[g], group[g + 1]):
                best[member[z]] = highest


@kernel
def _search(
    order: IntArray,
    values: IntArray,
    settled: BoolArray,
    codes: IntArray,
    ranks: IntArray,
    member: IntArray,
    following: IntArray,
    end: IntArray,
    pattern: IntArray,
    first: IntArray,
    place: IntArray,
    switches: IntArray,
    by_improvements: bool,
) -> None:
    """Settle the states in ascending value; the groups and slices of all opponents are numbered through.

    ``following`` says for each group which of its members is the next to settle, ``end`` where it ends;
    ``switches`` holds bound, rise and fall of each opponent.
    """
    waiting = np.empty(values.size, np.int32)
    for start in order:
        if settled[start]:
            continue
        settled[start] = True
        waiting[0], number = start, 1
        value = values[start]
        while number:
            number -= 1
            goal = waiting[number]
            for j in range(len(ranks)):
                bound, rise, fall = switches[j]
                target, rank = codes[goal] & bound, ranks[j, goal]
                s = place[j, goal]
                for g in range(first[s], first[s + 1]):
                    if not _leads(pattern[g], target, rise, fall):
                        continue
                    z = following[g]
                    while z < end[g]:
                        origin = member[z]
                        if by_improvements and ranks[j, origin] >= rank:
                            break
                        z += 1
                        if not settled[origin]:
                            settled[origin] = True
                            values[origin] = value
                            waiting[number] = origin
                            number += 1
                    following[g] = z
