"""A dossier as plain data: what there is in it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...diagnostics import Diagnostic
from ...dossier.dossier import Dossier
from ...evidence.claims import Status
from ...evidence.reports import Report
from .shapes import Payload, diagnostic_payload

__all__ = ["overview_payload", "report_payload"]


def overview_payload(
    dossier: Dossier, faults: Mapping[str, Sequence[Diagnostic]], digests: Mapping[str, str]
) -> Payload:
    """Return what a dossier holds, and its conflicts with their faults, the oldest first.

    Parameters
    ----------
    dossier
        Its conflicts are those that can be read.
    faults
        Of those that cannot, by name.
    digests
        Of the files of both, by name.
    """
    evidence = dossier.evidence
    claimed = [claim.report for claim in evidence.claims]
    return {
        "title": evidence.title,
        "snapshots": [
            *(
                {
                    "name": name,
                    "title": conflict.title or name,
                    "as_of": conflict.as_of.isoformat() if conflict.as_of else None,
                    "alternative_of": conflict.alternative_of or None,
                    "digest": digests[name],
                    "faults": [
                        diagnostic_payload(one) for one in (*faults.get(name, ()), *conflict.warnings)
                    ],
                }
                for name, conflict in dossier.conflicts
            ),
            *(
                {
                    "name": name,
                    "title": name,
                    "as_of": None,
                    "alternative_of": None,
                    "digest": digests[name],
                    "faults": [diagnostic_payload(one) for one in found],
                }
                for name, found in sorted(faults.items())
                if name not in dossier.snapshots
            ),
        ],
        "actors": [
            {
                "id": actor.id,
                "name": actor.name,
                "kind": actor.kind.value,
                "speaks_for": list(actor.speaks_for),
            }
            for actor in evidence.actors
        ],
        "reports": [
            {**report_payload(report, dossier), "claims": claimed.count(report.id)}
            for report in evidence.reports
        ],
        **_parties(dossier),
        "proposed": sum(claim.status is Status.PROPOSED for claim in evidence.claims),
    }


def report_payload(report: Report, dossier: Dossier) -> Payload:
    """Return where a report comes from, and whether its text is at hand."""
    at_hand = dossier.store is not None and dossier.store.get(report.digest) is not None
    return {
        "id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "dated": str(report.dated),
        "language": report.language,
        "address": report.address,
        "has_text": at_hand,
    }


def _parties(dossier: Dossier) -> Payload:
    """Return the parties and options of all conflicts; a later conflict has the say on a name."""
    parties: dict[str, str] = {}
    options: dict[str, Payload] = {}
    for _, conflict in dossier.conflicts:
        for dm in conflict.decision_makers:
            parties[dm.id] = dm.name
            for option in dm.options:
                ref = f"{dm.id}.{option.id}"
                options[ref] = {"ref": ref, "dm": dm.id, "id": option.id, "name": option.name}
    return {
        "parties": [{"id": id_, "name": name} for id_, name in parties.items()],
        "options": list(options.values()),
    }
