"""The theorems of the graph model, held against the reference; and small models worked out by hand."""

from __future__ import annotations

from itertools import product
from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference.concepts import (
    CONCEPTS,
    Moves,
    equilibria,
    gmr,
    last_movers,
    nash,
    opponents,
    reach,
    reach_improving,
    seq,
    smr,
    sseq,
    stable,
)
from tests.reference.generate import random_graph_form, random_option_form
from tests.reference.models import GraphForm, OptionForm, taken
from tests.reference.strategies import graph_forms, option_forms, rank_tuples

Results = dict[tuple[str, int], frozenset[int]]

models = st.one_of(graph_forms(), option_forms(max_bits=4).map(OptionForm.graph))


def results(model: GraphForm) -> Results:
    """The stable states by concept and DM."""
    return {(concept, dm): stable(model, concept, dm) for concept in CONCEPTS for dm in model.dms}


def coalitions(model: GraphForm) -> list[frozenset[int]]:
    """All H ⊆ N, the empty one too."""
    chosen = product((False, True), repeat=len(model.dms))
    return [frozenset(dm for dm in model.dms if included[dm]) for included in chosen]


def graph(n_states: int, moves: list[list[tuple[int, int]]], ranks: list[list[int]]) -> GraphForm:
    return GraphForm(n_states, tuple(map(frozenset, moves)), tuple(map(tuple, ranks)))


# The theorems on the concepts


def assert_concepts_contain_each_other(model: GraphForm) -> None:
    """nash ⊆ sseq ⊆ smr ∩ seq; smr ⊆ gmr; seq ⊆ gmr."""
    for dm in model.dms:
        states = {concept: stable(model, concept, dm) for concept in CONCEPTS}
        assert states["nash"] <= states["sseq"] <= states["smr"] & states["seq"]
        assert states["smr"] | states["seq"] <= states["gmr"]


@given(models)
@settings(deadline=None)
def test_concepts_contain_each_other(model: GraphForm) -> None:
    assert_concepts_contain_each_other(model)


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_concepts_contain_each_other_on_random_models(seed: int) -> None:
    for k in range(seed, seed + 20):
        assert_concepts_contain_each_other(random_graph_form(Random(k)))
        assert_concepts_contain_each_other(random_option_form(Random(k)).graph())


@given(st.one_of(graph_forms(max_dms=1), option_forms(max_dms=1).map(OptionForm.graph)))
@settings(deadline=None)
def test_with_one_dm_every_concept_is_nash(model: GraphForm) -> None:
    assert {stable(model, concept, 0) for concept in CONCEPTS} == {stable(model, "nash", 0)}


@given(models)
@settings(deadline=None)
def test_an_equilibrium_is_stable_for_every_dm(model: GraphForm) -> None:
    for concept in CONCEPTS:
        of_each = [stable(model, concept, dm) for dm in model.dms]
        assert equilibria(model, concept) == frozenset.intersection(*of_each)


@given(models, st.booleans())
@settings(deadline=None)
def test_one_equation_says_the_same_as_the_table(model: GraphForm, with_itself: bool) -> None:
    """s is stable for i iff max over t ∈ R_i(s) of min(g_i(t), P_i(t)) ≤ P_i(s); R_H(t) may have t added."""
    for (concept, dm), states in results(model).items():
        rank = model.ranks[dm]
        for s in model.states:
            values = [
                min(threat(model, concept, dm, t, with_itself), rank[t]) for t in model.reachable(dm, s)
            ]
            assert (s in states) == (max(values, default=-inf) <= rank[s])


def threat(model: GraphForm, concept: str, dm: int, t: int, with_itself: bool) -> float:
    """g_i(t): the least P_i (gmr, seq) or h_i (smr, sseq) over R_H(t) (gmr, smr) or R_H⁺(t) (seq, sseq)."""
    if concept == "nash":
        return inf
    reached = reach if concept in {"gmr", "smr"} else reach_improving
    states = reached(model, opponents(model, dm), t) | (frozenset({t}) if with_itself else frozenset())
    rank = model.ranks[dm]
    if concept in {"gmr", "seq"}:
        return min((rank[u] for u in states), default=inf)
    return min((max([rank[u], *(rank[v] for v in model.reachable(dm, u))]) for u in states), default=inf)


# What changes nothing


@given(models, st.data())
@settings(deadline=None)
def test_relabelling_the_states_changes_nothing(model: GraphForm, data: st.DataObject) -> None:
    new = data.draw(st.permutations(model.states))  # the new label of each state
    relabelled = GraphForm(
        model.n_states,
        tuple(frozenset((new[s], new[q]) for s, q in moves) for moves in model.moves),
        tuple(tuple(ranks[new.index(s)] for s in model.states) for ranks in model.ranks),
    )
    moved = {key: frozenset(new[s] for s in states) for key, states in results(model).items()}
    assert results(relabelled) == moved


@given(models, st.data())
@settings(deadline=None)
def test_relabelling_the_dms_changes_nothing(model: GraphForm, data: st.DataObject) -> None:
    order = data.draw(st.permutations(model.dms))  # the old label of each DM
    relabelled = GraphForm(
        model.n_states, tuple(model.moves[dm] for dm in order), tuple(model.ranks[dm] for dm in order)
    )
    moved = {(concept, order.index(dm)): states for (concept, dm), states in results(model).items()}
    assert results(relabelled) == moved


@given(option_forms(), st.data())
@settings(deadline=None)
def test_naming_an_option_for_its_contrary_changes_nothing(model: OptionForm, data: st.DataObject) -> None:
    bit = data.draw(st.integers(0, model.n_bits - 1))
    contrary = [code ^ 1 << bit for code in model.feasible]  # the new code of each state
    order = sorted(range(len(contrary)), key=contrary.__getitem__)
    renamed = OptionForm(
        model.options,
        frozenset(code ^ 1 << bit for code in model.infeasible),
        tuple((b, -direction if b == bit else direction) for b, direction in model.irreversible),
        tuple(tuple(ranks[k] for k in order) for ranks in model.ranks),
    )
    old, new = results(model.graph()), results(renamed.graph())
    assert {key: {contrary[k] for k in states} for key, states in old.items()} == {
        key: {renamed.feasible[k] for k in states} for key, states in new.items()
    }


@given(models)
@settings(deadline=None)
def test_a_monotone_transform_of_the_ranks_changes_nothing(model: GraphForm) -> None:
    ranks = tuple(tuple(r**3 + (dm + 2) * r - 50 for r in of_dm) for dm, of_dm in enumerate(model.ranks))
    assert results(GraphForm(model.n_states, model.moves, ranks)) == results(model)


@given(models, st.data())
@settings(deadline=None)
def test_a_dm_without_moves_changes_nothing_for_the_others(model: GraphForm, data: st.DataObject) -> None:
    ranks = data.draw(rank_tuples(model.n_states))
    larger = GraphForm(model.n_states, (*model.moves, frozenset()), (*model.ranks, ranks))
    new = len(model.dms)
    found = results(larger)
    assert {key: states for key, states in found.items() if key[1] != new} == results(model)
    assert all(found[concept, new] == frozenset(model.states) for concept in CONCEPTS)


# Legal sequences


def reached_by_pairs(moves: Moves, coalition: frozenset[int], s: int) -> dict[int, frozenset[int]]:
    """Ω_H(s, ·) in another way: from pair (state, last mover) to pair, as long as there are new ones."""
    pairs = {(q, j) for j in coalition for q in moves(j, s)}
    while more := {(t, j) for q, last in pairs for j in coalition - {last} for t in moves(j, q)} - pairs:
        pairs |= more
    return {q: frozenset(j for state, j in pairs if state == q) for q, _ in pairs}


def reached_by_any_sequence(moves: Moves, coalition: frozenset[int], s: int) -> frozenset[int]:
    """The states reached from s by a non-empty sequence of moves, where a DM may move twice in succession."""
    reached = {q for j in coalition for q in moves(j, s)}
    while more := {t for q in reached for j in coalition for t in moves(j, q)} - reached:
        reached |= more
    return frozenset(reached)


@given(models)
@settings(deadline=None)
def test_last_movers_are_those_of_the_legal_sequences(model: GraphForm) -> None:
    for coalition, s, moves in product(
        coalitions(model), model.states, (model.reachable, model.improvements)
    ):
        assert last_movers(moves, coalition, s) == reached_by_pairs(moves, coalition, s)


@given(models)
@settings(deadline=None)
def test_a_coalition_of_one_reaches_what_one_move_reaches(model: GraphForm) -> None:
    for dm, s in product(model.dms, model.states):
        assert reach(model, frozenset({dm}), s) == model.reachable(dm, s)
        assert reach_improving(model, frozenset({dm}), s) == model.improvements(dm, s)


@given(option_forms(max_bits=4))
@settings(deadline=None)
def test_in_option_form_moves_and_improvements_are_transitive(options: OptionForm) -> None:
    model = options.graph()
    for dm, s in product(model.dms, model.states):
        for q in model.reachable(dm, s):
            assert model.reachable(dm, q) <= model.reachable(dm, s) | {s}
        for q in model.improvements(dm, s):
            assert model.improvements(dm, q) <= model.improvements(dm, s)


@given(option_forms(max_bits=4))
@settings(deadline=None)
def test_in_option_form_legal_sequences_reach_what_any_sequence_reaches(options: OptionForm) -> None:
    """Except, where moves need not improve, the start itself: there and back takes one DM two moves."""
    model = options.graph()
    for coalition, s in product(coalitions(model), model.states):
        by_any = reached_by_any_sequence(model.reachable, coalition, s)
        assert reach(model, coalition, s) - {s} == by_any - {s}
        by_any_improvements = reached_by_any_sequence(model.improvements, coalition, s)
        assert reach_improving(model, coalition, s) == by_any_improvements


@given(option_forms(max_bits=4))
@settings(deadline=None)
def test_in_option_form_opponents_never_lead_back_to_the_state_that_was_left(options: OptionForm) -> None:
    """So it makes no difference there whether s₂ = s counts as a sanction."""
    model = options.graph()
    for dm, s in product(model.dms, model.states):
        assert all(s not in reach(model, opponents(model, dm), s1) for s1 in model.reachable(dm, s))


def test_nobody_moves_twice_in_succession() -> None:
    model = graph(4, [[(0, 1), (1, 2)], [(1, 3), (3, 0)]], [[0] * 4] * 2)
    assert reach(model, frozenset({0}), 0) == {1}
    assert last_movers(model.reachable, frozenset({0, 1}), 0) == {1: {0}, 3: {1}}
    assert reach(model, frozenset(), 0) == frozenset()


def test_a_state_is_taken_up_again_when_another_can_have_moved_last() -> None:
    one_way = graph(4, [[(0, 1), (1, 2), (0, 3)], []], [[0] * 4] * 2)
    assert reach(one_way, frozenset({0, 1}), 0) == {1, 3}
    two_ways = graph(4, [[(0, 1), (1, 2), (0, 3)], [(3, 1)]], [[0] * 4] * 2)
    assert last_movers(two_ways.reachable, frozenset({0, 1}), 0) == {1: {0, 1}, 2: {0}, 3: {0}}


def test_going_there_and_back_takes_two_dms() -> None:
    alone = graph(2, [[(0, 1), (1, 0)], []], [[0, 0]] * 2)
    assert reach(alone, frozenset({0, 1}), 0) == {1}
    together = graph(2, [[(0, 1), (1, 0)], [(1, 0)]], [[0, 0]] * 2)
    assert reach(together, frozenset({0, 1}), 0) == {0, 1}


def test_an_improvement_is_on_the_state_that_the_mover_leaves() -> None:
    """DM 0 gains by its second move and is still worse off than at the start; a tie is no improvement."""
    model = graph(4, [[(0, 1), (2, 3)], [(1, 2)]], [[5, 6, 0, 1], [0, 0, 1, 0]])
    assert reach_improving(model, frozenset({0, 1}), 0) == {1, 2, 3}
    tied = graph(4, [[(0, 1), (2, 3)], [(1, 2)]], [[5, 6, 0, 1], [0, 0, 0, 0]])
    assert reach_improving(tied, frozenset({0, 1}), 0) == {1}


# Moves in option form


def test_own_options_change_at_once_over_an_infeasible_state() -> None:
    model = OptionForm((2, 1), frozenset({0b001, 0b010}), (), ((0,) * 6,) * 2)
    assert model.feasible == (0b000, 0b011, 0b100, 0b101, 0b110, 0b111)
    form = model.graph()
    assert form.moves[0] == {(0, 1), (1, 0)} | {(s, q) for s, q in product(range(2, 6), repeat=2) if s != q}
    assert form.moves[1] == {(0, 2), (2, 0), (1, 5), (5, 1)}


@pytest.mark.parametrize(
    ("irreversible", "moves"),
    [
        ((), {(0, 1), (1, 0), (2, 3), (3, 2)}),
        (((0, +1),), {(0, 1), (2, 3)}),
        (((0, -1),), {(1, 0), (3, 2)}),
        (((0, +1), (0, -1)), set()),
        (((1, +1),), {(0, 1), (1, 0), (2, 3), (3, 2)}),
    ],
)
def test_irreversible_options_change_in_one_direction(
    irreversible: tuple[tuple[int, int], ...], moves: set[tuple[int, int]]
) -> None:
    model = OptionForm((1, 1), frozenset(), irreversible, ((0,) * 4,) * 2)
    assert model.graph().moves[0] == moves


def test_of_two_options_one_irreversible() -> None:
    model = OptionForm((2,), frozenset(), ((1, +1),), ((0,) * 4,))
    assert model.graph().moves[0] == {(0, 1), (1, 0), (2, 3), (3, 2), (0, 2), (0, 3), (1, 2), (1, 3)}


def test_a_dm_without_options_has_no_moves_and_owns_no_bit() -> None:
    model = OptionForm((1, 0, 2), frozenset(), (), ((0,) * 8,) * 3)
    assert [list(model.own_bits(dm)) for dm in model.dms] == [[0], [], [1, 2]]
    assert model.graph().moves[1] == frozenset()
    assert [taken(0b101, bit) for bit in range(3)] == [True, False, True]


# Small models worked out by hand


def test_prisoners_dilemma() -> None:
    """Bit 0: DM 0 cooperates, bit 1: DM 1 does. Who leaves CC is answered by DD, where the other gains too.

    From CD (0b01) DM 0 goes to DD, where it is better off and the only answer, DC, makes it better off still.
    """
    dd, cd, dc, cc = range(4)
    model = OptionForm((1, 1), frozenset(), (), ((1, 0, 3, 2), (1, 3, 0, 2))).graph()
    assert model.improvements(0, cc) == {dc}
    assert model.improvements(0, cd) == model.improvements(1, dc) == {dd}
    assert stable(model, "nash", 0) == {dd, dc}
    assert stable(model, "nash", 1) == {dd, cd}
    for concept in ("gmr", "smr", "seq", "sseq"):
        assert stable(model, concept, 0) == {dd, dc, cc}
        assert stable(model, concept, 1) == {dd, cd, cc}
        assert equilibria(model, concept) == {dd, cc}
    assert equilibria(model, "nash") == {dd}


def test_chicken_tells_a_credible_sanction_from_one_that_hurts_the_sanctioner() -> None:
    dd, cd, dc, cc = range(4)
    model = OptionForm((1, 1), frozenset(), (), ((0, 1, 3, 2), (0, 3, 1, 2))).graph()
    found = {concept: equilibria(model, concept) for concept in CONCEPTS}
    assert found["gmr"] == found["smr"] == {cd, dc, cc}
    assert found["nash"] == found["seq"] == found["sseq"] == {cd, dc}
    assert dd not in found["gmr"]


def test_smr_and_seq_do_not_contain_each_other() -> None:
    """DM 0 leaves 0 for 1, DM 1 goes on to 2, as bad as 0; then DM 0 has an escape to 3, or has none."""
    escape = graph(4, [[(0, 1), (2, 3)], [(1, 2)]], [[0, 1, 0, 1], [0, 0, 1, 0]])
    assert found_at(escape, 0) == {"gmr", "seq"}
    not_credible = graph(4, [[(0, 1)], [(1, 2)]], [[0, 1, 0, 1], [0, 1, 0, 0]])
    assert found_at(not_credible, 0) == {"gmr", "smr"}
    both_at_once = graph(4, [[(0, 1)], [(1, 2)]], [[0, 1, 0, 1], [0, 0, 1, 0]])
    assert found_at(both_at_once, 0) == {"gmr", "smr", "seq", "sseq"}
    no_harm = graph(4, [[(0, 1)], [(1, 2)]], [[0, 2, 1, 1], [0, 0, 1, 0]])
    assert found_at(no_harm, 0) == set()


def test_smr_and_seq_together_are_not_sseq() -> None:
    """The credible answer leaves an escape, and the answer without an escape is not credible."""
    model = graph(5, [[(0, 1), (2, 3)], [(1, 2), (1, 4)]], [[0, 1, 0, 1, 0], [0, 0, 1, 0, -1]])
    assert found_at(model, 0) == {"gmr", "smr", "seq"}


def test_one_improvement_without_a_sanction_suffices() -> None:
    model = graph(4, [[(0, 1), (0, 3)], [(1, 2)]], [[0, 1, 0, 1], [0, 0, 1, 0]])
    assert found_at(model, 0) == set()


def test_the_way_back_to_the_same_state_is_a_sanction() -> None:
    """s₂ = s counts (logical form); in the matrix form of part of the literature, 0 is unstable under gmr."""
    model = graph(2, [[(0, 1)], [(1, 0)]], [[0, 1], [0, 0]])
    assert gmr(model, 0, 0)
    assert not smr(model, 0, 0)  # from 0, DM 0 can go to 1 again
    assert not seq(model, 0, 0)  # DM 1 gains nothing
    assert not sseq(model, 0, 0)
    assert not nash(model, 0, 0)


def found_at(model: GraphForm, s: int) -> set[str]:
    """The concepts under which s is stable for DM 0."""
    return {name for name, concept in CONCEPTS.items() if concept(model, 0, s)}
