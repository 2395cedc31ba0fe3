"""Preferences as values: what they keep, what they refuse, and the ranks that they give."""

from __future__ import annotations

import copy
import math
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from detente import Basis, Conflict, InputError, Line, Ranking, Scores, TooLarge, Weights
from detente.conflict.preferences import Prioritised, exact, line_text, ranks, state_text
from detente.conflict.statements import Not, Taken
from detente.conflict.states import StateSpace

OPTIONS = {"A": ["x", "y"], "B": ["z"]}
X, Y, Z = Taken("A", "x"), Taken("A", "y"), Taken("B", "z")


def in_order(conflict: Conflict, dm: int = 0) -> list[list[str]]:
    """Return the states in tiers, best first."""
    row = conflict.ranks[dm]
    levels = sorted({int(row[state.code]) for state in conflict.states}, reverse=True)
    return [[str(state) for state in conflict.states if row[state.code] == level] for level in levels]


# Lines


def test_a_line_is_written_as_its_statement_or_as_a_group() -> None:
    assert str(Line((X,))) == "A.x"
    assert str(Line((X, Not(Z)))) == "equal: A.x; not B.z"
    assert line_text((X, Z), own="A") == "equal: x; B.z"
    assert Line((X,)).statement == X
    with pytest.raises(ValueError, match="unpack"):
        _ = Line((X, Z)).statement


def test_a_line_is_assumed_unless_it_says_otherwise() -> None:
    assert Line((X,)).basis is Basis.ASSUMED
    assert [basis.value for basis in Basis] == ["reported", "inferred", "assumed", "logical"]


def test_states_are_named_in_a_fixed_order() -> None:
    assert state_text(frozenset({"B.z", "A.x"})) == "{A.x, B.z}"
    assert state_text(frozenset()) == "{}"
    assert state_text("s1") == "s1"
    assert state_text(None) == "unknown"


# Prioritised lists


def test_the_first_statement_outweighs_all_that_follow() -> None:
    conflict = Conflict.from_options(OPTIONS, {"A": ["B.z", "not x", "y"], "B": []})
    assert in_order(conflict) == [
        ["{A.y, B.z}"],
        ["{B.z}"],
        ["{A.x, A.y, B.z}"],
        ["{A.x, B.z}"],
        ["{A.y}"],
        ["{}"],
        ["{A.x, A.y}"],
        ["{A.x}"],
    ]


def test_of_equal_importance_the_number_counts() -> None:
    conflict = Conflict.from_options({"A": ["x", "y", "z"]}, {"A": [["x", "y", "not z"]]})
    assert in_order(conflict) == [
        ["{A.x, A.y}"],
        ["{A.x}", "{A.y}", "{A.x, A.y, A.z}"],
        ["{}", "{A.x, A.z}", "{A.y, A.z}"],
        ["{A.z}"],
    ]


def test_without_preferences_all_states_tie_and_a_warning_says_so() -> None:
    conflict = Conflict.from_options(OPTIONS, {"A": ["x"]})
    assert in_order(conflict, 1) == [[str(state) for state in conflict.states]]
    assert [(one.code, one.is_error) for one in conflict.warnings] == [("indifferent", False)]
    assert "B has no preferences" in conflict.warnings[0].message


@pytest.mark.parametrize("number", [30, 31, 32, 62, 63, 64])
def test_ranks_stay_below_what_stands_for_infinity(number: int) -> None:
    wanted = [" and ".join(["x"] * (place + 1)) for place in range(number)]
    row = Conflict.from_options({"A": ["x"]}, {"A": wanted}).ranks[0]
    assert 0 == row[0] < row[1] < np.iinfo(row.dtype).max


# Weights


def test_weights_are_exact() -> None:
    weights = Weights({"A.x": 0.1, "A.y": 0.2, "B.z": 0.3})
    assert dict(weights.weights) == {"A.x": Fraction(1, 10), "A.y": Fraction(1, 5), "B.z": Fraction(3, 10)}
    conflict = Conflict.from_options(OPTIONS, {"A": weights})
    assert in_order(conflict)[3] == ["{A.x, A.y}", "{B.z}"]  # as floats, 0.1 + 0.2 > 0.3


def test_weights_may_be_negative_and_options_without_weigh_nothing() -> None:
    conflict = Conflict.from_options(OPTIONS, {"A": Weights({"x": -2, "B.z": 1})})
    assert in_order(conflict) == [
        ["{B.z}", "{A.y, B.z}"],
        ["{}", "{A.y}"],
        ["{A.x, B.z}", "{A.x, A.y, B.z}"],
        ["{A.x}", "{A.x, A.y}"],
    ]


def test_no_weights_at_all_are_indifference() -> None:
    assert set(Conflict.from_options(OPTIONS, {"A": Weights({})}).ranks[0].tolist()) == {0}


def test_a_rank_of_weights_is_exact_where_a_float_is_not() -> None:
    conflict = Conflict.from_options(OPTIONS, {"A": Weights({"x": 2**53, "y": 2**53 + 1, "B.z": -1})})
    order = [state for tier in in_order(conflict) for state in tier]
    assert order.index("{A.y}") < order.index("{A.x}")
    assert ["{A.x}", "{A.y, B.z}"] in in_order(conflict)


@pytest.mark.parametrize("large", [1e300, 2**62, 1e-300, Fraction(1, 2**63 - 25)])
def test_weights_that_cannot_be_summed_exactly_are_refused_when_the_conflict_is_built(
    large: float | Fraction,
) -> None:
    with pytest.raises(InputError, match=r"too large, or too finely graded.*\n.*round them"):
        Conflict.from_options(OPTIONS, {"A": Weights({"x": large, "y": 1})})


def test_the_largest_sum_of_weights_that_fits() -> None:
    largest = 2**62 - 1
    conflict = Conflict.from_options({"A": ["x", "y"]}, {"A": Weights({"x": largest - 1, "y": -1})})
    assert in_order(conflict) == [["{A.x}"], ["{A.x, A.y}"], ["{}"], ["{A.y}"]]
    with pytest.raises(InputError, match="weights-range"):
        Conflict.from_options({"A": ["x", "y"]}, {"A": Weights({"x": largest, "y": -1})})


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_weight_is_a_finite_number(bad: float) -> None:
    with pytest.raises(ValueError, match="a weight is a finite number"):
        Weights({"A.x": bad})


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0.1", Fraction(1, 10)),
        (0.1, Fraction(1, 10)),
        (np.float64(0.1), Fraction(1, 10)),
        (Decimal("0.10"), Fraction(1, 10)),
        ("-3", Fraction(-3)),
        ("1e3", Fraction(1000)),
        ("2/3", Fraction(2, 3)),
        (Fraction(2, 3), Fraction(2, 3)),
        ("nan", None),
        ("inf", None),
        ("two", None),
        ("1/0", None),
        ("", None),
        (True, None),
        ("1e999999999", None),
        ("1e-999999999", None),
    ],
)
def test_a_number_is_read_as_it_is_written(written: str, number: Fraction | None) -> None:
    assert exact(written) == number


# Rankings


def test_a_ranking_lists_tiers_best_first() -> None:
    tiers = [[["A.x"]], [[], ["A.y", "A.x"]], [["A.y"]]]
    conflict = Conflict.from_options({"A": ["x", "y"]}, {"A": Ranking(tiers)})
    assert in_order(conflict) == [["{A.x}"], ["{}", "{A.x, A.y}"], ["{A.y}"]]


def test_a_bare_name_is_a_tier_of_its_own() -> None:
    assert Ranking(["s1", ["s0", "s2"]]) == Ranking([["s1"], ["s0", "s2"]])
    conflict = Conflict.from_graph(
        ["s0", "s1", "s2"], {"A": [("s0", "s1")]}, {"A": Ranking(["s1", ["s2", "s0"]])}
    )
    assert in_order(conflict) == [["s1"], ["s0", "s2"]]


# Scores


def test_scores_align_with_the_feasible_states_and_higher_is_better() -> None:
    scores = Scores([3, 1, 3, 2.5, -1, 0])
    conflict = Conflict.from_options(OPTIONS, {"A": scores}, infeasible=["A.x and A.y"])
    assert in_order(conflict) == [["{}", "{A.y}"], ["{B.z}"], ["{A.x}"], ["{A.y, B.z}"], ["{A.x, B.z}"]]
    assert conflict.ranks[0].tolist() == [4, 2, 4, -1, 3, 0, 1, -1]


def test_scores_own_a_read_only_copy() -> None:
    mine = np.array([1.0, 2.0])
    scores = Scores(mine)
    mine[0] = 9.0
    assert scores.values.tolist() == [1.0, 2.0]
    for kept in (scores, pickle.loads(pickle.dumps(scores)), copy.deepcopy(scores)):
        with pytest.raises(ValueError, match="read-only"):
            kept.values[0] = 9.0


def test_scores_are_equal_by_value_and_minus_zero_is_zero() -> None:
    assert Scores([0.0, 1]) == Scores([-0.0, 1.0]) != Scores([1, 0])
    assert hash(Scores([0.0, 1])) == hash(Scores([-0.0, 1.0]))
    assert Scores([1, 2]) != Scores([1, 2], basis=Basis.REPORTED)
    again = pickle.loads(pickle.dumps(Scores([1, 2], Basis.INFERRED, ["c1"])))
    assert again == Scores([1, 2], Basis.INFERRED, ("c1",))


# Ranks


@pytest.mark.parametrize(
    "preference",
    [Prioritised((Line((X,)),)), Weights({"A.x": 1}), Scores([0] * 3), Ranking([[[], ["A.x"], ["B.z"]]])],
    ids=["list", "weights", "scores", "ranking"],
)
def test_infeasible_positions_have_rank_minus_one(preference: Prioritised | Weights | Scores) -> None:
    conflict = Conflict.from_options({"A": ["x"], "B": ["z"]}, infeasible=["A.x and B.z"])
    row = ranks(preference, conflict.space)
    assert row[3] == -1
    assert (row[:3] >= 0).all()
    assert row.dtype == np.int16


@pytest.mark.parametrize("preference", [Prioritised(), Weights({})])
def test_ranks_of_too_many_states_are_not_tried(preference: Prioritised | Weights) -> None:
    space = StateSpace(refs=tuple(f"A.o{n}" for n in range(40)))
    with pytest.raises(TooLarge, match=r"2\^40"):
        ranks(preference, space)
