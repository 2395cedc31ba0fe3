"""Random models for long runs: the same seed gives the same model. What shrinks is in `strategies`."""

from __future__ import annotations

from random import Random

from tests.reference.models import GraphForm, OptionForm, taken


def random_option_form(rng: Random) -> OptionForm:
    """A model of 1–4 DMs and 1–6 options, at least one of them somebody's and at least one state feasible."""
    n_dms = rng.choices((1, 2, 3, 4), weights=(1, 3, 4, 3))[0]
    n_bits = rng.choices((1, 2, 3, 4, 5, 6), weights=(2, 4, 8, 8, 3, 1))[0]
    options = _share_out(rng, n_bits, n_dms)
    infeasible = _infeasible(rng, n_bits)
    n_states = 2**n_bits - len(infeasible)
    ranks = tuple(_ranks(rng, n_states) for _ in range(n_dms))
    return OptionForm(options, infeasible, _irreversible(rng, n_bits), ranks)


def random_graph_form(rng: Random) -> GraphForm:
    """A model of 1–4 DMs and 1–64 states; sparse and dense moves, neither transitive nor symmetric."""
    n_dms = rng.choices((1, 2, 3, 4), weights=(1, 3, 4, 3))[0]
    largest = rng.choices((4, 8, 20, 64), weights=(3, 10, 6, 1))[0]
    n_states = rng.randint(1, largest)
    share = rng.choice((0.0, 0.0, 0.3))
    isolated = frozenset(s for s in range(n_states) if rng.random() < share)
    moves = tuple(_moves(rng, n_states, isolated) for _ in range(n_dms))
    return GraphForm(n_states, moves, tuple(_ranks(rng, n_states) for _ in range(n_dms)))


def _share_out(rng: Random, n_bits: int, n_dms: int) -> tuple[int, ...]:
    """The number of options of each DM; now and then only some of the DMs have any."""
    owners = rng.sample(range(n_dms), rng.choice((n_dms, n_dms, rng.randint(1, n_dms))))
    owner_of_bit = [rng.choice(owners) for _ in range(n_bits)]
    return tuple(owner_of_bit.count(dm) for dm in range(n_dms))


def _infeasible(rng: Random, n_bits: int) -> frozenset[int]:
    """No states, up to 60% of them at random, or all that take and leave certain options."""
    codes = range(2**n_bits)
    kind = rng.choice(("none", "scattered", "scattered", "pattern"))
    if kind == "none":
        return frozenset()
    if kind == "scattered":
        return frozenset(rng.sample(codes, int(rng.uniform(0.0, 0.6) * len(codes))))
    bits = rng.sample(range(n_bits), rng.randint(1, min(3, n_bits)))
    pattern = {bit: rng.random() < 0.5 for bit in bits}
    return frozenset(code for code in codes if all(taken(code, bit) == on for bit, on in pattern.items()))


def _irreversible(rng: Random, n_bits: int) -> tuple[tuple[int, int], ...]:
    """Often nothing, else some pairs (bit, direction), now and then both of the same bit."""
    pairs = [(bit, direction) for bit in range(n_bits) for direction in (1, -1)]
    number = rng.choice((0, 0, 1, rng.randint(1, len(pairs))))
    return tuple(rng.sample(pairs, number))


def _moves(rng: Random, n_states: int, isolated: frozenset[int]) -> frozenset[tuple[int, int]]:
    """Each move between two states that are not isolated, with a probability that differs from DM to DM."""
    density = rng.choice((0.0, 0.08, 0.2, 0.2, 0.4, 0.9))
    connected = [s for s in range(n_states) if s not in isolated]
    return frozenset((s, q) for s in connected for q in connected if s != q and rng.random() < density)


def _ranks(rng: Random, n_states: int) -> tuple[int, ...]:
    """Ranks from few values (many ties), from many (few ties), or all different."""
    n_values = rng.choice((2, 3, 3, 5, 1000, 0))
    if n_values == 0:
        return tuple(rng.sample(range(n_states), n_states))
    return tuple(rng.randrange(n_values) for _ in range(n_states))
