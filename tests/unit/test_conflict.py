"""A conflict built in code: what it keeps, every fault of what it is built from, its digest, its size."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import numpy as np
import pytest

from detente import (
    Basis,
    Conflict,
    DetenteError,
    InputError,
    Line,
    Ranking,
    Scores,
    TooLarge,
    UnknownName,
    Weights,
    analyse,
)
from detente.conflict.draft import Draft, DraftDM, DraftOutcome, Written
from detente.conflict.statements import Not, Taken
from detente.diagnostics import Place

OPTIONS = {"A": ["x", "y"], "B": ["z"]}
WANTS: dict[str, object] = {"A": ["x", "not B.z"], "B": ["z only if A.x"]}
STATES = ["s0", "s1", "s2"]
MOVES = {"A": [("s0", "s1"), ("s1", "s2")], "B": [("s2", "s0")]}
RANKS: dict[str, object] = {"A": Ranking([["s2"], ["s0", "s1"]]), "B": Scores([1, 2, 3])}


def build(**changes: Any) -> Conflict:
    """Build a sound conflict in option form with some arguments changed."""
    arguments: dict[str, Any] = {"options": OPTIONS, "preferences": WANTS} | changes
    return Conflict.from_options(**arguments)


def build_graph(**changes: Any) -> Conflict:
    """Build a sound conflict in graph form with some arguments changed."""
    arguments: dict[str, Any] = {"states": STATES, "moves": MOVES, "preferences": RANKS} | changes
    return Conflict.from_graph(**arguments)


def named(value: object) -> str:
    """Name a test by the faults that it expects, or by what it changes."""
    return "+".join(value) if isinstance(value, list | dict) else ""


def faults(error: InputError) -> list[str]:
    return sorted(fault.code for fault in error.diagnostics if fault.is_error)


# What it keeps


def test_a_conflict_keeps_what_it_was_built_from() -> None:
    conflict = Conflict.from_options(
        {"A": {"x": "Attacks", "y": ""}, "B": ["z"]},
        {"A": [Line((Taken("A", "x"),), Basis.REPORTED, ("c1",), ("c2",), "It wants x"), ["y", "B.z"]]},
        infeasible=[Line((Taken("B", "z"),), Basis.LOGICAL)],
        irreversible=["A.x", "not A.y"],
        status_quo=["A.y"],
        outcomes={"end": "A.x and not A.y"},
        names={"A": "Athens"},
        title="The war",
        as_of=date(431, 3, 1),
    )
    first, second = conflict.decision_makers
    assert (first.id, first.name, first.refs) == ("A", "Athens", ("A.x", "A.y"))
    assert [(option.id, option.name) for option in first.options] == [("x", "Attacks"), ("y", "y")]
    assert (second.name, conflict.title, conflict.as_of) == ("B", "The war", date(431, 3, 1))
    assert str(conflict.preferences["A"].lines[1]) == "equal: A.y; B.z"  # type: ignore[union-attr]
    assert conflict.preferences["A"].lines[0].says == "It wants x"  # type: ignore[union-attr]
    assert [str(line) for line in conflict.infeasible] == ["B.z"]
    assert [str(line) for line in conflict.irreversible] == ["A.x", "not A.y"]
    assert conflict.switches.tolist() == [1, 2, 3]  # only on, only off, free
    assert (conflict.outcomes["end"].name, str(conflict.outcomes["end"].where)) == ("end", "A.x and not A.y")
    assert repr(conflict) == "<Conflict 'The war': A, B>"


def test_a_conflict_can_be_built_from_the_parts_of_another() -> None:
    again = build(preferences=build().preferences, infeasible=build(infeasible=["A.y"]).infeasible)
    assert again == build(infeasible=["A.y"])
    weighed = build(preferences={"A": Weights({"x": 0.1}), "B": Scores(range(8))})
    assert build(preferences=weighed.preferences) == weighed


def test_an_option_that_is_fixed_both_ways_never_changes() -> None:
    assert build(irreversible=["A.x", "not A.x"]).switches.tolist() == [0, 3, 3]


def test_decision_makers_are_found_by_their_ids() -> None:
    assert (build().dm("A"), build().dm("B")) == (0, 1)
    with pytest.raises(UnknownName, match="there is no decision maker C"):
        build().dm("C")


def test_one_decision_maker_is_legal_and_so_is_one_without_options() -> None:
    alone = Conflict.from_options({"A": ["x"]}, {"A": ["x"]})
    assert alone.warnings == ()
    assert len(alone.states) == 2
    watched = Conflict.from_options({"A": ["x"], "Watcher": []}, {"A": ["x"], "Watcher": ["not A.x"]})
    assert watched.ranks.tolist() == [[0, 1], [1, 0]]


def test_graph_form_keeps_states_and_moves() -> None:
    conflict = build_graph(outcomes={"end": ["s2", "s0"]}, names={"B": "Boeotia"}, status_quo="s1")
    assert conflict.graph is not None
    assert conflict.graph.moves == (((0, 1), (1, 2)), ((2, 0),))
    assert conflict.decision_makers[1].name == "Boeotia"
    assert [str(state) for state in conflict.find("end")] == ["s0", "s2"]
    assert conflict.ranks.tolist() == [[0, 0, 1], [0, 1, 2]]


def test_graph_form_may_have_decision_makers_without_moves_and_odd_names() -> None:
    conflict = Conflict.from_graph(["not a war", "ü.ü", "1"], {"A": [("1", "ü.ü")], "B": []})
    assert [str(state) for state in conflict.states] == ["not a war", "ü.ü", "1"]


# Nobody writes on it


def test_nothing_of_a_conflict_can_be_set() -> None:
    conflict = build(outcomes={"end": "A.x"})
    with pytest.raises(FrozenInstanceError):
        conflict.title = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        conflict.preferences["A"] = Weights({})  # type: ignore[index]
    with pytest.raises(TypeError):
        conflict.outcomes["end"] = conflict.outcomes["end"]  # type: ignore[index]
    for array in (conflict.ranks, conflict.switches, conflict.space.mask, conflict.space.codes):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@pytest.mark.parametrize("conflict", [build(), build_graph()], ids=["options", "graph"])
def test_a_pickled_conflict_is_equal_and_without_caches(conflict: Conflict) -> None:
    small = len(pickle.dumps(conflict))
    bits = analyse(conflict).bits
    assert conflict.states[0] != conflict.states[1]
    assert hash(conflict) == hash(conflict.digest)
    assert {"space", "states", "ranks", "_digest"} <= set(vars(conflict))  # the caches are full
    assert len(pickle.dumps(conflict)) == small
    again = pickle.loads(pickle.dumps(conflict))
    assert set(vars(again)) == set(conflict.__dataclass_fields__)
    assert again == conflict
    assert hash(again) == hash(conflict)
    assert copy.deepcopy(conflict) == conflict
    np.testing.assert_array_equal(analyse(again).bits, bits)


# Faults of option form


LONG = {"A": [f"o{n}" for n in range(17)]}
ONLY_NONE = [f"A.o{n}" for n in range(16)] + ["not (" + " or ".join(f"A.o{n}" for n in range(16)) + ")"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"options": {}, "preferences": {}}, ["no-decision-maker"]),
        ({"options": {"A": [], "B": []}, "preferences": {}}, ["no-option"]),
        ({"options": {"A": ["x", "x"]}, "preferences": {}}, ["duplicate-name"]),
        ({"options": {"A": ["x", "or"]}, "preferences": {}}, ["reserved-word"]),
        ({"options": {"if": ["x"]}, "preferences": {}}, ["reserved-word"]),
        ({"options": {"infeasible": ["x"]}, "preferences": {}}, ["reserved-word"]),
        ({"options": {"A": ["x-y", "2x", "a.b", ""]}, "preferences": {}}, ["malformed-id"] * 4),
        ({"options": {"A B": ["x"]}, "preferences": {}}, ["malformed-id"]),
        ({"options": {"a reserved dm": ["x"]}, "preferences": {}}, ["malformed-id"]),
        ({"outcomes": {"only": "A.x"}}, ["reserved-word"]),
        ({"outcomes": {"big deal": "A.x"}}, ["malformed-id"]),
        ({"outcomes": {"deal": "A.q"}}, ["unknown-option"]),
        ({"outcomes": {"deal": "x"}}, ["no-owner"]),
        ({"names": {"C": "Corinth"}}, ["unknown-decision-maker"]),
        ({"preferences": WANTS | {"C": ["A.x"]}}, ["unknown-decision-maker"]),
        ({"preferences": {"A": ["x", "z"]}}, ["unknown-option"]),
        ({"preferences": {"A": ["x and"]}}, ["incomplete"]),
        ({"preferences": {"A": [""]}}, ["empty-statement"]),
        ({"preferences": {"A": [[]]}}, ["empty-line"]),
        ({"preferences": {"A": ["x", "y", "x"]}}, ["duplicate-statement"]),
        ({"preferences": {"A": ["x", "A.x"]}}, ["duplicate-statement"]),
        ({"preferences": {"A": ["x", ["y", "(x)"]]}}, ["duplicate-statement"]),
        ({"preferences": {"A": [["x", "x"]]}}, ["duplicate-statement"]),
        ({"preferences": {"A": [Line((Taken("A", "x"),), Basis.LOGICAL)]}}, ["logical-preference"]),
        ({"preferences": {"A": Weights({"x": 1}, Basis.LOGICAL)}}, ["logical-preference"]),
        ({"preferences": {"A": Scores(range(8), Basis.LOGICAL)}}, ["logical-preference"]),
        ({"infeasible": ["A.x and A.q"]}, ["unknown-option"]),
        ({"infeasible": ["x"]}, ["no-owner"]),
        ({"infeasible": ["A.x", "A.x"]}, ["duplicate-statement"]),
        ({"infeasible": [["A.x", "A.y"]]}, ["equal-importance"]),
        ({"infeasible": ["A.x", "not A.x"]}, ["no-state"]),
        ({"infeasible": ["A.x or not A.x"]}, ["no-state"]),
        ({"options": LONG, "preferences": {}, "infeasible": ONLY_NONE}, ["no-state"]),
        ({"irreversible": ["A.x and A.y"]}, ["not-a-literal"]),
        ({"irreversible": ["not not A.x"]}, ["not-a-literal"]),
        ({"irreversible": ["C.x"]}, ["unknown-decision-maker"]),
        ({"irreversible": ["A.x", "A.x"]}, ["duplicate-statement"]),
        ({"irreversible": [["A.x", "A.y"]]}, ["equal-importance"]),
        ({"status_quo": ["A.q", "x"]}, ["unknown-option", "unknown-option"]),
        ({"status_quo": ["A.x", "A.x"]}, ["duplicate-name"]),
        ({"status_quo": "A.x"}, ["state-options"]),
        ({"status_quo": ["A.x"], "infeasible": ["A.x and not B.z"]}, ["infeasible-status-quo"]),
        ({"preferences": {"A": Weights({"x": 1, "B.q": 1})}}, ["unknown-option"]),
        ({"preferences": {"A": Weights({"z": 1})}}, ["unknown-option"]),
        ({"preferences": {"A": Weights({"x": 1, "A.x": 2})}}, ["duplicate-name"]),
        ({"preferences": {"A": Weights({"x": 2**64})}}, ["weights-range"]),
        ({"preferences": {"A": Scores([1, 2, 3])}}, ["scores-length"]),
        ({"preferences": {"A": Scores([0.0] * 7 + [np.nan])}}, ["scores-not-finite"]),
        ({"preferences": {"A": Scores([0.0] * 7 + [np.inf])}}, ["scores-not-finite"]),
    ],
    ids=named,
)
def test_a_fault_of_option_form(changes: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        build(**changes)
    assert faults(caught.value) == codes
    assert all(fault.cure for fault in caught.value.diagnostics)


ALL_STATES = [[], ["A.x"], ["B.z"], ["A.x", "B.z"]]


@pytest.mark.parametrize(
    ("tiers", "infeasible", "codes"),
    [
        ([ALL_STATES[1:]], [], ["missing-state"]),
        ([], [], ["missing-state"]),
        ([ALL_STATES, [["A.x"]]], [], ["repeated-state"]),
        ([ALL_STATES[:3], [["B.z", "A.x"], ["A.x", "B.z"]]], [], ["repeated-state"]),
        ([ALL_STATES], ["A.x and B.z"], ["infeasible-state"]),
        ([ALL_STATES[1:]], ["A.x and B.z"], ["infeasible-state", "missing-state"]),
        ([[*ALL_STATES, ["A.q"]]], [], ["unknown-option"]),
        ([["A.x"]], [], ["state-options"]),
    ],
)
def test_a_ranking_names_every_feasible_state_once(
    tiers: list[list[list[str]]], infeasible: list[str], codes: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        Conflict.from_options({"A": ["x"], "B": ["z"]}, {"A": Ranking(tiers)}, infeasible=infeasible)
    assert faults(caught.value) == codes


def test_what_a_ranking_misses_is_counted_and_named() -> None:
    wide = {"A": [f"o{n}" for n in range(12)]}
    with pytest.raises(InputError, match=r"misses 4095 of 4096 states: \{A\.o0\}, \{A\.o1\}, .*, …"):
        Conflict.from_options(wide, {"A": Ranking([[[]]])})


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        Conflict.from_options(
            {"A": ["x", "x", "not"], "B": ["z"]},
            {"A": ["x and", "q or B.w"], "C": ["A.x"], "B": [Line((Taken("B", "z"),), Basis.LOGICAL)]},
            infeasible=["C.x", "A.x B.z"],
            irreversible=["A.x or B.z"],
            status_quo=["A.q"],
            outcomes={"if": "A.x"},
        )
    assert faults(caught.value) == [
        "duplicate-name",
        "incomplete",
        "logical-preference",
        "not-a-literal",
        "not-joined",
        "reserved-word",
        "reserved-word",
        "unknown-decision-maker",
        "unknown-decision-maker",
        "unknown-option",
        "unknown-option",
        "unknown-option",
    ]


def test_faults_of_the_whole_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        build(
            preferences={"A": Ranking([[["A.x"]]]), "B": Scores([1])},
            infeasible=["A.x"],
            status_quo=["A.x"],
        )
    assert faults(caught.value) == [
        "infeasible-state",
        "infeasible-status-quo",
        "missing-state",
        "scores-length",
    ]


def test_a_fault_in_a_statement_shows_the_statement_and_its_column() -> None:
    with pytest.raises(InputError) as caught:
        build(infeasible=["A.x and B.w"])
    (fault,) = (fault for fault in caught.value.diagnostics if fault.is_error)
    assert (fault.place.column, fault.place.line) == (9, None)
    assert "in 'A.x and B.w'" in fault.message


def test_a_line_that_is_reported_and_names_no_claim_is_a_warning() -> None:
    said = [Line((Taken("A", "x"),), Basis.REPORTED), Line((Taken("A", "y"),), Basis.REPORTED, ("c1",))]
    conflict = build(preferences={"A": said, "B": Weights({}, Basis.REPORTED)})
    assert [(one.code, one.is_error) for one in conflict.warnings] == [("no-claim", False)] * 2
    assert "A.x" in conflict.warnings[0].message


def test_names_given_twice_as_a_file_can_give_them() -> None:
    one = DraftDM(Written("A", Place("a.yaml", 3, 1)), options=((Written("x"), ""),))
    two = DraftDM(Written("A", Place("a.yaml", 5, 1)), options=((Written("x"), ""),))
    where = Written("A.x")
    twice = (DraftOutcome(Written("end"), "", where), DraftOutcome(Written("end"), "", where))
    with pytest.raises(InputError) as caught:
        Conflict.of(Draft((one, two), outcomes=twice))
    assert set(faults(caught.value)) == {"duplicate-name"}
    assert any("A stands twice (first in line 3)" in fault.message for fault in caught.value.diagnostics)


# Faults of graph form


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"moves": {}, "preferences": {}}, ["no-decision-maker"]),
        ({"states": [], "moves": {"A": []}, "preferences": {}}, ["no-state"]),
        ({"states": [*STATES, "s1"]}, ["duplicate-name"]),
        ({"moves": {"A": [("s0", "s9")], "B": []}}, ["unknown-state"]),
        ({"moves": {"A": [("s8", "s9")], "B": []}}, ["unknown-state", "unknown-state"]),
        ({"moves": {"A": [("s1", "s1")], "B": []}}, ["idle-move"]),
        ({"moves": {"and": [("s0", "s1")]}, "preferences": {}}, ["reserved-word"]),
        ({"preferences": {"A": Ranking([["s2"], ["s0", "s9"]])}}, ["unknown-state"]),
        ({"preferences": {"A": Ranking([["s2"], ["s0"]])}}, ["missing-state"]),
        ({"preferences": {"A": Ranking([["s2"], ["s0", "s1"], ["s2"]])}}, ["repeated-state"]),
        ({"preferences": {"A": Ranking([[["s2"]], ["s0", "s1"]])}}, ["state-name"]),
        ({"preferences": {"A": ["A.x", "s1"]}}, ["statement-in-graph", "statement-in-graph"]),
        ({"preferences": {"A": Weights({"A.x": 1})}}, ["weights-in-graph"]),
        ({"preferences": {"A": Scores([1, 2])}}, ["scores-length"]),
        ({"preferences": {"A": Scores([1, 2, np.nan])}}, ["scores-not-finite"]),
        ({"preferences": RANKS | {"C": Scores([1, 2, 3])}}, ["unknown-decision-maker"]),
        ({"status_quo": "s9"}, ["unknown-state"]),
        ({"outcomes": {"end": ["s1", "s9"]}}, ["unknown-state"]),
        ({"outcomes": {"end": ["s1", "s1"]}}, ["duplicate-name"]),
        ({"outcomes": {"the end": ["s1"]}}, ["malformed-id"]),
    ],
    ids=named,
)
def test_a_fault_of_graph_form(changes: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        build_graph(**changes)
    assert faults(caught.value) == codes


def test_all_faults_of_graph_form_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        build_graph(
            states=["s0", "s1", "s0"],
            moves={"A": [("s0", "s0"), ("s1", "t")], "B": []},
            preferences={"A": ["A.x"]},
            status_quo="t",
            outcomes={"iff": ["t"]},
        )
    assert faults(caught.value) == [
        "duplicate-name",
        "idle-move",
        "reserved-word",
        "statement-in-graph",
        "unknown-state",
        "unknown-state",
        "unknown-state",
    ]


def test_an_outcome_of_option_form_is_a_statement_and_not_a_list() -> None:
    dm = DraftDM(Written("A"), options=((Written("x"), ""),))
    listed = DraftOutcome(Written("end"), "", (Written("s1"),))
    with pytest.raises(InputError) as caught:
        Conflict.of(Draft((dm,), outcomes=(listed,)))
    assert faults(caught.value) == ["outcome-where"]


# A programmer's faults


@pytest.mark.parametrize(
    "changes",
    [
        {"options": {"A": "attack"}, "preferences": {}},
        {"preferences": {"A": "x"}},
        {"preferences": {"A": {"x": 1}}},
        {"preferences": {"A": [3]}},
        {"preferences": {"A": 3}},
        {"infeasible": "A.x"},
        {"irreversible": "A.x"},
    ],
)
def test_what_cannot_be_a_list_is_a_type_error(changes: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        build(**changes)


@pytest.mark.parametrize(
    "changes", [{"states": "s0"}, {"outcomes": {"end": "s0"}}, {"preferences": {"A": "s0"}}]
)
def test_so_it_is_in_graph_form(changes: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        build_graph(**changes)


# The digest


def test_the_digest_leaves_out_titles_names_bases_claims_and_idle_orders() -> None:
    plain = build(preferences={"A": ["x", ["y", "not B.z"]]}, infeasible=["A.x and A.y", "A.y and B.z"])
    rich = Conflict.from_options(
        {"A": {"x": "Attacks", "y": "Yields"}, "B": {"z": "Zigzags"}},
        {
            "A": [
                Line((Taken("A", "x"),), Basis.REPORTED, ("c",), ("d",), "says"),
                Line((Not(Taken("B", "z")), Taken("A", "y")), Basis.INFERRED),
            ],
            "B": [],
        },
        infeasible=[Line(plain.infeasible[1].statements, Basis.LOGICAL), "A.x & A.y"],
        names={"A": "Athens"},
        title="The war",
        as_of=date(431, 3, 1),
    )
    assert rich.digest == plain.digest
    assert rich == plain
    assert hash(rich) == hash(plain)
    assert len({rich, plain}) == 1


def test_the_order_of_outcomes_weights_and_moves_is_idle() -> None:
    assert build(outcomes={"a": "A.x", "b": "A.y"}) == build(outcomes={"b": "A.y", "a": "A.x"})
    assert build(preferences={"A": Weights({"x": 1, "B.z": 0.5, "y": 0})}) == build(
        preferences={"A": Weights({"B.z": 0.5, "x": 1})}
    )
    swapped = {"A": [*MOVES["A"][::-1], ("s0", "s1")], "B": MOVES["B"]}
    assert build_graph(moves=swapped) == build_graph()
    assert build_graph(preferences=RANKS | {"A": Ranking([["s2"], ["s1", "s0"]])}) == build_graph()
    assert build_graph(outcomes={"end": ["s0", "s1"]}) == build_graph(outcomes={"end": ["s1", "s0"]})


DIFFERENT: list[dict[str, Any]] = [
    {},
    {"options": {"A": ["y", "x"], "B": ["z"]}},
    {"options": {"B": ["z"], "A": ["x", "y"]}},
    {"options": {"A": ["x", "y"], "B": ["z"], "C": []}},
    {"options": {"A": ["x", "y", "w"], "B": ["z"]}},
    {"preferences": {"A": ["not B.z", "x"], "B": ["z only if A.x"]}},
    {"preferences": {"A": ["x", "B.z"], "B": ["z only if A.x"]}},
    {"preferences": {"A": [["x", "not B.z"]], "B": ["z only if A.x"]}},
    {"preferences": {"A": ["x"], "B": ["z only if A.x"]}},
    {"preferences": {"A": ["B.z only if x"], "B": ["A.x", "not z"]}},
    {"preferences": {"A": Weights({"x": 1})}},
    {"preferences": {"A": Weights({"x": 2})}},
    {"preferences": {"A": Scores(range(8))}},
    {"preferences": {"A": Scores([0, 1, 2, 3, 4, 5, 6, 8])}},
    {"infeasible": ["A.x and A.y"]},
    {"infeasible": ["A.x and B.z"]},
    {"irreversible": ["A.x"]},
    {"irreversible": ["not A.x"]},
    {"status_quo": []},
    {"status_quo": ["A.x"]},
    {"outcomes": {"end": "A.x"}},
    {"outcomes": {"end": "A.y"}},
    {"outcomes": {"fin": "A.x"}},
]


def test_the_digest_tells_apart_whatever_matters() -> None:
    assert len({build(**changes) for changes in DIFFERENT}) == len(DIFFERENT)


def test_the_digest_tells_graphs_apart() -> None:
    changes: list[dict[str, Any]] = [
        {},
        {"states": ["s1", "s0", "s2"]},
        {"moves": {"A": MOVES["A"][:1], "B": MOVES["B"]}},
        {"moves": {"A": MOVES["B"], "B": MOVES["A"]}},
        {"preferences": RANKS | {"A": Ranking([["s2", "s0", "s1"]])}},
        {"status_quo": "s0"},
        {"outcomes": {"end": ["s0"]}},
    ]
    assert len({build_graph(**one) for one in changes}) == len(changes)


def test_a_conflict_equals_no_other_kind_of_thing() -> None:
    assert build() != build().digest
    assert len(build().digest) == 64


# Size


def test_forty_five_options_build_fast_and_are_never_enumerated() -> None:
    options = {"A": [f"o{n}" for n in range(25)], "B": [f"o{n}" for n in range(20)]}
    conflict = Conflict.from_options(
        options,
        {"A": ["o3", "not B.o19"], "B": Weights({"o19": 1})},
        infeasible=["A.o0 and B.o0", "A.o24 and B.o19"],
        irreversible=["A.o7"],
        status_quo=["A.o24", "B.o0"],
        outcomes={"end": "A.o1 and B.o1"},
    )
    status_quo = conflict.status_quo
    assert status_quo is not None
    assert status_quo.options == {"A.o24", "B.o0"}
    assert conflict.state("A.o0", "B.o19").code == 1 + (1 << 44)
    with pytest.raises(InputError, match="infeasible-state"):
        conflict.state("A.o24", "B.o19")
    for ask in (
        lambda: conflict.states,
        lambda: analyse(conflict),
        lambda: conflict.find("end"),
        lambda: conflict.ranks,
        lambda: status_quo.index,
    ):
        with pytest.raises(
            TooLarge, match=r"45 options \(2\^45 combinations\) would need about \d+"
        ) as caught:
            ask()
        assert caught.value.needed > 2**45 > caught.value.available


@pytest.mark.parametrize("number", [62, 63, 64, 65, 200])
def test_a_state_is_known_among_any_number_of_options(number: int) -> None:
    last = f"A.o{number - 1}"
    conflict = Conflict.from_options(
        {"A": [f"o{n}" for n in range(number)]}, infeasible=[f"{last} and A.o1"], status_quo=[last]
    )
    assert conflict.status_quo == conflict.state(last)
    assert conflict.state(last).options == {last}
    assert pickle.loads(pickle.dumps(conflict)) == conflict
    with pytest.raises(InputError, match="infeasible-state"):
        conflict.state(last, "A.o1")
    with pytest.raises(TooLarge):
        _ = conflict.states


@pytest.mark.parametrize("wanted", [Scores([1, 2]), Ranking([[["A.o69"]]])], ids=["scores", "ranking"])
def test_a_list_of_too_many_states_is_too_large(wanted: Scores | Ranking) -> None:
    with pytest.raises(TooLarge, match=r"2\^70"):
        Conflict.from_options({"A": [f"o{n}" for n in range(70)]}, {"A": wanted})


def test_that_nothing_is_feasible_is_found_at_last_when_it_takes_many_options() -> None:
    names = [f"A.o{n}" for n in range(17)]
    conflict = Conflict.from_options(LONG, infeasible=[" or ".join(names), f"not ({' or '.join(names)})"])
    for ask in (lambda: conflict.states, lambda: analyse(conflict), lambda: conflict.ranks):
        with pytest.raises(InputError, match="no state is feasible"):
            ask()


# Errors


def test_errors_survive_a_process_boundary() -> None:
    with pytest.raises(InputError) as caught:
        build(infeasible=["A.q", "C.x"])
    again = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(again, InputError)
    assert again.diagnostics == caught.value.diagnostics
    assert isinstance(again, DetenteError)
    large = pickle.loads(pickle.dumps(TooLarge("this", 10**12, 10**9)))
    assert "1.0 TB" in str(large)
    assert str(large) == str(TooLarge("this", 10**12, 10**9))
