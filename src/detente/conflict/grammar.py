"""Reading statements: the grammar, and a diagnostic with its place for every fault in one."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, Place
from ..errors import InputError
from .options import closest
from .statements import And, AtLeast, If, Iff, Not, OnlyIf, Or, Pair, Several, Statement, Taken

if TYPE_CHECKING:
    from lark import Lark, Token

__all__ = ["MAX_NESTING", "parse"]

MAX_NESTING = 100
"""How deep parentheses and ``not`` may nest."""


def parse(
    text: str,
    options: Mapping[str, Iterable[str]] | None = None,
    own: str | None = None,
    symbols: bool = True,
) -> Statement:
    """Read a statement.

    Parameters
    ----------
    text
        The statement.
    options
        The options of each decision maker; names are checked against them. None checks no names.
    own
        The decision maker whose prefix may be left out.
    symbols
        Whether ``! & | -> <->`` may stand for words.

    Raises
    ------
    InputError
        With a diagnostic for each fault; its column counts from 1 within ``text``.

    Examples
    --------
    >>> parse("not (lift and not DPRK.halt)", own="US").text()
    'not (US.lift and not DPRK.halt)'
    >>> parse("US.lift iff DPRK.halt iff DPRK.freeze")
    Traceback (most recent call last):
    detente.errors.InputError: 23: error: a second condition, iff: conditions neither chain nor mix [chained]
      cure: put the part that belongs together in parentheses
    """
    tokens = _tokens(text)
    faults = [*_nesting(tokens), *_names(tokens, options, own), *([] if symbols else _symbols(tokens))]
    tree = None
    if not any(fault.code in ("too-deep", "parentheses") for fault in faults):
        tree = _tree(text, tokens, faults)
    if tree is None or faults:
        raise InputError(faults)
    return tree if own is None else _resolved(tree, own)


_GRAMMAR = r"""
    ?start: statement
    ?statement: disjunction
              | disjunction IF disjunction        -> if_
              | disjunction ONLY IF disjunction   -> only_if
              | disjunction ARROW disjunction     -> arrow
              | disjunction IFF disjunction       -> iff
    ?disjunction: conjunction (OR conjunction)*   -> or_
    ?conjunction: negation (AND negation)*        -> and_
    ?negation: NOT negation                       -> not_
             | atom
    ?atom: LPAR statement RPAR                    -> inner
         | NAME                                   -> own_option
         | NAME DOT NAME                          -> option
         | AT LEAST NUMBER OF LPAR statement (SEMICOLON statement)* RPAR -> at_least
    NOT.2: /not\b|!/
    AND.2: /and\b|&/
    OR.2: /or\b|\|/
    IFF.2: /iff\b|<->/
    IF: "if"
    ONLY: "only"
    ARROW: "->"
    AT: "at"
    LEAST: "least"
    OF: "of"
    LPAR: "("
    RPAR: ")"
    DOT: "."
    SEMICOLON: ";"
    NUMBER: /[0-9]+/
    NAME: /[A-Za-z_]\w*/
    %ignore /\s+/
"""

_CONDITIONS = ("IF", "ONLY", "IFF", "ARROW")


@functools.cache
def _parser() -> Lark:
    """Build the parser; LALR works with a stack of its own, so deep input cannot exhaust Python's."""
    from lark import Lark, Transformer

    class Build(Transformer[Any, Statement]):
        def if_(self, nodes: list[Any]) -> Statement:
            return If(nodes[0], nodes[2])

        def only_if(self, nodes: list[Any]) -> Statement:
            return OnlyIf(nodes[0], nodes[3])

        def arrow(self, nodes: list[Any]) -> Statement:
            return OnlyIf(nodes[0], nodes[2])

        def iff(self, nodes: list[Any]) -> Statement:
            return Iff(nodes[0], nodes[2])

        def or_(self, nodes: list[Any]) -> Statement:
            return _joined(Or, nodes[::2])

        def and_(self, nodes: list[Any]) -> Statement:
            return _joined(And, nodes[::2])

        def not_(self, nodes: list[Any]) -> Statement:
            return Not(nodes[1])

        def inner(self, nodes: list[Any]) -> Statement:
            statement: Statement = nodes[1]
            return statement

        def own_option(self, nodes: list[Any]) -> Statement:
            return Taken("", str(nodes[0]))

        def option(self, nodes: list[Any]) -> Statement:
            return Taken(str(nodes[0]), str(nodes[2]))

        def at_least(self, nodes: list[Any]) -> Statement:
            return AtLeast(_number(nodes[2]), tuple(nodes[5:-1:2]))

    return Lark(_GRAMMAR, parser="lalr", lexer="basic", transformer=Build(), keep_all_tokens=True)


@functools.cache
def _lexer() -> Lark:
    """Build the lexer apart: asked for tokens alone, a parser would build one each time."""
    from lark import Lark

    return Lark(_GRAMMAR, parser=None, lexer="basic")


def _joined(kind: type[And | Or], parts: list[Statement]) -> Statement:
    """Join statements; parts of the same kind merge: ``(a and b) and c`` is ``a and b and c``."""
    if len(parts) == 1:
        return parts[0]
    return kind(tuple(p for part in parts for p in (part.parts if isinstance(part, kind) else (part,))))


def _number(digits: str) -> int:
    """Read a number; Python refuses very long ones, and a billion is out of any range too."""
    digits = digits.lstrip("0")
    return int(digits or 0) if len(digits) < 10 else 10**9


def _fault(code: str, message: str, cure: str, offset: int) -> Diagnostic:
    return Diagnostic(code, message, cure, Place(column=offset + 1))


def _tokens(text: str) -> list[Token]:
    from lark import UnexpectedCharacters

    if not text.strip():
        raise InputError(_fault("empty-statement", "the statement is empty", "write one, or drop it", 0))
    try:
        return list(_lexer().lex(text))
    except UnexpectedCharacters as fault:
        at: Any = fault.pos_in_stream
        message = f"the character {text[at]!r} has no meaning here"
        cure = "use not, and, or, if, only if, iff, at least … of, and names such as US.lift"
        raise InputError(_fault("unknown-character", message, cure, at)) from None


def _start(token: Token) -> int:
    return int(token.start_pos or 0)


def _nesting(tokens: list[Token]) -> list[Diagnostic]:
    """Find parentheses that do not match, and parentheses and ``not`` that nest too deep."""
    opened: list[tuple[Token, int]] = []  # each open parenthesis with the number of ``not`` right before it
    depth = run = 0
    for token in tokens:
        if token.type == "NOT":
            run += 1
        elif token.type == "LPAR":
            opened.append((token, run))
            depth, run = depth + run + 1, 0
        elif token.type == "RPAR":
            if not opened:
                return [
                    _fault("parentheses", "this ) closes nothing", "remove it, or add a (", _start(token))
                ]
            depth -= opened.pop()[1] + 1
        elif token.type == "NAME":
            run = 0
        if depth + run > MAX_NESTING:
            message = f"parentheses and not nest more than {MAX_NESTING} deep"
            return [_fault("too-deep", message, "split the statement, or drop what is idle", _start(token))]
    if opened:
        return [_fault("parentheses", "this ( is never closed", "add a )", _start(opened[-1][0]))]
    return []


def _symbols(tokens: list[Token]) -> list[Diagnostic]:
    words = {"!": "not", "&": "and", "|": "or", "->": "only if", "<->": "iff"}
    return [
        _fault("unquoted-symbol", f"{token} stands outside quotes", f"write {words[token]}", _start(token))
        for token in tokens
        if token in words
    ]


def _names(
    tokens: list[Token], options: Mapping[str, Iterable[str]] | None, own: str | None
) -> list[Diagnostic]:
    """Check every name of an option."""
    faults: list[Diagnostic] = []
    types = [token.type for token in tokens]
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if types[position] != "NAME":
            position += 1
        elif types[position + 1 : position + 3] == ["DOT", "NAME"]:
            faults += _name_faults(str(token), str(tokens[position + 2]), options, _start(token))
            position += 3
        else:
            if "DOT" not in types[max(position - 1, 0) : position + 2]:  # else half a name: a fault of syntax
                faults += _own_name_faults(str(token), options, own, _start(token))
            position += 1
    return faults


def _name_faults(
    dm: str, option: str, options: Mapping[str, Iterable[str]] | None, at: int
) -> Iterator[Diagnostic]:
    if options is None or option in options.get(dm, ()):
        return
    if dm not in options:
        yield _fault("unknown-decision-maker", f"there is no decision maker {dm}", closest(dm, options), at)
    else:
        known = [f"{dm}.{one}" for one in options[dm]]
        yield _fault("unknown-option", f"{dm} has no option {option}", closest(f"{dm}.{option}", known), at)


def _own_name_faults(
    option: str, options: Mapping[str, Iterable[str]] | None, own: str | None, at: int
) -> Iterator[Diagnostic]:
    if own is not None and (options is None or option in options.get(own, ())):
        return
    others = [f"{dm}.{option}" for dm, theirs in (options or {}).items() if option in theirs]
    if option.lower() in ("not", "and", "or", "if", "iff", "only", "at"):
        yield _fault(
            "unknown-option", f"{option} is no option", f"write {option.lower()} in small letters", at
        )
    elif own is None:
        cure = f"write {' or '.join(others)}" if others else "write whose it is, such as US.lift"
        yield _fault("no-owner", f"{option} does not say whose option it is", cure, at)
    else:
        cure = f"write {' or '.join(others)}" if others else closest(option, (options or {}).get(own, ()))
        yield _fault("unknown-option", f"{own} has no option {option}", cure, at)


def _tree(text: str, tokens: list[Token], faults: list[Diagnostic]) -> Statement | None:
    """Build the syntax tree; add to the faults and return None where the text is no statement."""
    from lark import UnexpectedToken

    try:
        tree: Statement = _parser().parse(text)  # type: ignore[assignment]  # the transformer built it
    except UnexpectedToken as fault:
        faults.append(_syntax_fault(fault, text, tokens))
        return None
    for part, token in zip(_counts(tree), (t for t in tokens if t.type == "NUMBER"), strict=True):
        if not 1 <= part.number <= len(part.parts):
            always = "always" if part.number == 0 else "never"
            message = f"at least {part.number} of {len(part.parts)} statements {always} holds"
            cure = f"write a number from 1 to {len(part.parts)}"
            faults.append(_fault("at-least-range", message, cure, _start(token)))
    return tree


def _syntax_fault(fault: Any, text: str, tokens: list[Token]) -> Diagnostic:
    token, expected = fault.token, fault.expected
    if token.type == "$END":
        return _fault("incomplete", "the statement ends too early", "say what follows", len(text.rstrip()))
    if token.type in _CONDITIONS and _has_condition(tokens, token):
        message = f"a second condition, {token}: conditions neither chain nor mix"
        return _fault("chained", message, "put the part that belongs together in parentheses", _start(token))
    if "AND" in expected:
        cure = "join them with and, or, if, only if, iff"
        return _fault("not-joined", f"{token} follows without a word that joins", cure, _start(token))
    return _fault("syntax", f"{token} cannot stand here", "a name, not, or ( is needed", _start(token))


def _has_condition(tokens: list[Token], here: Token) -> bool:
    """Return whether a condition stands before a token, inside the same parentheses."""
    depth = 0
    for token in reversed([token for token in tokens if _start(token) < _start(here)]):
        depth += (token.type == "RPAR") - (token.type == "LPAR")
        if depth < 0 or (depth == 0 and token.type == "SEMICOLON"):
            return False
        if depth == 0 and token.type in _CONDITIONS:
            return True
    return False


def _counts(statement: Statement) -> Iterator[AtLeast]:
    """Yield the ``at least`` parts in the order in which they are written."""
    if isinstance(statement, AtLeast):
        yield statement
    for part in statement.parts_in_order():
        yield from _counts(part)


def _resolved(statement: Statement, own: str) -> Statement:
    """Give options without a decision maker to ``own``."""
    match statement:
        case Taken("", option):
            return Taken(own, option)
        case Not(part):
            return Not(_resolved(part, own))
        case AtLeast(number, parts):
            return AtLeast(number, tuple(_resolved(part, own) for part in parts))
        case Several(parts):
            return type(statement)(tuple(_resolved(part, own) for part in parts))
        case Pair(left, right):
            return type(statement)(_resolved(left, own), _resolved(right, own))
        case _:
            return statement
