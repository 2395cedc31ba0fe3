"""Ways out of a standoff for the brief: paths, roads with and without stops, who could move together."""

from __future__ import annotations

import pytest

from detente import Conflict, analyse, assess, load_dossier
from detente.analysis.itineraries import itineraries, planned
from detente.analysis.roads import roads
from detente.analysis.terrain import Terrain
from detente.brief.document import Picture
from detente.brief.ways_out import ways_out_section
from detente.dossier import limits
from detente.dossier.ways_out import WaysOut, ways_out
from tests.dossiers import invented, told

WANTS = {
    "A": ["not (withdraw and not B.withdraw)", "B.withdraw", "B.trade if open", "B.trade", "withdraw"],
    "B": ["A.withdraw if withdraw", "A.withdraw", "trade only if A.open", "withdraw", "trade"],
}
BORDER = Conflict.from_options(
    {"A": ["withdraw", "open"], "B": ["withdraw", "trade"]},
    WANTS,
    status_quo=[],
    outcomes={
        "truce": "A.withdraw and B.withdraw",
        "peace": "A.withdraw and B.withdraw and B.trade",
        "calm": "not A.withdraw",
    },
)


def sought(conflict: Conflict) -> WaysOut:
    assert conflict.status_quo is not None
    found = ways_out(analyse(conflict), conflict.status_quo)
    assert found is not None
    return found


def told_roads(found: WaysOut) -> dict[str, list[tuple[tuple[str, ...], list[str]]]]:
    return {
        way.outcome.id: [
            (one.by, [str(step.target) for step in one.roads[0].steps]) for one in way.roads.roads
        ]
        for way in found.ways
    }


def test_roads_lead_to_what_is_not_there_yet_and_stop_where_that_costs_no_trust() -> None:
    together = "{A.withdraw, B.withdraw}"
    assert told_roads(sought(BORDER)) == {
        "truce": [((), [together])],
        "peace": [
            ((), ["{A.withdraw, A.open, B.withdraw, B.trade}"]),
            (("truce",), [together, "{A.withdraw, A.open, B.withdraw, B.trade}"]),
        ],
    }


def test_each_road_is_the_best_of_its_kind() -> None:
    for way in sought(BORDER).ways:
        for found in way.roads.roads:
            again = roads(BORDER, way.outcome.id, by=found.by)
            assert found.roads[0] == again.roads[0]
        assert way.roads.roads[0] == roads(BORDER, way.outcome.id)


def test_paths_start_today() -> None:
    found = sought(BORDER)
    truce = next(way for way in found.ways if way.outcome.id == "truce")
    assert (truce.paths.by_any.length, truce.paths.by_improvements.length) == (2, None)
    assert found.rest.by_improvements.length == 0
    assert [one.coalition for one in found.leaving.leavers] == [("A", "B")]


def test_a_road_that_is_barred_is_told() -> None:
    fixed = Conflict.from_options(
        {"A": ["x"], "B": ["y"]},
        {"A": ["x"], "B": ["y"]},
        irreversible=["A.x"],
        status_quo=["A.x"],
        outcomes={"back": "not A.x"},
    )
    (way,) = sought(fixed).ways
    assert way.roads.roads == ()
    assert way.barred is not None
    assert way.barred.message.startswith("no road leads to back: A.x holds today, cannot be undone")
    text = " ".join(told(ways_out_section(assess(invented(conflict=fixed)))))
    assert "No steps lead there from today (assumed)." in text
    assert "There is no road: no road leads to back" in text


def test_what_is_too_large_is_left_to_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST", 8)
    assert BORDER.status_quo is not None
    assert ways_out(analyse(BORDER), BORDER.status_quo) is None
    assessment = assess(invented(conflict=BORDER))
    assert "too large" in " ".join(told(ways_out_section(assessment)))
    assert (assessment.needs, assessment.motives, assessment.robustness, assessment.one_source) == (
        None,
        (),
        None,
        None,
    )


def test_itineraries_are_those_of_the_plan() -> None:
    assert BORDER.status_quo is not None
    terrain = Terrain(BORDER, BORDER.status_quo)
    found = itineraries(terrain, planned(terrain))
    assert [one.roads for one in found] == [way.roads.roads for way in sought(BORDER).ways]


# The brief


def test_elmiras_jump_stands_in_its_brief() -> None:
    """Kilgour, Hipel, Fang & Peng (2001): 5 gives way to 8 by the Ministry and Uniroyal together."""
    assessment = assess(load_dossier("elmira"))
    assert assessment.ways_out is not None
    (jump,) = assessment.ways_out.jumps
    assert (jump.coalition, str(jump.origin), str(jump.target)) == (("MoE", "Uniroyal"), "5", "8")
    section = ways_out_section(assessment)
    text = " ".join(told(section))
    assert "Ministry of the Environment and Uniroyal could go together to this: Uniroyal accepts" in text
    pictures = [block for block in section.blocks if isinstance(block, Picture)]
    edges = {(edge.party, edge.label) for edge in pictures[0].edges}
    assert ("Ministry of the Environment and Uniroyal", "from 5 to 8") in edges
