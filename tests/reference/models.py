"""The two forms of a model G = ⟨N, S, (A_i), (≽_i)⟩ (Fang, Hipel & Kilgour 1993).

States and decision makers (DMs) are integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class GraphForm:
    """States 0 … n_states-1; per DM the set A_i of its moves (from, to); per DM and state a rank.

    Higher ranks are better, equal ranks are ties. Moves need be neither transitive nor symmetric; there are
    no self-loops.
    """

    n_states: int
    moves: tuple[frozenset[tuple[int, int]], ...]
    ranks: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.moves) != len(self.ranks):
            raise ValueError(f"{len(self.moves)} DMs have moves and {len(self.ranks)} have ranks")
        if any(len(ranks) != self.n_states for ranks in self.ranks):
            raise ValueError("every DM ranks every state")
        for s, q in frozenset().union(*self.moves):
            if s == q or not {s, q} <= set(self.states):
                raise ValueError(f"({s}, {q}) is no move between two of {self.n_states} states")

    @property
    def dms(self) -> range:
        """N."""
        return range(len(self.moves))

    @property
    def states(self) -> range:
        """S."""
        return range(self.n_states)

    def prefers(self, dm: int, q: int, s: int) -> bool:
        """q ≻_i s."""
        return self.ranks[dm][q] > self.ranks[dm][s]

    def at_least(self, dm: int, s: int, q: int) -> bool:
        """s ≽_i q: q is no better than s."""
        return self.ranks[dm][s] >= self.ranks[dm][q]

    def reachable(self, dm: int, s: int) -> frozenset[int]:
        """R_i(s) = {q : (s, q) ∈ A_i}, the unilateral moves from s."""
        return self._reachable[dm][s]

    def improvements(self, dm: int, s: int) -> frozenset[int]:
        """R_i⁺(s) = {q ∈ R_i(s) : q ≻_i s}, the unilateral improvements from s."""
        return self._improvements[dm][s]

    @cached_property
    def _reachable(self) -> tuple[tuple[frozenset[int], ...], ...]:
        return tuple(tuple(self._targets(dm, s) for s in self.states) for dm in self.dms)

    def _targets(self, dm: int, s: int) -> frozenset[int]:
        return frozenset(q for q in self.states if (s, q) in self.moves[dm])

    @cached_property
    def _improvements(self) -> tuple[tuple[frozenset[int], ...], ...]:
        return tuple(tuple(self._better(dm, s) for s in self.states) for dm in self.dms)

    def _better(self, dm: int, s: int) -> frozenset[int]:
        return frozenset(q for q in self.reachable(dm, s) if self.prefers(dm, q, s))


@dataclass(frozen=True)
class OptionForm:
    """Each DM controls some binary options; a state is the code whose bit b says whether option b is taken.

    Bits are contiguous, DM after DM; DM 0 owns the lowest. `irreversible` holds pairs (bit, direction): with
    +1 the option may only be switched on, with -1 only off, with both pairs neither. `ranks` has, per DM, one
    entry for each *feasible* state in ascending order of codes, higher is better.
    """

    options: tuple[int, ...]
    infeasible: frozenset[int]
    irreversible: tuple[tuple[int, int], ...]
    ranks: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if not self.infeasible <= set(range(2**self.n_bits)):
            raise ValueError("an infeasible code is no state at all")
        if any(
            bit not in range(self.n_bits) or direction not in (1, -1) for bit, direction in self.irreversible
        ):
            raise ValueError("an irreversible pair is (bit, +1) or (bit, -1)")
        if len(self.ranks) != len(self.options) or any(len(r) != len(self.feasible) for r in self.ranks):
            raise ValueError("every DM ranks every feasible state")

    @property
    def n_bits(self) -> int:
        """How many options there are."""
        return sum(self.options)

    @property
    def dms(self) -> range:
        """N."""
        return range(len(self.options))

    @cached_property
    def feasible(self) -> tuple[int, ...]:
        """S: the codes of the feasible states, ascending."""
        return tuple(code for code in range(2**self.n_bits) if code not in self.infeasible)

    def own_bits(self, dm: int) -> range:
        """The bits of the options that the DM controls."""
        first = sum(self.options[:dm])
        return range(first, first + self.options[dm])

    def is_move(self, dm: int, s: int, q: int) -> bool:
        """Whether (s, q) ∈ A_i, for codes: q differs from s, in own options only, and no change is barred.

        Any number of own options change at once; the states in between need not be feasible.
        """
        changed = [bit for bit in range(self.n_bits) if taken(s, bit) != taken(q, bit)]
        return (
            changed != []
            and s in self.feasible
            and q in self.feasible
            and all(bit in self.own_bits(dm) for bit in changed)
            and all(self._may_change(bit, on=taken(q, bit)) for bit in changed)
        )

    def _may_change(self, bit: int, *, on: bool) -> bool:
        """Whether the option may be switched on (or off)."""
        barred = -1 if on else +1
        return (bit, barred) not in self.irreversible

    def graph(self) -> GraphForm:
        """The same model in graph form; state k is the k-th feasible code."""
        codes = self.feasible
        moves = tuple(
            frozenset(
                (k, m) for k, s in enumerate(codes) for m, q in enumerate(codes) if self.is_move(dm, s, q)
            )
            for dm in self.dms
        )
        return GraphForm(len(codes), moves, self.ranks)


def taken(code: int, bit: int) -> bool:
    """Whether the option of this bit is taken in the state of this code."""
    return code >> bit & 1 == 1
