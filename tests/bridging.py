"""From the reference's models to the engine's forms and to conflicts, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from detente import Conflict, Scores
from detente.engine.arrays import ByteArray
from detente.engine.digraph import Digraph
from detente.engine.equation import Concept, stability
from detente.engine.hypercube import FREE, OFF, ON, Hypercube
from tests.reference.concepts import CONCEPTS, stable
from tests.reference.models import GraphForm, OptionForm

ALL = Concept.NASH | Concept.GMR | Concept.SMR | Concept.SEQ | Concept.SSEQ


def reference_bits(model: GraphForm) -> ByteArray:
    """The byte of each DM and state by the literal definitions."""
    bits = np.zeros((len(model.moves), model.n_states), np.uint8)
    for concept in CONCEPTS:
        for dm in model.dms:
            bits[dm, sorted(stable(model, concept, dm))] |= np.uint8(Concept[concept.upper()])
    return bits


def option_bits(model: OptionForm) -> ByteArray:
    """The same by the engine's hypercube, feasible states only."""
    ranks = np.full((len(model.options), 2**model.n_bits), -1, np.int32)
    ranks[:, list(model.feasible)] = np.array(model.ranks)
    switches = np.full(model.n_bits, FREE, np.uint8)
    for bit, direction in model.irreversible:
        switches[bit] &= ON if direction > 0 else OFF
    return stability(Hypercube(model.options, ranks, switches), ALL)[:, list(model.feasible)]


def graph_bits(model: GraphForm) -> ByteArray:
    """The same by the engine's digraph."""
    moves = [np.array(sorted(own), np.int64).reshape(-1, 2) for own in model.moves]
    return stability(Digraph(moves, np.array(model.ranks)), ALL)


def option_conflict(model: OptionForm) -> Conflict:
    """An option-form model as a conflict, infeasible states as statements."""
    ids = [[f"o{bit}" for bit in model.own_bits(dm)] for dm in model.dms]
    refs = [f"D{dm}.{option}" for dm, own in enumerate(ids) for option in own]
    return Conflict.from_options(
        {f"D{dm}": own for dm, own in enumerate(ids)},
        preferences={f"D{dm}": Scores(model.ranks[dm]) for dm in model.dms},
        infeasible=[_exactly(refs, code) for code in sorted(model.infeasible)],
        irreversible=dict.fromkeys(f"{'' if d > 0 else 'not '}{refs[b]}" for b, d in model.irreversible),
    )


def graph_conflict(model: GraphForm) -> Conflict:
    """A graph-form model as a conflict."""
    moves = {f"D{dm}": [(f"s{a}", f"s{b}") for a, b in sorted(own)] for dm, own in enumerate(model.moves)}
    return Conflict.from_graph(
        [f"s{state}" for state in model.states],
        moves,
        {f"D{dm}": Scores(model.ranks[dm]) for dm in model.dms},
    )


def _exactly(refs: Iterable[str], code: int) -> str:
    """The statement that holds at one code only."""
    return " and ".join(ref if code >> bit & 1 else f"not {ref}" for bit, ref in enumerate(refs))
