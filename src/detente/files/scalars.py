"""Writing text as a YAML scalar that reads as exactly this text again."""

from __future__ import annotations

import re

from .nodes import resolved

__all__ = ["scalar"]


def scalar(value: str, flow: bool = False) -> str:
    r"""Write text as a YAML scalar, on one line, quoted only when it must be.

    Parameters
    ----------
    value
        Any text; reading the result gives exactly this text again.
    flow
        Whether it is to stand inside brackets, where more texts want quotes.

    Raises
    ------
    ValueError
        If the text holds half a character (a lone surrogate), which no file can hold.

    Examples
    --------
    >>> print(scalar("not (a and b)"), scalar("12"), scalar("!a"), scalar("a: b"))
    not (a and b) "12" "!a" "a: b"
    >>> print(scalar("at least 1 of (a, b)"), scalar("at least 1 of (a, b)", flow=True))
    at least 1 of (a, b) "at least 1 of (a, b)"
    """
    if re.search("[\ud800-\udfff]", value):
        raise ValueError("half a character (a lone surrogate) cannot be written")
    special = _SPECIAL_IN_BRACKETS if flow else _SPECIAL
    if isinstance(resolved(value), str) and not special.search(value):
        return value
    return '"' + _ESCAPED.sub(_escape, value) + '"'


# What is written as an escape: all that is not printable, and the line breaks of other standards.
_UNPRINTABLE = "[^\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_ESCAPED = re.compile(rf'["\\]|{_UNPRINTABLE}')
# Where a plain scalar would be misread: as a whole, at its start, in its middle, at its end.
_START = r"""<<\Z|(?:---|\.\.\.|[-?:])?(?:[ ]|\Z)|[,\[\]{}#&*!|>'"%@`]"""
_SPECIAL = re.compile(rf"\A(?:{_START})|:[ ]|[ ]\#|[ :]\Z|{_UNPRINTABLE}")
_SPECIAL_IN_BRACKETS = re.compile(rf"\A[?:]|[,\[\]{{}}]|{_SPECIAL.pattern}")


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(found[0])
    return short or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")
