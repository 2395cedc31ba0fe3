"""Where the texts of reports are kept: one file for each, named after its digest.

The texts are not part of a dossier, for they belong to those who wrote them.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Place
from ..errors import FileError
from ..files.disk import write_whole
from .texts import digest, is_digest, normalise

__all__ = ["ENVIRONMENT", "TextStore", "is_shipped", "library_folder", "refuse_shipped"]

ENVIRONMENT = "DETENTE_LIBRARY"
"""The environment variable that names the folder of the library."""

_CURE = f"make room or get leave to write there, or name another folder in {ENVIRONMENT}"
_PACKAGE = Path(__file__).resolve().parents[1]


def is_shipped(dossier: Path) -> bool:
    """Return whether the folder of a dossier lies inside the installed package.

    Examples
    --------
    >>> is_shipped(Path(__file__).parents[1] / "catalog" / "korea"), is_shipped(Path.home())
    (True, False)
    """
    return dossier.resolve().is_relative_to(_PACKAGE)


def refuse_shipped(folder: Path) -> None:
    """Refuse to write into the installed package, whose dossiers are read-only.

    Parameters
    ----------
    folder
        Where something is to be written.

    Raises
    ------
    FileError
        If the folder lies inside the package.

    Examples
    --------
    >>> try:
    ...     refuse_shipped(Path(__file__))
    ... except FileError as error:
    ...     print(error.diagnostics[0].message)
    the dossiers that come with detente are read-only
    """
    if is_shipped(folder):
        path = folder.resolve().relative_to(_PACKAGE)
        name = path.parts[1] if path.parts[:1] == ("catalog",) and len(path.parts) > 1 else "korea"
        message = "the dossiers that come with detente are read-only"
        cure = (
            f"make one of your own with detente new DIR --from {name}, or choose a folder outside the package"
        )
        raise FileError(Diagnostic("shipped", message, cure, Place(str(folder))))


def library_folder(dossier: Path, chosen: Path | None = None) -> Path:
    """Return the folder that holds the library of a dossier.

    The folder that was chosen, else the one that ``DETENTE_LIBRARY`` names, else the dossier's own; for a
    shipped dossier, which is read-only, a folder of its name under the user's data directory. The folder
    need not exist.

    Examples
    --------
    >>> library_folder(Path("standoff"), Path("elsewhere")).name
    'elsewhere'
    """
    if chosen is not None:
        return chosen
    if named := os.environ.get(ENVIRONMENT):
        return Path(named).expanduser()
    if not is_shipped(dossier):
        return dossier
    from platformdirs import user_data_path  # here, for most dossiers do not need it

    return user_data_path("detente") / dossier.resolve().name


@dataclass(frozen=True, slots=True)
class TextStore:
    r"""The texts under ``texts/`` of a library's folder, each in a file named after its digest.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = TextStore(Path(folder))
    ...     key = store.add("one\r\ntwo")
    ...     store.get(key)
    'one\ntwo'
    """

    folder: Path

    def get(self, key: str) -> str | None:
        """Return the text of a digest; None when it is not at hand, or was changed where it lies.

        :meth:`differs` tells the two apart.

        Raises
        ------
        FileError
            When the file cannot be read.
        ValueError
            When ``key`` is no digest.
        """
        data = self._read(key)
        if data is None or not _is_named_after(data, key):
            return None
        return data.decode("utf-8")

    def differs(self, key: str) -> bool:
        """Return whether a text lies under this digest that is not the text of this digest.

        Raises as :meth:`get` does.
        """
        data = self._read(key)
        return data is not None and not _is_named_after(data, key)

    def digests(self) -> frozenset[str]:
        """Return the digests under which a text lies; whether it is the one is for :meth:`get` to say.

        Raises
        ------
        FileError
            When the folder cannot be read.
        """
        folder = self.folder / "texts"
        try:
            names = os.listdir(folder)
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            cure = "check that you may read it, or choose another library"
            raise _file_error("unreadable-file", "read", folder, error, cure) from error
        return frozenset(name[:-4] for name in names if name.endswith(".txt") and is_digest(name[:-4]))

    def add(self, text: str) -> str:
        """Store a text, normalised, and return its digest; a text that is there already stays as it is.

        A stored text that was changed is put right. The file appears whole or not at all.

        Raises
        ------
        FileError
            When the file cannot be written, or lies inside the package; what was there before is still there.
        """
        refuse_shipped(self.folder)
        text = normalise(text)
        key = digest(text)
        if self.get(key) is None:
            write_whole(self._path(key), text.encode("utf-8"), _CURE)
        return key

    def _path(self, key: str) -> Path:
        if not is_digest(key):
            raise ValueError(f"{key!r} is no digest: 64 digits of 0-9 and a-f")
        return self.folder / "texts" / f"{key}.txt"

    def _read(self, key: str) -> bytes | None:
        path = self._path(key)
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            cure = "check that you may read it, or choose another library"
            raise _file_error("unreadable-file", "read", path, error, cure) from error


def _is_named_after(data: bytes, key: str) -> bool:
    return hashlib.sha256(data).hexdigest() == key


def _file_error(code: str, verb: str, path: Path, error: OSError, cure: str) -> FileError:
    message = f"cannot {verb} this file of the library: {error.strerror or error}"
    return FileError(Diagnostic(code, message, cure, Place(str(path))))
