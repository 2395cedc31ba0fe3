"""Stated uncertainty: how unsure each line of a model is, by what it rests on.

The numbers are assumptions of whoever asks, not measurements. They are stated so that one can argue about
them, and change them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..conflict.preferences import Basis, Line
from ..diagnostics import Diagnostic
from ..errors import InputError

__all__ = ["UNGRADED", "Grades", "Uncertainty"]

Grades = Mapping[str, float]
"""The quality of claims by id, from 0 (worst) to 1 (best)."""

UNGRADED = 0.5
"""The quality of a claim of which nothing is known: neither good nor bad."""


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How unsure the lines of a model are.

    Parameters
    ----------
    swap_reported, swap_inferred, swap_assumed
        The chance, in 0 … ½, that a line of that basis and a neighbour that is no less sure, alone in a list,
        come the wrong way round; see :class:`detente.analysis.dispersion.Dispersed`. A reported line has the
        first number where its best claim has the best grade, the second where it has the worst, and what
        lies between them in proportion. Where claims speak against it, it counts as inferred.
    absent_inferred, absent_assumed
        The chance that a line of that basis is not there at all; reported lines are always there.
    absent_rule
        The chance that an infeasibility is not there, unless it is logical.
    rival
        The weight of each rival reading, where the model itself has 1; with 0 they are left aside.

    Raises
    ------
    InputError
        If a chance or the weight is out of its range.

    Examples
    --------
    >>> from detente.conflict.statements import Taken
    >>> line = Line((Taken("A", "x"),), Basis.REPORTED, ("ann-offers",))
    >>> u = Uncertainty(swap_reported=0.1, swap_inferred=0.2)
    >>> [round(u.swap(line, {"ann-offers": quality}), 3) for quality in (1.0, 0.5, 0.0)]
    [0.1, 0.15, 0.2]
    """

    swap_reported: float = 0.05
    swap_inferred: float = 0.2
    swap_assumed: float = 0.35
    absent_inferred: float = 0.1
    absent_assumed: float = 0.2
    absent_rule: float = 0.1
    rival: float = 1.0

    def __post_init__(self) -> None:
        faults = list(self._faults())
        if faults:
            raise InputError(faults)

    def swap(self, line: Line, grades: Grades) -> float:
        """Return the chance that a line of a list swaps places."""
        if line.basis is Basis.ASSUMED:
            return self.swap_assumed
        if line.basis is Basis.INFERRED or line.against:
            return self.swap_inferred
        best = max((grades.get(claim, UNGRADED) for claim in line.because), default=UNGRADED)
        return self.swap_reported + (self.swap_inferred - self.swap_reported) * (1 - best)

    def absent(self, line: Line) -> float:
        """Return the chance that a line of a list is not there."""
        chances = {Basis.ASSUMED: self.absent_assumed, Basis.INFERRED: self.absent_inferred}
        return chances.get(line.basis, 0.0)

    def absent_infeasibility(self, line: Line) -> float:
        """Return the chance that an infeasibility is not there."""
        return 0.0 if line.basis is Basis.LOGICAL else self.absent_rule

    def _faults(self) -> Iterator[Diagnostic]:
        ranges = {
            "swap_reported": 0.5,
            "swap_inferred": 0.5,
            "swap_assumed": 0.5,
            "absent_inferred": 1,
            "absent_assumed": 1,
            "absent_rule": 1,
        }
        for name, most in ranges.items():
            chance = getattr(self, name)
            if not 0 <= chance <= most:
                what = name.replace("_", " ")
                message = f"the chance '{what}' is {chance}, and it must lie between 0 and {most}"
                why = "; with more, lines would rather stand the wrong way round" if most == 0.5 else ""
                yield Diagnostic("bad-chance", message, f"give a number from 0 to {most}{why}")
        if not 0 <= self.rival < float("inf"):
            message = f"the weight of a rival reading is {self.rival}, and it must be 0 or more"
            yield Diagnostic("bad-weight", message, "give 1 for as much weight as the model, 0 for none")
