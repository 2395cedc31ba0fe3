"""Analyses of conflicts that differ in some lines, what they share worked out once.

Whether a state is stable for a decision maker depends on its own ranks and, of the others, only on which of
their moves improve. Most lines of a list speak of what the others do, and change no improvement of its owner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line, Preference, Prioritised, ranks
from ..conflict.statements import Statement
from ..conflict.states import StateSpace
from ..engine.arrays import ByteArray, IntArray
from ..engine.equation import stability_for
from ..engine.hypercube import Hypercube, Order
from .concepts import flags
from .stability import Analysis, analyse

__all__ = ["Kindred"]

_ROOM = 1 << 27
"""Bytes that each store may take."""

_LEAST = 8
"""So many things a store may hold in any case."""

_Wishes: TypeAlias = "tuple[int, ...] | Preference"
_Rules: TypeAlias = "frozenset[int]"

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, eq=False)
class _Sorted:
    """A decision maker's slices in order; ``improves`` is equal where the same moves improve."""

    order: Order
    improves: bytes


class Kindred:
    """Analyses of conflicts with the same decision makers and options.

    Parameters
    ----------
    concepts
        The ids of the concepts that each analysis is to hold.

    Examples
    --------
    >>> from detente import Edit
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x", "B.y"], "B": ["not y"]})
    >>> kindred = Kindred(["nash"])
    >>> [len(kindred.analysis(one).equilibria("nash")) for one in (c, c.edited(Edit.drop("B", "not y")))]
    [1, 2]
    """

    def __init__(self, concepts: Iterable[str]) -> None:
        self.concepts = tuple(dict.fromkeys(concepts))
        self._flags = flags(self.concepts)
        self._numbers: dict[frozenset[Statement], int] = {}
        self._lines: dict[int, tuple[Line, int]] = {}
        self._spaces: dict[_Rules, StateSpace] = {}
        self._ranks: dict[tuple[_Rules, int, _Wishes], IntArray] = {}
        self._sorted: dict[tuple[_Rules, int, _Wishes], _Sorted] = {}
        self._bits: dict[tuple[_Rules, _Rules, tuple[_Wishes, ...]], ByteArray] = {}
        self._rows: dict[tuple[_Rules, _Rules, int, _Wishes, tuple[bytes, ...]], ByteArray] = {}

    def analysis(self, conflict: Conflict) -> Analysis:
        """Return what ``analyse`` would find.

        Raises
        ------
        TooLarge
            If there is not enough memory.
        """
        if conflict.graph is not None:
            return analyse(conflict, self.concepts)
        rules = frozenset(map(self._number, conflict.infeasible))
        barred = frozenset(map(self._number, conflict.irreversible))
        conflict.__dict__["space"] = self._spaces.setdefault(rules, conflict.space)
        wishes = tuple(map(self._wishes, conflict.preference_list))
        key = (rules, barred, wishes)
        if key not in self._bits:
            bits = np.stack(list(self._stable(conflict, rules, barred, wishes)))
            _keep(self._bits, key, bits, bits.nbytes)
        return Analysis(conflict, self.concepts, self._bits[key])

    def _stable(
        self, conflict: Conflict, rules: _Rules, barred: _Rules, wishes: Sequence[_Wishes]
    ) -> Iterator[ByteArray]:
        """Yield for each decision maker which states are stable."""
        own = [self._own(conflict, rules, dm, wish) for dm, wish in enumerate(wishes)]
        orders = [self._order(conflict, rules, dm, own[dm]) for dm in range(len(own))]
        form = Hypercube(
            [len(dm.options) for dm in conflict.decision_makers],
            np.stack(own),
            conflict.switches,
            {dm: one.order for dm, one in enumerate(orders)},
        )
        for dm, wish in enumerate(wishes):
            key = (
                rules,
                barred,
                dm,
                wish,
                tuple(o.improves for other, o in enumerate(orders) if other != dm),
            )
            if key not in self._rows:
                row = stability_for(form, dm, self._flags)
                _keep(self._rows, key, row if form.feasible is None else row[form.feasible], row.nbytes)
            yield self._rows[key]

    def _own(self, conflict: Conflict, rules: _Rules, dm: int, wish: _Wishes) -> IntArray:
        key = (rules, dm, wish)
        if key not in self._ranks:
            found = ranks(conflict.preference_list[dm], conflict.space)
            _keep(self._ranks, key, found, found.nbytes)
        return self._ranks[key]

    def _order(self, conflict: Conflict, rules: _Rules, dm: int, own: IntArray) -> _Sorted:
        """Return a decision maker's slices in order: only lines that name an option of its own decide it."""
        preference = conflict.preference_list[dm]
        decisive: _Wishes = preference
        if isinstance(preference, Prioritised):
            refs = frozenset(conflict.decision_makers[dm].refs)
            decisive = tuple(self._number(line) for line in preference.lines if _names(line, refs))
        key = (rules, dm, decisive)
        if key not in self._sorted:
            sizes = [len(one.options) for one in conflict.decision_makers]
            rows = np.broadcast_to(own, (len(sizes), len(own)))  # sorting looks at one row only
            order = Hypercube(sizes, rows).order(dm)
            digest = hashlib.blake2b(order.position.tobytes())
            digest.update(order.above.tobytes())
            size = order.position.nbytes + order.above.nbytes
            _keep(self._sorted, key, _Sorted(order, digest.digest()), size)
        return self._sorted[key]

    def _wishes(self, preference: Preference) -> _Wishes:
        """Return what counts in a preference."""
        return (
            tuple(map(self._number, preference.lines)) if isinstance(preference, Prioritised) else preference
        )

    def _number(self, line: Line) -> int:
        """Return a number for what a line says: kindred conflicts share lines, and trees hash slowly."""
        if id(line) not in self._lines:
            number = self._numbers.setdefault(frozenset(line.statements), len(self._numbers))
            self._lines[id(line)] = line, number  # the line is kept, so no other one gets its id
        return self._lines[id(line)][1]


def _names(line: Line, refs: frozenset[str]) -> bool:
    return any(statement.refs() & refs for statement in line.statements)


def _keep(store: dict[K, V], key: K, value: V, size: int) -> None:
    """Put a value into a store; when there is no room the oldest one goes."""
    if len(store) >= max(_LEAST, _ROOM // max(size, 1)):
        del store[next(iter(store))]
    store[key] = value
