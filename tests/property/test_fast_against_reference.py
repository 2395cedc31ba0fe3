"""The compiled roads of option form give what plain NumPy and the literal definitions give, bit for bit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.stability import analyse, form_of
from detente.engine import equation, roads
from detente.engine.arrays import ByteArray, IntArray
from detente.engine.equation import Concept
from detente.engine.fast.cube import Cube
from detente.engine.fast.jit import Crew
from detente.engine.hypercube import FREE, OFF, ON, Hypercube
from detente.engine.roads import Road
from tests.bridging import ALL, option_conflict, reference_bits
from tests.reference.generate import random_option_form
from tests.reference.models import OptionForm
from tests.reference.strategies import option_forms

MODELS = 10_000
PARTS = 4
COMPILED = (Road.CUBE, Road.LISTED)

in_both_ways = pytest.mark.parametrize("road", COMPILED)


def form_of_model(model: OptionForm, dtype: npt.DTypeLike = np.int32) -> Hypercube:
    ranks = np.full((len(model.options), 2**model.n_bits), -1, dtype)
    ranks[:, list(model.feasible)] = np.array(model.ranks)
    switches = np.full(model.n_bits, FREE, np.uint8)
    for bit, direction in model.irreversible:
        switches[bit] &= ON if direction > 0 else OFF
    return Hypercube(model.options, ranks, switches)


def random_form(
    seed: int, options: Sequence[int], *, bound: bool, dtype: npt.DTypeLike = np.int32
) -> Hypercube:
    """Ranks from few values or many, no states left out or most of them, options free or bound."""
    rng = np.random.default_rng(seed)
    cells = 1 << sum(options)
    ranks = rng.integers(0, rng.choice([2, 5, 40, cells]), (len(options), cells)).astype(dtype)
    absent = rng.random(cells) < rng.choice([0.0, 0.1, 0.3, 0.6, 0.9])
    absent[rng.integers(cells)] = False
    ranks[:, absent] = -1
    switches = rng.choice(np.array([0, ON, OFF, FREE, FREE], np.uint8), sum(options))
    return Hypercube(options, ranks, switches if bound else None)


def judged(form: Hypercube, patience: float | None = None) -> tuple[ByteArray, int]:
    """What a cube with some patience says, and how many fixpoints it left to a search."""
    bits = np.zeros(form.ranks.shape, np.uint8)
    with Crew() as crew:
        cube = Cube(form, crew, patience)
        for dm, row in enumerate(bits):
            cube.judge(dm, Concept.NASH | Concept.GMR | Concept.SMR, row)
            cube.judge(dm, Concept.SEQ | Concept.SSEQ, row)
    return bits, cube.searches


def staircase(options: int, *, improving: bool) -> Hypercube:
    """Two DMs that go up a staircase, a step each in turn; it ends in what a third one likes least.

    Every slice of the two holds two states at most, so a pass brings the end one step nearer.
    """
    size = 1 << options
    steps = [(x, y) for x in range(size) for y in (x, x + 1) if y < size]
    path = np.array([x | y << options for x, y in steps])
    ranks = np.full((3, 2 << 2 * options), -1, np.int32)
    for third in (0, 1):
        cells = path | third << 2 * options
        ranks[:2, cells] = np.arange(len(path)) if improving else 0
        ranks[2, cells] = 1 + third
    ranks[2, path[-1] | 1 << 2 * options] = 0
    return Hypercube((options, options, 1), ranks)


@in_both_ways
@given(option_forms())
def test_small_models_against_the_definitions(road: Road, model: OptionForm) -> None:
    bits = roads.stability(form_of_model(model), ALL, road=road)
    np.testing.assert_array_equal(bits[:, list(model.feasible)], reference_bits(model.graph()))
    assert not bits[:, sorted(model.infeasible)].any()


@given(option_forms())
def test_a_search_may_take_over_at_any_pass(model: OptionForm) -> None:
    form = form_of_model(model)
    for patience in (0, 1, 2):
        np.testing.assert_array_equal(judged(form, patience)[0], equation.stability(form, ALL))


@in_both_ways
@given(st.integers(0, 2**32), st.lists(st.integers(0, 7), min_size=1, max_size=5), st.booleans())
def test_larger_models_against_numpy(road: Road, seed: int, owns: list[int], bound: bool) -> None:
    options = [min(own, max(0, 10 - sum(owns[:dm]))) for dm, own in enumerate(owns)]
    form = random_form(seed, options, bound=bound)
    np.testing.assert_array_equal(roads.stability(form, ALL, road=road), equation.stability(form, ALL))


@in_both_ways
@pytest.mark.parametrize(
    "options",
    [(12,), (12, 1), (1, 12), (0, 12, 2), (2, 5, 6), (6, 5, 2), (1,) * 12, (3, 0, 5, 4), (0, 0, 9)],
    ids=str,
)
@pytest.mark.parametrize("bound", [False, True], ids=["free", "bound"])
def test_shapes(road: Road, options: tuple[int, ...], bound: bool) -> None:
    for seed in range(3):
        form = random_form(seed, options, bound=bound)
        np.testing.assert_array_equal(roads.stability(form, ALL, road=road), equation.stability(form, ALL))


@in_both_ways
@pytest.mark.parametrize("improving", [False, True])
def test_a_staircase(road: Road, improving: bool) -> None:
    form = staircase(4, improving=improving)
    expected = equation.stability(form, ALL)
    np.testing.assert_array_equal(roads.stability(form, ALL, road=road), expected)
    concept = Concept.SEQ if improving else Concept.GMR
    top = form.ranks[2] == 1
    assert expected[2, top].any()
    assert (expected[2, top] & concept == concept).all()  # the end deters, from all the way down


def test_a_long_staircase_is_left_to_a_search() -> None:
    form = staircase(6, improving=True)
    bits, searches = judged(form, patience=8)
    assert searches > 0
    np.testing.assert_array_equal(bits, equation.stability(form, ALL))


def test_a_common_model_needs_no_search() -> None:
    assert judged(random_form(1, (4, 4, 4), bound=False))[1] == 0


@in_both_ways
def test_all_ties_and_a_single_state(road: Road) -> None:
    ties = Hypercube((5, 4, 1), np.zeros((3, 1 << 10), np.int32))
    alone = np.full((3, 1 << 10), -1, np.int32)
    alone[:, 77] = 5
    everything = np.uint8(int(ALL))
    assert (roads.stability(ties, ALL, road=road) == everything).all()
    bits = roads.stability(Hypercube((5, 4, 1), alone), ALL, road=road)
    assert (bits[:, 77] == everything).all()
    assert bits.sum() == 3 * int(everything)


@in_both_ways
def test_every_choice_of_concepts(road: Road) -> None:
    for form in (random_form(2, (3, 5, 2), bound=False), random_form(3, (3, 5, 2), bound=True)):
        for number in range(int(ALL) + 1):
            bits = roads.stability(form, Concept(number), road=road)
            np.testing.assert_array_equal(bits, equation.stability(form, Concept(number)))


@in_both_ways
@pytest.mark.parametrize("dtype", [np.int16, np.int32, np.int64])
def test_every_kind_of_ranks(road: Road, dtype: npt.DTypeLike) -> None:
    form = random_form(4, (5, 2, 4), bound=False, dtype=dtype)
    np.testing.assert_array_equal(roads.stability(form, ALL, road=road), equation.stability(form, ALL))


@in_both_ways
@pytest.mark.parametrize("seed", range(4))
def test_ranks_that_need_eight_bytes(road: Road, seed: int) -> None:
    form = random_form(seed, (5, 2, 4), bound=False, dtype=np.int64)
    wide: IntArray = np.where(form.ranks < 0, -1, form.ranks << 40)
    large = Hypercube(form.options, wide)
    np.testing.assert_array_equal(roads.stability(large, ALL, road=road), equation.stability(form, ALL))


@in_both_ways
def test_the_ranks_are_left_alone(road: Road) -> None:
    form = random_form(5, (3, 4, 3), bound=True)
    before = form.ranks.copy()
    form.ranks.setflags(write=False)
    roads.stability(form, ALL, road=road)
    np.testing.assert_array_equal(form.ranks, before)


def test_progress_counts_to_the_end() -> None:
    form = random_form(6, (3, 4, 3), bound=False)
    seen: list[tuple[int, int]] = []
    for road in Road:
        seen.clear()
        roads.stability(form, ALL, road=road, progress=lambda done, total: seen.append((done, total)))
        assert [done for done, _ in seen] == list(range(1, seen[0][1] + 1))
        assert {total for _, total in seen} == {len(seen)}


def test_an_interrupt_stops_between_two_stages() -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    for road in Road:
        with pytest.raises(KeyboardInterrupt):
            roads.stability(random_form(7, (3, 4), bound=False), ALL, road=road, progress=interrupt)


def test_the_choice_of_a_road(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = random_form(8, (2, 2), bound=False), np.zeros((3, 1 << 19), np.int32)
    few = large.copy()
    few[:, 1000:] = -1
    assert roads.road_for(small) is Road.NUMPY
    assert roads.road_for(Hypercube((7, 6, 6), large)) is Road.CUBE
    assert roads.road_for(Hypercube((7, 6, 6), few)) is Road.LISTED
    assert roads.road_for(Hypercube((15, 3, 1), large)) is Road.NUMPY
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert roads.road_for(Hypercube((7, 6, 6), large)) is Road.NUMPY


def test_who_asks_is_told_that_kernels_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    form, told = random_form(9, (3, 4), bound=False), []
    for missing in (False, True):
        monkeypatch.setattr(roads, "_to_compile", lambda missing=missing: missing)
        for road in Road:
            roads.stability(form, ALL, road=road, on_compile=lambda: told.append(road))  # noqa: B023
    assert told == [*COMPILED]


def test_kernels_are_missing_until_they_are_on_disk(tmp_path: Path) -> None:
    look = "from detente.engine import roads; print(roads._to_compile())"
    empty = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    assert subprocess.check_output([sys.executable, "-c", look], env=empty, text=True) == "True\n"
    roads.stability(random_form(9, (6, 4), bound=False), ALL, road=Road.CUBE)
    assert not roads._to_compile()


def test_a_small_analysis_does_not_load_numba() -> None:
    analyse_one = "import sys, detente; detente.analyse(detente.load('prisoners-dilemma'))"
    look = f"{analyse_one}; print('numba' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", look], text=True) == "False\n"


@pytest.mark.parametrize("seed", range(5))
def test_an_analysis_takes_the_road(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    model = random_option_form(Random(seed))
    conflict = option_conflict(model)
    for road in Road:
        monkeypatch.setattr(roads, "road_for", lambda form, road=road: road)
        analysis = analyse(conflict)
        np.testing.assert_array_equal(analysis.bits, reference_bits(model.graph()))
    assert analysis.form.ranks.shape == form_of(conflict).ranks.shape


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_many_small_models(part: int) -> None:
    rng = Random(f"compiled option form {part}")
    for number in range(MODELS // PARTS):
        model = random_option_form(rng)
        form, expected = form_of_model(model), reference_bits(model.graph())
        for road in COMPILED:
            bits = roads.stability(form, ALL, road=road)[:, list(model.feasible)]
            np.testing.assert_array_equal(bits, expected, err_msg=f"{number} {road}: {model}")


@pytest.mark.long
@pytest.mark.parametrize("bound", [False, True], ids=["free", "bound"])
@pytest.mark.parametrize(
    "options", [(6, 5, 5), (3,) * 6, (4, 4, 4, 4), (1, 9, 8), (9, 8, 1), (12, 2, 2)], ids=str
)
def test_large_models_against_numpy(options: tuple[int, ...], bound: bool) -> None:
    for seed in range(2):
        form = random_form(seed, options, bound=bound)
        expected = equation.stability(form, ALL)
        for road in COMPILED:
            np.testing.assert_array_equal(roads.stability(form, ALL, road=road), expected)
