"""How kernels are compiled, and how their work is shared out.

A kernel works on the pieces [start, stop) of its work and holds no lock, so threads may run it side by
side: the pieces of one pass never touch the same cell. Between two calls an interrupt stops the work.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numba

__all__ = ["Crew", "cores", "kernel"]


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a function at its first call, keep the result on disk, and run it without Python's lock.

    The result is kept beside the source, or in the user's own cache where that is read-only; where no folder
    at all can be written to it is kept in memory.
    """
    try:
        compiled = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # "no locator available"
        return numba.njit(nogil=True)(function)
    _forget_stale(compiled.stats.cache_path)
    return compiled


@functools.cache
def _forget_stale(folder: str) -> None:
    """Remove what was compiled before a source of this package changed, once in a process.

    Numba compares a kernel with its own file only, not with the files of the kernels that it calls.
    """
    changed = max(source.stat().st_mtime for source in Path(__file__).parent.glob("*.py"))
    for index in Path(folder).glob("*.nbi"):
        with contextlib.suppress(OSError):  # another process may be faster
            if index.stat().st_mtime < changed:
                index.unlink()


_SHARES = 4
"""So many shares of the work for each core: who is done early takes another one."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Threads that share out the work of kernels; a context manager.

    Parameters
    ----------
    threads
        How many; by default one for each core. With one thread all work is done by the caller.
    """

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads or cores()
        self._pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def run(self, work: Callable[[int, int], int], pieces: int, least: int = 1) -> int:
        """Call ``work(start, stop)`` until all pieces are done; return the sum of what it returns.

        Parameters
        ----------
        work
            Does the pieces from start to stop and returns a number.
        pieces
            How many there are.
        least
            So many pieces are worth a share of their own.
        """
        shares = min(self.threads * _SHARES, pieces // max(least, 1))
        if self._pool is None or shares < 2:
            return work(0, pieces)
        edges = [pieces * share // shares for share in range(shares + 1)]
        return sum(self._pool.map(work, edges[:-1], edges[1:]))
