"""Roads and exposure, word for word: every road is made step by step, and only what is no better is dropped.

A share at risk is a fraction; a road is labelled by the largest share at risk, its joint steps and its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.reference.concepts import equilibria, opponents, reach_improving
from tests.reference.models import GraphForm

Label = tuple[Fraction, int, int]
Reached = frozenset[str]
Step = tuple[frozenset[int], int]


def worst(model: GraphForm, dm: int, s: int) -> int:
    """The least rank for the DM over s and R⁺_{N∖i}(s)."""
    return min(model.ranks[dm][q] for q in {s} | reach_improving(model, opponents(model, dm), s))


def share_by_tiers(model: GraphForm, dm: int, s: int, today: int) -> Fraction:
    """By how many tiers the worst case lies below today, over all tiers but one."""
    tiers = sorted(set(model.ranks[dm]))
    fall = tiers.index(model.ranks[dm][today]) - tiers.index(worst(model, dm, s))
    return Fraction(fall, len(tiers) - 1) if fall > 0 else Fraction(0)


def share_by_lines(
    model: GraphForm, dm: int, s: int, today: int, holds: tuple[tuple[int, ...], ...]
) -> Fraction:
    """(L − place + 1) / L for the first of L lines of which fewer statements hold in the worst case.

    `holds` has, per state, how many statements of each line hold there; ranks follow them.
    """
    least = worst(model, dm, s)
    if least >= model.ranks[dm][today]:
        return Fraction(0)
    bad = next(q for q in model.states if model.ranks[dm][q] == least)
    lines = len(holds[today])
    place = next(z for z in range(lines) if holds[bad][z] < holds[today][z])
    return Fraction(lines - place, lines)


@dataclass(frozen=True)
class Terrain:
    """What roads run over, for each set of outcomes that have been reached and have held.

    `model` and `share` depend on that set; `after` are the outcomes that change it. `joint` gives the joint
    steps from a state.
    """

    model: Callable[[Reached], GraphForm]
    share: Callable[[Reached, int, int], Fraction]
    outcomes: Mapping[str, frozenset[int]]
    after: frozenset[str]
    joint: Callable[[int], Iterable[Step]]


def labels(
    terrain: Terrain,
    today: int,
    target: str,
    by: tuple[str, ...],
    without: tuple[str, ...],
    joint: int,
    trust: frozenset[int] | None,
) -> frozenset[Label]:
    """The labels of the roads that no other road beats; first those that stop and end where nobody leaves."""
    for stops_hold, ends_hold in ((True, True), (True, False), (False, False)):
        walk = _Walk(terrain, today, target, by, without, joint, trust, stops_hold, ends_hold)
        found = walk.labels()
        if found:
            return frozenset(one for one in found if not any(_beats(other, one) for other in found))
    return frozenset()


def _beats(one: Label, other: Label) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1] and one[2] <= other[2]


Node = tuple[int, int | None, int, Reached]
"""A state, who moved last (None: it does not matter), how many stops are behind, what has been reached."""

Risk = tuple[frozenset[int], tuple[Fraction, ...], int]
"""Who has moved, the largest share of each DM so far, the number of joint steps."""


@dataclass(frozen=True)
class _Walk:
    terrain: Terrain
    today: int
    target: str
    by: tuple[str, ...]
    without: tuple[str, ...]
    most_joint: int
    trust: frozenset[int] | None
    stops_hold: bool
    ends_hold: bool

    def labels(self) -> set[Label]:
        """Walk on until no step gives anything that is not worse than what is known."""
        dms = self.terrain.model(frozenset()).dms
        start = self.arrive((self.today, None, 0, frozenset()), self.today, None)
        nothing: Risk = (frozenset(), tuple(Fraction(0) for _ in dms), 0)
        if start is None:
            return {(Fraction(0), 0, 0)}
        known: dict[Node, list[Risk]] = {start: [nothing]}
        fresh = [(start, nothing)]
        found: set[Label] = set()
        steps = 0
        while fresh:
            steps += 1
            following: list[tuple[Node, Risk]] = []
            for node, risk in fresh:
                for movers, t in self.steps(node, risk):
                    after = self.risked(node, risk, movers, t)
                    arrived = self.arrive(node, t, movers)
                    if arrived is None:
                        found.add((self.counted(after), after[2], steps))
                    elif not any(_no_worse(other, after) for other in known.get(arrived, [])):
                        known.setdefault(arrived, []).append(after)
                        following.append((arrived, after))
            fresh = following
        return found

    def steps(self, node: Node, risk: Risk) -> Iterable[Step]:
        """Every step from a place on the road that is not avoided."""
        s, last, _, reached = node
        model = self.terrain.model(reached)
        found = [(frozenset({dm}), t) for dm in model.dms if dm != last for t in model.reachable(dm, s)]
        if risk[2] < self.most_joint:
            found += self.terrain.joint(s)
        avoided = frozenset().union(*(self.terrain.outcomes[one] for one in self.without))
        return [step for step in found if step[1] not in avoided]

    def risked(self, node: Node, risk: Risk, movers: frozenset[int], t: int) -> Risk:
        shares = tuple(max(old, self.terrain.share(node[3], dm, t)) for dm, old in enumerate(risk[1]))
        return risk[0] | movers, shares, risk[2] + (len(movers) > 1)

    def counted(self, risk: Risk) -> Fraction:
        counted = risk[0] if self.trust is None else self.trust
        return max((risk[1][dm] for dm in counted), default=Fraction(0))

    def arrive(self, node: Node, t: int, movers: frozenset[int] | None) -> Node | None:
        """Where one is after an arrival; None at the end."""
        _, _, passed, reached = node
        outcomes = self.terrain.outcomes
        holds = t in equilibria(self.terrain.model(reached), "seq")
        if passed == len(self.by):
            if t in outcomes[self.target] and (holds or not self.ends_hold) and not self.avoided(t):
                return None
            stop = False
        else:
            later = (*self.by[passed + 1 :], self.target)
            stop = (
                t in outcomes[self.by[passed]]
                and not any(t in outcomes[one] for one in later)
                and (holds or not self.stops_hold)
                and not self.avoided(t)
            )
        now = reached
        while t in equilibria(self.terrain.model(now), "seq"):
            more = {one for one in self.terrain.after - now if t in outcomes[one]}
            if not more:
                break
            now |= more
        free = stop or now != reached or movers is None or len(movers) > 1
        last = None if free else next(iter(movers or ()))
        return t, last, passed + stop, now

    def avoided(self, t: int) -> bool:
        return any(t in self.terrain.outcomes[one] for one in self.without)


def _no_worse(one: Risk, other: Risk) -> bool:
    """Whether whatever road goes on from the second, the first can do as well."""
    return (
        one[0] <= other[0]
        and all(a <= b for a, b in zip(one[1], other[1], strict=True))
        and one[2] <= other[2]
    )
