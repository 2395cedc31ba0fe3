"""Proposals of claims, read from the text of a report by rules.

A proposal says where in the text somebody is said to say or do something. It is no claim: a person decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ...files.dates import Interval
from ..actors import Actor
from ..anchors import Anchor
from ..claims import Kind
from ..linking import linked
from .acts import Act, acts
from .attributions import attributions
from .cast import Cast
from .conditions import condition_in
from .copies import Copy, copy_of
from .dates import date_in, days_of
from .drafts import Draft, Span
from .mentions import is_heading
from .selection import worth_of
from .sense import kind_of
from .sentences import sentences
from .speakers import NOBODY, Speakers, Who
from .statements import statements
from .tagging import tag
from .tokens import Text, split
from .transcripts import Turn, is_unlabelled, turns

__all__ = ["Proposal", "Reading", "proposals", "read_text"]

NO_OPTIONS: Mapping[str, Sequence[str]] = MappingProxyType({})

_LINKS = 3
"""So many options of which a proposal may speak are given."""

_ACT = 0.6
_TURN = 0.8
_MOST = 800
"""So many characters of what is said are searched for a condition or a day."""

_NO_NAMES = (
    "This looks like speech in turns without names: who speaks in a turn cannot be told, and only what the "
    "turns say of others is proposed."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody may have said or done, with the places in the text.

    Attributes
    ----------
    rule
        The rule that found it.
    kind
        The kind to start with; a person decides.
    bare_kind
        The kind apart from a condition: what a claim is until ``if`` and ``then`` are
        written over options.
    by, to, via
        The ids of the actors who say or do it, to whom, and through whom, nearest to the speaker first; None
        and empty where that is not sure.
    speaker, hearer, medium, cue
        The words that name the speaker, the hearer and the channel, and those of saying. What is done
        has no cue.
    content
        What is said or done, in one or more parts; marks of quotation belong to it.
    marker
        The word that makes a condition: ``if``, ``unless``, ``before``, ``requires``, …; None without one.
    condition, consequence
        What is asked for and what follows from it; None where it stands elsewhere.
    date, said_on
        The words beside the cue that name a day, or those of what is done, and the days that they mean.
    due, due_on
        The words in what is said that name a day, and the days that they mean.
    direct
        Whether all of it is quoted or transcribed speech.
    confidence
        From 0 to 1, by the rule.
    worth
        How much it is worth a look, from 0 to 1.
    anchor
        The whole: from the first to the last of its parts.
    links
        The options of which it may speak, as statements name them, the best guess first; see
        :func:`detente.evidence.linking.linked`.
    """

    rule: str
    kind: Kind
    bare_kind: Kind
    by: str | None
    to: str | None
    via: tuple[str, ...]
    speaker: Anchor | None
    hearer: Anchor | None
    medium: Anchor | None
    cue: Anchor | None
    content: tuple[Anchor, ...]
    marker: str | None
    condition: Anchor | None
    consequence: Anchor | None
    date: Anchor | None
    said_on: Interval | None
    due: Anchor | None
    due_on: Interval | None
    direct: bool
    confidence: float
    worth: float
    anchor: Anchor
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The proposals from a text in its order, and what a reader must know of how they were found."""

    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...] = ()


def proposals(text: str, actors: Iterable[Actor] = (), dated: Interval | None = None) -> tuple[Proposal, ...]:
    """Return the proposals of claims in the text of a report, in its order.

    See :func:`read_text`, which also tells what the reader should know.

    Examples
    --------
    >>> text = "“We will pay if they stop,” Ann Brook said on Monday."
    >>> one, = proposals(text)
    >>> [text[part.start : part.end] for part in (one.speaker, one.cue, one.condition, one.date)]
    ['Ann Brook', 'said', 'if they stop', 'Monday']
    """
    return read_text(text, actors, dated).proposals


def read_text(
    text: str,
    actors: Iterable[Actor] = (),
    dated: Interval | None = None,
    options: Mapping[str, Sequence[str]] = NO_OPTIONS,
) -> Reading:
    """Return the proposals of claims in the text of a report, with notes.

    Parameters
    ----------
    text
        The text, normalised (:func:`~detente.evidence.texts.normalise`): anchors count in it as it is.
    actors
        The actors of a dossier, for who speaks; without them ``by``, ``to`` and ``via`` are empty.
    dated
        When the report was published, for what *Monday* means.
    options
        For each option of a conflict, as statements name it, what it means and the words for it.

    Notes
    -----
    Who speaks is left open where two readings are possible. Cost: linear in the length of the text.

    Examples
    --------
    >>> read_text("It rained.")
    Reading(proposals=(), notes=())
    """
    copy = copy_of(text)
    cut = split(copy.text)
    cast = Cast(actors)
    tags = tag(cut)
    speakers = Speakers(cut, cast, tags)
    labelled = turns(copy.text)
    found = attributions(cut, tags)
    drafts = [one for one in statements(cut, speakers, found) if not _in_heading(cut, one)]
    if labelled:
        drafts = [one for one in drafts if not one.is_own and not _crosses(one, labelled)]
        drafts += _turns(cut, speakers, labelled)
    drafts += _acts(cut, speakers, drafts)
    drafts = list(_merged(drafts))
    maker = _Maker(text, copy, dated)
    made = [one for draft in drafts for one in maker.proposals(draft)]
    made.sort(key=lambda one: (one.anchor.start, one.anchor.end, one.rule, one.by or ""))
    notes = (_NO_NAMES,) if not labelled and is_unlabelled(copy.text) else ()
    return Reading(tuple(_linked(text, one, options) for one in made), notes)


def _linked(text: str, one: Proposal, options: Mapping[str, Sequence[str]]) -> Proposal:
    if not options:
        return one
    words = text[one.anchor.start : one.anchor.end]
    return replace(one, links=tuple(link.ref for link in linked(words, options, _LINKS)))


def _in_heading(text: Text, one: Draft) -> bool:
    place = bisect_left(text.ends, one.content[0][0] + 1)
    return not one.direct and place < len(text.words) and is_heading(text, place)


def _crosses(one: Draft, labelled: tuple[Turn, ...]) -> bool:
    """Return whether a draft takes words of two turns, or a label for what is said."""
    return any(
        one.whole[0] < turn.words[0] < one.whole[1] or turn.name[0] <= one.whole[0] < turn.words[0]
        for turn in labelled
    )


def _turns(text: Text, speakers: Speakers, labelled: tuple[Turn, ...]) -> Iterator[Draft]:
    """Yield the sentences of turns that take a stand; each is a direct statement of who has the turn."""
    known: dict[str, Who] = {}
    for turn in labelled:
        if turn.asks:
            continue
        name = text.text[slice(*turn.name)]
        if name not in known:
            known[name] = _label(text, speakers, turn)
        for part in sentences(text.text, *turn.words):
            words = text.text[slice(*part)]
            kind = kind_of("", "", words)
            if words.endswith("?") or len(words.split()) < 4:
                continue
            if kind is Kind.ASSESSMENT and condition_in(words) is None:
                continue
            yield Draft("turn", kind, _TURN, known[name], (part,), part, turn.name, frame=None, direct=True)


def _label(text: Text, speakers: Speakers, turn: Turn) -> Who:
    """Return the actor of a label, which may be in capitals: *LEE*, *PRESIDENT LEE*, *Lee*."""
    first = bisect_left(text.starts, turn.name[0])
    last = bisect_left(text.ends, turn.name[1])
    return speakers.who((first, last)) if first <= last < len(text.words) else NOBODY


def _acts(text: Text, speakers: Speakers, stated: list[Draft]) -> Iterator[Draft]:
    """Yield what is done; what is told in a quotation is told by way of who is quoted."""
    told = sorted(stated, key=lambda one: one.content[0])
    starts = [one.content[0][0] for one in told]
    for act in acts(text, speakers):
        deed = text.span(*act.deed)
        subject = text.span(*act.subject)
        who = act.who
        place = bisect_left(starts, deed[0] + 1)
        around = [one for one in told[max(0, place - 6) : place] if one.content[-1][1] > deed[0]]
        teller = next((one for one in reversed(around) if not one.is_own), None)
        if teller is not None:
            plain = {Kind.ASSESSMENT, Kind.FORECAST, Kind.PRAISE, Kind.CRITICISM}
            if set(teller.who.actors) & set(who.actors) or act.kind in plain:
                continue
            if teller.direct or not text.lower[act.deed[0]].endswith("ing"):
                who = Who(who.actors, (*who.via, *teller.who.actors[:1]), who.by_pronoun)
        yield Draft(
            act.rule,
            act.kind,
            _ACT * (0.85 if who.by_pronoun else 1.0),
            who,
            (deed,),
            (subject[0], deed[1]) if 0 <= deed[0] - subject[1] < 4 else deed,
            subject,
            to=_towards(text, speakers, act),
            frame=deed,
        )


_AT = frozenset(["to", "with", "against", "toward", "towards", "at", "from"])


def _towards(text: Text, speakers: Speakers, act: Act) -> tuple[str, ...]:
    """Return to whom something is done: the name right after the verb, or after *to, with, against*."""
    first, last = act.deed
    for one in speakers.within(first, last):
        before = one.first - 1
        while before > first and (text.lower[before] == "the" or text.words[before][0].isupper()):
            before -= 1
        is_whole = not text.words[one.last].endswith(("'s", "’s"))
        is_near = text.lower[before] in _AT or before <= first + 2
        if one.actor and one.actor not in act.who.actors and is_whole and is_near:
            return (one.actor,)
    return ()


def _merged(drafts: list[Draft]) -> Iterator[Draft]:
    """Leave out what another draft of the same actors says already, by nearly the same words."""
    ordered = sorted(drafts, key=lambda one: (one.whole[0], -one.whole[1], -one.confidence))
    kept: list[Draft] = []
    for one in ordered:
        if not any(_same(other, one) for other in kept[-8:]):
            kept.append(one)
    yield from kept


def _same(kept: Draft, one: Draft) -> bool:
    """Return whether a draft stands in one that was kept and adds neither an actor nor much of its own."""
    mine = sum(end - start for start, end in one.content)
    both = sum(
        max(0, min(end, stop) - max(start, first))
        for start, end in one.content
        for first, stop in ((kept.whole[0], kept.whole[1]),)
    )
    if both < 0.6 * mine:
        return False
    if set(one.who.actors) <= set(kept.who.actors) and one.who.actors:
        if one.who.by_pronoun and not one.direct and not kept.direct and both == mine:
            return True
        return mine > 0.35 * (kept.whole[1] - kept.whole[0]) or (one.rule == "act" and kept.rule != "act")
    return not one.who.actors and (one.is_own or one.cue is None or one.whole == kept.whole)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes proposals of drafts: anchors in the text itself, conditions and days."""

    text: str
    copy: Copy
    dated: Interval | None

    def anchor(self, span: Span) -> Anchor:
        return Anchor.of(self.text, *self.copy.span(*span))

    def proposals(self, draft: Draft) -> Iterator[Proposal]:
        """Yield one proposal for each actor who speaks; one without an actor where none is known."""
        by = draft.who.actors or (None,)
        whole = self._whole(draft)
        for actor in by:
            yield replace(whole, by=actor, worth=self._worth(draft, whole, actor is not None))

    def _worth(self, draft: Draft, one: Proposal, is_known: bool) -> float:
        return worth_of(one.kind, is_known, one.speaker is not None, one.confidence, draft.is_own)

    def _whole(self, draft: Draft) -> Proposal:
        condition, consequence, marker = self._condition(draft)
        kind = Kind.CONDITION if condition else draft.kind
        date, due = self._days(draft)
        due_words = self._words(due)
        date_words = self._words(date)
        confidence = draft.confidence
        if any(start <= mark < end for mark in self.copy.closed for start, end in draft.content):
            confidence *= 0.6  # where the quotation ends is not told by the text
        return Proposal(
            draft.rule,
            kind,
            draft.kind,
            None,
            draft.to[0] if len(draft.to) == 1 else None,
            draft.who.via,
            self._maybe(draft.speaker),
            self._maybe(draft.hearer),
            self._maybe(draft.medium),
            self._maybe(draft.cue),
            tuple(map(self.anchor, draft.content)),
            marker,
            self._maybe(condition),
            self._maybe(consequence),
            self._maybe(date),
            days_of(date_words, self.dated) if date else None,
            self._maybe(due),
            days_of(due_words, self.dated, is_past=draft.kind is not Kind.FORECAST) if due else None,
            draft.direct,
            round(confidence, 3),
            0.0,
            self.anchor(draft.whole),
        )

    def _maybe(self, span: Span | None) -> Anchor | None:
        return self.anchor(span) if span else None

    def _words(self, span: Span | None) -> str:
        return self.copy.text[span[0] : span[1]] if span else ""

    def _condition(self, draft: Draft) -> tuple[Span | None, Span | None, str | None]:
        for start, end in draft.content:
            words = self.copy.text[start : min(end, start + _MOST)]
            found = condition_in(words, is_demand=draft.kind is Kind.DEMAND)
            if found:
                then = found.consequence
                return (
                    (start + found.condition[0], start + found.condition[1]),
                    (start + then[0], start + then[1]) if then else None,
                    found.marker,
                )
        return None, None, None

    def _days(self, draft: Draft) -> tuple[Span | None, Span | None]:
        """Return the words that tell when it was said or done, and those within what is said."""
        within = next((span for part in draft.content if (span := self._date_in(*part))), None)
        if draft.cue is None and not draft.direct:
            return within, None
        if draft.frame is None:
            return None, within
        places = _outside(draft.frame, (*draft.content, *([draft.speaker] if draft.speaker else [])))
        beside = next((span for part in places if (span := self._date_in(*part))), None)
        return beside, within

    def _date_in(self, start: int, end: int) -> Span | None:
        found = date_in(self.copy.text[start : min(end, start + _MOST)])
        return (start + found[0], start + found[1]) if found else None


def _outside(frame: Span, content: tuple[Span, ...]) -> Iterator[Span]:
    at = frame[0]
    for start, end in sorted(content):
        if at < start <= frame[1]:
            yield at, start
        at = max(at, end)
    if at < frame[1]:
        yield at, frame[1]
