"""``reports.yaml``: the sources, each with its date and the digest of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..errors import InputError
from ..files.dates import Interval
from ..files.formats import parse_yaml
from ..files.records import NO_DATE, Record
from .texts import is_digest

__all__ = ["Report", "read_reports"]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Report:
    """A text with its source.

    Parameters
    ----------
    id
        How claims call it.
    outlet
        Who published it; None when that is unknown.
    title
        Its title; in square brackets where the text bears none and we describe it.
    dated
        When it was published.
    dated_because
        Why the date is an interval, and what bounds it; empty for a known day.
    digest
        SHA-256 of the whole text, in hexadecimal (see :mod:`detente.evidence.texts`).
    language
        The language of the text, such as ``en``.
    address
        Where it was published, or None.
    """

    id: str
    outlet: str | None
    title: str
    dated: Interval
    dated_because: str
    digest: str
    language: str
    address: str | None = None


def read_reports(text: str, file: str = "reports.yaml") -> tuple[Report, ...]:
    """Return the reports that a ``reports.yaml`` lists, in the order of the file.

    The keys of the file are the ids of the reports.

    Raises
    ------
    InputError
        With all the faults of the file at once.

    Examples
    --------
    >>> reports = read_reports(f'''
    ... gazette-2025-02-04:
    ...   outlet: The Gazette
    ...   title: Talks about talks
    ...   dated: 2025-02-04
    ...   language: en
    ...   digest: {"0123456789abcdef" * 4}
    ... ''')
    >>> print(reports[0].outlet, reports[0].dated)
    The Gazette 2025-02-04
    """
    faults: list[Diagnostic] = []
    record = Record(parse_yaml(text, file), "the list of reports", faults)
    reports = [_report(report_id, entry) for report_id, entry in record.records("report")]
    if faults:
        raise InputError(faults)
    return tuple(report for report in reports if report)


def _report(report_id: str, entry: Record) -> Report | None:
    entry.check_identifier(report_id)
    entry.only(["outlet", "title", "dated", "digest", "language"], ["dated_because", "address"])
    report = Report(
        id=report_id,
        outlet=entry.optional_text("outlet"),
        title=entry.text("title"),
        dated=entry.interval("dated"),
        dated_because=entry.optional_text("dated_because") or "",
        digest=entry.text("digest"),
        language=entry.text("language"),
        address=entry.optional_text("address"),
    )
    _check_forms(entry, report)
    _check_reason(entry, report)
    return report if entry.sound else None


def _check_forms(entry: Record, report: Report) -> None:
    if report.digest and not is_digest(report.digest):
        cure = "write the SHA-256 of the text: 64 digits of 0-9 and a-f"
        entry.fault("bad-digest", f"{entry.name}: this cannot be a digest", cure, "digest")
    if report.language and not _LANGUAGE.fullmatch(report.language):
        message = f"{entry.name}: '{report.language}' cannot be a language"
        entry.fault("bad-language", message, "write its code, such as en or ko", "language")


def _check_reason(entry: Record, report: Report) -> None:
    if report.dated == NO_DATE or report.dated.is_one_day == (not report.dated_because):
        return
    if report.dated.is_one_day:
        message = f"{entry.name} is dated to the day and needs no 'dated_because'"
        entry.fault("idle-reason", message, "leave 'dated_because' out", "dated_because")
    else:
        message = f"{entry.name} is dated by an interval and does not say why"
        entry.fault("missing-reason", message, "say under 'dated_because' what bounds the interval", "dated")
