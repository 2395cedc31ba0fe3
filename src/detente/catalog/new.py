"""A new dossier: an example to start from, or a copy of a dossier that may be changed.

A folder with a ``dossier.yaml`` is a dossier, so that file takes its place last: what was broken off halfway
is never taken for one.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..conflict.conflict import Conflict
from ..diagnostics import Diagnostic, Place
from ..errors import FileError, InputError
from ..evidence.library import TextStore, is_shipped
from ..files.disk import read_text, write_whole
from ..files.scalars import scalar
from .names import catalogue, located

__all__ = ["Made", "new_dossier"]

_TEMPLATE = Path(__file__).parent / "template"
_HEADER = "dossier.yaml"
_KINDS = {".yaml", ".jsonl", ".md"}
"""The files of a dossier by their endings; the texts of its reports are others."""

_ELSEWHERE = "choose a folder that is not there yet, or an empty one"


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier that was made.

    Attributes
    ----------
    folder
        Where it is.
    files
        Its files, relative to the folder, in the order of their names.
    origin
        The name of what it is a copy of; None for the example to start from.
    """

    folder: Path
    files: tuple[str, ...]
    origin: str | None = None

    @property
    def name(self) -> str:
        """What to write after a command to mean it.

        >>> Made(Path("river"), ()).name, Made(Path("../my river"), ()).name
        ('./river', "'../my river'")
        """
        path = self.folder.as_posix()
        return shlex.quote(path if path.startswith(("/", "./", "../")) or path == "." else f"./{path}")


def new_dossier(folder: Path, origin: str | None = None) -> Made:
    """Make a dossier in a new folder, whole or not at all.

    Parameters
    ----------
    folder
        A folder that is not there yet, with any folders above it, or an empty one; a ``.git`` may be in it.
    origin
        The name of a dossier to copy, without its texts, or of a conflict, which becomes the one snapshot
        of a new dossier. None lays out an example with comments.

    Raises
    ------
    UnknownName, FileError
        If the name leads nowhere, or the folder cannot be used; nothing was changed then.
    InputError
        If what is to be copied has faults, or is only a part of a dossier.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     made = new_dossier(Path(place) / "mine", "elmira")
    >>> made.files
    ('.gitignore', 'conflicts/elmira.yaml', 'dossier.yaml')
    """
    _refuse_unfit(folder)
    content = dict(_files(_TEMPLATE / "river") if origin is None else _copied(origin))
    content[".gitignore"] = (_TEMPLATE / "gitignore").read_bytes()
    texts = [] if origin is not None else [read_text(path) for path in sorted(_TEMPLATE.glob("*.txt"))]
    files = _laid_out(folder, content, texts)
    return Made(folder, files, origin)


def _refuse_unfit(folder: Path) -> None:
    """Raise FileError unless a dossier may be made in a folder."""
    if is_shipped(folder):
        raise _refusal("inside-package", "this folder is part of the installed program", folder)
    if not os.path.lexists(folder):
        return
    if not os.path.isdir(folder):  # says no where Path.is_dir would raise
        raise _refusal("is-a-file", "there is a file of this name, not a folder", folder)
    try:
        inside = sorted({path.name for path in folder.iterdir()} - {".git"})
    except OSError as error:
        raise _trouble(error, folder) from error
    if inside:
        shown = ", ".join(inside[:3]) + (", …" if len(inside) > 3 else "")
        raise _refusal("folder-not-empty", f"this folder is not empty: it holds {shown}", folder)


def _copied(origin: str) -> Iterator[tuple[str, bytes]]:
    """Return the files of a copy of what a name means."""
    found, _ = located(origin)  # says what is wrong with the name or the files
    entries = {entry.name: entry.path for entry in catalogue()}
    path = entries.get(origin, Path(origin).expanduser())
    if path.is_dir():
        return _files(path)
    if not path.is_file():
        message = f"{origin} is one snapshot of a dossier"
        raise InputError(Diagnostic("part-of-dossier", message, "name the dossier: all of it is copied"))
    return _around(path, found.conflicts[0][1])


def _around(path: Path, conflict: Conflict) -> Iterator[tuple[str, bytes]]:
    """Yield a dossier whose one snapshot is a conflict."""
    extends = conflict.history is not None and conflict.history.extends
    if extends or conflict.alternative_of:
        key = "extends" if extends else "alternative_of"
        message = f"this conflict is not whole on its own: its '{key}' names another one"
        cure = "name the folder of the dossier that holds both"
        raise InputError(Diagnostic("part-of-dossier", message, cure, Place(str(path))))
    yield f"conflicts/{path.stem}.yaml", path.read_bytes()
    header = (_TEMPLATE / "header.yaml").read_text(encoding="utf-8")
    yield _HEADER, header.replace("{title}", scalar(conflict.title or path.stem, flow=False)).encode()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a dossier with what they hold; no texts, nothing hidden."""
    for path in (*folder.iterdir(), *(folder / "conflicts").glob("*.yaml")):
        if path.suffix in _KINDS and path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _laid_out(folder: Path, content: dict[str, bytes], texts: list[str]) -> tuple[str, ...]:
    """Write the files of a dossier, and return their names; after a fault nothing of it is left."""
    made = [above for above in (folder, *folder.parents) if not os.path.exists(above)]
    moved: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        moved.append(Path(tempfile.mkdtemp(dir=folder, prefix=".new-")))
        built = moved[0]
        for name, data in content.items():
            write_whole(built / name, data)
        for text in texts:
            TextStore(built).add(text)
        files = tuple(sorted(p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()))
        for entry in sorted(built.iterdir(), key=lambda path: path.name == _HEADER):
            moved.append(folder / entry.name)
            entry.rename(moved[-1])
        built.rmdir()
    except BaseException as error:  # also when the user stops it
        _undo(moved, made)
        if isinstance(error, OSError):
            raise _trouble(error, folder) from error
        raise
    return files


def _undo(moved: Iterable[Path], made: Iterable[Path]) -> None:
    """Remove what was put into a folder, and the folders that were made for it."""
    for path in moved:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    for above in made:
        with contextlib.suppress(OSError):  # somebody else may use it by now
            above.rmdir()


def _refusal(code: str, message: str, folder: Path) -> FileError:
    return FileError(Diagnostic(code, message, _ELSEWHERE, Place(str(folder))))


def _trouble(error: OSError, folder: Path) -> FileError:
    message = f"cannot make a dossier here: {error.strerror or error}; nothing was changed"
    cure = "get leave to write there, or choose another folder"
    return FileError(Diagnostic("unwritable-folder", message, cure, Place(str(folder))))
