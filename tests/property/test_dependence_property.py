"""What answers hang on, held against conflicts that are edited and analysed one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente import Conflict, Edit, InputError, Line, StateSet, Weights, analyse
from detente.analysis.concepts import CONCEPTS
from detente.analysis.dependence import LIMIT, Hanging, hangs_on
from detente.analysis.stability import Analysis
from detente.analysis.terms import HEADLINE, spared, terms_of
from detente.analysis.variants import Variants, removable
from detente.conflict.statements import And, Iff, Not, Or, Taken
from detente.dossier.questions import (
    ONE_STEP,
    STATUS_QUO,
    questions_of,
    spared_question,
    term_question,
)

OPTIONS = {"A": ["x", "y"], "B": ["z"], "C": [], "D": ["u"]}
X, Y, Z, U = Taken("A", "x"), Taken("A", "y"), Taken("B", "z"), Taken("D", "u")
PLAIN = [X, Y, Z, U, And((X, Z)), Or((Not(Y), U)), Iff(X, Y), Iff(Y, Z), And((Not(X), Y)), Or((Z, U))]
POOL = [*PLAIN, *map(Not, PLAIN)]
LITERALS = [X, Not(X), Y, Not(Y), Z, Not(Z), U, Not(U)]
WHERE = st.sampled_from([X, Y, Z, U, And((X, Z)), And((Y, Not(U))), Or((Z, U))])


@st.composite
def conflicts(draw: st.DrawFn) -> Conflict:
    """Small conflicts with lists, lines of equal importance, infeasibilities and options that stay."""
    statements = st.lists(st.sampled_from(POOL), unique=True, max_size=5)
    wishes: dict[str, object] = {}
    for dm in OPTIONS:
        own = draw(statements)
        alike = draw(st.integers(0, len(own)))
        wishes[dm] = [*own[alike:], Line(tuple(own[:alike]))] if alike > 1 else own
    if draw(st.booleans()):
        wishes["D"] = Weights({"D.u": 1, "A.x": -2})  # no list, so nothing of it can be taken out
    try:
        return Conflict.from_options(
            OPTIONS,
            wishes,
            infeasible=draw(st.lists(st.sampled_from(POOL), unique=True, max_size=2)),
            irreversible=draw(st.lists(st.sampled_from(LITERALS), unique=True, max_size=2)),
            status_quo=draw(st.frozensets(st.sampled_from(["A.x", "A.y", "B.z", "D.u"]))),
            outcomes=draw(st.dictionaries(st.sampled_from(["deal", "war", "peace"]), WHERE, min_size=1)),
        )
    except InputError:
        assume(False)
        raise


def edited(conflict: Conflict, lines: Iterable[tuple[str, Line]]) -> Conflict | None:
    """The conflict without some lines, by the public way."""
    try:
        return conflict.edited(*(Edit.drop(target, line.statements) for target, line in lines))
    except InputError:
        return None


def check_variant(conflict: Conflict, variants: Variants, places: Iterable[int]) -> None:
    fast = variants.without(places)
    slow = edited(conflict, [variants.lines[place] for place in places])
    assert (fast is None) == (slow is None)
    if fast is not None and slow is not None:
        assert fast.conflict == slow
        np.testing.assert_array_equal(fast.bits, analyse(slow).bits)
        np.testing.assert_array_equal(fast.form.ranks, slow.ranks)


@given(conflicts(), st.data())
def test_a_variant_is_the_edited_conflict(conflict: Conflict, data: st.DataObject) -> None:
    variants = Variants(conflict, CONCEPTS)
    assert variants.lines == removable(conflict)
    places = st.lists(st.integers(0, max(len(variants.lines) - 1, 0)), unique=True, max_size=6)
    for chosen in data.draw(st.lists(places, min_size=1, max_size=4)):
        if variants.lines:
            check_variant(conflict, variants, chosen)


@pytest.mark.long
@given(conflicts())
@settings(max_examples=300)
def test_every_pair_taken_out_is_the_edited_conflict(conflict: Conflict) -> None:
    variants = Variants(conflict, CONCEPTS)
    for places in itertools.combinations(range(len(variants.lines)), 2):
        check_variant(conflict, variants, places)


# The headlines, answered word for word


def held(analysis: Analysis, outcome: str) -> StateSet:
    return analysis.conflict.find(outcome) & analysis.equilibria(HEADLINE)


def one_step(analysis: Analysis) -> bool:
    today = analysis.conflict.status_quo
    assert today is not None
    explained = [analysis.explain(today, dm.id, HEADLINE) for dm in analysis.conflict.decision_makers]
    leaving = [one for one in explained if one.unanswered]
    return len(leaving) == 1 and leaving[0].unanswered[0].move.target in analysis.equilibria(HEADLINE)


def answer(base: Conflict, question: str, analysis: Analysis) -> bool:
    """The answer to a question of the base model, in one of its variants."""
    conflict = analysis.conflict
    assert conflict.status_quo is not None
    if question == STATUS_QUO:
        return conflict.status_quo in analysis.equilibria(HEADLINE)
    if question == ONE_STEP:
        return one_step(analysis)
    for outcome in conflict.outcomes:
        found = held(analysis, outcome)
        if question == outcome:
            return len(found) > 0
        if question == spared_question(outcome):
            without = spared(analyse(base, HEADLINE), base.outcomes[outcome])
            for other in without.outcomes:
                found = found - conflict.find(other)
            for ref in without.refs:
                is_taken = ref in conflict.status_quo.options
                found = found & conflict.find(ref if is_taken else f"not {ref}")
            return len(found) > 0
        for ref in conflict.space.refs:
            if question == term_question(outcome, ref):  # where it does not hold at all, the term stands
                return ref in terms_of(conflict, conflict.find(outcome), found).refs or not len(found)
    raise AssertionError(question)


def check_headlines(conflict: Conflict) -> tuple[Hanging, ...]:
    base = analyse(conflict, HEADLINE)
    found = hangs_on(conflict, questions_of(base), [HEADLINE])
    lines = removable(conflict)

    def flips(question: str, gone: Iterable[tuple[str, Line]]) -> bool:
        variant = edited(conflict, gone)
        if variant is None:
            return False
        return answer(conflict, question, analyse(variant, HEADLINE)) != answer(conflict, question, base)

    for one in found:
        assert one.answer == answer(conflict, one.question, base)
        singles = tuple(line for line in lines if flips(one.question, [line]))
        assert one.single == bool(singles)
        if singles:
            assert one.lines == singles
        elif one.lines:
            assert 2 <= len(one.lines) <= LIMIT
            assert flips(one.question, one.lines)
            for line in one.lines:
                assert not flips(one.question, [other for other in one.lines if other != line])
    return found


@given(conflicts())
@settings(max_examples=20)
def test_headlines_hang_on_what_changes_them(conflict: Conflict) -> None:
    check_headlines(conflict)


@pytest.mark.long
@given(conflicts())
@settings(max_examples=1000)
def test_headlines_hang_on_what_changes_them_at_length(conflict: Conflict) -> None:
    check_headlines(conflict)


@given(conflicts())
def test_what_an_outcome_can_do_without_is_all_of_that_kind(conflict: Conflict) -> None:
    analysis = analyse(conflict, HEADLINE)
    assert conflict.status_quo is not None
    for outcome in conflict.outcome_list:
        without = spared(analysis, outcome)
        inside, left = conflict.find(outcome.id), held(analysis, outcome.id)
        others = {other: conflict.find(other) for other in conflict.outcomes if other != outcome.id}
        named = {
            ref
            for other, states in others.items()
            for ref in terms_of(conflict, states, held(analysis, other)).refs
        }
        changed = {
            ref: conflict.find(f"not {ref}" if ref in conflict.status_quo.options else ref) for ref in named
        }
        things = {**others, **changed}
        for thing in (*without.outcomes, *without.refs):
            assert len(inside & things[thing])
            assert len(inside - things[thing])
            left = left - things[thing]
        assert len(left) == without.states or not (without.outcomes or without.refs)
        for thing, states in things.items():
            if thing not in (*without.outcomes, *without.refs) and len(inside & states):
                assert not len(left - states)
