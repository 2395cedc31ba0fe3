"""What it would take, what the record tells, and how far answers hang on what is unsure: in the brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente import Conflict, analyse, assess, load_dossier
from detente.analysis.remedies import remedies
from detente.brief.compose import document_of
from detente.brief.document import Section, Table
from detente.brief.mind import mind_section
from detente.brief.needs import needs_section
from detente.brief.sureness import sureness_section
from detente.conflict.preferences import Basis, Line, Prioritised
from detente.dossier.needs import needs
from detente.dossier.observations import Observation
from detente.evidence.claims import Kind, Stance
from detente.files.dates import Interval
from tests.dossiers import claim, invented, told

SALT = Conflict.from_options(
    {"A": {"open": "Opens the gate", "pay": "Pays"}, "B": {"talk": "Talks"}},
    {"A": ["B.talk", "not open", "not pay"], "B": ["talk iff (A.open and A.pay)", "A.pay"]},
    names={"A": "Athens", "B": "Boeotia"},
    status_quo=[],
    as_of=date(2025, 10, 27),
    outcomes={"talks": "B.talk", "calm": "not B.talk"},
)


def text(section: Section | None) -> str:
    return " ".join(told(section))


def test_what_others_would_have_to_do_and_what_is_not_enough() -> None:
    found = text(needs_section(assess(invented(conflict=SALT))))
    assert "Boeotia has to take a step. It gains by it once this is done (assumed):" in found
    assert "Athens opens the gate and pays." in found
    assert "Not enough alone:" in found
    assert "Athens opens the gate; Athens pays. What counts more: talk iff" in found


def test_the_remedies_are_those_of_the_analysis() -> None:
    assert SALT.status_quo is not None
    found = needs(SALT, SALT.status_quo)
    assert found is not None
    (one,) = found.outcomes
    assert one.outcome.id == "talks"
    again = remedies(SALT, "talks", concept="nash")
    assert one.remedies.search == again.search
    assert again.search is not None
    for each in again.search.found:
        changed = SALT.edited(*each.edits)
        assert len(analyse(changed, "nash").equilibria("nash") & changed.find("talks"))


def test_a_remedy_that_a_source_speaks_against_says_so_and_comes_last() -> None:
    line = Line(SALT.preferences["B"].lines[0].statements, Basis.REPORTED, ("demand",))  # type: ignore[union-attr]
    rest = SALT.preferences["B"].lines[1:]  # type: ignore[union-attr]
    reported = replace(SALT, preference_list=(SALT.preferences["A"], Prioritised((line, *rest))))
    demand = claim("demand", "bob", Kind.DEMAND, {"A.pay": Stance.TAKEN})
    found = text(needs_section(assess(invented(demand, conflict=reported))))
    assert "(reported: demand). A source speaks against it: the line is reported." in found


def test_where_nothing_can_be_edited_there_is_no_such_part() -> None:
    assessment = assess(load_dossier("elmira"))
    assert (assessment.needs, assessment.motives, assessment.robustness) == (None, (), None)
    ids = [section.id for section in document_of(assessment).sections]
    assert "needs" not in ids
    assert "ways-out" in ids


def test_what_breaks_what_stands() -> None:
    assert SALT.status_quo is not None
    found = needs(SALT, SALT.status_quo)
    assert found is not None
    assert found.breakers.search is not None
    for each in found.breakers.search.found:
        changed = SALT.edited(*each.edits)
        assert changed.status_quo not in analyse(changed, "nash").equilibria("nash")
    assert "Somebody would gain by leaving what stands today after one of these changes" in text(
        needs_section(assess(invented(conflict=SALT)))
    )


# The record


def test_the_record_rules_out_orders_of_aims() -> None:
    """With the gate open and nothing paid, Athens stays only if an open gate counts more than a shut one."""
    torn = Conflict.from_options(
        {"A": {"open": "Opens the gate"}, "B": {"talk": "Talks"}},
        {"A": ["open", "not open"], "B": ["talk"]},
        names={"A": "Athens", "B": "Boeotia"},
        status_quo=["A.open", "B.talk"],
        as_of=date(2025, 10, 20),
        outcomes={"shut": "not A.open"},
    )
    seen = Observation(Interval.on(date(2025, 10, 20)), ("A.open", "B.talk"), ("saw",))
    saw = claim("saw", "eve", Kind.ACT, {"A.open": Stance.TAKEN})
    assessment = assess(invented(saw, observations=(seen,), conflict=torn))
    (one,) = assessment.motives
    assert (one.motives.dm, one.motives.orders, one.motives.left) == ("A", 2, 1)
    found = text(mind_section(assessment))
    assert "Athens has 2 aims, which could stand in 2 orders; what was seen rules out 1 of them" in found
    assert "[saw]" in found
    assert "The record settles that this counts more: open (assumed), than this: not open (assumed)." in found


# What is unsure


def test_shares_of_versions_stand_in_the_brief() -> None:
    assessment = assess(invented(conflict=SALT))
    section = sureness_section(assessment)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    shares = next(table for table in tables if table.columns[0] == "Would it hold?")
    assert assessment.robustness is not None
    assert len(shares.rows) == len(assessment.robustness.shares)
    assert "It is not the chance that something happens." in text(section)


def test_without_claims_no_source_is_left_out() -> None:
    assert assess(invented(conflict=SALT)).one_source is None
