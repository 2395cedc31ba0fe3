"""What is known of coalitions: Elmira's jump, and the coalitional Nash equilibria of the random models."""

from __future__ import annotations

import pytest

from detente import load
from detente.analysis.coalitions import coalition_analysis
from detente.analysis.jumps import jump_counts, jumps
from tests.bridging import graph_conflict
from tests.published.reading import Case, plain_cases
from tests.reference.coalitions import coalition_equilibria

CASES = [case for case in plain_cases() if "coalitional_Nash_equilibria" in case.raw["expected"]]


def test_no_case_is_lost() -> None:
    assert len(CASES) == 75


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_coalitional_nash_equilibria(case: Case) -> None:
    expected = {case.state_ids.index(state) for state in case.raw["expected"]["coalitional_Nash_equilibria"]}
    assert coalition_equilibria(case.graph, "cnash") == expected
    found = coalition_analysis(graph_conflict(case.graph), concepts="cnash").equilibria("cnash")
    assert set(found.indexes.tolist()) == expected


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq"])
def test_elmira(concept: str) -> None:
    """Kilgour, Hipel, Fang & Peng (2001): the Ministry and Uniroyal jump from 5 to 8; 8 and 9 remain."""
    conflict = load("elmira")
    (jump,) = jumps(conflict, concept=concept, origin=conflict.state("5"))
    assert jump.coalition == ("MoE", "Uniroyal")
    assert str(jump.target) == "8"
    assert jump.best
    assert jump.minimal
    assert jumps(conflict, concept="seq") == jumps(conflict, concept="seq", origin=conflict.state("5"))
    counts = jump_counts(conflict, concept="seq")
    assert [str(state) for state in counts.equilibria] == ["5", "8", "9"]
    assert [str(state) for state in counts.remaining] == ["8", "9"]
