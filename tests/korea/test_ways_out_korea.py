"""Korea's ways out as the brief tells them."""

from __future__ import annotations

import pytest

import detente
from detente import Assessment
from detente.brief.document import Picture, Section
from detente.brief.ways_out import ways_out_section
from detente.dossier.ways_out import WayOut
from tests.dossiers import told


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return detente.assess(detente.load_dossier("korea"), "2025-10")


@pytest.fixture(scope="module")
def section(assessment: Assessment) -> Section:
    return ways_out_section(assessment)


def way(assessment: Assessment, outcome: str) -> WayOut:
    assert assessment.ways_out is not None
    return next(one for one in assessment.ways_out.ways if one.outcome.id == outcome)


def by_movers(one: WayOut) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    return {found.by: [step.movers for step in found.roads[0].steps] for found in one.roads.roads}


def test_from_the_status_quo_by_way_of_the_moratorium_to_the_small_deal(assessment: Assessment) -> None:
    """With a meeting and without one; without one there is less at risk."""
    found = way(assessment, "small_deal")
    assert by_movers(found) == {
        (): [("US",), ("DPRK",)],
        ("moratorium",): [("US",), ("DPRK",), ("DPRK",)],
        ("moratorium", "summit"): [("DPRK",), ("US",), ("DPRK",), ("DPRK",)],
    }
    _, without, with_one = (one.roads[0] for one in found.roads.roads)
    assert (without.exposure, with_one.exposure) == (8 / 12, 15 / 16)
    assert not any("summit" in step.reached for step in without.steps)
    met = next(step for step in with_one.steps if "summit" in step.reached)
    assert met.gaining == ("DPRK",)  # after drop and accept, meeting is an improvement for it
    assert {"US.drop", "US.accept"} <= met.origin.options
    assert without.steps[1].holds


def test_the_big_deal_needs_a_small_one_that_held(assessment: Assessment, section: Section) -> None:
    found = way(assessment, "big_deal")
    road = found.roads.roads[0].roads[0]
    (changed,) = (step for step in road.steps if step.edits)
    assert "small_deal" in changed.reached
    assert changed.holds
    text = " ".join(told(section))
    assert "As the parties' wishes are today, big deal would not hold in any way" in text
    assert "a small deal that holds builds trust" in text


def test_no_steps_that_pay_lead_to_any_of_them(assessment: Assessment) -> None:
    """Check 5 of korea.md for the meeting, and the same for the deals."""
    assert assessment.ways_out is not None
    for one in assessment.ways_out.ways:
        assert one.paths.by_improvements.length is None
    rest = assessment.ways_out.rest.by_improvements
    assert (rest.length, [dm for dm, _ in rest.first]) == (1, ["US"])


def test_who_could_leave_together(assessment: Assessment) -> None:
    assert assessment.ways_out is not None
    leaving = assessment.ways_out.leaving
    assert leaving.holds
    assert leaving.by_best_step
    assert [(one.coalition, len(one.improvements)) for one in leaving.leavers] == [
        (("US", "DPRK"), 864),
        (("US", "DPRK", "ROK"), 832),
    ]


def test_paths_and_roads_are_drawn(section: Section) -> None:
    pictures = [block for block in section.blocks if isinstance(block, Picture)]
    assert [picture.caption for picture in pictures] == [
        "The shortest ways from today",
        "Roads from today: A meeting",
        "Roads from today: Moratorium (tests against exercises)",
        "Roads from today: Small deal",
        "Roads from today: Big deal",
    ]
    small = pictures[3]
    labels = [node.label for node in small.nodes]
    assert any("A meeting" in label and "Small deal" in label for label in labels)
    assert [edge.party for edge in small.edges if edge.source == small.nodes[0].id] == [
        "Washington",
        "Pyongyang",
    ]
