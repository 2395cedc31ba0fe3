"""Deals against the literal definitions, on small random models of both forms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import Conflict, StateSet
from detente.analysis import undominated as module
from detente.analysis.clashes import Clash
from detente.analysis.concepts import CONCEPTS
from detente.analysis.deal_groups import DealGroup, Way
from detente.analysis.deals import Deals, deals
from detente.analysis.undominated import undominated
from detente.conflict.content import Outcome
from detente.conflict.grammar import parse
from detente.errors import InputError
from tests.bridging import graph_conflict, option_conflict
from tests.reference import deals as literal
from tests.reference.concepts import CONCEPTS as LITERAL_CONCEPTS
from tests.reference.concepts import stable
from tests.reference.generate import random_graph_form, random_option_form
from tests.reference.models import GraphForm, OptionForm
from tests.reference.paths import least_to
from tests.reference.strategies import graph_forms, option_forms

Model = OptionForm | GraphForm


@dataclass(frozen=True)
class Case:
    """A question: a model, today, who is asked, and two outcomes, of which the second leaves DM 0 out."""

    model: Model
    today: int
    dms: tuple[int, ...]
    weakly: bool
    outcomes: tuple[frozenset[int], frozenset[int]]

    @property
    def graph(self) -> GraphForm:
        return self.model.graph() if isinstance(self.model, OptionForm) else self.model

    def conflict(self) -> Conflict:
        """The same as a conflict; states of either form count in the same order."""
        if isinstance(self.model, GraphForm):
            plain = graph_conflict(self.model)
            where = [tuple(f"s{s}" for s in sorted(one)) for one in self.outcomes]
            outcomes = tuple(
                Outcome(id_, id_, names, out) for id_, names, out in zip("pq", where, ("", "D0"), strict=True)
            )
            return replace(plain, status_quo_name=f"s{self.today}", outcome_list=outcomes)
        plain = option_conflict(self.model)
        texts = [" or ".join(f"({_exactly(plain, s)})" for s in sorted(one)) for one in self.outcomes]
        never = f"{plain.space.refs[0]} and not {plain.space.refs[0]}"
        found = tuple(
            Outcome(id_, id_, parse(text or never, plain.option_ids), out)
            for id_, text, out in zip("pq", texts, ("", "D0"), strict=True)
        )
        return replace(plain, status_quo_name=plain.states[self.today].options, outcome_list=found)


def _exactly(conflict: Conflict, index: int) -> str:
    taken = conflict.states[index].options
    return " and ".join(ref if ref in taken else f"not {ref}" for ref in conflict.space.refs)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    model = draw(st.one_of(option_forms(max_bits=4), graph_forms()))
    graph = model.graph() if isinstance(model, OptionForm) else model
    states = st.integers(0, graph.n_states - 1)
    dms = draw(st.sets(st.sampled_from(graph.dms), min_size=1))
    outcomes = draw(st.tuples(st.frozensets(states), st.frozensets(states)))
    return Case(model, draw(states), tuple(sorted(dms)), draw(st.booleans()), outcomes)


def random_case(rng: Random) -> Case:
    model = random_option_form(rng) if rng.random() < 0.5 else random_graph_form(rng)
    graph = model.graph() if isinstance(model, OptionForm) else model
    dms = rng.sample(graph.dms, rng.randint(1, len(graph.dms)))
    first, second = (frozenset(s for s in graph.states if rng.random() < 0.4) for _ in range(2))
    today = rng.randrange(graph.n_states)
    return Case(model, today, tuple(sorted(dms)), rng.random() < 0.3, (first, second))


def indexes(states: StateSet) -> frozenset[int]:
    return frozenset(states.indexes.tolist())


def check(case: Case) -> Deals:
    """Hold an answer against the definitions."""
    graph = case.graph
    found = deals(case.conflict(), [f"D{dm}" for dm in case.dms], weakly=case.weakly)
    expected = literal.better(graph, case.dms, case.today, weakly=case.weakly)
    assert indexes(found.states) == expected
    assert indexes(found.undominated) == literal.undominated(graph, case.dms, expected)
    assert sorted(s for group in found.groups for s in indexes(group.states)) == sorted(expected)
    assert bool(found.clashes) == (not expected)
    for clash in found.clashes:
        check_clash(case, clash)
    judge = Judge(case, found)
    for group in found.groups:
        judge.group(group)
    return found


def check_clash(case: Case, clash: Clash) -> None:
    dms = [int(dm[1:]) for dm in clash.parties]
    if case.weakly:
        assert dms == list(case.dms)
        return
    assert not literal.better(case.graph, dms, case.today, weakly=False)
    for fewer in combinations(dms, len(dms) - 1):
        assert not fewer or len(dms) > 3 or literal.better(case.graph, fewer, case.today, weakly=False)


class Judge:
    """Counts by the definitions what a group of deals should say."""

    def __init__(self, case: Case, found: Deals) -> None:
        self.case, self.graph, self.found = case, case.graph, found
        self.stays = {
            concept: [stable(self.graph, concept, dm) for dm in self.graph.dms]
            for concept in LITERAL_CONCEPTS
        }
        self.held = {concept: frozenset.intersection(*own) for concept, own in self.stays.items()}
        self.moves = least_to(self.graph, self.graph.reachable, case.today)
        self.improvements = least_to(self.graph, self.graph.improvements, case.today)

    def worse(self, state: int) -> frozenset[int]:
        return frozenset(dm for dm in self.graph.dms if self.graph.prefers(dm, self.case.today, state))

    def concepts(self, state: int) -> int:
        return sum(state in states for states in self.held.values())

    def group(self, group: DealGroup) -> None:
        first, leaving_out = self.case.outcomes
        states = indexes(group.states)
        assert group.outcomes in ((), ("p",))
        assert all((s in first) == bool(group.outcomes) for s in states)
        assert group.also == ()
        assert indexes(group.undominated) == indexes(self.found.undominated) & states
        assert indexes(group.best) == indexes(group.undominated) & self.held["seq"]
        assert dict(group.held) == {concept: len(self.held[concept] & states) for concept in CONCEPTS}
        assert group.by_improvements == len(states & set(self.improvements))
        near = [self.moves[s] for s in states if s in self.moves]
        assert group.nearest.moves == (min(near) if near else None)
        near = [self.improvements[s] for s in states if s in self.improvements]
        assert group.nearest.improvements == (min(near) if near else None)
        expected = {
            (f"D{dm}", "", len(bad), len(bad & self.stays["seq"][dm]))
            for dm in self.graph.dms
            if (bad := frozenset(s for s in states if dm in self.worse(s)))
        }
        if out := states & leaving_out:
            expected.add(("D0", "q", len(out), len(out & self.stays["seq"][0])))
        assert {(harm.dm, harm.outcome, harm.ways, harm.stays) for harm in group.harms} == expected
        self.way(group.example, indexes(group.undominated) or states)
        holds = bool(states & self.held["seq"])
        assert (group.holding is None) == (group.example.state.index in self.held["seq"] or not holds)
        if group.holding is not None:
            self.way(group.holding, states & self.held["seq"])

    def way(self, way: Way, among: frozenset[int]) -> None:
        """Judge the choice of a way among some states, and what is said of it."""
        here, graph = way.state.index, self.graph
        assert here in among
        most = max(map(self.concepts, among))
        strong = [s for s in among if self.concepts(s) == most]
        best = literal.undominated(graph, self.case.dms, strong)
        assert here in best
        assert len(self.worse(here)) == min(len(self.worse(s)) for s in best)
        assert way.undominated == (here in indexes(self.found.undominated))
        assert way.distance.moves == self.moves.get(here)
        assert way.distance.improvements == self.improvements.get(here)
        for dm, own in way.stable:
            assert own == tuple(c for c in CONCEPTS if here in self.stays[c][int(dm[1:])])
        assert set(way.holds_under) == {concept for concept in CONCEPTS if here in self.held[concept]}
        assert [share.worse_off for share in way.shares] == [dm in self.worse(here) for dm in graph.dms]
        left_out = {0} if here in self.case.outcomes[1] else set()
        leaves = {dm for dm in graph.dms if here not in self.stays["seq"][dm]}
        about = {int(one.dm[1:]): one for one in way.recourses}
        assert set(about) == self.worse(here) | left_out | leaves
        for party, one in about.items():
            assert one.worse_off == (party in self.worse(here))
            assert one.left_out == (("q",) if party in left_out else ())
            assert one.explanation.stable == (party not in leaves)
            gains = {gain.move.target.index for gain in one.explanation.improvements}
            assert gains == graph.improvements(party, here)


@given(cases())
def test_deals_are_what_the_definitions_say(case: Case) -> None:
    check(case)


def test_deals_of_random_models() -> None:
    rng = Random(7)
    found = [check(random_case(rng)) for _ in range(150)]
    assert sum(bool(one.groups) for one in found) > 50
    assert sum(bool(one.clashes) for one in found) > 20
    assert any(group.holding for one in found for group in one.groups)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_deals_of_very_many_random_models(seed: int) -> None:
    rng = Random(1000 + seed)
    for _ in range(250):
        check(random_case(rng))


@given(cases())
def test_who_could_not_be_better_off_is_not_asked(case: Case) -> None:
    graph = case.graph
    moves = case.model.options if isinstance(case.model, OptionForm) else case.model.moves
    can_move = {dm for dm in graph.dms if moves[dm]}
    if not can_move:
        with pytest.raises(InputError, match="nobody to ask"):
            deals(case.conflict())
        return
    found = deals(case.conflict(), concepts=["nash"], weakly=case.weakly)
    content = {dm for dm in can_move if graph.ranks[dm][case.today] == max(graph.ranks[dm])}
    asked = can_move if case.weakly or content == can_move else can_move - content
    assert {int(dm[1:]) for dm in found.parties} == asked
    assert {int(dm[1:]) for dm in found.content} == can_move - asked


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.tuples(*[st.integers(0, 6)] * n), max_size=40).map(
            lambda rows: np.array(rows, np.int64).reshape(-1, n).T
        )
    ),
    st.sampled_from([1, 16, 1 << 17]),
    st.sampled_from([1, 64]),
)
def test_no_undominated_vector_is_missing_and_none_listed_is_dominated(
    ranks: np.ndarray[tuple[int, ...], np.dtype[np.int64]], block: int, copies: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)  # so that small sets are split as well
        found = undominated(np.repeat(ranks, copies, axis=0))  # parties of one mind change nothing
    rows = ranks.T.tolist()
    for row, stays in zip(rows, found, strict=True):
        beaten = any(all(b >= a for a, b in zip(row, other, strict=True)) and other != row for other in rows)
        assert stays == (not beaten)
