"""From a proposal to a claim that waits for a person's judgement."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from ..actors import Actor
from ..claims import Claim, Kind, Status
from ..reports import Report
from .proposals import Proposal

__all__ = ["as_claim", "claim_id", "is_neutral"]

_WORDS = {
    Kind.OFFER: "an offer",
    Kind.DEMAND: "a demand",
    Kind.REFUSAL: "a refusal",
    Kind.CONDITION: "a condition",
    Kind.ACT: "an act",
    Kind.SILENCE: "silence",
    Kind.DENIAL: "a denial",
    Kind.PRAISE: "praise",
    Kind.CRITICISM: "criticism",
    Kind.ASSESSMENT: "a statement",
    Kind.FORECAST: "a forecast",
}
_GRADE = "F6"
"""Where nobody has judged the source or the claim yet."""


_NEUTRAL = re.compile(rf": (?:{'|'.join(_WORDS.values())})(?: with a condition)?(?:, to .+)?\.")


def claim_id(proposal: Proposal, by: str, taken: Collection[str]) -> str:
    """Return an id for the claim of a proposal that none of ``taken`` is: the speaker, the kind, a number.

    Examples
    --------
    >>> from .proposals import proposals
    >>> one, = proposals("“We will pay if they stop,” Ann Brook said.")
    >>> claim_id(one, "brook", ["brook-condition"])
    'brook-condition-2'
    """
    stem = f"{by}-{proposal.kind.value}"
    number = 1
    name = stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def as_claim(
    proposal: Proposal,
    report: Report,
    name: str,
    *,
    by: str | None = None,
    grade: str = _GRADE,
    sides: tuple[str, str] | None = None,
    actors: Mapping[str, Actor] | Iterable[Actor] = (),
) -> Claim:
    """Return the claim of a proposal, with the status *proposed*.

    It keeps the place in the text and no word of it: what the claim says is neutral, such as *Ann Brook: a
    demand*, until a person writes it.

    Parameters
    ----------
    proposal, report
        What was read, and in which report.
    name
        The id of the claim; see :func:`claim_id`.
    by
        Who says or does it, where the proposal leaves that open: for instance who stands for the report
        itself.
    grade
        Of the claim, when the report's outlet was judged.
    sides
        ``if`` and ``then`` as statements over options; a condition without them cannot be accepted yet.
    actors
        For their names; without them ids stand in what the claim says.

    Raises
    ------
    ValueError
        When nobody says or does it: neither the proposal nor ``by`` names an actor.

    Examples
    --------
    >>> import datetime
    >>> from ...files.dates import Interval
    >>> from ..actors import ActorKind
    >>> from .proposals import proposals
    >>> brook = Actor("brook", "Ann Brook", ActorKind.PERSON)
    >>> report = Report("gazette", None, "Talks", Interval.on(datetime.date(2030, 5, 3)), "", "0" * 64, "en")
    >>> one, = proposals("“We must have a dam,” Ann Brook said.", [brook])
    >>> claim = as_claim(one, report, "brook-demand", actors=[brook])
    >>> claim.by, claim.says, claim.status
    ('brook', 'Ann Brook: a demand.', <Status.PROPOSED: 'proposed'>)
    """
    speaker = proposal.by or by
    if speaker is None:
        raise ValueError("a claim needs somebody who says or does it")
    named = dict(actors) if isinstance(actors, Mapping) else {actor.id: actor for actor in actors}
    kind = proposal.kind
    said_on = proposal.said_on or report.dated
    due = proposal.due_on if kind is Kind.FORECAST else None
    if due is not None and due.latest < said_on.earliest:
        due = None
    return Claim(
        name,
        speaker,
        proposal.to if proposal.to != speaker else None,
        tuple(one for one in proposal.via if one != speaker),
        kind,
        _says(proposal, speaker, named),
        sides[0] if sides else None,
        sides[1] if sides else None,
        (),
        said_on,
        report.id,
        proposal.anchor,
        grade,
        Status.PROPOSED,
        due,
    )


def is_neutral(claim: Claim, name: str) -> bool:
    """Return whether a claim still says what :func:`as_claim` lets it say of an actor of this name.

    >>> _NEUTRAL.fullmatch(": an offer with a condition, to Upland.") is not None
    True
    """
    return claim.says.startswith(name) and _NEUTRAL.fullmatch(claim.says[len(name) :]) is not None


def _says(proposal: Proposal, speaker: str, named: Mapping[str, Actor]) -> str:
    """Return neutral words for a claim: who, of what kind, to whom."""

    def name(actor: str) -> str:
        return named[actor].name if actor in named else actor

    words = _WORDS[proposal.kind]
    if proposal.kind is Kind.CONDITION and proposal.bare_kind not in {Kind.CONDITION, Kind.ASSESSMENT}:
        words = f"{_WORDS[proposal.bare_kind]} with a condition"
    to = f", to {name(proposal.to)}" if proposal.to and proposal.to != speaker else ""
    return f"{name(speaker)}: {words}{to}."
