"""A lock that two processes share: what one of them reads and then writes, the other does not change between.

The lock lies on a file beside what it guards, for that is put in place anew with each write. The system lets
go of it when a process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ..diagnostics import Diagnostic, Place
from ..errors import FileError

__all__ = ["alone"]

_WAIT = 60.0
"""So many seconds one process waits for another."""
_PAUSE = 0.02


@contextlib.contextmanager
def alone(path: Path, wait: float = _WAIT) -> Iterator[None]:
    """Keep other processes that ask the same away from a file, until the block is left.

    Not for a block inside another one on the same file: it would wait for itself.

    Raises
    ------
    FileError
        When another process does not let go in time, or there is no leave to write beside the file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with alone(Path(folder) / "reports.yaml"):
    ...         print(os.listdir(folder))
    ...     print(os.listdir(folder))
    ['.reports.yaml.lock']
    []
    """
    beside = path.with_name(f".{path.name}.lock")
    handle = _taken(beside, path, time.monotonic() + wait)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # where an open file cannot be deleted it stays, and does no harm
            os.unlink(beside)
        os.close(handle)


def _taken(beside: Path, path: Path, until: float) -> int:
    """Return the handle of a lock file that is locked and still the one that others find."""
    try:
        while True:
            handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                locked = _lock(handle)
                if locked and _is_there(beside, handle):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)
            if not locked:
                if time.monotonic() > until:
                    message = "another process is changing this file, and does not come to an end"
                    cure = "wait for it, or end it; then try again"
                    raise FileError(Diagnostic("file-in-use", message, cure, Place(str(path))))
                time.sleep(_PAUSE)
    except OSError as error:
        message = f"cannot lock this file: {error.strerror or error}"
        cure = "get leave to write in its folder"
        raise FileError(Diagnostic("unwritable-file", message, cure, Place(str(path)))) from error


def _is_there(beside: Path, handle: int) -> bool:
    """Return whether the lock file was not deleted by the process that held it before."""
    try:
        return os.path.samestat(os.stat(beside), os.fstat(handle))
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    """Lock an open file if nobody else has; return whether that worked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
