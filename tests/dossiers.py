"""Invented dossiers for tests, and their briefs as lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente import Conflict
from detente.brief.document import Document, Section
from detente.brief.terminal import brief_text
from detente.dossier.dossier import Dossier
from detente.dossier.observations import Observation
from detente.evidence.actors import Actor, ActorKind
from detente.evidence.anchors import Anchor
from detente.evidence.claims import Claim, Kind, Stance, Status
from detente.evidence.folder import Evidence
from detente.evidence.library import TextStore
from detente.evidence.reports import Report
from detente.files.dates import Interval

CONFLICT = Conflict.from_options(
    {"A": {"x": "Opens the gate", "y": "Disarms"}, "B": {"z": "Talks"}},
    {"A": ["x"], "B": ["z"]},
    names={"A": "Athens", "B": "Boeotia"},
    status_quo=[],
    as_of=date(2025, 10, 27),
)
ACTORS = (
    Actor("ann", "Ann", ActorKind.PERSON, ("A",)),
    Actor("bob", "Bob", ActorKind.PERSON, ("B",)),
    Actor("eve", "Eve", ActorKind.PERSON),
)
REPORTS = (
    Report("r", None, "R", Interval.on(date(2025, 10, 20)), "", "0" * 64, "en"),
    Report("s", None, "S", Interval.on(date(2025, 10, 25)), "", "1" * 64, "en"),
    Report("later", None, "L", Interval(date(2025, 10, 28), date(2025, 11, 2)), "", "2" * 64, "en"),
)


def claim(
    id_: str,
    by: str,
    kind: Kind,
    about: dict[str, Stance] | None = None,
    *,
    condition: str | None = None,
    day: int = 1,
    report: str = "r",
    status: Status = Status.ACCEPTED,
) -> Claim:
    """Return a claim of October 2025; a condition promises ``B.z``."""
    return Claim(
        id=id_,
        by=by,
        to=None,
        via=(),
        kind=kind,
        says=f"{id_} says.",
        condition=condition,
        consequence=None if condition is None else "B.z",
        about=tuple((about or {}).items()),
        said_on=Interval.on(date(2025, 10, day)),
        report=report,
        anchor=Anchor(0, 1, "0" * 64),
        grade="B2",
        status=status,
    )


def invented(
    *claims: Claim, observations: tuple[Observation, ...] = (), conflict: Conflict = CONFLICT
) -> Dossier:
    """Return a dossier of Ann for A, Bob for B, and Eve for nobody; its snapshot is of 27 October."""
    evidence = Evidence("D", ACTORS, REPORTS, claims)
    return Dossier(evidence, (("now", conflict),), TextStore(Path("nowhere")), observations)


def told(section: Section | None) -> list[str]:
    """Return a section of the brief as the lines of a terminal that is wide enough for each."""
    assert section is not None
    text = brief_text(Document("T", "", "", (section,)), width=100_000)
    return text.split(f"{section.title.upper()}\n\n", 1)[1].splitlines()
