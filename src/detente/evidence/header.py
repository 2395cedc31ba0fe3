"""``dossier.yaml``: the title of a dossier and the actors in it."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..errors import InputError
from ..files.formats import parse_yaml
from ..files.records import Record
from .actors import Actor, actors_of

__all__ = ["Header", "read_header"]

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Header:
    """What ``dossier.yaml`` says: the title, and the people and bodies in the order of the file."""

    title: str
    actors: tuple[Actor, ...]


def read_header(text: str, file: str = "dossier.yaml") -> Header:
    """Return what a ``dossier.yaml`` says.

    Raises
    ------
    InputError
        With all the faults of the file at once.

    Examples
    --------
    >>> header = read_header('''
    ... detente: 1
    ... title: A border
    ... people:
    ...   ann: {name: Ann Other, speaks_for: [A]}
    ... ''')
    >>> header.title, header.actors[0].name
    ('A border', 'Ann Other')
    """
    faults: list[Diagnostic] = []
    record = Record(parse_yaml(text, file), "this dossier", faults)
    record.only(["detente", "title"], ["people", "bodies"])
    _check_version(record)
    header = Header(record.text("title"), actors_of(record))
    if faults:
        raise InputError(faults)
    return header


def _check_version(record: Record) -> None:
    if "detente" in record and record.number("detente") != _VERSION:
        message = f"this dossier is not written in version {_VERSION} of the format"
        record.fault("unknown-version", message, f"write 'detente: {_VERSION}', or update detente", "detente")
