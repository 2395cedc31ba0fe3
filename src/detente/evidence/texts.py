"""Bytes to text, in the coordinates that anchors count in.

A text is UTF-8; a byte order mark at its head is dropped and CRLF becomes LF; nothing else is changed. A
*span* ``start:end`` counts code points from 0 and does not include its end. A text is known by its digest,
the SHA-256 of its UTF-8.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ..diagnostics import Diagnostic, Place
from ..errors import InputError
from ..files import disk

__all__ = ["digest", "is_digest", "normalise", "read_report", "report_text"]

_BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile(r"(?<!\r)\r++\n")  # looks behind so that a long run of CRs is walked once
_DIGEST = re.compile(r"[0-9a-f]{64}")


def normalise(text: str) -> str:
    r"""Drop the byte order mark and turn CRLF into LF; change nothing else.

    Normalising twice gives the same as once: marks in a row go together, and so do CRs before an LF.

    Examples
    --------
    >>> normalise("\ufeffone\r\ntwo")
    'one\ntwo'
    """
    return _LINE_END.sub("\n", text.lstrip(_BYTE_ORDER_MARK))


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8, in hexadecimal.

    Examples
    --------
    >>> digest("one")[:8]
    '7692c3ad'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def is_digest(text: str) -> bool:
    """Return whether a text has the form of a digest: 64 digits of 0-9 and a-f.

    Examples
    --------
    >>> is_digest(digest("one")), is_digest("one")
    (True, False)
    """
    return _DIGEST.fullmatch(text) is not None


def report_text(data: bytes, file: str) -> str:
    r"""Return the text that the bytes of a report hold, normalised.

    Parameters
    ----------
    data
        The bytes of a file.
    file
        Its name, for the diagnostics.

    Raises
    ------
    InputError
        When the bytes are binary, not UTF-8, or hold no words.

    Examples
    --------
    >>> report_text(b"one\r\ntwo", "notes.txt")
    'one\ntwo'
    """
    return _with_words(normalise(disk.decode(data, file)), file)


def read_report(path: Path) -> str:
    """Return the text of a file that holds a report, normalised.

    Raises
    ------
    FileError
        When the file cannot be read or is too large.
    InputError
        When what it holds is no text, or there are no words in it.

    Examples
    --------
    >>> "Bytes to text" in read_report(Path(__file__))
    True
    """
    return _with_words(normalise(disk.read_text(path)), str(path))


def _with_words(text: str, file: str) -> str:
    if not text.strip():
        message = "there are no words in this text"
        raise InputError(Diagnostic("empty-text", message, "add a text with words", Place(file)))
    return text
