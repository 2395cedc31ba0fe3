"""A brief as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .document import (
    Block,
    Document,
    Item,
    Items,
    Matrix,
    Note,
    Paragraph,
    Picture,
    Section,
    Source,
    Sources,
    Subheading,
    Table,
    plain,
)
from .lines import WIDTH
from .tables import table

__all__ = ["brief_text"]


def brief_text(document: Document, width: int = WIDTH) -> str:
    """Write a brief.

    Parameters
    ----------
    document
        The brief.
    width
        How many columns a line may have.
    """
    lines = [f"{document.title} ({document.subtitle})" if document.subtitle else document.title, ""]
    wrapped = [piece for line in [*lines, document.lead] for piece in _wrapped(line, width)]
    for section in document.sections:
        wrapped += ["", section.title.upper(), "", *_section(section, width)]
    return "\n".join(line.rstrip() for line in wrapped) + "\n"


def _section(section: Section, width: int) -> Iterator[str]:
    """Write the blocks; a paragraph that leads to a list stands close to it."""
    before: Block | None = None
    for block in section.blocks:
        if isinstance(block, Picture):
            continue  # it shows what is told as well
        if before is not None and not (
            isinstance(before, Paragraph | Subheading) and isinstance(block, Items | Paragraph)
        ):
            yield ""
        yield from _block(block, width)
        before = block


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield from _wrapped(plain(text), width)
        case Note(text) | Subheading(text):
            yield from _wrapped(text, width)
        case Items(items):
            for item in items:
                yield from _item(item, "", width)
        case Matrix(_, told):
            yield from _block(told, width)
        case Table(_, columns, rows, numbers):
            yield from table([columns, *([plain(cell) for cell in row] for row in rows)], numbers, width)
        case Sources(sources):
            for source in sources:
                yield from _wrapped(_source(source), width, "  ")


def _item(item: Item, indent: str, width: int) -> Iterator[str]:
    yield from _wrapped(f"{indent}- {plain(item.text)}", width, f"{indent}  ")
    for inner in item.items:
        yield from _item(inner, f"{indent}  ", width)


def _source(source: Source) -> str:
    words = f" Words: “{source.words}”" if source.words else ""
    return f"[{source.id}] {source.says} ({source.origin}; {source.state}){words}"


def _wrapped(line: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]
