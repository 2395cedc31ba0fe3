"""Entries of ``reports.yaml`` in the form in which detente writes them, read without the reader of YAML.

That reader knows the place of every word, and takes half a millisecond for an entry: ten seconds for 20,000.
What :func:`trailing_entries` reads is the narrow form of entries that a program wrote; it leaves out whatever
could be read in two ways, and then the reader of YAML reads all. Both must give the same reports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ..files.dates import Interval, parse_day

__all__ = ["Entry", "ends_with_entry", "trailing_entries"]

Entry = tuple[str, Interval, Mapping[str, str | None]]
"""The id of a report, its date, and its other values."""

_TAIL = 8000
_SIGN = (
    r"[!$-9;-\[\]-~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e"
    r"\u20a0-\u20bf\u3041-\u9fff\uac00-\ud7a3]"
)
"""A sign that has no meaning in a text, quoted or not, behind the first letter; not a quote, # or colon."""
_QUOTED = rf'"(?:{_SIGN}|[ :#])*"'
_PLAIN = rf"(?!(?i:null|true|false)\n)[A-Za-z](?:(?:{_SIGN}| )*{_SIGN})?"
_TEXT = rf"{_QUOTED}|{_PLAIN}"
_LETTER = r"[a-z0-9\uac00-\ud7a3]"
_DAY = r"\d{4}-\d{2}-\d{2}"
_ENTRY = re.compile(
    rf"^(?P<id>[a-z\uac00-\ud7a3]{_LETTER}*(?:-{_LETTER}+)+):\n"
    rf"  outlet: (?P<outlet>null|{_TEXT})\n"
    rf"  title: (?P<title>{_TEXT})\n"
    rf"  dated: (?:(?P<day>{_DAY})|\{{earliest: (?P<earliest>{_DAY}), latest: (?P<latest>{_DAY})\}})\n"
    rf"(?:  dated_because: (?P<dated_because>{_TEXT})\n)?"
    rf'  language: (?P<language>[a-z]{{2,3}}|"[a-z]{{2,3}}")\n'
    rf'  digest: (?P<digest>(?=[^\n]*[abcdf])[0-9a-f]{{64}}|"[0-9a-f]{{64}}")\n'
    rf"(?:  address: (?P<address>https?://[A-Za-z0-9._~/?=&%+-]+|{_QUOTED})\n)?"
    rf'(?:  captured: (?P<captured>{_DAY}T\d\d:\d\d:\d\dZ|"{_DAY}T\d\d:\d\d:\d\dZ")\n)?(?=\S|\Z)',
    re.MULTILINE | re.ASCII,
)


def ends_with_entry(text: str) -> bool:
    r"""Return whether the last lines of a text are such an entry.

    >>> ends_with_entry("a: 1\n")
    False
    """
    tail = text[-_TAIL:]
    return any(found.end() == len(tail) for found in _ENTRY.finditer(tail))


def trailing_entries(text: str) -> tuple[int, tuple[Entry, ...]]:
    r"""Return where the unbroken row of such entries at the end of a text begins, and these entries.

    Examples
    --------
    >>> text = "# talks\npost-1:\n  outlet: null\n  title: Talks\n  dated: 2030-05-03\n  language: en\n"
    >>> text += f"  digest: {'ab' * 32}\n"
    >>> start, ((name, dated, values),) = trailing_entries(text)
    >>> start, name, str(dated), values["outlet"], values["title"]
    (8, 'post-1', '2030-05-03', None, 'Talks')
    """
    start = end = 0
    entries: list[Entry] = []
    for found in _ENTRY.finditer(text):
        if found.start() != end:
            start, entries = found.start(), []
        end = found.end()
        entry = _entry(found)
        if entry is None:
            start, entries = end, []
        else:
            entries.append(entry)
    return (start, tuple(entries)) if end == len(text) else (len(text), ())


def _entry(found: re.Match[str]) -> Entry | None:
    """Return an entry; None where its date is none, or a value is empty."""
    values = {key: _bare(value) for key, value in found.groupdict().items()}
    earliest = parse_day(values["day"] or values["earliest"] or "")
    latest = parse_day(values["day"] or values["latest"] or "")
    if earliest is None or latest is None or earliest > latest:
        return None
    if (earliest == latest) != (values["dated_because"] is None) or "" in values.values():
        return None
    if values["day"] is None and earliest == latest:
        return None
    return found["id"], Interval(earliest, latest), MappingProxyType(values)


def _bare(value: str | None) -> str | None:
    """Return what a value says; of one in quotes that holds only blanks, nothing."""
    if value is None or value == "null":
        return None
    return value[1:-1] if value[0] == '"' and value.strip('" ') else value.strip('"').strip()
