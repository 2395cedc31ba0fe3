"""What all questions about roads in one conflict share: its stages, outcomes, and what is at risk where."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.states import State
from ..engine.arrays import BoolArray, IntArray
from .exposure import Shares
from .search import Form
from .stability import Analysis
from .stages import Stage, stages

__all__ = ["Terrain"]


@dataclass(frozen=True, eq=False)
class Terrain:
    """What all questions about roads from one state share; each part is worked out when it is first needed.

    Attributes
    ----------
    conflict, today
        The conflict, and where roads start.
    analysis
        Of the conflict, under ``HALTING``; None where there is none yet.
    """

    conflict: Conflict
    today: State
    analysis: Analysis | None = None

    @functools.cached_property
    def _staged(self) -> tuple[tuple[Stage, ...], tuple[IntArray, ...]]:
        return stages(self.conflict, self.today, self.analysis)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that roads can come to; see :func:`stages <detente.analysis.stages.stages>`."""
        return self._staged[0]

    @property
    def becomes(self) -> tuple[IntArray, ...]:
        """Per stage: the place of the stage at which one is after an arrival at each position."""
        return self._staged[1]

    @property
    def start(self) -> Stage:
        """The stage at which roads start: where things stand counts as arrived at."""
        return self.arrived(self.stages[0], self.today)

    @property
    def form(self) -> Form:
        """The conflict as the engine sees it."""
        return self.stages[0].analysis.form

    def arrived(self, stage: Stage, state: State) -> Stage:
        """Return the stage at which one is after an arrival at a state."""
        return self.stages[int(self.becomes[self.stages.index(stage)][state.code])]

    @functools.cached_property
    def inside(self) -> Mapping[str, BoolArray]:
        """Per outcome a mask over the positions."""
        here = self.stages[0]
        return MappingProxyType(
            {one: here.inside(self.conflict.find(one).codes) for one in self.conflict.outcomes}
        )

    @functools.cached_property
    def feasible(self) -> BoolArray:
        """The positions that are states, as a mask."""
        return self.stages[0].inside(self.conflict.space.codes)

    @functools.cached_property
    def _shares(self) -> tuple[Shares, ...]:
        return tuple(stage.exposure.shares for stage in self.stages)

    @functools.cached_property
    def scale(self) -> Shares:
        """All shares at risk that there are, ascending: a level is a place here."""
        return np.unique(np.concatenate([np.unique(one) for one in self._shares]))

    @property
    def dtype(self) -> type[np.signedinteger[Any]]:
        """A type that holds every level."""
        return np.int16 if len(self.scale) < np.iinfo(np.int16).max else np.int32

    @functools.cached_property
    def levels(self) -> tuple[IntArray, ...]:
        """Per stage: what each party puts at risk, as a level, shape (decision makers, positions)."""
        return tuple(np.searchsorted(self.scale, one).astype(self.dtype) for one in self._shares)
