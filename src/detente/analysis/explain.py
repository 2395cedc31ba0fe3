"""Why a state is stable for a decision maker, or is not.

For each improvement that the decision maker has: does an answer of the others take the gain away, by which
moves, and could the decision maker still escape? For each option that it would rather leave as it is: on
which line of its preferences does that hang?
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line, Prioritised
from ..conflict.states import State
from ..engine.arrays import IntArray
from ..engine.equation import SANCTION, Sanction
from .aims import holding_counts
from .concepts import concept_called
from .search import Form
from .sequences import shortest_sequence
from .words import explanation_in_words

__all__ = [
    "Answer",
    "Declined",
    "Explanation",
    "Improvement",
    "Move",
    "best_step",
    "decisive_line",
    "explain",
]


@dataclass(frozen=True, slots=True)
class Move:
    """A unilateral move: who, from where, to where."""

    dm: str
    origin: State
    target: State


@dataclass(frozen=True, slots=True)
class Answer:
    """A sanction: what the others may do after an improvement so that it was not worth it.

    Attributes
    ----------
    moves : tuple of Move
        A shortest legal sequence; the last target is where it ends.
    ties : bool
        Whether the end is exactly as good as the state that was left; else it is worse.
    because : Line or None
        The line of the preferences on which it is worse; None for a tie or without a prioritised list.
    escape : Move or None
        Under smr and sseq: the best that the decision maker could do next, which still is no better than
        the state that was left; None when it has no move there, or under the other concepts.
    """

    moves: tuple[Move, ...]
    ties: bool
    because: Line | None
    escape: Move | None = None

    @property
    def end(self) -> State:
        """Where the answer leads."""
        return self.moves[-1].target


@dataclass(frozen=True, slots=True)
class Improvement:
    """A move to something better, with the answer that takes the gain away, if there is one."""

    move: Move
    because: Line | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Declined:
    """A move that is no improvement.

    Attributes
    ----------
    ties : bool
        Whether it leads to something equally good; else to something worse.
    because : Line or None
        The line on which it is worse; None for a tie or without a prioritised list.
    """

    move: Move
    ties: bool
    because: Line | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a state is stable for a decision maker under a concept, or is not.

    Attributes
    ----------
    improvements : tuple of Improvement
        All its improvements, those without an answer first.
    declined : tuple of Declined
        Changes of one option that are no improvement; in graph form all moves that are none.
    moves : int
        How many moves it has in all.
    """

    conflict: Conflict
    state: State
    dm: str
    concept: str
    stable: bool
    improvements: tuple[Improvement, ...]
    declined: tuple[Declined, ...]
    moves: int

    @property
    def unanswered(self) -> tuple[Improvement, ...]:
        """The improvements whose gain nothing takes away; the state is stable when there is none."""
        return tuple(one for one in self.improvements if one.answer is None)

    def __str__(self) -> str:
        return explanation_in_words(self)


def explain(conflict: Conflict, form: Form, state: State, dm: str, concept: str) -> Explanation:
    """Explain why a state is stable for a decision maker under a concept, or is not.

    Parameters
    ----------
    conflict, form
        The conflict, and the same as the engine sees it.
    state
        A feasible state of the conflict.
    dm, concept
        Ids.

    Raises
    ------
    UnknownName
        If there is no such decision maker or concept.
    ValueError
        If the state is one of another conflict.
    """
    if state.space != conflict.space:
        raise ValueError(f"{state} is a state of another conflict")
    return _Case(conflict, form, state, conflict.dm(dm), concept).explanation()


def best_step(conflict: Conflict, form: Form, state: State, dm: str, concept: str) -> Move | None:
    """Return the first improvement whose gain nothing takes away; None where the state is stable.

    It is the move of the first of :attr:`Explanation.unanswered`, without the cost of explaining the others.
    """
    return _Case(conflict, form, state, conflict.dm(dm), concept).best_step()


class _Case:
    """One question: a state, a decision maker and a concept."""

    def __init__(self, conflict: Conflict, form: Form, state: State, dm: int, concept: str) -> None:
        self.conflict, self.form, self.state, self.dm, self.concept = conflict, form, state, dm, concept
        self.how = SANCTION[concept_called(concept).flag]
        self.own = form.ranks[dm]
        self.here = int(self.own[state.code])

    def best_step(self) -> Move | None:
        better = self._better(self._targets())
        if self.how is not None and len(better):
            better = better[self._guard(self.how)[better] > self.here]
        return Move(self._id(self.dm), self.state, self._state(int(better[0]))) if len(better) else None

    def _targets(self) -> IntArray:
        targets: IntArray = self.form.successors(self.dm, np.array([self.state.code], dtype=np.int64))[1]
        return targets

    def _better(self, targets: IntArray) -> IntArray:
        """Return the targets of improvements, the best first."""
        better: IntArray = targets[self.own[targets] > self.here]
        order = np.argsort(-self.own[better], kind="stable")
        return np.take(better, order)

    def explanation(self) -> Explanation:
        targets = self._targets()
        improvements = self._improvements(self._better(targets))
        return Explanation(
            self.conflict,
            self.state,
            self._id(self.dm),
            self.concept,
            stable=all(one.answer is not None for one in improvements),
            improvements=tuple(sorted(improvements, key=lambda one: one.answer is not None)),
            declined=self._declined(targets[self.own[targets] <= self.here]),
            moves=len(targets),
        )

    def _improvements(self, targets: IntArray) -> list[Improvement]:
        moves = [Move(self._id(self.dm), self.state, self._state(int(t))) for t in targets]
        answers: list[Answer | None] = [None] * len(moves)
        if self.how is not None and moves:
            answers = self._answers(self.how, targets)
        reasons = [decisive_line(self.conflict, self.dm, move.target, self.state) for move in moves]
        return [Improvement(*row) for row in zip(moves, reasons, answers, strict=True)]

    def _answers(self, how: Sanction, targets: IntArray) -> list[Answer | None]:
        """Find an answer to each improvement; the equation tells beforehand for which there is none."""
        guard, goal = self._guard(how), self._key(how) <= self.here
        if self.form.feasible is not None:
            goal = goal & self.form.feasible
        others = [j for j in range(len(self.form.ranks)) if j != self.dm]
        found: list[Answer | None] = []
        for target in targets.tolist():
            if int(guard[target]) > self.here:
                found.append(None)
                continue
            legs = shortest_sequence(
                self.form,
                target,
                movers=others,
                goal=goal,
                preferred=self.own,
                improving=how.by_improvements,
            )
            if legs is None:
                raise AssertionError("the equation found a sanction and the search did not")
            states = [self._state(target), *(self._state(leg.position) for leg in legs)]
            moves = tuple(
                Move(self._id(leg.dm), before, after)
                for leg, before, after in zip(legs, states[:-1], states[1:], strict=True)
            )
            found.append(self._answer(moves, how.survives_escape))
        return found

    def _key(self, how: Sanction) -> IntArray:
        """Return what the others bring down: the rank of a position, or of the best escape from it."""
        return self.form.best_by_move(self.dm, self.own) if how.survives_escape else self.own

    def _guard(self, how: Sanction) -> IntArray:
        """Return for each position the least that the others can bring about from there."""
        guard: IntArray = self.form.least_reached(self.dm, self._key(how)[np.newaxis], how.by_improvements)[0]
        return guard

    def _answer(self, moves: tuple[Move, ...], survives_escape: bool) -> Answer:
        end = moves[-1].target
        return Answer(
            moves,
            ties=int(self.own[end.code]) == self.here,
            because=decisive_line(self.conflict, self.dm, self.state, end),
            escape=self._best_move(end) if survives_escape else None,
        )

    def _best_move(self, state: State) -> Move | None:
        _, targets = self.form.successors(self.dm, np.array([state.code], dtype=np.int64))
        if not len(targets):
            return None
        best = int(targets[np.argmax(self.own[targets])])
        return Move(self._id(self.dm), state, self._state(best))

    def _declined(self, targets: IntArray) -> tuple[Declined, ...]:
        """Return the changes of one option that do not improve, and why; in graph form all moves."""
        single = [
            t for t in targets.tolist() if self.conflict.graph or (t ^ self.state.code).bit_count() == 1
        ]
        moves = [Move(self._id(self.dm), self.state, self._state(t)) for t in single]
        return tuple(
            Declined(
                move,
                ties=int(self.own[move.target.code]) == self.here,
                because=decisive_line(self.conflict, self.dm, self.state, move.target),
            )
            for move in moves
        )

    def _state(self, position: int) -> State:
        return State(self.conflict.space, position)

    def _id(self, dm: int) -> str:
        return self.conflict.decision_makers[dm].id


def decisive_line(conflict: Conflict, dm: int, better: State, worse: State) -> Line | None:
    """Return the line on which a decision maker prefers one state to another.

    That is the most important line of which more holds in the better state. None where the two tie, or
    where the preferences are not a prioritised list.

    >>> from detente import Conflict
    >>> c = Conflict.from_options({"A": ["x", "y"]}, {"A": ["not y", "x"]})
    >>> print(decisive_line(c, 0, c.state("A.x"), c.state("A.y")))
    not A.y
    """
    preference = conflict.preference_list[dm]
    if not isinstance(preference, Prioritised):
        return None
    counts = holding_counts(conflict, dm, [better.code, worse.code])
    for line, (here, there) in zip(preference.lines, counts, strict=True):
        if here != there:
            return line
    return None
