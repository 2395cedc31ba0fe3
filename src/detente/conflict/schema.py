"""The JSON Schema of conflict files, for editors."""

from __future__ import annotations

from pathlib import Path

__all__ = ["schema_text"]


def schema_text() -> str:
    """Return the schema as JSON; a test holds it against the reader.

    >>> '"$schema"' in schema_text()
    True
    """
    return (Path(__file__).parent / "conflict.schema.json").read_text(encoding="utf-8")
