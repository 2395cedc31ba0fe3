"""Coalitions: the concepts and jumps equal their literal definitions, in both forms, and keep theorems."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import Conflict, Scores, analyse
from detente.analysis import reach
from detente.analysis.coalitions import all_coalitions, coalition_analysis
from detente.analysis.jumps import jump_counts, jumps, leaving
from tests.bridging import graph_conflict, option_conflict
from tests.reference import coalitions as reference
from tests.reference.concepts import equilibria, stable
from tests.reference.models import GraphForm, OptionForm
from tests.reference.strategies import graph_forms, option_forms

PLAIN = {"cnash": "nash", "cgmr": "gmr", "csmr": "smr"}


def ids(coalition: frozenset[int]) -> tuple[str, ...]:
    return tuple(f"D{dm}" for dm in sorted(coalition))


def concepts_agree(conflict: Conflict, model: GraphForm) -> None:
    analysis = coalition_analysis(conflict)
    coalitions = reference.coalitions(model.dms)
    assert analysis.coalitions == tuple(ids(coalition) for coalition in coalitions)
    for concept in reference.COALITION_CONCEPTS:
        for coalition in coalitions:
            expected = sorted(reference.coalition_stable(model, concept, coalition))
            assert analysis.stable(concept, ids(coalition)).indexes.tolist() == expected
        expected = sorted(reference.coalition_equilibria(model, concept))
        assert analysis.equilibria(concept).indexes.tolist() == expected


def jumps_agree(conflict: Conflict, model: GraphForm, concept: str) -> None:
    expected = reference.equilibrium_jumps(model, concept)
    held = equilibria(model, concept)
    for index in held:
        found = jumps(conflict, concept=concept, origin=conflict.states[index])
        own = {(coalition, q) for coalition, s, q in expected if s == index}
        assert {(one.coalition, one.target.index) for one in found} == {(ids(h), q) for h, q in own}
        assert len(found) == len(own)
        assert all(one.origin.index == index for one in found)
        assert [len(one.coalition) for one in found] == sorted(len(one.coalition) for one in found)
        best = {
            (ids(h), q)
            for h, _ in own
            for q in reference.undominated(model, h, {t for k, t in own if k == h})
        }
        assert {(one.coalition, one.target.index) for one in found if one.best} == best
        minimal = {(ids(h), q) for h, q in own if not any(k < h and t == q for k, t in own)}
        assert {(one.coalition, one.target.index) for one in found if one.minimal} == minimal
    counts = jump_counts(conflict, concept=concept)
    assert counts.equilibria.indexes.tolist() == sorted(held)
    assert counts.remaining.indexes.tolist() == sorted(held - {s for _, s, _ in expected})
    assert [(one.coalition, one.origins, one.jumps) for one in counts.counts] == [
        (ids(h), len({s for k, s, _ in expected if k == h}), sum(k == h for k, _, _ in expected))
        for h in reference.coalitions(model.dms)
        if any(k == h for k, _, _ in expected)
    ]


def leavers_agree(conflict: Conflict, model: GraphForm, concept: str) -> None:
    held = equilibria(model, concept)
    for index in model.states:
        found = leaving(conflict, conflict.states[index], concept=concept)
        assert found.holds == (index in held)
        gains = {
            h: reference.coalition_improvements(model, h, index) for h in reference.coalitions(model.dms)
        }
        assert [one.coalition for one in found.leavers] == [ids(h) for h, own in gains.items() if own]
        for one, (h, own) in zip(found.leavers, ((h, own) for h, own in gains.items() if own), strict=True):
            assert one.improvements.indexes.tolist() == sorted(own)
            assert one.best.indexes.tolist() == sorted(reference.undominated(model, h, own))
            assert one.holding.indexes.tolist() == sorted(own & held)


@given(option_forms(max_bits=4))
def test_concepts_in_option_form(model: OptionForm) -> None:
    concepts_agree(option_conflict(model), model.graph())


@given(graph_forms(max_states=6))
def test_concepts_in_graph_form(model: GraphForm) -> None:
    concepts_agree(graph_conflict(model), model)


@given(option_forms(max_bits=4, max_dms=3), st.sampled_from(("nash", "gmr", "seq")))
def test_jumps_in_option_form(model: OptionForm, concept: str) -> None:
    jumps_agree(option_conflict(model), model.graph(), concept)
    leavers_agree(option_conflict(model), model.graph(), concept)


@given(graph_forms(max_states=6, max_dms=3), st.sampled_from(("nash", "gmr", "seq")))
def test_jumps_in_graph_form(model: GraphForm, concept: str) -> None:
    jumps_agree(graph_conflict(model), model, concept)
    leavers_agree(graph_conflict(model), model, concept)


@given(option_forms(max_bits=4))
def test_a_coalition_of_one_is_plain(model: OptionForm) -> None:
    conflict = option_conflict(model)
    plain, together = analyse(conflict), coalition_analysis(conflict)
    for dm in conflict.decision_makers:
        for coalitional, concept in PLAIN.items():
            assert together.stable(coalitional, dm.id) == plain.stable(concept, dm.id)
        assert plain.stable("seq", dm.id) <= together.stable("cseq", dm.id)
        if len(conflict.decision_makers) <= 2:
            assert plain.stable("seq", dm.id) == together.stable("cseq", dm.id)


@given(st.one_of(graph_forms(max_states=6), option_forms(max_bits=4).map(OptionForm.graph)))
def test_what_is_stricter(model: GraphForm) -> None:
    """In graph form two steps of the others need not make a legal sequence: there cseq ⊆ cgmr fails."""
    analysis = coalition_analysis(graph_conflict(model))
    for coalition in analysis.coalitions:
        cnash, cgmr, csmr, cseq = (analysis.stable(concept, coalition) for concept in analysis.concepts)
        assert cnash <= csmr <= cgmr
        assert cnash <= cseq
    everybody = analysis.coalitions[-1]
    assert len({analysis.stable(concept, everybody) for concept in analysis.concepts}) == 1


@given(option_forms(max_bits=4))
def test_what_is_stricter_in_option_form(model: OptionForm) -> None:
    analysis = coalition_analysis(option_conflict(model))
    for coalition in analysis.coalitions:
        assert analysis.stable("cseq", coalition) <= analysis.stable("cgmr", coalition)


@given(option_forms(max_bits=4, max_dms=3))
def test_a_coalition_alone_is_as_among_all(model: OptionForm) -> None:
    conflict = option_conflict(model)
    among = coalition_analysis(conflict)
    for coalition in all_coalitions(conflict):
        alone = coalition_analysis(conflict, coalition)
        assert alone.coalitions == (coalition,)
        for concept in among.concepts:
            assert alone.stable(concept, coalition) == among.stable(concept, coalition)
            assert alone.equilibria(concept) == among.stable(concept, coalition)
            once = coalition_analysis(conflict, coalition, concept)
            assert once.equilibria(concept) == among.stable(concept, coalition)


@given(graph_forms(max_states=6))
def test_a_coalition_of_one_is_plain_in_the_reference(model: GraphForm) -> None:
    for dm in model.dms:
        for coalitional, concept in PLAIN.items():
            assert reference.coalition_stable(model, coalitional, frozenset({dm})) == stable(
                model, concept, dm
            )


@pytest.mark.parametrize("form", ["options", "graph"])
def test_small_pieces_give_the_same(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large models are taken in pieces; here a middling one is taken in small ones."""
    rng = Random(f"pieces of {form}")
    scores = {
        dm: Scores([rng.randrange(200) for _ in range(160 if form == "graph" else 192)]) for dm in "ABC"
    }
    if form == "graph":
        names = [f"s{number}" for number in range(160)]
        moves = {dm: [(s, q) for s in names for q in rng.sample(names, 2) if s != q] for dm in "ABC"}
        conflict = Conflict.from_graph(names, moves, scores)
    else:
        options = {"A": ["a", "b", "c"], "B": ["d", "e", "f"], "C": ["g", "h"]}
        conflict = Conflict.from_options(
            options, scores, infeasible=["A.a and B.d"], irreversible=["B.e", "not C.g"]
        )
    whole, counts = coalition_analysis(conflict), jump_counts(conflict, concept="gmr")
    monkeypatch.setattr(reach, "_WORDS", 300)
    assert (coalition_analysis(conflict).bits == whole.bits).all()
    assert jump_counts(conflict, concept="gmr") == counts
    assert len({row.tobytes() for row in whole.bits}) > 4
    assert counts.counts
