"""On what a model rests: counts of lines and of claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente import Conflict
from detente.conflict.preferences import Basis, Prioritised, Scores
from detente.dossier.coverage import LineCount, coverage
from detente.dossier.dossier import Dossier, bare
from detente.evidence.anchors import AnchorState
from detente.evidence.claims import Claim, Kind, Stance, Status
from detente.evidence.reports import Report
from detente.files.dates import Interval
from tests.dossiers import CONFLICT, claim, invented

MODEL = Conflict.from_options(
    {"A": ["x", "y"], "B": ["z"], "C": ["w"]},
    {
        "A": ["x", "not y", "B.z"],
        "B": ["z", "not A.y"],
        "C": Scores([0] * 15),
    },
    infeasible=["A.x and A.y and B.z and C.w"],
    irreversible=["A.y"],
    status_quo=["A.x", "C.w"],
    as_of=date(2025, 10, 27),
)


def based(conflict: Conflict, dm: int, *bases: Basis) -> Conflict:
    """Return the conflict with other bases under the lines of a decision maker."""
    preferences = list(conflict.preference_list)
    own = preferences[dm]
    assert isinstance(own, Prioritised)
    lines = tuple(replace(line, basis=basis) for line, basis in zip(own.lines, bases, strict=True))
    preferences[dm] = replace(own, lines=lines)
    return replace(conflict, preference_list=tuple(preferences))


def test_lines_are_counted_by_what_they_rest_on() -> None:
    model = based(MODEL, 0, Basis.REPORTED, Basis.ASSUMED, Basis.REPORTED)
    model = based(model, 1, Basis.INFERRED, Basis.ASSUMED)
    logical = tuple(replace(line, basis=Basis.LOGICAL) for line in model.infeasible)
    found = coverage(bare("m", model), replace(model, infeasible=logical))
    assert found.parties == (
        LineCount("A", 2, 0, 1, 0),
        LineCount("B", 0, 1, 1, 0),
        LineCount("C", 0, 0, 1, 0),  # its weights are one line
    )
    assert found.rules == (LineCount("infeasible", 0, 0, 0, 1), LineCount("irreversible", 0, 0, 1, 0))
    assert [count.total for count in found.lines] == [3, 2, 1, 1, 1]


def test_a_conflict_on_its_own_has_no_claims() -> None:
    found = coverage(bare("m", MODEL), MODEL)
    assert found.claims == 0
    assert (found.by_report, found.by_grade, found.reports_by_grade) == ((), (), ())
    assert {number for _, number in (*found.by_status, *found.by_anchor)} == {0}
    assert (found.status_quo_cited, found.status_quo_uncited) == ((), ("A.x", "C.w"))


def told(*claims: Claim) -> tuple[Dossier, Conflict]:
    conflict = replace(CONFLICT, status_quo_name=frozenset({"A.x", "B.z"}))
    return replace(invented(*claims), conflicts=(("now", conflict),)), conflict


def test_claims_are_counted_by_report_grade_status_and_anchor() -> None:
    claims = [
        claim("a", "ann", Kind.ACT),
        replace(claim("b", "ann", Kind.ACT), grade="B3"),
        replace(claim("c", "bob", Kind.ACT, status=Status.REJECTED), grade="F3"),
        claim("later", "ann", Kind.ACT, report="later"),
    ]
    found = coverage(*told(*claims))
    assert found.claims == 3
    assert found.by_report == (("r", 3), ("s", 0))
    assert found.by_grade == (("B2", 1), ("B3", 1), ("F3", 1))
    assert dict(found.by_status) == {Status.PROPOSED: 0, Status.ACCEPTED: 2, Status.REJECTED: 1}
    assert dict(found.by_anchor) == {
        AnchorState.VERIFIED: 0,
        AnchorState.NO_TEXT: 3,
        AnchorState.DIFFERS: 0,
    }
    assert found.reports_by_grade == (("B", 1), ("F", 1))


def test_the_status_quo_is_split_by_whether_a_claim_of_the_day_tells_of_it() -> None:
    dossier, conflict = told(
        claim("old", "bob", Kind.ACT, {"B.z": Stance.TAKEN}),
        claim("new", "ann", Kind.ACT, {"A.x": Stance.TAKEN, "A.y": Stance.TAKEN}, report="s"),
        claim("quiet", "bob", Kind.SILENCE, {"B.z": Stance.UNSAID}, report="s"),
    )
    found = coverage(dossier, conflict)
    assert (found.status_quo_cited, found.status_quo_uncited) == (("A.x",), ("B.z",))


def test_every_report_that_takes_in_the_day_tells_of_it() -> None:
    dossier, conflict = told(
        claim("before", "ann", Kind.ACT),
        claim("long", "ann", Kind.ACT, report="long"),
        claim("longer", "ann", Kind.ACT, report="longer"),
    )
    month = (
        Report(
            name, None, name, Interval(date(2025, 10, 26), date(2025, 10, last)), "It is so.", "3" * 64, "en"
        )
        for name, last in (("long", 28), ("longer", 30))
    )
    evidence = replace(dossier.evidence, reports=(*dossier.evidence.reports, *month))
    found = replace(dossier, evidence=evidence).told_of(conflict.as_of)
    assert [cited.claim.id for cited in found] == ["long", "longer"]


def test_without_a_status_quo_nothing_is_split() -> None:
    nowhere = replace(MODEL, status_quo_name=None)
    found = coverage(bare("m", nowhere), nowhere)
    assert (found.status_quo_cited, found.status_quo_uncited) == ((), ())
