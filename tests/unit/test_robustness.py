"""Robustness: what is unsure and how much, who bears on an answer, and what happens at the edges."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping

import numpy as np
import pytest

import detente
from detente import Basis, Conflict, InputError, Line, Scores, UnknownName, Weights
from detente.analysis.answers import Answers
from detente.analysis.bearing import bearing_on, closed, only
from detente.analysis.concepts import CONCEPTS
from detente.analysis.dispersion import Dispersed
from detente.analysis.intervals import wilson
from detente.analysis.robustness import Asked, Robustness, robustness
from detente.analysis.uncertainty import UNGRADED, Uncertainty
from detente.analysis.versions import BLOCK, drawn, reading_of
from detente.conflict.statements import And, If, Iff, Not, Statement, Taken
from detente.evidence.grades import quality

X, Y, Z, U = Taken("A", "x"), Taken("B", "y"), Taken("C", "z"), Taken("D", "u")
OPTIONS = {"A": ["x"], "B": ["y"], "C": ["z"], "D": ["u"]}


def line(statement: Statement, basis: Basis = Basis.ASSUMED, *because: str, against: str = "") -> Line:
    return Line((statement,), basis, because, (against,) if against else ())


def conflict(wishes: Mapping[str, object], **more: object) -> Conflict:
    return Conflict.from_options(OPTIONS, wishes, **more)  # type: ignore[arg-type]


def many() -> Conflict:
    """A conflict with too many versions to list."""
    wants = {"A": [X, Not(Y), Iff(X, Z), If(X, U)], "B": [Y, Not(X), Iff(Y, U)], "C": [Z, Not(Y)], "D": [U]}
    return conflict(wants, status_quo=[], outcomes={"peace": "not A.x and not B.y", "war": "A.x and B.y"})


# How unsure a line is


@pytest.mark.parametrize(
    ("one", "swap", "absent"),
    [
        (line(X), 0.4, 0.3),
        (line(X, Basis.INFERRED), 0.2, 0.15),
        (line(X, Basis.REPORTED, "best"), 0.1, 0.0),
        (line(X, Basis.REPORTED, "worst"), 0.2, 0.0),
        (line(X, Basis.REPORTED, "worst", "best"), 0.1, 0.0),
        (line(X, Basis.REPORTED, "fair"), 0.14, 0.0),
        (line(X, Basis.REPORTED, "unknown"), 0.15, 0.0),
        (line(X, Basis.REPORTED), 0.15, 0.0),
        (line(X, Basis.REPORTED, "best", against="worst"), 0.2, 0.0),
    ],
)
def test_what_a_line_rests_on_says_how_unsure_it_is(one: Line, swap: float, absent: float) -> None:
    stated = Uncertainty(0.1, 0.2, 0.4, absent_inferred=0.15, absent_assumed=0.3)
    grades = {"best": 1.0, "worst": 0.0, "fair": 0.6}
    assert stated.swap(one, grades) == pytest.approx(swap)
    assert stated.absent(one) == absent


def test_only_logic_is_sure_to_rule_out() -> None:
    stated = Uncertainty(absent_rule=0.3)
    assert [stated.absent_infeasibility(line(X, basis)) for basis in Basis] == [0.3, 0.3, 0.3, 0.0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("swap_reported", 0.51),
        ("swap_inferred", -0.1),
        ("swap_assumed", math.nan),
        ("absent_inferred", 1.1),
        ("absent_assumed", -1e-9),
        ("absent_rule", math.inf),
        ("rival", -1.0),
        ("rival", math.inf),
    ],
)
def test_a_chance_out_of_its_range_is_a_fault(name: str, value: float) -> None:
    with pytest.raises(InputError) as caught:
        Uncertainty(**{name: value})
    (fault,) = caught.value.diagnostics
    assert fault.code == ("bad-weight" if name == "rival" else "bad-chance")
    assert str(value) in fault.message
    assert fault.cure


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        Uncertainty(swap_assumed=1, absent_rule=2, rival=-1)
    assert len(caught.value.diagnostics) == 3


def test_the_quality_of_a_grade_falls_from_a_to_e_and_from_1_to_5() -> None:
    assert [quality(f"{letter}1") for letter in "ABCDE"] == [1, 0.75, 0.5, 0.25, 0]
    assert [quality(f"A{digit}") for digit in "12345"] == [1, 0.75, 0.5, 0.25, 0]
    assert quality("F6") == quality("A6") == quality("F1") == UNGRADED
    assert quality("B5") == quality("E2") == 0


def test_an_interval_of_wilson() -> None:
    """Figures of Wilson's formula, worked out by solving its quadratic equation."""
    for yes, number in ((1, 7), (30, 200), (199, 200)):
        low, high = wilson(yes, number)
        share, square = yes / number, 1.959963984540054**2
        for bound in (low, high):
            assert (share - bound) ** 2 == pytest.approx(square * bound * (1 - bound) / number)
        assert low < share < high
    with pytest.raises(ValueError, match="share"):
        wilson(3, 2)
    with pytest.raises(ValueError, match="share"):
        wilson(0, 0)


@pytest.mark.parametrize(
    ("swaps", "stays"),
    [((0.6,), ()), ((-0.1,), ()), ((math.nan,), ()), ((0.1,), (1.1,)), ((), ()), ((0.1,), (1.0, 1.0))],
)
def test_chances_of_an_order_must_fit(swaps: tuple[float, ...], stays: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="chance"):
        Dispersed((0,), swaps, stays)


def test_surest_lines_never_leave_their_order() -> None:
    """Many lines and small chances: nothing underflows, and the sure ones stay as they are."""
    source = Dispersed(tuple(range(60)), (0.0, 1e-12, 0.5) * 20)
    place = np.argsort(source.draw(np.random.default_rng(1), 500), axis=1)
    assert (np.diff(place[:, ::3], axis=1) > 0).all()
    assert len({tuple(row) for row in place.tolist()}) == 500


# Who bears on an answer


def test_who_is_tied_by_an_infeasibility_bears_on_the_others() -> None:
    wants = {"A": ["x"], "B": ["y"], "C": ["z if A.x"], "D": ["u"]}
    assert bearing_on(conflict(wants), ["A.x"]) == ("A",)
    tied = conflict(wants, infeasible=["A.x and D.u", "C.z and not C.z"])
    assert bearing_on(tied, ["A.x"]) == ("A", "D")
    assert closed(tied, ["A"]) == ("A", "D")
    assert closed(tied, ["B"]) == ("B",)
    assert [str(one) for one in only(tied, ("A", "D")).infeasible] == ["A.x and D.u"]


def test_two_who_mind_each_other_are_not_left_out_one_after_the_other() -> None:
    """C chases D and D flees C: neither has a choice that lasts, so no state holds, whatever A does."""
    chase = conflict({"A": ["x"], "C": ["z iff D.u"], "D": ["not (u iff C.z)"]}, outcomes={"good": "A.x"})
    assert bearing_on(chase, ["A.x"]) == ("A", "C", "D")
    found = robustness(chase, Uncertainty(0, 0, 0, 0, 0), concept="nash")
    assert (found.of("good").share, found.of("good").answer) == (0, False)


def test_a_ranking_bears_on_everything_and_weights_on_what_they_weigh() -> None:
    ranked = conflict({"A": ["x"], "B": Scores(range(16)), "C": ["z"]})
    assert bearing_on(ranked, ["B.y"]) == ("A", "B", "C", "D")
    assert bearing_on(ranked, ["A.x"]) == ("A",)
    assert closed(ranked, ["B"]) == ("A", "B", "C", "D")
    weighed = conflict({"A": ["x"], "B": Weights({"B.y": 2, "C.z": 1, "D.u": 0}), "C": ["z"]})
    assert bearing_on(weighed, ["B.y"]) == ("B", "C")
    small = only(weighed, closed(weighed, ["B"]))
    assert [dm.id for dm in small.decision_makers] == ["B", "C"]
    assert detente.analyse(small, "nash").equilibria("nash")[0].options == {"B.y", "C.z"}


def test_a_state_that_is_none_does_not_hold() -> None:
    calm = conflict({})
    answers = Answers(calm, CONCEPTS["seq"].flag, [], [None, calm.state()], 1)
    assert answers.of(np.zeros((2, 4, 0), np.int16)).tolist() == [[False, False], [True, True]]


# The shares


SURE = Uncertainty(0, 0, 0, 0, 0, 0)


def test_nothing_unsure_is_one_version() -> None:
    found = robustness(many(), SURE)
    assert (found.exact, found.versions, found.wanted, found.complete) == (True, 1, 1, True)
    held = detente.analyse(many(), "seq").equilibria("seq")
    assert [one.share for one in found.shares[:2]] == [
        float(len(many().find(one) & held) > 0) for one in ("peace", "war")
    ]
    assert all(one.share == one.answer == one.low == one.high for one in found.shares)
    assert all(one.agreement == 1 for one in found.shares)


def test_a_line_that_may_be_missing_counts_with_its_chance() -> None:
    wants = {"A": [line(Not(X)), line(X, Basis.REPORTED)]}
    c = conflict(wants, outcomes={"x": "A.x", "not_x": "not A.x"}, status_quo=[])
    found = robustness(c, Uncertainty(0, 0, 0, 0, absent_assumed=0.25))
    assert found.exact
    assert [one.share for one in found.shares] == pytest.approx([0.25, 0.75, 0.75])
    assert [one.asked for one in found.shares] == [Asked.OUTCOME, Asked.OUTCOME, Asked.STATUS_QUO]
    assert [one.agreement for one in found.shares] == pytest.approx([0.75, 0.75, 0.75])


def test_an_infeasibility_may_be_missing_unless_it_is_logical() -> None:
    wants = {"A": [line(X, Basis.REPORTED, "sure")]}
    for basis, share in ((Basis.INFERRED, 0.3), (Basis.LOGICAL, 0.0)):
        c = conflict(wants, infeasible=[line(And((X, Not(Y))), basis)], outcomes={"o": "A.x and not B.y"})
        found = robustness(c, Uncertainty(absent_rule=0.3), grades={"sure": 1.0})
        assert found.of("o").share == pytest.approx(share)
        assert [one.absent for one in found.unsure if one.rule] == [share]


def test_where_states_are_ranked_infeasibilities_stay_and_this_is_told() -> None:
    c = conflict(
        {"A": Scores(range(12)), "B": ["y"]},
        infeasible=["A.x and not B.y"],
        outcomes={"o": "A.x"},
        status_quo=[],
    )
    found = robustness(c)
    assert found.fixed == ("A",)
    assert [one.absent for one in found.unsure if one.rule] == [0.0]
    assert found.exact
    held = detente.analyse(c, "seq").equilibria("seq")
    assert found.of("o").answer == (len(c.find("o") & held) > 0)


def test_a_decision_maker_without_lines_or_options_is_no_trouble() -> None:
    c = Conflict.from_options({"A": ["x"], "B": []}, {}, status_quo=[], outcomes={"o": "A.x"})
    found = robustness(c)
    assert [one.share for one in found.shares] == [1, 1]
    assert found.unsure == ()


def test_after_the_best_step() -> None:
    wants = {"A": [line(X, Basis.INFERRED), line(Y)], "B": [line(Not(Y)), line(Not(X))]}
    c = conflict(wants, status_quo=[], outcomes={"o": "A.x"})
    found = robustness(c, Uncertainty(0, 0, 0, absent_inferred=0.1, absent_assumed=0), concept="nash")
    today, after = found.shares[1:]
    assert [today.share, after.share] == pytest.approx([0.1, 1])
    assert (today.answer, after.answer) == (False, True)
    assert after.asked is Asked.AFTER_STEP
    assert after.state == c.state("A.x")


def test_without_a_status_quo_or_outcomes() -> None:
    c = conflict({"A": ["x"]}, outcomes={"o": "A.x"})
    assert [one.asked for one in robustness(c).shares] == [Asked.OUTCOME]
    c = conflict({"A": ["x"]}, status_quo=["A.x"])
    (only_one,) = robustness(c).shares
    assert (only_one.asked, only_one.share) == (Asked.STATUS_QUO, 1)


def test_rivals_stand_in_the_models_place_by_their_weight() -> None:
    c = conflict({"A": [line(X)]}, outcomes={"o": "A.x"}, status_quo=["A.x"])
    rival = conflict({"A": [line(Not(X))]})
    barred = conflict({"A": [line(X)]}, infeasible=[line(X, Basis.LOGICAL)])
    alien = Conflict.from_options({"A": ["x", "w"]}, {})
    names = [("r", rival), ("alien", alien), ("graph", detente.load("elmira"))]
    stated = dataclasses.replace(SURE, rival=0.5)
    found = robustness(c, stated, concept="nash", rivals=names)
    assert [one.share for one in found.shares] == pytest.approx([1 / 1.5, 1 / 1.5])
    assert [(one.name, one.weight) for one in found.rivals] == [("r", 0.5)]
    assert found.left_aside == ("alien", "graph")
    found = robustness(c, stated, concept="nash", rivals=[("b", barred)])
    assert [one.share for one in found.shares] == pytest.approx([1 / 1.5, 1 / 1.5])
    found = robustness(c, dataclasses.replace(SURE, rival=0), concept="nash", rivals=names)
    assert (found.versions, found.rivals, found.left_aside) == (1, (), ())


def test_the_versions_of_all_readings_count_for_the_limit() -> None:
    """Two lines that may be missing have five versions, and so has a rival of that kind."""
    c = conflict({"A": [X, Not(Y)]}, outcomes={"o": "A.x"})
    rival = conflict({"A": [Not(X), Y]})
    found = [robustness(c, profiles=number, rivals=[("r", rival)]) for number in (9, 10)]
    assert [one.exact for one in found] == [False, True]
    assert [one.versions for one in found] == [9, 10]


def test_both_roads_and_each_run_give_the_same() -> None:
    found = [robustness(many(), profiles=500, seed=7, fast=fast) for fast in (False, True, None)]
    assert not found[0].exact
    assert found[0].versions == 500
    for other in found[1:]:
        assert other.shares == found[0].shares
        np.testing.assert_array_equal(other.answers, found[0].answers)
    assert robustness(many(), profiles=500, seed=8).answers.tolist() != found[0].answers.tolist()
    for one, row in zip(found[0].shares, found[0].answers, strict=True):
        assert one.share == row.mean()
        assert (one.low, one.high) == wilson(int(row.sum()), 500)


def test_each_block_of_versions_is_drawn_anew() -> None:
    blocks = drawn([reading_of(many(), Uncertainty(), {})], 1)
    first, second = next(blocks), next(blocks)
    assert len(first) == len(second) == BLOCK
    assert first.orders.tolist() != second.orders.tolist()


def stopping(after: int) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        if done >= after:
            raise KeyboardInterrupt

    return progress


def test_an_interrupt_keeps_the_first_versions() -> None:
    whole = robustness(many(), profiles=4 * BLOCK - 5, seed=2)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        stopping(2 * BLOCK)(done, total)

    found = robustness(many(), profiles=4 * BLOCK - 5, seed=2, progress=progress, keep_partial=True)
    assert told == [(BLOCK, 4 * BLOCK - 5), (2 * BLOCK, 4 * BLOCK - 5)]
    assert (found.complete, found.versions, found.wanted) == (False, 2 * BLOCK, 4 * BLOCK - 5)
    np.testing.assert_array_equal(found.answers, whole.answers[:, : 2 * BLOCK])
    assert found.shares == robustness(many(), profiles=2 * BLOCK, seed=2).shares
    with pytest.raises(KeyboardInterrupt):
        robustness(many(), profiles=4 * BLOCK, progress=stopping(1))


def test_an_interrupt_before_the_first_block_is_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Answers, "of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        robustness(many(), keep_partial=True)


def stopped_listing() -> tuple[Robustness, Robustness]:
    wants = {"A": [X, Not(Y), Iff(X, Z)], "B": [Y, Not(X), Z]}
    few = conflict(wants, outcomes={"o": "A.x and B.y and not C.z"})
    whole = robustness(few, profiles=5000, concept="nash")
    part = robustness(few, profiles=5000, concept="nash", progress=stopping(1), keep_partial=True)
    return whole, part


def test_what_is_left_of_a_stopped_list_bounds_the_share() -> None:
    """Sixteen orders of three lines that may be missing, for each of two: 256 versions, in one block."""
    whole, part = stopped_listing()
    assert (whole.exact, whole.versions) == (True, 256)
    assert part.complete


def test_a_stopped_list_tells_what_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.analysis.robustness.BLOCK", 50)
    whole, part = stopped_listing()
    (share,) = part.shares
    assert (part.exact, part.complete, part.versions) == (True, False, 50)
    assert share.low < whole.of("o").share < share.high
    seen = part.chances.sum()
    assert share.high - share.low == pytest.approx(1 - seen)
    assert share.share == pytest.approx(part.chances[part.answers[0]].sum() / seen)


# Faults


def codes(*arguments: object, **more: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        robustness(*arguments, **more)  # type: ignore[arg-type]
    assert all(fault.cure for fault in caught.value.diagnostics)
    return [fault.code for fault in caught.value.diagnostics]


def test_what_cannot_be_asked_is_refused() -> None:
    assert codes(detente.load("elmira")) == ["graph-form-robustness"]
    assert codes(conflict({"A": ["x"]})) == ["nothing-to-ask"]
    assert codes(many(), profiles=0, seed=-1) == ["bad-number", "bad-seed"]
    assert codes(many(), profiles=-5) == ["bad-number"]
    with pytest.raises(UnknownName):
        robustness(many(), concept="naash")


def test_too_long_a_list_is_refused() -> None:
    refs = [f"o{place}" for place in range(8)]
    states = [" and ".join(r if s >> b & 1 else f"not {r}" for b, r in enumerate(refs)) for s in range(70)]
    assert codes(
        Conflict.from_options({"A": refs}, {"A": states}, status_quo=[], outcomes={"o": "A.o1"})
    ) == ["too-many-lines"]


def test_what_is_handed_out_is_read_only() -> None:
    found = robustness(many(), profiles=10)
    with pytest.raises(ValueError, match="read-only"):
        found.answers[0, 0] = True
    with pytest.raises(KeyError):
        found.of("nothing")
