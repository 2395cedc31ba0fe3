"""Sums over all positions, block by block, are the sums word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from detente.conflict import states
from detente.conflict.preferences import Line, Prioritised, rank_table, ranks
from detente.conflict.statements import Taken
from detente.conflict.states import StateSpace
from detente.engine import sums
from detente.engine.statements import Op, Program, feasible, holds, prioritise, weigh

BITS = 7


@pytest.fixture(params=[(2, 4, 8), (1, 2, 64), (3, 3, 1), (12, 18, 2**16)], ids=str)
def blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Blocks and tables so small that 2^7 positions need many."""
    for name, value in zip(("_LOW", "_BLOCK", "_TABLE"), request.param, strict=True):
        monkeypatch.setattr(sums, name, value)
    sums._axis.cache_clear()
    yield
    sums._axis.cache_clear()


@st.composite
def programs(draw: st.DrawFn, bits: int = BITS) -> Program:
    """A statement that joins, counts or compares a few options, some of them not taken."""
    named = draw(st.lists(st.integers(0, bits - 1), min_size=1, max_size=bits))
    parts: list[tuple[Op, int]] = []
    for bit in named:
        parts += [(Op.TAKEN, bit), (Op.NOT, 0)] if draw(st.booleans()) else [(Op.TAKEN, bit)]
    join = draw(st.sampled_from([Op.AND, Op.OR, Op.COUNT]))
    if join is Op.COUNT:
        return (*parts, (join, len(named)), (Op.AT_LEAST, draw(st.integers(1, len(named)))))
    return (*parts, (join, len(named)))


def truth(program: Program, bits: int) -> list[bool]:
    found: list[bool] = holds(program, np.arange(1 << bits)).tolist()
    return found


def dense(keys: Sequence[Any], shown: Sequence[bool]) -> list[int]:
    """Places among the different keys of the positions that are shown, and -1 for the others."""
    different = {key for key, on in zip(keys, shown, strict=True) if on}
    order = {key: place for place, key in enumerate(sorted(different))}
    return [order[key] if on else -1 for key, on in zip(keys, shown, strict=True)]


def assert_prioritised(groups: list[list[Program]], forbidden: list[Program], bits: int) -> None:
    mask = feasible(forbidden, bits)
    broken = [truth(program, bits) for program in forbidden]
    expected = [not any(row[code] for row in broken) for code in range(1 << bits)]
    assert mask.tolist() == expected
    counts = [np.sum([truth(one, bits) for one in group], axis=0).tolist() for group in groups]
    keys = [tuple(count[code] for count in counts) for code in range(1 << bits)]
    ranks = prioritise(groups, bits, mask)
    assert dense(ranks.tolist(), expected) == dense(keys, expected)
    assert (ranks[~mask] == -1).all()
    assert (ranks[mask] >= 0).all()
    assert (ranks < np.iinfo(ranks.dtype).max).all()


@pytest.mark.usefixtures("blocks")
@settings(max_examples=60)
@given(
    st.lists(st.lists(programs(), min_size=1, max_size=3), max_size=12),
    st.lists(programs(), max_size=3),
    st.sampled_from([1, 1, 8, 20]),
)
def test_a_list_in_small_blocks(groups: list[list[Program]], forbidden: list[Program], times: int) -> None:
    """Repeated, a list keeps its order and no longer fits two, four or eight bytes."""
    assert_prioritised(groups * times, forbidden, BITS)


@pytest.mark.usefixtures("blocks")
@given(st.lists(st.integers(-(2**52), 2**52) | st.integers(-3, 3), min_size=BITS, max_size=BITS))
def test_weights_in_small_blocks(weights: list[int]) -> None:
    keys = [sum(own for bit, own in enumerate(weights) if code >> bit & 1) for code in range(1 << BITS)]
    shown = [True] * len(keys)
    assert dense(weigh(weights, BITS).tolist(), shown) == dense(keys, shown)


@pytest.mark.parametrize("bits", [17, 18, 19, 20])
def test_many_positions(bits: int) -> None:
    """More than one block of the real size, statements of high and low options, one of all options."""
    every = (*((Op.TAKEN, bit) for bit in range(bits)), (Op.COUNT, bits), (Op.AT_LEAST, bits // 2))
    ends = ((Op.TAKEN, 0), (Op.TAKEN, bits - 1), (Op.SAME, 0))
    high = ((Op.TAKEN, bits - 2), (Op.TAKEN, bits - 1), (Op.OR, 2))
    codes = np.arange(1 << bits)
    rows = [holds(program, codes).astype(np.int32) for program in (every, ends, high)]
    assert_array_equal(feasible([every, high], bits), (rows[0] | rows[2]) == 0)
    assert_array_equal(prioritise([[every], [ends, high]], bits), 3 * rows[0] + rows[1] + rows[2])
    first: Program = ((Op.TAKEN, 0),)
    padded: list[list[Program]] = [[every], [ends], [high], *[[first]] * 70]
    keys = 8 * rows[0] + 4 * rows[1] + 2 * rows[2] + (codes & 1)
    assert_array_equal(places(prioritise(padded, bits)), places(keys))


def places(keys: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.unique(keys, return_inverse=True)[1]


# Conflicts


@given(st.sets(st.integers(0, 31), min_size=1))
def test_states_are_listed_part_by_part(chosen: set[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(states, "_PART", 4)
        space = StateSpace(refs=tuple(f"A.o{bit}" for bit in range(5)))
        space.__dict__["mask"] = np.isin(np.arange(32), list(chosen))
        assert space.codes.tolist() == sorted(chosen)
        assert space.codes.dtype == np.int32
        assert space.size == len(chosen)
        assert [space.index_of(code) for code in sorted(chosen)] == list(range(len(chosen)))


@pytest.mark.parametrize("long_first", [False, True])
def test_the_ranks_of_all_take_the_widest_type_of_one(long_first: bool) -> None:
    """The first of 15 equal aims alone is worth 2^14, all together the largest number of two bytes."""
    taken = Taken("A", "x")
    wishes = [Prioritised((Line((taken,)),) * count) for count in ((15, 1) if long_first else (1, 15))]
    space = StateSpace(refs=("A.x",))
    table = rank_table(wishes, space)
    assert table.dtype == np.int32
    assert table.tolist() == [ranks(wish, space).tolist() for wish in wishes]
    assert rank_table([wishes[long_first]], space).dtype == np.int16
    with pytest.raises(ValueError, match="read-only"):
        table[0, 0] = 1
