"""The difference of two conflicts taken apart, so that some of its parts can be made and others not.

A *part* is one line's change: added, dropped, moved, or turned round (which may move it, too); or what one
party does otherwise in the status quo; or one outcome. What some parts give is clear where each line of the
mixed list stands. The lines that keep their order (as many as can be) stay where they are, and between two of
them first come those that stand as in the old list, in its order, and then those that stand as in the new
list, in its order. So no part gives the old conflict, and all of them give the new one.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ..diagnostics import Diagnostic
from ..errors import InputError
from .alignment import align, line_key
from .checks import whole_faults
from .content import Content, Outcome
from .editing import require_comparable
from .edits import INFEASIBLE, IRREVERSIBLE
from .preferences import Line, Preference, Prioritised, StateName
from .statements import Statement

__all__ = ["Difference", "Part", "PartKind"]

C = TypeVar("C", bound=Content)


class PartKind(enum.Enum):
    """What a part of a change does."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    REVERSED = "reversed"
    STATUS_QUO = "status_quo"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a change.

    Attributes
    ----------
    kind
        What it does.
    target
        The decision maker, ``infeasible`` or ``irreversible``, whose line it is; the decision maker who does
        otherwise, empty where only the whole status quo can change; the id of an outcome.
    before, now
        The line as it was and as it is; None where there is none.
    at
        The place in the new list, from 1, of a line that stands at another place now or is new; else None.
    """

    kind: PartKind
    target: str
    before: Line | None = None
    now: Line | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in a mixed list: its line without a part of the change and with it; either may be none."""

    without: Line | None
    with_it: Line | None
    part: Part | None = None


class Difference(Generic[C]):
    """What differs between two conflicts, part by part.

    Parameters
    ----------
    before, after
        With the same decision makers and options.

    Attributes
    ----------
    parts : tuple of Part
        In the order of the model: lists, infeasibilities, irreversibilities, status quo, outcomes.

    Raises
    ------
    NotComparable
        If edits cannot express the difference.

    Examples
    --------
    >>> from detente import Conflict
    >>> a = Conflict.from_options({"A": ["x", "y"]}, {"A": ["x", "y"]}, status_quo=[])
    >>> b = Conflict.from_options({"A": ["x", "y"]}, {"A": ["not y", "x"]}, status_quo=["A.x"])
    >>> difference = Difference(a, b)
    >>> [(part.kind.value, part.at) for part in difference.parts]
    [('reversed', 1), ('status_quo', None)]
    >>> difference.applied([]) == a, difference.applied([0, 1]) == b
    (True, True)
    >>> [str(line) for line in difference.applied([0]).preferences["A"].lines]
    ['not A.y', 'A.x']
    """

    def __init__(self, before: C, after: C) -> None:
        require_comparable(before, after)
        self.before, self.after = before, after
        lists: dict[str, tuple[_Slot, ...]] = {}
        for dm, old, new in zip(
            before.decision_makers, before.preference_list, after.preference_list, strict=True
        ):
            if isinstance(old, Prioritised) and isinstance(new, Prioritised):
                lists[dm.id] = tuple(_slots(dm.id, old.lines, new.lines))
        lists[INFEASIBLE] = tuple(_set_slots(INFEASIBLE, before.infeasible, after.infeasible))
        lists[IRREVERSIBLE] = tuple(_set_slots(IRREVERSIBLE, before.irreversible, after.irreversible))
        of_lines = dict.fromkeys(slot.part for slots in lists.values() for slot in slots if slot.part)
        self.parts: tuple[Part, ...] = (
            *of_lines,
            *(Part(PartKind.STATUS_QUO, target) for target in _movers(before, after)),
            *(Part(PartKind.OUTCOME, outcome) for outcome in _outcomes(before, after)),
        )
        number = {part: place for place, part in enumerate(of_lines)}
        self._lists = {
            target: [(slot, -1 if slot.part is None else number[slot.part]) for slot in slots]
            for target, slots in lists.items()
        }
        self._doubtful = [target for target, slots in lists.items() if _may_repeat(slots)]

    def applied(self, places: Iterable[int]) -> C:
        """Return the old conflict with the parts at some places of ``parts`` made.

        Raises
        ------
        InputError
            If that is no conflict: a list would hold a statement twice, or no state, or not the status quo,
            would be feasible.
        """
        made = frozenset(places)
        lists = {target: self._mixed(target, made) for target in self._lists}
        for target in self._doubtful:
            _require_once(target, lists[target])
        chosen = [self.parts[place] for place in made]
        mixed = replace(
            self.before,
            preference_list=tuple(self._preferences(lists)),
            infeasible=lists[INFEASIBLE],
            irreversible=lists[IRREVERSIBLE],
            status_quo_name=self._status_quo([p.target for p in chosen if p.kind is PartKind.STATUS_QUO]),
            outcome_list=tuple(self._outcomes({p.target for p in chosen if p.kind is PartKind.OUTCOME})),
            warnings=(),
            history=None,
        )
        if any(part.target == INFEASIBLE or part.kind is PartKind.STATUS_QUO for part in chosen):
            faults = [fault for _, fault in whole_faults(mixed)]
            if faults:
                raise InputError(faults)
        return mixed

    def _mixed(self, target: str, made: Collection[int]) -> tuple[Line, ...]:
        lines = (slot.with_it if part in made else slot.without for slot, part in self._lists[target])
        return tuple(line for line in lines if line is not None)

    def _preferences(self, lists: Mapping[str, tuple[Line, ...]]) -> Iterator[Preference]:
        for dm, old in zip(self.before.decision_makers, self.before.preference_list, strict=True):
            yield Prioritised(lists[dm.id]) if dm.id in lists else old

    def _status_quo(self, movers: Collection[str]) -> StateName | None:
        old, new = self.before.status_quo_name, self.after.status_quo_name
        if isinstance(old, frozenset) and isinstance(new, frozenset):
            own = frozenset(ref for dm in self.before.decision_makers if dm.id in movers for ref in dm.refs)
            return (old - own) | (new & own)
        return new if movers else old

    def _outcomes(self, changed: Collection[str]) -> Iterator[Outcome]:
        for outcome in self.before.outcome_list:
            if outcome.id not in changed:
                yield outcome
            elif outcome.id in self.after.outcomes:
                yield self.after.outcomes[outcome.id]
        for outcome in self.after.outcome_list:
            if outcome.id in changed and outcome.id not in self.before.outcomes:
                yield outcome


def _slots(dm: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[_Slot]:
    """Yield the places of all lines of both lists, in the merged order."""
    found = align(old, new)
    home = {goal: place for place, goal in enumerate(found.partner) if goal is not None}
    of_old: dict[int, Part] = {}
    of_new: dict[int, Part] = {}
    for place, goal in enumerate(found.partner):
        if goal is None:
            of_old[place] = Part(PartKind.DROPPED, dm, before=old[place])
        elif place in found.reversed or goal not in found.steady:
            kind = PartKind.REVERSED if place in found.reversed else PartKind.MOVED
            at = None if goal in found.steady else goal + 1
            of_old[place] = of_new[goal] = Part(kind, dm, old[place], new[goal], at)
    for goal, line in enumerate(new):
        if goal not in home:
            of_new[goal] = Part(PartKind.ADDED, dm, now=line, at=goal + 1)
    old_places, new_places = iter(range(len(old))), iter(range(len(new)))
    for stop in [*sorted(found.steady), None]:
        for place in old_places:
            if stop is not None and found.partner[place] == stop:
                break
            yield _Slot(old[place], None, of_old[place])
        for goal in new_places:
            if goal == stop:
                turned = of_new.get(goal)
                yield _Slot(old[home[goal]], new[goal] if turned else old[home[goal]], turned)
                break
            yield _Slot(None, new[goal], of_new[goal])


def _set_slots(target: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[_Slot]:
    """Yield the places of lines whose order is idle: the old ones, and then those that are new."""
    there, wanted = {line.statement for line in old}, {line.statement for line in new}
    for line in old:
        dropped = None if line.statement in wanted else Part(PartKind.DROPPED, target, before=line)
        yield _Slot(line, None if dropped else line, dropped)
    for line in new:
        if line.statement not in there:
            yield _Slot(None, line, Part(PartKind.ADDED, target, now=line))


def _may_repeat(slots: Iterable[_Slot]) -> bool:
    """Return whether a statement occurs in different lines, so that a mixed list could hold it twice."""
    lines = {line_key(line.statements) for slot in slots for line in (slot.without, slot.with_it) if line}
    statements = [statement for key in lines for statement in key]
    return len(statements) > len(set(statements))


def _require_once(target: str, lines: Iterable[Line]) -> None:
    """Raise InputError where a statement stands twice in a list."""
    seen: set[Statement] = set()
    for statement in (statement for line in lines for statement in line.statements):
        if statement in seen:
            message = f"{target} would have the statement {statement} twice"
            raise InputError(Diagnostic("duplicate-statement", message, "make the other change, too"))
        seen.add(statement)


def _movers(before: Content, after: Content) -> Iterator[str]:
    """Yield who does otherwise in the status quo; an empty text where only the whole can change."""
    old, new = before.status_quo_name, after.status_quo_name
    if isinstance(old, frozenset) and isinstance(new, frozenset):
        yield from (dm.id for dm in before.decision_makers if (old ^ new) & frozenset(dm.refs))
    elif old != new:
        yield ""


def _outcomes(before: Content, after: Content) -> Iterator[str]:
    """Yield the outcomes that are gone, new, or about other states."""
    for outcome, old in before.outcomes.items():
        if outcome not in after.outcomes or after.outcomes[outcome].where != old.where:
            yield outcome
    yield from (outcome for outcome in after.outcomes if outcome not in before.outcomes)
