"""Deals: states that some parties would rather have than today, in a handful of groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.states import State, StateSet
from ..diagnostics import Diagnostic
from ..engine.arrays import BoolArray
from ..errors import InputError
from .clashes import Clash, clashes
from .concepts import CONCEPTS, concept_called
from .deal_groups import DealGroup, Telling
from .grouping import Grouping
from .stability import analyse
from .terms import HEADLINE
from .undominated import undominated

__all__ = ["Deals", "deals"]


@dataclass(frozen=True, slots=True)
class Deals:
    """The states that some parties would rather have than the status quo.

    Attributes
    ----------
    conflict, today
        The conflict and its status quo.
    parties
        The parties that were asked.
    content
        Parties that were not asked because they have today the best that they could have.
    weakly
        Whether it was enough that no party is worse off and one is better off.
    concepts
        The concepts that were analysed.
    concept
        The one by which it is said whether a way "holds", what a party could do about it, and which outcomes
        have fixed terms.
    states, undominated
        All such states, and those of them that are undominated among the parties.
    groups
        The states in groups: those with undominated states first, then those in which most ways hold.
    clashes
        Where there is no such state: which parties clash, on which aims. Under ``weakly`` all together.
    """

    conflict: Conflict
    today: State
    parties: tuple[str, ...]
    content: tuple[str, ...]
    weakly: bool
    concepts: tuple[str, ...]
    concept: str
    states: StateSet
    undominated: StateSet
    groups: tuple[DealGroup, ...]
    clashes: tuple[Clash, ...]


def deals(
    conflict: Conflict,
    parties: Iterable[str] | None = None,
    *,
    weakly: bool = False,
    concepts: Iterable[str] = tuple(CONCEPTS),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Deals:
    """Find the states that parties would rather have than the status quo, the undominated ones first.

    Parameters
    ----------
    conflict
        In option form or graph form, with a status quo.
    parties
        Ids of decision makers. By default all that can move and could be better off than today: one that
        has today the best that it could have would bar every deal. With ``weakly`` it would not, so that
        then all that can move are asked.
    weakly
        Whether it is enough that none of them is worse off and one is better off; else each must be better
        off.
    concepts
        The concepts under which it is asked whether a deal holds.
    progress
        Called with how many of how many groups are done.

    Raises
    ------
    InputError
        If the conflict has no status quo, if no party is named, or if none can move.
    UnknownName
        If there is no such decision maker or concept.
    TooLarge
        If there is not enough memory.

    Notes
    -----
    State q dominates s among the parties H when q ≽_i s for all i ∈ H and q ≻_i s for one (Pareto). If s is
    better than today for each, so is q.

    Examples
    --------
    >>> dilemma = Conflict.from_options(
    ...     {"A": ["cooperate"], "B": ["cooperate"]},
    ...     preferences={"A": ["B.cooperate", "not cooperate"], "B": ["A.cooperate", "not cooperate"]},
    ...     status_quo=[],
    ... )
    >>> found = deals(dilemma)
    >>> found.states
    <StateSet of 1: {A.cooperate, B.cooperate}>
    >>> (group,) = found.groups
    >>> group.example.distance, group.example.holds_under
    (Distance(moves=2, improvements=None), ('gmr', 'smr', 'seq', 'sseq'))
    """
    today = conflict.status_quo
    if today is None:
        message = "the conflict does not say where things stand, so nothing can be better than that"
        raise InputError(Diagnostic("no-status-quo", message, "add status_quo"))
    asked = tuple(dict.fromkeys(concept_called(one).id for one in concepts))
    if not asked:
        raise InputError(Diagnostic("no-concept", "no solution concept is named", "name at least one"))
    places, content = _asked(conflict, today, parties, weakly)
    return _Case(conflict, today, places, content, weakly, asked).answer(progress)


def _asked(
    conflict: Conflict, today: State, parties: Iterable[str] | None, weakly: bool
) -> tuple[list[int], list[int]]:
    """Return the places of the parties that are asked, and of those that are content and so are not."""
    if parties is not None:
        places = sorted({conflict.dm(dm) for dm in parties})
        if not places:
            raise InputError(Diagnostic("no-party", "no party is named", "name at least one"))
        return places, []
    moves = conflict.graph.moves if conflict.graph is not None else None
    can_move = [
        place
        for place, dm in enumerate(conflict.decision_makers)
        if (dm.options if moves is None else moves[place])
    ]
    if not can_move:
        cure = "name the parties, or give them moves"
        raise InputError(Diagnostic("nobody-moves", "no party can move, so there is nobody to ask", cure))
    best = conflict.ranks.max(axis=1)
    content = [place for place in can_move if best[place] == conflict.ranks[place, today.code]]
    if weakly or len(content) == len(can_move):
        return can_move, []
    return [place for place in can_move if place not in content], content


class _Case:
    """One question: which states some parties would rather have.

    Arrays run over the feasible states.
    """

    def __init__(
        self,
        conflict: Conflict,
        today: State,
        places: list[int],
        content: list[int],
        weakly: bool,
        concepts: tuple[str, ...],
    ) -> None:
        self.conflict, self.today, self.places, self.content = conflict, today, places, content
        self.weakly, self.concepts = weakly, concepts
        self.concept = HEADLINE if HEADLINE in concepts else concepts[0]
        self.ranks = conflict.ranks[places][:, conflict.space.codes]
        own = self.ranks[:, [today.index]]
        if weakly:
            mask = (self.ranks >= own).all(axis=0) & (self.ranks > own).any(axis=0)
        else:
            mask = (self.ranks > own).all(axis=0)
        self.mask: BoolArray = np.asarray(mask)
        self.undominated = np.zeros(len(self.mask), bool)
        self.undominated[self.mask] = undominated(self.ranks[:, self.mask])

    def answer(self, progress: Callable[[int, int], None]) -> Deals:
        conflict = self.conflict
        return Deals(
            conflict,
            self.today,
            self._ids(self.places),
            self._ids(self.content),
            self.weakly,
            self.concepts,
            self.concept,
            StateSet.where(conflict.space, self.mask),
            StateSet.where(conflict.space, self.undominated),
            self._groups(progress) if self.mask.any() else (),
            () if self.mask.any() else self._clashes(),
        )

    def _ids(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.conflict.decision_makers[place].id for place in places)

    def _clashes(self) -> tuple[Clash, ...]:
        """Return which parties clash; where ties suffice, fewer parties may clash and more may not."""
        return clashes(self.conflict, self.today, self.places, all_together=self.weakly)

    def _groups(self, progress: Callable[[int, int], None]) -> tuple[DealGroup, ...]:
        conflict = self.conflict
        analysis = analyse(conflict, dict.fromkeys((*self.concepts, HEADLINE)))
        groups = list(Grouping.of(analysis).split(conflict, conflict.space.codes[self.mask]))
        telling = Telling(analysis, self.today, self.concepts, self.concept, self.ranks, self.undominated)
        found = []
        for done, group in enumerate(groups):
            progress(done, len(groups))
            found.append(telling.group(group))
        progress(len(groups), len(groups))
        return tuple(sorted(found, key=self._order))

    def _order(self, group: DealGroup) -> tuple[int, ...]:
        held = dict(group.held)[self.concept]
        return -bool(len(group.undominated)), not group.outcomes, -held, -len(group.states)
