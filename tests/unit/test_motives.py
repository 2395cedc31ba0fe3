"""Motives: what is refused, what a partial record leaves open, samples, and how it is told."""

from __future__ import annotations

import json
import math
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from detente import Conflict, InputError, Ranking, UnknownName
from detente.analysis.motives import Act, Motives, _clash, motives
from detente.analysis.profiles import Free
from detente.analysis.weighing import Drawn, Exact, Sample, weigh
from detente.brief.motives import motives_text
from detente.brief.payload.motives import motives_payload
from detente.dossier.dossier import Dossier
from detente.dossier.motives import DossierMotives, motives_of, seen_of
from detente.dossier.observations import Observation
from detente.engine import orders
from detente.engine.orders import Rule, Rules, TooMany, counted
from detente.evidence.folder import Evidence
from detente.files.dates import Interval

POND: dict[str, object] = {"A": ["x and B.y", "not x if not B.y", "not x"], "B": ["not y"]}


def pond(**changes: object) -> Conflict:
    given: dict[str, object] = {"status_quo": ["B.y"], "names": {"A": "Athens"}, **changes}
    return Conflict.from_options({"A": ["x"], "B": ["y"]}, POND, **given)  # type: ignore[arg-type]


def wishes(lines: list[object], **changes: object) -> Conflict:
    """A has three options and these aims; B has none of its own."""
    given: dict[str, object] = {"status_quo": [], **changes}
    return Conflict.from_options({"A": ["x", "y", "z"], "B": ["w"]}, {"A": lines, "B": ["w"]}, **given)  # type: ignore[arg-type]


def code(error: pytest.ExceptionInfo[InputError]) -> str:
    (only,) = error.value.diagnostics
    return only.code


def above(first: int, second: int) -> Rule:
    """The rule that one line stands above another."""
    return frozenset({frozenset({frozenset({frozenset({(1 << first, 1 << second)})})})})


# Faults


@pytest.mark.parametrize(
    ("conflict", "dm", "expected"),
    [
        (pond(status_quo=None), "A", "nothing-observed"),
        (Conflict.from_options({"A": ["x"]}, {"A": []}, status_quo=[]), "A", "no-aims"),
        (
            Conflict.from_options({"A": ["x"]}, {"A": Ranking([[["A.x"]], [[]]])}, status_quo=[]),
            "A",
            "no-aims",
        ),
        (
            Conflict.from_graph(["s", "t"], {"A": [("s", "t")]}, {"A": Ranking(["s", "t"])}, status_quo="s"),
            "A",
            "graph-form-motives",
        ),
    ],
)
def test_what_cannot_be_asked_says_why(conflict: Conflict, dm: str, expected: str) -> None:
    with pytest.raises(InputError) as error:
        motives(conflict, dm)
    assert code(error) == expected
    assert all(one.cure for one in error.value.diagnostics)


@pytest.mark.parametrize("error", [-0.1, 1.1, math.nan])
def test_an_error_is_a_probability(error: float) -> None:
    with pytest.raises(InputError) as found:
        motives(pond(), "A", error=error)
    assert code(found) == "no-probability"


@pytest.mark.parametrize("temperature", [0.0, -1.0, math.nan])
def test_a_temperature_is_more_than_nothing(temperature: float) -> None:
    with pytest.raises(InputError) as found:
        motives(pond(), "A", temperature=temperature)
    assert code(found) == "no-temperature"


def test_unknown_names() -> None:
    with pytest.raises(UnknownName, match="there is no decision maker C"):
        motives(pond(), "C")
    with pytest.raises(UnknownName, match="did you mean nash"):
        motives(pond(), "A", concept="nahs")


def test_an_act_is_a_move_of_its_own() -> None:
    conflict = pond()
    other = Act(((conflict.state(), conflict.state("B.y")),))
    with pytest.raises(InputError) as error:
        motives(conflict, "A", [other])
    assert code(error) == "no-move"
    with pytest.raises(InputError) as error:
        motives(conflict, "A", [])
    assert code(error) == "nothing-observed"
    with pytest.raises(ValueError, match="another conflict"):
        motives(conflict, "A", [Act.stay(wishes(["x"]).state())])
    with pytest.raises(ValueError, match="other options"):
        motives(conflict, "A", [Act.stay(wishes(["x"]).state(), conflict=wishes(["x"]))])


def test_more_aims_than_a_set_holds() -> None:
    options = [f"o{place}" for place in range(7)]
    lines = [f"{a} and {b} and {c}" for a in options for b in options for c in options if a < b < c]
    lines += [f"{a} or {b}" for a in options for b in options if a < b] + options
    conflict = Conflict.from_options({"A": options}, {"A": lines}, status_quo=[])
    with pytest.raises(InputError) as error:
        motives(conflict, "A")
    assert code(error) == "too-many-aims"


# What an act tells


def test_staying_settles_what_counts_more() -> None:
    found = motives(wishes(["x", "not x", "B.w"]), "A")
    assert (found.orders, found.left, found.ruled_out) == (6, 3, 3)
    assert found.settled == ((1, 0),)
    assert not found.as_modelled
    assert found.needed == (1,)
    assert found.first == (0, Fraction(2, 3), Fraction(1, 3))


def test_two_acts_that_no_order_explains_together() -> None:
    conflict = wishes(["x", "not x"])
    stays = [Act.stay(conflict.state()), Act.stay(conflict.state("A.y")), Act.stay(conflict.state("A.x"))]
    found = motives(conflict, "A", stays)
    assert (found.left, found.clash, found.above, found.further) == (0, (0, 2), (), None)
    assert [judged.alone for judged in found.acts] == [Fraction(1, 2)] * 3


def test_four_acts_that_clash_only_together() -> None:
    """A ring: each act puts one aim above the next."""
    rules = [above(place, (place + 1) % 4) for place in range(4)]
    assert _clash(4, rules) == (0, 1, 2, 3)
    assert _clash(4, [above(1, 3), *rules[:3], rules[3], above(2, 0)]) == (0, 1, 4)


def test_a_step_that_would_have_paid_under_every_order() -> None:
    conflict = wishes(["x", "B.w"])
    found = motives(conflict, "A")
    assert (found.left, found.clash) == (0, (0,))
    assert found.acts[0].pays[0].target == conflict.state("A.x")


def test_a_move_tells_more_than_that_it_is_no_worse() -> None:
    conflict = wishes(["x", "not x"])
    stayed = motives(conflict, "A", [Act.stay(conflict.state("A.x"))])
    moved = motives(conflict, "A", [Act(((conflict.state(), conflict.state("A.x")),))])
    tied = motives(conflict, "A", [Act(((conflict.state(), conflict.state("A.y")),))])
    assert (stayed.left, moved.left, tied.left) == (1, 1, 0)


def test_possible_or_certain() -> None:
    conflict = wishes(["x", "not x", "B.w"])
    act = Act.stay(conflict.state(), conflict.state("A.x"))
    assert motives(conflict, "A", [act]).left == 6
    assert motives(conflict, "A", [act], certain=True).left == 0


def test_where_it_could_not_move_nothing_is_told() -> None:
    conflict = wishes(["x", "not x"], irreversible=["not A.x", "not A.y", "not A.z"])
    found = motives(conflict, "A")
    assert (found.left, found.acts[0].alone) == (2, 1)


def test_an_error_of_one_half_tells_nothing() -> None:
    conflict = wishes(["x", "not x", "B.w"])
    half = motives(conflict, "A", error=0.5)
    assert half.above[0][1] == pytest.approx(0.5)
    tenth = motives(conflict, "A", error=0.1)
    assert tenth.above[1][0] == pytest.approx(0.9)
    assert (tenth.left, tenth.settled) == (3, ())
    assert half.changed == ()
    assert tenth.changed[0] == (1, 0)


# Counting


def test_lines_that_no_rule_names_stand_anywhere() -> None:
    found = counted(Rules(25, [above(3, 7)]))
    assert found.total == math.factorial(25) // 2
    assert found.above[3][7] == found.total
    assert found.above[3][0] + found.above[0][3] == found.total
    assert 3 * found.above[3][0] == 2 * found.total
    assert 2 * found.above[0][1] == found.total
    assert sum(found.first) == found.total


def test_what_is_drawn_is_as_likely_as_it_weighs() -> None:
    found = counted(Rules(4, [above(0, 1), above(2, 1)]), weights=[(1, 0), (3, 1)])
    drawn = found.draw(np.random.default_rng(5), 40_000)
    place = np.argsort(drawn, axis=1)
    assert (place[:, 0] < place[:, 1]).all()
    for a in range(4):
        share = float((drawn[:, 0] == a).mean())
        assert share == pytest.approx(float(found.first[a]) / float(found.total), abs=0.015)


def test_more_than_twenty_named_lines_are_given_up() -> None:
    with pytest.raises(TooMany):
        counted(Rules(24, [above(place, place + 1) for place in range(22)]))


def test_too_many_futures_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "_ROWS", 10)
    with pytest.raises(TooMany):
        counted(Rules(9, [above(0, 1), above(2, 3), above(4, 5)]))


def test_where_they_cannot_be_counted_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question, counted and drawn; the interval holds the truth with this seed."""
    rules = [above(0, 1), above(2, 3)]
    exact = weigh(6, rules)
    assert isinstance(exact, Exact)
    monkeypatch.setattr(orders, "_ROWS", 1)
    drawn = weigh(6, rules, samples=5000, seed=2)
    assert isinstance(drawn, Drawn)
    assert drawn.sample.low < exact.total / 720 < drawn.sample.high
    assert (drawn.sample.drawn, drawn.sample.seed) == (5000, 2)
    for a in range(6):
        assert drawn.first[a] == pytest.approx(float(exact.first[a]), abs=0.05)
        assert drawn.above[a] == pytest.approx([float(share) for share in exact.above[a]], abs=0.05)
    assert drawn.share(above(0, 3)) == pytest.approx(float(Fraction(5, 6)), abs=0.05)
    assert drawn.above_where(above(3, 1))[0][1] == 1
    law = weigh(6, [], (0.0, 0.5), samples=5000)
    assert law.first[0] > 0.8


def test_the_interval_is_wilsons() -> None:
    sample = Sample(100, 10, 1)
    assert (sample.low, sample.high) == pytest.approx((0.05523, 0.17437), abs=1e-5)
    assert Sample(50, 0, 1).low == pytest.approx(0)
    assert Sample(50, 50, 1).high == pytest.approx(1)


def test_a_sample_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "_ROWS", 0)
    conflict = wishes(["x", "not x", "B.w", "y", "not y"])
    found = motives(conflict, "A", samples=2000, seed=3)
    assert found.left is None
    assert found.ruled_out is None
    assert (found.settled, found.clash, found.needed) == ((), (), ())
    assert set(found.changed) == {(1, 0), (4, 3), (1, 2), (4, 2), (1, 3), (4, 0), (2, 0), (2, 3)}
    assert found.sample is not None
    assert found.sample.low < 0.25 < found.sample.high
    text = told(alone(found))
    assert "too many to count; of 2,000 drawn at random (seed 3)" in text
    assert "at 95% confidence" in text
    assert "settles" not in text
    assert motives_payload(alone(found), 3)["sample"]["seed"] == 3


def test_draws_are_the_orders_that_rules_are_asked_of() -> None:
    drawn = Free(6).draw(np.random.default_rng(1), 500)
    place = np.argsort(drawn, axis=1)
    assert Rules(6, [above(4, 2)]).hold(drawn)[0].tolist() == (place[:, 4] < place[:, 2]).tolist()


# A dossier


def observed(day: str, *state: str) -> Observation:
    first, _, last = day.partition("/")
    when = Interval(date.fromisoformat(first), date.fromisoformat(last or first))
    return Observation(when, state, ("seen",))


def dossier(*observations: Observation, **changes: object) -> Dossier:
    spring = wishes(["x iff B.w", "not y"], as_of=date(2030, 3, 1), status_quo=["A.z"])
    autumn = wishes(["x iff B.w", "y"], as_of=date(2030, 9, 1), status_quo=["A.x", "B.w"], **changes)
    return Dossier(Evidence("d", (), (), ()), (("spring", spring), ("autumn", autumn)), None, observations)


def test_what_was_not_seen_is_that_of_the_status_quo_of_its_day() -> None:
    case = dossier(observed("2030-02-20/2030-03-02", "not A.x"), observed("2030-09-01", "A.x", "B.w"))
    seen, left_out = seen_of(case, "autumn", "A")
    assert left_out == ()
    assert [[str(end[1]) for end in one.act.ends] for one in seen] == [
        ["{A.z}"],
        ["{A.x, B.w}"],
        ["{A.x, B.w}"],
    ]
    assert [one.act.stayed for one in seen] == [True, False, True]
    assert [one.snapshot for one in seen] == ["spring", "autumn", "autumn"]
    assert seen[0].assumed == ("A.y", "A.z", "B.w")
    assert [one.other_aims for one in seen] == [True, False, False]
    ((origin, _),) = seen[1].act.ends
    assert str(origin) == "{A.z, B.w}"  # the others had moved first


def test_without_a_model_of_its_day_what_was_not_seen_is_unknown() -> None:
    seen, _ = seen_of(dossier(observed("2030-05-05", "A.x", "not A.y")), "autumn", "A")
    assert seen[0].snapshot == "spring"
    assert seen[0].unknown == ("A.z", "B.w")
    assert len(seen[0].act.ends) == 4
    assert seen[1].observations == ()  # nothing was seen on the day of the snapshot
    found = motives_of(dossier(observed("2030-05-05", "A.x", "not A.y")), None, "A")
    assert "Not seen, and unknown: 2 options; 4 states agree" in told(found)
    assert "Today, by the status quo of the model (assumed)" in told(found)


def test_what_was_seen_later_does_not_count() -> None:
    seen, _ = seen_of(dossier(observed("2030-03-01", "A.z"), observed("2030-09-01", "A.x")), "spring", "A")
    assert [str(one.act.ends[0][0]) for one in seen] == ["{A.z}"]


def test_an_observation_that_no_state_agrees_with_is_left_out() -> None:
    case = dossier(observed("2030-09-01", "A.x", "A.y"), infeasible=["A.x and A.y"])
    seen, left_out = seen_of(case, "autumn", "A")
    assert [one.reason for one in left_out] == ["no feasible state of autumn agrees with it"]
    assert len(seen) == 1
    text = told(motives_of(case, None, "A"))
    assert "Left out (1 September 2030): no feasible state of autumn agrees" in text


def test_a_step_that_cannot_be_undone_is_no_move() -> None:
    case = dossier(observed("2030-03-01", "A.y"), observed("2030-09-01", "not A.y"), irreversible=["A.y"])
    seen, _ = seen_of(case, "autumn", "A")
    assert [one.act.stayed for one in seen] == [True, True]


def test_observations_of_days_with_other_aims_may_be_left_out() -> None:
    case = dossier(observed("2030-03-01", "not A.x"), observed("2030-09-01", "A.x"))
    assert len(motives_of(case, None, "A", same_aims=True).seen) == 1
    assert len(motives_of(case, None, "A").seen) == 3


# How it is told


def alone(found: Motives) -> DossierMotives:
    """A result as that of a conflict on its own."""
    seen, _ = seen_of(Dossier(Evidence("d", (), (), ()), (("c", found.conflict),)), "c", found.dm)
    return DossierMotives(found, seen, ())


def told(found: DossierMotives) -> str:
    """The text on one line, without regard to where lines are wrapped."""
    return " ".join(motives_text(found).split())


def test_what_is_told_is_what_was_found() -> None:
    text = told(alone(motives(pond(), "A")))
    assert "What does Athens have in mind?" in text
    assert "Athens has 3 aims: 6 orders. What was seen rules out 3 of them (50.0%), and 3 are left." in text
    assert "The order of the model does not explain it." in text
    assert "What the record settles: - “not x” counts more than “x and B.y”." in text
    assert "33.3% 2.0 not x if not B.y (assumed)" in text
    assert "Without the aim “not x” no order explains what was seen." in text


def test_a_clash_is_told() -> None:
    text = told(alone(motives(wishes(["x", "B.w"]), "A")))
    assert "No order explains what was seen." in text
    assert "Number 1: whatever counts most for A, this would have paid: A x" in text
    assert "--error" in text
    conflict = wishes(["x", "not x"])
    case = dossier(observed("2030-03-01", "A.x"), observed("2030-09-01", "A.x", "not B.w"))
    assert "(--error)" not in told(motives_of(case, None, "A", error=0.2))
    both = motives(conflict, "A", [Act.stay(conflict.state()), Act.stay(conflict.state("A.x"))])
    pair = DossierMotives(both, alone(both).seen * 2, ())
    assert "Numbers 1 and 2 have no order in common" in told(pair)


def test_what_was_not_looked_for_is_not_told() -> None:
    found = motives(pond(), "A", limit=0)
    assert found.further is None
    assert "near today" not in told(alone(found))
    assert motives_payload(alone(found), 0)["further"] == []
    alike = motives(wishes(["x", "y"], status_quo=["A.x", "A.y"]), "A")
    assert alike.further == ()
    assert "Nothing near today would tell more: there A acts alike" in told(alone(alike))


def test_errors_and_the_law_are_told() -> None:
    text = told(alone(motives(wishes(["x", "not x"]), "A", error=0.1, temperature=2.0)))
    assert "probability 0.1: an order weighs 0.9 for each act that it explains, and 0.1" in text
    assert "divides the weight by 1.65" in text


def test_the_payload_says_the_same() -> None:
    found = motives(pond(), "A")
    data = motives_payload(alone(found), 3)
    assert json.loads(json.dumps(data)) == data
    assert (data["orders"], data["left"], data["ruled_out"], data["clash"]) == (6, 3, 3, [])
    assert data["settled"] == [[3, 1]]
    assert data["needed"] == [3]
    assert data["above"][2][0] == 1
    assert data["temperature"] is None
    assert data["acts"][0]["ways"] == 1
    assert data["acts"][0]["alone"] == 0.5
