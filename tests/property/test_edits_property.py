"""Edits lead from any conflict to any other of the same options, and back; they change nothing else."""

from __future__ import annotations

import pickle
from collections.abc import Iterable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente import Basis, Conflict, Edit, InputError, Line, diff
from detente.conflict.edits import EditKind
from detente.conflict.preferences import Prioritised
from detente.conflict.statements import And, Iff, Not, Or, Statement, Taken

OPTIONS = {"A": ["x", "y"], "B": ["z"], "C": []}
X, Y, Z = Taken("A", "x"), Taken("A", "y"), Taken("B", "z")
PLAIN = [X, Y, Z, And((X, Z)), Or((Not(Y), Z)), Iff(X, Y)]
POOL = [*PLAIN, *map(Not, PLAIN), Not(Not(X))]  # few, so that two lists share some and reverse others
LITERALS = [X, Not(X), Y, Not(Y), Z, Not(Z)]


def line_lists(pool: list[Statement]) -> st.SearchStrategy[list[Line]]:
    """Lists of lines, some of equal importance, no statement twice."""
    sizes = st.lists(st.sampled_from((1, 1, 1, 2, 3)), min_size=8, max_size=8)
    lines = st.tuples(st.lists(st.sampled_from(pool), unique=True, max_size=8), sizes)
    return lines.map(lambda drawn: list(_grouped(*drawn)))


def _grouped(statements: list[Statement], sizes: list[int]) -> Iterable[Line]:
    for size in sizes:
        if statements:
            basis, because = (Basis.ASSUMED, ()) if size > 1 else (Basis.REPORTED, ("c1",))
            yield Line(tuple(statements[:size]), basis, because)
            statements = statements[size:]


@st.composite
def conflicts(draw: st.DrawFn) -> Conflict:
    """Sound conflicts that differ in all that edits can change."""
    few = st.lists(st.sampled_from(POOL), unique=True, max_size=2)
    arguments = {
        "preferences": {dm: draw(line_lists(POOL)) for dm in OPTIONS},
        "infeasible": draw(few),
        "irreversible": draw(st.lists(st.sampled_from(LITERALS), unique=True, max_size=3)),
        "status_quo": draw(st.none() | st.frozensets(st.sampled_from(["A.x", "A.y", "B.z"]))),
        "outcomes": draw(st.dictionaries(st.sampled_from(["deal", "war", "peace"]), st.sampled_from(POOL))),
    }
    try:
        return Conflict.from_options(OPTIONS, **arguments)  # type: ignore[arg-type]
    except InputError as error:
        assume({fault.code for fault in error.diagnostics} <= {"no-state", "infeasible-status-quo"})
        assume(False)
        raise


@given(conflicts(), conflicts())
def test_the_difference_leads_from_one_to_the_other(a: Conflict, b: Conflict) -> None:
    digests = a.digest, b.digest
    edits = diff(a, b)
    assert a.edited(*edits) == b
    assert b.edited(*diff(b, a)) == a
    assert (edits == ()) == (a == b)
    assert (fresh(a), fresh(b)) == digests


def fresh(conflict: Conflict) -> str:
    """Return the digest, worked out anew."""
    again: Conflict = pickle.loads(pickle.dumps(conflict))
    return again.digest


@pytest.mark.long
@given(conflicts(), conflicts())
@settings(max_examples=3000)
def test_the_difference_leads_from_one_to_the_other_at_length(a: Conflict, b: Conflict) -> None:
    assert a.edited(*diff(a, b)) == b


@given(conflicts(), conflicts())
@settings(max_examples=50)
def test_a_difference_is_no_longer_than_dropping_and_adding_what_differs(a: Conflict, b: Conflict) -> None:
    for dm in OPTIONS:
        old, new = ({frozenset(line.statements) for line in lines(conflict, dm)} for conflict in (a, b))
        made = [edit for edit in diff(a, b) if edit.target == dm]
        moves = [edit for edit in made if edit.kind is EditKind.MOVE]
        assert len(made) - len(moves) <= len(old - new) + len(new - old)
        assert len(moves) <= max(len(new) - 1, 0)


def lines(conflict: Conflict, dm: str) -> tuple[Line, ...]:
    preference = conflict.preferences[dm]
    assert isinstance(preference, Prioritised)
    return preference.lines


@given(conflicts(), st.data())
def test_one_move_or_one_reversal_is_found_as_such(conflict: Conflict, data: st.DataObject) -> None:
    movable = [(dm, line) for dm in OPTIONS for line in lines(conflict, dm)]
    assume(movable)
    dm, line = data.draw(st.sampled_from(movable))
    number = len(lines(conflict, dm))
    moved = conflict.edited(Edit.move(dm, line.statements, data.draw(st.integers(1, number))))
    assert len(diff(conflict, moved)) == (moved != conflict)
    held = {statement for one in lines(conflict, dm) for statement in one.statements}
    if len(line.statements) == 1 and line.statement.reversed() not in held:
        turned = conflict.edited(Edit.reverse(dm, line.statement))
        assert diff(conflict, turned) == (Edit.reverse(dm, line.statement),)


@given(conflicts())
def test_to_add_and_to_drop_undo_each_other(conflict: Conflict) -> None:
    new = Iff(Z, Y)
    for target in ("A", "B", "C"):
        for place in range(1, len(lines(conflict, target)) + 2):
            added = conflict.edited(Edit.add(target, new, to=place))
            assert lines(added, target)[place - 1].statements == (new,)
            assert added != conflict
            assert added.edited(Edit.drop(target, new)) == conflict


@given(conflicts(), st.data())
def test_to_replace_is_to_drop_and_to_add_at_the_same_place(conflict: Conflict, data: st.DataObject) -> None:
    dm = data.draw(st.sampled_from(list(OPTIONS)))
    assume(lines(conflict, dm))
    place = data.draw(st.integers(1, len(lines(conflict, dm))))
    old, new = lines(conflict, dm)[place - 1].statements, Iff(Z, Y)
    both = conflict.edited(Edit.drop(dm, old), Edit.add(dm, new, to=place))
    assert conflict.edited(Edit.replace(dm, old, by=new)) == both
