"""How to get there: the shortest ways, the roads that ask for the least trust, who could move together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..analysis.jumps import Jump, Leaver
from ..analysis.paths import Shortest
from ..analysis.roads import Road, Roads, RoadStep
from ..analysis.words import joined, options_in_words, state_in_words, uncapitalised
from ..conflict.states import State
from ..dossier.assessment import Assessment
from ..dossier.headlines import Question
from ..dossier.ways_out import WayOut, WaysOut
from .document import Block, Item, Items, Note, Paragraph, Section, Subheading, Text
from .journeys import paths_picture, roads_picture
from .phrases import joined_texts, line_text, name_of, names, text
from .rests import grounds_of, whole_grounds
from .steps import at_risk, done_in_words, edit_text, most_at_risk, outcome_names, risk_text, step_in_words

__all__ = ["ways_out_section"]

_BEST = 2
"""So many of the best states that a coalition could move to are told."""


def ways_out_section(assessment: Assessment) -> Section:
    """Say how one could get to each outcome, with how much trust, and who could move together."""
    found = assessment.ways_out
    if found is None:
        note = (
            "This model is too large to seek ways out for a brief. The commands paths, coalitions and road "
            "answer for one outcome at a time."
        )
        return Section("ways-out", "How could one get there?", (Note(note),))
    blocks: list[Block] = [Paragraph(text(_rest(assessment, found), "."))]
    if found.ways:
        note = (
            "A road is steps in their order, each of one party or of several at once. It is as risky as the "
            "most important wish that a party who takes a step puts at risk: what the others could bring "
            "about by steps that pay for them, held against today. Line 1 of a list is its most important "
            "wish; lines of different parties are compared by their place alone."
        )
        blocks += [Note(note), paths_picture(assessment, found)]
    for way in found.ways:
        blocks += [Subheading(way.outcome.name), *_way(assessment, way)]
    blocks += [Subheading("Who could move together?"), *_together(assessment, found)]
    return Section("ways-out", "How could one get there?", tuple(blocks))


def _rest(assessment: Assessment, found: WaysOut) -> Text:
    """Say where steps that pay lead to by themselves."""
    rest, grounds = found.rest.by_improvements, whole_grounds(assessment)
    if rest.length == 0:
        return text("Left to themselves, the parties stay as they are: what stands today holds ", grounds)
    if rest.length is None:
        return text("Left to themselves, the parties come to rest in no state that would hold ", grounds)
    (path, *_) = rest.listed
    steps = "; then ".join(
        done_in_words(assessment.conflict, (move.dm,), move.origin, move.target) for move in path.moves
    )
    size = _steps(rest.length)
    pays = "that pays" if rest.length == 1 else "each of which pays"
    return text(f"Left to themselves, the parties come to rest after {size} {pays}: {steps} ", grounds)


def _steps(number: int) -> str:
    return "one step" if number == 1 else f"{number} steps"


def _way(assessment: Assessment, way: WayOut) -> Iterator[Block]:
    yield Paragraph(text(_distance(assessment, way), "."))
    if way.barred is not None:
        yield Paragraph((f"There is no road: {way.barred.message} ", whole_grounds(assessment), "."))
        return
    plain, *stops = way.roads.roads
    road = plain.roads[0]
    yield Paragraph(text(_size(road), _risk(assessment, road), "."))
    yield Items(tuple(_told(assessment, road)))
    yield from _end(assessment, way, plain)
    others = [_other(assessment, one) for one in plain.roads[1:2]]
    others += [_by_way_of(assessment, one, road) for one in stops]
    if others:
        yield Paragraph(("Other roads:",))
        yield Items(tuple(others))
    yield roads_picture(assessment, way)


def _distance(assessment: Assessment, way: WayOut) -> Text:
    """Say how far an outcome is by any moves, and whether steps that pay lead there."""
    by_any, paying = way.paths.by_any, way.paths.by_improvements
    if by_any.length is None:
        return text("No steps lead there from today ", whole_grounds(assessment))
    shortest = f"The shortest way has {_steps(by_any.length)}, {_first(assessment, by_any)} first"
    if paying.length is None:
        pays = "steps that pay for those who take them do not lead there"
    else:
        least = _steps(paying.length)
        pays = f"steps that pay lead there, too: {least}, {_first(assessment, paying)} first"
    return text(f"{shortest}; {pays} ", whole_grounds(assessment))


def _first(assessment: Assessment, found: Shortest) -> str:
    return joined([name_of(assessment.conflict, dm) for dm, _ in found.first], "or")


def _size(road: Road) -> str:
    return f"The road that asks for the least trust has {_steps(len(road.steps))}; "


def _risk(assessment: Assessment, road: Road) -> Text:
    """Say what is most at risk on a road, and on which line that rests."""
    most = most_at_risk(road, road.steps)
    if most is None:
        return text("nobody who takes a step risks anything on it ", whole_grounds(assessment))
    return text("most at risk: ", at_risk(assessment.conflict, most))


def _told(assessment: Assessment, road: Road) -> Iterator[Item]:
    """Tell the steps: what is done, whether it pays at once, what more it puts at risk, what it brings."""
    conflict = assessment.conflict
    risked: dict[str, float] = {}
    for step in road.steps:
        more = [one for one in step.exposed if one.dm in road.counted and one.share > risked.get(one.dm, 0.0)]
        risked.update({one.dm: one.share for one in more})
        inner = [Item(risk_text(conflict, one)) for one in more]
        if step.holds:
            where = "This is the end" if step is road.steps[-1] else "Here one can rest"
            inner.append(Item(text(f"{where}: every party would stay ", whole_grounds(assessment), ".")))
        inner += [Item(text("From here on: ", edit_text(edit), ".")) for edit in step.edits]
        yield Item((_done(assessment, step),), tuple(inner))


def _done(assessment: Assessment, step: RoadStep) -> str:
    conflict, done = assessment.conflict, step_in_words(assessment.conflict, step)
    waiting = [dm for dm in step.movers if dm not in step.gaining]
    trust = f" (no gain at once for {names(conflict, waiting)})" if waiting else ""
    passed = tuple(one for one in step.reached if conflict.outcomes[one].leaves_out)
    reached = tuple(one for one in step.reached if one not in passed)
    that_is = f" That is: {outcome_names(conflict, reached)}." if reached else ""
    left_out = "".join(f" {conflict.outcomes[one].name}." for one in passed)
    if conflict.graph is not None and step.target.description:
        done = f"{done} ({step.target.description})"
    return f"{_capital(done)}{trust}.{that_is}{left_out}"


def _end(assessment: Assessment, way: WayOut, found: Roads) -> Iterator[Block]:
    """Say what an outcome takes beyond the steps: a change of the lists, or a change of who would leave."""
    road, name = found.roads[0], way.outcome.name
    standing = next(one for one in assessment.outcomes if one.outcome.id == way.outcome.id)
    grounds = grounds_of(assessment, Question.HOLDS, way.outcome.id)
    edits = [edit for step in road.steps for edit in step.edits]
    if not standing.terms.holds and found.ends_hold and edits:
        changes = joined_texts([edit_text(edit) for edit in edits], "", "; ")
        yield Paragraph(
            text(
                f"As the parties' wishes are today, {uncapitalised(name)} would not hold in any way ",
                grounds,
                ". On this road it would, for one thing changes on the way: ",
                changes,
                ".",
            )
        )
    if not found.ends_hold:
        leaving = (
            text(
                done_in_words(assessment.conflict, (one.move.dm,), one.move.origin, one.move.target),
                text("; what counts to it: ", line_text(one.because, one.move.dm)) if one.because else (),
            )
            for one in road.leaving
        )
        told = joined_texts(list(leaving), "", "; ")
        yield Paragraph(
            text("No road ends where every party would stay. At the end of this one: ", told, ".")
        )


def _other(assessment: Assessment, road: Road) -> Item:
    """Tell a road that is shorter, or has fewer or more joint steps, than the first one."""
    joint = "By agreement. " if road.joint else ""
    return Item(text(f"{joint}{_capital(_chain(assessment, road))}; ", _risk(assessment, road), "."))


def _by_way_of(assessment: Assessment, found: Roads, first: Road) -> Item:
    """Tell a road with stops, and whether it puts more at risk than the one without."""
    conflict, road = assessment.conflict, found.roads[0]
    by = outcome_names(conflict, found.by, "then")
    if road.exposure <= first.exposure:
        risk: Text = text("no more is at risk than without that stop ", whole_grounds(assessment))
    else:
        risk = _risk(assessment, road)
    return Item(text(f"By way of: {by}. {_capital(_chain(assessment, road))}; ", risk, "."))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _chain(assessment: Assessment, road: Road) -> str:
    return "; then ".join(step_in_words(assessment.conflict, step) for step in road.steps)


def _together(assessment: Assessment, found: WaysOut) -> Iterator[Block]:
    """Say who could leave together, with gain for each of them, and what equilibria would give way."""
    leaving, grounds = found.leaving, whole_grounds(assessment)
    together = [one for one in leaving.leavers if len(one.coalition) > 1]
    where = "After the best step from today" if leaving.by_best_step else "As things stand today"
    alone = "nobody leaves alone" if leaving.holds else "somebody would leave alone"
    if together:
        told = "Together these could leave, each better off than there "
        yield Paragraph(text(f"{where}, {alone}. {told}", grounds, ":"))
        yield Items(tuple(_leaver(assessment, leaving.state, one, together) for one in together))
    else:
        told = "no parties could leave together with gain for each "
        yield Paragraph(text(f"{where}, {alone}, and {told}", grounds, "."))
    if found.jumps:
        told = "What would hold against each party by itself gives way to several together "
        yield Paragraph(text(told, grounds, ":"))
        yield Items(tuple(_jump(assessment, one) for one in found.jumps))


def _leaver(assessment: Assessment, here: State, one: Leaver, all_of_them: Sequence[Leaver]) -> Item:
    """Tell to how many states a coalition could leave; the best are told of the smallest coalitions."""
    total, held = len(one.improvements), len(one.holding)
    ways_ = (
        "in one way, which"
        if total == 1
        else f"in {total:,} ways, {f'{held:,} of' if held < total else 'all of'} which"
    )
    told = f"{names(assessment.conflict, one.coalition)}: {ways_} would hold"
    if any(set(other.coalition) < set(one.coalition) for other in all_of_them):
        return Item((f"{told}.",))
    best = [*(one.best & one.holding), *(one.best - one.holding)]
    inner = tuple(Item((f"{_difference(assessment, here, state)}.",)) for state in best[:_BEST])
    shown = f", {len(inner)} of {len(best):,}" if len(best) > len(inner) else ""
    return Item((f"{told}. The best for them{shown}:",), inner)


def _difference(assessment: Assessment, here: State, there: State) -> str:
    conflict = assessment.conflict
    if conflict.graph is not None:
        return "; ".join(state_in_words(conflict, there))
    return "; ".join(options_in_words(conflict, there.options - here.options, here.options - there.options))


def _jump(assessment: Assessment, jump: Jump) -> Item:
    conflict = assessment.conflict
    origin = "; ".join(state_in_words(conflict, jump.origin))
    target = _difference(assessment, jump.origin, jump.target)
    who = names(conflict, jump.coalition)
    return Item(
        (f"From this: {origin}. {who} could go together to this: {target}. Each is better off there.",)
    )
