"""Deals of the Korean standoff, who is left out of them, and what would move whom; counted by hand."""

from __future__ import annotations

from collections import Counter

import pytest

import detente
from detente import State
from detente.catalog.names import load_dossier
from detente.conflict.preferences import Prioritised
from detente.dossier.assessment import Assessment
from detente.dossier.headlines import Question
from detente.errors import InputError

SEQ = "seq"


@pytest.fixture(scope="module")
def october() -> Assessment:
    return detente.assess(load_dossier("korea"), "2025-10")


def held(assessment: Assessment) -> list[State]:
    """The states that hold, today's left out."""
    return [state for state in assessment.analysis.equilibria(SEQ) if state != assessment.status_quo]


def made(assessment: Assessment, state: State) -> frozenset[str]:
    """The outcomes that come about in a state and leave nobody out."""
    found = assessment.conflict
    return frozenset(
        one.id for one in found.outcome_list if not one.leaves_out and state in found.find(one.id)
    )


def is_worse(assessment: Assessment, dm: str, state: State) -> bool:
    row = assessment.conflict.ranks[assessment.conflict.dm(dm)]
    return bool(row[state.code] < row[assessment.status_quo.code])


def test_the_groups_are_the_ones_that_counting_gives(october: Assessment) -> None:
    """A meeting has fixed terms, so it makes one group; else each combination of outcomes does."""
    ways: Counter[frozenset[str]] = Counter()
    nobody: Counter[frozenset[str]] = Counter()
    parties = [dm.id for dm in october.conflict.decision_makers]
    for state in held(october):
        outcomes = made(october, state)
        group = frozenset({"summit"}) if "summit" in outcomes else outcomes
        if group:
            ways[group] += 1
            nobody[group] += not any(is_worse(october, dm, state) for dm in parties)
    assert {frozenset(deal.outcomes): deal.ways for deal in october.deals} == ways
    assert {frozenset(deal.outcomes): deal.nobody_worse for deal in october.deals} == nobody
    assert sum(ways.values()) == 1600
    meeting = next(deal for deal in october.deals if deal.outcomes == ("summit",))
    assert (meeting.ways, dict(meeting.also)) == (256, {"moratorium": 128, "small_deal": 128})


def test_the_figures_that_are_known_add_up(october: Assessment) -> None:
    def total(outcome: str) -> int:
        own = sum(deal.ways for deal in october.deals if outcome in deal.outcomes)
        return own + sum(dict(deal.also).get(outcome, 0) for deal in october.deals)

    assert (total("moratorium"), total("small_deal"), total("summit")) == (1152, 960, 256)


def test_the_example_has_the_fewest_losers_and_then_the_fewest_changes(october: Assessment) -> None:
    parties = [dm.id for dm in october.conflict.decision_makers]
    today = october.status_quo.options
    for deal in october.deals:

        def cost(state: State) -> tuple[int, int]:
            return sum(is_worse(october, dm, state) for dm in parties), len(state.options ^ today)

        key = frozenset(deal.outcomes)
        own = [
            state
            for state in held(october)
            if (made(october, state) & {"summit"} or made(october, state)) == key
        ]
        assert len(own) == deal.ways
        assert cost(deal.example) == min(map(cost, own))


def test_the_shares_of_a_deal_are_what_changes_and_what_holds_then(october: Assessment) -> None:
    conflict, today = october.conflict, october.status_quo
    for deal in october.deals:
        taken = {ref for share in deal.shares for ref in share.takes}
        left = {ref for share in deal.shares for ref in share.leaves}
        assert (today.options | taken) - left == deal.example.options
        for share in deal.shares:
            assert share.worse_off == is_worse(october, share.dm, deal.example)
            preference = conflict.preferences[share.dm]
            assert isinstance(preference, Prioritised)
            before, after = (
                {line for line in preference.lines if state in conflict.find(line.statement)}
                for state in (today, deal.example)
            )
            assert {used.line for used in share.gained} == after - before
            assert {used.line for used in share.lost} == before - after


def test_what_pyongyang_refuses_is_flagged_in_every_deal_that_holds_it(october: Assessment) -> None:
    for deal in october.deals:
        (flag,) = deal.refused
        assert flag.ref == "DPRK.seoul"
        assert [cited.claim.id for cited in flag.claims] == ["kim-refuses-seoul"]
        assert 0 < flag.ways < deal.ways


def test_what_was_refused_later_is_not_flagged_before() -> None:
    february = detente.assess(load_dossier("korea"), "2025-02")
    assert all(not deal.refused for deal in february.deals)


def test_what_seoul_loses_where_it_is_left_out(october: Assessment) -> None:
    (found,) = october.left_out
    conflict = october.conflict
    out = [state for state in held(october) if state in conflict.find("seoul_left_out")]
    assert (found.outcome, found.dm, found.ways) == ("seoul_left_out", "ROK", len(out))
    assert found.ways == 480
    assert found.worse_off == sum(is_worse(october, "ROK", state) for state in out) == 272
    assert sum(found.by_deal) == sum(bool(made(october, state)) for state in out)


def test_what_would_bring_seoul_in(october: Assessment) -> None:
    """Counted by hand: the same deal with one option of another party's changed."""
    (found,) = october.left_out
    conflict = october.conflict
    inside = conflict.find("seoul_left_out")
    preference = conflict.preferences["ROK"]
    assert isinstance(preference, Prioritised)
    expected: dict[str, Counter[str]] = {}
    for state in held(october):
        if state not in inside or not made(october, state):
            continue
        for ref in conflict.space.refs:
            if ref.startswith("ROK."):
                continue
            try:
                other = conflict.state(*(state.options ^ {ref}))
            except InputError:
                continue
            if other in inside or made(october, other) != made(october, state):
                continue
            counts = expected.setdefault(ref, Counter())
            for line in preference.lines:
                where = conflict.find(line.statement)
                counts[str(line)] += state not in where and other in where
    assert {way.ref: {str(loss.line.line): loss.ways for loss in way.losses} for way in found.ways_in} == {
        ref: dict(+counts) for ref, counts in expected.items()
    }
    assert set(expected) == {"US.consult", "DPRK.seoul"}
    assert [cited.claim.id for way in found.ways_in for cited in way.refused] == ["kim-refuses-seoul"]


def test_what_would_move_kim_by_his_own_words_and_by_the_ministers(october: Assessment) -> None:
    found = {one.claim.claim.id: one for one in october.tried}
    assert set(found) == {"kim-conditions", "recognition-and-sanctions-pivotal"}
    kim, minister = found["kim-conditions"], found["recognition-and-sanctions-pivotal"]
    assert kim.gains is not None
    assert "DPRK.meet" in kim.gains.target.options
    (back,) = kim.withdrawals
    assert back.line is not None
    assert (back.move.dm, str(back.line.line)) == ("US", "not (US.drop and not DPRK.halt)")
    assert minister.gains is None
    assert minister.barred_by is not None
    assert str(minister.barred_by.line) == "DPRK.meet iff US.drop and US.accept"


def test_the_minister_is_right_in_his_own_model() -> None:
    rival = detente.assess(load_dossier("korea"), "2025-10-minister")
    found = {one.claim.claim.id: one for one in rival.tried}
    gains = found["recognition-and-sanctions-pivotal"].gains
    assert gains is not None
    assert "DPRK.meet" in gains.target.options
    assert found["kim-conditions"].gains is None


def test_what_has_a_due_date_is_watched_first(october: Assessment) -> None:
    first, second, *rest = october.watch
    assert [cited.claim.id for cited in first.forecasts] == ["statement-expected"]
    assert str(first.due) == "2025-10-28 to 2025-10-29"
    assert second.expected
    assert [cited.claim.id for cited in second.forecasts] == ["consult-before-contact"]
    meeting = next(one for one in rest if one.step and "DPRK.meet" in one.step.target.options)
    assert "summit" in {answer.outcome for answer in meeting.answers}
    assert [cited.claim.id for cited in meeting.forecasts] == ["dialogue-approaching"]


def test_a_forecast_that_has_come_true_is_not_watched(october: Assessment) -> None:
    watched = {cited.claim.id for one in october.watch for cited in one.forecasts}
    assert "trump-plans-to-engage" not in watched
    february = detente.assess(load_dossier("korea"), "2025-02")
    assert "trump-plans-to-engage" in {cited.claim.id for one in february.watch for cited in one.forecasts}
    assert "statement-expected" not in {cited.claim.id for one in february.watch for cited in one.forecasts}


def test_every_line_on_which_an_answer_hangs_is_watched(october: Assessment) -> None:
    watched = {one.line.line for one in october.watch if one.line is not None}
    hanging = {used.line for one in october.headlines for used in one.lines if used.target != "infeasible"}
    assert hanging <= watched


@pytest.mark.parametrize(
    ("question", "outcome", "answer"),
    [
        (Question.TODAY, "", False),
        (Question.ONE_STEP, "", True),
        (Question.HOLDS, "big_deal", False),
        (Question.WITHOUT, "small_deal", True),
        (Question.WITHOUT, "moratorium", True),
    ],
)
def test_the_headlines(october: Assessment, question: Question, outcome: str, answer: bool) -> None:
    found = [one for one in october.headlines if (one.question, one.outcome) == (question, outcome)]
    assert [one.answer for one in found] == [answer]
    assert found[0].concept == SEQ
    assert found[0].grounds, "it says on what it hangs"
