"""A dossier: the evidence on a standoff and its dated conflicts, one folder."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ..conflict import file
from ..conflict.conflict import Conflict
from ..conflict.options import closest
from ..conflict.preferences import Line, Prioritised
from ..conflict.writing import rendered
from ..diagnostics import Diagnostic, Place, Severity
from ..errors import InputError, UnknownName
from ..evidence.actors import Actor
from ..evidence.anchors import AnchorState, words
from ..evidence.claims import Claim, Status
from ..evidence.folder import Evidence, read_evidence
from ..evidence.library import TextStore, library_folder
from ..evidence.reports import Report
from ..evidence.verification import verify_claims
from .observations import Observation, read_observed

__all__ = [
    "CitedClaim",
    "Dossier",
    "bare",
    "fingerprint_of",
    "is_dossier",
    "load",
    "load_readable",
    "snapshot_names",
]


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim with who says it, where, and whether its words were found there.

    Attributes
    ----------
    state
        Verified, text not at hand, or text differs.
    words
        The words of the report, when they are verified.
    """

    claim: Claim
    by: Actor
    via: tuple[Actor, ...]
    report: Report
    state: AnchorState
    words: str | None

    def known_on(self, day: date | None) -> bool:
        """Return whether the report may have been out by a day; without a day everything is known."""
        return day is None or self.report.dated.earliest <= day


@dataclass(frozen=True)
class Dossier:
    """The evidence on a standoff and its dated conflicts.

    Parameters
    ----------
    evidence
        Title, actors, reports and claims.
    conflicts
        Names and conflicts, the oldest first.
    store
        The texts at hand; None for a conflict file on its own.
    observations
        What was seen to happen, the oldest first.
    fingerprint
        A digest of all that the dossier was read from, so that answers can be kept; empty where it was not
        read from files.
    """

    evidence: Evidence
    conflicts: tuple[tuple[str, Conflict], ...]
    store: TextStore | None = None
    observations: tuple[Observation, ...] = ()
    fingerprint: str = field(default="", compare=False)

    @property
    def snapshots(self) -> Mapping[str, Conflict]:
        """The conflicts by name, the oldest first."""
        return MappingProxyType(dict(self.conflicts))

    @property
    def timeline(self) -> tuple[tuple[str, Conflict], ...]:
        """The conflicts that follow each other in time; rival readings of one are not among them."""
        return tuple(pair for pair in self.conflicts if not pair[1].alternative_of)

    def rivals_of(self, snapshot: str) -> tuple[tuple[str, Conflict], ...]:
        """Return the rival readings of a snapshot, with their names."""
        return tuple(pair for pair in self.conflicts if pair[1].alternative_of == snapshot)

    def named(self, snapshot: str | None = None) -> tuple[str, Conflict]:
        """Return a snapshot with its name; the latest one by default, rival readings left aside.

        Raises
        ------
        UnknownName
            If there is none of that name.
        """
        if snapshot is None:
            return self.timeline[-1]
        if snapshot not in self.snapshots:
            message = f"the dossier has no conflict {snapshot}"
            raise UnknownName(Diagnostic("unknown-conflict", message, closest(snapshot, self.snapshots)))
        return snapshot, self.snapshots[snapshot]

    @property
    def citable(self) -> Mapping[str, CitedClaim]:
        """The claims that answers may cite: all but the rejected ones."""
        kept = {id_: one for id_, one in self.claims.items() if one.claim.status is not Status.REJECTED}
        return MappingProxyType(kept)

    def known_on(self, day: date | None) -> tuple[CitedClaim, ...]:
        """Return the claims that answers for a day may cite, in the order of the dossier.

        A report of a later day does not count, even where it tells of an earlier one. Without a day all do.
        """
        return tuple(cited for cited in self.citable.values() if cited.known_on(day))

    def told_of(self, day: date | None) -> tuple[CitedClaim, ...]:
        """Return the claims of the reports that tell of a day: an older one tells of another day.

        These are the reports whose dates take in the day, or else the latest before it.
        """
        known = self.known_on(day)
        if day is None:
            return known
        of_the_day = tuple(cited for cited in known if cited.report.dated.latest >= day)
        latest = max((cited.report.dated.latest for cited in known), default=day)
        return of_the_day or tuple(cited for cited in known if cited.report.dated.latest == latest)

    @functools.cached_property
    def claims(self) -> Mapping[str, CitedClaim]:
        """All claims by id, each verified against the text of its report."""
        actors = {actor.id: actor for actor in self.evidence.actors}
        reports = {report.id: report for report in self.evidence.reports}
        states = verify_claims(self.evidence.claims, self.evidence.reports, self.store) if self.store else ()
        texts = {id_: self.store.get(report.digest) for id_, report in reports.items()} if self.store else {}
        return MappingProxyType(
            {
                claim.id: CitedClaim(
                    claim,
                    actors[claim.by],
                    tuple(actors[one] for one in claim.via),
                    reports[claim.report],
                    state,
                    words(claim.anchor, texts[claim.report]),
                )
                for claim, state in states
            }
        )

    def unresolved(self) -> tuple[Diagnostic, ...]:
        """Return a warning for each claim of a line or an observation that is not there, or was rejected."""
        found: list[Diagnostic] = []
        for name, conflict in self.conflicts:
            place = Place(f"conflict {name}")
            for line in lines_of(conflict):
                found += self._claim_faults(f"the line {line}", (*line.because, *line.against), place)
            for dm, preference in conflict.preferences.items():
                if not isinstance(preference, Prioritised):
                    found += self._claim_faults(f"what {dm} prefers", preference.because, place)
            for outcome in conflict.outcome_list:
                named = (*outcome.because, *outcome.against)
                found += self._claim_faults(f"the outcome {outcome.id}", named, place)
            for reached, edits in conflict.after.items():
                for edit in edits:
                    named = (*edit.because, *edit.against)
                    found += self._claim_faults(f"what changes after {reached}", named, place)
        for one in self.observations:
            found += self._claim_faults(f"the observation of {one.when}", one.because, one.place)
        return tuple(found)

    def _claim_faults(self, what: str, claims: Iterable[str], place: Place) -> Iterator[Diagnostic]:
        """Yield a warning for each claim on which nothing may rest: it is not there, or rejected."""
        for claim in claims:
            if claim not in self.claims:
                code, why, cure = "unknown-claim", "there is no such claim", closest(claim, self.claims)
            elif self.claims[claim].claim.status is Status.REJECTED:
                code, why, cure = "rejected-claim", "that claim was rejected", f"drop the claim, or {what}"
            else:
                continue
            message = f"{what} rests on {claim}, and {why}"
            yield Diagnostic(code, message, cure, place, Severity.WARNING)


def lines_of(conflict: Conflict) -> Iterable[Line]:
    """Yield every line of a conflict: preferences, infeasibilities, irreversibilities."""
    for preference in conflict.preference_list:
        if isinstance(preference, Prioritised):
            yield from preference.lines
    yield from conflict.infeasible
    yield from conflict.irreversible


def is_dossier(folder: Path) -> bool:
    """Return whether a folder holds a dossier."""
    return (folder / "dossier.yaml").is_file()


def snapshot_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the conflicts in the folder of a dossier."""
    return tuple(sorted(path.stem for path in (folder / "conflicts").glob("*.yaml")))


def load(folder: Path, library: Path | None = None) -> Dossier:
    """Read the folder of a dossier.

    Parameters
    ----------
    folder
        Holds ``dossier.yaml``, and as there may be ``reports.yaml``, ``claims.jsonl``, ``observed.yaml``,
        ``conflicts/``.
    library
        Where the texts are; see :func:`detente.evidence.library.library_folder`.

    Raises
    ------
    InputError
        With all faults of all files at once.
    """
    found, faults = _read(folder, library)
    if not found.timeline and not faults:
        message = "the dossier has no conflict"
        cure = "write one into its folder conflicts/"
        faults.append(Diagnostic("no-conflict", message, cure, Place(str(folder))))
    if faults:
        raise InputError(faults)
    return found


def load_readable(
    folder: Path, library: Path | None = None
) -> tuple[Dossier, Mapping[str, tuple[Diagnostic, ...]]]:
    """Read the folder of a dossier as far as its conflicts can be read, to mend the others.

    Parameters
    ----------
    folder, library
        As for :func:`load`.

    Returns
    -------
    Dossier, mapping
        The dossier with the conflicts that have no faults, perhaps none; and for each conflict file that has
        some its name with them. Observations are not checked against the conflicts where one is missing.

    Raises
    ------
    InputError
        With the faults of all other files at once.
    """
    found, faults = _read(folder, library)
    files = {str(folder / "conflicts" / f"{name}.yaml"): name for name in snapshot_names(folder)}
    others = [fault for fault in faults if fault.place.file not in files]
    if others:
        raise InputError(others)
    by_name = {name: file.check(Path(path))[1] for path, name in files.items() if name not in found.snapshots}
    for fault in faults:
        name = files[fault.place.file or ""]
        if name in found.snapshots:  # a whole conflict that calls itself an alternative of none
            by_name[name] = (*by_name.get(name, ()), fault)
    return found, MappingProxyType(by_name)


def _read(folder: Path, library: Path | None) -> tuple[Dossier, list[Diagnostic]]:
    """Read what can be read of a dossier, and note all faults; raise where the evidence has some."""
    store = TextStore(library_folder(folder, library))
    before = fingerprint_of(folder, library)
    faults: list[Diagnostic] = []
    evidence = None
    try:
        evidence = read_evidence(folder)
    except InputError as error:
        faults += error.diagnostics
    conflicts = _conflicts(folder, faults)
    # names that only a faulty conflict has cannot be told from wrong ones, so then none is checked
    complete = bool(conflicts) and len(conflicts) == len(snapshot_names(folder))
    observations, found = read_observed(folder, [one for _, one in conflicts] if complete else None)
    faults += found
    faults += _alternative_faults(folder, dict(conflicts))
    if evidence is None:
        raise InputError(faults)
    conflicts.sort(key=lambda pair: (pair[1].as_of or date.min, pair[0]))
    return Dossier(evidence, tuple(conflicts), store, observations, before), faults


def fingerprint_of(folder: Path, library: Path | None = None) -> str:
    """Return a digest of the files of a dossier, and of names, sizes and times of the texts at hand."""
    store = TextStore(library_folder(folder, library))
    found = hashlib.sha256(f"{folder.resolve()} {store.folder.resolve()}\n".encode())
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.jsonl"), *folder.glob("conflicts/*.yaml")]):
        data = path.read_bytes() if path.is_file() else b""
        found.update(f"{path.relative_to(folder)} {len(data)}\n".encode() + data)
    for path in sorted(store.folder.glob("texts/*.txt")):
        state = path.stat()
        found.update(f"{path.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _conflicts(folder: Path, faults: list[Diagnostic]) -> list[tuple[str, Conflict]]:
    """Read the conflicts that have no faults, and note the faults of the others."""
    conflicts = []
    for name in snapshot_names(folder):
        conflict, found = file.check(folder / "conflicts" / f"{name}.yaml")
        if conflict is None:
            faults += found
        else:
            conflicts.append((name, conflict))
    return conflicts


def _alternative_faults(folder: Path, conflicts: Mapping[str, Conflict]) -> Iterator[Diagnostic]:
    """Check that each rival reading names a conflict that is none itself."""
    for name, conflict in conflicts.items():
        target = conflict.alternative_of
        if target and (target not in conflicts or conflicts[target].alternative_of):
            known = [one for one, other in conflicts.items() if not other.alternative_of]
            message = f"{name} is called an alternative of {target}, which is no conflict of the timeline"
            place = Place(str(folder / "conflicts" / f"{name}.yaml"))
            yield Diagnostic("unknown-alternative", message, closest(target, known), place)


def bare(name: str, conflict: Conflict) -> Dossier:
    """Return a conflict on its own as a dossier with one snapshot and no claims."""
    whole = hashlib.sha256(f"{name}\n{rendered(conflict)}".encode()).hexdigest()
    return Dossier(Evidence(conflict.title or name, (), (), ()), ((name, conflict),), fingerprint=whole)
