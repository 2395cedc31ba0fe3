r"""Many preference profiles of one model at once.

A *profile* says for each decision maker (DM) in which order its preference lines come, most important first,
and which of them are left out. States, moves and lines stay the same; only the ranks differ:

.. math:: P_i(s) = \sum_p c_{i,o_p}(s) \prod_{q > p} b_{i,o_q}

where :math:`o_p` is the line at place p, :math:`c(s)` how many of its statements hold at s (more than one
only in a line of equal importance) and b one more than the greatest such number. So lines compare
lexicographically, exactly: option prioritisation (Hipel, Fang & Kilgour). Ranks take the smallest integers
that hold every order: two bytes up to 14 lines of one statement, four up to 30, eight up to 62.

The arrays put the profile on the last axis, and run over feasible states only. The equation is that of
:mod:`detente.engine.equation`. What others reach by any moves, all of them reversible, is the same in
every profile: classes of states, found once. Results are counted and not kept, so that a million profiles
need no more memory than a thousand.

Made for small models (up to some thousand states), in option form: a pass follows every single move, where
:mod:`detente.engine.hypercube` sorts.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .arrays import BoolArray, ByteArray, IntArray, frozen
from .equation import SANCTION, Concept
from .hypercube import FREE, Hypercube

if TYPE_CHECKING:
    from .fast import batch as compiled

__all__ = ["Family", "Question", "Tally", "bits", "fits", "pays", "tallies", "tally"]

CountArray = npt.NDArray[np.int64]

_NONE = Concept(0)

_CELLS = 1 << 15
"""So many ranks a NumPy array of a chunk holds: a few such arrays stay in the nearer caches."""

_PATIENCE = 1 << 26
"""So many moves of single profiles are left to NumPy, about two seconds, before the kernels pay."""


class Family:
    """The models that differ only in the order and presence of preference lines.

    Parameters
    ----------
    form
        The model in option form; of its ranks only which positions are feasible is used.
    counts
        Per DM integers of shape (lines, m): how many statements of each line hold at each of the m
        feasible states, in the order of their positions.

    Raises
    ------
    TypeError
        If the form is no hypercube. In graph form moves need not be transitive, and the last mover would
        have to be known; prioritised lists speak of options anyway.
    ValueError
        If the counts do not fit the form, or if :func:`fits` is false.

    Examples
    --------
    Two DMs with an option each; each wants the other's option, and not its own:

    >>> counts = [[[0, 0, 1, 1], [1, 0, 1, 0]], [[0, 1, 0, 1], [1, 1, 0, 0]]]
    >>> family = Family(Hypercube((1, 1), np.zeros((2, 4), int)), [np.array(c) for c in counts])
    >>> family.dms, family.states, family.lines
    (2, 4, (2, 2))
    """

    def __init__(self, form: Hypercube, counts: Sequence[npt.NDArray[np.integer]]) -> None:
        if not isinstance(form, Hypercube):
            raise TypeError("many profiles at once are for models in option form")
        feasible = form.feasible
        positions = 1 << form.bits
        codes = np.arange(positions) if feasible is None else np.flatnonzero(feasible)
        if len(counts) != len(form.options) or any(c.shape[1:] != codes.shape for c in counts):
            raise ValueError(f"there must be counts of shape (lines, {len(codes)}) for each decision maker")
        if not fits(counts):
            raise ValueError("there are too many lines for ranks of 63 bits")
        self.dms, self.states = len(form.options), len(codes)
        self.lines = tuple(len(c) for c in counts)
        self.base, self.counts = _digits(counts, self.states)
        self.start, self.target = _moves(form, codes)
        index = np.arange(positions)[np.newaxis]
        self.slices = np.stack([_classes(form.best_by_move(i, index[0])[codes]) for i in range(self.dms)])
        self.free = np.array([bool((form.own_switches(i) == FREE).all()) for i in range(self.dms)])
        self.open = np.array([all(np.delete(self.free, i)) for i in range(self.dms)])
        self.regions = np.zeros((self.dms, self.states), np.int32)
        for dm in np.flatnonzero(self.open).tolist():
            self.regions[dm] = _classes(form.least_reached(dm, index, by_improvements=False)[0, codes])
        for array in (self.base, self.counts, self.start, self.target, self.slices, self.regions):
            frozen(array)

    @functools.cached_property
    def columns(self) -> tuple[IntArray, ...]:
        """The moves of each DM as columns: (most moves, m), where a state has fewer, the state itself."""
        return tuple(self._columns(dm) for dm in range(self.dms))

    @functools.cached_property
    def model(self) -> compiled.Model:
        """What the kernels want to know."""
        from .fast import batch as compiled

        origin = np.repeat(np.tile(np.arange(self.states), self.dms), np.diff(self.start).reshape(-1))
        mover = np.repeat(np.arange(self.dms), self.start[:, -1] - self.start[:, 0])
        code = (mover * self.states + origin) * self.states + self.target
        back = (mover * self.states + self.target) * self.states + origin
        place = np.searchsorted(code, back)  # moves are listed by mover, origin and target: ascending codes
        returns = code[np.minimum(place, len(code) - 1)] == back

        def edges(kept: BoolArray) -> compiled.Edges:
            before = np.concatenate(([0], np.cumsum(kept)))
            return compiled.Edges(before[self.start], self.target[kept])

        return compiled.Model(
            self.base,
            self.counts,
            edges(np.ones(len(code), bool)),
            edges(returns & (self.target > origin)),
            edges(~returns),
            self.slices,
            self.free,
            self.regions,
            self.open,
        )

    def _columns(self, dm: int) -> IntArray:
        start = self.start[dm]
        degree = np.diff(start)
        columns = np.tile(np.arange(self.states), (int(degree.max(initial=0)), 1))
        origin = np.repeat(np.arange(self.states), degree)
        move = np.arange(start[0], start[-1])
        columns[move - start[origin], origin] = self.target[start[0] : start[-1]]
        return frozen(columns)

    def checked(self, orders: npt.NDArray[np.integer]) -> npt.NDArray[np.int16]:
        """Return profiles as int16, shape (profiles, n, places).

        Raises
        ------
        ValueError
            If the shape is another, or a number is no line of its DM, or a line comes twice.
        """
        if orders.ndim != 3 or orders.shape[1] != self.dms or orders.dtype.kind not in "iu":
            raise ValueError(f"profiles are integers of shape (profiles, {self.dms}, places)")
        if orders.size:
            least, most = orders.min(axis=(0, 2)), orders.max(axis=(0, 2))
            if least.min() < -1 or (most >= np.array(self.lines)).any():
                raise ValueError("a profile names a line that its decision maker does not have")
            ordered = np.sort(orders, axis=2)
            if ((ordered[..., 1:] == ordered[..., :-1]) & (ordered[..., 1:] >= 0)).any():
                raise ValueError("a profile names a line twice")
        return np.require(orders, np.int16, ["C", "W"])  # one type of array, so that kernels compile once

    def check(self, question: Question) -> None:
        """Raise ValueError if a question names a state or a DM that there is not, or several concepts."""
        states, dms = np.array([*question.states, 0]), np.array([*(question.dms or ()), 0])
        if min(states.min(), dms.min()) < 0 or states.max() >= self.states or dms.max() >= self.dms:
            raise ValueError("a question names a state or a decision maker that there is not")
        if len(tuple(question.concept)) != 1:
            raise ValueError("a question is about one concept")


@dataclass(frozen=True, slots=True)
class Question:
    """Is some of these states stable for all of these DMs under a concept?

    Parameters
    ----------
    concept
        One concept.
    states
        Indexes among the feasible states.
    dms
        Places of DMs; None for all: then the question is whether some of the states is an equilibrium.
    """

    concept: Concept
    states: tuple[int, ...]
    dms: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What was counted over some profiles.

    Attributes
    ----------
    profiles
        How many there were.
    concepts
        The C concepts that were counted, in the order of their bits.
    stable : ndarray of int64, shape (n, C, m)
        In how many profiles each state is stable for each DM.
    equilibria : ndarray of int64, shape (C, m)
        In how many profiles each state is an equilibrium.
    answers : ndarray of bool, shape (questions, profiles)
        The answers for each profile.
    """

    profiles: int
    concepts: tuple[Concept, ...]
    stable: CountArray
    equilibria: CountArray
    answers: BoolArray


def fits(counts: Iterable[npt.NDArray[np.integer]]) -> bool:
    """Return whether ranks of 63 bits hold every order of the lines.

    A line that holds everywhere or nowhere takes no room.

    >>> fits([np.eye(62, dtype=int)]), fits([np.eye(63, dtype=int)])
    (True, False)
    """
    return max((_span(c) for c in counts), default=1) <= np.iinfo(np.int64).max


def pays(moves: int) -> bool:
    """Return whether so many moves of single profiles are worth the compiled kernels, and Numba is there."""
    return moves > _PATIENCE and find_spec("numba") is not None


def tallies(
    family: Family,
    blocks: Iterable[npt.NDArray[np.integer]],
    concepts: Concept,
    questions: Sequence[Question] = (),
    *,
    fast: bool | None = None,
    threads: int | None = None,
) -> Iterator[Tally]:
    """Analyse blocks of profiles, one after the other; nobody need take all of them.

    Parameters
    ----------
    family, concepts, questions, threads
        As for :func:`tally`.
    blocks
        Each as for :func:`tally`.
    fast
        As for :func:`tally`; by default NumPy does what takes it about two seconds, and compiled
        kernels the rest, where Numba is installed.
    """
    moves = len(family.target)
    done = 0
    for block in blocks:
        done += len(block) * moves
        swift = fast if fast is not None else pays(done)
        yield tally(family, block, concepts, questions, fast=swift, threads=threads)


def tally(
    family: Family,
    orders: npt.NDArray[np.integer],
    concepts: Concept,
    questions: Sequence[Question] = (),
    *,
    fast: bool = False,
    threads: int | None = None,
) -> Tally:
    """Analyse some profiles and count.

    Parameters
    ----------
    family
        The models.
    orders
        Integers, shape (profiles, n, places): the lines of each DM by their index, most important first;
        -1 where there is none, at any place.
    concepts
        The concepts to count, or-ed together; those of the questions are worked out besides.
    questions
        What to answer for each profile. When nothing is counted, only the DMs that they name are looked at.
    fast
        Whether to use the compiled kernels, on all cores; this needs Numba.
    threads
        How many threads the kernels may use; by default one for each core.

    Notes
    -----
    Cost per profile: n m K for the ranks of K lines; each concept but nash of each DM one reduction, and for
    seq and sseq some passes (about 4 to 10) over the moves of the others.

    Examples
    --------
    In how many orders of its two lines does each DM cooperate, in nash and in seq?

    >>> counts = [np.array([[0, 0, 1, 1], [1, 0, 1, 0]]), np.array([[0, 1, 0, 1], [1, 1, 0, 0]])]
    >>> family = Family(Hypercube((1, 1), np.zeros((2, 4), int)), counts)
    >>> orders = np.array([[a, b] for a in ([0, 1], [1, 0]) for b in ([0, 1], [1, 0])])
    >>> found = tally(family, orders, Concept.NASH | Concept.SEQ, [Question(Concept.SEQ, (3,))])
    >>> found.equilibria.tolist(), found.answers.tolist()
    ([[4, 0, 0, 0], [4, 0, 0, 1]], [[True, False, False, False]])
    """
    orders = family.checked(orders)
    asked = functools.reduce(Concept.__or__, (q.concept for q in questions), concepts)
    focal = np.full(family.dms, bool(concepts))
    for question in questions:
        family.check(question)
        focal[_dms(family, question)] = True
    chosen = tuple(concepts)
    if fast:
        places = [int(concept).bit_length() - 1 for concept in chosen]
        stable, equilibria, answers, _ = _compiled(
            family, orders, asked, focal, questions, counted=concepts, threads=threads
        )
        return Tally(len(orders), chosen, stable[:, places], equilibria[places], answers)
    found = Tally(
        len(orders),
        chosen,
        np.zeros((family.dms, len(chosen), family.states), np.int64),
        np.zeros((len(chosen), family.states), np.int64),
        np.zeros((len(questions), len(orders)), bool),
    )
    for begin, chunk in _chunks(family, orders):
        _add(family, _bits(family, chunk, asked, focal), questions, begin, found)
    return found


def bits(
    family: Family, orders: npt.NDArray[np.integer], concepts: Concept, *, fast: bool = False
) -> ByteArray:
    """Analyse some profiles and keep all: for few of them, or to compare.

    Returns
    -------
    ndarray of uint8, shape (profiles, n, m)
        For each profile what :func:`detente.engine.equation.stability` gives, at feasible states.
    """
    orders = family.checked(orders)
    everyone = np.ones(family.dms, bool)
    found = np.zeros((family.dms, family.states, len(orders)), np.uint8)
    if fast:
        found = _compiled(family, orders, concepts, everyone, keep=True)[3]
    else:
        for begin, chunk in _chunks(family, orders):
            found[:, :, begin : begin + len(chunk)] = _bits(family, chunk, concepts, everyone)
    return np.ascontiguousarray(np.moveaxis(found, 2, 0))


# What a family holds


def _span(counts: npt.NDArray[np.integer]) -> int:
    """Return how many ranks there may be: the product of the bases of the lines."""
    span = 1
    for base in (np.ptp(counts, axis=1) + 1).tolist() if counts.size else ():
        span *= base
    return span


def _digits(counts: Sequence[npt.NDArray[np.integer]], states: int) -> tuple[CountArray, IntArray]:
    """Return the bases, (n, K), and the counts from 0, (n, m, K), in the type that the ranks need."""
    most = max(len(c) for c in counts)
    largest = max(_span(c) for c in counts)
    types = (np.int16, np.int32, np.int64)
    dtype = next(t for t in types if largest <= np.iinfo(t).max)
    base = np.ones((len(counts), most), np.int64)
    digits = np.zeros((len(counts), states, most), dtype)
    for dm, own in enumerate(counts):
        if own.size:
            base[dm, : len(own)] = np.ptp(own, axis=1) + 1
            digits[dm, :, : len(own)] = (own - own.min(axis=1, keepdims=True)).T
    return base, digits


def _moves(form: Hypercube, codes: IntArray) -> tuple[CountArray, npt.NDArray[np.int32]]:
    """Return the moves between feasible states, as lists.

    The moves of a DM from state s lead to ``target[start[dm, s] : start[dm, s + 1]]``.
    """
    start = np.zeros((len(form.options), len(codes) + 1), np.int64)
    targets: list[npt.NDArray[np.int32]] = []
    before = 0
    for dm in range(len(form.options)):
        origin, position = form.successors(dm, codes)
        start[dm, 0] = before
        start[dm, 1:] = before + np.cumsum(np.bincount(origin, minlength=len(codes)))
        before += len(origin)
        targets.append(np.searchsorted(codes, position).astype(np.int32))
    return start, np.concatenate(targets)


def _classes(labels: IntArray) -> npt.NDArray[np.int32]:
    """Number the classes of states with equal labels from 0."""
    return np.unique(labels, return_inverse=True)[1].reshape(-1).astype(np.int32)


# The road with NumPy: arrays of shape (m, profiles of a chunk)


def _chunks(family: Family, orders: IntArray) -> Iterator[tuple[int, IntArray]]:
    """Cut profiles into chunks, each with its first place."""
    size = max(16, _CELLS // family.states)
    for begin in range(0, len(orders), size):
        yield begin, orders[begin : begin + size]


def _bits(family: Family, orders: IntArray, concepts: Concept, focal: BoolArray) -> ByteArray:
    """Return the bits of some profiles, shape (n, m, profiles); 0 for DMs that are not focal."""
    ranks = _ranks(family, orders)
    found = np.zeros(ranks.shape, np.uint8)
    for dm in np.flatnonzero(focal).tolist():
        own = ranks[dm]
        escape = _best_by_move(family, dm, own)
        for concept in concepts:
            how = SANCTION[concept]
            if how is None:
                found[dm] |= (escape <= own) * np.uint8(concept)
                continue
            guard = escape if how.survives_escape else own
            guard = np.minimum(_least_reached(family, dm, ranks if how.by_improvements else None, guard), own)
            found[dm] |= (_best_by_move(family, dm, guard) <= own) * np.uint8(concept)
    return found


def _ranks(family: Family, orders: IntArray) -> IntArray:
    """Return the ranks, shape (n, m, profiles)."""
    profiles = np.arange(len(orders))
    weights = np.zeros((family.dms, family.base.shape[1], len(orders)), family.counts.dtype)
    for dm, own in enumerate(weights):
        scale = np.ones(len(orders), np.int64)
        for place in reversed(range(orders.shape[2])):
            line = orders[:, dm, place]
            there = line >= 0
            own[line[there], profiles[there]] = scale[there]
            scale[there] *= family.base[dm, line[there]]
    return family.counts @ weights


def _best_by_move(family: Family, dm: int, values: IntArray) -> IntArray:
    """Return the greatest of ``values`` over s and R_dm(s)."""
    best = values.copy()
    for target in family.columns[dm]:
        np.maximum(best, values.take(target, axis=0), out=best)
    return best


def _least_reached(family: Family, dm: int, ranks: IntArray | None, key: IntArray) -> IntArray:
    """Return the least of ``key`` over t and R_H(t), or R_H⁺(t) where ranks say what improves."""
    if ranks is None and family.open[dm]:
        region = family.regions[dm]
        order = np.argsort(region, kind="stable")
        first = np.searchsorted(region[order], np.arange(region.max() + 1))
        least: IntArray = np.minimum.reduceat(key[order], first, axis=0)[region]
        return least
    others = [j for j in range(family.dms) if j != dm and len(family.columns[j])]
    quiet = place = 0
    guard = key
    while others and quiet < len(others):
        mover = others[place % len(others)]
        after = _pass(family.columns[mover], None if ranks is None else ranks[mover], guard)
        quiet = quiet + 1 if np.array_equal(after, guard) else 1
        guard, place = after, place + 1
    return guard


def _pass(columns: IntArray, ranks: IntArray | None, guard: IntArray) -> IntArray:
    """Take the least over s and the moves, or improvements, of one DM from s."""
    after = guard.copy()
    for target in columns:
        there = guard.take(target, axis=0)
        if ranks is not None:
            there = np.where(ranks.take(target, axis=0) > ranks, there, after)
        np.minimum(after, there, out=after)
    return after


def _add(family: Family, found: ByteArray, questions: Sequence[Question], begin: int, total: Tally) -> None:
    """Add the bits of a chunk to the counts, and write the answers of its profiles."""
    if total.concepts:
        together = np.bitwise_and.reduce(found, axis=0)
        for place, concept in enumerate(total.concepts):
            flag = np.uint8(concept)
            total.stable[:, place] += np.count_nonzero(found & flag, axis=2)
            total.equilibria[place] += np.count_nonzero(together & flag, axis=1)
    for row, question in zip(total.answers, questions, strict=True):
        states = found[np.ix_(_dms(family, question), question.states)] & np.uint8(question.concept)
        row[begin : begin + found.shape[2]] = (states != 0).all(axis=0).any(axis=0)


# The compiled road


def _dms(family: Family, question: Question) -> list[int]:
    return list(range(family.dms)) if question.dms is None else list(question.dms)


def _compiled(
    family: Family,
    orders: IntArray,
    concepts: Concept,
    focal: BoolArray,
    questions: Sequence[Question] = (),
    *,
    counted: Concept = _NONE,
    keep: bool = False,
    threads: int | None = None,
) -> tuple[CountArray, CountArray, BoolArray, ByteArray]:
    """Hand everything to the kernels; see :func:`detente.engine.fast.batch.count`."""
    from .fast import batch as compiled

    dms = np.zeros((len(questions), family.dms), bool)
    for row, question in zip(dms, questions, strict=True):
        row[_dms(family, question)] = True
    asked = compiled.Questions(
        np.array([question.concept for question in questions], np.uint8),
        dms,
        np.cumsum([0, *(len(question.states) for question in questions)], dtype=np.int64),
        np.array([state for question in questions for state in question.states], np.int64),
    )
    return compiled.count(family.model, orders, int(concepts), int(counted), focal, asked, keep, threads)
