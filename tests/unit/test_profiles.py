"""Profiles: which orders there are, how likely each is, and what is counted over them."""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pytest

import detente
from detente import Conflict, Scores
from detente.analysis import profiles as making
from detente.analysis.batch import (
    ProfileCounts,
    StateQuestion,
    analyse_profiles,
    family_of,
    sources_of,
)
from detente.analysis.profiles import (
    Fixed,
    Free,
    Listing,
    Profiles,
    Source,
    Swapped,
    Thinned,
    every,
    listed,
    sampled,
    without_each,
)
from detente.engine import batch as engine
from detente.errors import InputError, NotAnalysed, UnknownName

DRAWS = 24_000
PAIRS = [
    (),
    ((0, 1),),
    ((3, 0),),
    ((0, 1), (1, 2), (2, 3)),
    ((0, 2), (1, 2), (1, 3)),
    ((3, 2), (3, 1)),
]


def extensions(lines: int, before: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """All orders that keep the pairs, by trying all permutations."""
    return [
        order
        for order in itertools.permutations(range(lines))
        if all(order.index(first) < order.index(second) for first, second in before)
    ]


def rows(orders: npt.NDArray[np.int16]) -> list[tuple[int, ...]]:
    return [tuple(row) for row in orders.tolist()]


def assert_likely(source: Source, chances: Mapping[tuple[int, ...], float]) -> None:
    """Each order comes about as often as it should: within six standard deviations."""
    found = Counter(rows(source.draw(np.random.default_rng(7), DRAWS)))
    assert set(found) <= set(chances)
    for order, chance in chances.items():
        spread = math.sqrt(DRAWS * chance * (1 - chance))
        assert abs(found[order] - DRAWS * chance) <= 6 * spread, order


def uniform(orders: Sequence[tuple[int, ...]]) -> dict[tuple[int, ...], float]:
    return dict.fromkeys(orders, 1 / len(orders))


@pytest.mark.parametrize("before", PAIRS)
def test_all_orders_are_listed_once_in_their_order(before: tuple[tuple[int, int], ...]) -> None:
    free, expected = Free(4, before), extensions(4, before)
    assert free.count == len(expected)
    assert rows(free.numbered(np.arange(free.count))) == expected


@pytest.mark.parametrize("before", PAIRS)
def test_orders_are_drawn_uniformly(before: tuple[tuple[int, int], ...]) -> None:
    assert_likely(Free(4, before), uniform(extensions(4, before)))


@pytest.mark.parametrize("before", PAIRS[1:])
def test_the_chain_draws_nearly_uniformly(
    before: tuple[tuple[int, int], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_IDEALS", 0)
    free = Free(4, before)
    with pytest.raises(OverflowError):
        free.numbered(np.zeros(1, np.int64))
    assert_likely(free, uniform(extensions(4, before)))


def test_the_chain_serves_long_lists() -> None:
    free = Free(19, ((18, 0), (5, 4)))
    with pytest.raises(OverflowError):
        _ = free.count
    drawn = free.draw(np.random.default_rng(1), 20)
    assert (np.sort(drawn, axis=1) == np.arange(19)).all()
    place = np.argsort(drawn, axis=1)
    assert (place[:, 18] < place[:, 0]).all()
    assert (place[:, 5] < place[:, 4]).all()
    assert len(set(rows(drawn))) == 20


def test_many_orders_over_few_sets_are_still_counted() -> None:
    """Three chains of seven lines: 8^3 sets, 21! / 7!^3 orders."""
    before = tuple((x, x + 1) for x in range(20) if x % 7 != 6)
    assert Free(21, before).count == math.factorial(21) // math.factorial(7) ** 3


def test_no_lines_have_one_order() -> None:
    assert Free(0).count == 1
    assert Free(0).numbered(np.zeros(2, np.int64)).shape == (2, 0)
    assert Free(0).draw(np.random.default_rng(1), 3).shape == (3, 0)


@pytest.mark.parametrize("before", [((0, 0),), ((0, 1), (1, 2), (2, 0)), ((0, 3),), ((-1, 0),)])
def test_pairs_that_make_no_order_are_refused(before: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="pair"):
        Free(3, before)


@pytest.mark.parametrize("temperature", [0.7, 3.0, math.inf])
def test_orders_near_a_centre_follow_mallows(temperature: float) -> None:
    centre = (2, 0, 3, 1)
    weight = {
        order: math.exp(-swaps(order, centre) / temperature) for order in itertools.permutations(range(4))
    }
    total = sum(weight.values())
    assert_likely(Swapped(centre, temperature), {order: w / total for order, w in weight.items()})


def swaps(order: Sequence[int], centre: Sequence[int]) -> int:
    """The Kendall distance: how many pairs stand the other way round."""
    pairs = itertools.combinations(centre, 2)
    return sum(order.index(first) > order.index(second) for first, second in pairs)


def test_at_temperature_zero_only_the_centre_comes() -> None:
    assert set(rows(Swapped((2, 0, 1), 0).draw(np.random.default_rng(1), 50))) == {(2, 0, 1)}


def test_lines_are_left_out_by_chance() -> None:
    chances: dict[tuple[int, ...], float] = {(0, 1): 0.49, (0, -1): 0.21, (-1, 1): 0.21, (-1, -1): 0.09}
    assert_likely(Thinned(Fixed((0, 1)), 0.7), chances)


@pytest.mark.parametrize("temperature", [-1.0, math.nan])
def test_a_temperature_is_no_less_than_zero(temperature: float) -> None:
    with pytest.raises(ValueError, match="temperature"):
        Swapped((0,), temperature)


def test_a_chance_lies_between_zero_and_one() -> None:
    with pytest.raises(ValueError, match="chance"):
        Thinned(Free(1), 1.5)


def joined(profiles: Profiles) -> list[list[list[int]]]:
    return [row for block in profiles for row in block.tolist()]


def test_samples_are_the_same_each_time_and_differ_by_seed() -> None:
    sources: list[Source] = [Free(4), Swapped((1, 0, 2), 2.0), Fixed(())]
    profiles = sampled(sources, 25, seed=3, block=10)
    assert [len(block) for block in profiles] == [10, 10, 5]
    assert joined(profiles) == joined(profiles)
    assert joined(profiles) != joined(sampled(sources, 25, seed=4, block=10))
    assert len(profiles) == len(joined(profiles)) == 25


@pytest.mark.parametrize("block", [1, 5, 4096])
def test_every_profile_is_listed_once(block: int) -> None:
    sources: list[Listing] = [Free(3, ((0, 1),)), Fixed((1, 0)), Free(2)]
    expected = [[list(a), [1, 0, -1], [*b, -1]] for a in extensions(3, [(0, 1)]) for b in extensions(2, [])]
    profiles = every(sources, block=block)
    assert joined(profiles) == expected
    assert len(profiles) == len(expected)


def test_too_many_profiles_are_not_listed() -> None:
    with pytest.raises(OverflowError):
        every([Free(15), Free(15)])


def test_profiles_from_a_list() -> None:
    assert joined(listed([[[0], [1]], [[1], [0]]], block=1)) == [[[0], [1]], [[1], [0]]]
    with pytest.raises(ValueError, match="shape"):
        listed([[0, 1]])


# Counting over the profiles of a conflict

OPTIONS = {"A": ["x", "y"], "B": ["z"], "C": ["u", "v"]}
WISHES: dict[str, list[object]] = {
    "A": ["not B.z", ["x", "C.u", "not y"], "y iff C.v"],
    "B": ["A.x or C.u", "not z"],
    "C": ["not v if A.y", "B.z", "u"],
}


def standoff(wishes: Mapping[str, list[object]]) -> Conflict:
    return Conflict.from_options(
        OPTIONS,
        wishes,
        infeasible=["A.x and A.y and B.z", "C.u and C.v and not B.z"],
        irreversible=["C.u", "not A.y"],
    )


STANDOFF = standoff(WISHES)


def reordered(row: Sequence[Sequence[int]]) -> Conflict:
    """The conflict with its lists in the order of a profile."""
    lists = {
        dm: [own[line] for line in order if line >= 0]
        for (dm, own), order in zip(WISHES.items(), row, strict=True)
    }
    return standoff(lists)


@pytest.mark.parametrize("fast", [False, True])
def test_counts_are_those_of_analyse_in_each_profile(fast: bool) -> None:
    sources: list[Source] = [Thinned(Free(3), 0.8), Free(2), Swapped((0, 1, 2), 1.5)]
    profiles = sampled(sources, 40, seed=5, block=16)
    where = STANDOFF.find("A.y or C.v")
    questions = [StateQuestion("seq", where), StateQuestion("nash", where[:2], dm="C")]
    counts = analyse_profiles(STANDOFF, profiles, questions=questions, fast=fast)
    stable = dict.fromkeys(itertools.product(counts.concepts, OPTIONS), np.zeros(len(STANDOFF.states), int))
    answers = []
    for row in joined(profiles):
        single = detente.analyse(reordered(row))
        for concept, dm in stable:
            stable[concept, dm] = stable[concept, dm] + single.stable(concept, dm).mask
        seq, nash = single.equilibria("seq").mask, single.stable("nash", "C").mask
        answers.append([bool(seq[where.indexes].any()), bool(nash[where[:2].indexes].any())])
    for (concept, dm), number in stable.items():
        np.testing.assert_array_equal(counts.stable(concept, dm), number)
    assert counts.answers.T.tolist() == answers
    assert counts.complete
    assert counts.profiles == 40


def test_equilibria_are_counted() -> None:
    profiles = every(sources_of(STANDOFF, {"A": Free(3), "C": Free(3)}))
    expected = sum(detente.analyse(reordered(row)).equilibria("smr").mask for row in joined(profiles))
    found = analyse_profiles(STANDOFF, profiles, "smr")
    assert found.equilibria("smr").tolist() == np.asarray(expected).tolist()
    with pytest.raises(NotAnalysed, match="analyse_profiles"):
        found.equilibria("nash")


def test_each_line_left_out_is_the_conflict_without_it() -> None:
    lines = [3, 2, 3]
    profiles = without_each(lines)
    assert len(profiles) == 1 + sum(lines)
    question = StateQuestion("seq", STANDOFF.find("B.z"))
    found = analyse_profiles(STANDOFF, profiles, (), [question])
    expected = [
        len(detente.analyse(reordered(row)).equilibria("seq") & question.where) > 0
        for row in joined(profiles)
    ]
    assert found.answers[0].tolist() == expected
    assert found.concepts == ()


def test_the_caller_hears_of_each_block_and_may_stop() -> None:
    told: list[tuple[int, int]] = []
    profiles = sampled(sources_of(STANDOFF, {"A": Free(3)}), 50, seed=1, block=20)
    whole = analyse_profiles(STANDOFF, profiles, "nash", progress=lambda *now: told.append(now))
    assert told == [(20, 50), (40, 50), (50, 50)]
    assert whole.complete
    part = analyse_profiles(STANDOFF, profiles, "nash", enough=lambda so_far: so_far.profiles >= 40)
    assert (part.profiles, part.complete) == (40, False)


def interrupted(keep_partial: bool) -> ProfileCounts:
    def progress(done: int, total: int) -> None:
        if done == 40:
            raise KeyboardInterrupt

    profiles = sampled(sources_of(STANDOFF, {"A": Free(3)}), 50, seed=1, block=20)
    question = StateQuestion("nash", STANDOFF.states)
    return analyse_profiles(
        STANDOFF, profiles, "nash", [question], progress=progress, keep_partial=keep_partial
    )


def test_an_interrupt_leaves_whole_blocks_when_asked_to() -> None:
    found = interrupted(keep_partial=True)
    first = sampled(sources_of(STANDOFF, {"A": Free(3)}), 40, seed=1, block=20)
    assert (found.profiles, found.complete, found.answers.shape) == (40, False, (1, 40))
    same = analyse_profiles(STANDOFF, first, "nash")
    np.testing.assert_array_equal(found.stable_counts, same.stable_counts)


def test_an_interrupt_is_an_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(keep_partial=False)


def codes(conflict: Conflict) -> list[str]:
    with pytest.raises(InputError) as caught:
        family_of(conflict)
    return [fault.code for fault in caught.value.diagnostics]


def test_what_has_no_lines_is_refused() -> None:
    assert codes(detente.load("elmira")) == ["graph-form-profiles"]
    scored = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": Scores([1, 2, 3, 4]), "B": ["y"]})
    assert codes(scored) == ["not-prioritised"]
    refs = [f"o{place}" for place in range(8)]
    states = [" and ".join(r if s >> b & 1 else f"not {r}" for b, r in enumerate(refs)) for s in range(70)]
    assert codes(Conflict.from_options({"A": refs}, {"A": states})) == ["too-many-lines"]


def test_indifference_is_an_empty_list() -> None:
    calm = Conflict.from_options({"A": ["x"], "B": []}, {})
    found = analyse_profiles(calm, every(sources_of(calm, {})))
    assert found.equilibrium_counts.tolist() == [[1, 1]] * 5


def test_names_and_states_must_be_those_of_the_conflict() -> None:
    profiles = every(sources_of(STANDOFF, {}))
    with pytest.raises(UnknownName):
        sources_of(STANDOFF, {"D": Free(1)})
    with pytest.raises(UnknownName):
        analyse_profiles(STANDOFF, profiles, "peace")
    with pytest.raises(UnknownName):
        analyse_profiles(STANDOFF, profiles, "nash", [StateQuestion("nash", STANDOFF.states, dm="D")])
    stranger = Conflict.from_options({"A": ["x"]}, {}).states
    with pytest.raises(ValueError, match="another conflict"):
        analyse_profiles(STANDOFF, profiles, "nash", [StateQuestion("nash", stranger)])


# Which road is taken


@pytest.mark.parametrize(
    ("patience", "installed", "swift"), [(0, True, True), (0, False, False), (None, True, False)]
)
def test_kernels_are_used_where_they_pay_and_are_there(
    patience: int | None, installed: bool, swift: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    roads: list[bool] = []
    tally = engine.tally

    def watched(*args: object, fast: bool, threads: int | None) -> engine.Tally:
        roads.append(fast)
        return tally(*args, fast=False)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "tally", watched)
    monkeypatch.setattr("detente.engine.batch.find_spec", lambda name: object() if installed else None)
    if patience is not None:
        monkeypatch.setattr(engine, "_PATIENCE", patience)
    analyse_profiles(STANDOFF, every(sources_of(STANDOFF, {})), "nash")
    assert roads == [swift]


def test_a_small_question_does_not_load_numba() -> None:
    code = (
        "import sys, detente\n"
        "from detente.analysis.batch import analyse_profiles, sources_of\n"
        "from detente.analysis.profiles import Free, every\n"
        "c = detente.Conflict.from_options({'A': ['x']}, {'A': ['x', 'not x']})\n"
        "print(analyse_profiles(c, every(sources_of(c, {'A': Free(2)}))).profiles, 'numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2", "False"]
