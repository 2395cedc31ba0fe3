"""What changed between two conflicts as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...analysis.change import Changed, ChangedAnswer, Smallest
from ...conflict.conflict import Conflict
from ...conflict.parts import Part
from ...dossier.change import Change
from .shapes import Payload, claim_payload, line_payload, move_payload, terms_payload

__all__ = ["change_payload", "changed_answers_payload", "diff_payload"]


def change_payload(change: Change) -> Payload:
    """Return what changed since the snapshot before; parts are numbered from 0."""
    return {"before": change.before, **_changed(change.changed)}


def diff_payload(change: Change) -> Payload:
    """Return what changed between two conflicts, with the claims behind it."""
    found = change.changed
    return {
        "before": _conflict(change.before, found.before),
        "now": _conflict(change.now, found.now),
        "concept": found.concept,
        **_changed(found),
        "regrounded": [
            {"target": one.target, "before": line_payload(one.before), "now": line_payload(one.now)}
            for one in found.regrounded
        ],
        "claims": [claim_payload(one) for one in change.claims],
    }


def changed_answers_payload(answers: Iterable[ChangedAnswer]) -> list[Payload]:
    """Return the outcomes whose answers are others."""
    return [
        {
            "outcome": one.outcome,
            "before": terms_payload(one.before) if one.before is not None else None,
            "now": terms_payload(one.now),
        }
        for one in answers
    ]


def _changed(found: Changed) -> Payload:
    return {
        "done": [move_payload(move) for move in found.done],
        "edits": None if found.edits is None else [str(edit) for edit in found.edits],
        "parts": [_part(one) for one in found.parts],
        "held": found.held,
        "holds": found.holds,
        "answers": changed_answers_payload(found.answers),
        "why": [
            {
                "outcome": one.outcome or None,
                "enough": _smallest(one.enough, found.parts),
                "undo": _smallest(one.undo, found.parts),
            }
            for one in found.why
        ],
    }


def _conflict(name: str, conflict: Conflict) -> Payload:
    return {
        "name": name,
        "title": conflict.title,
        "as_of": conflict.as_of.isoformat() if conflict.as_of else None,
        "digest": conflict.digest,
    }


def _part(part: Part) -> Payload:
    return {
        "kind": part.kind.value,
        "target": part.target or None,
        "before": line_payload(part.before) if part.before else None,
        "now": line_payload(part.now) if part.now else None,
        "at": part.at,
    }


def _smallest(found: Smallest, parts: Sequence[Part]) -> Payload:
    return {
        "exact": found.exact,
        "number": found.number,
        "sets": [[parts.index(part) for part in one] for one in found.sets],
    }
