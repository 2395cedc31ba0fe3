"""Preference statements and option prioritisation (Hipel, Fang & Kilgour), word for word.

A statement is a nested tuple: ("taken", "US", "lift"), ("not", x), ("and", x, y, …), ("or", x, y, …),
("if", a, b) for a if b, ("only if", a, b) for a only if b, ("iff", a, b), ("at least", n, x, y, …).
A state is the set of the options taken, as "US.lift".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Statement = tuple[Any, ...]

CONNECTIVES: dict[str, Callable[..., bool]] = {
    "not": lambda a: not a,
    "and": lambda *parts: all(parts),
    "or": lambda *parts: any(parts),
    "if": lambda a, b: a or not b,
    "only if": lambda a, b: not a or b,
    "iff": lambda a, b: a == b,
}


def holds(statement: Statement, state: frozenset[str]) -> bool:
    """Whether the statement is true of the state."""
    word, *parts = statement
    if word == "taken":
        dm, option = parts
        return f"{dm}.{option}" in state
    if word == "at least":
        number, *rest = parts
        return sum(1 for part in rest if holds(part, state)) >= int(number)
    return CONNECTIVES[word](*[holds(part, state) for part in parts])


def score(truths: Sequence[bool]) -> int:
    """ΣΨ_j(s) for the truth values of Ω_1 … Ω_k at s: Ψ_j(s) = 2^(k-j) if Ω_j holds at s, else 0."""
    k = len(truths)
    return sum(2 ** (k - j) for j, true in enumerate(truths, start=1) if true)


def counts(groups: Sequence[Sequence[bool]]) -> tuple[int, ...]:
    """How many of each group of equally important statements hold at s (Mota et al. 2024)."""
    return tuple(sum(1 for true in group if true) for group in groups)


def ranks_by_score(truths_of_states: Sequence[Sequence[bool]]) -> tuple[int, ...]:
    """Per state its rank, higher is better: s ≽ q iff ΣΨ(s) ≥ ΣΨ(q)."""
    return _places([score(truths) for truths in truths_of_states])


def ranks_by_groups(groups_of_states: Sequence[Sequence[Sequence[bool]]]) -> tuple[int, ...]:
    """Per state its rank, higher is better: the first group whose counts differ decides between states."""
    return _places([counts(groups) for groups in groups_of_states])


def _places(keys: Sequence[Any]) -> tuple[int, ...]:
    """The place of each key among the distinct keys, 0 the lowest; equal keys tie."""
    order = sorted(set(keys))
    return tuple(order.index(key) for key in keys)
