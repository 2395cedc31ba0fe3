"""What names mean: a path, or an entry of the catalogue.

A ``Path``, or text that starts with ``.``, ``/`` or ``~`` or ends in ``.yaml`` or ``.yml``, is a path: a
conflict file, the folder of a dossier, or ``./folder/2025-10``, one snapshot of it. All else is the name of
a catalogue entry: ``elmira``, ``korea``, ``korea/2025-10``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..conflict import file
from ..conflict.conflict import Conflict
from ..conflict.options import closest
from ..conflict.preferences import StateName
from ..diagnostics import Diagnostic, Place
from ..dossier import dossier as dossiers
from ..dossier.checking import Checked, check_file, check_folder
from ..dossier.dossier import Dossier
from ..errors import FileError, InputError, UnknownName
from ..files.disk import read_text
from ..files.formats import parse_yaml
from ..files.records import Node

__all__ = [
    "Entry",
    "Results",
    "catalogue",
    "check",
    "folder_of",
    "load",
    "load_dossier",
    "located",
    "place_of",
    "published_results",
]

_HERE = Path(__file__).parent
_CONFLICTS = _HERE / "conflicts"
_SIDECAR = ".results.yaml"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the catalogue: its name, what it is, and for a dossier its snapshots."""

    name: str
    title: str
    path: Path
    snapshots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The equilibria that the literature reports for a shipped conflict, by concept, and where."""

    source: str
    equilibria: Mapping[str, tuple[StateName, ...]]


def catalogue() -> tuple[Entry, ...]:
    """Return the entries of the catalogue: dossiers first, then conflicts, by name.

    >>> [entry.name for entry in catalogue()][:2]
    ['korea', 'chicken']
    """
    return tuple(
        Entry(name, _title(path / "dossier.yaml"), path, dossiers.snapshot_names(path))
        if path.is_dir()
        else Entry(name, _title(path), path)
        for name, path in _paths().items()
    )


def load(name: str | Path) -> Conflict:
    """Load a conflict by its name.

    Parameters
    ----------
    name
        A path or the name of a catalogue entry, see the head of this module. A dossier without a snapshot
        means its latest one.

    Raises
    ------
    UnknownName
        If the catalogue has no such entry, or a dossier no such snapshot.
    FileError
        If a path leads nowhere.
    InputError
        If what is there has faults.

    Examples
    --------
    >>> load("elmira").title
    'The groundwater of Elmira'
    """
    place = _resolve(name)
    if place.path.is_file():
        return file.load(place.path)
    if place.snapshot is not None:
        return file.load(place.path / "conflicts" / f"{place.snapshot}.yaml")
    return dossiers.load(place.path).named()[1]


def load_dossier(name: str | Path, library: Path | None = None) -> Dossier:
    """Load a dossier by its name; a conflict file on its own is a dossier with one snapshot and no claims.

    Parameters
    ----------
    name
        As for :func:`load`; the name of a snapshot gives the dossier that holds it.
    library
        Where the texts of its reports are.

    Raises
    ------
    UnknownName, FileError, InputError
        As :func:`load` does.
    """
    return located(name, library)[0]


def located(name: str | Path, library: Path | None = None) -> tuple[Dossier, str | None]:
    """Return a dossier and the snapshot that a name means; None where it names none."""
    place = _resolve(name)
    if place.path.is_file():
        return dossiers.bare(place.path.stem, file.load(place.path)), place.path.stem
    return dossiers.load(place.path, library), place.snapshot


def place_of(name: str | Path) -> tuple[Path, str | None]:
    """Return the conflict file or the folder of the dossier that a name means, and the snapshot if any.

    Raises
    ------
    UnknownName, FileError
        If the name leads nowhere.

    Examples
    --------
    >>> path, snapshot = place_of("korea/2025-10")
    >>> path.name, snapshot
    ('korea', '2025-10')
    """
    place = _resolve(name)
    return place.path, place.snapshot


def folder_of(name: str | Path) -> Path:
    """Return the folder of the dossier that a name means; the name of a snapshot means the one that holds it.

    Raises
    ------
    UnknownName, FileError
        If the name leads nowhere.
    InputError
        If it means a conflict file, which has no claims.

    Examples
    --------
    >>> folder_of("korea/2025-10").name
    'korea'
    """
    path = _resolve(name).path
    if path.is_file():
        message = "a conflict on its own has no claims"
        raise InputError(Diagnostic("no-claims", message, "name a dossier with --dossier"))
    return path


def check(name: str | Path, library: Path | None = None) -> Checked:
    """Check a conflict file or a dossier; the name of a snapshot means the dossier that holds it.

    Raises
    ------
    UnknownName, FileError
        If the name leads nowhere.
    """
    place = _resolve(name)
    if place.path.is_file():
        return check_file(place.path, str(name))
    return check_folder(place.path, str(name), library)


def published_results(name: str) -> Results | None:
    """Return the results that the literature reports for a shipped conflict; None where none are known."""
    path = _CONFLICTS / f"{name}{_SIDECAR}"
    if name not in _paths() or not path.is_file():
        return None
    content = parse_yaml(read_text(path), str(path)).value
    assert isinstance(content, dict), f"{path} is shipped and well formed"
    by_concept = content["equilibria"][1].value
    assert isinstance(by_concept, dict), f"{path} is shipped and well formed"
    found = {concept: _states(node) for concept, (_, node) in by_concept.items()}
    return Results(str(content["source"][1].value), MappingProxyType(found))


@dataclass(frozen=True, slots=True)
class _Location:
    """A conflict file, or the folder of a dossier and perhaps a snapshot in it."""

    path: Path
    snapshot: str | None = None


def _resolve(name: str | Path) -> _Location:
    if isinstance(name, Path) or name.startswith((".", "/", "~")) or name.endswith((".yaml", ".yml")):
        return _path_location(Path(name).expanduser())
    paths = _paths()
    first, _, snapshot = name.partition("/")
    if first not in paths:
        cure = closest(first, paths)
        for path in (name, f"{name}.yaml") if name else ():
            if Path(path).exists():
                cure = f"for the path write ./{path}"
        raise UnknownName(Diagnostic("unknown-conflict", f"the catalogue has no {name!r}", cure))
    snapshots = dossiers.snapshot_names(paths[first]) if paths[first].is_dir() else ()
    if snapshot and snapshot not in snapshots:
        message = f"{first} has no conflict {snapshot}"
        cure = closest(snapshot, snapshots) if snapshots else f"it is one conflict: write {first}"
        raise UnknownName(Diagnostic("unknown-conflict", message, cure))
    return _Location(paths[first], snapshot or None)


def _paths() -> dict[str, Path]:
    """Return the files and folders of the catalogue by name: dossiers first, then conflicts."""
    folders = sorted(path for path in _HERE.iterdir() if dossiers.is_dossier(path))
    files = sorted(path for path in _CONFLICTS.glob("*.yaml") if not path.name.endswith(_SIDECAR))
    return {**{folder.name: folder for folder in folders}, **{path.stem: path for path in files}}


def _path_location(path: Path) -> _Location:
    if path.is_file() or dossiers.is_dossier(path):
        return _Location(path)
    if dossiers.is_dossier(path.parent):
        names = dossiers.snapshot_names(path.parent)
        if path.name not in names:
            message = f"the dossier {path.parent} has no conflict {path.name}"
            raise UnknownName(Diagnostic("unknown-conflict", message, closest(path.name, names)))
        return _Location(path.parent, path.name)
    if path.is_dir():
        message, cure = "this folder is no dossier", "name a conflict file, or a folder with a dossier.yaml"
        raise FileError(Diagnostic("no-dossier", message, cure, Place(str(path))))
    message = "there is no such file or folder"
    raise FileError(Diagnostic("no-such-file", message, "check the path", Place(str(path))))


def _title(path: Path) -> str:
    content = parse_yaml(read_text(path), str(path)).value
    return str(content["title"][1].value) if isinstance(content, dict) and "title" in content else ""


def _states(node: Node) -> tuple[StateName, ...]:
    items = node.value if isinstance(node.value, tuple) else ()
    return tuple(
        frozenset(str(option.value) for option in item.value)
        if isinstance(item.value, tuple)
        else str(item.value)
        for item in items
    )
