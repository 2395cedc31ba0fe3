"""What is open: a dossier or a conflict file, read anew when it changes on disk."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..analysis.what_if import QuickAnswers, quick_answers
from ..conflict import file
from ..conflict.asked import Tried, tried_on
from ..conflict.conflict import Conflict
from ..conflict.options import closest
from ..diagnostics import Diagnostic
from ..dossier import dossier as dossiers
from ..dossier.dossier import Dossier
from ..errors import InputError, UnknownName
from ..evidence.folder import Evidence
from ..evidence.library import is_shipped, refuse_shipped
from .briefs import Briefs
from .faults import Refused

__all__ = ["Desk", "Opened"]

_KEPT = 64
"""So many answers to edits are kept at hand, so that undoing shows them at once."""

_AT_ONCE = 2
"""So many analyses run at a time; more would only slow each other down."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A dossier as far as it can be read, and the faults of the conflicts that cannot, by name."""

    dossier: Dossier
    faults: Mapping[str, tuple[Diagnostic, ...]]

    @property
    def latest(self) -> str | None:
        """The name of the latest snapshot that can be read."""
        return self.dossier.timeline[-1][0] if self.dossier.timeline else None


class Desk:
    """A dossier that is open in the workbench, or a conflict file on its own.

    Parameters
    ----------
    path
        The folder of a dossier, or a conflict file.
    library
        Where the texts are; see :func:`detente.evidence.library.library_folder`.
    """

    def __init__(self, path: Path, library: Path | None = None) -> None:
        self.path, self.library = path, library
        self.writing = threading.RLock()
        self.briefs = Briefs()
        self._reading = threading.Lock()
        self._opened: tuple[str, Opened] | None = None
        self._answers: OrderedDict[tuple[str, ...], QuickAnswers] = OrderedDict()
        self._keeping = threading.Lock()
        self._working = threading.Semaphore(_AT_ONCE)

    @property
    def folder(self) -> Path:
        """The folder that holds all that is shown."""
        return self.path.parent if self.is_file else self.path

    @property
    def is_file(self) -> bool:
        """Whether this is a conflict file on its own; it may be broken, or gone, meanwhile."""
        return not dossiers.is_dossier(self.path)

    @property
    def writable(self) -> bool:
        """Whether what is open may be changed: what comes with detente may not."""
        return not is_shipped(self.path)

    @property
    def fingerprint(self) -> str:
        """A digest of the files that are open."""
        if self.is_file:
            return file.source_digest(self.path)
        return dossiers.fingerprint_of(self.path, self.library)

    def opened(self) -> Opened:
        """Return what is open, as it is on disk.

        Raises
        ------
        InputError
            If a file other than a conflict has faults.
        """
        with self._reading:
            now = self.fingerprint
            if self._opened is None or self._opened[0] != now:
                self._opened = (now, self._read())
            return self._opened[1]

    def _read(self) -> Opened:
        if not self.is_file:
            return Opened(*dossiers.load_readable(self.path, self.library))
        name = self.path.stem
        conflict, faults = file.check(self.path)
        if conflict is not None:
            return Opened(dossiers.bare(name, conflict), MappingProxyType({}))
        return Opened(Dossier(Evidence(name, (), (), ()), ()), MappingProxyType({name: faults}))

    def source(self, snapshot: str) -> Path:
        """Return the file of a snapshot, also of one with faults.

        Raises
        ------
        UnknownName
            If there is none of that name.
        """
        names = (self.path.stem,) if self.is_file else dossiers.snapshot_names(self.path)
        if snapshot not in names:
            message = f"there is no snapshot {snapshot}"
            raise UnknownName(Diagnostic("unknown-conflict", message, closest(snapshot, names)))
        return self.path if self.is_file else self.path / "conflicts" / f"{snapshot}.yaml"

    def conflict(self, snapshot: str) -> Conflict:
        """Return a snapshot.

        Raises
        ------
        UnknownName
            If there is none of that name.
        InputError
            With its faults, if it has some.
        """
        self.source(snapshot)
        opened = self.opened()
        if snapshot not in opened.dossier.snapshots:
            raise InputError(opened.faults[snapshot])
        return opened.dossier.snapshots[snapshot]

    def edited(self, snapshot: str, items: list[object]) -> Conflict:
        """Return a snapshot with edits made.

        Raises
        ------
        Refused
            If they do not fit, with all their faults.
        """
        return _sound(tried_on(self.conflict(snapshot), items))

    def answers(self, snapshot: str, items: list[object], concept: str) -> QuickAnswers:
        """Return the quick answers of a snapshot with edits made; those of before are kept at hand."""
        edits = json.dumps(items, sort_keys=True)
        key = (snapshot, file.source_digest(self.source(snapshot)), edits, concept)
        with self._keeping:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        conflict = self.edited(snapshot, items)
        with self._working:
            found = quick_answers(conflict, concept)
        with self._keeping:
            self._answers[key] = found
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return found

    def refuse_shipped(self) -> None:
        """Refuse to change what comes with detente."""
        refuse_shipped(self.path)


def _sound(tried: Tried) -> Conflict:
    if tried.conflict is None:
        raise Refused.of_edits(tried.faults)
    return tried.conflict
