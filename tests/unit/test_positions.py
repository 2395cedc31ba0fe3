"""Who wants what: the stands of the parties on the issues."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente import Conflict
from detente.dossier.dossier import bare
from detente.dossier.positions import Stand, positions, unspoken
from detente.evidence.actors import Actor, ActorKind
from detente.evidence.claims import Claim, Kind, Stance, Status
from tests.dossiers import ACTORS, CONFLICT, claim, invented

X, Y, Z = "A.x", "A.y", "B.z"
TAKEN, DROPPED, UNSAID = Stance.TAKEN, Stance.DROPPED, Stance.UNSAID


def matrix(*claims: Claim) -> list[tuple[str, str, Stand, str]]:
    """Return party, issue, stand and the ids of the claims."""
    return [
        (one.dm, one.ref, one.stand, " ".join(cited.claim.id for cited in one.claims))
        for one in positions(invented(*claims), CONFLICT)
    ]


def condition(id_: str, by: str, if_: str, then: str) -> Claim:
    return replace(claim(id_, by, Kind.CONDITION, condition=if_), consequence=then)


@pytest.mark.parametrize(
    ("kind", "stance", "stand"),
    [
        (Kind.OFFER, TAKEN, Stand.OFFERS),
        (Kind.OFFER, DROPPED, Stand.OFFERS_NOT),
        (Kind.OFFER, UNSAID, Stand.SILENT),
        (Kind.ACT, TAKEN, Stand.DOES),
        (Kind.ACT, DROPPED, Stand.DOES_NOT),
        (Kind.CRITICISM, TAKEN, Stand.DOES),
        (Kind.DENIAL, DROPPED, Stand.DOES_NOT),
        (Kind.REFUSAL, DROPPED, Stand.REFUSES),
        (Kind.REFUSAL, TAKEN, Stand.DOES),
        (Kind.SILENCE, UNSAID, Stand.SILENT),
        (Kind.ASSESSMENT, TAKEN, Stand.SPEAKS),
        (Kind.FORECAST, UNSAID, Stand.SPEAKS),
        (Kind.DEMAND, TAKEN, Stand.SPEAKS),
    ],
)
def test_what_a_party_says_of_its_own_option(kind: Kind, stance: Stance, stand: Stand) -> None:
    assert matrix(claim("a", "ann", kind, {X: stance})) == [("A", X, stand, "a")]


@pytest.mark.parametrize(
    ("kind", "stance", "stand"),
    [
        (Kind.DEMAND, TAKEN, Stand.DEMANDS),
        (Kind.DEMAND, DROPPED, Stand.ASKS_NOT),
        (Kind.DEMAND, UNSAID, Stand.SPEAKS),
        (Kind.REFUSAL, DROPPED, Stand.REFUSES),
        (Kind.SILENCE, UNSAID, Stand.SILENT),
        (Kind.OFFER, TAKEN, Stand.SPEAKS),
        (Kind.ACT, TAKEN, Stand.SPEAKS),
        (Kind.ASSESSMENT, UNSAID, Stand.SPEAKS),
    ],
)
def test_what_a_party_says_of_the_others_option(kind: Kind, stance: Stance, stand: Stand) -> None:
    assert matrix(claim("a", "bob", kind, {X: stance})) == [("B", X, stand, "a")]


def test_a_condition_asks_for_its_if_and_offers_its_then() -> None:
    assert matrix(condition("c", "bob", "A.x and not A.y", "B.z")) == [
        ("B", X, Stand.DEMANDS, "c"),
        ("B", Y, Stand.ASKS_NOT, "c"),
        ("B", Z, Stand.OFFERS_IF, "c"),
    ]
    assert matrix(condition("c", "bob", "A.x", "not B.z"))[1] == ("B", Z, Stand.OFFERS_NOT_IF, "c")


def test_unless_is_a_warning_and_asks_for_no_one_thing() -> None:
    assert matrix(condition("c", "bob", "not (A.x or A.y)", "B.z")) == [("B", Z, Stand.WARNS, "c")]
    assert matrix(condition("c", "bob", "A.x or A.y", "B.z")) == [("B", Z, Stand.OFFERS_IF, "c")]
    assert matrix(condition("c", "bob", "not A.x", "B.z")) == [
        ("B", X, Stand.ASKS_NOT, "c"),
        ("B", Z, Stand.OFFERS_IF, "c"),
    ]


def test_one_promises_only_what_is_ones_own_and_asks_only_of_others() -> None:
    backwards = condition("c", "bob", "B.z", "A.x")
    assert matrix(backwards) == []
    assert matrix(replace(backwards, about=((X, TAKEN),))) == [("B", X, Stand.SPEAKS, "c")]


def test_what_a_condition_is_about_besides_is_spoken_of() -> None:
    both = replace(condition("c", "bob", "A.x", "B.z"), about=((X, TAKEN), (Y, TAKEN), (Z, TAKEN)))
    assert matrix(both) == [
        ("B", X, Stand.DEMANDS, "c"),
        ("B", Y, Stand.SPEAKS, "c"),
        ("B", Z, Stand.OFFERS_IF, "c"),
    ]


def test_what_is_offered_on_condition_is_neither_offered_outright_nor_left_unsaid() -> None:
    offered = replace(condition("c", "bob", "A.x", "B.z"), kind=Kind.OFFER, about=((Z, TAKEN),))
    assert matrix(offered) == [("B", Z, Stand.OFFERS_IF, "c")]
    unsaid = replace(condition("c", "bob", "A.x", "B.z"), about=((Z, UNSAID),))
    assert [row[2] for row in matrix(unsaid)] == [Stand.DEMANDS, Stand.OFFERS_IF]
    guessed = replace(condition("c", "bob", "A.x", "B.z"), kind=Kind.FORECAST)
    assert matrix(guessed) == []


def test_a_condition_over_unknown_options_still_offers() -> None:
    assert matrix(condition("c", "bob", "A.gone", "B.z")) == [("B", Z, Stand.OFFERS_IF, "c")]
    assert matrix(condition("c", "bob", "A.x", "B.gone")) == [("B", X, Stand.DEMANDS, "c")]
    assert matrix(condition("c", "bob", "A.x and", "B.z")) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CONDITION])
def test_a_bystander_gives_no_stand_but_silence(kind: Kind) -> None:
    assert matrix(claim("a", "eve", kind, {X: TAKEN, Y: DROPPED})) == []
    expected = [] if kind is Kind.FORECAST else [("B", Z, Stand.SILENT, "a")]
    assert matrix(claim("a", "eve", kind, {Z: UNSAID})) == expected


def test_an_older_stand_stays_beside_a_newer_one() -> None:
    claims = [
        claim("old", "ann", Kind.REFUSAL, {X: DROPPED}, day=1),
        claim("new", "ann", Kind.OFFER, {X: TAKEN}, day=5),
        claim("newest", "ann", Kind.OFFER, {X: TAKEN}, day=7),
    ]
    expected = [("A", X, Stand.OFFERS, "newest new"), ("A", X, Stand.REFUSES, "old")]
    assert matrix(*claims) == matrix(*reversed(claims)) == expected


def test_merely_to_speak_counts_where_nothing_firmer_is_as_late() -> None:
    offer = claim("offer", "ann", Kind.OFFER, {X: TAKEN}, day=5)
    for day, stands in (
        (1, [Stand.OFFERS]),
        (5, [Stand.OFFERS]),
        (6, [Stand.SPEAKS, Stand.OFFERS]),
    ):
        spoken = claim("spoken", "ann", Kind.ASSESSMENT, {X: TAKEN}, day=day)
        assert [row[2] for row in matrix(offer, spoken)] == stands


def test_parties_come_in_their_order_and_then_issues() -> None:
    found = matrix(
        claim("b", "bob", Kind.DEMAND, {Y: TAKEN, X: TAKEN}, day=9),
        claim("a", "ann", Kind.OFFER, {Y: TAKEN, X: TAKEN}, day=1),
    )
    assert [row[:2] for row in found] == [("A", X), ("A", Y), ("B", X), ("B", Y)]


def test_who_speaks_for_two_parties_gives_both_a_stand() -> None:
    joint = Actor("joint", "Both", ActorKind.BODY, ("A", "B"))
    dossier = invented(claim("a", "joint", Kind.OFFER, {X: TAKEN}))
    evidence = replace(dossier.evidence, actors=(*ACTORS, joint))
    found = positions(replace(dossier, evidence=evidence), CONFLICT)
    assert [(one.dm, one.stand, one.owner) for one in found] == [
        ("A", Stand.OFFERS, "A"),
        ("B", Stand.SPEAKS, "A"),
    ]


def test_what_was_not_accepted_or_not_known_or_is_no_issue_gives_no_stand() -> None:
    assert (
        matrix(
            claim("a", "ann", Kind.OFFER, {X: TAKEN}, status=Status.REJECTED),
            claim("b", "ann", Kind.OFFER, {X: TAKEN}, report="later"),
            claim("c", "ann", Kind.OFFER, {"A.gone": TAKEN}),
        )
        == []
    )
    assert matrix(claim("d", "ann", Kind.OFFER, {X: TAKEN}, status=Status.PROPOSED)) == []


def test_issues_of_which_nobody_speaks_are_listed() -> None:
    dossier = invented(claim("a", "bob", Kind.SILENCE, {X: UNSAID}))
    assert unspoken(positions(dossier, CONFLICT), CONFLICT) == (Y, Z)


def test_graph_form_has_no_issues() -> None:
    graph = Conflict.from_graph(["s", "t"], {"A": [("s", "t")]}, status_quo="s")
    assert positions(bare("g", graph), graph) == ()
    assert unspoken((), graph) == ()
