"""On what answers rest: the lines on which each headline hangs, as grounds and as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..conflict.preferences import Basis
from ..dossier.assessment import Assessment
from ..dossier.citing import UsedLine
from ..dossier.headlines import Headline, Question
from .document import Grounds, Item, Text
from .phrases import line_text, owner_of, text, weakest_grounds

__all__ = ["grounds_of", "grounds_of_all", "hangs_on", "headline", "whole_grounds"]


def headline(assessment: Assessment, question: Question, outcome: str = "", ref: str = "") -> Headline:
    """Return the headline that answers a question."""
    asked = (question, outcome, ref)
    return next(one for one in assessment.headlines if (one.question, one.outcome, one.ref) == asked)


def grounds_of(assessment: Assessment, question: Question, outcome: str = "", ref: str = "") -> Grounds:
    """Return on what an answer rests."""
    return grounds_of_all(assessment, [(question, outcome)], ref)


def grounds_of_all(assessment: Assessment, asked: Iterable[tuple[Question, str]], ref: str = "") -> Grounds:
    """Return on what several answers rest together.

    An answer that hangs on no line that was found rests on the whole model, and so on its weakest lines.
    """
    lines: list[UsedLine] = []
    for question, outcome in asked:
        found = headline(assessment, question, outcome, ref).grounds
        if not found:
            return whole_grounds(assessment)
        lines += found
    return weakest_grounds(lines) or Grounds(Basis.ASSUMED)


def whole_grounds(assessment: Assessment) -> Grounds:
    """Return on what an answer rests that the whole model gives: on the weakest of its lines."""
    return Grounds(_weakest_of_all(assessment))


def _weakest_of_all(assessment: Assessment) -> Basis:
    counts = assessment.coverage.lines
    if any(one.assumed for one in counts) or not assessment.every_wish_is_a_line:
        return Basis.ASSUMED
    return Basis.INFERRED if any(one.inferred for one in counts) else Basis.REPORTED


def hangs_on(assessment: Assessment, found: Headline) -> tuple[Text, tuple[Item, ...]]:
    """Say on which lines an answer hangs, and call one assumed that an assumption forces."""
    if not found.searched:
        return ("no line of this model can be taken out, so none was tried",), ()
    if not found.grounds:
        untried = "" if assessment.every_wish_is_a_line else "; rankings and weights cannot be taken apart"
        return (
            f"it hangs on no single line, and no set of up to {found.searched} lines was found that "
            f"changes it{untried}; it rests on the model as a whole",
        ), ()
    assumed = " (assumed)" if found.basis is Basis.ASSUMED else ""
    if found.lines:
        told = "it hangs on this line" if len(found.lines) == 1 else "it hangs on each of these lines"
    else:
        told = "it hangs on no single line, but on these together"
    return (f"{told}{assumed}",), tuple(Item(one) for one in _lines(assessment, found.grounds))


def _lines(assessment: Assessment, lines: Iterable[UsedLine]) -> Iterator[Text]:
    for used in lines:
        yield text(f"{owner_of(assessment.conflict, used)}: ", line_text(used.line, used.target), ".")
