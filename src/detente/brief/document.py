"""What a brief consists of, before it becomes text for a terminal, Markdown or a page.

A :class:`Document` has sections, a section has blocks, and a block holds :data:`Text`: words, and between
them the :class:`Grounds` on which they rest. Renderers decide how grounds look; sections, what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ..conflict.preferences import Basis

__all__ = [
    "Block",
    "Document",
    "Edge",
    "Grounds",
    "Item",
    "Items",
    "Matrix",
    "Node",
    "Note",
    "Paragraph",
    "Picture",
    "Section",
    "Source",
    "Sources",
    "Subheading",
    "Table",
    "Text",
    "cited_claims",
    "is_grounded",
    "plain",
    "texts_of",
]


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what words rest: a basis, and the claims for and against them.

    Parameters
    ----------
    basis
        Reported, inferred, assumed or logical; None where the claims themselves say it.
    claims, against
        Ids of claims.

    Examples
    --------
    >>> str(Grounds(None, ("a", "b"))), str(Grounds(Basis.INFERRED, ("a",), ("c",)))
    ('[a, b]', '(inferred: a; against: c)')
    """

    basis: Basis | None
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.basis is None and not self.claims:
            raise ValueError("grounds without a basis need a claim")

    def __str__(self) -> str:
        if self.basis is None:
            return f"[{', '.join(self.claims)}]"
        claims = f": {', '.join(self.claims)}" if self.claims else ""
        against = f"; against: {', '.join(self.against)}" if self.against else ""
        return f"({self.basis.value}{claims}{against})"


Text: TypeAlias = tuple["str | Grounds", ...]
"""Words and the grounds between them; the words carry their own spaces and full stops."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a sentence or more, that says something of the standoff."""

    text: Text


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about the brief itself, such as how to read it or what was not asked; it needs no grounds."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, perhaps with items of its own."""

    text: Text
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list of items."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column names the rows.

    Parameters
    ----------
    caption
        What it shows, for those who cannot see its place.
    columns
        Headings, one a column.
    rows
        Cells, as many a row as there are columns.
    numbers
        Whether all columns but the first hold numbers.
    marks
        For each row a word that tells how to colour it ("met", "unmet", …) or nothing; or no marks at all.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numbers: bool = False
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row has a cell for each column")
        if self.marks and len(self.marks) != len(self.rows):
            raise ValueError("every row has a mark, or none has")


@dataclass(frozen=True, slots=True)
class Matrix:
    """The same content twice: a table where there is room for it, and a list where there is none."""

    table: Table
    told: Items


@dataclass(frozen=True, slots=True)
class Node:
    """A state in a picture: a few words; ``kind`` is ``today``, ``holds``, ``open`` or ``idle``."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A step in a picture; ``gains`` says whether the party that takes it would rather do so."""

    source: str
    target: str
    party: str
    label: str
    gains: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The standoff and the moves out of it; ``told`` says the same in words, for those who cannot see it."""

    caption: str
    told: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A claim with where it comes from.

    Parameters
    ----------
    id, says
        The claim.
    origin
        Who said it, when, in which outlet, with its grade.
    state
        Whether its words were found: verified, text not at hand, or text differs.
    words
        The words of the report when they are verified, else None.
    """

    id: str
    says: str
    origin: str
    state: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Sources:
    """The claims behind a brief; grounds point here."""

    sources: tuple[Source, ...]


Block: TypeAlias = Paragraph | Note | Subheading | Items | Table | Matrix | Picture | Sources


@dataclass(frozen=True, slots=True)
class Section:
    """A question and its answer.

    Parameters
    ----------
    id
        A word for addresses inside a page.
    title
        The question.
    blocks
        The answer.
    first
        Whether it belongs to the first screen: plain words only, every sentence with its grounds.
    theory
        Whether it may use the terms of the theory.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    first: bool = False
    theory: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A brief: its title, a line on the day, how to read it, and its sections."""

    title: str
    subtitle: str
    lead: str
    sections: tuple[Section, ...]


def plain(text: Text) -> str:
    """Write a text on one line, grounds in brackets.

    >>> plain(("Kim comes ", Grounds(Basis.ASSUMED), "."))
    'Kim comes (assumed).'
    """
    return "".join(str(part) for part in text)


def is_grounded(text: Text) -> bool:
    """Return whether a text says on what it rests."""
    return any(isinstance(part, Grounds) for part in text)


def texts_of(block: Block) -> Iterator[Text]:
    """Yield every text of a block that says something of the standoff; items come with those under them."""
    match block:
        case Paragraph(text):
            yield text
        case Items(items):
            for item in items:
                yield from _item_texts(item)
        case Table():
            yield from (cell for row in block.rows for cell in row)
        case Matrix(table, told):
            yield from texts_of(told)
            yield from texts_of(table)
        case _:
            return


def _item_texts(item: Item) -> Iterator[Text]:
    yield item.text
    for inner in item.items:
        yield from _item_texts(inner)


def cited_claims(section: Section) -> frozenset[str]:
    """Return the ids of the claims that a section cites."""
    parts = (part for block in section.blocks for text in texts_of(block) for part in text)
    grounds = [part for part in parts if isinstance(part, Grounds)]
    return frozenset(claim for one in grounds for claim in (*one.claims, *one.against))
