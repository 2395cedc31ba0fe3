"""``claims.jsonl``: who says or does what to whom, on what condition, and where that stands.

One claim is one line of JSON, so that a change of one claim is a change of one line. A claim has one
speaker: what two say together is two claims with the same anchor.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from ..diagnostics import NOWHERE, Diagnostic, Place
from ..errors import InputError
from ..files.dates import Interval
from ..files.formats import parse_json_lines
from ..files.records import Node, Record
from .anchors import Anchor
from .texts import is_digest

__all__ = ["Claim", "Kind", "Stance", "Status", "condition_faults", "read_claims"]

_REQUIRED = ("id", "by", "kind", "says", "said_on", "report", "anchor", "grade", "status")
_OPTIONAL = ("to", "via", "if", "then", "about", "due")
_GRADE = re.compile(r"[A-F][1-6]")
_OPTION = re.compile(r"[A-Za-z_]\w*\.[A-Za-z_]\w*")


class Kind(enum.Enum):
    """In which way something is said or done."""

    OFFER = "offer"
    DEMAND = "demand"
    REFUSAL = "refusal"
    CONDITION = "condition"
    ACT = "act"
    SILENCE = "silence"
    DENIAL = "denial"
    PRAISE = "praise"
    CRITICISM = "criticism"
    ASSESSMENT = "assessment"
    FORECAST = "forecast"


class Stance(enum.Enum):
    """What a claim says of an option: how it stands or would stand if things went as the claim has it."""

    TAKEN = "taken"
    DROPPED = "dropped"
    UNSAID = "unsaid"


class Status(enum.Enum):
    """Whether an analyst has judged the claim to say what its words say."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says or does what, in our own words, and the place in a report where that stands.

    Parameters
    ----------
    id
        How conflicts call it under ``because``.
    by, to, via
        Actors: who says or does it; to or about whom; and the channels that the report names, nearest to
        the speaker first.
    kind
        An offer, a demand, a silence, …
    says
        What is said or done, in our own words.
    condition, consequence
        ``if`` and ``then``: statements over options, as in a conflict file; None when there are none.
    about
        The options that it speaks of, each with what it says of it.
    said_on
        When it was said or done.
    report, anchor
        The report and the span of its text from which the claim was taken.
    grade
        Admiralty: how reliable the source is (A to F), how credible the claim (1 to 6).
    status
        Proposed, accepted or rejected.
    due
        For a forecast: by when it has come true or failed; None where no day is named.
    place
        Where it was read; it is no part of what a claim says, so that equal claims may stand in two places.
    """

    id: str
    by: str
    to: str | None
    via: tuple[str, ...]
    kind: Kind
    says: str
    condition: str | None
    consequence: str | None
    about: tuple[tuple[str, Stance], ...]
    said_on: Interval
    report: str
    anchor: Anchor
    grade: str
    status: Status
    due: Interval | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


def read_claims(
    text: str,
    file: str = "claims.jsonl",
    *,
    actors: Collection[str] | None = None,
    reports: Collection[str] | None = None,
    beside: Collection[str] = (),
) -> tuple[Claim, ...]:
    """Return the claims of a ``claims.jsonl``, in the order of the file.

    Parameters
    ----------
    text
        The file's text; empty lines are passed over.
    file
        Its name, for the diagnostics.
    actors, reports
        The ids that there are; None when they are not known, and then they are not checked.
    beside
        Keys that may stand beside those of a claim; they are passed over.

    Raises
    ------
    InputError
        With all the faults of the file at once, each with its line.

    Examples
    --------
    >>> line = (
    ...     '{"id": "thaw", "by": "ann", "kind": "offer", "says": "Ann offers talks.", "report": "gazette",'
    ...     ' "said_on": "2025-02-04", "about": {"A.talk": "taken"}, "grade": "B2", "status": "accepted",'
    ...     f' "anchor": {{"start": 0, "end": 9, "digest": "{"0" * 64}"}}}}'
    ... )
    >>> claim, = read_claims(line)
    >>> claim.by, claim.kind, claim.about
    ('ann', <Kind.OFFER: 'offer'>, (('A.talk', <Stance.TAKEN: 'taken'>),))
    """
    faults: list[Diagnostic] = []
    found: list[Claim] = []
    lines: dict[str, int | None] = {}
    for node in parse_json_lines(text, file, faults):
        record = _open(node, faults)
        record.only(_REQUIRED, (*_OPTIONAL, *beside))
        claim = _claim(record)
        _check_names(record, claim, actors, reports)
        _check_unique(record, lines)
        found.append(claim)
    if faults:
        raise InputError(faults)
    return tuple(found)


def _open(node: Node, faults: list[Diagnostic]) -> Record:
    entry = node.value.get("id") if isinstance(node.value, dict) else None
    claim_id = entry[1].value if entry else None
    return Record(node, f"claim '{claim_id}'" if isinstance(claim_id, str) else "this claim", faults)


def _claim(record: Record) -> Claim:
    """Read a claim; where a fault was noted, a stand-in takes the place of the value."""
    claim = Claim(
        id=record.identifier("id"),
        by=record.text("by"),
        to=record.optional_text("to"),
        via=record.texts("via"),
        kind=record.choice("kind", Kind),
        says=record.text("says"),
        condition=record.optional_text("if"),
        consequence=record.optional_text("then"),
        about=_about(record),
        said_on=record.interval("said_on"),
        report=record.text("report"),
        anchor=_anchor(record),
        grade=record.text("grade"),
        status=record.choice("status", Status),
        due=record.interval("due") if record.has_value("due") else None,
        place=record.place,
    )
    if claim.grade and not _GRADE.fullmatch(claim.grade):
        cure = "write a letter A-F and a digit 1-6, such as B2"
        record.fault("bad-grade", f"{record.name}: '{claim.grade}' is no Admiralty grade", cure)
    _check_condition(record, claim)
    _check_due(record, claim)
    return claim


def _anchor(record: Record) -> Anchor:
    if "anchor" not in record:
        return Anchor(0, 0, "")
    inner = record.record("anchor", f"'anchor' of {record.name}")
    inner.only(["start", "end", "digest"])
    anchor = Anchor(inner.number("start"), inner.number("end"), inner.text("digest"))
    if inner.sound and not 0 <= anchor.start < anchor.end:
        message = f"{record.name}: {anchor.start}:{anchor.end} is no span"
        inner.fault("bad-anchor", message, "start counts from 0 and comes before end")
    if anchor.digest and not is_digest(anchor.digest):
        cure = "write the SHA-256 of the span's words: 64 digits of 0-9 and a-f"
        inner.fault("bad-digest", f"{inner.name}: this cannot be a digest", cure)
    return anchor


def _about(record: Record) -> tuple[tuple[str, Stance], ...]:
    inner = record.record("about", f"'about' of {record.name}")
    for option in inner:
        if not _OPTION.fullmatch(option):
            cure = "write the decision maker, a dot and the option, such as US.invite"
            inner.fault("bad-option", f"{inner.name}: '{option}' cannot be an option", cure)
    return tuple((option, inner.choice(option, Stance, "stance")) for option in inner)


def _check_condition(record: Record, claim: Claim) -> None:
    if (claim.condition is None) != (claim.consequence is None):
        message = f"{record.name} has one of 'if' and 'then' without the other"
        record.fault("half-condition", message, "write both, or neither")
    elif claim.status is not Status.PROPOSED:
        record.faults.extend(condition_faults(claim))


def condition_faults(claim: Claim) -> Iterator[Diagnostic]:
    """Yield what keeps a condition from being accepted: it does not say what is asked for.

    One that is only proposed may leave that open, for rules that read a text cannot write statements.
    """
    if claim.kind is Kind.CONDITION and claim.condition is None:
        message = f"claim '{claim.id}' is a condition without 'if' and 'then'"
        cure = "say under 'if' what is asked for and under 'then' what follows"
        yield Diagnostic("half-condition", message, cure, claim.place)


def _check_due(record: Record, claim: Claim) -> None:
    if claim.due is None or not record.sound:
        return
    if claim.kind is not Kind.FORECAST:
        message = f"{record.name} has a day when it is due, and is no forecast"
        record.fault("idle-due", message, "leave 'due' out, or make it a forecast", "due")
    elif claim.due.latest < claim.said_on.earliest:
        message = f"{record.name} is due on {claim.due}, before it was said on {claim.said_on}"
        record.fault("bad-due", message, "mend 'due' or 'said_on'", "due")


def _check_names(
    record: Record, claim: Claim, actors: Collection[str] | None, reports: Collection[str] | None
) -> None:
    if actors is not None:
        for actor in (claim.by, claim.to, *claim.via):
            if actor and actor not in actors:
                record.unknown(actor, "actor", actors)
    if reports is not None and claim.report and claim.report not in reports:
        record.unknown(claim.report, "report", reports, "report")


def _check_unique(record: Record, lines: dict[str, int | None]) -> None:
    claim_id = record.peek("id")
    if claim_id is None:
        return
    if claim_id in lines:
        message = f"{record.name} stands on line {lines[claim_id]} and again on line {record.place.line}"
        record.fault("duplicate-id", message, "give one of them another id, or drop it")
    lines.setdefault(claim_id, record.place.line)
