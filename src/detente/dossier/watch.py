"""What to watch: steps and words that would speak against a line of the model on which answers hang.

A step that a party could take today and would not, by a line of its list, is what to watch for: were it
taken, that line would be in doubt, and with it every answer that hangs on the line. Forecasts say by when to
look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..analysis.explain import Move
from ..conflict.conflict import Conflict
from ..conflict.edits import INFEASIBLE
from ..conflict.preferences import Line
from ..evidence.claims import Kind, Stance
from ..files.dates import Interval
from .citing import UsedLine, used_line
from .dossier import CitedClaim, Dossier
from .headlines import Headline, Question
from .standing import Holding

__all__ = ["Watched", "watch_list"]


@dataclass(frozen=True, slots=True)
class Watched:
    """Something to watch.

    Attributes
    ----------
    step
        A step that may be seen; None where only a word can speak against the line, or a forecast names none.
    expected
        Whether the model has the party take the step by itself.
    line
        The line against which the step, or a word, would speak; for a step that is expected, the line for the
        sake of which it is taken.
    answers
        The headlines that would have to be asked anew: those that hang on the line.
    forecasts
        Claims that expect the step or speak of it, those with the nearest due date first.
    due
        By when, where a forecast says so.
    """

    step: Move | None
    expected: bool
    line: UsedLine | None
    answers: tuple[Headline, ...]
    forecasts: tuple[CitedClaim, ...]
    due: Interval | None


def watch_list(
    dossier: Dossier, conflict: Conflict, holdings: Sequence[Holding], headlines: Sequence[Headline]
) -> tuple[Watched, ...]:
    """Return what to watch: first what has a due date, then what is forecast, then what most answers hang on.

    Parameters
    ----------
    dossier
        Its forecasts count, as far as they were known on the day of the snapshot and are not overdue.
    conflict
        The snapshot.
    holdings
        What each party would do today, and what not.
    headlines
        The answers, with the lines on which they hang.
    """
    forecasts = tuple(_forecasts(dossier, conflict))
    lines = _answers_by_line(headlines)
    found = [
        *_expected(dossier, holdings, headlines, forecasts),
        *_declined(dossier, holdings, lines, forecasts),
    ]
    found += _words_against(found, lines)
    told = {claim.claim.id for one in found for claim in one.forecasts}
    for claim in forecasts:
        if claim.claim.id not in told:
            found.append(Watched(None, False, None, (), (claim,), claim.claim.due))
    return tuple(sorted(found, key=_urgency))


_Lines = Mapping[tuple[str, Line], tuple[UsedLine, tuple[Headline, ...]]]
"""For each line on which a headline hangs, by its owner: the line with its claims, and the headlines."""


def _forecasts(dossier: Dossier, conflict: Conflict) -> Iterator[CitedClaim]:
    """Yield the forecasts that are open on the day: not overdue, and not come true."""
    day, today = conflict.as_of, conflict.status_quo
    done = today.options if today is not None else frozenset()
    for cited in dossier.known_on(day):
        due = cited.claim.due
        if cited.claim.kind is not Kind.FORECAST or (due and day and due.latest < day):
            continue
        about = cited.claim.about
        if not about or any((ref in done) is (stance is Stance.DROPPED) for ref, stance in about):
            yield cited


def _answers_by_line(headlines: Iterable[Headline]) -> _Lines:
    found: dict[tuple[str, Line], tuple[UsedLine, tuple[Headline, ...]]] = {}
    for headline in headlines:
        for used in headline.lines:
            key = (used.target, used.line)
            found[key] = (used, (*found.get(key, (used, ()))[1], headline))
    return found


def _expected(
    dossier: Dossier,
    holdings: Iterable[Holding],
    headlines: Iterable[Headline],
    forecasts: Sequence[CitedClaim],
) -> Iterator[Watched]:
    """Yield the steps that the model has the parties take by themselves."""
    today = tuple(one for one in headlines if one.question in (Question.TODAY, Question.ONE_STEP))
    for one in holdings:
        if one.best_step is not None:
            reason = one.explanation.unanswered[0].because
            line = used_line(dossier, one.dm, reason) if reason is not None else None
            speak = _speaking_of(one.best_step, forecasts)
            yield Watched(one.best_step, True, line, today, speak, _due(speak))


def _declined(
    dossier: Dossier, holdings: Iterable[Holding], lines: _Lines, forecasts: Sequence[CitedClaim]
) -> Iterator[Watched]:
    """Yield the steps that would speak against a line, where answers hang on it or the step is forecast."""
    for one in holdings:
        for declined in one.explanation.declined:
            speak = _speaking_of(declined.move, forecasts)
            if declined.because is None:
                continue
            used, answers = lines.get(
                (one.dm, declined.because), (used_line(dossier, one.dm, declined.because), ())
            )
            if speak or answers:
                yield Watched(declined.move, False, used, answers, speak, _due(speak))


def _words_against(found: Iterable[Watched], lines: _Lines) -> Iterator[Watched]:
    """Yield the lines that no step of today would speak against, but a word could; rules are no wishes."""
    seen = {(one.line.target, one.line.line) for one in found if one.line is not None}
    for key, (used, answers) in lines.items():
        expected = any(one.question in (Question.TODAY, Question.ONE_STEP) for one in answers)
        if key not in seen and used.target != INFEASIBLE and not (expected and len(answers) == 1):
            yield Watched(None, False, used, answers, (), None)


def _speaking_of(move: Move, forecasts: Iterable[CitedClaim]) -> tuple[CitedClaim, ...]:
    taken, left = move.target.options - move.origin.options, move.origin.options - move.target.options
    speak = [
        one
        for one in forecasts
        if any(ref in (left if stance is Stance.DROPPED else taken) for ref, stance in one.claim.about)
    ]
    return tuple(sorted(speak, key=lambda one: _day(one.claim.due)))


def _due(forecasts: Sequence[CitedClaim]) -> Interval | None:
    return next((one.claim.due for one in forecasts if one.claim.due is not None), None)


def _day(due: Interval | None) -> date:
    return due.latest if due is not None else date.max


def _urgency(one: Watched) -> tuple[date, bool, bool, int]:
    return _day(one.due), not one.forecasts, not one.expected, -len(one.answers)
