"""Which way an analysis is computed: the choice is made here and nowhere else, by measured cost.

=========== ============================================== ==========================================
road        what it is                                     taken for
=========== ============================================== ==========================================
``NUMPY``   the equation, in plain NumPy                   small models; graph form; without Numba
``CUBE``    compiled passes over all 2^k positions         large models in option form
``LISTED``  a compiled search over the feasible states     large models of which few states are left
=========== ============================================== ==========================================

In graph form only the search for sequences is compiled, from some hundred thousand moves on.

All give the same bits. Measured on two cores of 2.6 GHz, random ranks, 30 % infeasible, five concepts: with
three DMs and 2^16 positions NumPy takes 83 ms and the cube 15 ms, with 2^18 370 ms and 54 ms; below 2^14
there is no difference. The list takes 1.2–4 µs per DM and *state*, the cube 25–150 ns per DM and position,
more with more DMs. Loading the kernels takes 0.5–0.9 s in each process; compiling them, once on a machine,
about 10 s.
"""

from __future__ import annotations

import enum
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from . import equation
from .arrays import ByteArray, IntArray
from .digraph import Digraph, Search, least_ahead
from .equation import SANCTION, Concept, Form
from .hypercube import Hypercube

__all__ = ["Road", "bytes_per_position", "make_ready", "road_for", "stability"]

_WORTH_LOADING = 1 << 19
"""From so many positions kernels are worth loading; counted for three DMs, see ``_size``."""

_WORTH_CALLING = 1 << 14
"""The same once they are loaded."""

_MOVES_WORTH_LOADING = 1 << 18
"""From so many moves (with three DMs) the compiled search of graph form is worth loading."""

_MOVES_WORTH_CALLING = 1 << 13
"""The same once it is loaded."""

_FEW = 24
"""A state of a list costs as much as so many positions of a cube."""

_LARGEST = 14
"""A DM with more options than these is left to NumPy: an entry of a sorted slice has two bytes."""


class Road(enum.Enum):
    """A way to compute an analysis."""

    NUMPY = "numpy"
    CUBE = "cube"
    LISTED = "listed"


def stability(
    form: Form,
    concepts: Concept,
    *,
    road: Road | None = None,
    on_compile: Callable[[], None] | None = None,
    on_slow: Callable[[], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ByteArray:
    """Find which positions are stable for whom, by the quickest way; see :func:`.equation.stability`.

    Parameters
    ----------
    form
        The model with its ranks.
    concepts
        The concepts to analyse, or-ed together.
    road
        The way to take; by default what :func:`road_for` chooses.
    on_compile
        Called before kernels are compiled, which takes a while and happens once on a machine.
    on_slow
        Called where kernels would pay and Numba is not installed.
    progress
        Called with how many stages are done, and how many there are.

    Returns
    -------
    ndarray of uint8, shape (n, m)
        Bit c of entry (i, s) says that s is stable for DM i under concept c; infeasible positions are 0.

    Examples
    --------
    >>> ranks = np.array([[1, 0, 3, 2], [1, 3, 0, 2]])
    >>> stability(Hypercube((1, 1), ranks), Concept.NASH | Concept.SEQ)
    array([[9, 0, 9, 8],
           [9, 9, 0, 8]], dtype=uint8)
    """
    if isinstance(form, Digraph):
        form.search = least_ahead if road is Road.NUMPY else _search_for(form)
    if on_slow is not None and _misses_numba(form):
        on_slow()
    road = road or road_for(form)
    if road is not Road.NUMPY and not isinstance(form, Hypercube):
        raise ValueError("the compiled roads are for option form")
    if road is Road.NUMPY or not isinstance(form, Hypercube):
        stages = len(form.ranks)
        rows = []
        for dm in range(stages):
            rows.append(equation.stability_for(form, dm, concepts))
            if progress is not None:
                progress(dm + 1, stages)
        return np.stack(rows)
    if on_compile is not None and _to_compile():
        on_compile()
    return _compiled(form, concepts, road, progress)


def make_ready() -> None:
    """Load the kernels, if Numba is there, so that analyses of middling models take them from now on.

    Worth its half a second for a program that runs on and is asked many times.
    """
    if importlib.util.find_spec("numba") is not None:
        every = Concept(sum(concept for concept in Concept))
        stability(Hypercube((1, 1), np.zeros((2, 4), np.int32)), every, road=Road.CUBE)


def _misses_numba(form: Form) -> bool:
    """Return whether kernels would pay for a form, and Numba is not there."""
    if importlib.util.find_spec("numba") is not None:
        return False
    if isinstance(form, Digraph):
        return _searched(form) >= _MOVES_WORTH_LOADING
    return _size(*form.ranks.shape) >= _WORTH_LOADING


def road_for(form: Form) -> Road:
    """Choose a road for a form."""
    if not isinstance(form, Hypercube) or not _compilable(form):
        return Road.NUMPY
    dms, positions = form.ranks.shape
    ready = f"{__package__}.fast.cube" in sys.modules
    if _size(dms, positions) < (_WORTH_CALLING if ready else _WORTH_LOADING):
        return Road.NUMPY
    states = positions if form.feasible is None else int(np.count_nonzero(form.feasible))
    return Road.LISTED if states * _FEW < positions else Road.CUBE


def _searched(form: Digraph) -> int:
    """Return how many moves cost as much with three DMs: each search follows those of the others."""
    return form.number_of_moves * max(len(form.ranks) - 1, 1) // 2


def _search_for(form: Digraph) -> Search:
    """Choose how sequences are sought in graph form; compiled, a move costs a tenth."""
    size = _searched(form)
    ready = f"{__package__}.fast.graph" in sys.modules
    worth = size >= (_MOVES_WORTH_CALLING if ready else _MOVES_WORTH_LOADING)
    if not worth or importlib.util.find_spec("numba") is None:
        return least_ahead
    from .fast import graph

    return graph.least_ahead


def bytes_per_position(dms: int, positions: int) -> int:
    """Estimate from below what a position costs on the road that is likely: ranks, result, working arrays.

    The ranks and the result take 5 bytes per DM; NumPy another 8 for sorted slices, and some whole arrays;
    kernels 2 for sorted slices, and two rows of values.
    """
    if _size(dms, positions) >= _WORTH_LOADING and importlib.util.find_spec("numba") is not None:
        return dms * (4 + 1 + 2) + 8
    return dms * (4 + 1 + 8) + 9 + 32


def _size(dms: int, positions: int) -> int:
    """Return how many positions cost as much with three DMs: passes go over pairs of DMs."""
    return positions * max(dms * (dms - 1), 1) // 6


def _compilable(form: Hypercube) -> bool:
    return max(form.options) <= _LARGEST and importlib.util.find_spec("numba") is not None


def _to_compile() -> bool:
    """Return whether no kernels are on disk yet, as far as one can tell without loading them."""
    from .fast.improvements import spread_by_order

    folder = spread_by_order.stats.cache_path
    if spread_by_order.signatures:
        return False
    return folder is None or not any(Path(folder).glob("improvements.spread_by_order-*.nbi"))


def _compiled(
    form: Hypercube, concepts: Concept, road: Road, progress: Callable[[int, int], None] | None
) -> ByteArray:
    """Take the road by kernels, one DM and one fixpoint after the other."""
    from .fast.cube import Cube
    from .fast.jit import Crew
    from .fast.listed import Listed

    small = _small(form)
    groups = _groups(concepts)
    bits = np.zeros(form.ranks.shape, np.uint8)
    stages = len(bits) * len(groups)
    with Crew() as crew:
        judge = (Listed(small) if road is Road.LISTED else Cube(small, crew)).judge
        for stage in range(stages):
            dm, group = divmod(stage, len(groups))
            judge(dm, groups[group], bits[dm])
            if progress is not None:
                progress(stage + 1, stages)
    return bits


def _groups(concepts: Concept) -> list[Concept]:
    """Split concepts by the fixpoint that they ask for; nash, which asks for none, goes with the first."""
    groups = [Concept(0), Concept(0)]
    for concept in concepts:
        how = SANCTION[concept]
        if how is not None:
            groups[how.by_improvements] |= concept
    asked = [group for group in groups if group] or [Concept(0)]
    return [asked[0] | concepts & Concept.NASH, *asked[1:]]


def _small(form: Hypercube) -> Hypercube:
    """Return the form with ranks of four bytes, below their largest number: that is infinite to a kernel."""
    if form.ranks.dtype == np.int32:
        return form
    ranks: IntArray = np.empty(form.ranks.shape, np.int32)
    for row, target in zip(form.ranks, ranks, strict=True):
        if row.max() < np.iinfo(np.int32).max:
            target[:] = row
        else:
            target[:] = np.unique(row, return_inverse=True)[1] - (form.feasible is not None)
    return Hypercube(form.options, ranks, form.switches)
