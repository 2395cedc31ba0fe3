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
    from .conflict.conflict import Conflict
    from .conflict.editing import diff
    from .conflict.edits import Edit
    from .conflict.preferences import Basis, Line, Ranking, Scores, Weights
    from .conflict.states import State, StateSet

__all__ = ["Basis", "Conflict", "Edit", "Line", "Ranking", "Scores", "State", "StateSet", "Weights", "diff"]

_HOME = {
    "Basis": "conflict.preferences",
    "Conflict": "conflict.conflict",
    "Edit": "conflict.edits",
    "Line": "conflict.preferences",
    "Ranking": "conflict.preferences",
    "Scores": "conflict.preferences",
    "State": "conflict.states",
    "StateSet": "conflict.states",
    "Weights": "conflict.preferences",
    "diff": "conflict.editing",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
