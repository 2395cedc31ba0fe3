"""Many profiles at once equal the literal definitions on each profile's model, with NumPy and compiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engine.arrays import ByteArray
from detente.engine.batch import Family, Question, Tally, bits, fits, tallies, tally
from detente.engine.equation import Concept, stability
from detente.engine.hypercube import FREE, OFF, ON, Hypercube
from tests.bridging import ALL, reference_bits
from tests.reference.generate import random_option_form
from tests.reference.models import OptionForm
from tests.reference.strategies import option_forms

ROADS = [pytest.param(False, id="numpy"), pytest.param(True, id="compiled")]
WIDTHS = [(6, 2), (14, 2), (15, 4), (30, 4), (31, 8), (62, 8)]
LONG_MODELS = 1_000

Lists = tuple[tuple[tuple[int, ...], ...], ...]  # per DM, line and state: how many statements hold
Orders = tuple[tuple[tuple[int, ...], ...], ...]  # per profile and DM: lines, most important first


@dataclass(frozen=True)
class Case:
    """A model whose ranks do not matter, lines, and profiles."""

    model: OptionForm
    lists: Lists
    orders: Orders

    def family(self) -> Family:
        states = len(self.model.feasible)
        return Family(
            form_of(self.model), [np.array(own, int).reshape(len(own), states) for own in self.lists]
        )

    def profiles(self) -> npt.NDArray[np.int16]:
        places = max(len(own) for row in self.orders for own in row)
        padded = [[[*own, *[-1] * (places - len(own))] for own in row] for row in self.orders]
        return np.array(padded, np.int16).reshape(len(self.orders), len(self.model.options), places)

    def literal(self) -> ByteArray:
        """Each profile by the definitions."""
        return np.stack([reference_bits(self.ranked(row).graph()) for row in self.orders])

    def ranked(self, row: tuple[tuple[int, ...], ...]) -> OptionForm:
        """The model in which a state's rank is its place among the tuples of what holds."""
        ranks = []
        for own, lines in zip(row, self.lists, strict=True):
            held = [tuple(lines[line][s] for line in own) for s in range(len(self.model.feasible))]
            levels = sorted(set(held))
            ranks.append(tuple(levels.index(one) for one in held))
        return replace(self.model, ranks=tuple(ranks))


def form_of(model: OptionForm) -> Hypercube:
    ranks = np.full((len(model.options), 2**model.n_bits), -1, np.int32)
    ranks[:, list(model.feasible)] = np.array(model.ranks)
    switches = np.full(model.n_bits, FREE, np.uint8)
    for bit, direction in model.irreversible:
        switches[bit] &= ON if direction > 0 else OFF
    return Hypercube(model.options, ranks, switches)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    model = draw(option_forms(max_bits=4))
    states = len(model.feasible)
    lists = tuple(
        tuple(draw(st.lists(st.tuples(*[st.integers(0, 2)] * states), max_size=4))) for _ in model.options
    )
    order = st.tuples(*[st.permutations(range(len(own))) for own in lists])
    shortened = st.tuples(*[st.integers(0, len(own)) for own in lists])
    rows = draw(st.lists(st.tuples(order, shortened), min_size=1, max_size=3))
    orders = tuple(
        tuple(tuple(own[:number]) for own, number in zip(full, numbers, strict=True))
        for full, numbers in rows
    )
    return Case(model, lists, orders)


def random_case(rng: Random) -> Case:
    model = random_option_form(rng)
    states = range(len(model.feasible))
    lists = tuple(
        tuple(tuple(rng.randint(0, rng.choice((1, 1, 2))) for _ in states) for _ in range(rng.randint(0, 6)))
        for _ in model.options
    )
    orders = tuple(
        tuple(tuple(rng.sample(range(len(own)), rng.randint(0, len(own)))) for own in lists) for _ in range(3)
    )
    return Case(model, lists, orders)


@pytest.mark.parametrize("fast", ROADS)
@given(case=cases())
def test_each_profile_equals_the_definitions(fast: bool, case: Case) -> None:
    found = bits(case.family(), case.profiles(), ALL, fast=fast)
    np.testing.assert_array_equal(found, case.literal())


@pytest.mark.parametrize("fast", ROADS)
@given(case=cases(), concepts=st.integers(0, 31))
def test_counts_are_sums_over_the_profiles(fast: bool, case: Case, concepts: int) -> None:
    asked = Concept(concepts)
    literal = case.literal()
    found = tally(case.family(), case.profiles(), asked, fast=fast)
    assert (found.profiles, found.concepts) == (len(literal), tuple(asked))
    together = np.bitwise_and.reduce(literal, axis=1)
    for place, concept in enumerate(asked):
        np.testing.assert_array_equal(found.stable[:, place], (literal & concept != 0).sum(axis=0))
        np.testing.assert_array_equal(found.equilibria[place], (together & concept != 0).sum(axis=0))


@pytest.mark.parametrize("fast", ROADS)
@pytest.mark.parametrize("counted", [Concept(0), Concept.SMR])
@given(case=cases(), data=st.data())
def test_answers_are_those_of_each_profile(
    fast: bool, counted: Concept, case: Case, data: st.DataObject
) -> None:
    states = st.lists(st.integers(0, len(case.model.feasible) - 1), max_size=3, unique=True).map(tuple)
    dms = st.lists(st.integers(0, len(case.model.options) - 1), min_size=1, max_size=2, unique=True)
    question = st.builds(Question, st.sampled_from(list(ALL)), states, st.none() | dms.map(tuple))
    questions = data.draw(st.lists(question, max_size=3))
    literal = case.literal()
    found = tally(case.family(), case.profiles(), counted, questions, fast=fast)
    for row, one in zip(found.answers, questions, strict=True):
        who = range(len(case.model.options)) if one.dms is None else one.dms
        expected = [
            any(all(profile[dm, s] & one.concept for dm in who) for s in one.states) for profile in literal
        ]
        assert row.tolist() == expected


@pytest.mark.long
@pytest.mark.parametrize("fast", ROADS)
@pytest.mark.parametrize("part", range(4))
def test_many_models(part: int, fast: bool) -> None:
    rng = Random(f"profiles {part}")
    for number in range(LONG_MODELS // 4):
        case = random_case(rng)
        found = bits(case.family(), case.profiles(), ALL, fast=fast)
        np.testing.assert_array_equal(found, case.literal(), err_msg=f"{number}: {case}")


def middling(lines: int, seed: int) -> tuple[Hypercube, list[npt.NDArray[np.int64]], npt.NDArray[np.int16]]:
    """64 states less some, three DMs, one of them with an option that cannot be taken back; 150 profiles.

    Each DM has two more lines, which hold everywhere.
    """
    rng = np.random.default_rng(seed)
    ranks = np.where(rng.random(64) < 0.2, -1, 0)[np.newaxis].repeat(3, axis=0)
    switches = np.array([FREE, FREE, FREE, FREE, ON, FREE], np.uint8)
    counts = [rng.integers(0, 2, (lines + 2, int((ranks[0] == 0).sum()))) for _ in range(3)]
    for own in counts:
        own[lines:] = 1
    orders = rng.permuted(np.tile(np.arange(lines + 2, dtype=np.int16), (150, 3, 1)), axis=2)
    return Hypercube((2, 1, 3), ranks, switches), counts, orders


@pytest.mark.parametrize(
    ("lines", "itemsize", "fast"),
    [
        *((lines, itemsize, False) for lines, itemsize in WIDTHS),
        *((lines, itemsize, True) for lines, itemsize in WIDTHS if itemsize < 8),
        pytest.param(31, 8, True, marks=pytest.mark.long),  # to compile one more width takes a while
        pytest.param(62, 8, True, marks=pytest.mark.long),
    ],
)
def test_ranks_of_any_width_equal_the_engine_of_one_profile(lines: int, itemsize: int, fast: bool) -> None:
    form, counts, orders = middling(lines, seed=lines)
    family = Family(form, counts)
    assert family.counts.dtype.itemsize == itemsize
    found = bits(family, orders[:5], ALL, fast=fast)
    feasible = form.ranks[0] >= 0
    for profile, row in zip(found, orders[:5], strict=True):
        ranks = np.full((3, 64), -1, np.int64)
        for dm, own in enumerate(counts):
            _, ranks[dm, feasible] = np.unique(own[row[dm]].T, axis=0, return_inverse=True)
        single = stability(Hypercube(form.options, ranks, form.switches), ALL)
        np.testing.assert_array_equal(profile, single[:, feasible])


@pytest.mark.parametrize("number", [0, 1, 63, 64, 65, 150])
@pytest.mark.parametrize("threads", [1, 3])
def test_the_roads_agree_for_any_number_of_profiles(number: int, threads: int) -> None:
    form, counts, orders = middling(6, seed=1)
    family = Family(form, counts)
    questions = [Question(Concept.SEQ, tuple(range(9))), Question(Concept.NASH, (3,), (1, 2))]
    plain = tally(family, orders[:number], ALL, questions)
    swift = tally(family, orders[:number], ALL, questions, fast=True, threads=threads)
    assert_equal(plain, swift)
    assert bool(number) == bool(plain.equilibria.any())


@pytest.mark.parametrize("fast", ROADS)
@pytest.mark.parametrize("dm", [0, 1, 2])
def test_one_decision_maker_is_asked_about_when_nothing_is_counted(dm: int, fast: bool) -> None:
    form, counts, orders = middling(6, seed=4)
    family = Family(form, counts)
    questions = [Question(Concept.SEQ, (state,), (dm,)) for state in range(family.states)]
    found = tally(family, orders, Concept(0), questions, fast=fast)
    expected = bits(family, orders, Concept.SEQ)[:, dm].T != 0
    np.testing.assert_array_equal(found.answers, expected)
    assert 0 < expected.mean() < 1


def assert_equal(a: Tally, b: Tally) -> None:
    assert (a.profiles, a.concepts) == (b.profiles, b.concepts)
    np.testing.assert_array_equal(a.stable, b.stable)
    np.testing.assert_array_equal(a.equilibria, b.equilibria)
    np.testing.assert_array_equal(a.answers, b.answers)


def test_blocks_are_taken_one_by_one() -> None:
    form, counts, orders = middling(6, seed=2)
    family = Family(form, counts)
    taken = []

    def blocks() -> Iterator[npt.NDArray[np.int16]]:
        for begin in range(0, 150, 50):
            taken.append(begin)
            yield orders[begin : begin + 50]

    first = next(iter(tallies(family, blocks(), ALL)))
    assert taken == [0]
    assert_equal(first, tally(family, orders[:50], ALL))


def test_a_line_that_says_nothing_takes_no_room() -> None:
    halves = [np.eye(62, dtype=int), np.ones((40, 62), int)]
    assert fits([np.concatenate(halves)])
    assert not fits([np.eye(63, dtype=int)])
    assert fits([])
    assert fits([np.zeros((0, 4), int)])


@pytest.mark.parametrize(
    "orders",
    [
        np.zeros((2, 3), int),
        np.zeros((2, 2, 1), int),
        np.full((2, 3, 1), 8),
        np.full((2, 3, 1), -2),
        np.zeros((2, 3, 2), int),
        np.zeros((2, 3, 1)),
    ],
)
def test_profiles_that_do_not_fit_are_refused(orders: npt.NDArray[np.integer]) -> None:
    form, counts, _ = middling(6, seed=3)
    with pytest.raises(ValueError, match="profile"):
        tally(Family(form, counts), orders, ALL)


@pytest.mark.parametrize(
    "question",
    [
        Question(Concept.NASH, (64,)),
        Question(Concept.NASH, (-1,)),
        Question(Concept.NASH, (0,), (3,)),
        Question(Concept.NASH, (0,), (-1,)),
        Question(ALL, (0,)),
        Question(Concept(0), (0,)),
    ],
)
def test_questions_that_do_not_fit_are_refused(question: Question) -> None:
    form, counts, orders = middling(6, seed=3)
    with pytest.raises(ValueError, match="question"):
        tally(Family(form, counts), orders, Concept(0), [question])


def test_a_family_needs_option_form_and_lines_that_fit() -> None:
    form, counts, _ = middling(6, seed=3)
    with pytest.raises(TypeError, match="option form"):
        Family(object(), counts)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="shape"):
        Family(form, counts[:2])
    with pytest.raises(ValueError, match="63 bits"):
        Family(form, [*counts[:2], np.concatenate([np.eye(63, counts[2].shape[1], dtype=int)] * 2)])
