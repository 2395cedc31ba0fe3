"""Which states are stable for whom, and which are equilibria."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.states import State, StateSet
from ..engine import memory, roads
from ..engine.arrays import ByteArray, IntArray, frozen
from ..engine.digraph import Digraph
from ..engine.hypercube import Hypercube
from ..errors import NotAnalysed
from .concepts import CONCEPTS, concept_called, flags
from .explain import Explanation, explain

__all__ = ["Analysis", "analyse", "form_of", "memory_needed"]


@dataclass(frozen=True, eq=False)
class Analysis:
    """Which states of a conflict are stable for whom.

    Attributes
    ----------
    conflict : Conflict
        What was analysed.
    concepts : tuple of str
        The ids of the concepts that were analysed.
    bits : ndarray of uint8, shape (decision makers, states), read-only
        One bit a concept, by ``CONCEPTS[id].flag``.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    bits: ByteArray

    def __post_init__(self) -> None:
        frozen(self.bits)

    def __reduce__(self) -> tuple[type[Analysis], tuple[object, ...]]:
        return Analysis, (self.conflict, self.concepts, self.bits)

    def stable(self, concept: str, dm: str) -> StateSet:
        """Return the states that are stable for a decision maker under a concept.

        Raises
        ------
        NotAnalysed
            If the analysis does not hold the concept.
        UnknownName
            If there is no such concept or decision maker.
        """
        row = self.bits[self.conflict.dm(dm)]
        return StateSet.where(self.conflict.space, row & self._flag(concept) != 0)

    def equilibria(self, concept: str) -> StateSet:
        """Return the states that are stable for every decision maker under a concept.

        Raises
        ------
        NotAnalysed
            If the analysis does not hold the concept.
        """
        both = np.bitwise_and.reduce(self.bits, axis=0)
        return StateSet.where(self.conflict.space, both & self._flag(concept) != 0)

    def explain(self, state: State, dm: str, concept: str) -> Explanation:
        """Say why a state is stable for a decision maker, or is not: see :mod:`detente.analysis.explain`."""
        self._flag(concept)
        return explain(self.conflict, self.form, state, dm, concept)

    @functools.cached_property
    def form(self) -> Hypercube | Digraph:
        """The conflict as the engine sees it."""
        return form_of(self.conflict)

    def _flag(self, concept: str) -> np.uint8:
        flag = concept_called(concept).flag
        if concept not in self.concepts:
            held = ", ".join(self.concepts)
            raise NotAnalysed(f"{concept} was not analysed, only {held}: add it to the concepts of analyse")
        return np.uint8(flag)

    def __repr__(self) -> str:
        found = ", ".join(f"{concept} {len(self.equilibria(concept))}" for concept in self.concepts)
        return f"<Analysis of {len(self.conflict.states)} states; equilibria: {found}>"


def analyse(
    conflict: Conflict,
    concepts: Iterable[str] | str = tuple(CONCEPTS),
    *,
    progress: Callable[[int, int], None] | None = None,
    on_compile: Callable[[], None] | None = None,
    on_slow: Callable[[], None] | None = None,
) -> Analysis:
    """Find which states are stable for whom.

    Parameters
    ----------
    conflict
        In option form or graph form.
    concepts
        Ids of solution concepts, or one id; all by default. See :data:`detente.analysis.concepts.CONCEPTS`.
    progress
        Called, while the analysis goes on, with how many of its stages are done and how many there are.
    on_compile
        Called before kernels for large models are compiled, which happens once on a machine.
    on_slow
        Called where the extra ``fast`` would help and is not installed.

    Raises
    ------
    TooLarge
        If there is not enough memory; nothing was tried then.
    UnknownName
        If there is no such concept.

    Examples
    --------
    >>> from detente import Conflict
    >>> dilemma = Conflict.from_options(
    ...     {"A": ["cooperate"], "B": ["cooperate"]},
    ...     preferences={"A": ["B.cooperate", "not cooperate"], "B": ["A.cooperate", "not cooperate"]},
    ... )
    >>> analysis = analyse(dilemma, ["nash", "seq"])
    >>> [str(state) for state in analysis.equilibria("nash")]
    ['{}']
    >>> [str(state) for state in analysis.equilibria("seq")]
    ['{}', '{A.cooperate, B.cooperate}']
    """
    asked = tuple(dict.fromkeys((concepts,) if isinstance(concepts, str) else concepts))
    wanted = flags(asked)
    options = len(conflict.space.refs)
    if conflict.graph is None:
        memory.require(f"analysing {options} options (2^{options} combinations)", memory_needed(conflict))
    form = form_of(conflict)
    bits = roads.stability(form, wanted, on_compile=on_compile, on_slow=on_slow, progress=progress)
    if form.feasible is not None:
        bits = bits[:, conflict.space.codes]
    analysis = Analysis(conflict, asked, bits)
    analysis.__dict__["form"] = form  # what the engine has sorted serves explanations too
    return analysis


def memory_needed(conflict: Conflict) -> int:
    """Estimate from below how many bytes an analysis takes; 0 in graph form, where the file takes more.

    >>> from detente import Conflict
    >>> memory_needed(Conflict.from_options({"A": ["x"]}, {"A": ["x"]})) < 1000
    True
    """
    if conflict.graph is not None:
        return 0
    positions = conflict.space.positions
    return positions * roads.bytes_per_position(len(conflict.decision_makers), positions)


def form_of(conflict: Conflict) -> Hypercube | Digraph:
    """Return a conflict as the engine sees it."""
    if conflict.graph is None:
        sizes = [len(dm.options) for dm in conflict.decision_makers]
        return Hypercube(sizes, conflict.ranks, conflict.switches)
    moves: list[IntArray] = [np.array(own, dtype=np.int64) for own in conflict.graph.moves]
    return Digraph(moves, conflict.ranks)
