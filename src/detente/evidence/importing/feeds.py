"""RSS and Atom feeds: one report for each entry, as far as the feed carries its words.

A feed that declares entities of its own is refused: they serve to blow up, or to read local files (XXE).
Nothing that an entry links to is fetched.
"""

from __future__ import annotations

import datetime
import html
import io
import re
from typing import Any

from ...errors import NotInstalled
from ...files.dates import Interval
from ..texts import normalise
from .encodings import decoded
from .source import Extract, Source, refusal

__all__ = ["from_feed", "looks_like_feed"]

_ENTITIES = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LIKE_FEED = re.compile(
    r"\s*(?:(?><!--.*?-->|<\?.*?\?>|<!DOCTYPE.*?>)\s*+)*+<(?:rss|feed|rdf:RDF)\b",
    re.S,  # never back
)
_BREAK = re.compile(
    r"<(?:br|p|div|li|h[1-6]|blockquote|tr)\b[^<>]*>|</(?:p|div|li|h[1-6]|blockquote|tr)>", re.I
)
_GONE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TAG = re.compile(r"<[/!?A-Za-z][^<>]*>")
_BLANKS = re.compile(r"[ \t\xa0]*\n\s*")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")
_ADDRESS = re.compile(r"https?://\S+")


def looks_like_feed(data: bytes) -> bool:
    """Return whether bytes begin as a feed does.

    >>> looks_like_feed(b'<?xml version="1.0"?><rss version="2.0">'), looks_like_feed(b"<html>")
    (True, False)
    """
    return _LIKE_FEED.match(data[:4096].decode("latin-1").removeprefix("ï»¿")) is not None


def from_feed(source: Source) -> tuple[Extract, ...]:
    """Return the reports of a feed, in its order.

    An entry is what it carries: all its words, or only the first ones. An entry without words is left out.

    Raises
    ------
    InputError
        When it declares entities, is no feed, or no entry has words.
    NotInstalled
        When feedparser is missing.
    """
    try:
        import feedparser
    except ImportError as error:
        raise NotInstalled("feedparser", "text") from error
    text = decoded(source)
    if _ENTITIES.search(text):
        message = "this feed declares entities of its own, which may reach for other files"
        raise refusal(
            "feed-with-entities", message, "take the reports from the pages themselves", source.name
        )
    try:
        data = _DECLARATION.sub("", text).encode("utf-8")
        feed = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # all markup goes, below
            resolve_relative_uris=False,
        )
    except Exception as error:  # a parser of broken feeds may fail in many ways; none of them is ours to tell
        raise _nothing(source) from error
    found = [_extract(entry, feed.feed) for entry in feed.entries]
    reports = tuple(one for one in found if one is not None)
    if not reports:
        raise _nothing(source)
    return reports


def _extract(entry: Any, feed: Any) -> Extract | None:
    contents = [one.get("value") or "" for one in entry.get("content", [])]
    text = max((_words(one) for one in [*contents, entry.get("summary") or ""]), key=len)
    if not text:
        return None
    title = " ".join(_words(entry.get("title") or "").split()) or None
    link = entry.get("link") or ""
    day = _day(entry.get("published_parsed"))
    found = _LANGUAGE.match(feed.get("language") or "")
    return Extract(
        f"{title}\n\n{text}\n" if title else f"{text}\n",
        title=title,
        outlet=" ".join(_words(feed.get("title") or "").split()) or None,
        dated=None if day is None else Interval.on(day),
        dated_from="" if day is None else "the feed",
        language=found[0].lower() if found else None,
        address=link if _ADDRESS.fullmatch(link) else None,
    )


def _day(moment: Any) -> datetime.date | None:
    """Return the day of a moment in UTC, as the feed's parser gives it."""
    try:
        return datetime.date(*moment[:3])
    except (TypeError, ValueError):
        return None


def _words(markup: str) -> str:
    r"""Return the words of a piece of HTML, a paragraph on a line.

    >>> _words("<p>“Yes &amp; no”,</p> <p>she said.<script>x</script></p>")
    '“Yes & no”,\nshe said.'
    """
    text = _TAG.sub("", _BREAK.sub("\n", _GONE.sub("", markup)))
    return _BLANKS.sub("\n", normalise(html.unescape(text))).strip()


def _nothing(source: Source) -> Exception:
    cure = "take the reports from the pages that it links to"
    return refusal("empty-feed", "there is no entry with words in this feed", cure, source.name)
