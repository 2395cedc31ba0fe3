"""The shipped conflicts reproduce the results that the literature reports for them."""

from __future__ import annotations

import pytest

import detente
from detente.analysis.concepts import CONCEPTS
from detente.catalog.names import catalogue, published_results
from detente.conflict.preferences import StateName

PUBLISHED = ["chicken", "cuban-missile-crisis", "elmira", "prisoners-dilemma"]


def names(states: detente.StateSet) -> set[StateName]:
    return {state.options if state.name is None else state.name for state in states}


def test_every_published_conflict_has_results() -> None:
    assert [entry.name for entry in catalogue() if published_results(entry.name)] == PUBLISHED


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_results(name: str) -> None:
    results = published_results(name)
    assert results is not None
    assert results.source
    assert set(results.equilibria) <= set(CONCEPTS)
    assert any(results.equilibria.values())
    analysis = detente.analyse(detente.load(name))
    for concept, states in results.equilibria.items():
        assert names(analysis.equilibria(concept)) == set(states), concept


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.name)
def test_every_entry_has_a_title_and_loads(entry: object) -> None:
    assert isinstance(entry, type(catalogue()[0]))
    assert entry.title
    assert detente.load(entry.name).warnings == ()
    for snapshot in entry.snapshots:
        assert detente.load(f"{entry.name}/{snapshot}").status_quo is not None


def test_the_cases_and_the_catalogue_agree() -> None:
    """The files of the catalogue were entered by hand; the cases hold the same models."""
    from tests.bridging import graph_bits
    from tests.published.reading import plain_cases

    cases = {case.id: case for case in plain_cases()}
    elmira = detente.analyse(detente.load("elmira"))
    assert (elmira.bits == graph_bits(cases["elmira_9"].graph)).all()
    for name, case_id in (
        ("prisoners-dilemma", "prisoners_dilemma"),
        ("chicken", "chicken"),
        ("cuban-missile-crisis", "cuban_missile_fraser_hipel"),
    ):
        case = cases[case_id]
        order = sorted(range(len(case.codes)), key=case.codes.__getitem__)
        expected = graph_bits(case.graph)[:, order]
        assert (detente.analyse(detente.load(name)).bits == expected).all(), name
