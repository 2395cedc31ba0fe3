"""What it would take for a target to hold, as plain data: remedies, openings, breakers."""

from __future__ import annotations

from ...analysis.edit_sets import EditSet, EditSets
from ...analysis.openings import Attempt, Opening, Openings
from ...analysis.remedies import Bar, Breakers, Remedies
from ...conflict.edits import Edit
from ...conflict.preferences import line_text
from ...dossier.needs import Needs
from .shapes import Payload, line_payload, move_payload, option_payload, state_payload, states_payload

__all__ = ["breakers_payload", "needs_payload", "remedies_payload"]

_LISTED = 3
"""So many states of a set are listed for a brief."""


def remedies_payload(remedies: Remedies, openings: Openings | None, listed: int) -> Payload:
    """Return what it would take for a target to hold; of each set of states at most ``listed``."""
    return {
        "title": remedies.conflict.title,
        "digest": remedies.conflict.digest,
        "concept": remedies.concept,
        "who": remedies.who,
        "edits": remedies.edits,
        "remedies": {
            "asked": remedies.asked or None,
            "target": states_payload(remedies.target, listed),
            "held": states_payload(remedies.held, listed),
            "search": _search(remedies.search),
            "bars": [_bar(one) for one in remedies.bars],
        },
        "openings": None if openings is None else _openings(openings),
    }


def breakers_payload(breakers: Breakers) -> Payload:
    """Return what would break a state that holds."""
    return {
        "title": breakers.conflict.title,
        "digest": breakers.conflict.digest,
        "concept": breakers.concept,
        "who": breakers.who,
        "edits": breakers.edits,
        "breakers": {
            "state": state_payload(breakers.state),
            "by_best_step": breakers.by_best_step,
            "leaving": [
                {"move": move_payload(one.move), "because": line_payload(one.because) or None}
                for one in breakers.leaving
            ],
            "search": _search(breakers.search),
        },
    }


def needs_payload(needs: Needs) -> Payload:
    """Return what it would take for the outcomes of a brief, and to break what stands."""
    return {
        "outcomes": [
            {"outcome": one.outcome.id, "remedies": remedies_payload(one.remedies, one.openings, _LISTED)}
            for one in needs.outcomes
        ],
        "breakers": breakers_payload(needs.breakers),
    }


def _search(search: EditSets | None) -> Payload | None:
    if search is None:
        return None
    return {
        "lists": list(search.lists),
        "singles": search.singles,
        "within": search.within,
        "across": search.across,
        "lifting": search.lifting,
        "complete": search.complete,
        "sets": [_set(one) for one in search.found],
    }


def _set(one: EditSet) -> Payload:
    return {
        "edits": [_edit(edit) for edit in one.edits],
        "lines": [line_payload(line) or None for line in one.lines],
        "moved": one.moved,
        "trivial": one.trivial,
        "contradicts": [line_payload(line) for line in one.contradicted],
        "places": [list(places) for places in one.places],
    }


def _edit(edit: Edit) -> Payload:
    return {
        "kind": edit.kind.value,
        "target": edit.target,
        "line": line_text(edit.statements, edit.own),
        "to": edit.to,
        "text": str(edit),
    }


def _bar(bar: Bar) -> Payload:
    return {"dm": bar.dm, "proven": bar.proven, "possible": bar.possible, "leavers": dict(bar.leavers)}


def _openings(openings: Openings) -> Payload:
    return {
        "from": state_payload(openings.origin),
        "there": openings.there,
        "size": openings.size,
        "parties": [_opening(one) for one in openings.parties],
    }


def _opening(one: Opening) -> Payload:
    return {
        "dm": one.dm,
        "needed": one.needed,
        "now": _attempt(one.now),
        "enough": [_attempt(attempt) for attempt in one.enough],
        "single": [_attempt(attempt) for attempt in one.single],
    }


def _attempt(attempt: Attempt) -> Payload:
    step = attempt.step
    return {
        "options": [option_payload(ref, taken) for ref, taken in attempt.options],
        "state": state_payload(attempt.state),
        "gains": None if step.gains is None else move_payload(step.gains),
        "bare": None if step.bare is None else move_payload(step.bare),
        "barred_by": line_payload(step.barred_by) or None,
    }
