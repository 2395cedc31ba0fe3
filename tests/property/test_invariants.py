"""The theorems of the graph model, and what changes nothing, held by analyses of conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import Conflict, Ranking, Scores, analyse
from detente.analysis.concepts import CONCEPTS
from detente.analysis.stability import Analysis
from detente.engine.arrays import ByteArray
from detente.engine.digraph import Digraph
from detente.engine.equation import Concept, stability
from detente.engine.hypercube import FREE, Hypercube
from tests.bridging import graph_conflict, option_conflict
from tests.reference.models import GraphForm, OptionForm
from tests.reference.strategies import graph_forms, option_forms

Model = OptionForm | GraphForm
models = st.one_of(option_forms(max_bits=4), graph_forms())


def conflict_of(model: Model) -> Conflict:
    return option_conflict(model) if isinstance(model, OptionForm) else graph_conflict(model)


def bits_of(model: Model) -> ByteArray:
    """The byte of each DM and state."""
    return analyse(conflict_of(model)).bits


def stable(analysis: Analysis, dm: str) -> dict[str, set[int]]:
    """The indexes of the stable states of each concept."""
    return {concept: set(analysis.stable(concept, dm).indexes.tolist()) for concept in CONCEPTS}


# Between concepts


@given(models)
def test_nash_in_sseq_in_smr_and_seq_in_gmr(model: Model) -> None:
    analysis = analyse(conflict_of(model))
    sets = [{c: analysis.stable(c, dm.id) for c in CONCEPTS} for dm in analysis.conflict.decision_makers]
    for found in (*sets, {c: analysis.equilibria(c) for c in CONCEPTS}):
        assert found["nash"] <= found["sseq"] <= found["smr"] & found["seq"]
        assert found["smr"] | found["seq"] <= found["gmr"]


@given(st.one_of(option_forms(max_dms=1), graph_forms(max_dms=1)))
def test_alone_every_concept_is_nash(model: Model) -> None:
    found = stable(analyse(conflict_of(model)), "D0")
    assert all(states == found["nash"] for states in found.values())


@given(models)
def test_an_equilibrium_is_stable_for_everyone(model: Model) -> None:
    analysis = analyse(conflict_of(model))
    for concept in CONCEPTS:
        everyone = [set(stable(analysis, dm.id)[concept]) for dm in analysis.conflict.decision_makers]
        assert set(analysis.equilibria(concept).indexes.tolist()) == set.intersection(*everyone)


@given(models)
def test_who_cannot_move_finds_every_state_stable_and_the_best_state_always_is(model: Model) -> None:
    graph = model.graph() if isinstance(model, OptionForm) else model
    analysis = analyse(conflict_of(model))
    for dm in graph.dms:
        best = {s for s in graph.states if graph.ranks[dm][s] == max(graph.ranks[dm])}
        stuck = {s for s in graph.states if not graph.reachable(dm, s)}
        for states in stable(analysis, f"D{dm}").values():
            assert best | stuck <= states


# What changes nothing


@given(graph_forms(), st.data())
def test_relabelling_the_states(model: GraphForm, data: st.DataObject) -> None:
    order = data.draw(st.permutations(list(model.states)))  # state s becomes order[s]
    moves = tuple(frozenset((order[s], order[q]) for s, q in own) for own in model.moves)
    ranks = tuple(tuple(of_dm[order.index(s)] for s in model.states) for of_dm in model.ranks)
    other = GraphForm(model.n_states, moves, ranks)
    np.testing.assert_array_equal(bits_of(other)[:, order], bits_of(model))


@given(graph_forms(), st.data())
def test_relabelling_the_decision_makers_of_graph_form(model: GraphForm, data: st.DataObject) -> None:
    order = data.draw(st.permutations(list(model.dms)))
    moves, ranks = tuple(model.moves[dm] for dm in order), tuple(model.ranks[dm] for dm in order)
    np.testing.assert_array_equal(bits_of(replace(model, moves=moves, ranks=ranks)), bits_of(model)[order])


@given(option_forms(max_bits=5), st.data())
def test_relabelling_decision_makers_and_options(model: OptionForm, data: st.DataObject) -> None:
    """DMs change places and each lists its options in another order; states keep what is done in them."""
    order: Sequence[int] = data.draw(st.permutations(list(model.dms)))
    bits = [bit for dm in order for bit in data.draw(st.permutations(list(model.own_bits(dm))))]

    def code(old: int) -> int:
        return sum(1 << new for new, bit in enumerate(bits) if old >> bit & 1)

    codes = sorted(map(code, model.feasible))
    place = [codes.index(code(old)) for old in model.feasible]  # of each state among the new ones
    ranks = tuple(tuple(model.ranks[dm][place.index(new)] for new in range(len(codes))) for dm in order)
    other = OptionForm(
        tuple(model.options[dm] for dm in order),
        frozenset(map(code, model.infeasible)),
        tuple((bits.index(bit), direction) for bit, direction in model.irreversible),
        ranks,
    )
    np.testing.assert_array_equal(bits_of(other)[:, place], bits_of(model)[order])


@given(models, st.data())
def test_a_monotone_transform_of_the_ranks(model: Model, data: st.DataObject) -> None:
    top = max(max(of_dm) for of_dm in model.ranks) + 1
    steps = data.draw(st.lists(st.integers(1, 1000), min_size=top, max_size=top))
    start = data.draw(st.integers(-5000, 5000))
    larger = [start + sum(steps[:rank]) for rank in range(top)]
    ranks = tuple(tuple(larger[rank] for rank in of_dm) for of_dm in model.ranks)
    np.testing.assert_array_equal(bits_of(replace(model, ranks=ranks)), bits_of(model))


@given(models)
def test_a_ranking_instead_of_scores(model: Model) -> None:
    conflict = conflict_of(model)
    preferences = {
        dm.id: Ranking(
            [
                [
                    s.options if s.name is None else s.name
                    for s, r in zip(conflict.states, of_dm, strict=True)
                    if r == rank
                ]
                for rank in sorted(set(of_dm), reverse=True)
            ]
        )
        for dm, of_dm in zip(conflict.decision_makers, model.ranks, strict=True)
    }
    other = replace(conflict, preference_list=tuple(preferences.values()))
    assert other != conflict
    np.testing.assert_array_equal(analyse(other).bits, analyse(conflict).bits)


@given(graph_forms(), st.data())
def test_one_more_who_cannot_move_changes_nobodys_stability(model: GraphForm, data: st.DataObject) -> None:
    ranks = data.draw(st.tuples(*[st.integers(0, 3)] * model.n_states))
    place = data.draw(st.integers(0, len(model.moves)))
    other = GraphForm(
        model.n_states,
        (*model.moves[:place], frozenset(), *model.moves[place:]),
        (*model.ranks[:place], ranks, *model.ranks[place:]),
    )
    found = bits_of(other)
    np.testing.assert_array_equal(np.delete(found, place, axis=0), bits_of(model))
    assert set(found[place].tolist()) == {31}


@given(option_forms(max_bits=4), st.data())
def test_one_more_without_options_changes_nobodys_stability(model: OptionForm, data: st.DataObject) -> None:
    ranks = data.draw(st.tuples(*[st.integers(0, 3)] * len(model.feasible)))
    other = replace(model, options=(*model.options, 0), ranks=(*model.ranks, ranks))
    found = bits_of(other)
    np.testing.assert_array_equal(found[:-1], bits_of(model))
    assert set(found[-1].tolist()) == {31}


@given(option_forms())
def test_option_form_is_its_graph_form(model: OptionForm) -> None:
    np.testing.assert_array_equal(bits_of(model), bits_of(model.graph()))


@given(option_forms(max_bits=3), st.booleans())
def test_an_option_that_nobody_cares_for_and_nobody_can_change(model: OptionForm, taken: bool) -> None:
    """One more DM whose only option is fixed by what is infeasible."""
    wide = 1 << model.n_bits
    ruled_out = {code + (0 if taken else wide) for code in range(wide)}
    shifted = {code + (wide if taken else 0) for code in model.infeasible}
    other = OptionForm(
        (*model.options, 1),
        frozenset(ruled_out | shifted),
        model.irreversible,
        (*model.ranks, (0,) * len(model.feasible)),
    )
    np.testing.assert_array_equal(bits_of(other)[:-1], bits_of(model))


@given(models)
def test_the_analysis_of_an_equal_conflict_is_the_same(model: Model) -> None:
    conflict = conflict_of(model)
    again = replace(conflict, title="Another title", infeasible=conflict.infeasible[::-1])
    assert again == conflict
    np.testing.assert_array_equal(analyse(again).bits, analyse(conflict).bits)


@given(models)
def test_scores_of_all_ties_make_every_state_stable(model: Model) -> None:
    conflict = conflict_of(model)
    flat = tuple(Scores([7] * len(conflict.states)) for _ in conflict.decision_makers)
    assert set(analyse(replace(conflict, preference_list=flat)).bits.reshape(-1).tolist()) == {31}


# Beyond what the reference can do: two algorithms that share nothing but the equation


def large_hypercube(seed: int) -> Hypercube:
    """Return a model of 7 to 10 options, often with infeasible states and with options that are not free."""
    rng = np.random.default_rng(seed)
    bits, dms = int(rng.integers(7, 11)), int(rng.integers(2, 7))
    options = np.bincount(rng.integers(0, dms, bits), minlength=dms).tolist()
    ranks = rng.integers(0, rng.choice([3, 20, 5000]), (dms, 1 << bits))
    ranks[:, rng.random(1 << bits) < rng.choice([0, 0.3, 0.7])] = -1
    ranks[:, 0] = 0  # so that there is a state
    tied = rng.random(bits) < rng.choice([0, 0.4])
    return Hypercube(options, ranks, np.where(tied, rng.integers(0, 4, bits), FREE).astype(np.uint8))


def as_digraph(form: Hypercube, codes: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Digraph:
    """Return the same model with its states and moves listed."""
    moves = []
    for dm in range(len(form.ranks)):
        origin, target = form.successors(dm, codes)
        moves.append(np.stack([origin, np.searchsorted(codes, target)], axis=1))
    return Digraph(moves, form.ranks[:, codes])


def assert_both_forms_agree(seed: int) -> None:
    form = large_hypercube(seed)
    codes = np.flatnonzero(form.ranks[0] >= 0)
    found = stability(as_digraph(form, codes), ~Concept(0))
    np.testing.assert_array_equal(stability(form, ~Concept(0))[:, codes], found, err_msg=f"seed {seed}")


@pytest.mark.parametrize("seed", range(6))
def test_large_models_of_option_form_are_their_graph_forms(seed: int) -> None:
    assert_both_forms_agree(seed)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_many_large_models_of_option_form_are_their_graph_forms(part: int) -> None:
    for seed in range(1000 + 75 * part, 1075 + 75 * part):
        assert_both_forms_agree(seed)
