"""Robustness of a snapshot: the grades of its claims and its rival readings joined with the model."""

from __future__ import annotations

from collections.abc import Callable

from ..analysis.robustness import Robustness, robustness
from ..analysis.uncertainty import Uncertainty
from ..evidence.grades import quality
from .dossier import Dossier

__all__ = ["robustness_of"]


def robustness_of(
    dossier: Dossier,
    snapshot: str | None = None,
    uncertainty: Uncertainty | None = None,
    *,
    profiles: int = 2000,
    seed: int = 1,
    concept: str = "seq",
    progress: Callable[[int, int], None] = lambda done, total: None,
    keep_partial: bool = False,
) -> Robustness:
    """Find in which share of its versions each answer of a snapshot is yes.

    Parameters
    ----------
    dossier
        Its claims grade the lines; rejected claims do not. Rival readings of the snapshot take its place in
        some versions.
    snapshot
        The name of a conflict; the latest one by default.
    uncertainty, profiles, seed, concept, progress, keep_partial
        As for :func:`detente.analysis.robustness.robustness`.

    Raises
    ------
    UnknownName
        If there is no such snapshot or concept.
    InputError, TooLarge
        As :func:`detente.analysis.robustness.robustness` does.
    """
    name, conflict = dossier.named(snapshot)
    return robustness(
        conflict,
        uncertainty,
        profiles=profiles,
        seed=seed,
        concept=concept,
        grades={id_: quality(cited.claim.grade) for id_, cited in dossier.citable.items()},
        rivals=dossier.rivals_of(name),
        progress=progress,
        keep_partial=keep_partial,
    )
