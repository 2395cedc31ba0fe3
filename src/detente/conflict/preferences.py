"""What a decision maker wants: a prioritised list, weights, a ranking or scores.

Each kind turns into *ranks*: one integer for each position, higher is better, equal where the decision
maker is indifferent, -1 where the position is no feasible state.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ..diagnostics import Diagnostic
from ..engine.arrays import IntArray, frozen
from ..engine.statements import prioritise, smallest_dtype, weigh
from ..errors import InputError
from .statements import Statement, compiled
from .states import StateSpace

__all__ = [
    "Basis",
    "Line",
    "Preference",
    "Prioritised",
    "Ranking",
    "Scores",
    "StateName",
    "Weights",
    "exact",
    "rank_table",
    "ranks",
    "scores_fault",
    "weights_fault",
]

StateName: TypeAlias = "frozenset[str] | str"
"""A state as people name it: the options taken, or its name in graph form."""


def state_text(name: StateName | None) -> str:
    """Write a state's name: ``{A.x, B.y}``, the name of a graph-form state, or ``unknown``."""
    if name is None:
        return "unknown"
    return name if isinstance(name, str) else "{" + ", ".join(sorted(name)) + "}"


class Basis(enum.Enum):
    """On what a line of a model rests."""

    REPORTED = "reported"
    INFERRED = "inferred"
    ASSUMED = "assumed"
    LOGICAL = "logical"


def line_text(statements: Sequence[Statement], own: str | None = None) -> str:
    """Write a line: its statement, or ``equal: a; b``; options of ``own`` go without prefix."""
    texts = [statement.text(own) for statement in statements]
    return texts[0] if len(texts) == 1 else f"equal: {'; '.join(texts)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a model: a statement, or several of equal importance, and what it rests on.

    Parameters
    ----------
    statements
        One statement; more than one only in a prioritised list: equal importance, what counts is how many
        of them hold.
    basis
        Reported, inferred or assumed; an infeasibility may be logical.
    because, against
        Ids of claims for and against the line.
    says
        What it means, in plain words.
    """

    statements: tuple[Statement, ...]
    basis: Basis = Basis.ASSUMED
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    says: str = ""

    @property
    def statement(self) -> Statement:
        """The only statement of a line that has one."""
        (only,) = self.statements
        return only

    def __str__(self) -> str:
        return line_text(self.statements)


@dataclass(frozen=True, slots=True)
class Prioritised:
    """Preference statements, most important first; without any the decision maker is indifferent."""

    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each option taken; a state is worth their sum, exactly.

    Parameters
    ----------
    weights
        Pairs of an option (``US.lift``) and its weight; options that are not named weigh nothing.
    """

    weights: tuple[tuple[str, Fraction], ...]
    basis: Basis = Basis.ASSUMED
    because: tuple[str, ...] = ()

    def __init__(
        self,
        weights: Mapping[str, int | float | Fraction] | Iterable[tuple[str, Fraction]],
        basis: Basis = Basis.ASSUMED,
        because: Iterable[str] = (),
    ) -> None:
        pairs = weights.items() if isinstance(weights, Mapping) else weights
        exact = tuple((ref, _number(weight)) for ref, weight in pairs)
        object.__setattr__(self, "weights", exact)
        object.__setattr__(self, "basis", basis)
        object.__setattr__(self, "because", tuple(because))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Tiers of states, best first; the states of a tier tie.

    Parameters
    ----------
    tiers
        Each a list of states. A state is named by its list of options taken, or by its name in graph form;
        a bare name is a tier of its own.

    Examples
    --------
    >>> Ranking([["s1"], ["s0", "s2"]]).tiers
    (('s1',), ('s0', 's2'))
    """

    tiers: tuple[tuple[StateName, ...], ...]
    basis: Basis = Basis.ASSUMED
    because: tuple[str, ...] = ()

    def __init__(
        self,
        tiers: Iterable[Iterable[str | Iterable[str]]],
        basis: Basis = Basis.ASSUMED,
        because: Iterable[str] = (),
    ) -> None:
        lists = ((tier,) if isinstance(tier, str) else tier for tier in tiers)
        named = tuple(tuple(s if isinstance(s, str) else frozenset(s) for s in tier) for tier in lists)
        object.__setattr__(self, "tiers", named)
        object.__setattr__(self, "basis", basis)
        object.__setattr__(self, "because", tuple(because))


@dataclass(frozen=True)
class Scores:
    """A number for each feasible state, in the order of the states; higher is better.

    Parameters
    ----------
    values
        Finite numbers; copied, and read-only afterwards.
    """

    values: npt.NDArray[np.float64] = field(compare=False)
    basis: Basis = Basis.ASSUMED
    because: tuple[str, ...] = ()
    _content: bytes = field(init=False, repr=False)

    def __init__(
        self, values: npt.ArrayLike, basis: Basis = Basis.ASSUMED, because: Iterable[str] = ()
    ) -> None:
        array = np.array(values, dtype=np.float64).reshape(-1) + 0.0  # so that -0.0 equals 0.0 in bytes too
        object.__setattr__(self, "values", frozen(array))
        object.__setattr__(self, "basis", basis)
        object.__setattr__(self, "because", tuple(because))
        object.__setattr__(self, "_content", array.tobytes())

    def __reduce__(self) -> tuple[type[Scores], tuple[object, ...]]:
        return Scores, (self.values, self.basis, self.because)


Preference: TypeAlias = Prioritised | Weights | Ranking | Scores


def ranks(preference: Preference, space: StateSpace) -> IntArray:
    """Return the ranks that a preference gives, over the positions of a space.

    Returns
    -------
    ndarray of int16 or int32, shape (positions,), read-only
        At least 0, higher is better, and below the largest number of the dtype; -1 where infeasible.

    Raises
    ------
    TooLarge
        If the positions do not fit in memory.

    Notes
    -----
    Memory: nothing but the result for a prioritised list of fewer than 31 statements, and for weights whose
    sums fit 31 bits. Else the different ranks with 8 bytes each come on top, at most one for each position.
    """
    states = space.size  # before anything of that size is made
    mask = space.mask if states < space.positions else None
    if space.refs and isinstance(preference, Prioritised):
        bits = {ref: bit for bit, ref in enumerate(space.refs)}
        groups = [[compiled(s, bits) for s in line.statements] for line in preference.lines]
        return frozen(prioritise(groups, len(bits), mask))
    if isinstance(preference, Prioritised):
        return frozen(np.zeros(space.positions, np.int16))
    if isinstance(preference, Weights):
        fault = weights_fault(preference)
        if fault is not None:
            raise InputError(fault)
        whole = _whole(preference)
        return frozen(weigh([whole.get(ref, 0) for ref in space.refs], len(space.refs), mask))
    listed = _listed(preference, space)
    result = np.full(space.positions, -1, smallest_dtype(int(listed.max())))
    result[space.mask] = listed
    return frozen(result)


def rank_table(preferences: Sequence[Preference], space: StateSpace) -> IntArray:
    """Return the ranks of several preferences as rows of one array, of the widest dtype that one needs.

    Raises
    ------
    TooLarge
        If the positions do not fit in memory.
    """
    positions = len(space.mask)  # before anything of that size is made
    table: IntArray = np.empty((len(preferences), positions), np.int16)
    for place, preference in enumerate(preferences):
        row = ranks(preference, space)  # one after the other: a second copy of all rows would be the peak
        if row.dtype.itemsize > table.dtype.itemsize:
            table = table.astype(row.dtype)
        table[place] = row
        del row  # before the next one is made
    return frozen(table)


def _listed(preference: Ranking | Scores, space: StateSpace) -> IntArray:
    """Return the ranks of the feasible states that a ranking or scores give."""
    if isinstance(preference, Scores):
        if len(preference.values) != space.size or not np.isfinite(preference.values).all():
            raise InputError(scores_fault(preference, space.size))
        return np.unique(preference.values, return_inverse=True)[1]
    place = {ref: 1 << bit for bit, ref in enumerate(space.refs)} or dict(
        zip(space.names, range(len(space.names)), strict=True)
    )
    by_code = np.full(space.positions, -1, smallest_dtype(len(preference.tiers)))
    for rank, tier in enumerate(reversed(preference.tiers)):
        for name in tier:
            by_code[place[name] if isinstance(name, str) else sum(place[ref] for ref in name)] = rank
    return by_code[space.codes]


def scores_fault(scores: Scores, states: int) -> Diagnostic:
    """Return what is wrong with scores that do not fit the states."""
    if len(scores.values) != states:
        message = f"there are {len(scores.values)} scores for {states} feasible states"
        return Diagnostic("scores-length", message, "give one number for each state, in their order")
    return Diagnostic("scores-not-finite", "a score is not a finite number", "replace nan and infinity")


def weights_fault(weights: Weights) -> Diagnostic | None:
    """Return what is wrong with weights whose sums do not fit whole numbers of 63 bits; else None."""
    if sum(map(abs, _whole(weights).values())) <= np.iinfo(np.int64).max // 2:
        return None
    message = "the weights are too large, or too finely graded, to be summed exactly"
    return Diagnostic("weights-range", message, "round them to fewer digits")


def _whole(weights: Weights) -> dict[str, int]:
    """Return the weights as whole numbers, on a common scale."""
    scale = math.lcm(*(weight.denominator for _, weight in weights.weights))
    return {ref: int(weight * scale) for ref, weight in weights.weights}


def exact(number: int | float | Fraction | str) -> Fraction | None:
    """Read a number as it is written, so that 0.1 is a tenth.

    None for what is no finite number, or has an exponent of five digits and more: that would fill the memory.

    >>> exact(0.1), exact("-2"), exact("nan")
    (Fraction(1, 10), Fraction(-2, 1), None)
    """
    text = str(number)
    if len(text.lower().partition("e")[2].lstrip("+-")) > 4:
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _number(number: int | float | Fraction) -> Fraction:
    found = exact(number)
    if found is None:
        raise ValueError(f"a weight is a finite number, not {number}")
    return found
