"""Which reader a source needs: by what the server calls it, by its first bytes, by its ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from .encodings import refuse_mojibake
from .feeds import from_feed, looks_like_feed
from .html import from_html, looks_like_html
from .languages import language_of
from .pdf import from_pdf
from .plain import from_plain, with_dateline
from .source import Extract, Source, refusal
from .subtitles import from_subtitles

__all__ = ["ENDINGS", "extracts"]

_READERS: Mapping[str, Callable[[Source], Extract]] = MappingProxyType(
    {
        ".txt": from_plain,
        ".html": from_html,
        ".htm": from_html,
        ".xhtml": from_html,
        ".pdf": from_pdf,
        ".vtt": from_subtitles,
        ".srt": from_subtitles,
    }
)
_FEEDS = (".xml", ".rss", ".atom")
ENDINGS = frozenset((*_READERS, *_FEEDS))
"""The endings of files that are looked at in a folder."""


def extracts(source: Source) -> tuple[Extract, ...]:
    r"""Return the reports that a source holds: one, or those of a feed; each with its language.

    Raises
    ------
    InputError
        When it holds no words that can be read; the message says why.
    NotInstalled
        When the reader that it needs is missing.

    Examples
    --------
    >>> (found,) = extracts(Source("notes.txt", b"The minister said that it was for the good of all.\n"))
    >>> found.language, found.title
    ('en', None)
    """
    if not source.data:
        raise refusal("empty-file", "there is nothing in it", "check that it was saved whole", source.name)
    found = _read(source, _kind(source))
    for one in found:
        refuse_mojibake(one.text, source.name)
    return tuple(
        with_dateline(replace(one, language=one.language or language_of(one.text)), source) for one in found
    )


def _read(source: Source, kind: str) -> tuple[Extract, ...]:
    return from_feed(source) if kind in _FEEDS else (_READERS[kind](source),)


def _kind(source: Source) -> str:
    """Return the ending that stands for the reader of a source."""
    if looks_like_html(source.data) or source.media_type.startswith(("text/html", "application/xhtml")):
        return ".html"
    if source.data.startswith(b"%PDF-"):
        return ".pdf"
    if looks_like_feed(source.data) or source.ending in _FEEDS:
        return _FEEDS[0]
    if source.data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return ".vtt"
    return source.ending if source.ending in _READERS else ".txt"
