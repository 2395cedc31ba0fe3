"""The conflict file: loading, checking, saving.

A file holds a whole conflict, or says which other one it ``extends`` and by which ``edits``. A save splices
the text that was read, so comments and layout survive; it is checked before it is written.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..diagnostics import Diagnostic, Place, Severity
from ..errors import FileError, InputError
from ..files.disk import read_text, write_whole
from ..files.formats import parse_yaml
from ..files.records import Node
from .conflict import Conflict
from .editing import check_edited, step
from .edits import Edit, History
from .reading import Variant, check_version, read_draft, read_variant
from .writing import rendered, rendered_variant, respliced

__all__ = ["check", "check_text", "load", "save", "save_variant", "source_digest"]

_LONGEST_NAME = 100
_SIBLING = re.compile(r"\w[\w.-]*")


def load(path: Path) -> Conflict:
    """Read a conflict file.

    Raises
    ------
    FileError
        If a file cannot be read.
    InputError
        With all faults of the file at once, each with its place and cure.
    """
    return _loaded(path, read_text(path), ())


def check(path: Path) -> tuple[Conflict | None, tuple[Diagnostic, ...]]:
    """Read a conflict file, and return it with its warnings, or None with its faults."""
    try:
        conflict = load(path)
    except InputError as error:
        return None, error.diagnostics
    return conflict, conflict.warnings


def check_text(path: Path, text: str) -> tuple[Conflict | None, tuple[Diagnostic, ...]]:
    """Read a text as if it stood in a conflict file, and return it as :func:`check` does."""
    try:
        conflict = _loaded(path, text, ())
    except InputError as error:
        return None, error.diagnostics
    return conflict, conflict.warnings


def save_variant(
    folder: Path,
    name: str,
    base: str,
    edits: Sequence[Edit],
    *,
    title: str = "",
    as_of: date | None = None,
    alternative_of: str = "",
) -> Conflict:
    """Write a new file that changes the file of another conflict in the same folder by edits.

    Parameters
    ----------
    folder, name
        Of the new file, without its ending.
    base
        The name of the conflict that it extends.
    edits
        By what.
    title, as_of, alternative_of
        As in the file; what is empty is that of the base, or not there.

    Raises
    ------
    FileError
        If there is a file of this name already, or it cannot be written.
    InputError
        If the name will not do, or the edits do not fit; nothing was written then.
    """
    if not _SIBLING.fullmatch(name) or ".." in name or len(name) > _LONGEST_NAME:
        message = f"{name!r} cannot be the name of a snapshot"
        cure = "write letters, digits, points and hyphens, such as 2025-11"
        raise InputError(Diagnostic("bad-name", message, cure))
    path = folder / f"{name}.yaml"
    if os.path.lexists(path):
        message = f"there is a snapshot {name} already"
        raise FileError(Diagnostic("already-there", message, "choose another name", Place(str(path))))
    text = rendered_variant(base, edits, title, as_of, alternative_of)
    conflict = _loaded(path, text, ())
    write_whole(path, text.encode("utf-8"))
    return conflict


def source_digest(path: Path) -> str:
    """Return a digest of all that a conflict is read from: the text of its file and of those it extends.

    It tells whether a file was changed since it was shown, also where it has faults.

    Raises
    ------
    FileError
        If the file cannot be read.
    """
    found = hashlib.sha256()
    read: set[Path] = set()
    here: Path | None = path
    while here is not None and here.resolve() not in read:
        read.add(here.resolve())
        text = read_text(here)
        found.update(f"{here.name} {len(text)}\n{text}".encode())
        here = _extended_file(here, text)
    return found.hexdigest()


def _extended_file(path: Path, text: str) -> Path | None:
    """Return the file that a file extends; None where it extends none, or cannot be read so far."""
    try:
        node = _parsed(text, str(path))
    except InputError:
        return None
    extends = node.value.get("extends") if isinstance(node.value, dict) else None
    name = extends[1].value if extends is not None else None
    base = path.parent / f"{name}.yaml" if isinstance(name, str) and _SIBLING.fullmatch(name) else None
    return base if base is not None and base.is_file() else None


def save(conflict: Conflict, path: Path | str) -> None:
    """Write a conflict to a file; the old file or the new one is there at any time, never half.

    A conflict that was read from a file is written as that file's text with its edits spliced in: comments
    stay, and go only with the statement that they belong to. One that was built in code is written afresh.

    Raises
    ------
    FileError
        If the file cannot be written, or was changed by somebody since the conflict was read from it.
    InputError
        If the text would not read as the same conflict, for instance because the file that it extends does
        not stand beside it.
    """
    path = Path(path)
    history = conflict.history
    if history is None:
        text = rendered(conflict)
    else:
        _refuse_changed(history, path)
        text = respliced(history, lambda changed: _loaded(path, changed, ()))
    if _loaded(path, text, ()) != conflict:
        raise AssertionError("the text to be saved does not read as the conflict; nothing was written")
    write_whole(path, text.encode("utf-8"))


def _refuse_changed(history: History, path: Path) -> None:
    """Refuse to overwrite a file that no longer holds the text that was read from it."""
    if Path(history.file).resolve() != path.resolve() or not path.exists():
        return
    now = read_text(path)
    if now != history.text:
        message = "the file was changed since it was read"
        cure = "load it again and repeat the edits, or save to another place"
        raise FileError(Diagnostic("changed-on-disk", message, cure, Place(str(path))))


def _loaded(path: Path, text: str, chain: tuple[Path, ...]) -> Conflict:
    """Read a conflict from the text of a file; ``chain`` holds the files that extend it."""
    file = str(path)
    node = _parsed(text, file)
    check_version(node)
    extends = isinstance(node.value, dict) and "extends" in node.value
    conflict = _extended(node, path, chain, []) if extends else _whole(text, file)
    warnings = tuple(warning.in_file(file) for warning in conflict.warnings)
    return replace(conflict, history=History(file, text, extends), warnings=warnings)


# A dossier reads a file once for itself and once for each file that extends it.


@functools.lru_cache(maxsize=16)
def _parsed(text: str, file: str) -> Node:
    return parse_yaml(text, file)


@functools.lru_cache(maxsize=16)
def _whole(text: str, file: str) -> Conflict:
    """Read a conflict from the text of a file that extends no other."""
    faults: list[Diagnostic] = []
    return Conflict.of(read_draft(_parsed(text, file), faults), before=faults)


def _extended(node: Node, path: Path, chain: tuple[Path, ...], faults: list[Diagnostic]) -> Conflict:
    """Read a file that extends another one, and make its edits."""
    variant = read_variant(node, faults)
    if faults:
        raise InputError(faults)
    base_path = _base_path(variant, path, chain)
    base = _loaded(base_path, read_text(base_path), (*chain, path.resolve()))
    conflict = base
    for edit, place in variant.edits:
        try:
            conflict = step(conflict, edit)
        except InputError as error:
            faults += [replace(fault, place=place) for fault in error.diagnostics]
    if faults:
        raise InputError(faults)
    try:
        check_edited(conflict, [edit for edit, _ in variant.edits])
    except InputError as error:
        raise InputError(replace(fault, place=node.place) for fault in error.diagnostics) from None
    return replace(
        conflict,
        title=variant.title or base.title,
        as_of=variant.as_of or base.as_of,
        alternative_of=variant.alternative_of,
    )


def _base_path(variant: Variant, path: Path, chain: tuple[Path, ...]) -> Path:
    name, place = variant.extends.text, variant.extends.place
    if not _SIBLING.fullmatch(name) or ".." in name:
        message = f"{name!r} is not the name of a conflict in the same folder"
        raise InputError(Diagnostic("bad-extends", message, "write a name such as 2025-10", place))
    base = path.parent / f"{name}.yaml"
    if base.resolve() in (*chain, path.resolve()):
        message = f"{name} extends itself, directly or by way of others"
        raise InputError(Diagnostic("circular-extends", message, "extend another conflict", place))
    if not base.is_file():
        cure = f"put {base.name} beside it, or correct the name"
        message = f"there is no conflict {name} in this folder"
        raise InputError(Diagnostic("unknown-conflict", message, cure, place, Severity.ERROR))
    return base
