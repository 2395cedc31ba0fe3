"""``observed.yaml``: what was seen to happen, and when.

An observation is partial: it lists the options that were seen taken (``US.invite``) and those seen not taken
(``not DPRK.meet``); of every other option it says nothing. No report tells of all options, and a whole state
would claim more than was seen. In graph form the name of a state stands in place of the list::

    - date: {earliest: 2025-10-24, latest: 2025-10-30}
      state: [US.invite, not DPRK.meet]
      because: [trump-invites, pyongyang-silent]     # without claims it is assumed
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..conflict.conflict import Conflict
from ..conflict.grammar import parse
from ..conflict.options import closest
from ..conflict.statements import literal
from ..diagnostics import NOWHERE, Diagnostic, Place
from ..errors import InputError
from ..files.dates import Interval
from ..files.disk import read_text
from ..files.formats import parse_yaml
from ..files.records import Node, Record

__all__ = ["Observation", "read_observations", "read_observed"]

_FILE = "observed.yaml"
_NOT = "not "


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen on a day, or between two days.

    Parameters
    ----------
    when
        The day, or the days between which it was seen.
    state
        Options, each with ``not`` before it where it was seen not taken; the name of a state in graph form.
    because
        Claims that tell of it; without any it is assumed.
    place
        Where it stands in the file; it does not count in comparison.
    """

    when: Interval
    state: tuple[str, ...] | str
    because: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def taken(self) -> tuple[str, ...]:
        """The options that were seen taken; none in graph form."""
        return tuple(one for one in self._listed if not one.startswith(_NOT))

    @property
    def left(self) -> tuple[str, ...]:
        """The options that were seen not taken; none in graph form."""
        return tuple(one.removeprefix(_NOT) for one in self._listed if one.startswith(_NOT))

    @property
    def is_assumed(self) -> bool:
        """Whether no claim is named for it."""
        return not self.because

    @property
    def _listed(self) -> tuple[str, ...]:
        return () if isinstance(self.state, str) else self.state


def read_observed(
    folder: Path, conflicts: Iterable[Conflict] | None
) -> tuple[tuple[Observation, ...], tuple[Diagnostic, ...]]:
    """Return the observations in the folder of a dossier, and the faults of their file.

    Parameters
    ----------
    folder
        The dossier; without an ``observed.yaml`` in it there are none.
    conflicts
        Its conflicts, in one of which each option or state must be; None leaves names unchecked.
    """
    path = folder / _FILE
    if not os.path.lexists(path):
        return (), ()
    try:
        return read_observations(read_text(path), str(path), conflicts), ()
    except InputError as error:
        return (), error.diagnostics


def read_observations(
    text: str, file: str = _FILE, conflicts: Iterable[Conflict] | None = None
) -> tuple[Observation, ...]:
    """Return the observations that a file lists, the oldest first.

    Parameters
    ----------
    text
        What the file holds: a list; nothing but comments is a list of none.
    file
        Its name, for the diagnostics.
    conflicts
        The conflicts in one of which each option or state must be; None leaves names unchecked.

    Raises
    ------
    InputError
        With all faults of the file at once, each with its place.

    Examples
    --------
    >>> seen, = read_observations("- {date: 2025-02-04, state: [A.talk, not B.strike], because: [b-calm]}")
    >>> seen.taken, seen.left, seen.is_assumed
    (('A.talk',), ('B.strike',), False)
    """
    try:
        tree = parse_yaml(text, file)
    except InputError as error:
        if [fault.code for fault in error.diagnostics] == ["empty-file"]:
            return ()
        raise
    if not isinstance(tree.value, tuple):
        cure = "write a list, each item with date, state and because"
        raise InputError(Diagnostic("wrong-type", "what was observed is not a list", cure, tree.place))
    names = None if conflicts is None else _Names.of(tuple(conflicts))
    faults: list[Diagnostic] = []
    found = [_observation(item, number, names, faults) for number, item in enumerate(tree.value, start=1)]
    if faults:
        raise InputError(faults)
    return tuple(sorted(found, key=lambda one: (one.when.earliest, one.when.latest)))


@dataclass(frozen=True, slots=True)
class _Names:
    """The options and the states of graph form that there are in any of some conflicts."""

    options: tuple[tuple[str, tuple[str, ...]], ...]
    states: tuple[str, ...]

    @classmethod
    def of(cls, conflicts: Sequence[Conflict]) -> _Names:
        options: dict[str, dict[str, None]] = {}
        for conflict in conflicts:
            for dm, own in conflict.option_ids.items():
                options.setdefault(dm, {}).update(dict.fromkeys(own))
        states = dict.fromkeys(name for conflict in conflicts for name in conflict.space.names)
        return cls(tuple((dm, tuple(own)) for dm, own in options.items()), tuple(states))


def _observation(node: Node, number: int, names: _Names | None, faults: list[Diagnostic]) -> Observation:
    """Read an observation; where a fault was noted, a stand-in takes the place of the value."""
    record = Record(node, f"observation {number}", faults)
    record.only(["date", "state"], ["because"])
    when, because = record.interval("date"), record.texts("because")
    return Observation(when, _state(record, names), because, record.place)


def _state(record: Record, names: _Names | None) -> tuple[str, ...] | str:
    if isinstance(record.node("state").value, str):
        state = record.text("state")
        if state and names is not None and state not in names.states:
            message = f"{record.name}: no conflict has the state '{state}'"
            cure = closest(state, names.states) if names.states else "write a list of options: [A.x, not B.y]"
            record.fault("unknown-state", message, cure, "state")
        return state
    items = record.items("state")
    if record.sound and not items:
        cure = "list what was seen, such as [A.x, not B.y]"
        record.fault("nothing-observed", f"{record.name} says nothing of any option", cure, "state")
    return _distinct(record, [(item, _seen(record, item, names)) for item in items])


def _seen(record: Record, item: Node, names: _Names | None) -> tuple[str, bool] | None:
    """Return an option and whether it was seen taken; None where a fault was noted."""
    if not isinstance(item.value, str):
        message = f"an item in 'state' of {record.name} is not a text"
        record.fault_at(item.place, "wrong-type", message, "write an option, such as A.x or not A.x")
        return None
    try:
        found = literal(parse(item.value, dict(names.options) if names is not None else None))
    except InputError as error:
        for fault in error.diagnostics:
            record.fault_at(item.place, fault.code, f"{record.name}: {fault.message}", fault.cure)
        return None
    if found is None:
        message = f"{record.name}: '{item.value}' is more than an option or its opposite"
        cure = "write one item for each option: [A.x, not B.y]"
        record.fault_at(item.place, "not-an-option", message, cure)
        return None
    return found[0].ref, found[1]


def _distinct(record: Record, seen: list[tuple[Node, tuple[str, bool] | None]]) -> tuple[str, ...]:
    """Return the options as they are written, and note those that are listed twice."""
    written: dict[str, str] = {}
    for item, found in seen:
        if found is None:
            continue
        ref, taken = found
        if ref in written:
            message = f"{record.name} lists {ref} twice"
            record.fault_at(item.place, "option-twice", message, "keep what was seen, and drop the other")
        written.setdefault(ref, ref if taken else f"{_NOT}{ref}")
    return tuple(written.values())
