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
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..engine import memory
from ..engine.arrays import BoolArray, IntArray
from ..engine.equation import SANCTION
from ..engine.hypercube import Hypercube
from ..engine.orders import ALWAYS, Clause, Comparison, Rule, Term
from .aims import holding_counts
from .concepts import concept_called
from .stability import form_of

__all__ = ["End", "Rationality"]

End = tuple[int, int]
"""Codes of the state where a decision maker was and of that where it went; the same where it stayed."""

_FAILS = None
"""In place of a case, a clause or a term: no order meets it."""

_ROOM = 1 << 28
"""So many bytes of what the others reach are kept."""

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

    def rule(self, ends: Iterable[End], certain: bool = False, without: int | None = None) -> Rule:
        """Return the rule that an order meets when it makes an act rational.

        Parameters
        ----------
        ends
            In what ways the act may have been.
        certain
            Whether each of these ways is to be rational; else one is enough.
        without
            The place of a line that is taken out of the list.
        """
        cases = [self._stays(s, without) if s == t else self._moves(s, t, without) for s, t in ends]
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
        found = [q for q in self.moves_from(code).tolist() if own.any_of(self._ends_of(q)) is _FAILS]
        return tuple(sorted(found, key=lambda q: ((q ^ code).bit_count(), q)))

    def _stays(self, s: int, without: int | None) -> _Clauses | None:
        own = self._against(s, without)
        clauses = [own.any_of(self._ends_of(q)) for q in self.moves_from(s).tolist()]
        return _FAILS if _FAILS in clauses else frozenset(clause for clause in clauses if clause)

    def _moves(self, s: int, t: int, without: int | None) -> _Clauses | None:
        own = self._against(s, without)
        clauses = own.exceeded(self._ends_of(t))
        return _FAILS if _FAILS in clauses else frozenset(clause for clause in clauses if clause)

    def _ends_of(self, q: int) -> BoolArray:
        """Return where a move to q may end: with no answer of the others, and with each that they have.

        Returns
        -------
        (ends, classes)
            For each end the classes of which none may be better.
        """
        alone = np.zeros((1, len(self._table[0])), bool)
        alone[0, self._class(q)] = True
        if SANCTION[concept_called(self.concept).flag] is None:
            return alone
        low, own = self._form.lowest_bit(self.dm), self._form.options[self.dm]
        ends, reached = self._answers(q >> low & (1 << own) - 1)
        place = q & (1 << low) - 1 | q >> low + own << low
        return np.concatenate([alone, ends[reached[:, place]]])

    def _answers(self, pattern: int) -> tuple[BoolArray, BoolArray]:
        """Return what the others reach while the decision maker's own options stay as they are.

        Returns
        -------
        ends : (ends, classes)
            The different ends, each by the classes of which none may be better.
        reached : (ends, positions)
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
            ends, number = self._ends(codes[there], how.survives_escape)
            memory.require(f"following the answers to {len(there)} states", 4 * len(ends) * len(place))
            keys = np.ones((len(ends), len(place)), np.int8)
            keys[number, there] = 0
            while sum(one.nbytes for both in self._known.values() for one in both) > _ROOM:
                del self._known[next(iter(self._known))]
            self._known[pattern] = ends, rest.least_reached(self.dm, keys, how.by_improvements) == 0
        return self._known[pattern]

    def _ends(self, codes: IntArray, with_escape: bool) -> tuple[BoolArray, IntArray]:
        """Return the different sets of classes to compare at some states, and of each state its set."""
        found = np.zeros((len(codes), len(self._table[0])), bool)
        found[np.arange(len(codes)), self._classes_of(codes)] = True
        if with_escape:
            origin, target = self._form.successors(self.dm, codes)
            found[origin, self._classes_of(target)] = True
        _, first, number = np.unique(
            np.packbits(found, axis=1), axis=0, return_index=True, return_inverse=True
        )
        return found[first], number.reshape(-1)

    @functools.cached_property
    def _known(self) -> dict[int, tuple[BoolArray, BoolArray]]:
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

    def _against(self, s: int, without: int | None = None) -> _Here:
        rows = self._table[0]
        here = rows[self._class(s)]
        bits = np.int64(1) << np.arange(rows.shape[1], dtype=np.int64)
        if without is not None:
            bits[without] = 0
        return _Here((here > rows) @ bits, (here < rows) @ bits)


@dataclass(frozen=True, slots=True)
class _Here:
    """A state against each class of states: the lines that favour it, and those that favour the class."""

    own: IntArray
    other: IntArray

    def any_of(self, ends: BoolArray) -> Clause | None:
        """Return that at some end no class is better; empty where that is always so, None where never."""
        terms = frozenset(self._asked(ends))
        if not terms:
            return _FAILS
        return frozenset() if frozenset() in terms else _weakest(terms)

    def exceeded(self, ends: BoolArray) -> list[Clause | None]:
        """Return for each end that some class is better, None where never.

        Ends at which that is always so are left out, and of those at which the same is asked all but one.
        """
        turned = (frozenset(frozenset({(other, own)}) for own, other in term) for term in self._asked(ends))
        return [clause or _FAILS for clause in turned]

    def _asked(self, ends: BoolArray) -> Iterator[Term]:
        """Yield, for the different ends, that no class is better there; not where some class always is."""
        ends = ends[~(ends & (self.own == 0) & (self.other != 0)).any(axis=1)]
        classes = np.flatnonzero(ends.any(axis=0) & (self.other != 0))
        pairs = list(zip(self.own[classes].tolist(), self.other[classes].tolist(), strict=True))
        rows = {row.tobytes(): row for row in ends[:, classes]}
        for row in rows.values():
            yield _strongest(frozenset(itertools.compress(pairs, row.tolist())))


@functools.lru_cache(maxsize=1 << 14)
def _strongest(pairs: Term) -> Term:
    """Return the comparisons from which some follow."""
    listed = sorted(pairs, key=lambda pair: (pair[0].bit_count(), -pair[1].bit_count()))
    kept: list[Comparison] = []
    for pair in listed:  # what a comparison follows from has no more lines for it, and no fewer against
        if not any(_implies(other, pair) for other in kept):
            kept.append(pair)
    return frozenset(kept)


@functools.lru_cache(maxsize=1 << 12)
def _weakest(terms: Clause) -> Clause:
    """Return the terms one of which holds wherever one of all does."""
    kept: list[Term] = []
    for term in sorted(terms, key=len):
        if not any(_follows(term, other) for other in kept):
            kept = [other for other in kept if not _follows(other, term)] + [term]
    return frozenset(kept)


def _implies(strong: tuple[int, int], weak: tuple[int, int]) -> bool:
    """Return whether a comparison holds wherever another does: more lines for it, fewer against."""
    return strong[0] & ~weak[0] == 0 and weak[1] & ~strong[1] == 0


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
