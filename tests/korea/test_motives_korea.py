"""What does Kim have in mind? What the record of the two reports tells of the order of a side's aims."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from detente.analysis.concepts import CONCEPTS
from detente.analysis.motives import Act, Motives, motives
from detente.analysis.profiles import Free
from detente.analysis.rational import Rationality
from detente.analysis.stability import analyse
from detente.catalog.names import load_dossier
from detente.conflict.preferences import Prioritised, line_text
from detente.dossier.motives import DossierMotives, motives_of
from detente.engine.orders import Rules
from detente.errors import InputError


@cache
def asked(dm: str, concept: str, limit: int = 3) -> DossierMotives:
    return motives_of(load_dossier("korea"), "2025-10", dm, concept=concept, limit=limit)


def aim(found: DossierMotives | Motives, place: int) -> str:
    one = found if isinstance(found, Motives) else found.motives
    return line_text(one.aims[place].statements, one.dm)


@pytest.mark.parametrize("concept", ["nash", "seq"])
def test_the_record_rules_out_no_order_of_pyongyangs_aims(concept: str) -> None:
    """What it did goes against none of its aims: so silence and hard words do not tell which counts more."""
    found = asked("DPRK", concept).motives
    assert (found.orders, found.left) == (math.factorial(12), 479_001_600)
    assert found.as_modelled
    assert (found.settled, found.changed) == ((), ())
    assert {share for row in found.above for share in row} == {0, Fraction(1, 2)}
    assert [judged.alone for judged in found.acts] == [1, 1, 1]


def test_a_party_that_fears_every_answer_would_hardly_have_moved() -> None:
    """Under smr and gmr the others may answer at a cost to themselves, and so the move is hard to explain."""
    smr, gmr = asked("DPRK", "smr", 0).motives, asked("DPRK", "gmr", 0).motives
    assert (smr.left, smr.ruled_out) == (359_251_200, 119_750_400)
    assert (gmr.left, gmr.clash) == (0, (1,))


def test_pyongyangs_record_is_two_stays_and_a_move_with_their_claims() -> None:
    found = asked("DPRK", "nash")
    first, move, last = found.seen
    assert [one.act.stayed for one in found.seen] == [True, False, True]
    assert [one.snapshot for one in found.seen] == ["2025-02", "2025-10", "2025-10"]
    assert first.observations[0].because[0] == "ministry-condemns-rogue-state"
    ((origin, target),) = move.act.ends
    assert origin.options - target.options == {"DPRK.denounce"}
    assert target.options == {"US.invite", "US.discuss", "ROK.back", "RU.shield", "CN.shield"}
    assert {"RU.shield", "CN.shield", "ROK.back"} <= set(last.assumed)
    assert "DPRK.meet" not in last.assumed
    assert first.other_aims  # in February its line on denouncing did not speak of an invitation


def test_only_one_aim_of_pyongyang_is_needed() -> None:
    found = asked("DPRK", "nash")
    assert [aim(found, place) for place in found.motives.needed] == [
        "denounce iff not (US.drop or US.pause or US.invite)"
    ]


def test_what_would_tell_most_of_pyongyang() -> None:
    """Under nash nothing: none of its aims ever stands against another near today. Under seq it does."""
    assert asked("DPRK", "nash").motives.further == ()
    found = asked("DPRK", "seq")
    assert found.motives.further
    best = found.motives.further[0]
    today = found.motives.conflict.status_quo
    assert today is not None
    assert best.state.options ^ today.options == {"US.accept", "DPRK.meet"}
    assert (best.stays, best.bits) == (Fraction(1, 2), 1.0)
    assert [aim(found, place) for place in best.pair] == ["US.accept", "meet iff US.drop and US.accept"]
    assert (best.if_stays, best.if_not) == (1, 0)


@pytest.mark.parametrize("concept", ["nash", "seq"])
def test_no_order_of_washingtons_aims_explains_what_it_did(concept: str) -> None:
    """Whatever counts most for it, it would settle with Seoul first; the reports do not tell of it."""
    found = asked("US", concept).motives
    assert (found.orders, found.left, found.above) == (math.factorial(16), 0, ())
    assert found.clash == (0,)
    assert [judged.alone for judged in found.acts] == [0, 0]
    consult = found.acts[1].pays[0]
    assert consult.target.options - consult.origin.options == {"US.consult"}
    assert len(found.acts[1].pays) == 1


def test_with_other_aims_in_february_that_observation_may_be_left_out() -> None:
    dossier = load_dossier("korea")
    found = motives_of(dossier, "2025-10", "US", same_aims=True)
    assert len(found.seen) == 1
    assert [one.reason for one in found.left_out] == ["2025-02 gives US other aims"]
    february = motives_of(dossier, "2025-02", "US")
    assert (february.motives.left, len(february.seen)) == (math.factorial(14), 1)


def test_seouls_aims_are_all_open_too() -> None:
    found = asked("ROK", "nash").motives
    assert (found.orders, found.left) == (362_880, 362_880)


def test_had_pyongyang_met_without_the_demand_dropped_its_aims_would_be_known_better() -> None:
    """What would an answer to the bare invitation have told? No order explains it under nash."""
    conflict = asked("DPRK", "nash").motives.conflict
    met = conflict.state("US.invite", "US.discuss", "DPRK.meet", "ROK.back", "RU.shield", "CN.shield")
    found = motives(conflict, "DPRK", [Act.stay(met)])
    assert found.left == 0
    assert met.options - found.acts[0].pays[0].target.options == {"DPRK.meet"}
    accepted = conflict.state(*met.options, "US.accept")
    given = motives(conflict, "DPRK", [Act.stay(accepted)], concept="seq", limit=0)
    assert given.left == 239_500_800  # those in which being accepted counts more than its condition
    assert [(aim(given, a), aim(given, b)) for a, b in given.settled] == [
        ("US.accept", "meet iff US.drop and US.accept")
    ]


def test_the_law_of_orders_and_an_error_keep_the_model_likeliest() -> None:
    found = motives_of(load_dossier("korea"), None, "US", error=0.1, temperature=2.0, limit=0).motives
    assert (found.left, found.settled) == (0, ())
    assert max(found.first) == found.first[0]
    assert all(0.5 < found.above[a][b] < 1 for a, b in itertools.combinations(range(16), 2))


@pytest.mark.parametrize(("dm", "states"), [("DPRK", 25), ("US", 6)])
def test_the_rules_say_what_an_analysis_of_the_list_in_another_order_says(dm: str, states: int) -> None:
    """For random orders of the aims and random states of all 30,720, under all five concepts."""
    conflict = asked("DPRK", "nash").motives.conflict
    place, rng = conflict.dm(dm), np.random.default_rng(7)
    wishes = conflict.preference_list[place]
    assert isinstance(wishes, Prioritised)
    drawn = Free(len(wishes.lines)).draw(rng, 3)
    codes = conflict.space.codes[rng.integers(len(conflict.states), size=states)].tolist()
    seen = []
    for order in drawn.tolist():
        lists = list(conflict.preference_list)
        lists[place] = Prioritised(tuple(wishes.lines[line] for line in order))
        analysis = analyse(replace(conflict, preference_list=tuple(lists)))
        seen.append({concept: analysis.stable(concept, dm).mask for concept in CONCEPTS})
    for concept in CONCEPTS:
        model = Rationality(conflict, place, concept)
        rules = Rules(len(wishes.lines), [model.rule([(code, code)]) for code in codes])
        for column, stable in enumerate(seen):
            expected = [bool(stable[concept][conflict.space.index_of(code)]) for code in codes]
            assert rules.hold(drawn[column : column + 1])[:, 0].tolist() == expected
    assert 0 < sum(int(row["seq"].sum()) for row in seen) < len(seen) * len(conflict.states)


def test_a_party_that_is_not_there() -> None:
    with pytest.raises(InputError, match="did you mean DPRK"):
        asked("DPKR", "nash")
