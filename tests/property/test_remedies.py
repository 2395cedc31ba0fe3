"""Remedies, breakers and openings, held against all edits made one by one in the literal definitions."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente import Conflict, Edit, InputError, Line, State, StateSet, analyse
from detente.analysis.concepts import CONCEPTS
from detente.analysis.edit_sets import EditSets
from detente.analysis.openings import openings
from detente.analysis.remedies import breakers, remedies
from detente.conflict.edits import EditKind
from detente.conflict.preferences import Prioritised
from detente.conflict.statements import And, Iff, Not, OnlyIf, Or, Statement, Taken, literal
from tests.bridging import option_conflict
from tests.property.test_statements_property import word_for_word
from tests.reference import remedies as reference
from tests.reference.models import OptionForm
from tests.reference.strategies import option_forms

OPTIONS = {"A": ["x", "y"], "B": ["z"], "C": []}
X, Y, Z = Taken("A", "x"), Taken("A", "y"), Taken("B", "z")
PLAIN: list[Statement] = [X, Y, Z, And((X, Z)), Or((Not(Y), Z)), Iff(X, Y), OnlyIf(Y, Z)]
POOL: list[Statement] = [*PLAIN, *map(Not, PLAIN)]
TARGETS: list[Statement] = [
    And(tuple(t if on else Not(t) for t, on in zip((X, Y, Z), values, strict=True)))
    for values in itertools.product((True, False), repeat=3)
]
TARGETS += [X, Not(X), Z, And((X, Z)), And((Y, Not(Z)))]
LITERALS: list[Statement] = [X, Not(X), Y, Not(Y), Z, Not(Z)]
held = functools.lru_cache(maxsize=100_000)(reference.held)


@pytest.fixture(autouse=True, scope="module")
def _remembering() -> object:
    """Remember what the reference found: pairs of edits lead to the same lists many times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "held", held)
        yield


@dataclass(frozen=True)
class Case:
    """A conflict with a target, and the same as the reference sees it."""

    conflict: Conflict
    target: Statement

    @property
    def model(self) -> reference.Stated:
        c = self.conflict
        return reference.Stated(
            tuple((dm.id, tuple(option.id for option in dm.options)) for dm in c.decision_makers),
            tuple(lines_of(c, dm) for dm in range(len(c.decision_makers))),
            tuple(word_for_word(line.statement) for line in c.infeasible),
            tuple(word_for_word(line.statement) for line in c.irreversible),
            tuple(word_for_word(one.where) for one in c.outcome_list if isinstance(one.where, Statement)),
        )

    @property
    def where(self) -> tuple[object, ...]:
        return word_for_word(self.target)


def lines_of(conflict: Conflict, dm: int) -> tuple[reference.Line, ...]:
    """A list as the reference sees it."""
    preference = conflict.preference_list[dm]
    assert isinstance(preference, Prioritised)
    return tuple(tuple(word_for_word(one) for one in line.statements) for line in preference.lines)


@st.composite
def cases(draw: st.DrawFn, longest: int = 3) -> Case:
    """Small conflicts with lists, lines of equal importance, infeasibilities and options that stay."""
    statements = st.lists(st.sampled_from(POOL), unique=True, max_size=longest)
    wishes: dict[str, object] = {}
    for dm in OPTIONS:
        own = draw(statements)
        alike = draw(st.integers(0, len(own)))
        wishes[dm] = [*own[alike:], Line(tuple(own[:alike]))] if alike > 1 else own
    try:
        conflict = Conflict.from_options(
            OPTIONS,
            wishes,
            infeasible=draw(st.lists(st.sampled_from(POOL), unique=True, max_size=2)),
            irreversible=draw(st.lists(st.sampled_from(LITERALS), unique=True, max_size=2)),
            outcomes=draw(st.dictionaries(st.sampled_from(["deal", "war"]), st.sampled_from(PLAIN))),
        )
    except InputError:
        assume(False)
        raise
    rest = conflict.states - analyse(conflict, "nash").equilibria("nash")
    unheld = [one for one in TARGETS if len(conflict.find(one)) and conflict.find(one) <= rest]
    some = [one for one in TARGETS if len(conflict.find(one))]
    return Case(conflict, draw(st.sampled_from(unheld or some)))


def as_change(conflict: Conflict, edit: Edit) -> reference.Change:
    """An edit as the reference writes it."""
    statements = tuple(word_for_word(one) for one in edit.statements)
    if edit.own is None:
        return ("lift", edit.target, statements[0], None)
    return (edit.kind.value, conflict.dm(edit.target), statements, edit.to)


def singles(conflict: Conflict, search: EditSets) -> list[reference.Change]:
    """All ways of all sets of one edit."""
    return [as_change(conflict, way[0]) for one in search.found if len(one.edits) == 1 for way in one.ways]


def check_single_remedies(case: Case, concept: str) -> None:
    found = remedies(case.conflict, str(case.target), concept=concept)
    if found.search is None:
        assert reference.held(case.model, case.where, concept)
        assert set(found.held) <= set(found.target)
        return
    assert not reference.held(case.model, case.where, concept)
    mine = singles(case.conflict, found.search)
    assert len(set(mine)) == len(mine)
    assert set(mine) == reference.single_remedies(case.model, case.where, concept)
    assert found.search.complete
    assert found.search.singles == len(list(reference.changes(case.model)))
    for one in found.search.found:
        assert one.trivial == any(asks(case, edit) for edit in one.edits)
        assert next(one.ways) == one.edits


def asks(case: Case, edit: Edit) -> bool:
    """Whether an edit puts an option of its party, or an outcome with one, that is so all over the target."""
    if edit.own is None or edit.kind not in (EditKind.ADD, EditKind.REVERSE):
        return False
    put = edit.statements[0] if edit.kind is EditKind.ADD else edit.statements[0].reversed()
    plain = put.part if isinstance(put, Not) else put
    outcomes = [one.where for one in case.conflict.outcome_list]
    if literal(put) is None and plain not in outcomes and put not in outcomes:
        return False
    own = {ref for ref in put.refs() if ref.partition(".")[0] == edit.own}
    return bool(own) and case.conflict.find(case.target) <= case.conflict.find(put)


@given(cases(), st.sampled_from(list(CONCEPTS)))
@settings(max_examples=120)
def test_single_remedies_are_all_there_are(case: Case, concept: str) -> None:
    check_single_remedies(case, concept)


@pytest.mark.long
@given(cases(4), st.sampled_from(list(CONCEPTS)))
@settings(max_examples=1000)
def test_single_remedies_are_all_there_are_at_length(case: Case, concept: str) -> None:
    check_single_remedies(case, concept)


def ends(conflict: Conflict, ways: Sequence[tuple[Edit, ...]], dm: int) -> list[tuple[reference.Line, ...]]:
    """The lists to which some ways lead, by the public way."""
    return [lines_of(conflict.edited(*way), dm) for way in ways]


def check_pairs(conflict: Conflict, model: reference.Stated, search: EditSets, *asked: object) -> None:
    """The pairs of edits of one list are those of the reference, and each set moves least at first."""
    for dm, party in enumerate(conflict.decision_makers):
        expected = reference.pair_remedies(model, dm, *asked)  # type: ignore[arg-type]
        mine = []
        for one in search.found:
            if [edit.target for edit in one.edits] == [party.id, party.id]:
                led = ends(conflict, list(one.ways), dm)
                assert one.moved == expected[led[0]] == min(expected[end] for end in led)
                mine += led
        assert len(set(mine)) == len(mine)
        assert set(mine) == set(expected)


def check_pair_remedies(case: Case, concept: str) -> None:
    found = remedies(case.conflict, str(case.target), concept=concept, edits=2)
    if found.search is not None:
        assert found.search.within
        check_pairs(case.conflict, case.model, found.search, case.where, concept)


@given(cases(2), st.sampled_from(["nash", "nash", *CONCEPTS]))
@settings(max_examples=40)
def test_pairs_within_a_list_are_all_there_are(case: Case, concept: str) -> None:
    check_pair_remedies(case, concept)


@pytest.mark.long
@given(cases(3), st.sampled_from(["nash", "nash", *CONCEPTS]))
@settings(max_examples=300)
def test_pairs_within_a_list_are_all_there_are_at_length(case: Case, concept: str) -> None:
    check_pair_remedies(case, concept)


def check_two_places(case: Case, concept: str) -> None:
    """Pairs of edits of two lists, where they are tried, and of a lifted line with another edit."""
    found = remedies(case.conflict, str(case.target), concept=concept, edits=2)
    if found.search is None:
        return
    assert found.search.across == (concept in ("nash", "gmr", "smr"))
    assert found.search.lifting
    changes = dict(reference.changes(case.model))
    useless = [change for change, after in changes.items() if not held(after, case.where, concept)]
    expected = set()
    for at, first in enumerate(useless):
        later = dict(reference.changes(changes[first]))
        for second in useless[at + 1 :]:
            if first[1] == second[1] and first[0] != "lift":
                continue
            if first[0] != "lift" and second[0] != "lift" and not found.search.across:
                continue
            if second in later and held(later[second], case.where, concept):
                expected.add(frozenset((first, second)))
    mine = [
        frozenset(as_change(case.conflict, edit) for edit in way)
        for one in found.search.found
        if len(one.edits) == 2 and (one.edits[0].own is None or one.edits[0].own != one.edits[1].own)
        for way in one.ways
    ]
    assert len(set(mine)) == len(mine)
    assert set(mine) == expected


@given(cases(2), st.sampled_from(["nash", "nash", *CONCEPTS]))
@settings(max_examples=25)
def test_pairs_in_two_places_are_all_there_are(case: Case, concept: str) -> None:
    check_two_places(case, concept)


@pytest.mark.long
@given(cases(3), st.sampled_from(["nash", "nash", *CONCEPTS]))
@settings(max_examples=300)
def test_pairs_in_two_places_are_all_there_are_at_length(case: Case, concept: str) -> None:
    check_two_places(case, concept)


def check_breakers(case: Case, concept: str, edits: int) -> None:
    state = case.conflict.find(case.target)[0]
    exact = And(tuple(t if t.ref in state.options else Not(t) for t in (X, Y, Z)))
    where = word_for_word(exact)
    found = breakers(case.conflict, state, concept=concept, edits=edits)
    assert (found.search is None) is not held(case.model, where, concept)
    if found.search is None:
        assert all(one.move.origin == state for one in found.leaving)
        assert found.leaving
        return
    expected = reference.single_remedies(case.model, where, concept, wanted=False)
    assert set(singles(case.conflict, found.search)) == expected
    if edits == 2:
        check_pairs(case.conflict, case.model, found.search, where, concept, False)


@given(cases(), st.sampled_from(list(CONCEPTS)))
@settings(max_examples=60)
def test_breakers_are_all_there_are(case: Case, concept: str) -> None:
    check_breakers(case, concept, 1)


@pytest.mark.long
@given(cases(), st.sampled_from(list(CONCEPTS)), st.integers(1, 2))
@settings(max_examples=300)
def test_breakers_are_all_there_are_at_length(case: Case, concept: str, edits: int) -> None:
    check_breakers(case, concept, edits)


@given(cases(), st.sampled_from(list(CONCEPTS)), st.data())
@settings(max_examples=150)
def test_what_bars_an_edit_is_so(case: Case, concept: str, data: st.DataObject) -> None:
    who = data.draw(st.sampled_from(list(OPTIONS)))
    found = remedies(case.conflict, str(case.target), concept=concept, who=who)
    for bar in found.bars:
        assert bar.dm == who
        others = st.lists(st.sampled_from(POOL), unique=True, max_size=4)
        dm = case.conflict.dm(who)
        lists = [(), *(tuple((word_for_word(s),) for s in data.draw(others)) for _ in range(4))]
        does = [held(reference.with_list(case.model, dm, one), case.where, concept) for one in lists]
        if bar.proven:
            assert not any(does)
        elif bar.possible:
            assert does[0]
        assert bar.proven == (bar.possible is False)
        assert bar.possible is not None or concept in ("seq", "sseq")
        every = len(found.target)
        assert all(0 < number <= every for _, number in bar.leavers)
        assert not any(number == every for _, number in bar.leavers) or bar.proven


# What the others would have to do


def check_openings(model: OptionForm, start: int, target: frozenset[int], size: int) -> None:
    conflict = option_conflict(model)
    conflict = conflict.edited(Edit.status_quo(State(conflict.space, start).options))
    codes = np.array(sorted(target))
    inside = StateSet(conflict.space, np.searchsorted(conflict.space.codes, codes))
    refs = conflict.space.refs
    for dm in model.dms:
        (found,) = openings(conflict, inside, f"D{dm}", size=size).parties
        mine = [frozenset(refs.index(ref) for ref, _ in one.options) for one in found.enough]
        assert len(set(mine)) == len(mine)
        assert set(mine) == reference.openings(model, start, dm, target, size)
        for one in found.enough:
            assert one.step.gains is not None
            assert one.step.gains.target in inside
        for one in found.single:
            assert one.step.gains is None
            assert frozenset(refs.index(ref) for ref, _ in one.options) not in mine
        stays = {code for code in target if all((code ^ start) >> bit & 1 == 0 for bit in model.own_bits(dm))}
        assert found.needed == (not stays)


@given(option_forms(max_bits=4), st.data())
@settings(max_examples=200)
def test_openings_are_all_smallest_ones(model: OptionForm, data: st.DataObject) -> None:
    states = st.sampled_from(model.feasible)
    start, target = data.draw(states), data.draw(st.frozensets(states, min_size=1))
    check_openings(model, start, target, data.draw(st.integers(0, 3)))


@pytest.mark.long
@given(option_forms(), st.data())
@settings(max_examples=4000)
def test_openings_are_all_smallest_ones_at_length(model: OptionForm, data: st.DataObject) -> None:
    states = st.sampled_from(model.feasible)
    start, target = data.draw(states), data.draw(st.frozensets(states, min_size=1))
    check_openings(model, start, target, data.draw(st.integers(0, 3)))
