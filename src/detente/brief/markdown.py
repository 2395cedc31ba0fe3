"""A document as Markdown: CommonMark with the tables of GitHub, without any HTML.

Each paragraph is one line. What a document says is escaped, so that it reads as it was written and never
becomes markup.
"""

from __future__ import annotations

import re
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
    Text,
    plain,
)
from .signs import harmless, marked_column, sign_of

__all__ = ["escaped", "markdown_text"]

# An ampersand only counts where it begins an entity; figures, signs of lists and of headings only at the
# start of a line; a number sign also at the end of a heading, so it is escaped everywhere.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~#]|&(?=#|\w)")
_AT_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=:]))")


def markdown_text(document: Document) -> str:
    r"""Write a document as Markdown that ends in one newline; the same document gives the same text.

    A picture becomes its words, a matrix its table, and grounds their plain form, such as
    ``(inferred: a)``. Claims are no links: the sources list them by their ids.

    Examples
    --------
    >>> print(markdown_text(Document("A *dispute*", "In May", "How to read it.", ())), end="")
    # A \*dispute\*
    <BLANKLINE>
    In May
    <BLANKLINE>
    *How to read it.*
    """
    parts = [f"# {escaped(document.title)}", escaped(document.subtitle), _emphasised(document.lead)]
    for section in document.sections:
        parts += _section(section)
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    r"""Write words on one line so that Markdown takes none of them as markup.

    >>> escaped("1. A_b <i> [c](d)")
    '1\\. A\\_b \\<i\\> \\[c\\](d)'
    """
    line = _ANYWHERE.sub(r"\\\g<0>", " ".join(harmless(text).split()))
    return _AT_START.sub(r"\1\\", line)


def _said(text: Text) -> str:
    return escaped(plain(text))


def _emphasised(text: str) -> str:
    words = escaped(text)
    return f"*{words}*" if words else ""


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _said(text)
        case Note(text):
            yield _emphasised(text)
        case Subheading(text):
            yield f"### {escaped(text)}"
        case Items(items):
            yield "\n".join(_items(items))
        case Table():
            yield from _table(block)
        case Matrix(table):
            yield from _table(table)
        case Picture():
            yield escaped(f"{block.caption.rstrip('.')}. {block.told}")
        case Sources(sources):
            yield "\n".join(line for source in sources for line in _source(source))


def _items(items: tuple[Item, ...], indent: str = "") -> Iterator[str]:
    for item in items:
        yield f"{indent}- {_said(item.text)}".rstrip()
        yield from _items(item.items, f"{indent}  ")


def _table(table: Table) -> Iterator[str]:
    yield _emphasised(table.caption)
    rule = ["---:" if table.numbers and place else "---" for place in range(len(table.columns))]
    marks = table.marks or ("",) * len(table.rows)
    rows = [[escaped(column) for column in table.columns], rule]
    rows += [_row(row, mark) for row, mark in zip(table.rows, marks, strict=True)]
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(row: tuple[Text, ...], mark: str) -> list[str]:
    """Write the cells of a row; the sign of its mark stands where a cell says it, else after the first."""
    cells = [_said(cell) for cell in row]
    if mark:
        place = marked_column(row, mark)
        sign = sign_of(mark).mark
        if place is None:
            cells[0] = f"{cells[0]} ({sign} {escaped(mark)})".lstrip()
        else:
            cells[place] = f"{sign} {cells[place]}"
    return cells


def _source(source: Source) -> Iterator[str]:
    sign = sign_of(source.state).mark
    origin = escaped(source.origin)
    yield f"- **{escaped(source.id)}** {escaped(source.says)} {origin}; {sign} {escaped(source.state)}"
    if source.words:
        yield f"  > {escaped(source.words)}"
