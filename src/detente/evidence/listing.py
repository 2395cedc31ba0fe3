"""The reports that ``reports.yaml`` lists now, while others may add to it, too."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from ..files.disk import read_text, write_whole
from ..files.locks import alone
from .library import refuse_shipped
from .reports import Report, lists_none, read_reports, with_reports

__all__ = ["Listing"]


class Listing:
    r"""``reports.yaml`` of a dossier's folder, read anew whenever somebody has changed it.

    Examples
    --------
    >>> import datetime, tempfile
    >>> from ..files.dates import Interval
    >>> day = Interval.on(datetime.date(2030, 5, 3))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     listing = Listing(Path(folder))
    ...     with listing.alone():
    ...         listing.add(Report("gazette", None, "Talks", day, "", "0" * 64, "en"))
    ...     print(*listing.by_id, Path(folder, "reports.yaml").read_text().count("\n"))
    gazette 6
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "reports.yaml"
        self._text: str | None = None
        self._by_id: dict[str, Report] = {}
        self._by_digest: dict[str, Report] = {}
        self.refresh()

    @property
    def by_id(self) -> Mapping[str, Report]:
        """The reports by their ids, in the order of the file."""
        return MappingProxyType(self._by_id)

    @property
    def by_digest(self) -> Mapping[str, Report]:
        """The reports by the digests of their texts."""
        return MappingProxyType(self._by_digest)

    def refresh(self) -> None:
        """Read the file if it is another one than before.

        Raises
        ------
        InputError
            When it has faults.
        """
        text = read_text(self._path) if os.path.lexists(self._path) else ""
        if text != self._text:
            reports = () if lists_none(text) else read_reports(text, str(self._path))
            self._keep(text, reports)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others from changing the file, and know what it lists, until the block is left.

        Raises
        ------
        FileError
            When the folder cannot be written, or another process does not let go of the file.
        InputError
            When the file has faults.
        """
        refuse_shipped(self._path)
        with alone(self._path):
            self.refresh()
            yield

    def add(self, report: Report) -> None:
        """Add a report at the end of the file, which is written at once; to be called inside :meth:`alone`.

        Raises
        ------
        FileError
            When the file cannot be written; then it is as it was before.
        InputError
            When nothing can be added to it without changing what is there.
        """
        assert self._text is not None
        known = tuple(self._by_id.values())
        new = with_reports(self._text, (report,), str(self._path), known)
        write_whole(self._path, new.encode("utf-8"))
        self._keep(new, (*known, report))

    def _keep(self, text: str, reports: tuple[Report, ...]) -> None:
        self._text = text
        self._by_id = {one.id: one for one in reports}
        self._by_digest = {one.digest: one for one in reports}
