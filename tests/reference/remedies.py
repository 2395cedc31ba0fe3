"""Remedies and openings, word for word: every edit is made, and the whole model is analysed anew.

A line of a list is a tuple of statements of equal importance, mostly one. A change is a tuple (kind,
decision maker, line, to): ("drop", 0, line, None), ("reverse", 0, line, None), ("move", 0, line, place),
("add", 0, line, place), with places from 1; or ("lift", "infeasible", statement, None).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, permutations
from typing import Any

from tests.reference.concepts import equilibria
from tests.reference.models import GraphForm, OptionForm
from tests.reference.statements import Statement, holds, ranks_by_groups

Line = tuple[Statement, ...]
Change = tuple[str, Any, Any, "int | None"]


@dataclass(frozen=True)
class Stated:
    """A model in option form whose decision makers have prioritised lists."""

    options: tuple[tuple[str, tuple[str, ...]], ...]
    lists: tuple[tuple[Line, ...], ...]
    infeasible: tuple[Statement, ...] = ()
    irreversible: tuple[Statement, ...] = ()
    outcomes: tuple[Statement, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """All options, as statements name them."""
        return tuple(f"{dm}.{option}" for dm, own in self.options for option in own)

    def taken(self, code: int) -> frozenset[str]:
        """The options taken in the state of a code."""
        return frozenset(ref for bit, ref in enumerate(self.refs) if code >> bit & 1)

    def form(self) -> OptionForm | None:
        """The same model with ranks; None where no state is feasible."""
        codes = range(2 ** len(self.refs))
        ruled_out = frozenset(c for c in codes if any(holds(s, self.taken(c)) for s in self.infeasible))
        feasible = [self.taken(code) for code in codes if code not in ruled_out]
        if not feasible:
            return None
        ranks = tuple(
            ranks_by_groups([[[holds(s, state) for s in line] for line in lines] for state in feasible])
            for lines in self.lists
        )
        barred = tuple((self._bit(s), 1 if s[0] == "taken" else -1) for s in self.irreversible)
        return OptionForm(tuple(len(own) for _, own in self.options), ruled_out, barred, ranks)

    def _bit(self, literal: Statement) -> int:
        _, dm, option = literal if literal[0] == "taken" else literal[1]
        return self.refs.index(f"{dm}.{option}")


def held(model: Stated, target: Statement, concept: str) -> bool:
    """Whether some feasible state of the target is an equilibrium."""
    form = model.form()
    if form is None:
        return False
    stable = equilibria(form.graph(), concept)
    return any(holds(target, model.taken(code)) for k, code in enumerate(form.feasible) if k in stable)


def opposite(statement: Statement) -> Statement:
    """The opposite statement, without a double "not"."""
    return statement[1] if statement[0] == "not" else ("not", statement)


def vocabulary(model: Stated) -> list[Statement]:
    """What may be added to a list: each option, each outcome, and their negations."""
    literals = [("taken", dm, option) for dm, own in model.options for option in own]
    found: list[Statement] = []
    for statement in (*literals, *model.outcomes):
        found += [one for one in (statement, opposite(statement)) if one not in found]
    return found


def list_changes(model: Stated, dm: int) -> Iterator[tuple[Change, tuple[Line, ...]]]:
    """Every single change of a list, with the list after it."""
    lines = model.lists[dm]
    for at, line in enumerate(lines):
        rest = (*lines[:at], *lines[at + 1 :])
        yield ("drop", dm, line, None), rest
        others = {statement for other in rest for statement in other}
        if len(line) == 1 and opposite(line[0]) not in others:
            yield ("reverse", dm, line, None), (*lines[:at], (opposite(line[0]),), *lines[at + 1 :])
        for to in range(len(lines)):
            if to != at:
                yield ("move", dm, line, to + 1), (*rest[:to], line, *rest[to:])
    there = {statement for line in lines for statement in line}
    for statement in vocabulary(model):
        if statement not in there:
            for to in range(len(lines) + 1):
                yield ("add", dm, (statement,), to + 1), (*lines[:to], (statement,), *lines[to:])


def with_list(model: Stated, dm: int, lines: tuple[Line, ...]) -> Stated:
    """The model with another list."""
    return replace(model, lists=(*model.lists[:dm], lines, *model.lists[dm + 1 :]))


def changes(model: Stated) -> Iterator[tuple[Change, Stated]]:
    """Every single change, with the model after it; one that leaves no state is none."""
    for dm in range(len(model.lists)):
        for change, lines in list_changes(model, dm):
            yield change, with_list(model, dm, lines)
    for kind in ("infeasible", "irreversible"):
        for statement in getattr(model, kind):
            left = tuple(one for one in getattr(model, kind) if one != statement)
            yield ("lift", kind, statement, None), replace(model, **{kind: left})


def single_remedies(model: Stated, target: Statement, concept: str, wanted: bool = True) -> set[Change]:
    """The single changes after which the target holds an equilibrium (or, not wanted, holds none)."""
    return {change for change, after in changes(model) if held(after, target, concept) is wanted}


def without(lines: Iterable[Line], gone: Iterable[Line]) -> list[Line]:
    """A list without some lines."""
    return [line for line in lines if line not in tuple(gone)]


def pair_remedies(
    model: Stated, dm: int, target: Statement, concept: str, wanted: bool = True
) -> dict[tuple[Line, ...], int]:
    """The lists that take two changes of one list, neither of which does alone; each with the places moved.

    Two changes make a remedy together. Neither does alone when no single change of the same kind to the same
    line makes a remedy and leaves a list that is the same but for the line that the other one changes.
    """
    start = model.lists[dm]
    ones = dict(list_changes(model, dm))
    near = {start, *ones.values()}
    does = {one: held(with_list(model, dm, after), target, concept) is wanted for one, after in ones.items()}
    found: dict[tuple[Line, ...], int] = {}
    for first, between in ones.items():
        for second, end in list_changes(with_list(model, dm, between), dm):
            if end in near or held(with_list(model, dm, end), target, concept) is not wanted:
                continue
            first_forms, second_forms = _forms(first), _forms(second)
            alone = False
            for one, after in ones.items():
                if not does[one]:
                    continue
                if first_forms & second_forms and first[0] in ("reverse", "move") and second[0] != "add":
                    # one line, changed twice: reversed and moved
                    flat = [_plain(after, first_forms), _plain(end, first_forms)]
                    same = (one[0] == "reverse" and one[2] in first_forms) or (
                        one[0] == "move" and one[2] in first_forms and flat[0] == flat[1]
                    )
                else:
                    same = any(
                        (one[0], one[2]) == (change[0], change[2])
                        and without(after, other) == without(end, other)
                        for change, other in ((first, second_forms), (second, first_forms))
                    )
                alone = alone or same
            if not alone:
                moved = _moved(start, first) + _moved(between, second)
                found[end] = min(found.get(end, moved), moved)
    return found


def _forms(change: Change) -> frozenset[Line]:
    """The line that a change is about, as it is before and after."""
    kind, _, line, _ = change
    return frozenset({line, (opposite(line[0]),)}) if kind == "reverse" else frozenset({line})


def _plain(lines: Iterable[Line], forms: frozenset[Line]) -> list[object]:
    """A list in which the forms of one line are the same."""
    return [None if line in forms else line for line in lines]


def _moved(lines: tuple[Line, ...], change: Change) -> int:
    kind, _, line, to = change
    return abs(lines.index(line) + 1 - int(to or 0)) if kind == "move" else 0


def openings(
    form: OptionForm, start: int, mover: int, target: frozenset[int], size: int
) -> set[frozenset[int]]:
    """The smallest sets of options of others whose change gives the mover an improvement into a target.

    States are codes, options bits. Each set is changed by moves of those who own it, one after the other, in
    some order.
    """
    model = form.graph()
    place = {code: k for k, code in enumerate(form.feasible)}
    own = set(form.own_bits(mover))
    found: set[frozenset[int]] = set()
    for number in range(size + 1):
        for bits in combinations([bit for bit in range(form.n_bits) if bit not in own], number):
            chosen = frozenset(bits)
            if any(smaller < chosen for smaller in found):
                continue
            end = start
            for bit in bits:
                end ^= 1 << bit
            if end in target or not _reached(form, start, chosen):
                continue
            if any(form.feasible[q] in target for q in _improvements(model, mover, place[end])):
                found.add(chosen)
    return found


def _improvements(model: GraphForm, dm: int, s: int) -> frozenset[int]:
    return model.improvements(dm, s)


def _reached(form: OptionForm, start: int, bits: frozenset[int]) -> bool:
    """Whether those who own some options can change them, a move each, in some order."""
    owners = [dm for dm in form.dms if bits & set(form.own_bits(dm))]
    for order in permutations(owners):
        here, legal = start, True
        for dm in order:
            after = here
            for bit in bits & set(form.own_bits(dm)):
                after ^= 1 << bit
            legal = legal and form.is_move(dm, here, after)
            here = after
        if legal:
            return True
    return False
