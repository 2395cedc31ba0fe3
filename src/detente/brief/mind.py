"""What each side has in mind: what the sources say would move it, its aims, and what the record rules out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..analysis.words import move_in_words
from ..conflict.preferences import Prioritised
from ..dossier.assessment import Assessment
from ..dossier.tried import Tried
from .document import Block, Item, Items, Note, Section, Subheading, Text
from .phrases import joined_texts, line_text, name_of, options_text, says, text
from .record import record_blocks

__all__ = ["mind_section"]

_SHOWN = 4
"""How many aims of a party are told; the model's file has them all."""


def mind_section(assessment: Assessment) -> Section | None:
    """Say what each side wants most, and whether what is said to move it does so in the model."""
    blocks: list[Block] = []
    if assessment.tried:
        blocks += [
            Subheading("What would move them"),
            Note("Each source's own answer, tried in the model: today, with these things done."),
            Items(
                tuple(
                    Item(_tried(assessment, one), tuple(_after(assessment, one))) for one in assessment.tried
                )
            ),
        ]
    aims = tuple(_aims(assessment))
    if aims:
        blocks += [Subheading("What each side wants most, in the model's order"), Items(aims)]
    blocks += record_blocks(assessment)
    return Section("mind", "What does each side have in mind?", tuple(blocks)) if blocks else None


def _tried(assessment: Assessment, one: Tried) -> Text:
    return text(says(one.claim), ".")


def _after(assessment: Assessment, one: Tried) -> Iterator[Item]:
    conflict = assessment.conflict
    given = "; ".join(_plain(options_text(conflict, *_split(one.given))))
    wanted = "; ".join(_plain(options_text(conflict, *_split([one.wanted]))))
    party = name_of(conflict, one.wanted[0].partition(".")[0])
    if one.gains is not None:
        step = move_in_words(conflict, one.gains)
        yield Item((f"Tried: {given}. Then {party} gains; its best step of that kind: {step}.",))
    elif one.barred_by is not None:
        line = line_text(one.barred_by.line, one.barred_by.target)
        yield Item(
            text(f"Tried: {given}. Even then it is not worth it to {party} that {wanted}: ", line, ".")
        )
    else:
        yield Item((f"Tried: {given}. Even then {party} gains by no step of that kind.",))
    for back in one.withdrawals:
        why = text(": ", line_text(back.line.line, back.line.target)) if back.line else ()
        yield Item(text(f"{name_of(conflict, back.move.dm)} would rather take that back", why, "."))


def _plain(texts: Iterable[Text]) -> list[str]:
    return ["".join(str(part) for part in one) for one in texts]


def _split(options: Iterable[tuple[str, bool]]) -> tuple[list[str], list[str]]:
    pairs = list(options)
    return [ref for ref, taken in pairs if taken], [ref for ref, taken in pairs if not taken]


def _aims(assessment: Assessment) -> Iterator[Item]:
    conflict = assessment.conflict
    for dm, preference in zip(conflict.decision_makers, conflict.preference_list, strict=True):
        if not isinstance(preference, Prioritised) or not preference.lines:
            continue
        lines = preference.lines
        rest = f"; and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        told = joined_texts([line_text(line, dm.id) for line in lines[:_SHOWN]], "", "; then ")
        yield Item(text(f"{dm.name}: ", told, f"{rest}."))
