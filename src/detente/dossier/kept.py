"""Answers that take long, kept in the user's cache folder; it may be deleted at any time.

Small answers are kept as JSON. Whole assessments are kept as Python pickles, and a pickle can run code when
it is read: so only a file is read that belongs to the user, that nobody else may write, and that is whole.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import json
import os
import pickle
import stat
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..errors import FileError
from ..files.disk import write_whole

__all__ = ["Kept", "KeptWhole"]

_DIGEST = 32


class _Place:
    """A file in the user's cache folder for one answer.

    Parameters
    ----------
    kind
        What is kept; the name of a folder.
    key
        All that the answer depends on.
    """

    ending = ""

    def __init__(self, kind: str, key: object) -> None:
        self._kind = kind
        self._name = hashlib.sha256(f"{version('detente')} {key!r}".encode()).hexdigest()

    @property
    def path(self) -> Path:
        """The file."""
        from platformdirs import user_cache_path  # here, for only briefs need it

        return user_cache_path("detente") / self._kind / f"{self._name}.{self.ending}"

    def _write(self, data: bytes) -> None:
        with contextlib.suppress(FileError):  # a cache that cannot be written costs time, no answer
            write_whole(self.path, data)


class Kept(_Place):
    """A place for a small answer, as JSON; the version of the program counts in its key, too."""

    ending = "json"

    def read(self) -> object:
        """Return what was kept; None where nothing is, or what is there is no JSON."""
        try:
            found: object = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        return found

    def write(self, answer: object) -> None:
        """Keep an answer; one that cannot be written costs time, no answer."""
        self._write(json.dumps(answer).encode())


class KeptWhole(_Place):
    """A place for an answer of any kind, valid for the program as it is, to the last change of its files."""

    ending = "pickle"

    def __init__(self, kind: str, key: object) -> None:
        super().__init__(kind, (_program(), key))

    def read(self) -> Any:
        """Return what was kept; None where nothing is, or what is there is not the user's own and whole."""
        try:
            with self.path.open("rb") as file:
                data = file.read() if _is_own(os.fstat(file.fileno())) else b""
        except OSError:
            return None
        digest, body = data[:_DIGEST], data[_DIGEST:]
        if not body or hashlib.sha256(body).digest() != digest:
            return None
        return pickle.loads(body)

    def write(self, answer: object) -> None:
        """Keep an answer; one that cannot be written costs time, no answer."""
        body = io.BytesIO()
        _Pickler(body, protocol=5).dump(answer)
        self._write(hashlib.sha256(body.getvalue()).digest() + body.getvalue())


def _is_own(found: os.stat_result) -> bool:
    """Return whether a file belongs to the user and nobody else may write it; not known on Windows."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


class _Pickler(pickle.Pickler):
    """Pickles read-only mappings, too."""

    def reducer_override(self, obj: object) -> Any:
        return (_read_only, (dict(obj),)) if isinstance(obj, MappingProxyType) else NotImplemented


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


@functools.cache
def _program() -> str:
    """Return a digest of the program's files: their names, sizes and times."""
    found = hashlib.sha256()
    folder = Path(__file__).parent.parent
    for path in sorted(folder.rglob("*.py")):
        state = path.stat()
        found.update(f"{path.relative_to(folder)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()
