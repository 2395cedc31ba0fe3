"""The page ``docs/seeds.md``: each sentence of the two reports by number, its claims, and who uses them.

``python -m tests.korea.seeds`` (``make seeds``) writes the page anew. The sentences stand in
``sentences.yaml``, without their words; what they carry comes from the dossier, and where that is used from
the briefs of its snapshots and rival readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from detente.brief.compose import document_of
from detente.brief.document import Document, Section, Sources, Subheading, cited_claims
from detente.brief.phrases import interval_text
from detente.catalog.names import load_dossier
from detente.dossier.assessment import assess
from detente.dossier.dossier import Dossier
from detente.evidence.anchors import Anchor
from detente.evidence.claims import Claim
from detente.evidence.reports import Report

__all__ = [
    "PAGE",
    "Sentence",
    "Split",
    "Use",
    "carried",
    "claims_of",
    "faults",
    "page",
    "splits",
    "uses",
]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "seeds.md"
SENTENCES = Path(__file__).with_name("sentences.yaml")

TOUCH = 10
"""A claim with fewer code points of a sentence under its anchor only touches it, and does not stand on it."""

GAP = 2
"""The most code points between two sentences: the end of a paragraph."""

SHOWN = 3
"""How many sections of the brief a cell names."""

HEAD = """\
# The two reports, sentence by sentence

<!-- Made by `make seeds`; do not edit. -->

Each sentence of the two reports behind the Korean dossier, by number: the claims taken from it and
the sections of the brief that use them, or why no claim is taken. The sentences themselves are not
here, for the texts belong to those who wrote them; [Read the brief](read-the-brief.md) says how to
add the texts that you have. Headings, lines of the web page and the turns of the transcript count
as sentences too.

A place counts the characters of a text (code points) from 0, its end not included, as the anchors
of the [claims](../src/detente/catalog/korea/claims.jsonl) do. A section is one of the latest brief,
unless another snapshot is named; those that cite the fewest claims come first. `make seeds` makes
this page anew.
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its words: its number, its place, and why no claim is taken from it, if so."""

    number: int
    anchor: Anchor
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A text, known by its digest, in sentences."""

    digest: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A place where a brief uses a claim; the smaller one is the one to name first.

    Parameters
    ----------
    listed
        Whether no section cites the claim, and a list at the end of the brief has it.
    size
        How many claims the section cites, or the list has.
    age, place
        The snapshot, 0 for the latest, and the section in its brief.
    title
        The title of the section or of the list.
    snapshot
        The name of the snapshot.
    """

    listed: bool
    size: int
    age: int
    place: int
    title: str
    snapshot: str

    @property
    def label(self) -> str:
        """The title, with the snapshot unless that is the latest."""
        return f"{self.title} ({self.snapshot})" if self.age else self.title


def splits(file: Path = SENTENCES) -> Mapping[str, Split]:
    """Return the sentences of each report, by the report's id."""
    listed = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return {
        report: Split(one["digest"], tuple(map(_sentence, one["sentences"])))
        for report, one in listed.items()
    }


def _sentence(listed: Mapping[str, Any]) -> Sentence:
    start, end = listed["span"]
    return Sentence(listed["number"], Anchor(start, end, listed["digest"]), listed.get("because"))


def claims_of(dossier: Dossier) -> tuple[Claim, ...]:
    """Return the claims that the brief may cite."""
    return tuple(cited.claim for cited in dossier.citable.values())


def carried(sentence: Sentence, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return those claims of a report that stand on a sentence of it; to touch it is not enough."""
    start, end = sentence.anchor.start, sentence.anchor.end
    least = min(TOUCH, end - start)
    return tuple(one for one in claims if min(end, one.anchor.end) - max(start, one.anchor.start) >= least)


def faults(report: Report, split: Split, claims: Sequence[Claim]) -> Iterator[str]:
    """Yield what is wrong with the sentences of a report and the claims that stand on them."""
    if split.digest != report.digest:
        yield f"{report.id}: these are the sentences of another text"
    sentences = split.sentences
    if [one.number for one in sentences] != list(range(1, len(sentences) + 1)):
        yield f"{report.id}: the numbers do not count from 1"
    for one, following in pairwise(sentences):
        if not 0 <= following.anchor.start - one.anchor.end <= GAP:
            yield f"{report.id}: sentence {following.number} does not follow sentence {one.number}"
    for claim in claims:
        for place in (claim.anchor.start, claim.anchor.end - 1):
            if not any(one.anchor.start <= place < one.anchor.end for one in sentences):
                yield f"{claim.id}: {place} lies outside of the sentences"
    bearing = {one.number for one in sentences if carried(one, claims)}
    for one in sentences:
        if (one.number in bearing) == bool(one.because and one.because.strip()):
            wrong = "both claims and a reason" if one.number in bearing else "neither a claim nor a reason"
            yield f"{report.id}: sentence {one.number} has {wrong}"
        for number in _named_in(one.because or ""):
            if number not in bearing:
                yield f"{report.id}: sentence {one.number} names sentence {number}, which bears no claim"


def _named_in(reason: str) -> Iterator[int]:
    for numbers in re.findall(r"\bsentences? (\d+(?:(?:, | and )\d+)*)", reason):
        yield from map(int, re.findall(r"\d+", numbers))


def uses(dossier: Dossier) -> Mapping[str, tuple[Use, ...]]:
    """Return where the briefs of all snapshots and rival readings use each claim.

    A section that cites a claim in several briefs counts once, in the latest of them; a list at the end of a
    brief counts for claims that no section cites.
    """
    timeline = [name for name, _ in reversed(dossier.timeline)]
    rivals = [name for name in dossier.snapshots if name not in timeline]
    found: dict[str, dict[str, Use]] = {}
    for age, name in enumerate([*timeline, *rivals]):
        for place, title, claims, listed in _parts(document_of(assess(dossier, name))):
            for claim in claims:
                use = Use(listed, len(claims), age, place, title, name)
                found.setdefault(claim, {}).setdefault(title, use)
    return {claim: _cited_first(by_title.values()) for claim, by_title in found.items()}


def _cited_first(found: Iterable[Use]) -> tuple[Use, ...]:
    ordered = sorted(found)
    return tuple(one for one in ordered if not one.listed) or tuple(ordered)


def _parts(document: Document) -> Iterator[tuple[int, str, frozenset[str], bool]]:
    for place, section in enumerate(document.sections):
        yield place, section.title, cited_claims(section), False
        yield from ((place, title, claims, True) for title, claims in _listed(section))


def _listed(section: Section) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the lists of sources under a heading of their own; the others are cited by some section."""
    for heading, block in pairwise(section.blocks):
        if isinstance(heading, Subheading) and isinstance(block, Sources):
            yield heading.text.partition(",")[0], frozenset(one.id for one in block.sources)


def page(dossier: Dossier, used: Mapping[str, tuple[Use, ...]]) -> str:
    """Return the text of ``docs/seeds.md``; ``used`` comes from :func:`uses`."""
    split = splits()
    lists = sorted({one.title for each in used.values() for one in each if one.listed})
    parts = [
        HEAD,
        *(f"*{title}*: in a list at the end of the brief; no section uses it.\n" for title in lists),
    ]
    for report in dossier.evidence.reports:
        claims = [one for one in claims_of(dossier) if one.report == report.id]
        parts.append(_report(report, split[report.id], claims, used))
    return "\n".join(parts)


def _report(
    report: Report, split: Split, claims: Sequence[Claim], used: Mapping[str, tuple[Use, ...]]
) -> str:
    total = len(split.sentences)
    bearing = sum(bool(carried(one, claims)) for one in split.sentences)
    lines = [
        f"## {report.outlet or 'Unknown outlet'}, {interval_text(report.dated)}",
        "",
        f"`{report.id}`: {total} sentences. {len(claims)} claims stand on {bearing} of them; "
        f"{total - bearing} are context.",
        "",
        f"SHA-256 of the text: `{report.digest}`",
        "",
        "| No. | Place | Claims | Where the brief uses them |",
        "|---:|---:|---|---|",
        *(_row(one, carried(one, claims), used) for one in split.sentences),
        "",
    ]
    return "\n".join(lines)


def _row(sentence: Sentence, claims: Sequence[Claim], used: Mapping[str, tuple[Use, ...]]) -> str:
    names = "<br>".join(f"`{claim.id}`" for claim in claims) or "–"
    where = _where(claims, used) if claims else f"context: not modelled, because {sentence.because}"
    place = f"{sentence.anchor.start}–{sentence.anchor.end}"
    return f"| {sentence.number} | {place} | {names} | {where.replace('|', chr(92) + '|')} |"


def _where(claims: Sequence[Claim], used: Mapping[str, tuple[Use, ...]]) -> str:
    """Name the sections that use some claims: the most specific ones, and how many more there are."""
    found = [use for claim in claims for use in used.get(claim.id, ())]
    best: dict[str, Use] = {}
    for use in sorted(found, key=lambda use: (use.age, use)):
        best.setdefault(use.title, use)
    labels = [f"*{use.label}*" if use.listed else use.label for use in sorted(best.values())]
    more = [f"and {len(labels) - SHOWN} more"] if len(labels) > SHOWN else []
    return " · ".join([*labels[:SHOWN], *more])


if __name__ == "__main__":
    korea = load_dossier("korea")
    PAGE.write_text(page(korea, uses(korea)), encoding="utf-8")
