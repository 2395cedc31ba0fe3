"""Adding the texts of a dossier's reports to its library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Place
from ..errors import FileError, InputError
from ..evidence.texts import digest, read_report
from .dossier import Dossier

__all__ = ["Added", "add_texts"]


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
    """

    recognised: tuple[tuple[Path, str], ...]
    passed_over: tuple[Path, ...]
    missing: tuple[str, ...]


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
        If a path leads nowhere or the library cannot be written.
    InputError
        If a file that was named holds no report of the dossier, or nothing was recognised.
    """
    if dossier.store is None:
        message = "a conflict on its own has no reports"
        raise InputError(Diagnostic("no-reports", message, "name a dossier with --dossier"))
    reports = {report.digest: report.id for report in dossier.evidence.reports}
    recognised, passed_over = [], []
    for path, named in _files(paths):
        report = _report(path, named, reports)
        if report is None:
            passed_over.append(path)
        else:
            dossier.store.add(read_report(path))
            recognised.append((path, report))
    if not recognised:
        message = f"no report of this dossier is among the files here ({len(passed_over)})"
        raise InputError(Diagnostic("no-report-found", message, "name the folder that holds the texts"))
    missing = tuple(id_ for key, id_ in reports.items() if dossier.store.get(key) is None)
    return Added(tuple(recognised), tuple(passed_over), missing)


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield files, and whether each was named itself."""
    for path in paths:
        if path.is_dir():
            yield from ((inner, False) for inner in sorted(path.iterdir()) if inner.is_file())
        elif path.exists():
            yield path, True
        else:
            message = "there is no such file or folder"
            raise FileError(Diagnostic("no-such-file", message, "check the path", Place(str(path))))


def _report(path: Path, named: bool, reports: dict[str, str]) -> str | None:
    """Return the report whose text a file holds; None for another file of a folder."""
    try:
        report = reports.get(digest(read_report(path)))
    except InputError:
        if named:
            raise
        return None
    if report is None and named:
        message = "this is not the text of a report of this dossier: its digest is unknown"
        cure = "add the report to reports.yaml first, or name another dossier with --dossier"
        raise InputError(Diagnostic("unknown-text", message, cure, Place(str(path))))
    return report
