"""Whether a target holds an equilibrium once a list is another one, for many lists.

What the lists have in common is worked out once. Under nash another list of a decision maker changes nothing
for the others, so only those states of the target count that are stable for all of them, and of these only
what the decision maker could do there instead. Under gmr and smr it changes nothing for the others either;
under seq and sseq only by which of its own moves improve.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Prioritised, ranks
from ..conflict.statements import compiled
from ..conflict.states import StateSet
from ..engine import roads
from ..engine.arrays import BoolArray, IntArray
from ..engine.cones import Cones
from ..engine.equation import SANCTION, Concept, stability_for
from ..engine.hypercube import Hypercube, Order
from .concepts import concept_called
from .stability import form_of
from .vocabulary import Listed, Vocabulary

__all__ = ["Trials", "separate"]


def separate(concept: str) -> bool:
    """Return whether, under a concept, what one decision maker wants changes nothing for the others.

    >>> [separate(concept) for concept in ("nash", "gmr", "smr", "seq", "sseq")]
    [True, True, True, False, False]
    """
    how = SANCTION[concept_called(concept).flag]
    return how is None or not how.by_improvements


class Trials:
    """A conflict, a target and a concept; asked which lists make a state of the target an equilibrium.

    Parameters
    ----------
    conflict
        In option form.
    target
        Some of its states.
    concept
        The id of a concept.

    Attributes
    ----------
    stable : (decision makers, states of the target)
        Which of them are stable for whom, with the lists as they are.

    Notes
    -----
    Cost: an analysis at first. Then under nash some bit operations for each list; under the other concepts
    one row of an analysis for each list, and under seq and sseq up to one for each other decision maker where
    other moves improve.
    """

    def __init__(self, conflict: Conflict, target: StateSet, concept: str) -> None:
        form = form_of(conflict)
        if not isinstance(form, Hypercube):
            raise TypeError("lists are tried in option form")
        self.conflict, self.codes = conflict, target.codes
        self._form, self._flag = form, concept_called(concept).flag
        self.stable: BoolArray = roads.stability(form, self._flag)[:, self.codes] != 0
        self._cones: dict[tuple[int, bytes], Cones] = {}
        self._others: dict[tuple[int, Listed], BoolArray] = {}
        self._known: dict[tuple[int, bytes], BoolArray] = {}
        self._separate = separate(concept)
        self._whatever = {dm: self.but(dm) for dm in range(len(self.stable))} if self._separate else {}
        self._holding: dict[tuple[int, Listed], bool] = {}

    @property
    def held(self) -> bool:
        """Whether some state of the target is an equilibrium with the lists as they are."""
        return bool(self.stable.all(axis=0).any())

    def but(self, *dms: int) -> BoolArray:
        """Return which states of the target are stable for all but some decision makers."""
        return np.asarray(np.delete(self.stable, dms, axis=0).all(axis=0))

    def holding(self, vocabulary: Vocabulary, lists: Sequence[Listed]) -> BoolArray:
        """Return for each list of a decision maker whether the target holds an equilibrium then."""
        dm = self.conflict.dm(vocabulary.dm)
        if self._flag is Concept.NASH:
            candidates = self.but(dm)
            if not candidates.any():
                return np.zeros(len(lists), bool)
            return self._cones_of(vocabulary, candidates).some_best(lists)
        for listed in lists:
            if (dm, listed) not in self._holding:
                self._holding[dm, listed] = self._holds(vocabulary, dm, listed)
        return np.array([self._holding[dm, listed] for listed in lists], bool)

    def stable_by(
        self, vocabulary: Vocabulary, lists: Sequence[Listed], among: BoolArray
    ) -> tuple[BoolArray, IntArray]:
        """Return which of some states of the target are stable for a decision maker by its lists.

        Only where lists are :func:`separate`.

        Returns
        -------
        outcomes : (different outcomes, states), place : (lists,)
            The row of outcomes for each list.
        """
        if self._flag is Concept.NASH:
            return self._cones_of(vocabulary, among).best(lists)
        dm = self.conflict.dm(vocabulary.dm)
        rows = [self._row(self._form_by(vocabulary, dm, listed), dm)[among] for listed in lists]
        every = np.array(rows, bool).reshape(len(lists), int(np.count_nonzero(among)))
        outcomes, place = np.unique(every, axis=0, return_inverse=True)
        return outcomes, place.reshape(-1)

    def _cones_of(self, vocabulary: Vocabulary, among: BoolArray) -> Cones:
        dm = self.conflict.dm(vocabulary.dm)
        key = dm, np.packbits(among).tobytes()
        if key not in self._cones:
            bits = {ref: bit for bit, ref in enumerate(self.conflict.space.refs)}
            lines = [[compiled(one, bits) for one in line.statements] for line in vocabulary.lines]
            self._cones[key] = Cones(self._form, dm, self.codes[among], lines)
        return self._cones[key]

    def _holds(self, vocabulary: Vocabulary, dm: int, listed: Listed) -> bool:
        """Return whether the target holds an equilibrium by a list, under any concept."""
        key = dm, _moving(vocabulary, listed)
        candidates = self._others.get(key, self._whatever.get(dm))
        if candidates is not None and not candidates.any():
            return False
        form = self._form_by(vocabulary, dm, listed)
        if candidates is None:
            candidates = self._others[key] = self._stable_for_others(form, dm)
        return bool(candidates.any() and (self._row(form, dm) & candidates).any())

    def _form_by(self, vocabulary: Vocabulary, dm: int, listed: Listed) -> Hypercube:
        """Return the model with another list of a decision maker."""
        own = ranks(Prioritised(vocabulary.lines_of(listed)), self.conflict.space)
        table = self._form.ranks.astype(np.promote_types(self._form.ranks.dtype, own.dtype))
        table[dm] = own
        orders: dict[int, Order] = {}
        if not self._separate:
            sorted_ones = [j for j, own in enumerate(self._form.options) if own > 1 and j != dm]
            orders = {j: self._form.order(j) for j in sorted_ones}
        return Hypercube(self._form.options, table, self._form.switches, orders)

    def _stable_for_others(self, form: Hypercube, dm: int) -> BoolArray:
        """Return which states of the target are stable for all others, who see which moves improve."""
        digest = _improvements(form, dm)
        if digest == _improvements(self._form, dm):
            return self.but(dm)
        if (dm, digest) not in self._known:
            found = np.ones(len(self.codes), bool)
            for other in range(len(form.options)):
                if other != dm and found.any():  # none is certain as soon as there is none
                    found &= self._row(form, other)
            self._known[dm, digest] = found
        return self._known[dm, digest]

    def _row(self, form: Hypercube, dm: int) -> BoolArray:
        """Return which states of the target are stable for a decision maker."""
        return np.asarray(stability_for(form, dm, self._flag)[self.codes] != 0)


def _moving(vocabulary: Vocabulary, listed: Listed) -> Listed:
    """Return the lines of a list that its owner's own moves can change: those that name its options."""
    return tuple(line for line in listed if vocabulary.names_own(line))


def _improvements(form: Hypercube, dm: int) -> bytes:
    """Return what is equal for two models in which the same moves of a decision maker improve."""
    order = form.order(dm)
    digest = hashlib.blake2b(order.position.tobytes())
    digest.update(order.above.tobytes())
    return digest.digest()
