"""Clauses that must hold, and literals of which as few as can be are to be broken: MaxSAT, exact or stopped.

The solver is RC2 of python-sat (Ignatiev, Morgado & Marques-Silva 2019, RC2: an efficient MaxSAT solver,
Journal on Satisfiability, Boolean Modeling and Computation 11, 53–64), the extra ``solve``.
"""

from __future__ import annotations

import importlib.util
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import NotInstalled

if TYPE_CHECKING:
    from pysat.solvers import Solver

__all__ = ["Clause", "Solved", "least_broken", "require_solver", "satisfiable"]

Clause: TypeAlias = "list[int]"
"""Literals, one of which must hold: a variable's number from 1, or minus it."""

_SOLVER = "g4"
_CONFLICTS = 2000
"""After so many conflicts the solver looks at the clock; tens of milliseconds."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What was found.

    Attributes
    ----------
    model : frozenset of int or None
        The literals that hold; None where no model is known.
    at_least : int
        So many soft literals at least are broken in every model.
    proved : bool
        Whether no model breaks fewer, or, without a model, whether there is none.
    """

    model: frozenset[int] | None
    at_least: int
    proved: bool


class _Stopped(Exception):  # noqa: N818 - no error: the time is up
    """The time is up."""


def require_solver() -> None:
    """Raise NotInstalled where the solver is not installed."""
    if importlib.util.find_spec("pysat") is None:
        raise NotInstalled("the solver python-sat", "solve")


def satisfiable(hard: Sequence[Clause]) -> bool:
    """Return whether all clauses can hold at once.

    Raises
    ------
    NotInstalled
        If python-sat is not installed.
    """
    require_solver()
    from pysat.solvers import Solver  # here, for only this needs it

    with Solver(_SOLVER, bootstrap_with=hard) as solver:
        return bool(_asked(solver, (), _never))


def least_broken(hard: Sequence[Clause], soft: Sequence[int], seconds: float | None = None) -> Solved:
    """Find a model of all hard clauses that breaks as few soft literals as can be.

    First a model is found and made better, literal by literal, until no literal can be kept on top of those
    that are; so there is something to give when the time is up. Then RC2 looks for a best one, and proves it.

    Parameters
    ----------
    hard
        Clauses.
    soft
        Literals of different variables.
    seconds
        When to stop, a little later at most; never by default. An interrupt (Ctrl-C) stops, too.

    Raises
    ------
    NotInstalled
        If python-sat is not installed.

    Notes
    -----
    NP-hard. Each step of the first stage is one call of a SAT solver, at most one for each soft literal.

    Examples
    --------
    >>> found = least_broken([[-1, -2], [-2, -3], [1, 2, 3]], [1, 2, 3])
    >>> sorted(found.model), found.at_least, found.proved
    ([-2, 1, 3], 1, True)
    >>> least_broken([[1], [-1]], [1])
    Solved(model=None, at_least=0, proved=True)
    """
    require_solver()
    end = math.inf if seconds is None else time.monotonic() + seconds

    def look_at_clock() -> None:
        if time.monotonic() > end:
            raise _Stopped

    best: list[frozenset[int]] = []
    at_least = 0
    try:
        if not _improved(hard, soft, best, look_at_clock):
            return Solved(None, 0, proved=True)
        with _rc2(hard, soft, look_at_clock) as solver:
            try:
                model = solver.compute()
            finally:
                at_least = solver.cost
            return Solved(frozenset(model), at_least, proved=True)
    except (_Stopped, KeyboardInterrupt):
        if not best:
            return Solved(None, at_least, proved=False)
        broken = len(set(soft) - best[-1])
        return Solved(best[-1], at_least, proved=broken == at_least)


def _never() -> None:
    """Do not stop."""


def _asked(solver: Solver, assumed: Iterable[int], look_at_clock: Callable[[], None]) -> bool:
    """Return whether a solver finds a model, and look at the clock now and then."""
    answer = None
    while answer is None:
        look_at_clock()
        solver.conf_budget(_CONFLICTS)
        # so that Python, and not the solver, hears of an interrupt
        answer = solver.solve_limited(assumptions=list(assumed), expect_interrupt=True)
    return bool(answer)


def _improved(
    hard: Sequence[Clause],
    soft: Sequence[int],
    found: list[frozenset[int]],
    look_at_clock: Callable[[], None],
) -> bool:
    """Append ever better models; return whether there is any. None breaks fewer by one literal alone."""
    from pysat.solvers import Solver

    with Solver(_SOLVER, bootstrap_with=hard) as solver:
        if not _asked(solver, (), look_at_clock):
            return False
        found.append(frozenset(solver.get_model()))
        kept = [literal for literal in soft if literal in found[-1]]
        for literal in soft:
            if literal not in found[-1] and _asked(solver, [*kept, literal], look_at_clock):
                found.append(frozenset(solver.get_model()))
                kept = [one for one in soft if one in found[-1]]
    return True


def _rc2(hard: Sequence[Clause], soft: Sequence[int], look_at_clock: Callable[[], None]) -> Any:
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF

    class Watched(RC2):  # type: ignore[misc] # python-sat has no types
        """RC2 that looks at the clock; its ``cost`` is a bound from below at any time."""

        def _call_oracle(self, assumptions: Iterable[int] = (), expect_interrupt: bool = False) -> bool:
            return _asked(self.oracle, assumptions, look_at_clock)

    formula = WCNF()
    for clause in hard:
        formula.append(clause)
    for literal in soft:
        formula.append([literal], weight=1)
    return Watched(formula, solver=_SOLVER, adapt=True, exhaust=True)
