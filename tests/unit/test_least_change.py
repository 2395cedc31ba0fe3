"""The least change of rankings: what is refused, what is told, and what an early stop leaves."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import detente
from detente import Conflict, InputError, Ranking, UnknownName
from detente.analysis.least_change import LeastChange, least_change
from detente.brief.least_change import least_change_text
from detente.brief.payload.least_change import least_change_payload
from detente.engine import maxsat
from detente.engine.maxsat import Solved, least_broken, satisfiable
from detente.errors import NotInstalled

ELMIRA = detente.load("elmira")
CHICKEN = detente.load("chicken")


def told(found: LeastChange) -> list[str]:
    text = least_change_text(found)
    assert max(map(len, text.splitlines())) <= 80
    return text.splitlines()


def test_local_government_need_only_find_the_status_quo_of_elmira_as_good() -> None:
    """State 1 is left by the local government alone, for 5, which it ranks right above it."""
    found = least_change(ELMIRA, "1", "nash")
    assert (found.distance, found.at_least, found.proved) == (1, 1, True)
    (ranking,) = found.rankings
    assert ranking.dm == "LG"
    assert [[str(state) for state in tier] for tier in ranking.now] == [
        ["7"], ["3"], ["1", "5"], ["8"], ["6"], ["4"], ["2"], ["9"],
    ]  # fmt: skip
    assert found.changed is not None
    assert found.changed.preferences["LG"] == Ranking(["7", "3", ["1", "5"], "8", "6", "4", "2", "9"])
    assert "1" in [str(state) for state in detente.analyse(found.changed, "nash").equilibria("nash")]
    assert told(found) == [
        "To be an equilibrium under nash: 1 (Uniroyal delays; the order stands; the town",
        "does not insist).",
        "Who may come to think otherwise: Ministry of the Environment, Uniroyal and Local",
        "government.",
        "",
        "The least change has the distance 1; none is smaller:",
        "",
        "Local government (distance 1)",
        "- finds 1 as good as 5.",
        "Its ranking now:  7 > 3 > 5 > 1 > 8 > 6 > 4 > 2 > 9",
        "It would then be: 7 > 3 > 1 ~ 5 > 8 > 6 > 4 > 2 > 9",
        "",
        "The distance counts 2 for each pair of states that is reversed, and 1 for each",
        "tie that comes or goes (Kemeny & Snell 1962).",
    ]


@pytest.mark.parametrize(("concept", "dm", "distance"), [("seq", "Uniroyal", 2), ("seq", "MoE", 6)])
def test_somebody_else_may_come_to_answer_the_gain(concept: str, dm: str, distance: int) -> None:
    """Under seq the local government stays in 1 also if others would rather answer its step."""
    found = least_change(ELMIRA, "1", concept, who=[dm])
    assert (found.distance, found.proved) == (distance, True)
    assert [one.dm for one in found.rankings] == [dm]


def test_what_no_ranking_of_some_can_bring_about_is_proved_and_said() -> None:
    found = least_change(ELMIRA, "2", "nash", who=["MoE"])
    assert (found.state, found.distance, found.proved, found.changed) == (None, None, True, None)
    assert [(one.move.dm, str(one.move.target)) for one in found.barred] == [
        ("Uniroyal", "4"), ("Uniroyal", "9"), ("LG", "6"),
    ]  # fmt: skip
    lines = told(found)
    assert "No change of these rankings will do. That is proved." in lines
    assert "- Uniroyal moves from 2 to 4: a gain, whatever these rankings are." in lines
    seq = least_change(ELMIRA, "2", "seq", who=["MoE"])
    assert any("a gain, and nobody can answer it" in line for line in told(seq))


def test_gains_that_can_be_answered_one_by_one_and_not_together() -> None:
    """B would answer A's step to 1 by going on to 2, and C's step to 2 by going back to 1."""
    torn = Conflict.from_graph(
        ["0", "1", "2"],
        {"A": [("0", "1")], "B": [("1", "2"), ("2", "1")], "C": [("0", "2")]},
        {
            "A": Ranking([["1"], ["0"], ["2"]]),
            "B": Ranking([["0", "1", "2"]]),
            "C": Ranking([["2"], ["0"], ["1"]]),
        },
    )
    for dm in ("A", "C"):
        assert least_change(torn, "0", "seq", who=["B"], stable_for=[dm]).distance == 2
    found = least_change(torn, "0", "seq", who=["B"])
    assert (found.state, found.proved, found.barred) == (None, True, ())
    assert " ".join(told(found)[-2:]) == (
        "Each gain of A and C could be answered by itself, but not all that is needed at once."
    )


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq", "sseq"])
@pytest.mark.parametrize(("second", "possible"), [("B", False), ("C", True)])
def test_an_answer_is_a_legal_path_of_any_length(concept: str, second: str, possible: bool) -> None:
    """A gains at 1 and at 2, and only 3 is worse for it; B may not move twice in succession."""
    answers: dict[str, list[tuple[str, str]]] = {"A": [("0", "1")], "B": [("1", "2")], "C": []}
    answers[second] = [*answers[second], ("2", "3")]
    conflict = Conflict.from_graph(
        ["0", "1", "2", "3"],
        answers,
        {
            "A": Ranking([["1", "2"], ["0"], ["3"]]),
            "B": Ranking([["0", "1", "2", "3"]]),
            "C": Ranking([["3"], ["0", "1", "2"]]),
        },
    )
    found = least_change(conflict, "0", concept, who=["B"])
    assert (found.state is not None) is possible
    if possible:
        assert found.distance == (
            0 if "m" in concept else 3
        )  # B is to like 2 more than 1: 2 goes above three states
    else:
        assert [(one.move.dm, str(one.move.target)) for one in found.barred] == [("A", "1")]


def test_nothing_need_change_where_a_target_is_stable_and_no_solver_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = least_change(ELMIRA, "agreed", ["nash", "seq"], who=["LG"])
    assert (str(found.state), found.distance, found.rankings, found.proved) == ("8", 0, (), True)
    assert found.changed == ELMIRA
    assert told(found)[-1].endswith("That is so as it is.")
    with pytest.raises(NotInstalled, match=r"python-sat.*pip install 'detente\[solve\]'") as caught:
        least_change(ELMIRA, "1")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_of_several_targets_the_nearest_is_taken() -> None:
    found = least_change(ELMIRA, ELMIRA.states[1:4], "nash")
    assert (str(found.state), found.distance) == ("3", 2)
    assert "Nearest to it is: 3 (Uniroyal accepts the order; the town does not insist)." in told(found)
    barred = least_change(ELMIRA, ELMIRA.states[1:4], "nash", who=[])
    assert "The other states are out as well." not in told(barred)
    assert {str(one.target) for one in barred.barred} == {"2", "3", "4"}


def test_option_form_keeps_its_states_and_gets_rankings() -> None:
    found = least_change(CHICKEN, CHICKEN.state("A.swerve", "B.swerve"), stable_for=["A"])
    assert found.distance == 1
    assert told(found)[0] == "To be stable for Party A under nash: Party A swerves; Party B swerves."
    assert found.changed is not None
    assert isinstance(found.changed.preferences["A"], Ranking)
    assert found.changed.preferences["B"] == CHICKEN.preferences["B"]


def test_as_data() -> None:
    found = least_change_payload(least_change(ELMIRA, "1"))
    assert (found["asked"], found["targets"], found["distance"], found["proved"]) == ("1", 1, 1, True)
    (ranking,) = found["rankings"]
    (pair,) = ranking["pairs"]
    assert (pair["first"]["name"], pair["second"]["name"], pair["before"], pair["now"]) == ("1", "5", -1, 0)
    none = least_change_payload(least_change(ELMIRA, "2", who=["MoE"]))
    assert (none["state"], none["distance"], len(none["barred"])) == (None, None, 3)


@pytest.mark.parametrize(
    ("target", "how", "error", "words"),
    [
        ("10", {}, UnknownName, "10"),
        ("1", {"concepts": "naash"}, UnknownName, "did you mean nash"),
        ("1", {"concepts": []}, InputError, "no solution concept"),
        ("1", {"who": ["X"]}, UnknownName, "no decision maker X"),
        ("1", {"who": "LG"}, TypeError, "must be a list"),
        ("1", {"stable_for": "LG"}, TypeError, "must be a list"),
        (ELMIRA.states[:0], {}, InputError, "no state is named"),
        (CHICKEN.states, {}, ValueError, "another conflict"),
    ],
)
def test_what_cannot_be_asked(target: Any, how: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        least_change(ELMIRA, target, **how)


def test_too_many_states_are_refused() -> None:
    korea = detente.load("korea")
    with pytest.raises(InputError, match=r"30,720 states.*more than 64"):
        least_change(korea, "summit")
    nothing = Conflict.from_options({"A": ["x"]}, {"A": ["x"]}, infeasible=["A.x"])
    with pytest.raises(InputError, match=r"in no feasible state is A\.x"):
        least_change(nothing, "A.x")


class Clock:
    """A clock that jumps to the end once it was looked at so many times."""

    def __init__(self, looks: int) -> None:
        self.left = looks

    def monotonic(self) -> float:
        self.left -= 1
        return 0.0 if self.left >= 0 else 10.0


def test_what_an_early_stop_leaves_is_feasible_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    best = least_change(ELMIRA, "2", "nash")
    assert best.distance == 14
    seen = set()
    for looks in range(80):
        monkeypatch.setattr(maxsat, "time", Clock(looks + 1))
        found = least_change(ELMIRA, "2", "nash", seconds=5)
        assert found.at_least <= 14
        seen.add((found.state is not None, found.proved))
        if found.state is None:
            assert told(found)[-1].startswith("The search was stopped before any change was found")
            assert found.barred == ()
            continue
        assert found.distance is not None
        assert found.distance >= 14
        assert found.changed is not None
        assert "2" in map(str, detente.analyse(found.changed, "nash").equilibria("nash"))
        if not found.proved:
            assert any("The best change found" in line for line in told(found))
    assert seen == {(False, False), (True, False), (True, True)}


def test_an_interrupt_leaves_the_best_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(maxsat, "_rc2", interrupted)
    found = least_change(ELMIRA, "2", "nash")
    assert found.state is not None
    assert (found.at_least, found.proved) == (0, False)


def test_the_solver_itself() -> None:
    assert satisfiable([[1, 2], [-1]])
    assert not satisfiable([[1], [-1]])
    assert least_broken([[1], [-1]], [1]) == Solved(None, 0, True)
    assert least_broken([[1, 2]], [1, 2]) == Solved(frozenset({1, 2}), 0, True)
