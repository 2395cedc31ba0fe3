"""What is open: a dossier or a conflict file, read anew when it changes on disk."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..analysis.stability import Analysis, analyse
from ..conflict import file
from ..conflict.asked import Tried, tried_on
from ..conflict.conflict import Conflict
from ..conflict.options import closest
from ..diagnostics import Diagnostic, Place
from ..dossier import dossier as dossiers
from ..dossier.assessment import Assessment, assess
from ..dossier.change import Change
from ..dossier.dossier import Dossier
from ..errors import FileError, InputError, UnknownName
from ..evidence.folder import Evidence
from ..evidence.library import is_shipped, refuse_shipped
from ..evidence.reviewing import ReviewSession
from .faults import Refused
from .jobs import Job, Jobs

__all__ = ["Desk", "Opened", "sound"]

_KEPT = 16
"""So many analyses of edited models are kept at hand, so that undoing shows its answers at once."""

_LARGEST = 1 << 20
"""Over more positions an analysis takes longer than one waits for a page."""

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
        self.writing, self.stopping = threading.RLock(), threading.Event()
        self.changes: Jobs[Change] = Jobs()
        self._briefs: Jobs[Assessment] = Jobs()
        self.sessions: dict[str, ReviewSession] = {}  # by reviewer
        self.acted: list[str] = []  # who did what can be undone, the last one last
        self._reading = threading.Lock()
        self._opened: tuple[str, Opened] | None = None
        self._analyses: OrderedDict[tuple[str, ...], Analysis] = OrderedDict()
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
            message = f"the snapshot {snapshot} has just appeared"
            soon = Diagnostic("just-there", message, "ask again")
            raise InputError(opened.faults.get(snapshot, (soon,)))
        return opened.dossier.snapshots[snapshot]

    def edited(self, snapshot: str, items: list[object]) -> Conflict:
        """Return a snapshot with edits made.

        Raises
        ------
        Refused
            If they do not fit, with all their faults.
        """
        found = sound(tried_on(self.conflict(snapshot), items)).conflict
        assert found is not None, "edits without faults make a conflict"
        return found

    def analysis(self, snapshot: str, items: list[object]) -> Analysis:
        """Return the analysis of a snapshot with edits made; those of before are kept at hand.

        Raises
        ------
        InputError
            If the snapshot has faults, or is too large to be analysed while one waits.
        """
        edits = json.dumps(items, sort_keys=True)
        key = (snapshot, file.source_digest(self.source(snapshot)), edits)
        with self._keeping:
            if key in self._analyses:
                self._analyses.move_to_end(key)
                return self._analyses[key]
        conflict = self.edited(snapshot, items)
        if conflict.space.positions > _LARGEST:
            message = (
                f"{snapshot} has {conflict.space.positions:,} combinations of options, too many to wait for"
            )
            raise InputError(Diagnostic("too-large-to-wait", message, "use detente analyse"))
        with self._working:
            found = analyse(conflict)
        with self._keeping:
            self._analyses[key] = found
            while len(self._analyses) > _KEPT:
                self._analyses.popitem(last=False)
        return found

    def brief(self, snapshot: str) -> Job[Assessment]:
        """Return the work on the assessment of a snapshot, begun where it was not.

        Raises
        ------
        UnknownName, InputError
            As :meth:`conflict` does.
        """
        self.conflict(snapshot)
        found = self.opened().dossier
        key = (found.fingerprint, snapshot)
        return self._briefs.job(key, lambda advance: assess(found, snapshot, advance))

    def refuse_shipped(self) -> None:
        """Refuse to change what comes with detente."""
        refuse_shipped(self.path)

    def refuse_bare(self) -> None:
        """Refuse what needs a dossier where a conflict file stands on its own."""
        if self.is_file:
            message = "this is one conflict file and no dossier, so it can have no other snapshots or claims"
            cure = f"make a dossier of it: detente new DIR --from {self.path.name}"
            raise InputError(Diagnostic("no-dossier", message, cure))

    def refuse_changed(self, path: Path, digest: str) -> None:
        """Refuse to overwrite a file, or one that it extends, that was changed since it was shown."""
        if file.source_digest(path) != digest:
            message = "the file was changed on disk since it was shown; nothing was overwritten"
            cure = "load it again and repeat the changes, or keep them as a new snapshot"
            raise FileError(Diagnostic("changed-on-disk", message, cure, Place(str(path))))


def sound(tried: Tried) -> Tried:
    """Return edits that fit.

    Raises
    ------
    Refused
        If they do not, with all their faults.
    """
    if tried.conflict is None:
        raise Refused.of_edits(tried.faults)
    return tried
