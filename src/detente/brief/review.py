"""A review of proposed claims, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence.choices import Choice
from ..evidence.claims import Claim, Stance
from ..evidence.reviewing import EDITABLE, Proposal, Reviewed
from .lines import wrapped

__all__ = [
    "EDIT_PROMPT",
    "LAST_PROMPT",
    "OWN_WORDS_PROMPT",
    "PROMPT",
    "PROMPT_WITH_CHOICES",
    "proposal_text",
    "reviewed_text",
]


PROMPT = "a accept, e edit, r reject, s skip, u undo, q quit: "
PROMPT_WITH_CHOICES = f"1-9 names an option, {PROMPT}"
LAST_PROMPT = "that was the last one: u undo, q quit: "
OWN_WORDS_PROMPT = "What it says, in your own words: "
EDIT_PROMPT = f"Write KEY: VALUE, or nothing when done. The keys:\n  {', '.join(EDITABLE)}"


def proposal_text(proposal: Proposal, place: int, total: int) -> str:
    """Write a claim to decide on: who says what to whom, and the words in their surroundings."""
    return "\n".join(_lines(proposal, place, total))


def reviewed_text(done: Reviewed) -> str:
    """Write what was done in a session."""
    numbers = f"{len(done.accepted)} accepted, {len(done.rejected)} rejected, {len(done.edited)} edited"
    return f"{numbers}; {len(done.left)} left to review."


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
    if proposal.earlier:
        yield from _wrapped(f"{names[claim.by]} said otherwise before:")
        yield from (line for one in proposal.earlier for line in _wrapped(_dated(one), "    "))
    if proposal.choices:
        yield from _wrapped("may speak of:")
        for number, choice in enumerate(proposal.choices, start=1):
            yield from _choice(number, choice)


def _choice(number: int, choice: Choice) -> Iterator[str]:
    if choice.stance is None:
        asked, follows = (f"{ref} ({name})" for ref, name in zip(choice.refs, choice.names, strict=True))
        yield from _wrapped(f"{number} if {asked}, then {follows}", "    ")
    else:
        stance = "" if choice.stance is Stance.TAKEN else f" ({choice.stance.value})"
        yield from _wrapped(f"{number} {choice.refs[0]}{stance}: {choice.names[0]}", "    ")
    for one in choice.earlier[:1]:
        yield from _wrapped(f"against its earlier word, {_dated(one)}", "      ")


def _dated(claim: Claim) -> str:
    return f"{claim.said_on}, {claim.id}: {claim.says}"


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrapped(indent + " ".join(text.split()), indent)
