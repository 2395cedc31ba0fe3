"""A review of proposed claims, as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..evidence.reviewing import EDITABLE, Proposal
from .lines import WIDTH

__all__ = ["EDIT_PROMPT", "LAST_PROMPT", "PROMPT", "proposal_text", "reviewed_text"]


PROMPT = "a accept, e edit, r reject, s skip, u undo, q quit: "
LAST_PROMPT = "that was the last one: u undo, q quit: "
EDIT_PROMPT = f"Write KEY: VALUE, or nothing when done. The keys:\n  {', '.join(EDITABLE)}"


def proposal_text(proposal: Proposal, place: int, total: int) -> str:
    """Write a claim to decide on: who says what to whom, and the words in their surroundings."""
    return "\n".join(_lines(proposal, place, total))


def reviewed_text(accepted: int, rejected: int, edited: int, left: int) -> str:
    """Write what was done in a session."""
    return f"{accepted} accepted, {rejected} rejected, {edited} edited; {left} left to review."


def _lines(proposal: Proposal, place: int, total: int) -> Iterator[str]:
    claim, names = proposal.claim, proposal.names
    to = f" to {names[claim.to]}" if claim.to else ""
    via = f", by way of {', '.join(names[one] for one in claim.via)}" if claim.via else ""
    yield f"{place} of {total}: {claim.id}"
    yield from _wrapped(f"{names[claim.by]}{to}{via}: {claim.kind.value}, {claim.said_on}, {claim.grade}")
    yield from _wrapped(f"says: {claim.says}")
    if claim.condition is not None:
        yield from _wrapped(f"if: {claim.condition}; then: {claim.consequence}")
    if claim.about:
        yield from _wrapped(
            f"about: {', '.join(f'{option} {stance.value}' for option, stance in claim.about)}"
        )
    if claim.due is not None:
        yield from _wrapped(f"due: {claim.due}")
    yield from _wrapped(f"in {proposal.report.id}, {claim.anchor.start}:{claim.anchor.end}:")
    if proposal.words is None:
        yield from _wrapped("the words cannot be shown: the text is not at hand, or differs", "    ")
    else:
        yield from _wrapped(f"…{proposal.before}[{proposal.words}]{proposal.after}…", "    ")


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent)
