"""Deals as plain data: groups, the ways that are told, and who could do what about them."""

from __future__ import annotations

from ...analysis.clashes import Clash
from ...analysis.deal_groups import DealGroup, Distance, Harm, Recourse, Way
from ...analysis.deals import Deals
from ...analysis.shares import Share
from .shapes import Payload, line_payload, move_payload, state_payload

__all__ = ["deals_payload"]


def deals_payload(found: Deals, listed: int) -> Payload:
    """Return deals: counts for all, and at most ``listed`` undominated states of each group."""
    return {
        "title": found.conflict.title,
        "digest": found.conflict.digest,
        "today": state_payload(found.today),
        "parties": list(found.parties),
        "not_asked": list(found.content),
        "weakly": found.weakly,
        "concept": found.concept,
        "states": len(found.states),
        "undominated": len(found.undominated),
        "groups": [_group(group, listed) for group in found.groups],
        "clashes": [_clash(clash) for clash in found.clashes],
    }


def _group(group: DealGroup, listed: int) -> Payload:
    told = [group.example] if group.holding is None else [group.example, group.holding]
    return {
        "outcomes": list(group.outcomes),
        "also": dict(group.also),
        "states": len(group.states),
        "undominated": len(group.undominated),
        "undominated_held": len(group.best),
        "held": dict(group.held),
        "harms": [_harm(harm) for harm in group.harms],
        "by_improvements": group.by_improvements,
        "nearest": _distance(group.nearest),
        "told": [_way(way) for way in told],
        "listed": [state_payload(state) for state in group.undominated[:listed]],
    }


def _harm(harm: Harm) -> Payload:
    return {"dm": harm.dm, "outcome": harm.outcome or None, "states": harm.ways, "stays": harm.stays}


def _distance(distance: Distance) -> Payload:
    return {"moves": distance.moves, "improvements": distance.improvements}


def _way(way: Way) -> Payload:
    return {
        "state": state_payload(way.state),
        "undominated": way.undominated,
        "holds_under": list(way.holds_under),
        "distance": _distance(way.distance),
        "shares": [_share(share) for share in way.shares],
        "stable": {dm: list(concepts) for dm, concepts in way.stable},
        "recourses": [_recourse(one) for one in way.recourses],
    }


def _share(share: Share) -> Payload:
    return {
        "dm": share.dm,
        "takes": list(share.takes),
        "leaves": list(share.leaves),
        "always": list(share.always),
        "gained": [line_payload(line) for line in share.gained],
        "lost": [line_payload(line) for line in share.lost],
        "worse_off": share.worse_off,
    }


def _recourse(one: Recourse) -> Payload:
    why = one.explanation
    return {
        "dm": one.dm,
        "worse_off": one.worse_off,
        "left_out": list(one.left_out),
        "stays": why.stable,
        "improvements": len(why.improvements),
        "unanswered": len(why.unanswered),
        "best": move_payload(why.improvements[0].move) if why.improvements else None,
    }


def _clash(clash: Clash) -> Payload:
    return {
        "parties": list(clash.parties),
        "gains": {
            dm: [line_payload(line) for line in lines]
            for dm, lines in zip(clash.parties, clash.gains, strict=True)
        },
    }
