"""The picture of the standoff: today, the steps out of it, and what the sources say would follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..analysis.words import joined, move_in_words, option_phrases, state_in_words
from ..dossier.assessment import Assessment
from ..dossier.dependence import HEADLINE
from .document import Edge, Node, Picture
from .phrases import name_of

__all__ = ["moves_picture"]

_DRAWN = 10
"""How many states a picture shows at most; the text tells all steps."""

_Drawn = tuple[tuple[Node, ...], tuple[Edge, ...]]


def moves_picture(assessment: Assessment) -> Picture:
    """Draw today, the steps that pay, what the sources say would follow, then single steps that do not."""
    nodes: list[Node] = [Node("today", f"Today: {_today(assessment)}", "today")]
    edges: list[Edge] = []
    for more_nodes, more_edges in (*_steps(assessment), *_tried(assessment), *_declined(assessment)):
        if len(nodes) + len(more_nodes) <= _DRAWN:
            nodes += more_nodes
            edges += more_edges
    told = "; ".join(_told(edge) for edge in edges if edge.gains and edge.source == "today")
    return Picture(
        "Today, and steps out of it",
        f"{told or 'No party would rather take a step by itself'}. The text tells of every step.",
        tuple(nodes),
        tuple(edges),
    )


def _today(assessment: Assessment) -> str:
    return joined(state_in_words(assessment.conflict, assessment.status_quo) or ("nothing is done",))


def _told(edge: Edge) -> str:
    return f"{edge.party} would rather take a step: {edge.label}"


def _steps(assessment: Assessment) -> Iterator[_Drawn]:
    """Yield the steps that parties would take by themselves."""
    holds = HEADLINE in assessment.after_holds_under
    for one in assessment.holdings:
        if one.best_step is not None:
            label = "Nobody would leave this" if holds else "Somebody would leave this again"
            node = Node(f"step-{one.dm}", label, "holds" if holds else "open")
            words = _without_name(assessment, one.dm, move_in_words(assessment.conflict, one.best_step))
            yield (node,), (Edge("today", node.id, name_of(assessment.conflict, one.dm), words, True),)


def _tried(assessment: Assessment) -> Iterator[_Drawn]:
    """Yield what a source says would bring a step about: what is given, and whether the step pays then.

    Left out is what more than one party would have to give.
    """
    conflict = assessment.conflict
    for one in assessment.tried:
        phrases = option_phrases(conflict, *_sides(one.given))
        if len(phrases) != 1:
            continue
        ((giver, given),) = phrases
        ((party, ((_, wanted),)),) = option_phrases(conflict, *_sides([one.wanted]))
        speaker, id_ = one.claim.by.name, one.claim.claim.id
        first = f"If it {joined([phrase for _, phrase in given])}, as {speaker} has it"
        nodes = (
            Node(f"given-{id_}", first, "open" if one.withdrawals else "idle"),
            Node(f"then-{id_}", f"{party} {wanted}", "idle"),
        )
        back = "would rather take it back" if one.withdrawals else "would not by itself"
        gains = one.gains is not None
        yield (
            nodes,
            (
                Edge("today", nodes[0].id, giver, back, False),
                Edge(nodes[0].id, nodes[1].id, party, "gains by it" if gains else "would not", gains),
            ),
        )


def _sides(options: Iterable[tuple[str, bool]]) -> tuple[list[str], list[str]]:
    pairs = list(options)
    return [ref for ref, taken in pairs if taken], [ref for ref, taken in pairs if not taken]


def _declined(assessment: Assessment) -> Iterator[_Drawn]:
    """Yield single steps that do not pay, those of parties from whom something is wanted first."""
    conflict = assessment.conflict
    wanted = {one.wanted[0].partition(".")[0] for one in assessment.tried}
    given = {ref for one in assessment.tried for ref, _ in (*one.given, one.wanted)}
    for one in sorted(assessment.holdings, key=lambda one: one.dm not in wanted):
        for place, declined in enumerate(one.explanation.declined):
            move = declined.move
            if conflict.graph is None and (move.origin.options ^ move.target.options) & given:
                continue
            words = _without_name(assessment, one.dm, move_in_words(conflict, move))
            node = Node(f"{one.dm}-{place}", words, "idle")
            yield (node,), (Edge("today", node.id, name_of(conflict, one.dm), "would not", False),)


def _without_name(assessment: Assessment, dm: str, words: str) -> str:
    return words.removeprefix(f"{name_of(assessment.conflict, dm)} ")
