"""What was found, as bytes, and what is read from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ...diagnostics import Diagnostic, Place
from ...errors import InputError
from ...files.dates import Interval

__all__ = ["Extract", "Source", "refusal"]


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that may hold reports.

    Parameters
    ----------
    name
        The path of the file or the address, for messages.
    data
        The bytes.
    address
        Where they were published, when that is known.
    media_type
        What the server called them, such as ``text/html; charset=utf-8``; empty for a file.
    """

    name: str
    data: bytes
    address: str | None = None
    media_type: str = ""

    @property
    def ending(self) -> str:
        """The ending of the name in lower case, with its dot.

        >>> Source("a/Page.HTML", b"").ending, Source("https://a.example/feed.xml?page=2", b"").ending
        ('.html', '.xml')
        """
        return PurePosixPath(self._path).suffix.lower()

    @property
    def stem(self) -> str:
        """The last part of the name without its ending.

        >>> Source("a/The talks.html", b"").stem
        'The talks'
        """
        return PurePosixPath(self._path).stem or self.name

    @property
    def _path(self) -> str:
        name = self.name.replace("\\", "/")
        return urlsplit(name).path if self.address == self.name or "://" in name else name


@dataclass(frozen=True, slots=True)
class Extract:
    """A report as it was read from a source.

    Attributes
    ----------
    text
        Its words, without what stood around them.
    title, outlet, language, address
        As the source tells them; None where it does not.
    dated, dated_from
        The day or interval, or None, and what tells it, such as "the page's metadata".
    hint
        What may help a person to find the date; empty where there is nothing.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    dated: Interval | None = None
    dated_from: str = ""
    language: str | None = None
    address: str | None = None
    hint: str = ""


def refusal(code: str, message: str, cure: str, name: str) -> InputError:
    """Return the fault of a source, to be raised.

    >>> print(refusal("empty-file", "this file is empty", "check the file", "a.txt"))
    a.txt: error: this file is empty [empty-file]
      cure: check the file
    """
    return InputError(Diagnostic(code, message, cure, Place(name)))
