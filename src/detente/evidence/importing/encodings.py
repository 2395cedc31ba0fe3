"""Bytes to text, by the encoding that a source declares; and signs of text that was decoded wrongly.

Nothing is guessed: without a declaration a source is UTF-8 (or UTF-16 with its mark).
"""

from __future__ import annotations

import codecs
import re

from ...files.disk import decode
from .source import Source, refusal

__all__ = ["decoded", "refuse_mojibake"]

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding=["']([\w.:-]{1,40})["']|<meta[^>]{0,200}?charset=["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_IN_TYPE = re.compile(r"charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096
_KNOWN = re.compile(
    r"utf-?8|ascii|latin|iso-?8859|cp\d+$|windows-|koi8|euc[-_]|shift[-_]?jis|gb\d+|gbk|big5|iso2022|mac",
    re.I,
)
"""Encodings in which ASCII is itself; others could hide markup from whoever looks for it."""

# UTF-8 that was read as Windows-1252: “ ’ – é ü … come out as two or three such signs.
_MOJIBAKE = re.compile(
    "â€[\u0153\u009d\u02dc\u2122\u201c\u201d\u201e\u00a6\u0098\u0099\u0093\u0094]|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|ï¿½|\ufffd"
)
_TOO_MANY = 3


def decoded(source: Source) -> str:
    r"""Return the text of a source whose format declares its encoding.

    Raises
    ------
    InputError
        When the bytes are binary, or do not fit what is declared.

    Examples
    --------
    >>> decoded(Source("a.html", '<meta charset="windows-1252">caf\xe9'.encode("cp1252")))
    '<meta charset="windows-1252">café'
    """
    data = source.data
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _by(source, "utf-16")
    declared = _declared(source)
    if declared is None or data.startswith(codecs.BOM_UTF8):
        return decode(data, source.name).lstrip("\ufeff")
    return _by(source, declared)


def _declared(source: Source) -> str | None:
    """Return the encoding that the server or the head of the file names."""
    if found := _IN_TYPE.search(source.media_type):
        return found[1]
    if inside := _DECLARED.search(source.data[:_HEAD]):
        return (inside[1] or inside[2]).decode("ascii", "replace")
    return None


def _by(source: Source, encoding: str) -> str:
    cure = "save it again in UTF-8"
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        name = ""
    if name != "utf-16" and not _KNOWN.match(name):
        raise refusal("unknown-encoding", f"its encoding '{encoding}' is not known here", cure, source.name)
    if name == "utf-8":
        return decode(source.data, source.name)
    try:
        return source.data.decode(name)
    except (UnicodeError, LookupError) as error:
        message = f"it says that it is written in {encoding}, and is not"
        raise refusal("bad-encoding", message, cure, source.name) from error


def refuse_mojibake(text: str, name: str) -> None:
    """Raise InputError when a text was decoded wrongly before it came here: its quotes are broken.

    >>> refuse_mojibake("It’s a café", "a.txt")
    >>> refuse_mojibake("Itâ€™s what heâ€™d say, isnâ€™t it?", "a.txt")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    detente.errors.InputError: a.txt: error: this text was decoded wrongly: 'â€™' and the like stand in ...
    """
    found = _MOJIBAKE.findall(text)
    if len(found) >= _TOO_MANY:
        message = f"this text was decoded wrongly: '{found[0]}' and the like stand in it {len(found)} times"
        raise refusal("mojibake", message, "get the text again, and save it in UTF-8", name)
