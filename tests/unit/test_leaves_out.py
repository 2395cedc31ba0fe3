"""``leaves_out``: the decision maker whom an outcome leaves out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import detente
from detente.catalog.names import catalogue
from detente.errors import InputError

TALKS = """\
detente: 1
decision_makers:
  North: {options: [talk], prefers: [talk]}
  South: {options: [talk], prefers: [talk]}
  Islands: {options: [fish], prefers: [fish]}
outcomes:
  pact:
    name: A pact
    where: North.talk and South.talk
    leaves_out: Islands   # they hear of it from the radio
  quiet: {where: not North.talk}
"""
GRAPH = """\
detente: 1
states: [open, closed]
decision_makers:
  Islands: {moves: [[open, closed]], ranking: [closed, open]}
  Mainland: {moves: [[closed, open]], ranking: [open, closed]}
outcomes:
  alone: {where: [closed], leaves_out: Mainland}
"""


def conflict(folder: Path, text: str) -> detente.Conflict:
    path = folder / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return detente.load(path)


@pytest.mark.parametrize(
    ("text", "outcome", "party"),
    [(TALKS, "pact", "Islands"), (TALKS, "quiet", ""), (GRAPH, "alone", "Mainland")],
)
def test_an_outcome_says_whom_it_leaves_out(tmp_path: Path, text: str, outcome: str, party: str) -> None:
    assert conflict(tmp_path, text).outcomes[outcome].leaves_out == party


@pytest.mark.parametrize(
    ("wrong", "cure"), [("Island", "did you mean Islands?"), ("Elsewhere", "there is: North, South, Islands")]
)
def test_a_party_that_is_not_there_is_a_fault_at_its_place(tmp_path: Path, wrong: str, cure: str) -> None:
    with pytest.raises(InputError) as caught:
        conflict(tmp_path, TALKS.replace("leaves_out: Islands", f"leaves_out: {wrong}"))
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.place.line, fault.place.column) == ("unknown-decision-maker", 10, 17)
    assert fault.message == f"the outcome pact leaves out {wrong!r}, which is no decision maker"
    assert fault.cure == cure


def test_a_party_that_is_not_there_is_a_fault_in_graph_form_too(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean Mainland"):
        conflict(tmp_path, GRAPH.replace("leaves_out: Mainland", "leaves_out: Mainlnd"))


@pytest.mark.parametrize("wrong", ["[Islands]", "{Islands: 1}"])
def test_two_parties_are_one_fault(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(InputError) as caught:
        conflict(tmp_path, TALKS.replace("leaves_out: Islands", f"leaves_out: {wrong}"))
    assert [fault.code for fault in caught.value.diagnostics] == ["wrong-type"]


def test_null_leaves_out_nobody(tmp_path: Path) -> None:
    text = TALKS.replace("leaves_out: Islands", "leaves_out: null")
    assert conflict(tmp_path, text).outcomes["pact"].leaves_out == ""


def test_the_digest_does_not_tell_it(tmp_path: Path) -> None:
    """As with names: it says what an outcome means to readers and changes no answer of the theory."""
    with_it, without = conflict(tmp_path, TALKS), conflict(tmp_path, TALKS.replace("leaves_out: Islands", ""))
    assert without.outcomes["pact"].leaves_out == ""
    assert with_it == without


@pytest.mark.parametrize("text", [TALKS, GRAPH])
def test_a_conflict_that_is_written_afresh_keeps_it(tmp_path: Path, text: str) -> None:
    before = conflict(tmp_path, text)
    detente.save(replace(before, history=None), tmp_path / "b.yaml")
    after = detente.load(tmp_path / "b.yaml")
    assert after.outcome_list == before.outcome_list
    assert any(outcome.leaves_out for outcome in after.outcome_list)


def test_an_edit_of_the_outcome_keeps_it_in_the_conflict_and_in_its_file(tmp_path: Path) -> None:
    before = conflict(tmp_path, TALKS)
    after = before.edited(detente.Edit.outcome("pact", "North.talk", "Half a pact"))
    assert (after.outcomes["pact"].name, after.outcomes["pact"].leaves_out) == ("Half a pact", "Islands")
    detente.save(after, tmp_path / "b.yaml")
    assert detente.load(tmp_path / "b.yaml").outcomes["pact"] == after.outcomes["pact"]
    assert "# they hear of it from the radio" in (tmp_path / "b.yaml").read_text(encoding="utf-8")


def test_a_snapshot_inherits_it(tmp_path: Path) -> None:
    conflict(tmp_path, TALKS)
    path = tmp_path / "later.yaml"
    path.write_text(
        "detente: 1\nextends: a\nedits:\n  - {outcome: pact, where: North.talk}\n", encoding="utf-8"
    )
    assert detente.load(path).outcomes["pact"].leaves_out == "Islands"


def test_every_snapshot_of_the_korean_dossier_says_that_seoul_is_left_out() -> None:
    (korea,) = (entry for entry in catalogue() if entry.name == "korea")
    for snapshot in korea.snapshots:
        left_out = {
            o.id: o.leaves_out for o in detente.load(f"korea/{snapshot}").outcome_list if o.leaves_out
        }
        assert left_out == {"seoul_left_out": "ROK"}, snapshot


def test_an_outcome_names_claims_for_and_against_it(tmp_path: Path) -> None:
    text = TALKS.replace(
        "leaves_out: Islands", "because: [hope]\n    against: [doubt, fear]\n    leaves_out: Islands"
    )
    before = conflict(tmp_path, text)
    pact = before.outcomes["pact"]
    assert (pact.because, pact.against) == (("hope",), ("doubt", "fear"))
    assert before.digest == conflict(tmp_path, TALKS).digest
    path = tmp_path / "written.yaml"
    detente.save(before.edited(), path)
    assert detente.load(path).outcomes["pact"] == pact
