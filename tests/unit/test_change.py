"""What changed since the snapshot before."""

from __future__ import annotations

from datetime import date

import pytest

import detente
from detente import Conflict, Edit
from detente.brief.change import change_section
from detente.catalog.names import load_dossier
from detente.dossier.change import Change, change_since
from detente.dossier.dossier import Dossier
from detente.evidence.folder import Evidence
from tests.dossiers import told

OLD = Conflict.from_options(
    {"A": {"x": "Attacks"}, "B": {"y": "Yields"}},
    {"A": ["x", "B.y"], "B": ["not y"]},
    status_quo=["A.x"],
    outcomes={"peace": "not A.x", "war": "A.x"},
    names={"A": "Athens", "B": "Boeotia"},
    title="Before",
    as_of=date(2025, 1, 1),
)
NEW = OLD.edited(Edit.reverse("A", "x"), Edit.add("B", "A.x"), Edit.status_quo(["B.y"]))


def dossier(*conflicts: Conflict) -> Dossier:
    return Dossier(Evidence("D", (), (), ()), tuple((str(n), c) for n, c in enumerate(conflicts)))


def change(*conflicts: Conflict) -> Change | None:
    last = len(conflicts) - 1
    return change_since(dossier(*conflicts), str(last), detente.analyse(conflicts[last]))


def test_the_first_snapshot_has_nothing_before_it() -> None:
    assert change(OLD) is None


def test_what_is_done_what_is_wanted_and_which_answers_are_others() -> None:
    found = change(OLD, NEW)
    assert found is not None
    assert (found.before, found.held, found.holds) == ("0", True, False)
    assert [(move.dm, move.target.options) for move in found.done] == [
        ("A", frozenset()),
        ("B", frozenset({"A.x", "B.y"})),
    ]
    assert found.edits is not None
    assert OLD.edited(*found.edits, Edit.status_quo(["B.y"])) == NEW
    answers = {one.outcome: (one.before and one.before.holds, one.now.holds) for one in found.answers}
    assert answers["war"] == (True, False)
    assert answers["peace"] == (False, True)


def test_it_is_told_in_plain_sentences() -> None:
    assert told(change_section(detente.assess(dossier(OLD, NEW)))) == [
        "Compared with: before.",
        "",
        "- What is done: Athens no longer attacks.",
        "- What is done: Boeotia yields.",
        "- What stood then held; what stands now does not hold as it is.",
        "- peace: then it would hold in no way, now in some.",
        "- war: then it would hold in some way, now in none.",
        "",
        "Athens's aims",
        "- turned round: x (assumed).",
        "",
        "Boeotia's aims",
        "- new, at place 2: A.x (assumed).",
    ]


def test_models_with_other_options_are_not_compared() -> None:
    other = Conflict.from_options({"A": ["x"]}, {"A": ["x"]}, status_quo=[])
    assert change(OLD, other) is None


def test_models_whose_lines_cannot_be_compared_say_so() -> None:
    weighed = Conflict.from_options(
        {"A": ["x"], "B": ["y"]},
        {"A": detente.Weights({"A.x": 1}), "B": ["not y"]},
        status_quo=["A.x"],
        outcomes={"calm": "B.y"},
    )
    found = change(OLD, weighed)
    assert found is not None
    assert found.edits is None
    lines = told(change_section(detente.assess(dossier(OLD, weighed))))
    assert "- calm: the model before did not ask about it." in lines
    assert lines[-1].startswith("The two models are built so differently")


@pytest.mark.parametrize(("snapshot", "before"), [("2025-10", "2025-02"), ("2025-02", "2018-19")])
def test_the_korean_snapshots_follow_each_other(snapshot: str, before: str) -> None:
    korea = load_dossier("korea")
    found = change_since(korea, snapshot, detente.analyse(korea.snapshots[snapshot]))
    assert found is not None
    assert found.before == before
    old, now = korea.snapshots[before], korea.snapshots[snapshot]
    assert found.edits is not None
    assert old.edited(*found.edits, Edit.status_quo(now.status_quo_name)) == now
