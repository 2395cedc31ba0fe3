"""Who wants what, and what happened, as a reader of the two reports would tell it."""

from __future__ import annotations

import pytest

from detente.catalog.names import load_dossier
from detente.dossier.chronology import chronology
from detente.dossier.coverage import coverage
from detente.dossier.dossier import Dossier
from detente.dossier.positions import Stand, positions, unspoken


@pytest.fixture(scope="module")
def korea() -> Dossier:
    return load_dossier("korea")


def stands(korea: Dossier, snapshot: str, dm: str) -> dict[str, list[Stand]]:
    found: dict[str, list[Stand]] = {}
    for one in positions(korea, korea.snapshots[snapshot]):
        if one.dm == dm:
            found.setdefault(one.ref, []).append(one.stand)
    return found


def claims(korea: Dossier, snapshot: str, dm: str, ref: str, stand: Stand) -> list[str]:
    (found,) = (
        one
        for one in positions(korea, korea.snapshots[snapshot])
        if (one.dm, one.ref, one.stand) == (dm, ref, stand)
    )
    return [cited.claim.id for cited in found.claims]


def test_in_october_washington_offers_and_leaves_the_sanctions_themselves_unsaid(korea: Dossier) -> None:
    found = stands(korea, "2025-10", "US")
    assert found["US.invite"] == [Stand.OFFERS]
    assert found["US.discuss"] == [Stand.OFFERS]
    assert found["US.lift"] == [Stand.SILENT]
    assert not {"US.drop", "US.accept", "US.pause", "US.consult"} & set(found)


def test_in_october_pyongyang_has_named_its_price_and_is_silent(korea: Dossier) -> None:
    assert stands(korea, "2025-10", "DPRK") == {
        "US.drop": [Stand.DEMANDS],
        "US.accept": [Stand.DEMANDS],
        "US.pause": [Stand.DEMANDS],
        "DPRK.meet": [Stand.SILENT, Stand.OFFERS_IF],
        "DPRK.seoul": [Stand.REFUSES],
        "DPRK.denounce": [Stand.SILENT, Stand.DOES, Stand.WARNS],
    }
    assert claims(korea, "2025-10", "DPRK", "US.accept", Stand.DEMANDS) == ["kim-conditions"]
    assert set(claims(korea, "2025-10", "DPRK", "US.drop", Stand.DEMANDS)) == {
        "kim-wants-demand-dropped",
        "kim-conditions",
    }


def test_seoul_hopes_and_judges_and_asks_for_nothing(korea: Dossier) -> None:
    found = stands(korea, "2025-10", "ROK")
    assert {"US.accept", "US.lift", "DPRK.meet", "DPRK.seoul"} <= set(found)
    assert {stand for own in found.values() for stand in own} == {Stand.SPEAKS}
    assert claims(korea, "2025-10", "ROK", "DPRK.seoul", Stand.SPEAKS) == ["lee-hoped-to-rekindle"]


@pytest.mark.parametrize("snapshot", ["2025-02", "2025-10"])
def test_no_word_of_moscow_or_beijing_is_reported(korea: Dossier, snapshot: str) -> None:
    assert stands(korea, snapshot, "RU") == stands(korea, snapshot, "CN") == {}
    conflict = korea.snapshots[snapshot]
    silent = unspoken(positions(korea, conflict), conflict)
    assert {"RU.shield", "CN.shield", "ROK.back", "DPRK.halt", "DPRK.freeze", "US.consult"} <= set(silent)


def test_in_february_pyongyang_denounces_and_does_not_answer(korea: Dossier) -> None:
    assert stands(korea, "2025-02", "DPRK") == {
        "US.pause": [Stand.DEMANDS],
        "DPRK.meet": [Stand.SILENT],
        "DPRK.denounce": [Stand.DOES, Stand.WARNS],
    }


def test_in_february_washington_has_a_plan_and_no_invitation(korea: Dossier) -> None:
    assert stands(korea, "2025-02", "US") == {"US.invite": [Stand.SPEAKS]}
    assert stands(korea, "2025-02", "ROK") == {}


def test_the_chronology_of_february(korea: Dossier) -> None:
    events = chronology(korea, korea.snapshots["2025-02"])
    told = [(event.by.id if event.by else "", [one.claim.id for one in event.claims]) for event in events]
    assert told == [
        ("trump", ["trump-plans-to-engage", "trump-praises-kim"]),
        ("pyongyang", ["ministry-condemns-rogue-state"]),
        ("dprk-foreign-ministry", ["ministry-hard-line"]),
        ("kim", ["kim-visits-nuclear-plant"]),
        ("dprk-foreign-ministry", ["ministry-no-provocation"]),
        ("pyongyang", ["demand-respect-sovereignty", "demand-no-interference", "demand-exercises-suspended"]),
    ]


def test_the_chronology_of_october_goes_on_from_there(korea: Dossier) -> None:
    first = [event.claims for event in chronology(korea, korea.snapshots["2025-02"])]
    events = chronology(korea, korea.snapshots["2025-10"])
    told = [event.claims for event in events]
    assert told[2 : 2 + len(first)] == first  # before it: the first term, and the ties that began in 2018
    order = [one.claim.id for event in events for one in event.claims]
    wanted = [
        "trump-tone-first-term",
        "alliance-with-russia",
        "kim-conditions",
        "kim-refuses-seoul",
        "trump-invites",
        "pyongyang-silent",
    ]
    assert [id_ for id_ in order if id_ in wanted] == wanted


def test_the_chronology_holds_no_view_of_experts_or_reporters(korea: Dossier) -> None:
    events = chronology(korea, korea.snapshots["2025-10"])
    assert {side for event in events if event.by for side in event.by.speaks_for} == {"US", "DPRK", "ROK"}
    assert all(event.by and event.by.speaks_for for event in events)


def test_nothing_was_known_in_2018(korea: Dossier) -> None:
    conflict = korea.snapshots["2018-19"]
    assert chronology(korea, conflict) == ()
    assert positions(korea, conflict) == ()


def test_what_was_observed_agrees_with_the_snapshots_and_claims_no_more_than_is_told(korea: Dossier) -> None:
    assert [str(one.when) for one in korea.observations] == [
        "2025-01-20 to 2025-02-04",
        "2025-10-24 to 2025-10-30",
    ]
    for one, snapshot in zip(korea.observations, ("2025-02", "2025-10"), strict=True):
        status_quo = korea.snapshots[snapshot].status_quo
        assert status_quo is not None
        assert set(one.taken) <= status_quo.options
        assert not set(one.left) & status_quo.options
        told = {ref for claim in one.because for ref, _ in korea.claims[claim].claim.about}
        assert {*one.taken, *one.left} <= told
    assert not [fault for fault in korea.unresolved() if "observation" in fault.message]


def test_how_much_of_the_october_model_is_reported(korea: Dossier) -> None:
    found = coverage(korea, korea.snapshots["2025-10"])
    assert found.status_quo_cited == ("US.invite", "US.discuss")
    assert found.status_quo_uncited == ("ROK.back", "RU.shield", "CN.shield")
    assert all(count.reported == 0 for count in found.parties if count.target in ("RU", "CN"))
    assert sum(count.total for count in found.parties) == 41
    assert found.rules[0].logical == found.rules[0].total == 3
    assert found.claims == len(korea.evidence.claims)
    assert found.reports_by_grade == (("B", 1), ("F", 1))
    assert coverage(korea, korea.snapshots["2025-02"]).status_quo_cited == ("DPRK.denounce",)
