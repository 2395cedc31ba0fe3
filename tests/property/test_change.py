"""The parts of a change, and those that explain an answer, held against trying all sets of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente import Conflict, InputError
from detente.analysis.change import STATUS_QUO, Smallest, changed
from detente.analysis.concepts import CONCEPTS
from detente.analysis.kindred import Kindred
from detente.analysis.terms import Terms, terms_of
from detente.conflict.parts import Difference, PartKind
from detente.conflict.preferences import Prioritised
from tests.reference.change import in_order, longest_common, smallest_sets

OPTIONS = {"A": ["x", "y"], "B": ["z"]}
STATEMENTS = ["A.x", "A.y", "not A.x", "B.z", "not B.z", "A.x iff B.z", "A.y if B.z", "A.x and A.y"]
RULES = ["A.x and A.y", "A.y and B.z", "B.z and not A.x"]
WHERE = ["A.x", "A.x and B.z", "not B.z"]

lists = st.tuples(st.lists(st.sampled_from(STATEMENTS), unique=True, max_size=4), st.booleans()).map(
    lambda drawn: [drawn[0][:2], *drawn[0][2:]] if drawn[1] and len(drawn[0]) > 1 else drawn[0]
)
taken = st.one_of(st.none(), st.sets(st.sampled_from(["A.x", "A.y", "B.z"]), max_size=3))


@st.composite
def conflicts(draw: st.DrawFn) -> Conflict:
    irreversible = draw(st.sampled_from([[], [], ["A.x"], ["not B.z"]]))
    for rules in (draw(st.sets(st.sampled_from(RULES), max_size=2)), set[str]()):
        try:
            return Conflict.from_options(
                OPTIONS,
                {"A": draw(lists), "B": draw(lists)},
                infeasible=sorted(rules),
                irreversible=irreversible,
                status_quo=draw(taken),
                outcomes={"o": draw(st.sampled_from(WHERE))},
            )
        except InputError:
            continue  # the status quo is infeasible: then without rules
    raise AssertionError("without rules every state is feasible")


def lines(conflict: Conflict, dm: str) -> list[str]:
    preference = conflict.preferences[dm]
    assert isinstance(preference, Prioritised)
    return [str(line) for line in preference.lines]


@given(conflicts(), conflicts())
@settings(max_examples=300)
def test_no_part_gives_the_old_conflict_and_all_of_them_the_new_one(old: Conflict, new: Conflict) -> None:
    difference = Difference(old, new)
    whole = range(len(difference.parts))
    assert difference.applied([]) == old
    assert difference.applied(whole) == new
    assert (difference.parts == ()) == (old == new)
    assert len(set(difference.parts)) == len(difference.parts)


@given(conflicts(), conflicts(), st.data())
@settings(max_examples=300)
def test_some_parts_give_just_their_lines_each_list_in_order(
    old: Conflict, new: Conflict, data: st.DataObject
) -> None:
    difference = Difference(old, new)
    chosen = data.draw(st.frozensets(st.sampled_from(range(len(difference.parts) or 1))))
    chosen &= frozenset(range(len(difference.parts)))
    try:
        mixed = difference.applied(chosen)
    except InputError:
        return  # what such a set breaks is tested below
    made = [difference.parts[place] for place in chosen]
    for dm in OPTIONS:
        expected = set(lines(old, dm))
        for part in made:
            if part.target == dm and part.kind is not PartKind.STATUS_QUO:
                expected -= {str(part.before)}
        for part in made:
            if part.target == dm and part.now is not None:
                expected |= {str(part.now)}
        found = lines(mixed, dm)
        assert set(found) == expected
        wishes = mixed.preferences[dm]
        assert isinstance(wishes, Prioritised)
        statements = [statement for line in wishes.lines for statement in line.statements]
        assert len(statements) == len(set(statements))
        own = [
            part for part in difference.parts if part.target == dm and part.kind is not PartKind.STATUS_QUO
        ]
        still = [one for one in lines(old, dm) if one not in {str(part.before) for part in own}]
        assert in_order(still, found)
        as_new = {str(part.now) for part in own if part in made and part.now is not None}
        assert in_order([one for one in lines(new, dm) if one in as_new], found)
        moved = [part for part in own if part.kind is PartKind.MOVED]
        both = [one for one in lines(old, dm) if one in lines(new, dm)]
        turned = [part for part in own if part.kind is PartKind.REVERSED and part.at]
        if not any(part.kind is PartKind.REVERSED for part in own):
            assert len(both) - len(moved) == longest_common(lines(old, dm), lines(new, dm))
        assert all(part.at is not None for part in (*moved, *turned))


@given(conflicts(), conflicts(), st.sampled_from(sorted(CONCEPTS)))
@settings(max_examples=200)
def test_kindred_analyses_are_those_of_analyse(old: Conflict, new: Conflict, concept: str) -> None:
    kindred = Kindred([concept])
    for conflict in (old, new, old):
        found = kindred.analysis(conflict)
        assert found.bits.tolist() == detente.analyse(conflict, concept).bits.tolist()


def answer(conflict: Conflict, question: str, concept: str) -> object:
    """The answer by the plain analysis."""
    equilibria = detente.analyse(conflict, concept).equilibria(concept)
    if question == STATUS_QUO:
        return None if conflict.status_quo is None else conflict.status_quo in equilibria
    inside = conflict.find(question)
    return terms_of(conflict, inside, inside & equilibria)


def assert_smallest(
    found: Smallest, difference: Difference[Conflict], does: Callable[[frozenset[int]], bool]
) -> None:
    number = {part: place for place, part in enumerate(difference.parts)}
    sets = [frozenset(number[part] for part in one) for one in found.sets]
    smallest = smallest_sets(len(difference.parts), does)
    assert all(does(one) for one in sets)
    if found.exact:
        assert sets
        assert {len(one) for one in sets} == {len(smallest[0])}
        assert set(sets) <= set(smallest)
        assert found.number in (0, len(smallest))
        assert len(sets) == min(found.number or 1, 3)
    else:
        (one,) = sets
        assert not any(does(one - {part}) for part in one)


def _gives(
    asked: Callable[[frozenset[int], str], object], question: str, wanted: object, other: object
) -> Callable[[frozenset[int]], bool]:
    def gives(chosen: frozenset[int]) -> bool:
        found = asked(chosen, question)
        if isinstance(found, Terms) and isinstance(wanted, Terms) and isinstance(other, Terms):
            return found.holds == wanted.holds if wanted.holds != other.holds else found == wanted
        return found == wanted

    return gives


def check(old: Conflict, new: Conflict, concept: str, size: int | None) -> None:
    found = changed(old, new, concept, size=size)
    difference = Difference(old, new)
    whole = frozenset(range(len(difference.parts)))
    known: dict[tuple[frozenset[int], str], object] = {}

    def asked(chosen: frozenset[int], question: str) -> object:
        if (chosen, question) not in known:
            try:
                known[chosen, question] = answer(difference.applied(chosen), question, concept)
            except InputError:
                known[chosen, question] = None
        return known[chosen, question]

    before, after = answer(old, STATUS_QUO, concept), answer(new, STATUS_QUO, concept)
    assert (found.held, found.holds) == (before, after)
    others = {one.outcome for one in found.answers}
    assert others == {one for one in ("o",) if answer(old, one, concept) != answer(new, one, concept)}
    expected = ({STATUS_QUO} if None not in (before, after) and before != after else set()) | others
    assert {one.outcome for one in found.why} == (expected if size != 0 else set())
    for why in found.why:
        question = why.outcome
        then, now = answer(old, question, concept), answer(new, question, concept)
        assert_smallest(why.enough, difference, _gives(asked, question, now, then))
        assert_smallest(why.undo, difference, _gives(lambda c, q: asked(whole - c, q), question, then, now))
        if size is None or size >= len(whole):
            assert why.enough.exact
            assert why.undo.exact


@given(conflicts(), conflicts(), st.sampled_from(sorted(CONCEPTS)), st.sampled_from([None, None, 0, 1, 9]))
@settings(max_examples=200)
def test_the_parts_that_explain_an_answer_are_the_smallest(
    old: Conflict, new: Conflict, concept: str, size: int | None
) -> None:
    check(old, new, concept, size)


@pytest.mark.long
@given(conflicts(), conflicts(), st.sampled_from(sorted(CONCEPTS)), st.sampled_from([None, None, 0, 1, 2, 9]))
@settings(max_examples=4000)
def test_the_same_many_times(old: Conflict, new: Conflict, concept: str, size: int | None) -> None:
    check(old, new, concept, size)
