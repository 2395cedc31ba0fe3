"""The exceptions of detente, one tree.

::

    DetenteError
    ├── InputError       the user's input has faults; carries diagnostics, each with its place and cure
    │   ├── UnknownName  a decision maker, option, state, outcome, concept or catalogue name that is not there
    │   └── FileError    a file cannot be read or written; what was on disk before is still there
    ├── TooLarge         the work needs more memory than there is; says how much and does not try
    ├── NotAnalysed      a concept was asked for that the analysis does not hold
    ├── NotComparable    two conflicts differ in more than edits can express
    └── NotInstalled     what is asked for needs an extra that is not installed; says how to get it

A fault in what a user wrote is always an :class:`InputError`. A fault in how a programmer calls detente
raises the usual ``TypeError`` or ``ValueError``.
"""

from __future__ import annotations

from collections.abc import Iterable

from .diagnostics import Diagnostic, in_order

__all__ = [
    "DetenteError",
    "FileError",
    "InputError",
    "NotAnalysed",
    "NotComparable",
    "NotInstalled",
    "TooLarge",
    "UnknownName",
]


class DetenteError(Exception):
    """The root of the tree: catch this to catch everything that detente raises on purpose."""


class InputError(DetenteError):
    """The input has one or more faults.

    Attributes
    ----------
    diagnostics : tuple of Diagnostic
        All faults that were found, in the order of their places.
    """

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        found = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        if not found:
            raise ValueError("an InputError needs at least one diagnostic")
        self.diagnostics = in_order(found)
        super().__init__("\n".join(str(d) for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class UnknownName(InputError):  # noqa: N818 - reads as a sentence: raise UnknownName
    """A name that the conflict, the analysis or the catalogue does not have."""


class FileError(InputError):
    """A file cannot be read or written. Whatever was on disk before is still there, whole."""


class TooLarge(DetenteError):  # noqa: N818
    """The work needs more memory than there is.

    Attributes
    ----------
    needed, available : int
        Bytes; ``needed`` is an estimate from below.
    """

    def __init__(self, what: str, needed: int, available: int) -> None:
        self.what, self.needed, self.available = what, needed, available
        super().__init__(
            f"{what} would need about {_in_words(needed)} of memory, and {_in_words(available)} are free; "
            "nothing was tried. Leave out options."
        )

    def __reduce__(self) -> tuple[type[TooLarge], tuple[str, int, int]]:
        return type(self), (self.what, self.needed, self.available)


class NotAnalysed(DetenteError):  # noqa: N818
    """A concept was asked for that the analysis does not hold."""


class NotComparable(DetenteError):  # noqa: N818
    """Two conflicts differ in more than edits can express."""


class NotInstalled(DetenteError):  # noqa: N818
    """What is asked for needs an extra that is not installed.

    Attributes
    ----------
    what, extra : str
        What is missing, and the name of the extra that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        self.what, self.extra = what, extra
        super().__init__(f"this needs {what}, which is not installed: pip install 'detente[{extra}]'")

    def __reduce__(self) -> tuple[type[NotInstalled], tuple[str, str]]:
        return type(self), (self.what, self.extra)


def _in_words(size: int) -> str:
    """Return a number of bytes as people say it.

    >>> _in_words(35_184_372_088_832)
    '35.2 TB'
    """
    if size >= 10**18:
        return "more than 1000 PB"
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB", "TB", "PB"):
        if amount < 1000 or unit == "PB":
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError("unreachable")
