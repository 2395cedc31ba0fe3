"""Claims out of a dossier and back into it: JSON lines for programs, CSV for spreadsheets.

Each claim goes with the words of its anchor, where the text is at hand, with its reviews, and with its
*version*: the digest of the claim as it was then. What is read back is the same claim and the same reviews.
By the version, a change that somebody made in the file is told from one that was made in the dossier since:
the first may take the place of the old claim, the second is never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Place
from ..errors import InputError
from ..files.disk import read_text
from .anchors import words
from .claims import Claim, read_claims
from .folder import read_evidence
from .library import TextStore, refuse_shipped
from .reviews import Review, decided, read_reviews
from .sheet import lines_of_sheet, sheet_of
from .texts import digest, is_digest, normalise
from .writing import add_claims, add_reviews, claim_fields, claim_line, line_of, review_fields

__all__ = ["FORMATS", "Exported", "Imported", "exported", "import_claims", "written"]

_BESIDE = ("words", "reviews", "version")


@dataclass(frozen=True, slots=True)
class Exported:
    """A claim as its file has it, before any review, and what goes with it.

    Attributes
    ----------
    claim
        The claim.
    words
        The words of its anchor; None where the text is not at hand, or differs.
    reviews
        Its reviews, the first one first.
    """

    claim: Claim
    words: str | None
    reviews: tuple[Review, ...]

    @property
    def version(self) -> str:
        """The digest of the claim."""
        return _version(self.claim)

    @property
    def fields(self) -> dict[str, Any]:
        """The claim as ``claims.jsonl`` holds it, and beside it ``words``, ``reviews`` and ``version``."""
        reviews = [review_fields(review) for review in self.reviews]
        for review in reviews:
            del review["claim"]
        beside = {"words": self.words, "reviews": reviews, "version": self.version}
        return {**claim_fields(self.claim), **beside}


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the claims of a file.

    Attributes
    ----------
    added, replaced, known
        The ids of those that are new, that took the place of others, and that were there already.
    kept
        The ids of those that are as they were exported, and were changed in the dossier since: they stay as
        the dossier has them.
    reviews
        How many reviews are new.
    redecided
        The ids of claims that had been accepted or rejected, and by the new reviews are the contrary.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    known: tuple[str, ...]
    kept: tuple[str, ...]
    reviews: int
    redecided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A claim of a file with what stands beside it there."""

    claim: Claim
    words: Any
    reviews: Any
    version: Any


def exported(folder: Path, store: TextStore) -> tuple[Exported, ...]:
    """Return the claims of a dossier with their words and reviews, in the order of its file.

    Raises
    ------
    InputError
        If the dossier has faults.
    """
    evidence = read_evidence(folder)
    reviews: dict[str, list[Review]] = {}
    for review in evidence.reviews:
        reviews.setdefault(review.claim, []).append(review)
    claims = _stored(folder)
    cited = {claim.report for claim in claims}
    texts = {report.id: store.get(report.digest) for report in evidence.reports if report.id in cited}
    return tuple(
        Exported(claim, words(claim.anchor, texts[claim.report]), tuple(reviews.get(claim.id, ())))
        for claim in claims
    )


def _json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(f"{line_of(dict(row))}\n" for row in rows)


FORMATS = {"jsonl": _json_lines, "csv": sheet_of}
"""The formats of an export, each with what writes it."""


def written(claims: Iterable[Exported], form: str = "jsonl") -> str:
    """Return exported claims as JSON lines or as CSV.

    Raises
    ------
    InputError
        If there is no such format, or a text cannot be written in it.
    """
    if form not in FORMATS:
        message = f"there is no format '{form}'"
        raise InputError(Diagnostic("unknown-format", message, f"there is: {', '.join(FORMATS)}"))
    return FORMATS[form](claim.fields for claim in claims)


def import_claims(folder: Path, path: Path, overwrite: bool = False) -> Imported:
    """Read exported claims into a dossier: all, or with a fault none.

    Parameters
    ----------
    folder
        The dossier. It must have the actors and reports that the claims name.
    path
        A file that :func:`written` could have written; CSV where its name ends so.
    overwrite
        Whether a claim that differs from the one of the same id takes its place. Not even then does it where
        the dossier's was changed since the export.

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
    lines = lines_of_sheet(text, file) if path.suffix.lower() == ".csv" else normalise(text).split("\n")
    actors, reports = [one.id for one in evidence.actors], [one.id for one in evidence.reports]
    claims = read_claims("\n".join(lines), file, actors=actors, reports=reports, beside=_BESIDE)
    rows = [_row(claim, json.loads(lines[(claim.place.line or 1) - 1])) for claim in claims]
    stored = {claim.id: claim for claim in _stored(folder)}
    faults = [fault for row in rows for fault in _faults_beside(row)]
    faults += _conflicts(rows, stored, overwrite)
    found = list(_reviews(rows, file, {*stored, *(claim.id for claim in claims)}, faults))
    if faults:
        raise InputError(faults)
    added = tuple(row.claim for row in rows if row.claim.id not in stored)
    differing = [row for row in rows if stored.get(row.claim.id, row.claim) != row.claim]
    replacing = [row.claim for row in differing if not _is_as_exported(row)]
    there = set(evidence.reviews)
    reviews = tuple(review for review in found if review not in there)
    if added or replacing:
        add_claims(folder, added, replacing)
    if reviews:
        add_reviews(folder, reviews)
    before, after = decided(evidence.reviews), decided((*evidence.reviews, *reviews))
    return Imported(
        added=_ids(added),
        replaced=_ids(replacing),
        known=_ids(claim for claim in claims if stored.get(claim.id) == claim),
        kept=_ids(row.claim for row in differing if _is_as_exported(row)),
        reviews=len(reviews),
        redecided=tuple(one for one in before if before[one].status is not after[one].status),
    )


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


def _version(claim: Claim) -> str:
    return digest(claim_line(claim))


def _is_as_exported(row: _Row) -> bool:
    return bool(row.version == _version(row.claim))


def _stored(folder: Path) -> tuple[Claim, ...]:
    """Return the claims as their file has them, before any review."""
    path = folder / "claims.jsonl"
    return read_claims(normalise(read_text(path)), str(path)) if path.exists() else ()


def _row(claim: Claim, fields: Mapping[str, Any]) -> _Row:
    return _Row(claim, *(fields.get(key) for key in _BESIDE))


def _faults_beside(row: _Row) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words and the version of a claim."""
    name, place = f"claim '{row.claim.id}'", row.claim.place
    if row.words is not None and not _are_the_words(row.words, row.claim):
        cure = "leave the words as they were exported, or leave them out"
        yield Diagnostic("other-words", f"{name}: its words are not those of its anchor", cure, place)
    if row.version is not None and not (isinstance(row.version, str) and is_digest(row.version)):
        cure = "leave the version as it was exported, or leave it out"
        yield Diagnostic("bad-digest", f"{name}: this cannot be a version", cure, place)


def _are_the_words(found: Any, claim: Claim) -> bool:
    try:
        return isinstance(found, str) and digest(found) == claim.anchor.digest
    except UnicodeEncodeError:  # half a character
        return False


def _conflicts(rows: Iterable[_Row], stored: Mapping[str, Claim], overwrite: bool) -> Iterator[Diagnostic]:
    """Yield the claims that would take the place of others, where they must not."""
    versions = {_version(claim): claim.id for claim in stored.values()}
    for row in rows:
        claim, name = row.claim, f"claim '{row.claim.id}'"
        old = stored.get(claim.id)
        if old is None and row.version in versions:
            message = f"{name} was exported as '{versions[row.version]}', which is still there"
            cure = "give it its old id, or leave out its version to add it beside that one"
            yield Diagnostic("renamed-claim", message, cure, claim.place)
        if old is None or old == claim or _is_as_exported(row):
            continue
        if row.version not in (None, _version(old)):
            message = f"{name} was changed in the dossier since it was exported, and in this file too"
            cure = "export it again and change that, or leave out its version and use --replace"
            yield Diagnostic("changed-since", message, cure, claim.place)
        elif not overwrite:
            message = f"{name} is there already, and differs"
            cure = "use --replace to put it in the other's place, or give it another id and no version"
            yield Diagnostic("differing-claim", message, cure, claim.place)


def _reviews(rows: Iterable[_Row], file: str, claims: set[str], faults: list[Diagnostic]) -> Iterator[Review]:
    """Yield the reviews of all claims; note what is wrong with them, at the line of their claim."""
    for row in rows:
        listed = [] if row.reviews is None else row.reviews
        if not isinstance(listed, list):
            message = f"claim '{row.claim.id}': its reviews are not a list"
            cure = "leave the reviews as they were exported, or leave them out"
            faults.append(Diagnostic("wrong-type", message, cure, row.claim.place))
            continue
        sound = (one if isinstance(one, dict) and "claim" not in one else {"review": one} for one in listed)
        text = "\n".join(line_of({"claim": row.claim.id, **one}) for one in sound)
        try:
            yield from read_reviews(text, file, claims=claims)
        except InputError as error:
            place = Place(file, row.claim.place.line)
            faults.extend(replace(fault, place=place) for fault in error.diagnostics)
