"""Briefs are worked out beside the requests: the first one of a dossier takes a while."""

from __future__ import annotations

import threading
from collections import OrderedDict

from ..dossier.assessment import Assessment, assess
from ..dossier.dossier import Dossier

__all__ = ["Briefs", "Job"]

_KEPT = 8


class Job:
    """The assessment of one snapshot, under way or done.

    Attributes
    ----------
    progress
        How much of how much is done; it begins anew with each part of the work.
    """

    def __init__(self, dossier: Dossier, snapshot: str, turn: threading.Lock) -> None:
        self.progress = (0, 0)
        self._dossier, self._snapshot, self._turn = dossier, snapshot, turn
        self._found: Assessment | None = None
        self._error: Exception | None = None
        self._done = threading.Event()
        # a daemon: who stops the server need not wait for it
        threading.Thread(target=self._work, name=f"brief {snapshot}", daemon=True).start()

    def result(self, seconds: float) -> Assessment | None:
        """Wait a little, and return the assessment; None while it is under way.

        Raises
        ------
        InputError, TooLarge
            As :func:`detente.dossier.assessment.assess` does.
        """
        self._done.wait(seconds)
        if self._error is not None:
            raise self._error
        return self._found

    def _work(self) -> None:
        try:
            with self._turn:
                self._found = assess(self._dossier, self._snapshot, self._advance)
        except Exception as error:  # handed over to whoever asks
            self._error = error
        finally:
            self._done.set()

    def _advance(self, done: int, total: int) -> None:
        self.progress = (done, total)


class Briefs:
    """The briefs that were asked for, one after the other."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[tuple[str, str], Job] = OrderedDict()
        self._lock, self._turn = threading.Lock(), threading.Lock()

    def job(self, dossier: Dossier, snapshot: str) -> Job:
        """Return the job for a snapshot of a dossier as it is now; it is begun where there is none."""
        key = (dossier.fingerprint, snapshot)
        with self._lock:
            if key not in self._jobs:
                self._jobs[key] = Job(dossier, snapshot, self._turn)
                while len(self._jobs) > _KEPT:
                    self._jobs.popitem(last=False)
            self._jobs.move_to_end(key)
            return self._jobs[key]
