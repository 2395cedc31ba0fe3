"""The parts of the engine: moves, what the others reach, programs, memory."""

from __future__ import annotations

import sys
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engine import memory
from detente.engine.arrays import frozen
from detente.engine.digraph import Digraph
from detente.engine.equation import Concept, stability
from detente.engine.hypercube import FREE, OFF, ON, Hypercube
from detente.engine.statements import Op, evaluate, feasible, holds, prioritise, weigh
from detente.errors import TooLarge
from tests.reference.concepts import opponents, reach, reach_improving
from tests.reference.models import GraphForm, OptionForm
from tests.reference.strategies import graph_forms, option_forms

Form = Hypercube | Digraph


def hypercube(model: OptionForm) -> Hypercube:
    ranks = np.full((len(model.options), 2**model.n_bits), -1, np.int64)
    ranks[:, list(model.feasible)] = np.array(model.ranks)
    switches = np.full(model.n_bits, FREE, np.uint8)
    for bit, direction in model.irreversible:
        switches[bit] &= ON if direction > 0 else OFF
    return Hypercube(model.options, ranks, switches)


def digraph(model: GraphForm) -> Digraph:
    moves = [np.array(sorted(own), np.int64).reshape(-1, 2) for own in model.moves]
    return Digraph(moves, np.array(model.ranks))


def both_forms(model: OptionForm) -> list[tuple[Form, GraphForm, list[int]]]:
    """Return the two forms of a model, each with the reference's states and where the form has them."""
    graph = model.graph()
    return [(hypercube(model), graph, list(model.feasible)), (digraph(graph), graph, list(graph.states))]


# Moves


def assert_moves_are_the_models(form: Form, model: GraphForm, positions: list[int]) -> None:
    start = np.array(positions, dtype=np.int64)
    for dm in model.dms:
        for improving in (False, True):
            origin, target = form.successors(dm, start, improving)
            pairs = list(zip(origin.tolist(), target.tolist(), strict=True))
            moves = model.improvements if improving else model.reachable
            assert pairs == [(s, positions[q]) for s in model.states for q in sorted(moves(dm, s))]


@given(option_forms())
def test_moves_of_option_form(model: OptionForm) -> None:
    for form, graph, positions in both_forms(model):
        assert_moves_are_the_models(form, graph, positions)


@given(graph_forms())
def test_moves_of_graph_form(model: GraphForm) -> None:
    assert_moves_are_the_models(digraph(model), model, list(model.states))


@given(option_forms(), st.data())
def test_moves_are_listed_from_any_positions_in_any_order(model: OptionForm, data: st.DataObject) -> None:
    for form, graph, positions in both_forms(model):
        asked = data.draw(st.lists(st.sampled_from(list(graph.states)), max_size=6))
        origin, target = form.successors(0, np.array([positions[s] for s in asked], dtype=np.int64))
        assert list(zip(origin.tolist(), target.tolist(), strict=True)) == [
            (place, positions[q]) for place, s in enumerate(asked) for q in sorted(graph.reachable(0, s))
        ]


@given(option_forms(), st.data())
def test_the_best_by_one_move(model: OptionForm, data: st.DataObject) -> None:
    for form, graph, positions in both_forms(model):
        values = np.full(form.ranks.shape[1], -1, np.int64)
        values[positions] = data.draw(
            st.lists(st.integers(0, 9), min_size=len(positions), max_size=len(positions))
        )
        for dm in graph.dms:
            best = form.best_by_move(dm, values)
            for s in graph.states:
                within = [positions[q] for q in (s, *graph.reachable(dm, s))]
                assert best[positions[s]] == values[within].max()


@given(st.one_of(option_forms(), graph_forms()), st.data())
def test_the_least_that_the_others_reach(model: OptionForm | GraphForm, data: st.DataObject) -> None:
    forms = (
        both_forms(model) if isinstance(model, OptionForm) else [(digraph(model), model, list(model.states))]
    )
    for form, graph, positions in forms:
        size = form.ranks.shape[1]
        keys = np.array(
            [data.draw(st.lists(st.integers(0, 9), min_size=size, max_size=size)) for _ in range(2)]
        )
        for dm in graph.dms:
            for by_improvements, reached in ((False, reach), (True, reach_improving)):
                least = form.least_reached(dm, keys, by_improvements)
                for s in graph.states:
                    ends = [positions[t] for t in (s, *reached(graph, opponents(graph, dm), s))]
                    assert least[:, positions[s]].tolist() == keys[:, ends].min(axis=1).tolist()


def test_repeated_and_idle_moves_are_left_out() -> None:
    form = Digraph([np.array([[1, 0], [0, 0], [1, 0], [0, 1]])], np.zeros((1, 2), np.int64))
    origin, target = form.moves(0)
    assert list(zip(origin.tolist(), target.tolist(), strict=True)) == [(0, 1), (1, 0)]
    assert form.number_of_moves == 2


@pytest.mark.parametrize("by_improvements", [False, True])
def test_sequences_do_not_tunnel_through_infeasible_states(by_improvements: bool) -> None:
    """From 001 B and C together come to 111, but 011 and 101 in between are no states."""
    ranks = np.array([[1, 1, 1, -1, 1, -1, 1, 0], [0, 1, 2, -1, 3, -1, 5, 6], [0, 1, 2, -1, 3, -1, 5, 6]])
    least = Hypercube((1, 1, 1), ranks).least_reached(0, ranks[:1], by_improvements)[0]
    infinity = np.iinfo(ranks.dtype).max
    assert least.tolist() == [1, 1, 1, infinity, 1, infinity, 1, 0]


@pytest.mark.parametrize(
    ("options", "shape", "switches"), [((1, 1), (2, 8), 2), ((1, 2), (3, 8), 3), ((1, 2), (2, 8), 2)]
)
def test_a_hypercube_that_does_not_fit_is_refused(
    options: tuple[int, ...], shape: tuple[int, int], switches: int
) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Hypercube(options, np.zeros(shape, np.int64), np.full(switches, FREE, np.uint8))


@pytest.mark.parametrize("ranks", [np.zeros((2, 3), np.int64), np.zeros(3, np.int64)])
def test_a_digraph_that_does_not_fit_is_refused(
    ranks: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> None:
    with pytest.raises(ValueError, match="do not fit 1 decision makers"):
        Digraph([np.array([[0, 1]])], ranks)


# Concepts


@given(st.one_of(option_forms(), graph_forms()))
def test_concepts_asked_alone_say_what_they_say_together(model: OptionForm | GraphForm) -> None:
    form = hypercube(model) if isinstance(model, OptionForm) else digraph(model)
    together = stability(form, ~Concept(0))
    assert together.dtype == np.uint8
    assert together.shape == form.ranks.shape
    for number in (1, 2):
        for asked in combinations(Concept, number):
            flags = asked[0] | asked[-1]
            np.testing.assert_array_equal(stability(form, flags), together & np.uint8(flags))
    assert not stability(form, Concept(0)).any()


@given(st.one_of(option_forms(), graph_forms()))
def test_an_analysis_leaves_the_model_as_it_was(model: OptionForm | GraphForm) -> None:
    form = hypercube(model) if isinstance(model, OptionForm) else digraph(model)
    ranks = form.ranks.copy()
    frozen(form.ranks)
    first = stability(form, ~Concept(0))
    np.testing.assert_array_equal(stability(form, ~Concept(0)), first)
    np.testing.assert_array_equal(form.ranks, ranks)


# Programs


def test_a_count_is_of_parts_that_hold() -> None:
    program = (*((Op.TAKEN, bit) for bit in range(3)), (Op.COUNT, 3), (Op.AT_LEAST, 2))
    assert holds(program, np.arange(8)).tolist() == [bin(code).count("1") >= 2 for code in range(8)]


@pytest.mark.parametrize("bits", [12, 13, 14, 16])
def test_a_program_spans_low_and_high_options(bits: int) -> None:
    low_and_high = ((Op.TAKEN, 0), (Op.TAKEN, bits - 1), (Op.SAME, 0))
    codes = np.arange(1 << bits)
    expected = (codes & 1) == codes >> (bits - 1)
    np.testing.assert_array_equal(feasible([low_and_high], bits), ~expected)
    np.testing.assert_array_equal(prioritise([[low_and_high]], bits), expected.astype(int))
    np.testing.assert_array_equal(holds(low_and_high, codes), expected)


def test_many_forbidden_statements_leave_what_none_of_them_forbids() -> None:
    forbidden = [((Op.TAKEN, low), (Op.TAKEN, high), (Op.AND, 2)) for low, high in combinations(range(14), 2)]
    assert np.flatnonzero(feasible(forbidden, 14)).tolist() == [0, *(1 << bit for bit in range(14))]


TAKEN, DROPPED, ALWAYS = (
    ((Op.TAKEN, 0),),
    ((Op.TAKEN, 0), (Op.NOT, 0)),
    ((Op.TAKEN, 0), (Op.TAKEN, 0), (Op.NOT, 0), (Op.OR, 2)),
)


@pytest.mark.parametrize(
    ("statements", "dtype", "most"),
    [(14, np.int16, 2**14 - 1), (15, np.int32, 2**15 - 1), (30, np.int32, 2**30 - 1)],
)
def test_ranks_take_as_few_bytes_as_hold_them(statements: int, dtype: type, most: int) -> None:
    """With 15 statements the best rank is the largest number of two bytes, which stands for infinity."""
    ranks = prioritise([[TAKEN]] * statements, 1)
    assert ranks.dtype == dtype
    assert ranks.tolist() == [0, most]


@pytest.mark.parametrize("statements", [31, 62, 63, 64, 200])
def test_ranks_that_do_not_fit_are_made_dense(statements: int) -> None:
    worse, better = prioritise([[ALWAYS]] * (statements - 1) + [[TAKEN]], 1).tolist()
    assert 0 <= worse < better < 2**31 - 1
    assert prioritise([[DROPPED]] + [[ALWAYS]] * 40, 1).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("weights", "expected", "dtype"),
    [
        ([1, -2], [2, 3, 0, 1], np.int16),
        ([0, 32766], [0, 0, 32766, 32766], np.int16),
        ([1, 32766], [0, 1, 32766, 32767], np.int32),
        ([0, -(2**40)], [1, 1, 0, 0], np.int16),
        ([2**60, -(2**60)], [1, 2, 0, 1], np.int16),
        ([0, 0], [0, 0, 0, 0], np.int16),
    ],
)
def test_weights_are_summed(weights: list[int], expected: list[int], dtype: type) -> None:
    ranks = weigh(weights, 2)
    assert ranks.tolist() == expected
    assert ranks.dtype == dtype


def test_what_is_no_state_has_rank_minus_one() -> None:
    mask = np.array([True, False, True, False])
    assert prioritise([[TAKEN]], 2, mask).tolist() == [0, -1, 0, -1]
    assert prioritise([[DROPPED]] * 40, 2, mask).tolist() == [1, -1, 1, -1]
    assert weigh([0, 1], 2, mask).tolist() == [0, -1, 1, -1]


@pytest.mark.parametrize("states", [(0, 3), (-1, 0), (3, 1)])
def test_a_move_to_nowhere_is_refused(states: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not one of the 3"):
        Digraph([np.array([states])], np.zeros((1, 3), np.int64))


def test_a_program_that_leaves_more_than_one_value_is_none() -> None:
    with pytest.raises(ValueError, match="unpack"):
        evaluate(((Op.TAKEN, 0), (Op.TAKEN, 0)), lambda _: np.array([True]))


# Memory


def test_work_that_does_not_fit_is_refused_with_the_figures() -> None:
    free = memory.available()
    assert 2**24 < free < 2**50
    memory.require("a small table", 1000)
    with pytest.raises(
        TooLarge, match=r"a large table would need about .* of memory, and .* are free"
    ) as caught:
        memory.require("a large table", 2**60)
    assert caught.value.needed == 2**60
    assert 0 < caught.value.available < 2**50


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what the kernel could free")
def test_on_linux_the_kernel_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.open", _no_file)
    assert memory.available() > 0


def _no_file(*_: object, **__: object) -> None:
    raise OSError("there is no such file")


def test_frozen_arrays_are_read_only() -> None:
    array = np.zeros(2)
    assert frozen(array) is array
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1
