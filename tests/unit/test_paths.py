"""Paths: what is asked for, what is refused, numbers beyond 64 bits, and how it is told."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from detente import Conflict, InputError, Ranking, Scores, StateSet, UnknownName
from detente.analysis.paths import Paths, paths
from detente.analysis.search import search
from detente.analysis.sequences import Sequences
from detente.brief.payload.ways import paths_payload
from detente.brief.ways import paths_text
from detente.engine.digraph import Digraph
from detente.engine.hypercube import Hypercube

OPTIONS = {"A": {"talk": "Talks", "leave": "Leaves"}, "B": {"trade": "Trades"}, "C": {"watch": "Watches"}}
WISHES: dict[str, object] = {
    "A": ["B.trade", "not talk", "not leave"],
    "B": ["A.talk", "trade iff A.talk"],
    "C": ["watch"],
}
PEACE = {"peace": "A.talk and B.trade", "war": "A.talk and A.leave"}


def thaw(**changes: object) -> Conflict:
    """A conflict whose status quo is that only C does something."""
    given: dict[str, object] = {"status_quo": ["C.watch"], "outcomes": PEACE, **changes}
    return Conflict.from_options(OPTIONS, WISHES, **given)  # type: ignore[arg-type]


def chain() -> Conflict:
    """A moves s0 → s1 → s2 and s3 → s4; B moves s1 → s3 and s4 → s1."""
    return Conflict.from_graph(
        ["s0", "s1", "s2", "s3", "s4", "alone"],
        {"A": [("s0", "s1"), ("s1", "s2"), ("s3", "s4")], "B": [("s1", "s3"), ("s4", "s1")]},
        {"A": Scores([0, 1, 2, 0, 0, 0]), "B": Scores([0, 0, 0, 1, 2, 0])},
        status_quo="s0",
        outcomes={"end": ["s2"]},
    )


def told(found: Paths) -> str:
    """The text on one line, without regard to where lines are wrapped."""
    return " ".join(paths_text(found).split())


def code(error: pytest.ExceptionInfo[InputError]) -> tuple[str, str]:
    (only,) = error.value.diagnostics
    return only.code, only.cure


# What is asked for


def test_a_target_is_an_outcome_a_statement_a_state_or_a_set_of_states() -> None:
    conflict = thaw()
    by_outcome = paths(conflict, "peace")
    assert (by_outcome.asked, by_outcome.is_equilibria) == ("peace", False)
    assert by_outcome.target == conflict.find("peace")
    assert paths(conflict, PEACE["peace"]).by_any == by_outcome.by_any
    assert paths(conflict, conflict.find("peace")).by_any == by_outcome.by_any
    one = paths(conflict, conflict.state("A.talk", "B.trade", "C.watch"))
    assert (one.by_any.length, one.by_any.count, one.asked) == (2, 2, "")
    assert by_outcome.by_any.count > one.by_any.count


def test_without_a_target_it_is_the_equilibria_of_the_concept() -> None:
    conflict = thaw()
    for concept in ("nash", "gmr"):
        found = paths(conflict, concept=concept)
        assert found.is_equilibria
        assert found.concept == concept
        assert found.by_any.length == found.by_any.nearest.length
    assert len(paths(conflict, concept="gmr").target) > len(paths(conflict, concept="nash").target)


def test_the_origin_is_the_status_quo_or_what_is_given() -> None:
    conflict = thaw()
    assert paths(conflict, "peace").origin == conflict.status_quo
    there = conflict.state("A.talk", "B.trade")
    found = paths(conflict, "peace", origin=there)
    assert (found.origin, found.by_any.length, found.by_any.count) == (there, 0, 1)
    assert [path.moves for path in found.by_any.listed] == [()]
    assert found.by_any.first == ()


def test_nobody_moves_twice_in_succession() -> None:
    found = paths(chain(), "end")
    assert (found.by_any.length, found.by_any.count) == (5, 1)
    assert [move.dm for move in found.by_any.listed[0].moves] == ["A", "B", "A", "B", "A"]
    assert [str(move.target) for move in found.by_any.listed[0].moves] == ["s1", "s3", "s4", "s1", "s2"]
    assert found.by_improvements.length is None


def test_a_result_can_be_pickled() -> None:
    found = paths(thaw(), "peace")
    assert pickle.loads(pickle.dumps(found)).by_any == found.by_any


# What bars the way


def test_a_line_that_bars_the_way_is_named_with_the_way_without_it() -> None:
    conflict = thaw(irreversible=["not B.trade"], infeasible=["C.watch and A.leave"])
    found = paths(conflict, "peace")
    assert found.by_any.length is None
    assert [(one.target, str(one.line), one.length) for one in found.barriers] == [
        ("irreversible", "not B.trade", 2)
    ]
    assert "irreversible: not B.trade. Then 2 moves would do." in told(found)


def test_without_an_infeasibility_an_outcome_may_have_more_states() -> None:
    conflict = thaw(
        infeasible=["B.trade and not A.talk"], irreversible=["not A.talk"], outcomes={"trade": "B.trade"}
    )
    found = paths(conflict, "trade")
    lines = [(one.target, one.length) for one in found.barriers]
    assert lines == [("infeasible", 1), ("irreversible", 2)]


def test_two_lines_that_bar_the_way_together_are_none_alone() -> None:
    found = paths(thaw(irreversible=["not B.trade", "not A.talk"]), "peace")
    assert (found.by_any.length, found.barriers) == (None, ())
    assert "No line alone bars the way: several do, together." in told(found)


def test_a_ranking_that_would_miss_states_does_not_matter_to_what_bars() -> None:
    conflict = Conflict.from_options(
        {"A": ["x"], "B": ["y"], "C": ["z"]},
        {"A": Ranking([[["A.x", "B.y", "C.z"]], [[]], [["A.x"]]])},
        infeasible=["B.y and not A.x", "B.y and not C.z", "C.z and not B.y"],
        status_quo=[],
    )
    found = paths(conflict, conflict.state("A.x", "B.y", "C.z"))
    lines = [(str(one.line), one.length) for one in found.barriers]
    assert lines == [("B.y and not C.z", 3), ("C.z and not B.y", 3)]


def test_in_graph_form_no_line_bars_the_way() -> None:
    found = paths(chain(), "alone")
    assert (found.by_any.length, found.by_any.count, found.barriers) == (None, 0, ())
    assert "several" not in told(found)


# Faults


def test_without_a_status_quo_an_origin_is_needed() -> None:
    with pytest.raises(InputError) as error:
        paths(thaw(status_quo=None), "peace")
    assert code(error) == ("no-status-quo", "name the state to start from")
    assert paths(thaw(status_quo=None), "peace", origin=thaw().state()).by_any.length == 2


def test_an_unknown_outcome_or_concept() -> None:
    with pytest.raises(UnknownName, match="did you mean peace"):
        paths(thaw(), "paece")
    with pytest.raises(UnknownName, match="did you mean nash"):
        paths(thaw(), concept="nahs")
    with pytest.raises(UnknownName, match="s9"):
        paths(chain(), "s9")


def test_a_target_that_no_state_is_in_names_what_rules_it_out() -> None:
    with pytest.raises(InputError) as error:
        paths(thaw(infeasible=["A.talk and A.leave", "B.trade and C.watch"]), "war")
    assert code(error) == ("empty-target", "drop the infeasibility: A.talk and A.leave")
    with pytest.raises(InputError) as error:
        paths(thaw(), "A.talk and not A.talk")
    assert code(error) == ("empty-target", "ask for something that can be")
    conflict = thaw()
    with pytest.raises(InputError) as error:
        paths(conflict, conflict.find("peace") - conflict.find("peace"))
    assert code(error) == ("empty-target", "name at least one state")


def test_states_of_another_conflict_are_a_fault_of_the_programmer() -> None:
    other = chain()
    with pytest.raises(ValueError, match="another conflict"):
        paths(thaw(), other.find("end"))
    with pytest.raises(ValueError, match="another conflict"):
        paths(thaw(), other.state("s2"))
    with pytest.raises(ValueError, match="another conflict"):
        paths(thaw(), "peace", origin=other.state("s2"))


# Large numbers, long sequences


def test_counts_are_exact_beyond_64_bits() -> None:
    """A ladder of 100 rungs with two ways up each: 2^100 paths, A and B in turn."""
    rungs = 100
    moves: list[list[tuple[int, int]]] = [[], []]
    for rung in range(rungs):
        for way in (1, 2):
            moves[0].append((3 * rung, 3 * rung + way))
            moves[1].append((3 * rung + way, 3 * rung + 3))
    form = Digraph([np.array(own) for own in moves], np.zeros((2, 3 * rungs + 1), int))
    found = Sequences(search(form, [0]), np.array([3 * rungs]))
    assert (found.length, found.count) == (2 * rungs, 2**rungs)
    assert dict(found.first) == {0: 2**rungs}
    assert len(next(iter(found))) == 2 * rungs


def test_a_sequence_may_have_more_moves_than_16_bits_count() -> None:
    length = 2**15 + 3
    pairs = np.stack([np.arange(length), np.arange(1, length + 1)], axis=1)
    form = Digraph([pairs[::2], pairs[1::2]], np.zeros((2, length + 1), int))
    assert search(form, [0]).moves.tolist() == list(range(length + 1))


def test_sequences_of_improvements_have_no_other_steps() -> None:
    """A has two options (0 to 3), B one (4): A goes to 1 or 2, B follows, and only from 5 A gains by 7."""
    wishes = np.array([[0, 1, 1, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 1, 1, 0]])
    found = search(Hypercube((2, 1), wishes), [0], improving=True)
    (legs,) = Sequences(found, np.array([7]))
    assert [(leg.dm, leg.position) for leg in legs] == [(0, 1), (1, 5), (0, 7)]
    assert Sequences(found, np.array([7])).count == 1


def test_all_orders_of_one_move_each_are_counted() -> None:
    form = Hypercube((1,) * 12, np.zeros((12, 1 << 12), np.int32))
    found = Sequences(search(form, [0]), np.array([(1 << 12) - 1]))
    assert (found.length, found.count) == (12, 479_001_600)


# How it is told


def test_what_is_told_is_what_was_found() -> None:
    conflict = thaw()
    found = paths(conflict, "peace", limit=1)
    text = told(found)
    assert "To: peace (4 states)." in text
    assert f"By any moves: 2 moves, {found.by_any.count} paths." in text
    assert "1. A talks (no gain for it); then B trades." in text
    assert f"… and {found.by_any.count - 1} more." in text
    assert "By improvements alone: no path leads there." in text


def test_where_one_is_there_already_nothing_is_listed() -> None:
    conflict = thaw()
    found = paths(conflict, conflict.state("C.watch"))
    assert "By any moves: one is there already." in told(found)
    assert "1. " not in paths_text(found)


def test_a_conflict_without_equilibria() -> None:
    chase = Conflict.from_graph(
        ["calm", "crisis"],
        {"A": [("calm", "crisis")], "B": [("crisis", "calm")]},
        {"A": Ranking(["crisis", "calm"]), "B": Ranking(["calm", "crisis"])},
        status_quo="calm",
    )
    found = paths(chase, concept="nash")
    assert (len(found.target), found.by_any.length, len(found.dead_ends)) == (0, None, 0)
    assert "There is no such state." in told(found)
    assert "come to rest in none" in told(found)
    other = paths(chase, "crisis", concept="nash")
    assert "The nearest equilibrium under nash: none can be reached." in told(other)
    assert paths_payload(other, 3)["any"]["nearest"] == {"length": None, "states": 0, "listed": []}


def test_the_payload_says_the_same() -> None:
    found = paths(thaw(irreversible=["not B.trade"]), "peace")
    data = paths_payload(found, 2)
    assert data["asked"] == "peace"
    assert data["target"]["states"] == 4
    assert len(data["target"]["listed"]) == 2
    assert (data["any"]["length"], data["any"]["count"], data["any"]["listed"]) == (None, 0, [])
    assert data["barriers"][0]["text"] == "not B.trade"
    step = paths_payload(paths(thaw(), "peace"), 2)["any"]["listed"][0]["steps"][0]
    assert (step["move"]["dm"], step["gains"]) == ("A", False)


def test_states_are_those_of_the_conflict() -> None:
    conflict = thaw()
    found = paths(conflict, "peace")
    for states in (found.target, found.dead_ends, found.by_any.nearest.states):
        assert isinstance(states, StateSet)
        assert states.space == conflict.space
