"""``reviews.jsonl``: who accepted or rejected which claim, and when. Lines are only ever added to it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..diagnostics import Diagnostic
from ..errors import InputError
from ..files.formats import parse_json_lines
from ..files.records import NO_DATE, Record
from .claims import Status

__all__ = ["Review", "decided", "read_reviews"]


@dataclass(frozen=True, slots=True)
class Review:
    """A person's judgement of a claim.

    Parameters
    ----------
    claim
        The id of the claim.
    status
        Accepted or rejected.
    by
        The name of the person.
    on
        The day.
    note
        Why; empty where nothing was noted.
    """

    claim: str
    status: Status
    by: str
    on: datetime.date
    note: str = ""


def read_reviews(
    text: str, file: str = "reviews.jsonl", *, claims: Collection[str] | None = None
) -> tuple[Review, ...]:
    """Return the reviews of a ``reviews.jsonl``, in the order of the file.

    Parameters
    ----------
    text
        The file's text; empty lines are passed over.
    file
        Its name, for the diagnostics.
    claims
        The ids of the claims that there are; None when they are not known, and then they are not checked.

    Raises
    ------
    InputError
        With all the faults of the file at once, each with its line.

    Examples
    --------
    >>> line = '{"claim": "thaw", "status": "rejected", "by": "Ann", "on": "2025-02-05", "note": "a guess"}'
    >>> review, = read_reviews(line)
    >>> review.claim, review.status, review.note
    ('thaw', <Status.REJECTED: 'rejected'>, 'a guess')
    """
    faults: list[Diagnostic] = []
    known = None if claims is None else frozenset(claims)
    nodes = parse_json_lines(text, file, faults)
    reviews = tuple(_review(Record(node, "this review", faults), known) for node in nodes)
    if faults:
        cure = "write one review a line, keys and texts in double quotes"
        raise InputError(replace(one, cure=cure) if one.code == "json-syntax" else one for one in faults)
    return reviews


def decided(reviews: Iterable[Review]) -> Mapping[str, Review]:
    """Return the latest review of each claim, by the claim's id.

    The later day counts; of two reviews of one day, the one that stands further down.

    Examples
    --------
    >>> day = datetime.date(2025, 2, 5)
    >>> first = Review("thaw", Status.ACCEPTED, "Ann", day)
    >>> second = Review("thaw", Status.REJECTED, "Bob", day)
    >>> decided([first, second])["thaw"].by
    'Bob'
    """
    latest: dict[str, Review] = {}
    for review in reviews:
        if review.claim not in latest or latest[review.claim].on <= review.on:
            latest[review.claim] = review
    return MappingProxyType(latest)


def _review(record: Record, claims: Collection[str] | None) -> Review:
    """Read a review; where a fault was noted, a stand-in takes the place of the value."""
    record.only(["claim", "status", "by", "on"], ["note"])
    day = record.interval("on")
    review = Review(
        claim=record.text("claim"),
        status=record.choice("status", Status),
        by=record.text("by"),
        on=day.earliest,
        note=record.optional_text("note") or "",
    )
    if not record.sound:
        return review
    if review.status is Status.PROPOSED:
        message = f"{record.name} of '{review.claim}' decides nothing: it says 'proposed'"
        record.fault("undecided-review", message, "write accepted or rejected", "status")
    if day == NO_DATE or not day.is_one_day:
        message = f"{record.name} of '{review.claim}' does not name one day"
        record.fault("bad-date", message, "write year-month-day, such as 2025-02-04", "on")
    if claims is not None and review.claim not in claims:
        record.unknown(review.claim, "claim", claims, "claim")
    return review
