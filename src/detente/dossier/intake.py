"""What becomes of each source: recognised, a new report, a version of one that is there, or a fault.

A source is recognised by its text first, as :mod:`.texts` does; what is not known becomes a new report, with
an entry at the end of ``reports.yaml``. A text that is nearly one that is there is shown and not added.

Each report is stored and listed before the next one is begun, its text first: a run that is stopped loses
nothing that it has told of, and a text without its entry is listed when the same source is added again.
What is decided on what is listed is decided while no other process can change ``reports.yaml``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Diagnostic, Place, Severity
from ..errors import InputError
from ..evidence.differences import difference
from ..evidence.duplicates import alike, resemblance, shingles
from ..evidence.importing.kinds import ENDINGS, extracts
from ..evidence.importing.source import Extract, Source, refusal
from ..evidence.library import TextStore
from ..evidence.listing import Listing
from ..evidence.reports import Report
from ..evidence.runs import KnownRuns
from ..evidence.texts import digest, normalise, report_text
from ..files.disk import read_bytes
from .dossier import Dossier
from .given import Given
from .texts import Added, Taken, Version, added_all_the_same, near_text

__all__ = ["Intake"]

_WORD = re.compile(r"[^\W_]+")
_NAME_AT_MOST = 40


@dataclass(slots=True)
class Intake:
    """What has become of the sources so far.

    Parameters
    ----------
    dossier, store
        The dossier, and its library.
    listing
        Its ``reports.yaml``.
    given
        What the user says of new reports.
    now
        The moment of the capture.
    """

    dossier: Dossier
    store: TextStore
    listing: Listing
    given: Given
    now: datetime.datetime
    faults: list[Diagnostic] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)
    _recognised: list[tuple[Path, str]] = field(default_factory=list)
    _taken: list[Taken] = field(default_factory=list)
    _versions: list[Version] = field(default_factory=list)
    _known_runs: KnownRuns | None = None

    def take_file(self, path: Path, named: bool) -> None:
        """Recognise, add or refuse what a file holds; one of a folder is passed over if it is of no kind.

        Raises
        ------
        InputError
            When it cannot be read, or holds no report. What it holds beside faults is added all the same.
        NotInstalled
            When the reader that it needs is missing.
        """
        if not named and path.suffix.lower() not in ENDINGS and not self._is_known(path):
            self.passed_over.append(path)
        else:
            self.take(Source(str(path), read_bytes(path)))

    def take(self, source: Source) -> None:
        """Recognise, add or refuse what a source holds; raises as :meth:`take_file` does."""
        if known := self._known(source):
            self.store.add(known[0])
            self._recognised.append((Path(source.name), known[1]))
            return
        found = extracts(source)
        if self.given.title is not None and len(found) > 1:
            message = f"one title cannot be given to the {len(found)} reports in it"
            raise refusal("one-title", message, "leave --title out", source.name)
        self._know_runs()  # before the others are kept away, for the first time takes long
        for extract in found:
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
        report = self.listing.by_digest.get(digest(text))
        return None if report is None else (text, report.id)

    def _add(self, extract: Extract, source: Source) -> None:
        text = normalise(extract.text)
        key = digest(text)
        with self.listing.alone():
            if key in self.listing.by_digest:
                self.store.add(text)
                self._recognised.append((Path(source.name), self.listing.by_digest[key].id))
                return
            version = None if self.given.anyway else self._version(text, extract, source)
            if version is not None:
                self._versions.append(version)
                return
            near = None if self.given.anyway else near_text(source.name, text, self.dossier)
            if near is not None:  # a report whose own text is not at hand, so that it was not compared
                raise InputError(near)
            report = self._entry(text, extract, source)
            self.store.add(text)
            self.listing.add(report)
        told = "as given" if self.given.dated else extract.dated_from
        self._taken.append(Taken(source.name, report, told))

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
        ids = self.listing.by_id
        return next(
            one for one in (first, *(f"{first}-{n}" for n in range(2, len(ids) + 3))) if one not in ids
        )

    def _version(self, text: str, extract: Extract, source: Source) -> Version | None:
        """Return of which report a text is a version or nearly the text; None where it is new."""
        address = extract.address or source.address
        published = [one for one in self.listing.by_id.values() if address and one.address == address]
        nearest = self._nearest(text, published)
        if nearest is None:
            return None
        report, share = nearest
        old = self.store.get(report.digest)
        changed = None if old is None else difference(old, text)
        return Version(source.name, report.id, bool(published), share, changed)

    def _nearest(self, text: str, published: list[Report]) -> tuple[Report, float | None] | None:
        """Return the report that is most like a text: of those of its address, else of all that are alike."""
        runs = shingles(text)
        if published:
            texts = ((one, self.store.get(one.digest)) for one in published)
            likes = [(one, resemblance(runs, shingles(old))) for one, old in texts if old is not None]
            return max(likes, key=lambda pair: pair[1]) if likes else (published[-1], None)
        listed = self.listing.by_digest
        keys = self._know_runs().perhaps_alike(text, listed)
        found = {key: shingles(self.store.get(key) or "") for key in keys}
        nearest = alike(text, found)
        return None if nearest is None else (listed[nearest[0]], nearest[1])

    def _know_runs(self) -> KnownRuns:
        """Return the runs of the texts of all reports that are listed now."""
        if self._known_runs is None:
            self._known_runs = KnownRuns(self.store)
        self._known_runs.take_in(self.listing.by_digest)
        return self._known_runs

    def result(self) -> Added:
        """Return what became of the sources.

        Raises
        ------
        InputError
            With the faults, if there are any; a warning tells what became of each good source.
        """
        if self.faults:
            raise InputError([*self.faults, *self._all_the_same()])
        if not (self._recognised or self._taken or self._versions):
            message = f"no report is among the files here ({len(self.passed_over)})"
            raise InputError(Diagnostic("no-report-found", message, "name the folder that holds the texts"))
        there = self.store.digests()
        missing = (one.id for one in self.dossier.evidence.reports if one.digest not in there)
        return Added(
            tuple(self._recognised),
            tuple(self.passed_over),
            tuple(missing),
            tuple(self._taken),
            tuple(self._versions),
        )

    def _all_the_same(self) -> Iterator[Diagnostic]:
        """Tell what became of the other sources although some have faults."""
        new = [(Path(one.source), one.report.id) for one in self._taken]
        yield from added_all_the_same([*self._recognised, *new])
        for one in self._versions:
            message = f"this was not added: it is nearly {one.of}"
            cure = "add it alone to see what differs"
            yield Diagnostic("version", message, cure, Place(one.source), Severity.WARNING)
