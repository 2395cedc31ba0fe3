"""The compiled search of graph form gives what the plain one and the definitions give."""

from __future__ import annotations

from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engine import digraph
from detente.engine.digraph import Digraph, Search
from detente.engine.equation import stability
from detente.engine.fast import graph
from tests.bridging import ALL, reference_bits
from tests.reference.generate import random_graph_form
from tests.reference.models import GraphForm
from tests.reference.strategies import graph_forms

Integers = npt.NDArray[np.signedinteger]
MODELS = 10_000

searches = pytest.mark.parametrize("search", [digraph.least_ahead, graph.least_ahead], ids=["plain", "fast"])


def form_of(model: GraphForm, search: Search, dtype: npt.DTypeLike = np.int32) -> Digraph:
    moves = [np.array(sorted(own), np.int64).reshape(-1, 2) for own in model.moves]
    return Digraph(moves, np.array(model.ranks, dtype), search)


def random_form(states: int, dms: int, seed: int) -> Digraph:
    """Sparse moves over many states: long sequences, cycles, states that nobody leaves."""
    rng = np.random.default_rng(seed)
    moves = [rng.integers(0, states, (int(rng.integers(0, 2 * states)), 2)) for _ in range(dms)]
    return Digraph(moves, rng.integers(0, rng.choice([2, 9, states]), (dms, states)).astype(np.int32))


@searches
@given(model=graph_forms(), dtype=st.sampled_from([np.int16, np.int32, np.int64]))
def test_stability_is_that_of_the_definitions(search: Search, model: GraphForm, dtype: npt.DTypeLike) -> None:
    np.testing.assert_array_equal(stability(form_of(model, search, dtype), ALL), reference_bits(model))


@given(graph_forms(max_states=12), st.data())
def test_both_searches_find_the_same_keys(model: GraphForm, data: st.DataObject) -> None:
    states = len(model.states)
    form = form_of(model, digraph.least_ahead)
    keys = np.array([data.draw(st.tuples(*[st.integers(0, 4)] * states)) for _ in range(3)], np.int16)
    for dm in model.dms:
        for by_improvements in (False, True):
            entries = form.entries(by_improvements)
            plain, fast = (module.least_ahead(entries, dm, keys) for module in (digraph, graph))
            np.testing.assert_array_equal(fast, plain)
            assert fast.dtype == plain.dtype == np.int16


@pytest.mark.parametrize(("states", "dms"), [(400, 2), (400, 3), (300, 5), (40, 130), (1, 3), (10_000, 3)])
def test_larger_models(states: int, dms: int) -> None:
    """The last one is worked on by several threads."""
    for seed in range(4 if states < 1000 else 1):
        form = random_form(states, dms, seed)
        for dm in {0, dms - 1}:
            for by_improvements in (False, True):
                plain = form.least_reached(dm, form.ranks[:2], by_improvements)
                form.search = graph.least_ahead
                np.testing.assert_array_equal(form.least_reached(dm, form.ranks[:2], by_improvements), plain)
                form.search = digraph.least_ahead


@searches
@pytest.mark.parametrize("idle", [0, 200])
def test_nobody_moves_twice_in_succession(search: Search, idle: int) -> None:
    """B leads from 0 to 1 and from 1 to 2, not from 0 to 2; where C moves in between, it may go on."""
    none, b = np.empty((0, 2), int), np.array([[0, 1], [1, 2], [3, 2]])
    ranks = np.array([[3, 2, 1, 4]] * (3 + idle))
    alone = Digraph([none] * (1 + idle) + [b, none], ranks, search)
    assert alone.least_reached(0, ranks[:1], by_improvements=False).tolist() == [[2, 1, 1, 1]]
    between = Digraph([none] * (1 + idle) + [b, np.array([[1, 3]])], ranks, search)
    assert between.least_reached(0, ranks[:1], by_improvements=False).tolist() == [[1, 1, 1, 1]]


@searches
def test_where_nobody_moves_nothing_is_ahead(search: Search) -> None:
    form = Digraph([np.array([[0, 1]]), np.empty((0, 2), int)], np.zeros((2, 2), np.int32), search)
    infinite = np.iinfo(np.int32).max
    assert search(form.entries(by_improvements=False), 0, form.ranks[:1]).tolist() == [[infinite] * 2]
    assert search(form.entries(by_improvements=False), 1, form.ranks[:1]).tolist() == [[0, infinite]]


@pytest.mark.long
def test_many_graph_forms() -> None:
    rng = Random("fast graph form")
    for number in range(MODELS):
        model = random_graph_form(rng)
        found = stability(form_of(model, graph.least_ahead), ALL)
        np.testing.assert_array_equal(found, reference_bits(model), err_msg=f"{number}: {model}")
