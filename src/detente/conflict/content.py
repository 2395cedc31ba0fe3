"""What a conflict consists of: its lines, its states, its digest."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np

from ..diagnostics import Diagnostic
from ..engine.arrays import frozen
from ..engine.statements import Program
from .edits import Edit, History
from .options import DecisionMaker
from .preferences import Line, Preference, Prioritised, Ranking, Scores, StateName, Weights
from .statements import Statement, compiled
from .states import StateSet, StateSpace

__all__ = ["After", "Content", "Graph", "Outcome", "preference_content"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A named set of states.

    Parameters
    ----------
    id, name
        How statements and people call it.
    where
        A statement that holds in its states; in graph form the names of the states.
    leaves_out
        The id of the decision maker whom it leaves out; empty when it leaves out none.
    because, against
        Ids of claims by which it may come about, and by which not: what the sources say of it.
    """

    id: str
    name: str
    where: Statement | tuple[str, ...]
    leaves_out: str = ""
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class After:
    """What changes in the lists of the parties once an outcome has been reached and has held.

    The digest leaves it out: it says nothing of which states hold, only of the roads on from them.

    Parameters
    ----------
    outcome
        The id of the outcome.
    edits
        Changes of prioritised lists, made one after the other.
    """

    outcome: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The states and moves of graph form; moves per decision maker, by the places of the states."""

    states: tuple[str, ...]
    descriptions: tuple[str, ...]
    moves: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, eq=False, repr=False)
class Content:
    """Everything that a conflict holds; ``Conflict`` adds what one does with it.

    Two contents are equal when their digests are. Arrays live in caches outside comparison and pickle.
    """

    decision_makers: tuple[DecisionMaker, ...]
    preference_list: tuple[Preference, ...]
    infeasible: tuple[Line, ...] = ()
    irreversible: tuple[Line, ...] = ()
    status_quo_name: StateName | None = None
    outcome_list: tuple[Outcome, ...] = ()
    graph: Graph | None = None
    title: str = ""
    as_of: date | None = None
    alternative_of: str = ""
    warnings: tuple[Diagnostic, ...] = ()
    history: History | None = None
    after_list: tuple[After, ...] = ()

    @functools.cached_property
    def space(self) -> StateSpace:
        """The states, enumerated when first asked for."""
        if self.graph is not None:
            return StateSpace(names=self.graph.states, descriptions=self.graph.descriptions)
        return StateSpace(self._refs, tuple(sorted(program for _, program in self._rules)))

    @property
    def _refs(self) -> tuple[str, ...]:
        return tuple(ref for dm in self.decision_makers for ref in dm.refs)

    @functools.cached_property
    def _rules(self) -> tuple[tuple[Line, Program], ...]:
        """The infeasibilities, each with its program."""
        bits = {ref: bit for bit, ref in enumerate(self._refs)}
        return tuple((line, compiled(line.statement, bits)) for line in self.infeasible)

    @functools.cached_property
    def states(self) -> StateSet:
        """All feasible states, in order.

        Raises
        ------
        TooLarge
            If they do not fit in memory.
        """
        return StateSet(self.space, frozen(np.arange(len(self.space.codes))))

    @property
    def preferences(self) -> Mapping[str, Preference]:
        """The preferences of each decision maker."""
        pairs = zip(self.decision_makers, self.preference_list, strict=True)
        return MappingProxyType({dm.id: preference for dm, preference in pairs})

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcomes by id."""
        return MappingProxyType({outcome.id: outcome for outcome in self.outcome_list})

    @property
    def after(self) -> Mapping[str, tuple[Edit, ...]]:
        """The edits that apply once an outcome has been reached and has held, by its id."""
        return MappingProxyType({one.outcome: one.edits for one in self.after_list})

    @property
    def option_ids(self) -> dict[str, tuple[str, ...]]:
        """The ids of the options of each decision maker."""
        return {dm.id: tuple(option.id for option in dm.options) for dm in self.decision_makers}

    @property
    def digest(self) -> str:
        """SHA-256 of the content, without titles, names, dates, bases, claims, comments and ``after``."""
        return self._digest

    @functools.cached_property
    def _digest(self) -> str:
        return hashlib.sha256(json.dumps(_canonical(self), ensure_ascii=True).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, Content) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __getstate__(self) -> dict[str, object]:
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}

    def broken_rule(self, code: int) -> Line | None:
        """Return an infeasibility that forbids a position, or None where it is a state."""
        for line, program in self._rules:
            if not StateSpace(self.space.refs, (program,)).admits(code):
                return line
        return None

    def code_of(self, name: StateName) -> int:
        """Return the position of what a state is called by, feasible or not; its names must be known."""
        if isinstance(name, str):
            return self.space.names.index(name)
        return sum(1 << self.space.refs.index(ref) for ref in name)


def _canonical(content: Content) -> list[object]:
    """Return what the digest covers, as plain lists; the first entry names the scheme."""
    graph = content.graph
    shape: list[object] = [[dm.id, [o.id for o in dm.options]] for dm in content.decision_makers]
    if graph is not None:
        shape += [graph.states, [sorted(set(own)) for own in graph.moves]]
    return [
        "detente conflict 1",
        shape,
        [preference_content(preference) for preference in content.preference_list],
        sorted({line.statement.text() for line in content.infeasible}),
        sorted({line.statement.text() for line in content.irreversible}),
        _state_content(content.status_quo_name),
        sorted(
            [o.id, sorted(o.where) if isinstance(o.where, tuple) else o.where.text()]
            for o in content.outcome_list
        ),
    ]


def _state_content(name: StateName | None) -> object:
    return sorted(name) if isinstance(name, frozenset) else name


def preference_content(preference: Preference) -> list[object]:
    """Return what counts in a preference, as plain lists: no basis, no claims, no idle order."""
    match preference:
        case Prioritised(lines):
            return ["list", [sorted(statement.text() for statement in line.statements) for line in lines]]
        case Weights(weights):
            return ["weights", sorted([ref, str(weight)] for ref, weight in weights if weight)]
        case Ranking(tiers):
            return ["ranking", [sorted(json.dumps(_state_content(s)) for s in tier) for tier in tiers]]
        case Scores():
            return ["scores", [float(value).hex() for value in preference.values]]
