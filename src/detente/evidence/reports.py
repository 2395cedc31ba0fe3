"""``reports.yaml``: the sources, each with its date and the digest of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Place
from ..errors import InputError
from ..files.dates import Interval
from ..files.formats import parse_yaml
from ..files.layout import line_end_of
from ..files.nodes import Mapping
from ..files.records import NO_DATE, Record
from ..files.scalars import scalar
from ..files.source import parse
from ..files.splice import set_key
from .entries import ends_with_entry, trailing_entries
from .texts import is_digest

__all__ = ["Report", "lists_none", "read_reports", "with_reports"]

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_DOCUMENT = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)
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
    captured
        When the text was taken from there, such as ``2030-05-03T10:00:00Z``, or None.
    """

    id: str
    outlet: str | None
    title: str
    dated: Interval
    dated_because: str
    digest: str
    language: str
    address: str | None = None
    captured: str | None = None


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
    return _read_plainly(text, file) or _read(text, file)


def _read(text: str, file: str) -> tuple[Report, ...]:
    """Return the reports that any ``reports.yaml`` lists, or raise its faults."""
    faults: list[Diagnostic] = []
    record = Record(parse_yaml(text, file), "the list of reports", faults)
    reports = [_report(report_id, entry) for report_id, entry in record.records("report")]
    if faults:
        raise InputError(faults)
    return tuple(report for report in reports if report)


def _read_plainly(text: str, file: str) -> tuple[Report, ...]:
    """Return the reports of a file that ends with entries as we write them; none where there is a doubt."""
    start, entries = trailing_entries(text)
    head = text[:start]
    if not entries or _DOCUMENT.search(head):
        return ()
    first: tuple[Report, ...] = ()
    try:
        if not lists_none(head):
            root = parse(head, file)
            if not isinstance(root, Mapping) or root.flow or root.start.column != 1:
                return ()
            first = _read(head, file)
    except InputError:
        return ()  # the faults of the whole file come at once
    reports = (*first, *(_of_entry(*entry) for entry in entries))
    return reports if len({one.id for one in reports}) == len(reports) else ()


def _of_entry(report_id: str, dated: Interval, values: Values[str, str | None]) -> Report:
    return Report(
        id=report_id,
        outlet=values["outlet"],
        title=values["title"] or "",
        dated=dated,
        dated_because=values["dated_because"] or "",
        digest=values["digest"] or "",
        language=values["language"] or "",
        address=values["address"],
        captured=values["captured"],
    )


def lists_none(text: str) -> bool:
    r"""Return whether a ``reports.yaml`` holds nothing but comments.

    >>> lists_none("# none yet\n"), lists_none("a: {}\n")
    (True, False)
    """
    return all(line.lstrip().startswith("#") or not line.strip() for line in text.splitlines())


def with_reports(
    text: str,
    reports: Iterable[Report],
    file: str = "reports.yaml",
    known: tuple[Report, ...] | None = None,
) -> str:
    r"""Return a ``reports.yaml`` with more reports at its end; all that stood there stays, comments too.

    Parameters
    ----------
    text, file
        The file that there is, and its name.
    reports
        The new ones; none has the id of one that is there.
    known
        What the file lists, where that is known already: then it is not read again.

    Raises
    ------
    InputError
        When the file has faults, or cannot be added to without changing what is there.

    Examples
    --------
    >>> import datetime
    >>> day = Interval.on(datetime.date(2030, 5, 3))
    >>> new = Report("gazette-2030-05-03", None, "Talks", day, "", "0" * 64, "en")
    >>> print(with_reports("# the sources\n", [new]).replace("0" * 64, "0…"), end="")
    # the sources
    gazette-2030-05-03:
      outlet: null
      title: Talks
      dated: 2030-05-03
      language: en
      digest: "0…"
    """
    wanted = tuple(reports)
    block = _block(wanted, line_end_of(text))
    is_empty = lists_none(text)
    if known is None:
        known = () if is_empty else read_reports(text, file)
    if ends_with_entry(text):  # what is sound and ends so is sound with more such entries
        _check(block, wanted, file)
        return text + block
    root = None if is_empty else parse(text, file)
    if isinstance(root, Mapping) and root.flow:
        new = text
        for report in wanted:
            fields = ", ".join(f"{key}: {value}" for key, value in _fields(report, flow=True))
            new = set_key(new, (), report.id, f"{{{fields}}}")
    else:
        ended = not text or text.endswith(("\n", "\r"))
        new = text + ("" if ended else line_end_of(text)) + block
    _check(new, (*known, *wanted), file)
    return new


def _block(reports: Iterable[Report], end: str) -> str:
    """Return entries as lines."""
    lines: list[str] = []
    for report in reports:
        lines.append(f"{scalar(report.id)}:{end}")
        lines += [f"  {key}: {value}{end}" for key, value in _fields(report, flow=False)]
    return "".join(lines)


def _check(text: str, expected: tuple[Report, ...], file: str) -> None:
    """Raise InputError unless a text lists what it should."""
    if _read_or_none(text, file) != expected:
        cure = "write it as plain keys with their values below, without --- or ... lines"
        message = "a report cannot be added at the end of this file"
        raise InputError(Diagnostic("cannot-add", message, cure, Place(file)))


def _fields(report: Report, flow: bool) -> Iterator[tuple[str, str]]:
    """Yield the keys of an entry with their values as YAML."""
    yield "outlet", "null" if report.outlet is None else scalar(report.outlet, flow)
    yield "title", scalar(report.title, flow)
    days = report.dated
    between = f"{{earliest: {days.earliest}, latest: {days.latest}}}"
    yield "dated", str(days.earliest) if days.is_one_day else between
    if report.dated_because:
        yield "dated_because", scalar(report.dated_because, flow)
    yield "language", scalar(report.language, flow)
    yield "digest", scalar(report.digest, flow)
    if report.address is not None:
        yield "address", scalar(report.address, flow)
    if report.captured is not None:
        yield "captured", scalar(report.captured, flow)


def _read_or_none(text: str, file: str) -> tuple[Report, ...] | None:
    try:
        return read_reports(text, file)
    except InputError:
        return None


def _report(report_id: str, entry: Record) -> Report | None:
    entry.check_identifier(report_id)
    entry.only(["outlet", "title", "dated", "digest", "language"], ["dated_because", "address", "captured"])
    report = Report(
        id=report_id,
        outlet=entry.optional_text("outlet"),
        title=entry.text("title"),
        dated=entry.interval("dated"),
        dated_because=entry.optional_text("dated_because") or "",
        digest=entry.text("digest"),
        language=entry.text("language"),
        address=entry.optional_text("address"),
        captured=entry.optional_text("captured"),
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
    if report.captured and not _MOMENT.fullmatch(report.captured):
        message = f"{entry.name}: '{report.captured}' is no moment"
        entry.fault("bad-moment", message, "write it in UTC, such as 2030-05-03T10:00:00Z", "captured")


def _check_reason(entry: Record, report: Report) -> None:
    if report.dated == NO_DATE or report.dated.is_one_day == (not report.dated_because):
        return
    if report.dated.is_one_day:
        message = f"{entry.name} is dated to the day and needs no 'dated_because'"
        entry.fault("idle-reason", message, "leave 'dated_because' out", "dated_because")
    else:
        message = f"{entry.name} is dated by an interval and does not say why"
        entry.fault("missing-reason", message, "say under 'dated_because' what bounds the interval", "dated")
