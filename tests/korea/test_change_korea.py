"""What changed in Korea between February and October 2025, and which part of it explains the answer."""

from __future__ import annotations

from functools import cache

import pytest

import detente
from detente import Conflict, Edit
from detente.analysis.change import STATUS_QUO, Changed, Smallest, changed
from detente.catalog.names import load_dossier
from detente.dossier.change import change_between

STEPS = {
    "US": ("US.invite", "US.discuss"),
    "DPRK": ("DPRK.denounce",),
    "ROK": ("ROK.back",),
}


@cache
def snapshot(name: str) -> Conflict:
    return detente.load(f"korea/{name}")


@cache
def since_february() -> Changed:
    return changed(snapshot("2025-02"), snapshot("2025-10"), size=11)


def holds(conflict: Conflict) -> bool:
    assert conflict.status_quo is not None
    return conflict.status_quo in detente.analyse(conflict, "seq").equilibria("seq")


def told(found: Smallest) -> list[set[tuple[str, str]]]:
    return [{(part.target, str(part.now or part.before or "")) for part in one} for one in found.sets]


def test_the_new_status_quo_no_longer_holds_and_any_of_four_changes_alone_is_enough() -> None:
    (why,) = since_february().why
    assert why.outcome == STATUS_QUO
    assert (since_february().held, since_february().holds) == (True, False)
    assert why.enough.exact
    assert why.enough.number == 4
    february = snapshot("2025-02")
    today = february.status_quo_name
    assert isinstance(today, frozenset)
    alone = [
        february.edited(Edit.reverse("US", "not discuss"), Edit.move("US", "discuss", 10)),
        *(february.edited(Edit.status_quo(today ^ frozenset(steps))) for steps in STEPS.values()),
    ]
    assert [holds(one) for one in alone] == [False] * 4
    assert not any(
        holds(february.edited(edit)) is False
        for edit in since_february().edits or ()
        if edit.state is None and "discuss" not in str(edit)
    )


def test_five_changes_would_have_to_be_taken_back() -> None:
    (why,) = since_february().why
    assert why.undo.exact
    assert why.undo.number == 3
    for one in told(why.undo):
        assert {("US", "US.discuss"), ("US", ""), ("ROK", "")} <= one


def test_the_minister_reads_one_condition_otherwise_and_it_explains_the_terms_of_a_meeting() -> None:
    found = changed(snapshot("2025-10"), snapshot("2025-10-minister"))
    (why,) = found.why
    assert why.outcome == "summit"
    assert told(why.undo) == [{("DPRK", "DPRK.meet iff US.drop and US.accept")}]
    assert len(told(why.enough)[0]) == 2


@pytest.mark.parametrize(("before", "now"), [("2018-19", "2025-02"), ("2025-02", "2025-10")])
def test_every_claim_behind_a_changed_line_is_told(before: str, now: str) -> None:
    korea = load_dossier("korea")
    found = change_between((korea, before), (korea, now), size=0)
    lines = [line for one in found.changed.parts for line in (one.before, one.now) if line is not None]
    named = {claim for line in lines for claim in (*line.because, *line.against)}
    assert named <= {one.claim.id for one in found.claims}
    assert named
