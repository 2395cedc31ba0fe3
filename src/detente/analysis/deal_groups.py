"""Groups of deals with their figures, and in each one way told in full.

Told is what each side gives and gets, who is worse off or left out, and what that party could do about it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.content import Outcome
from ..conflict.states import State, StateSet
from ..engine.arrays import BoolArray, ByteArray, IntArray
from .concepts import CONCEPTS
from .explain import Explanation
from .grouping import Group
from .search import search
from .shares import Share, shares, worse_than
from .stability import Analysis
from .undominated import undominated

__all__ = ["DealGroup", "Distance", "Harm", "Recourse", "Telling", "Way"]


@dataclass(frozen=True, slots=True)
class Distance:
    """How many moves of a legal sequence lead from the status quo to a state; None where none does.

    Attributes
    ----------
    moves
        The least number, by any moves.
    improvements
        The least number where each move improves for its mover on the state that it leaves.
    """

    moves: int | None
    improvements: int | None


@dataclass(frozen=True, slots=True)
class Recourse:
    """What a party could do about a deal that is not to its liking.

    Attributes
    ----------
    dm
        Its id.
    worse_off
        Whether the deal is worse for it than today.
    left_out
        The outcomes that come about in the deal and leave it out.
    explanation
        Its improvements from the deal, each with the answer of the others if there is one. The deal holds
        against it when each has one.
    """

    dm: str
    worse_off: bool
    left_out: tuple[str, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Way:
    """One state of a group, told in full.

    Attributes
    ----------
    state
        The state.
    undominated
        Whether no other state is at least as good for all the parties named and better for one.
    distance
        How far it is from the status quo.
    shares
        What each party gives and gets; ``always`` is said of the group.
    stable
        For each party the concepts under which it would not leave.
    recourses
        For each party that is worse off, left out, or would leave: what it could do.
    """

    state: State
    undominated: bool
    distance: Distance
    shares: tuple[Share, ...]
    stable: tuple[tuple[str, tuple[str, ...]], ...]
    recourses: tuple[Recourse, ...]

    @property
    def holds_under(self) -> tuple[str, ...]:
        """The concepts under which nobody would leave."""
        (_, first), *others = self.stable
        return tuple(concept for concept in first if all(concept in own for _, own in others))


@dataclass(frozen=True, slots=True)
class Harm:
    """In how many states of a group a party is worse off than today, or left out.

    Attributes
    ----------
    dm
        The party.
    outcome
        The outcome that leaves it out; empty where it is counted how often it is worse off.
    ways
        In how many states.
    stays
        In how many of these it would not leave: it cannot do better, or the others have an answer.
    """

    dm: str
    outcome: str
    ways: int
    stays: int


@dataclass(frozen=True, slots=True)
class DealGroup:
    """The deals in which the same outcomes come about.

    Attributes
    ----------
    outcomes
        The ids of the outcomes that make the group: those with fixed terms, or else all that come about; none
        where no outcome of the model does.
    also
        The other outcomes that come about in some of the states, each with in how many.
    harms
        Who is worse off, or left out, in some of the states.
    states, undominated, best
        The states, those of them that are undominated among the parties named, and those of these that hold.
    held
        In how many of the states nobody would leave, by concept.
    by_improvements
        In how many of the states a legal sequence of improvements leads.
    nearest
        The least distance of any of the states.
    example
        One of the undominated states if there are any, else one of all. It holds under as many concepts as
        any of them, is undominated among those that do, has the fewest parties worse off, and then the
        fewest changes from today; in graph form it is then the nearest one.
    holding
        Where the example does not hold and others do: one of those, chosen in the same way; else None.
    """

    outcomes: tuple[str, ...]
    also: tuple[tuple[str, int], ...]
    harms: tuple[Harm, ...]
    states: StateSet
    undominated: StateSet
    best: StateSet
    held: tuple[tuple[str, int], ...]
    by_improvements: int
    nearest: Distance
    example: Way
    holding: Way | None


@dataclass(frozen=True, eq=False)
class Telling:
    """What the groups of a question are told from.

    Attributes
    ----------
    analysis, today
        The analysis, which holds the concepts, and the status quo of its conflict.
    concepts, concept
        Those that are told, and the one under which a way "holds".
    ranks : (parties, states)
        What the parties that were asked think of each feasible state.
    undominated : (states,)
        Which states are undominated among the states in question.
    """

    analysis: Analysis
    today: State
    concepts: tuple[str, ...]
    concept: str
    ranks: IntArray
    undominated: BoolArray

    @property
    def conflict(self) -> Conflict:
        """The conflict that is asked about."""
        return self.analysis.conflict

    @functools.cached_property
    def everybody(self) -> ByteArray:
        """For each state the concepts under which nobody leaves it, a bit a concept."""
        bits: ByteArray = np.bitwise_and.reduce(self.analysis.bits, axis=0)
        return bits

    @functools.cached_property
    def moves(self) -> IntArray:
        """The least number of moves from today to each position; -1 where none lead there."""
        return search(self.analysis.form, [self.today.code]).moves

    @functools.cached_property
    def improvements(self) -> IntArray:
        """The same where each move improves for its mover."""
        return search(self.analysis.form, [self.today.code], improving=True).moves

    @functools.cached_property
    def leaving_out(self) -> tuple[Outcome, ...]:
        """The outcomes that leave a party out."""
        return tuple(one for one in self.conflict.outcome_list if one.leaves_out)

    def group(self, group: Group) -> DealGroup:
        """Return a group with its figures and its examples."""
        space, codes = self.conflict.space, group.codes
        indexes = np.searchsorted(space.codes, codes)
        best = indexes[self.undominated[indexes]]
        example = self._chosen(best if len(best) else indexes)
        holding = self._held(indexes, self.concept)
        keeps = example in holding or not len(holding)
        return DealGroup(
            group.outcomes,
            group.also,
            tuple(self._harms(indexes)),
            StateSet(space, indexes),
            StateSet(space, best),
            StateSet(space, self._held(best, self.concept)),
            tuple((concept, len(self._held(indexes, concept))) for concept in self.concepts),
            int((self.improvements[codes] >= 0).sum()),
            Distance(_least(self.moves[codes]), _least(self.improvements[codes])),
            self._way(example, codes),
            None if keeps else self._way(self._chosen(holding), codes),
        )

    def _harms(self, indexes: IntArray) -> Iterator[Harm]:
        conflict = self.conflict
        worse = worse_than(conflict, self.today, conflict.space.codes[indexes])
        stays = self.analysis.bits[:, indexes] & _flag(self.concept) != 0
        for place, dm in enumerate(conflict.decision_makers):
            if worse[place].any():
                yield Harm(dm.id, "", int(worse[place].sum()), int((worse & stays)[place].sum()))
        for one in self.leaving_out:
            inside, place = conflict.find(one.id).mask[indexes], conflict.dm(one.leaves_out)
            if inside.any():
                yield Harm(one.leaves_out, one.id, int(inside.sum()), int((inside & stays[place]).sum()))

    def _held(self, indexes: IntArray, concept: str) -> IntArray:
        holds: BoolArray = self.everybody[indexes] & _flag(concept) != 0
        return indexes[holds]

    def _chosen(self, indexes: IntArray) -> int:
        """Return the state to be told, as described in :class:`DealGroup`."""
        strength = sum((self.everybody[indexes] & _flag(one) != 0).astype(np.int64) for one in self.concepts)
        indexes = indexes[strength == np.max(strength)]
        indexes = indexes[undominated(self.ranks[:, indexes])]
        codes = self.conflict.space.codes[indexes]
        worse = worse_than(self.conflict, self.today, codes).sum(axis=0)
        is_graph = self.conflict.graph is not None
        changed = self.moves[codes] if is_graph else np.bitwise_count(codes ^ self.today.code)
        return int(indexes[np.lexsort((codes, changed, worse))[0]])

    def _way(self, index: int, codes: IntArray) -> Way:
        conflict = self.conflict
        state = State(conflict.space, int(conflict.space.codes[index]))
        stable = tuple(
            (dm.id, tuple(concept for concept in self.concepts if row[index] & _flag(concept)))
            for dm, row in zip(conflict.decision_makers, self.analysis.bits, strict=True)
        )
        return Way(
            state,
            bool(self.undominated[index]),
            Distance(_least(self.moves[[state.code]]), _least(self.improvements[[state.code]])),
            shares(conflict, self.today, codes, state),
            stable,
            tuple(self._recourses(state, dict(stable))),
        )

    def _recourses(self, state: State, stable: dict[str, tuple[str, ...]]) -> Iterator[Recourse]:
        conflict, concept = self.conflict, self.concept
        worse = worse_than(conflict, self.today, np.array([state.code]))[:, 0]
        about = [one for one in self.leaving_out if state in conflict.find(one.id)]
        for place, dm in enumerate(conflict.decision_makers):
            left_out = tuple(one.id for one in about if one.leaves_out == dm.id)
            if worse[place] or left_out or concept not in stable[dm.id]:
                found = self.analysis.explain(state, dm.id, concept)
                yield Recourse(dm.id, bool(worse[place]), left_out, found)


def _least(moves: IntArray) -> int | None:
    reached = moves[moves >= 0]
    return int(reached.min()) if len(reached) else None


def _flag(concept: str) -> np.uint8:
    return np.uint8(CONCEPTS[concept].flag)
