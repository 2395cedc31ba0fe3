"""Conflicts, analyses and assessments as they show in a Jupyter notebook, after ``%load_ext detente``.

All text is escaped; nothing that a file or a report says becomes markup.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from ..analysis.concepts import CONCEPTS
from ..analysis.stability import Analysis
from ..analysis.words import line_in_words
from ..conflict.conflict import Conflict
from ..conflict.preferences import Prioritised, line_text
from ..conflict.states import StateSet
from ..dossier.assessment import Assessment
from ..dossier.dossier import Dossier
from .compose import document_of
from .document import Block, Grounds, Item, Items, Matrix, Note, Paragraph, Subheading, Table, Text
from .signs import harmless

__all__ = ["Grid", "analysis_html", "assessment_html", "conflict_html", "register", "table"]

_LISTED = 20
"""So many equilibria are shown."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; it shows as one in a notebook.

    Parameters
    ----------
    columns
        Headings.
    rows
        Cells, as many a row as there are columns.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def _repr_html_(self) -> str:
        head = _row("th", map(_safe, self.columns))
        body = "".join(_row("td", map(_safe, row)) for row in self.rows)
        return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def register(formatters: Any) -> None:
    """Let a notebook show conflicts, analyses and assessments.

    Parameters
    ----------
    formatters
        IPython's formatter for HTML: ``get_ipython().display_formatter.formatters["text/html"]``.
    """
    formatters.for_type(Conflict, conflict_html)
    formatters.for_type(Analysis, analysis_html)
    formatters.for_type(Assessment, assessment_html)


def table(thing: Conflict | Analysis | StateSet | Dossier) -> Any:
    """Return a table: a pandas frame where pandas is installed, else a :class:`Grid`.

    Parameters
    ----------
    thing
        Of a conflict its lines, of an analysis how many equilibria each concept has and how many states are
        stable for whom, of states which options are taken, of a dossier its claims.

    Examples
    --------
    >>> c = Conflict.from_options({"A": ["x"]}, {"A": ["x"]})
    >>> [list(row) for row in table(c).values.tolist()]
    [['A', 1, 'x', 'x', 'assumed', '', '']]
    """
    found = _grid(thing)
    if importlib.util.find_spec("pandas") is None:
        return found
    import pandas

    return pandas.DataFrame(list(found.rows), columns=list(found.columns))


def conflict_html(conflict: Conflict) -> str:
    """Return a conflict: where things stand, and what each party wants, the most important first."""
    day = f", as of {conflict.as_of}" if conflict.as_of else ""
    parts = [f"<h4>{_safe(conflict.title or 'A conflict')}{_safe(day)}</h4>"]
    today = conflict.status_quo
    if today is not None:
        parts.append(f"<p>Status quo: {_safe(today)}</p>")
    for dm, preference in conflict.preferences.items():
        name = conflict.decision_makers[conflict.dm(dm)].name
        parts.append(f"<p><b>{_safe(name)}</b> wants, the most important first:</p>")
        if isinstance(preference, Prioritised):
            lines = (
                f"<li>{_safe(line_in_words(line, dm))} <small>({line.basis.value})</small></li>"
                for line in preference.lines
            )
            parts.append(f"<ol>{''.join(lines)}</ol>")
        else:
            parts.append(f"<p>{_safe(type(preference).__name__)}</p>")
    return f"<div>{''.join(parts)}</div>"


def analysis_html(analysis: Analysis) -> str:
    """Return an analysis: how many equilibria there are, and the first ones."""
    parts = [f"<h4>{_safe(analysis.conflict.title or 'An analysis')}</h4>", _grid(analysis)._repr_html_()]
    for concept in analysis.concepts:
        found = analysis.equilibria(concept)
        if not len(found):
            continue
        items = "".join(f"<li><code>{_safe(state)}</code></li>" for state in found[:_LISTED])
        more = f"<p>… and {len(found) - _LISTED:,} more.</p>" if len(found) > _LISTED else ""
        title = f"{len(found):,} equilibria under {concept}: {CONCEPTS[concept].gloss}"
        parts.append(f"<details><summary>{_safe(title)}</summary><ul>{items}</ul>{more}</details>")
    return f"<div>{''.join(parts)}</div>"


def assessment_html(assessment: Assessment) -> str:
    """Return an assessment: its first screen open, the other sections closed."""
    document = document_of(assessment)
    parts = [f"<h3>{_safe(document.title)}</h3><p>{_safe(document.subtitle)}</p>"]
    for section in document.sections:
        body = "".join(_block(block) for block in section.blocks)
        opened = " open" if section.first else ""
        parts.append(f"<details{opened}><summary><b>{_safe(section.title)}</b></summary>{body}</details>")
    return f"<div>{''.join(parts)}</div>"


def _grid(thing: Conflict | Analysis | StateSet | Dossier) -> Grid:
    if isinstance(thing, Conflict):
        return Grid(
            ("list", "place", "line", "says", "basis", "because", "against"), tuple(_line_rows(thing))
        )
    if isinstance(thing, Analysis):
        dms = thing.conflict.decision_makers
        rows = (
            (id_, len(thing.equilibria(id_)), *(len(thing.stable(id_, dm.id)) for dm in dms))
            for id_ in thing.concepts
        )
        return Grid(("concept", "equilibria", *(f"stable for {dm.id}" for dm in dms)), tuple(rows))
    if isinstance(thing, StateSet):
        if thing.space.names:
            return Grid(("state", "description"), tuple((one.name, one.description) for one in thing))
        refs = thing.space.refs
        return Grid(refs, tuple(tuple(ref in one.options for ref in refs) for one in thing))
    columns = ("id", "by", "kind", "says", "said on", "report", "grade", "status", "anchor", "words")
    return Grid(columns, tuple(_claim_rows(thing)))


def _line_rows(conflict: Conflict) -> Iterator[tuple[object, ...]]:
    lists = [
        (dm, preference.lines, dm)
        for dm, preference in conflict.preferences.items()
        if isinstance(preference, Prioritised)
    ]
    shared = [("infeasible", conflict.infeasible, None), ("irreversible", conflict.irreversible, None)]
    for target, lines, own in (*lists, *shared):
        for place, line in enumerate(lines, start=1):
            yield (
                target,
                place,
                line_text(line.statements, own),
                line_in_words(line, own),
                line.basis.value,
                ", ".join(line.because),
                ", ".join(line.against),
            )


def _claim_rows(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for cited in dossier.claims.values():
        claim = cited.claim
        yield (
            claim.id,
            cited.by.name,
            claim.kind.value,
            claim.says,
            str(claim.said_on),
            claim.report,
            claim.grade,
            claim.status.value,
            cited.state.value,
            cited.words or "",
        )


def _safe(value: object) -> str:
    return escape(harmless(str(value)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{_text(text)}</p>"
        case Note(words):
            return f"<p><small>{_safe(words)}</small></p>"
        case Subheading(words):
            return f"<h5>{_safe(words)}</h5>"
        case Items(items):
            return _list(items)
        case Table():
            return _table(block.columns, block.rows)
        case Matrix(inner, _):
            return _table(inner.columns, inner.rows)
        case _:
            return ""  # the picture says what the text says, and the claims are a table of their own


def _table(columns: Sequence[str], rows: Sequence[Sequence[Text]]) -> str:
    head = _row("th", (_safe(one) for one in columns))
    return f"<table>{head}{''.join(_row('td', map(_text, row)) for row in rows)}</table>"


def _row(kind: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{kind}>{cell}</{kind}>' for cell in cells)}</tr>"


def _list(items: Iterable[Item]) -> str:
    shown = (f"<li>{_text(one.text)}{_list(one.items) if one.items else ''}</li>" for one in items)
    return f"<ul>{''.join(shown)}</ul>"


def _text(text: Text) -> str:
    return "".join(
        f"<small>{_safe(part)}</small>" if isinstance(part, Grounds) else _safe(part) for part in text
    )
