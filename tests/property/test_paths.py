"""What legal sequences reach, and the shortest legal paths, held against the literal definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import Conflict, State, StateSet
from detente.analysis import search as searching
from detente.analysis import sequences
from detente.analysis.concepts import CONCEPTS
from detente.analysis.paths import Path, Shortest, paths
from detente.analysis.search import search
from detente.analysis.sequences import Sequences
from detente.analysis.stability import form_of
from tests.bridging import graph_conflict, option_conflict
from tests.reference import paths as reference
from tests.reference.concepts import equilibria
from tests.reference.models import GraphForm, OptionForm
from tests.reference.strategies import graph_forms, option_forms

ALL = 10**6
SPARSE, DENSE = 1e-9, 10**9
"""Settings under which a layer is never swept whole, and under which it always is."""


@dataclass(frozen=True)
class Case:
    """A conflict and the same as the reference sees it; states are the reference's numbers."""

    conflict: Conflict
    model: GraphForm

    def moves(self, improving: bool) -> reference.Moves:
        return self.model.improvements if improving else self.model.reachable

    def state(self, number: int) -> State:
        return self.conflict.states[number]

    def states(self, numbers: frozenset[int]) -> StateSet:
        mask = [number in numbers for number in self.model.states]
        return StateSet.where(self.conflict.space, self.conflict.states.mask & mask)


def in_option_form(model: OptionForm) -> Case:
    return Case(option_conflict(model), model.graph())


def in_graph_form(model: GraphForm) -> Case:
    return Case(graph_conflict(model), model)


cases = st.one_of(option_forms(max_bits=4).map(in_option_form), graph_forms(max_states=6).map(in_graph_form))


@contextmanager
def sweeping(part: float) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "_DENSE", part)
        yield


# The search


@pytest.mark.parametrize("part", [SPARSE, DENSE])
@pytest.mark.parametrize("improving", [False, True])
@given(case=cases)
def test_the_search_finds_the_least_number_of_moves(case: Case, improving: bool, part: float) -> None:
    form, codes = form_of(case.conflict), case.conflict.space.codes
    for start in case.model.states:
        with sweeping(part):
            found = search(form, [int(codes[start])], improving=improving)
        least = reference.least_moves(case.model, case.moves(improving), start)
        for dm in case.model.dms:
            expected = [least.get((dm, state), -1) for state in case.model.states]
            assert found.least[dm, codes].tolist() == expected
        nearest = reference.least_to(case.model, case.moves(improving), start)
        assert found.moves[codes].tolist() == [nearest.get(state, -1) for state in case.model.states]
        infeasible = set(range(form.ranks.shape[1])) - set(codes.tolist())
        assert (found.least[:, sorted(infeasible)] == -1).all()


@given(case=cases, data=st.data(), improving=st.booleans())
def test_some_movers_and_some_starts(case: Case, data: st.DataObject, improving: bool) -> None:
    """Who may not move has no moves; from several starts a state is as near as from the nearest."""
    form, codes = form_of(case.conflict), case.conflict.space.codes
    who = data.draw(st.frozensets(st.sampled_from(list(case.model.dms)), min_size=1))
    starts = data.draw(st.frozensets(st.sampled_from(list(case.model.states)), min_size=1))
    still = tuple(own if dm in who else frozenset() for dm, own in enumerate(case.model.moves))
    model = replace(case.model, moves=still)
    moves = model.improvements if improving else model.reachable
    found = search(form, codes[sorted(starts)].tolist(), movers=sorted(who), improving=improving)
    least = [reference.least_moves(model, moves, start) for start in starts]
    for dm in model.dms:
        for state in model.states:
            lengths = [one[dm, state] for one in least if (dm, state) in one]
            assert found.least[dm, codes[state]] == min(lengths, default=-1)


@given(case=cases, data=st.data(), improving=st.booleans())
def test_with_a_goal_the_search_stops_where_it_is_reached(
    case: Case, data: st.DataObject, improving: bool
) -> None:
    form, codes = form_of(case.conflict), case.conflict.space.codes
    start = data.draw(st.sampled_from(list(case.model.states)))
    wanted = data.draw(st.frozensets(st.sampled_from(list(case.model.states)), min_size=1))
    whole = search(form, [int(codes[start])], improving=improving)
    goal = case.states(wanted).mask if form.feasible is None else form.feasible.copy()
    if form.feasible is not None:
        goal[codes] = case.states(wanted).mask
    found = search(form, [int(codes[start])], improving=improving, goal=goal)
    lengths = whole.least[:, codes[sorted(wanted)]]
    nearest = min(lengths[lengths > 0].tolist(), default=int(whole.least.max()))
    assert (found.least == whole.least * (whole.least <= nearest) - (whole.least > nearest)).all()
    ends = {
        (dm, position)
        for dm, reached in zip(found.movers, found.farthest, strict=True)
        for position in reached.tolist()
    }
    if (lengths > 0).any():
        assert ends == {
            (dm, p) for dm in case.model.dms for p in codes.tolist() if whole.least[dm, p] == nearest
        }
    else:
        assert ends == set()


@given(case=cases, data=st.data(), improving=st.booleans(), together=st.sampled_from([1, 1 << 20]))
@settings(max_examples=200)
def test_all_shortest_sequences_to_each_state(
    case: Case, data: st.DataObject, improving: bool, together: int
) -> None:
    codes = case.conflict.space.codes
    start = data.draw(st.sampled_from(list(case.model.states)))
    found = search(form_of(case.conflict), [int(codes[start])], improving=improving)
    expected = reference.shortest_to_each(case.model, case.moves(improving), start)
    for state in case.model.states:
        if state == start:
            continue
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sequences, "_TOGETHER", together)
            some = Sequences(found, codes[[state]])
            paths_there = expected.get(state, [])
            assert some.count == len(paths_there)
            assert some.length == (len(paths_there[0]) if paths_there else None)
            assert some.first == Counter(path[0][0] for path in paths_there)
            listed = [tuple((leg.dm, int(codes.searchsorted(leg.position))) for leg in legs) for legs in some]
        assert Counter(listed) == Counter(paths_there)


# Paths


def steps(case: Case, path: Path) -> reference.Path:
    """A path as the reference writes it."""
    number = {state: place for place, state in enumerate(case.conflict.states)}
    return tuple((int(move.dm.removeprefix("D")), number[move.target]) for move in path.moves)


def assert_shortest(case: Case, found: Shortest, improving: bool, start: int, wanted: frozenset[int]) -> None:
    moves = case.moves(improving)
    nearest = reference.least_to(case.model, moves, start)
    lengths = [nearest[state] for state in wanted if state in nearest]
    assert found.length == min(lengths, default=None)
    assert found.reached == len(nearest) - 1
    expected = reference.shortest_paths(case.model, moves, start, wanted, max(lengths, default=-1)) or []
    assert found.count == len(expected)
    assert Counter(steps(case, path) for path in found.listed) == Counter(expected)
    first = Counter(path[0][0] for path in expected if path)
    assert found.first == tuple((f"D{dm}", first[dm]) for dm in sorted(first))
    for path in found.listed:
        at = case.state(start)
        for move, gains in zip(path.moves, path.gains, strict=True):
            assert move.origin == at
            row = case.conflict.ranks[case.conflict.dm(move.dm)]
            assert gains == (row[move.target.code] > row[move.origin.code])
            at = move.target
        assert path.improving == all(path.gains)


@given(case=cases, data=st.data(), concept=st.sampled_from(sorted(CONCEPTS)))
@settings(max_examples=200)
def test_all_shortest_paths_are_found(case: Case, data: st.DataObject, concept: str) -> None:
    model = case.model
    start = data.draw(st.sampled_from(list(model.states)))
    wanted = data.draw(st.frozensets(st.sampled_from(list(model.states)), min_size=1))
    found = paths(case.conflict, case.states(wanted), origin=case.state(start), concept=concept, limit=ALL)
    assert_shortest(case, found.by_any, False, start, wanted)
    assert_shortest(case, found.by_improvements, True, start, wanted)
    if found.by_improvements.length is not None and found.by_improvements.length == found.by_any.length:
        marked = [path for path in found.by_any.listed if path.improving]
        assert tuple(marked) == found.by_improvements.listed
    else:
        assert not any(path.improving for path in found.by_any.listed)
    assert found.dead_ends == case.states(reference.dead_ends(model, start))
    for improving, shortest in ((False, found.by_any), (True, found.by_improvements)):
        nearest = reference.least_to(model, case.moves(improving), start)
        reached = {s: nearest[s] for s in equilibria(model, concept) if s in nearest}
        assert shortest.nearest.length == min(reached.values(), default=None)
        ends = frozenset(s for s, length in reached.items() if length == shortest.nearest.length)
        assert shortest.nearest.states == case.states(ends)


@given(case=cases, data=st.data(), limit=st.integers(0, 5))
def test_what_is_listed_is_in_order_and_no_more_than_asked(
    case: Case, data: st.DataObject, limit: int
) -> None:
    start = case.state(data.draw(st.sampled_from(list(case.model.states))))
    whole = paths(case.conflict, origin=start, limit=ALL)
    some = paths(case.conflict, origin=start, limit=limit)
    assert some.by_any.listed == whole.by_any.listed[:limit]
    assert (some.by_any.count, some.by_any.first) == (whole.by_any.count, whole.by_any.first)
    keys = [
        [
            (
                0 if case.conflict.graph else (move.origin.code ^ move.target.code).bit_count(),
                case.conflict.dm(move.dm),
                move.target.code,
            )
            for move in path.moves
        ]
        for path in whole.by_any.listed
    ]
    assert keys == sorted(keys)


@given(option_forms(max_bits=4), st.data())
@settings(max_examples=200)
def test_barriers_are_the_lines_without_which_a_path_leads_there(
    model: OptionForm, data: st.DataObject
) -> None:
    case = in_option_form(model)
    start = data.draw(st.sampled_from(list(case.model.states)))
    wanted = data.draw(st.sampled_from(list(case.model.states)))
    found = paths(case.conflict, case.state(wanted), origin=case.state(start))
    refs = case.conflict.space.refs
    lifted: dict[tuple[str, str], OptionForm] = {}
    if found.by_any.length is None:
        for code, line in zip(sorted(model.infeasible), case.conflict.infeasible, strict=True):
            lifted["infeasible", str(line)] = indifferent(model, infeasible=model.infeasible - {code})
        for pair in model.irreversible:
            text = f"{'' if pair[1] > 0 else 'not '}{refs[pair[0]]}"
            kept = tuple(other for other in model.irreversible if other != pair)
            lifted["irreversible", text] = indifferent(model, irreversible=kept)
    expected = {}
    for key, other in lifted.items():
        graph, places = other.graph(), {code: place for place, code in enumerate(other.feasible)}
        nearest = reference.least_to(graph, graph.reachable, places[model.feasible[start]])
        if places[model.feasible[wanted]] in nearest:
            expected[key] = nearest[places[model.feasible[wanted]]]
    assert {(one.target, str(one.line)): one.length for one in found.barriers} == expected
    assert [one.length for one in found.barriers] == sorted(one.length for one in found.barriers)


def indifferent(
    model: OptionForm,
    infeasible: frozenset[int] | None = None,
    irreversible: tuple[tuple[int, int], ...] | None = None,
) -> OptionForm:
    """The model with other rules, in which nobody prefers anything."""
    barred = model.infeasible if infeasible is None else infeasible
    kept = model.irreversible if irreversible is None else irreversible
    nothing = (0,) * (2**model.n_bits - len(barred))
    return OptionForm(model.options, barred, kept, (nothing,) * len(model.options))
