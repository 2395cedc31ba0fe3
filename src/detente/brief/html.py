"""A document as one page that needs nothing else: no network, no script, no file beside it.

The look is in ``page.css`` and the frame in ``page.html.jinja``; what is written in a document is escaped
by the template, and what could turn the direction of the text is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .document import Block, Document, Sources
from .picture import svg_of
from .signs import harmless, marked_column, sign_of

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["page_text"]

_HERE = Path(__file__).parent


def page_text(document: Document) -> str:
    """Write a document as an HTML page; the same document gives the same bytes.

    Parameters
    ----------
    document
        What the page says. Sections and claims are addresses inside the page: ``#section-ID`` and
        ``#claim-ID``.

    Raises
    ------
    ValueError
        When two sections, or two sources, have the same id.

    Examples
    --------
    >>> page = page_text(Document("A dispute", "In May", "How to read it.", ()))
    >>> page.splitlines()[0], "<h1>A dispute</h1>" in page
    ('<!doctype html>', True)
    """
    sections = _anchors("section", (section.id for section in document.sections))
    sources = (block for section in document.sections for block in section.blocks)
    claims = _anchors(
        "claim", (one.id for block in sources if isinstance(block, Sources) for one in block.sources)
    )
    return _template().render(document=document, sections=sections, claims=claims) + "\n"


def _anchors(kind: str, ids: Iterable[str]) -> dict[str, str]:
    """Give each id its address in the page: letters, figures and hyphens, the rest as numbers."""
    anchors: dict[str, str] = {}
    for one in ids:
        if one in anchors:
            raise ValueError(f"two of the kind {kind} have the id {one!r}")
        anchors[one] = f"{kind}-" + re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", one)
    return anchors


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # here, for only pages need it
    from markupsafe import Markup

    def clean(value: object) -> object:
        """Take out of every text what is harmful; what is markup already has been here."""
        return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    def drawn(picture: Any, name: str) -> Markup:
        return Markup(svg_of(picture, name))  # escaped where it is drawn

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        finalize=clean,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(kind=_kind, drawn=drawn, sign=sign_of)
    environment.globals.update(
        css=Markup((_HERE / "page.css").read_text(encoding="utf-8")), marked_column=marked_column
    )
    return environment.get_template("page.html.jinja")


def _kind(block: Block) -> str:
    return type(block).__name__
