"""Explanations: every gain, every answer to it, and the lines on which they hang, against the definitions."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import Basis, Conflict, Edit, Line, Ranking, Scores, State, Weights, analyse
from detente.analysis.explain import Answer, Explanation, Move, decisive_line
from detente.conflict.statements import Taken
from tests.bridging import graph_conflict, option_conflict
from tests.property.test_statements_property import statements, word_for_word
from tests.reference.concepts import CONCEPTS, opponents, reach, reach_improving, stable
from tests.reference.generate import random_graph_form, random_option_form
from tests.reference.models import GraphForm, OptionForm
from tests.reference.statements import holds
from tests.reference.strategies import graph_forms, option_forms

Reachable = Callable[[int, int], frozenset[int]]


# Against the reference


@dataclasses.dataclass(frozen=True)
class Question:
    """A state, a decision maker and a concept of a model; states are the reference's numbers."""

    model: GraphForm
    concept: str
    dm: int
    state: int

    @property
    def moves(self) -> Reachable:
        """What the others may do to answer."""
        return self.model.improvements if self.concept in {"seq", "sseq"} else self.model.reachable

    def sanctions(self, gain: int) -> frozenset[int]:
        """The states that answer the move to ``gain``, however they are reached."""
        if self.concept == "nash":
            return frozenset()
        reached = reach_improving if self.concept in {"seq", "sseq"} else reach
        ends = reached(self.model, opponents(self.model, self.dm), gain)
        return frozenset(end for end in ends if self.no_better(end) and self.survives(end))

    def survives(self, end: int) -> bool:
        """Whether no move of the decision maker's own helps it at the end of an answer."""
        escapes = self.model.reachable(self.dm, end) if self.concept in {"smr", "sseq"} else ()
        return all(self.no_better(escape) for escape in escapes)

    def no_better(self, state: int) -> bool:
        return self.model.at_least(self.dm, self.state, state)

    def steps_to(self, gain: int, ends: frozenset[int]) -> tuple[int, frozenset[int]]:
        """The least number of legal steps from a gain to one of some ends, and the ends so near."""
        frontier = {(gain, self.dm)}  # states with who moved last
        for steps in range(1, 2 * self.model.n_states * len(self.model.dms) + 2):
            frontier = {
                (target, mover)
                for state, last in frontier
                for mover in self.model.dms
                if mover not in (last, self.dm)
                for target in self.moves(mover, state)
            }
            near = frozenset(state for state, _ in frontier) & ends
            if near:
                return steps, near
        raise AssertionError("an end that is reached is reached within so many steps")


def assert_explained(conflict: Conflict, model: GraphForm) -> None:
    """Everything that the explanations of a model say follows from the definitions."""
    analysis = analyse(conflict)
    number = {state: place for place, state in enumerate(conflict.states)}
    for concept in CONCEPTS:
        for dm in model.dms:
            held = stable(model, concept, dm)
            for state in conflict.states:
                question = Question(model, concept, dm, number[state])
                found = analysis.explain(state, f"D{dm}", concept)
                assert found.stable == (number[state] in held)
                assert (found.state, found.dm, found.concept) == (state, f"D{dm}", concept)
                assert_gains(question, found, number)
                assert_declined(question, found, number)


def assert_gains(question: Question, found: Explanation, number: dict[State, int]) -> None:
    model, dm, state = question.model, question.dm, question.state
    gains = [number[one.move.target] for one in found.improvements]
    assert sorted(gains) == sorted(model.improvements(dm, state))
    assert found.moves == len(model.reachable(dm, state))
    assert found.unanswered == tuple(one for one in found.improvements if one.answer is None)
    in_order = [
        (one.answer is not None, -model.ranks[dm][number[one.move.target]]) for one in found.improvements
    ]
    assert in_order == sorted(in_order)  # what is unanswered first, and the best first
    for one in found.improvements:
        assert (one.move.dm, number[one.move.origin], one.because) == (found.dm, state, None)
        sanctions = question.sanctions(number[one.move.target])
        assert (one.answer is not None) == bool(sanctions)
        if one.answer is not None:
            assert_answer(question, one.move, one.answer, number)


def assert_answer(question: Question, gain: Move, answer: Answer, number: dict[State, int]) -> None:
    model, dm = question.model, question.dm
    end = number[answer.end]
    movers = [int(move.dm.removeprefix("D")) for move in answer.moves]
    assert dm not in movers
    assert all(mover != following for mover, following in pairwise(movers))
    assert [move.origin for move in answer.moves] == [
        gain.target,
        *(move.target for move in answer.moves[:-1]),
    ]
    for mover, move in zip(movers, answer.moves, strict=True):
        assert number[move.target] in question.moves(mover, number[move.origin])
    sanctions = question.sanctions(number[gain.target])
    steps, nearest = question.steps_to(number[gain.target], sanctions)
    assert end in sanctions
    assert len(answer.moves) == steps
    assert model.ranks[dm][end] == min(model.ranks[dm][near] for near in nearest)
    assert answer.ties == (model.ranks[dm][end] == model.ranks[dm][question.state])
    assert answer.because is None
    assert_escape(question, answer, number)


def assert_escape(question: Question, answer: Answer, number: dict[State, int]) -> None:
    model, dm, end = question.model, question.dm, number[answer.end]
    escapes = model.reachable(dm, end) if question.concept in {"smr", "sseq"} else frozenset()
    assert (answer.escape is not None) == bool(escapes)
    if answer.escape is not None:
        best = number[answer.escape.target]
        assert (answer.escape.dm, answer.escape.origin) == (f"D{dm}", answer.end)
        assert best in escapes
        assert all(model.at_least(dm, best, escape) for escape in escapes)
        assert question.no_better(best)


def assert_declined(question: Question, found: Explanation, number: dict[State, int]) -> None:
    model, dm, state = question.model, question.dm, question.state
    in_graph_form = found.conflict.graph is not None
    targets = {
        target
        for one, target in number.items()
        if target in model.reachable(dm, state)
        and not model.prefers(dm, target, state)
        and (in_graph_form or (one.code ^ found.state.code).bit_count() == 1)
    }
    assert {number[one.move.target] for one in found.declined} == targets
    assert len(found.declined) == len(targets)
    for one in found.declined:
        assert (one.move.dm, one.move.origin, one.because) == (found.dm, found.state, None)
        assert one.ties == model.at_least(dm, number[one.move.target], state)


@given(option_forms(max_bits=4, max_dms=3))
@settings(max_examples=50)
def test_every_explanation_of_option_form_follows_from_the_definitions(model: OptionForm) -> None:
    assert_explained(option_conflict(model), model.graph())


@given(graph_forms(max_states=6))
@settings(max_examples=80)
def test_every_explanation_of_graph_form_follows_from_the_definitions(model: GraphForm) -> None:
    assert_explained(graph_conflict(model), model)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_explanations_of_many_models(part: int) -> None:
    rng = Random(f"explanations {part}")
    for _ in range(400):
        options, graph = random_option_form(rng), random_graph_form(rng)
        if options.n_bits <= 5:
            assert_explained(option_conflict(options), options.graph())
        if graph.n_states <= 20:
            assert_explained(graph_conflict(graph), graph)


# The line on which a preference hangs

OPTIONS = {"A": ["x", "y"], "B": ["z"]}
groups = st.lists(
    st.lists(statements(OPTIONS, size=3), unique=True, min_size=1, max_size=3).map(tuple), max_size=5
)


@given(groups)
def test_the_decisive_line_is_the_first_of_which_not_the_same_number_holds(
    wanted: list[tuple[object, ...]],
) -> None:
    flat = [statement for group in wanted for statement in group]
    if len(set(flat)) < len(flat):
        return
    lines = [Line(group) for group in wanted]  # type: ignore[arg-type]
    conflict = Conflict.from_options(OPTIONS, {"A": lines})
    for one in conflict.states:
        for other in conflict.states:
            expected = None
            for line in lines:
                literals = [word_for_word(statement) for statement in line.statements]
                here, there = (sum(holds(s, state.options) for s in literals) for state in (one, other))
                if here != there:
                    expected = line
                    break
            assert decisive_line(conflict, 0, one, other) == expected
            same = conflict.ranks[0][one.code] == conflict.ranks[0][other.code]
            assert (expected is None) == bool(same)


@pytest.mark.parametrize(
    "wanted", [Weights({"x": 1}), Scores(range(8)), []], ids=["weights", "scores", "indifferent"]
)
def test_without_a_list_nothing_hangs_on_a_line(wanted: object) -> None:
    conflict = Conflict.from_options(OPTIONS, {"A": wanted})
    assert decisive_line(conflict, 0, conflict.state("A.x"), conflict.state()) is None


# One standoff, told whole

STANDOFF = Conflict.from_options(
    {"US": {"lift": "Lifts the sanctions", "talk": "Talks"}, "DPRK": {"test": "Tests an ICBM"}},
    {
        "US": ["not DPRK.test", "not lift", "talk"],
        "DPRK": [Line((Taken("US", "lift"),), Basis.REPORTED, ("c1",), says="The sanctions end"), "test"],
    },
    irreversible=["US.lift"],
    names={"US": "Washington", "DPRK": "Pyongyang"},
)


def test_lines_explain_gains_and_what_is_declined() -> None:
    found = analyse(STANDOFF).explain(STANDOFF.state("DPRK.test"), "US", "nash")
    assert not found.stable
    assert [str(one.move.target) for one in found.improvements] == ["{US.talk, DPRK.test}"]
    assert [str(one.because) for one in found.improvements] == ["US.talk"]
    assert [(str(one.move.target), str(one.because), one.ties) for one in found.declined] == [
        ("{US.lift, DPRK.test}", "not US.lift", False)
    ]
    assert found.moves == 3


def test_an_answer_says_on_which_line_it_hurts() -> None:
    conflict = Conflict.from_options(
        {"A": ["x"], "B": ["z"]}, {"A": ["not B.z", "x"], "B": ["z iff A.x"]}, names={"A": "Athens"}
    )
    found = analyse(conflict).explain(conflict.state(), "A", "seq")
    assert found.stable
    (gain,) = found.improvements
    assert gain.answer is not None
    assert str(gain.because) == "A.x"
    assert [(move.dm, str(move.target)) for move in gain.answer.moves] == [("B", "{A.x, B.z}")]
    assert (str(gain.answer.because), gain.answer.ties, gain.answer.escape) == ("not B.z", False, None)
    again = analyse(conflict).explain(conflict.state(), "A", "sseq")
    assert again.improvements[0].answer is not None
    assert again.improvements[0].answer.escape == Move(
        "A", conflict.state("A.x", "B.z"), conflict.state("B.z")
    )


def test_an_answer_may_take_several_steps_and_the_same_mover_twice() -> None:
    """In graph form B and C have to take turns: B alone may not move twice in succession."""
    conflict = Conflict.from_graph(
        ["s", "t", "u", "v", "w"],
        {"A": [("s", "t")], "B": [("t", "u"), ("v", "w")], "C": [("u", "v")]},
        {
            "A": Ranking(["t", "u", "v", "s", "w"]),
            "B": Ranking([["u", "w"], ["s", "t", "v"]]),
            "C": Ranking(["v", ["s", "t", "u", "w"]]),
        },
    )
    analysis = analyse(conflict)
    for concept in ("gmr", "smr", "seq", "sseq"):
        (gain,) = analysis.explain(conflict.state("s"), "A", concept).improvements
        assert gain.answer is not None
        assert [(move.dm, str(move.target)) for move in gain.answer.moves] == [
            ("B", "u"),
            ("C", "v"),
            ("B", "w"),
        ]
    alone = Conflict.from_graph(
        ["s", "t", "u", "w"],
        {"A": [("s", "t")], "B": [("t", "u"), ("u", "w")]},
        {"A": Ranking(["t", "u", "s", "w"]), "B": Ranking(["w", "u", "t", "s"])},
    )
    assert analyse(alone).explain(alone.state("s"), "A", "gmr").unanswered


def test_a_tie_is_an_answer() -> None:
    conflict = Conflict.from_graph(
        ["s", "t"],
        {"A": [("s", "t")], "B": [("t", "s")]},
        {"A": Ranking(["t", "s"]), "B": Ranking(["s", "t"])},
    )
    (gain,) = analyse(conflict).explain(conflict.state("s"), "A", "seq").improvements
    assert gain.answer is not None
    assert gain.answer.ties
    assert gain.answer.end == conflict.state("s")


def test_an_explanation_is_a_value() -> None:
    first, second = (analyse(STANDOFF).explain(STANDOFF.states[0], "US", "seq") for _ in range(2))
    assert first == second
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.stable = False  # type: ignore[misc]


# In words


def test_an_explanation_is_told_in_plain_sentences() -> None:
    text = str(analyse(STANDOFF).explain(STANDOFF.state("DPRK.test"), "US", "nash"))
    assert text.splitlines() == [
        "Washington would rather take a step: it gains, and nothing takes the gain away.",
        "- Gain: Washington talks, for the sake of: talk (assumed).",
        "What is not worth it to Washington, each step by itself:",
        "- lifts the sanctions, because what counts more is: not lift (assumed).",
    ]
    text = str(analyse(STANDOFF).explain(STANDOFF.state("DPRK.test", "US.lift", "US.talk"), "DPRK", "nash"))
    assert text.splitlines()[0] == "Pyongyang stays: its only move is no better for it."


def test_who_cannot_move_stays() -> None:
    watched = Conflict.from_options(
        {"A": ["x"], "W": []}, {"A": ["x"], "W": ["A.x"]}, names={"W": "The watcher"}
    )
    found = analyse(watched).explain(watched.states[0], "W", "seq")
    assert found.stable
    assert (found.improvements, found.declined, found.moves) == ((), (), 0)
    assert str(found) == "The watcher stays: it has no move here."


def test_no_more_than_a_few_gains_are_told() -> None:
    wide = Conflict.from_options({"A": ["a", "b", "c"]}, {"A": ["a", "b", "c"]})
    found = analyse(wide).explain(wide.state(), "A", "seq")
    assert len(found.improvements) == 7
    assert "… and 4 more." in str(found)
    assert str(found).count("No answer of the others takes that away.") == 3


def test_no_term_of_the_theory_is_used() -> None:
    for conflict in (STANDOFF, STANDOFF.edited(Edit.drop("DPRK", "test"))):
        for state in conflict.states:
            for dm in ("US", "DPRK"):
                for concept in CONCEPTS:
                    text = str(analyse(conflict).explain(state, dm, concept)).lower()
                    assert not any(term in text for term in ("sanction ", "nash", "sequential", "unilateral"))


def test_a_gain_with_an_answer_is_told_with_it() -> None:
    conflict = Conflict.from_options(
        {"A": {"x": "Attacks"}, "B": {"z": "Strikes back"}}, {"A": ["not B.z", "x"], "B": ["z iff A.x"]}
    )
    assert str(analyse(conflict).explain(conflict.state(), "A", "sseq")).splitlines() == [
        "A stays: its only move would gain, and it has an answer.",
        "- Gain: A attacks, for the sake of: x (assumed).",
        "  Answer: B strikes back. That is worse for it: not B.z (assumed).",
        "  No way back: the best it could do next (A no longer attacks) is no better than to stay.",
    ]
