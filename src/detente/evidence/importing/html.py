"""Pages: the article without what stands around it, and what the page tells of it.

The article is found by trafilatura (Barbaresi, 2021, doi:10.18653/v1/2021.acl-demo.15). The day is taken from
what the page declares, never guessed from its words or its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ...errors import NotInstalled
from ...files.dates import Interval, parse_day
from ..texts import normalise
from .encodings import decoded, refuse_mojibake
from .source import Extract, Source, refusal

__all__ = ["from_html", "looks_like_html"]

_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "publishdate",
)
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_TITLES = ("og:title", "dc.title", "headline", "title")
_LIKE_HTML = re.compile(
    rb"\s*(?:(?><!--.*?-->)\s*+)*+(?:<!doctype\s+html|<html|<head|<body|<article)", re.I | re.S
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def looks_like_html(data: bytes) -> bool:
    """Return whether bytes begin as a page does.

    >>> looks_like_html(b"<!DOCTYPE html><p>So"), looks_like_html(b"So <html> is a word")
    (True, False)
    """
    return _LIKE_HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


def from_html(source: Source) -> Extract:
    """Return the report that a page holds.

    Raises
    ------
    InputError
        When the bytes are no text, or there is no article on the page.
    NotInstalled
        When trafilatura is missing.
    """
    try:
        from lxml import html
        from trafilatura import bare_extraction
    except ImportError as error:
        raise NotInstalled("trafilatura", "text") from error
    page = _DECLARATION.sub("", decoded(source).replace("\0", ""))
    try:
        tree = html.document_fromstring(page)
        found = bare_extraction(page, include_comments=False)
    except Exception as error:  # a parser of broken pages may fail in many ways; none of them is ours to tell
        raise _no_article(source) from error
    text = normalise(str(getattr(found, "text", None) or ""))
    if not text.strip():
        raise _no_article(source)
    refuse_mojibake(text, source.name)
    told = _Told(tree)
    day = told.day
    return Extract(
        text.strip() + "\n",
        title=told.first(_TITLES) or _line(tree.findtext(".//h1")) or _line(tree.findtext(".//title")),
        outlet=told.first(_OUTLETS) or told.publisher,
        dated=None if day is None else Interval.on(day),
        dated_from="" if day is None else "the page's metadata",
        language=_language(tree.get("lang")),
        address=source.address or told.address,
    )


class _Told:
    """What the metadata of a page tell."""

    def __init__(self, tree: Any) -> None:
        self._meta: dict[str, str] = {}
        for one in tree.iter("meta"):
            key = one.get("property") or one.get("name") or one.get("itemprop")
            if key and one.get("content"):
                self._meta.setdefault(key.strip().lower(), one.get("content"))
        self._linked = [
            item
            for text in tree.xpath("//script[@type='application/ld+json']/text()")
            for item in _items(text)
        ]
        links = tree.xpath("//link[@rel='canonical']/@href")
        self.address = next((str(one) for one in links if re.match(r"https?://\S+\Z", one)), None)

    def first(self, keys: tuple[str, ...]) -> str | None:
        """Return the first text under some keys of the metadata."""
        return next((line for key in keys if (line := _line(self._meta.get(key)))), None)

    @property
    def day(self) -> Any:
        texts = [self._meta.get(key) for key in _DATES] + [one.get("datePublished") for one in self._linked]
        return next(
            (day for text in texts if isinstance(text, str) and (day := parse_day(text.strip()[:10]))), None
        )

    @property
    def publisher(self) -> str | None:
        names = (
            one["publisher"].get("name") for one in self._linked if isinstance(one.get("publisher"), dict)
        )
        return next((_line(name) for name in names if isinstance(name, str)), None)


def _items(text: str) -> Iterator[dict[str, Any]]:
    """Yield the things that a block of JSON-LD describes; nothing where it is broken."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return
    for one in content if isinstance(content, list) else [content]:
        if isinstance(one, dict):
            yield one
            inner = one.get("@graph")
            yield from (item for item in (inner if isinstance(inner, list) else []) if isinstance(item, dict))


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _language(text: str | None) -> str | None:
    found = _LANGUAGE.match(text or "")
    return found[0].lower() if found else None


def _no_article(source: Source) -> Exception:
    cure = "open the page, and save its words as plain text"
    return refusal("no-article", "there is no article on this page", cure, source.name)
