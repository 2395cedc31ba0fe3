"""A conflict with some of its lines taken out, analysed fast.

What two variants have in common is worked out once. The meaning is that of ``Edit.drop``: whatever lines are
taken out, the analysis is that of the edited conflict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE, Edit
from ..conflict.preferences import Line, Preference, Prioritised, ranks
from ..engine.arrays import ByteArray, IntArray
from ..engine.equation import stability_for
from ..engine.hypercube import Hypercube, Order
from ..errors import InputError
from .concepts import flags
from .stability import Analysis, analyse

__all__ = ["Variants", "removable"]

_ROOM = 1 << 27
"""Bytes that each of the two stores of a :class:`Variants` may take."""

_LEAST = 8
"""So many things a store may hold in any case."""

Key = TypeVar("Key")
Value = TypeVar("Value")


def removable(conflict: Conflict) -> tuple[tuple[str, Line], ...]:
    """Return the lines that can be taken out: of prioritised lists, and infeasibilities."""
    pairs = zip(conflict.decision_makers, conflict.preference_list, strict=True)
    wishes = [(dm.id, line) for dm, p in pairs if isinstance(p, Prioritised) for line in p.lines]
    return (*wishes, *((INFEASIBLE, line) for line in conflict.infeasible))


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    """What a decision maker wants in some variants.

    ``dropped`` are the places of the lines that are taken out. ``improves`` is equal for two of a decision
    maker's wishes when the same moves improve.
    """

    dropped: frozenset[int]
    preference: Preference
    ranks: IntArray
    order: Order
    improves: bytes


class Variants:
    """The conflicts that are left when lines are taken out of one.

    Parameters
    ----------
    conflict
        In option form, or in graph form, where no line can be taken out.
    concepts
        The ids of the concepts that an analysis of a variant is to hold.

    Attributes
    ----------
    lines
        Pairs of a target (a decision maker, or ``infeasible``) and a line that can be taken out.
    unchanged
        The analysis of the conflict as it is.

    Notes
    -----
    Whether a state is stable for a decision maker depends on its own ranks and, of the others, only on which
    of their moves improve. Most lines of a list speak of what the others do: without such a line the same
    moves of its owner improve, and nothing changes for the others.

    Examples
    --------
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x", "B.y"], "B": ["not y"]})
    >>> variants = Variants(c, ["nash"])
    >>> [str(line) for _, line in variants.lines]
    ['A.x', 'B.y', 'not B.y']
    >>> [len(variants.without(places).equilibria("nash")) for places in ([], [2], [0, 2])]
    [1, 2, 4]
    """

    def __init__(self, conflict: Conflict, concepts: Iterable[str]) -> None:
        self.conflict = conflict
        self.concepts = tuple(dict.fromkeys(concepts))
        self.unchanged = analyse(conflict, self.concepts)
        self.lines = removable(conflict)
        self._flags = flags(self.concepts)
        self._bases: dict[frozenset[int], Conflict | None] = {frozenset(): conflict}
        self._wishes: dict[tuple[frozenset[int], int, frozenset[int]], _Wish] = {}
        self._rows: dict[tuple[frozenset[int], int, frozenset[int], tuple[bytes, ...]], ByteArray] = {}

    def without(self, places: Iterable[int]) -> Analysis | None:
        """Return the analysis of the conflict without the lines at some places of ``lines``.

        Returns
        -------
        Analysis or None
            None where no conflict is left: without an infeasibility a ranking may miss states.
        """
        gone = frozenset(places)
        if not gone:
            return self.unchanged
        rules = frozenset(place for place in gone if self.lines[place][0] == INFEASIBLE)
        base = self._base(rules)
        if base is None:
            return None
        wishes = [self._wish(base, rules, dm, gone) for dm in range(len(base.decision_makers))]
        variant = replace(base, preference_list=tuple(wish.preference for wish in wishes))
        variant.__dict__["space"] = base.space
        form = Hypercube(
            [len(dm.options) for dm in base.decision_makers],
            np.stack([wish.ranks for wish in wishes]),
            base.switches,
            {dm: wish.order for dm, wish in enumerate(wishes)},
        )
        rows = [self._row(form, rules, dm, wishes) for dm in range(len(wishes))]
        analysis = Analysis(variant, self.concepts, np.stack(rows))
        analysis.__dict__["form"] = form
        return analysis

    def _base(self, rules: frozenset[int]) -> Conflict | None:
        """Return the conflict without some infeasibilities, and with all wishes."""
        if rules not in self._bases:
            lines = [self.lines[place] for place in sorted(rules)]
            try:
                found = self.conflict.edited(*(Edit.drop(target, line.statements) for target, line in lines))
            except InputError:
                self._bases[rules] = None
            else:
                self._bases[rules] = found
        return self._bases[rules]

    def _wish(self, base: Conflict, rules: frozenset[int], dm: int, gone: frozenset[int]) -> _Wish:
        """Return what a decision maker wants without its lines among ``gone``."""
        places = [place for place, (target, _) in enumerate(self.lines) if target == self._id(dm)]
        dropped = gone.intersection(places)
        key = (rules, dm, dropped)
        if key not in self._wishes:
            preference = base.preference_list[dm]
            if isinstance(preference, Prioritised):
                pairs = zip(places, preference.lines, strict=True)
                preference = Prioritised(tuple(line for place, line in pairs if place not in dropped))
            own = ranks(preference, base.space)
            of_others = {place for place in dropped if not self._names_own(place)}
            if of_others:  # its own moves do not change whether such a line holds
                alike = self._wish(base, rules, dm, dropped - of_others)
                order, improves = alike.order, alike.improves
            else:
                order, improves = _improvements(base, dm, own)
            wish = _Wish(dropped, preference, own, order, improves)
            _keep(self._wishes, key, wish, own.nbytes + order.position.nbytes + order.above.nbytes)
        return self._wishes[key]

    def _names_own(self, place: int) -> bool:
        """Return whether a line of a decision maker names an option of its own."""
        target, line = self.lines[place]
        refs = frozenset().union(*(statement.refs() for statement in line.statements))
        return any(ref.startswith(f"{target}.") for ref in refs)

    def _row(self, form: Hypercube, rules: frozenset[int], dm: int, wishes: Sequence[_Wish]) -> ByteArray:
        """Return which states are stable for a decision maker."""
        others = tuple(wish.improves for place, wish in enumerate(wishes) if place != dm)
        key = (rules, dm, wishes[dm].dropped, others)
        if key not in self._rows:
            row = stability_for(form, dm, self._flags)
            _keep(self._rows, key, row if form.feasible is None else row[form.feasible], row.nbytes)
        return self._rows[key]

    def _id(self, dm: int) -> str:
        return self.conflict.decision_makers[dm].id


def _improvements(conflict: Conflict, dm: int, own: IntArray) -> tuple[Order, bytes]:
    """Return a decision maker's sorted slices for some ranks, and a digest of them."""
    sizes = [len(one.options) for one in conflict.decision_makers]
    order = Hypercube(sizes, np.broadcast_to(own, (len(sizes), len(own)))).order(
        dm
    )  # it looks at one row only
    digest = hashlib.blake2b(order.position.tobytes())
    digest.update(order.above.tobytes())
    return order, digest.digest()


def _keep(store: dict[Key, Value], key: Key, value: Value, size: int) -> None:
    """Put a value into a store; when there is no room the oldest one goes."""
    if len(store) >= max(_LEAST, _ROOM // size):
        del store[next(iter(store))]
    store[key] = value
