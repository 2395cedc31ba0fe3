"""The language of preference statements: syntax trees, writing, compiling. ``grammar`` reads them.

Tightest first: ``not``; ``and``; ``or``; then one of ``if``, ``only if``, ``iff``, which neither mix nor
chain without parentheses; ``at least 2 of (a; b; c)`` stands wherever an option may stand. The symbols
``! & | -> <->`` mean not, and, or, only if, iff. ``a if b`` is "a, or not b"; ``a only if b`` is "not a,
or b". An option is written ``US.lift``; among a decision maker's own preferences ``lift`` will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..engine.statements import Op, Program

__all__ = [
    "And",
    "AtLeast",
    "If",
    "Iff",
    "Not",
    "OnlyIf",
    "Or",
    "Pair",
    "Several",
    "Statement",
    "Taken",
    "compiled",
    "literal",
]


class Statement:
    """A statement about a state: it holds or it does not. Equal when the syntax trees are equal."""

    __slots__ = ()
    _binds: ClassVar[int]  # how tightly; a part that binds less tightly than its place is put in parentheses

    def text(self, own: str | None = None) -> str:
        """Write the statement; options of the decision maker ``own`` go without their prefix.

        >>> OnlyIf(Taken("US", "lift"), Taken("DPRK", "freeze")).text(own="US")
        'lift only if DPRK.freeze'
        """
        raise NotImplementedError

    def reversed(self) -> Statement:
        """Return the opposite statement, without a double ``not``."""
        return self.part if isinstance(self, Not) else Not(self)

    def parts_in_order(self) -> tuple[Statement, ...]:
        """Return the statements that this one is made of."""
        return ()

    def refs(self) -> frozenset[str]:
        """Return the options that the statement names, such as ``US.lift``."""
        return frozenset().union(*(part.refs() for part in self.parts_in_order()))

    def _within(self, binds: int, own: str | None) -> str:
        return self.text(own) if self._binds >= binds else f"({self.text(own)})"

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Taken(Statement):
    """An option is taken."""

    dm: str
    option: str
    _binds: ClassVar[int] = 4

    @property
    def ref(self) -> str:
        """The option as statements name it."""
        return f"{self.dm}.{self.option}"

    def text(self, own: str | None = None) -> str:
        return self.option if own == self.dm else self.ref

    def refs(self) -> frozenset[str]:
        return frozenset((self.ref,))


@dataclass(frozen=True, slots=True)
class Not(Statement):
    """A statement does not hold."""

    part: Statement
    _binds: ClassVar[int] = 3

    def text(self, own: str | None = None) -> str:
        return f"not {self.part._within(3, own)}"

    def parts_in_order(self) -> tuple[Statement, ...]:
        return (self.part,)


@dataclass(frozen=True, slots=True)
class Several(Statement):
    """Statements joined by one word."""

    parts: tuple[Statement, ...]
    _word: ClassVar[str]

    def text(self, own: str | None = None) -> str:
        return f" {self._word} ".join(part._within(self._binds + 1, own) for part in self.parts)

    def parts_in_order(self) -> tuple[Statement, ...]:
        return self.parts


@dataclass(frozen=True, slots=True)
class And(Several):
    """All of some statements hold."""

    _binds: ClassVar[int] = 2
    _word: ClassVar[str] = "and"


@dataclass(frozen=True, slots=True)
class Or(Several):
    """At least one of some statements holds."""

    _binds: ClassVar[int] = 1
    _word: ClassVar[str] = "or"


@dataclass(frozen=True, slots=True)
class Pair(Statement):
    """Two statements, one a condition of the other."""

    left: Statement
    right: Statement
    _word: ClassVar[str]
    _binds: ClassVar[int] = 0

    def text(self, own: str | None = None) -> str:
        return f"{self.left._within(1, own)} {self._word} {self.right._within(1, own)}"

    def parts_in_order(self) -> tuple[Statement, ...]:
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class If(Pair):
    """``left if right``: left, or not right."""

    _word: ClassVar[str] = "if"


@dataclass(frozen=True, slots=True)
class OnlyIf(Pair):
    """``left only if right``: not left, or right."""

    _word: ClassVar[str] = "only if"


@dataclass(frozen=True, slots=True)
class Iff(Pair):
    """``left iff right``: both hold or neither."""

    _word: ClassVar[str] = "iff"


@dataclass(frozen=True, slots=True)
class AtLeast(Statement):
    """At least a number of some statements hold."""

    number: int
    parts: tuple[Statement, ...]
    _binds: ClassVar[int] = 4

    def text(self, own: str | None = None) -> str:
        return f"at least {self.number} of ({'; '.join(part.text(own) for part in self.parts)})"

    def parts_in_order(self) -> tuple[Statement, ...]:
        return self.parts


def literal(statement: Statement) -> tuple[Taken, bool] | None:
    """Return the option and the value of a statement that is an option or its negation; else None."""
    if isinstance(statement, Taken):
        return statement, True
    if isinstance(statement, Not) and isinstance(statement.part, Taken):
        return statement.part, False
    return None


def compiled(statement: Statement, bits: Mapping[str, int]) -> Program:
    """Compile a statement for the engine; ``bits`` gives the bit of each option."""
    return tuple(_postfix(statement, bits))


def _postfix(statement: Statement, bits: Mapping[str, int]) -> Iterator[tuple[Op, int]]:
    if isinstance(statement, Taken):
        yield Op.TAKEN, bits[statement.ref]
        return
    parts = statement.parts_in_order()
    for position, part in enumerate(parts):
        yield from _postfix(part, bits)
        negated = (isinstance(statement, OnlyIf) and position == 0) or (
            isinstance(statement, If) and position == 1
        )
        if negated or isinstance(statement, Not):
            yield Op.NOT, 0
    if isinstance(statement, And):
        yield Op.AND, len(parts)
    elif isinstance(statement, Or | If | OnlyIf):
        yield Op.OR, len(parts)
    elif isinstance(statement, Iff):
        yield Op.SAME, 0
    elif isinstance(statement, AtLeast):
        yield Op.COUNT, len(parts)
        yield Op.AT_LEAST, statement.number
