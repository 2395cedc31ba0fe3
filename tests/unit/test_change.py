"""What changed since the snapshot before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import detente
from detente import Basis, Conflict, Edit, InputError, Line, NotComparable, Ranking
from detente.analysis.change import changed
from detente.brief.change import change_document, change_section
from detente.brief.terminal import brief_text
from detente.catalog.names import load_dossier
from detente.conflict.grammar import parse
from detente.conflict.parts import Difference, PartKind
from detente.dossier.change import Change, change_between, change_since
from detente.dossier.dossier import Dossier, bare
from detente.evidence.claims import Kind
from detente.evidence.folder import Evidence
from tests.dossiers import CONFLICT, claim, invented, told

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
    since = change(OLD, NEW)
    assert since is not None
    assert (since.before, since.now) == ("0", "1")
    found = since.changed
    assert (found.held, found.holds) == (True, False)
    assert [(move.dm, move.target.options) for move in found.done] == [
        ("A", frozenset()),
        ("B", frozenset({"A.x", "B.y"})),
    ]
    assert found.edits is not None
    assert OLD.edited(*found.edits) == NEW
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
        "  - Any one of 3 changes alone is enough:",
        "    - Athens: turned round: x (assumed); now: not x (assumed).",
        "    - what is done: Athens no longer attacks.",
        "    - what is done: Boeotia yields.",
        "  - This change alone taken back undoes it:",
        "    - what is done: Boeotia yields.",
        "- peace: then it would hold in no way, now in some.",
        "  - This change alone is enough:",
        "    - Athens: turned round: x (assumed); now: not x (assumed).",
        "  - This change alone taken back undoes it:",
        "    - Athens: turned round: x (assumed); now: not x (assumed).",
        "- war: then it would hold in some way, now in none.",
        "  - This change alone is enough:",
        "    - Athens: turned round: x (assumed); now: not x (assumed).",
        "  - This change alone taken back undoes it:",
        "    - Athens: turned round: x (assumed); now: not x (assumed).",
        "",
        "Athens's aims",
        "- turned round: x (assumed); now: not x (assumed).",
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
    assert (found.changed.edits, found.changed.parts, found.changed.why) == (None, (), ())
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
    assert found.changed.edits is not None
    assert old.edited(*found.changed.edits) == now


BUSY = Conflict.from_options(
    {"A": {"x": "Attacks", "y": "Arms"}, "B": {"z": "Yields"}},
    {"A": ["x if B.z", "y"], "B": ["z if A.x"]},
    infeasible=["A.x and not A.y"],
    status_quo=[],
    outcomes={"war": "A.x", "calm": "not A.y"},
)


def between(old: Conflict, new: Conflict, **how: Any) -> list[str]:
    """What changed between two conflicts, as lines."""
    change = change_between((bare("old", old), None), (bare("new", new), None), **how)
    return brief_text(change_document(change), width=10_000).splitlines()


def test_the_same_conflict_has_not_changed() -> None:
    assert between(BUSY, BUSY) == ["new", "", "Nothing changed."]


def test_rules_outcomes_and_an_unknown_status_quo_are_told() -> None:
    other = BUSY.edited(
        Edit.drop("infeasible", "A.x and not A.y"),
        Edit.add("irreversible", "A.y"),
        Edit.status_quo(None),
        Edit.outcome("calm", None),
        Edit.outcome("war", "A.x and B.z"),
        Edit.outcome("rest", "not A.x", "Rest"),
        Edit.move("A", "y", 1),
    )
    found = between(BUSY, other)
    assert found[4:6] == ["WHAT IS DONE", ""]
    assert "- {} before, now unknown." in found
    assert found[found.index("A's aims") :] == [
        "A's aims",
        "- now at place 1: y (assumed).",
        "",
        "What cannot be",
        "- gone: A.x and not A.y (assumed).",
        "",
        "What cannot be undone",
        "- new: A.y (assumed).",
        "",
        "Outcomes",
        "- about other states: war.",
        "- gone: calm.",
        "- new: Rest.",
    ]
    assert "- Rest: the model before did not ask about it." in found


def test_a_line_that_rests_on_something_else_is_told() -> None:
    wants = [Line((parse("A.x if B.z"),), Basis.REPORTED, ("c",)), "A.y"]
    grounded = Conflict.from_options(
        BUSY.option_ids,
        {"A": wants, "B": ["B.z if A.x"]},
        infeasible=["A.x and not A.y"],
        status_quo=[],
        outcomes={"war": "A.x", "calm": "not A.y"},
    )
    assert grounded == BUSY
    assert between(BUSY, grounded)[-1] == "- A: x if B.z: then (assumed), now (reported: c)."


def test_parts_that_only_together_explain_an_answer() -> None:
    wants = {"A": ["not x"], "B": ["not y"]}
    calm = Conflict.from_options(
        {"A": ["x"], "B": ["y"]}, wants, status_quo=["A.x", "B.y"], outcomes={"war": "A.x and B.y"}
    )
    war = calm.edited(Edit.reverse("A", "not x"), Edit.reverse("B", "not y"))
    found = between(calm, war)
    assert found.count("  - Only all changes together are enough.") == 2
    assert found.count("  - Any one of 2 changes alone taken back undoes it:") == 2
    assert "was not sought" not in "".join(found)
    assert not any("enough" in line for line in between(calm, war, size=0))


def test_a_set_that_was_only_reduced_says_so() -> None:
    options = {"A": ["a", "b", "c"]}
    old = Conflict.from_options(options, {"A": ["not a", "not b", "not c"]}, status_quo=["A.a", "A.b"])
    new = old.edited(Edit.reverse("A", "not a"), Edit.reverse("A", "not b"), Edit.move("A", "not c", 1))
    found = between(old, new, size=0)
    assert found[found.index("WHICH ANSWERS CHANGED") + 4] == (
        "- What stood then did not hold; what stands now holds as it is."
    )
    (reduced,) = changed(old, new, size=0, concept="nash").why or [None]
    assert reduced is None


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (Conflict.from_options({"A": ["x", "y"]}, {}), r"decision makers .*\(A, B against A\); give"),
        (Conflict.from_options({"A": ["x"], "B": ["z", "w"]}, {}), "only the first has A.y; give A the same"),
        (Conflict.from_options({"A": ["x", "y"], "B": ["z", "w"]}, {}), "only the second has B.w"),
        (Conflict.from_options({"A": ["y", "x"], "B": ["z"]}, {}), "those of A stand in another order"),
        (
            Conflict.from_options({"A": ["x", "y"], "B": ["z"]}, {"A": detente.Weights({"A.x": 1})}),
            "preferences of A .* under prefers:",
        ),
    ],
)
def test_what_cannot_be_compared_says_what_differs_and_the_cure(other: Conflict, words: str) -> None:
    with pytest.raises(NotComparable, match=words):
        between(BUSY, other)


def test_graph_form_is_compared_by_its_status_quo_alone() -> None:
    def chase(status_quo: str, best: str) -> Conflict:
        tiers = [[best], [{"s0": "s1", "s1": "s0"}[best]]]
        return Conflict.from_graph(
            ["s0", "s1"], {"A": [("s0", "s1")]}, {"A": Ranking(tiers)}, status_quo=status_quo
        )

    found = between(chase("s0", "s1"), chase("s1", "s1"))
    assert "- s0 before, now s1." in found
    assert "    - where things stand." in found
    with pytest.raises(NotComparable, match=r"graph form .* analyse each"):
        between(chase("s0", "s1"), chase("s0", "s0"))


def test_the_claims_of_old_lines_come_from_the_old_dossier_and_of_new_lines_from_the_new() -> None:
    def resting(text: str, claims: tuple[str, ...]) -> Conflict:
        return Conflict.from_options(
            CONFLICT.option_ids,
            {"A": [Line((parse(text),), Basis.REPORTED, claims)], "B": ["B.z"]},
            status_quo=[],
        )

    old = invented(claim("c", "ann", Kind.OFFER), conflict=resting("A.x", ("c", "d")))
    new = invented(
        claim("c", "bob", Kind.OFFER), claim("d", "bob", Kind.OFFER), conflict=resting("A.y", ("d", "nobody"))
    )
    found = change_between((old, None), (new, None))
    assert [(one.claim.id, one.by.name) for one in found.claims] == [("c", "Ann"), ("d", "Bob")]


def test_parts_that_give_no_conflict_are_refused() -> None:
    """A statement would stand twice, no state would be feasible, or not the status quo."""
    old = Conflict.from_options(
        {"A": ["x", "y"]}, {"A": [["x", "y"]]}, infeasible=["A.y"], status_quo=["A.x"]
    )
    new = Conflict.from_options({"A": ["x", "y"]}, {"A": ["x"]}, infeasible=["A.x"], status_quo=["A.y"])
    difference = Difference(old, new)
    number = {(part.kind, part.target): place for place, part in enumerate(difference.parts)}
    for alone, words in (
        ((PartKind.ADDED, "A"), "the statement A.x twice"),
        ((PartKind.ADDED, "infeasible"), "status quo is infeasible"),
        ((PartKind.STATUS_QUO, "A"), "status quo is infeasible"),
    ):
        with pytest.raises(InputError, match=words):
            difference.applied([number[alone]])
    assert difference.applied(number.values()) == new
