"""Claims and reviews written to the files of a dossier: one line each, and nothing else is touched."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Place
from ..errors import FileError
from ..files.dates import Interval
from ..files.disk import read_text, write_whole
from ..files.locks import alone
from .claims import Claim
from .library import refuse_shipped
from .reviews import Review

__all__ = [
    "add_claims",
    "add_reviews",
    "change_claim",
    "claim_fields",
    "claim_line",
    "line_of",
    "review_fields",
    "take_back",
    "whole_fields",
]


def claim_fields(claim: Claim) -> dict[str, Any]:
    """Return a claim as ``claims.jsonl`` holds it; what it does not say is left out.

    Examples
    --------
    >>> import datetime
    >>> from .anchors import Anchor
    >>> from .claims import Kind, Status
    >>> day = Interval.on(datetime.date(2025, 2, 4))
    >>> claim = Claim("thaw", "ann", None, (), Kind.OFFER, "Talks.", None, None, (), day, "gazette",
    ...     Anchor.of("Ann offers talks.", 0, 9), "B2", Status.PROPOSED)
    >>> claim_line(claim)[:63]
    '{"id": "thaw", "by": "ann", "kind": "offer", "says": "Talks.", '
    """
    return {key: value for key, value in whole_fields(claim).items() if value not in (None, [], {})}


def whole_fields(claim: Claim) -> dict[str, Any]:
    """Return a claim with every key that ``claims.jsonl`` knows; None or nothing where it does not say it."""
    return {
        "id": claim.id,
        "by": claim.by,
        "to": claim.to,
        "via": list(claim.via),
        "kind": claim.kind.value,
        "says": claim.says,
        "if": claim.condition,
        "then": claim.consequence,
        "about": {option: stance.value for option, stance in claim.about},
        "said_on": _days(claim.said_on),
        "due": None if claim.due is None else _days(claim.due),
        "report": claim.report,
        "anchor": {"start": claim.anchor.start, "end": claim.anchor.end, "digest": claim.anchor.digest},
        "grade": claim.grade,
        "status": claim.status.value,
    }


def claim_line(claim: Claim) -> str:
    """Return the line of a claim."""
    return line_of(claim_fields(claim))


def review_fields(review: Review) -> dict[str, Any]:
    """Return a review as ``reviews.jsonl`` holds it.

    Examples
    --------
    >>> import datetime
    >>> from .claims import Status
    >>> line_of(review_fields(Review("thaw", Status.REJECTED, "Ann", datetime.date(2025, 2, 5))))
    '{"claim": "thaw", "status": "rejected", "by": "Ann", "on": "2025-02-05"}'
    """
    fields = {
        "claim": review.claim,
        "status": review.status.value,
        "by": review.by,
        "on": review.on.isoformat(),
    }
    return {**fields, "note": review.note} if review.note else fields


def line_of(fields: dict[str, Any]) -> str:
    """Return one line of JSON."""
    return json.dumps(fields, ensure_ascii=False)


def add_claims(folder: Path, claims: Iterable[Claim], replacing: Iterable[Claim] = ()) -> None:
    """Add claims to ``claims.jsonl``, and put others in the place of those of the same id; all or nothing.

    Raises
    ------
    FileError
        If the file cannot be written, or belongs to a shipped dossier.
    """
    path = folder / "claims.jsonl"
    refuse_shipped(path)
    new = list(claims)
    with alone(path):
        text = read_text(path) if path.exists() else ""
        if clash := sorted(_ids(text) & {claim.id for claim in new}):
            message = f"somebody else added a claim '{clash[0]}' meanwhile; nothing was added"
            raise FileError(Diagnostic("changed-since", message, "do it again", Place(str(path))))
        for claim in replacing:
            text, _ = _changed(text, claim.id, functools.partial(_instead, claim))
        added = "".join(f"{claim_line(claim)}\n" for claim in new)
        write_whole(path, (_closed(text) + added).encode())


def change_claim(folder: Path, claim_id: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    """Change the line of a claim in ``claims.jsonl``, and return the line that stood there.

    Raises
    ------
    FileError
        If the file cannot be written, or belongs to a shipped dossier.
    KeyError
        If the claim is not there.
    """
    path = folder / "claims.jsonl"
    refuse_shipped(path)
    with alone(path):
        text, before = _changed(read_text(path), claim_id, change)
        write_whole(path, text.encode())
    return before


def add_reviews(folder: Path, reviews: Iterable[Review]) -> bytes:
    """Add reviews to the end of ``reviews.jsonl``, force them to the disk, and return what was added.

    Raises
    ------
    FileError
        If the file cannot be written, or belongs to a shipped dossier.
    """
    path = folder / "reviews.jsonl"
    refuse_shipped(path)
    data = "".join(f"{line_of(review_fields(review))}\n" for review in reviews).encode()
    try:
        with path.open("a+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            if size:
                stream.seek(size - 1)
                data = data if stream.read(1) == b"\n" else b"\n" + data
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise _trouble(path, error) from error
    return data


def take_back(folder: Path, added: bytes) -> None:
    """Take back what :func:`add_reviews` added last; nothing else of the file is touched.

    Raises
    ------
    FileError
        If something else was added since, or the file cannot be written.
    """
    path = folder / "reviews.jsonl"
    try:
        with path.open("r+b") as stream:
            start = max(0, stream.seek(0, os.SEEK_END) - len(added))
            stream.seek(start)
            if stream.read() != added:
                message = "cannot undo: other reviews were added to this file since"
                cure = "review the claim again: the latest review of a claim decides"
                raise FileError(Diagnostic("reviewed-since", message, cure, Place(str(path))))
            stream.truncate(start)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise _trouble(path, error) from error


def _changed(text: str, claim_id: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> tuple[str, str]:
    """Return a text with the line of a claim changed, and that line; the text is a sound ``claims.jsonl``."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        bare = line.lstrip("\ufeff").rstrip("\r")
        fields = json.loads(bare) if bare.strip() else {}
        if fields.get("id") == claim_id:
            lines[place] = line.replace(bare, line_of(change(fields)))
            return "\n".join(lines), bare
    raise KeyError(claim_id)


def _ids(text: str) -> set[str]:
    lines = (line.lstrip("\ufeff").strip() for line in text.split("\n"))
    return {json.loads(line).get("id") for line in lines if line}


def _instead(claim: Claim, _: dict[str, Any]) -> dict[str, Any]:
    return claim_fields(claim)


def _closed(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _days(days: Interval) -> str | dict[str, str]:
    if days.is_one_day:
        return days.earliest.isoformat()
    return {"earliest": days.earliest.isoformat(), "latest": days.latest.isoformat()}


def _trouble(path: Path, error: OSError) -> FileError:
    message = f"cannot write this file: {error.strerror or error}"
    cure = "make room, or get leave to write there"
    return FileError(Diagnostic("unwritable-file", message, cure, Place(str(path))))
