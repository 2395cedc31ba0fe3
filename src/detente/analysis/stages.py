"""Stages of a road: the conflict as it is now, and as it is once outcomes have been reached and have held.

Where a road arrives at a state that nobody would leave, inside an outcome for which the conflict has an
``after``, the edits of that outcome apply from there on. Where things stand counts as arrived at.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.edits import Edit
from ..conflict.states import State
from ..engine.arrays import BoolArray, IntArray, frozen
from ..errors import InputError
from .exposure import Exposure
from .stability import Analysis, analyse

__all__ = ["HALTING", "Stage", "stages"]

HALTING = "seq"
"""The concept under which a state is a halting place: nobody would leave it."""


@dataclass(frozen=True)
class Stage:
    """A conflict after some outcomes have been reached and have held.

    Attributes
    ----------
    reached
        The ids of these outcomes, in the order of the file.
    edits
        The edits that were made for them; those that an earlier one had made idle are left out.
    known
        The analysis, where it has been made already.
    """

    conflict: Conflict
    today: State
    reached: tuple[str, ...]
    edits: tuple[Edit, ...]
    known: Analysis | None = None

    @functools.cached_property
    def analysis(self) -> Analysis:
        """The conflict analysed under ``HALTING``."""
        return analyse(self.conflict, HALTING) if self.known is None else self.known

    @functools.cached_property
    def halts(self) -> BoolArray:
        """The positions that nobody would leave, shape (positions,)."""
        return self.inside(self.analysis.equilibria(HALTING).codes)

    @functools.cached_property
    def exposure(self) -> Exposure:
        """What each party puts at risk."""
        return Exposure(self.conflict, self.analysis.form, self.today)

    def inside(self, codes: IntArray) -> BoolArray:
        """Return some states as a mask over the positions, read-only."""
        mask = np.zeros(self.conflict.space.positions, bool)
        mask[codes] = True
        return frozen(mask)


def stages(
    conflict: Conflict, today: State, known: Analysis | None = None
) -> tuple[tuple[Stage, ...], tuple[IntArray, ...]]:
    """Return the stages that roads can come to, and for each the stage at which one is after an arrival.

    Parameters
    ----------
    conflict, today
        The conflict, and where roads start.
    known
        Its analysis under ``HALTING``, where it has been made already.

    Returns
    -------
    stages
        The first one is the conflict as it is.
    becomes : per stage an integer array, shape (positions,)
        The place of a stage, for an arrival at each position.
    """
    edited = tuple(one for one in conflict.after if one in conflict.outcomes)
    found = [Stage(conflict, today, (), (), known)]
    becomes: list[IntArray] = []
    while len(becomes) < len(found):
        stage = found[len(becomes)]
        after = np.full(conflict.space.positions, len(becomes), np.int64)
        left = [one for one in edited if one not in stage.reached]
        arrived = [stage.halts & stage.inside(conflict.find(one).codes) for one in left]
        marks = sum((mask.astype(np.int64) << bit for bit, mask in enumerate(arrived)), np.zeros_like(after))
        for mark in np.unique(marks[marks > 0]).tolist():
            more = [one for bit, one in enumerate(left) if mark >> bit & 1]
            reached = tuple(one for one in edited if one in stage.reached or one in more)
            place = next((z for z, other in enumerate(found) if other.reached == reached), len(found))
            if place == len(found):
                found.append(_stage(conflict, today, reached))
            after[marks == mark] = place
        becomes.append(after)
    return tuple(found), tuple(becomes)


def _stage(conflict: Conflict, today: State, reached: tuple[str, ...]) -> Stage:
    made = []
    changed = conflict
    for edit in (edit for one in reached for edit in conflict.after[one]):
        after = _made(changed, edit)
        if after is not None:
            changed = after
            made.append(edit)
    return Stage(changed, today, reached, tuple(made))


def _made(conflict: Conflict, edit: Edit) -> Conflict | None:
    """Return a conflict with an edit made; None where a change before it has made it idle."""
    try:
        return conflict.edited(edit)
    except InputError:
        return None
