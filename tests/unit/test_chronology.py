"""The chronology: words and acts, the oldest first, as far as they were known on the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.dossier.chronology import Event, chronology
from detente.dossier.observations import Observation
from detente.evidence.claims import Claim, Kind, Stance, Status
from detente.files.dates import Interval
from tests.dossiers import CONFLICT, claim, invented


def events(*claims: Claim) -> list[list[str]]:
    return [[cited.claim.id for cited in event.claims] for event in chronology(invented(*claims), CONFLICT)]


def between(one: Claim, earliest: int, latest: int) -> Claim:
    return replace(one, said_on=Interval(date(2025, 10, earliest), date(2025, 10, latest)))


def test_the_oldest_comes_first_and_of_equals_the_first_of_the_dossier() -> None:
    claims = [
        claim("late", "ann", Kind.ACT, day=9),
        between(claim("long", "ann", Kind.ACT), 1, 9),
        claim("second", "bob", Kind.ACT, day=1),
        claim("third", "ann", Kind.ACT, day=1),
    ]
    assert events(*claims) == [["second"], ["third"], ["long"], ["late"]]


def test_one_speaker_one_time_and_one_report_are_one_event() -> None:
    claims = [
        claim("a", "ann", Kind.OFFER),
        claim("b", "bob", Kind.OFFER),
        claim("c", "ann", Kind.PRAISE),
        claim("other-report", "ann", Kind.OFFER, report="s"),
        claim("other-day", "ann", Kind.OFFER, day=2),
    ]
    assert events(*claims) == [["a", "c"], ["b"], ["other-report"], ["other-day"]]


def test_an_event_says_when_and_by_whom() -> None:
    (event,) = chronology(invented(claim("a", "ann", Kind.OFFER, day=3)), CONFLICT)
    assert event.by is not None
    assert (event.when, event.by.id, event.observation) == (Interval.on(date(2025, 10, 3)), "ann", None)


@pytest.mark.parametrize("kind", Kind)
def test_words_and_acts_are_events_and_thoughts_are_not(kind: Kind) -> None:
    one = claim("a", "ann", kind, {"B.z": Stance.TAKEN}, condition="A.x")
    assert events(one) == ([] if kind in {Kind.ASSESSMENT, Kind.FORECAST} else [["a"]])


def test_to_announce_what_one_will_do_oneself_is_a_word() -> None:
    about = {"A.x": Stance.UNSAID}
    assert events(
        claim("plan", "ann", Kind.FORECAST, about), claim("guess", "bob", Kind.FORECAST, about)
    ) == [["plan"]]
    assert events(claim("thinks", "ann", Kind.ASSESSMENT, about)) == []


@pytest.mark.parametrize("kind", [Kind.PRAISE, Kind.CRITICISM, Kind.DENIAL])
def test_the_views_of_a_bystander_are_no_events(kind: Kind) -> None:
    assert events(claim("a", "eve", kind)) == []
    assert events(claim("a", "bob", kind)) == [["a"]]


def test_the_acts_of_a_bystander_are() -> None:
    assert events(claim("a", "eve", Kind.ACT), claim("b", "eve", Kind.OFFER, day=2)) == [["a"], ["b"]]


def test_what_was_not_known_on_the_day_or_was_rejected_is_left_out() -> None:
    later = claim("later", "ann", Kind.ACT, report="later")
    assert events(later, claim("no", "ann", Kind.ACT, status=Status.REJECTED)) == []
    timeless = replace(CONFLICT, as_of=None)
    assert len(chronology(invented(later), timeless)) == 1


def seen(day: int, *because: str) -> Observation:
    return Observation(Interval.on(date(2025, 10, day)), ("A.x",), because)


def test_an_observation_without_claims_is_an_event_of_nobody() -> None:
    assumed, told, too_late = seen(2), seen(2, "a"), seen(28)
    dossier = invented(claim("a", "ann", Kind.ACT, day=3), observations=(assumed, told, too_late))
    first, second = chronology(dossier, CONFLICT)
    assert first == Event(assumed.when, None, (), assumed)
    assert [cited.claim.id for cited in second.claims] == ["a"]
