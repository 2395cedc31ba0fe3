"""Which orders of a party's aims explain what was seen, as plain data."""

from __future__ import annotations

import math

from ...analysis.motives import Further, Judged
from ...analysis.weighing import Sample
from ...dossier.motives import DossierMotives, LeftOut, Seen
from .shapes import Payload, line_payload, move_payload, state_payload

__all__ = ["motives_payload"]


def motives_payload(found: DossierMotives, listed: int) -> Payload:
    """Return what was seen and what it tells; of each list of states or moves at most ``listed``."""
    one = found.motives
    return {
        "title": one.conflict.title,
        "digest": one.conflict.digest,
        "dm": one.dm,
        "concept": one.concept,
        "certain": one.certain,
        "error_rate": one.error,
        "temperature": None if one.temperature == math.inf else one.temperature,
        "aims": [line_payload(line) for line in one.aims],
        "acts": [_act(seen, judged, listed) for seen, judged in zip(found.seen, one.acts, strict=True)],
        "left_out": [_left_out(left_out) for left_out in found.left_out],
        "orders": one.orders,
        "left": one.left,
        "ruled_out": one.ruled_out,
        **_sample(one.sample),
        "as_modelled": one.as_modelled,
        "clash": [place + 1 for place in one.clash],
        "above": [[float(share) for share in row] for row in one.above],
        "first": [float(share) for share in one.first],
        "needed": [place + 1 for place in one.needed],
        "settled": [[a + 1, b + 1] for a, b in one.settled],
        "further": [_further(further, listed) for further in one.further or ()],
    }


def _act(seen: Seen, judged: Judged, listed: int) -> Payload:
    return {
        "stayed": seen.act.stayed,
        "dates": [
            {"earliest": str(one.when.earliest), "latest": str(one.when.latest)} for one in seen.observations
        ],
        "because": list(dict.fromkeys(claim for one in seen.observations for claim in one.because)),
        "snapshot": seen.snapshot,
        "assumed": list(seen.assumed),
        "unknown": list(seen.unknown),
        "other_aims": seen.other_aims,
        "ways": len(seen.act.ends),
        "listed": [
            {"from": state_payload(origin), "to": state_payload(target)}
            for origin, target in seen.act.ends[:listed]
        ],
        "alone": float(judged.alone),
        "pays": [move_payload(move) for move in judged.pays[:listed]],
    }


def _left_out(left_out: LeftOut) -> Payload:
    when = left_out.observation.when
    return {"earliest": str(when.earliest), "latest": str(when.latest), "reason": left_out.reason}


def _sample(sample: Sample | None) -> Payload:
    """Return the sample; nothing where all orders were counted."""
    if sample is None:
        return {}
    told = {"drawn": sample.drawn, "met": sample.met, "seed": sample.seed}
    return {"sample": {**told, "low": sample.low, "high": sample.high}}


def _further(further: Further, listed: int) -> Payload:
    return {
        "state": state_payload(further.state),
        "stays": float(further.stays),
        "bits": further.bits,
        "pair": [place + 1 for place in further.pair],
        "if_stays": float(further.if_stays),
        "if_not": float(further.if_not),
        "moves": [
            {"move": move_payload(move), "share": float(share)} for move, share in further.moves[:listed]
        ],
    }
