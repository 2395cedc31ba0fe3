"""detente reads the reporting on a standoff, models it, and finds what would end it.

>>> import detente
>>> conflict = detente.Conflict.from_options(
...     {"A": ["x"], "B": ["y"]}, preferences={"A": ["not B.y", "x"], "B": ["y only if A.x"]}
... )
>>> conflict.state("A.x").index
1

Names are loaded when first used, so that ``import detente`` stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .analysis.stability import Analysis, analyse
    from .catalog.names import load, load_dossier
    from .conflict.conflict import Conflict
    from .conflict.editing import diff
    from .conflict.edits import Edit
    from .conflict.file import save
    from .conflict.preferences import Basis, Line, Ranking, Scores, Weights
    from .conflict.states import State, StateSet
    from .dossier.assessment import Assessment, assess
    from .dossier.dossier import Dossier
    from .errors import DetenteError, FileError, InputError, NotAnalysed, NotComparable, TooLarge, UnknownName

__all__ = [
    "Analysis",
    "Assessment",
    "Basis",
    "Conflict",
    "DetenteError",
    "Dossier",
    "Edit",
    "FileError",
    "InputError",
    "Line",
    "NotAnalysed",
    "NotComparable",
    "Ranking",
    "Scores",
    "State",
    "StateSet",
    "TooLarge",
    "UnknownName",
    "Weights",
    "analyse",
    "assess",
    "diff",
    "load",
    "load_dossier",
    "save",
]

_HOME = {
    "Analysis": "analysis.stability",
    "Assessment": "dossier.assessment",
    "Basis": "conflict.preferences",
    "Conflict": "conflict.conflict",
    "DetenteError": "errors",
    "Dossier": "dossier.dossier",
    "Edit": "conflict.edits",
    "FileError": "errors",
    "InputError": "errors",
    "Line": "conflict.preferences",
    "NotAnalysed": "errors",
    "NotComparable": "errors",
    "Ranking": "conflict.preferences",
    "Scores": "conflict.preferences",
    "State": "conflict.states",
    "StateSet": "conflict.states",
    "TooLarge": "errors",
    "UnknownName": "errors",
    "Weights": "conflict.preferences",
    "analyse": "analysis.stability",
    "assess": "dossier.assessment",
    "diff": "conflict.editing",
    "load": "catalog.names",
    "load_dossier": "catalog.names",
    "save": "conflict.file",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def load_ipython_extension(ipython: Any) -> None:
    """Let a notebook show conflicts, analyses and assessments: ``%load_ext detente``."""
    from .brief.notebook import register

    register(ipython.display_formatter.formatters["text/html"])


def __dir__() -> list[str]:
    return __all__
