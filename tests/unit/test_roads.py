"""Roads, what is put at risk on them, and what bars them."""

from __future__ import annotations

import pytest

from detente import Conflict, Edit, InputError, Ranking, UnknownName, analyse
from detente.analysis.exposure import Exposure
from detente.analysis.roads import Roads, roads

WANTS = {
    "A": ["not (withdraw and not B.withdraw)", "B.withdraw", "B.trade if open", "B.trade", "withdraw"],
    "B": ["A.withdraw if withdraw", "A.withdraw", "trade only if A.open", "withdraw", "trade"],
}


def border(**more: object) -> Conflict:
    """Two neighbours in arms; to trade, one opens and the other lifts a ban."""
    outcomes = {
        "truce": "A.withdraw and B.withdraw",
        "peace": "A.withdraw and B.withdraw and B.trade",
        "open": "A.open",
        "alone": "A.withdraw and not B.withdraw",
    }
    options = {"A": ["withdraw", "open"], "B": ["withdraw", "trade"]}
    return Conflict.from_options(options, WANTS, **{"status_quo": [], "outcomes": outcomes, **more})  # type: ignore[arg-type]


def told(found: Roads) -> list[tuple[float, int, list[str]]]:
    """Per road: what is at risk, the joint steps, and where each step leads."""
    return [(road.exposure, road.joint, [str(step.target) for step in road.steps]) for road in found.roads]


def fault(conflict: Conflict, outcome: str, **how: object) -> str:
    with pytest.raises(InputError) as caught:
        roads(conflict, outcome, **how)  # type: ignore[arg-type]
    (one,) = caught.value.diagnostics
    return f"{one.message} [{one.code}] {one.cure}"


def test_a_joint_step_spares_the_risk_of_the_first_one() -> None:
    found = roads(border(), "truce")
    assert told(found) == [
        (0.0, 1, ["{A.withdraw, B.withdraw}"]),
        (1.0, 0, ["{A.withdraw}", "{A.withdraw, B.withdraw}"]),
    ]
    together, alone = found.roads
    assert together.steps[0].movers == ("A", "B")
    assert (together.on_the_way, together.at_end) == (0.0, 0.0)
    assert (alone.on_the_way, alone.at_end) == (1.0, 0.0)
    (risk,) = alone.steps[0].exposed
    assert (risk.dm, risk.place, risk.of, risk.moves) == ("A", 1, 5, ())
    assert str(risk.line) == "not (A.withdraw and not B.withdraw)"


def test_without_joint_steps_only_the_risky_road_is_left() -> None:
    assert [road.joint for road in roads(border(), "truce", joint=0).roads] == [0]


def test_a_road_stops_where_it_is_told_to_and_holds_there() -> None:
    found = roads(border(), "peace", by=["truce"], joint=0)
    (road,) = found.roads
    assert [step.holds for step in road.steps] == [False, True, False, True]
    assert [step.movers for step in road.steps] == [("A",), ("B",), ("A",), ("B",)]
    assert road.steps[1].reached == ("truce",)
    assert found.stops_hold
    assert found.ends_hold


def test_what_is_avoided_is_nowhere_on_the_road() -> None:
    (road,) = roads(border(), "truce", without=["alone"], joint=0).roads
    assert not any(step.target in border().find("alone") for step in road.steps)
    assert road.steps[0].movers == ("B",)


def test_whose_trust_counts_can_be_said() -> None:
    """That of B alone: then A's first step is no risk that counts."""
    found = roads(border(), "truce", joint=0, trust=["B"])
    assert told(found)[0] == (0.0, 0, ["{A.withdraw}", "{A.withdraw, B.withdraw}"])
    assert found.roads[0].counted == ("B",)


def test_the_worst_case_names_the_moves_of_the_others() -> None:
    c = border()
    exposure = Exposure(c, analyse(c).form, c.state())
    (risk,) = exposure.at(c.state("A.open", "A.withdraw", "B.withdraw"))
    assert (risk.dm, risk.place, str(risk.line)) == ("B", 1, "A.withdraw if B.withdraw")
    assert [(move.dm, str(move.target)) for move in risk.moves] == [("A", "{B.withdraw}")]
    assert risk.worst == c.state("B.withdraw")
    assert exposure.at(c.state("A.withdraw", "B.withdraw")) == ()


def test_without_a_list_the_share_counts_tiers() -> None:
    c = Conflict.from_graph(
        ["now", "far", "good", "bad"],
        {"A": [("now", "far")], "B": [("far", "good"), ("far", "bad")]},
        {
            "A": Ranking([["good"], ["now"], ["far"], ["bad"]]),
            "B": Ranking([["bad"], ["good"], ["far", "now"]]),
        },
        status_quo="now",
        outcomes={"goal": ["good"]},
    )
    (road,) = roads(c, "goal").roads
    assert [str(step.target) for step in road.steps] == ["far", "good"]
    (risk,) = road.steps[0].exposed
    assert (risk.dm, risk.place, risk.of, risk.share, risk.line) == ("A", 2, 3, 2 / 3, None)
    assert [str(move.target) for move in risk.moves] == ["bad"]
    assert road.at_end == 0.0


def test_in_graph_form_nobody_moves_twice_in_succession() -> None:
    wants = {"A": Ranking([["s2"], ["s1"], ["s0"], ["s3"]]), "B": Ranking([["s0", "s1", "s2", "s3"]])}
    moves = {"A": [("s0", "s1"), ("s1", "s2"), ("s3", "s2")], "B": [("s1", "s3")]}
    c = Conflict.from_graph(
        ["s0", "s1", "s2", "s3"], moves, wants, status_quo="s0", outcomes={"goal": ["s2"], "mid": ["s1"]}
    )
    (road,) = roads(c, "goal").roads
    assert [str(step.target) for step in road.steps] == ["s1", "s3", "s2"]
    (road,) = roads(c, "goal", by=["mid"]).roads
    assert [str(step.target) for step in road.steps] == ["s1", "s2"]  # a stop lies between


def test_a_stop_where_one_stands_is_not_entered() -> None:
    """What B risks today does not speak against its step."""
    wants = {
        "A": Ranking([["now"], ["one"], ["two", "war"]]),
        "B": Ranking([["now", "two"], ["one"], ["war"]]),
        "C": Ranking([["war"], ["now", "one", "two"]]),
    }
    moves = {"A": [("now", "one")], "B": [("now", "two")], "C": [("now", "war")]}
    c = Conflict.from_graph(
        ["now", "one", "two", "war"],
        moves,
        wants,
        status_quo="now",
        outcomes={"goal": ["one", "two"], "here": ["now"]},
    )
    found = roads(c, "goal", by=["here"])
    assert told(found) == [(0.0, 0, ["two"])]
    assert [one.dm for one in found.exposed] == ["A", "B"]
    assert not found.stops_hold


def test_after_a_joint_step_the_road_goes_on_alone() -> None:
    apart = ["A.withdraw and not B.withdraw", "B.withdraw and not A.withdraw"]
    found = roads(border(infeasible=apart), "peace", by=["truce"], joint=1)
    assert [(road.joint, len(road.steps)) for road in found.roads] == [(1, 3)]
    assert [len(step.movers) for step in found.roads[0].steps] == [2, 1, 1]


def test_where_one_is_already_no_step_is_needed() -> None:
    found = roads(border(status_quo=["A.withdraw", "B.withdraw"]), "truce")
    assert [(road.steps, road.exposure) for road in found.roads] == [((), 0.0)]


def test_an_end_that_does_not_hold_says_who_leaves_and_why() -> None:
    found = roads(border(), "alone")
    assert not found.ends_hold
    leaving = [(one.move.dm, str(one.because)) for one in found.roads[0].leaving]
    assert ("A", "not (A.withdraw and not B.withdraw)") in leaving


def test_after_an_outcome_that_holds_the_lists_are_others() -> None:
    """Only then does B trade without a crossing, so the road leads by way of the truce."""
    calm = [Edit.drop("B", "trade only if A.open")]
    where = "A.withdraw and B.withdraw and B.trade and not A.open"
    outcomes = {"truce": "A.withdraw and B.withdraw", "trade": where}
    before = roads(border(outcomes=outcomes), "trade")
    assert not before.ends_hold
    after = roads(border(outcomes=outcomes, after={"truce": calm}), "trade")
    assert after.ends_hold
    (road, *_) = after.roads
    assert [step.reached for step in road.steps] == [("truce",), ("trade",)]
    assert [step.edits for step in road.steps] == [tuple(calm), ()]
    assert road.steps[0].holds


def test_where_things_stand_counts_as_reached() -> None:
    calm = [Edit.drop("B", "trade only if A.open")]
    c = border(status_quo=["A.withdraw", "B.withdraw"], after={"truce": calm})
    found = roads(c, "peace")
    assert found.edits == tuple(calm)
    assert [step.movers for step in found.roads[0].steps] == [("B",)]


def test_an_edit_that_another_has_made_idle_is_left_out() -> None:
    calm = [Edit.drop("B", "trade only if A.open")]
    outcomes = {"truce": "A.withdraw and B.withdraw", "trade": "B.trade", "peace": "A.withdraw and B.trade"}
    c = border(outcomes=outcomes, after={"truce": calm, "trade": calm})
    (road, *_) = roads(c, "peace").roads
    assert sum(len(step.edits) for step in road.steps) <= 1


@pytest.mark.parametrize(
    ("outcome", "how", "words"),
    [
        ("peas", {}, "there is no outcome peas [unknown-outcome] did you mean peace?"),
        ("truce", {"by": ["opne"]}, "there is no outcome opne [unknown-outcome] did you mean open?"),
        ("truce", {"without": ["opne"]}, "there is no outcome opne [unknown-outcome] did you mean open?"),
        ("truce", {"trust": ["C"]}, "there is no decision maker C [unknown-decision-maker]"),
        ("truce", {"by": ["truce"]}, "come to truce more than once [repeated-stop]"),
        ("truce", {"by": ["open", "open"]}, "come to open more than once [repeated-stop]"),
        ("truce", {"without": ["truce"]}, "no road leads to truce without truce [no-road] ask for less"),
    ],
)
def test_what_cannot_be_asked(outcome: str, how: dict[str, object], words: str) -> None:
    assert words in fault(border(), outcome, **how)


def test_a_name_that_is_not_there_is_an_unknown_name() -> None:
    with pytest.raises(UnknownName):
        roads(border(), "peas")
    with pytest.raises(ValueError, match="-1 joint steps"):
        roads(border(), "truce", joint=-1)


def test_roads_start_somewhere() -> None:
    assert "does not say where things stand [no-status-quo]" in fault(border(status_quo=None), "truce")


def test_an_infeasible_outcome_names_the_rule() -> None:
    c = border(infeasible=["A.withdraw and B.withdraw", "A.open and B.trade"])
    words = "no state lies in the outcome truce: A.withdraw and B.withdraw is ruled out [no-road]"
    assert words in fault(c, "truce")


def test_an_irreversible_line_that_bars_the_road_is_named() -> None:
    c = border(status_quo=["A.open"], irreversible=["not B.withdraw", "A.open"])
    assert "no road leads to truce: not B.withdraw holds today, cannot be undone" in fault(c, "truce")


def test_an_irreversible_line_that_does_not_hold_today_bars_nothing() -> None:
    outcomes = {"closed": "B.withdraw and not A.open"}
    c = border(outcomes=outcomes, irreversible=["not B.withdraw", "A.open"])
    assert "no road leads to closed: not B.withdraw holds today" in fault(c, "closed")


def test_a_road_that_needs_a_joint_step_says_so() -> None:
    c = border(infeasible=["A.withdraw and not B.withdraw", "B.withdraw and not A.withdraw"])
    words = "no road leads to truce without a joint step [no-road] allow a joint step"
    assert words in fault(c, "truce", joint=0)
    assert [road.joint for road in roads(c, "truce").roads] == [1]


def test_too_many_movers_ask_for_whose_trust_counts() -> None:
    options = {f"P{n}": ["x"] for n in range(11)}
    c = Conflict.from_options(
        options, {p: ["x"] for p in options}, status_quo=[], outcomes={"all": "P0.x and P1.x"}
    )
    assert "11 parties have moves" in fault(c, "all")
    assert len(roads(c, "all", trust=["P0", "P1"]).roads) == 2
