r"""Claims as CSV, for spreadsheets, and back without loss.

A spreadsheet takes a cell for a formula when it begins with ``=``, ``+``, ``-`` or ``@``, spaces and
quotation marks before it left aside. Reports may be hostile, so an apostrophe is put before such a
beginning, and taken off again when the sheet is read. The same is done after a semicolon, a tab and a line
end within a cell, where a program that separates cells by these would see another cell begin. A beginning
that has apostrophes already gets one more, so that none is lost: ``=1`` becomes ``'=1``, and ``'=1``
becomes ``''=1``.

A byte order mark at the head tells spreadsheets that the sheet is UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..diagnostics import Diagnostic, Place
from ..errors import InputError
from ..files.disk import SIZE_LIMIT

__all__ = ["COLUMNS", "lines_of_sheet", "sheet_of"]

_JSON = ("via", "about", "reviews")
_NUMBERS = ("start", "end")
_ANCHOR = (*_NUMBERS, "digest")
_DAYS = ("said_on", "due")
COLUMNS = (
    *("id", "by", "to", "via", "kind", "says", "if", "then", "about", "said_on", "due", "report"),
    *(*_ANCHOR, "grade", "status", "words", "reviews", "version"),
)
"""The columns of a sheet: the keys of a claim, the parts of its anchor, and what stands beside a claim."""

_BEGINS = r"(^|[;\t\r\n])"
_FORMULA = r"""(?='*(?:[^\S\t\r\n]|")*[=+\-@\uff1d\uff0b\uff0d\uff20])"""
_BARE = re.compile(_BEGINS + _FORMULA)
_GUARDED = re.compile(f"{_BEGINS}'{_FORMULA}")


def sheet_of(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows of claims, with what stands beside them, as CSV.

    Raises
    ------
    InputError
        If a text holds a zero byte, which a CSV cannot hold.
    """
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, COLUMNS)
    writer.writeheader()
    writer.writerows(map(_cells, rows))
    if "\0" in sheet.getvalue():
        message = "a claim holds a zero byte, which a CSV cannot hold"
        raise InputError(Diagnostic("zero-byte", message, "export as jsonl"))
    return f"\ufeff{sheet.getvalue()}"


def lines_of_sheet(text: str, file: str) -> list[str]:
    """Return the rows of a CSV as lines of JSON; line 2 is its first row, as in a spreadsheet.

    Raises
    ------
    InputError
        With all rows that do not fit the columns, or if this is no CSV of claims.
    """
    rows = _rows(text.lstrip("\ufeff"), file)
    head = rows[0] if rows else []
    wrong = [name for name in head if name not in COLUMNS] or [name for name in ("id",) if name not in head]
    if wrong or len(set(head)) < len(head):
        message = "the first row does not name the columns of exported claims"
        cure = f"name each once: {', '.join(COLUMNS)}"
        raise InputError(Diagnostic("bad-columns", message, cure, Place(file, 1)))
    long = [number for number, row in enumerate(rows, start=1) if any(row[len(head) :])]
    if long:
        message, cure = "this row has more cells than there are columns", "put quotes around its texts"
        raise InputError(Diagnostic("extra-cells", message, cure, Place(file, number)) for number in long)
    return ["", *(_line(dict(zip(head, row, strict=False))) if any(row) else "" for row in rows[1:])]


def _rows(text: str, file: str) -> list[list[str]]:
    limit = csv.field_size_limit(SIZE_LIMIT)  # of all readers, so it is put back
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        message, cure = f"this is no CSV: {error}", "save it as CSV with commas, in UTF-8"
        raise InputError(Diagnostic("csv-syntax", message, cure, Place(file))) from error
    finally:
        csv.field_size_limit(limit)


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a claim."""
    flat = {**row, **row["anchor"]}
    for key in _DAYS:
        if isinstance(flat.get(key), dict):
            flat[key] = f"{flat[key]['earliest']}/{flat[key]['latest']}"
    for key in _JSON:
        flat[key] = json.dumps(flat[key], ensure_ascii=False) if flat.get(key) else ""
    cells = {key: "" if flat.get(key) is None else str(flat[key]) for key in COLUMNS}
    return {key: _BARE.sub(r"\1'", cell) for key, cell in cells.items()}


def _line(row: Mapping[str, str]) -> str:
    """Return a claim as JSON from its cells; what cannot be understood stays text, and is a fault."""
    cells = {key: _GUARDED.sub(r"\1", cell) for key, cell in row.items() if cell}
    values = {key: _value(key, cell) for key, cell in cells.items()}
    anchor = {key: values.pop(key) for key in _ANCHOR if key in values}
    return _object({**values, "anchor": _object(anchor)} if anchor else values)


def _object(values: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{json.dumps(key)}: {value}' for key, value in values.items())}}}"


def _value(key: str, cell: str) -> str:
    """Return the JSON of a cell."""
    earliest, slash, latest = cell.partition("/") if key in _DAYS else (cell, "", "")
    if slash:
        return json.dumps({"earliest": earliest, "latest": latest}, ensure_ascii=False)
    if key in (*_JSON, *_NUMBERS):
        try:
            json.loads(cell)
        except (ValueError, RecursionError):
            pass
        else:  # as it is, so that a key that stands there twice is found
            return cell.replace("\r", " ").replace("\n", " ")
    return json.dumps(cell, ensure_ascii=False)
