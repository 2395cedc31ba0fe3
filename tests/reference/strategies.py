"""Hypothesis strategies for both forms; models shrink to few DMs, few states, no moves and all ties."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.reference.models import GraphForm, OptionForm


def rank_tuples(n_states: int) -> st.SearchStrategy[tuple[int, ...]]:
    """The ranks of one DM: from few values, so that ties are common, or from as many as there are states."""
    few, many = st.integers(0, 2), st.integers(0, 2 * n_states)
    return st.one_of(*(st.tuples(*[values] * n_states) for values in (few, many)))


@st.composite
def option_forms(draw: st.DrawFn, *, max_bits: int = 5, max_dms: int = 4) -> OptionForm:
    """Models in option form, with infeasible states, irreversible options and DMs without options."""
    n_dms = draw(st.integers(1, max_dms))
    owners = draw(st.lists(st.integers(0, n_dms - 1), min_size=1, max_size=max_bits))
    n_codes = 2 ** len(owners)
    infeasible = draw(st.frozensets(st.integers(0, n_codes - 1), max_size=n_codes - 1))
    pairs = st.tuples(st.integers(0, len(owners) - 1), st.sampled_from((1, -1)))
    irreversible = draw(st.lists(pairs, unique=True, max_size=len(owners)))
    ranks_of_codes = draw(
        st.tuples(*[rank_tuples(n_codes)] * n_dms)
    )  # of all: infeasible states shorten no draw
    options = tuple(owners.count(dm) for dm in range(n_dms))
    ranks = tuple(
        tuple(r for code, r in enumerate(of_dm) if code not in infeasible) for of_dm in ranks_of_codes
    )
    return OptionForm(options, infeasible, tuple(irreversible), ranks)


@st.composite
def graph_forms(draw: st.DrawFn, *, max_states: int = 7, max_dms: int = 4) -> GraphForm:
    """Models in graph form: the moves of a DM few or many."""
    n_dms = draw(st.integers(1, max_dms))
    n_states = draw(st.integers(1, max_states))
    moves = draw(st.tuples(*[move_sets(n_states)] * n_dms))
    ranks = draw(st.tuples(*[rank_tuples(n_states)] * n_dms))
    return GraphForm(n_states, moves, ranks)


@st.composite
def move_sets(draw: st.DrawFn, n_states: int) -> frozenset[tuple[int, int]]:
    """The moves of one DM: about a tenth, three tenths or seven tenths of what is possible."""
    possible = [(s, q) for s in range(n_states) for q in range(n_states) if s != q]
    least = draw(st.sampled_from((9, 7, 3)))
    digits = draw(st.tuples(*[st.integers(0, 9)] * len(possible)))
    return frozenset(move for move, digit in zip(possible, digits, strict=True) if digit >= least)
