"""What ``detente deals`` prints: groups of deals, in each one way told, for 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from ..analysis.clashes import Clash
from ..analysis.deal_groups import DealGroup, Distance, Harm, Recourse, Way
from ..analysis.deals import Deals
from ..analysis.shares import Share
from ..analysis.words import (
    joined,
    line_in_words,
    move_in_words,
    options_in_words,
    state_in_words,
    uncapitalised,
)
from ..conflict.conflict import Conflict
from ..conflict.preferences import Line
from ..conflict.states import State
from .deals import deal_name
from .lines import WIDTH, counted
from .phrases import name_of, names, ways
from .tables import table

__all__ = ["deals_text"]

_LINES = 3
"""How many gains and losses of a party are told, the most important ones."""


def deals_text(found: Deals, listed: int) -> str:
    """Write what parties would rather have than today, in groups.

    Parameters
    ----------
    listed
        How many undominated ways of a group to list beside the one that is told.
    """
    lines = [found.conflict.title or "A conflict", *_wrapped(_head(found))]
    for clash in found.clashes:
        lines += ["", *_wrapped(" ".join(_clash(found, clash)))]
    if found.groups:
        lines += ["", *_table(found)]
    for number, group in enumerate(found.groups, start=1):
        lines += ["", *_wrapped(f"{number}. {_title(found, group)}", indent=3)]
        lines += _wrapped(" ".join(_figures(found, group)), first="   ")
        lines += _told(found, group)
        lines += _listed(found, group, listed)
    if found.groups:
        lines += ["", *_wrapped(_note(found))]
    return "\n".join(lines)


def _head(found: Deals) -> str:
    conflict = found.conflict
    parties = names(conflict, found.parties)
    better = f"{len(found.states):,} of {len(conflict.states):,} states"
    if len(found.parties) == 1:
        parts = [f"Better than today for {parties}: {better}."]
    elif found.weakly:
        parts = [f"No worse than today for any of {parties}, and better for one or more: {better}."]
    else:
        parts = [f"Better than today for each of {parties}: {better}."]
    if found.content:
        one = len(found.content) == 1
        was, they = ("was", "it has") if one else ("were", "they have")
        best = f"{they} today the best that {'it' if one else 'they'} could have"
        parts.append(f"{names(conflict, found.content)} {was} not asked: {best}.")
    if len(found.states):
        count = len(found.undominated)
        better = (
            "better for it" if len(found.parties) == 1 else "at least as good for all asked, better for one"
        )
        are = "is" if count == 1 else "are"
        parts.append(f"Of these states {count:,} {are} undominated: no other one is {better}.")
    return " ".join(parts)


def _clash(found: Deals, clash: Clash) -> Iterator[str]:
    conflict = found.conflict
    parties = names(conflict, clash.parties)
    if len(clash.parties) == 1:
        yield f"{parties} has today the best that it could have, so no state is better for it."
        yield "With --weakly it is enough that it loses nothing." if not found.weakly else ""
        return
    if found.weakly:
        parties = joined([name_of(conflict, dm) for dm in clash.parties], "or")
        yield f"Whatever {parties} could gain, another loses."
    else:
        yield f"No state is better than today for {parties} together."
    for dm, lines in zip(clash.parties, clash.gains, strict=True):
        if lines:
            told = joined([_line(line, dm) for line in lines], "or")
            yield f"{name_of(conflict, dm)} could be better off only by {told}."
    if any(clash.gains):
        yield "No state brings one for each of them." if not found.weakly else ""


def _table(found: Deals) -> list[str]:
    rows = [["deal", "ways", "undominated", *found.concepts]]
    for number, group in enumerate(found.groups, start=1):
        counts = [len(group.states), len(group.undominated), *(count for _, count in group.held)]
        rows.append([f"{number}. {_title(found, group)}", *(f"{count:,}" for count in counts)])
    return table(rows, numbers=True)


def _title(found: Deals, group: DealGroup) -> str:
    if group.outcomes:
        return deal_name(found.conflict, group.outcomes)
    return "None of the outcomes" if found.conflict.outcome_list else "All of them"


def _figures(found: Deals, group: DealGroup) -> Iterator[str]:
    if group.also:
        told = [
            f"{uncapitalised(found.conflict.outcomes[one].name)} in {count:,} ways"
            for one, count in group.also
        ]
        yield f"It may come with {joined(told)}."
    for what, harms in (
        ("Worse off than today", [harm for harm in group.harms if not harm.outcome]),
        ("Left out", [harm for harm in group.harms if harm.outcome]),
    ):
        if harms:
            alike = dict.fromkeys((harm.ways, harm.stays) for harm in harms)
            told = [
                _harm(found, group, [one for one in harms if (one.ways, one.stays) == key]) for key in alike
            ]
            yield f"{what}: {'; '.join(told)}."


def _harm(found: Deals, group: DealGroup, alike: Sequence[Harm]) -> str:
    ways_, stays = alike[0].ways, alike[0].stays
    who = names(found.conflict, dict.fromkeys(harm.dm for harm in alike))
    where = "in every way" if ways_ == len(group.states) else f"in {ways(ways_)}"
    leaves = "none" if stays == ways_ else f"{ways_ - stays:,}" if stays else "all" if ways_ > 1 else "it"
    return f"{who} {where}, and would leave {leaves}{'' if leaves == 'it' else ' of them'}"


def _told(found: Deals, group: DealGroup) -> Iterator[str]:
    what = "An undominated way" if group.example.undominated else "A way"
    yield from _way(found, group.example, what)
    if group.holding is not None:
        yield from _way(found, group.holding, "A way that holds")


def _way(found: Deals, way: Way, what: str) -> Iterator[str]:
    under = joined(way.holds_under) if way.holds_under else "no concept"
    yield from _wrapped(f"{what}; it holds under {under}. {_distance(way.distance)}", first="   ")
    if found.conflict.graph is not None:
        yield from _wrapped(f"- {'; '.join(state_in_words(found.conflict, way.state))}", 5, "   ")
    recourses = {one.dm: one for one in way.recourses}
    for share in way.shares:
        if told := _share(found.conflict, share):
            yield from _wrapped(f"- {told}.", indent=5, first="   ")
        if share.dm in recourses:
            yield from _wrapped(f"- {_recourse(found.conflict, recourses[share.dm])}", indent=5, first="   ")


def _distance(distance: Distance) -> str:
    if distance.moves is None:
        return "No legal moves lead there from today."
    start = f"From today {counted(distance.moves, 'move')} at least"
    if distance.improvements is None:
        return f"{start}; improvements alone do not lead there."
    if distance.improvements == distance.moves:
        return f"{start}, and by improvements alone too."
    return f"{start}, by improvements alone {distance.improvements:,}."


def _share(conflict: Conflict, share: Share) -> str:
    given = "; ".join(options_in_words(conflict, share.takes, share.leaves))
    got, lost = _lines(share.gained, share.dm), _lines(share.lost, share.dm)
    if not given and not got and not lost:
        return ""
    parts = [given or f"{name_of(conflict, share.dm)} does nothing new"]
    parts += [f"it gets: {got}"] if got else []
    parts += [f"it forgoes: {lost}"] if lost else []
    return "; ".join(parts)


def _recourse(conflict: Conflict, one: Recourse) -> str:
    name, why = name_of(conflict, one.dm), one.explanation
    states = [*(["worse off than today"] if one.worse_off else []), *(["left out"] if one.left_out else [])]
    start = f"{name}{f', {joined(states)},' if states else ''}"
    if why.unanswered:
        first = why.unanswered[0].move
        does = move_in_words(conflict, first).removeprefix(f"{name} ")
        return f"{start} would leave, and nothing takes the gain away: {name} {does}."
    if why.improvements:
        gains = counted(len(why.improvements), "move")
        return f"{start} could gain by {gains}, and the others have an answer to each: it stays."
    return f"{start} can do nothing about it: no move of its own is better."


def _listed(found: Deals, group: DealGroup, listed: int) -> Iterator[str]:
    """List further undominated ways, by what is other in them; those that hold where there are any."""
    source = group.best if len(group.best) else group.undominated
    others = [state for state in source if state != group.example.state][:listed]
    if not others:
        return
    which = "hold and are undominated" if len(group.best) else "are undominated"
    yield from _wrapped(f"Others that {which}, by what differs from this way:", first="   ")
    for state in others:
        yield from _wrapped(f"- {_difference(found.conflict, group.example.state, state)}", 5, "   ")
    rest = len(source) - len(others) - (group.example.state in source)
    if rest > 0:
        yield f"   … and {rest:,} more."


def _difference(conflict: Conflict, told: State, other: State) -> str:
    if conflict.graph is not None:
        return "; ".join(state_in_words(conflict, other))
    taken, left = other.options - told.options, told.options - other.options
    return "; ".join(options_in_words(conflict, taken, left))


def _note(found: Deals) -> str:
    return (
        "A way is one state of the model. It holds under a concept when nobody would leave it; the table "
        f"counts such ways. Who would leave, and what has an answer, is said under {found.concept}."
    )


def _line(line: Line, own: str) -> str:
    return f"{line_in_words(line, own)} ({line.basis.value})"


def _lines(lines: Sequence[Line], own: str) -> str:
    rest = len(lines) - _LINES
    told = "; ".join(_line(line, own) for line in lines[:_LINES])
    return f"{told}; and {rest} more" if rest > 0 else told


def _wrapped(text: str, indent: int = 0, first: str = "") -> Iterable[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * max(indent, len(first)),
        break_on_hyphens=False,
    )
