"""An analysis: its bits, its sets of states, and what it refuses."""

from __future__ import annotations

import pickle
from functools import reduce
from operator import and_

import numpy as np
import pytest

from detente import Conflict, Edit, NotAnalysed, Ranking, TooLarge, UnknownName, analyse
from detente.analysis.concepts import CONCEPTS, concept_called, flags
from detente.analysis.stability import Analysis
from detente.engine import memory
from detente.engine.equation import Concept

DILEMMA = Conflict.from_options(
    {"A": ["cooperate"], "B": ["cooperate"]},
    {"A": ["B.cooperate", "not cooperate"], "B": ["A.cooperate", "not cooperate"]},
)
CHICKEN = Conflict.from_options(
    {"A": ["swerve"], "B": ["swerve"]},
    {
        "A": ["not (not swerve and not B.swerve)", "B.swerve", "not swerve"],
        "B": ["not (not swerve and not A.swerve)", "A.swerve", "not swerve"],
    },
)
FORK = Conflict.from_graph(
    ["s0", "s1", "s2"],
    {"A": [("s0", "s1")], "B": [("s1", "s2")]},
    {"A": Ranking(["s1", "s0", "s2"]), "B": Ranking(["s2", "s1", "s0"])},
)


def names(analysis: Analysis, concept: str) -> list[str]:
    return [str(state) for state in analysis.equilibria(concept)]


# Games that every textbook solves


def test_the_prisoners_dilemma() -> None:
    analysis = analyse(DILEMMA)
    assert names(analysis, "nash") == ["{}"]
    for concept in ("gmr", "smr", "seq", "sseq"):
        assert names(analysis, concept) == ["{}", "{A.cooperate, B.cooperate}"]


def test_chicken() -> None:
    """To punish who goes straight the other would have to crash too: a threat, and no improvement."""
    analysis = analyse(CHICKEN)
    for concept in ("nash", "seq", "sseq"):
        assert names(analysis, concept) == ["{A.swerve}", "{B.swerve}"]
    for concept in ("gmr", "smr"):
        assert names(analysis, concept) == ["{A.swerve}", "{B.swerve}", "{A.swerve, B.swerve}"]


def test_a_gain_that_the_other_takes_away() -> None:
    analysis = analyse(FORK)
    assert [str(state) for state in analysis.stable("nash", "A")] == ["s1", "s2"]
    assert [str(state) for state in analysis.stable("seq", "A")] == ["s0", "s1", "s2"]
    assert names(analysis, "seq") == ["s0", "s2"]


# Its shape


@pytest.mark.parametrize("conflict", [DILEMMA, FORK, DILEMMA.edited(Edit.add("infeasible", "A.cooperate"))])
def test_a_byte_for_each_decision_maker_and_feasible_state(conflict: Conflict) -> None:
    analysis = analyse(conflict)
    assert analysis.bits.shape == (2, len(conflict.states))
    assert analysis.bits.dtype == np.uint8
    with pytest.raises(ValueError, match="read-only"):
        analysis.bits[0, 0] = 0
    for concept in CONCEPTS:
        for row, dm in enumerate(("A", "B")):
            held = analysis.bits[row] & np.uint8(CONCEPTS[concept].flag) != 0
            assert analysis.stable(concept, dm).mask.tolist() == held.tolist()


def test_an_equilibrium_is_stable_for_everyone() -> None:
    for conflict in (DILEMMA, CHICKEN, FORK):
        analysis = analyse(conflict)
        for concept in CONCEPTS:
            stable = [analysis.stable(concept, dm.id) for dm in conflict.decision_makers]
            assert analysis.equilibria(concept) == reduce(and_, stable)


def test_an_analysis_keeps_what_it_was_asked() -> None:
    analysis = analyse(DILEMMA, ["seq", "nash", "seq"])
    assert analysis.concepts == ("seq", "nash")
    assert analysis.conflict is DILEMMA
    assert repr(analysis) == "<Analysis of 4 states; equilibria: seq 2, nash 1>"
    assert set(analysis.bits.reshape(-1).tolist()) <= {0, 1, 8, 9}
    assert analyse(DILEMMA).concepts == ("nash", "gmr", "smr", "seq", "sseq")


def test_nothing_of_an_analysis_can_be_set() -> None:
    with pytest.raises(AttributeError):
        analyse(DILEMMA).concepts = ()  # type: ignore[misc]


@pytest.mark.parametrize("conflict", [DILEMMA, FORK])
def test_a_pickled_analysis_says_the_same_and_is_read_only(conflict: Conflict) -> None:
    analysis = analyse(conflict)
    again: Analysis = pickle.loads(pickle.dumps(analysis))
    assert again.equilibria("seq") == analysis.equilibria("seq")
    assert again.explain(conflict.states[0], "A", "seq") == analysis.explain(conflict.states[0], "A", "seq")
    with pytest.raises(ValueError, match="read-only"):
        again.bits[0, 0] = 0


def test_concepts_do_not_depend_on_what_else_was_asked() -> None:
    together = analyse(CHICKEN)
    for concept in CONCEPTS:
        alone = analyse(CHICKEN, [concept])
        for dm in ("A", "B"):
            assert alone.stable(concept, dm) == together.stable(concept, dm)


# What it refuses


def test_a_concept_that_was_not_analysed() -> None:
    analysis = analyse(DILEMMA, ["nash"])
    with pytest.raises(NotAnalysed, match="seq was not analysed, only nash"):
        analysis.stable("seq", "A")
    with pytest.raises(NotAnalysed):
        analysis.equilibria("gmr")
    with pytest.raises(NotAnalysed):
        analysis.explain(DILEMMA.states[0], "A", "sseq")


def test_names_that_are_not_there() -> None:
    analysis = analyse(DILEMMA)
    with pytest.raises(UnknownName, match=r"no solution concept 'nsah'.*\n.*did you mean nash"):
        analysis.stable("nsah", "A")
    with pytest.raises(UnknownName, match="no solution concept"):
        analyse(DILEMMA, ["nash", "stackelberg"])
    with pytest.raises(UnknownName, match="no decision maker C"):
        analysis.stable("nash", "C")
    with pytest.raises(UnknownName, match="no decision maker C"):
        analysis.explain(DILEMMA.states[0], "C", "nash")


def test_a_state_of_another_conflict_is_not_explained() -> None:
    with pytest.raises(ValueError, match="another conflict"):
        analyse(DILEMMA).explain(CHICKEN.states[0], "A", "nash")


def test_a_state_of_an_equal_conflict_is_explained() -> None:
    rules = ["A.x and A.y", "A.y and B.z"]
    first, second = (
        Conflict.from_options({"A": ["x", "y"], "B": ["z"]}, {"A": ["x"]}, infeasible=order)
        for order in (rules, rules[::-1])
    )
    assert not analyse(first).explain(second.states[0], "A", "nash").stable


def test_what_needs_more_memory_than_there_is_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = Conflict.from_options({"A": [f"o{n}" for n in range(12)]}, {"A": ["o0"]})
    monkeypatch.setattr(memory, "available", lambda: 4096 * 40)
    with pytest.raises(TooLarge, match=r"analysing 12 options \(2\^12 combinations\)"):
        analyse(wide)
    monkeypatch.undo()
    assert len(analyse(wide).equilibria("nash")) == 2048


# The registry


def test_the_concepts_of_the_registry() -> None:
    assert list(CONCEPTS) == ["nash", "gmr", "smr", "seq", "sseq"]
    assert len({concept.flag for concept in CONCEPTS.values()}) == 5
    for id_, concept in CONCEPTS.items():
        assert concept.id == id_
        assert concept.name
        assert concept.gloss
        assert any(digit.isdigit() for digit in concept.source)
        assert concept_called(id_) is concept
    with pytest.raises(TypeError):
        CONCEPTS["new"] = CONCEPTS["nash"]  # type: ignore[index]


def test_flags_are_or_ed_together() -> None:
    assert flags(["nash", "sseq"]) == Concept.NASH | Concept.SSEQ
    assert flags([]) == Concept(0)
