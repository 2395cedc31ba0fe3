"""Results of the single commands as text for 80 columns."""

from __future__ import annotations

import io
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ..analysis.concepts import CONCEPTS
from ..analysis.explain import Explanation
from ..analysis.stability import Analysis
from ..analysis.words import state_in_words
from ..catalog.names import Entry
from ..catalog.new import Made
from ..conflict.preferences import Basis
from ..dossier.checking import Checked
from ..dossier.coverage import LineCount
from ..dossier.texts import Added
from ..dossier.unclaimed import Unclaimed
from .lines import WIDTH, counted

__all__ = [
    "added_text",
    "analysis_text",
    "catalogue_text",
    "check_text",
    "explanation_text",
    "new_text",
    "table",
]


FEW = 8
"""So many lines without a claim are written whole for a conflict; more are counted."""


def table(rows: Sequence[Sequence[str]], numbers: bool = False, width: int = WIDTH) -> list[str]:
    r"""Write a table as lines; the first row is the head.

    Parameters
    ----------
    rows
        Equally long rows of cells.
    numbers
        Whether all columns but the first hold numbers, which stand to the right.
    width
        How many columns of characters there are; long cells are wrapped.

    Examples
    --------
    >>> print("\n".join(table([["party", "nash"], ["Athens", "12"]], numbers=True)))
    party    nash
    ─────────────
    Athens     12
    """
    from rich.box import SIMPLE_HEAD  # here, for only tables need it
    from rich.console import Console
    from rich.table import Table

    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for place, head in enumerate(rows[0]):
        grid.add_column(head, justify="right" if numbers and place else "left", no_wrap=place > 0 and numbers)
    for row in rows[1:]:
        grid.add_row(*(cell.replace("[", r"\[") for cell in row))
    console = Console(width=width, color_system=None, file=io.StringIO(), legacy_windows=False)
    with console.capture() as captured:
        console.print(grid)
    return [line.rstrip() for line in captured.get().splitlines()]


def catalogue_text(entries: Iterable[Entry]) -> str:
    """Write the catalogue, snapshots under their dossier."""
    rows = [["name", "what it is"]]
    for entry in entries:
        rows.append([entry.name, entry.title])
        rows += [[f"  {entry.name}/{snapshot}", ""] for snapshot in entry.snapshots]
    return "\n".join(table(rows))


def check_text(checked: Checked) -> str:
    """Write what a check found: faults and warnings, on what the lines rest, and the verdict."""
    lines = [str(diagnostic) for diagnostic in checked.diagnostics]
    errors = sum(diagnostic.is_error for diagnostic in checked.diagnostics)
    warnings = len(checked.diagnostics) - errors
    anchors = "".join(f"; {count} claims: {state.value}" for state, count in checked.anchors.items())
    verdict = f"{counted(errors, 'fault')}, {counted(warnings, 'warning')}" if lines else "no fault"
    for conflict, counts in checked.counts:
        unclaimed = [one for one in checked.unclaimed if one.conflict == conflict]
        lines += _lines_of(conflict, counts, unclaimed)
    lines.append(f"{checked.name}: {verdict}; {counted(checked.conflicts, 'conflict')} read{anchors}")
    return "\n".join(lines)


def _lines_of(conflict: str, counts: Sequence[LineCount], unclaimed: Sequence[Unclaimed]) -> Iterator[str]:
    """Write on what the lines of a conflict rest, and those that name no claim: a few whole, many counted."""
    by_basis = {basis: sum(one.of(basis) for one in counts) for basis in Basis}
    told = ", ".join(f"{count} {basis.value}" for basis, count in by_basis.items() if count)
    total = counted(sum(by_basis.values()), "line")
    yield from _wrapped(f"{conflict}: {total}{f': {told}' if told else ''}")
    targets = dict.fromkeys(one.target for one in unclaimed)
    if len(unclaimed) > FEW:
        found = Counter(one.target for one in unclaimed)
        numbers = ", ".join(f"{target} {found[target]}" for target in targets)
        yield from _wrapped(f"  without a claim: {numbers} (--json lists them)")
        return
    for target in targets:
        own = "; ".join(one.line for one in unclaimed if one.target == target)
        yield from _wrapped(f"  without a claim, {target}: {own}")


def analysis_text(analysis: Analysis, listed: int) -> str:
    """Write how many states are stable for whom, and the first equilibria of each concept."""
    conflict = analysis.conflict
    head = ["stable states", *analysis.concepts]
    rows = [head]
    for dm in conflict.decision_makers:
        rows.append([dm.name, *(f"{len(analysis.stable(c, dm.id)):,}" for c in analysis.concepts)])
    rows.append(["everybody: equilibria", *(f"{len(analysis.equilibria(c)):,}" for c in analysis.concepts)])
    for outcome in conflict.outcome_list:
        inside = conflict.find(outcome.id)
        counts = (f"{len(inside & analysis.equilibria(concept)):,}" for concept in analysis.concepts)
        rows.append([f"  of these: {outcome.name}", *counts])
    lines = [conflict.title or "A conflict", f"{len(conflict.states):,} feasible states.", ""]
    lines += table(rows, numbers=True)
    lines += _equilibria(analysis, listed)
    lines += ["", *_glosses(analysis)]
    return "\n".join(lines)


def explanation_text(explanation: Explanation) -> str:
    """Write an explanation: the state, the concept, then the sentences."""
    concept = CONCEPTS[explanation.concept]
    where = "; ".join(state_in_words(explanation.conflict, explanation.state)) or "nothing is done"
    lines = [
        f"The state: {where}.",
        f"The concept: {concept.name} ({concept.id}).",
        "",
        *str(explanation).split("\n"),
    ]
    return "\n".join(piece for line in lines for piece in _wrapped(line))


def added_text(added: Added) -> str:
    """Write what became of the files."""
    lines = [f"{path.name}: added as {report}" for path, report in added.recognised]
    if added.passed_over:
        lines.append(f"passed over: {', '.join(path.name for path in added.passed_over)}")
    if added.missing:
        lines.append(f"still not at hand: {', '.join(added.missing)}")
    return "\n".join(lines)


def _equilibria(analysis: Analysis, listed: int) -> Iterator[str]:
    """List the first equilibria with the concepts under which each is one, the strongest first."""
    sets = {concept: analysis.equilibria(concept) for concept in analysis.concepts}
    strength = np.sum([states.mask for states in sets.values()], axis=0)
    total = int((strength > 0).sum())
    if not listed or not total:
        return
    yield ""
    rows = [["equilibria, those of most concepts first", "under"]]
    for index in (-strength).argsort(kind="stable")[: min(listed, total)].tolist():
        state = analysis.conflict.states[index]
        text = f"{state}: {state.description}" if state.description else str(state)
        rows.append([text, " ".join(concept for concept, states in sets.items() if state in states)])
    yield from table(rows)
    if total > listed:
        yield f"… and {total - listed:,} more."


def _glosses(analysis: Analysis) -> Iterator[str]:
    for concept in analysis.concepts:
        text = f"{concept}: a state is stable for a party when {CONCEPTS[concept].gloss}."
        yield from textwrap.wrap(text, WIDTH, subsequent_indent="  ")


def _wrapped(line: str) -> list[str]:
    body = line.lstrip("- ")
    indent = " " * (len(line) - len(body))
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [""]


def new_text(made: Made) -> str:
    """Write what was made, and the commands to go on with."""
    what = "an example to start from" if made.origin is None else f"a copy of {made.origin}"
    lines = [f"Made {made.name}, {what}:"]
    lines += textwrap.wrap(
        ", ".join(made.files), WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )
    lines += ["", "Go on with:", f"  detente check {made.name}", f"  detente brief {made.name}"]
    if made.origin is not None and "reports.yaml" in made.files:
        lines.append(f"  detente add FILE… --dossier {made.name}  (the texts of its reports)")
    lines += ["", "Edit the files as you like, and check again."]
    return "\n".join(lines)
