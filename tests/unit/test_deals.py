"""Deals: faults, who is asked, what bars a deal, and what the command prints."""

from __future__ import annotations

import pytest

from detente import Conflict, InputError, Ranking, UnknownName
from detente.analysis.deals import deals
from detente.brief.deal_tables import deals_text
from detente.brief.payload.deals import deals_payload

OPTIONS = {"A": ["x"], "B": ["y"]}


def conflict(a: list[str], b: list[str], today: list[str] | None = None) -> Conflict:
    return Conflict.from_options(OPTIONS, {"A": a, "B": b}, status_quo=[] if today is None else today)


def test_without_a_status_quo_nothing_is_better() -> None:
    silent = Conflict.from_options(OPTIONS, {"A": ["x"], "B": ["y"]})
    with pytest.raises(InputError) as fault:
        deals(silent)
    (one,) = fault.value.diagnostics
    assert (one.code, one.cure) == ("no-status-quo", "add status_quo")


def test_faults_of_the_question() -> None:
    plain = conflict(["x"], ["y"])
    with pytest.raises(UnknownName, match="no decision maker C"):
        deals(plain, ["A", "C"])
    with pytest.raises(InputError, match="no party is named"):
        deals(plain, [])
    with pytest.raises(UnknownName, match="naash"):
        deals(plain, concepts=["naash"])
    with pytest.raises(InputError, match="no solution concept"):
        deals(plain, concepts=[])


def test_two_who_clash_are_named_with_the_lines_by_which_each_could_gain() -> None:
    found = deals(conflict(["B.y"], ["not y", "A.x"]))
    assert not len(found.states)
    (clash,) = found.clashes
    assert clash.parties == ("A", "B")
    assert [[str(line) for line in own] for own in clash.gains] == [["B.y"], ["A.x"]]
    text = " ".join(deals_text(found, 0).split())
    assert "No state is better than today for A and B together." in text
    assert "A could be better off only by B.y (assumed). B could be better off only by A.x (assumed)." in text


def test_three_may_clash_though_any_two_do_not() -> None:
    dms = {"A": ["x"], "B": ["y"], "C": ["z"]}
    exactly_two = ["A.x and B.y and not C.z", "A.x and not B.y and C.z", "not A.x and B.y and C.z"]
    wants = {
        "A": [f"({exactly_two[0]}) or ({exactly_two[1]})"],
        "B": [f"({exactly_two[0]}) or ({exactly_two[2]})"],
        "C": [f"({exactly_two[1]}) or ({exactly_two[2]})"],
    }
    found = deals(Conflict.from_options(dms, wants, status_quo=[]))
    assert [one.parties for one in found.clashes] == [("A", "B", "C")]
    weakly = deals(Conflict.from_options(dms, wants, status_quo=[]), weakly=True)
    assert len(weakly.states) == 3


def test_where_nobody_can_gain_without_a_loss_all_clash_together() -> None:
    found = deals(conflict(["x", "not B.y"], ["y", "not A.x"]), ["A", "B"], weakly=True)
    assert len(found.states) == 1
    stuck = deals(conflict(["not B.y", "x"], ["not A.x", "y"]), weakly=True)
    assert not len(stuck.states)
    assert [one.parties for one in stuck.clashes] == [("A", "B")]
    assert "Whatever A or B could gain, another loses." in deals_text(stuck, 0)


def test_when_all_have_the_best_all_are_asked_and_each_bars() -> None:
    found = deals(conflict(["not x"], ["not y"]))
    assert (found.parties, found.content) == (("A", "B"), ())
    assert [one.parties for one in found.clashes] == [("A",), ("B",)]


def test_a_party_without_options_is_not_asked_but_may_be_named() -> None:
    wants = {"A": ["x"], "B": ["y"], "Watcher": ["A.x and B.y"]}
    watched = Conflict.from_options({**OPTIONS, "Watcher": []}, wants, status_quo=[])
    assert deals(watched).parties == ("A", "B")
    assert deals(watched, ["Watcher", "A"]).parties == ("A", "Watcher")


def test_graph_form_has_groups_by_outcome_only() -> None:
    chase = Conflict.from_graph(
        {"s0": "Today", "s1": "Peace", "s2": "Ruin"},
        {"A": [("s0", "s1"), ("s1", "s2")], "B": [("s1", "s0")]},
        {"A": Ranking([["s1"], ["s2"], ["s0"]]), "B": Ranking([["s1"], ["s0"], ["s2"]])},
        status_quo="s0",
        outcomes={"peace": ["s1"]},
    )
    found = deals(chase)
    (group,) = found.groups
    assert group.outcomes == ("peace",)
    assert [share.takes for share in group.example.shares] == [(), ()]
    assert group.example.distance.moves == group.example.distance.improvements == 1
    assert "- Peace" in deals_text(found, 0)
    alone = deals(chase, ["A"])
    assert [one.outcomes for one in alone.groups] == [("peace",), ()]
    (harm,) = alone.groups[1].harms
    assert (harm.dm, harm.ways, harm.stays) == ("B", 1, 1)
    assert "B, worse off than today, can do nothing about it" in " ".join(deals_text(alone, 0).split())


def test_where_no_move_leads_the_text_says_so() -> None:
    stuck = Conflict.from_graph(
        ["s0", "s1"],
        {"A": [("s1", "s0")]},
        {"A": Ranking([["s1"], ["s0"]])},
        status_quo="s0",
    )
    found = deals(stuck)
    assert found.groups[0].nearest.moves is None
    assert "No legal moves lead there from today." in " ".join(deals_text(found, 0).split())


def test_further_undominated_ways_are_listed_by_what_differs() -> None:
    plain = Conflict.from_options({"A": ["x", "idle"], "B": ["y"]}, {"A": ["B.y"], "B": ["y"]}, status_quo=[])
    found = deals(plain)
    text = deals_text(found, 1)
    assert "Others that hold and are undominated, by what differs from this way:" in text
    assert "- A x\n" in text
    assert "… and 2 more." in text
    (group,) = deals_payload(found, 3)["groups"]
    assert (group["undominated"], len(group["listed"])) == (4, 3)


def test_the_way_that_is_told_harms_the_fewest_and_then_changes_the_least() -> None:
    """A does not care for w and v; B is worse off where x comes without w."""
    options = {"A": ["x", "w", "v"], "B": ["y"]}
    plain = Conflict.from_options(options, {"A": ["x"], "B": ["A.w if A.x"]}, status_quo=[])
    (group,) = deals(plain, ["A"]).groups
    assert group.example.state == plain.state("A.x", "A.w")
    assert [(harm.dm, harm.ways, harm.stays) for harm in group.harms] == [("B", 4, 4)]


def test_groups_tell_how_far_they_are() -> None:
    seen: list[tuple[int, int]] = []
    deals(conflict(["x"], ["A.x"]), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 1), (1, 1)]
