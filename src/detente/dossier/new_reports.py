"""Taking new reports into a dossier of the user's own.

A source is recognised by its text first, as :mod:`.texts` does; what is not known becomes a new report,
with an entry at the end of ``reports.yaml``. A text that is nearly one that is there is shown and not added.
One bad source never stops the rest: what is good is stored, and the faults of all come at the end.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Diagnostic, Place, Severity
from ..errors import InputError, NotInstalled
from ..evidence.duplicates import Shingles, alike, difference, resemblance, shingles
from ..evidence.importing.kinds import ENDINGS, extracts
from ..evidence.importing.source import Extract, Source, refusal
from ..evidence.library import refuse_shipped
from ..evidence.reports import Report, with_reports
from ..evidence.texts import digest, normalise, report_text
from ..files.dates import Interval, parse_day
from ..files.disk import read_bytes, read_text, write_whole
from .dossier import Dossier
from .texts import Added, Taken, Version, near_text

__all__ = ["Given", "add_reports", "is_address", "period"]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_NAME_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the new reports; it goes before what the sources tell.

    Parameters
    ----------
    outlet, title, language
        None where the user does not say.
    dated, dated_because
        The day, or an interval with what bounds it.
    anyway
        Whether to add what is nearly a report that is there.
    """

    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    dated: Interval | None = None
    dated_because: str = ""
    anyway: bool = False


def is_address(source: str) -> bool:
    """Return whether a source is an address, not a path.

    >>> is_address("https://a.example/1"), is_address("texts/a.txt")
    (True, False)
    """
    return _ADDRESS.match(source) is not None


def period(text: str, because: str) -> Interval:
    """Return the day or the interval that a user writes: ``2030-05-03`` or ``2030-05-01..2030-05-05``.

    Raises
    ------
    InputError
        When it is neither, or an interval lacks its reason, or a day has one.

    Examples
    --------
    >>> print(period("2030-05-01..2030-05-05", "the text speaks of this week"))
    2030-05-01 to 2030-05-05
    """
    first, dots, last = text.partition("..")
    earliest, latest = parse_day(first.strip()), parse_day((last if dots else first).strip())
    if earliest is None or latest is None or earliest > latest:
        cure = "write a day, such as 2030-05-03, or the first and the last one: 2030-05-01..2030-05-05"
        raise InputError(Diagnostic("bad-date", f"'{text}' is no day and no interval of days", cure))
    if (earliest == latest) == bool(because):
        message = "a day needs no reason" if because else "an interval is dated without a reason"
        cure = "leave --dated-because out" if because else "say with --dated-because what bounds it"
        raise InputError(Diagnostic("idle-reason" if because else "missing-reason", message, cure))
    return Interval(earliest, latest)


def add_reports(
    dossier: Dossier,
    folder: Path,
    sources: Sequence[str],
    given: Given = Given(),
    fetch: Callable[[str], Source] | None = None,
    advance: Callable[[int, int], None] = lambda done, total: None,
    now: datetime.datetime | None = None,
) -> Added:
    """Store reports in a dossier, and list the new ones in its ``reports.yaml``.

    Parameters
    ----------
    dossier, folder
        The dossier, and the folder that it was read from.
    sources
        Files, folders and addresses. Of a folder the files that may hold reports are taken, by their endings.
    given
        What the user says of the new reports.
    fetch
        How an address is read; None refuses all addresses.
    advance
        Is told how many sources are done, and of how many.
    now
        The moment of the capture; by default the present one.

    Raises
    ------
    FileError
        If the dossier is shipped with detente, or something cannot be written.
    InputError
        With the faults of all sources, when there is one, or if nothing was there to add. What was good is
        stored all the same, and a warning tells as what.

    Notes
    -----
    Cost: a new text is compared with all texts at hand, linear in their lengths.
    """
    refuse_shipped(folder)
    work = _Work(dossier, folder, given, now or datetime.datetime.now(datetime.UTC))
    items = list(_items(sources, folder, work.faults))
    if given.title is not None and len(items) > 1:
        message = f"one title cannot be given to {len(items)} reports"
        raise InputError(Diagnostic("one-title", message, "add them one by one"))
    for done, (name, named) in enumerate(items):
        advance(done, len(items))
        try:
            work.take(name, named, fetch)
        except InputError as error:
            work.faults += error.diagnostics
        except NotInstalled as error:
            cure = "install it, or save the words as plain text"
            work.faults.append(Diagnostic("not-installed", str(error), cure, Place(name)))
    work.write()
    advance(len(items), len(items))
    return work.result()


def _items(sources: Sequence[str], folder: Path, faults: list[Diagnostic]) -> Iterator[tuple[str, bool]]:
    """Yield addresses and files, and whether each was named itself; note the paths that lead nowhere."""
    for source in sources:
        path = Path(source)
        if is_address(source):
            yield source, True
        elif path.is_dir():
            yield from ((str(one), False) for one in _within(path, folder))
        elif path.exists():
            yield source, True
        else:
            message = "there is no such file or folder"
            faults.append(Diagnostic("no-such-file", message, "check the path", Place(source)))


def _within(top: Path, folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it; nothing hidden, and nothing of a dossier below it."""
    for place, folders, files in os.walk(top):
        inner = [name for name in folders if not name.startswith(".")]
        folders[:] = sorted(name for name in inner if not (Path(place, name) / "dossier.yaml").exists())
        if Path(place).resolve() == (folder / "texts").resolve():
            continue
        yield from (Path(place, name) for name in sorted(files) if not name.startswith("."))


@dataclass(slots=True)
class _Work:
    """What has become of the sources so far."""

    dossier: Dossier
    folder: Path
    given: Given
    now: datetime.datetime
    faults: list[Diagnostic] = field(default_factory=list)
    recognised: list[tuple[Path, str]] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    runs: dict[str, Shingles] | None = None

    def take(self, name: str, named: bool, fetch: Callable[[str], Source] | None) -> None:
        """Recognise, add or refuse what a source holds."""
        if is_address(name):
            if fetch is None:
                raise refusal("no-network", "addresses are not read here", "save the page, and add it", name)
            source = fetch(name)
        else:
            if not named and Path(name).suffix.lower() not in ENDINGS and not self._is_known(Path(name)):
                self.passed_over.append(Path(name))
                return
            source = Source(name, read_bytes(Path(name)))
        if known := self._known(source):
            self._store(known[0])
            self.recognised.append((Path(name), known[1]))
            return
        for extract in extracts(source):
            try:
                self._add(extract, source)
            except InputError as error:
                self.faults += error.diagnostics

    def _is_known(self, path: Path) -> bool:
        try:
            return self._known(Source(str(path), read_bytes(path))) is not None
        except InputError:
            return False

    def _known(self, source: Source) -> tuple[str, str] | None:
        """Return the text and the report of a source that is a text of the dossier."""
        try:
            text = report_text(source.data, source.name)
        except InputError:
            return None
        report = self._reports().get(digest(text))
        return None if report is None else (text, report.id)

    def _reports(self) -> dict[str, Report]:
        """Return all reports by their digests, those just taken too."""
        listed = (*self.dossier.evidence.reports, *(one.report for one in self.taken))
        return {report.digest: report for report in listed}

    def _store(self, text: str) -> None:
        assert self.dossier.store is not None, "a dossier that was read from a folder has a library"
        self.dossier.store.add(text)

    def _add(self, extract: Extract, source: Source) -> None:
        text = normalise(extract.text)
        reports = self._reports()
        if digest(text) in reports:
            self._store(text)
            self.recognised.append((Path(source.name), reports[digest(text)].id))
            return
        version = None if self.given.anyway else self._version(text, extract, source)
        if version is not None:
            self.versions.append(version)
            return
        near = None if self.given.anyway else near_text(source.name, text, self.dossier)
        if near is not None:  # a report whose own text is not at hand, so that it was not compared
            raise InputError(near)
        report = self._entry(text, extract, source)
        self._store(text)
        told = "as given" if self.given.dated else extract.dated_from
        self.taken.append(Taken(source.name, report, told))
        self._shingles()[report.id] = shingles(text)

    def _entry(self, text: str, extract: Extract, source: Source) -> Report:
        """Return the entry of a new report; raise InputError where its date is not known."""
        given = self.given
        dated = given.dated or extract.dated
        if dated is None:
            cure = "say it with --date; an interval, such as 2030-05-01..2030-05-05, with --dated-because"
            message = "nothing tells when this was published" + (f"; {extract.hint}" if extract.hint else "")
            raise refusal("no-date", message, cure, source.name)
        outlet = given.outlet or extract.outlet
        return Report(
            id=self._free_id(outlet, dated.earliest),
            outlet=outlet,
            title=given.title or extract.title or f"[{source.stem}]",
            dated=dated,
            dated_because="" if dated.is_one_day else given.dated_because,
            digest=digest(text),
            language=given.language or extract.language or "und",
            address=extract.address or source.address,
            captured=self.now.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )

    def _free_id(self, outlet: str | None, day: datetime.date) -> str:
        words = _WORD.findall((outlet or "").casefold())
        name = "-".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)[:_NAME_AT_MOST]
        first = f"{name.strip('-') or 'report'}-{day}"
        ids = {report.id for report in self._reports().values()}
        return next(
            one for one in (first, *(f"{first}-{n}" for n in range(2, len(ids) + 3))) if one not in ids
        )

    def _version(self, text: str, extract: Extract, source: Source) -> Version | None:
        """Return of which report a text is a version or nearly the text; None where it is new."""
        known = self._shingles()
        address = extract.address or source.address
        ids = [one.id for one in self._reports().values() if address and one.address == address]
        if ids:
            likes = {one: resemblance(shingles(text), known[one]) for one in ids if one in known}
            found: tuple[str, float | None] = (
                max(likes.items(), key=lambda pair: pair[1]) if likes else (ids[-1], None)
            )
        elif nearest := alike(text, known):
            found = nearest
        else:
            return None
        old = self._text(found[0])
        return Version(
            source.name, found[0], bool(ids), found[1], None if old is None else difference(old, text)
        )

    def _shingles(self) -> dict[str, Shingles]:
        if self.runs is None:
            texts = ((one.id, self._text(one.id)) for one in self.dossier.evidence.reports)
            self.runs = {key: shingles(text) for key, text in texts if text is not None}
        return self.runs

    def _text(self, report_id: str) -> str | None:
        key = next(one.digest for one in self._reports().values() if one.id == report_id)
        return None if self.dossier.store is None else self.dossier.store.get(key)

    def write(self) -> None:
        """List the new reports in ``reports.yaml``, read anew, for somebody may have changed it meanwhile."""
        if not self.taken:
            return
        path = self.folder / "reports.yaml"
        old = read_text(path) if os.path.lexists(path) else ""
        new = with_reports(old, (one.report for one in self.taken), str(path))
        write_whole(path, new.encode("utf-8"))

    def result(self) -> Added:
        """Return what became of the sources, or raise their faults."""
        if self.faults:
            raise InputError([*self.faults, *self._all_the_same()])
        if not (self.recognised or self.taken or self.versions):
            message = f"no report is among the files here ({len(self.passed_over)})"
            raise InputError(Diagnostic("no-report-found", message, "name the folder that holds the texts"))
        store = self.dossier.store
        missing = [
            r.id for r in self.dossier.evidence.reports if store is None or store.get(r.digest) is None
        ]
        return Added(
            tuple(self.recognised),
            tuple(self.passed_over),
            tuple(missing),
            tuple(self.taken),
            tuple(self.versions),
        )

    def _all_the_same(self) -> Iterator[Diagnostic]:
        """Tell what became of the other sources although some have faults."""
        done = [(str(path), "added", f"added as {report}") for path, report in self.recognised]
        done += [(one.source, "added", f"added as {one.report.id}") for one in self.taken]
        for name, code, what in done:
            yield Diagnostic(code, f"this was {what} all the same", "", Place(name), Severity.WARNING)
        for one in self.versions:
            message = f"this was not added: it is nearly {one.of}"
            yield Diagnostic(
                "version", message, "add it alone to see what differs", Place(one.source), Severity.WARNING
            )
