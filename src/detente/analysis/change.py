"""What changed between two conflicts: the parts of the change, the answers, and which parts explain them.

The answers are two: whether nobody leaves the status quo, and for each outcome whether it would hold in some
way and, where it would in both conflicts, on which terms. A set of parts *is enough* for the new answer when
the old conflict with these parts made gives it; it *undoes* it when the new conflict without these parts
gives the old answer again.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..conflict.conflict import Conflict
from ..conflict.editing import diff
from ..conflict.edits import INFEASIBLE, IRREVERSIBLE, Edit
from ..conflict.parts import Difference, Part, PartKind
from ..conflict.preferences import Line, Prioritised
from ..conflict.states import State
from ..errors import InputError, NotComparable
from .explain import Move
from .kindred import Kindred
from .stability import Analysis
from .terms import HEADLINE, Terms, terms_of

__all__ = [
    "STATUS_QUO",
    "Changed",
    "ChangedAnswer",
    "Regrounded",
    "Smallest",
    "Why",
    "changed",
    "changed_answers",
    "holds_today",
    "moves_between",
]

STATUS_QUO = ""
"""What stands for the status quo where else an outcome's id stands."""

_WORK = 1 << 22
"""So many positions may be analysed, over all sets of parts, where it is not said how many are tried."""

_ANSWERED = 10
"""So many times more sets may be asked about than need an analysis of their own."""

_LISTED = 3
"""So many sets of the smallest size are given."""

Answer: TypeAlias = "bool | Terms | None"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An outcome whose answer is another one now; ``before`` is None where the model did not have it."""

    outcome: str
    before: Terms | None
    now: Terms


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest sets of parts that change an answer.

    Attributes
    ----------
    sets : tuple of tuple of Part
        Where ``exact``, the first few of the smallest size. Else one set, of which no part can be left out;
        a smaller one may exist. Empty where nothing was sought.
    number : int
        How many sets of that size there are; 0 where they were not counted.
    exact : bool
        Whether no smaller set does.
    """

    sets: tuple[tuple[Part, ...], ...] = ()
    number: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """Which parts of a change explain an answer that is another one now.

    Attributes
    ----------
    outcome
        Its id; :data:`STATUS_QUO` for the question whether nobody leaves the status quo.
    enough
        The smallest sets that, made in the old conflict, give the new answer.
    undo
        The smallest sets that, taken back in the new conflict, give the old answer.
    """

    outcome: str
    enough: Smallest
    undo: Smallest


@dataclass(frozen=True, slots=True)
class Regrounded:
    """A line that both conflicts have, and that rests on something else now."""

    target: str
    before: Line
    now: Line


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed between two conflicts.

    Attributes
    ----------
    before, now
        The conflicts.
    concept
        The id of the concept under which the answers were given.
    done
        What each party does now that it did not then, and the other way round, as one move a party.
    parts
        The parts of the change.
    edits
        The edits that lead from the one to the other; None where edits cannot express the difference. Then
        there are no parts, and what explains the answers is not known.
    regrounded
        The lines that only rest on something else.
    held, holds
        Whether nobody leaves the status quo, then and now; None where it is not known.
    answers
        The outcomes whose answers are others now.
    why
        Which parts explain the answers that are others.
    """

    before: Conflict
    now: Conflict
    concept: str
    done: tuple[Move, ...]
    parts: tuple[Part, ...]
    edits: tuple[Edit, ...] | None
    regrounded: tuple[Regrounded, ...]
    held: bool | None
    holds: bool | None
    answers: tuple[ChangedAnswer, ...]
    why: tuple[Why, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the two conflicts are the same, and rest on the same."""
        return self.edits == () and not self.regrounded


def changed(
    before: Conflict,
    now: Conflict,
    concept: str = HEADLINE,
    *,
    size: int | None = None,
    progress: Progress = lambda done, total: None,
) -> Changed:
    """Say what changed between two conflicts, and which parts of the change explain the changed answers.

    Parameters
    ----------
    before, now
        With the same decision makers and options.
    concept
        The id of the concept under which the answers are given.
    size
        All sets of at most so many parts are tried; by default as many as take a few seconds at most. Where
        none of them does, the set of all parts is reduced until no part of it can be left out. 0: what
        explains the answers is not sought; nor is it by default where the conflict is so large that even
        reducing would take long.
    progress
        Called with how many answers are explained, and how many there are.

    Raises
    ------
    NotComparable
        If the conflicts do not have the same decision makers and options.
    UnknownName
        If there is no such concept.
    TooLarge
        If there is not enough memory.

    Notes
    -----
    Sets of parts that give no conflict (no state would be feasible, or not the status quo; a list would hold
    a statement twice) are passed over. A set that is found need not stay one when a part is added: parts may
    cancel each other.

    Cost: an analysis for each set of parts that is tried and changes lines; see
    :class:`detente.analysis.kindred.Kindred`.

    Examples
    --------
    >>> from detente import Edit
    >>> peace = Conflict.from_options(
    ...     {"A": ["arm"], "B": ["arm"]},
    ...     {"A": ["not arm"], "B": ["not arm", "A.arm"]}, status_quo=[], outcomes={"war": "A.arm and B.arm"},
    ... )
    >>> fear = [Edit.add("A", "arm if B.arm", 1), Edit.reverse("A", "not arm"), Edit.reverse("B", "A.arm")]
    >>> found = changed(peace, peace.edited(*fear))
    >>> found.held, found.holds
    (True, False)
    >>> [[str(part.now) for part in parts] for parts in found.why[0].enough.sets]
    [['A.arm']]
    """
    try:
        difference = Difference(before, now)
    except NotComparable:
        if before.option_ids != now.option_ids or (before.graph or now.graph) is not None:
            raise
        difference = None
    kindred = Kindred([concept])
    old, new = kindred.analysis(before), kindred.analysis(now)
    answers = tuple(changed_answers(old, new, concept))
    held, holds = holds_today(old, concept), holds_today(new, concept)
    asked = [STATUS_QUO] if held != holds and None not in (held, holds) else []
    asked += [one.outcome for one in answers if one.before is not None]
    why = (
        () if difference is None else _explained(_Search(difference, kindred, concept, asked, size), progress)
    )
    return Changed(
        before,
        now,
        concept,
        tuple(_done(before, now)),
        () if difference is None else difference.parts,
        None if difference is None else diff(before, now),
        tuple(_regrounded(before, now)),
        held,
        holds,
        answers,
        tuple(why),
    )


def holds_today(analysis: Analysis, concept: str = HEADLINE) -> bool | None:
    """Return whether nobody leaves the status quo; None where it is not known."""
    today = analysis.conflict.status_quo
    return None if today is None else today in analysis.equilibria(concept)


def changed_answers(old: Analysis, now: Analysis, concept: str = HEADLINE) -> Iterator[ChangedAnswer]:
    """Yield the outcomes of a conflict whose answers are others than in an old one."""
    for outcome in now.conflict.outcome_list:
        before, terms = _terms(old, outcome.id, concept), _terms(now, outcome.id, concept)
        assert terms is not None  # for it is one of its outcomes
        if before != terms:
            yield ChangedAnswer(outcome.id, before, terms)


def moves_between(conflict: Conflict, before: State, after: State) -> Iterator[Move]:
    """Yield what each party does differently, as one move; in graph form states have no such parts."""
    if conflict.graph is not None:
        return
    for dm in conflict.decision_makers:
        own = frozenset(dm.refs)
        if (before.options ^ after.options) & own:
            options = (before.options - own) | (after.options & own)
            yield Move(dm.id, before, State(conflict.space, conflict.code_of(options)))


def _done(before: Conflict, now: Conflict) -> Iterator[Move]:
    if before.status_quo is not None and now.status_quo is not None and now.graph is None:
        yield from moves_between(now, State(now.space, before.status_quo.code), now.status_quo)


def _terms(analysis: Analysis, outcome: str, concept: str) -> Terms | None:
    if outcome not in analysis.conflict.outcomes:
        return None
    inside = analysis.conflict.find(outcome)
    return terms_of(analysis.conflict, inside, inside & analysis.equilibria(concept))


def _regrounded(before: Conflict, now: Conflict) -> Iterator[Regrounded]:
    """Yield the lines that both conflicts have and that rest on something else."""
    old = _lines(before)
    for key, line in _lines(now).items():
        if key in old and _grounds(old[key]) != _grounds(line):
            yield Regrounded(key[0], old[key], line)


def _lines(conflict: Conflict) -> dict[tuple[str, frozenset[object]], Line]:
    pairs = zip(conflict.decision_makers, conflict.preference_list, strict=True)
    lists = [(dm.id, p.lines) for dm, p in pairs if isinstance(p, Prioritised)]
    lists += [(INFEASIBLE, conflict.infeasible), (IRREVERSIBLE, conflict.irreversible)]
    return {(target, frozenset(line.statements)): line for target, lines in lists for line in lines}


def _grounds(line: Line) -> tuple[object, ...]:
    return line.basis, frozenset(line.because), frozenset(line.against)


def _explained(search: _Search, progress: Progress) -> Iterator[Why]:
    for place, question in enumerate(search.questions):
        progress(place, len(search.questions))
        yield search.why(question)


class _Search:
    """The search for the parts that explain answers."""

    def __init__(
        self,
        difference: Difference[Conflict],
        kindred: Kindred,
        concept: str,
        questions: Sequence[str],
        size: int | None,
    ) -> None:
        self._difference, self._kindred, self._concept = difference, kindred, concept
        self.questions = questions if size != 0 else ()
        self._all = tuple(range(len(difference.parts)))
        self._known: dict[frozenset[int], dict[str, Answer]] = {}
        analyses = _WORK // max(difference.before.space.positions, 1)
        self._tried = _largest_size(difference.parts, analyses) if size is None else min(size, len(self._all))
        self._may_reduce = size is not None or analyses >= len(self._all)

    def why(self, question: str) -> Why:
        """Return the smallest sets that give the new answer, and those that give the old one again."""
        whole = frozenset(self._all)
        before, now = self._answer(frozenset(), question), self._answer(whole, question)
        return Why(
            question,
            self._smallest(lambda chosen: _same(self._answer(chosen, question), now, before)),
            self._smallest(lambda chosen: _same(self._answer(whole - chosen, question), before, now)),
        )

    def _smallest(self, does: Callable[[frozenset[int]], bool]) -> Smallest:
        """Return the smallest sets that do; all parts together do."""
        for size in range(1, self._tried + 1):
            found = [chosen for chosen in itertools.combinations(self._all, size) if does(frozenset(chosen))]
            if found:
                return Smallest(tuple(map(self._named, found[:_LISTED])), len(found), exact=True)
        if not self._may_reduce:
            return Smallest()
        kept = self._reduced(does)
        return Smallest((self._named(kept),), exact=len(kept) == self._tried + 1)

    def _reduced(self, does: Callable[[frozenset[int]], bool]) -> tuple[int, ...]:
        """Leave parts out of the whole, one by one, until none of those that are left can be left out."""
        kept: frozenset[int] = frozenset(self._all)
        before: frozenset[int] = frozenset()
        while kept != before:
            before = kept
            for part in self._all:
                if part in kept and does(kept - {part}):
                    kept -= {part}
        return tuple(sorted(kept))

    def _named(self, places: Iterable[int]) -> tuple[Part, ...]:
        return tuple(self._difference.parts[place] for place in places)

    def _answer(self, chosen: frozenset[int], question: str) -> Answer:
        """Return the answer with some parts made; None where that is no conflict, or has no such outcome."""
        if chosen not in self._known:
            self._known[chosen] = dict(self._answers(chosen))
        return self._known[chosen].get(question)

    def _answers(self, chosen: frozenset[int]) -> Iterator[tuple[str, Answer]]:
        try:
            analysis = self._kindred.analysis(self._difference.applied(chosen))
        except InputError:
            return
        for question in self.questions:
            if question == STATUS_QUO:
                yield question, holds_today(analysis, self._concept)
            else:
                yield question, _terms(analysis, question, self._concept)


def _same(answer: Answer, wanted: Answer, other: Answer) -> bool:
    """Return whether an answer is the wanted one; terms count where the other one would hold as well."""
    if isinstance(answer, Terms) and isinstance(wanted, Terms) and isinstance(other, Terms):
        return answer.holds == wanted.holds if wanted.holds != other.holds else answer == wanted
    return answer == wanted


def _largest_size(parts: Collection[Part], analyses: int) -> int:
    """Return up to which size all sets of parts can be tried with so many analyses: lines ask for them."""
    of_lines = sum(part.kind not in (PartKind.STATUS_QUO, PartKind.OUTCOME) for part in parts)
    size, tried, asked = 0, 1, 1
    while size < len(parts):
        tried += math.comb(of_lines, size + 1)
        asked += math.comb(len(parts), size + 1)
        if tried > analyses or asked > _ANSWERED * analyses:
            break
        size += 1
    return size
