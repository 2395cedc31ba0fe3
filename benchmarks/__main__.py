"""Print what the goals speak of: times of whole processes, times and bytes a state of the engine.

Times differ from machine to machine, so each engine row also gives its ratio to one copy of the rank arrays,
timed in the same run.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from detente.engine.arrays import IntArray
from detente.engine.digraph import Digraph
from detente.engine.equation import Concept, stability
from detente.engine.hypercube import Hypercube

ALL = Concept.NASH | Concept.GMR | Concept.SMR | Concept.SEQ | Concept.SSEQ
RUNS = 5


def main() -> None:
    """Print all rows."""
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}, median of {RUNS}"
    )
    print()
    print("whole processes                              seconds   goal")
    _process("python -c pass", ["-c", "pass"], "")
    _process("import detente", ["-c", "import detente"], "0.30")
    _process("import detente, its main names", ["-c", "from detente import Conflict, analyse, load"], "0.30")
    _process("detente analyse prisoners-dilemma", ["-m", "detente", "analyse", "prisoners-dilemma"], "0.70")
    _process("detente analyse korea/2025-10", ["-m", "detente", "analyse", "korea/2025-10"], "")
    _process("detente brief korea", ["-m", "detente", "brief", "korea"], "")
    print()
    print(
        "engine, five concepts, ranks given, 3 DMs   seconds   goal  ns/state/DM/concept  copies  bytes/state"
    )
    for bits, goal in ((8, ""), (10, ""), (12, "0.03"), (14, ""), (16, "0.30"), (18, "")):
        _hypercube(bits, goal)
    for states in (1_000, 10_000):
        _digraph(states)


def _median(work: Callable[[], object]) -> float:
    """Return the median of some runs after a warm-up, in seconds."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _process(name: str, arguments: list[str], goal: str) -> None:
    command = [sys.executable, *arguments]
    seconds = _median(lambda: subprocess.run(command, check=True, capture_output=True))
    print(f"{name:<44} {seconds:7.3f}  {goal:>5}")


def _hypercube(bits: int, goal: str) -> None:
    rng = np.random.default_rng(bits)
    sizes = [bits // 3 + (place < bits % 3) for place in range(3)]
    ranks: IntArray = rng.integers(0, 1 << bits, (3, 1 << bits)).astype(np.int32)
    ranks[:, rng.random(1 << bits) < 0.3] = -1
    _row(f"2^{bits} states, 30% infeasible", lambda: stability(Hypercube(sizes, ranks), ALL), ranks, goal)


def _digraph(states: int) -> None:
    rng = np.random.default_rng(states)
    ranks: IntArray = rng.integers(0, states, (3, states)).astype(np.int32)
    moves: list[IntArray] = [rng.integers(0, states, (8 * states, 2)) for _ in range(3)]
    _row(
        f"{states:,} states in graph form, 8 moves each",
        lambda: stability(Digraph(moves, ranks), ALL),
        ranks,
        "",
    )


def _row(name: str, work: Callable[[], object], ranks: IntArray, goal: str) -> None:
    seconds = _median(work)
    copies = seconds / _median(ranks.copy)
    states = ranks.shape[1]
    print(
        f"{name:<44} {seconds:6.4f}  {goal:>5} {seconds / states / 15 * 1e9:19.1f} {copies:8.0f} "
        f"{(_peak(work) + ranks.nbytes) / states:11.0f}"
    )


def _peak(work: Callable[[], object]) -> int:
    """Return the most bytes that the work held at once, in a run of its own."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    main()
