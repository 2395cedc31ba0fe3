"""Reads a case into the reference's models, states numbered in the order in which the case lists them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.reference.models import GraphForm, OptionForm

CASES = Path(__file__).parent / "cases"
CONCEPT_IDS = {"Nash": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "SSEQ": "sseq"}
PREFERRED = {
    ">": ">",
    ">>": ">",
    "<": "<",
    "<<": "<",
    "=": "=",
}  # read as plain preference, strength is left out

Raw = dict[str, Any]
StateId = int | str


@dataclass(frozen=True)
class Case:
    """A case whose preferences are total preorders, with the expected results for the five plain concepts.

    `graph` has the states in listed order: state k is `state_ids[k]`. Where the source gives options,
    `option_form` is the same model, its states in ascending order of codes; `codes[k]` is state k's code.
    """

    id: str
    decision_makers: tuple[str, ...]
    state_ids: tuple[StateId, ...]
    graph: GraphForm
    option_form: OptionForm | None
    codes: tuple[int, ...]  # empty without options
    stable: dict[tuple[str, int], frozenset[int]]  # by concept and DM
    equilibria: dict[str, frozenset[int]]  # by concept
    raw: Raw


def raw_published() -> Iterator[Raw]:
    """The cases that have a file each, in order of their names."""
    for path in sorted(CASES.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def raw_synthetic() -> Iterator[Raw]:
    """The 150 random models."""
    with (CASES / "synthetic.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def is_plain(raw: Raw) -> bool:
    """Whether no preference of the case is unknown (U)."""
    return not any(
        relation == "U"
        for preference in raw["preferences"].values()
        if isinstance(preference, dict)
        for _, _, relation in preference["pairs"]
    )


def plain_cases() -> list[Case]:
    """All cases without unknown preferences."""
    return [read_case(raw) for raw in (*raw_published(), *raw_synthetic()) if is_plain(raw)]


def read_case(raw: Raw) -> Case:
    """The case as models; ValueError unless its preferences are total preorders."""
    ids: tuple[StateId, ...] = tuple(state["id"] for state in raw["states"])
    names: tuple[str, ...] = tuple(dm["name"] for dm in raw["decision_makers"])
    if len(set(ids)) != len(ids) or len(set(names)) != len(names):
        raise ValueError(f"{raw['id']}: two states or two DMs have the same name")
    index = {state: k for k, state in enumerate(ids)}
    ranks = tuple(_ranks(raw["preferences"][name], index) for name in names)
    stable, equilibria = _expected(raw["expected"], names, index)
    if raw["moves"] == "option-form":
        option_form, codes = _option_form(raw, ranks)
        graph = GraphForm(len(ids), _moves_between(option_form, codes), ranks)
        return Case(raw["id"], names, ids, graph, option_form, codes, stable, equilibria, raw)
    moves = tuple(frozenset((index[s], index[q]) for s, q in raw["moves"][name]) for name in names)
    return Case(raw["id"], names, ids, GraphForm(len(ids), moves, ranks), None, (), stable, equilibria, raw)


def _expected(
    expected: Raw, names: tuple[str, ...], index: dict[StateId, int]
) -> tuple[dict[tuple[str, int], frozenset[int]], dict[str, frozenset[int]]]:
    """What is expected under the five plain concepts, by concept and DM, and by concept."""
    stable = {
        (id_, dm): frozenset(index[state] for state in expected["stable"][concept][name])
        for concept, id_ in CONCEPT_IDS.items()
        if concept in expected.get("stable", {})
        for dm, name in enumerate(names)
    }
    equilibria = {
        id_: frozenset(index[state] for state in expected["equilibria"][concept])
        for concept, id_ in CONCEPT_IDS.items()
        if concept in expected["equilibria"]
    }
    return stable, equilibria


def _ranks(preference: list[Any] | dict[str, Any], index: dict[StateId, int]) -> tuple[int, ...]:
    if isinstance(preference, dict):
        return ranks_from_pairs(
            [(index[s], index[t], relation) for s, t, relation in preference["pairs"]], len(index)
        )
    tiers = [tier if isinstance(tier, list) else [tier] for tier in preference]
    return ranks_from_tiers([[index[state] for state in tier] for tier in tiers], len(index))


def ranks_from_tiers(tiers: list[list[int]], n_states: int) -> tuple[int, ...]:
    """Ranks from tiers of tied states, most preferred first; ValueError unless every state stands once."""
    rank = {s: len(tiers) - place for place, tier in enumerate(tiers, start=1) for s in tier}
    if sorted(s for tier in tiers for s in tier) != list(range(n_states)):
        raise ValueError("a ranking names every state once")
    return tuple(rank[s] for s in range(n_states))


def ranks_from_pairs(pairs: list[tuple[int, int, str]], n_states: int) -> tuple[int, ...]:
    """Ranks from pairs (s, t, relation); ValueError unless they are a total preorder.

    The rank of s is the number of states that s is preferred to: a total preorder agrees with these ranks in
    every pair, and pairs that agree with any ranks are a total preorder.
    """
    relation: dict[tuple[int, int], str] = {}
    for s, t, given in pairs:
        if (s, t) in relation:
            raise ValueError(f"two relations between states {s} and {t}")
        if given not in PREFERRED:
            raise ValueError(f"no total preorder: state {s} {given} state {t}")
        relation[s, t] = PREFERRED[given]
        relation[t, s] = {">": "<", "<": ">", "=": "="}[PREFERRED[given]]
    if set(relation) != {pair for s, t in combinations(range(n_states), 2) for pair in ((s, t), (t, s))}:
        raise ValueError("a total preorder relates every two states")
    ranks = tuple(sum(relation[s, t] == ">" for t in range(n_states) if t != s) for s in range(n_states))
    for (s, t), given in relation.items():
        if given != _compare(ranks[s], ranks[t]):
            raise ValueError(f"not transitive: state {s} {given} state {t}")
    return ranks


def _compare(a: int, b: int) -> str:
    return ">" if a > b else "<" if a < b else "="


def _option_form(raw: Raw, ranks: tuple[tuple[int, ...], ...]) -> tuple[OptionForm, tuple[int, ...]]:
    """The model in option form and the code of each listed state; what is not listed is infeasible."""
    if "irreversible" in raw:
        raise ValueError(f"{raw['id']}: irreversible options in words are not read")
    options = tuple(len(dm["options"]) for dm in raw["decision_makers"])
    codes = tuple(sum(2**b for b, on in enumerate(state["bits"]) if on) for state in raw["states"])
    if any(len(state["bits"]) != sum(options) for state in raw["states"]):
        raise ValueError(f"{raw['id']}: a state has one bit for each option")
    by_code = sorted(range(len(codes)), key=lambda k: codes[k])
    infeasible = frozenset(range(2 ** sum(options))) - set(codes)
    ranks_by_code = tuple(tuple(of_dm[k] for k in by_code) for of_dm in ranks)
    return OptionForm(options, infeasible, (), ranks_by_code), codes


def _moves_between(model: OptionForm, codes: tuple[int, ...]) -> tuple[frozenset[tuple[int, int]], ...]:
    return tuple(
        frozenset((k, m) for k, s in enumerate(codes) for m, q in enumerate(codes) if model.is_move(dm, s, q))
        for dm in model.dms
    )
