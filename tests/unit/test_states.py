"""States and sets of states: their order, and that nobody can write on them."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import Conflict, StateSet
from detente.conflict.grammar import parse
from detente.errors import InputError, UnknownName

OPTIONS = {"A": ["x", "y"], "B": ["z"]}
STANDOFF = Conflict.from_options(OPTIONS, infeasible=["A.x and A.y"], status_quo=["A.y", "B.z"])
GRAPH = Conflict.from_graph(
    {"war": "Shots are fired", "peace": "", "a long truce": "Nobody moves"},
    {"A": [("war", "peace")], "B": []},
    status_quo="war",
)


def some(*indexes: int) -> StateSet:
    """Return the states of the standoff with these indexes."""
    return StateSet(STANDOFF.space, np.array(sorted(indexes), dtype=np.int64))


# One state


def test_states_stand_in_the_order_of_their_codes_without_the_infeasible() -> None:
    assert [str(state) for state in STANDOFF.states] == [
        "{}",
        "{A.x}",
        "{A.y}",
        "{B.z}",
        "{A.x, B.z}",
        "{A.y, B.z}",
    ]
    assert [state.code for state in STANDOFF.states] == [0, 1, 2, 4, 5, 6]
    assert [state.index for state in STANDOFF.states] == [0, 1, 2, 3, 4, 5]


def test_bit_b_is_option_b_decision_maker_after_decision_maker() -> None:
    conflict = Conflict.from_options({"B": ["z"], "C": [], "A": ["y", "x"]})
    codes = {ref: conflict.state(ref).code for ref in ("B.z", "A.y", "A.x")}
    assert codes == {"B.z": 1, "A.y": 2, "A.x": 4}
    assert conflict.state("A.x", "B.z").options == {"A.x", "B.z"}


def test_a_state_of_option_form_is_its_options() -> None:
    state = STANDOFF.state("B.z", "A.y")
    assert (state.code, state.index, state.name, state.description) == (6, 5, None, "")
    assert state.options == {"A.y", "B.z"}
    assert repr(state) == "<State {A.y, B.z}>"


def test_a_state_of_graph_form_is_its_name() -> None:
    state = GRAPH.state("a long truce")
    assert (state.code, state.index, state.name) == (2, 2, "a long truce")
    assert (state.options, state.description, str(state)) == (frozenset(), "Nobody moves", "a long truce")
    assert [str(one) for one in GRAPH.states] == ["war", "peace", "a long truce"]


def test_states_are_equal_when_they_are_the_same_state_of_the_same_space() -> None:
    again = Conflict.from_options(OPTIONS, {"A": ["x"]}, infeasible=["A.x and A.y"])
    other = Conflict.from_options(OPTIONS, infeasible=["A.x and B.z"])
    assert STANDOFF.state("A.x") == again.state("A.x") != again.state("A.y")
    assert STANDOFF.state("A.x") != other.state("A.x")
    assert len({STANDOFF.state("A.x"), again.state("A.x"), other.state("A.x")}) == 2


def test_the_order_of_infeasibilities_and_descriptions_do_not_tell_states_apart() -> None:
    rules = ["A.x and A.y", "A.y and B.z"]
    first, second = (Conflict.from_options(OPTIONS, infeasible=order) for order in (rules, rules[::-1]))
    assert first == second
    assert first.states == second.states
    assert first.states & second.states == first.states
    plain = Conflict.from_graph(["war", "peace", "a long truce"], {"A": [("war", "peace")], "B": []})
    assert plain.states == GRAPH.states


def test_asking_for_a_state_that_is_not_there() -> None:
    with pytest.raises(UnknownName, match=r"there is no option A\.q"):
        STANDOFF.state("A.q")
    with pytest.raises(UnknownName) as caught:
        STANDOFF.state("A.q", "A.x", "C.x")
    assert len(caught.value.diagnostics) == 2
    with pytest.raises(InputError, match=r"infeasible: A\.x and A\.y"):
        STANDOFF.state("A.x", "A.y")
    with pytest.raises(UnknownName, match="did you mean peace"):
        GRAPH.state("peaces")
    with pytest.raises(TypeError, match="one name"):
        GRAPH.state("war", "peace")


# Sets of states: sequences


def test_a_set_of_states_is_a_sequence() -> None:
    found = some(1, 3, 4)
    assert len(found) == 3
    assert [found[0], found[1], found[-1]] == [found[-3], found[-2], found[2]]
    assert [state.index for state in found] == [1, 3, 4]
    assert [state.index for state in reversed(found)] == [4, 3, 1]
    assert found.index(STANDOFF.states[3]) == 1
    assert found.count(STANDOFF.states[2]) == 0
    for place in (3, -4):
        with pytest.raises(IndexError):
            found[place]


@given(st.sets(st.integers(0, 5)), st.slices(6))
def test_a_slice_is_a_set_again(indexes: set[int], cut: slice) -> None:
    assert some(*indexes)[cut] == some(*sorted(indexes)[cut])


def test_membership_is_of_states_of_the_same_space() -> None:
    found = some(1, 3)
    assert STANDOFF.states[3] in found
    assert STANDOFF.states[2] not in found
    assert STANDOFF.states[5] not in found
    assert GRAPH.states[1] not in found
    assert not found.__contains__("A.x")
    assert all(state in STANDOFF.states for state in STANDOFF.states)


def test_a_set_shows_how_many_states_it_has_and_the_first() -> None:
    assert repr(some(0, 1)) == "<StateSet of 2: {}, {A.x}>"
    assert repr(STANDOFF.states) == "<StateSet of 6: {}, {A.x}, {A.y}, {B.z}, {A.x, B.z}, …>"


# Sets of states: sets


@given(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_a_set_of_states_is_a_set(a: set[int], b: set[int]) -> None:
    assert some(*a) & some(*b) == some(*(a & b))
    assert some(*a) | some(*b) == some(*(a | b))
    assert some(*a) - some(*b) == some(*(a - b))
    assert (some(*a) <= some(*b)) == (a <= b)
    assert (some(*a) >= some(*b)) == (a >= b)
    assert (some(*a) == some(*b)) == (a == b)
    assert hash(some(*a)) == hash(some(*a))


@given(st.sets(st.integers(0, 5)))
def test_the_mask_has_an_entry_for_each_feasible_state(indexes: set[int]) -> None:
    found = some(*indexes)
    assert found.mask.tolist() == [index in indexes for index in range(6)]
    assert found.mask.dtype == bool
    assert StateSet.where(STANDOFF.space, found.mask) == found
    assert found.indexes.tolist() == sorted(indexes)
    assert found.codes.tolist() == [state.code for state in found]


OPERATIONS: list[Callable[[StateSet, StateSet], object]] = [
    lambda a, b: a & b,
    lambda a, b: a | b,
    lambda a, b: a - b,
    lambda a, b: a <= b,
    lambda a, b: a >= b,
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_sets_of_other_states_are_refused(operation: Callable[[StateSet, StateSet], object]) -> None:
    other = Conflict.from_options(OPTIONS)
    with pytest.raises(ValueError, match="do not have the same states"):
        operation(STANDOFF.states, other.states)
    with pytest.raises(ValueError, match="do not have the same states"):
        operation(STANDOFF.states, GRAPH.states)
    assert STANDOFF.states != other.states


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_is_no_set_of_states_is_refused(operation: Callable[[object, object], object]) -> None:
    with pytest.raises(TypeError):
        operation(STANDOFF.states, 3)
    with pytest.raises(TypeError):
        operation(STANDOFF.states, None)
    assert STANDOFF.states != list(STANDOFF.states)


# Nobody writes on them


@pytest.mark.parametrize("conflict", [STANDOFF, GRAPH], ids=["options", "graph"])
def test_arrays_are_read_only(conflict: Conflict) -> None:
    handed_out = [
        *(conflict.states.indexes, conflict.states.codes, conflict.states.mask, conflict.states[:2].indexes),
        *(conflict.space.mask, conflict.space.codes, conflict.ranks, conflict.switches),
        (conflict.states & conflict.states[1:]).indexes,
        conflict.find("A.x" if conflict is STANDOFF else "war").indexes,
        pickle.loads(pickle.dumps(conflict.states)).indexes,
    ]
    for array in handed_out:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_state_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        STANDOFF.states[0].code = 3  # type: ignore[misc]
    with pytest.raises(AttributeError):
        STANDOFF.states.more = 3  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        STANDOFF.states[0] = STANDOFF.states[1]  # type: ignore[index]


@pytest.mark.parametrize("found", [STANDOFF.states[1:4], GRAPH.states[:2]], ids=["options", "graph"])
def test_copies_are_equal(found: StateSet) -> None:
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found), copy.copy(found)):
        assert again == found
        assert hash(again) == hash(found)
        assert list(again) == list(found)


# Finding states


def test_states_are_found_by_statement_outcome_or_name() -> None:
    conflict = Conflict.from_options(OPTIONS, infeasible=["A.x and A.y"], outcomes={"deal": "A.x or B.z"})
    assert [state.index for state in conflict.find("deal")] == [1, 3, 4, 5]
    assert conflict.find("A.x or B.z") == conflict.find(parse("A.x or B.z")) == conflict.find("deal")
    assert len(conflict.find("A.x and A.y")) == 0
    assert conflict.find("not A.x if A.y") == conflict.states
    with pytest.raises(UnknownName, match=r"(?s)unknown-outcome.*write A\.x"):
        conflict.find("x")
    with pytest.raises(UnknownName, match="did you mean deal"):
        conflict.find("daal")
    with pytest.raises(InputError, match="unknown-option"):
        conflict.find("A.q")


def test_graph_states_are_found_by_outcome_or_name_in_their_order() -> None:
    moves = {"A": [("war", "peace")]}
    conflict = Conflict.from_graph(["war", "peace", "truce"], moves, outcomes={"quiet": ["truce", "peace"]})
    assert [str(state) for state in conflict.find("quiet")] == ["peace", "truce"]
    assert [str(state) for state in conflict.find("war")] == ["war"]
    with pytest.raises(UnknownName, match="there is no state hush"):
        conflict.find("hush")


def test_the_status_quo_is_a_state() -> None:
    assert STANDOFF.status_quo == STANDOFF.states[5]
    assert GRAPH.status_quo == GRAPH.states[0]
    assert Conflict.from_options(OPTIONS).status_quo is None
    assert (
        Conflict.from_options(OPTIONS, status_quo=[]).status_quo == Conflict.from_options(OPTIONS).states[0]
    )
