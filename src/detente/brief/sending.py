"""What would be sent to a language model, and what it used, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..evidence.reading.model import ModelReading
from ..evidence.reading.model_plan import Plan

__all__ = ["plan_text", "used_text"]

WIDTH = 80


def plan_text(plan: Plan, with_key: bool) -> str:
    """Write what would be sent where, and what it may use."""
    lines = [
        *_filled(f"To {plan.address}, for the model {plan.model}, would go:"),
        *(line for report in plan.reports for line in _report(report.name, len(report.text), report.tokens)),
        *_actors(plan),
        *_filled("a key, in the header that the server asks for" if with_key else "no key", indent="  "),
        "",
        *_filled(_requests(plan)),
        *_filled(_caps(plan)),
    ]
    return "\n".join(lines)


def used_text(reading: ModelReading) -> str:
    """Write what a reading used, and what was left out."""
    about = "about " if reading.estimated else ""
    cost = "" if reading.cost is None else f", which cost {about}{_amount(reading.cost)} by the prices given"
    used = (
        f"Requests: {reading.requests}; {about}{reading.tokens_in:,} tokens sent and {reading.tokens_out:,} "
        f"received{cost}."
    )
    left = (
        f"Left out: {reading.refused}, because their words do not stand in the text, also when asked again."
        if reading.refused
        else ""
    )
    return "\n".join([*_filled(used), *_filled(left)])


def _report(name: str, characters: int, tokens: int) -> Iterator[str]:
    yield from _filled(f"{name}: {characters:,} characters, about {tokens:,} tokens", indent="  ")


def _actors(plan: Plan) -> Iterator[str]:
    if plan.actors:
        names = ", ".join(name for actor in plan.actors for name in actor.names)
        yield from _filled(
            f"of the dossier, the ids and names of {len(plan.actors)} people and bodies: {names}",
            indent="  ",
        )
    else:
        yield "  nothing of a dossier"


def _requests(plan: Plan) -> str:
    """Write how much is sent; the answers cannot be known before."""
    alone = plan.caps.cost_of(plan.tokens, 0)
    cost = "" if alone is None else f", which cost about {_amount(alone)}"
    return (
        f"Requests: {plan.requests}, with about {plan.tokens:,} tokens in all{cost}. The answers come on "
        "top, and so do requests that have to be made again."
    )


def _caps(plan: Plan) -> str:
    caps = plan.caps
    cost = "no cap on the cost" if caps.cost is None else f"at most {_amount(caps.cost)} by the prices given"
    return f"It may use at most {caps.tokens:,} tokens; {cost}. The counts before an answer are estimates."


def _amount(cost: float) -> str:
    return f"{cost:.2f}" if cost >= 1 or cost == 0 else f"{cost:.2g}"


def _filled(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent * 2, break_long_words=False
    )
