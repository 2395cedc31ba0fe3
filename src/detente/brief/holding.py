"""Will it hold: for each party what it would do, what it would not, and why."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.explain import Declined, Improvement
from ..analysis.words import move_in_words
from ..dossier.assessment import Assessment
from ..dossier.headlines import Question
from ..dossier.standing import Holding
from .document import Block, Item, Items, Paragraph, Section, Subheading, Text
from .moves import moves_picture
from .phrases import line_text, name_of, text
from .rests import hangs_on

__all__ = ["holding_section"]


def holding_section(assessment: Assessment) -> Section:
    """Say for each party whether it would take a step by itself, and what counts more to it."""
    blocks: list[Block] = [moves_picture(assessment)]
    for one in assessment.holdings:
        blocks += [Subheading(name_of(assessment.conflict, one.dm)), *_party(assessment, one)]
    blocks += [Subheading("On what that hangs"), Items(tuple(_answers(assessment)))]
    return Section("holding", "Will it hold?", tuple(blocks))


def _answers(assessment: Assessment) -> Iterator[Item]:
    asked = [one for one in assessment.headlines if one.question in (Question.TODAY, Question.ONE_STEP)]
    for one in asked:
        answer = {
            (Question.TODAY, True): "It holds as it stands",
            (Question.TODAY, False): "It does not hold as it stands",
        }.get((one.question, one.answer), "It holds but for one step")
        told, lines = hangs_on(assessment, one)
        yield Item(text(f"{answer}; ", told, ":" if lines else "."), lines)


def _party(assessment: Assessment, one: Holding) -> Iterator[Block]:
    """Say whether a party stays, and on which lines that hangs."""
    explanation, name = one.explanation, name_of(assessment.conflict, one.dm)
    if one.best_step is not None:
        yield Paragraph((f"{name} would rather take a step:",))
        yield Items(tuple(Item(_step(assessment, one, better)) for better in explanation.unanswered[:2]))
    elif explanation.improvements:
        told = f"{name} stays. It could gain, but the others would answer by steps that are good for them:"
        yield Paragraph((told,))
        yield Items(
            tuple(Item(_answered(assessment, one, better)) for better in explanation.improvements[:2])
        )
    else:
        yield Paragraph((f"{name} stays: nothing that it can do by itself is better for it.",))
    if explanation.declined:
        yield Paragraph(
            (f"What is not worth it to {name}, each step by itself, and what counts more to it:",)
        )
        yield Items(tuple(Item(_not_worth(assessment, one, declined)) for declined in explanation.declined))


def _step(assessment: Assessment, one: Holding, better: Improvement) -> Text:
    reason = text("; what counts to it: ", line_text(better.because, one.dm)) if better.because else ()
    return text(move_in_words(assessment.conflict, better.move), reason, ".")


def _answered(assessment: Assessment, one: Holding, better: Improvement) -> Text:
    answer = better.answer
    assert answer is not None, "nobody leaves, so every gain has an answer"
    steps = "; then ".join(move_in_words(assessment.conflict, move) for move in answer.moves)
    loss = text("; what counts more to it: ", line_text(answer.because, one.dm)) if answer.because else ()
    return text(f"{move_in_words(assessment.conflict, better.move)}; but then {steps}", loss, ".")


def _not_worth(assessment: Assessment, one: Holding, declined: Declined) -> Text:
    name = name_of(assessment.conflict, one.dm)
    done = move_in_words(assessment.conflict, declined.move).removeprefix(f"{name} ")
    return text(f"{done}: ", _why(declined, one.dm), ".")


def _why(declined: Declined, dm: str) -> Text:
    if declined.ties:
        return ("that is as good to it, no better",)
    return line_text(declined.because, dm) if declined.because else ("it ranks that lower",)
