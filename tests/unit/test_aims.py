"""How far lines hold, and what a change of state gains and loses."""

from __future__ import annotations

from detente import Conflict, Ranking
from detente.analysis.aims import difference, holding_counts

CONFLICT = Conflict.from_options(
    {"A": ["x", "y"], "B": ["z"]}, {"A": ["not y if B.z", ["x", "y"], "B.z"], "B": ["not z"]}
)


def test_lines_are_counted_as_in_every_single_state() -> None:
    for place, dm in enumerate(CONFLICT.decision_makers):
        counts = holding_counts(CONFLICT, place, CONFLICT.states.codes)
        for row, line in zip(counts, CONFLICT.preferences[dm.id].lines, strict=True):  # type: ignore[union-attr]
            expected = [
                sum(state in CONFLICT.find(str(statement)) for statement in line.statements)
                for state in CONFLICT.states
            ]
            assert row.tolist() == expected


def test_the_most_important_gain_and_loss_come_first() -> None:
    found = difference(CONFLICT, 0, CONFLICT.state("A.y"), CONFLICT.state("A.x", "A.y", "B.z"))
    assert [str(line) for line in found.gained] == ["equal: A.x; A.y", "B.z"]
    assert [str(line) for line in found.lost] == ["not A.y if B.z"]


def test_nothing_is_gained_by_staying() -> None:
    state = CONFLICT.state("A.x")
    assert difference(CONFLICT, 0, state, state) == difference(CONFLICT, 1, state, state)
    assert difference(CONFLICT, 0, state, state).gained == ()


def test_a_ranking_has_no_lines() -> None:
    ranked = Conflict.from_options({"A": ["x"]}, {"A": Ranking([[["A.x"]], [[]]])})
    assert holding_counts(ranked, 0, ranked.states.codes).shape == (0, 2)
    found = difference(ranked, 0, ranked.state(), ranked.state("A.x"))
    assert (found.gained, found.lost) == ((), ())
