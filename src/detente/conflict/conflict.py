"""One dated model of a standoff: who can do what, what each wants, where things stand."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np

from ..diagnostics import NOWHERE, Diagnostic
from ..engine.arrays import ByteArray, IntArray, frozen
from ..engine.hypercube import FREE, OFF, ON
from ..engine.statements import holds
from ..errors import InputError, UnknownName
from .build import build
from .content import Content
from .draft import (
    Draft,
    DraftAfter,
    DraftDM,
    DraftOutcome,
    PlacedEdit,
    Written,
    listed,
    written_line,
    written_preference,
    written_state,
)
from .editing import apply
from .edits import Edit
from .grammar import parse
from .options import closest
from .preferences import rank_table
from .statements import Statement, compiled, literal
from .states import State, StateSet

__all__ = ["Conflict"]


@dataclass(frozen=True, eq=False, repr=False)
class Conflict(Content):
    """One dated model, immutable; build it with ``from_options``, ``from_graph`` or from a file.

    Building never enumerates states: forty options load, and ``states`` on what is too large raises
    :class:`detente.errors.TooLarge`. Two conflicts are equal when their digests are.
    """

    @classmethod
    def of(cls, draft: Draft, before: Iterable[Diagnostic] = ()) -> Conflict:
        """Check a draft and build the conflict; see :func:`detente.conflict.build.build`."""
        content = build(draft, before)
        return cls(**{name: getattr(content, name) for name in content.__dataclass_fields__})

    @classmethod
    def from_options(
        cls,
        options: Mapping[str, Iterable[str] | Mapping[str, str]],
        preferences: Mapping[str, object] = MappingProxyType({}),
        *,
        infeasible: Iterable[object] = (),
        irreversible: Iterable[object] = (),
        status_quo: Iterable[str] | None = None,
        outcomes: Mapping[str, str | Statement] = MappingProxyType({}),
        names: Mapping[str, str] = MappingProxyType({}),
        title: str = "",
        as_of: date | None = None,
        after: Mapping[str, Iterable[Edit]] = MappingProxyType({}),
    ) -> Conflict:
        """Build a conflict in option form.

        Parameters
        ----------
        options
            The options of each decision maker: a list of ids, or a mapping from ids to names.
        preferences
            Per decision maker a list of statements, most important first (each a text, a
            :class:`Line`, or a list of texts of equal importance), or :class:`Weights`,
            :class:`Ranking` or :class:`Scores`. Without any a decision maker is indifferent.
        infeasible
            Statements that hold in no state.
        irreversible
            Literals (``DPRK.disarm``, ``not US.lift``) that, once true, stay true.
        status_quo
            The options taken today.
        outcomes
            Named sets of states: id and statement.
        names
            What decision makers are called.
        after
            Per outcome the edits that apply once it has been reached and has held; see :mod:`roads
            <detente.analysis.roads>`.

        Raises
        ------
        InputError
            With a diagnostic for each fault.

        Examples
        --------
        >>> standoff = Conflict.from_options(
        ...     {"A": ["yield_"], "B": ["attack"]},
        ...     preferences={"A": ["not B.attack", "not yield_"], "B": ["attack only if not A.yield_"]},
        ... )
        >>> len(standoff.states)
        4
        """
        dms = tuple(
            DraftDM(
                Written(dm),
                names.get(dm, ""),
                tuple((Written(o), n) for o, n in _pairs(f"the options of {dm}", own)),
                written_preference(preferences[dm]) if dm in preferences else None,
            )
            for dm, own in options.items()
        )
        draft = Draft(
            decision_makers=dms,
            title=title,
            as_of=as_of,
            infeasible=tuple(written_line(line) for line in listed("infeasible", infeasible)),
            irreversible=tuple(written_line(line) for line in listed("irreversible", irreversible)),
            status_quo=None if status_quo is None else written_state(status_quo),
            outcomes=tuple(DraftOutcome(Written(o), "", Written(str(w))) for o, w in outcomes.items()),
            after=tuple(
                DraftAfter(Written(o), tuple(PlacedEdit(edit, NOWHERE) for edit in edits))
                for o, edits in after.items()
            ),
        )
        return cls.of(draft, before=_strangers([*preferences, *names], options))

    @classmethod
    def from_graph(
        cls,
        states: Sequence[str] | Mapping[str, str],
        moves: Mapping[str, Iterable[tuple[str, str]]],
        preferences: Mapping[str, object] = MappingProxyType({}),
        *,
        status_quo: str | None = None,
        outcomes: Mapping[str, Iterable[str]] = MappingProxyType({}),
        names: Mapping[str, str] = MappingProxyType({}),
        title: str = "",
        as_of: date | None = None,
    ) -> Conflict:
        """Build a conflict in graph form.

        Parameters
        ----------
        states
            Their names, or a mapping from names to descriptions.
        moves
            Per decision maker the moves, as pairs of names: from, to.
        preferences
            Per decision maker a :class:`Ranking` or :class:`Scores`.
        status_quo, outcomes, names
            As in ``from_options``; an outcome lists names of states.

        Raises
        ------
        InputError
            With a diagnostic for each fault.

        Examples
        --------
        >>> from detente import Ranking
        >>> wants = {"A": Ranking([["s1"], ["s0"]])}
        >>> chase = Conflict.from_graph(["s0", "s1"], {"A": [("s0", "s1")]}, wants)
        >>> chase.state("s1").index
        1
        """
        dms = tuple(
            DraftDM(
                Written(dm),
                names.get(dm, ""),
                preference=written_preference(preferences[dm]) if dm in preferences else None,
                moves=tuple((Written(a), Written(b)) for a, b in own),
            )
            for dm, own in moves.items()
        )
        draft = Draft(
            decision_makers=dms,
            title=title,
            as_of=as_of,
            states=tuple((Written(s), d) for s, d in _pairs("the states", states)),
            status_quo=None if status_quo is None else written_state(status_quo),
            outcomes=tuple(
                DraftOutcome(Written(o), "", tuple(Written(s) for s in listed(f"the outcome {o}", w)))
                for o, w in outcomes.items()
            ),
        )
        return cls.of(draft, before=_strangers([*preferences, *names], moves))

    @property
    def status_quo(self) -> State | None:
        """Where things stand; None where nothing was said."""
        return None if self.status_quo_name is None else State(self.space, self.code_of(self.status_quo_name))

    def __repr__(self) -> str:
        dms = ", ".join(dm.id for dm in self.decision_makers)
        return f"<Conflict {self.title or 'without title'!r}: {dms}>"

    def dm(self, dm: str) -> int:
        """Return the place of a decision maker in ``decision_makers``.

        Raises
        ------
        UnknownName
            If there is none of that id.
        """
        ids = [one.id for one in self.decision_makers]
        if dm not in ids:
            message = f"there is no decision maker {dm}"
            raise UnknownName(Diagnostic("unknown-decision-maker", message, closest(dm, ids)))
        return ids.index(dm)

    def state(self, *names: str) -> State:
        """Return a state: by the options taken in option form, by its name in graph form.

        Raises
        ------
        UnknownName
            If a name is unknown.
        InputError
            If the state is infeasible.
        """
        if self.graph is not None:
            if len(names) != 1:
                raise TypeError("in graph form a state is asked for by its one name")
            self._known(names, self.space.names, "state")
            return State(self.space, self.code_of(names[0]))
        self._known(names, self.space.refs, "option")
        code = self.code_of(frozenset(names))
        broken = self.broken_rule(code)
        if broken is not None:
            message = f"the state {{{', '.join(names)}}} is infeasible: {broken}"
            raise InputError(Diagnostic("infeasible-state", message, "change it so that this does not hold"))
        return State(self.space, code)

    def find(self, where: str | Statement) -> StateSet:
        """Return the states of an outcome, or those in which a statement holds.

        Parameters
        ----------
        where
            An outcome's id, a statement, or in graph form the name of a state.

        Raises
        ------
        InputError
            If it is none of these.
        """
        if isinstance(where, str) and where in self.outcomes:
            inside = self.outcomes[where].where
            if isinstance(inside, tuple):
                codes = sorted(self.code_of(name) for name in inside)
                return StateSet(self.space, np.array(codes, dtype=np.int64))
            where = inside
        if self.graph is not None:
            return self._only(self.state(str(where)))
        if isinstance(where, str) and where.isidentifier():
            cure = closest(where, (*self.outcomes, *self.space.refs))
            message = f"there is no outcome {where}, and a statement names whose option it speaks of"
            raise UnknownName(Diagnostic("unknown-outcome", message, cure))
        statement = parse(where, self.option_ids) if isinstance(where, str) else where
        self._known(sorted(statement.refs()), self.space.refs, "option")
        program = compiled(statement, {ref: bit for bit, ref in enumerate(self.space.refs)})
        return StateSet.where(self.space, holds(program, self.space.codes))

    @functools.cached_property
    def ranks(self) -> IntArray:
        """The ranks that each decision maker gives to the engine's positions, read-only.

        Shape (decision makers, positions); higher is better, at least 0, and -1 where infeasible.
        """
        return rank_table(self.preference_list, self.space)

    @functools.cached_property
    def switches(self) -> ByteArray:
        """Which way each option may be switched, as the engine's hypercube wants it."""
        switches = np.full(len(self.space.refs), FREE, np.uint8)
        for line in self.irreversible:
            found = literal(line.statement)
            if found is not None:
                switches[self.space.refs.index(found[0].ref)] &= ON if found[1] else OFF
        return frozen(switches)

    def edited(self, *edits: Edit) -> Conflict:
        """Return the conflict with edits made, one after the other.

        Raises
        ------
        InputError
            If an edit does not fit: its statement is not there, is there already, or names what is not.
        """
        return apply(self, edits)

    def _only(self, state: State) -> StateSet:
        return StateSet(self.space, np.array([state.index], dtype=np.int64))

    def _known(self, names: Iterable[str], known: Sequence[str], kind: str) -> None:
        unknown = [name for name in names if name not in known]
        if unknown:
            raise UnknownName(
                Diagnostic(f"unknown-{kind}", f"there is no {kind} {name}", closest(name, known))
                for name in unknown
            )


def _pairs(what: str, ids: Iterable[str] | Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ids.items() if isinstance(ids, Mapping) else ((one, "") for one in listed(what, ids))


def _strangers(named: Iterable[str], known: Mapping[str, object]) -> list[Diagnostic]:
    """Return a fault for each name that is no decision maker's."""
    return [
        Diagnostic("unknown-decision-maker", f"there is no decision maker {dm}", closest(dm, known))
        for dm in dict.fromkeys(named)
        if dm not in known
    ]
