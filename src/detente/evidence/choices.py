"""What a proposed claim may speak of, as choices for a person: options, or a condition over options.

The words are linked to the options of the model (:mod:`.linking`). For a condition, the words after *if*,
*unless* and the like are linked apart from the others: what is asked for is mostly the other side's to do,
what follows one's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .claims import Claim, Kind, Stance
from .contradicting import earlier_on, presumed_stance
from .linking import linked
from .reading.conditions import condition_in

__all__ = ["Choice", "choices"]

_STOPS = re.compile(
    r"\b(?:suspend|stop|halt|end|ceas|freez|froze|withdr[ae]w|cancel|abandon|quit|paus|scrap|break)\w*", re.I
)
_AT_MOST = 5
_LINKS = 8
_OF_EACH = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """What a claim may speak of.

    Attributes
    ----------
    changes
        The keys of the claim that it sets: ``about``, or ``if`` and ``then``.
    refs
        The options, as statements name them: the one that it is about, or what is asked for and what follows.
    names
        What they mean.
    stance
        What it says of the option; None for a condition.
    earlier
        The earlier claims of the same speaker that it would contradict.
    """

    changes: Mapping[str, Any]
    refs: tuple[str, ...]
    names: tuple[str, ...]
    stance: Stance | None
    earlier: tuple[Claim, ...]


def choices(
    claim: Claim,
    words: str,
    options: Mapping[str, Sequence[str]],
    own: Iterable[str],
    claims: Iterable[Claim],
) -> tuple[Choice, ...]:
    """Return what a claim may speak of, the best guess first.

    Parameters
    ----------
    claim, words
        The claim and the words of the report, or what it says where they are not at hand.
    options
        For each option, as statements name it, what it means and the words for it.
    own
        The parties for whom the speaker speaks.
    claims
        The claims of the dossier.
    """
    found = list(_conditions(claim, words, options, frozenset(own)))
    named = dict(claim.about)
    others = list(claims)
    for link in linked(words, options, _LINKS):
        if link.ref not in named:
            stance = _stance(claim.kind, words, options[link.ref])
            about = {**{ref: one.value for ref, one in claim.about}, link.ref: stance.value}
            earlier = earlier_on(claim, link.ref, stance, others)
            found.append(Choice({"about": about}, (link.ref,), (options[link.ref][0],), stance, earlier))
    return tuple(found[:_AT_MOST])


def _stance(kind: Kind, words: str, told: Sequence[str]) -> Stance:
    """Return what a claim would mostly say of an option: to stop something is to leave the option to do it.

    Where the option itself is to stop something, *suspends its drills*, stopping is to take it.
    """
    found = presumed_stance(kind)
    if kind is Kind.ACT and _STOPS.search(words) and not _STOPS.search(" ".join(told)):
        return Stance.DROPPED
    return found


def _conditions(
    claim: Claim, words: str, options: Mapping[str, Sequence[str]], own: frozenset[str]
) -> Iterator[Choice]:
    """Yield which option may be asked for, and which one may follow."""
    if claim.kind is not Kind.CONDITION or claim.condition is not None:
        return
    found = condition_in(words, is_demand=True)
    if found is None:
        return
    theirs = {ref: told for ref, told in options.items() if ref.partition(".")[0] not in own}
    ours = {ref: told for ref, told in options.items() if ref not in theirs}
    start, end = found.condition
    rest = f"{words[:start]} {words[end:]}" if found.consequence is None else words[slice(*found.consequence)]
    asked = _best(words[start:end], theirs or options)
    follows = _best(rest, ours or options) or tuple(ours)[:_OF_EACH]
    for then in follows:
        for asks in asked:
            if asks != then:
                names = (options[asks][0], options[then][0])
                yield Choice({"if": asks, "then": then}, (asks, then), names, None, ())


def _best(words: str, options: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(link.ref for link in linked(words, options, _OF_EACH))
