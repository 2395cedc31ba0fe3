"""Roads to an outcome as text for 80 columns: the trade-offs, then roads step by step."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from ..analysis.roads import Road, Roads, RoadStep
from ..analysis.words import joined, move_in_words, state_in_words
from .document import plain
from .lines import WIDTH
from .phrases import line_text, name_of, names, text
from .steps import edit_text, height, most_at_risk, risk_text, step_in_words
from .tables import table

__all__ = ["roads_text"]

_STEPS = 12
"""So many steps of a road are told one by one."""


def roads_text(found: Roads, listed: int) -> str:
    """Write the roads: what there is to choose between, and the first ones step by step.

    Parameters
    ----------
    listed
        How many roads are told step by step.
    """
    return "\n".join(piece for line in _lines(found, listed) for piece in _wrapped(line))


def _lines(found: Roads, listed: int) -> Iterator[str]:
    conflict = found.conflict
    yield f"{conflict.title or 'A conflict'}"
    yield f"To: {_named(found, [found.outcome])}{_terms(found)}."
    yield ""
    yield f"Today: {'; '.join(state_in_words(conflict, found.today)) or 'nothing is done'}."
    yield from (f"- {plain(risk_text(conflict, one))}" for one in found.exposed)
    yield from (f"- It holds, and from here on: {plain(edit_text(edit))}." for edit in found.edits)
    if not found.stops_hold:
        yield "No road stops only where nobody would leave."
    if not found.ends_hold:
        yield "No road ends where nobody would leave: what these roads reach does not hold."
    if not found.roads[0].steps:
        yield "We are there already: no step is needed."
        yield from _leaving(found, found.roads[0])
        return
    yield ""
    yield from table(_trade_offs(found))
    for number, road in enumerate(found.roads[:listed], start=1):
        yield ""
        yield (
            f"Road {number}"
            if found.trust is None
            else f"Road {number}, by the trust of {names(conflict, road.counted)}"
        )
        yield from _road(found, road)
    yield ""
    yield from _key(found)


def _terms(found: Roads) -> str:
    parts = [f". By way of: {_named(found, found.by)}"] if found.by else []
    parts += [f". Without: {_named(found, found.without)}"] if found.without else []
    return "".join(parts)


def _named(found: Roads, outcomes: Sequence[str]) -> str:
    return "; ".join(found.conflict.outcomes[one].name for one in outcomes)


def _trade_offs(found: Roads) -> list[list[str]]:
    rows = [["road", "most at risk on the way", "at the end", "joint steps", "steps"]]
    for number, road in enumerate(found.roads, start=1):
        way = _most(found, road, road.steps[:-1])
        end = _most(found, road, road.steps[-1:])
        rows.append([str(number), way, end, str(road.joint), str(len(road.steps))])
    return rows


def _most(found: Roads, road: Road, steps: Sequence[RoadStep]) -> str:
    """Write the largest share that counts: whose it is, and how high up it lies."""
    one = most_at_risk(road, steps)
    return f"{name_of(found.conflict, one.dm)}, {height(one)}" if one is not None else "nothing"


def _road(found: Roads, road: Road) -> Iterator[str]:
    for number, step in enumerate(road.steps[:_STEPS], start=1):
        yield f"{number}. {_step(found, step)}"
        counted = [one for one in step.exposed if one.dm in road.counted]
        for one in counted:
            yield f"   - {plain(risk_text(found.conflict, one))}"
        bystanders = [one for one in step.exposed if one not in counted]
        if bystanders:
            parts = (f"{name_of(found.conflict, one.dm)} ({height(one)})" for one in bystanders)
            yield f"   - At risk, too, but asked for nothing: {joined(list(parts))}."
        last = step is road.steps[-1]
        if step.holds:
            yield f"   - {'The end' if last else 'A halting place'}: nobody would leave it."
        for edit in step.edits:
            yield f"   - From here on: {plain(edit_text(edit))}."
    if len(road.steps) > _STEPS:
        yield f"… and {len(road.steps) - _STEPS} more."
    yield from _leaving(found, road)


def _step(found: Roads, step: RoadStep) -> str:
    conflict, done = found.conflict, step_in_words(found.conflict, step)
    waiting = [name_of(conflict, dm) for dm in step.movers if dm not in step.gaining]
    trust = f" (no gain at once for {joined(waiting)})" if waiting else ""
    reached = f" That is: {_named(found, step.reached)}." if step.reached else ""
    return f"{done[:1].upper()}{done[1:]}{trust}.{reached}"


def _leaving(found: Roads, road: Road) -> Iterator[str]:
    """Say who would leave the end, and on which line that hangs."""
    if road.leaving:
        yield "   The end does not hold:"
    for one in road.leaving:
        move = move_in_words(found.conflict, one.move)
        because = line_text(one.because, one.move.dm) if one.because else ()
        yield plain(text(f"   - {move}", ", for the sake of: " if because else "", because, "."))


def _key(found: Roads) -> Iterator[str]:
    yield (
        "What a party risks is what the others could bring about by steps that each gain by, held against "
        "today. The higher the line in its list, the more it risks. Lines of different parties are compared "
        "by their place alone."
    )
    if found.conflict.graph is not None:
        yield "In graph form all steps are taken alone."


def _wrapped(line: str) -> list[str]:
    """Wrap a line; an item goes on below its words. Lines of a table fit as they are."""
    body = line.lstrip(" -0123456789.")
    indent = " " * (len(line) - len(body)) if line[:1] in " -0123456789" else ""
    if len(line) <= WIDTH:
        return [line]
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False)
