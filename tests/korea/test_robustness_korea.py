"""How sure the answers on the Korean standoff are: versions analysed whole, and single sources."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

import detente
from detente import Conflict
from detente.analysis.bearing import bearing_on, closed
from detente.analysis.robustness import Asked
from detente.analysis.uncertainty import Uncertainty
from detente.analysis.versions import Versions, drawn, reading_of
from detente.conflict.preferences import Prioritised
from detente.dossier.dossier import Dossier
from detente.dossier.headlines import Question
from detente.dossier.one_source import OneSource, Source, one_source
from detente.dossier.robustness import robustness_of
from detente.evidence.grades import quality

VERSIONS = 12


@cache
def korea() -> Dossier:
    return detente.load_dossier("korea")


@cache
def sources() -> OneSource:
    return one_source(korea(), "2025-10")


def reordered(conflict: Conflict, versions: Versions, place: int) -> Conflict:
    """The whole conflict with its lists as in a version; it has no infeasibility that may be missing."""
    lists = []
    for own, order in zip(conflict.preference_list, versions.orders[place].tolist(), strict=True):
        assert isinstance(own, Prioritised)
        lists.append(Prioritised(tuple(own.lines[line] for line in order if line >= 0)))
    return replace(conflict, preference_list=tuple(lists))


@pytest.mark.parametrize(("snapshot", "concept"), [("2025-10", "seq"), ("2018-19", "smr")])
def test_each_version_is_what_the_whole_model_says(snapshot: str, concept: str) -> None:
    """Nobody is left out, and every state is analysed, for each of some versions."""
    dossier = korea()
    grades = {id_: quality(cited.claim.grade) for id_, cited in dossier.claims.items()}
    conflict, stated = dossier.snapshots[snapshot], Uncertainty()
    found = robustness_of(dossier, snapshot, profiles=VERSIONS, seed=4, concept=concept)
    readings = [reading_of(conflict, stated, grades)]
    readings += [reading_of(other, stated, grades, name) for name, other in dossier.rivals_of(snapshot)]
    versions = next(drawn(readings, 4))
    assert len(set(versions.reading[:VERSIONS].tolist())) == len(readings)
    for place in range(VERSIONS):
        version = reordered(readings[versions.reading[place]].conflict, versions, place)
        held = detente.analyse(version, concept).equilibria(concept)
        for share, row in zip(found.shares, found.answers, strict=True):
            if share.state is not None:
                assert row[place] == (share.state in held)
            else:
                where = conflict.outcomes[share.outcome].where
                assert not isinstance(where, tuple)
                assert row[place] == (len(held & version.find(where)) > 0)


def test_only_washington_and_pyongyang_bear_on_the_outcomes() -> None:
    conflict = korea().snapshots["2025-10"]
    assert bearing_on(conflict, ["DPRK.meet"]) == ("US", "DPRK")
    assert closed(conflict, ["RU"]) == ("US", "DPRK", "RU")
    earlier = korea().snapshots["2018-19"]
    assert bearing_on(earlier, ["DPRK.meet"]) == ("US", "DPRK", "ROK")


def test_what_is_firm_and_what_is_not() -> None:
    found = robustness_of(korea(), "2025-10", profiles=1000)
    assert [rival.name for rival in found.rivals] == ["2025-10-manage", "2025-10-minister"]
    assert (found.exact, found.complete, found.versions) == (False, True, 1000)
    for outcome in ("summit", "moratorium", "small_deal"):
        assert found.of(outcome).answer
        assert found.of(outcome).low > 0.98
    assert not found.of("big_deal").answer
    assert found.of("big_deal").low > 0.1
    assert found.of("big_deal").high < 0.3
    today, after = found.shares[-2:]
    assert (today.asked, after.asked) == (Asked.STATUS_QUO, Asked.AFTER_STEP)
    assert today.high < 0.2
    assert after.low > 0.95
    assert sum(one.lines for one in found.unsure) == 44


def flips(id_: str, source: Source) -> set[tuple[Question, str, tuple[str, ...]]]:
    (one,) = [one for one in sources().tried if (one.source, one.id) == (source, id_)]
    assert one.flips is not None
    return {(flip.question, flip.outcome, flip.refs) for flip in one.flips}


def test_one_expert_bears_the_answer_that_today_does_not_hold() -> None:
    for source, id_ in (
        (Source.CLAIM, "consult-before-contact"),
        (Source.SPEAKER, "arirang-expert"),
        (Source.REPORT, "arirang-2025-02-04"),
    ):
        assert (Question.TODAY, "", ()) in flips(id_, source)


def test_kims_words_bear_the_terms_of_a_meeting() -> None:
    for source, id_ in ((Source.CLAIM, "kim-conditions"), (Source.SPEAKER, "kim")):
        found = flips(id_, source)
        assert (Question.ONLY_IF, "summit", ("US.drop",)) in found
        assert (Question.ONLY_IF, "summit", ("US.accept",)) in found
    assert (Question.HOLDS, "big_deal", ()) in flips("kim", Source.SPEAKER)
    assert (Question.HOLDS, "big_deal", ()) not in flips("kim-conditions", Source.CLAIM)


def test_no_single_source_takes_a_deal_away() -> None:
    for one in sources().tried:
        assert one.flips is not None
        lost = {flip.outcome for flip in one.flips if flip.question is Question.HOLDS and flip.before}
        assert lost == set()
