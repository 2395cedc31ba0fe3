"""What a new report changes, on the dossier of the river."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente.catalog.names import load_dossier
from detente.catalog.new import new_dossier
from detente.conflict import file
from detente.dossier.dossier import Dossier
from detente.dossier.ledger import Met
from detente.dossier.updating import (
    Update,
    keep_snapshot,
    propose,
    proposed_claims,
    spoken_of,
    update,
)
from detente.errors import FileError, InputError, UnknownName
from detente.evidence.anchors import Anchor
from detente.evidence.claims import Claim, Kind, Stance, Status
from detente.evidence.library import TextStore
from detente.evidence.reports import Report, with_reports
from detente.evidence.writing import add_claims
from detente.files.dates import Interval

DAY = datetime.date(2030, 6, 1)
TEXT = "Upland has begun to share its data. Lowland will never pay, Ada Brook said.\n"
SHARE = "Upland.share"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The dossier of the river with a second report, of which nothing is claimed yet."""
    place = tmp_path / "river"
    new_dossier(place)
    key = TextStore(place).add(TEXT)
    report = Report("june", "The Lowland Gazette", "June", Interval.on(DAY), "", key, "en")
    path = place / "reports.yaml"
    path.write_text(
        with_reports(path.read_text(encoding="utf-8"), [report], "reports.yaml"), encoding="utf-8"
    )
    return place


def claim(kind: Kind, about: dict[str, Stance], **changes: Any) -> Claim:
    anchor = Anchor.of(TEXT, 0, 10)
    one = Claim(
        "new",
        "upland-government",
        None,
        (),
        kind,
        "Upland shares.",
        None,
        None,
        tuple(about.items()),
        Interval.on(DAY),
        "june",
        anchor,
        "B2",
        Status.ACCEPTED,
    )
    return replace(one, **changes)


def updated(folder: Path, *claims: Claim) -> Update:
    add_claims(folder, claims)
    return update(load_dossier(folder), ["june"])


def test_an_act_of_its_own_side_moves_where_things_stand(folder: Path) -> None:
    found = updated(folder, claim(Kind.ACT, {SHARE: Stance.TAKEN}))
    assert (found.before, found.name, found.is_new) == ("2030-05", "2030-06-01", True)
    assert found.now.as_of == DAY
    assert found.now.status_quo_name == frozenset({"Upland.fill", SHARE})
    assert [move.dm for move in found.change.changed.done] == ["Upland"]
    assert [[one.claim.id for one in event.claims] for event in found.events] == [["new"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": Kind.OFFER},
        {"by": "brook"},
        {"about": ((SHARE, Stance.UNSAID),)},
        {"about": (("Upland.gone", Stance.TAKEN),)},
    ],
    ids=["an offer", "the other side", "unsaid", "no option of the model"],
)
def test_nothing_else_moves_it(folder: Path, changes: dict[str, Any]) -> None:
    found = updated(folder, replace(claim(Kind.ACT, {SHARE: Stance.TAKEN}), **changes))
    assert found.now.status_quo_name == frozenset({"Upland.fill"})
    assert not found.change.changed.done
    assert (found.is_new, found.now.as_of) == (True, DAY)


def test_the_latest_act_counts(folder: Path) -> None:
    later = Interval.on(DAY + datetime.timedelta(1))
    found = updated(
        folder,
        claim(Kind.ACT, {SHARE: Stance.DROPPED}, id="stopped", said_on=later),
        claim(Kind.ACT, {SHARE: Stance.TAKEN}),
    )
    assert found.now.status_quo_name == frozenset({"Upland.fill"})


def test_a_proposal_changes_nothing_and_waits(folder: Path) -> None:
    found = updated(folder, claim(Kind.ACT, {SHARE: Stance.TAKEN}, status=Status.PROPOSED))
    assert (found.waiting, found.claims, found.events, found.is_new) == (1, (), (), False)
    assert found.name == found.before == "2030-05"


def test_a_rejected_claim_neither_changes_anything_nor_waits(folder: Path) -> None:
    found = updated(folder, claim(Kind.ACT, {SHARE: Stance.TAKEN}, status=Status.REJECTED))
    assert (found.waiting, found.claims, found.is_new) == (0, (), False)


def test_a_condition_is_met_by_the_new_word(folder: Path) -> None:
    found = updated(folder, claim(Kind.ACT, {SHARE: Stance.TAKEN}))
    ((condition, before),) = [(one.condition, one.before) for one in found.conditions]
    assert condition.claim.claim.id == "pays-for-data"
    assert (before, condition.met) == (Met.UNMET, Met.MET)


def test_a_new_condition_is_told(folder: Path) -> None:
    asks = claim(Kind.DEMAND, {"Upland.fill": Stance.DROPPED}, by="brook", id="stop")
    found = updated(folder, asks)
    told = {one.condition.claim.claim.id: one.before for one in found.conditions}
    assert told == {"stop": None}


def test_words_against_earlier_words_are_told(folder: Path) -> None:
    add_claims(
        folder, [claim(Kind.OFFER, {"Lowland.pay": Stance.TAKEN}, by="brook", id="offer", said_on=MAY)]
    )
    found = updated(folder, claim(Kind.REFUSAL, {"Lowland.pay": Stance.DROPPED}, by="brook"))
    assert [(one.claim.id, [old.claim.id for old in earlier]) for one, earlier in found.contradictions] == [
        ("new", ["offer"])
    ]


MAY = Interval.on(datetime.date(2030, 5, 3))


def test_lines_of_the_own_side_on_the_option_are_to_be_looked_at(folder: Path) -> None:
    found = updated(folder, claim(Kind.ACT, {SHARE: Stance.TAKEN}))
    assert [(one.target, str(one.line)) for one in found.lines] == [("Upland", "not Upland.share")]


def test_the_next_snapshot_extends_the_latest_one(folder: Path) -> None:
    found = updated(folder, claim(Kind.ACT, {SHARE: Stance.TAKEN}))
    path = keep_snapshot(folder, found)
    assert path == folder / "conflicts" / "2030-06-01.yaml"
    kept = file.load(path)
    assert kept.as_of == DAY
    assert kept.digest == found.now.digest
    assert load_dossier(folder).named()[0] == "2030-06-01"
    again = update(load_dossier(folder), ["june"])
    assert not again.is_new
    assert [one.claim.id for one in again.claims] == ["new"]


def test_a_snapshot_is_never_written_over(folder: Path) -> None:
    found = updated(folder, claim(Kind.ACT, {SHARE: Stance.TAKEN}))
    keep_snapshot(folder, found)
    before = (folder / "conflicts" / "2030-06-01.yaml").read_bytes()
    with pytest.raises(FileError, match="there is a snapshot 2030-06-01 already"):
        keep_snapshot(folder, found)
    assert (folder / "conflicts" / "2030-06-01.yaml").read_bytes() == before


def test_there_is_nothing_to_keep_where_nothing_follows(folder: Path) -> None:
    with pytest.raises(ValueError, match="no new snapshot"):
        keep_snapshot(folder, updated(folder))


def test_a_name_that_is_taken_gets_a_number(folder: Path) -> None:
    source = (folder / "conflicts" / "2030-05.yaml").read_text(encoding="utf-8")
    (folder / "conflicts" / "2030-06-01.yaml").write_text(source, encoding="utf-8")
    found = updated(folder, claim(Kind.ACT, {SHARE: Stance.TAKEN}))
    assert found.name == "2030-06-01-2"


def test_acts_that_the_model_rules_out_are_refused(folder: Path) -> None:
    path = folder / "conflicts" / "2030-05.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "infeasible: [Upland.fill and Upland.share]\n", encoding="utf-8"
    )
    add_claims(folder, [claim(Kind.ACT, {SHARE: Stance.TAKEN})])
    with pytest.raises(
        InputError,
        match=r"the accepted acts lead to a state that the model rules out: Upland\.fill, Upland\.share",
    ):
        update(load_dossier(folder), ["june"])


def test_without_a_status_quo_there_is_nothing_to_hold_against(folder: Path) -> None:
    path = folder / "conflicts" / "2030-05.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status_quo: [Upland.fill]", "status_quo: null"), encoding="utf-8")
    with pytest.raises(InputError, match="does not say which options are taken"):
        update(load_dossier(folder), ["june"])


def test_proposals_are_new_once(folder: Path) -> None:
    dossier = load_dossier(folder)
    first = proposed_claims(dossier, dossier.report("june"))
    assert first.claims
    assert {one.status for one in first.claims} == {Status.PROPOSED}
    assert {one.by for one in first.claims} <= {actor.id for actor in dossier.evidence.actors}
    for one in first.claims:
        assert one.anchor == Anchor.of(TEXT, one.anchor.start, one.anchor.end)
    add_claims(folder, first.claims)
    dossier = load_dossier(folder)
    second = proposed_claims(dossier, dossier.report("june"))
    assert (second.claims, second.known) == ((), len(first.claims))


def test_two_reports_at_once_get_different_ids(folder: Path) -> None:
    key = TextStore(folder).add("Ada Brook said that it rained.\n")
    report = Report("july", None, "July", Interval.on(DAY), "", key, "en")
    path = folder / "reports.yaml"
    path.write_text(
        with_reports(path.read_text(encoding="utf-8"), [report], "reports.yaml"), encoding="utf-8"
    )
    dossier = _with_text(folder, "“We agree,” Ada Brook said. Ada Brook said that it snowed.\n")
    found = propose(dossier, folder, ["june", "july"])
    assert [len(one.claims) for one in found] == [2, 1]
    assert len(load_dossier(folder).evidence.claims) == 4 + 3


def test_a_claim_that_somebody_else_added_meanwhile_is_not_added_twice(folder: Path) -> None:
    dossier = load_dossier(folder)
    propose(dossier, folder, ["june"])
    before = (folder / "claims.jsonl").read_bytes()
    with pytest.raises(FileError, match="somebody else added"):
        propose(dossier, folder, ["june"])
    assert (folder / "claims.jsonl").read_bytes() == before


def test_strangers_are_named(folder: Path) -> None:
    dossier = _with_text(folder, "“No,” said Tom Weir.\n")
    found = proposed_claims(dossier, dossier.report("june"))
    assert (found.claims, found.strangers) == ((), ("Tom Weir",))


def _with_text(folder: Path, text: str) -> Dossier:
    key = TextStore(folder).add(text)
    path = folder / "reports.yaml"
    old = next(one.digest for one in load_dossier(folder).evidence.reports if one.id == "june")
    path.write_text(path.read_text(encoding="utf-8").replace(old, key), encoding="utf-8")
    return load_dossier(folder)


def test_a_text_that_is_not_at_hand_cannot_be_read(folder: Path) -> None:
    dossier = load_dossier(folder)
    os.remove(next((folder / "texts").glob(f"{dossier.report('june').digest}*")))
    with pytest.raises(FileError, match="not at hand"):
        proposed_claims(load_dossier(folder), dossier.report("june"))


def test_a_report_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(UnknownName, match="no report jnue"):
        load_dossier(folder).report("jnue")


def test_options_have_their_meaning_and_their_words(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    option = "{x: {name: Opens the border, words: [crossing]}, y: Waits}"
    path.write_text(
        f"detente: 1\ndecision_makers:\n  A: {{options: {option}, prefers: [x]}}\n", encoding="utf-8"
    )
    assert (
        json.dumps(spoken_of(file.load(path)))
        == '{"A.x": ["Opens the border", "crossing"], "A.y": ["Waits"]}'
    )
