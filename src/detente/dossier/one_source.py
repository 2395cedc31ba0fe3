"""The one-source test: would an answer be another one without one report, one speaker or one claim?

Each report, each speaker and each claim of a dossier is left out in turn. A line of the model falls when all
the claims by which it stands are gone; a line that has other claims left stays, and so does one that never
named any, for it rests on the modeller. What is logical needs no claim. Then the questions of the headlines
are asked anew.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..analysis.dependence import Measure
from ..analysis.stability import Analysis, analyse
from ..analysis.terms import HEADLINE, spared
from ..analysis.variants import Variants
from ..conflict.conflict import Conflict
from ..conflict.edits import IRREVERSIBLE, Edit
from ..conflict.preferences import Basis
from ..errors import InputError
from .citing import UsedLine, used_line
from .dossier import Dossier
from .headlines import Question
from .questions import ONE_STEP, STATUS_QUO, questions_of, spared_question, term_question

__all__ = ["Flip", "OneSource", "Source", "Without", "one_source"]

Progress = Callable[[int, int], None]


class Source(enum.Enum):
    """What is left out."""

    REPORT = "report"
    SPEAKER = "speaker"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Flip:
    """An answer that is another one.

    Attributes
    ----------
    question, outcome
        What is asked, and the id of the outcome of which it is asked; empty for today.
    refs
        Under ``ONLY_IF`` the option; under ``WITHOUT`` those that stay as they are today.
    spared
        Under ``WITHOUT`` the ids of the outcomes that do not come with it.
    before
        The answer of the model as it stands; without the source it is the other one.
    """

    question: Question
    outcome: str
    refs: tuple[str, ...]
    spared: tuple[str, ...]
    before: bool


@dataclass(frozen=True, slots=True)
class Without:
    """What happens when one source is left out.

    Attributes
    ----------
    source, id
        What is left out: a report, a speaker (an actor) or a claim.
    name
        What a reader calls it.
    claims
        How many claims go with it.
    lines
        The lines that fall.
    flips
        The answers that are then other ones. None where no model is left, because without an infeasibility a
        ranking misses states.
    """

    source: Source
    id: str
    name: str
    claims: int
    lines: tuple[UsedLine, ...]
    flips: tuple[Flip, ...] | None


@dataclass(frozen=True, slots=True)
class OneSource:
    """What the answers of a snapshot owe to single sources.

    Attributes
    ----------
    conflict
        The model.
    concept
        The id of the solution concept.
    asked
        How many answers were held against those of the model as it stands.
    sources
        How many sources there are to leave out.
    tried
        Every report, then every speaker, then every claim, each in the order of the dossier. Rejected claims
        are not among them, for nothing rests on them.
    """

    conflict: Conflict
    concept: str
    asked: int
    sources: int
    tried: tuple[Without, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing interrupted the work."""
        return len(self.tried) == self.sources

    @property
    def telling(self) -> tuple[Without, ...]:
        """The sources without which some answer is another one, or no model is left."""
        return tuple(one for one in self.tried if one.flips is None or one.flips)


def one_source(
    dossier: Dossier,
    snapshot: str | None = None,
    progress: Progress = lambda done, total: None,
    keep_partial: bool = False,
) -> OneSource:
    """Leave out each report, each speaker and each claim in turn, and ask the headlines' questions anew.

    Parameters
    ----------
    dossier
        Reports, actors, claims.
    snapshot
        The name of a conflict; the latest one by default.
    progress
        Called with how many sources are tried, of how many.
    keep_partial
        What an interrupt (``KeyboardInterrupt``) does: by default it goes on to the caller; with True what
        was found so far is returned.

    Raises
    ------
    UnknownName
        If there is no such snapshot.
    TooLarge
        If the conflict is too large to be analysed.

    Notes
    -----
    Preferences that are no prioritised lists have no lines to fall; in graph form nothing is asked. Cost: one
    analysis for each different set of lines that falls.
    """
    _, conflict = dossier.named(snapshot)
    trial = _Trial(dossier, conflict)
    sources = list(_sources(dossier))
    tried: list[Without] = []
    try:
        for source, id_, name, claims in sources:
            fallen = trial.fallen(claims)
            lines = tuple(used_line(dossier, *trial.lines[one]) for one in fallen)
            tried.append(Without(source, id_, name, len(claims), lines, trial.flips(fallen)))
            progress(len(tried), len(sources))
    except KeyboardInterrupt:
        if not keep_partial:
            raise
    return OneSource(conflict, HEADLINE, len(trial.before), len(sources), tuple(tried))


def _sources(dossier: Dossier) -> Iterator[tuple[Source, str, str, frozenset[str]]]:
    """Yield what is left out: its kind, its id, its name, its claims."""
    claims = {id_: cited.claim for id_, cited in dossier.citable.items()}
    for report in dossier.evidence.reports:
        own = frozenset(id_ for id_, claim in claims.items() if claim.report == report.id)
        yield Source.REPORT, report.id, report.title, own
    for actor in dossier.evidence.actors:
        own = frozenset(id_ for id_, claim in claims.items() if claim.by == actor.id)
        if own:  # many actors are only spoken of
            yield Source.SPEAKER, actor.id, actor.name, own
    for id_, claim in claims.items():
        yield Source.CLAIM, id_, claim.says, frozenset((id_,))


class _Trial:
    """The model, and its answers without some of its lines."""

    def __init__(self, dossier: Dossier, conflict: Conflict) -> None:
        self._conflict = conflict
        self._variants = Variants(conflict, [HEADLINE])
        today = self._variants.unchanged
        self._questions: Mapping[str, Measure] = {} if conflict.graph is not None else questions_of(today)
        self.before = {id_: measure(today) > 0 for id_, measure in self._questions.items()}
        self.lines = (*self._variants.lines, *((IRREVERSIBLE, line) for line in conflict.irreversible))
        self._stand_by = [
            frozenset() if line.basis is Basis.LOGICAL else dossier.citable.keys() & line.because
            for _, line in self.lines
        ]
        self._known: dict[tuple[int, ...], tuple[Flip, ...] | None] = {(): ()}
        self._asked = dict(_asked(today)) if self._questions else {}

    def fallen(self, gone: frozenset[str]) -> tuple[int, ...]:
        """Return the places of the lines all of whose claims are gone."""
        return tuple(place for place, claims in enumerate(self._stand_by) if claims and claims <= gone)

    def flips(self, fallen: tuple[int, ...]) -> tuple[Flip, ...] | None:
        """Return the answers that are other ones without some lines; None where no model is left."""
        if fallen not in self._known:
            analysis = self._without(fallen)
            self._known[fallen] = None if analysis is None else tuple(self._flips(analysis))
        return self._known[fallen]

    def _flips(self, analysis: Analysis) -> Iterator[Flip]:
        for id_, measure in self._questions.items():
            if (measure(analysis) > 0) != self.before[id_]:
                yield replace(self._asked[id_], before=self.before[id_])

    def _without(self, fallen: tuple[int, ...]) -> Analysis | None:
        if all(place < len(self._variants.lines) for place in fallen):
            return self._variants.without(fallen)
        drops = [Edit.drop(target, line.statements) for target, line in map(self.lines.__getitem__, fallen)]
        try:
            return analyse(self._conflict.edited(*drops), [HEADLINE])
        except InputError:
            return None


def _asked(analysis: Analysis) -> Iterator[tuple[str, Flip]]:
    """Yield the id of each question that there may be, with what it asks; the answer is not set."""
    conflict = analysis.conflict
    yield STATUS_QUO, Flip(Question.TODAY, "", (), (), before=False)
    yield ONE_STEP, Flip(Question.ONE_STEP, "", (), (), before=False)
    for id_, outcome in conflict.outcomes.items():
        without = spared(analysis, outcome)
        yield id_, Flip(Question.HOLDS, id_, (), (), before=False)
        yield spared_question(id_), Flip(Question.WITHOUT, id_, without.refs, without.outcomes, before=False)
        for ref in conflict.space.refs:
            yield term_question(id_, ref), Flip(Question.ONLY_IF, id_, (ref,), (), before=False)
