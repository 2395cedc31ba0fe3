"""What makes an act of a decision maker rational, as rules over the orders of its aims.

For a fixed state s, each part of a solution concept asks whether s is at least as good as another state, or
worse. With a prioritised list that is a comparison of sets of lines, see :mod:`detente.engine.orders`:

* staying at s: every unilateral move q from s is no better than s, or (gmr, smr, seq, sseq) some state that
  the others reach from q is no better; under smr and sseq neither is any state that the decision maker
  reaches from there. That is the stability of the concept.
* moving from s to t: t is better than s, and no state that the others reach from t takes the gain away in
  that sense: the move is an improvement that the concept does not deter.

What the others reach hangs on their lists (seq, sseq) or on nobody's, and not on the order that is asked for.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..engine import memory
from ..engine.arrays import BoolArray, IntArray
from ..engine.equation import SANCTION
from ..engine.hypercube import Hypercube
from ..engine.orders import ALWAYS, Clause, Rule, Term
from .aims import holding_counts
from .concepts import concept_called
from .stability import form_of

__all__ = ["End", "Rationality"]

End = tuple[int, int]
"""Codes of the state where a decision maker was and of that where it went; the same where it stayed."""

_FAILS = None
_Clauses = frozenset[Clause]


@dataclass(frozen=True)
class Rationality:
    """The rules by which acts of a decision maker are rational under a concept.

    Parameters
    ----------
    conflict
        In option form; the lists of the others are those that hold.
    dm
        The place of a decision maker with a prioritised list.
    concept
        The id of a solution concept.

    Examples
    --------
    A stays out of x, although it wants x, for the sake of "not x": that must stand above.

    >>> c = Conflict.from_options({"A": ["x"]}, {"A": ["x", "not x"]})
    >>> rule = Rationality(c, 0, "nash").rule([(0, 0)])
    >>> rule == frozenset({frozenset({frozenset({frozenset({(0b10, 0b01)})})})})
    True
    """

    conflict: Conflict
    dm: int
    concept: str

    def rule(self, ends: Iterable[End], certain: bool = False) -> Rule:
        """Return the rule that an order meets when it makes an act rational.

        Parameters
        ----------
        ends
            In what ways the act may have been.
        certain
            Whether each of these ways is to be rational; else one is enough.
        """
        cases = [self._stays(s) if s == t else self._moves(s, t) for s, t in ends]
        if certain:
            if _FAILS in cases:
                return frozenset()
            cases = [frozenset().union(*(case for case in cases if case is not None))]
        found = frozenset(_least(case) for case in cases if case is not _FAILS)
        return ALWAYS if frozenset() in found else found

    def moves_from(self, code: int) -> IntArray:
        """Return the codes of the states to which the decision maker can move."""
        return self._form.successors(self.dm, np.array([code], np.int64))[1]

    def always_left_for(self, code: int) -> tuple[int, ...]:
        """Return the moves that pay whichever order the aims have, so that no order makes staying rational.

        They come with the fewest changes first.
        """
        own = self._against(code)
        found = [
            q
            for q in self.moves_from(code).tolist()
            if own.any_of([{self._class(q)}, *self._sanctions(q)]) is _FAILS
        ]
        return tuple(sorted(found, key=lambda q: ((q ^ code).bit_count(), q)))

    def _stays(self, s: int) -> _Clauses | None:
        own = self._against(s)
        clauses = set()
        for q in self.moves_from(s).tolist():
            clause = own.any_of([{self._class(q)}, *self._sanctions(q)])
            if clause is _FAILS:
                return _FAILS
            if clause:
                clauses.add(clause)
        return frozenset(clauses)

    def _moves(self, s: int, t: int) -> _Clauses | None:
        own = self._against(s)
        clauses = set()
        for group in ({self._class(t)}, *self._sanctions(t)):
            clause = own.exceeded_by_one_of(group)
            if clause is _FAILS:
                return _FAILS
            if clause:
                clauses.add(clause)
        return frozenset(clauses)

    def _sanctions(self, q: int) -> tuple[frozenset[int], ...]:
        """Return for each answer of the others to q the classes none of which may be better."""
        how = SANCTION[concept_called(self.concept).flag]
        if how is None:
            return ()
        low, own = self._form.lowest_bit(self.dm), self._form.options[self.dm]
        groups, reached = self._answers(q >> low & (1 << own) - 1)
        place = q & (1 << low) - 1 | q >> low + own << low
        return tuple(groups[one] for one in np.flatnonzero(reached[:, place]).tolist())

    def _answers(self, pattern: int) -> tuple[tuple[frozenset[int], ...], BoolArray]:
        """Return what the others reach while the decision maker's own options stay as they are.

        Returns
        -------
        groups
            The sets of classes that ways of the others to end give the decision maker to compare.
        reached : (groups, positions)
            Whether the others reach such an end from a position: the own options are left out of it.
        """
        if pattern not in self._known:
            form, low, own = self._form, self._form.lowest_bit(self.dm), self._form.options[self.dm]
            how = SANCTION[concept_called(self.concept).flag]
            assert how is not None  # under nash nobody answers
            place = np.arange(1 << form.bits - own, dtype=np.int64)
            codes = place & (1 << low) - 1 | pattern << low | place >> low << low + own
            options = [*form.options[: self.dm], 0, *form.options[self.dm + 1 :]]
            switches = np.delete(form.switches, range(low, low + own))
            rest = Hypercube(options, form.ranks[:, codes], switches)
            there = np.flatnonzero(rest.ranks[0] >= 0)
            groups, number = self._groups(codes[there], how.survives_escape)
            memory.require(f"following the answers to {len(there)} states", 4 * len(groups) * len(place))
            keys = np.ones((len(groups), len(place)), np.int8)
            keys[number, there] = 0
            self._known[pattern] = groups, rest.least_reached(self.dm, keys, how.by_improvements) == 0
        return self._known[pattern]

    def _groups(self, codes: IntArray, with_escape: bool) -> tuple[tuple[frozenset[int], ...], IntArray]:
        """Return the different sets of classes to compare at some states, and of each state its set."""
        ends = self._classes_of(codes)
        if not with_escape:
            classes, number = np.unique(ends, return_inverse=True)
            return tuple(frozenset({one}) for one in classes.tolist()), number
        origin, target = self._form.successors(self.dm, codes)
        pairs = np.stack(
            [
                np.concatenate([np.arange(len(codes)), origin]),
                np.concatenate([ends, self._classes_of(target)]),
            ],
            axis=1,
        )
        pairs = np.unique(pairs, axis=0)
        cuts = np.flatnonzero(np.diff(pairs[:, 0])) + 1
        listed = [frozenset(group.tolist()) for group in np.split(pairs[:, 1], cuts)]
        place = {group: where for where, group in enumerate(dict.fromkeys(listed))}
        return tuple(place), np.array([place[group] for group in listed], np.int64)

    @functools.cached_property
    def _known(self) -> dict[int, tuple[tuple[frozenset[int], ...], BoolArray]]:
        """What was found for the patterns of own options that were asked for."""
        return {}

    @functools.cached_property
    def _form(self) -> Hypercube:
        form = form_of(self.conflict)
        assert isinstance(form, Hypercube)  # graph form has no lists to order
        return form

    @functools.cached_property
    def _table(self) -> tuple[IntArray, IntArray]:
        """The different rows of how many statements of each line hold, and of each state its row."""
        counts = holding_counts(self.conflict, self.dm, self.conflict.space.codes)
        rows, number = np.unique(counts.T, axis=0, return_inverse=True)
        return rows, number.reshape(-1)

    @property
    def _classes(self) -> IntArray:
        return self._table[1]

    def _classes_of(self, codes: IntArray) -> IntArray:
        found: IntArray = self._classes[self.conflict.space.codes.searchsorted(codes)]
        return found

    def _class(self, code: int) -> int:
        return int(self._classes[self.conflict.space.index_of(code)])

    def _against(self, s: int) -> _Here:
        rows = self._table[0]
        here = rows[self._class(s)]
        bits = np.int64(1) << np.arange(rows.shape[1], dtype=np.int64)
        return _Here((here > rows) @ bits, (here < rows) @ bits)


@dataclass(frozen=True, slots=True)
class _Here:
    """A state against each class of states: the lines that favour it, and those that favour the class."""

    own: IntArray
    other: IntArray

    def any_of(self, groups: Iterable[Iterable[int]]) -> Clause | None:
        """Return that, of some group, no class is better; empty where that is always so, None where never."""
        terms: set[Term] = set()
        for group in groups:
            term = self._none_better(group)
            if term is not _FAILS:
                if not term:
                    return frozenset()
                terms.add(term)
        return _weakest(terms) if terms else _FAILS

    def exceeded_by_one_of(self, group: Iterable[int]) -> Clause | None:
        """Return that some class of a group is better; empty where that is always so, None where never."""
        terms: set[Term] = set()
        for one in group:
            own, other = int(self.own[one]), int(self.other[one])
            if other and not own:
                return frozenset()
            if other:
                terms.add(frozenset({(other, own)}))
        return _weakest(terms) if terms else _FAILS

    def _none_better(self, group: Iterable[int]) -> Term | None:
        pairs = {(int(self.own[one]), int(self.other[one])) for one in group}
        if any(other and not own for own, other in pairs):
            return _FAILS
        return frozenset(_strongest([(own, other) for own, other in pairs if other]))


def _implies(strong: tuple[int, int], weak: tuple[int, int]) -> bool:
    """Return whether a comparison holds wherever another does: more lines for it, fewer against."""
    return strong[0] & ~weak[0] == 0 and weak[1] & ~strong[1] == 0


def _strongest(pairs: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Return the comparisons that all the others follow from."""
    return (p for p in pairs if not any(q != p and _implies(q, p) for q in pairs))


def _weakest(terms: Iterable[Term]) -> Clause:
    """Return the terms one of which holds wherever one of all does."""
    listed = list(terms)
    follow = {(a, b) for a in listed for b in listed if a != b and _follows(a, b)}
    kept = [a for place, a in enumerate(listed) if not _weaker_kept(a, place, listed, follow)]
    return frozenset(kept)


def _weaker_kept(a: Term, place: int, listed: Sequence[Term], follow: set[tuple[Term, Term]]) -> bool:
    """Return whether another term makes this one needless; of two that are the same the first stays."""
    return any((a, b) in follow and ((b, a) not in follow or other < place) for other, b in enumerate(listed))


def _follows(a: Term, b: Term) -> bool:
    """Return whether b holds wherever a does, as far as single comparisons tell."""
    return all(any(_implies(p, q) for p in a) for q in b)


def _least(clauses: _Clauses) -> _Clauses:
    """Return the clauses from which all follow."""
    listed = sorted(clauses, key=len)
    kept: list[Clause] = []
    for one in listed:
        if not any(_clause_follows(other, one) for other in kept):
            kept = [other for other in kept if not _clause_follows(one, other)] + [one]
    return frozenset(kept)


def _clause_follows(a: Clause, b: Clause) -> bool:
    """Return whether clause b holds wherever a does, as far as single terms tell."""
    return a <= b or all(any(_follows(term, other) for other in b) for term in a)


