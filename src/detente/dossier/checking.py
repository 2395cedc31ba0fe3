"""Checking a conflict file or a dossier: everything that is wrong with it, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..conflict import file
from ..diagnostics import Diagnostic, Place
from ..errors import InputError
from ..evidence.anchors import AnchorState
from .dossier import Dossier, load

__all__ = ["Checked", "check_file", "check_folder"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes
    ----------
    name
        What was checked.
    diagnostics
        Faults and warnings in the order of their places.
    conflicts
        How many conflicts could be read.
    anchors
        How many claims have their words verified, not at hand, or different.
    """

    name: str
    diagnostics: tuple[Diagnostic, ...]
    conflicts: int
    anchors: Mapping[AnchorState, int]

    @property
    def sound(self) -> bool:
        """Whether nothing but warnings was found."""
        return not any(diagnostic.is_error for diagnostic in self.diagnostics)


def check_file(path: Path, name: str) -> Checked:
    """Check a conflict file; ``name`` is what the user calls it."""
    conflict, found = file.check(path)
    return Checked(name, found, 0 if conflict is None else 1, MappingProxyType({}))


def check_folder(folder: Path, name: str, library: Path | None = None) -> Checked:
    """Check a dossier: its files, the claims that its lines rest on, and the anchors of its claims."""
    try:
        dossier = load(folder, library)
    except InputError as error:
        return Checked(name, error.diagnostics, 0, MappingProxyType({}))
    warnings = [warning for _, conflict in dossier.conflicts for warning in conflict.warnings]
    found = (*warnings, *dossier.unresolved(), *_changed_anchors(dossier, folder))
    anchors = Counter(cited.state for cited in dossier.claims.values())
    return Checked(name, found, len(dossier.conflicts), MappingProxyType(dict(anchors)))


def _changed_anchors(dossier: Dossier, folder: Path) -> Iterator[Diagnostic]:
    for cited in dossier.claims.values():
        if cited.state is AnchorState.DIFFERS:
            claim, anchor = cited.claim.id, cited.claim.anchor
            yield Diagnostic(
                "anchor-differs",
                f"the words of {claim} do not stand in {cited.report.id} at {anchor.start}:{anchor.end}",
                "add the text of the report anew, or mend the anchor",
                Place(str(folder / "claims.jsonl")),
            )
