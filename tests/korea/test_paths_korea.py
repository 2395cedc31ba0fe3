"""Ways out of the Korean standoff of October 2025: check 5 of what a reader would ask."""

from __future__ import annotations

from functools import cache

import pytest

import detente
from detente import Conflict, State
from detente.analysis.paths import Paths, paths

NASH = ("US.invite", "US.discuss", "US.consult", "ROK.back", "RU.shield", "CN.shield")


@cache
def october() -> Conflict:
    return detente.load("korea/2025-10")


@cache
def ways(target: str | None) -> Paths:
    return paths(october(), target)


def by_improvements(conflict: Conflict, start: State) -> set[int]:
    """The codes that improvements reach, by going from state to state; in option form no order is barred."""
    free = [dm.id for dm in conflict.decision_makers]
    masks = [
        sum(1 << bit for bit, ref in enumerate(conflict.space.refs) if ref.startswith(f"{dm}."))
        for dm in free
    ]
    reached, ahead = {start.code}, [start.code]
    while ahead:
        code = ahead.pop()
        for ranks, mask in zip(conflict.ranks, masks, strict=True):
            changed = mask
            while changed:  # all ways to change some of its options
                other = code ^ changed
                if conflict.space.admits(other) and ranks[other] > ranks[code] and other not in reached:
                    reached.add(other)
                    ahead.append(other)
                changed = (changed - 1) & mask
    return reached


@pytest.mark.parametrize("target", ["summit", "moratorium", "small_deal", "big_deal"])
def test_no_improvements_lead_to_any_deal(target: str) -> None:
    found = ways(target)
    assert found.by_improvements.length is None
    assert found.by_improvements.count == 0
    assert not any(path.improving for path in found.by_any.listed)


def test_improvements_lead_only_to_what_nobody_leaves() -> None:
    today = october().status_quo
    assert today is not None
    assert by_improvements(october(), today) == {today.code, october().state(*NASH).code}
    found = ways("summit")
    assert found.by_improvements.reached == 1
    assert list(found.dead_ends) == [october().state(*NASH)]
    assert not len(found.dead_ends & found.target)


def test_pyongyang_alone_could_come_to_a_meeting_and_would_lose_by_it() -> None:
    found = ways("summit")
    # halt and freeze freely, disarm only with both: 5; with or without talks with Seoul, and denouncing: 20
    assert (found.by_any.length, found.by_any.count) == (1, 20)
    assert found.by_any.first == (("DPRK", 20),)
    (move,) = found.by_any.listed[0].moves
    assert move.target.options - move.origin.options == {"DPRK.meet"}
    assert found.by_any.listed[0].gains == (False,)


def test_the_moratorium_takes_two_moves_in_either_order() -> None:
    found = ways("moratorium").by_any
    # with the invitation 32 moves of Washington and 24 of Pyongyang, without it 32 and 12
    assert (found.length, found.count) == (2, 2 * (32 * 24 + 32 * 12))
    assert found.first == (("US", found.count // 2), ("DPRK", found.count // 2))


def test_the_nearest_equilibrium_is_one_step_of_washington() -> None:
    found = ways(None)
    assert len(found.target) == 2113
    for shortest in (found.by_any, found.by_improvements):
        assert (shortest.length, shortest.count, shortest.first) == (1, 1, (("US", 1),))
        assert [str(state) for state in shortest.nearest.states] == [str(october().state(*NASH))]
    assert found.by_any.listed == found.by_improvements.listed


def test_nothing_is_out_of_reach_by_any_moves() -> None:
    assert ways("summit").by_any.reached == 30_720 - 1
