"""Results of the single commands as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from ...analysis.concepts import CONCEPTS
from ...analysis.explain import Answer, Declined, Explanation, Improvement
from ...analysis.stability import Analysis
from ...catalog.names import Entry
from ...catalog.new import Made
from ...conflict.preferences import Basis
from ...dossier.checking import Checked
from ...dossier.texts import Added, Taken, Version
from .shapes import Payload, diagnostic_payload, line_payload, move_payload, state_payload

__all__ = [
    "added_payload",
    "analysis_payload",
    "catalogue_payload",
    "check_payload",
    "explanation_payload",
    "new_payload",
]


def analysis_payload(analysis: Analysis, listed: int) -> Payload:
    """Return an analysis: counts for all, and at most ``listed`` equilibria of each concept."""
    conflict = analysis.conflict
    return {
        "title": conflict.title,
        "digest": conflict.digest,
        "states": len(conflict.states),
        "concepts": {
            concept: {
                "name": CONCEPTS[concept].name,
                "equilibria": len(analysis.equilibria(concept)),
                "listed": [state_payload(state) for state in analysis.equilibria(concept)[:listed]],
                "stable": {dm.id: len(analysis.stable(concept, dm.id)) for dm in conflict.decision_makers},
            }
            for concept in analysis.concepts
        },
    }


def check_payload(checked: Checked) -> Payload:
    """Return what a check found: diagnostics, how the anchors stand, and on what the lines rest."""
    return {
        "name": checked.name,
        "sound": checked.sound,
        "conflicts": checked.conflicts,
        "diagnostics": [diagnostic_payload(one) for one in checked.diagnostics],
        "anchors": {state.value: count for state, count in checked.anchors.items()},
        "lines": {
            conflict: {basis.value: sum(one.of(basis) for one in counts) for basis in Basis}
            for conflict, counts in checked.counts
        },
        "unclaimed": [
            {"conflict": one.conflict, "target": one.target, "line": one.line, "basis": one.basis.value}
            for one in checked.unclaimed
        ],
    }


def added_payload(added: Added) -> Payload:
    """Return what became of files: recognised ones with their reports, others, reports still missing."""
    return {
        "recognised": [{"file": str(path), "report": report} for path, report in added.recognised],
        "passed_over": [str(path) for path in added.passed_over],
        "missing": list(added.missing),
        "taken": [_taken_payload(one) for one in added.taken],
        "versions": [_version_payload(one) for one in added.versions],
    }


def _taken_payload(taken: Taken) -> Payload:
    """Return a new report: its entry, and what told its date."""
    report = taken.report
    return {
        "source": taken.source,
        "report": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "earliest": str(report.dated.earliest),
        "latest": str(report.dated.latest),
        "dated_from": taken.dated_from,
        "language": report.language,
        "address": report.address,
        "captured": report.captured,
        "digest": report.digest,
    }


def _version_payload(version: Version) -> Payload:
    """Return a text that is nearly one that is there, and what differs."""
    difference = version.difference
    return {
        "source": version.source,
        "of": version.of,
        "same_address": version.same_address,
        "resemblance": version.resemblance,
        "difference": None
        if difference is None
        else {
            "added": difference.added,
            "removed": difference.removed,
            "passages": [{"before": old, "now": new} for old, new in difference.passages],
        },
    }


def new_payload(made: Made) -> Payload:
    """Return what was made: the folder, its files, and the name of what it is a copy of."""
    return {"folder": str(made.folder), "files": list(made.files), "from": made.origin}


def explanation_payload(explanation: Explanation) -> Payload:
    """Return an explanation: whether the state is stable, improvements with answers, what is declined."""
    return {
        "state": state_payload(explanation.state),
        "dm": explanation.dm,
        "concept": explanation.concept,
        "stable": explanation.stable,
        "moves": explanation.moves,
        "improvements": [_improvement(one) for one in explanation.improvements],
        "declined": [_declined(one) for one in explanation.declined],
        "text": str(explanation),
    }


def catalogue_payload(entries: Iterable[Entry]) -> Payload:
    """Return the entries of the catalogue: name, title, snapshots."""
    return {
        "entries": [
            {"name": entry.name, "title": entry.title, "snapshots": list(entry.snapshots)}
            for entry in entries
        ]
    }


def _improvement(one: Improvement) -> Payload:
    return {
        "move": move_payload(one.move),
        "because": line_payload(one.because) or None,
        "answer": _answer(one.answer) if one.answer is not None else None,
    }


def _answer(answer: Answer) -> Payload:
    return {
        "moves": [move_payload(move) for move in answer.moves],
        "ties": answer.ties,
        "because": line_payload(answer.because) or None,
        "escape": move_payload(answer.escape) if answer.escape is not None else None,
    }


def _declined(one: Declined) -> Payload:
    return {"move": move_payload(one.move), "ties": one.ties, "because": line_payload(one.because) or None}
