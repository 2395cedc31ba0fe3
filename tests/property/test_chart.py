"""Charts and quick answers of random models, against the analysis of every state."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente import Conflict, analyse
from detente.analysis.chart import chart
from detente.analysis.concepts import CONCEPTS
from detente.analysis.what_if import ChangeKind, quick_answers, shifts
from detente.conflict.states import State

REFS = ("A.x", "A.y", "B.z", "B.w", "C.v")
OPTIONS = {"A": ["x", "y"], "B": ["z", "w"], "C": ["v"]}
literals = st.tuples(st.sampled_from(REFS), st.booleans()).map(
    lambda one: f"{'' if one[1] else 'not '}{one[0]}"
)
statements = st.one_of(
    literals, st.tuples(literals, st.sampled_from(["and", "or", "iff", "if"]), literals).map(" ".join)
)


@st.composite
def conflicts(draw: st.DrawFn) -> Conflict:
    wants = {dm: draw(st.lists(statements, unique=True, max_size=4)) for dm in OPTIONS}
    infeasible = draw(
        st.lists(st.sampled_from(["A.x and B.z", "B.w and C.v", "A.y and not A.x"]), max_size=2)
    )
    outcomes = {"one": draw(statements), "two": draw(statements)}
    today = draw(st.sets(st.sampled_from(REFS)))
    refs = {ref: ref in today for ref in REFS}
    assume(not any(_holds(rule, refs) for rule in infeasible))
    return Conflict.from_options(
        OPTIONS, wants, infeasible=dict.fromkeys(infeasible), status_quo=sorted(today), outcomes=outcomes
    )


def _holds(rule: str, refs: dict[str, bool]) -> bool:
    left, right = rule.split(" and ")
    return all(refs[one.removeprefix("not ")] is not one.startswith("not ") for one in (left, right))


def legal(conflict: Conflict, dm: str, origin: State, target: State) -> bool:
    """Whether a party alone leads from one state to another."""
    changed = origin.options ^ target.options
    return bool(changed) and all(ref.startswith(f"{dm}.") for ref in changed)


@settings(max_examples=200)
@given(conflicts(), st.integers(1, 40), st.integers(0, 2), st.sampled_from([None, "one", "two"]))
def test_a_chart(conflict: Conflict, limit: int, radius: int, outcome: str | None) -> None:
    analysis = analyse(conflict)
    found = chart(analysis, outcome=outcome, radius=radius, limit=limit)
    states = [one.state for one in found.states]
    assert len(states) <= limit
    assert len(set(states)) == len(states)
    assert states[0] == conflict.status_quo
    assert len(states) + found.more <= len(conflict.states)
    assert (found.more > 0) <= (len(states) == limit)
    for one in found.states:
        held = [each for each in CONCEPTS if one.state in analysis.equilibria(each)]
        inside = [id_ for id_ in conflict.outcomes if one.state in conflict.find(id_)]
        assert (list(one.equilibrium_under), list(one.outcomes)) == (held, inside)
    seen = set()
    for move in found.moves:
        assert {move.origin, move.target} <= set(states)
        assert legal(conflict, move.dm, move.origin, move.target)
        row = conflict.ranks[conflict.dm(move.dm)]
        assert move.improves == (row[move.target.code] > row[move.origin.code])
        seen.add((move.dm, move.origin, move.target))
    assert len(seen) == len(found.moves)
    for dm, target in itertools.product(OPTIONS, states[1:]):  # from the centre every move is drawn
        if legal(conflict, dm, states[0], target):
            assert (dm, states[0], target) in seen
    assert found == chart(analysis, outcome=outcome, radius=radius, limit=limit)


@settings(max_examples=200)
@given(conflicts())
def test_each_outcome_that_holds_has_a_state_on_the_chart(conflict: Conflict) -> None:
    analysis = analyse(conflict)
    seq = analysis.equilibria("seq")
    states = {one.state for one in chart(analysis).states}
    for id_ in conflict.outcomes:
        inside = set(conflict.find(id_) & seq)
        assert not inside or inside & states


@settings(max_examples=200)
@given(conflicts(), st.sampled_from(list(CONCEPTS)))
def test_quick_answers(conflict: Conflict, concept: str) -> None:
    analysis = analyse(conflict)
    found = quick_answers(analysis, concept)
    today, held = conflict.status_quo, set(analysis.equilibria(concept))
    assert today is not None
    assert found.holds is (today in held)
    assert found.holds is all(one.stays for one in found.parties)
    for one in found.parties:
        row = conflict.ranks[conflict.dm(one.dm)]
        assert one.stays is (today in analysis.stable(concept, one.dm))
        assert (one.best_step is None) is one.stays
        if one.best_step is not None:
            assert one.best_step == analysis.explain(today, one.dm, concept).unanswered[0].move
            target = one.best_step.target
            assert legal(conflict, one.dm, today, target)
            assert row[target.code] > row[today.code]
    for each in found.outcomes:
        inside = {state for state in conflict.find(each.outcome.id) if state in held}
        assert (each.ways, each.terms.holds) == (len(inside), bool(inside))
        for ref in each.terms.take:
            assert ref not in today.options
            assert all(ref in state.options for state in inside)
        for ref in each.terms.leave:
            assert ref in today.options
            assert not any(ref in state.options for state in inside)


@settings(max_examples=200)
@given(conflicts(), conflicts())
def test_shifts_tell_what_differs_and_nothing_else(one: Conflict, other: Conflict) -> None:
    before, now = quick_answers(analyse(one)), quick_answers(analyse(other))
    assert shifts(before, before) == ()
    found = {(shift.kind, shift.id): (shift.before, shift.now) for shift in shifts(before, now)}
    assert ((ChangeKind.HOLDS, "") in found) is (before.holds != now.holds)
    for old, new in zip(before.parties, now.parties, strict=True):
        if old.stays != new.stays:
            assert found[ChangeKind.PARTY, old.dm] == (old.stays, new.stays)
    for then, after in zip(before.outcomes, now.outcomes, strict=True):
        assert ((ChangeKind.OUTCOME, then.outcome.id) in found) is (then.terms != after.terms)


def test_a_chart_of_an_outcome_that_is_not_there() -> None:
    conflict = Conflict.from_options({"A": ["x"]}, {"A": ["x"]}, status_quo=[])
    with pytest.raises(Exception, match="no outcome nix"):
        chart(analyse(conflict), outcome="nix")
