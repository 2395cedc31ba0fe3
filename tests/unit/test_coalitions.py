"""Coalitions: what an analysis and a jump hold, what they refuse, and the command's words."""

from __future__ import annotations

import pickle

import pytest

from detente import Conflict, InputError, NotAnalysed, Scores, TooLarge, UnknownName, analyse, load
from detente.analysis.coalitions import CoalitionAnalysis, all_coalitions, coalition_analysis, coalition_of
from detente.analysis.jumps import jump_counts, jumps, leaving
from detente.brief.coalitions import coalitions_text
from detente.engine import memory

DILEMMA = Conflict.from_options(
    {"A": ["cooperate"], "B": ["cooperate"]},
    {"A": ["B.cooperate", "not cooperate"], "B": ["A.cooperate", "not cooperate"]},
    status_quo=[],
)
TOGETHER = Conflict.from_options(  # only together do B and C gain by an answer to A's step
    {"A": ["x"], "B": ["y"], "C": ["z"]},
    {
        "A": Scores([5, 9, 1, 1, 1, 1, 1, 0]),
        "B": Scores([0, 5, 0, 0, 0, 0, 0, 9]),
        "C": Scores([0, 5, 0, 0, 0, 0, 0, 9]),
    },
    status_quo=[],
)


def test_the_prisoners_leave_together() -> None:
    found = leaving(DILEMMA)
    assert found.holds
    assert not found.by_best_step
    assert found.coalitions == (("A",), ("B",), ("A", "B"))
    (one,) = found.leavers
    assert one.coalition == ("A", "B")
    assert [str(state) for state in one.improvements] == ["{A.cooperate, B.cooperate}"]
    assert one.improvements == one.best == one.holding
    both = leaving(DILEMMA, DILEMMA.state("A.cooperate", "B.cooperate"))
    assert [one.coalition for one in both.leavers] == [("A",), ("B",)]
    assert len(leaving(DILEMMA, concept="nash").leavers[0].holding) == 0


def test_others_who_answer_together() -> None:
    """With three decision makers cseq of a coalition of one is weaker than seq: B and C answer together."""
    start = TOGETHER.state()
    assert start not in analyse(TOGETHER, ["seq"]).stable("seq", "A")
    assert start in coalition_analysis(TOGETHER, "A", "cseq").stable("cseq", "A")


def test_names_of_a_coalition() -> None:
    conflict = load("elmira")
    assert coalition_of(conflict, ["LG", "MoE", "LG"]) == ("MoE", "LG")
    assert coalition_of(conflict, "LG") == ("LG",)
    assert len(all_coalitions(conflict)) == 7
    analysis = coalition_analysis(conflict)
    assert analysis.stable("cnash", ("LG", "MoE")) == analysis.stable("cnash", frozenset(["MoE", "LG"]))


def test_the_default_state_is_where_the_best_step_leads() -> None:
    found = leaving(load("elmira"))
    assert str(found.state) == "5"
    assert found.by_best_step
    assert leaving(load("elmira"), load("elmira").state("5")).by_best_step is False
    chicken = Conflict.from_options(
        {"A": ["swerve"], "B": ["swerve"]},
        {"A": Scores([0, 1, 3, 2]), "B": Scores([0, 3, 1, 2])},
        status_quo=[],
    )
    assert str(leaving(chicken).state) == "{}"  # either of two could make the best step
    assert not leaving(chicken).holds
    assert not leaving(chicken).by_best_step


# What it refuses


def test_strangers_and_empty_coalitions() -> None:
    for ask in (coalition_of, coalition_analysis):
        with pytest.raises(
            UnknownName, match=r"(?s)no decision maker C.*there is: A, B.*no decision maker D"
        ):
            ask(DILEMMA, ["D", "A", "C"])
        with pytest.raises(InputError, match=r"needs a member.*\n.*A, B") as fault:
            ask(DILEMMA, [])
        assert fault.value.diagnostics[0].code == "empty-coalition"
    with pytest.raises(UnknownName, match="no decision maker C"):
        leaving(DILEMMA, coalition="C")


def test_concepts_that_are_not_there() -> None:
    with pytest.raises(UnknownName, match=r"no concept for coalitions 'cnsh'.*\n.*did you mean cnash"):
        coalition_analysis(DILEMMA, concepts=["cnash", "cnsh"])
    with pytest.raises(UnknownName, match="no solution concept 'cnash'"):
        jumps(DILEMMA, concept="cnash")
    with pytest.raises(UnknownName, match="no solution concept"):
        jump_counts(DILEMMA, concept="seqq")
    analysis = coalition_analysis(DILEMMA, "A", ["cgmr", "cnash", "cgmr"])
    assert analysis.concepts == ("cgmr", "cnash")
    with pytest.raises(NotAnalysed, match="csmr was not analysed, only cgmr, cnash"):
        analysis.stable("csmr", "A")
    with pytest.raises(NotAnalysed, match="the coalition A, B was not analysed"):
        analysis.stable("cnash", ["B", "A"])
    with pytest.raises(UnknownName, match="no concept for coalitions"):
        analysis.equilibria("nash")


def test_no_status_quo() -> None:
    adrift = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x"], "B": ["y"]})
    for ask in (leaving, jumps):
        with pytest.raises(InputError, match="does not say where things stand") as fault:
            ask(adrift)
        assert fault.value.diagnostics[0].code == "no-status-quo"
    assert jump_counts(adrift).remaining == jump_counts(adrift).equilibria


def test_a_jump_begins_at_an_equilibrium() -> None:
    with pytest.raises(InputError, match=r"\{A.cooperate\} is none under seq") as fault:
        jumps(DILEMMA, origin=DILEMMA.state("A.cooperate"))
    assert fault.value.diagnostics[0].code == "no-equilibrium"


def test_a_state_of_another_conflict() -> None:
    with pytest.raises(ValueError, match="another conflict"):
        leaving(DILEMMA, load("elmira").state("5"))


def test_what_needs_more_memory_than_there_is_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = Conflict.from_options({"A": [f"o{n}" for n in range(12)]}, {"A": ["o0"]})
    assert len(wide.states) == 4096
    monkeypatch.setattr(memory, "available", lambda: 4096)
    with pytest.raises(TooLarge, match="coalitions"):
        coalition_analysis(wide)


# Its shape


def test_an_analysis_is_frozen_and_pickles() -> None:
    analysis = coalition_analysis(DILEMMA)
    assert analysis.bits.shape == (3, 4)
    with pytest.raises(ValueError, match="read-only"):
        analysis.bits[0, 0] = 0
    again: CoalitionAnalysis = pickle.loads(pickle.dumps(analysis))
    assert again.equilibria("cseq") == analysis.equilibria("cseq")
    assert not again.bits.flags.writeable
    assert repr(coalition_analysis(DILEMMA, "A", "cnash")) == (
        "<CoalitionAnalysis of 4 states; stable for 1 coalition: cnash 2>"
    )


def test_progress_comes_to_its_end() -> None:
    told: list[tuple[int, int]] = []
    coalition_analysis(load("elmira"), progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 7) for done in range(8)]
    told.clear()
    jump_counts(load("elmira"), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)


# Its words


def words(conflict: Conflict, *state: str, listed: int = 3, concept: str = "seq") -> str:
    return coalitions_text(leaving(conflict, conflict.state(*state), concept=concept), listed)


def test_words() -> None:
    assert "A and B: one state, an equilibrium." in words(DILEMMA)
    assert "A and B: one state, no equilibrium." in words(DILEMMA, concept="nash")
    assert "(does not hold)" in words(DILEMMA, concept="nash")
    assert "A cooperate; B cooperate (holds)" in words(DILEMMA)
    assert "*" not in words(DILEMMA, listed=0)
    assert "- A, alone: one state" in words(DILEMMA, "A.cooperate")
    assert "It is no equilibrium under seq" in words(DILEMMA, "A.cooperate")
    happy = Conflict.from_options(
        {"A": ["x"], "B": ["y"]}, {"A": ["x"], "B": ["y"]}, status_quo=["A.x", "B.y"]
    )
    assert "No coalition can reach a state in which all its members gain." in coalitions_text(
        leaving(happy), 3
    )
    pair = coalitions_text(leaving(happy, coalition=["A", "B"]), 3)
    assert pair.endswith("A and B can reach no state in which they all gain.")
    assert coalitions_text(leaving(happy, coalition="A"), 3).endswith(
        "A can reach no state in which it gains."
    )
