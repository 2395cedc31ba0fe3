"""Checking a conflict file or a dossier: everything that is wrong with it, at once.

A fault stops a dossier from being sound: a file that cannot be read, words that no longer stand where a claim
has them, a claim on an option that there is not. A warning is for the eye of a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..conflict import file
from ..conflict.grammar import parse
from ..conflict.options import closest
from ..diagnostics import Diagnostic, Severity, in_order
from ..errors import InputError
from ..evidence.anchors import AnchorState
from ..evidence.carrying import Doubt, Excess, doubts
from ..evidence.claims import Claim, Status
from ..evidence.reviews import decided
from .coverage import LineCount, line_counts
from .dossier import Dossier, load
from .unclaimed import Unclaimed, unclaimed

__all__ = ["Checked", "check_file", "check_folder"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes
    ----------
    name
        What was checked.
    diagnostics
        Faults and warnings in the order of their places.
    conflicts
        How many conflicts could be read.
    anchors
        How many claims have their words verified, not at hand, or different.
    counts
        On what the lines of each conflict of a dossier rest, by its name.
    unclaimed
        The lines of a dossier's conflicts that name no claim.
    """

    name: str
    diagnostics: tuple[Diagnostic, ...]
    conflicts: int
    anchors: Mapping[AnchorState, int]
    counts: tuple[tuple[str, tuple[LineCount, ...]], ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing but warnings was found."""
        return not any(diagnostic.is_error for diagnostic in self.diagnostics)


def check_file(path: Path, name: str) -> Checked:
    """Check a conflict file; ``name`` is what the user calls it."""
    conflict, found = file.check(path)
    return Checked(name, found, 0 if conflict is None else 1, MappingProxyType({}))


def check_folder(folder: Path, name: str, library: Path | None = None) -> Checked:
    """Check a dossier: its files, the claims that its lines rest on, and what its claims rest on.

    Parameters
    ----------
    folder
        The folder of the dossier.
    name
        What the user calls it.
    library
        Where the texts are; see :func:`detente.evidence.library.library_folder`.
    """
    try:
        dossier = load(folder, library)
    except InputError as error:
        return Checked(name, error.diagnostics, 0, MappingProxyType({}))
    warnings = [warning for _, conflict in dossier.conflicts for warning in conflict.warnings]
    found = (*warnings, *dossier.unresolved(), *_changed_anchors(dossier), *_strange_options(dossier))
    anchors = Counter(cited.state for cited in dossier.claims.values())
    return Checked(
        name,
        in_order((*found, *_overstated(dossier))),
        len(dossier.conflicts),
        MappingProxyType(dict(anchors)),
        tuple((name, line_counts(conflict)) for name, conflict in dossier.conflicts),
        tuple(line for pair in dossier.conflicts for line in unclaimed(*pair)),
    )


def _changed_anchors(dossier: Dossier) -> Iterator[Diagnostic]:
    for cited in dossier.claims.values():
        if cited.state is not AnchorState.DIFFERS:
            continue
        claim, anchor = cited.claim, cited.claim.anchor
        text = dossier.store.get(cited.report.digest) if dossier.store else None
        if text is not None and anchor.end > len(text):
            code = "anchor-beyond"
            size = f"{cited.report.id} has {len(text)} characters"
            message = f"the anchor of {claim.id} ends at {anchor.end}, and {size}"
        else:
            code = "anchor-differs"
            message = (
                f"the words of {claim.id} do not stand in {cited.report.id} at {anchor.start}:{anchor.end}"
            )
        cure = "mend the anchor" if text is not None else "add the text of the report anew: it was changed"
        yield Diagnostic(code, message, cure, claim.place)


def _strange_options(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a fault for each option of a claim that no conflict has, and for what is no statement."""
    options: dict[str, dict[str, None]] = {}
    for _, conflict in dossier.conflicts:
        for dm, own in conflict.option_ids.items():
            options.setdefault(dm, {}).update(dict.fromkeys(own))
    refs = [f"{dm}.{option}" for dm, own in options.items() for option in own]
    if not refs:
        return  # all conflicts are in graph form, which has no options
    known = frozenset(refs)
    for claim in dossier.evidence.claims:
        for option, _ in claim.about:
            if option not in known:
                message = f"claim '{claim.id}': 'about' names {option}, an option that no conflict has"
                yield Diagnostic("unknown-option", message, closest(option, refs), claim.place)
        yield from _strange_statements(claim, options)


def _strange_statements(claim: Claim, options: Mapping[str, Mapping[str, None]]) -> Iterator[Diagnostic]:
    for key, statement in (("if", claim.condition), ("then", claim.consequence)):
        if statement is None:
            continue
        try:
            parse(statement, options)
        except InputError as error:
            for one in error.diagnostics:
                message = f"claim '{claim.id}': '{key}': {one.message}"
                yield Diagnostic(one.code, message, one.cure, claim.place)


def _overstated(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each claim that may say more than its words, and for each that copies them.

    Whether a claim says more was settled where a person has accepted it in a review.
    """
    at_hand = [cited for cited in dossier.citable.values() if cited.words is not None]
    texts = {cited.report.id: cited.report.digest for cited in at_hand}
    stored = {id_: dossier.store.get(key) for id_, key in texts.items()} if dossier.store else {}
    found = doubts(
        [(cited.claim, cited.words) for cited in at_hand if cited.words is not None],
        dossier.evidence.reports,
        dossier.evidence.actors,
        {id_: text for id_, text in stored.items() if text is not None},
    )
    verdicts = decided(dossier.evidence.reviews)
    by_claim: dict[str, list[Doubt]] = {}
    for doubt in found:
        claim = doubt.claim
        if doubt.excess is Excess.COPIED:
            message = f"claim '{claim.id}' copies words of {claim.report}: “{doubt.found[0]}”"
            cure = "put it in your own words; a short quotation stands in quotation marks"
            yield Diagnostic("copied-words", message, cure, claim.place, Severity.WARNING)
        elif claim.id not in verdicts or verdicts[claim.id].status is not Status.ACCEPTED:
            by_claim.setdefault(claim.id, []).append(doubt)
    for id_, own in by_claim.items():
        message = f"claim '{id_}' may say more than its words: {'; '.join(map(_in_words, own))}"
        cure = "read the words again; then mend the claim, widen its anchor, or accept it in reviews.jsonl"
        yield Diagnostic("says-more", message, cure, own[0].claim.place, Severity.WARNING)


def _in_words(doubt: Doubt) -> str:
    found = ", ".join(doubt.found)
    if doubt.excess is Excess.LENGTH:
        return f"it has {doubt.found[0]} words, they have {doubt.found[1]}"
    if doubt.excess is Excess.NAME:
        return f"they do not name {found}"
    if doubt.excess is Excess.STRONG:
        return f"nothing in them is as strong as {found}"
    return f"they are not so sure, they say {found}"
