"""Deciding on proposed claims, one after the other, with a way back.

Each decision is on the disk before the next claim is shown. *Undo* takes back the last thing that this
session did: the line that it added to ``reviews.jsonl``, which nobody has built on yet, or its change of a
claim. What others have done is never touched.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Place
from ..errors import FileError, InputError
from .anchors import words
from .choices import Choice, choices
from .claims import Claim, Status, condition_faults, read_claims
from .contradicting import contradicted
from .folder import Evidence, read_evidence
from .library import TextStore, refuse_shipped
from .reports import Report
from .reviews import Review
from .writing import add_reviews, change_claim, line_of, take_back

__all__ = ["EDITABLE", "Proposal", "ReviewSession", "Reviewed", "changes_of"]

EDITABLE = ("by", "to", "via", "kind", "says", "if", "then", "about", "said_on", "due", "grade")
"""The keys of a claim that a reviewer may change: all but its name, its place and its status."""

_AROUND = 200
"""So many code points are shown before and after the words."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim to decide on.

    Attributes
    ----------
    claim, report
        The claim, and the report that it was taken from.
    names
        The names of the actors that the claim names, by id.
    before, words, after
        The words of the report with what stands around them; ``words`` is None where the text is not at hand
        or does not hold them.
    choices
        What it may speak of, the best guess first; options that it names are not among them.
    earlier
        The earlier claims of the same speaker that it contradicts, the latest first.
    """

    claim: Claim
    report: Report
    names: Mapping[str, str]
    before: str
    words: str | None
    after: str
    choices: tuple[Choice, ...]
    earlier: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a person did in a session: the ids of the claims, and those that are still proposed."""

    by: str
    accepted: tuple[str, ...]
    rejected: tuple[str, ...]
    edited: tuple[str, ...]
    left: tuple[str, ...]


@dataclass
class ReviewSession:
    r"""A session in which one person reviews the proposed claims of a dossier.

    Parameters
    ----------
    folder, store
        The dossier, and the texts at hand.
    by, on
        The person, and the day.
    options
        For each option of the model, as statements name it, what it means and the words for it.
    reports
        The ids of the reports whose claims are to be decided; None for all.

    Raises
    ------
    InputError
        If the dossier has faults.
    FileError
        If it is one that comes with detente.

    Examples
    --------
    >>> import tempfile
    >>> from ..files.disk import write_whole
    >>> from .anchors import Anchor
    >>> from .texts import digest
    >>> with tempfile.TemporaryDirectory() as place:
    ...     folder, text = Path(place), "Ann offers talks."
    ...     store = TextStore(folder)
    ...     report = f"g: {{outlet: G, title: T, dated: 2025-02-04, language: en, digest: {store.add(text)}}}"
    ...     anchor = f'{{"start": 0, "end": 10, "digest": "{digest(text[:10])}"}}'
    ...     claim = ('{"id": "thaw", "by": "ann", "kind": "offer", "says": "Talks.", "said_on": "2025-02-04",'
    ...         f' "report": "g", "anchor": {anchor}, "grade": "B2", "status": "proposed"}}')
    ...     header = b"detente: 1\ntitle: T\npeople: {ann: {name: Ann}}"
    ...     for name, data in {"dossier.yaml": header, "reports.yaml": report.encode(),
    ...             "claims.jsonl": claim.encode()}.items():
    ...         write_whole(folder / name, data)
    ...     session = ReviewSession(folder, store, "Ines", datetime.date(2025, 2, 5))
    ...     print(session.proposed, session.proposal("thaw").words)
    ...     session.decide("thaw", Status.ACCEPTED)
    ...     print(session.proposed, session.undo(), session.proposed)
    ('thaw',) Ann offers
    () thaw ('thaw',)
    """

    folder: Path
    store: TextStore
    by: str
    on: datetime.date
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reports: Collection[str] | None = None
    evidence: Evidence = field(init=False)
    edited: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)
    _done: list[tuple[str, bytes | tuple[str, str]]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        refuse_shipped(self.folder)
        self.evidence = read_evidence(self.folder)

    @property
    def proposed(self) -> tuple[str, ...]:
        """The ids of the claims that are still to be decided, in the order of the file."""
        return tuple(
            claim.id
            for claim in self.evidence.claims
            if claim.status is Status.PROPOSED and (self.reports is None or claim.report in self.reports)
        )

    @property
    def can_undo(self) -> bool:
        """Whether this session has done something that was not taken back."""
        return bool(self._done)

    def proposal(self, claim_id: str) -> Proposal:
        """Return a claim with what a person needs to decide on it."""
        claim = self._claim(claim_id)
        report = next(one for one in self.evidence.reports if one.id == claim.report)
        names = {actor.id: actor.name for actor in self.evidence.actors}
        text = self.store.get(report.digest)
        found = words(claim.anchor, text)
        start, end = claim.anchor.start, claim.anchor.end
        shown = text if text is not None and found is not None else ""
        return Proposal(
            claim,
            report,
            names,
            shown[max(0, start - _AROUND) : start],
            found,
            shown[end : end + _AROUND],
            self._choices(claim, found or claim.says),
            contradicted(claim, self.evidence.claims),
        )

    def _choices(self, claim: Claim, told: str) -> tuple[Choice, ...]:
        own = next(one.speaks_for for one in self.evidence.actors if one.id == claim.by)
        return choices(claim, told, self.options, own, self.evidence.claims)

    def decide(self, claim_id: str, status: Status, note: str = "") -> None:
        """Accept or reject a claim; what was edited in this session is noted with it.

        Raises
        ------
        InputError
            If a condition is to be accepted that does not say what is asked for.
        FileError
            If somebody else changed or decided the claim meanwhile, which is then known to this session, or
            the review cannot be written.
        """
        known = self._claim(claim_id)
        if status is Status.ACCEPTED and (faults := list(condition_faults(known))):
            raise InputError(faults)
        self.evidence = read_evidence(self.folder)
        if self._claim(claim_id) != known:
            raise self._changed_since()
        if claim_id in self.edited:
            changed = f"edited: {', '.join(self.edited[claim_id])}"
            note = f"{changed}; {note}" if note else changed
        review = Review(claim_id, status, self.by, self.on, note)
        self._done.append((claim_id, add_reviews(self.folder, [review])))
        self.evidence = read_evidence(self.folder)

    def edit(self, claim_id: str, changes: Mapping[str, Any]) -> None:
        """Change keys of a claim, such as ``if`` and ``then`` together; None takes a key away.

        Raises
        ------
        InputError
            If there is no such key, or the claim would have faults; nothing was changed then.
        FileError
            If the claim was changed by somebody else meanwhile, or the file cannot be written.
        """
        if wrong := [key for key in changes if key not in EDITABLE]:
            message = f"a review cannot change '{wrong[0]}' of a claim"
            raise InputError(Diagnostic("unknown-key", message, f"there is: {', '.join(EDITABLE)}"))
        known = self._claim(claim_id)

        def change(fields: dict[str, Any]) -> dict[str, Any]:
            there = self._read(line_of(fields))
            if replace(there, status=known.status) != known:  # a review may have given it another status
                self.evidence = read_evidence(self.folder)
                raise self._changed_since()
            changed = {key: value for key, value in {**fields, **changes}.items() if value is not None}
            self._read(line_of(changed))
            after.append(line_of(changed))
            return changed

        after: list[str] = []
        before = change_claim(self.folder, claim_id, change)
        self._done.append((claim_id, (before, after[0])))
        self.edited[claim_id] = tuple(dict.fromkeys((*self.edited.get(claim_id, ()), *changes)))
        self.evidence = read_evidence(self.folder)

    def undo(self) -> str | None:
        """Take back the last decision or edit of this session; return its claim, or None if there is none.

        Raises
        ------
        FileError
            If somebody else has added reviews or changed the claim since.
        """
        if not self._done:
            return None
        claim_id, what = self._done[-1]
        if isinstance(what, bytes):
            take_back(self.folder, what)
        else:
            before, after = what

            def restore(fields: dict[str, Any]) -> dict[str, Any]:
                if line_of(fields) != after:
                    raise self._changed_since()
                return dict(json.loads(before))

            change_claim(self.folder, claim_id, restore)
            if not any(one == claim_id and isinstance(rest, tuple) for one, rest in self._done[:-1]):
                del self.edited[claim_id]
        self._done.pop()
        self.evidence = read_evidence(self.folder)
        return claim_id

    def _claim(self, claim_id: str) -> Claim:
        found = next((claim for claim in self.evidence.claims if claim.id == claim_id), None)
        if found is None:
            raise self._changed_since()
        return found

    def _read(self, line: str) -> Claim:
        """Read the line of a claim as the dossier would."""
        actors = [actor.id for actor in self.evidence.actors]
        reports = [report.id for report in self.evidence.reports]
        (claim,) = read_claims(line, str(self.folder / "claims.jsonl"), actors=actors, reports=reports)
        return claim

    def _changed_since(self) -> FileError:
        message = "this claim was changed or decided by somebody else meanwhile"
        path = Place(str(self.folder / "claims.jsonl"))
        return FileError(Diagnostic("changed-since", message, "look at it again", path))


def changes_of(line: str) -> dict[str, Any]:
    """Return the changes that a line writes: ``KEY: VALUE``, or a JSON object of several keys.

    A value that starts like a list or an object is JSON; none, or ``null``, takes the key away.

    Raises
    ------
    InputError
        If what looks like JSON is none.

    Examples
    --------
    >>> changes_of("says: She offers talks: at once.")
    {'says': 'She offers talks: at once.'}
    >>> changes_of('about: {"A.talk": "taken"}'), changes_of('{"if": "A.x", "then": "B.y"}')
    ({'about': {'A.talk': 'taken'}}, {'if': 'A.x', 'then': 'B.y'})
    >>> changes_of("to:")
    {'to': None}
    """
    key, _, text = ("", "", line) if line.startswith("{") else (part.strip() for part in line.partition(":"))
    try:
        value = json.loads(text) if text.startswith(("{", "[")) else text
    except ValueError as error:
        raise InputError(Diagnostic("json-syntax", f"this is not JSON: {error}", "mend it")) from error
    if not key and isinstance(value, dict):
        return value
    return {key: None if value in ("", "null") else value}
