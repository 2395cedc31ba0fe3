"""The answers as data: where things stand, whether that holds and why, what else would hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..analysis.robustness import Robustness
from ..analysis.stability import Analysis, analyse
from ..conflict.conflict import Conflict
from ..conflict.preferences import Prioritised
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..errors import InputError
from .change import Change, Rival, change_since, rivals
from .chronology import Event, chronology
from .citing import UsedLine
from .coverage import Coverage, coverage
from .deals import Deal, deals
from .dependence import headline_dependence
from .dossier import CitedClaim, Dossier
from .headlines import Headline, headlines
from .kept import KeptWhole
from .ledger import Condition, condition_ledger
from .left_out import LeftOut, left_out
from .limits import is_small
from .motives import DossierMotives, motives_of_all
from .needs import Needs, needs
from .one_source import OneSource, one_source
from .outcomes import OutcomeStanding, outcome_standing
from .positions import Position, positions
from .robustness import robustness_of
from .standing import Holding, OptionStanding, holding, holds_under, standing_options, used_lines
from .tried import Tried, tried
from .watch import Watched, watch_list
from .ways_out import WaysOut, ways_out

__all__ = ["Assessment", "assess"]

_VERSIONS = 1000
"""So many versions of the model are drawn for a brief; the command robustness draws more."""


@dataclass(frozen=True)
class Assessment:
    """Everything that the brief says of one snapshot.

    Attributes
    ----------
    standing
        How each option stands today.
    holds_under
        The ids of the concepts under which nobody leaves the status quo.
    holdings
        Whether each party would leave it, and why.
    after_best_step
        When the status quo is left by one party only: the state to which its best step leads.
    after_holds_under
        The ids of the concepts under which nobody leaves that state.
    outcomes
        How each outcome stands.
    headlines
        The answers that a reader takes away, each with the lines on which it hangs.
    chronology, positions, ledger
        What was said and done; who offers, demands and refuses what; how far conditions are met.
    watch
        What to watch, by when, and which headline it would put in doubt.
    tried
        What the sources say would bring a step about, tried in the model.
    deals, left_out
        The deals that would hold, in groups, and what a party would lose in those that leave it out.
    ways_out
        How one could get to each outcome, who moves first, who could move together; None where the conflict
        is too large to seek that for a brief.
    needs
        What it would take for each outcome, and to break what stands; None where that was not sought.
    motives
        For each side which orders of its aims explain what was observed; none where that was not sought.
    robustness
        In which share of the model's versions each answer is yes; None where that was not sought.
    one_source
        What the answers owe to single sources; None where no claim stands behind a line.
    change
        What changed since the snapshot before; None for the first one.
    rivals
        The rival readings of the snapshot, each held against it.
    coverage
        How much of the model is reported, inferred and assumed.
    lines
        The lines that say why each party stays or leaves.
    warnings
        Faults of the dossier that do not stop the assessment.
    """

    dossier: Dossier
    snapshot: str
    conflict: Conflict
    analysis: Analysis
    status_quo: State
    standing: tuple[OptionStanding, ...]
    holds_under: tuple[str, ...]
    holdings: tuple[Holding, ...]
    after_best_step: State | None
    after_holds_under: tuple[str, ...]
    outcomes: tuple[OutcomeStanding, ...]
    headlines: tuple[Headline, ...]
    chronology: tuple[Event, ...]
    positions: tuple[Position, ...]
    ledger: tuple[Condition, ...]
    watch: tuple[Watched, ...]
    tried: tuple[Tried, ...]
    deals: tuple[Deal, ...]
    left_out: tuple[LeftOut, ...]
    ways_out: WaysOut | None
    needs: Needs | None
    motives: tuple[DossierMotives, ...]
    robustness: Robustness | None
    one_source: OneSource | None
    change: Change | None
    rivals: tuple[Rival, ...]
    coverage: Coverage
    lines: tuple[UsedLine, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def every_wish_is_a_line(self) -> bool:
        """Whether all preferences are prioritised lists, so that all of them were tried line by line."""
        return all(isinstance(preference, Prioritised) for preference in self.conflict.preference_list)

    def cited(self, ids: Iterator[str] | frozenset[str]) -> tuple[CitedClaim, ...]:
        """Return the claims of these ids, in the order of the dossier."""
        wanted = frozenset(ids)
        return tuple(cited for id_, cited in self.dossier.claims.items() if id_ in wanted)


def assess(
    dossier: Dossier,
    snapshot: str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Assessment:
    """Answer the questions of the brief for one snapshot.

    Parameters
    ----------
    dossier
        The evidence and the conflicts.
    snapshot
        The name of a conflict; the latest one by default.
    progress
        Called with how much of how much is done, while it is found what answers hang on, and again while
        roads are sought. The assessment of a dossier that was read from files is kept in the user's cache
        folder, until the dossier or the program changes.

    Raises
    ------
    UnknownName
        If there is no such snapshot.
    InputError
        If the conflict does not say where things stand.
    TooLarge
        If the conflict is too large to be analysed.
    """
    name, conflict = dossier.named(snapshot)
    today = conflict.status_quo
    if today is None:
        message = f"the conflict {name} does not say where things stand"
        raise InputError(Diagnostic("no-status-quo", message, "add status_quo"))
    place = KeptWhole("assessments", (dossier.fingerprint, name)) if dossier.fingerprint else None
    kept = place.read() if place is not None else None
    if isinstance(kept, Assessment):
        return kept
    found = _assessed(dossier, name, conflict, today, progress)
    if place is not None:
        place.write(found)
    return found


def _assessed(
    dossier: Dossier, name: str, conflict: Conflict, today: State, progress: Callable[[int, int], None]
) -> Assessment:
    analysis = analyse(conflict)
    holdings = tuple(holding(analysis, dm.id, today) for dm in conflict.decision_makers)
    leavers = [one for one in holdings if one.best_step is not None]
    after = leavers[0].best_step.target if len(leavers) == 1 and leavers[0].best_step else None
    outcomes = tuple(outcome_standing(dossier, analysis, today, one) for one in conflict.outcome_list)
    found = headlines(dossier, analysis, outcomes, headline_dependence(conflict, progress))
    groups = deals(dossier, analysis)
    moved = tried(dossier, conflict)
    drawn = conflict.graph is None and is_small(conflict)
    cited = drawn and bool(dossier.evidence.claims)
    return Assessment(
        dossier=dossier,
        snapshot=name,
        conflict=conflict,
        analysis=analysis,
        status_quo=today,
        standing=tuple(standing_options(dossier, conflict, today)),
        holds_under=holds_under(analysis, today),
        holdings=holdings,
        after_best_step=after,
        after_holds_under=holds_under(analysis, after) if after is not None else (),
        outcomes=outcomes,
        headlines=found,
        chronology=chronology(dossier, conflict),
        positions=positions(dossier, conflict),
        ledger=condition_ledger(dossier, conflict),
        watch=watch_list(dossier, conflict, holdings, found),
        tried=moved,
        deals=groups,
        left_out=left_out(dossier, analysis, groups),
        ways_out=ways_out(analysis, today, progress),
        needs=needs(conflict, today),
        motives=motives_of_all(dossier, name, {one.wanted[0].partition(".")[0] for one in moved}, progress),
        robustness=robustness_of(dossier, name, profiles=_VERSIONS, progress=progress) if drawn else None,
        one_source=one_source(dossier, name, progress) if cited else None,
        change=change_since(dossier, name, analysis),
        rivals=rivals(dossier, name, analysis),
        coverage=coverage(dossier, conflict),
        lines=tuple(used_lines(dossier, holdings)),
        warnings=(*conflict.warnings, *dossier.unresolved()),
    )
