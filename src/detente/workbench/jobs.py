"""Work that takes longer than a request waits: it goes on beside the requests, one piece at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

__all__ = ["Job", "Jobs"]

T = TypeVar("T")

_KEPT = 8
"""So many results are kept at hand."""

Work: TypeAlias = Callable[[Callable[[int, int], None]], T]
"""What works something out, and tells how far it has come."""


class Job(Generic[T]):
    """A piece of work, waiting for its turn, under way or done.

    Attributes
    ----------
    progress
        How much of how much is done; it begins anew with each part of the work.
    """

    def __init__(self, work: Work[T], turn: threading.Lock) -> None:
        self.progress = (0, 0)
        self._work, self._turn = work, turn
        self._found: T | None = None
        self._error: Exception | None = None
        self._done = threading.Event()
        # a daemon: who stops the server need not wait for it
        threading.Thread(target=self._run, name="detente job", daemon=True).start()

    def result(self, seconds: float) -> T | None:
        """Wait a little, and return the result; None while there is none.

        Raises what the work raised.
        """
        self._done.wait(seconds)
        if self._error is not None:
            raise self._error
        return self._found

    def _run(self) -> None:
        try:
            with self._turn:
                self._found = self._work(self._advance)
        except Exception as error:  # handed over to whoever asks
            self._error = error
        finally:
            self._done.set()

    def _advance(self, done: int, total: int) -> None:
        self.progress = (done, total)


class Jobs(Generic[T]):
    """The work that was asked for, by what it depends on; no piece of it is done twice."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[tuple[str, ...], Job[T]] = OrderedDict()
        self._lock, self._turn = threading.Lock(), threading.Lock()

    def job(self, key: tuple[str, ...], work: Work[T]) -> Job[T]:
        """Return the work of a key, begun where there is none."""
        with self._lock:
            if key not in self._jobs:
                self._jobs[key] = Job(work, self._turn)
                while len(self._jobs) > _KEPT:
                    self._jobs.popitem(last=False)
            self._jobs.move_to_end(key)
            return self._jobs[key]
