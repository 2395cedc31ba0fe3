"""Moves and explanations in plain sentences.

Option names are put so that they read after the name of their decision maker: "Invites Kim in public".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line, line_text
from ..conflict.statements import Statement
from ..conflict.states import State

if TYPE_CHECKING:
    from .explain import Answer, Declined, Explanation, Improvement, Move

__all__ = [
    "explanation_in_words",
    "joined",
    "line_in_words",
    "move_in_words",
    "option_phrases",
    "options_in_words",
    "state_in_words",
    "statement_in_words",
    "uncapitalised",
]

_REF = re.compile(r"[^\W\d]\w*\.[^\W\d]\w*")

_SHOWN = 3
"""How many improvements an explanation tells one by one."""


def explanation_in_words(explanation: Explanation) -> str:
    """Write an explanation: first whether the party stays, then what it could gain and what would follow."""
    return "\n".join(_sentences(explanation))


def move_in_words(conflict: Conflict, move: Move) -> str:
    """Write a move: "United States lifts the sanctions and no longer invites Kim".

    >>> from detente.analysis.explain import Move
    >>> c = Conflict.from_options({"A": {"x": "Attacks", "y": "Yields"}}, {"A": ["x"]}, names={"A": "Athens"})
    >>> move_in_words(c, Move("A", c.state("A.x"), c.state("A.y")))
    'Athens yields and no longer attacks'
    """
    dm = conflict.decision_makers[conflict.dm(move.dm)]
    if conflict.graph is not None:
        return f"{dm.name} moves from {move.origin} to {move.target}"
    before, after = move.origin.options, move.target.options
    return options_in_words(conflict, after - before, before - after)[0]


def state_in_words(conflict: Conflict, state: State) -> tuple[str, ...]:
    """Write what is done in a state, a phrase a decision maker; one that does nothing is left out."""
    if conflict.graph is not None:
        return (state.description or str(state),)
    return options_in_words(conflict, state.options)


def options_in_words(conflict: Conflict, taken: Container[str], left: Container[str] = ()) -> tuple[str, ...]:
    """Write which options are taken and which are left, a phrase a decision maker.

    >>> c = Conflict.from_options({"A": {"x": "Attacks", "y": "Yields"}}, {"A": ["x"]}, names={"A": "Athens"})
    >>> options_in_words(c, ["A.y"], ["A.x"])
    ('Athens yields and no longer attacks',)
    """
    found = option_phrases(conflict, taken, left)
    return tuple(f"{name} {joined([phrase for _, phrase in own])}" for name, own in found)


def option_phrases(
    conflict: Conflict, taken: Container[str], left: Container[str] = ()
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return each decision maker's name with a phrase for each of its options that is taken or left.

    >>> c = Conflict.from_options({"A": {"x": "Attacks", "y": "Yields"}}, {"A": ["x"]}, names={"A": "Athens"})
    >>> option_phrases(c, ["A.y"], ["A.x"])
    (('Athens', (('A.y', 'yields'), ('A.x', 'no longer attacks'))),)
    """
    found = []
    for dm in conflict.decision_makers:
        own = [(f"{dm.id}.{option.id}", uncapitalised(option.name)) for option in dm.options]
        parts = [(ref, name) for ref, name in own if ref in taken]
        parts += [(ref, f"no longer {name}") for ref, name in own if ref in left]
        if parts:
            found.append((dm.name, tuple(parts)))
    return tuple(found)


def line_in_words(line: Line, own: str | None) -> str:
    """Write a line of a model: what its author says it means, else the statement itself."""
    return line.says or line_text(line.statements, own)


def statement_in_words(conflict: Conflict, statement: Statement) -> str:
    """Write a statement with what its options mean.

    >>> from detente.conflict.grammar import parse
    >>> c = Conflict.from_options({"A": {"x": "Attacks", "y": "Yields"}}, {"A": ["x"]}, names={"A": "Athens"})
    >>> statement_in_words(c, parse("not (A.x and A.y)"))
    'not (Athens attacks and Athens yields)'
    """
    phrases = {
        f"{dm.id}.{option.id}": f"{dm.name} {uncapitalised(option.name)}"
        for dm in conflict.decision_makers
        for option in dm.options
    }
    return _REF.sub(lambda found: phrases.get(found[0], found[0]), statement.text())


def joined(parts: Sequence[str], word: str = "and") -> str:
    """Join phrases.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def uncapitalised(phrase: str) -> str:
    """Write a phrase for the middle of a sentence, leaving abbreviations such as ICBM alone."""
    return phrase if phrase[1:2].isupper() else phrase[:1].lower() + phrase[1:]


def _sentences(explanation: Explanation) -> Iterable[str]:
    conflict, dm = explanation.conflict, explanation.dm
    name = conflict.decision_makers[conflict.dm(dm)].name
    if not explanation.moves:
        yield f"{name} stays: it has no move here."
        return
    open_ones = explanation.unanswered
    if open_ones:
        yield f"{name} would rather take a step: it gains, and nothing takes the gain away."
    elif explanation.improvements:
        count = len(explanation.improvements)
        gains = "its only move" if explanation.moves == 1 else f"{count} of its {explanation.moves} moves"
        yield f"{name} stays: {gains} would gain, and {'it' if count == 1 else 'each'} has an answer."
    elif explanation.moves == 1:
        yield f"{name} stays: its only move is no better for it."
    else:
        yield f"{name} stays: none of its {explanation.moves} moves is better for it."
    for one in (open_ones or explanation.improvements)[:_SHOWN]:
        yield from _improvement_sentences(explanation, one)
    rest = len(open_ones or explanation.improvements) - _SHOWN
    if rest > 0:
        yield f"… and {rest} more."
    yield from _declined_sentences(explanation)


def _improvement_sentences(explanation: Explanation, one: Improvement) -> Iterable[str]:
    conflict, own = explanation.conflict, explanation.dm
    gain = (
        f", for the sake of: {line_in_words(one.because, own)} ({one.because.basis.value})"
        if one.because
        else ""
    )
    yield f"- Gain: {move_in_words(conflict, one.move)}{gain}."
    if one.answer is None:
        if explanation.concept != "nash":
            yield "  No answer of the others takes that away."
        return
    answer = one.answer
    steps = "; then ".join(move_in_words(conflict, move) for move in answer.moves)
    yield f"  Answer: {steps}. {_ending(answer, own)}"
    if answer.escape is not None:
        escape = move_in_words(conflict, answer.escape)
        yield f"  No way back: the best it could do next ({escape}) is no better than to stay."


def _reason(line: Line, own: str) -> str:
    return f"{line_in_words(line, own)} ({line.basis.value})"


def _ending(answer: Answer, own: str) -> str:
    if answer.ties:
        return "That is as good for it as to stay, no better."
    if answer.because is None:
        return "That is worse for it than to stay."
    return f"That is worse for it: {_reason(answer.because, own)}."


def _declined_sentences(explanation: Explanation) -> Iterable[str]:
    conflict, own = explanation.conflict, explanation.dm
    if not explanation.declined:
        return
    name = conflict.decision_makers[conflict.dm(own)].name
    yield f"What is not worth it to {name}, each step by itself:"
    for one in explanation.declined:
        done = move_in_words(conflict, one.move).removeprefix(f"{name} ")
        yield f"- {done}, because {declined_because(one, own)}."


def declined_because(declined: Declined, own: str) -> str:
    """Say why a move is not worth it."""
    if declined.ties:
        return "that is as good, no better"
    if declined.because is None:
        return "that ranks lower"
    return f"what counts more is: {_reason(declined.because, own)}"
