"""Reading and writing whole files.

A write leaves the old file or the new one, never half of one: the new content goes to a file beside it,
is forced to the disk, and takes the place of the old one in one step.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
import tempfile
from pathlib import Path

from ..diagnostics import Diagnostic, Place
from ..errors import FileError, InputError

__all__ = ["SIZE_LIMIT", "decode", "read_bytes", "read_text", "write_whole"]

SIZE_LIMIT = 20_000_000
"""The most bytes that a text file may have: some thirty times a long book."""

_SAVE_AS_TEXT = "save it as plain text in UTF-8"
_GET_ROOM = "make room, get leave to write there, or choose another place"


def read_text(path: Path) -> str:
    """Return the text of a file, line endings and byte order mark included.

    Raises
    ------
    FileError
        When the file cannot be read: it is not there, a folder, not ours to read, or too large.
    InputError
        When what it holds is no UTF-8 text.

    Examples
    --------
    >>> "Reading and writing" in read_text(Path(__file__))
    True
    """
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is no larger than a text may be; a larger one is never held whole.

    Raises
    ------
    FileError
        When the file cannot be read: it is not there, a folder, not ours to read, or too large.

    Examples
    --------
    >>> b"Reading and writing" in read_bytes(Path(__file__))
    True
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)  # so that a huge file is never held whole
            size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError as error:
        raise _trouble("no-such-file", "there is no such file", "check the path", path) from error
    except IsADirectoryError as error:
        raise _trouble("is-a-folder", "this is a folder, not a file", "name a file in it", path) from error
    except (OSError, ValueError) as error:
        message = f"cannot read this file: {getattr(error, 'strerror', None) or error}"
        raise _trouble("unreadable-file", message, "check that you may read it", path) from error
    if len(data) > SIZE_LIMIT:
        message = f"this file has {max(size, len(data)):,} bytes, and a text may have {SIZE_LIMIT:,}"
        raise _trouble("text-too-large", message, "split it", path)
    return data


def decode(data: bytes, file: str) -> str:
    r"""Return the text that some bytes hold, unchanged.

    Raises
    ------
    InputError
        When the bytes are binary or not UTF-8.

    Examples
    --------
    >>> decode(b"one\r\ntwo", "notes.txt")
    'one\r\ntwo'
    """
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "this is not text: it holds a zero byte"
        raise InputError(Diagnostic("binary-file", message, _SAVE_AS_TEXT, Place(file)))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(_not_utf8(data, error.start, file)) from error


def write_whole(path: Path, data: bytes, cure: str = _GET_ROOM) -> None:
    """Write a file so that it is there whole or not at all; folders above it are made.

    A link is followed, and the permissions of a file that was there are kept. A power failure or a kill
    leaves the old content or the new one, and at worst a hidden ``.part`` file beside it. ``cure`` is what
    a user may do when a step fails.

    Raises
    ------
    FileError
        When a step fails; what was there before is still there, whole.
    """
    target = Path(os.path.realpath(path))
    beside: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, _permissions(target))
        os.replace(beside, target)
        beside = None
    except OSError as error:
        message = f"cannot write this file: {error.strerror or error}; what was there before is unchanged"
        raise _trouble("unwritable-file", message, cure, path) from error
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                os.unlink(beside)
    _settle(target.parent)


def _permissions(target: Path) -> int:
    """Return the permissions of a file that is there, else those of a new one under the user's umask."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _settle(folder: Path) -> None:
    """Force the folder's entry to the disk, where the system can do that; the file is whole either way."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _trouble(code: str, message: str, cure: str, path: Path) -> FileError:
    return FileError(Diagnostic(code, message, cure, Place(str(path))))


def _not_utf8(data: bytes, position: int, file: str) -> Diagnostic:
    line_start = data.rfind(b"\n", 0, position) + 1
    column = len(data[line_start:position].decode("utf-8")) + 1
    place = Place(file, data.count(b"\n", 0, position) + 1, column)
    message = f"this text is not UTF-8: byte 0x{data[position]:02x} cannot stand here"
    return Diagnostic("not-utf8", message, _SAVE_AS_TEXT, place)
