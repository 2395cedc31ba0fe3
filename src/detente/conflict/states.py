"""The states of a conflict: the space that holds them, single states, sets of states."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np

from ..diagnostics import Diagnostic
from ..engine import memory
from ..engine.arrays import BoolArray, IntArray, frozen
from ..engine.statements import Program, evaluate, feasible
from ..errors import InputError

__all__ = ["State", "StateSet", "StateSpace"]

_PART = 1 << 18
"""So many positions are listed at a time."""


@dataclass(frozen=True)
class StateSpace:
    """All feasible states of a conflict, enumerated when first asked for.

    Positions are what the engine's arrays run over: the 2^k integers in option form, the listed states in
    graph form. A state's *index* counts feasible states only.

    Parameters
    ----------
    refs
        The options, lowest bit first; empty in graph form.
    forbidden
        The compiled infeasibilities, sorted: their order says nothing.
    names, descriptions
        The states of graph form; empty in option form. Descriptions do not count in comparison.
    """

    refs: tuple[str, ...] = ()
    forbidden: tuple[Program, ...] = ()
    names: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = field(default=(), compare=False)

    @property
    def positions(self) -> int:
        """How many positions the engine's arrays have."""
        return len(self.names) if self.names else 1 << len(self.refs)

    def admits(self, code: int) -> bool:
        """Return whether a position is a feasible state; needs no enumeration, for any number of options."""
        return not any(
            evaluate(program, lambda bit: np.array(code >> bit & 1 == 1)) for program in self.forbidden
        )

    @functools.cached_property
    def mask(self) -> BoolArray:
        """Which positions are states, shape (positions,)."""
        what = f"listing the states of {len(self.refs)} options (2^{len(self.refs)} combinations)"
        memory.require(what, (1 + self._code_type.itemsize) * self.positions)
        mask = np.ones(self.positions, bool) if self.names else feasible(self.forbidden, len(self.refs))
        if not mask.any():
            raise InputError(Diagnostic("no-state", "no state is feasible", "drop an infeasibility"))
        return frozen(mask)

    @functools.cached_property
    def size(self) -> int:
        """How many states there are; needs the mask, not the codes."""
        return int(np.count_nonzero(self.mask))

    @functools.cached_property
    def codes(self) -> IntArray:
        """The positions of the feasible states, ascending, shape (states,); int32 where that suffices."""
        codes = np.empty(self.size, self._code_type)
        end = 0
        for start in range(0, self.positions, _PART):  # numpy lists them with 8 bytes each
            found = np.flatnonzero(self.mask[start : start + _PART])
            np.add(found, start, out=codes[end : end + len(found)], casting="same_kind")
            end += len(found)
        return frozen(codes)

    @property
    def _code_type(self) -> np.dtype[np.signedinteger[Any]]:
        return np.dtype(np.int32 if self.positions <= 2**31 else np.int64)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name not in ("mask", "size", "codes")}

    def index_of(self, code: int) -> int:
        """Return the index of a feasible position."""
        return int(np.searchsorted(self.codes, self._code_type.type(code)))  # other types copy the codes

    def taken(self, code: int) -> frozenset[str]:
        """Return the options that are taken at a position."""
        return frozenset(ref for bit, ref in enumerate(self.refs) if code >> bit & 1)


@dataclass(frozen=True, slots=True)
class State:
    """One feasible state.

    Attributes
    ----------
    code : int
        The integer whose bit b says whether option b is taken; in graph form the place in the list.
    """

    space: StateSpace
    code: int

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def index(self) -> int:
        """The place among the feasible states, from 0."""
        return self.space.index_of(self.code)

    @property
    def options(self) -> frozenset[str]:
        """The options that are taken, such as ``US.invite``; empty in graph form."""
        return self.space.taken(self.code)

    @property
    def name(self) -> str | None:
        """The state's name in graph form; None in option form."""
        return self.space.names[self.code] if self.space.names else None

    @property
    def description(self) -> str:
        """What the state is, in graph form; empty where nothing was said."""
        return self.space.descriptions[self.code] if self.space.descriptions else ""

    def __str__(self) -> str:
        if self.name is not None:
            return self.name
        taken = [ref for bit, ref in enumerate(self.space.refs) if self.code >> bit & 1]
        return "{" + ", ".join(taken) + "}"

    def __repr__(self) -> str:
        return f"<State {self}>"


class StateSet(Sequence[State]):
    """A set of feasible states in the order of their indexes.

    Behaves as a sequence of :class:`State` and as a set: ``&``, ``|``, ``-``, ``<=`` need two sets of the
    same space.

    Parameters
    ----------
    space
        The states that there are.
    indexes
        Indexes among the feasible states, ascending, without repetition.
    """

    __slots__ = ("_indexes", "space")

    def __init__(self, space: StateSpace, indexes: IntArray) -> None:
        self.space = space
        self._indexes = frozen(indexes.view())

    @classmethod
    def where(cls, space: StateSpace, mask: BoolArray) -> StateSet:
        """Return the states for which a mask over the feasible states is True."""
        return cls(space, np.flatnonzero(mask))

    @property
    def indexes(self) -> IntArray:
        """Indexes among the feasible states, ascending, read-only."""
        return self._indexes

    @property
    def codes(self) -> IntArray:
        """The codes of the states, ascending, read-only."""
        return frozen(self.space.codes[self._indexes])

    @property
    def mask(self) -> BoolArray:
        """A bool for each feasible state, read-only: whether the set holds it."""
        mask = np.zeros(self.space.size, bool)
        mask[self._indexes] = True
        return frozen(mask)

    def __len__(self) -> int:
        return len(self._indexes)

    @overload
    def __getitem__(self, place: int) -> State: ...
    @overload
    def __getitem__(self, place: slice) -> StateSet: ...
    def __getitem__(self, place: int | slice) -> State | StateSet:
        if isinstance(place, slice):
            return StateSet(self.space, np.sort(self._indexes[place]))
        return State(self.space, int(self.space.codes[self._indexes[place]]))

    def __iter__(self) -> Iterator[State]:
        return (State(self.space, code) for code in self.space.codes[self._indexes].tolist())

    def __contains__(self, state: object) -> bool:
        if not isinstance(state, State) or state.space != self.space:
            return False
        place = int(np.searchsorted(self._indexes, state.index))
        return place < len(self) and int(self._indexes[place]) == state.index

    def _with(self, other: StateSet, indexes: IntArray) -> StateSet:
        if self.space != other.space:
            raise ValueError("the two sets are of conflicts that do not have the same states")
        return StateSet(self.space, indexes)

    def __and__(self, other: StateSet) -> StateSet:
        if not isinstance(other, StateSet):
            return NotImplemented
        return self._with(other, np.intersect1d(self._indexes, other._indexes, assume_unique=True))

    def __or__(self, other: StateSet) -> StateSet:
        if not isinstance(other, StateSet):
            return NotImplemented
        return self._with(other, np.union1d(self._indexes, other._indexes))

    def __sub__(self, other: StateSet) -> StateSet:
        if not isinstance(other, StateSet):
            return NotImplemented
        return self._with(other, np.setdiff1d(self._indexes, other._indexes, assume_unique=True))

    def __le__(self, other: StateSet) -> bool:
        if not isinstance(other, StateSet):
            return NotImplemented
        return len(self - other) == 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StateSet):
            return NotImplemented
        return self.space == other.space and np.array_equal(self._indexes, other._indexes)

    def __hash__(self) -> int:
        return hash((self.space, self._indexes.tobytes()))

    def __reduce__(self) -> tuple[type[StateSet], tuple[StateSpace, IntArray]]:
        return StateSet, (self.space, self._indexes)

    def __repr__(self) -> str:
        shown = ", ".join(str(state) for state in self[:5]) + (", …" if len(self) > 5 else "")
        return f"<StateSet of {len(self)}{': ' if shown else ''}{shown}>"
