r"""What a party has in mind: which orders of its aims make what it was seen to do rational.

The *aims* of a decision maker (DM) are the lines of its prioritised list, k of them, and an *order* is one of
their k! permutations. An *act* is what the DM was seen to do: it stayed at a state, or it moved from one
state to another. An order *explains* an act when the act is rational for a DM with that order, under a
solution concept and with the lists of the others as they are:

* it stayed at s: s is stable for it;
* it moved from s to t: t is better than s, and the others cannot answer so that it ends no better (what they
  can do is said by the concept; under nash they do nothing).

What was not seen may leave several states in which the act may have been done. By default an order explains
it when the act is rational in one of them (it is *possible*); with ``certain`` when it is in each.

Without error an order is ruled out by one act that it does not explain. With an error e each act weighs an
order by 1 - e where the order explains it, and by e where it does not; e = ½ would tell nothing. Before that
all orders weigh the same, or by Mallows' law :math:`e^{-d/T}` around the order of the model, d being the
number of pairs of aims that stand otherwise. Shares are shares of these weights.

A *further observation* is that the DM stays at some state near today, or does not. What it would tell is the
entropy of that split, in bits: 1 where it would halve the orders that are left, 0 where it is known before.

These are inverse questions of the graph model, asked of lines and not of states: Kinsara, Petersons, Hipel &
Kilgour (2015), Advanced decision support for the graph model for conflict resolution, Journal of Decision
Systems 24; Rêgo et al. (2023). How the orders are counted: :mod:`detente.engine.orders`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from ..conflict.conflict import Conflict
from ..conflict.preferences import Line, Prioritised
from ..conflict.states import State
from ..diagnostics import Diagnostic
from ..engine.orders import MOST, NEVER, Rule, Rules
from ..errors import InputError
from .concepts import concept_called
from .explain import Move
from .rational import Rationality
from .weighing import Exact, Sample, Share, Weighed, weigh

__all__ = ["Act", "Further", "Judged", "Motives", "Share", "motives"]

_ROUNDING = 1e-9
"""So much a share may be off by the rounding of weights."""

_NEAR = 4000
"""So many states near today are looked at for a further observation."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a decision maker was seen to do.

    Parameters
    ----------
    ends
        Pairs of the state where it was and the state where it went; the same state twice where it stayed.
        More than one pair where what was not seen leaves several.
    label
        What to call it, such as a date.
    conflict
        The model of that day, with the same options, whose lists of the others hold; None for the one that
        is asked about.
    """

    ends: tuple[tuple[State, State], ...]
    label: str = ""
    conflict: Conflict | None = None

    @classmethod
    def stay(cls, *states: State, label: str = "", conflict: Conflict | None = None) -> Act:
        """Return that it stayed at a state, or at one of several."""
        return cls(tuple((state, state) for state in states), label, conflict)

    @property
    def stayed(self) -> bool:
        """Whether it stayed; else it moved."""
        return all(origin == target for origin, target in self.ends)


@dataclass(frozen=True, slots=True)
class Judged:
    """An act, and what it tells by itself.

    Attributes
    ----------
    alone
        The share of all orders that explain it, each order weighing the same.
    pays
        Where no order explains that it stayed: the moves that would have paid under every order, the one
        with the fewest changes first.
    """

    act: Act
    alone: Share
    pays: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Further:
    """What could be seen next: that the decision maker stays at a state, or does not.

    Attributes
    ----------
    state
        One that differs from today by at most two options of the others and one of its own.
    stays
        The share of the orders that are left under which it stays there.
    bits
        What to see it would tell: the entropy of this split.
    moves
        Moves from there that would be rational, each with the share of the orders that are left under which
        it is; the likeliest first. Several may be rational under one order.
    pair
        The two aims whose order it would tell most of: the first stands above the second more often where
        it stays than where it does not.
    if_stays, if_not
        In which share of the orders that would then be left the first stands above the second.
    """

    state: State
    stays: Share
    bits: float
    moves: tuple[tuple[Move, Share], ...]
    pair: tuple[int, int]
    if_stays: Share
    if_not: Share


@dataclass(frozen=True, slots=True)
class Motives:
    """Which orders of a decision maker's aims explain what it was seen to do.

    Attributes
    ----------
    certain
        Whether an act is to be rational in each state that it may have been done in.
    aims
        The lines of its list, in the order of the model.
    acts
        What was seen, with what each tells alone.
    orders
        How many orders there are.
    left
        How many of them explain all acts; None where they were not counted but sampled.
    sample
        The sample that stands in place of the count; None where all orders were counted.
    above
        Row a, column b: the share, of the weight of the orders that are left, of those in which aim a stands
        above aim b. Empty where no order is left.
    first
        For each aim the share of those in which it stands on top.
    as_modelled
        Whether the order of the model explains all acts.
    clash
        Where no order is left: the places of acts that no order explains together, though it does when any
        of them is missing; of one, two or three acts where so few will do.
    needed
        The places of the aims without which no order of the others explains all acts. Empty where no order
        is left, or the orders were sampled.
    further
        What would tell most to see next, the most telling first; each tells of another pair of aims. None
        where that was not asked for, or no order is left.
    error, temperature
        How likely an act goes against the aims, and how far orders may be from that of the model; 0 and
        infinity unless asked for.
    """

    conflict: Conflict
    dm: str
    concept: str
    certain: bool
    aims: tuple[Line, ...]
    acts: tuple[Judged, ...]
    orders: int
    left: int | None
    sample: Sample | None
    above: tuple[tuple[Share, ...], ...]
    first: tuple[Share, ...]
    as_modelled: bool
    clash: tuple[int, ...]
    needed: tuple[int, ...]
    further: tuple[Further, ...] | None
    error: float
    temperature: float

    @property
    def ruled_out(self) -> int | None:
        """How many orders some act rules out; None where they were not counted."""
        return None if self.left is None else self.orders - self.left

    @property
    def settled(self) -> tuple[tuple[int, int], ...]:
        """The pairs of aims of which the first stands above the second in every order that is left.

        Pairs that follow from two others are left out. None where the orders were sampled or only weighed:
        then nothing is settled for good.
        """
        if not self._settles:
            return ()
        pairs = {(a, b) for a, row in enumerate(self.above) for b, share in enumerate(row) if share == 1}
        between = range(len(self.aims))
        return tuple(
            sorted((a, b) for a, b in pairs if not any((a, c) in pairs and (c, b) in pairs for c in between))
        )

    @property
    def _settles(self) -> bool:
        """Whether a share of 1 is for good: neither drawn nor weighed by an error."""
        return self.left is not None and not self.error and bool(self.above)

    @property
    def changed(self) -> tuple[tuple[int, int], ...]:
        """The pairs of aims of which one stands above the other in more than half of the weight.

        Given with that one first, the farthest from even first; those that are settled are left out. Where
        the orders were drawn, only what lies four standard errors from even counts.
        """
        if not self.above:
            return ()
        pairs = [
            (a, b) if self.above[a][b] >= self.above[b][a] else (b, a)
            for a, b in itertools.combinations(range(len(self.aims)), 2)
        ]
        margin = _ROUNDING if self.sample is None else 2 / math.sqrt(max(1, self.sample.met))
        shares = {(a, b): self.above[a][b] for a, b in pairs}
        told = [
            pair
            for pair, share in shares.items()
            if share - Fraction(1, 2) > margin and not (share == 1 and self._settles)
        ]
        return tuple(sorted(told, key=lambda pair: (-self.above[pair[0]][pair[1]], pair)))


def motives(
    conflict: Conflict,
    dm: str,
    acts: Sequence[Act] | None = None,
    *,
    concept: str = "nash",
    certain: bool = False,
    error: float = 0.0,
    temperature: float = math.inf,
    limit: int = 3,
    samples: int = 20_000,
    seed: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Motives:
    """Find which orders of a decision maker's aims explain what it was seen to do.

    Parameters
    ----------
    conflict
        In option form.
    dm
        The id of a decision maker with a prioritised list.
    acts
        What it was seen to do; by default that it stays at the status quo.
    concept
        The id of a solution concept.
    certain, error, temperature
        See the head of this module.
    limit
        How many further observations are given; with 0 none is looked for.
    samples, seed
        Where the orders are too many to be counted exactly, so many are drawn.
    progress
        Called with how many states near today were looked at, of how many.

    Raises
    ------
    InputError
        If the conflict is in graph form, the decision maker has no list, there is no act, an act is no move
        of the decision maker's, or the error or the temperature is no such number.
    UnknownName
        If there is no such decision maker or concept.
    ValueError
        If an act is about states with other options.
    TooLarge
        If there is not enough memory.

    Notes
    -----
    Cost: a rule for each act, from the states that the others reach; a count of the orders, see
    :func:`detente.engine.orders.counted`; for further observations a rule and a count for each state near
    today.

    Examples
    --------
    Two could fish less (x, y). A would like both to, and not to be alone in it; it does not:

    >>> wants = {"A": ["x and B.y", "not x if not B.y", "not x"], "B": ["not y"]}
    >>> pond = Conflict.from_options({"A": ["x"], "B": ["y"]}, wants, status_quo=["B.y"])
    >>> found = motives(pond, "A")
    >>> found.orders, found.left, found.as_modelled, found.settled
    (6, 3, False, ((2, 0),))
    """
    place = conflict.dm(dm)
    aims = _aims(conflict, place)
    concept_called(concept)
    _check_numbers(error, temperature)
    seen = _acts(conflict, acts)
    today = Rationality(conflict, place, concept)
    models = [_Model(_of_the_day(today, one), one) for one in seen]
    rules = [model.rule(certain) for model in models]
    law = (error, temperature)
    weighed = weigh(len(aims), rules, law, samples=samples, seed=seed)
    crisp = weigh(len(aims), rules, samples=samples, seed=seed)
    left = crisp.total if isinstance(crisp, Exact) else None
    judged = tuple(
        model.judged(rule, len(aims), samples, seed) for model, rule in zip(models, rules, strict=True)
    )
    own = np.arange(len(aims), dtype=np.int16)[np.newaxis]
    further: tuple[Further, ...] | None = None
    if limit and weighed.any:
        further = _Search(conflict, today, weighed).best(_near(conflict, place, seen), limit, progress)
    return Motives(
        conflict,
        dm,
        concept,
        certain,
        aims,
        judged,
        math.factorial(len(aims)),
        left,
        crisp.sample,
        weighed.above,
        weighed.first,
        bool(Rules(len(aims), rules).hold(own).all()),
        _clash(len(aims), rules) if left == 0 else (),
        _needed(len(aims), models, certain) if left else (),
        further,
        error,
        temperature,
    )


def _of_the_day(today: Rationality, act: Act) -> Rationality:
    """Return the model of an act's day, with the list of the decision maker that is asked about."""
    asked, model = today.conflict, act.conflict
    if model is None or model == asked:
        return today
    if [(dm.id, dm.refs) for dm in model.decision_makers] != [
        (dm.id, dm.refs) for dm in asked.decision_makers
    ]:
        raise ValueError("the model of an act has other options")
    lists = list(model.preference_list)
    lists[today.dm] = asked.preference_list[today.dm]
    return replace(today, conflict=replace(model, preference_list=tuple(lists)))


@dataclass(frozen=True)
class _Model:
    """An act in the model of its day."""

    today: Rationality
    act: Act

    def rule(self, certain: bool, without: int | None = None) -> Rule:
        """Return the rule that an order meets when it explains the act."""
        space = self.today.conflict.space
        for origin, target in self.act.ends:
            if origin.space != space or target.space != space:
                raise ValueError(f"{origin} or {target} is a state of another conflict")
            if origin != target and target.code not in self.today.moves_from(origin.code).tolist():
                message = f"from {origin} to {target} is no move of {self._dm} alone"
                raise InputError(Diagnostic("no-move", message, "name a move of its own options"))
        ends = [(origin.code, target.code) for origin, target in self.act.ends]
        return self.today.rule(ends, certain, without)

    def judged(self, rule: Rule, lines: int, samples: int, seed: int) -> Judged:
        """Return the act with what it tells by itself."""
        weighed = weigh(lines, [rule], samples=samples, seed=seed)
        if isinstance(weighed, Exact):
            alone: Share = Fraction(weighed.total, math.factorial(lines))
        else:
            assert weighed.sample is not None
            alone = weighed.sample.share
        if rule != NEVER or not self.act.stayed or len(self.act.ends) != 1:
            return Judged(self.act, alone)
        ((state, _),) = self.act.ends
        targets = self.today.always_left_for(state.code)
        moves = (Move(self._dm, state, State(state.space, code)) for code in targets)
        return Judged(self.act, alone, tuple(moves))

    @property
    def _dm(self) -> str:
        return self.today.conflict.decision_makers[self.today.dm].id


class _Search:
    """The search for what would tell most to see next."""

    def __init__(self, conflict: Conflict, today: Rationality, weighed: Weighed) -> None:
        self.conflict, self.today, self.weighed = conflict, today, weighed

    def best(
        self, codes: Sequence[int], limit: int, progress: Callable[[int, int], None]
    ) -> tuple[Further, ...]:
        """Return the most telling states, each for another pair of aims, and the nearest of equal ones."""
        nearest: dict[Rule, int] = {}
        for number, code in enumerate(codes):
            nearest.setdefault(self.today.rule([(code, code)]), code)
            progress(number + 1, 2 * len(codes))
        splits: list[tuple[Rule, Share]] = []
        for number, rule in enumerate(nearest):
            splits.append((rule, self.weighed.share(rule)))
            progress(len(codes) + (number + 1) * len(codes) // len(nearest), 2 * len(codes))
        telling = [(rule, stays) for rule, stays in splits if 0 < stays < 1]
        telling.sort(key=lambda one: -round(_bits(one[1]), 9))  # of equal ones the nearest stays first
        found: dict[tuple[int, int], Further] = {}
        for rule, stays in telling:
            one = self._further(rule, nearest[rule], stays)
            found.setdefault((min(one.pair), max(one.pair)), one)
            if len(found) == limit:
                break
        return tuple(found.values())

    def _further(self, rule: Rule, code: int, stays: Share) -> Further:
        then, before = self.weighed.above_where(rule), self.weighed.above
        pairs = list(itertools.permutations(range(len(before)), 2))
        a, b = max(pairs, key=lambda pair: then[pair[0]][pair[1]] - before[pair[0]][pair[1]])
        # the whole is what stays and what does not, each by its share
        if_not = max(0, (before[a][b] - stays * then[a][b]) / (1 - stays))  # floats may fall below
        state = State(self.conflict.space, code)
        return Further(state, stays, _bits(stays), self._moves(code), (a, b), then[a][b], if_not)

    def _moves(self, code: int) -> tuple[tuple[Move, Share], ...]:
        space, dm = self.conflict.space, self.conflict.decision_makers[self.today.dm].id
        found = []
        for target in self.today.moves_from(code).tolist():
            share = self.weighed.share(self.today.rule([(code, target)]))
            if share:
                found.append((Move(dm, State(space, code), State(space, target)), share))
        found.sort(key=lambda one: (-one[1], (one[0].target.code ^ code).bit_count(), one[0].target.code))
        return tuple(found)


def _near(conflict: Conflict, dm: int, seen: Sequence[Act]) -> tuple[int, ...]:
    """Return states near today, the nearest first: few options of the others, at most one of its own."""
    today = conflict.status_quo or seen[-1].ends[0][1]
    own = [ref in conflict.decision_makers[dm].refs for ref in conflict.space.refs]
    others = [bit for bit, mine in enumerate(own) if not mine]
    mine = [bit for bit, its in enumerate(own) if its]
    stood = {origin.code for act in seen for origin, target in act.ends if origin == target}

    def states() -> Iterator[int]:
        for changes in range(4):
            for one in range(2):
                for bits in itertools.product(
                    itertools.combinations(others, changes - one) if 0 <= changes - one <= 2 else (),
                    itertools.combinations(mine, one),
                ):
                    code = today.code
                    for bit in itertools.chain(*bits):
                        code ^= 1 << bit
                    if code not in stood and conflict.space.admits(code):
                        yield code

    return tuple(itertools.islice(states(), _NEAR))


def _bits(share: Share) -> float:
    """Return the entropy of a split."""
    return -sum(float(p) * math.log2(p) for p in (share, 1 - share))


def _clash(lines: int, rules: Sequence[Rule]) -> tuple[int, ...]:
    """Return places of rules that no order meets together, none of which can be missed."""
    every = range(len(rules))
    for chosen in itertools.chain.from_iterable(itertools.combinations(every, size) for size in (1, 2, 3)):
        if _none_meets(lines, [rules[place] for place in chosen]):
            return chosen
    kept = list(every)
    for place in every:
        fewer = [other for other in kept if other != place]
        if _none_meets(lines, [rules[other] for other in fewer]):
            kept = fewer
    return tuple(kept)


def _none_meets(lines: int, rules: Sequence[Rule]) -> bool:
    found = weigh(lines, rules, samples=1)
    return isinstance(found, Exact) and not found.total


def _needed(lines: int, models: Sequence[_Model], certain: bool) -> tuple[int, ...]:
    """Return the places of the lines without which no order explains all acts."""
    return tuple(
        line for line in range(lines) if _none_meets(lines, [model.rule(certain, line) for model in models])
    )


def _aims(conflict: Conflict, dm: int) -> tuple[Line, ...]:
    """Return the lines of a decision maker's list; there is at least one."""
    wishes, name = conflict.preference_list[dm], conflict.decision_makers[dm].id
    if conflict.graph is not None:
        message = "the conflict is in graph form, and only option form has lists of aims"
        raise InputError(Diagnostic("graph-form-motives", message, "use a conflict in option form"))
    if not isinstance(wishes, Prioritised) or not wishes.lines:
        message = f"{name} has no prioritised list, so there are no aims to put in order"
        cure = "give its aims as a list of statements, under prefers:"
        raise InputError(Diagnostic("no-aims", message, cure))
    if len(wishes.lines) > MOST:
        message = f"the list of {name} has {len(wishes.lines)} lines, and at most {MOST} can be put in order"
        raise InputError(Diagnostic("too-many-aims", message, "take lines out"))
    return wishes.lines


def _acts(conflict: Conflict, acts: Iterable[Act] | None) -> tuple[Act, ...]:
    """Return what was seen; there is something."""
    if acts is None:
        today = conflict.status_quo
        acts = () if today is None else (Act.stay(today, label="the status quo"),)
    found = tuple(acts)
    if not found or not all(act.ends for act in found):
        message = "nothing was observed: there is neither a status quo nor an observation"
        raise InputError(Diagnostic("nothing-observed", message, "say where things stand, under status_quo:"))
    return found


def _check_numbers(error: float, temperature: float) -> None:
    """Raise InputError for what is no chance, or no temperature."""
    if not 0 <= error <= 1:
        message = f"the error is a probability, between 0 and 1, and not {error}"
        raise InputError(Diagnostic("no-probability", message, "give a number such as 0.1"))
    if not temperature > 0:
        message = f"the temperature is more than 0, and not {temperature}"
        raise InputError(Diagnostic("no-temperature", message, "give a number such as 2"))
