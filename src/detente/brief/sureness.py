"""How sure each answer is: on which lines it hangs, which rival readings there are."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.words import joined, uncapitalised
from ..conflict.edits import EditKind
from ..conflict.preferences import Basis
from ..dossier.assessment import Assessment
from ..dossier.change import Rival
from ..dossier.coverage import LineCount
from ..dossier.headlines import Headline, Question
from .change import answer_text, edited_line
from .document import Block, Item, Items, Note, Section, Subheading, Table, Text
from .phrases import name_of, otherwise_than_today, text
from .rests import hangs_on
from .shares import shares_blocks

__all__ = ["sureness_section"]


_STAYING = (
    "A party is said to stay also where it could gain, if the others could answer by steps that are good for "
    "themselves, so that the gain is lost."
)


def sureness_section(assessment: Assessment) -> Section:
    """Say on which lines each answer hangs, what other readings change, and how much is assumed."""
    blocks: list[Block] = [
        Note(f"{_tried(assessment)}{_STAYING}"),
        Items(tuple(Item(text(told, ":" if lines else "."), lines) for told, lines in _answers(assessment))),
    ]
    blocks += shares_blocks(assessment)
    if assessment.rivals:
        blocks += [
            Subheading("Rival readings"),
            Items(tuple(_rival(assessment, one) for one in assessment.rivals)),
        ]
    blocks += [Subheading("What the model rests on"), _counts(assessment)]
    return Section("sureness", "How sure is each answer?", tuple(blocks))


def _tried(assessment: Assessment) -> str:
    """Say what was tried to find what the answers hang on; in graph form nothing can be."""
    searched = max(one.searched for one in assessment.headlines)
    if not searched:
        return ""
    return (
        "Every line of the model was taken out, one at a time, and the questions were asked again. Where no "
        f"line by itself changes an answer, sets of up to {searched} lines were sought step by step; where "
        "none was found, there may still be one. An answer that a single assumption forces is itself "
        "assumed. "
    )


def _answers(assessment: Assessment) -> Iterator[tuple[Text, tuple[Item, ...]]]:
    free = {one.outcome.id for one in assessment.outcomes if one.is_free}
    for one in assessment.headlines:
        if one.question in (Question.TODAY, Question.ONE_STEP):
            continue  # told where it is asked whether it will hold
        if one.question is Question.WITHOUT and one.outcome not in free:
            continue  # what has fixed terms, or leaves somebody out, is not told for what it can do without
        told, lines = hangs_on(assessment, one)
        yield text(_answer(assessment, one), "; ", told), lines


def _answer(assessment: Assessment, one: Headline) -> Text:
    conflict, name = assessment.conflict, assessment.conflict.outcomes[one.outcome].name
    if one.question is Question.ONLY_IF:
        return (f"{name}: would hold only if {joined(otherwise_than_today(conflict, [one.ref]))}",)
    if one.question is Question.WITHOUT:
        return (f"{name}: would hold also {_without(assessment, one.outcome)}",)
    return (
        f"{name}: {'would hold in some way' if one.answer else 'in no way would every party stay with it'}",
    )


def _without(assessment: Assessment, outcome: str) -> str:
    conflict = assessment.conflict
    spared = next(one.spared for one in assessment.outcomes if one.outcome.id == outcome)
    named = [uncapitalised(conflict.outcomes[one].name) for one in spared.outcomes]
    return f"without all of this: {'; '.join([*named, *otherwise_than_today(conflict, spared.refs)])}"


def _rival(assessment: Assessment, rival: Rival) -> Item:
    conflict = assessment.conflict
    inner = []
    for edit in rival.edits or ():
        added = edit.kind is EditKind.ADD
        word = {EditKind.DROP: "without ", EditKind.ADD: "with "}.get(edit.kind, "otherwise: ")
        owner = name_of(conflict, edit.target) if edit.target in conflict.option_ids else "The rules"
        inner.append(
            Item(
                text(f"{owner}: {word}this: ", edited_line(edit, rival.conflict if added else conflict), ".")
            )
        )
    for answer in rival.answers:
        told = answer_text(answer, conflict, "by the first reading", "by this one")
        inner.append(Item(text(f"{conflict.outcomes[answer.outcome].name}: ", told, ".")))
    if not rival.answers:
        inner.append(Item(("No answer on an outcome changes by it.",)))
    return Item((f"{rival.conflict.title or rival.name}.",), tuple(inner))


def _counts(assessment: Assessment) -> Table:
    found = assessment.coverage
    rows = [(name_of(assessment.conflict, one.target), one) for one in found.parties]
    rows += [(f"Rules ({one.target})", one) for one in found.rules if one.total]
    return Table(
        "How many lines of the model rest on what",
        ("lines of", *(basis.value for basis in Basis)),
        tuple(((name,), *_cells(one)) for name, one in rows),
        numbers=True,
    )


def _cells(one: LineCount) -> tuple[Text, ...]:
    return tuple((f"{one.of(basis):,}",) for basis in Basis)
