"""Answers that take long, kept in the user's cache folder; it may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from ..errors import FileError
from ..files.disk import write_whole

__all__ = ["Kept"]


class Kept:
    """A place in the user's cache folder for one answer, as JSON.

    Parameters
    ----------
    kind
        What is kept; the name of a folder.
    key
        All that the answer depends on; the version of the program counts, too.
    """

    def __init__(self, kind: str, key: object) -> None:
        self._kind = kind
        self._name = hashlib.sha256(f"{version('detente')} {key!r}".encode()).hexdigest()

    @property
    def path(self) -> Path:
        """The file."""
        from platformdirs import user_cache_path  # here, for only briefs need it

        return user_cache_path("detente") / self._kind / f"{self._name}.json"

    def read(self) -> object:
        """Return what was kept; None where nothing is, or what is there is no JSON."""
        try:
            found: object = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        return found

    def write(self, answer: object) -> None:
        """Keep an answer; one that cannot be written costs time, no answer."""
        with contextlib.suppress(FileError):
            write_whole(self.path, json.dumps(answer).encode())
