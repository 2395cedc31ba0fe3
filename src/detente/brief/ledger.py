"""The section of the brief on conditions: what each side asks for, and how far that is met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..analysis.words import uncapitalised
from ..conflict.conflict import Conflict
from ..dossier.dossier import CitedClaim
from ..dossier.ledger import Condition, Part

__all__ = ["ledger_lines"]


def ledger_lines(ledger: Iterable[Condition], conflict: Conflict) -> Iterator[str]:
    """Write each condition with its parts: what is asked for, how far it is met, and who says so."""
    for condition in ledger:
        claim = condition.claim.claim
        yield f"- {claim.says.rstrip('.')} [{claim.id}]. So far {condition.met.value}:"
        yield from (f"  - {_part(part, conflict)}." for part in condition.parts)


def _part(part: Part, conflict: Conflict) -> str:
    dm_id, _, option_id = part.ref.partition(".")
    dm = conflict.decision_makers[conflict.dm(dm_id)]
    name = next(uncapitalised(option.name) for option in dm.options if option.id == option_id)
    asked = f"{dm.name} {'' if part.taken else 'no longer '}{name}"
    speak = f"; others speak of it: {_names(part.mentions)}" if part.mentions else ""
    if not part.claims:
        return f"{asked}: {part.met.value}, for no word or act of {dm.name} is reported{speak}"
    return f"{asked}: {part.met.value}; see {_names(part.claims)}{speak}"


def _names(claims: Iterable[CitedClaim]) -> str:
    return ", ".join(f"{cited.by.name} [{cited.claim.id}]" for cited in claims)
