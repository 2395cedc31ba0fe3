"""Edits: each kind, each refusal, and the edits between two conflicts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente import (
    Basis,
    Conflict,
    Edit,
    InputError,
    Line,
    NotComparable,
    Ranking,
    Scores,
    Weights,
    analyse,
    diff,
)
from detente.conflict.preferences import Prioritised
from detente.conflict.statements import And, AtLeast, Not, Or, Statement, Taken

OPTIONS = {"A": ["x", "y", "w"], "B": ["z"]}
X, Y, W, Z = Taken("A", "x"), Taken("A", "y"), Taken("A", "w"), Taken("B", "z")
BASE = Conflict.from_options(
    OPTIONS,
    {"A": ["x", "not y", ["w", "B.z"]], "B": ["z only if A.x"]},
    infeasible=["A.x and A.y"],
    irreversible=["B.z"],
    status_quo=["A.x"],
    outcomes={"deal": "A.x and B.z"},
)
GRAPH = Conflict.from_graph(
    ["s0", "s1"], {"A": [("s0", "s1")]}, {"A": Ranking(["s1", "s0"])}, status_quo="s0"
)


def wants(conflict: Conflict, dm: str = "A") -> list[str]:
    """Return the lines of a decision maker as texts."""
    preference = conflict.preferences[dm]
    assert isinstance(preference, Prioritised)
    return [str(line) for line in preference.lines]


def built(lines: list[object]) -> Conflict:
    """Return a conflict with these lines for A."""
    return Conflict.from_options(OPTIONS, {"A": lines, "B": ["z only if A.x"]})


# Each kind


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        (Edit.add("A", "y"), ["A.x", "not A.y", "equal: A.w; B.z", "A.y"]),
        (Edit.add("A", "y", to=1), ["A.y", "A.x", "not A.y", "equal: A.w; B.z"]),
        (Edit.add("A", "y", to=4), ["A.x", "not A.y", "equal: A.w; B.z", "A.y"]),
        (
            Edit.add("A", ["y", "not B.z"], to=2),
            ["A.x", "equal: A.y; not B.z", "not A.y", "equal: A.w; B.z"],
        ),
        (Edit.drop("A", "not y"), ["A.x", "equal: A.w; B.z"]),
        (Edit.drop("A", "A.x"), ["not A.y", "equal: A.w; B.z"]),
        (Edit.drop("A", ["B.z", "w"]), ["A.x", "not A.y"]),
        (Edit.reverse("A", "x"), ["not A.x", "not A.y", "equal: A.w; B.z"]),
        (Edit.reverse("A", "not y"), ["A.x", "A.y", "equal: A.w; B.z"]),
        (Edit.move("A", "x", 3), ["not A.y", "equal: A.w; B.z", "A.x"]),
        (Edit.move("A", "x", 1), ["A.x", "not A.y", "equal: A.w; B.z"]),
        (Edit.move("A", ["B.z", "w"], 1), ["equal: A.w; B.z", "A.x", "not A.y"]),
        (Edit.replace("A", "not y", "y if B.z"), ["A.x", "A.y if B.z", "equal: A.w; B.z"]),
        (Edit.replace("A", "x", ["x", "y"]), ["equal: A.x; A.y", "not A.y", "equal: A.w; B.z"]),
        (Edit.replace("A", "x", "x"), ["A.x", "not A.y", "equal: A.w; B.z"]),
    ],
)
def test_an_edit_of_a_prioritised_list(edit: Edit, after: list[str]) -> None:
    assert wants(BASE.edited(edit)) == after


def test_infeasibilities_and_irreversibilities_are_added_and_lifted() -> None:
    edited = BASE.edited(
        Edit.add("infeasible", "A.w and B.z", basis=Basis.LOGICAL),
        Edit.drop("infeasible", "A.x and A.y"),
        Edit.drop("irreversible", "B.z"),
        Edit.add("irreversible", "not A.w", because=["c1"]),
    )
    assert [str(line) for line in edited.infeasible] == ["A.w and B.z"]
    assert edited.infeasible[0].basis is Basis.LOGICAL
    assert [str(line) for line in edited.irreversible] == ["not A.w"]
    assert edited.irreversible[0].because == ("c1",)
    assert (len(BASE.states), len(edited.states)) == (12, 12)
    assert edited.switches.tolist() == [3, 3, 2, 3]


def test_the_status_quo_and_outcomes_change() -> None:
    edited = BASE.edited(
        Edit.status_quo(["B.z", "A.y"]),
        Edit.outcome("deal", "A.x or B.z"),
        Edit.outcome("peace", Not(Z), "No more war"),
    )
    assert edited.status_quo == edited.state("A.y", "B.z")
    assert {o.id: (o.name, str(o.where)) for o in edited.outcome_list} == {
        "deal": ("deal", "A.x or B.z"),
        "peace": ("No more war", "not B.z"),
    }
    assert edited.edited(Edit.outcome("peace", "B.z")).outcomes["peace"].name == "No more war"
    assert list(edited.edited(Edit.outcome("deal", None)).outcomes) == ["peace"]
    assert edited.edited(Edit.status_quo(None)).status_quo is None
    assert GRAPH.edited(Edit.status_quo("s1")).status_quo == GRAPH.state("s1")


def test_a_new_line_keeps_what_it_rests_on_and_a_moved_one_too() -> None:
    edited = BASE.edited(
        Edit.add("B", "A.w", basis=Basis.REPORTED, because=["c1"], against=["c2"], says="It asks for w"),
        Edit.move("B", "A.w", 1),
    )
    line = edited.preferences["B"].lines[0]  # type: ignore[union-attr]
    assert line == Line((W,), Basis.REPORTED, ("c1",), ("c2",), "It asks for w")
    reversed_line = edited.edited(Edit.reverse("B", "A.w")).preferences["B"].lines[0]  # type: ignore[union-attr]
    assert reversed_line == Line((Not(W),), Basis.REPORTED, ("c1",), ("c2",), "")


def test_a_statement_may_be_given_as_a_tree_and_is_kept_as_the_grammar_writes_it() -> None:
    nested = And((And((X, Y)), Z))
    assert BASE.edited(Edit.add("A", nested)) == BASE.edited(Edit.add("A", "x and y and B.z"))
    assert Edit.drop("A", Not(Y)) == Edit.drop("A", "not y")
    for broken in (AtLeast(5, (X, Y)), And(()), Taken("", "x")):
        with pytest.raises(InputError):
            Edit.add("A", broken)


def test_edits_are_made_one_after_the_other() -> None:
    edited = BASE.edited(Edit.drop("A", "x"), Edit.add("A", "x", to=2), Edit.reverse("A", "x"))
    assert wants(edited) == ["not A.y", "not A.x", "equal: A.w; B.z"]
    assert BASE.edited() == BASE


def test_the_original_stays_as_it_was() -> None:
    digest, before, bits = BASE.digest, wants(BASE), analyse(BASE).bits.copy()
    BASE.edited(Edit.drop("A", "x"), Edit.status_quo([]), Edit.drop("infeasible", "A.x and A.y"))
    BASE.edited(Edit.outcome("deal", None), Edit.drop("irreversible", "B.z"), Edit.reverse("A", "not y"))
    assert (Conflict(**{name: getattr(BASE, name) for name in BASE.__dataclass_fields__}).digest) == digest
    assert wants(BASE) == before
    assert (analyse(BASE).bits == bits).all()


def test_an_edit_is_written_in_words() -> None:
    edits = [
        Edit.add("A", ["x", "B.z"], to=2),
        Edit.drop("A", "not A.x"),
        Edit.reverse("A", "x"),
        Edit.move("A", "x", 3),
        Edit.replace("A", "x", "not y"),
        Edit.add("infeasible", "A.x"),
        Edit.status_quo(["B.z", "A.x"]),
        Edit.status_quo(None),
        Edit.outcome("deal", "A.x"),
        Edit.outcome("deal", None),
    ]
    assert [str(edit) for edit in edits] == [
        "add to A at 2: equal: x; B.z",
        "drop from A: not x",
        "reverse for A: x",
        "move for A to 3: x",
        "replace for A: x by not y",
        "add to infeasible: A.x",
        "status quo: {A.x, B.z}",
        "status quo: unknown",
        "outcome deal: A.x",
        "outcome deal: dropped",
    ]


# Refusals


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Edit.add("A", "x"), "duplicate-statement"),
        (Edit.add("A", "w"), "duplicate-statement"),
        (Edit.add("A", ["y", "y"]), "duplicate-statement"),
        (Edit.add("A", []), "empty-line"),
        (Edit.add("A", "y", to=0), "no-such-place"),
        (Edit.add("A", "y", to=5), "no-such-place"),
        (Edit.add("A", "q"), "unknown-option"),
        (Edit.add("A", "C.q"), "unknown-option"),
        (Edit.add("A", "y", basis=Basis.LOGICAL), "logical-preference"),
        (Edit.add("C", "A.x"), "unknown-target"),
        (Edit.drop("A", "y"), "no-such-line"),
        (Edit.drop("A", "w"), "no-such-line"),
        (Edit.drop("A", ["x", "not y"]), "no-such-line"),
        (Edit.drop("infeasible", "A.x"), "no-such-line"),
        (Edit.reverse("A", "y"), "no-such-line"),
        (Edit.move("A", "y", 1), "no-such-line"),
        (Edit.move("A", "x", 4), "no-such-place"),
        (Edit.move("A", "x", 0), "no-such-place"),
        (Edit.replace("A", "y", "not x"), "no-such-line"),
        (Edit.replace("A", "x", "w"), "duplicate-statement"),
        (Edit.replace("A", "x", "A.q"), "unknown-option"),
        (Edit.replace("A", "x", []), "empty-line"),
        (Edit.replace("A", "x", "y", basis=Basis.LOGICAL), "logical-preference"),
        (Edit.add("infeasible", "A.x and A.y"), "duplicate-statement"),
        (Edit.add("infeasible", ["A.y", "B.z"]), "equal-importance"),
        (Edit.replace("infeasible", "A.x and A.y", ["A.y", "B.z"]), "equal-importance"),
        (Edit.add("infeasible", "A.x"), "infeasible-status-quo"),
        (Edit.add("infeasible", "A.y or not A.y"), "no-state"),
        (Edit.add("irreversible", "A.x and A.y"), "not-a-literal"),
        (Edit.add("irreversible", ["A.y", "B.z"]), "equal-importance"),
        (Edit.replace("irreversible", "B.z", "A.x or B.z"), "not-a-literal"),
        (Edit.status_quo(["A.q"]), "unknown-option"),
        (Edit.status_quo("A.x"), "state-options"),
        (Edit.status_quo(["A.x", "A.y"]), "infeasible-status-quo"),
        (Edit.outcome("end", None), "unknown-outcome"),
        (Edit.outcome("end", "A.q"), "unknown-option"),
        (Edit.outcome("the end", "A.x"), "malformed-id"),
        (Edit.outcome("infeasible", "A.x"), "reserved-word"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(edit: Edit, code: str) -> None:
    with pytest.raises(InputError) as caught:
        BASE.edited(edit)
    assert [fault.code for fault in caught.value.diagnostics] == [code]
    assert all(fault.cure for fault in caught.value.diagnostics)


def test_a_line_of_equal_importance_has_no_opposite() -> None:
    with pytest.raises(InputError, match="has no opposite"):
        BASE.edited(Edit.reverse("A", ["w", "B.z"]))  # type: ignore[arg-type]


def test_a_reversal_must_not_repeat_a_statement() -> None:
    with pytest.raises(InputError, match="has the statement not x already"):
        built(["x", ["y", "not x"]]).edited(Edit.reverse("A", "x"))


@pytest.mark.parametrize("wanted", [Weights({"x": 1}), Scores(range(16))], ids=["weights", "scores"])
def test_only_prioritised_lists_have_lines(wanted: Weights | Scores) -> None:
    conflict = Conflict.from_options(OPTIONS, {"A": wanted})
    with pytest.raises(InputError, match="no-list"):
        conflict.edited(Edit.add("A", "x"))
    assert conflict.edited(Edit.status_quo([])).status_quo is not None


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Edit.status_quo("s9"), "unknown-state"),
        (Edit.status_quo(["s0"]), "unknown-state"),
        (Edit.add("A", "x"), "graph-form"),
        (Edit.add("infeasible", "A.x"), "graph-form"),
        (Edit.outcome("end", "A.x"), "graph-form"),
    ],
)
def test_in_graph_form_only_the_status_quo_changes(edit: Edit, code: str) -> None:
    with pytest.raises(InputError) as caught:
        GRAPH.edited(edit)
    assert [fault.code for fault in caught.value.diagnostics] == [code]


@pytest.mark.parametrize(
    "make", [lambda: Edit.add("A", "x and"), lambda: Edit.drop("infeasible", "x"), lambda: Edit.add("A", "")]
)
def test_a_text_that_is_no_statement_makes_no_edit(make: Callable[[], Edit]) -> None:
    with pytest.raises(InputError):
        make()


def test_a_refusal_names_the_edit_and_what_was_meant() -> None:
    with pytest.raises(InputError, match="cannot drop from A: not x: A has no line not x") as caught:
        BASE.edited(Edit.drop("A", "not x"))
    assert "did you mean not y?" in str(caught.value)
    with pytest.raises(InputError, match="cannot set the status quo"):
        BASE.edited(Edit.status_quo(["A.q"]))


def test_rankings_and_scores_must_fit_the_states_after_an_edit() -> None:
    conflict = Conflict.from_options({"A": ["x"], "B": ["z"]}, {"A": Scores([1, 2, 3, 4])})
    with pytest.raises(InputError, match="4 scores for 3 feasible states"):
        conflict.edited(Edit.add("infeasible", "A.x and B.z"))


def test_what_is_unsound_in_between_is_fine_when_the_end_is_sound() -> None:
    edited = BASE.edited(
        Edit.add("infeasible", "A.x or not A.x"),
        Edit.status_quo(["A.x", "A.y"]),
        Edit.drop("infeasible", "A.x or not A.x"),
        Edit.drop("infeasible", "A.x and A.y"),
    )
    assert edited.status_quo == edited.state("A.x", "A.y")
    with pytest.raises(InputError, match="the status quo is infeasible"):
        BASE.edited(Edit.add("infeasible", "A.x"), Edit.status_quo(["A.x"]))


# Warnings


def test_an_edit_settles_a_warning_and_may_bring_one() -> None:
    silent = Conflict.from_options(OPTIONS, {"A": ["x"]})
    assert [one.code for one in silent.warnings] == ["indifferent"]
    assert silent.edited(Edit.add("A", "y")).warnings == silent.warnings
    assert silent.edited(Edit.add("B", "z")).warnings == ()
    for edit in (
        Edit.add("B", "z", basis=Basis.REPORTED),
        Edit.add("infeasible", "B.z", basis=Basis.REPORTED),
        Edit.add("irreversible", "B.z", basis=Basis.REPORTED),
        Edit.replace("A", "x", "B.z", basis=Basis.REPORTED),
    ):
        brought = [one for one in silent.edited(edit).warnings if one.code == "no-claim"]
        assert len(brought) == 1
        assert "z" in brought[0].message
    assert "no-claim" not in str(
        silent.edited(Edit.add("A", "y", basis=Basis.REPORTED, because=["c"])).warnings
    )


# The edits between two conflicts


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        (["x", "y"], ["x", "y"], []),
        (["x", "y"], ["x", "not y"], ["reverse for A: y"]),
        (["not x", "y"], ["x", "y"], ["reverse for A: not x"]),
        (["x", "y", "w"], ["y", "w", "x"], ["move for A to 3: x"]),
        (["x", "y", "w"], ["w", "x", "y"], ["move for A to 1: w"]),
        (["x", "y"], ["x"], ["drop from A: y"]),
        (["x"], ["y", "x"], ["add to A at 1: y"]),
        ([["x", "y"]], [["y", "x"]], []),
        ([["x", "y"]], ["x", "y"], ["drop from A: equal: x; y", "add to A at 1: x", "add to A at 2: y"]),
        (["x", "y"], ["not y", "x"], ["reverse for A: y", "move for A to 1: not y"]),
        (["x", ["not x", "y"]], ["not x"], ["drop from A: equal: not x; y", "reverse for A: x"]),
        (["x", "not x"], ["not x", "y"], ["drop from A: x", "add to A at 2: y"]),
        (["x", "not not x"], ["not x"], ["drop from A: not not x", "reverse for A: x"]),
    ],
)
def test_few_edits_lead_from_one_list_to_another(
    old: list[object], new: list[object], edits: list[str]
) -> None:
    before, after = built(old), built(new)
    assert [str(edit) for edit in diff(before, after)] == edits
    assert before.edited(*diff(before, after)) == after


def test_a_diff_speaks_of_every_part() -> None:
    after = Conflict.from_options(
        OPTIONS,
        {"A": ["x", "not y", ["w", "B.z"]], "B": ["z"]},
        infeasible=["A.w and B.z"],
        irreversible=["not A.w"],
        status_quo=["A.y"],
        outcomes={"peace": "not B.z"},
    )
    edits = diff(BASE, after)
    assert [str(edit) for edit in edits] == [
        "drop from B: z only if A.x",
        "add to B at 1: z",
        "drop from infeasible: A.x and A.y",
        "add to infeasible: A.w and B.z",
        "drop from irreversible: B.z",
        "add to irreversible: not A.w",
        "status quo: {A.y}",
        "outcome deal: dropped",
        "outcome peace: not B.z",
    ]
    assert BASE.edited(*edits) == after


def test_a_diff_carries_what_new_lines_rest_on() -> None:
    said = Line((Z,), Basis.REPORTED, ("c1",), ("c2",), "It wants z")
    before, after = built(["x"]), built(["x", said])
    assert before.edited(*diff(before, after)).preferences["A"].lines[1] == said  # type: ignore[union-attr]


def test_what_does_not_count_makes_no_edit() -> None:
    plain = Conflict.from_options(OPTIONS, {"A": ["x"]}, outcomes={"deal": "A.x"}, title="One")
    other = Conflict.from_options(
        OPTIONS, {"A": [Line((X,), Basis.INFERRED)]}, outcomes={"deal": "A.x"}, title="Two"
    )
    assert diff(plain, other) == ()
    assert diff(GRAPH, GRAPH) == ()


@pytest.mark.parametrize(
    "other",
    [
        Conflict.from_options({"A": ["x", "y", "w"], "C": ["z"]}),
        Conflict.from_options({"A": ["x", "y"], "B": ["z"]}),
        Conflict.from_options({"A": ["y", "x", "w"], "B": ["z"]}),
        Conflict.from_options({"B": ["z"], "A": ["x", "y", "w"]}, {"A": ["x"], "B": ["z"]}),
        Conflict.from_options(OPTIONS, {"A": Weights({"x": 1})}),
        Conflict.from_options(OPTIONS, {"A": Scores(range(16))}),
        GRAPH,
    ],
    ids=["other DMs", "fewer options", "options swapped", "DMs swapped", "weights", "scores", "graph"],
)
def test_what_edits_cannot_express_is_not_comparable(other: Conflict) -> None:
    plain = Conflict.from_options(OPTIONS, {"A": ["x"], "B": ["z"]})
    for pair in ((plain, other), (other, plain)):
        with pytest.raises(NotComparable):
            diff(*pair)


def test_graph_forms_are_compared_by_their_status_quo_only() -> None:
    moved = GRAPH.edited(Edit.status_quo("s1"))
    assert diff(GRAPH, moved) == (Edit.status_quo("s1"),)
    other = Conflict.from_graph(["s0", "s1"], {"A": [("s1", "s0")]})
    with pytest.raises(NotComparable, match="graph form"):
        diff(GRAPH, other)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (Weights({"x": 1, "y": 0}), Weights({"x": 1}, Basis.REPORTED, ["c1"])),
        (Scores(range(16)), Scores(range(16), Basis.INFERRED)),
    ],
    ids=["weights", "scores"],
)
def test_equal_weights_or_scores_are_comparable(one: Weights | Scores, same: Weights | Scores) -> None:
    before = Conflict.from_options(OPTIONS, {"A": one})
    after = Conflict.from_options(OPTIONS, {"A": same}, status_quo=["A.x"])
    assert [str(edit) for edit in diff(before, after)] == ["status quo: {A.x}"]
    assert before.edited(*diff(before, after)) == after


@pytest.mark.parametrize("statement", [Or((X, Y)), Not(And((X, Z))), AtLeast(2, (X, Y, Z))])
def test_any_statement_can_be_reversed_and_back(statement: Statement) -> None:
    base = built([statement])
    there = base.edited(Edit.reverse("A", statement))
    assert there != base
    assert there.edited(Edit.reverse("A", statement.reversed())) == base
