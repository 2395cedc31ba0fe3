"""What the reader makes of the two reports of the Korean dossier, where they are at hand."""

from __future__ import annotations

import pytest

from detente.catalog.names import load_dossier
from detente.dossier.dossier import Dossier

from .seeds import MOST, QUOTATIONS, SPEAKERS, Figures, measure, texts_of


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return load_dossier("korea", tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def figures(dossier: Dossier) -> Figures:
    texts = texts_of(dossier)
    if texts is None:
        pytest.skip("the two reports are not at hand: set DETENTE_TEXTS to their folder")
    return measure(dossier, texts)


def test_all_direct_quotations_have_their_speaker(figures: Figures) -> None:
    assert len(figures.quotations) == sum(map(len, QUOTATIONS.values())) == 10


def test_no_speaker_is_wrong(figures: Figures) -> None:
    assert figures.wrong == ()


def test_facts_of_the_dossier_are_covered_by_few_proposals(figures: Figures) -> None:
    assert len(figures.covered) >= 33
    assert all(0 < count <= MOST for count in figures.proposals.values())


def test_who_may_speak_are_actors_of_the_dossier(dossier: Dossier) -> None:
    named = {actor for each in SPEAKERS.values() for actors in each.values() for actor in actors.split()}
    assert named <= {actor.id for actor in dossier.evidence.actors}
    assert set(SPEAKERS) == set(QUOTATIONS) == {report.id for report in dossier.evidence.reports}
