"""Print what the goals speak of, and write it to docs/performance.md with the machine named.

Times differ from machine to machine, so each engine row also gives its ratio to one copy of the rank arrays,
timed in the same run. Every row runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
RUNS = 5

Row = tuple[str, str, tuple[str, ...]]
"""What a row is called, its goal in seconds, and what its process is told."""

PROCESSES = (
    ("python -c pass", "", ["-c", "pass"]),
    ("import detente", "0.30", ["-c", "import detente"]),
    ("import detente and its main names", "0.30", ["-c", "from detente import Conflict, analyse, load"]),
    ("detente analyse prisoners-dilemma", "0.70", ["-m", "detente", "analyse", "prisoners-dilemma"]),
    ("detente analyse korea/2025-10", "", ["-m", "detente", "analyse", "korea/2025-10"]),
    ("detente brief korea, answers kept", "1.50", ["-m", "detente", "brief", "korea"]),
    ("detente check korea", "1.00", ["-m", "detente", "check", "korea"]),
    ("detente catalog: what any command takes to start", "", ["-m", "detente", "catalog"]),
    ("detente paths korea summit", "", ["-m", "detente", "paths", "korea", "summit"]),
    ("detente coalitions korea", "", ["-m", "detente", "coalitions", "korea"]),
    ("detente deals korea", "", ["-m", "detente", "deals", "korea"]),
    ("detente road korea small_deal", "", ["-m", "detente", "road", "korea", "small_deal"]),
    ("detente remedies korea summit", "3", ["-m", "detente", "remedies", "korea", "summit"]),
    (
        "detente remedies korea summit --edits 2",
        "30",
        ["-m", "detente", "remedies", "korea", "summit", "--edits", "2"],
    ),
    (
        "detente robustness korea --profiles 20000",
        "20",
        ["-m", "detente", "robustness", "korea", "--profiles", "20000"],
    ),
    (
        "detente motives korea DPRK --concept seq",
        "10",
        ["-m", "detente", "motives", "korea", "DPRK", "--concept", "seq"],
    ),
    (
        "detente diff korea/2025-02 korea/2025-10",
        "2",
        ["-m", "detente", "diff", "korea/2025-02", "korea/2025-10"],
    ),
)

NUMPY: tuple[Row, ...] = (
    *(
        (f"2^{k} states, 30% infeasible", "", ("cube", f"{k}", "3", "0.3", "numpy"))
        for k in (8, 10, 12, 14, 16)
    ),
    ("2^18 states, 30% infeasible", "", ("cube", "18", "3", "0.3", "numpy")),
    ("Korea 2025-10, five concepts", "0.50", ("korea", "31", "numpy")),
    ("Korea, each line out in turn, nash and seq", "6", ("variants",)),
    ("graph form, 10^4 states", "", ("graph", "10000", "numpy")),
)

SEARCHES: tuple[Row, ...] = (
    ("paths over 2^20 states, 4 parties", "3", ("paths", "5,5,5,5")),
    ("paths over 2^20 states, 20 parties", "3", ("paths", ",".join(["1"] * 20))),
    ("one coalition of 6 parties, 4,096 states", "2", ("coalitions", "D0,D1,D2")),
    ("all coalitions of 6 parties, 4,096 states", "60", ("coalitions", "")),
)

FAST: tuple[Row, ...] = (
    *((f"2^{k} states, 30% infeasible", "", ("cube", f"{k}", "3", "0.3", "cube")) for k in (12, 16, 18)),
    ("2^20 states, 30% infeasible", "0.10", ("cube", "20", "3", "0.3", "cube")),
    ("2^20 states, half the options irreversible", "0.50", ("cube", "20", "3", "0.3", "cube", "31", "10")),
    ("2^22 states, all feasible: nash, gmr, smr", "", ("cube", "22", "3", "0", "cube", "7")),
    ("2^24 states, all feasible", "1.50", ("cube", "24", "3", "0", "cube")),
    ("2^24 states, 30% infeasible", "2.00", ("cube", "24", "3", "0.3", "cube")),
    ("2^24 states, 6 DMs, 30% infeasible", "7", ("cube", "24", "6", "0.3", "cube")),
    ("2^26 states, 30% infeasible", "7", ("cube", "26", "3", "0.3", "cube")),
    ("Korea 2025-10, five concepts", "0.03", ("korea", "31", "cube")),
    ("graph form, 10^5 states", "", ("graph", "100000", "cube")),
    ("graph form, 10^6 states", "20", ("graph", "1000000", "cube")),
    ("20 statements over 2^24 states", "0.05", ("statements", "24", "20")),
)

BATCH: tuple[Row, ...] = (
    ("64 states, 6 lines: NumPy", "", ("batch", "2,2,2", "6", "4096", "numpy")),
    ("64 states, 6 lines", "200,000", ("batch", "2,2,2", "6", "65536", "fast")),
    ("1,024 states, 6 lines", "12,000", ("batch", "4,3,3", "6", "8192", "fast")),
    ("1,024 states, 12 lines", "", ("batch", "4,3,3", "12", "8192", "fast")),
)
"""The goals of these are profiles a second."""

REPORTS = 20_000
REPORT_GOALS = {"to index them": "10", "to see that nothing changed": ""}
"""In seconds; a search has 0.02."""

LARGE: tuple[Row, ...] = (("2^28 states, 30% infeasible", "", ("cube", "28", "3", "0.3", "cube")),)


def main() -> None:
    """Run the rows and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--large", action="store_true", help="2^28 states as well: minutes and 16 GB")
    parser.add_argument(
        "--quick", action="store_true", help="only what takes a moment; the page is not written"
    )
    chosen = parser.parse_args()
    parts = [_head(), *_told("Whole processes", _process_rows())]
    parts += _told(
        "Without Numba, three decision makers, five concepts", _rows(NUMPY[:3] if chosen.quick else NUMPY)
    )
    if not chosen.quick:
        parts += _told("Searches, with what is installed", _rows(SEARCHES))
        parts += _told(f"The texts of {REPORTS:,} reports of 3 kB", _report_rows())
    if _has_numba() and not chosen.quick:
        parts += _told("With Numba (the extra `fast`)", _rows((*FAST, *(LARGE if chosen.large else ()))))
        parts += _told("Many profiles of one model, three DMs, five concepts", _batch_rows())
    if not chosen.quick:
        PAGE.write_text("\n".join(["# Performance", "", *_how(), *parts]) + "\n", encoding="utf-8")


def _head() -> str:
    packages = [f"Python {platform.python_version()}", f"NumPy {version('numpy')}"]
    packages += [f"Numba {version('numba')}"] if _has_numba() else ["no Numba"]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    line = f"{_processor()}, {cores} cores, {memory:.0f} GiB; {', '.join(packages)}."
    print(line)
    return f"The machine: {line}\n"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def _has_numba() -> bool:
    try:
        return bool(version("numba"))
    except PackageNotFoundError:
        return False


def _how() -> list[str]:
    return [
        "How long things take, and how much memory. `make bench` measures anew and writes this page.",
        "",
        "Seconds are medians of five runs after a first one (work of more than eight seconds: one run).",
        "*First* is the first run in a process, with whatever is loaded or compiled for it. *ns* is the",
        "time for one state, one decision maker and one concept. *Copies* is the ratio to one copy of the",
        "rank arrays in the same process: it can be compared between machines. *MB* is what the process",
        "grew by, beyond the ranks that it was given. *Goal* is what we aim at, on two cores.",
        "",
    ]


def _told(title: str, rows: Iterable[list[str]]) -> list[str]:
    """Print rows as they come, and return them as a table of Markdown."""
    print(f"\n{title}")
    lines = [f"## {title}", ""]
    for number, row in enumerate(rows):
        print("  ".join([f"{row[0]:<46}", *(f"{cell:>8}" for cell in row[1:])]), flush=True)
        lines.append(f"| {' | '.join(row)} |")
        if not number:
            lines.append("|---|" + "---:|" * (len(row) - 1))
    return [*lines, ""]


def _process_rows() -> Iterator[list[str]]:
    yield ["process", "seconds", "goal"]
    for name, goal, arguments in PROCESSES:
        times = []
        for _ in range(RUNS + 1):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            times.append(time.perf_counter() - start)
        yield [name, f"{statistics.median(times[1:]):.2f}", goal]


def _batch_rows() -> Iterator[list[str]]:
    yield ["model", "profiles a second", "goal", "seconds", "first"]
    for name, goal, arguments in BATCH:
        found = _measured(name, arguments)
        if found is not None:
            yield [name, f"{found['rate']:,.0f}", goal, _number(found["seconds"]), _number(found["first"])]


def _report_rows() -> Iterator[list[str]]:
    yield ["work", "seconds", "goal", "first"]
    found = _measured("reports", (str(REPORTS),), "benchmarks.reports") or {}
    for name, times in found.items():
        yield [name, _number(times["seconds"]), REPORT_GOALS.get(name, "0.02"), _number(times["first"])]


def _measured(
    name: str, arguments: tuple[str, ...], module: str = "benchmarks.rows"
) -> dict[str, Any] | None:
    """Run a row in a process of its own; None where it failed, and that is said."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        print(f"{name} failed:\n{done.stderr}", file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _rows(rows: Iterable[Row]) -> Iterator[list[str]]:
    yield ["work", "seconds", "goal", "first", "ns", "copies", "MB"]
    for name, goal, arguments in rows:
        found = _measured(name, arguments)
        if found is None:
            yield [name, "failed", goal, "", "", "", ""]
            continue
        figures = [_number(found[key]) for key in ("first", "per", "copies")]
        yield [name, _number(found["seconds"]), goal, *figures, f"{found['peak'] / 1e6:,.0f}"]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}" if value < 100 else f"{value:,.0f}"


if __name__ == "__main__":
    main()
