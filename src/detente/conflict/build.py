"""From what somebody wrote to a conflict: every name is checked, and all faults are given at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..diagnostics import NOWHERE, Diagnostic, Place, Severity
from ..errors import InputError
from .checks import basis_faults, indifference, line_faults, whole_faults
from .content import After, Content, Graph, Outcome
from .draft import (
    Draft,
    DraftDM,
    DraftLine,
    DraftOutcome,
    DraftRanking,
    DraftScores,
    DraftState,
    DraftWeights,
    Written,
)
from .editing import step
from .edits import Edit, EditKind
from .grammar import parse
from .options import DecisionMaker, Option, closest, id_fault
from .preferences import (
    Basis,
    Line,
    Preference,
    Prioritised,
    Ranking,
    StateName,
    Weights,
    exact,
)
from .statements import Statement, literal

__all__ = ["build"]


def build(draft: Draft, before: Iterable[Diagnostic] = ()) -> Content:
    """Check a draft and build what a conflict consists of.

    Parameters
    ----------
    draft
        What was written.
    before
        Faults that were found while it was read; they are raised together with those found here.

    Raises
    ------
    InputError
        With a diagnostic for each fault.
    """
    faults = list(before)
    if not draft.decision_makers and any(fault.is_error for fault in faults):
        raise InputError(faults)  # the list itself is faulty: what rests on it would only repeat that
    builder = _Builder(draft)
    content = builder.content()
    faults += builder.faults
    if not any(fault.is_error for fault in faults):
        faults += _whole(content, draft)
    if any(fault.is_error for fault in faults):
        raise InputError(faults)
    faults += _after_faults(content, draft)
    if any(fault.is_error for fault in faults):
        raise InputError(faults)
    return replace(content, warnings=tuple(faults))


class _Builder:
    """Walks over a draft and collects faults; what is faulty is left out of the conflict."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.faults: list[Diagnostic] = []
        self.options: dict[str, tuple[str, ...]] = {}
        self.places = {name.text: z for z, (name, _) in enumerate(draft.states or ())}

    def content(self) -> Content:
        """Build the content as far as it can be built."""
        draft = self.draft
        dms = self._decision_makers()
        graph = None if draft.states is None else self._graph(draft.states)
        return Content(
            decision_makers=dms,
            preference_list=tuple(self._preference(dm) for dm in draft.decision_makers),
            infeasible=tuple(line for _, line in self._lines(draft.infeasible)),
            irreversible=self._irreversible(),
            status_quo_name=None if draft.status_quo is None else self._state(draft.status_quo),
            outcome_list=tuple(o for one in draft.outcomes if (o := self._outcome(one)) is not None),
            graph=graph,
            title=draft.title,
            as_of=draft.as_of,
            alternative_of=draft.alternative_of,
            after_list=tuple(
                After(one.outcome.text, tuple(edit for edit, _ in one.edits)) for one in draft.after
            ),
        )

    def add(self, code: str, message: str, cure: str, place: Place) -> None:
        """Note a fault."""
        self.faults.append(Diagnostic(code, message, cure, place))

    def _ids(self, written: Iterable[Written], what: str) -> None:
        """Check that ids are well formed and distinct."""
        first: dict[str, Written] = {}
        for one in written:
            fault = id_fault(one.text, one.place)
            if fault is not None:
                self.faults.append(fault)
            self._distinct(one, first, what)

    def _distinct(self, one: Written, first: dict[str, Written], what: str) -> None:
        if one.text in first:
            line = first[one.text].place.line
            where = f" (first in line {line})" if line is not None else ""
            self.add("duplicate-name", f"{what} {one.text} stands twice{where}", "rename one", one.place)
        first.setdefault(one.text, one)

    def _decision_makers(self) -> tuple[DecisionMaker, ...]:
        draft = self.draft
        self._ids([dm.id for dm in draft.decision_makers], "the decision maker")
        for dm in draft.decision_makers:
            self._ids([option for option, _ in dm.options], f"the option of {dm.id.text}")
            self.options[dm.id.text] = tuple(option.text for option, _ in dm.options)
        if not draft.decision_makers:
            message = "there is no decision maker"
            self.add("no-decision-maker", message, "name at least one", draft.place)
        elif draft.states is None and not any(self.options.values()):
            message = "no decision maker has an option, so nothing can be decided"
            self.add("no-option", message, "give at least one decision maker an option", draft.place)
        return tuple(
            DecisionMaker(
                dm.id.text,
                dm.name or dm.id.text,
                tuple(Option(o.text, name or o.text) for o, name in dm.options),
            )
            for dm in draft.decision_makers
        )

    def _graph(self, states: Sequence[tuple[Written, str]]) -> Graph:
        first: dict[str, Written] = {}
        for name, _ in states:
            self._distinct(name, first, "the state")
        if not states:
            self.add("no-state", "there is no state", "list at least one state", self.draft.place)
        moves = []
        for dm in self.draft.decision_makers:
            known = [(a, b) for a, b in dm.moves if self._known_states((a, b))]
            moves.append(tuple((self.places[a.text], self.places[b.text]) for a, b in known))
            for a, b in known:
                if a.text == b.text:
                    message = f"{dm.id.text} moves from {a.text} to itself"
                    self.add("idle-move", message, "drop the move: staying is no move", a.place)
        return Graph(tuple(n.text for n, _ in states), tuple(d for _, d in states), tuple(moves))

    def _known_states(self, names: Iterable[Written]) -> bool:
        """Check names of states in graph form; return whether all are known."""
        unknown = [name for name in names if name.text not in self.places]
        for name in unknown:
            message = f"there is no state {name.text}"
            self.add("unknown-state", message, closest(name.text, self.places), name.place)
        return not unknown

    def _statement(self, written: Written, own: str | None = None) -> Statement | None:
        if self.draft.states is not None:
            message = "a conflict in graph form has no options, so it has no statements"
            self.add(
                "statement-in-graph", message, "use ranking or scores, and lists of states", written.place
            )
            return None
        try:
            return parse(written.text, self.options, own, written.symbols)
        except InputError as error:
            self.faults += [written.at(fault) for fault in error.diagnostics]
            return None

    def _line(self, draft: DraftLine, own: str | None) -> Line | None:
        """Build a line of the preferences of ``own``, or of a list that all share."""
        statements = [self._statement(written, own) for written in draft.statements]
        basis = draft.basis or Basis.ASSUMED
        texts = [written.text for written in draft.statements]
        found = [*line_faults(texts, basis, draft.because, own is None, draft.place)]
        self.faults += found
        known = tuple(statement for statement in statements if statement is not None)
        if len(known) < len(statements) or any(fault.is_error for fault in found):
            return None
        return Line(known, basis, draft.because, draft.against, draft.says)

    def _lines(self, drafts: Iterable[DraftLine], own: str | None = None) -> Iterator[tuple[DraftLine, Line]]:
        """Build lines, and see to it that no statement stands twice."""
        first: dict[Statement, Written] = {}
        for draft in drafts:
            line = self._line(draft, own)
            if line is None:
                continue
            for statement, written in zip(line.statements, draft.statements, strict=True):
                if statement in first:
                    number = first[statement].place.line
                    where = f" (first in line {number})" if number is not None else ""
                    message = f"the statement {statement.text(own)} stands twice{where}"
                    self.add("duplicate-statement", message, "drop the later one", written.place)
                first.setdefault(statement, written)
            yield draft, line

    def _irreversible(self) -> tuple[Line, ...]:
        kept = []
        for draft, line in self._lines(self.draft.irreversible):
            if literal(line.statement) is None:
                message = f"{line.statement} is neither an option nor its negation"
                cure = "write an option that stays taken (DPRK.disarm) or stays left (not US.lift)"
                self.add("not-a-literal", message, cure, draft.statements[0].place)
            else:
                kept.append(line)
        return tuple(kept)

    def _state(self, draft: DraftState) -> StateName | None:
        if self.draft.states is not None:
            if draft.name is None:
                self.add("state-name", "a state of graph form is a name", "write its name", draft.place)
                return None
            return draft.name.text if self._known_states([draft.name]) else None
        if draft.name is not None:
            message = f"{draft.name.text} is not a list of options"
            self.add("state-options", message, "list the options that are taken", draft.name.place)
            return None
        found = [self._option(written) for written in draft.options]
        first: dict[str, Written] = {}
        for written in draft.options:
            self._distinct(written, first, "the option")
        return frozenset(ref for ref in found if ref is not None)

    def _option(self, written: Written) -> str | None:
        """Check the name of an option, which must carry its decision maker."""
        dm, _, option = written.text.partition(".")
        if option in self.options.get(dm, ()):
            return written.text
        known = [f"{dm}.{option}" for dm, own in self.options.items() for option in own]
        message = f"there is no option {written.text}"
        self.add("unknown-option", message, closest(written.text, known), written.place)
        return None

    def _outcome(self, draft: DraftOutcome) -> Outcome | None:
        self._ids([draft.id], "the outcome")
        name = draft.name or draft.id.text
        if [o.id.text for o in self.draft.outcomes].count(draft.id.text) > 1:
            self.add(
                "duplicate-name", f"the outcome {draft.id.text} stands twice", "rename one", draft.id.place
            )
        left_out = self._left_out(draft)
        if isinstance(draft.where, tuple):
            if self.draft.states is None:
                message = f"the outcome {draft.id.text} lists states"
                self.add("outcome-where", message, "write a statement", draft.id.place)
                return None
            self._known_states(draft.where)
            first: dict[str, Written] = {}
            for state in draft.where:
                self._distinct(state, first, f"in the outcome {draft.id.text} the state")
            inside = tuple(w.text for w in draft.where if w.text in self.places)
            return Outcome(draft.id.text, name, inside, left_out, draft.because, draft.against)
        statement = self._statement(draft.where)
        if statement is None:
            return None
        return Outcome(draft.id.text, name, statement, left_out, draft.because, draft.against)

    def _left_out(self, draft: DraftOutcome) -> str:
        """Check that whom an outcome leaves out is a decision maker."""
        if draft.leaves_out is None:
            return ""
        left_out, place = draft.leaves_out.text, draft.leaves_out.place
        if left_out not in self.options:
            message = f"the outcome {draft.id.text} leaves out {left_out!r}, which is no decision maker"
            self.add("unknown-decision-maker", message, closest(left_out, self.options), place)
        return left_out

    def _preference(self, dm: DraftDM) -> Preference:
        draft = dm.preference
        if draft is None:
            self.faults.append(indifference(dm.id.text, dm.id.place))
            return Prioritised()
        if isinstance(draft, tuple):
            return Prioritised(tuple(line for _, line in self._lines(draft, dm.id.text)))
        given = draft.scores if isinstance(draft, DraftScores) else draft
        basis, what = given.basis or Basis.ASSUMED, f"the preference of {dm.id.text}"
        self.faults += basis_faults(what, basis, given.because, False, draft.place)
        if isinstance(draft, DraftScores):
            return draft.scores
        if isinstance(draft, DraftRanking):
            tiers = [[self._state(state) for state in tier] for tier in draft.tiers]
            known = [[state for state in tier if state is not None] for tier in tiers]
            return Ranking(known, draft.basis or Basis.ASSUMED, draft.because)
        return self._weights(draft, dm)

    def _weights(self, draft: DraftWeights, dm: DraftDM) -> Weights:
        if self.draft.states is not None:
            message = "a conflict in graph form has no options to weigh"
            self.add("weights-in-graph", message, "use ranking or scores", draft.place)
            return Weights({})
        first: dict[str, Written] = {}
        pairs = []
        for written, number in draft.weights:
            own = written.text in self.options.get(dm.id.text, ())
            full = replace(written, text=f"{dm.id.text}.{written.text}") if own else written
            self._distinct(full, first, "the option")
            ref, weight = self._option(full), exact(number)
            if weight is None:
                message = f"the weight {number} of {written.text} is no finite number of a reasonable size"
                self.add("weight", message, "write a number such as 2 or 0.5", written.place)
            elif ref is not None:
                pairs.append((ref, weight))
        return Weights(pairs, draft.basis or Basis.ASSUMED, draft.because)


def _whole(content: Content, draft: Draft) -> Iterator[Diagnostic]:
    """Check the whole, and point each fault at the part where it is."""
    places = {dm.id.text: getattr(dm.preference, "place", NOWHERE) for dm in draft.decision_makers}
    places["infeasible"] = draft.infeasible[0].place if draft.infeasible else draft.place
    places["status_quo"] = draft.status_quo.place if draft.status_quo else draft.place
    for part, fault in whole_faults(content):
        yield replace(fault, place=places[part])


_IDLE = frozenset({"no-such-line", "duplicate-statement", "no-such-place", "no-list"})
"""Faults of an edit that somebody's change of the conflict may have brought about: it is idle, no more."""


def _after_faults(content: Content, draft: Draft) -> Iterator[Diagnostic]:
    """Check what changes after an outcome: the outcome, and each edit, tried one after the other."""
    for one in draft.after:
        if one.outcome.text not in content.outcomes:
            message = f"'after' speaks of {one.outcome.text}, which is no outcome"
            cure = closest(one.outcome.text, content.outcomes)
            yield Diagnostic("unknown-outcome", message, cure, one.outcome.place)
        changed = content
        for edit, place in one.edits:
            if not _changes_a_list(content, edit):
                message = f"after {one.outcome.text}, '{edit}' does not change the list of a party"
                yield Diagnostic("after-edit", message, "change what a party prefers, and no more", place)
                continue
            try:
                changed = step(changed, edit)
            except InputError as error:
                yield from (_after_fault(fault, one.outcome.text, place) for fault in error.diagnostics)


def _changes_a_list(content: Content, edit: Edit) -> bool:
    fixed = (EditKind.STATUS_QUO, EditKind.OUTCOME)
    return edit.kind not in fixed and edit.target in content.option_ids and content.graph is None


def _after_fault(fault: Diagnostic, outcome: str, place: Place) -> Diagnostic:
    severity = Severity.WARNING if fault.code in _IDLE else Severity.ERROR
    return replace(fault, message=f"after {outcome}, {fault.message}", place=place, severity=severity)
