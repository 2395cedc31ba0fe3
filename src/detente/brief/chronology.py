"""The chronology: what was said and done, the oldest first, and where that leaves things."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.words import joined, option_phrases, state_in_words, uncapitalised
from ..conflict.options import DecisionMaker
from ..conflict.preferences import Basis
from ..dossier.assessment import Assessment
from ..dossier.chronology import Event
from ..dossier.standing import OptionStanding
from .document import Block, Grounds, Item, Items, Note, Section, Subheading, Text
from .phrases import cite, interval_text, joined_texts, says, spaced, text

__all__ = ["chronology_section"]


def chronology_section(assessment: Assessment) -> Section:
    """Tell what happened, with the claims that tell of it; then how each option stands today."""
    blocks: list[Block] = []
    if assessment.chronology:
        events = tuple(Item(_event(assessment, event)) for event in assessment.chronology)
        blocks += [Items(events), Subheading("Where that leaves things")]
    blocks.append(Items(tuple(_standing(assessment))))
    left = [standing for standing in assessment.standing if not standing.taken and not standing.claims]
    if left and assessment.dossier.evidence.claims:
        blocks.append(Note("Of every other option nothing is reported; the model takes it as not done."))
    title = "What happened" if assessment.chronology else "Where things stand"
    return Section("chronology", title, tuple(blocks), first=True)


def _event(assessment: Assessment, event: Event) -> Text:
    when = interval_text(event.when)
    head = f"{when[:1].upper()}{when[1:]}: "
    if event.observation is not None:
        seen = event.observation
        told = (
            seen.state
            if isinstance(seen.state, str)
            else "; ".join(
                f"{name} {joined([phrase for _, phrase in own])}"
                for name, own in option_phrases(assessment.conflict, seen.taken, seen.left)
            )
        )
        return text(head, f"{told} ", Grounds(Basis.ASSUMED), ".")
    return text(head, joined_texts([says(cited) for cited in event.claims], "", ". "), ".")


def _standing(assessment: Assessment) -> Iterator[Item]:
    """Say what each party does today, and on what it is silent; what is not reported is assumed."""
    conflict = assessment.conflict
    if conflict.graph is not None:
        state = joined(state_in_words(conflict, assessment.status_quo))
        yield Item(text(f"{state} ", Grounds(Basis.ASSUMED), "."))
        return
    for dm in conflict.decision_makers:
        own = [standing for standing in assessment.standing if standing.dm == dm.id]
        taken = [text(_phrase(dm, one), spaced(_grounds(one))) for one in own if one.taken]
        silent = [
            text(_phrase(dm, one), spaced(cite(one.claims))) for one in own if not one.taken and one.claims
        ]
        done = joined_texts(taken) if taken else text("takes none of its options ", _none(own))
        inner = (Item(text("Not said: that it ", joined_texts(silent, "or"), ".")),) if silent else ()
        yield Item(text(f"{dm.name} ", done, "."), inner)


def _grounds(standing: OptionStanding) -> Grounds:
    return cite(standing.claims) or Grounds(Basis.ASSUMED)


def _none(own: list[OptionStanding]) -> Grounds:
    """Return on what it rests that a party does nothing: on the claims of its silence, if there are any."""
    silence = dict.fromkeys(cited.claim.id for standing in own for cited in standing.claims)
    return Grounds(Basis.INFERRED, tuple(silence)) if silence else Grounds(Basis.ASSUMED)


def _phrase(dm: DecisionMaker, standing: OptionStanding) -> str:
    return next(uncapitalised(option.name) for option in dm.options if option.id == standing.option)
