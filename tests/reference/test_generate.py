"""What the generated models contain: a kind of model that never comes up tests nothing."""

from __future__ import annotations

from random import Random

from hypothesis import find, settings

from tests.reference.generate import random_graph_form, random_option_form
from tests.reference.models import GraphForm, OptionForm
from tests.reference.strategies import graph_forms, option_forms

OPTION_FORMS = [random_option_form(Random(seed)) for seed in range(1000)]
QUICK = settings(max_examples=500, deadline=None)
GRAPH_FORMS = [random_graph_form(Random(seed)) for seed in range(1000)]


def share_infeasible(model: OptionForm) -> float:
    return len(model.infeasible) / (1 << model.n_bits)


def is_transitive(model: GraphForm, dm: int) -> bool:
    moves = model.moves[dm]
    return all((s, t) in moves for s, q in moves for r, t in moves if q == r and s != t)


def is_symmetric(model: GraphForm, dm: int) -> bool:
    return all((q, s) in model.moves[dm] for s, q in model.moves[dm])


def has_isolated_state(model: GraphForm) -> bool:
    moving = {s for moves in model.moves for move in moves for s in move}
    return bool(moving) and len(moving) < model.n_states


def density(model: GraphForm) -> float:
    return max(len(moves) for moves in model.moves) / max(1, model.n_states * (model.n_states - 1))


def has_frozen_option(model: OptionForm) -> bool:
    return len({bit for bit, _ in model.irreversible}) < len(model.irreversible)


def has_three_moves(model: GraphForm) -> bool:
    return sum(map(len, model.moves)) >= 3


def ties(model: GraphForm | OptionForm) -> bool:
    return any(len(set(ranks)) < len(ranks) for ranks in model.ranks)


def test_the_same_seed_gives_the_same_model() -> None:
    assert random_option_form(Random(7)) == random_option_form(Random(7))
    assert random_graph_form(Random(7)) == random_graph_form(Random(7))
    assert len(set(OPTION_FORMS)) > 900
    assert len(set(GRAPH_FORMS)) > 800


def test_every_size_comes_up_and_none_is_too_large() -> None:
    for sizes in ({len(m.feasible) for m in OPTION_FORMS}, {m.n_states for m in GRAPH_FORMS}):
        assert {1, 2, 3, 4, 8, 12, 16} <= sizes
        assert 50 < max(sizes) <= 64
    assert {len(m.dms) for m in OPTION_FORMS} == {len(m.dms) for m in GRAPH_FORMS} == {1, 2, 3, 4}


def test_option_forms_of_every_kind_come_up() -> None:
    kinds = {
        "all feasible": [not m.infeasible for m in OPTION_FORMS],
        "half infeasible": [0.5 <= share_infeasible(m) <= 0.6 for m in OPTION_FORMS],
        "a DM without options": [0 in m.options for m in OPTION_FORMS],
        "a DM with three options": [max(m.options) >= 3 for m in OPTION_FORMS],
        "all reversible": [not m.irreversible for m in OPTION_FORMS],
        "several irreversible": [len({bit for bit, _ in m.irreversible}) >= 2 for m in OPTION_FORMS],
        "both directions": [{1, -1} <= {d for _, d in m.irreversible} for m in OPTION_FORMS],
        "a frozen option": [has_frozen_option(m) for m in OPTION_FORMS],
        "ties": [ties(m) for m in OPTION_FORMS],
        "no ties": [not ties(m) for m in OPTION_FORMS],
    }
    assert {kind for kind, hits in kinds.items() if sum(hits) < 40} == set()
    assert all(sum(m.options) > 0 for m in OPTION_FORMS)
    assert all(share_infeasible(m) <= 0.6 for m in OPTION_FORMS)


def test_graph_forms_of_every_kind_come_up() -> None:
    kinds = {
        "a DM without moves": [frozenset() in m.moves for m in GRAPH_FORMS],
        "an isolated state": [has_isolated_state(m) for m in GRAPH_FORMS],
        "sparse": [m.n_states > 5 and 0 < density(m) < 0.25 for m in GRAPH_FORMS],
        "dense": [m.n_states > 5 and density(m) > 0.7 for m in GRAPH_FORMS],
        "not transitive": [any(not is_transitive(m, i) for i in m.dms) for m in GRAPH_FORMS],
        "not symmetric": [any(not is_symmetric(m, i) for i in m.dms) for m in GRAPH_FORMS],
        "ties": [ties(m) for m in GRAPH_FORMS],
        "no ties": [not ties(m) for m in GRAPH_FORMS],
    }
    assert {kind for kind, hits in kinds.items() if sum(hits) < 40} == set()


def test_strategies_find_and_shrink() -> None:
    frozen = find(option_forms(max_bits=3, max_dms=2), has_frozen_option, settings=QUICK, random=Random(0))
    assert (frozen.n_bits, len(frozen.dms), frozen.infeasible) == (2, 1, frozenset())
    three = find(graph_forms(max_states=4, max_dms=2), has_three_moves, settings=QUICK, random=Random(0))
    assert sum(map(len, three.moves)) == 3
    assert set(three.ranks) == {(0,) * three.n_states}
