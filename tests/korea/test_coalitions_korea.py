"""Korea, October 2025: who could leave together what nobody leaves alone."""

from __future__ import annotations

import detente
from detente.analysis.coalitions import coalition_analysis
from detente.analysis.jumps import jumps, leaving


def test_only_washington_and_pyongyang_together_could_leave() -> None:
    conflict = detente.load("korea/2025-10")
    found = leaving(conflict)
    assert found.by_best_step
    assert found.state == conflict.state(
        "US.invite", "US.discuss", "US.consult", "ROK.back", "RU.shield", "CN.shield"
    )
    assert found.holds
    assert len(found.coalitions) == 31
    assert [one.coalition for one in found.leavers] == [("US", "DPRK"), ("US", "DPRK", "ROK")]
    pair, three = found.leavers
    assert pair.improvements == pair.holding  # whatever both would rather have holds
    # With Moscow and Beijing as they are, these are the equilibria that leave nobody below it.
    assert len(three.improvements) == len(three.holding) == 832
    assert len(pair.improvements) == 864
    assert len(three.improvements & pair.improvements) == 416  # the other half needs a step of Seoul's
    assert (len(pair.best), len(three.best)) == (4, 13)
    meeting = conflict.find("summit")
    assert pair.best <= meeting  # what is best for both of them is a meeting, and no big deal
    assert not len(pair.improvements & conflict.find("big_deal"))


def test_jumps() -> None:
    conflict = detente.load("korea/2025-10")
    found = jumps(conflict)
    assert len(found) == 864 + 832
    assert sum(one.minimal for one in found) == 864 + 416
    assert {one.coalition for one in found if one.minimal and one.best} == {("US", "DPRK")}
    assert [one.best for one in found[:5]] == [True] * 4 + [False]


def test_the_state_holds_against_every_coalition_but_those_with_both() -> None:
    conflict = detente.load("korea/2025-10")
    state = leaving(conflict).state
    pair = coalition_analysis(conflict, ("US", "DPRK"), "cnash")
    assert state not in pair.stable("cnash", ("DPRK", "US"))
    others = coalition_analysis(conflict, ("DPRK", "ROK"), "cnash")
    assert state in others.equilibria("cnash")
