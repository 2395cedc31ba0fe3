"""The one-source test, held against conflicts that are edited and assessed anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest

import detente
from detente import Basis, Conflict, Edit, InputError, Line, Scores
from detente.analysis.stability import analyse
from detente.analysis.terms import HEADLINE
from detente.conflict.edits import IRREVERSIBLE
from detente.conflict.statements import And, Not, Or, Statement, Taken
from detente.dossier.dossier import Dossier
from detente.dossier.headlines import Question
from detente.dossier.one_source import OneSource, Source, one_source
from detente.dossier.questions import questions_of
from detente.evidence.claims import Claim, Kind, Status
from tests.dossiers import CONFLICT, REPORTS, claim, invented

X, Y, Z = Taken("A", "x"), Taken("A", "y"), Taken("B", "z")


def line(statement: Statement, *because: str, basis: Basis = Basis.REPORTED) -> Line:
    return Line((statement,), basis, because)


def dossier_of(
    wishes: dict[str, list[Line]],
    *claims: Claim,
    infeasible: Iterable[Line] = (),
    irreversible: Iterable[Line] = (),
) -> Dossier:
    conflict = Conflict.from_options(
        {"A": ["x", "y"], "B": ["z"]},
        wishes,
        infeasible=infeasible,
        irreversible=irreversible,
        status_quo=[],
        outcomes={"attack": "A.x", "deal": "B.z and not A.x"},
    )
    return invented(*claims, conflict=conflict)


DEMAND = claim("demand", "ann", Kind.DEMAND)
OFFER = claim("offer", "bob", Kind.OFFER, report="s")
HOPE = claim("hope", "ann", Kind.FORECAST, report="s")
RUMOUR = claim("rumour", "eve", Kind.FORECAST, status=Status.REJECTED)
DOSSIER = dossier_of(
    {
        "A": [line(Not(X), "demand"), line(Or((Z, X)), "offer", "hope"), line(X)],
        "B": [line(Not(Z), "rumour"), line(Not(And((Z, X))), "demand", "rumour")],
    },
    DEMAND,
    OFFER,
    HOPE,
    RUMOUR,
)


def fallen(found: OneSource) -> dict[str, list[str]]:
    return {one.id: [str(used.line) for used in one.lines] for one in found.tried}


def test_a_line_falls_when_no_claim_is_left_by_which_it_stands() -> None:
    found = one_source(DOSSIER)
    assert fallen(found) == {
        "r": ["not A.x", "not (B.z and A.x)"],
        "s": ["B.z or A.x"],
        "later": [],
        "ann": ["not A.x", "not (B.z and A.x)"],
        "bob": [],
        "demand": ["not A.x", "not (B.z and A.x)"],
        "offer": [],
        "hope": [],
    }
    kinds = [one.source for one in found.tried]
    assert kinds == [Source.REPORT] * 3 + [Source.SPEAKER] * 2 + [Source.CLAIM] * 3
    assert [one.claims for one in found.tried] == [1, 2, 0, 2, 1, 1, 1, 1]
    assert [one.name for one in found.tried[:5]] == ["R", "S", "L", "Ann", "Bob"]
    assert found.complete


def test_answers_that_flip_are_told() -> None:
    found = one_source(DOSSIER)
    assert [one.id for one in found.telling] == ["r", "ann", "demand"]
    for one in found.telling:
        assert one.flips is not None
        told = {(flip.question, flip.outcome, flip.before) for flip in one.flips}
        assert (Question.HOLDS, "attack", False) in told
        assert (Question.TODAY, "", True) in told


def test_logic_and_what_names_no_claim_stay() -> None:
    wishes = {"A": [line(Not(X)), line(X, basis=Basis.ASSUMED)], "B": [line(Not(Z))]}
    logical = line(And((X, Y)), "demand", basis=Basis.LOGICAL)
    found = one_source(dossier_of(wishes, DEMAND, infeasible=[logical]))
    assert not any(fallen(found).values())
    assert found.telling == ()


def test_infeasibilities_and_what_cannot_be_undone_fall_too() -> None:
    wishes = {"A": [line(X)], "B": [line(Z)]}
    dossier = dossier_of(
        wishes, DEMAND, OFFER, infeasible=[line(X, "demand")], irreversible=[line(Not(Z), "offer")]
    )
    found = one_source(dossier)
    assert fallen(found)["demand"] == ["A.x"]
    assert fallen(found)["offer"] == ["not B.z"]
    check(dossier)
    (offer,) = [one for one in found.telling if one.id == "offer"]
    assert [used.target for used in offer.lines] == [IRREVERSIBLE]
    assert offer.flips is not None
    assert Question.TODAY in [flip.question for flip in offer.flips]


def test_where_no_model_is_left_this_is_told() -> None:
    conflict = Conflict.from_options(
        {"A": ["x"], "B": ["z"]},
        {"A": Scores([1, 2, 3]), "B": ["z"]},
        infeasible=[line(And((X, Z)), "demand")],
        status_quo=[],
    )
    found = one_source(invented(DEMAND, conflict=conflict))
    assert [one.flips for one in found.tried if one.id == "demand"] == [None]
    assert [one.id for one in found.telling] == ["r", "ann", "demand"]


def test_in_graph_form_nothing_falls() -> None:
    found = one_source(invented(DEMAND, conflict=detente.load("elmira")))
    assert (found.asked, found.telling, len(found.tried)) == (0, (), 5)


def test_without_claims_nothing_is_left_out() -> None:
    bare = dataclasses.replace(DOSSIER.evidence, claims=(), reports=(), actors=())
    found = one_source(dataclasses.replace(DOSSIER, evidence=bare))
    assert (found.tried, found.sources, found.complete) == ((), 0, True)


def test_an_interrupt_keeps_what_was_tried() -> None:
    def progress(done: int, total: int) -> None:
        assert total == 8
        if done == 3:
            raise KeyboardInterrupt

    whole = one_source(DOSSIER)
    part = one_source(DOSSIER, progress=progress, keep_partial=True)
    assert (part.tried, part.sources, part.complete) == (whole.tried[:3], 8, False)
    with pytest.raises(KeyboardInterrupt):
        one_source(DOSSIER, progress=progress)


# By brute force


def check(dossier: Dossier, snapshot: str | None = None) -> int:
    """Edit the conflict for each source, and ask all anew; return how many sources tell."""
    _, conflict = dossier.named(snapshot)
    before = analyse(conflict, HEADLINE)
    questions = questions_of(before)
    found = one_source(dossier, snapshot)
    assert found.asked == len(questions)
    for one in found.tried:
        edits = list(dropped(dossier, conflict, one.source, one.id))
        assert sorted(map(str, edits)) == sorted(
            str(Edit.drop(used.target, used.line.statements)) for used in one.lines
        )
        try:
            after = analyse(conflict.edited(*edits), HEADLINE)
        except InputError:
            assert one.flips is None
            continue
        flipped = sum((measure(after) > 0) != (measure(before) > 0) for measure in questions.values())
        assert one.flips is not None
        assert len(one.flips) == flipped
        held, now = before.equilibria(HEADLINE), after.equilibria(HEADLINE)
        expected = {
            outcome
            for outcome in conflict.outcomes
            if (len(held & conflict.find(outcome)) > 0) != (len(now & after.conflict.find(outcome)) > 0)
        }
        assert {flip.outcome for flip in one.flips if flip.question is Question.HOLDS} == expected
        today = conflict.status_quo in held, after.conflict.status_quo in now
        assert any(flip.question is Question.TODAY for flip in one.flips) == (today[0] != today[1])
    return len(found.telling)


def dropped(dossier: Dossier, conflict: Conflict, source: Source, id_: str) -> Iterable[Edit]:
    """Drop each line whose claims are all of the source, rejected ones aside."""
    lists = [(dm, getattr(own, "lines", ())) for dm, own in conflict.preferences.items()]
    lists += [("infeasible", conflict.infeasible), ("irreversible", conflict.irreversible)]
    for target, lines in lists:
        for one in lines:
            claims = [dossier.claims[name].claim for name in one.because]
            claims = [claim for claim in claims if claim.status is not Status.REJECTED]
            of = {Source.REPORT: "report", Source.SPEAKER: "by", Source.CLAIM: "id"}[source]
            if claims and one.basis is not Basis.LOGICAL and all(getattr(c, of) == id_ for c in claims):
                yield Edit.drop(target, one.statements)


def test_small_dossiers_by_brute_force() -> None:
    assert check(DOSSIER) == 3
    assert check(invented(DEMAND, conflict=CONFLICT)) == 0
    for first in (X, Not(X), Or((Y, Z)), And((X, Not(Z)))):
        for second in (Z, Not(Z), Or((Not(X), Z))):
            wishes = {
                "A": [line(first, "demand"), line(Not(Y), "offer", "hope"), line(Or((X, Y)))],
                "B": [line(second, "hope")],
            }
            check(dossier_of(wishes, DEMAND, OFFER, HOPE, infeasible=[line(And((X, Y)), "offer")]))


@pytest.mark.parametrize("snapshot", ["2025-10", "2025-02"])
def test_korea_by_brute_force(snapshot: str) -> None:
    assert check(detente.load_dossier("korea"), snapshot) > 3


def test_reports_are_those_of_the_dossier() -> None:
    assert [one.id for one in one_source(DOSSIER).tried if one.source is Source.REPORT] == [
        r.id for r in REPORTS
    ]
