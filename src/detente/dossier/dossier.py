"""A dossier: the evidence on a standoff and its dated conflicts, one folder."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ..conflict import file
from ..conflict.conflict import Conflict
from ..conflict.options import closest
from ..conflict.preferences import Line, Prioritised
from ..diagnostics import Diagnostic, Place, Severity
from ..errors import InputError, UnknownName
from ..evidence.actors import Actor
from ..evidence.anchors import AnchorState, words
from ..evidence.claims import Claim, Status
from ..evidence.folder import Evidence, read_evidence
from ..evidence.library import TextStore, library_folder
from ..evidence.reports import Report
from ..evidence.verification import verify_claims

__all__ = ["CitedClaim", "Dossier", "bare", "is_dossier", "load", "snapshot_names"]


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
    """

    evidence: Evidence
    conflicts: tuple[tuple[str, Conflict], ...]
    store: TextStore | None = None

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

    @functools.cached_property
    def claims(self) -> Mapping[str, CitedClaim]:
        """All claims by id, each verified against the text of its report."""
        actors = {actor.id: actor for actor in self.evidence.actors}
        reports = {report.id: report for report in self.evidence.reports}
        states = verify_claims(self.evidence.claims, self.evidence.reports, self.store) if self.store else ()
        return MappingProxyType(
            {
                claim.id: CitedClaim(
                    claim,
                    actors[claim.by],
                    tuple(actors[one] for one in claim.via),
                    reports[claim.report],
                    state,
                    self._words(claim, reports[claim.report]),
                )
                for claim, state in states
            }
        )

    def _words(self, claim: Claim, report: Report) -> str | None:
        return None if self.store is None else words(claim.anchor, self.store.get(report.digest))

    def unresolved(self) -> tuple[Diagnostic, ...]:
        """Return a warning for each ``because`` or ``against`` that is no claim, or a rejected one."""
        found = []
        for name, conflict in self.conflicts:
            for line in lines_of(conflict):
                for claim in (*line.because, *line.against):
                    fault = self._claim_fault(line, claim, Place(f"conflict {name}"))
                    if fault is not None:
                        found.append(fault)
        return tuple(found)

    def _claim_fault(self, line: Line, claim: str, place: Place) -> Diagnostic | None:
        """Return a warning unless a line may rest on a claim: it must be there and not rejected."""
        known = {one.id: one for one in self.evidence.claims}
        if claim not in known:
            code, why, cure = "unknown-claim", "there is no such claim", closest(claim, known)
        elif known[claim].status is Status.REJECTED:
            code, why, cure = "rejected-claim", "that claim was rejected", "drop the claim or the line"
        else:
            return None
        message = f"the line {line} rests on {claim}, and {why}"
        return Diagnostic(code, message, cure, place, Severity.WARNING)


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
        Holds ``dossier.yaml``, and as there may be ``reports.yaml``, ``claims.jsonl``, ``conflicts/``.
    library
        Where the texts are; see :func:`detente.evidence.library.library_folder`.

    Raises
    ------
    InputError
        With all faults of all files at once.
    """
    faults: list[Diagnostic] = []
    evidence = None
    try:
        evidence = read_evidence(folder)
    except InputError as error:
        faults += error.diagnostics
    conflicts = []
    for name in snapshot_names(folder):
        conflict, found = file.check(folder / "conflicts" / f"{name}.yaml")
        if conflict is None:
            faults += found
        else:
            conflicts.append((name, conflict))
    faults += _alternative_faults(folder, dict(conflicts))
    if not any(not conflict.alternative_of for _, conflict in conflicts) and not faults:
        message = "the dossier has no conflict"
        cure = "write one into its folder conflicts/"
        faults.append(Diagnostic("no-conflict", message, cure, Place(str(folder))))
    if faults or evidence is None:
        raise InputError(faults)
    conflicts.sort(key=lambda pair: (pair[1].as_of or date.min, pair[0]))
    return Dossier(evidence, tuple(conflicts), TextStore(library_folder(folder, library)))


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
    return Dossier(Evidence(conflict.title or name, (), (), ()), ((name, conflict),))
