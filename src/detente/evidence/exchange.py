"""Claims out of a dossier and back into it: JSON lines for programs, CSV for spreadsheets.

Each claim goes with the words of its anchor, where the text is at hand, and with its reviews. What is read
back is the same claim and the same reviews. A cell of a CSV that a spreadsheet would take for a formula gets
an apostrophe before it, which is taken off again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Place
from ..errors import InputError
from ..files.disk import read_text
from .anchors import words
from .claims import Claim, read_claims
from .folder import read_evidence
from .library import TextStore, refuse_shipped
from .reviews import read_reviews
from .texts import digest, normalise
from .writing import add_claims, add_reviews, claim_fields, line_of, review_fields

__all__ = ["FORMATS", "Imported", "exported", "import_claims"]

FORMATS = ("jsonl", "csv")

_PLAIN = (
    "id",
    "by",
    "to",
    "kind",
    "says",
    "if",
    "then",
    "said_on",
    "due",
    "report",
    "grade",
    "status",
    "words",
)
_JSON = ("via", "about", "reviews")
_PLACE = ("start", "end", "digest")
_COLUMNS = (
    *("id", "by", "to", "via", "kind", "says", "if", "then", "about", "said_on", "due", "report"),
    *("start", "end", "digest", "grade", "status", "words", "reviews"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the claims of a file: the ids of those added, put in place of others, and known."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    known: tuple[str, ...]
    reviews: int


def exported(folder: Path, store: TextStore, form: str = "jsonl") -> str:
    """Return the claims of a dossier as JSON lines or as CSV, each with its words and reviews.

    Raises
    ------
    InputError
        If the dossier has faults, or there is no such format.
    """
    if form not in FORMATS:
        message = f"there is no format '{form}'"
        raise InputError(Diagnostic("unknown-format", message, f"there is: {', '.join(FORMATS)}"))
    evidence = read_evidence(folder)
    texts = {report.id: store.get(report.digest) for report in evidence.reports}
    reviews: dict[str, list[dict[str, Any]]] = {}
    for review in evidence.reviews:
        fields = review_fields(review)
        reviews.setdefault(fields.pop("claim"), []).append(fields)
    rows = []
    for claim in _stored(folder):
        found = words(claim.anchor, texts[claim.report])
        rows.append({**claim_fields(claim), "words": found, "reviews": reviews.get(claim.id, [])})
    if form == "jsonl":
        return "".join(f"{line_of(row)}\n" for row in rows)
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, _COLUMNS)
    writer.writeheader()
    writer.writerows(map(_cells, rows))
    if "\0" in sheet.getvalue():
        message = "a claim holds a zero byte, which a CSV cannot hold"
        raise InputError(Diagnostic("zero-byte", message, "export as jsonl"))
    return sheet.getvalue()


def import_claims(folder: Path, path: Path, replace: bool = False) -> Imported:
    """Read exported claims into a dossier: all, or with a fault none.

    Parameters
    ----------
    folder
        The dossier. It must have the actors and reports that the claims name.
    path
        A file that :func:`exported` could have written; CSV where its name ends so.
    replace
        Whether a claim that differs from the one of the same id takes its place.

    Raises
    ------
    InputError
        With all the faults of the file at once: faulty claims, claims that differ from known ones, words
        that are not those of the anchor.
    FileError
        If a file cannot be read or written, or the dossier comes with detente.
    """
    refuse_shipped(folder)
    evidence = read_evidence(folder)
    file, text = str(path), read_text(path)
    lines = _csv_lines(text, file) if path.suffix.lower() == ".csv" else normalise(text).split("\n")
    split = [_split(line) for line in lines]
    actors, reports = [one.id for one in evidence.actors], [one.id for one in evidence.reports]
    claims = read_claims("\n".join(line for line, _, _ in split), file, actors=actors, reports=reports)
    before = {claim.id: claim for claim in _stored(folder)}
    differing = [claim for claim in claims if before.get(claim.id, claim) != claim]
    told = {claim.place.line: claim for claim in claims}
    faults = list(_word_faults(told, [found for _, found, _ in split], file))
    if not replace:
        faults += [_differs(claim) for claim in differing]
    if faults:
        raise InputError(faults)
    ids = {*before, *(claim.id for claim in claims)}
    reviews = read_reviews("\n".join(_reviews(split)), file, claims=ids)
    there = set(evidence.reviews)
    new_reviews = tuple(review for review in reviews if review not in there)
    added = tuple(claim for claim in claims if claim.id not in before)
    if added or differing:
        add_claims(folder, added, differing)
    if new_reviews:
        add_reviews(folder, new_reviews)
    same = tuple(claim.id for claim in claims if before.get(claim.id) == claim)
    return Imported(_ids(added), _ids(differing), same, len(new_reviews))


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


def _stored(folder: Path) -> tuple[Claim, ...]:
    """Return the claims as their file has them, before any review."""
    path = folder / "claims.jsonl"
    return read_claims(normalise(read_text(path)), str(path)) if path.exists() else ()


def _split(line: str) -> tuple[str, Any, Any]:
    """Return the claim of a line without its words and reviews, and these; a faulty line stays as it is."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return line, None, None
    if not isinstance(fields, dict) or not {"words", "reviews"} & set(fields):
        return line, None, None
    found, reviews = fields.pop("words", None), fields.pop("reviews", None)
    return line_of(fields), found, reviews if isinstance(reviews, list) else None


def _reviews(split: Iterable[tuple[str, Any, Any]]) -> Iterator[str]:
    for line, _, reviews in split:
        for review in reviews or ():
            fields = review if isinstance(review, dict) else {"review": review}
            yield line_of({"claim": json.loads(line)["id"], **fields})


def _word_faults(told: dict[int | None, Claim], found: list[Any], file: str) -> Iterator[Diagnostic]:
    for number, text in enumerate(found, start=1):
        if text and (not isinstance(text, str) or digest(text) != told[number].anchor.digest):
            message = f"claim '{told[number].id}': its words are not those of its anchor"
            cure = "leave the words as they were exported, or leave them out"
            yield Diagnostic("other-words", message, cure, Place(file, number))


def _differs(claim: Claim) -> Diagnostic:
    message = f"claim '{claim.id}' is there already, and differs"
    return Diagnostic("differing-claim", message, "give it another id, or use --replace", claim.place)


def _cells(row: dict[str, Any]) -> dict[str, str]:
    """Return the cells of a claim."""
    flat = {**row, **row["anchor"]}
    for key in ("said_on", "due"):
        if isinstance(flat.get(key), dict):
            flat[key] = f"{flat[key]['earliest']}/{flat[key]['latest']}"
    for key in _JSON:
        flat[key] = line_of(flat[key]) if flat.get(key) else ""
    cells = {key: "" if flat.get(key) is None else str(flat[key]) for key in _COLUMNS}
    return {key: f"'{cell}" if cell.startswith(_FORMULA) else cell for key, cell in cells.items()}


def _csv_lines(text: str, file: str) -> list[str]:
    """Return the rows of a CSV as JSON lines; line 2 is its first row, as in a spreadsheet."""
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        message, cure = f"this is no CSV: {error}", "save it as CSV with commas, in UTF-8"
        raise InputError(Diagnostic("csv-syntax", message, cure, Place(file))) from error
    head = rows[0] if rows else []
    wrong = [name for name in head if name not in _COLUMNS] or [name for name in ("id",) if name not in head]
    if wrong or len(set(head)) < len(head):
        message = "the first row does not name the columns of exported claims"
        cure = f"name each once: {', '.join(_COLUMNS)}"
        raise InputError(Diagnostic("bad-columns", message, cure, Place(file, 1)))
    return [
        "",
        *(line_of(_fields(dict(zip(head, row, strict=False)))) if any(row) else "" for row in rows[1:]),
    ]


def _fields(row: dict[str, str]) -> dict[str, Any]:
    """Return the fields of a claim from its cells; what cannot be understood stays text, and is a fault."""
    cells = {key: cell[1:] if cell.startswith("'") else cell for key, cell in row.items() if cell}
    fields: dict[str, Any] = {key: cells[key] for key in _PLAIN if key in cells}
    for key in ("said_on", "due"):
        earliest, slash, latest = cells.get(key, "").partition("/")
        if slash:
            fields[key] = {"earliest": earliest, "latest": latest}
    for key in _JSON:
        if key in cells:
            fields[key] = _value(cells[key])
    anchor = {key: cells[key] if key == "digest" else _value(cells[key]) for key in _PLACE if key in cells}
    return {**fields, "anchor": anchor} if anchor else fields


def _value(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell
