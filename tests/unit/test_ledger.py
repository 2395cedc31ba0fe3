"""The condition ledger: what each side asks for, and how far the other side has met it."""

from __future__ import annotations

import pytest

from detente import assess
from detente.brief.ledger import ledger_section
from detente.catalog.names import load_dossier
from detente.dossier.ledger import Condition, Met, condition_ledger
from detente.evidence.claims import Claim, Kind, Stance, Status
from tests.dossiers import CONFLICT, claim, invented, told


def ledger(*claims: Claim) -> tuple[Condition, ...]:
    return condition_ledger(invented(*claims), CONFLICT)


ASKED = claim("asked", "bob", Kind.DEMAND, {"A.x": Stance.TAKEN})


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ([], Met.UNKNOWN),
        ([claim("a", "ann", Kind.ACT, {"A.x": Stance.TAKEN})], Met.MET),
        ([claim("a", "ann", Kind.OFFER, {"A.x": Stance.TAKEN})], Met.MET),
        ([claim("a", "ann", Kind.REFUSAL, {"A.x": Stance.DROPPED})], Met.UNMET),
        ([claim("a", "ann", Kind.SILENCE, {"A.x": Stance.UNSAID})], Met.UNMET),
        ([claim("a", "eve", Kind.ASSESSMENT, {"A.x": Stance.TAKEN})], Met.UNKNOWN),
        ([claim("a", "ann", Kind.FORECAST, {"A.x": Stance.TAKEN})], Met.UNKNOWN),
        ([claim("a", "bob", Kind.ACT, {"A.x": Stance.TAKEN})], Met.UNKNOWN),
        ([claim("a", "ann", Kind.ACT, {"A.x": Stance.TAKEN}, status=Status.REJECTED)], Met.UNKNOWN),
        ([claim("a", "ann", Kind.ACT, {"A.x": Stance.TAKEN}, report="later")], Met.UNKNOWN),
        (
            [
                claim("a", "ann", Kind.ACT, {"A.x": Stance.TAKEN}, day=2),
                claim("b", "ann", Kind.ACT, {"A.x": Stance.DROPPED}, day=9),
            ],
            Met.UNMET,
        ),
    ],
)
def test_a_demand_is_met_by_the_latest_word_or_act_of_the_other_side(answers: list[Claim], met: Met) -> None:
    (found,) = ledger(ASKED, *answers)
    assert [part.met for part in found.parts] == [met]
    assert found.met is met


def test_a_condition_is_split_into_its_options() -> None:
    asked = claim("if", "bob", Kind.CONDITION, condition="A.x and not A.y")
    opened = claim("opens", "ann", Kind.ACT, {"A.x": Stance.TAKEN})
    (found,) = ledger(asked, opened)
    assert [(part.ref, part.taken, part.met) for part in found.parts] == [
        ("A.x", True, Met.MET),
        ("A.y", False, Met.UNKNOWN),
    ]
    assert found.met is Met.PARTLY


@pytest.mark.parametrize(
    "condition", ["A.x or A.y", "not (A.x and A.y)", "B.z", "A.q", "A.x and (A.y or B.z)"]
)
def test_what_is_no_list_of_the_others_options_is_left_out(condition: str) -> None:
    assert ledger(claim("if", "bob", Kind.CONDITION, condition=condition)) == ()


def test_one_asks_nothing_of_oneself() -> None:
    assert ledger(claim("a", "ann", Kind.DEMAND, {"A.x": Stance.TAKEN})) == ()


def test_it_is_told_in_plain_sentences() -> None:
    dossier = invented(ASKED, claim("thinks", "eve", Kind.ASSESSMENT, {"A.x": Stance.TAKEN}))
    assert told(ledger_section(assess(dossier)))[:2] == [
        "- asked says [asked]. So far unknown.",
        "  - Athens opens the gate: unknown, for no word or act of Athens is reported; "
        "others speak of it: Eve [thinks].",
    ]


def test_the_ledger_of_the_korean_standoff() -> None:
    korea = load_dossier("korea")
    found = {one.claim.claim.id: one for one in condition_ledger(korea, korea.snapshots["2025-10"])}
    assert set(found) == {"kim-conditions", "kim-wants-demand-dropped", "demand-exercises-suspended"}
    assert [(part.ref, part.met) for part in found["kim-conditions"].parts] == [
        ("US.drop", Met.UNKNOWN),
        ("US.accept", Met.UNKNOWN),
    ]
    mentions = [cited.claim.id for cited in found["kim-conditions"].parts[1].mentions]
    assert mentions == ["recognition-and-sanctions-pivotal"]
    february = {one.claim.claim.id for one in condition_ledger(korea, korea.snapshots["2025-02"])}
    assert february == {"demand-exercises-suspended"}
