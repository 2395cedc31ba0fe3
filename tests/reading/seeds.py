"""What the reader makes of the two reports of the Korean dossier, measured without a word of them.

The truth is held as places only: of the ten direct quotations, and of the sentences in which an actor says
or does something (``tests/korea/sentences.yaml`` numbers them). The facts are the claims of the dossier.
``python -m tests.reading.seeds`` prints the figures.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.catalog.names import load_dossier
from detente.dossier.dossier import Dossier
from detente.evidence.claims import Claim
from detente.evidence.reading.proposals import Proposal, proposals
from detente.evidence.reading.selection import chosen
from detente.evidence.texts import digest, read_report
from tests.docs.pages import ROOT
from tests.korea.seeds import claims_of, splits

__all__ = ["MOST", "Figures", "measure", "texts_of"]

MOST = 60
"""So many proposals a report count; the goals allow no more."""

Span = tuple[int, int]

QUOTATIONS: Mapping[str, Mapping[Span, str]] = {
    "arirang-2025-02-04": {
        (1225, 1284): "trump",
        (1776, 1937): "arirang-expert",
        (2802, 3114): "arirang-expert",
        (3367, 3671): "arirang-expert",
        (4248, 4564): "arirang-expert",
    },
    "asia-tour-2025-10": {
        (470, 693): "trump",
        (1513, 1551): "trump",
        (1565, 1610): "trump",
        (1970, 2035): "kim",
        (2096, 2295): "kim",
    },
}

SPEAKERS: Mapping[str, Mapping[int, str]] = {
    "arirang-2025-02-04": {
        5: "trump kim",
        8: "pyongyang",
        11: "pyongyang rubio",
        12: "dprk-foreign-ministry rubio",
        13: "trump",
        14: "trump",
        15: "trump",
        17: "pyongyang dprk-foreign-ministry kim",
        18: "arirang-expert pyongyang",
        19: "arirang-expert pyongyang",
        20: "trump pyongyang washington",
        23: "arirang-expert",
        25: "trump",
        26: "arirang-expert",
        27: "arirang-expert",
        28: "arirang-expert",
        29: "washington",
        30: "arirang-expert pyongyang washington",
        31: "arirang-expert trump",
        32: "some-voices kim trump",
        34: "kim",
        36: "arirang-expert washington",
        37: "arirang-expert washington seoul",
        38: "arirang-expert washington",
    },
    "asia-tour-2025-10": {
        1: "trump",
        2: "kim",
        3: "pyongyang trump",
        4: "trump",
        5: "trump",
        6: "trump",
        7: "trump",
        8: "trump",
        10: "trump",
        11: "pyongyang",
        12: "trump",
        13: "pyongyang trump",
        14: "us-officials rok-officials",
        15: "trump",
        16: "trump",
        18: "kim",
        19: "kim",
        20: "kim",
        21: "kim",
        22: "kim washington",
        24: "lee",
        26: "lee",
        27: "chung-dong-young pyongyang",
        28: "cho-hyun trump",
        29: "pyongyang",
        30: "pyongyang",
    },
}
"""Who says or does something in a sentence; any other actor there is a wrong speaker."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: the quotations with their right speaker, wrong speakers, and covered claims."""

    proposals: Mapping[str, int]
    quotations: tuple[tuple[str, Span], ...]
    wrong: tuple[tuple[str, Span, str], ...]
    covered: tuple[str, ...]
    missed: tuple[str, ...]


def texts_of(dossier: Dossier) -> dict[str, str] | None:
    """Return the texts of the reports by their ids; None where they are not at hand."""
    folder = Path(os.environ.get("DETENTE_TEXTS") or ROOT.parent / "shared" / "seeds")
    found = {digest(text): text for text in map(read_report, sorted(folder.glob("*.txt")))}
    by_id = {report.id: found.get(report.digest) for report in dossier.evidence.reports}
    kept = {report: text for report, text in by_id.items() if text is not None}
    return kept if len(kept) == len(by_id) else None


def measure(dossier: Dossier, texts: Mapping[str, str]) -> Figures:
    """Read the reports and compare."""
    found = {report: proposals(text, dossier.evidence.actors) for report, text in texts.items()}
    best = {report: chosen(each, MOST) for report, each in found.items()}
    claims = claims_of(dossier)
    covered = [claim.id for claim in claims if _covers(texts[claim.report], claim, best[claim.report])]
    return Figures(
        {report: len(each) for report, each in best.items()},
        tuple(
            (report, span)
            for report, quotations in QUOTATIONS.items()
            for span, speaker in quotations.items()
            if _is_quoted(texts[report], best[report], span, speaker)
        ),
        tuple(
            (report, (one.anchor.start, one.anchor.end), one.by or "")
            for report, each in found.items()
            for one in each
            if one.by is not None and one.by not in _allowed(report, one)
        ),
        tuple(covered),
        tuple(claim.id for claim in claims if claim.id not in covered),
    )


def _is_quoted(text: str, found: Sequence[Proposal], span: Span, speaker: str) -> bool:
    """Return whether all words of a quotation are quoted of the right speaker, and of nobody else."""
    whose: dict[int, set[str | None]] = {}
    for one in found:
        for part in one.content if one.direct else ():
            for place in _tokens(text, part.start, part.end):
                whose.setdefault(place, set()).add(one.by)
    return all(whose.get(place) == {speaker} for place in _tokens(text, *span))


def _allowed(report: str, one: Proposal) -> set[str]:
    """Return who speaks or acts in the sentences of a proposal: that of its cue, else all."""
    place = one.cue or one.anchor
    return {
        actor
        for sentence in splits()[report].sentences
        if sentence.anchor.start < place.end and place.start < sentence.anchor.end
        for actor in SPEAKERS[report].get(sentence.number, "").split()
    }


def _covers(text: str, claim: Claim, found: Sequence[Proposal]) -> bool:
    return any(one.by == claim.by and _overlap(text, one, claim) >= 0.5 for one in found)


def _overlap(text: str, one: Proposal, claim: Claim) -> float:
    """Return F1 of the tokens of a proposal's words and of a claim's."""
    mine = _tokens(text, one.anchor.start, one.anchor.end)
    theirs = _tokens(text, claim.anchor.start, claim.anchor.end)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine or theirs else 0.0


def _tokens(text: str, start: int, end: int) -> set[int]:
    """Return where the words of a span begin."""
    places = range(start, end)
    return {at for at in places if text[at].isalnum() and (at == start or not text[at - 1].isalnum())}


if __name__ == "__main__":
    korea = load_dossier("korea")
    at_hand = texts_of(korea)
    if at_hand is None:
        raise SystemExit("the two reports are not at hand: set DETENTE_TEXTS to their folder")
    figures = measure(korea, at_hand)
    print("proposals", dict(figures.proposals))
    print("quotations", len(figures.quotations), "of", sum(map(len, QUOTATIONS.values())))
    print("wrong speakers", *figures.wrong, sep="\n  ")
    print("covered", len(figures.covered), *figures.covered, sep="\n  ")
    print("missed", len(figures.missed), *figures.missed, sep="\n  ")
