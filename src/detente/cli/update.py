"""From new reports to a changed brief: update."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..brief.payload.update import update_payload
from ..brief.tables import added_text
from ..brief.update import KEEP_PROMPT, kept_text, proposed_text, update_text
from ..catalog.names import folder_of, located
from ..dossier.given import Given, period
from ..dossier.new_reports import add_reports
from ..dossier.updating import Update, keep_snapshot, propose, spoken_of, update
from ..evidence.fetch import fetch
from ..evidence.importing.source import Source
from ..evidence.library import refuse_shipped
from ..evidence.reviewing import Reviewed, ReviewSession
from .app import Json, Library, app, print_json, progress, show
from .review import Talk, review, reviewer


@app.command("update")
def update_command(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE…", help="New reports: files, folders, addresses.")
    ] = None,
    reports: Annotated[
        list[str] | None, typer.Option("--report", metavar="ID", help="A report that is in the dossier.")
    ] = None,
    dossier: Annotated[str, typer.Option(help="A folder.")] = ".",
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who reviews; else the name that git knows, or it asks."),
    ] = None,
    no_review: Annotated[bool, typer.Option("--no-review", help="Only add what is proposed.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the next snapshot without asking.")] = False,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title; for one new report.")] = None,
    date: Annotated[
        str | None, typer.Option(help="When: 2030-05-03, or an interval, 2030-05-01..2030-05-05.")
    ] = None,
    dated_because: Annotated[str, typer.Option(help="What bounds the interval.")] = "",
    anyway: Annotated[bool, typer.Option("--anyway", help="Also what is nearly a report there.")] = False,
    private: Annotated[
        bool, typer.Option("--private", help="Also addresses of private and local networks.")
    ] = False,
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Go from a new report to what it changes.

    The report is added, claims are proposed from its words, you review them, and then you see what the
    accepted ones change. Called again with the same report, it goes on where you stopped.
    """
    if not sources and not reports:
        raise typer.BadParameter("name a report: a file, an address, or --report ID", param_hint="SOURCE…")
    folder = folder_of(dossier)
    refuse_shipped(folder)
    talk = Talk(as_json)
    dated = period(date, dated_because) if date else None
    given = Given(outlet, title, None, dated, dated_because, anyway)
    get = partial(fetch, private=private)
    ids = [*(reports or ()), *_taken_in(folder, sources or (), given, library, talk, get)]
    proposed = propose(located(folder, library)[0], folder, ids)
    if proposed:
        talk.say(proposed_text(proposed))
    reviewed = None if no_review else _reviewed(folder, ids, by, library, talk)
    found = update(located(folder, library)[0], ids)
    if not as_json:
        show(update_text(found), end="")
    kept = found.name if _is_kept(found, keep, talk) else None
    if kept is not None:
        talk.say(kept_text(kept, str(keep_snapshot(folder, found))))
    if as_json:
        print_json(update_payload(proposed, reviewed, found, kept))


def _taken_in(
    folder: Path,
    sources: Iterable[str],
    given: Given,
    library: Path | None,
    talk: Talk,
    get: Callable[[str], Source],
) -> tuple[str, ...]:
    """Add reports, and return the ids of those that were named, whether they are new or not."""
    names = list(sources)
    if not names:
        return ()
    with progress("reading the reports") as advance:
        added = add_reports(located(folder, library)[0], folder, names, given, get, advance)
    talk.say(added_text(added))
    new = (one.report.id for one in added.taken)
    return tuple(dict.fromkeys([*(report for _, report in added.recognised), *new]))


def _reviewed(
    folder: Path, ids: Iterable[str], by: str | None, library: Path | None, talk: Talk
) -> Reviewed | None:
    """Let a person decide on the claims of some reports; None where none waits."""
    found, _ = located(folder, library)
    wanted = frozenset(ids)
    if not any(found.claims[one].report.id in wanted for one in found.proposed):
        return None
    assert found.store is not None, "a dossier that was read from a folder has a library"
    session = ReviewSession(
        folder,
        found.store,
        reviewer(by, folder, talk),
        datetime.date.today(),
        spoken_of(found.named()[1]),
        wanted,
    )
    return review(session, talk)


def _is_kept(found: Update, keep: bool, talk: Talk) -> bool:
    if not found.is_new or not found.claims:
        return False
    if keep:
        return True
    try:
        return talk.key(KEEP_PROMPT.format(name=found.name)) == "y"
    except (EOFError, KeyboardInterrupt):
        talk.say("")
        return False
