"""A conflict with some of its lines taken out, analysed fast.

What two variants have in common is worked out once. The meaning is that of ``Edit.drop``: whatever lines are
taken out, the analysis is that of the edited conflict.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE, Edit
from ..conflict.preferences import Line, Preference, Prioritised
from ..errors import InputError
from .kindred import Kindred
from .stability import Analysis, analyse

__all__ = ["Variants", "removable"]


def removable(conflict: Conflict) -> tuple[tuple[str, Line], ...]:
    """Return the lines that can be taken out: of prioritised lists, and infeasibilities."""
    pairs = zip(conflict.decision_makers, conflict.preference_list, strict=True)
    wishes = [(dm.id, line) for dm, p in pairs if isinstance(p, Prioritised) for line in p.lines]
    return (*wishes, *((INFEASIBLE, line) for line in conflict.infeasible))


class Variants:
    """The conflicts that are left when lines are taken out of one.

    Parameters
    ----------
    conflict
        In option form, or in graph form, where no line can be taken out.
    concepts
        The ids of the concepts that an analysis of a variant is to hold.

    Attributes
    ----------
    lines
        Pairs of a target (a decision maker, or ``infeasible``) and a line that can be taken out.
    unchanged
        The analysis of the conflict as it is.

    Examples
    --------
    >>> c = Conflict.from_options({"A": ["x"], "B": ["y"]}, {"A": ["x", "B.y"], "B": ["not y"]})
    >>> variants = Variants(c, ["nash"])
    >>> [str(line) for _, line in variants.lines]
    ['A.x', 'B.y', 'not B.y']
    >>> [len(variants.without(places).equilibria("nash")) for places in ([], [2], [0, 2])]
    [1, 2, 4]
    """

    def __init__(self, conflict: Conflict, concepts: Iterable[str]) -> None:
        self.conflict = conflict
        self.concepts = tuple(dict.fromkeys(concepts))
        self.unchanged = analyse(conflict, self.concepts)
        self.lines = removable(conflict)
        self._kindred = Kindred(self.concepts)
        self._bases: dict[frozenset[int], Conflict | None] = {frozenset(): conflict}

    def without(self, places: Iterable[int]) -> Analysis | None:
        """Return the analysis of the conflict without the lines at some places of ``lines``.

        Returns
        -------
        Analysis or None
            None where no conflict is left: without an infeasibility a ranking may miss states.
        """
        gone = frozenset(places)
        if not gone:
            return self.unchanged
        base = self._base(frozenset(place for place in gone if self.lines[place][0] == INFEASIBLE))
        if base is None:
            return None
        pairs = zip(base.decision_makers, base.preference_list, strict=True)
        wishes = tuple(self._wishes(dm.id, preference, gone) for dm, preference in pairs)
        return self._kindred.analysis(replace(base, preference_list=wishes))

    def _base(self, rules: frozenset[int]) -> Conflict | None:
        """Return the conflict without some infeasibilities, and with all wishes."""
        if rules not in self._bases:
            lines = [self.lines[place] for place in sorted(rules)]
            try:
                found = self.conflict.edited(*(Edit.drop(target, line.statements) for target, line in lines))
            except InputError:
                self._bases[rules] = None
            else:
                self._bases[rules] = found
        return self._bases[rules]

    def _wishes(self, dm: str, preference: Preference, gone: frozenset[int]) -> Preference:
        """Return what a decision maker wants without its lines among ``gone``."""
        if not isinstance(preference, Prioritised):
            return preference
        places = [place for place, (target, _) in enumerate(self.lines) if target == dm]
        kept = zip(places, preference.lines, strict=True)
        return Prioritised(tuple(line for place, line in kept if place not in gone))
