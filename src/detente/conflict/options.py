"""Decision makers and their options."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..diagnostics import NOWHERE, Diagnostic, Place

__all__ = ["RESERVED", "DecisionMaker", "Option", "closest", "id_fault"]

RESERVED = frozenset(
    "not and or if only iff at least of true false null infeasible irreversible".split()  # noqa: SIM905
)
"""Words of the statement language and of edits, which are no ids."""

_ID = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a decision maker can do or leave.

    Parameters
    ----------
    id
        Its name in statements: letters, digits and underscores.
    name
        What it means, put so that it reads after the name of the decision maker: "Invites Kim in public".
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """A party that chooses, with the options that it controls (none in graph form)."""

    id: str
    name: str
    options: tuple[Option, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """The options as statements name them: ``US.invite``."""
        return tuple(f"{self.id}.{option.id}" for option in self.options)


def id_fault(text: str, place: Place = NOWHERE) -> Diagnostic | None:
    """Return what is wrong with an id; None for a good one.

    >>> print(id_fault("or"))
    error: or is a reserved word of the statement language [reserved-word]
      cure: choose another id
    """
    if text in RESERVED:
        message = f"{text} is a reserved word of the statement language"
        return Diagnostic("reserved-word", message, "choose another id", place)
    if not _ID.fullmatch(text):
        cure = "write a letter or _ first, then letters, digits and _"
        return Diagnostic("malformed-id", f"{text!r} cannot be an id", cure, place)
    return None


def closest(word: str, candidates: Iterable[str]) -> str:
    """Return a cure that names the candidate most like a word, or else all of them.

    >>> closest("US.invit", ["US.invite", "RU.shield"])
    'did you mean US.invite?'
    """
    known = list(candidates)
    owned = [one for one in known if one.endswith(f".{word}")]
    if owned:
        return f"write {' or '.join(owned)}"
    like = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if like:
        return f"did you mean {like[0]}?"
    if not known:
        return "there is none"
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"there is: {shown}"
