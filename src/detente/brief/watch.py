"""The watch list: what to look for, by when, and which answer it would change."""

from __future__ import annotations

from ..analysis.words import joined, move_in_words
from ..dossier.assessment import Assessment
from ..dossier.dependence import HEADLINE
from ..dossier.headlines import Headline
from ..dossier.watch import Watched
from .document import Block, Item, Items, Note, Section, Text
from .phrases import cite, day_text, joined_texts, line_text, name_of, says, text

__all__ = ["watch_section"]

_SHOWN = 8
"""How many things a reader can watch; the others are counted."""


def watch_section(assessment: Assessment) -> Section | None:
    """List steps and words that would put an answer in doubt; None where there are none."""
    items = [Item(text(told, ".")) for told in (_told(assessment, one) for one in assessment.watch) if told]
    if not items:
        return None
    blocks: list[Block] = [Items(tuple(items[:_SHOWN]))]
    rest = len(items) - _SHOWN
    if rest > 0:
        blocks.append(Note(f"{rest} more lines are told under “How sure is each answer?”."))
    return Section("watch", "What to watch", tuple(blocks), first=True)


def _told(assessment: Assessment, one: Watched) -> Text:
    head = f"By {day_text(one.due.latest)}. " if one.due else ""
    if one.line is None:
        forecasts = joined_texts([says(cited) for cited in one.forecasts], "", ". ")
        return text(head, forecasts, ". No step of the model is named by this" if one.step is None else "")
    line = line_text(one.line.line, one.line.target)
    forecasts = text(". Forecast by ", _speakers(one)) if one.forecasts else ()
    if one.step is None:
        owner = name_of(assessment.conflict, one.line.target)
        return text(
            head, f"A word or act of {owner} against this: ", line, _doubt(assessment, one), forecasts
        )
    step = move_in_words(assessment.conflict, one.step)
    if one.expected:
        holds = HEADLINE in assessment.after_holds_under
        after = f". The model has it happen{', and then what stands would hold' if holds else ''}"
        return text(head, f"{step}, for the sake of this: ", line, after, forecasts)
    return text(head, f"{step}. It would speak against this: ", line, _doubt(assessment, one), forecasts)


def _speakers(one: Watched) -> Text:
    parts = [text(f"{cited.by.name} ", cite([cited])) for cited in one.forecasts]
    return joined_texts(parts)


def _doubt(assessment: Assessment, one: Watched) -> str:
    """Say which answers hang on the line."""
    if not one.answers:
        return ". No answer hangs on that line alone"
    asked = dict.fromkeys(_asked(assessment, answer) for answer in one.answers)
    return f". In doubt then: {joined(list(asked))}"


def _asked(assessment: Assessment, answer: Headline) -> str:
    """Name the answer of a headline."""
    if not answer.outcome:
        return "whether what stands holds"
    return f"“{assessment.conflict.outcomes[answer.outcome].name}”"
