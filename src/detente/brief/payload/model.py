"""A conflict as plain data: its lists line by line, as an editor shows and changes them."""

from __future__ import annotations

from collections.abc import Iterable

from ...analysis.words import line_in_words
from ...conflict.conflict import Conflict
from ...conflict.content import Outcome
from ...conflict.preferences import Line, Preference, Prioritised, Ranking, Scores, line_text, state_text
from ...conflict.statements import Statement
from .shapes import Payload

__all__ = ["model_payload"]


def model_payload(conflict: Conflict) -> Payload:
    """Return a conflict: its parties with their options and lists, what cannot be, and its outcomes.

    The status quo is a list of the options taken, in graph form of the name of the state; None where nothing
    was said.
    """
    parties = zip(conflict.decision_makers, conflict.preference_list, strict=True)
    return {
        "as_of": conflict.as_of.isoformat() if conflict.as_of else None,
        "title": conflict.title,
        "alternative_of": conflict.alternative_of or None,
        "extends": conflict.history is not None and conflict.history.extends,
        "graph": conflict.graph is not None,
        "parties": [
            {
                "id": dm.id,
                "name": dm.name,
                "options": [
                    {"ref": f"{dm.id}.{option.id}", "id": option.id, "name": option.name}
                    for option in dm.options
                ],
                "preference": _preference(preference, dm.id),
            }
            for dm, preference in parties
        ],
        "infeasible": _lines(conflict.infeasible, None),
        "irreversible": _lines(conflict.irreversible, None),
        "status_quo": _status_quo(conflict),
        "states": list(conflict.space.names),
        "outcomes": [{"id": one.id, "name": one.name, "where": _where(one)} for one in conflict.outcome_list],
    }


def _status_quo(conflict: Conflict) -> list[str] | None:
    name = conflict.status_quo_name
    if name is None:
        return None
    return [name] if isinstance(name, str) else [ref for ref in conflict.space.refs if ref in name]


def _preference(preference: Preference, own: str) -> Payload:
    """Return what a party prefers; only a list has lines, of another kind each tier or weight is told."""
    if isinstance(preference, Prioritised):
        return {"kind": "list", "lines": _lines(preference.lines, own)}
    grounds = {"basis": preference.basis.value, "because": list(preference.because)}
    if isinstance(preference, Ranking):
        told = [", ".join(state_text(state) for state in tier) for tier in preference.tiers]
        return {"kind": "ranking", "lines": [], "told": told, **grounds}
    if isinstance(preference, Scores):
        return {"kind": "scores", "lines": [], "told": [str(len(preference.values))], **grounds}
    told = [f"{ref}: {weight}" for ref, weight in preference.weights]
    return {"kind": "weights", "lines": [], "told": told, **grounds}


def _lines(lines: Iterable[Line], own: str | None) -> list[Payload]:
    return [
        {
            "statement": line_text(line.statements, own),
            "statements": [statement.text(own) for statement in line.statements],
            "says": line.says,
            "words": line_in_words(line, own),
            "basis": line.basis.value,
            "because": list(line.because),
            "against": list(line.against),
            "place": place,
        }
        for place, line in enumerate(lines, start=1)
    ]


def _where(outcome: Outcome) -> str:
    return outcome.where.text() if isinstance(outcome.where, Statement) else ", ".join(outcome.where)
