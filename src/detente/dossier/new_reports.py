"""Taking new reports into a dossier of the user's own.

One bad source never stops the rest: what is good is stored, and the faults of all come at the end. What
becomes of one source is worked out in :mod:`.intake`.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..diagnostics import Diagnostic, Place
from ..errors import InputError, NotInstalled
from ..evidence.importing.source import Source, refusal
from ..evidence.library import refuse_shipped
from ..evidence.listing import Listing
from .dossier import Dossier
from .given import Given
from .intake import Intake
from .texts import Added

__all__ = ["add_reports", "is_address"]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NO_REPORT = {"binary-file", "text-too-large"}
"""Faults of files that are no reports, whatever their endings say; in a folder such a file is passed over."""


def is_address(source: str) -> bool:
    """Return whether a source is an address, not a path.

    >>> is_address("https://a.example/1"), is_address("texts/a.txt")
    (True, False)
    """
    return _ADDRESS.match(source) is not None


def add_reports(
    dossier: Dossier,
    folder: Path,
    sources: Sequence[str],
    given: Given | None = None,
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
        What the user says of the new reports; None for nothing.
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
    Cost: the first time each text at hand is read; after that a new text is compared with 20,000 others in
    some tenths of a second.
    """
    refuse_shipped(folder)
    if dossier.store is None:
        raise ValueError("a dossier that was read from a folder has a library")
    moment = now or datetime.datetime.now(datetime.UTC)
    work = Intake(dossier, dossier.store, Listing(folder), given or Given(), moment)
    items = list(_items(sources, (folder, dossier.store.folder), work.faults))
    if work.given.title is not None and len(items) > 1:
        message = f"one title cannot be given to {len(items)} reports"
        raise InputError(Diagnostic("one-title", message, "add them one by one"))
    for done, (name, named) in enumerate(items):
        advance(done, len(items))
        try:
            if not is_address(name):
                work.take_file(Path(name), named)
            elif fetch is None:
                raise refusal("no-network", "addresses are not read here", "save the page, and add it", name)
            else:
                work.take(fetch(name))
        except InputError as error:
            if not named and {one.code for one in error.diagnostics} <= _NO_REPORT:
                work.passed_over.append(Path(name))
            else:
                work.faults += error.diagnostics
        except NotInstalled as error:
            cure = "install it, or save the words as plain text"
            work.faults.append(Diagnostic("not-installed", str(error), cure, Place(name)))
    advance(len(items), len(items))
    return work.result()


def _items(
    sources: Sequence[str], folders: tuple[Path, ...], faults: list[Diagnostic]
) -> Iterator[tuple[str, bool]]:
    """Yield addresses and files, and whether each was named itself; note the paths that lead nowhere."""
    for source in sources:
        if is_address(source):
            yield source, True
        elif os.path.isdir(source):  # says no where Path.is_dir would raise, as for a name that is too long
            yield from ((str(one), False) for one in _within(Path(source), folders, faults))
        elif os.path.exists(source):
            yield source, True
        else:
            message = "there is no such file or folder"
            faults.append(Diagnostic("no-such-file", message, "check the path", Place(source)))


def _within(top: Path, own: tuple[Path, ...], faults: list[Diagnostic]) -> Iterator[Path]:
    """Yield the files of a folder and of those in it: nothing hidden, nothing of another dossier, no texts.

    ``own`` are the folders whose texts are those of the library.
    """

    def note(error: OSError) -> None:
        message = f"cannot look into this folder: {error.strerror or error}"
        cure = "check that you may read it"
        faults.append(Diagnostic("unreadable-folder", message, cure, Place(str(error.filename))))

    stores = {(one / "texts").resolve() for one in own}
    for place, folders, files in os.walk(top, onerror=note):
        inner = [name for name in folders if not name.startswith(".")]
        folders[:] = sorted(name for name in inner if not (Path(place, name) / "dossier.yaml").exists())
        if Path(place).resolve() in stores:
            continue
        shown = (Path(place, name) for name in sorted(files) if not name.startswith("."))
        yield from (path for path in shown if path.is_file())  # reading a pipe would never come to an end
