"""What a new report brings: the claims that it proposes, and what those that were accepted change.

Nothing of this decides for a person. Claims that rules have read are *proposed* and count for nothing until
somebody accepts them; a new snapshot is only written where it is asked for.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..analysis.change import changed
from ..conflict.conflict import Conflict
from ..conflict.edits import Edit
from ..conflict.file import save_variant
from ..conflict.grammar import parse
from ..conflict.preferences import Line, Prioritised
from ..diagnostics import Diagnostic, Place
from ..errors import FileError, InputError
from ..evidence.claims import Claim, Kind, Stance, Status
from ..evidence.contradicting import contradicted
from ..evidence.library import refuse_shipped
from ..evidence.reading.claiming import as_claim, claim_id
from ..evidence.reading.lexicon import PRONOUNS
from ..evidence.reading.proposals import proposals
from ..evidence.reading.selection import chosen
from ..evidence.reports import Report
from ..evidence.writing import add_claims
from .change import Change, with_claims
from .chronology import Event, chronology
from .dossier import CitedClaim, Dossier
from .ledger import Condition, Met, condition_ledger

__all__ = [
    "Answered",
    "Proposed",
    "Spoken",
    "Update",
    "keep_snapshot",
    "propose",
    "proposed_claims",
    "spoken_of",
    "update",
]


@dataclass(frozen=True, slots=True)
class Proposed:
    """The claims that a report proposes.

    Attributes
    ----------
    claims
        Those that are not in the dossier yet.
    known
        How many more the dossier has already.
    strangers
        The names of speakers who are nobody of the dossier, so that no claim of theirs can be kept.
    """

    report: Report
    claims: tuple[Claim, ...]
    known: int
    strangers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A condition that is new, or that is now met otherwise; ``before`` is None for a new one."""

    condition: Condition
    before: Met | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of a party's list that speaks of the options of new claims and names none of them."""

    target: str
    line: Line
    claims: tuple[CitedClaim, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """What the accepted claims of some reports change.

    Attributes
    ----------
    before
        The name of the latest snapshot.
    name, now
        The name of the snapshot that would follow, and the conflict: the day of the reports, and where things
        stand after the acts that they tell of. The latest snapshot itself where neither differs.
    is_new
        Whether it would follow; else it is the latest one.
    change
        What differs between the two models.
    claims
        The accepted claims of the reports.
    events
        What they tell to have been said or done.
    conditions
        The conditions that are new or that are now met otherwise.
    contradictions
        The accepted claims that contradict earlier ones of the same speaker, with these.
    lines
        Lines that a person should look at, for the new claims speak of their options.
    waiting
        How many claims of the reports are still only proposed.
    """

    before: str
    name: str
    now: Conflict
    is_new: bool
    change: Change
    claims: tuple[CitedClaim, ...]
    events: tuple[Event, ...]
    conditions: tuple[Answered, ...]
    contradictions: tuple[tuple[CitedClaim, tuple[CitedClaim, ...]], ...]
    lines: tuple[Spoken, ...]
    waiting: int


def spoken_of(conflict: Conflict) -> Mapping[str, Sequence[str]]:
    """Return for each option of a conflict what it means and the words for it; nothing in graph form.

    >>> border = Conflict.from_options({"A": {"x": "Opens the border"}}, {"A": ["x"]})
    >>> spoken_of(border)
    {'A.x': ['Opens the border']}
    """
    return {
        ref: [option.name, *option.words]
        for dm in conflict.decision_makers
        for ref, option in zip(dm.refs, dm.options, strict=True)
    }


def propose(dossier: Dossier, folder: Path, reports: Iterable[str]) -> tuple[Proposed, ...]:
    """Add the claims that reports propose to the folder that a dossier was read from.

    Raises
    ------
    UnknownName
        If there is no such report.
    FileError
        If the text of a report is not at hand, or the claims cannot be written; nothing was added then.
    """
    found: list[Proposed] = []
    taken = {claim.id for claim in dossier.evidence.claims}
    for one in reports:
        found.append(proposed_claims(dossier, dossier.report(one), taken))
        taken.update(claim.id for claim in found[-1].claims)
    if new := [claim for one in found for claim in one.claims]:
        add_claims(folder, new)
    return tuple(found)


def proposed_claims(dossier: Dossier, report: Report, taken: Collection[str] = ()) -> Proposed:
    """Return the claims that rules read from a report and that the dossier does not have yet.

    No claim gets an id that the dossier has, nor one of ``taken``. A claim of the same speaker that
    shares half of the shorter anchor is taken for the same one, whatever has become of it: what was
    rejected once is not proposed again.

    Raises
    ------
    FileError
        If the text of the report is not at hand.
    """
    text = None if dossier.store is None else dossier.store.get(report.digest)
    if text is None:
        message = f"the text of {report.id} is not at hand"
        cure = "add it: detente add FILE --dossier DIR"
        raise FileError(Diagnostic("no-text", message, cure, Place(report.id)))
    evidence = dossier.evidence
    found = proposals(text, evidence.actors, report.dated)
    there = [claim for claim in evidence.claims if claim.report == report.id]
    used = {claim.id for claim in evidence.claims} | set(taken)
    new: list[Claim] = []
    known = 0
    for one in chosen([each for each in found if each.by is not None]):
        claim = as_claim(one, report, claim_id(one, one.by or "", used), actors=evidence.actors)
        if any(_same(claim, each) for each in there):
            known += 1
        else:
            new.append(claim)
            used.add(claim.id)
    named = (text[one.speaker.start : one.speaker.end] for one in found if one.by is None and one.speaker)
    strangers = dict.fromkeys(" ".join(words.split()) for words in named if _is_name(words))
    return Proposed(report, tuple(new), known, tuple(strangers))


def _is_name(words: str) -> bool:
    """Return whether words may be somebody's name: capitals, and perhaps *of* and *the* between them."""
    parts = words.split()
    plain = all(part[:1].isupper() or part in {"of", "the", "and", "de", "al"} for part in parts)
    return plain and words[:1].isupper() and words.casefold() not in PRONOUNS | {"this", "that", "these"}


def _same(claim: Claim, one: Claim) -> bool:
    first, second = claim.anchor, one.anchor
    shared = min(first.end, second.end) - max(first.start, second.start)
    return claim.by == one.by and 2 * shared >= min(first.end - first.start, second.end - second.start)


def update(dossier: Dossier, reports: Collection[str]) -> Update:
    """Return what the accepted claims of some reports change.

    The latest snapshot is held against the one that would follow from the reports: of their latest day, and
    with the options taken or left that an accepted claim of the kind *act* says its own side took or left. No
    line of any list is changed: what a party wants is for a person to say.

    Raises
    ------
    InputError
        If the conflict is in graph form or does not say where things stand, or if the acts lead to a state
        that the model rules out.
    """
    before, old = dossier.named()
    if old.status_quo is None or old.graph is not None:
        message = f"the conflict {before} does not say which options are taken"
        raise InputError(Diagnostic("no-status-quo", message, "add status_quo, in option form"))
    own = {id_: one for id_, one in dossier.claims.items() if one.claim.report in reports}
    accepted = tuple(one for one in own.values() if one.claim.status is Status.ACCEPTED)
    now = _after(dossier, old, accepted)
    is_new = now is not old
    name = _free_name(dossier, now) if is_new else before
    whole = (
        replace(dossier, conflicts=(*dossier.conflicts, (name, now)), fingerprint="") if is_new else dossier
    )
    return Update(
        before,
        name,
        now,
        is_new,
        with_claims(dossier, before, whole, name, changed(old, now)),
        accepted,
        _events(whole, now, accepted),
        tuple(_answered(_without(dossier, own), old, whole, now)),
        tuple(_contradictions(dossier, accepted)),
        tuple(_spoken(now, accepted)),
        sum(one.claim.status is Status.PROPOSED for one in own.values()),
    )


def keep_snapshot(folder: Path, found: Update) -> Path:
    """Write the snapshot that an update found as a new file that extends the latest one.

    Raises
    ------
    FileError
        If there is a file of that name, or the folder cannot be written to.
    ValueError
        If the update found none.
    """
    if not found.is_new:
        raise ValueError("the update has no new snapshot")
    refuse_shipped(folder)
    old = found.change.changed.before.status_quo_name
    edits = () if old == found.now.status_quo_name else (Edit.status_quo(_options(found.now)),)
    conflicts = folder / "conflicts"
    save_variant(conflicts, found.name, found.before, edits, title=found.now.title, as_of=found.now.as_of)
    return conflicts / f"{found.name}.yaml"


def _options(conflict: Conflict) -> list[str]:
    today = conflict.status_quo
    assert today is not None, "an update needs a status quo"
    return [ref for ref in conflict.space.refs if ref in today.options]


def _after(dossier: Dossier, old: Conflict, accepted: Iterable[CitedClaim]) -> Conflict:
    """Return the snapshot that follows from acts; the old one itself where nothing differs."""
    claims = sorted(accepted, key=lambda one: one.claim.said_on.latest)
    days = [one.report.dated.latest for one in claims]
    day = max([*days, *([old.as_of] if old.as_of else [])], default=None)
    assert old.status_quo is not None, "an update needs a status quo"
    taken = set(old.status_quo.options)
    for ref, stance in _acts(claims, old):
        (taken.add if stance is Stance.TAKEN else taken.discard)(ref)
    if day == old.as_of and taken == set(old.status_quo.options):
        return old
    moved = old if taken == set(old.status_quo.options) else _moved(old, sorted(taken))
    return replace(moved, as_of=day, title=dossier.evidence.title, history=None)


def _moved(old: Conflict, taken: list[str]) -> Conflict:
    """Return a conflict in which other options are taken."""
    try:
        return old.edited(Edit.status_quo(taken))
    except InputError as error:
        message = f"the accepted acts lead to a state that the model rules out: {', '.join(taken)}"
        cure = "look at what the claims say of these options, or at what cannot be in the model"
        raise InputError([Diagnostic("infeasible-acts", message, cure), *error.diagnostics]) from error


def _acts(claims: Iterable[CitedClaim], conflict: Conflict) -> Iterator[tuple[str, Stance]]:
    """Yield which options acts of their own side take or leave, the latest act last."""
    refs = set(conflict.space.refs)
    for one in claims:
        if one.claim.kind is Kind.ACT:
            for ref, stance in one.claim.about:
                if stance is not Stance.UNSAID and ref in refs and ref.partition(".")[0] in one.by.speaks_for:
                    yield ref, stance


def _free_name(dossier: Dossier, now: Conflict) -> str:
    first = str(now.as_of) if now.as_of else f"{dossier.named()[0]}-next"
    names = (first, *(f"{first}-{number}" for number in range(2, len(dossier.conflicts) + 3)))
    return next(name for name in names if name not in dossier.snapshots)


def _without(dossier: Dossier, claims: Collection[str]) -> Dossier:
    """Return the dossier as if some claims had never come."""
    kept = tuple(one for one in dossier.evidence.claims if one.id not in claims)
    return replace(dossier, evidence=replace(dossier.evidence, claims=kept), fingerprint="")


def _events(dossier: Dossier, now: Conflict, accepted: Iterable[CitedClaim]) -> tuple[Event, ...]:
    new = {one.claim.id for one in accepted}
    told = (
        (event, tuple(one for one in event.claims if one.claim.id in new))
        for event in chronology(dossier, now)
    )
    return tuple(replace(event, claims=claims) for event, claims in told if claims)


def _answered(before: Dossier, old: Conflict, after: Dossier, now: Conflict) -> Iterator[Answered]:
    """Yield the conditions that are new or that are met otherwise."""
    met = {one.claim.claim.id: one.met for one in condition_ledger(before, old)}
    for condition in condition_ledger(after, now):
        was = met.get(condition.claim.claim.id)
        if was is not condition.met:
            yield Answered(condition, was)


def _contradictions(
    dossier: Dossier, accepted: Iterable[CitedClaim]
) -> Iterator[tuple[CitedClaim, tuple[CitedClaim, ...]]]:
    citable = dossier.citable
    others = [one.claim for one in citable.values()]
    for one in accepted:
        if earlier := contradicted(one.claim, others):
            yield one, tuple(citable[claim.id] for claim in earlier)


def _spoken(conflict: Conflict, accepted: Sequence[CitedClaim]) -> Iterator[Spoken]:
    """Yield the lines that speak of an option of a claim and do not name the claim."""
    for dm, preference in zip(conflict.decision_makers, conflict.preference_list, strict=True):
        for line in preference.lines if isinstance(preference, Prioritised) else ():
            refs = {ref for statement in line.statements for ref in statement.refs()}
            named = {*line.because, *line.against}
            claims = tuple(
                one
                for one in accepted
                if one.claim.id not in named and dm.id in one.by.speaks_for and refs & _refs(one, conflict)
            )
            if claims:
                yield Spoken(dm.id, line, claims)


def _refs(cited: CitedClaim, conflict: Conflict) -> frozenset[str]:
    """Return the options of which a claim speaks."""
    claim = cited.claim
    found = {ref for ref, _ in claim.about}
    for text in (claim.condition, claim.consequence):
        if text is not None:
            with contextlib.suppress(InputError):  # it speaks of options that this snapshot does not have
                found |= set(parse(text, conflict.option_ids).refs())
    return frozenset(found)
