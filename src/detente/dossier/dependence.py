"""What the headlines hang on, computed once and kept in the user's cache folder.

The cache is keyed by the conflict's digest and the version of the questions; it may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Hashable, Mapping
from importlib.metadata import version
from pathlib import Path

from ..analysis.dependence import Lever, levers, removable
from ..analysis.stability import Analysis
from ..conflict.conflict import Conflict
from ..errors import FileError
from ..files.disk import write_whole
from .terms import terms_of

__all__ = ["HEADLINE", "STATUS_QUO", "headline_levers", "term_question"]

HEADLINE = "seq"
"""The concept of the headlines: the others answer only by steps that are good for themselves."""

STATUS_QUO = "status quo"
"""The id of the question whether what stands today holds."""

_QUESTIONS = 1
"""The version of the questions below; a change of them makes older answers void."""

Progress = Callable[[int, int], None]


def headline_levers(conflict: Conflict, progress: Progress = lambda done, total: None) -> tuple[Lever, ...]:
    """Return the lines on which the headlines hang: of each outcome, and of the status quo.

    The questions are whether the status quo holds under the concept of the headlines; for each outcome,
    whether it holds in any of its states; and for each of its terms, whether it must be so.
    """
    if conflict.graph is not None:
        return ()
    lines = removable(conflict)
    path = _cache_path(conflict)
    kept = _read(path, len(lines))
    if kept is None:
        found = levers(conflict, _answers, [HEADLINE], progress)
        kept = [(lever.question, lines.index((lever.target, lever.line))) for lever in found]
        _write(path, kept)
    return tuple(Lever(question, *lines[place]) for question, place in kept)


def _answers(analysis: Analysis) -> Mapping[str, Hashable]:
    conflict = analysis.conflict
    held = analysis.equilibria(HEADLINE)
    found: dict[str, Hashable] = {STATUS_QUO: conflict.status_quo in held}
    for outcome in conflict.outcome_list:
        inside = conflict.find(outcome.id)
        terms = terms_of(conflict, inside, inside & held)
        found[outcome.id] = terms.holds
        for ref in conflict.space.refs:  # where nothing holds, what it would hold on is an idle question
            found[term_question(outcome.id, ref)] = not terms.holds or ref in terms.refs
    return found


def term_question(outcome: str, ref: str) -> str:
    """Return the id of the question whether an outcome holds only if an option is other than today."""
    return f"{outcome}: {ref}"


def _cache_path(conflict: Conflict) -> Path:
    from platformdirs import user_cache_path  # here, for only briefs need it

    outcomes = sorted((outcome.id, str(outcome.where)) for outcome in conflict.outcome_list)
    order = [(target, line.statements) for target, line in removable(conflict)]
    key = repr((conflict.digest, outcomes, [(t, [s.text() for s in line]) for t, line in order]))
    name = hashlib.sha256(f"{version('detente')} {_QUESTIONS} {key}".encode()).hexdigest()
    return user_cache_path("detente") / "hangs-on" / f"{name}.json"


def _read(path: Path, lines: int) -> list[tuple[str, int]] | None:
    """Return what was kept; None where nothing is, or what is there is no good."""
    try:
        kept = [(str(question), int(place)) for question, place in json.loads(path.read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return None
    return kept if all(0 <= place < lines for _, place in kept) else None


def _write(path: Path, kept: list[tuple[str, int]]) -> None:
    with contextlib.suppress(FileError):  # a cache that cannot be written costs time, no answer
        write_whole(path, json.dumps(kept).encode())
