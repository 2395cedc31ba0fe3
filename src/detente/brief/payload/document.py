"""A document as plain data: what the page of the workbench draws.

A text is a list of words and grounds: ``["Kim comes ", {"basis": "assumed", "claims": [], "against": []}]``.
"""

from __future__ import annotations

from ..document import (
    Block,
    Document,
    Grounds,
    Item,
    Items,
    Matrix,
    Note,
    Paragraph,
    Picture,
    Sources,
    Subheading,
    Table,
    Text,
)
from .shapes import Payload

__all__ = ["document_payload"]


def document_payload(document: Document) -> Payload:
    """Return a document: its title, its day, how to read it, and its sections with their blocks.

    >>> from ..document import Section
    >>> section = Section("a", "A?", (Paragraph(("Yes ", Grounds(None, ("c",)))),), first=True)
    >>> found = document_payload(Document("T", "as of today", "Read.", (section,)))
    >>> found["day"], found["sections"][0]["blocks"][0]["text"]
    ('as of today', ['Yes ', {'basis': None, 'claims': ['c'], 'against': []}])
    """
    return {
        "title": document.title,
        "day": document.subtitle,
        "lead": document.lead,
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "first": section.first,
                "theory": section.theory,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Block) -> Payload:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "text": _text(text)}
        case Note(words):
            return {"kind": "note", "text": words}
        case Subheading(words):
            return {"kind": "subheading", "text": words}
        case Items(items):
            return {"kind": "items", "items": [_item(item) for item in items]}
        case Table():
            return _table(block)
        case Matrix(table, told):
            return {"kind": "matrix", "table": _table(table), "told": _block(told)}
        case Picture():
            return _picture(block)
        case Sources(sources):
            return {
                "kind": "sources",
                "sources": [
                    {
                        "id": one.id,
                        "says": one.says,
                        "origin": one.origin,
                        "state": one.state,
                        "words": one.words,
                    }
                    for one in sources
                ],
            }


def _text(text: Text) -> list[str | Payload]:
    return [_grounds(part) if isinstance(part, Grounds) else part for part in text]


def _grounds(grounds: Grounds) -> Payload:
    return {
        "basis": grounds.basis.value if grounds.basis is not None else None,
        "claims": list(grounds.claims),
        "against": list(grounds.against),
    }


def _item(item: Item) -> Payload:
    return {"text": _text(item.text), "items": [_item(inner) for inner in item.items]}


def _table(table: Table) -> Payload:
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": [[_text(cell) for cell in row] for row in table.rows],
        "numbers": table.numbers,
        "marks": list(table.marks),
    }


def _picture(picture: Picture) -> Payload:
    return {
        "kind": "picture",
        "caption": picture.caption,
        "told": picture.told,
        "nodes": [{"id": node.id, "label": node.label, "kind": node.kind} for node in picture.nodes],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "party": edge.party,
                "label": edge.label,
                "gains": edge.gains,
            }
            for edge in picture.edges
        ],
    }
