"""What it would take for a target to hold, as text for 80 columns: remedies, openings, breakers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ..analysis.edit_sets import EditSets
from ..analysis.openings import Opening, Openings
from ..analysis.remedies import Breakers, Remedies
from ..analysis.words import joined, move_in_words, state_in_words, uncapitalised
from ..conflict.conflict import Conflict
from ..conflict.states import State
from .document import plain
from .edits import by_reason, changes_in_words, edit_set_text, leavers_in_words
from .lines import counted, wrapped
from .phrases import name_of

__all__ = ["breakers_text", "remedies_text"]


def remedies_text(remedies: Remedies, openings: Openings | None, listed: int) -> str:
    """Write what it would take for a target to hold, at most so many sets of edits of each kind."""
    conflict = remedies.conflict
    lines = wrapped(f"To hold: {_target(remedies)}, under {remedies.concept}.")
    if remedies.search is None:
        number = len(remedies.held)
        some = f"{_states(number)} of it {'holds' if number == 1 else 'hold'} already"
        what = "it holds already" if len(remedies.target) == 1 else some
        lines += wrapped(f"No edit is needed: {what}.")
        if len(remedies.target) > 1:
            lines += [*wrapped(f"- {_words(conflict, remedies.held[0])}.", "  "), *_more(number - 1)]
    else:
        lines += _search(remedies, remedies.search, listed, breaks=False)
        lines += itertools.chain.from_iterable(wrapped(text) for text in _bars(remedies))
    if openings is not None:
        lines += ["", *_openings(openings)]
    return "\n".join(lines)


def breakers_text(breakers: Breakers, listed: int) -> str:
    """Write what would break a state that holds, at most so many sets of edits of each kind."""
    conflict = breakers.conflict
    lines = wrapped(f"To break: {_words(conflict, breakers.state)}; under {breakers.concept}.")
    if breakers.by_best_step:
        lines += wrapped("That is where the best step from the status quo leads.")
    if breakers.search is None:
        lines += wrapped("No edit is needed: somebody leaves it already.")
        for one in breakers.leaving:
            lines += wrapped(f"- {move_in_words(conflict, one.move)}.", "  ")
    else:
        lines += _search(breakers, breakers.search, listed, breaks=True)
    return "\n".join(lines)


def _target(remedies: Remedies) -> str:
    conflict, number = remedies.conflict, len(remedies.target)
    if remedies.asked in conflict.outcomes:
        return f"{conflict.outcomes[remedies.asked].name} ({_states(number)})"
    if remedies.asked:
        return f"{remedies.asked} ({_states(number)})"
    return _words(conflict, remedies.target[0]) if number == 1 else f"any of {number:,} states"


def _search(asked: Remedies | Breakers, search: EditSets, listed: int, breaks: bool) -> Iterator[str]:
    """Write the sets that were found, and what was searched."""
    conflict = asked.conflict
    number = 0
    for (trivial, size), group in itertools.groupby(search.found, lambda one: (one.trivial, len(one.edits))):
        sets = list(group)
        yield ""
        yield from wrapped(_heading(len(sets), trivial, size, breaks))
        for one in sets[:listed]:
            number += 1
            yield from wrapped(
                f"{number}. {plain(edit_set_text(conflict, one))}", " " * (2 + len(str(number)))
            )
        yield from _more(len(sets) - listed)
    if not search.found:
        yield ""
        what = "edit does" if asked.edits == 1 else "set of up to two edits does"
        yield from wrapped(f"No {what} it." if search.complete else f"No {what} it so far.")
    yield ""
    yield from wrapped(_searched(asked, search))


def _heading(number: int, trivial: bool, size: int, breaks: bool) -> str:
    edits = "one edit" if size == 1 else "two edits together"
    if not trivial:
        return f"With {edits}, {counted(number, 'way')}:"
    plain = "to leave" if breaks else "its own part in it"
    they = "it simply makes" if number == 1 else "they simply make"
    return f"With {edits}, {counted(number, 'trivial way')} ({they} a party want {plain}):"


def _searched(asked: Remedies | Breakers, search: EditSets) -> str:
    """Say what was searched, and what was not."""
    found = [f"all {search.singles:,} single edits of the model's lines"]
    if search.within:
        found.append("all pairs of edits of one list")
    if search.across:
        found.append("of two lists")
    if search.lifting:
        found.append("of a lifted line and another edit")
    text = f"Searched: {'; '.join(found)}."
    if search.within and not search.across and len(search.lists) > 1:
        text += " Not searched: pairs of edits of two lists."
    whole = [dm.name for dm in asked.conflict.decision_makers if dm.id not in search.lists]
    if whole and asked.who is None:
        text += (
            f" Not edited: what {joined(whole)} {'wants' if len(whole) == 1 else 'want'}, which is no list."
        )
    if search.complete:
        return text
    return f"Stopped early: this is what was found so far. To be {uncapitalised(text)}"


def _bars(remedies: Remedies) -> Iterator[str]:
    """Say for each list why no edit of it was found."""
    conflict, number = remedies.conflict, len(remedies.target)
    for bar in remedies.bars:
        name = name_of(conflict, bar.dm)
        if not bar.proven:
            hope = f" It would hold if {name} wanted nothing at all." if bar.possible else ""
            unknown = "" if bar.possible else " Whether another list would do is not known."
            yield f"No edit of what {name} wants does it.{hope}{unknown}"
            continue
        yield f"Nothing that {name} could want would do: {leavers_in_words(conflict, bar, number)}."


def _openings(openings: Openings) -> Iterator[str]:
    conflict = openings.conflict
    if openings.there:
        yield from wrapped("The status quo is such a state already.")
        return
    yield from wrapped("How to get there from today, with what all want as it is")
    for one in openings.parties:
        yield ""
        yield from _opening(conflict, openings, one)


def _opening(conflict: Conflict, openings: Openings, one: Opening) -> Iterator[str]:
    name = name_of(conflict, one.dm)
    must = "has to take a step" if one.needed else "could take the last step"
    if one.enough and not one.enough[0].options:
        (gain,) = (attempt.step.gains for attempt in one.enough)
        step = "" if gain is None else f": {move_in_words(conflict, gain)}"
        yield from wrapped(f"{name} {must}, and gains by it as things stand{step}.")
        return
    if not one.enough:
        yield from wrapped(
            f"{name} {must}. No change of up to {openings.size} options of others makes that a gain for it."
        )
    else:
        yield from wrapped(f"{name} {must}. It gains by it once this is done:")
        for attempt in one.enough:
            yield from wrapped(f"- {changes_in_words(conflict, attempt)}.", "  ")
    if one.single:
        yield from wrapped("Not enough alone:")
        for reason, attempts in by_reason(one.dm, one.single).items():
            tried = "; ".join(changes_in_words(conflict, attempt) for attempt in attempts)
            yield from wrapped(f"- {tried}. {plain(reason)}.", "  ")


def _words(conflict: Conflict, state: State) -> str:
    return "; ".join(state_in_words(conflict, state)) or "nothing is done"


def _states(number: int) -> str:
    return counted(number, "state")


def _more(number: int) -> list[str]:
    return [f"… and {number:,} more."] if number > 0 else []
