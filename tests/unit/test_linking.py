"""Which options words speak of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import load
from detente.evidence.linking import linked

OPTIONS = {
    "US.invite": ["Invites Kim in public", "invitation", "extends a hand"],
    "US.lift": ["Lifts the sanctions", "sanctions relief"],
    "DPRK.halt": ["Stops nuclear tests and missile launches", "moratorium"],
    "DPRK.meet": ["Comes to a meeting", "summit", "sits down"],
}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("He spoke of relief from the sanctions.", "US.lift"),
        ("There was an invitation to Kim.", "US.invite"),
        ("The two may sit down for a summit.", "DPRK.meet"),
        ("A moratorium on testing missiles", "DPRK.halt"),
        ("LIFTING SANCTIONS", "US.lift"),
    ],
)
def test_the_best_option_comes_first(text: str, best: str) -> None:
    assert linked(text, OPTIONS)[0].ref == best


def test_scores_fall_and_there_are_no_more_than_asked_for() -> None:
    found = linked("A summit, an invitation, sanctions relief and a moratorium", OPTIONS, limit=3)
    scores = [link.score for link in found]
    assert len(found) == 3
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("text", ["", "   ", "of the and", "Rain fell on Paris.", "123 !? ∑"])
def test_what_tells_of_no_option_is_left_alone(text: str) -> None:
    assert linked(text, OPTIONS) == ()


def test_without_options_there_is_nothing_to_link() -> None:
    assert linked("sanctions", {}) == ()


@given(st.text())
def test_no_text_is_a_query_of_its_own(text: str) -> None:
    """Quotation marks, NEAR, column names and the like are words, or nothing."""
    assert {link.ref for link in linked(text + ' NEAR(a b) "x" OR words:y *', OPTIONS)} <= set(OPTIONS)


def test_the_options_of_a_conflict() -> None:
    korea = load("korea/2025-10")
    options = {
        f"{dm.id}.{option.id}": [option.name, *option.words]
        for dm in korea.decision_makers
        for option in dm.options
    }
    assert linked("The joint exercises could be suspended.", options)[0].ref == "US.pause"
