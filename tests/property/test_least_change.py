"""The least change of rankings, held against trying all rankings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import detente
from detente import Conflict, StateSet
from detente.analysis.concepts import CONCEPTS
from detente.analysis.least_change import LeastChange, least_change
from tests.bridging import graph_conflict, option_conflict
from tests.reference import nearest as reference
from tests.reference.models import GraphForm, OptionForm
from tests.reference.strategies import graph_forms, option_forms

RANKINGS = 3000
"""At most so many combinations of rankings are tried for an example."""

concepts = st.lists(st.sampled_from(sorted(CONCEPTS)), min_size=1, max_size=2, unique=True)


def some(data: st.DataObject, number: int, least: int = 0) -> frozenset[int]:
    return data.draw(st.frozensets(st.sampled_from(range(number)), min_size=least, max_size=number))


def check(model: GraphForm, conflict: Conflict, asked: list[str], data: st.DataObject) -> None:
    dms = len(model.moves)
    who, stable_for, targets = some(data, dms), some(data, dms), some(data, model.n_states, least=1)
    assume(len(reference.weak_orders(model.n_states)) ** len(who) <= RANKINGS)
    mask = [state in targets for state in model.states]
    found = least_change(
        conflict,
        StateSet.where(conflict.space, conflict.states.mask & mask),
        asked,
        who=[f"D{dm}" for dm in who],
        stable_for=[f"D{dm}" for dm in stable_for],
    )
    assert found.proved
    assert found.distance == reference.least_distance(model, targets, asked, who, stable_for)
    if found.state is None:
        assert_barred(model, found, asked, who)
        return
    assert found.barred == ()
    assert found.at_least == found.distance
    number = conflict.states.indexes.tolist().index(found.state.index)
    assert number in targets
    other = changed_model(model, found)
    assert reference.is_stable(other, number, asked, stable_for)
    assert {one.dm for one in found.rankings} <= {f"D{dm}" for dm in who}
    for one in found.rankings:
        dm = int(one.dm.removeprefix("D"))
        assert one.distance == reference.kemeny_snell(model.ranks[dm], other.ranks[dm]) > 0
        assert ranks(one.before) == dense(model.ranks[dm])


def assert_barred(model: GraphForm, found: LeastChange, asked: list[str], who: frozenset[int]) -> None:
    """What bars a target alone does so whatever the rankings that may change."""
    for one in found.barred:
        dm = int(one.move.dm.removeprefix("D"))
        s, q = one.target.index, one.move.target.index
        alone = replace(
            model,
            moves=tuple(_only(own, s, q) if mover == dm else own for mover, own in enumerate(model.moves)),
        )
        if all(concept not in ("smr", "sseq") for concept in asked):
            assert dm not in who
            assert reference.least_distance(alone, [s], asked, who, [dm]) is None


def _only(own: frozenset[tuple[int, int]], s: int, q: int) -> frozenset[tuple[int, int]]:
    return frozenset(move for move in own if move[0] != s or move == (s, q))


def ranks(tiers: tuple[tuple[detente.State, ...], ...]) -> tuple[int, ...]:
    of = {state.index: len(tiers) - place for place, tier in enumerate(tiers) for state in tier}
    return dense(tuple(of[index] for index in sorted(of)))


def dense(given_ranks: tuple[int, ...]) -> tuple[int, ...]:
    """The same ranks without gaps."""
    return tuple(sorted(set(given_ranks)).index(rank) for rank in given_ranks)


def changed_model(model: GraphForm, found: LeastChange) -> GraphForm:
    """The reference's model with the new rankings, read from the new conflict."""
    other = found.changed
    assert other is not None
    rows = other.ranks[:, other.space.codes].tolist()
    return replace(model, ranks=tuple(tuple(row) for row in rows))


@given(graph_forms(max_states=4, max_dms=3), concepts, st.data())
@settings(max_examples=300, deadline=None)
def test_no_rankings_are_nearer_in_graph_form(
    model: GraphForm, asked: list[str], data: st.DataObject
) -> None:
    check(model, graph_conflict(model), asked, data)


@given(option_forms(max_bits=2, max_dms=2), concepts, st.data())
@settings(max_examples=100, deadline=None)
def test_no_rankings_are_nearer_in_option_form(
    model: OptionForm, asked: list[str], data: st.DataObject
) -> None:
    check(model.graph(), option_conflict(model), asked, data)


@pytest.mark.long
@given(graph_forms(max_states=5, max_dms=3), concepts, st.data())
@settings(max_examples=3000, deadline=None)
def test_no_rankings_are_nearer_many_times(model: GraphForm, asked: list[str], data: st.DataObject) -> None:
    check(model, graph_conflict(model), asked, data)


@given(graph_forms(max_states=6, max_dms=3), st.sampled_from(sorted(CONCEPTS)), st.data())
@settings(max_examples=100, deadline=None)
def test_all_may_change_so_every_state_can_be_an_equilibrium(
    model: GraphForm, concept: str, data: st.DataObject
) -> None:
    conflict = graph_conflict(model)
    target = conflict.states[data.draw(st.sampled_from(range(model.n_states)))]
    found = least_change(conflict, target, concept)
    assert found.state == target
    assert found.changed is not None
    assert target.index in detente.analyse(found.changed, concept).equilibria(concept).indexes
    stopped = least_change(conflict, target, concept, seconds=0)
    assert stopped.at_least <= (found.distance or 0)
    if stopped.state is not None:
        assert stopped.distance is not None
        assert stopped.distance >= (found.distance or 0)
        assert stopped.proved == (stopped.distance == stopped.at_least)
