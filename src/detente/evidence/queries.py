"""What a search looks for: words, "phrases", beginnings* and -words that must not be there.

====================  ===============================================================
``sanctions relief``  both words, anywhere in the text
``"sanctions relief"``  these words, one after the other
``sanction*``         a word that begins so; also at the end of a phrase
``summit OR meeting``  one of them, or both
``-oil``              not with this word; ``-"oil price"`` not with this phrase
====================  ===============================================================

Case and accents do not matter, and signs between letters join words to a phrase: ``U.S.`` means "u s".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..errors import InputError
from .folding import Folded, fold

__all__ = ["Query", "Term", "parse_query"]

_PIECE = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<bare>\S+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_CURE = 'write words, "a phrase", a beginning*, summit OR meeting, or -not'


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other; of the last one perhaps only the beginning is given."""

    words: tuple[str, ...]
    is_prefix: bool = False

    @property
    def fts(self) -> str:
        """The term as FTS5 writes it; only words of our own making are in it."""
        return f'"{" ".join(self.words)}"{"*" if self.is_prefix else ""}'

    @property
    def pattern(self) -> str:
        """A regular expression of the term in a folded text."""
        joined = " +".join(map(re.escape, self.words))
        return f"(?<![^ ]){joined}" + ("[^ ]*" if self.is_prefix else "(?![^ ])")


@dataclass(frozen=True, slots=True)
class Query:
    """What must be in a text: of each group one term at least, and of the unwanted ones none.

    Examples
    --------
    >>> query = parse_query('summit OR meet* -"oil price"')
    >>> query.matches(Folded.of("They are meeting.")), query.matches(Folded.of("No summit on the oil price"))
    (True, False)
    >>> query.spans(Folded.of("They are meeting."))
    ((9, 16),)
    """

    groups: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()

    @property
    def fts(self) -> str:
        """What must be there, as FTS5 writes it; what is unwanted is left out."""
        return " AND ".join(f"({' OR '.join(term.fts for term in group)})" for group in self.groups)

    @property
    def fts_unwanted(self) -> str:
        """What must not be there, as FTS5 writes it; empty where all is welcome."""
        return " OR ".join(term.fts for term in self.unwanted)

    def matches(self, folded: Folded) -> bool:
        """Return whether a text has what is wanted and nothing that is not."""
        return all(
            any(re.search(term.pattern, folded.text) for term in group) for group in self.groups
        ) and not any(re.search(term.pattern, folded.text) for term in self.unwanted)

    def spans(self, folded: Folded) -> tuple[tuple[int, int], ...]:
        """Return the spans of the source where a wanted term stands, in order; none overlaps another."""
        terms = sorted((term for group in self.groups for term in group), key=lambda term: -len(term.words))
        found = re.finditer("|".join(term.pattern for term in terms), folded.text)
        return tuple(folded.source_span(*match.span()) for match in found)


def parse_query(text: str) -> Query:
    """Read what a person wrote.

    Raises
    ------
    InputError
        If a quotation mark is not closed, OR stands alone, or nothing is looked for.

    Examples
    --------
    >>> parse_query("U.S. sanction*").fts
    '("u s") AND ("sanction"*)'
    """
    text = text.translate(_QUOTES)
    if text.count('"') % 2:
        raise _fault(f"a quotation mark is not closed in {text}", "close it, or leave it out")
    groups: list[list[Term]] = []
    unwanted: list[Term] = []
    joins = False
    for piece, term, minus in _terms(text):
        if piece == "OR":
            if joins or not groups:
                raise _fault("OR stands between two words", "write summit OR meeting")
            joins = True
        elif minus and joins:
            raise _fault("after OR comes a word that is looked for", "put what is unwanted at the end")
        elif term is None:
            continue
        elif minus:
            unwanted.append(term)
        elif joins:
            groups[-1].append(term)
            joins = False
        else:
            groups.append([term])
    if joins:
        raise _fault("OR stands between two words", "write summit OR meeting")
    if not groups:
        raise _fault("there is no word to look for" + (", only words to leave out" if unwanted else ""))
    return Query(tuple(map(tuple, groups)), tuple(unwanted))


def _terms(text: str) -> Iterator[tuple[str, Term | None, bool]]:
    """Yield the pieces of a query, each with its term, if it has words, and whether it is unwanted."""
    for match in _PIECE.finditer(text):
        bare = match["bare"]
        if bare is None:
            minus, words, star = bool(match["minus"]), match["phrase"], bool(match["star"])
            is_prefix = star or words.rstrip().endswith("*")
        else:
            minus = bare.startswith("-") and len(bare) > 1
            words = bare[1:] if minus else bare
            is_prefix = words.endswith("*")
        folded = tuple(fold(words).split())
        yield match[0], Term(folded, is_prefix) if folded else None, minus


def _fault(message: str, cure: str = _CURE) -> InputError:
    return InputError(Diagnostic("bad-query", message, cure))
