"""Which orders of a party's aims explain what was seen, as text for 80 columns."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator

from ..analysis.concepts import CONCEPTS
from ..analysis.motives import Further, Judged, Motives, Share
from ..analysis.words import joined, line_in_words, move_in_words, options_in_words, state_in_words
from ..conflict.states import State
from ..dossier.motives import DossierMotives, Seen
from .lines import WIDTH, counted, wrapped
from .phrases import interval_text, name_of

__all__ = ["motives_text", "percent_text"]

_SHOWN = 8
"""So many pairs of aims, and so many moves, are told one by one."""


def motives_text(found: DossierMotives) -> str:
    """Write what was seen, what it rules out, settles and cannot tell, and what would tell most."""
    one = found.motives
    blocks = [
        list(_head(one)),
        list(_seen(found)),
        list(_count(one)),
        list(_settled(one)),
        list(_told(one)),
        list(_aims(one)),
        list(_further(one)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _head(one: Motives) -> Iterator[str]:
    name = name_of(one.conflict, one.dm)
    gloss = CONCEPTS[one.concept].gloss
    yield from wrapped(f"What does {name} have in mind? Asked of the order of its aims.")
    yield from wrapped(f"It is taken to stay where, under {one.concept}, this holds: {gloss}.")
    if one.certain:
        yield from wrapped("What was not seen counts in every way in which it may have been.")
    if one.error:
        yield from wrapped(
            f"It is taken to go against its aims with probability {one.error:g}: an order weighs "
            f"{1 - one.error:g} for each act that it explains, and {one.error:g} for each other one."
        )
    if one.temperature != math.inf:
        yield from wrapped(
            f"Orders near that of the model weigh more: each pair that stands otherwise divides the weight "
            f"by {math.exp(1 / one.temperature):.2f}."
        )


def _seen(found: DossierMotives) -> Iterator[str]:
    yield "What was seen:"
    pairs = zip(found.seen, found.motives.acts, strict=True)
    for number, (seen, judged) in enumerate(pairs, start=1):
        parts = [_act(found.motives, seen), *_rests(found.motives, seen), _alone(judged)]
        yield from wrapped(f"{number}. {' '.join(parts)}", "   ")
    for left_out in found.left_out:
        when = interval_text(left_out.observation.when)
        yield from wrapped(f"Left out ({when}): {left_out.reason}.", "  ")


def _act(one: Motives, seen: Seen) -> str:
    name, conflict = name_of(one.conflict, one.dm), one.conflict
    when = "; then ".join(interval_text(observation.when) for observation in seen.observations)
    claims = list(dict.fromkeys(claim for observation in seen.observations for claim in observation.because))
    source = f" [{', '.join(claims)}]" if claims else " (assumed)"
    if not seen.act.stayed:
        ((origin, target),) = seen.act.ends
        step = options_in_words(conflict, target.options - origin.options, origin.options - target.options)
        return f"{when}{source}: {step[0]}, after the others had done what they had (assumed)."
    if not seen.observations:
        ((state, _),) = seen.act.ends
        return f"Today, by the status quo of the model{source}: {_words(one, state)}. {name} stays."
    (observation,) = seen.observations
    done = [f"{'; '.join(options_in_words(conflict, observation.taken))}."] if observation.taken else []
    if observation.left:
        not_so = "; ".join(phrase for ref in observation.left for phrase in options_in_words(conflict, [ref]))
        done.append(f"Not so: {not_so}.")
    return f"{when}{source}: {' '.join(done)} {name} stays."


def _rests(one: Motives, seen: Seen) -> Iterator[str]:
    """Say what was not seen and where it is taken from, and whose aims the party is supposed to have."""
    if seen.unknown:
        ways = counted(len(seen.act.ends), "state")
        yield f"Not seen, and unknown: {counted(len(seen.unknown), 'option')}; {ways} agree with that."
    elif seen.assumed and seen.observations and seen.act.stayed:
        ((state, _),) = seen.act.ends
        taken = options_in_words(one.conflict, state.options & set(seen.assumed))
        rest = "; ".join(taken) or "nothing more is done"
        yield f"Not seen, and assumed as in {seen.snapshot}: {rest}; all else is left."
    if seen.other_aims:
        yield f"(In {seen.snapshot} the model gives it other aims; here it is taken to have these.)"


def _alone(judged: Judged) -> str:
    """Say how many orders an act rules out by itself."""
    if judged.alone == 1:
        return "This rules out no order."
    if not judged.alone:
        return "No order explains this."
    return f"This alone rules out {percent_text(1 - judged.alone)} of the orders."


def _count(one: Motives) -> Iterator[str]:
    name = name_of(one.conflict, one.dm)
    orders = f"{name} has {counted(len(one.aims), 'aim')}: {counted(one.orders, 'order')}."
    if one.sample is not None:
        sample = one.sample
        yield from wrapped(
            f"{orders} They are too many to count; of {sample.drawn:,} drawn at random (seed {sample.seed}) "
            f"{sample.met:,} explain what was seen: {percent_text(sample.share)}, between "
            f"{percent_text(sample.low)} and {percent_text(sample.high)} at 95% confidence."
        )
    elif one.left:
        out = one.orders - one.left
        ruled = (
            f"rules out {out:,} of them ({percent_text(out / one.orders)})"
            if out
            else "rules out none of them"
        )
        yield from wrapped(f"{orders} What was seen {ruled}, and {one.left:,} are left.")
    else:
        yield from wrapped(f"{orders} No order explains what was seen.")
        yield from _clash(one)
    if one.left or one.sample is not None:
        word = "is among those that explain it" if one.as_modelled else "does not explain it"
        yield from wrapped(f"The order of the model {word}.")


def _clash(one: Motives) -> Iterator[str]:
    """Say which acts have no order in common, and what would have paid instead."""
    name = name_of(one.conflict, one.dm)
    if len(one.clash) > 1:
        numbers = joined([str(place + 1) for place in one.clash])
        yield from wrapped(f"Numbers {numbers} have no order in common, though any fewer of them do.")
    for place, judged in enumerate(one.acts, start=1):
        if judged.pays:
            step = move_in_words(one.conflict, judged.pays[0])
            more = len(judged.pays) - 1
            also = f"; {more:,} other steps would have too" if more else ""
            yield from wrapped(
                f"Number {place}: whatever counts most for {name}, this would have paid: {step}{also}."
            )
    if not one.error:
        yield from wrapped("So the model lacks something, or it acted against its aims (--error).")


def _settled(one: Motives) -> Iterator[str]:
    if not one.above or one.error or one.sample is not None:
        return
    if not one.settled:
        yield from wrapped("What the record settles: of no two aims which one counts more.")
        return
    yield "What the record settles:"
    for a, b in one.settled[:_SHOWN]:
        yield from wrapped(f"- {_pair(one, a, b)}.", "  ")
    if len(one.settled) > _SHOWN:
        yield f"… and {counted(len(one.settled) - _SHOWN, 'more pair')}."


def _told(one: Motives) -> Iterator[str]:
    """Say what the record makes likelier, what it cannot tell, and which aims it needs."""
    if not one.above:
        return
    number = len(one.aims) * (len(one.aims) - 1) // 2
    either = sum(1 for a, row in enumerate(one.above) for share in row[a + 1 :] if 0 < share < 1)
    if one.changed:
        yield from wrapped("What is likelier, as a share of the orders that are left:")
        for a, b in one.changed[:_SHOWN]:
            yield from wrapped(f"- {percent_text(one.above[a][b])}: {_pair(one, a, b)}.", "  ")
        if len(one.changed) > _SHOWN:
            yield f"… and {counted(len(one.changed) - _SHOWN, 'more pair')}."
    if either:
        part = (
            f"any of the {counted(number, 'pair')}"
            if either == number
            else f"{either:,} of {counted(number, 'pair')}"
        )
        yield from wrapped(f"What it cannot tell: of {part} of aims, which one counts more.")
    for place in one.needed:
        line = line_in_words(one.aims[place], one.dm)
        yield from wrapped(f"Without the aim “{line}” no order explains what was seen.")


def _aims(one: Motives) -> Iterator[str]:
    """List the aims in the model's order, with how often each is on top and its mean place."""
    if not one.settled and not one.changed:
        return  # each is as often on top as any other
    yield "on top   mean place   aim, in the order of the model"
    for place, line in enumerate(one.aims):
        mean = 1 + sum(float(row[place]) for row in one.above)
        text = f"{line_in_words(line, one.dm)} ({line.basis.value})"
        head = f"{percent_text(one.first[place]):>6}   {mean:>10.1f}   "
        lines = textwrap.wrap(text, WIDTH - len(head), break_on_hyphens=False)
        yield head + lines[0]
        yield from (" " * len(head) + rest for rest in lines[1:])


def _further(one: Motives) -> Iterator[str]:
    name = name_of(one.conflict, one.dm)
    if one.further is None:
        return
    if not one.further:
        text = f"Nothing near today would tell more: there {name} acts alike under all these orders."
        yield from wrapped(text)
        return
    yield "What would tell most:"
    for number, further in enumerate(one.further, start=1):
        yield from wrapped(f"{number}. {_question(one, further)}", "   ")


def _question(one: Motives, further: Further) -> str:
    name = name_of(one.conflict, one.dm)
    stays = percent_text(further.stays)
    a, b = further.pair
    parts = [f"{_change(one, further.state)}. Does {name} leave it at that?"]
    parts.append(
        f"It would in {stays} of the orders that are left; to see it stay would rule out the others."
    )
    parts.append(
        f"Then {_pair(one, a, b)} in {percent_text(further.if_stays)} of the orders, else in "
        f"{percent_text(further.if_not)}."
    )
    if further.moves:
        move, _ = further.moves[0]
        parts.append(f"If it does not stay, its likeliest step: {move_in_words(one.conflict, move)}.")
    return " ".join(parts)


def _change(one: Motives, state: State) -> str:
    """Say how a state differs from today."""
    today = one.conflict.status_quo
    if today is None:
        return f"Say that {_words(one, state)}"
    changed = options_in_words(one.conflict, state.options - today.options, today.options - state.options)
    return f"Say that {'; '.join(changed)}" if changed else "Say that all is as today"


def _pair(one: Motives, a: int, b: int) -> str:
    first, second = (line_in_words(one.aims[place], one.dm) for place in (a, b))
    return f"“{first}” counts more than “{second}”"


def _words(one: Motives, state: State) -> str:
    return "; ".join(state_in_words(one.conflict, state)) or "nothing is done"


def percent_text(share: Share) -> str:
    """Write a share; 0% and 100% are kept for what is exactly so, which a weight or a sample is not."""
    if not 0 < share < 1:
        return f"{share:.1%}" if isinstance(share, float) else f"{100 * int(share)}%"
    if share < 0.001 or share > 0.999:
        return "<0.1%" if share < 0.5 else ">99.9%"
    return f"{float(share):.1%}"
