"""The rows of the tables: each is work that a process of its own does, for its memory and for its time."""

from __future__ import annotations

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from detente import Conflict
from detente.analysis.batch import family_of
from detente.analysis.coalitions import coalition_analysis
from detente.analysis.dependence import removable
from detente.analysis.paths import paths
from detente.analysis.variants import Variants
from detente.catalog.names import load
from detente.engine.arrays import ByteArray, IntArray
from detente.engine.batch import tally
from detente.engine.digraph import Digraph
from detente.engine.equation import Concept
from detente.engine.hypercube import OFF, ON, Hypercube
from detente.engine.roads import Road, stability
from detente.engine.statements import Op, Program, prioritise

ALL = Concept.NASH | Concept.GMR | Concept.SMR | Concept.SEQ | Concept.SSEQ
RUNS = 5
LONG = 8.0
"""Work that takes longer than so many seconds is done once more only."""


def main() -> None:
    """Do the work of one row, named in the arguments, and print its figures as JSON."""
    _, kind, *arguments = sys.argv
    print(json.dumps(_KINDS[kind](*arguments)))


def timed(
    work: Callable[[], object], copied: IntArray | None, states: int, dms: int, concepts: int
) -> dict[str, float | None]:
    """Return the figures of some work: first run, median of the others, memory, ratio to a copy."""
    gc.collect()
    before = _peak()
    first = _seconds(work)
    peak = _peak() - before
    runs = 1 if first > LONG else RUNS
    seconds = statistics.median(_seconds(work) for _ in range(runs))
    copy = statistics.median(_seconds(copied.copy) for _ in range(RUNS)) if copied is not None else None
    return {
        "seconds": seconds,
        "first": first,
        "peak": peak,
        "per": seconds / (states * dms * concepts) * 1e9 if states else None,
        "copies": seconds / copy if copy else None,
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _cube(
    bits: str, dms: str, infeasible: str, road: str, concepts: str = "31", irreversible: str = "0"
) -> object:
    """Analyse random ranks in option form."""
    k, n, asked = int(bits), int(dms), Concept(int(concepts))
    rng = np.random.default_rng(k)
    sizes = [k // n + (place < k % n) for place in range(n)]
    ranks: IntArray = np.empty((n, 1 << k), np.int32)
    for row in ranks:
        row[:] = rng.integers(0, 1 << min(k, 30), 1 << k, dtype=np.int32)
    if float(infeasible):
        ranks[:, rng.random(1 << k, dtype=np.float32) < float(infeasible)] = -1
    switches: ByteArray = np.full(k, ON | OFF, np.uint8)
    switches[: int(irreversible)] = ON
    form = Hypercube(sizes, ranks, rng.permutation(switches))
    taken = Road[road.upper()]
    return timed(lambda: stability(form, asked, road=taken), ranks, 1 << k, n, int(asked).bit_count())


def _graph(states: str, road: str) -> object:
    """Analyse a random graph, eight moves a state and decision maker."""
    m = int(states)
    rng = np.random.default_rng(m)
    ranks: IntArray = rng.integers(0, m, (3, m)).astype(np.int32)
    moves: list[IntArray] = [
        np.stack((np.repeat(np.arange(m), 8), rng.integers(0, m, 8 * m)), axis=1) for _ in range(3)
    ]
    taken = Road.NUMPY if road == "numpy" else None
    return timed(lambda: stability(Digraph(moves, ranks), ALL, road=taken), ranks, m, 3, 5)


def _statements(bits: str, lines: str) -> object:
    """Rank positions by a prioritised list of statements of three options each."""
    k, number = int(bits), int(lines)
    rng = np.random.default_rng(k)
    groups: list[list[Program]] = []
    for _ in range(number):
        a, b, c = (int(bit) for bit in rng.choice(k, 3, replace=False))
        groups.append([((Op.TAKEN, a), (Op.TAKEN, b), (Op.NOT, 0), (Op.AND, 2), (Op.TAKEN, c), (Op.OR, 2))])
    return timed(lambda: prioritise(groups, k), prioritise(groups, k), 1 << k, 1, 1)


def _korea(concepts: str, road: str) -> object:
    """Analyse the Korean snapshot."""
    conflict = load("korea/2025-10")
    form = Hypercube([len(dm.options) for dm in conflict.decision_makers], conflict.ranks, conflict.switches)
    asked, taken = Concept(int(concepts)), Road[road.upper()]

    def work() -> object:
        return stability(Hypercube(form.options, form.ranks, form.switches), asked, road=taken)

    return timed(work, form.ranks, form.ranks.shape[1], 5, int(asked).bit_count())


def _variants() -> object:
    """Take every line out of the Korean snapshot in turn, under nash and seq."""
    conflict = load("korea/2025-10")
    lines = len(removable(conflict))

    def work() -> object:
        variants = Variants(conflict, ["nash", "seq"])
        return [variants.without([place]) for place in range(lines)]

    return timed(work, None, 0, 5, 2)


def _batch(options: str, lines: str, profiles: str, road: str) -> object:
    """Analyse random orders of random lines; the seconds are those of all profiles together."""
    sizes = [int(size) for size in options.split(",")]
    number = int(lines)
    rng = np.random.default_rng(number)
    names = {f"D{dm}": [f"o{place}" for place in range(size)] for dm, size in enumerate(sizes)}
    refs = [f"{dm}.{option}" for dm, own in names.items() for option in own]
    wants = {}
    for dm in names:
        lists: list[str] = []
        while len(lists) < number:
            a, b = rng.choice(refs, 2, replace=False)
            line = f"{a} and not {b}" if rng.random() < 0.5 else f"{a} or {b}"
            lists += [] if line in lists else [line]
        wants[dm] = lists
    conflict = Conflict.from_options(names, wants)
    family = family_of(conflict)
    orders = np.stack([np.stack([rng.permutation(number) for _ in sizes]) for _ in range(int(profiles))])
    found = timed(lambda: tally(family, orders, ALL, fast=road == "fast"), None, 0, len(sizes), 5)
    return found | {"rate": int(profiles) / found["seconds"]}


def _paths(options: str) -> object:
    """Find the shortest paths to an outcome, the analysis for the nearest equilibria with it."""
    conflict = _invented([int(size) for size in options.split(",")], 8)
    return timed(lambda: paths(conflict, "goal"), None, 0, len(conflict.decision_makers), 1)


def _coalitions(members: str) -> object:
    """Analyse coalitions of six parties with two options each, under the four concepts for coalitions."""
    conflict = _invented([2] * 6, 8)
    wanted = members.split(",") if members else None
    return timed(lambda: coalition_analysis(conflict, wanted), None, 0, 6, 4)


def _invented(sizes: list[int], number: int) -> Conflict:
    """Return a conflict of parties with so many options each, and lists of random statements."""
    rng = np.random.default_rng(number)
    names = {f"D{dm}": [f"o{place}" for place in range(size)] for dm, size in enumerate(sizes)}
    refs = [f"{dm}.{option}" for dm, own in names.items() for option in own]
    shapes = ("{a} if {b}", "not ({a} and {b})", "{a}", "{a} or not {b}")
    wants = {}
    for dm in names:
        lists: list[str] = []
        while len(lists) < number:
            a, b = rng.choice(refs, 2, replace=False)
            line = shapes[rng.integers(len(shapes))].format(a=a, b=b)
            lists += [] if line in lists else [line]
        wants[dm] = lists
    return Conflict.from_options(names, wants, status_quo=[], outcomes={"goal": " and ".join(refs[::3])})


_KINDS: dict[str, Callable[..., object]] = {
    "cube": _cube,
    "graph": _graph,
    "statements": _statements,
    "korea": _korea,
    "variants": _variants,
    "batch": _batch,
    "paths": _paths,
    "coalitions": _coalitions,
}

if __name__ == "__main__":
    main()
