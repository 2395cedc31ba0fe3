"""What an answer hangs on: single lines or small sets of lines; the headlines and their cache."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import detente
from detente import Basis, Conflict, Edit, Line, Scores
from detente.analysis import dependence as asked
from detente.analysis.dependence import Hanging, hangs_on, removable
from detente.analysis.stability import Analysis
from detente.analysis.terms import Spared, spared
from detente.analysis.variants import Variants
from detente.conflict.grammar import parse
from detente.dossier import dependence
from detente.dossier.dependence import headline_dependence
from detente.dossier.questions import ONE_STEP, STATUS_QUO, one_step, questions_of, spared_question
from detente.engine.hypercube import Hypercube

STANDOFF = Conflict.from_options(
    {"A": ["x"], "B": ["y", "z"]},
    {
        "A": [Line((parse("A.x"),), Basis.INFERRED, ("c",)), ["B.y", "B.z"]],
        "B": ["not y", "y or z"],
    },
    infeasible=["B.y and B.z"],
    status_quo=["A.x", "B.z"],
    outcomes={"calm": "B.z", "war": "B.y"},
)

GUARDED = Conflict.from_options(
    {"A": ["x"], "B": ["p", "q", "r"]},
    {"A": ["x if B.p", "x if B.q", "x if B.r", "not x"]},
    status_quo=["A.x", "B.p", "B.q", "B.r"],
)
"""A takes x for any of three reasons; B does not care."""


def times(where: str) -> Callable[[Analysis], int]:
    return lambda analysis: len(analysis.equilibria("nash") & analysis.conflict.find(where))


def named(hanging: Hanging) -> list[str]:
    return [str(line) for _, line in hanging.lines]


def test_every_line_can_be_taken_out() -> None:
    assert [(target, str(line)) for target, line in removable(STANDOFF)] == [
        ("A", "A.x"),
        ("A", "equal: B.y; B.z"),
        ("B", "not B.y"),
        ("B", "B.y or B.z"),
        ("infeasible", "B.y and B.z"),
    ]


def test_a_single_line_is_one_without_which_the_answer_is_another() -> None:
    (found,) = hangs_on(STANDOFF, {"y": times("B.y")}, ["nash"])
    for target, line in removable(STANDOFF):
        variant = STANDOFF.edited(Edit.drop(target, line.statements))
        before, after = (times("B.y")(detente.analyse(one, "nash")) for one in (STANDOFF, variant))
        changed = (before > 0) != (after > 0)
        assert changed == ((target, line) in found.lines)
    assert named(found) == ["not B.y"]


def test_where_no_single_line_decides_a_small_set_is_found() -> None:
    (found,) = hangs_on(GUARDED, {"x": times("A.x")}, ["nash"])
    assert (found.question, found.answer, found.single) == ("x", True, False)
    assert named(found) == ["A.x if B.p", "A.x if B.q", "A.x if B.r"]


def test_single_lines_come_all_and_no_set_is_sought() -> None:
    told: list[tuple[int, int]] = []
    only = Conflict.from_options({"A": ["x"], "B": ["p"]}, {"A": ["x if B.p", "not x", "B.p"]})
    measures = {"x": times("A.x"), "no x": times("not A.x")}
    found = hangs_on(only, measures, ["nash"], progress=lambda *now: told.append(now))
    assert [(one.single, named(one)) for one in found] == [(True, ["A.x if B.p"]), (False, [])]
    assert told[:4] == [(1, 21), (2, 21), (3, 21), (12, 21)]


@pytest.mark.parametrize(
    ("measured", "needed"),
    [
        ({(0,): 2, (0, 1): 1, (0, 1, 2): 0, (1, 2): 0}, [1, 2]),
        # the first line is needed as long as the second one is out, and not afterwards
        ({(0,): 3, (0, 1): 2, (0, 1, 2): 1, (0, 1, 2, 3): 0, (0, 2, 3): 0, (2, 3): 0}, [2, 3]),
    ],
)
def test_what_is_not_needed_is_put_back(measured: Mapping[tuple[int, ...], int], needed: list[int]) -> None:
    lines = removable(GUARDED)

    def measure(analysis: Analysis) -> int:
        left = set(removable(analysis.conflict))
        return measured.get(tuple(place for place, line in enumerate(lines) if line not in left), 4)

    (found,) = hangs_on(GUARDED, {"q": measure}, ["nash"])
    assert found.lines == tuple(lines[place] for place in needed)


@pytest.mark.parametrize(("limit", "size"), [(1, 0), (2, 0), (3, 3), (4, 3)])
def test_no_more_lines_are_taken_out_than_the_limit(limit: int, size: int) -> None:
    (found,) = hangs_on(GUARDED, {"x": times("A.x")}, ["nash"], limit)
    assert len(found.lines) == size


def test_a_measure_that_nothing_moves_ends_the_search() -> None:
    told: list[tuple[int, int]] = []
    found = hangs_on(GUARDED, {"no": lambda analysis: 0}, ["nash"], progress=lambda *now: told.append(now))
    assert found == (Hanging("no", False, (), False),)
    assert told == [(1, 16), (2, 16), (3, 16), (4, 16), (16, 16)]


def test_progress_never_goes_back_and_ends() -> None:
    told: list[tuple[int, int]] = []
    hangs_on(
        GUARDED, {"x": times("A.x"), "y": times("A.x")}, ["nash"], progress=lambda *now: told.append(now)
    )
    assert told == sorted(set(told))
    assert {total for _, total in told} == {told[-1][0]}


def test_a_line_without_which_there_is_no_conflict_is_no_lever() -> None:
    scored = Conflict.from_options(
        {"A": ["x"], "B": ["y"]}, {"A": Scores([0, 1, 2]), "B": ["y"]}, infeasible=["A.x and B.y"]
    )
    variants = Variants(scored, ["nash"])
    assert variants.without([1]) is None
    assert [one.lines for one in hangs_on(scored, {"y": times("B.y")}, ["nash"])] == [()]


def test_lines_on_what_others_do_leave_its_owners_improvements_alone() -> None:
    """So the engine need not look again at what is stable for the others; that is where the time goes."""
    ranks = detente.load("korea/2025-10").ranks
    other = detente.load("korea/2025-10").edited(Edit.drop("US", "DPRK.halt")).ranks
    mine = detente.load("korea/2025-10").edited(Edit.drop("US", "discuss")).ranks
    orders = [Hypercube((7, 6, 1, 1, 1), rows).order(0) for rows in (ranks, other, mine)]
    assert not np.array_equal(ranks, other)
    assert np.array_equal(orders[0].position, orders[1].position)
    assert np.array_equal(orders[0].above, orders[1].above)
    assert not np.array_equal(orders[0].position, orders[2].position)


# The headlines


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_the_headlines_are_computed_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = headline_dependence(STANDOFF)
    war = first.of("war")
    assert war is not None
    assert (war.answer, war.single, named(war)) == (False, True, ["not B.y"])
    assert (first.concept, first.limit, first.of("peace")) == ("seq", 4, None)
    monkeypatch.setattr(dependence, "hangs_on", lambda *_: pytest.fail("computed again"))
    assert headline_dependence(STANDOFF) == first


def entry(question: str = "war", **others: object) -> list[dict[str, object]]:
    kept = {"answer": False, "single": True, "lines": [2]}
    calm = {"question": "calm", "answer": True, "single": False, "lines": []}
    return [calm, {"question": question, **kept, **others}]


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "[",
        "{}",
        "[[1]]",
        "[" * 100_000,
        "[]",
        json.dumps(entry(lines=[5])),
        json.dumps(entry(lines=[-1])),
        json.dumps(entry(lines=[True])),
        json.dumps(entry(lines=[2, 2])),
        json.dumps(entry(lines=[3, 2])),
        json.dumps(entry(lines=[])),
        json.dumps(entry(single=False)),
        json.dumps(entry(single=False, lines=[0, 1, 2, 3, 4])),
        json.dumps(entry(answer=0)),
        json.dumps(entry(question="peace")),
        json.dumps([*entry(), *entry("peace")[1:]]),
        json.dumps([*entry(), *entry()]),
    ],
)
def test_a_spoilt_cache_is_computed_anew(cache: Path, rubbish: str) -> None:
    first = headline_dependence(STANDOFF)
    (kept,) = cache.rglob("*.json")
    sound = kept.read_text()
    kept.write_text(rubbish)
    assert headline_dependence(STANDOFF) == first
    assert kept.read_text() == sound


def test_a_sound_cache_is_believed(cache: Path) -> None:
    """Without this, the test above could not fail."""
    headline_dependence(STANDOFF)
    (kept,) = cache.rglob("*.json")
    kept.write_text(json.dumps(entry(lines=[0, 3])))
    found = headline_dependence(STANDOFF)
    assert [(one.question, named(one)) for one in found.found] == [
        ("calm", []),
        ("war", ["A.x", "B.y or B.z"]),
    ]


def test_a_cache_that_cannot_be_written_does_not_matter(cache: Path) -> None:
    first = headline_dependence(STANDOFF)
    for path in cache.iterdir():
        for each in sorted(path.rglob("*"), reverse=True):
            each.unlink() if each.is_file() else each.rmdir()
        path.rmdir()
    (cache / "detente").write_text("a file where a folder should be")
    assert headline_dependence(STANDOFF) == first


def test_another_conflict_has_another_place_in_the_cache(cache: Path) -> None:
    headline_dependence(STANDOFF)
    headline_dependence(STANDOFF.edited(Edit.drop("A", ["B.y", "B.z"])))
    headline_dependence(STANDOFF.edited(Edit.outcome("war", "B.y and A.x")))
    assert len(list(cache.rglob("*.json"))) == 3


def test_in_graph_form_there_are_no_lines() -> None:
    assert headline_dependence(detente.load("elmira")).found == ()
    assert asked.removable(detente.load("elmira")) == ()


def test_without_a_status_quo_nothing_is_asked_of_it() -> None:
    nowhere = Conflict.from_options({"A": ["x"]}, {"A": ["x"]}, outcomes={"war": "A.x"})
    assert list(questions_of(detente.analyse(nowhere))) == ["war"]


def steps(status_quo: list[str], **wishes: list[str]) -> Analysis:
    options = {dm: [dm.lower()] for dm in wishes}
    return detente.analyse(Conflict.from_options(options, wishes, status_quo=status_quo))


def test_one_step_is_the_best_of_the_only_party_that_leaves() -> None:
    one = steps([], A=["a"], B=["not b"])
    assert one_step(one) == one.conflict.state("A.a")
    assert ONE_STEP in questions_of(one)


@pytest.mark.parametrize(
    "analysis",
    [
        steps(["A.a"], A=["a"], B=["not b"]),  # it holds
        steps([], A=["a"], B=["b iff not A.a", "b"]),  # two parties leave
        steps([], A=["a"], B=["b iff A.a", "b"]),  # and then the other goes on
    ],
)
def test_it_does_not_hold_but_for_one_step(analysis: Analysis) -> None:
    assert one_step(analysis) is None
    assert ONE_STEP not in questions_of(analysis)


def test_a_status_quo_that_holds_hangs_on_the_lines_that_speak_against_leaving(cache: Path) -> None:
    kept = Conflict.from_options(
        {"A": ["x"], "B": ["y"]}, {"A": ["not x", "not x if B.y", "x"]}, status_quo=["B.y"]
    )
    today = headline_dependence(kept).of(STATUS_QUO)
    assert today is not None
    assert (today.answer, today.single, named(today)) == (True, False, ["not A.x", "not A.x if B.y"])


def test_a_status_quo_that_no_line_speaks_against_hangs_on_nothing(cache: Path) -> None:
    told: list[tuple[int, int]] = []
    calm = Conflict.from_options(
        {"A": ["x"], "B": ["y"]}, {"A": ["not x"], "B": ["A.x", "not y"]}, status_quo=[]
    )
    today = headline_dependence(calm, lambda *now: told.append(now)).of(STATUS_QUO)
    assert today is not None
    assert (today.answer, named(today)) == (True, [])
    assert told[:4] == [(1, 12), (2, 12), (3, 12), (12, 12)]  # no second line was tried


# What an outcome can do without


TALKS = {"A": ["offer", "pay"], "B": ["stop", "talk"]}
WANTS = {"A": ["B.talk", "B.stop", "not pay if not B.talk"], "B": ["talk iff A.pay"]}


def what_truce_spares(outcomes: Mapping[str, str]) -> Spared:
    talks = Conflict.from_options(TALKS, WANTS, status_quo=[], outcomes=outcomes)
    return spared(detente.analyse(talks), talks.outcomes["truce"])


def test_an_outcome_can_do_without_others_and_their_terms() -> None:
    assert what_truce_spares({"truce": "B.stop", "meeting": "B.talk"}) == Spared(("meeting",), ("A.pay",), 2)


@pytest.mark.parametrize("other", ["B.stop or B.talk", "not B.stop", "B.talk and not B.talk"])
def test_what_an_outcome_settles_itself_is_not_named(other: str) -> None:
    assert what_truce_spares({"truce": "B.stop", "other": other}) == Spared()


def test_the_first_of_two_that_cannot_both_be_spared_is_named() -> None:
    either = {"truce": "B.stop", "offer": "A.offer", "none": "not A.offer"}
    assert what_truce_spares(either) == Spared(("offer",), (), 2)


def test_an_outcome_about_a_party_left_out_is_not_named() -> None:
    outcomes = {"truce": "B.stop", "meeting": "B.talk"}
    talks = Conflict.from_options(TALKS, WANTS, status_quo=[], outcomes=outcomes)
    truce, meeting = talks.outcome_list
    left_out = replace(talks, outcome_list=(truce, replace(meeting, leaves_out="A")))
    assert spared(detente.analyse(talks), truce) != Spared()
    assert spared(detente.analyse(left_out), truce) == Spared()


def test_an_outcome_that_holds_nowhere_can_do_without_nothing() -> None:
    nowhere = what_truce_spares({"truce": "B.stop and B.talk and not A.pay", "meeting": "B.talk"})
    assert nowhere == Spared()


def test_the_question_of_what_is_spared_is_asked(cache: Path) -> None:
    talks = Conflict.from_options(
        TALKS, WANTS, status_quo=[], outcomes={"truce": "B.stop", "meeting": "B.talk"}
    )
    without = headline_dependence(talks).of(spared_question("truce"))
    assert without is not None
    assert without.answer
