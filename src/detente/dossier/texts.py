"""Adding the texts of the reports that a dossier lists; :mod:`.new_reports` takes in others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Place, Severity
from ..errors import InputError
from ..evidence.anchors import AnchorState, verify
from ..evidence.differences import Difference
from ..evidence.reports import Report
from ..evidence.texts import digest, read_report
from .dossier import Dossier

__all__ = ["Added", "Taken", "Version", "add_texts", "added_all_the_same", "near_text"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A new report of a dossier.

    Attributes
    ----------
    source
        The file or the address that it came from.
    report
        Its entry in ``reports.yaml``.
    dated_from
        What told its date, such as "the date line".
    """

    source: str
    report: Report
    dated_from: str


@dataclass(frozen=True, slots=True)
class Version:
    """A text that is nearly the text of a report of the dossier.

    Attributes
    ----------
    source
        The file or the address that it came from.
    of
        The id of the report.
    same_address
        Whether both were published under one address: then it is a version of the same report.
    resemblance
        The share of their runs of four words that both have, from 0 to 1; None where the text of the report
        is not at hand.
    difference
        What differs from the text of the report; None where that is not at hand.
    """

    source: str
    of: str
    same_address: bool
    resemblance: float | None
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files.

    Attributes
    ----------
    recognised
        Files and the ids of the reports whose texts they hold; these are in the library now.
    passed_over
        Files of folders that hold no report of the dossier.
    missing
        The ids of reports whose texts are still not at hand.
    taken
        The reports that are new in the dossier, each with where it came from.
    versions
        What was not added, for it is nearly a report that is there.
    """

    recognised: tuple[tuple[Path, str], ...]
    passed_over: tuple[Path, ...]
    missing: tuple[str, ...]
    taken: tuple[Taken, ...] = ()
    versions: tuple[Version, ...] = ()


def add_texts(dossier: Dossier, paths: Iterable[Path]) -> Added:
    """Store the texts of a dossier's reports, recognised by their digests.

    Parameters
    ----------
    dossier
        The dossier with its library.
    paths
        Files, and folders whose files are looked at; a file of a folder may be something else.

    Raises
    ------
    FileError
        If the library cannot be written.
    InputError
        If a path leads nowhere, a file that was named holds no report of the dossier, or nothing was
        recognised. What was good is stored first, and the faults of all files come at once.
    """
    if dossier.store is None:
        message = "a conflict on its own has no reports"
        raise InputError(Diagnostic("no-reports", message, "name a dossier with --dossier"))
    reports = {report.digest: report.id for report in dossier.evidence.reports}
    recognised: list[tuple[Path, str]] = []
    passed_over: list[Path] = []
    faults: list[Diagnostic] = []
    for path, named in _files(paths, faults):
        text = _text(path, faults if named else [])
        report = None if text is None else reports.get(digest(text))
        if text is not None and report is not None:
            dossier.store.add(text)
            recognised.append((path, report))
        elif not named:
            passed_over.append(path)
        elif text is not None:
            faults.append(_unknown_text(path, text, dossier))
    if faults:
        raise InputError([*faults, *added_all_the_same(recognised)])
    if not recognised:
        message = f"no report of this dossier is among the files here ({len(passed_over)})"
        raise InputError(Diagnostic("no-report-found", message, "name the folder that holds the texts"))
    missing = tuple(id_ for key, id_ in reports.items() if dossier.store.get(key) is None)
    return Added(tuple(recognised), tuple(passed_over), missing)


def _files(paths: Iterable[Path], faults: list[Diagnostic]) -> Iterator[tuple[Path, bool]]:
    """Yield files, and whether each was named itself; note the paths that lead nowhere."""
    for path in paths:
        if path.is_dir():
            yield from ((inner, False) for inner in sorted(path.iterdir()) if inner.is_file())
        elif path.exists():
            yield path, True
        else:
            message = "there is no such file or folder"
            faults.append(Diagnostic("no-such-file", message, "check the path", Place(str(path))))


def _text(path: Path, faults: list[Diagnostic]) -> str | None:
    """Return the text of a file; None, with the faults noted, where it holds none."""
    try:
        return read_report(path)
    except InputError as error:
        faults += error.diagnostics
        return None


def _unknown_text(path: Path, text: str, dossier: Dossier) -> Diagnostic:
    """Say that a text is none of the dossier's reports, and which of them it resembles."""
    message = "this is not the text of a report of this dossier: its digest is unknown"
    cure = "add the report to reports.yaml first, or name another dossier with --dossier"
    near = near_text(str(path), text, dossier)
    return near or Diagnostic("unknown-text", message, cure, Place(str(path)))


def near_text(name: str, text: str, dossier: Dossier) -> Diagnostic | None:
    """Say of which report a text is nearly the one, by the anchors that stand in it; None where none does."""
    standing = Counter(
        claim.report
        for claim in dossier.evidence.claims
        if verify(claim.anchor, text) is AnchorState.VERIFIED
    )
    if not standing:
        return None
    report, count = standing.most_common(1)[0]
    total = sum(claim.report == report for claim in dossier.evidence.claims)
    message = f"this is nearly the text of {report}, but not to the letter: {count} of {total} anchors stand"
    cure = "add the text as it was when the claims were taken from it"
    return Diagnostic("unknown-text", message, cure, Place(name))


def added_all_the_same(added: Sequence[tuple[Path, str]]) -> Iterator[Diagnostic]:
    """Tell which sources were added, and as which reports, although others have faults."""
    for path, report in added:
        message = f"this was added as {report} all the same"
        yield Diagnostic("added", message, "", Place(str(path)), Severity.WARNING)
