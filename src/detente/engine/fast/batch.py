"""Many preference profiles of one small model, compiled: the profile is the fastest axis.

A *strip* is ``LANES`` profiles side by side. All arrays of a strip end in an axis of that length, so the
processor compares or adds that many profiles at once. The strips are independent of each other; the cores
share them. Letters in shapes: n decision makers (DMs), m feasible states, K preference lines, L lanes, N
profiles, E moves. The stages are those of :mod:`detente.engine.batch`, which says what the arrays hold.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..arrays import BoolArray, ByteArray, IntArray
from .jit import Crew, kernel

__all__ = ["LANES", "Edges", "Model", "Questions", "count"]

LANES = 64
"""Profiles in a strip: enough that the work on a pair of states outweighs finding them."""

_SHARE = 4096
"""Strips with so many states in all are worth a thread's while."""

_NASH, _GMR, _SMR, _SEQ, _SSEQ = 1, 2, 4, 8, 16  # as in the engine's Concept


class Edges(NamedTuple):
    """Moves as lists: those of DM i from s lead to ``target[start[i, s] : start[i, s + 1]]``."""

    start: IntArray  # (n, m + 1) int64
    target: IntArray  # int32


class Model(NamedTuple):
    """The arrays of a family of models; see :class:`detente.engine.batch.Family`."""

    base: IntArray  # (n, K) int64
    counts: IntArray  # (n, m, K), of the type of the ranks
    moves: Edges
    both_ways: Edges  # of two states with moves both ways, the one with the greater index is the target
    one_way: Edges
    slices: IntArray  # (n, m) int32
    free: BoolArray  # (n,)
    regions: IntArray  # (n, m) int32
    open: BoolArray  # (n,)


class _Room(NamedTuple):
    """Room for one strip."""

    weights: IntArray  # (n, K, L)
    ranks: IntArray  # (n, m, L)
    spare: IntArray  # (3, m, L)


class Questions(NamedTuple):
    """Q questions: is one of some states stable for some DMs under a concept?"""

    flag: ByteArray  # (Q,) the bit of the concept
    dms: BoolArray  # (Q, n)
    first: IntArray  # (Q + 1,) int64: where the states of each begin
    states: IntArray  # the states of all, one after the other


def count(
    model: Model,
    orders: IntArray,
    concepts: int,
    counted: int,
    focal: BoolArray,
    questions: Questions,
    keep: bool = False,
    threads: int | None = None,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], BoolArray, ByteArray]:
    """Analyse profiles and count.

    Parameters
    ----------
    model, questions
        The family of models, and what to answer for each profile.
    orders
        int16, shape (N, n, places): the lines of each DM, most important first, -1 where there is none.
    concepts, counted
        The bits of the concepts to work out, and of those among them to count.
    focal
        For which DMs stability is wanted, shape (n,).
    keep
        Whether to return the bits of every profile as well.

    Returns
    -------
    stable : (n, 5, m)
        In how many profiles each state is stable for each DM, per bit of a concept.
    equilibria : (5, m)
        In how many it is stable for all; meaningful where all DMs are focal.
    answers : (Q, N)
    bits : (n, m, N)
        Empty (N = 0) unless ``keep``.
    """
    profiles, dms, _ = orders.shape
    states = model.slices.shape[1]
    answers = np.zeros((len(questions.flag), profiles), bool)
    bits = np.zeros((dms, states, profiles if keep else 0), np.uint8)
    partial: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []

    def strips(begin: int, end: int) -> int:
        stable = np.zeros((dms, 5, states), np.int64)
        equilibria = np.zeros((5, states), np.int64)
        found = np.zeros((dms, states, LANES), np.uint8)
        room = _Room(
            *(
                np.zeros((*shape, LANES), model.counts.dtype)
                for shape in (model.base.shape, (dms, states), (3, states))
            )
        )
        for first in range(begin * LANES, min(end * LANES, profiles), LANES):
            width = min(LANES, profiles - first)
            _strip(orders, first, width, concepts, focal, model, room, found)
            _tally(found, counted, stable, equilibria)
            _answer(found, first, width, questions, answers)
            if keep:
                bits[:, :, first : first + width] = found[:, :, :width]
        partial.append((stable, equilibria))
        return end - begin

    with Crew(threads) as crew:
        crew.run(strips, -(-profiles // LANES), least=max(1, _SHARE // states))
    stable = sum((part for part, _ in partial), np.zeros((dms, 5, states), np.int64))
    equilibria = sum((part for _, part in partial), np.zeros((5, states), np.int64))
    return stable, equilibria, answers, bits


@kernel
def _strip(
    orders: Any,
    first: int,
    width: int,
    concepts: int,
    focal: Any,
    model: Any,
    room: Any,
    found: Any,
) -> None:
    """Analyse the profiles [first, first + width): the bits are (n, m, L), 0 in lanes without a profile."""
    _weigh(orders, first, width, model.base, room.weights)
    _rank(room.weights, model.counts, room.ranks)
    for dm in range(len(focal)):
        if focal[dm]:
            _stability(dm, room.ranks, concepts, model, room.spare, found[dm])
            for s in range(found.shape[1]):
                for lane in range(width, LANES):
                    found[dm, s, lane] = 0


@kernel
def _weigh(orders: Any, first: int, width: int, base: Any, weights: Any) -> None:
    """Weigh each line so that it counts for more than all less important ones: (n, K, L)."""
    for dm in range(weights.shape[0]):
        _clear(weights[dm])
    for lane in range(width):
        for dm in range(orders.shape[1]):
            scale = 1
            for place in range(orders.shape[2] - 1, -1, -1):
                line = orders[first + lane, dm, place]
                if line >= 0:
                    weights[dm, line, lane] = scale
                    scale *= base[dm, line]


@kernel
def _rank(weights: Any, counts: Any, ranks: Any) -> None:
    """Sum the weights of the lines that hold: (n, m, L). Cost: n m K."""
    for dm in range(ranks.shape[0]):
        for s in range(ranks.shape[1]):
            for lane in range(LANES):
                ranks[dm, s, lane] = 0
            for line in range(weights.shape[1]):
                times = counts[dm, s, line]
                if times:
                    for lane in range(LANES):
                        ranks[dm, s, lane] += times * weights[dm, line, lane]


@kernel
def _stability(dm: int, ranks: Any, concepts: int, model: Any, room: Any, found: Any) -> None:
    """Apply the equation for one DM: found is (m, L), one bit a concept."""
    own = ranks[dm]
    escape, guard, spare = room[0], room[1], room[2]
    _clear(found)
    if concepts & (_NASH | _SMR | _SSEQ):
        _copy(own, escape)
        _best_by_move(dm, model, spare, escape)
    if concepts & _NASH:
        _judge(escape, own, _NASH, found)
    for concept in (_GMR, _SMR, _SEQ, _SSEQ):
        if concepts & concept:
            _copy(escape if concept & (_SMR | _SSEQ) else own, guard)
            if concept & (_SEQ | _SSEQ) or not model.open[dm]:
                _least_by_passes(dm, concept & (_SEQ | _SSEQ), ranks, model, spare, guard)
            else:
                _least_of_class(model.regions[dm], spare, guard)
            _cap(guard, own)
            _best_by_move(dm, model, spare, guard)
            _judge(guard, own, concept, found)


@kernel
def _best_by_move(dm: int, model: Any, spare: Any, values: Any) -> None:
    """Take the greatest value over s and R_i(s): by slice, or move by move where options are bound."""
    if model.free[dm]:
        label = model.slices[dm]
        _clear(spare)  # ranks are 0 and more
        for s in range(values.shape[0]):
            z = label[s]
            for lane in range(LANES):
                spare[z, lane] = max(spare[z, lane], values[s, lane])
        _spread(label, spare, values)
        return
    _copy(values, spare)
    start, target = model.moves
    for s in range(values.shape[0]):
        for move in range(start[dm, s], start[dm, s + 1]):
            t = target[move]
            for lane in range(LANES):
                values[s, lane] = max(values[s, lane], spare[t, lane])


@kernel
def _least_of_class(label: Any, spare: Any, guard: Any) -> None:
    """Take the least over each class of states: what the others reach by any moves, all reversible."""
    for s in range(guard.shape[0]):
        for lane in range(LANES):
            spare[label[s], lane] = guard[s, lane]
    for s in range(guard.shape[0]):
        z = label[s]
        for lane in range(LANES):
            spare[z, lane] = min(spare[z, lane], guard[s, lane])
    _spread(label, spare, guard)


@kernel
def _spread(label: Any, of_class: Any, values: Any) -> None:
    """Give each state the value of its class."""
    for s in range(values.shape[0]):
        z = label[s]
        for lane in range(LANES):
            values[s, lane] = of_class[z, lane]


@kernel
def _least_by_passes(dm: int, improving: int, ranks: Any, model: Any, before: Any, guard: Any) -> None:
    """Take the least over t and R_H(t), or R_H⁺(t): one opponent after the other, until nothing changes.

    Moves are transitive, so a pass that may see values of its own is still one pass, and a second pass of
    the same opponent is idle.
    """
    n = ranks.shape[0]
    _copy(guard, before)
    mover, quiet = 0, 0
    while quiet < n:
        if mover == dm:
            quiet += 1
        else:
            if improving:
                _improve_both_ways(mover, ranks[mover], model.both_ways, guard)
                _improve_one_way(mover, ranks[mover], model.one_way, guard)
            else:
                _follow(mover, model.moves, guard)
            quiet = 1 if _changed(before, guard) else quiet + 1
        mover = (mover + 1) % n


@kernel
def _improve_both_ways(mover: int, ranks: Any, edges: Any, guard: Any) -> None:
    """Lower the worse one of two states to what the better one promises. Cost: the pairs of states."""
    start, target = edges
    for s in range(guard.shape[0]):
        for move in range(start[mover, s], start[mover, s + 1]):
            t = target[move]
            for lane in range(LANES):
                here, there = ranks[s, lane], ranks[t, lane]
                x, y = guard[s, lane], guard[t, lane]
                low = min(x, y)
                guard[s, lane] = low if there > here else x
                guard[t, lane] = low if here > there else y


@kernel
def _improve_one_way(mover: int, ranks: Any, edges: Any, guard: Any) -> None:
    """Lower a state to what a better one promises, where there is no way back."""
    start, target = edges
    for s in range(guard.shape[0]):
        for move in range(start[mover, s], start[mover, s + 1]):
            t = target[move]
            for lane in range(LANES):
                here, there = ranks[s, lane], ranks[t, lane]
                x = guard[s, lane]
                low = min(x, guard[t, lane])
                guard[s, lane] = low if there > here else x


@kernel
def _follow(mover: int, edges: Any, guard: Any) -> None:
    """Lower a state to the least that any move leads to."""
    start, target = edges
    for s in range(guard.shape[0]):
        for move in range(start[mover, s], start[mover, s + 1]):
            t = target[move]
            for lane in range(LANES):
                guard[s, lane] = min(guard[s, lane], guard[t, lane])


@kernel
def _changed(before: Any, guard: Any) -> bool:
    """Return whether anything is other than before, and remember it as it is."""
    difference = 0
    for s in range(guard.shape[0]):
        for lane in range(LANES):
            difference |= before[s, lane] ^ guard[s, lane]
            before[s, lane] = guard[s, lane]
    return difference != 0


@kernel
def _copy(values: Any, to: Any) -> None:
    """Copy an array; a loop compiles in a tenth of the time of an assignment."""
    for s in range(values.shape[0]):
        for lane in range(LANES):
            to[s, lane] = values[s, lane]


@kernel
def _clear(values: Any) -> None:
    """Fill an array with 0."""
    for s in range(values.shape[0]):
        for lane in range(LANES):
            values[s, lane] = 0


@kernel
def _cap(guard: Any, own: Any) -> None:
    """Replace g by min(g, P_i)."""
    for s in range(guard.shape[0]):
        for lane in range(LANES):
            guard[s, lane] = min(guard[s, lane], own[s, lane])


@kernel
def _judge(best: Any, own: Any, flag: int, found: Any) -> None:
    """Set the bit where no move is worth more than staying."""
    bit = np.uint8(flag)
    for s in range(own.shape[0]):
        for lane in range(LANES):
            found[s, lane] |= bit if best[s, lane] <= own[s, lane] else np.uint8(0)


@kernel
def _tally(found: Any, counted: int, stable: Any, equilibria: Any) -> None:
    """Add how many lanes have each bit, for each DM and for all DMs together."""
    n = found.shape[0]
    both = np.empty(LANES, np.uint8)
    for s in range(found.shape[1]):
        for lane in range(LANES):
            both[lane] = 255
        for dm in range(n):
            for lane in range(LANES):
                both[lane] &= found[dm, s, lane]
        for place in range(5):
            if counted >> place & 1:
                for dm in range(n):
                    stable[dm, place, s] += _lanes_with(found[dm, s], place)
                equilibria[place, s] += _lanes_with(both, place)


@kernel
def _lanes_with(bits: Any, place: int) -> int:
    """Return how many lanes have a bit; LANES fits a byte."""
    number = np.uint8(0)
    for lane in range(LANES):
        number = np.uint8(number + ((bits[lane] >> np.uint8(place)) & np.uint8(1)))
    return int(number)


@kernel
def _answer(found: Any, first: int, width: int, questions: Any, answers: Any) -> None:
    """Answer each question for the profiles of a strip."""
    yes = np.empty(LANES, np.uint8)
    both = np.empty(LANES, np.uint8)
    for q in range(questions.flag.shape[0]):
        for lane in range(LANES):
            yes[lane] = 0
        for place in range(questions.first[q], questions.first[q + 1]):
            s = questions.states[place]
            for lane in range(LANES):
                both[lane] = questions.flag[q]
            for dm in range(found.shape[0]):
                if questions.dms[q, dm]:
                    for lane in range(LANES):
                        both[lane] &= found[dm, s, lane]
            for lane in range(LANES):
                yes[lane] |= both[lane]
        for lane in range(width):
            answers[q, first + lane] = yes[lane] != 0
