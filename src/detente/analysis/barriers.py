"""Why there is no road: which lines of the conflict, or which demands on the road, bar it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE, Edit
from ..conflict.preferences import Line
from ..conflict.statements import literal
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..errors import InputError
from .words import joined

__all__ = ["no_road"]


def no_road(
    conflict: Conflict, today: State, outcome: str, by: Sequence[str], without: Sequence[str], joint: int
) -> InputError:
    """Return the fault that no road leads to an outcome, with what bars it as far as one thing does."""
    for one in (*by, outcome):
        if not len(conflict.find(one)):
            lines = [str(line) for line in _ruling_out(conflict, one)]
            because = f": {joined(lines)} is ruled out" if len(lines) == 1 else ""
            message = f"no state lies in the outcome {one}{because}"
            return _fault(message, "change the outcome, or drop an infeasibility")
        fixed = [str(line) for line in _undone(conflict, today, one)]
        if fixed:
            message = (
                f"no road leads to {one}: {joined(fixed)} holds today, cannot be undone, and is not so there"
            )
            return _fault(message, "drop an irreversible line, or change the outcome")
    how = f" by way of {joined(by)}" if by else ""
    how += f" without {joined(without)}" if without else ""
    alone = conflict.graph is None and not joint
    how += " without a joint step" if alone else ""
    cure = "ask for less" if by or without else "see what is infeasible or irreversible"
    return _fault(f"no road leads to {outcome}{how}", "allow a joint step" if alone else cure)


def _fault(message: str, cure: str) -> InputError:
    return InputError(Diagnostic("no-road", message, cure))


def _ruling_out(conflict: Conflict, outcome: str) -> Iterator[Line]:
    """Yield the infeasibilities each of which alone empties an outcome."""
    for line in conflict.infeasible:
        if len(conflict.edited(Edit.drop(INFEASIBLE, line.statement)).find(outcome)):
            yield line


def _undone(conflict: Conflict, today: State, outcome: str) -> Iterator[Line]:
    """Yield the irreversible lines that hold today and nowhere in an outcome."""
    codes = conflict.find(outcome).codes
    for line in conflict.irreversible:
        found = literal(line.statement)
        if found is not None:
            bit = conflict.space.refs.index(found[0].ref)
            holds = ((np.append(codes, today.code) >> bit) & 1 == 1) == found[1]
            if holds[-1] and not holds[:-1].any():
                yield line
