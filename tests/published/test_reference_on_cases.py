"""The reference reproduces the known results of every case that has plain preferences."""

from __future__ import annotations

import pytest

from tests.published.reading import (
    CONCEPT_IDS,
    Case,
    is_plain,
    plain_cases,
    ranks_from_pairs,
    ranks_from_tiers,
    raw_published,
    raw_synthetic,
    read_case,
)
from tests.reference.concepts import equilibria, stable

PLAIN = plain_cases()
PUBLISHED = [case for case in PLAIN if not case.id.startswith(("synth_", "rand_"))]
FULL = [case for case in PLAIN if case not in PUBLISHED]  # with the stable states of every DM, five concepts
FIVE = set(CONCEPT_IDS.values())


def named(case: Case) -> str:
    return case.id


def test_no_case_has_disappeared() -> None:
    plain = [raw["id"] for raw in raw_synthetic() if is_plain(raw)]
    unknown = [raw["id"] for raw in raw_synthetic() if not is_plain(raw)]
    assert (len(plain), len(unknown), len(list(raw_published()))) == (113, 37, 14)
    assert len({case.id for case in PLAIN}) == 113 + 14
    assert len(PUBLISHED) == 6
    assert all(name.startswith("rand_unknown_") for name in unknown)


def test_no_expected_result_has_disappeared() -> None:
    assert len(FULL) == 113 + 8
    for case in FULL:
        assert set(case.stable) == {(concept, dm) for concept in FIVE for dm in case.graph.dms}
        assert set(case.equilibria) == FIVE
    assert {case.id: set(case.equilibria) for case in PUBLISHED} == {
        "chicken": {"nash", "gmr", "smr", "seq"},
        "cuban_missile_fraser_hipel": {"seq"},
        "elmira_9": {"nash", "gmr", "smr", "seq"},
        "gisborne_econ": {"nash"},
        "gisborne_env": {"nash"},
        "prisoners_dilemma": {"nash", "gmr", "smr", "seq"},
    }


@pytest.mark.parametrize("case", FULL, ids=named)
def test_expected_stable_states(case: Case) -> None:
    assert {(concept, dm): stable(case.graph, concept, dm) for concept, dm in case.stable} == case.stable


@pytest.mark.parametrize("case", PLAIN, ids=named)
def test_expected_equilibria(case: Case) -> None:
    assert {concept: equilibria(case.graph, concept) for concept in case.equilibria} == case.equilibria


def test_option_form_has_the_same_equilibria_as_the_listed_states() -> None:
    cases = [case for case in PLAIN if case.option_form is not None]
    assert len(cases) == 5
    for case in cases:
        assert case.option_form is not None
        graph, feasible = case.option_form.graph(), case.option_form.feasible
        for concept in FIVE:
            listed = {case.codes[k] for k in equilibria(case.graph, concept)}
            assert {feasible[k] for k in equilibria(graph, concept)} == listed


def test_cuban_missile_crisis_has_twelve_feasible_states() -> None:
    (case,) = (case for case in PLAIN if case.id.startswith("cuban"))
    assert case.option_form is not None
    assert case.option_form.infeasible == {12, 13, 14, 15}  # withdraw and escalate
    assert case.state_ids == case.codes
    assert case.graph.reachable(1, 2) == {6, 10}  # during the blockade: withdraw, or escalate


def test_pairs_that_are_no_total_preorder_are_refused() -> None:
    with pytest.raises(ValueError, match="not transitive"):
        ranks_from_pairs([(0, 1, ">"), (1, 2, ">"), (2, 0, ">")], 3)
    with pytest.raises(ValueError, match="not transitive"):
        ranks_from_pairs([(0, 1, "="), (1, 2, "="), (0, 2, ">")], 3)
    with pytest.raises(ValueError, match="every two states"):
        ranks_from_pairs([(0, 1, ">")], 3)
    with pytest.raises(ValueError, match="two relations"):
        ranks_from_pairs([(0, 1, ">"), (1, 0, ">")], 2)
    with pytest.raises(ValueError, match="every state once"):
        ranks_from_tiers([[0], [0, 1]], 2)


def test_rankings_are_read_with_the_best_first() -> None:
    assert ranks_from_tiers([[2], [0, 1]], 3) == (0, 0, 1)
    assert ranks_from_pairs([(0, 1, "="), (0, 2, "<<"), (2, 1, ">>")], 3) == (0, 0, 2)


def test_unknown_preference_is_refused() -> None:
    raw = next(raw for raw in raw_synthetic() if not is_plain(raw))
    with pytest.raises(ValueError, match="no total preorder"):
        read_case(raw)
